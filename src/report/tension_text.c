/*
 * The terminal plot: two panels, words and deeds, bars in eighths of a row from
 * block elements (or '#' with --ascii), undefined columns blank with a dot on
 * the axis. Below: the last points as a table, and the largest events.
 */
#include "report/spark.h"
#include "report/tension.h"
#include "report/words.h"

#include <stdio.h>
#include <string.h>

#define ROWS 6
#define MARGIN 8
#define COLUMNS_MAX 200
#define TABLE_POINTS 12
#define SCRATCH_BYTES (4u << 20)

typedef struct column {
    bool defined;
    double hostile, friendly;
    toc_day from;
} column;

typedef struct plot {
    column columns[COLUMNS_MAX];
    size_t count;
    size_t wide; /* characters of a column */
    double max;
} plot;

/* Points into columns: several points a column when there are more points than room; then the largest stands for them.
 */
static void plot_fill(plot *p, const toc_tension *series, bool deeds, size_t room) {
    size_t limit = room < COLUMNS_MAX ? room : COLUMNS_MAX;
    size_t each = (series->count + limit - 1) / limit;
    *p = (plot){.count = 0};
    for (size_t i = 0; i < series->count; i++) {
        const toc_index *index = deeds ? &series->points[i].deeds : &series->points[i].words;
        column *c = &p->columns[i / each];
        if (i % each == 0)
            c->from = series->points[i].from;
        p->count = i / each + 1;
        if (!index->defined)
            continue;
        c->defined = true;
        c->hostile = index->hostile > c->hostile ? index->hostile : c->hostile;
        c->friendly = index->friendly > c->friendly ? index->friendly : c->friendly;
        p->max = c->hostile > p->max ? c->hostile : p->max;
    }
    p->wide = p->count ? limit / p->count : 1;
    p->wide = p->wide > 4 ? 4 : p->wide < 1 ? 1 : p->wide;
}

static void add_times(toc_buf *out, const char *text, size_t times) {
    for (size_t i = 0; i < times; i++)
        toc_buf_add_cstr(out, text);
}

/* One row of a column: full, a part in eighths, or empty. */
static const char *cell(double height_rows, int row, bool ascii) {
    static const char *const eighths[] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    double part = height_rows - row;
    int step = part >= 1 ? 8 : part <= 0 ? 0 : (int)(part * 8 + 0.5);
    if (ascii)
        return step >= 4 ? "#" : step > 0 && row == 0 ? "." : " ";
    return eighths[step == 0 && row == 0 && part > 0 ? 1 : step];
}

static void add_bars(toc_buf *out, const plot *p, bool ascii) {
    for (int row = ROWS - 1; row >= 0; row--) {
        if (row == ROWS - 1)
            toc_buf_printf(out, "%*.0f ", MARGIN - 1, p->max);
        else
            toc_buf_printf(out, "%*s", MARGIN, "");
        for (size_t i = 0; i < p->count; i++) {
            const column *c = &p->columns[i];
            const char *mark = c->defined && p->max > 0 ? cell(c->hostile / p->max * ROWS, row, ascii) : " ";
            add_times(out, mark, p->wide > 1 ? p->wide - 1 : 1);
            toc_buf_add_cstr(out, p->wide > 1 ? " " : "");
        }
        toc_buf_add_char(out, '\n');
    }
}

/* What stands under a column: its year when it is the first of it, of few years also its quarter; else NULL. */
static const char *tick_of(const plot *p, size_t i, char room[16]) {
    static const char *const quarters[] = {"Jan", "Apr", "Jul", "Oct"};
    toc_civil now = toc_day_civil(p->columns[i].from), before = toc_day_civil(p->columns[i ? i - 1 : 0].from);
    bool few = p->columns[p->count - 1].from - p->columns[0].from < 3 * 366;
    if (i == 0 || now.year != before.year) {
        snprintf(room, 16, "%d", now.year);
        return room;
    }
    return few && now.month != before.month && now.month % 3 == 1 ? quarters[now.month / 3] : NULL;
}

/* The axis: a line under defined columns, dots under undefined ones, and the time below. */
static void add_axis(toc_buf *out, const plot *p, bool ascii) {
    size_t at = 0;
    char room[16];
    toc_buf_printf(out, "%*s ", MARGIN - 1, "0");
    for (size_t i = 0; i < p->count; i++)
        add_times(out, p->columns[i].defined ? ascii ? "-" : "─" : ascii ? "." : "·", p->wide);
    toc_buf_printf(out, "\n%*s", MARGIN, "");
    for (size_t i = 0; i < p->count; i++) {
        const char *tick = tick_of(p, i, room);
        size_t length = tick ? strlen(tick) : 0;
        if (tick && at <= i * p->wide && i * p->wide + length <= p->count * p->wide) {
            add_times(out, " ", i * p->wide - at);
            toc_buf_printf(out, "%s ", tick);
            at = i * p->wide + length + 1;
        }
    }
    toc_buf_add_char(out, '\n');
}

static void add_panel(toc_buf *out, const toc_tension *series, bool deeds, toc_text_style style) {
    plot p;
    plot_fill(&p, series, deeds, style.width > MARGIN + 10 ? style.width - MARGIN : 10);
    toc_buf_printf(out, "\n%s%s%s: hostile weight\n", style.bold ? "\033[1m" : "", deeds ? "Deeds" : "Words",
                   style.bold ? "\033[0m" : "");
    if (p.max > 0)
        add_bars(out, &p, style.ascii);
    else
        toc_buf_printf(out, "%*snot enough: no point with enough hostile events\n", MARGIN, "");
    add_axis(out, &p, style.ascii);
}

static void add_cells(toc_buf *out, const toc_index *index) {
    toc_buf_printf(out, " %6d", index->events);
    if (index->defined)
        toc_buf_printf(out, " %7.1f %7.1f %7.1f", index->hostile, index->friendly, index->level);
    else
        toc_buf_printf(out, " %7s %7s %7s", "-", "-", "-");
}

static void add_table(toc_buf *out, const toc_tension *series) {
    size_t from = series->count > TABLE_POINTS ? series->count - TABLE_POINTS : 0;
    char day[11];
    toc_buf_printf(out, "\n%-11s|%-31s|%-31s\n", "from", " words", " deeds");
    toc_buf_printf(out, "%-11s| %5s %7s %7s %7s| %5s %7s %7s %7s\n", "", "event", "hostile", "friend", "level", "event",
                   "hostile", "friend", "level");
    for (size_t i = from; i < series->count; i++) {
        toc_buf_printf(out, "%-11s|", toc_day_format(series->points[i].from, day));
        add_cells(out, &series->points[i].words);
        toc_buf_add_cstr(out, "|");
        add_cells(out, &series->points[i].deeds);
        toc_buf_add_char(out, '\n');
    }
}

static void add_held_cell(toc_buf *out, bool defined, double value) {
    if (defined)
        toc_buf_printf(out, " %7.1f", value);
    else
        toc_buf_printf(out, " %7s", "-");
}

/* The same points as in the table, as if the ledger told of others as much as usual. */
static void add_held(toc_buf *out, const toc_tension_report *report, toc_text_style style) {
    const toc_tension *series = report->series;
    size_t from = series->count > TABLE_POINTS ? series->count - TABLE_POINTS : 0;
    char day[11];
    toc_buf_printf(out, "\n%sHeld at constant volume%s: hostile weight if the ledger told of others as much as usual\n",
                   style.bold ? "\033[1m" : "", style.bold ? "\033[0m" : "");
    if (!report->held.defined) {
        toc_buf_add_cstr(out, "  the ledger tells too little of others to be held against\n");
        return;
    }
    toc_buf_printf(out, "%-11s|  others   words   deeds   (usual: %.1f events of others a day)\n", "from",
                   report->held.usual_per_day);
    for (size_t i = from; i < series->count; i++) {
        const toc_held_point *h = &report->held.points[i];
        toc_buf_printf(out, "%-11s| %7.0f", toc_day_format(series->points[i].from, day), h->volume);
        add_held_cell(out, h->words_defined, h->words);
        add_held_cell(out, h->deeds_defined, h->deeds);
        toc_buf_add_char(out, '\n');
    }
}

static void add_turns(toc_buf *out, const toc_tension_report *report, toc_text_style style) {
    toc_day from = report->series->points[0].from, to = report->series->points[report->series->count - 1].to;
    size_t shown = 0;
    toc_buf_printf(out, "\n%sChanges%s in how often hostile words and deeds are told\n", style.bold ? "\033[1m" : "",
                   style.bold ? "\033[0m" : "");
    for (int d = 0; d < 2; d++) {
        const toc_turns *turns = d ? &report->deeds : &report->words;
        for (size_t i = 0; i < turns->count; i++) {
            const toc_turn *t = &turns->items[i];
            char date[11], low[11], high[11];
            if (t->date < from || t->date > to)
                continue;
            toc_buf_printf(out, "  %s %s: from %.1f to %.1f a month (90 %%: %s to %s; %.0f %% sure)\n",
                           d ? "deeds" : "words", toc_day_format(t->date, date), t->before, t->after,
                           toc_day_format(t->low, low), toc_day_format(t->high, high),
                           100 * t->probability); /* lint: allow: that a change took place, no forecast */
            shown++;
        }
    }
    if (shown == 0)
        toc_buf_add_cstr(out, "  none that is at least 80 % sure\n");
    if (report->words.steady && report->pair->count > 0)
        toc_buf_add_cstr(out, "  the ledger tells too little of others: a change may be one of coverage\n");
}

static void add_marks(toc_buf *out, const toc_tension_report *report, toc_text_style style, toc_arena *scratch) {
    if (report->mark_count)
        toc_buf_printf(out, "\n%sLargest events%s\n", style.bold ? "\033[1m" : "", style.bold ? "\033[0m" : "");
    for (size_t i = 0; i < report->mark_count; i++) {
        const toc_evidence *e = &report->marks[i];
        toc_str line = toc_arena_printf(scratch, "%.*s [%s]",
                                        TOC_FMT(toc_evidence_headline(e, report->world, report->ontology, scratch)),
                                        e->event.id.text);
        char day[11];
        toc_buf_printf(out, "  %-5s %s ", toc_evidence_is_claim(e) ? "CLAIM" : "FACT",
                       toc_day_format(toc_event_day(&e->event), day));
        toc_words_wrap(out, line, 19, 19, style.width);
        toc_buf_add_char(out, '\n');
    }
}

void toc_tension_add_text(toc_buf *out, const toc_tension_report *report, toc_text_style style) {
    const toc_tension *series = report->series;
    toc_arena scratch;
    char from[11], to[11];
    if (series->count == 0)
        return;
    toc_arena_init(&scratch, SCRATCH_BYTES);
    toc_buf_printf(out, "%s%.*s and %.*s%s\n", style.bold ? "\033[1m" : "", TOC_FMT(report->pair->a.label),
                   TOC_FMT(report->pair->b.label), style.bold ? "\033[0m" : "");
    static const char *const spans[] = {"day", "week", "month"};
    toc_buf_printf(out, "Tension in words and in deeds by %s, %s to %s; %zu events\n", spans[series->span],
                   toc_day_format(series->points[0].from, from),
                   toc_day_format(series->points[series->count - 1].to, to), report->pair->count);
    add_panel(out, series, false, style);
    add_panel(out, series, true, style);
    add_table(out, series);
    add_held(out, report, style);
    add_turns(out, report, style);
    add_marks(out, report, style, &scratch);
    toc_buf_add_cstr(out, "\nBlank over a dot, or '-': too few events for a figure, which is not peace. Formula: "
                          "doc/method/tension.md.\n");
    out->failed |= scratch.refused;
    toc_arena_fini(&scratch);
}
