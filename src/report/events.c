/* What holds for the whole first, then each cell with what feeds it. */
#include "report/events.h"

#include "report/member.h"
#include "report/words.h"

#include <math.h>

enum { LABEL = 13, CELLS = TOC_STREAM_CELLS, MARKS = TOC_STREAM_MARKS };

#define LINE_BYTES ((size_t)1 << 16)
#define WORTH 0.005 /* what is smaller is not told in words */

/* The model's cell or source behind a number of the report, whose direction 0 is the user's A upon B. */
static int place_of(const toc_events_report *r, int cell) {
    return r->turned && cell < CELLS ? (cell + MARKS) % CELLS : cell;
}

static void add_cell_name(toc_buf *out, int cell) {
    static const char *const outside[] = {"hostile acts and words of allies", "other events of allies"};
    if (cell >= CELLS)
        toc_buf_add_cstr(out, outside[cell - CELLS]);
    else
        toc_buf_printf(out, "%s, %s", cell < MARKS ? "A upon B" : "B upon A", toc_stream_mark_name(cell % MARKS));
}

static void add_figure(toc_buf *out, double value, double se) {
    toc_buf_printf(out, "%.3f", value);
    if (!isnan(se))
        toc_buf_printf(out, " (%.3f)", se);
}

static void add_labelled(toc_buf *out, const char *label, toc_buf *line, toc_text_style style) {
    toc_buf_printf(out, "  %-*s", LABEL - 2, label);
    toc_words_wrap(out, toc_buf_str(line), LABEL, LABEL, style.width);
    toc_buf_add_char(out, '\n');
    out->failed |= line->failed;
    toc_buf_clear(line);
}

static void add_head(toc_buf *out, const toc_events_report *r, toc_text_style style) {
    char from[11], to[11];
    const char *on = style.bold ? "\033[1m" : "", *off = style.bold ? "\033[0m" : "";
    toc_buf_printf(out, "%sEvents that feed on one another%s: A = %.*s, B = %.*s\n%s to %s, %zu events\n\n", on, off,
                   TOC_FMT(r->a->label), TOC_FMT(r->b->label), toc_day_format(r->from, from), toc_day_format(r->to, to),
                   r->fitted->events);
}

static void add_kernel(toc_buf *out, const toc_events_report *r, toc_buf *line, toc_text_style style) {
    const toc_hawkes *m = &r->fitted->model;
    toc_buf_printf(line, m->kernel == TOC_HAWKES_POWER
                             ? "What an event brings about fades by a power law, exponent "
                             : "What an event brings about fades with a mean life in days of ");
    add_figure(line, m->shape, r->errors->se.shape);
    if (r->pooled)
        toc_buf_printf(line,
                       ", ties and weekdays as in %zu pairs of the ledger (%zu events), on which the rest leans too; "
                       "figures with (standard errors), which know of that leaning.",
                       r->pooled->pairs, r->pooled->events);
    else
        toc_buf_add_cstr(line, ". Maximum likelihood from these events alone; figures with (standard errors).");
    add_labelled(out, "MODEL", line, style);
}

static void add_whole(toc_buf *out, const toc_events_report *r, toc_buf *line, toc_text_style style) {
    toc_interval range = r->branching;
    const toc_hawkes_residual *q = r->residual;
    toc_buf_printf(line, "Branching ratio %.2f", r->errors->branching);
    if (isfinite(range.high))
        toc_buf_printf(line, " (90 %% interval %.2f to %.2f%s)", range.low, range.high,
                       r->refitted ? ", by refitting drawn series" : "");
    toc_buf_add_cstr(line, ": so many events an event brings about, on the mean; at 1 they would go on without end.");
    add_labelled(out, "MODEL", line, style);
    toc_buf_printf(line, "Residuals by time change: %zu clusters of events, Kolmogorov-Smirnov distance %.3f",
                   q->clusters, q->distance);
    if (!isnan(q->p))
        toc_buf_printf(line, ", p = %.3f: %s.", q->p,
                       q->p < 0.05 ? "the model misses something of this past" : "nothing speaks against the model");
    else
        toc_buf_add_cstr(line, ": too few to test.");
    add_labelled(out, "MODEL", line, style);
}

static void add_cell(toc_buf *out, const toc_events_report *r, int cell, toc_buf *line, toc_text_style style) {
    const toc_hawkes *m = &r->fitted->model, *se = &r->errors->se;
    int c = place_of(r, cell), told = 0;
    add_cell_name(line, cell);
    toc_buf_add_cstr(line, ": by itself ");
    for (int k = 0; k < m->knots; k++) {
        toc_buf_add_cstr(line, k > 0 ? ", then " : "");
        add_figure(line, m->base[c][k], se->base[c][k]);
    }
    toc_buf_add_cstr(line, " a day; ties ");
    add_figure(line, m->ties[c], se->ties[c]);
    for (int source = 0; source < m->sources; source++) {
        int j = place_of(r, source);
        if (m->excite[c][j] < WORTH)
            continue;
        toc_buf_add_cstr(line, told++ ? "; " : ". Brought about by an event of: ");
        add_cell_name(line, source);
        toc_buf_add_char(line, ' ');
        add_figure(line, m->excite[c][j], se->excite[c][j]);
    }
    toc_buf_add_char(line, '.');
    add_labelled(out, "MODEL", line, style);
}

void toc_events_add_text(toc_buf *out, const toc_events_report *r, toc_text_style style) {
    toc_buf line;
    toc_buf_init(&line, LINE_BYTES);
    add_head(out, r, style);
    add_kernel(out, r, &line, style);
    add_whole(out, r, &line, style);
    for (int cell = 0; cell < CELLS; cell++)
        add_cell(out, r, cell, &line, style);
    toc_buf_add_cstr(out, "\nPatterns of the past, not causes. Method and record: doc/method/events.md.\n");
    toc_buf_fini(&line);
}

static void add_values(toc_buf *out, const char *name, const double *values, int count) {
    toc_buf_printf(out, ",\"%s\":[", name);
    for (int k = 0; k < count; k++) {
        toc_buf_add_cstr(out, k > 0 ? "," : "");
        toc_buf_add_double(out, values[k]);
    }
    toc_buf_add_char(out, ']');
}

/* A row of excite in the user's order. */
static void add_row(toc_buf *out, const char *name, const toc_events_report *r, const double *row, int sources) {
    double turned[TOC_HAWKES_SOURCES];
    for (int j = 0; j < sources; j++)
        turned[j] = row[place_of(r, j)];
    add_values(out, name, turned, sources);
}

static void add_cell_json(toc_buf *out, const toc_events_report *r, int cell) {
    const toc_hawkes *m = &r->fitted->model, *se = &r->errors->se;
    int c = place_of(r, cell);
    toc_buf_printf(out, "{\"by\":\"%s\",\"mark\":\"%s\"", cell < MARKS ? "A" : "B", toc_stream_mark_name(cell % MARKS));
    add_values(out, "base", m->base[c], m->knots);
    add_values(out, "base_se", se->base[c], m->knots);
    add_row(out, "excite", r, m->excite[c], m->sources);
    add_row(out, "excite_se", r, se->excite[c], m->sources);
    toc_member_add_number(out, "ties", m->ties[c], true);
    toc_member_add_number(out, "ties_se", se->ties[c], true);
    toc_buf_add_char(out, '}');
}

void toc_events_add_json(toc_buf *out, const toc_events_report *r) {
    const toc_hawkes *m = &r->fitted->model;
    toc_interval range = r->branching;
    toc_buf_add_cstr(out, "{\"tocsin\":\"fit events\"");
    toc_member_add_text(out, "a", r->a->text);
    toc_member_add_text(out, "b", r->b->text);
    toc_member_add_day(out, "from", r->from);
    toc_member_add_day(out, "to", r->to);
    toc_buf_printf(out, ",\"events\":%zu,\"alone\":%s,\"kernel\":\"%s\"", r->fitted->events,
                   r->pooled ? "false" : "true", m->kernel == TOC_HAWKES_POWER ? "power" : "exponential");
    toc_member_add_number(out, "shape", m->shape, true);
    toc_member_add_number(out, "shape_se", r->errors->se.shape, true);
    add_values(out, "weekday", m->weekday, 7);
    toc_member_add_number(out, "log_likelihood", r->fitted->log_likelihood, true);
    toc_buf_printf(out, ",\"parameters\":%d,\"branching\":{\"ratio\":", r->fitted->parameters);
    toc_buf_add_double(out, r->errors->branching);
    toc_member_add_number(out, "low", range.low, isfinite(range.high));
    toc_member_add_number(out, "high", range.high, isfinite(range.high));
    toc_buf_printf(out, ",\"level\":0.9},\"residual\":{\"clusters\":%zu", r->residual->clusters);
    toc_member_add_number(out, "distance", r->residual->distance, true);
    toc_member_add_number(out, "p", r->residual->p, true);
    toc_buf_add_cstr(out, "},\"cells\":[");
    for (int cell = 0; cell < CELLS; cell++) {
        toc_buf_add_cstr(out, cell > 0 ? "," : "");
        add_cell_json(out, r, cell);
    }
    toc_buf_add_cstr(out, "]}\n");
}
