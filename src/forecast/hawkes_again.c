/* Method: see hawkes.h: draw, refit, sort. */
#include "forecast/hawkes_inside.h"

#include "base/mem.h"
#include "num/stats.h"

#include <math.h>
#include <string.h>

enum { RUNS_LEAST = 40 };

/* As if each source had always run at its mean rate. */
static void begin_as_usual(const toc_hawkes *model, const toc_hawkes_days *days, toc_hawkes_state *state) {
    past seen;
    past_begin(&seen, days, model->kernel, model->shape);
    while (seen.t < days->days)
        past_live(&seen);
    toc_hawkes_begin(model, days->first, state);
    for (int j = 0; days->usual && j < days->sources; j++)
        for (int b = 0; b < seen.m.scales; b++)
            state->memory[j][b] = past_rate(&seen, j) * seen.m.keep[b] / (1 - seen.m.keep[b]);
}

toc_hawkes_days toc_hawkes_draw(const toc_hawkes *model, const toc_hawkes_days *days, toc_rng *rng, uint32_t *room) {
    toc_hawkes_state state;
    toc_hawkes_days drawn = *days;
    memcpy(room, days->counts, days->days * (size_t)days->sources * sizeof *room);
    begin_as_usual(model, days, &state);
    toc_hawkes_simulate(model, &state, days->days, rng, room);
    drawn.counts = room;
    return drawn;
}

/* Ratios of refits, in order, and how many; a series without events, or one that dies out, gives none. */
static toc_rc refit(const toc_hawkes_days *days, const toc_hawkes_options *options, const toc_hawkes_fitted *fitted,
                    int runs, uint64_t seed, double *ratios, size_t *count, uint32_t *room, toc_err *err) {
    toc_hawkes_options fixed = *options;
    toc_rng rng;
    toc_rng_init(&rng, seed);
    fixed.shape = fitted->model.shape;
    for (int run = 0; run < runs; run++) {
        toc_hawkes_fitted again;
        toc_hawkes_days drawn = toc_hawkes_draw(&fitted->model, days, &rng, room);
        toc_rc rc = toc_hawkes_fit(&drawn, &fixed, &again, err);
        if (rc != TOC_OK && rc != TOC_ENOTFOUND)
            return rc;
        double ratio = rc == TOC_OK ? toc_hawkes_branching(&again.model) : 0;
        if (ratio > 0)
            ratios[(*count)++] = ratio;
    }
    toc_values_sort(ratios, *count);
    return TOC_OK;
}

toc_rc toc_hawkes_branching_again(const toc_hawkes_days *days, const toc_hawkes_options *options,
                                  const toc_hawkes_fitted *fitted, int runs, uint64_t seed, toc_interval *out,
                                  toc_err *err) {
    if (options->prior || runs < RUNS_LEAST)
        return toc_err_set(err, TOC_EUSAGE, "%d refits%s: at least %d, and without a prior", runs,
                           options->prior ? " with a prior" : "", RUNS_LEAST);
    double *ratios = toc_mem_calloc((size_t)runs, sizeof *ratios), ratio = toc_hawkes_branching(&fitted->model);
    uint32_t *room = toc_mem_calloc(days->days * (size_t)days->sources, sizeof *room);
    size_t count = 0;
    toc_rc rc = ratios && room ? refit(days, options, fitted, runs, seed, ratios, &count, room, err)
                               : toc_err_set(err, TOC_ENOMEM, "no memory to refit an event model");
    if (rc == TOC_OK && count >= RUNS_LEAST / 2 && ratio > 0)
        *out = (toc_interval){ratio * ratio / toc_quantile(ratios, count, 0.95),
                              ratio * ratio / toc_quantile(ratios, count, 0.05)};
    else if (rc == TOC_OK)
        *out = (toc_interval){0, INFINITY};
    toc_mem_free(ratios);
    toc_mem_free(room);
    return rc;
}
