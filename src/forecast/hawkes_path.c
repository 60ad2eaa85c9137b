/* Method: the rate of a day is what comes (made once for all runs) and, kept apart, the memory of the events drawn in
 * this run: as long as there are none it costs nothing. */
#include "forecast/hawkes_inside.h"

#include <string.h>

static void add_pull(const toc_hawkes *model, const mix *m, double memory[SOURCES][TOC_HAWKES_SCALES], double factor,
                     double *out) {
    double felt[SOURCES];
    for (int j = 0; j < model->targets; j++)
        felt[j] = factor * mix_sum(m, memory[j]);
    for (int c = 0; c < model->targets; c++)
        for (int j = 0; j < model->targets; j++)
            out[c] += model->excite[c][j] * felt[j];
}

void toc_hawkes_come(const toc_hawkes *model, const toc_hawkes_state *state, int days, double *out) {
    toc_hawkes_state s = *state;
    mix m;
    mix_make(&m, model->kernel, model->shape);
    for (int d = 0; d < days; d++, s.day++) {
        toc_hawkes_expect(model, &s, out + d * model->targets);
        for (int j = 0; j < model->sources; j++)
            for (int b = 0; b < m.scales; b++)
                s.memory[j][b] = m.keep[b] * (s.memory[j][b] + s.outside[j]);
    }
}

void toc_hawkes_bring(const toc_hawkes *model, toc_day first, int days, const uint32_t *counts, double *out) {
    double memory[SOURCES][TOC_HAWKES_SCALES] = {{0}};
    mix m;
    mix_make(&m, model->kernel, model->shape);
    for (int d = 0; d < days; d++) {
        add_pull(model, &m, memory, model->weekday[toc_day_weekday(first + d)], out + d * model->targets);
        for (int j = 0; j < model->targets; j++)
            for (int b = 0; b < m.scales; b++)
                memory[j][b] = m.keep[b] * (memory[j][b] + counts[d * model->targets + j]);
    }
}

void toc_hawkes_path(const toc_hawkes_ahead *a, double level, toc_rng *rng, uint32_t *totals) {
    const toc_hawkes *model = a->model;
    double memory[SOURCES][TOC_HAWKES_SCALES] = {{0}}, rate[TARGETS];
    bool any = false;
    mix m;
    mix_make(&m, model->kernel, model->shape);
    for (int d = 0; d < a->days; d++) {
        size_t row = (size_t)(d * model->targets);
        uint32_t drawn[TARGETS], sum = 0;
        for (int c = 0; c < model->targets; c++)
            rate[c] = level * a->come[row + (size_t)c] + (a->extra ? a->extra[row + (size_t)c] : 0);
        if (any)
            add_pull(model, &m, memory, model->weekday[toc_day_weekday(a->first + d)], rate);
        for (int c = 0; c < model->targets; c++) {
            drawn[c] = toc_hawkes_count(a->keep[c] * rate[c], model->ties[c], toc_rng_unit(rng));
            totals[c] += drawn[c];
            sum += drawn[c];
        }
        any = any || sum > 0;
        for (int j = 0; any && j < model->targets; j++)
            for (int b = 0; b < m.scales; b++)
                memory[j][b] = m.keep[b] * (memory[j][b] + drawn[j]);
    }
}
