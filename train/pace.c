/*
 * pace: what the pace of events says (forecast/pace.h, forecast/expect.h), by rolling origin; script/accuracy forecast
 * pace scores it.
 *
 * usage: train-pace LEDGER DATA STATES EARLY FIRST STEP HORIZON...
 * Pairs of the STATES states that are named by most events between two of them in the ledger's first EARLY days. From
 * day FIRST on (days count from the ledger's first event in or after 1990), every STEP days, each question of
 * DATA/questions that counts events is asked for each pair and horizon, from what is known by then, all pairs together.
 * Lines: days      question  pair  days on which it happened, by comma forecast  question  pair  origin  horizon
 * probability  low  high  expected Events are taken as they are told, not linked.
 */
#include "event/actor.h"
#include "forecast/expect.h"
#include "forecast/pace.h"
#include "store/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { QUESTIONS_MAX = 16, HORIZONS_MAX = 8, OPTIONS = 4 };

typedef struct state {
    toc_str code;
    size_t events;
} state;

typedef struct work {
    toc_arena arena;
    toc_world *world;
    toc_question *questions;
    size_t question_count;
    toc_event *events;
    size_t count, room;
    toc_day first, last;
    state *states;
    size_t state_count, state_room;
    toc_map state_of;
    int horizons[HORIZONS_MAX], horizon_count;
    int64_t most, early, origin, step;
} work;

static toc_rc keep(void *ctx, const toc_event *event, toc_err *err) {
    work *w = ctx;
    toc_event *wide = toc_arena_widen(&w->arena, w->events, w->count, &w->room, sizeof *wide, 1024);
    if (!wide || !toc_event_copy_like(&wide[w->count], event, w->count ? &wide[w->count - 1] : NULL, &w->arena))
        return toc_err_set(err, TOC_ENOMEM, "no memory for the events");
    w->events = wide;
    toc_day day = toc_event_day(&wide[w->count++]);
    w->first = w->first == TOC_DAY_NONE || day < w->first ? day : w->first;
    w->last = w->last == TOC_DAY_NONE || day > w->last ? day : w->last;
    return TOC_OK;
}

static bool count_state(work *w, toc_str code) {
    uint32_t at;
    if (!toc_map_get(&w->state_of, code, &at)) {
        state *wide = toc_arena_widen(&w->arena, w->states, w->state_count, &w->state_room, sizeof *wide, 256);
        at = (uint32_t)w->state_count;
        if (!wide || !toc_map_put(&w->state_of, code, at))
            return false;
        w->states = wide;
        wide[w->state_count++] = (state){code, 0};
    }
    w->states[at].events++;
    return true;
}

static int most_first(const void *left, const void *right) {
    const state *a = left, *b = right;
    return a->events != b->events ? (a->events < b->events) - (a->events > b->events)
                                  : toc_str_compare(a->code, b->code);
}

static int by_code(const void *left, const void *right) {
    return toc_str_compare(((const state *)left)->code, ((const state *)right)->code);
}

static toc_rc choose_states(work *w, toc_err *err) {
    for (size_t i = 0; i < w->count; i++) {
        toc_str a = toc_actor_root(w->events[i].source.code), b = toc_actor_root(w->events[i].target.code);
        if (toc_event_day(&w->events[i]) >= w->first + w->early || toc_str_equal(a, b) ||
            !toc_world_is_state(w->world, a) || !toc_world_is_state(w->world, b))
            continue;
        if (!count_state(w, a) || !count_state(w, b))
            return toc_err_set(err, TOC_ENOMEM, "no memory for the states");
    }
    qsort(w->states, w->state_count, sizeof *w->states, most_first);
    w->state_count = w->state_count < (size_t)w->most ? w->state_count : (size_t)w->most;
    qsort(w->states, w->state_count, sizeof *w->states, by_code);
    return TOC_OK;
}

static toc_rc read_all(work *w, const char *ledger, const char *data, toc_err *err) {
    toc_store *store = NULL;
    toc_question *all = NULL;
    size_t count = 0;
    const toc_event_query query = {.from = toc_day_of(1990, 1, 1), .to = TOC_DAY_NONE, .asof = TOC_DAY_NONE};
    toc_str folder = toc_arena_printf(&w->arena, "%s/questions", data);
    toc_rc rc = toc_world_new(data, &w->world, err);
    rc = rc == TOC_OK ? toc_questions_read(folder.ptr, &w->arena, &all, &count, err) : rc;
    for (size_t i = 0; rc == TOC_OK && i < count && w->question_count < QUESTIONS_MAX; i++)
        if (all[i].counts == TOC_COUNTS_EVENTS)
            all[w->question_count++] = all[i];
    w->questions = all;
    rc = rc == TOC_OK ? toc_store_open(ledger, TOC_STORE_READ, &store, err) : rc;
    rc = rc == TOC_OK ? toc_store_each_event(store, &query, keep, w, err) : rc;
    toc_store_close(store);
    return rc == TOC_OK ? choose_states(w, err) : rc;
}

/* A day on which it happened, and by when that was known. */
typedef struct happened {
    toc_day day, known;
} happened;

static int by_day(const void *left, const void *right) {
    const happened *a = left, *b = right;
    return a->day != b->day ? (a->day > b->day) - (a->day < b->day) : (a->known > b->known) - (a->known < b->known);
}

/* The days, each once, of those events of a pair that the question counts. */
static happened *days_of(work *w, const toc_question *q, toc_event **events, size_t event_count, size_t *count) {
    happened *days = toc_arena_array(&w->arena, event_count + 1, sizeof *days);
    size_t found = 0, kept = 0;
    for (size_t i = 0; days && i < event_count; i++)
        if (toc_question_counts(q, events[i]))
            days[found++] = (happened){toc_event_day(events[i]), events[i]->learnt};
    if (found > 0)
        qsort(days, found, sizeof *days, by_day);
    for (size_t i = 0; i < found; i++)
        if (kept == 0 || days[kept - 1].day != days[i].day)
            days[kept++] = days[i];
    *count = kept;
    return days;
}

/* Pools, one for each origin. */
typedef struct origins {
    toc_expect *pools;
    size_t count;
} origins;

static toc_day origin_day(const work *w, size_t i) {
    return w->first + (toc_day)(w->origin + w->step * (int64_t)i) - 1;
}

static toc_rc make_pools(work *w, origins *o, toc_err *err) {
    toc_rc rc = TOC_OK;
    for (o->count = 0; origin_day(w, o->count) + w->horizons[0] <= w->last;)
        o->count++;
    o->pools = toc_arena_array(&w->arena, o->count + 1, sizeof *o->pools);
    for (size_t i = 0; rc == TOC_OK && i < o->count; i++) {
        toc_day asof = origin_day(w, i), first = asof - TOC_PACE_HALF_LIFE + 1;
        rc = toc_expect_init(&o->pools[i], w->questions, w->question_count, first < w->first ? w->first : first, asof,
                             err);
        for (size_t e = 0; rc == TOC_OK && e < w->count; e++)
            rc = toc_expect_take(&o->pools[i], &w->events[e], err);
    }
    return rc;
}

static void ask(const work *w, const toc_expect *pool, size_t q, const toc_side *a, const toc_side *b,
                const happened *days, size_t count, toc_day *room, toc_day asof) {
    size_t past = 0;
    for (size_t i = 0; i < count && days[i].day <= asof; i++)
        if (days[i].known == TOC_DAY_NONE || days[i].known <= asof)
            room[past++] = days[i].day;
    for (int h = 0; h < w->horizon_count; h++) {
        const toc_pace_input in = {.days = room,
                                   .count = past,
                                   .first = w->first,
                                   .asof = asof,
                                   .horizon_days = w->horizons[h],
                                   .threshold = w->questions[q].threshold,
                                   .half_life_days = TOC_PACE_HALF_LIFE,
                                   .expected = toc_expect_of(pool, q, a, b),
                                   .what = "test"};
        toc_pace p = toc_pace_of(&in);
        if (asof + w->horizons[h] <= w->last)
            printf("forecast\t%.*s\t%.*s-%.*s\t%d\t%d\t%.6f\t%.6f\t%.6f\t%.8f\n", TOC_FMT(w->questions[q].id),
                   TOC_FMT(a->members[0]), TOC_FMT(b->members[0]), asof - w->first, w->horizons[h], p.probability,
                   p.low, p.high, in.expected);
    }
}

/* The events of each pair of the states, one pair after another: begin[p] … begin[p + 1] of them. */
typedef struct lots {
    toc_event **events;
    size_t *begin;
} lots;

/* The pair of an event by its states, whose numbers are map's; false: none. */
static bool pair_of(const work *w, const toc_event *event, size_t *out) {
    uint32_t a, b;
    if (!toc_map_get(&w->state_of, toc_actor_root(event->source.code), &a) ||
        !toc_map_get(&w->state_of, toc_actor_root(event->target.code), &b) || a == b)
        return false;
    *out = (a < b ? a : b) * w->state_count + (a < b ? b : a);
    return true;
}

static toc_rc sort_events(work *w, lots *l, toc_err *err) {
    size_t pairs = w->state_count * w->state_count, pair;
    size_t *at = toc_arena_array(&w->arena, pairs + 1, sizeof *at);
    l->events = toc_arena_array(&w->arena, w->count + 1, sizeof(toc_event *));
    l->begin = toc_arena_array(&w->arena, pairs + 1, sizeof *l->begin);
    toc_map_clear(&w->state_of);
    for (size_t i = 0; i < w->state_count; i++)
        if (!toc_map_put(&w->state_of, w->states[i].code, (uint32_t)i))
            return toc_err_set(err, TOC_ENOMEM, "no memory for the states");
    if (!at || !l->events || !l->begin)
        return toc_err_set(err, TOC_ENOMEM, "no memory for the events of pairs");
    for (size_t i = 0; i < w->count; i++)
        if (pair_of(w, &w->events[i], &pair))
            l->begin[pair + 1]++;
    for (size_t i = 0; i < pairs; i++)
        at[i + 1] = l->begin[i + 1] = l->begin[i + 1] + l->begin[i];
    for (size_t i = 0; i < w->count; i++)
        if (pair_of(w, &w->events[i], &pair))
            l->events[at[pair]++] = &w->events[i];
    return TOC_OK;
}

static void ask_pair(work *w, const origins *o, const lots *l, size_t a, size_t b) {
    toc_str *x = &w->states[a].code, *y = &w->states[b].code;
    toc_side left = {.members = x, .member_count = 1}, right = {.members = y, .member_count = 1};
    size_t pair = a * w->state_count + b, count;
    for (size_t q = 0; q < w->question_count; q++) {
        happened *days =
            days_of(w, &w->questions[q], l->events + l->begin[pair], l->begin[pair + 1] - l->begin[pair], &count);
        toc_day *room = toc_arena_array(&w->arena, count + 1, sizeof *room);
        printf("days\t%.*s\t%.*s-%.*s\t", TOC_FMT(w->questions[q].id), TOC_FMT(*x), TOC_FMT(*y));
        for (size_t i = 0; i < count; i++)
            printf("%s%d", i ? "," : "", days[i].day - w->first);
        putchar('\n');
        for (size_t i = 0; room && i < o->count; i++)
            ask(w, &o->pools[i], q, &left, &right, days, count, room, origin_day(w, i));
    }
}

int main(int argc, char **argv) {
    work w = {.first = TOC_DAY_NONE, .last = TOC_DAY_NONE};
    origins o = {NULL, 0};
    lots l = {NULL, NULL};
    toc_err err = {0};
    int64_t *const numbers[OPTIONS] = {&w.most, &w.early, &w.origin, &w.step}, horizon;
    bool fits = argc > 3 + OPTIONS && argc <= 3 + OPTIONS + HORIZONS_MAX;
    for (int i = 0; fits && i < OPTIONS; i++)
        fits = toc_str_to_i64(toc_str_of(argv[3 + i]), numbers[i]) && *numbers[i] > 0;
    for (int i = 3 + OPTIONS; fits && i < argc; i++) {
        fits = toc_str_to_i64(toc_str_of(argv[i]), &horizon) && horizon > 0 && horizon < 10000;
        w.horizons[w.horizon_count++] = (int)horizon;
    }
    if (!fits)
        return fputs("usage: train-pace LEDGER DATA STATES EARLY FIRST STEP HORIZON...\n", stderr), 2;
    toc_arena_init(&w.arena, 0);
    toc_map_init(&w.state_of);
    toc_rc rc = read_all(&w, argv[1], argv[2], &err);
    rc = rc == TOC_OK ? make_pools(&w, &o, &err) : rc;
    rc = rc == TOC_OK ? sort_events(&w, &l, &err) : rc;
    for (size_t i = 0; rc == TOC_OK && i < w.state_count; i++)
        for (size_t k = i + 1; k < w.state_count; k++)
            ask_pair(&w, &o, &l, i, k);
    for (size_t i = 0; i < o.count; i++)
        toc_expect_fini(&o.pools[i]);
    toc_map_fini(&w.state_of);
    toc_world_free(w.world);
    toc_arena_fini(&w.arena);
    if (rc != TOC_OK)
        return fprintf(stderr, "train-pace: %s\n", err.text), 1;
    return 0;
}
