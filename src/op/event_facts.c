/* Method: see event_facts.h. One pass over the panel ranks the pairs; another fills those that are kept, and their
 * allies' dyads. */
#include "op/event_facts.h"

#include "base/map.h"
#include "event/actor.h"
#include "measure/weights.h"

#include <stdio.h>
#include <stdlib.h>

enum { CELLS = TOC_STREAM_CELLS, ALL = TOC_STREAM_SOURCES, MARKS = TOC_STREAM_MARKS };

typedef struct ranked {
    size_t a, b, events;
} ranked;

void toc_event_facts_init(toc_event_facts *facts, const toc_world *world, toc_panel *panel, toc_day asof) {
    *facts =
        (toc_event_facts){.world = world, .panel = panel, .first = TOC_DAY_NONE, .last = TOC_DAY_NONE, .asof = asof};
    toc_arena_init(&facts->arena, (size_t)8 << 30);
}

void toc_event_facts_fini(toc_event_facts *facts) {
    toc_arena_fini(&facts->arena);
}

static toc_rc no_memory(toc_err *err) {
    return toc_err_set(err, TOC_ENOMEM, "no memory for the events of the ledger by the day");
}

static int most_first(const void *left, const void *right) {
    const ranked *p = left, *q = right;
    if (p->events != q->events)
        return p->events > q->events ? -1 : 1;
    return p->a != q->a ? (p->a < q->a ? -1 : 1) : (p->b > q->b) - (p->b < q->b);
}

/* Which roots a clause of defence binds on the last day. */
static toc_rc read_bonds(toc_event_facts *f, toc_err *err) {
    const toc_clause *clauses = f->world ? toc_world_clauses(f->world, &f->clauses) : NULL;
    f->roots = toc_panel_roots(f->panel);
    f->bound = toc_arena_array(&f->arena, f->clauses * f->roots + 1, 1);
    if (f->bound == NULL)
        return no_memory(err);
    for (size_t i = 0; i < f->clauses; i++)
        for (size_t k = 0; k < f->roots && toc_str_equal(clauses[i].obliges, TOC_STR("defence")); k++)
            f->bound[i * f->roots + k] = toc_clause_binds(f->world, &clauses[i], toc_panel_root(f->panel, k), f->last);
    return TOC_OK;
}

static bool are_allies(const toc_event_facts *f, size_t a, size_t b) {
    for (size_t i = 0; i < f->clauses; i++)
        if (f->bound[i * f->roots + a] && f->bound[i * f->roots + b])
            return true;
    return false;
}

static bool is_in(const toc_event_facts *f, const toc_panel_rows *rows, size_t r) {
    return rows->day[r] != TOC_DAY_NONE && toc_panel_known(rows, r, f->asof);
}

static bool is_pair(const toc_panel_rows *rows) {
    return rows->source != rows->target && rows->source != 0 && rows->target != 0;
}

/* The days on which anything counts. */
static toc_rc find_days(toc_event_facts *f, toc_err *err) {
    toc_panel_rows rows;
    toc_rc rc = TOC_OK;
    for (size_t i = 0; rc == TOC_OK && i < toc_panel_dyads(f->panel); i++) {
        rc = toc_panel_dyad(f->panel, i, TOC_PANEL_TIMES, &rows, err);
        for (size_t r = 0; rc == TOC_OK && r < rows.count && is_pair(&rows); r++) {
            if (!is_in(f, &rows, r))
                continue;
            f->first = f->first == TOC_DAY_NONE || rows.day[r] < f->first ? rows.day[r] : f->first;
            f->last = f->last == TOC_DAY_NONE || rows.day[r] > f->last ? rows.day[r] : f->last;
        }
    }
    if (rc == TOC_OK && f->last == TOC_DAY_NONE)
        return toc_err_set(err, TOC_ENOTFOUND, "the ledger holds no event between two states or organisations%s",
                           f->asof != TOC_DAY_NONE ? " by that day" : "");
    if (f->days_most > 0 && f->first != TOC_DAY_NONE && f->last - f->first >= f->days_most)
        f->first = f->last - f->days_most + 1;
    return rc;
}

static size_t count_events(const toc_event_facts *f, const toc_panel_rows *rows, toc_day until) {
    size_t events = 0;
    for (size_t r = 0; r < rows->count; r++)
        events += is_in(f, rows, r) && rows->day[r] >= f->first && rows->day[r] <= until;
    return events;
}

static toc_rc rank(toc_event_facts *f, toc_day until, ranked **out, size_t *count, toc_err *err) {
    size_t dyads = toc_panel_dyads(f->panel), capacity = 0;
    toc_map seen;
    toc_rc rc = TOC_OK;
    toc_map_init(&seen);
    for (size_t i = 0; rc == TOC_OK && i < dyads; i++) {
        toc_panel_rows rows;
        char key[48];
        uint32_t at;
        rc = toc_panel_dyad(f->panel, i, TOC_PANEL_TIMES, &rows, err);
        if (rc != TOC_OK || !is_pair(&rows))
            continue;
        size_t events = count_events(f, &rows, until);
        size_t a = rows.source < rows.target ? rows.source : rows.target, b = rows.source + (size_t)rows.target - a;
        toc_str name = {key, (size_t)snprintf(key, sizeof key, "%zu %zu", a, b)};
        if (!toc_map_get(&seen, name, &at)) {
            *out = toc_arena_widen(&f->arena, *out, *count, &capacity, sizeof **out, 1024);
            toc_str kept = toc_arena_str(&f->arena, name);
            if (*out == NULL || kept.ptr == NULL || !toc_map_put(&seen, kept, (uint32_t)*count))
                rc = no_memory(err);
            else
                (*out)[at = (uint32_t)(*count)++] = (ranked){a, b, 0};
        }
        if (rc == TOC_OK)
            (*out)[at].events += events;
    }
    toc_map_fini(&seen);
    return rc;
}

/* Adds the dyad's events to the counts: in their cells from `cell` on (0: A upon B), or, with cell CELLS, outside. */
static toc_rc add_dyad(const toc_event_facts *f, size_t source, size_t target, int cell, uint32_t *counts,
                       toc_err *err) {
    size_t dyad;
    toc_panel_rows rows;
    if (!toc_panel_find_dyad(f->panel, source, target, &dyad))
        return TOC_OK;
    toc_rc rc = toc_panel_dyad(f->panel, dyad, TOC_PANEL_TIMES | TOC_PANEL_FACTS, &rows, err);
    for (size_t r = 0; rc == TOC_OK && r < rows.count; r++) {
        int mark = toc_stream_mark(rows.facts[r].deed != 0, rows.facts[r].quad);
        int at = cell < CELLS ? cell + mark : CELLS + (mark % 2 == 0);
        if (rows.day[r] >= f->first && rows.day[r] <= f->last && is_in(f, &rows, r))
            counts[(size_t)(rows.day[r] - f->first) * ALL + (size_t)at]++;
    }
    return rc;
}

static toc_rc add_outside(const toc_event_facts *f, size_t ally, size_t other, uint32_t *counts, toc_err *err) {
    toc_rc rc = add_dyad(f, ally, other, CELLS, counts, err);
    return rc == TOC_OK ? add_dyad(f, other, ally, CELLS, counts, err) : rc;
}

static toc_rc fill(toc_event_facts *f, const ranked *r, toc_event_pair *out, toc_err *err) {
    size_t days = (size_t)(f->last - f->first) + 1;
    *out = (toc_event_pair){toc_panel_root(f->panel, r->a), toc_panel_root(f->panel, r->b), r->events,
                            toc_arena_array(&f->arena, days * ALL, sizeof *out->counts)};
    if (out->counts == NULL)
        return no_memory(err);
    toc_rc rc = add_dyad(f, r->a, r->b, 0, out->counts, err);
    rc = rc == TOC_OK ? add_dyad(f, r->b, r->a, MARKS, out->counts, err) : rc;
    for (size_t k = 1; rc == TOC_OK && k < f->roots; k++) {
        bool with_a = are_allies(f, k, r->a), with_b = are_allies(f, k, r->b);
        if (k != r->a && k != r->b && with_a != with_b)
            rc = add_outside(f, k, with_a ? r->b : r->a, out->counts, err);
    }
    return rc;
}

toc_rc toc_event_facts_pairs(toc_event_facts *f, toc_day until, size_t most, toc_err *err) {
    ranked *all = NULL;
    size_t count = 0;
    toc_rc rc = find_days(f, err);
    rc = rc == TOC_OK ? rank(f, until == TOC_DAY_NONE ? f->last : until, &all, &count, err) : rc;
    rc = rc == TOC_OK ? read_bonds(f, err) : rc;
    if (rc != TOC_OK)
        return rc;
    qsort(all, count, sizeof *all, most_first);
    while (count > most || (count > 0 && all[count - 1].events == 0))
        count--;
    f->pairs = toc_arena_array(&f->arena, count + 1, sizeof *f->pairs);
    rc = f->pairs ? TOC_OK : no_memory(err);
    for (size_t i = 0; rc == TOC_OK && i < count; i++)
        rc = fill(f, &all[i], &f->pairs[f->count++], err);
    return rc;
}

toc_hawkes_days toc_event_facts_days(const toc_event_facts *f, size_t i, size_t days) {
    return (toc_hawkes_days){f->first, days, CELLS, ALL, f->pairs[i].counts, NULL};
}

static bool has_ally(const toc_event_facts *f, const toc_side *side, size_t root) {
    size_t member;
    for (size_t i = 0; i < side->member_count; i++)
        if (toc_panel_find_root(f->panel, side->members[i], &member) && are_allies(f, root, member))
            return true;
    return false;
}

static toc_rc add_allies(const toc_event_facts *f, const toc_pair *pair, uint32_t *counts, toc_err *err) {
    toc_rc rc = TOC_OK;
    for (size_t k = 1; rc == TOC_OK && k < f->roots; k++) {
        toc_str root = toc_panel_root(f->panel, k);
        if (toc_side_has(&pair->a, root) || toc_side_has(&pair->b, root))
            continue;
        bool with_a = has_ally(f, &pair->a, k), with_b = has_ally(f, &pair->b, k);
        const toc_side *other = with_a ? &pair->b : &pair->a;
        for (size_t i = 0; rc == TOC_OK && with_a != with_b && i < other->member_count; i++) {
            size_t member;
            if (toc_panel_find_root(f->panel, other->members[i], &member))
                rc = add_outside(f, k, member, counts, err);
        }
    }
    return rc;
}

/* What is denied or long past is no event of its day. */
static bool counts_today(const toc_event *e) {
    return e->modality != TOC_DENIED && e->modality != TOC_HISTORICAL;
}

static int cell_of(const toc_pair *pair, const toc_event *e) {
    bool deed = toc_event_is_deed(e), pressing = toc_pair_presses(pair, e);
    int mark = toc_stream_mark(deed, e->quad);
    if (pressing && mark != TOC_STREAM_CONFLICT)
        mark = 1;
    return (toc_side_has(&pair->a, toc_actor_root(e->source.code)) ? 0 : MARKS) + mark;
}

toc_rc toc_event_facts_sides(toc_event_facts *f, const toc_pair *pair, uint32_t (*roots)[TOC_ROOT_COUNT],
                             toc_hawkes_days *out, toc_err *err) {
    size_t days = (size_t)(f->last - f->first) + 1;
    uint32_t *counts = toc_arena_array(&f->arena, days * ALL, sizeof *counts);
    if (counts == NULL)
        return no_memory(err);
    for (size_t i = 0; i < pair->count; i++) {
        const toc_event *e = &pair->events[i];
        toc_day day = toc_event_day(e);
        int cell = cell_of(pair, e);
        if (day < f->first || day > f->last || !counts_today(e))
            continue;
        counts[(size_t)(day - f->first) * ALL + (size_t)cell]++;
        if (roots)
            roots[cell][e->root]++;
    }
    toc_rc rc = add_allies(f, pair, counts, err);
    *out = (toc_hawkes_days){f->first, days, CELLS, ALL, counts, NULL};
    return rc;
}
