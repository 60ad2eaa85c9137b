/*
 * The weights that make the examples likeliest, less a ridge: for an example with the
 * right roots R the loss is -log of the sum of p over R, so an example of YIELD is free to be either half.
 */
#include "coding/train.h"

#include "num/minimise.h"

#include <math.h>
#include <string.h>

/* What the encoder's scores count before anything is learnt. */
#define TRUSTED 0.5

typedef struct problem {
    const examples *e;
    int fold;
    double ridge;
} problem;

void scores_of(const examples *e, const example *x, const double *weights, double out[ROOTS]) {
    memset(out, 0, ROOTS * sizeof *out);
    for (int i = 0; i < x->count; i++) {
        const double *w = x->features[i] != UINT32_MAX ? weights + (size_t)x->features[i] * ROOTS : NULL;
        for (int r = 0; w && r < ROOTS; r++) {
            out[r] += (double)x->values[i] * w[r];
        }
    }
    const double *dense = weights + e->key_count * ROOTS;
    for (int d = 0; d < INPUTS; d++, dense += ROOTS) {
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

static bool is_left_out(const example *x, int fold) {
    return fold >= 0 && (x->fold == fold || x->fold == SHIPPED_ONLY);
}

/* What a weight is unless the examples say otherwise: the encoder speaks for the root it names. */
static double usual(const examples *e, size_t at) {
    size_t encoder = (e->key_count + DENSE) * ROOTS;
    return at >= encoder && (at - encoder) % (ROOTS + 1) == 0 ? TRUSTED / TOC_SCORER_ENCODED : 0;
}

static double loss(void *ctx, const double *weights, double *gradient, size_t count) {
    const problem *p = ctx;
    const examples *e = p->e;
    double sum = 0;
    size_t sparse = e->key_count * ROOTS;
    for (size_t i = 0; i < count; i++) {
        double away = weights[i] - usual(e, i);
        gradient[i] = p->ridge * away;
        sum += 0.5 * p->ridge * away * away;
    }
    for (size_t i = 0; i < e->count; i++) {
        const example *x = &e->all[i];
        double s[ROOTS];
        if (is_left_out(x, p->fold)) {
            continue;
        }
        scores_of(e, x, weights, s);
        sum += (double)x->weight * blame(s, x->labels);
        for (int k = 0; k < x->count; k++) {
            double *g = x->features[k] != UINT32_MAX ? gradient + (size_t)x->features[k] * ROOTS : NULL;
            for (int r = 0; g && r < ROOTS; r++) {
                g[r] += (double)(x->weight * x->values[k]) * s[r];
            }
        }
        double *g = gradient + sparse;
        for (int d = 0; d < INPUTS; d++, g += ROOTS) {
            for (int r = 0; r < ROOTS; r++) {
                g[r] += (double)(x->weight * x->dense[d]) * s[r];
            }
        }
    }
    return sum;
}

double *fit(const examples *e, int fold, double ridge, int rounds) {
    problem p = {e, fold, ridge};
    size_t count = (e->key_count + INPUTS) * ROOTS;
    double *weights = toc_mem_calloc(count, sizeof *weights);
    toc_err err = {0};
    if (!weights) {
        die("out of memory");
    }
    for (size_t i = 0; i < count; i++) {
        weights[i] = usual(e, i);
    }
    if (toc_minimise(loss, &p, weights, count, (size_t)rounds, 1e-3, &err)) {
        die(err.text);
    }
    return weights;
}
