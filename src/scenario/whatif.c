/* Method: see whatif.h. A job of the pool is one model: its redrawing, what comes in its two courses, and its runs. */
#include "scenario/whatif.h"

#include "base/pool.h"
#include "num/stats.h"

#include <math.h>
#include <string.h>

enum { CELLS = TOC_STREAM_CELLS, MODELS = TOC_WHATIF_MODELS };

/* One model's room: nothing is allocated by a job but what its fit needs. */
typedef struct room {
    uint32_t *drawn;        /* [past days][sources] */
    double *come, *brought; /* [days][cells] */
    toc_hawkes model;
    toc_rc rc;
    toc_err err;
} room;

typedef struct work {
    const toc_stream_pooled *pooled;
    const toc_hawkes_days *past;
    const toc_hawkes *fitted;
    const toc_whatif_options *options;
    uint32_t *assumed; /* [days][cells] */
    double keep[CELLS];
    room rooms[MODELS];
    toc_whatif *out;
} work;

/* A generator of its own for each number, whatever thread asks. */
static toc_rng rng_of(uint64_t seed, uint64_t number) {
    toc_rng rng;
    toc_rng_init(&rng, seed);
    uint64_t first = toc_rng_next(&rng);
    toc_rng_init(&rng, first ^ (number + 1) * UINT64_C(0xD1B54A32D192ED03));
    toc_rng_init(&rng, toc_rng_next(&rng));
    return rng;
}

/* A Gamma variable of mean 1. */
static double level_of(double variance, toc_rng *rng) {
    double value = 1, u = toc_rng_unit(rng);
    if (variance <= 0 || toc_gamma_quantile(u, 1 / variance, &value, NULL) != TOC_OK)
        return 1;
    return value * variance;
}

static void assume(work *w, const toc_whatif_change *changes, size_t count) {
    for (int c = 0; c < CELLS; c++)
        w->keep[c] = 1;
    for (size_t i = 0; i < count; i++) {
        const toc_whatif_change *a = &changes[i];
        for (int c = 0; a->drop && c < CELLS; c++)
            w->keep[c] *= 1 - a->shares[c];
        for (int d = a->first; !a->drop && d >= 1 && d <= w->options->days; d += a->every) {
            for (int c = 0; c < CELLS; c++)
                w->assumed[(d - 1) * CELLS + c] += (uint32_t)a->cells[c];
            if (a->every <= 0)
                break;
        }
    }
}

/* Model 0 is the fitted one. */
static void make_model(const work *w, size_t i, room *r) {
    toc_hawkes_fitted again;
    toc_rng rng = rng_of(w->options->seed ^ UINT64_C(0x6D6F64656C), i);
    r->model = *w->fitted;
    if (i > 0)
        r->rc = toc_stream_again(w->pooled, w->past, w->fitted, &rng, r->drawn, &again, &r->err);
    if (r->rc == TOC_ENOTFOUND) /* an empty series teaches nothing */
        r->rc = TOC_OK;
    else if (r->rc == TOC_OK && i > 0)
        r->model = again.model;
}

static void run_model(void *ctx, size_t i) {
    work *w = ctx;
    room *r = &w->rooms[i];
    toc_hawkes_state now;
    int days = w->options->days;
    make_model(w, i, r);
    toc_hawkes_state_of(&r->model, w->past, &now);
    toc_hawkes_come(&r->model, &now, days, r->come);
    toc_hawkes_bring(&r->model, now.day + 1, days, w->assumed, r->brought);
    toc_hawkes_ahead plain = {.model = &r->model, .first = now.day + 1, .days = days, .come = r->come};
    for (int c = 0; c < CELLS; c++)
        plain.keep[c] = 1;
    toc_hawkes_ahead changed = plain;
    changed.extra = r->brought;
    memcpy(changed.keep, w->keep, sizeof w->keep);
    for (size_t run = i; run < (size_t)w->options->runs && r->rc == TOC_OK; run += MODELS) {
        toc_rng rng = rng_of(w->options->seed, run);
        double level = level_of(r->model.level, &rng);
        toc_rng same = rng;
        toc_hawkes_path(&plain, level, &rng, w->out->without + run * CELLS);
        toc_hawkes_path(&changed, level, &same, w->out->with + run * CELLS);
    }
}

static bool make_room(work *w, toc_arena *arena) {
    size_t days = (size_t)w->options->days, runs = (size_t)w->options->runs;
    size_t past = w->past->days * (size_t)w->past->sources;
    w->assumed = toc_arena_array(arena, days * CELLS, sizeof *w->assumed);
    w->out->without = toc_arena_array(arena, runs * CELLS, sizeof *w->out->without);
    w->out->with = toc_arena_array(arena, runs * CELLS, sizeof *w->out->with);
    for (int i = 0; i < MODELS; i++) {
        w->rooms[i].drawn = toc_arena_array(arena, past, sizeof *w->rooms[i].drawn);
        w->rooms[i].come = toc_arena_array(arena, days * CELLS, sizeof *w->rooms[i].come);
        w->rooms[i].brought = toc_arena_array(arena, days * CELLS, sizeof *w->rooms[i].brought);
    }
    return !arena->refused;
}

static toc_rc run_all(work *w, toc_err *err) {
    toc_pool *pool = NULL;
    size_t threads = w->options->threads > 0 ? w->options->threads : toc_pool_processors();
    toc_rc rc = toc_pool_new(threads < MODELS ? threads : MODELS, &pool, err);
    if (rc != TOC_OK)
        return rc;
    toc_pool_start(pool, MODELS, run_model, w);
    toc_pool_wait(pool);
    toc_pool_free(pool);
    for (int i = 0; i < MODELS; i++)
        if (w->rooms[i].rc != TOC_OK)
            return toc_err_set(err, w->rooms[i].rc, "%s", w->rooms[i].err.text);
    return TOC_OK;
}

toc_rc toc_whatif_run(const toc_stream_pooled *pooled, const toc_hawkes_days *days, const toc_hawkes *fitted,
                      const toc_whatif_change *changes, size_t count, const toc_whatif_options *options,
                      toc_arena *arena, toc_whatif *out, toc_err *err) {
    if (options->days < 1 || options->days > TOC_WHATIF_DAYS_MAX || options->runs < MODELS ||
        options->runs > TOC_WHATIF_RUNS_MAX)
        return toc_err_set(err, TOC_EUSAGE, "%d runs of %d days: %d to %d runs of at most %d days are run",
                           options->runs, options->days, MODELS, TOC_WHATIF_RUNS_MAX, TOC_WHATIF_DAYS_MAX);
    work *w = toc_arena_alloc(arena, sizeof *w);
    if (w == NULL)
        return toc_err_set(err, TOC_ENOMEM, "no memory for a scenario");
    *out = (toc_whatif){.days = options->days, .runs = options->runs, .models = MODELS};
    *w = (work){.pooled = pooled, .past = days, .fitted = fitted, .options = options, .out = out};
    if (!make_room(w, arena))
        return toc_err_set(err, TOC_ENOMEM, "no memory for %d runs of %d days", options->runs, options->days);
    assume(w, changes, count);
    return run_all(w, err);
}

static uint32_t count_of(const uint32_t *cells, unsigned mask) {
    uint32_t sum = 0;
    for (int c = 0; c < CELLS; c++)
        sum += mask >> c & 1u ? cells[c] : 0;
    return sum;
}

static toc_whatif_count spread(double *values, size_t n) {
    toc_whatif_count out = {.mean = toc_mean(values, n)};
    toc_values_sort(values, n);
    out.low = toc_quantile(values, n, 0.05);
    out.middle = toc_quantile(values, n, 0.5);
    out.high = toc_quantile(values, n, 0.95);
    return out;
}

toc_rc toc_whatif_add_up(const toc_whatif *whatif, unsigned mask, toc_arena *arena, toc_whatif_sum *out, toc_err *err) {
    size_t runs = (size_t)whatif->runs, models = (size_t)whatif->models;
    double *values = toc_arena_array(arena, runs, sizeof *values), by_model[MODELS] = {0};
    if (values == NULL)
        return toc_err_set(err, TOC_ENOMEM, "no memory to add up %zu runs", runs);
    for (size_t r = 0; r < runs; r++)
        values[r] = count_of(whatif->without + r * CELLS, mask);
    out->without = spread(values, runs);
    for (size_t r = 0; r < runs; r++)
        values[r] = count_of(whatif->with + r * CELLS, mask);
    out->with = spread(values, runs);
    for (size_t r = 0; r < runs; r++) {
        values[r] = (double)count_of(whatif->with + r * CELLS, mask) - count_of(whatif->without + r * CELLS, mask);
        by_model[r % models] += values[r] / (double)((runs - r % models + models - 1) / models);
    }
    toc_whatif_count differences = spread(values, runs), over_models = spread(by_model, models);
    out->difference = differences.mean;
    out->run_difference = (toc_interval){differences.low, differences.high};
    out->difference_ci = (toc_interval){over_models.low, over_models.high};
    return TOC_OK;
}
