/*
 * Method: the dyads that are asked for lie each in one piece, in order of days; a walk over a piece adds to one cell
 * until the day, month or year ends. Together: one table of all steps between the first and the last day, added to by
 * all dyads. Volume: the table of plain rows by day, and the rows of blocks with odd ones. Damage found on the way has
 * the panel made anew, and the question begins again.
 */
#include "store/panel_file.h"

#include <string.h>

enum { TRIES = 3 };

typedef struct asking {
    toc_panel *panel;
    const toc_panel_query *query;
    toc_arena *arena;
    toc_panel_cell *cells;
    size_t count;
    size_t rows;
    enum { SPAN, FILL } pass;
    toc_panel_cell *steps; /* together: one for each step from `first` on */
    size_t step_count;
    toc_day first, last; /* days of the rows asked for */
    struct {
        toc_day start, end;
    } * bounds; /* of the step of each day from first to last */
} asking;

static toc_day step_start(toc_panel_step step, toc_day day) {
    return step == TOC_PANEL_DAY     ? day
           : step == TOC_PANEL_MONTH ? toc_day_month_start(day, 0)
                                     : toc_day_of(toc_day_civil(day).year, 1, 1);
}

static toc_day step_next(toc_panel_step step, toc_day start) {
    return step == TOC_PANEL_DAY     ? start + 1
           : step == TOC_PANEL_MONTH ? toc_day_month_start(start, 1)
                                     : toc_day_month_start(start, 12);
}

static inline void cell_take(toc_panel_cell *cell, const toc_panel_rows *r, size_t i) {
    cell->events++;
    const toc_panel_facts *facts = &r->facts[i];
    cell->deeds += facts->deed;
    cell->reports += facts->reports;
    cell->quad[facts->quad < 5 ? facts->quad : 0]++;
    cell->goldstein += facts->goldstein;
}

/* The first row not before day. */
static size_t row_from(const toc_panel_rows *r, toc_day day) {
    size_t low = 0, high = r->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (r->day[middle] < day) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static void cell_keep(toc_panel_cell *cell, const toc_panel_cell *sum) {
    if (cell) {
        *cell = *sum;
    }
}

/* Cells of rows that follow each other; never more than rows. */
static void rows_apart(asking *a, const toc_panel_rows *r, size_t from, size_t to) {
    toc_day asof = a->query->asof, end = INT32_MIN;
    toc_panel_cell *cell = NULL, sum = {.events = 0}; /* summed where it is near, then written once */
    size_t count = a->count;
    for (size_t i = from; i < to; i++) {
        if (!toc_panel_in_force(r, i, asof)) {
            continue;
        }
        if (r->day[i] >= end) {
            end = a->bounds[r->day[i] - a->first].end;
            cell_keep(cell, &sum);
            cell = &a->cells[count++];
            sum = (toc_panel_cell){
                .from = a->bounds[r->day[i] - a->first].start, .source = r->source, .target = r->target};
        }
        cell_take(&sum, r, i);
    }
    cell_keep(cell, &sum);
    a->count = count;
}

static size_t step_index(const asking *a, toc_day day) {
    toc_civil at = toc_day_civil(day), first = toc_day_civil(a->first);
    switch (a->query->step) {
    case TOC_PANEL_DAY:
        return (size_t)(day - a->first);
    case TOC_PANEL_MONTH:
        return (size_t)((at.year - first.year) * 12 + at.month - first.month);
    default:
        return (size_t)(at.year - first.year);
    }
}

static void rows_together(asking *a, const toc_panel_rows *r, size_t from, size_t to) {
    toc_day end = INT32_MIN;
    toc_panel_cell *cell = NULL;
    for (size_t i = from; i < to; i++) {
        if (r->day[i] >= end) {
            toc_day start = a->bounds[r->day[i] - a->first].start;
            end = a->bounds[r->day[i] - a->first].end;
            cell = &a->steps[a->query->step == TOC_PANEL_DAY ? (size_t)(start - a->first) : step_index(a, start)];
            cell->from = start;
        }
        if (toc_panel_in_force(r, i, a->query->asof)) {
            cell_take(cell, r, i);
        }
    }
}

static toc_rc dyad_ask(asking *a, size_t dyad, toc_err *err) {
    toc_panel_rows r;
    toc_rc rc = toc_panel_dyad(a->panel, dyad, TOC_PANEL_TIMES | TOC_PANEL_FACTS, &r, err);
    if (rc != TOC_OK) {
        return rc;
    }
    size_t from = a->query->from == TOC_DAY_NONE ? 0 : row_from(&r, a->query->from);
    size_t to = a->query->to == TOC_DAY_NONE ? r.count : row_from(&r, a->query->to + 1);
    if (from >= to) {
        return TOC_OK;
    }
    if (a->pass == SPAN) {
        a->first = r.day[from] < a->first ? r.day[from] : a->first;
        a->last = r.day[to - 1] > a->last ? r.day[to - 1] : a->last;
        a->rows += to - from;
    } else if (a->query->together) {
        rows_together(a, &r, from, to);
    } else {
        rows_apart(a, &r, from, to);
    }
    return TOC_OK;
}

/* Bits of the roots that are named; all when none is. */
static bool marks_of(const asking *a, const toc_str *names, size_t count, uint8_t **out) {
    size_t number;
    *out = toc_arena_array(a->arena, toc_panel_roots(a->panel) + 1, 1);
    for (size_t i = 0; *out && i < count; i++) {
        if (toc_panel_find_root(a->panel, names[i], &number)) {
            (*out)[number] = 1;
        }
    }
    if (*out && count == 0) {
        memset(*out, 1, toc_panel_roots(a->panel));
    }
    return *out != NULL;
}

static toc_rc dyads_ask(asking *a, const uint8_t *sources, const uint8_t *targets, toc_err *err) {
    const panel_dyad *all = a->panel->view.dyads;
    toc_rc rc = TOC_OK;
    for (size_t i = 0; i < toc_panel_dyads(a->panel) && rc == TOC_OK; i++) {
        bool so = sources[all[i].source] && targets[all[i].target];
        bool turned = a->query->both_directions && sources[all[i].target] && targets[all[i].source];
        rc = so || turned ? dyad_ask(a, i, err) : TOC_OK;
    }
    return rc;
}

static bool bounds_make(asking *a) {
    size_t days = (size_t)(a->last - a->first) + 1;
    toc_day start = 0, end = INT32_MIN;
    a->bounds = toc_arena_array(a->arena, days, sizeof *a->bounds);
    for (size_t i = 0; a->bounds && i < days; i++) {
        toc_day day = a->first + (toc_day)i;
        if (day >= end) {
            start = step_start(a->query->step, day);
            end = step_next(a->query->step, start);
        }
        a->bounds[i].start = start;
        a->bounds[i].end = end;
    }
    return a->bounds != NULL;
}

static toc_rc no_memory(toc_err *err) {
    return toc_err_set(err, TOC_ENOMEM, "no memory for a question to the panel");
}

toc_rc toc_panel_try(toc_panel_question *question, void *ctx, toc_err *err) {
    toc_rc rc = TOC_EBUSY;
    for (int i = 0; i < TRIES && rc == TOC_EBUSY; i++) {
        rc = question(ctx, err);
    }
    return rc == TOC_EBUSY
               ? toc_err_set(err, TOC_EIO, "the panel of the ledger is damaged again and again; is its disk sound?")
               : rc;
}

/* Which days, and how many rows; then the cells. */
static toc_rc ask_once(void *ctx, toc_err *err) {
    asking *a = ctx;
    uint8_t *sources, *targets;
    a->count = a->step_count = a->rows = 0;
    a->first = INT32_MAX;
    a->last = INT32_MIN;
    a->pass = SPAN;
    if (!marks_of(a, a->query->sources, a->query->source_count, &sources) ||
        !marks_of(a, a->query->targets, a->query->target_count, &targets)) {
        return no_memory(err);
    }
    toc_rc rc = dyads_ask(a, sources, targets, err);
    if (rc != TOC_OK || a->first > a->last) {
        return rc;
    }
    if (!bounds_make(a)) {
        return no_memory(err);
    }
    if (a->query->together) {
        a->step_count = step_index(a, a->last) + 1;
        a->steps = toc_arena_array(a->arena, a->step_count, sizeof *a->steps);
        a->pass = FILL;
        return a->steps ? dyads_ask(a, sources, targets, err) : no_memory(err);
    }
    a->cells = toc_arena_array(a->arena, a->rows, sizeof *a->cells); /* of room that is not used no page is touched */
    a->pass = FILL;
    return a->cells ? dyads_ask(a, sources, targets, err) : no_memory(err);
}

toc_rc toc_panel_ask(toc_panel *panel, const toc_panel_query *query, toc_arena *arena, toc_panel_cell **out,
                     size_t *count, toc_err *err) {
    asking a = {.panel = panel, .query = query, .arena = arena};
    if (query->source_count == 0 && query->target_count == 0) {
        panel_expect(panel, TOC_PANEL_TIMES | TOC_PANEL_FACTS);
    }
    toc_rc rc = toc_panel_try(ask_once, &a, err);
    if (rc != TOC_OK) {
        return rc;
    }
    *out = a.cells;
    *count = a.count;
    if (query->together) {
        size_t kept = 0;
        for (size_t i = 0; i < a.step_count; i++) {
            if (a.steps[i].events > 0) {
                a.steps[kept++] = a.steps[i];
            }
        }
        *out = a.steps;
        *count = kept;
    }
    return TOC_OK;
}

/* ---- volume ---- */

typedef struct counting {
    toc_panel *panel;
    toc_day asof, first, last;
    uint32_t *events; /* NULL: only first and last are looked for */
    toc_arena *arena;
} counting;

static void day_count(counting *c, toc_day day, uint32_t events) {
    if (c->events) {
        c->events[day - c->first] += events;
    } else {
        c->first = day < c->first ? day : c->first;
        c->last = day > c->last ? day : c->last;
    }
}

static void odd_count(counting *c, size_t block) {
    const panel_view *v = &c->panel->view;
    size_t from = block * PANEL_BLOCK, to = from + PANEL_BLOCK, rows = (size_t)v->head->rows;
    toc_panel_rows r = {.day = v->columns.day, .learnt = v->columns.learnt, .until = v->columns.until};
    for (size_t i = from; i < to && i < rows; i++) {
        if (!panel_is_plain(r.day, r.learnt, r.until, i) && toc_panel_in_force(&r, i, c->asof)) {
            day_count(c, r.day[i], 1);
        }
    }
}

static toc_rc rows_count(counting *c, toc_err *err) {
    toc_rc rc = TOC_OK;
    const panel_head *head = c->panel->view.head;
    for (size_t i = 0; i < head->days; i++) {
        toc_day day = (toc_day)head->first + (toc_day)i;
        uint32_t events = c->panel->view.plain[i];
        if (events > 0 && (c->asof == TOC_DAY_NONE || day <= c->asof)) {
            day_count(c, day, events);
        }
    }
    for (size_t b = 0; rc == TOC_OK && b < panel_blocks(c->panel->view.head->rows); b++) {
        if (c->panel->view.odd[b] && (rc = panel_look(c->panel, b, TOC_PANEL_TIMES, err)) == TOC_OK) {
            odd_count(c, b);
        }
    }
    return rc;
}

static toc_rc count_once(void *ctx, toc_err *err) {
    counting *c = ctx;
    c->events = NULL;
    c->first = TOC_DAY_MAX;
    c->last = TOC_DAY_MIN;
    toc_rc rc = rows_count(c, err);
    if (rc != TOC_OK || c->last < c->first) {
        return rc;
    }
    c->events = toc_arena_array(c->arena, (size_t)(c->last - c->first) + 1, sizeof *c->events);
    return c->events ? rows_count(c, err) : no_memory(err);
}

toc_rc toc_panel_volumes(toc_panel *panel, toc_day asof, toc_arena *arena, toc_panel_volume *out, toc_err *err) {
    counting c = {.panel = panel, .asof = asof, .arena = arena};
    toc_rc rc = toc_panel_try(count_once, &c, err);
    if (rc == TOC_OK) {
        *out = (toc_panel_volume){c.first, c.events ? (size_t)(c.last - c.first) + 1 : 0, c.events};
    }
    return rc;
}
