/* One assumption, one line; then the table of counts, and what it does not say. */
#include "report/whatif.h"

#include "report/member.h"
#include "report/words.h"

#include <stdarg.h>
#include <stdio.h>

enum { LABEL = 13, NAME = 24, CELL = 20 };

#define LINE_BYTES ((size_t)1 << 16)

static const char CONDITION[] =
    "Conditional on past patterns, not on cause: this is how events between the two sides have followed one another, "
    "and "
    "what else would be different if the assumptions held is not in it. The model knows a kind of event by its mark "
    "(words or deeds, friendly or hostile), not by name.";

static void add_labelled(toc_buf *out, const char *label, const toc_buf *line, toc_text_style style) {
    toc_buf_printf(out, "  %-*s", LABEL - 2, label);
    toc_words_wrap(out, toc_buf_str(line), LABEL, LABEL, style.width);
    toc_buf_add_char(out, '\n');
    out->failed |= line->failed;
}

static void add_who(toc_buf *out, const toc_whatif_line *l) {
    static const char *const names[] = {"Both sides", "A", "B"};
    toc_buf_add_cstr(out, names[l->who]);
}

static void add_kind(toc_buf *out, const toc_whatif_line *l) {
    toc_buf_add_cstr(out, toc_root_name(l->root));
    if (l->mode.len > 0)
        toc_buf_printf(out, " (%.*s)", TOC_FMT(l->mode));
}

static void say_added(toc_buf *out, const toc_whatif_line *l) {
    char day[11];
    add_who(out, l);
    toc_buf_add_cstr(out, ": ");
    add_kind(out, l);
    if (l->on != TOC_DAY_NONE)
        toc_buf_printf(out, " on %s, one event", toc_day_format(l->on, day));
    else if (l->every == 1)
        toc_buf_printf(out, " every day, %d events", l->times);
    else
        toc_buf_printf(out, " every %d days from %s on, %d event%s", l->every, toc_day_format(l->from, day), l->times,
                       l->times == 1 ? "" : "s");
    toc_buf_printf(out, "%s on top of what comes by itself; works as %s.",
                   l->who == TOC_WHATIF_BOTH ? " of each side" : "", toc_stream_mark_name(l->mark));
}

static void say_dropped(toc_buf *out, const toc_whatif_line *l) {
    add_who(out, l);
    toc_buf_add_cstr(out, ": no ");
    add_kind(out, l);
    if (l->seen == 0)
        toc_buf_add_cstr(out, "; there was none in the past of the two sides, so this changes nothing.");
    else
        toc_buf_printf(out, "; of the %s so far it was %u of %u (%.0f %%), and that part is left out.",
                       toc_stream_mark_name(l->mark), l->seen, l->of, 100.0 * l->seen / l->of);
}

static void say_line(toc_buf *out, const toc_whatif_line *l) {
    toc_buf_printf(out, "If %s \"%.*s\". ", l->drop ? "without" : "with", TOC_FMT(l->text));
    if (l->drop)
        say_dropped(out, l);
    else
        say_added(out, l);
}

static void add_head(toc_buf *out, const toc_whatif_report *r, toc_text_style style) {
    char from[11], to[11], asof[11];
    const char *on = style.bold ? "\033[1m" : "", *off = style.bold ? "\033[0m" : "";
    toc_buf_printf(out, "%sWhat if%s: A = %.*s, B = %.*s\n", on, off, TOC_FMT(r->a->label), TOC_FMT(r->b->label));
    toc_buf_printf(out, "%s to %s (%d days), as known at the end of %s; %d runs, seed %llu\n\n",
                   toc_day_format(r->from, from), toc_day_format(r->from + r->days - 1, to), r->days,
                   toc_day_format(r->asof, asof), r->runs, (unsigned long long)r->seed);
}

/* Text and then spaces up to the width. */
static void add_cell(toc_buf *out, size_t width, const char *format, ...) __attribute__((format(printf, 3, 4)));
static void add_cell(toc_buf *out, size_t width, const char *format, ...) {
    char text[128];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    toc_buf_printf(out, "%-*s", (int)width, text);
}

static void add_row(toc_buf *out, const toc_whatif_row *row) {
    static const char *const who[] = {"", "  A upon B", "  B upon A"};
    const toc_whatif_sum *s = &row->sum;
    toc_buf_add_cstr(out, "    ");
    add_cell(out, NAME, "%s", row->who == TOC_WHATIF_BOTH ? toc_stream_mark_name(row->mark) : who[row->who]);
    add_cell(out, CELL, "%.1f (%.0f to %.0f)", s->without.mean, s->without.low, s->without.high);
    add_cell(out, CELL, "%.1f (%.0f to %.0f)", s->with.mean, s->with.low, s->with.high);
    toc_buf_printf(out, "%+.2f (%+.2f to %+.2f)\n", s->difference, s->difference_ci.low, s->difference_ci.high);
}

static void add_table(toc_buf *out, const toc_whatif_report *r, toc_text_style style) {
    toc_buf line;
    toc_buf_init(&line, LINE_BYTES);
    toc_buf_printf(
        &line,
        "Events in the %d days: the mean, and 90 %% of the runs. Assumed events are not counted. The difference "
        "with the 90 %% interval over %d models that the same past might have given; both courses of a run "
        "draw the same random numbers.",
        r->days, r->models);
    add_labelled(out, "MODEL", &line, style);
    toc_buf_add_cstr(out, "\n    ");
    add_cell(out, NAME, "%s", "");
    add_cell(out, CELL, "%s", "as things are");
    add_cell(out, CELL, "%s", "if so");
    toc_buf_add_cstr(out, "difference\n");
    for (size_t i = 0; i < r->row_count; i++)
        add_row(out, &r->rows[i]);
    toc_buf_fini(&line);
}

static void add_foot(toc_buf *out, const toc_whatif_report *r, toc_text_style style) {
    const toc_whatif_row *first = &r->rows[0];
    toc_buf line;
    toc_buf_init(&line, LINE_BYTES);
    toc_buf_printf(&line, "Run by run the difference in %s lies between %+.0f and %+.0f in 90 %% of the runs.",
                   toc_stream_mark_name(first->mark), first->sum.run_difference.low, first->sum.run_difference.high);
    toc_buf_add_char(out, '\n');
    add_labelled(out, "MODEL", &line, style);
    toc_buf_clear(&line);
    toc_buf_printf(
        &line,
        "Learnt from %zu events of %zu days between the two sides, leaning on %zu pairs of the ledger; an event "
        "brings about %.2f others on the mean (branching ratio).",
        r->events, r->past_days, r->pairs, r->branching);
    add_labelled(out, "MODEL", &line, style);
    toc_buf_clear(&line);
    toc_buf_add_cstr(&line, CONDITION);
    add_labelled(out, "ASSUMPTION", &line, style);
    toc_buf_fini(&line);
}

void toc_whatif_add_text(toc_buf *out, const toc_whatif_report *r, toc_text_style style) {
    add_head(out, r, style);
    for (size_t i = 0; i < r->line_count; i++) {
        toc_buf line;
        toc_buf_init(&line, LINE_BYTES);
        say_line(&line, &r->lines[i]);
        add_labelled(out, "ASSUMPTION", &line, style);
        toc_buf_fini(&line);
    }
    add_table(out, r, style);
    add_foot(out, r, style);
    toc_buf_add_cstr(out,
                     "\nMethod and record: doc/method/events.md. The way out: tocsin channels, tocsin mediators.\n");
}

static void add_count_json(toc_buf *out, const char *name, const toc_whatif_count *c) {
    toc_buf_printf(out, ",\"%s\":{\"mean\":", name);
    toc_buf_add_double(out, c->mean);
    toc_member_add_number(out, "low", c->low, true);
    toc_member_add_number(out, "median", c->middle, true);
    toc_member_add_number(out, "high", c->high, true);
    toc_buf_add_char(out, '}');
}

static void add_range_json(toc_buf *out, const char *name, toc_interval range) {
    toc_buf_printf(out, ",\"%s\":[", name);
    toc_buf_add_double(out, range.low);
    toc_buf_add_char(out, ',');
    toc_buf_add_double(out, range.high);
    toc_buf_add_char(out, ']');
}

static void add_row_json(toc_buf *out, const toc_whatif_row *row) {
    static const char *const who[] = {"both", "A", "B"};
    toc_buf_printf(out, "{\"mark\":\"%s\",\"by\":\"%s\"", toc_stream_mark_name(row->mark), who[row->who]);
    add_count_json(out, "as_things_are", &row->sum.without);
    add_count_json(out, "if_so", &row->sum.with);
    toc_member_add_number(out, "difference", row->sum.difference, true);
    add_range_json(out, "difference_interval", row->sum.difference_ci);
    add_range_json(out, "difference_by_run", row->sum.run_difference);
    toc_buf_add_char(out, '}');
}

static void add_line_json(toc_buf *out, const toc_whatif_line *l) {
    static const char *const who[] = {"both", "A", "B"};
    toc_buf words;
    toc_buf_init(&words, LINE_BYTES);
    say_line(&words, l);
    toc_buf_printf(out, "{\"kind\":\"%s\",\"by\":\"%s\",\"event\":\"%s\",\"mark\":\"%s\"", l->drop ? "without" : "with",
                   who[l->who], toc_root_name(l->root), toc_stream_mark_name(l->mark));
    toc_member_add_text(out, "text", l->text);
    toc_member_add_text(out, "words", toc_buf_str(&words));
    toc_member_add_day(out, "first", l->drop ? TOC_DAY_NONE : l->from);
    toc_member_add_number(out, "every_days", l->every, l->every > 0);
    toc_member_add_number(out, "times", l->times, !l->drop);
    toc_member_add_number(out, "share", l->of > 0 ? (double)l->seen / l->of : 0, l->drop);
    toc_buf_add_char(out, '}');
    out->failed |= words.failed;
    toc_buf_fini(&words);
}

void toc_whatif_add_json(toc_buf *out, const toc_whatif_report *r) {
    toc_buf_add_cstr(out, "{\"tocsin\":\"whatif\"");
    toc_member_add_text(out, "a", r->a->text);
    toc_member_add_text(out, "b", r->b->text);
    toc_member_add_day(out, "asof", r->asof);
    toc_member_add_day(out, "from", r->from);
    toc_buf_printf(out, ",\"days\":%d,\"runs\":%d,\"models\":%d,\"seed\":%llu,\"level\":0.9", r->days, r->runs,
                   r->models, (unsigned long long)r->seed);
    toc_buf_printf(out, ",\"learnt\":{\"events\":%zu,\"days\":%zu,\"pairs\":%zu}", r->events, r->past_days, r->pairs);
    toc_member_add_number(out, "branching", r->branching, true);
    toc_buf_add_cstr(out, ",\"assumptions\":[");
    for (size_t i = 0; i < r->line_count; i++) {
        toc_buf_add_cstr(out, i > 0 ? "," : "");
        add_line_json(out, &r->lines[i]);
    }
    toc_buf_add_cstr(out, "],\"events\":[");
    for (size_t i = 0; i < r->row_count; i++) {
        toc_buf_add_cstr(out, i > 0 ? "," : "");
        add_row_json(out, &r->rows[i]);
    }
    toc_buf_add_cstr(out, "]");
    toc_member_add_text(out, "condition", TOC_STR(CONDITION));
    toc_buf_add_cstr(out, "}\n");
}
