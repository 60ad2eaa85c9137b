/* Method: see hawkes.h. The count of a day: inversion of the negative binomial, term by term from 0; where its chance
 * of 0 is too small for a double, as a sum of equal parts, each with a number of its own made from u. */
#include "forecast/hawkes_inside.h"

#include <math.h>

#define SMALLEST 600.0 /* e^-600 is still a full double */

static uint32_t count_part(double l, double f, double u) {
    double chance = exp(-l * clusters_per_event(f)), sum = chance, share = f / (1 + f);
    uint32_t n = 0;
    while (u >= sum && n < 1000000) {
        chance *= (l / (1 + f) + share * n) / (n + 1);
        n++;
        if (sum + chance <= sum && n > l)
            break; /* u is beyond the last digit */
        sum += chance;
    }
    return n;
}

uint32_t toc_hawkes_count(double l, double f, double u) {
    double parts = ceil(l * clusters_per_event(f) / SMALLEST);
    if (parts <= 1)
        return l > 0 ? count_part(l, f, u) : 0;
    toc_rng rng;
    uint32_t sum = 0;
    toc_rng_init(&rng, (uint64_t)(u * 0x1p53));
    for (double i = 0; i < parts && i < 10000; i++)
        sum += count_part(l / parts, f, toc_rng_unit(&rng));
    return sum;
}

void toc_hawkes_simulate(const toc_hawkes *model, toc_hawkes_state *state, size_t n, toc_rng *rng, uint32_t *counts) {
    double expected[TARGETS];
    for (size_t t = 0; t < n; t++, counts += model->sources) {
        toc_hawkes_expect(model, state, expected);
        for (int c = 0; c < model->targets; c++)
            counts[c] = toc_hawkes_count(expected[c], model->ties[c], toc_rng_unit(rng));
        toc_hawkes_live(model, state, counts);
    }
}

static double rates_at(const toc_hawkes *model, const mix *m, double memory[SOURCES][TOC_HAWKES_SCALES], double *rate) {
    double total = 0;
    for (int c = 0; c < model->targets; c++) {
        rate[c] = model->base[c][0];
        for (int j = 0; j < model->targets; j++)
            for (int b = 0; b < m->scales; b++)
                rate[c] += model->excite[c][j] * m->mass[b] / m->life[b] * memory[j][b];
        total += rate[c];
    }
    return total;
}

/* Between events the rate only falls, so that the rate of now bounds it. */
size_t toc_hawkes_thin(const toc_hawkes *model, double span, toc_rng *rng, double *times, uint8_t *cells, size_t room) {
    mix m;
    double memory[SOURCES][TOC_HAWKES_SCALES] = {{0}}, rate[TARGETS], now = 0;
    size_t count = 0;
    mix_make(&m, model->kernel, model->shape);
    double bound = rates_at(model, &m, memory, rate);
    while (count < room && bound > 0) {
        double wait = -log1p(-toc_rng_unit(rng)) / bound;
        now += wait;
        if (now >= span)
            break;
        for (int j = 0; j < model->targets; j++)
            for (int b = 0; b < m.scales; b++)
                memory[j][b] *= exp(-wait / m.life[b]);
        double total = rates_at(model, &m, memory, rate), at = toc_rng_unit(rng) * bound;
        int c = 0;
        for (; c < model->targets && at >= rate[c]; c++)
            at -= rate[c];
        if (c < model->targets) {
            times[count] = now;
            cells[count++] = (uint8_t)c;
            for (int b = 0; b < m.scales; b++)
                memory[c][b] += 1;
            total = rates_at(model, &m, memory, rate);
        }
        bound = total;
    }
    return count;
}
