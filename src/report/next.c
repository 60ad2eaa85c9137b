/* One event, one line, and below it why; the same members and words in JSON. */
#include "report/next.h"

#include "report/member.h"
#include "report/words.h"

#define SCRATCH_BYTES (4u << 20)
enum { REASON_BYTES = 8192, INDENT = 10 };

typedef struct pen {
    const toc_next_report *report;
    toc_arena *scratch;
    toc_buf *out;
    size_t said;
    size_t max; /* reasons */
} pen;

static toc_str relation_name(const toc_next_report *r, toc_str relation) {
    const toc_cameo *c = toc_ontology_find(r->ontology, relation);
    return c != NULL ? c->name : relation;
}

/* Room for one more reason; false when all that were asked for are said. */
static bool another(pen *p) {
    if (p->said >= p->max)
        return false;
    if (p->said++ > 0)
        toc_buf_add_cstr(p->out, "; ");
    return true;
}

static void add_ago(toc_buf *out, uint32_t days) {
    if (days == 1)
        toc_buf_add_cstr(out, "the day before");
    else
        toc_buf_printf(out, "%u days before", days);
}

static void say_same(pen *p, const toc_next_line *l) {
    const toc_next_reason *r = &l->reason;
    if (r->same_ever == 0 || !another(p))
        return;
    toc_buf_printf(p->out, "just this on %u day%s, %u of them in the last 60, last ", r->same_ever,
                   r->same_ever == 1 ? "" : "s", r->same_60);
    add_ago(p->out, r->same_last);
}

static void say_rule(pen *p, const toc_next_line *l) {
    const toc_next_reason *r = &l->reason;
    bool itself = !r->rule_back && toc_str_equal(l->rule, l->relation);
    if (l->rule.len == 0 || itself || !another(p))
        return;
    toc_str name = relation_name(p->report, l->rule);
    toc_buf_printf(p->out, "\"%.*s\"%s came ", TOC_FMT(name), r->rule_back ? " the other way" : "");
    add_ago(p->out, r->rule_last);
    toc_buf_printf(p->out, "; after it at that distance, this followed in %.0f of 100 cases", 100 * r->rule_chance);
}

static void say_pair(pen *p, const toc_next_line *l) {
    const toc_next_reason *r = &l->reason;
    if (r->pair_days > r->same_ever && another(p)) {
        toc_buf_printf(p->out, "%u event%s of any kind this way, last ", r->pair_days, r->pair_days == 1 ? "" : "s");
        add_ago(p->out, r->pair_last);
    }
    if (r->back_days > 0 && another(p)) {
        toc_buf_printf(p->out, "%u the other way, last ", r->back_days);
        add_ago(p->out, r->back_last);
    }
}

static void say_others(pen *p, const toc_next_line *l) {
    const toc_next_reason *r = &l->reason;
    toc_str other = toc_words_party(p->scratch, p->report->world, l->other);
    if (r->by_other > 0 && another(p))
        toc_buf_printf(p->out,
                       p->report->upon ? "%.*s did it %u time%s to others" : "it fell on %.*s %u time%s from others",
                       TOC_FMT(other), r->by_other, r->by_other == 1 ? "" : "s");
    if (l->via.len > 0 && another(p)) {
        toc_str via = toc_words_party(p->scratch, p->report->world, l->via);
        toc_buf_printf(p->out, "the two have not met; both deal with %.*s", TOC_FMT(via));
    }
    if (p->said == 0 && another(p))
        toc_buf_add_cstr(p->out, "the two have not met; actors like them do this");
}

static void say_why(const toc_next_report *report, const toc_next_line *l, toc_arena *scratch, size_t max,
                    toc_buf *out) {
    pen p = {report, scratch, out, 0, max};
    say_same(&p, l);
    say_rule(&p, l);
    say_pair(&p, l);
    say_others(&p, l);
}

static void add_head(toc_buf *out, const toc_next_report *r, toc_arena *scratch, toc_text_style style) {
    char day[11];
    toc_str actor = toc_words_party(scratch, r->world, r->actor);
    toc_buf line;
    toc_buf_printf(out, "%sNext%s: %s %.*s, as known at the end of %s (%zu events of %zu days)\n",
                   style.bold ? "\033[1m" : "", style.bold ? "\033[0m" : "",
                   r->upon ? "what falls on" : "what is done by", TOC_FMT(actor), toc_day_format(r->asof, day),
                   r->facts, r->days);
    toc_buf_init(&line, REASON_BYTES);
    toc_buf_add_cstr(&line,
                     "MODEL: the likeliest first. A ranking without chances: it asks no dated question, so it has "
                     "no horizon, no base rate and no place in the forecast ledger (tocsin forecast); how good "
                     "it was: doc/method/next.md.");
    if (!r->trained)
        toc_buf_printf(&line,
                       " Ranked by counts with fixed weights: %zu events in 60 days or more are needed to train on.",
                       r->need);
    toc_words_wrap(out, toc_buf_str(&line), 0, 0, style.width);
    toc_buf_add_cstr(out, "\n\n");
    out->failed |= line.failed;
    toc_buf_fini(&line);
}

void toc_next_add_text(toc_buf *out, const toc_next_report *r, toc_text_style style) {
    toc_arena scratch;
    toc_arena_init(&scratch, SCRATCH_BYTES);
    add_head(out, r, &scratch, style);
    for (size_t i = 0; i < r->count; i++) {
        const toc_next_line *l = &r->lines[i];
        toc_buf line;
        toc_buf_init(&line, REASON_BYTES);
        toc_str name = relation_name(r, l->relation), source = toc_words_party(&scratch, r->world, l->source);
        toc_buf_printf(out, "%5zu   ", i + 1);
        toc_buf_printf(&line, "%.*s %s %.*s: %.*s", TOC_FMT(source), style.ascii ? "->" : "→",
                       TOC_FMT(toc_words_party(&scratch, r->world, l->target)), TOC_FMT(name));
        toc_buf_printf(&line, " [%.*s]. ", TOC_FMT(l->relation));
        say_why(r, l, &scratch, r->why ? SIZE_MAX : 1, &line);
        toc_words_wrap(out, toc_buf_str(&line), INDENT - 2, INDENT, style.width);
        toc_buf_add_char(out, '\n');
        out->failed |= line.failed;
        toc_buf_fini(&line);
    }
    if (r->count == 0)
        toc_buf_add_cstr(out, "nothing: no relation of the actor has anybody to fall on\n");
    toc_buf_add_cstr(out, "\nA ranking of what is usual and lately told, not a warning. Method and record: "
                          "doc/method/next.md.\n");
    out->failed |= scratch.refused;
    toc_arena_fini(&scratch);
}

static void add_reason_json(toc_buf *out, const toc_next_report *r, const toc_next_line *l, toc_arena *scratch) {
    const toc_next_reason *w = &l->reason;
    toc_buf words;
    toc_buf_init(&words, REASON_BYTES);
    say_why(r, l, scratch, SIZE_MAX, &words);
    toc_buf_printf(out,
                   ",\"why\":{\"same\":%u,\"same_60_days\":%u,\"same_days_ago\":%u,\"pair\":%u,\"pair_days_ago\":%u,"
                   "\"back\":%u,\"back_days_ago\":%u,\"from_or_to_others\":%u",
                   w->same_ever, w->same_60, w->same_last, w->pair_days, w->pair_last, w->back_days, w->back_last,
                   w->by_other);
    toc_member_add_text(out, "rule", l->rule);
    toc_buf_printf(out, ",\"rule_other_way\":%s,\"rule_days_ago\":%u,\"rule_followed\":%.4f",
                   w->rule_back ? "true" : "false", w->rule_last, w->rule_chance);
    toc_member_add_text(out, "via", l->via);
    toc_member_add_text(out, "words", toc_buf_str(&words));
    toc_buf_add_char(out, '}');
    out->failed |= words.failed;
    toc_buf_fini(&words);
}

void toc_next_add_json(toc_buf *out, const toc_next_report *r) {
    char day[11];
    toc_arena scratch;
    toc_arena_init(&scratch, SCRATCH_BYTES);
    toc_buf_add_cstr(out, "{\"tocsin\":\"next\",\"version\":1");
    toc_member_add_text(out, "actor", r->actor);
    toc_buf_printf(
        out, ",\"upon\":%s,\"asof\":\"%s\",\"trained\":%s,\"known_events\":%zu,\"known_days\":%zu,\"events\":[",
        r->upon ? "true" : "false", toc_day_format(r->asof, day), r->trained ? "true" : "false", r->facts, r->days);
    for (size_t i = 0; i < r->count; i++) {
        const toc_next_line *l = &r->lines[i];
        toc_buf_printf(out, "%s\n{\"rank\":%zu", i ? "," : "", i + 1);
        toc_member_add_text(out, "source", l->source);
        toc_member_add_text(out, "target", l->target);
        toc_member_add_text(out, "relation", l->relation);
        toc_member_add_text(out, "name", relation_name(r, l->relation));
        add_reason_json(out, r, l, &scratch);
        toc_buf_add_char(out, '}');
    }
    toc_buf_add_cstr(out, "]}\n");
    out->failed |= scratch.refused;
    toc_arena_fini(&scratch);
}
