/*
 * Method: the mean of z^N over the days to come, given the memory at their beginning, is exp(-a - sum b_js memory_js):
 * a and b follow backwards day by day, since each count's generating function, (1 + f (1 - y))^(-l / f), is exp of
 * a multiple of its expected count l, and l is linear in the memory. For points z on a circle of radius r the chances
 * of N = n come out as a finite Fourier sum (Abate and Whitt 1992); what wraps round is below r^points.
 */
#include "forecast/hawkes_inside.h"

#include <complex.h>
#include <math.h>
#include <string.h>

enum { K_MAX = 200 };

#define WRAPPED 1e-10 /* r^points */

typedef struct backward {
    double complex a, b[SOURCES][TOC_HAWKES_SCALES];
} backward;

static double complex log_part(double f, double complex y) {
    return f < 1e-8 ? 1 - y : clog(1 + f * (1 - y)) / f;
}

/* y = z exp(-sum_s b_cs keep_s), and psi from it, for each target; into a what the outside streams bring. */
static void look_at_day(const toc_hawkes *model, const mix *m, const toc_hawkes_state *state, unsigned mask,
                        double complex z, backward *v, double complex *psi) {
    for (int j = 0; j < model->sources; j++) {
        double complex kept = 0;
        for (int s = 0; s < m->scales; s++)
            kept += v->b[j][s] * m->keep[s];
        if (j < model->targets)
            psi[j] = log_part(model->ties[j], (mask >> j & 1u ? z : 1) * cexp(-kept));
        else
            v->a += state->outside[j] * kept;
    }
}

static double complex generating(const toc_hawkes *model, const mix *m, const toc_hawkes_state *state, unsigned mask,
                                 int h, double complex z) {
    backward v;
    memset(&v, 0, sizeof v);
    for (int d = h; d >= 1; d--) {
        toc_day day = state->day + d;
        double s = model->weekday[toc_day_weekday(day)];
        double complex psi[TARGETS];
        look_at_day(model, m, state, mask, z, &v, psi);
        for (int j = 0; j < model->sources; j++) {
            double complex pull = 0;
            for (int c = 0; c < model->targets; c++)
                pull += psi[c] * model->excite[c][j];
            for (int b = 0; b < m->scales; b++)
                v.b[j][b] = m->keep[b] * v.b[j][b] + s * m->weight[b] * pull;
        }
        for (int c = 0; c < model->targets; c++)
            for (int k = 0; k < model->knots; k++)
                v.a += psi[c] * s * model->base[c][k] * hat_at(model, k, (double)(day - model->first));
    }
    double complex power = v.a;
    for (int j = 0; j < model->sources; j++)
        for (int b = 0; b < m->scales; b++)
            power += v.b[j][b] * state->memory[j][b];
    return model->level > 0 ? cexp(-clog(1 + model->level * power) / model->level) : cexp(-power);
}

static double expected(const toc_hawkes *model, const mix *m, const toc_hawkes_state *state, unsigned mask, int h) {
    toc_hawkes_state s = *state;
    double sum = 0, rate[SOURCES];
    for (int d = 0; d < h; d++, s.day++) {
        toc_hawkes_expect(model, &s, rate);
        memcpy(rate + model->targets, s.outside + model->targets,
               (size_t)(model->sources - model->targets) * sizeof *rate);
        for (int c = 0; c < model->targets; c++)
            sum += mask >> c & 1u ? rate[c] : 0;
        for (int j = 0; j < model->sources; j++)
            for (int b = 0; b < m->scales; b++)
                s.memory[j][b] = m->keep[b] * (s.memory[j][b] + rate[j]);
    }
    return sum;
}

/* The chance of fewer than k. */
static double below(const toc_hawkes *model, const mix *m, const toc_hawkes_state *state, unsigned mask, int k, int h) {
    if (k == 1)
        return creal(generating(model, m, state, mask, h, 0));
    int points = 2 * k;
    double r = pow(WRAPPED, 1.0 / points), sum = 0;
    for (int l = 0; l <= k; l++) { /* the other half of the circle is conjugate */
        double angle = 2 * 3.14159265358979323846 * l / points;
        double complex z = r * (cos(angle) + I * sin(angle)), powers = 0, power = 1;
        for (int n = 0; n < k; n++, power /= z)
            powers += power;
        sum += (l == 0 || l == k ? 1 : 2) * creal(generating(model, m, state, mask, h, z) * powers);
    }
    return sum / points;
}

double toc_hawkes_chance(const toc_hawkes *model, const toc_hawkes_state *state, unsigned mask, int k, int h,
                         double *mean) {
    mix m;
    mix_make(&m, model->kernel, model->shape);
    if (mean)
        *mean = expected(model, &m, state, mask, h);
    if (k < 1 || k > K_MAX || h < 1)
        return k < 1 ? 1 : (double)NAN;
    return fmin(1, fmax(0, 1 - below(model, &m, state, mask, k, h)));
}
