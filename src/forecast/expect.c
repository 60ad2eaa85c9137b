/* Pairs are found by the numbers of their roots; each keeps the last day counted of any kind and of each question. */
#include "forecast/expect.h"

#include "event/actor.h"
#include "forecast/pace.h"

#include <math.h>
#include <stdio.h>

typedef struct count {
    uint32_t episodes;
    toc_day last;
} count;

struct toc_expect_pair {
    count any;
    count *questions;
};

static toc_rc no_memory(toc_err *err) {
    return toc_err_set(err, TOC_ENOMEM, "no memory for what passes between all pairs of the ledger");
}

toc_rc toc_expect_init(toc_expect *pool, const toc_question *questions, size_t question_count, toc_day first,
                       toc_day last, toc_err *err) {
    *pool = (toc_expect){.questions = questions, .question_count = question_count, .first = first, .last = last};
    toc_arena_init(&pool->arena, 0);
    toc_map_init(&pool->roots);
    toc_map_init(&pool->known);
    pool->hits = toc_arena_array(&pool->arena, question_count + 1, sizeof *pool->hits);
    return pool->hits ? TOC_OK : no_memory(err);
}

void toc_expect_fini(toc_expect *pool) {
    toc_map_fini(&pool->roots);
    toc_map_fini(&pool->known);
    toc_arena_fini(&pool->arena);
}

/* The number of a root, given when it is first met. */
static bool number_root(toc_expect *pool, toc_str root, uint32_t *out) {
    if (toc_map_get(&pool->roots, root, out))
        return true;
    toc_str kept = toc_arena_str(&pool->arena, root);
    uint32_t *wide = toc_arena_widen(&pool->arena, pool->busy, pool->roots.count, &pool->root_room, sizeof *wide, 256);
    *out = (uint32_t)pool->roots.count;
    if (!kept.ptr || !wide)
        return false;
    pool->busy = wide;
    return toc_map_put(&pool->roots, kept, *out);
}

static toc_str key_of(uint32_t a, uint32_t b, char *room, size_t size) {
    return (toc_str){room, (size_t)snprintf(room, size, "%u %u", a < b ? a : b, a < b ? b : a)};
}

static toc_expect_pair *find_pair(toc_expect *pool, uint32_t a, uint32_t b) {
    char room[32];
    uint32_t at;
    toc_str key = key_of(a, b, room, sizeof room);
    if (toc_map_get(&pool->known, key, &at))
        return &pool->pairs[at];
    at = (uint32_t)pool->known.count;
    toc_str kept = toc_arena_str(&pool->arena, key);
    toc_expect_pair *wide = toc_arena_widen(&pool->arena, pool->pairs, at, &pool->pair_room, sizeof *wide, 256);
    count *counts = toc_arena_array(&pool->arena, pool->question_count + 1, sizeof *counts);
    if (!kept.ptr || !wide || !counts)
        return NULL;
    pool->pairs = wide;
    if (!toc_map_put(&pool->known, kept, at))
        return NULL;
    pool->pairs[at] = (toc_expect_pair){.questions = counts};
    return &pool->pairs[at];
}

/* Whether a day begins another episode. */
static bool count_day(count *c, toc_day day, toc_day gap) {
    if (c->episodes > 0 && day - c->last < gap)
        return false;
    c->last = day;
    c->episodes++;
    return true;
}

toc_rc toc_expect_take(toc_expect *pool, const toc_event *event, toc_err *err) {
    toc_day day = toc_event_day(event);
    toc_str source = toc_actor_root(event->source.code), target = toc_actor_root(event->target.code);
    bool late = event->learnt != 0 && event->learnt != TOC_DAY_NONE && event->learnt > pool->last;
    uint32_t a, b;
    if (day < pool->first || day > pool->last || late || source.len == 0 || target.len == 0 ||
        toc_str_equal(source, target))
        return TOC_OK;
    if (!number_root(pool, source, &a) || !number_root(pool, target, &b))
        return no_memory(err);
    toc_expect_pair *pair = find_pair(pool, a, b);
    if (!pair)
        return no_memory(err);
    if (count_day(&pair->any, day, TOC_PACE_EPISODE)) {
        pool->busy[a]++;
        pool->busy[b]++;
        pool->any++;
    }
    for (size_t i = 0; i < pool->question_count; i++) {
        const toc_question *q = &pool->questions[i];
        if (q->counts == TOC_COUNTS_EVENTS && toc_question_counts(q, event))
            pool->hits[i] += count_day(&pair->questions[i], day, q->threshold > 1 ? 1 : TOC_PACE_EPISODE);
    }
    return TOC_OK;
}

/* Over all pairs of roots: the sum of d_a d_b. */
static double busy_of_all(const toc_expect *pool) {
    double sum = 0, squares = 0;
    for (size_t i = 0; i < pool->roots.count; i++) {
        sum += pool->busy[i];
        squares += (double)pool->busy[i] * pool->busy[i];
    }
    return (sum * sum - squares) / 2;
}

/* Whole numbers, so that they add up to the same in any order. */
typedef struct sums {
    double between, busy, pairs;
} sums;

static void take_pair(const toc_expect *pool, toc_str a, toc_str b, sums *s) {
    char room[32];
    uint32_t x, y, at;
    s->pairs++;
    if (!toc_map_get(&pool->roots, a, &x) || !toc_map_get(&pool->roots, b, &y))
        return;
    s->busy += (double)pool->busy[x] * pool->busy[y];
    if (toc_map_get(&pool->known, key_of(x, y, room, sizeof room), &at))
        s->between += pool->pairs[at].any.episodes;
}

double toc_expect_of(const toc_expect *pool, size_t at, const toc_side *a, const toc_side *b) {
    double roots = (double)pool->roots.count, hits = (double)pool->hits[at];
    sums s = {0, 0, 0};
    if (pool->any == 0)
        return 0;
    for (size_t i = 0; i < a->member_count; i++)
        for (size_t k = 0; k < b->member_count; k++)
            take_pair(pool, a->members[i], b->members[k], &s);
    double share = s.between / (double)pool->any / 2 + s.busy / busy_of_all(pool) / 2;
    double even = s.pairs / (roots * (roots - 1) / 2);
    double episodes = (1 - TOC_EXPECT_EVEN) * hits * share + (TOC_EXPECT_EVEN * hits + 0.5) * even;
    return episodes / (pool->last - pool->first + 1);
}
