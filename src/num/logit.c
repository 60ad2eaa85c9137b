/* Method: Newton with Cholesky; a step that does not lower the loss is halved. */
#include "num/logit.h"

#include "base/mem.h"
#include "num/cholesky.h"

#include <math.h>
#include <string.h>

enum { ROUNDS = 40, HALVINGS = 12 };

typedef struct problem {
    const float *values;
    const uint8_t *happened;
    const float *weights;
    size_t count;
    int columns;
    double ridge;
    double *slope, *curve; /* [columns], [columns][columns], lower half */
} problem;

double toc_logit_margin(const double *coefficients, const float *row, int columns) {
    double sum = 0;
    for (int k = 0; k < columns; k++)
        sum += coefficients[k] * (double)row[k];
    return sum;
}

static double loss(const problem *p, const double *b) {
    double sum = 0;
    for (size_t i = 0; i < p->count; i++) {
        double margin = toc_logit_margin(b, p->values + i * (size_t)p->columns, p->columns);
        double wrong = p->happened[i] ? -margin : margin;
        double cost = wrong > 30 ? wrong : log1p(exp(wrong));
        sum += (p->weights ? (double)p->weights[i] : 1) * cost;
    }
    for (int k = 1; k < p->columns; k++)
        sum += p->ridge / 2 * b[k] * b[k];
    return sum;
}

static void add_row(problem *p, const float *row, double slope, double curve) {
    for (int k = 0; k < p->columns; k++) {
        p->slope[k] += slope * (double)row[k];
        double part = curve * (double)row[k];
        double *to = p->curve + k * p->columns;
        for (int j = 0; part != 0 && j <= k; j++)
            to[j] += part * (double)row[j];
    }
}

static void derive(problem *p, const double *b) {
    memset(p->slope, 0, (size_t)p->columns * sizeof *p->slope);
    memset(p->curve, 0, (size_t)p->columns * (size_t)p->columns * sizeof *p->curve);
    for (size_t i = 0; i < p->count; i++) {
        const float *row = p->values + i * (size_t)p->columns;
        double chance = 1 / (1 + exp(-toc_logit_margin(b, row, p->columns)));
        double weight = p->weights ? (double)p->weights[i] : 1;
        add_row(p, row, weight * (chance - p->happened[i]), weight * chance * (1 - chance));
    }
    for (int k = 1; k < p->columns; k++) {
        p->slope[k] += p->ridge * b[k];
        p->curve[k * p->columns + k] += p->ridge;
    }
}

static toc_rc newton(problem *p, double *b, double *step, double *tried, toc_err *err) {
    double now = loss(p, b);
    for (int round = 0; round < ROUNDS; round++) {
        derive(p, b);
        if (!toc_cholesky_factor(p->curve, p->columns, 1e-12))
            return toc_err_set(err, TOC_EFORMAT, "columns of a regression hang together; give it a ridge");
        toc_cholesky_solve(p->curve, p->columns, p->slope, step);
        double share = 1, next = now;
        for (int half = 0; half < HALVINGS; half++, share /= 2) {
            for (int k = 0; k < p->columns; k++)
                tried[k] = b[k] - share * step[k];
            next = loss(p, tried);
            if (next < now)
                break;
        }
        if (!(next < now))
            break;
        memcpy(b, tried, (size_t)p->columns * sizeof *b);
        bool done = now - next < 1e-9 * (1 + now);
        now = next;
        if (done)
            break;
    }
    return TOC_OK;
}

toc_rc toc_logit_fit(const float *values, const uint8_t *happened, const float *weights, size_t count, int columns,
                     double ridge, double *out, toc_err *err) {
    if (columns < 1 || columns > TOC_LOGIT_COLUMNS_MAX)
        return toc_err_set(err, TOC_EUSAGE, "a regression with %d columns", columns);
    size_t n = (size_t)columns;
    double *room = toc_mem_calloc(n * n + 4 * n, sizeof *room);
    if (!room)
        return toc_err_set(err, TOC_ENOMEM, "no memory for a regression");
    problem p = {values, happened, weights, count, columns, ridge, room, room + n};
    double *b = room + n + n * n;
    toc_rc rc = newton(&p, b, b + n, b + 2 * n, err);
    if (rc == TOC_OK)
        memcpy(out, b, n * sizeof *out);
    toc_mem_free(room);
    return rc;
}
