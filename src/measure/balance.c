/* Sums over states, pairs of states, and the acts of both sides; see balance.h. */
#include "measure/balance.h"

#include <stdlib.h>

static toc_rc no_memory(toc_err *err) {
    return toc_err_set(err, TOC_ENOMEM, "no memory for the balance of two sides");
}

static void sum_add(toc_balance_sum *sum, const toc_strength_figure *figure) {
    sum->first_year = sum->counted == 0 || figure->year < sum->first_year ? figure->year : sum->first_year;
    sum->last_year = figure->year > sum->last_year ? figure->year : sum->last_year;
    sum->value += figure->value;
    sum->counted++;
}

/* The last calendar year that was over by the end of the day. */
static int year_over(toc_day on) {
    return toc_day_civil(on + 1).year - 1;
}

static toc_balance_state state_of(const toc_world *world, const toc_strength *strength, toc_str code, toc_day on) {
    int year = year_over(on), last = toc_strength_last(strength), cow = toc_world_cow(world, code);
    toc_balance_state state = {
        .code = code, .nuclear = toc_world_is_nuclear(world, code, on), .major = toc_world_is_major(world, code, on)};
    for (int part = 0; cow > 0 && part < TOC_STRENGTH_PARTS; part++) {
        state.figures[part] = toc_strength_find(strength, cow, (toc_strength_part)part, year);
        if (state.figures[part].year < toc_world_first_year(world, code))
            state.figures[part] = (toc_strength_figure){0};
        state.counted[part] =
            state.figures[part].known && (year < last ? year : last) - state.figures[part].year <= TOC_BALANCE_STALE;
    }
    return state;
}

static toc_rc side_fill(const toc_world *world, const toc_strength *strength, const toc_side *side, toc_day on,
                        toc_arena *arena, toc_balance_side *out, toc_err *err) {
    out->side = *side;
    out->states = toc_arena_array(arena, side->member_count + 1, sizeof *out->states);
    if (!out->states)
        return no_memory(err);
    for (size_t i = 0; i < side->member_count; i++) {
        if (!toc_world_is_state(world, side->members[i]))
            continue;
        toc_balance_state *state = &out->states[out->count++];
        *state = state_of(world, strength, side->members[i], on);
        for (int part = 0; part < TOC_STRENGTH_PARTS; part++)
            if (state->counted[part])
                sum_add(&out->sums[part], &state->figures[part]);
    }
    return TOC_OK;
}

static bool is_nearer(const toc_distance *x, const toc_distance *y, bool capitals) {
    if (!x->known || !y->known)
        return x->known;
    if (!capitals && x->least_km != y->least_km)
        return x->least_km < y->least_km;
    return x->capitals_km < y->capitals_km;
}

/* Equal ones are told apart by their names alone, in whichever order the sides stand. */
static bool comes_first(toc_str a, toc_str b, const toc_balance_near *there) {
    bool forward = toc_str_compare(a, b) < 0, kept = toc_str_compare(there->a, there->b) < 0;
    int order = toc_str_compare(forward ? a : b, kept ? there->a : there->b);
    return (order ? order : toc_str_compare(forward ? b : a, kept ? there->b : there->a)) < 0;
}

static void near_try(toc_balance_near *near, toc_str a, toc_str b, const toc_distance *d, bool capitals) {
    bool tie = d->known && near->distance.known && !is_nearer(d, &near->distance, capitals) &&
               !is_nearer(&near->distance, d, capitals);
    if (is_nearer(d, &near->distance, capitals) || (tie && comes_first(a, b, near)))
        *near = (toc_balance_near){a, b, *d};
}

static int by_type(const void *left, const void *right) {
    const toc_balance_border *x = left, *y = right;
    if (x->type != y->type)
        return x->type < y->type ? -1 : 1;
    int order = toc_str_compare(x->a, y->a);
    return order ? order : toc_str_compare(x->b, y->b);
}

static toc_rc pairs_fill(const toc_world *world, const toc_strength *strength, toc_balance *b, toc_arena *arena,
                         toc_err *err) {
    b->borders = toc_arena_array(arena, b->a.count * b->b.count + 1, sizeof *b->borders);
    if (!b->borders)
        return no_memory(err);
    for (size_t i = 0; i < b->a.count; i++)
        for (size_t k = 0; k < b->b.count; k++) {
            toc_str x = b->a.states[i].code, y = b->b.states[k].code;
            toc_distance d = toc_strength_distance(strength, toc_world_cow(world, x), toc_world_cow(world, y), b->year);
            int type = toc_world_border(world, x, y, b->on);
            if (type > 0)
                b->borders[b->border_count++] = (toc_balance_border){x, y, type};
            near_try(&b->nearest, x, y, &d, false);
            near_try(&b->capitals, x, y, &d, true);
        }
    qsort(b->borders, b->border_count, sizeof *b->borders, by_type);
    return TOC_OK;
}

static toc_rc posture_fill(toc_store *store, toc_day on, toc_arena *arena, toc_balance_side *side, toc_err *err) {
    return toc_acts_load(store, side->side.members, side->side.member_count, on - TOC_BALANCE_POSTURE_DAYS + 1, on,
                         TOC_POSTURE_ROOTS, toc_event_is_posture, arena, &side->posture, err);
}

toc_rc toc_balance_make(const toc_world *world, const toc_strength *strength, toc_store *store, const toc_side *a,
                        const toc_side *b, toc_day on, toc_arena *arena, toc_balance *out, toc_err *err) {
    toc_balance made = {
        .on = on, .year = year_over(on), .last_year = toc_strength_last(strength), .has_ledger = store != NULL};
    toc_rc rc = toc_sides_apart(a, b, err);
    rc = rc == TOC_OK ? side_fill(world, strength, a, on, arena, &made.a, err) : rc;
    rc = rc == TOC_OK ? side_fill(world, strength, b, on, arena, &made.b, err) : rc;
    rc = rc == TOC_OK ? pairs_fill(world, strength, &made, arena, err) : rc;
    if (store) {
        rc = rc == TOC_OK ? posture_fill(store, on, arena, &made.a, err) : rc;
        rc = rc == TOC_OK ? posture_fill(store, on, arena, &made.b, err) : rc;
    }
    if (rc == TOC_OK)
        *out = made;
    return rc;
}

bool toc_balance_ratio(const toc_balance *balance, toc_strength_part part, double *ratio, bool *whole) {
    const toc_balance_sum *a = &balance->a.sums[part], *b = &balance->b.sums[part];
    if (a->counted == 0 || b->counted == 0 || b->value <= 0)
        return false;
    *ratio = a->value / b->value;
    *whole = (size_t)a->counted == balance->a.count && (size_t)b->counted == balance->b.count;
    return true;
}
