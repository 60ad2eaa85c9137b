/* Channels, three lists that are never mixed: contacts of the ledger, standing channels of the table, links over
 * others. */
#include "report/channels.h"

#include "report/member.h"
#include "report/words.h"

enum { STANDING_MAX = 256, SCRATCH_BYTES = 8 << 20 };

typedef struct page {
    toc_buf *out;
    const toc_way_report *r;
    toc_text_style style;
    toc_arena scratch;
} page;

static void head(page *p, const char *text) {
    toc_buf_printf(p->out, "\n%s%s%s\n", p->style.bold ? "\033[1m" : "", text, p->style.bold ? "\033[0m" : "");
}

static const char *iso(page *p, toc_day day) {
    toc_str text = toc_words_iso(&p->scratch, day);
    return text.ptr ? text.ptr : "";
}

static void entry(page *p, const char *status, toc_str text) {
    size_t column = 12;
    toc_buf_printf(p->out, "  %-9s ", status);
    toc_words_wrap(p->out, text, column, column, p->style.width);
    toc_buf_add_char(p->out, '\n');
}

static const char *plural(int count) {
    return count == 1 ? "" : "s";
}

/* "2 in 90 days, 7.4 usual" */
static void add_frequency(page *p, toc_buf *line, const char *unit, int recent, double usual) {
    int open = (int)toc_way_value(p->r->way, TOC_WAY_OPEN_DAYS);
    toc_buf_printf(line, "%d %s%s in %d days, ", recent, unit, plural(recent), open);
    if (usual < 0)
        toc_buf_add_cstr(line, "what is usual is not known (the ledger is too short)");
    else
        toc_buf_printf(line, "%.1f usual", usual);
}

static void write_contact(page *p, const toc_contact *c) {
    toc_buf line;
    toc_str a = toc_words_name(p->r->world, c->a), b = toc_words_name(p->r->world, c->b);
    toc_buf_init(&line, 4096);
    toc_buf_printf(&line, "%.*s and %.*s: ", TOC_FMT(a), TOC_FMT(b));
    if (c->last == TOC_DAY_NONE)
        toc_buf_add_cstr(&line, "no contact known");
    else
        toc_buf_printf(&line, "last contact %s (%.*s) [%s]", iso(p, c->last), TOC_FMT(c->level), c->last_event.text);
    if (c->highest.len && !toc_str_equal(c->highest, c->level))
        toc_buf_printf(&line, ", highest in a year %.*s", TOC_FMT(c->highest));
    toc_buf_add_cstr(&line, "; ");
    add_frequency(p, &line, "contact", c->recent, c->usual);
    if (c->broken != TOC_DAY_NONE)
        toc_buf_printf(&line, "; contact was refused or broken on %s [%s]", iso(p, c->broken), c->broken_by.text);
    entry(p, c->status, toc_buf_str(&line));
    toc_buf_fini(&line);
}

static void write_contacts(page *p) {
    head(p, "Between members of the sides (ledger)");
    for (size_t i = 0; i < p->r->contact_count; i++)
        write_contact(p, &p->r->contacts[i]);
    if (p->r->contact_count == 0)
        toc_buf_add_cstr(
            p->out, "  not enough: the ledger holds no meeting or talk between the sides; silence of a ledger is not "
                    "silence of states\n");
}

static void write_standing(page *p) {
    const toc_channel *rows[STANDING_MAX];
    size_t count = toc_channels_standing(p->r->world, p->r->pair, rows, STANDING_MAX);
    char status[16];
    head(p, "Standing channels on the day (data/world/channels.tsv)");
    for (size_t i = 0; i < count; i++) {
        toc_str note = toc_words_known(&p->scratch, rows[i]->note, p->r->pair->asof);
        toc_str text = toc_arena_printf(&p->scratch, "%.*s (%.*s, %.*s): since %s%s%.*s [%.*s]", TOC_FMT(rows[i]->name),
                                        TOC_FMT(rows[i]->kind), TOC_FMT(rows[i]->level), iso(p, rows[i]->from),
                                        note.len ? "; " : "", TOC_FMT(note), TOC_FMT(rows[i]->id));
        size_t length = rows[i]->status.len < sizeof status ? rows[i]->status.len : sizeof status - 1;
        memcpy(status, rows[i]->status.ptr, length);
        status[length] = '\0';
        entry(p, status, text.ptr ? text : (toc_str){"", 0});
    }
    if (count == 0)
        toc_buf_add_cstr(p->out, "  none known to the table\n");
}

static bool is_house(const toc_third *t) {
    return t->a.member && t->b.member;
}

static void write_link(page *p, const toc_third *t) {
    toc_buf line;
    const toc_side *a = &p->r->pair->a, *b = &p->r->pair->b;
    toc_buf_init(&line, 4096);
    toc_buf_printf(&line, "%.*s: last with %.*s %s [%s], with %.*s %s [%s]; the weaker link: ",
                   TOC_FMT(toc_words_name(p->r->world, t->code)), TOC_FMT(a->label), iso(p, t->a.last),
                   t->a.last_event.text, TOC_FMT(b->label), iso(p, t->b.last), t->b.last_event.text);
    add_frequency(p, &line, "day", t->a.recent < t->b.recent ? t->a.recent : t->b.recent, t->usual);
    entry(p, t->status, toc_buf_str(&line));
    toc_buf_fini(&line);
}

static void write_links(page *p, bool houses, size_t most) {
    size_t shown = 0, left = 0;
    head(p, houses ? "Within organisations of both (ledger)" : "Through third parties (ledger)");
    for (size_t i = 0; i < p->r->third_count; i++) {
        const toc_third *t = &p->r->thirds[i];
        if (is_house(t) != houses || t->a.days == 0 || t->b.days == 0)
            continue;
        if (shown < most) {
            write_link(p, t);
            shown++;
        } else {
            left++;
        }
    }
    if (shown == 0)
        toc_buf_add_cstr(p->out, "  none known to the ledger in a year\n");
    if (left > 0)
        toc_buf_printf(p->out, "  and %zu more: --all\n", left);
}

void toc_channels_add_text(toc_buf *out, const toc_way_report *r, size_t most, toc_text_style style) {
    page p = {.out = out, .r = r, .style = style};
    toc_arena_init(&p.scratch, SCRATCH_BYTES);
    toc_buf_printf(out, "%sChannels: %.*s and %.*s, as of %s%s\n", style.bold ? "\033[1m" : "",
                   TOC_FMT(r->pair->a.label), TOC_FMT(r->pair->b.label), iso(&p, r->pair->asof),
                   style.bold ? "\033[0m" : "");
    write_contacts(&p);
    write_standing(&p);
    write_links(&p, true, most);
    write_links(&p, false, most);
    toc_buf_add_cstr(
        out, "\nThe most useful channels are secret and stand nowhere here. Rule: doc/method/channels.md; open any "
             "id with tocsin why.\n");
    out->failed |= p.scratch.refused;
    toc_arena_fini(&p.scratch);
}

/* ---- JSON ---- */

static void add_contacts(toc_buf *out, const toc_way_report *r) {
    toc_buf_add_cstr(out, ",\"contacts\":[");
    for (size_t i = 0; i < r->contact_count; i++) {
        const toc_contact *c = &r->contacts[i];
        toc_buf_printf(out, "%s\n{\"status\":\"%s\"", i ? "," : "", c->status);
        toc_member_add_text(out, "a", c->a);
        toc_member_add_text(out, "b", c->b);
        toc_member_add_day(out, "last", c->last);
        toc_member_add_text(out, "last_event", toc_str_of(c->last_event.text));
        toc_member_add_text(out, "level", c->level);
        toc_member_add_text(out, "highest", c->highest);
        toc_buf_printf(out, ",\"recent\":%d,\"in_365_days\":%d", c->recent, c->last_365);
        if (c->past_known)
            toc_buf_printf(out, ",\"in_365_days_before\":%d", c->before_365);
        else
            toc_buf_add_cstr(out, ",\"in_365_days_before\":null");
        toc_member_add_number(out, "usual", c->usual, !(c->usual < 0));
        toc_member_add_day(out, "broken", c->broken);
        toc_member_add_text(out, "broken_by", toc_str_of(c->broken_by.text));
        toc_buf_add_char(out, '}');
    }
    toc_buf_add_char(out, ']');
}

static void add_standing(toc_buf *out, const toc_way_report *r, toc_arena *scratch) {
    const toc_channel *rows[STANDING_MAX];
    size_t count = toc_channels_standing(r->world, r->pair, rows, STANDING_MAX);
    toc_buf_add_cstr(out, ",\"standing\":[");
    for (size_t i = 0; i < count; i++) {
        toc_buf_printf(out, "%s\n{\"id\":", i ? "," : "");
        toc_buf_add_json(out, rows[i]->id);
        toc_member_add_text(out, "status", rows[i]->status);
        toc_member_add_text(out, "name", rows[i]->name);
        toc_member_add_text(out, "a", rows[i]->side_a);
        toc_member_add_text(out, "b", rows[i]->side_b);
        toc_member_add_text(out, "kind", rows[i]->kind);
        toc_member_add_text(out, "level", rows[i]->level);
        toc_member_add_day(out, "since", rows[i]->from);
        toc_member_add_text(out, "note", toc_words_known(scratch, rows[i]->note, r->pair->asof));
        toc_buf_add_char(out, '}');
    }
    toc_buf_add_char(out, ']');
}

static void add_links(toc_buf *out, const toc_way_report *r) {
    bool first = true;
    toc_buf_add_cstr(out, ",\"through\":[");
    for (size_t i = 0; i < r->third_count; i++) {
        const toc_third *t = &r->thirds[i];
        if (t->a.days == 0 || t->b.days == 0)
            continue;
        toc_buf_printf(out, "%s\n{\"kind\":\"%s\",\"status\":\"%s\"", first ? "" : ",",
                       is_house(t) ? "organisation" : "third party", t->status);
        first = false;
        toc_member_add_text(out, "code", t->code);
        toc_member_add_day(out, "last_a", t->a.last);
        toc_member_add_text(out, "last_a_event", toc_str_of(t->a.last_event.text));
        toc_member_add_day(out, "last_b", t->b.last);
        toc_member_add_text(out, "last_b_event", toc_str_of(t->b.last_event.text));
        toc_buf_printf(out, ",\"recent\":%d", t->a.recent < t->b.recent ? t->a.recent : t->b.recent);
        toc_member_add_number(out, "usual", t->usual, !(t->usual < 0));
        toc_buf_add_char(out, '}');
    }
    toc_buf_add_char(out, ']');
}

void toc_channels_add_json(toc_buf *out, const toc_way_report *r) {
    toc_arena scratch;
    toc_arena_init(&scratch, SCRATCH_BYTES);
    toc_buf_add_cstr(out, "{\"tocsin\":\"channels\",\"version\":1");
    toc_member_add_text(out, "a", r->pair->a.text);
    toc_member_add_text(out, "b", r->pair->b.text);
    toc_member_add_day(out, "asof", r->pair->asof);
    toc_buf_printf(out, ",\"open_days\":%d", (int)toc_way_value(r->way, TOC_WAY_OPEN_DAYS));
    add_contacts(out, r);
    add_standing(out, r, &scratch);
    add_links(out, r);
    toc_buf_add_cstr(out, "}\n");
    out->failed |= scratch.refused;
    toc_arena_fini(&scratch);
}
