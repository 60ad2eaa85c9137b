/*
 * Method: given ties and weekdays the log-likelihood of each target is concave in theta: Newton steps on the
 * coordinates that are not held at 0, cut back to 0 where they would pass it, halved until it rises (Bertsekas 1982).
 * Between them ties and weekdays take one-dimensional steps to where their derivative crosses 0. One pass over the rows
 * of a target per step.
 */
#include "forecast/hawkes_inside.h"

#include "base/mem.h"
#include "num/cholesky.h"

#include <math.h>
#include <string.h>

enum { ROUNDS = 200, STEPS = 60, HALVINGS = 40 };

#define TIES_MIN 1e-6 /* below it: none */
#define TIES_MAX 1000.0
#define WEEKDAY_MIN 0.01
#define FLAT 1e-9 /* of the log-likelihood: what is not worth another round */

double clusters_per_event(double f) {
    return f < 1e-8 ? 1 - f / 2 : log1p(f) / f;
}

static double clusters_slope(double f) {
    return f < 1e-4 ? -0.5 + 2 * f / 3 : (f / (1 + f) - log1p(f)) / (f * f);
}

static double row_rate(const block *b, size_t r) {
    const double *x = b->x + r * (size_t)b->columns;
    double sum = 0;
    for (int k = 0; k < b->columns; k++)
        sum += b->theta[k] * x[k];
    return sum;
}

static double total_rate(const block *b, const double *weekday) {
    double sum = 0;
    for (int w = 0; w < 7; w++)
        for (int k = 0; k < b->columns; k++)
            sum += weekday[w] * b->exposure[w][k] * b->theta[k];
    return sum;
}

/* A sum of logarithms, as the logarithm of a product as long as it fits a double. */
typedef struct logs {
    double sum, product;
} logs;

static void take_log(logs *l, double x) {
    l->product *= x;
    if (!(l->product > 1e-200 && l->product < 1e200)) {
        l->sum += log(l->product);
        l->product = 1;
    }
}

static double prior_value(const block *b) {
    double sum = 0;
    for (int k = 0; k < b->columns; k++)
        if (b->weight[k] > 0)
            sum += b->weight[k] * ((b->mean[k] > 0 ? b->mean[k] * log(b->theta[k]) : 0) - b->theta[k]);
    return sum;
}

double block_value(const block *b, const double *weekday, bool with_prior) {
    double sum = -b->events * log1p(b->ties) - clusters_per_event(b->ties) * total_rate(b, weekday);
    logs all = {0, 1};
    for (size_t r = 0; r < b->rows; r++) {
        double l = weekday[b->weekday[r]] * row_rate(b, r);
        for (uint32_t i = 0; i < b->n[r]; i++)
            take_log(&all, l + i * b->ties);
    }
    sum += all.sum + log(all.product);
    return with_prior ? sum + prior_value(b) : sum;
}

double problem_value(const problem *p, bool with_prior) {
    double sum = 0;
    for (int c = 0; c < p->targets; c++)
        sum += block_value(&p->blocks[c], p->weekday, with_prior);
    return sum;
}

typedef struct pull {
    double first, second; /* sums over i < n of 1 / (l + i f) and of its square */
    double tied;          /* of i / (l + i f) */
} pull;

static pull pull_of(double l, double f, uint32_t n) {
    pull p = {0, 0, 0};
    for (uint32_t i = 0; i < n; i++) {
        double one = 1 / (l + i * f);
        p.first += one;
        p.second += one * one;
        p.tied += i * one;
    }
    return p;
}

static void begin_slope(const block *b, const double *weekday, double *out) {
    double psi = clusters_per_event(b->ties);
    memset(out, 0, ((size_t)b->columns + 1) * sizeof *out);
    for (int w = 0; w < 7; w++)
        for (int k = 0; k < b->columns; k++)
            out[k] -= psi * weekday[w] * b->exposure[w][k];
    for (int k = 0; k < b->columns; k++)
        if (b->weight[k] > 0)
            out[k] += b->weight[k] * ((b->mean[k] > 0 ? b->mean[k] / b->theta[k] : 0) - 1);
    out[b->columns] = -b->events / (1 + b->ties) - clusters_slope(b->ties) * total_rate(b, weekday);
}

void block_gradient(const block *b, const double *weekday, double *out, double *by_weekday) {
    double psi = clusters_per_event(b->ties);
    begin_slope(b, weekday, out);
    for (size_t r = 0; r < b->rows; r++) {
        const double *x = b->x + r * (size_t)b->columns;
        double rate = row_rate(b, r), s = weekday[b->weekday[r]];
        pull p = pull_of(s * rate, b->ties, b->n[r]);
        for (int k = 0; k < b->columns; k++)
            out[k] += s * p.first * x[k];
        out[b->columns] += p.tied;
        by_weekday[b->weekday[r]] += p.first * rate;
    }
    for (int w = 0; w < 7; w++)
        for (int k = 0; k < b->columns; k++)
            by_weekday[w] -= psi * b->exposure[w][k] * b->theta[k];
}

static void add_square(double *to, const double *x, double factor, int n) {
    for (int k = 0; k < n; k++) {
        double part = factor * x[k];
        for (int j = 0; j <= k; j++)
            to[k * n + j] += part * x[j];
    }
}

/* slope (columns + 1) may be NULL. */
static void derive(const block *b, const double *weekday, double *slope, double *curve) {
    int n = b->columns;
    memset(curve, 0, (size_t)(n * n) * sizeof *curve);
    if (slope)
        begin_slope(b, weekday, slope);
    for (size_t r = 0; r < b->rows; r++) {
        const double *x = b->x + r * (size_t)n;
        double s = weekday[b->weekday[r]];
        pull p = pull_of(s * row_rate(b, r), b->ties, b->n[r]);
        for (int k = 0; slope && k < n; k++)
            slope[k] += s * p.first * x[k];
        add_square(curve, x, s * s * p.second, n);
    }
    for (int k = 0; k < n; k++)
        if (b->weight[k] > 0 && b->mean[k] > 0)
            curve[k * n + k] += b->weight[k] * b->mean[k] / (b->theta[k] * b->theta[k]);
}

void block_information(const block *b, const double *weekday, double *out) {
    derive(b, weekday, NULL, out);
}

/* The Newton step on the coordinates not held at 0; their number. */
static int direction_find(const block *b, const double *slope, const double *curve, double *step) {
    int free_at[COLUMNS], n = 0;
    double a[COLUMNS * COLUMNS], g[COLUMNS];
    memset(step, 0, (size_t)b->columns * sizeof *step);
    for (int k = 0; k < b->columns; k++)
        if (b->theta[k] > 0 || slope[k] > 0)
            free_at[n++] = k;
    for (int i = 0; i < n; i++) {
        g[i] = slope[free_at[i]];
        for (int j = 0; j <= i; j++)
            a[i * n + j] = curve[free_at[i] * b->columns + free_at[j]];
        a[i * n + i] *= 1 + 1e-10;
        a[i * n + i] += 1e-12;
    }
    if (n == 0 || !toc_cholesky_factor(a, n, 0))
        return 0;
    toc_cholesky_solve(a, n, g, g);
    for (int i = 0; i < n; i++)
        step[free_at[i]] = g[i];
    return n;
}

/* What the prior speaks of stays above 0; what falls next to 0 falls to it. */
static double cut(const block *b, int k, double value, double before) {
    if (b->weight[k] > 0 && b->mean[k] > 0)
        return fmax(value, before / 10);
    return value > 1e-12 ? value : 0;
}

static double try_step(block *b, const double *weekday, const double *slope, const double *step, double now) {
    double before[COLUMNS], share = 1;
    memcpy(before, b->theta, sizeof before);
    for (int half = 0; half < HALVINGS; half++, share /= 2) {
        double rise = 0;
        for (int k = 0; k < b->columns; k++) {
            b->theta[k] = cut(b, k, before[k] + share * step[k], before[k]);
            rise += slope[k] * (b->theta[k] - before[k]);
        }
        double then = block_value(b, weekday, true);
        if (rise > 0 && then >= now + 1e-4 * rise)
            return then;
    }
    memcpy(b->theta, before, sizeof before);
    return now;
}

static void solve_theta(block *b, const double *weekday, int *rounds) {
    double slope[COLUMNS + 1], curve[COLUMNS * COLUMNS], step[COLUMNS];
    double now = block_value(b, weekday, true);
    for (int round = 0; round < STEPS; round++) {
        derive(b, weekday, slope, curve);
        ++*rounds;
        if (direction_find(b, slope, curve, step) == 0)
            break;
        double then = try_step(b, weekday, slope, step, now);
        bool done = then - now <= FLAT * (1 + fabs(then)) * 0.1;
        now = then;
        if (done)
            break;
    }
}

/* Slope of the log-likelihood in ties at f, and how it falls: one pass over the rows with several events. */
static double ties_slope(const block *b, const double *weekday, double f, double total, double *fall) {
    double slope = -b->events / (1 + f) - clusters_slope(f) * total, h = 1e-4 * (f + 1e-3);
    *fall = (clusters_slope(f + h) - clusters_slope(f)) / h * total - b->events / ((1 + f) * (1 + f));
    for (size_t r = 0; r < b->rows; r++) {
        double l = b->n[r] > 1 ? weekday[b->weekday[r]] * b->rate[r] : 0;
        for (uint32_t i = 1; i < b->n[r]; i++) {
            double part = i / (l + i * f);
            slope += part;
            *fall += part * part;
        }
    }
    return slope;
}

/* Where the slope in ties crosses 0: Newton's steps, kept within the bracket that the signs have shown. */
static void solve_ties(block *b, const double *weekday) {
    double total = total_rate(b, weekday), low = TIES_MIN, high = TIES_MAX, fall, f = b->ties;
    if (b->events == 0 || ties_slope(b, weekday, low, total, &fall) <= 0) {
        b->ties = 0;
        return;
    }
    f = f > low ? f : 0.1;
    for (int step = 0; step < STEPS; step++) {
        double slope = ties_slope(b, weekday, f, total, &fall), before = f;
        if (slope > 0)
            low = f;
        else
            high = f;
        f = fall > 0 ? f + slope / fall : high;
        if (!(f > low && f < high))
            f = sqrt(low * high);
        if (fabs(f - before) <= 1e-7 * f)
            break;
    }
    b->ties = f;
}

/* Slopes of the log-likelihood in all weekdays, and how they fall. */
static void weekday_slopes(const problem *p, double *slope, double *fall) {
    for (int w = 0; w < 7; w++)
        slope[w] = fall[w] = 0;
    for (int c = 0; c < p->targets; c++) {
        const block *b = &p->blocks[c];
        for (size_t r = 0; r < b->rows; r++) {
            int w = b->weekday[r];
            pull one = pull_of(p->weekday[w] * b->rate[r], b->ties, b->n[r]);
            slope[w] += b->rate[r] * one.first;
            fall[w] += b->rate[r] * b->rate[r] * one.second;
        }
        for (int w = 0; w < 7; w++)
            for (int k = 0; k < b->columns; k++)
                slope[w] -= clusters_per_event(b->ties) * b->exposure[w][k] * b->theta[k];
    }
}

/* Then all are scaled to the mean 1, and theta takes up the rest. The slopes are convex: from below Newton's steps
 * do not pass the 0, and from above they are kept from falling too far. */
static void solve_weekdays(problem *p) {
    double slope[7], fall[7], mean = 0, moved = 1;
    for (int step = 0; step < STEPS && moved > 1e-7; step++) {
        moved = 0;
        weekday_slopes(p, slope, fall);
        for (int w = 0; w < 7; w++) {
            double next = fall[w] > 0 ? p->weekday[w] + slope[w] / fall[w] : WEEKDAY_MIN;
            next = fmin(fmax(next, fmax(WEEKDAY_MIN, p->weekday[w] / 3)), 7);
            moved = fmax(moved, fabs(next / p->weekday[w] - 1));
            p->weekday[w] = next;
        }
    }
    for (int w = 0; w < 7; w++)
        mean += p->weekday[w] / 7;
    for (int w = 0; w < 7; w++)
        p->weekday[w] /= mean;
    for (int c = 0; c < p->targets; c++)
        for (int k = 0; k < p->blocks[c].columns; k++)
            p->blocks[c].theta[k] *= mean;
}

static void keep_rates(block *b) {
    for (size_t r = 0; r < b->rows; r++)
        b->rate[r] = row_rate(b, r);
}

double problem_solve(problem *p) {
    double now = -INFINITY;
    for (int round = 0; round < ROUNDS; round++) {
        for (int c = 0; c < p->targets; c++) {
            solve_theta(&p->blocks[c], p->weekday, &p->rounds);
            keep_rates(&p->blocks[c]);
            if (p->ties)
                solve_ties(&p->blocks[c], p->weekday);
        }
        if (p->weekdays)
            solve_weekdays(p);
        double then = problem_value(p, true);
        bool done = !p->ties && !p->weekdays ? true : then - now <= FLAT * (1 + fabs(then));
        now = then;
        if (done)
            break;
    }
    return now;
}

toc_rc problem_room(problem *p, const size_t *rows, int targets, int columns, toc_err *err) {
    bool sound = true;
    p->targets = targets;
    for (int w = 0; w < 7; w++)
        p->weekday[w] = 1;
    for (int c = 0; c < targets; c++) {
        block *b = &p->blocks[c];
        *b = (block){.columns = columns};
        b->x = toc_mem_calloc(rows[c] + 1, (size_t)columns * sizeof *b->x);
        b->n = toc_mem_calloc(rows[c] + 1, sizeof *b->n);
        b->weekday = toc_mem_calloc(rows[c] + 1, 1);
        b->rate = toc_mem_calloc(rows[c] + 1, sizeof *b->rate);
        sound = sound && b->x && b->n && b->weekday && b->rate;
    }
    return sound ? TOC_OK : toc_err_set(err, TOC_ENOMEM, "no memory for the days of an event model");
}

void problem_free(problem *p) {
    for (int c = 0; c < p->targets; c++) {
        toc_mem_free(p->blocks[c].x);
        toc_mem_free(p->blocks[c].n);
        toc_mem_free(p->blocks[c].weekday);
        toc_mem_free(p->blocks[c].rate);
    }
}
