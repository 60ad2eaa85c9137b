/* Third parties ranked as mediators; what speaks for each, and what against, with the figures. */
#include "report/channels.h"

#include "report/words.h"

enum { SCRATCH_BYTES = 16 << 20, WHAT_CHARS = 90 };

typedef struct page {
    const toc_way_report *r;
    toc_arena *scratch;
} page;

static toc_str known(const page *p, toc_str text) {
    return toc_words_cut(p->scratch, toc_words_known(p->scratch, text, p->r->pair->asof), WHAT_CHARS);
}

static const char *days(int count) {
    return count == 1 ? "day" : "days";
}

static void add_reason(toc_buf *line, bool *first, toc_str text) {
    if (text.ptr && text.len) {
        toc_buf_add_cstr(line, *first ? "" : "; ");
        toc_buf_add(line, text);
        *first = false;
    }
}

/* "mediated between them since 2014-06-06: Normandy format; outcome: none told by the day [RUS-UKR-DEU]" */
static toc_str record_text(const page *p, const toc_mediator *row, bool between) {
    toc_day asof = p->r->pair->asof;
    bool over = row->to != TOC_DAY_NONE && row->to <= asof;
    bool refused = toc_str_equal(row->status, TOC_STR("refused"));
    bool offered = toc_str_equal(row->status, TOC_STR("potential"));
    toc_str what = known(p, row->what), outcome = over ? known(p, row->outcome) : (toc_str){"", 0};
    toc_str sides =
        between ? TOC_STR("them")
                : toc_arena_printf(p->scratch, "%.*s and %.*s", TOC_FMT(toc_words_name(p->r->world, row->side_a)),
                                   TOC_FMT(toc_words_name(p->r->world, row->side_b)));
    return toc_arena_printf(p->scratch, "%s between %.*s %s %.*s%s%.*s%s%.*s [%.*s]",
                            refused   ? "was refused"
                            : offered ? "was thought of"
                            : over    ? "mediated"
                                      : "mediates",
                            TOC_FMT(sides), over ? "from" : "since", TOC_FMT(toc_words_iso(p->scratch, row->from)),
                            what.len ? ": " : "", TOC_FMT(what),
                            outcome.len ? ", outcome: "
                            : over      ? ", outcome not told by this day"
                                        : ", outcome open",
                            TOC_FMT(outcome), TOC_FMT(row->id));
}

static toc_str touch_text(const page *p, const toc_third *t) {
    const toc_side *a = &p->r->pair->a, *b = &p->r->pair->b;
    return toc_arena_printf(p->scratch,
                            "in touch on %d %s in a year with %.*s (last %.*s) [%s], on %d with %.*s (last %.*s) [%s]",
                            t->a.days, days(t->a.days), TOC_FMT(a->label),
                            TOC_FMT(toc_words_iso(p->scratch, t->a.last)), t->a.last_event.text, t->b.days,
                            TOC_FMT(b->label), TOC_FMT(toc_words_iso(p->scratch, t->b.last)), t->b.last_event.text);
}

/* With one of the two only. */
static toc_str half_text(const page *p, const toc_third *t) {
    const toc_third_side *side = t->a.days > 0 ? &t->a : &t->b;
    toc_str name = t->a.days > 0 ? p->r->pair->a.label : p->r->pair->b.label;
    if (side->days == 0)
        return (toc_str){NULL, 0};
    return toc_arena_printf(p->scratch, "in touch on %d %s in a year with %.*s (last %.*s) [%s]", side->days,
                            days(side->days), TOC_FMT(name), TOC_FMT(toc_words_iso(p->scratch, side->last)),
                            side->last_event.text);
}

static bool in_touch(const toc_third *t) {
    return t->a.days > 0 && t->b.days > 0;
}

static void add_for(const page *p, toc_buf *line, const toc_third *t) {
    bool first = true;
    add_reason(line, &first, in_touch(t) ? touch_text(p, t) : half_text(p, t));
    if (in_touch(t))
        add_reason(line, &first,
                   toc_arena_printf(p->scratch, "balance %.2f of 1 (recent weight %.1f and %.1f)",
                                    t->parts[TOC_THIRD_BALANCE], t->a.weight, t->b.weight));
    if (t->acts > 0)
        add_reason(line, &first,
                   toc_arena_printf(p->scratch, "mediated, offered or called for settlement on %d %s in a year [%s]",
                                    t->acts, days(t->acts), t->act_event.text));
    if (t->parts[TOC_THIRD_RECORD] > 0)
        add_reason(line, &first, record_text(p, t->record ? t->record : t->elsewhere, t->record != NULL));
    if (t->parts[TOC_THIRD_HOUSE] > 0)
        add_reason(line, &first, TOC_STR("both are its members"));
    if (t->parts[TOC_THIRD_POWER] > 0)
        add_reason(line, &first,
                   toc_world_is_state(p->r->world, t->code) ? TOC_STR("a major power")
                                                            : TOC_STR("major powers belong to it"));
    if (t->parts[TOC_THIRD_REGION] > 0)
        add_reason(line, &first,
                   t->a.neighbour && t->b.neighbour
                       ? TOC_STR("a neighbour of both, by land or within 400 miles of sea")
                       : toc_arena_printf(p->scratch, "a neighbour of %.*s, by land or within 400 miles of sea",
                                          TOC_FMT(t->a.neighbour ? p->r->pair->a.label : p->r->pair->b.label)));
}

static void add_against(const page *p, toc_buf *line, const toc_third *t) {
    bool first = true;
    const toc_side *a = &p->r->pair->a, *b = &p->r->pair->b;
    const toc_clause *bound = t->a.bound ? t->a.bound : t->b.bound;
    if (!in_touch(t))
        add_reason(line, &first,
                   toc_arena_printf(p->scratch, "the ledger knows of no contact in a year with %.*s",
                                    TOC_FMT(t->a.days > 0   ? b->label
                                            : t->b.days > 0 ? a->label
                                                            : TOC_STR("either"))));
    if (t->a.hostile || t->b.hostile)
        add_reason(line, &first,
                   toc_arena_printf(p->scratch, "hostile deeds on %d of %d days with %.*s, on %d of %d with %.*s",
                                    t->a.hostile, t->a.all, TOC_FMT(a->label), t->b.hostile, t->b.all,
                                    TOC_FMT(b->label)));
    if (t->parts[TOC_THIRD_RECORD] < 0)
        add_reason(line, &first, record_text(p, t->record, true));
    if ((t->a.bound != NULL) != (t->b.bound != NULL))
        add_reason(line, &first,
                   toc_arena_printf(p->scratch, "bound to defend %.*s and not the other [%.*s]%s",
                                    TOC_FMT(t->a.bound ? a->label : b->label), TOC_FMT(bound->id),
                                    t->parts[TOC_THIRD_BOUND] < 1 ? ", which weighs less since both took it as mediator"
                                                                  : ""));
    if (t->parts[TOC_THIRD_ONESIDED] > 0)
        add_reason(line, &first,
                   toc_arena_printf(p->scratch, "%.*s belongs to it, the other side does not",
                                    TOC_FMT(t->a.member ? a->label : b->label)));
    if (first)
        toc_buf_add_cstr(line, "nothing that the ledger or the tables tell");
}

static void write_reasons(const page *p, toc_buf *out, const toc_third *t, toc_text_style style) {
    for (int against = 0; against < 2; against++) {
        toc_buf line;
        toc_buf_init(&line, 16384);
        if (against)
            add_against(p, &line, t);
        else
            add_for(p, &line, t);
        toc_buf_printf(out, "      %-8s ", against ? "against" : "for");
        toc_words_wrap(out, toc_buf_str(&line), 15, 15, style.width);
        toc_buf_add_char(out, '\n');
        out->failed |= line.failed;
        toc_buf_fini(&line);
    }
}

void toc_mediators_add_text(toc_buf *out, const toc_way_report *r, size_t most, toc_text_style style) {
    toc_arena scratch;
    char day[11];
    toc_arena_init(&scratch, SCRATCH_BYTES);
    const page p = {r, &scratch};
    toc_buf_printf(out, "%sMediators: %.*s and %.*s, as of %s%s\n\n", style.bold ? "\033[1m" : "",
                   TOC_FMT(r->pair->a.label), TOC_FMT(r->pair->b.label), toc_day_format(r->pair->asof, day),
                   style.bold ? "\033[0m" : "");
    for (size_t i = 0; i < r->third_count && i < most; i++) {
        const toc_third *t = &r->thirds[i];
        toc_buf_printf(out, "%3zu. %s%.*s%s (%.*s), %.2f\n", i + 1, style.bold ? "\033[1m" : "",
                       TOC_FMT(toc_words_name(r->world, t->code)), style.bold ? "\033[0m" : "", TOC_FMT(t->code),
                       t->score);
        write_reasons(&p, out, t, style);
    }
    if (r->third_count == 0)
        toc_buf_add_cstr(out,
                         "not enough: the ledger knows of nobody in touch with both, and the table of no mediator\n");
    else if (r->third_count > most)
        toc_buf_printf(out, "and %zu more: --all\n", r->third_count - most);
    toc_buf_add_cstr(
        out, "\nThe number is a sum of weighted parts (data/method/mediators.tsv), no probability of success. Rule: "
             "doc/method/channels.md.\n");
    out->failed |= scratch.refused;
    toc_arena_fini(&scratch);
}

static void add_member(toc_buf *out, const char *name, void (*add)(const page *, toc_buf *, const toc_third *),
                       const page *p, const toc_third *t) {
    toc_buf text;
    toc_buf_init(&text, 16384);
    add(p, &text, t);
    toc_buf_printf(out, ",\"%s\":", name);
    toc_buf_add_json(out, toc_buf_str(&text));
    out->failed |= text.failed;
    toc_buf_fini(&text);
}

static void add_side(toc_buf *out, const char *name, const toc_third_side *side) {
    char day[11];
    toc_buf_printf(
        out,
        ",\"%s\":{\"days\":%d,\"days_before\":%d,\"recent\":%d,\"hostile_days\":%d,\"all_days\":%d,\"weight\":", name,
        side->days, side->before, side->recent, side->hostile, side->all);
    toc_buf_add_double(out, side->weight);
    if (side->last == TOC_DAY_NONE)
        toc_buf_add_cstr(out, ",\"last\":null,\"last_event\":null}");
    else
        toc_buf_printf(out, ",\"last\":\"%s\",\"last_event\":\"%s\"}", toc_day_format(side->last, day),
                       side->last_event.text);
}

static void add_row(toc_buf *out, const char *name, const toc_mediator *row) {
    toc_buf_printf(out, ",\"%s\":", name);
    if (row)
        toc_buf_add_json(out, row->id);
    else
        toc_buf_add_cstr(out, "null");
}

void toc_mediators_add_json(toc_buf *out, const toc_way_report *r, size_t most) {
    toc_arena scratch;
    char day[11];
    toc_arena_init(&scratch, SCRATCH_BYTES);
    const page p = {r, &scratch};
    toc_buf_add_cstr(out, "{\"tocsin\":\"mediators\",\"version\":1,\"a\":");
    toc_buf_add_json(out, r->pair->a.text);
    toc_buf_add_cstr(out, ",\"b\":");
    toc_buf_add_json(out, r->pair->b.text);
    toc_buf_printf(out, ",\"asof\":\"%s\",\"known\":%zu,\"mediators\":[", toc_day_format(r->pair->asof, day),
                   r->third_count);
    for (size_t i = 0; i < r->third_count && i < most; i++) {
        const toc_third *t = &r->thirds[i];
        toc_buf_printf(out, "%s\n{\"code\":", i ? "," : "");
        toc_buf_add_json(out, t->code);
        toc_buf_add_cstr(out, ",\"score\":");
        toc_buf_add_double(out, t->score);
        for (int k = 0; k < TOC_THIRD_PART_COUNT; k++) {
            toc_buf_printf(out, "%s\"%s\":", k ? "," : ",\"parts\":{", toc_third_part_name((toc_third_part)k));
            toc_buf_add_double(out, t->parts[k]);
        }
        toc_buf_add_char(out, '}');
        add_side(out, "with_a", &t->a);
        add_side(out, "with_b", &t->b);
        add_row(out, "record", t->record);
        add_row(out, "elsewhere", t->elsewhere);
        add_member(out, "for", add_for, &p, t);
        add_member(out, "against", add_against, &p, t);
        toc_buf_add_char(out, '}');
    }
    toc_buf_add_cstr(out, "]}\n");
    out->failed |= scratch.refused;
    toc_arena_fini(&scratch);
}
