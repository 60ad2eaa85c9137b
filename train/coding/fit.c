/*
 * The weights that make the examples likeliest, less a ridge: for an example with the
 * right roots R the loss is -log of the sum of p over R, so an example of YIELD is free to be either half.
 */
#include "coding/train.h"

#include "num/minimise.h"

#include <math.h>
#include <string.h>

typedef struct problem {
    const examples *e;
    int fold;
    bool free; /* learn from examples of free text, too */
    double ridge, ridge_dense;
} problem;

static bool is_for_roots(const examples *e, uint32_t column) {
    return column != UINT32_MAX && e->for_roots[column];
}

void scores_of(const examples *e, const example *x, bool free, const double *weights, double out[ROOTS]) {
    memset(out, 0, ROOTS * sizeof *out);
    for (int i = 0; i < (free ? x->count : x->root_count); i++) {
        const double *w = is_for_roots(e, x->features[i]) ? weights + (size_t)x->features[i] * ROOTS : NULL;
        for (int r = 0; w && r < ROOTS; r++) {
            out[r] += (double)x->values[i] * w[r];
        }
    }
    const double *dense = weights + e->key_count * ROOTS;
    for (int d = 0; d < DENSE; d++, dense += ROOTS) {
        for (int r = 0; r < ROOTS; r++) {
            out[r] += (double)x->dense[d] * dense[r];
        }
    }
}

/* Scores become p - q, the gradient of the loss; the loss is returned. */
static double blame(double s[ROOTS], unsigned labels) {
    double most = -1e300, all = 0, right = 0, p[ROOTS];
    for (int r = 0; r < ROOTS; r++) {
        most = fmax(most, s[r]);
    }
    for (int r = 0; r < ROOTS; r++) {
        p[r] = exp(s[r] - most);
        all += p[r];
        right += labels >> r & 1 ? p[r] : 0;
    }
    for (int r = 0; r < ROOTS; r++) {
        s[r] = p[r] / all - (labels >> r & 1 ? p[r] / right : 0);
    }
    return log(all) - log(right);
}

bool is_left_out(const example *x, int fold) {
    return fold >= 0 && (x->fold == fold || x->fold == SHIPPED_ONLY);
}

static double loss(void *ctx, const double *weights, double *gradient, size_t count) {
    const problem *p = ctx;
    const examples *e = p->e;
    double sum = 0;
    size_t sparse = e->key_count * ROOTS;
    for (size_t i = 0; i < count; i++) {
        double ridge = i < sparse ? p->ridge : p->ridge_dense;
        gradient[i] = ridge * weights[i];
        sum += 0.5 * ridge * weights[i] * weights[i];
    }
    for (size_t i = 0; i < e->count; i++) {
        const example *x = &e->all[i];
        double s[ROOTS];
        if (x->labels == 0 || (x->free && !p->free) || is_left_out(x, p->fold)) {
            continue;
        }
        scores_of(e, x, p->free, weights, s);
        sum += (double)x->weight * blame(s, x->labels);
        for (int k = 0; k < (p->free ? x->count : x->root_count); k++) {
            double *g = is_for_roots(e, x->features[k]) ? gradient + (size_t)x->features[k] * ROOTS : NULL;
            for (int r = 0; g && r < ROOTS; r++) {
                g[r] += (double)(x->weight * x->values[k]) * s[r];
            }
        }
        double *g = gradient + sparse;
        for (int d = 0; d < DENSE; d++, g += ROOTS) {
            for (int r = 0; r < ROOTS; r++) {
                g[r] += (double)(x->weight * x->dense[d]) * s[r];
            }
        }
    }
    return sum;
}

double *fit(const examples *e, int fold, bool free, double ridge, int rounds) {
    problem p = {e, fold, free, ridge, ridge};
    size_t count = (e->key_count + DENSE) * ROOTS;
    double *weights = toc_mem_calloc(count, sizeof *weights);
    toc_err err = {0};
    if (!weights) {
        die("out of memory");
    }
    if (toc_minimise(loss, &p, weights, count, (size_t)rounds, 1e-3, &err)) {
        die(err.text);
    }
    return weights;
}

/* ---- joined or not ---- */

double joined_score(const examples *e, const example *x, const double *weights) {
    double sum = 0;
    for (int i = 0; i < x->count; i++) {
        sum += x->features[i] == UINT32_MAX ? 0 : (double)x->values[i] * weights[x->features[i]];
    }
    for (int d = 0; d < DENSE; d++) {
        sum += (double)x->dense[d] * weights[e->key_count + (size_t)d];
    }
    return sum;
}

static double joined_loss(void *ctx, const double *weights, double *gradient, size_t count) {
    const problem *p = ctx;
    const examples *e = p->e;
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        gradient[i] = p->ridge * weights[i];
        sum += 0.5 * p->ridge * weights[i] * weights[i];
    }
    for (size_t i = 0; i < e->count; i++) {
        const example *x = &e->all[i];
        if (x->joined < 0 || is_left_out(x, p->fold)) {
            continue;
        }
        double s = joined_score(e, x, weights), w = (double)x->joined_weight;
        sum += w * (log1p(exp(-fabs(s))) + fmax(s, 0) - (x->joined ? s : 0));
        double slope = w * (1 / (1 + exp(-s)) - x->joined);
        for (int k = 0; k < x->count; k++) {
            if (x->features[k] != UINT32_MAX) {
                gradient[x->features[k]] += slope * (double)x->values[k];
            }
        }
        for (int d = 0; d < DENSE; d++) {
            gradient[e->key_count + (size_t)d] += slope * (double)x->dense[d];
        }
    }
    return sum;
}

double *fit_joined(const examples *e, int fold, double ridge, int rounds) {
    problem p = {e, fold, true, ridge, ridge};
    size_t count = e->key_count + DENSE;
    double *weights = toc_mem_calloc(count, sizeof *weights);
    toc_err err = {0};
    if (!weights) {
        die("out of memory");
    }
    if (toc_minimise(joined_loss, &p, weights, count, (size_t)rounds, 1e-3, &err)) {
        die(err.text);
    }
    return weights;
}
