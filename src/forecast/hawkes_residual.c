/* Method: of a count n with expected l and ties f, the number of clusters is that of the tables of a Chinese
 * restaurant: the i-th event opens a new one with chance l / (l + i f). Clusters of a day lie anywhere in its stretch
 * of the compensator. */
#include "forecast/hawkes_inside.h"

#include "base/mem.h"
#include "num/stats.h"

#include <math.h>

typedef struct gaps {
    double *values;
    size_t count, capacity;
    double at[TARGETS], last[TARGETS]; /* compensator so far; of the last cluster */
    toc_rng rng;
} gaps;

static bool add_gap(gaps *g, double gap) {
    double *values = toc_mem_widen(g->values, g->count, &g->capacity, sizeof *values, 1024);
    if (values == NULL)
        return false;
    g->values = values;
    g->values[g->count++] = gap;
    return true;
}

static bool add_day(gaps *g, int c, double l, double f, uint32_t n) {
    double stretch = l * clusters_per_event(f);
    uint32_t clusters = 0;
    for (uint32_t i = 0; i < n; i++)
        clusters += toc_rng_unit(&g->rng) * (l + i * f) < l;
    double *places = toc_mem_alloc(((size_t)clusters + 1) * sizeof *places);
    bool sound = places != NULL;
    for (uint32_t i = 0; sound && i < clusters; i++)
        places[i] = g->at[c] + stretch * toc_rng_unit(&g->rng);
    if (sound)
        toc_values_sort(places, clusters);
    for (uint32_t i = 0; sound && i < clusters; i++) {
        sound = add_gap(g, places[i] - g->last[c]);
        g->last[c] = places[i];
    }
    toc_mem_free(places);
    g->at[c] += stretch;
    return sound;
}

/* Kolmogorov's distribution at the distance, with the correction of Stephens 1970
 * (doi:10.1111/j.2517-6161.1970.tb00821.x)
 */
static double chance_of(double distance, size_t n) {
    double root = sqrt((double)n), x = (root + 0.12 + 0.11 / root) * distance, sum = 0;
    if (x < 0.2)
        return 1;
    for (int k = 1; k <= 100; k++)
        sum += (k % 2 ? 2 : -2) * exp(-2.0 * k * k * x * x);
    return fmin(1, fmax(0, sum));
}

static void compare(gaps *g, toc_hawkes_residual *out) {
    double n = (double)g->count;
    toc_values_sort(g->values, g->count);
    out->clusters = g->count;
    out->distance = 0;
    for (size_t i = 0; i < g->count; i++) {
        double below = -expm1(-g->values[i]);
        out->distance = fmax(out->distance, fmax(below - (double)i / n, (double)(i + 1) / n - below));
    }
    out->p = g->count < 10 ? (double)NAN : chance_of(out->distance, g->count);
}

toc_rc toc_hawkes_residual_of(const toc_hawkes_days *days, const toc_hawkes *model, uint64_t seed,
                              toc_hawkes_residual *out, toc_err *err) {
    gaps g = {0};
    past seen;
    double expected[TARGETS];
    bool sound = true;
    toc_rng_init(&g.rng, seed);
    past_begin(&seen, days, model->kernel, model->shape);
    for (size_t t = 0; sound && t < days->days; t++, past_live(&seen)) {
        const uint32_t *n = days->counts + t * (size_t)days->sources;
        past_expect(&seen, model, expected);
        for (int c = 0; sound && c < days->targets; c++)
            sound = add_day(&g, c, expected[c], model->ties[c], n[c]);
    }
    if (sound)
        compare(&g, out);
    toc_mem_free(g.values);
    return sound ? TOC_OK : toc_err_set(err, TOC_ENOMEM, "no memory for the residuals of an event model");
}
