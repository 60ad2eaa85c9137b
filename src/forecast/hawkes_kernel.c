/* Method: each exponential keeps one number a source, which fades by a constant factor a day and takes up the day's
 * count; the rate of the next day is their weighted sum. See hawkes.h. */
#include "forecast/hawkes_inside.h"

#include <math.h>
#include <string.h>

void mix_make(mix *m, toc_hawkes_kernel kernel, double shape) {
    double total = 0;
    m->scales = kernel == TOC_HAWKES_POWER ? TOC_HAWKES_SCALES : 1;
    for (int b = 0; b < m->scales; b++) {
        m->life[b] = kernel == TOC_HAWKES_POWER ? (b == 0 ? 1 : 3 * m->life[b - 1]) : shape;
        m->mass[b] = kernel == TOC_HAWKES_POWER ? pow(m->life[b], -shape) : 1;
        total += m->mass[b];
    }
    for (int b = 0; b < m->scales; b++) {
        m->mass[b] /= total;
        m->keep[b] = exp(-1 / m->life[b]);
        m->weight[b] = m->mass[b] * (1 - m->keep[b]) / m->keep[b];
    }
}

double mix_sum(const mix *m, const double *memory) {
    double sum = 0;
    for (int b = 0; b < m->scales; b++)
        sum += m->weight[b] * memory[b];
    return sum;
}

double hat_at(const toc_hawkes *model, int k, double t) {
    if (model->knots <= 1)
        return 1;
    double step = (double)(model->days > 1 ? model->days - 1 : 1) / (model->knots - 1);
    double at = fmin(t / step, model->knots - 1);
    return fmax(0, 1 - fabs(at - k));
}

/* Each source's memory takes up the day's count and fades to the next day. */
static void remember(const mix *m, double memory[TOC_HAWKES_SCALES], uint32_t count) {
    for (int b = 0; b < m->scales; b++)
        memory[b] = m->keep[b] * (memory[b] + count);
}

static void sum_up(problem *p) {
    for (int c = 1; c < p->targets; c++)
        memcpy(p->blocks[c].exposure, p->blocks[0].exposure, sizeof p->blocks[0].exposure);
}

static void clear(problem *p) {
    for (int c = 0; c < p->targets; c++) {
        p->blocks[c].rows = 0;
        p->blocks[c].events = 0;
        memset(p->blocks[c].exposure, 0, sizeof p->blocks[c].exposure);
    }
}

static void add_row(block *b, const double *x, uint32_t n, int weekday) {
    memcpy(b->x + b->rows * (size_t)b->columns, x, (size_t)b->columns * sizeof *x);
    b->n[b->rows] = n;
    b->weekday[b->rows++] = (uint8_t)weekday;
    b->events += n;
}

void past_begin(past *p, const toc_hawkes_days *days, toc_hawkes_kernel kernel, double shape) {
    *p = (past){.days = days};
    mix_make(&p->m, kernel, shape);
    for (int b = 0; days->usual && b < p->m.scales; b++)
        p->before[b] = p->m.keep[b] / (1 - p->m.keep[b]);
}

double past_rate(const past *p, int source) {
    double usual = p->days->usual ? TOC_HAWKES_LEAN * p->days->usual[source] : 0;
    return (p->events[source] + usual) / ((double)p->t + TOC_HAWKES_LEAN);
}

void past_feel(const past *p, double *felt) {
    double before = mix_sum(&p->m, p->before);
    for (int j = 0; j < p->days->sources; j++)
        felt[j] = mix_sum(&p->m, p->memory[j]) + (before > 0 ? before * past_rate(p, j) : 0);
}

void past_live(past *p) {
    const uint32_t *n = p->days->counts + p->t * (size_t)p->days->sources;
    for (int j = 0; j < p->days->sources; j++) {
        remember(&p->m, p->memory[j], n[j]);
        p->events[j] += n[j];
    }
    for (int b = 0; b < p->m.scales; b++)
        p->before[b] *= p->m.keep[b];
    p->t++;
}

void problem_fill_days(problem *p, const toc_hawkes_days *days, const toc_hawkes *model) {
    past seen;
    double x[COLUMNS];
    int knots = model->knots;
    past_begin(&seen, days, model->kernel, model->shape);
    clear(p);
    for (size_t t = 0; t < days->days; t++, past_live(&seen)) {
        const uint32_t *n = days->counts + t * (size_t)days->sources;
        int weekday = toc_day_weekday(days->first + (toc_day)t);
        for (int k = 0; k < knots; k++)
            x[k] = hat_at(model, k, (double)t);
        past_feel(&seen, x + knots);
        for (int k = 0; k < knots + days->sources; k++)
            p->blocks[0].exposure[weekday][k] += x[k];
        for (int c = 0; c < days->targets; c++)
            if (n[c] > 0)
                add_row(&p->blocks[c], x, n[c], weekday);
    }
    sum_up(p);
}

/* Events of one moment see the past before it, and only then become past. */
void problem_fill_times(problem *p, const toc_hawkes_times *times, const toc_hawkes *model) {
    mix m;
    double memory[SOURCES][TOC_HAWKES_SCALES] = {{0}}, x[COLUMNS], before = 0;
    double *exposure = p->blocks[0].exposure[0];
    mix_make(&m, model->kernel, model->shape);
    clear(p);
    exposure[0] = times->span;
    x[0] = 1;
    for (size_t i = 0, to; i < times->count; i = to) {
        double now = times->times[i];
        for (int b = 0; b < m.scales; b++) {
            double fade = exp((before - now) / m.life[b]);
            for (int j = 0; j < times->targets; j++)
                memory[j][b] *= fade;
        }
        for (int j = 0; j < times->targets; j++) {
            x[1 + j] = 0;
            for (int b = 0; b < m.scales; b++)
                x[1 + j] += m.mass[b] / m.life[b] * memory[j][b];
        }
        for (to = i; to < times->count && times->times[to] <= now; to++)
            add_row(&p->blocks[times->cells[to]], x, 1, 0);
        for (size_t e = i; e < to; e++)
            for (int b = 0; b < m.scales; b++) {
                memory[times->cells[e]][b] += 1;
                exposure[1 + times->cells[e]] -= m.mass[b] * expm1((now - times->span) / m.life[b]);
            }
        before = now;
    }
    sum_up(p);
}

void toc_hawkes_begin(const toc_hawkes *model, toc_day day, toc_hawkes_state *out) {
    (void)model;
    memset(out, 0, sizeof *out);
    out->day = day - 1;
}

void toc_hawkes_live(const toc_hawkes *model, toc_hawkes_state *state, const uint32_t *counts) {
    mix m;
    mix_make(&m, model->kernel, model->shape);
    for (int j = 0; j < model->sources; j++)
        remember(&m, state->memory[j], counts[j]);
    state->day++;
}

void toc_hawkes_state_of(const toc_hawkes *model, const toc_hawkes_days *days, toc_hawkes_state *out) {
    enum { LATELY = 90 };
    size_t sources = (size_t)days->sources, lately = days->days < LATELY ? days->days : LATELY;
    past seen;
    past_begin(&seen, days, model->kernel, model->shape);
    while (seen.t < days->days)
        past_live(&seen);
    toc_hawkes_begin(model, days->first + (toc_day)days->days, out);
    for (int j = 0; j < days->sources; j++)
        for (int b = 0; b < seen.m.scales; b++)
            out->memory[j][b] = seen.memory[j][b] + (days->usual ? seen.before[b] * past_rate(&seen, j) : 0);
    for (int j = days->targets; j < days->sources; j++)
        for (size_t t = days->days - lately; t < days->days; t++)
            out->outside[j] += (double)days->counts[t * sources + (size_t)j] / (double)lately;
}

static void expect(const toc_hawkes *model, toc_day day, const double *felt, double *out) {
    for (int c = 0; c < model->targets; c++) {
        double sum = 0;
        for (int k = 0; k < model->knots; k++)
            sum += model->base[c][k] * hat_at(model, k, (double)(day - model->first));
        for (int j = 0; j < model->sources; j++)
            sum += model->excite[c][j] * felt[j];
        out[c] = sum * model->weekday[toc_day_weekday(day)];
    }
}

void past_expect(const past *p, const toc_hawkes *model, double *out) {
    double felt[SOURCES];
    past_feel(p, felt);
    expect(model, p->days->first + (toc_day)p->t, felt, out);
}

void toc_hawkes_expect(const toc_hawkes *model, const toc_hawkes_state *state, double *out) {
    mix m;
    double felt[SOURCES];
    mix_make(&m, model->kernel, model->shape);
    for (int j = 0; j < model->sources; j++)
        felt[j] = mix_sum(&m, state->memory[j]);
    expect(model, state->day + 1, felt, out);
}
