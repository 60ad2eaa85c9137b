/*
 * Method: the two-loop recursion over the last PAIRS steps gives the direction;
 * a pair whose curvature is not positive is passed over.
 */
#include "num/minimise.h"

#include "base/mem.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

enum { PAIRS = 8, HALVINGS = 30 };

typedef struct search {
    size_t count;
    double *x, *gradient, *next, *next_gradient, *direction;
    double *steps[PAIRS], *changes[PAIRS], rho[PAIRS];
    size_t pairs; /* taken so far; the newest is pairs - 1, modulo PAIRS */
} search;

static double dot(const double *a, const double *b, size_t count) {
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += a[i] * b[i];
    }
    return sum;
}

static void add_scaled(double *to, double factor, const double *from, size_t count) {
    for (size_t i = 0; i < count; i++) {
        to[i] += factor * from[i];
    }
}

static void direction_find(search *s) {
    double alpha[PAIRS];
    size_t kept = s->pairs < PAIRS ? s->pairs : PAIRS;
    for (size_t i = 0; i < s->count; i++) {
        s->direction[i] = -s->gradient[i];
    }
    for (size_t k = 0; k < kept; k++) {
        size_t at = (s->pairs - 1 - k) % PAIRS;
        alpha[at] = s->rho[at] * dot(s->steps[at], s->direction, s->count);
        add_scaled(s->direction, -alpha[at], s->changes[at], s->count);
    }
    if (kept > 0) {
        size_t at = (s->pairs - 1) % PAIRS;
        double scale = 1 / (s->rho[at] * dot(s->changes[at], s->changes[at], s->count));
        for (size_t i = 0; i < s->count; i++) {
            s->direction[i] *= scale;
        }
    }
    for (size_t k = kept; k > 0; k--) {
        size_t at = (s->pairs - k) % PAIRS;
        double beta = s->rho[at] * dot(s->changes[at], s->direction, s->count);
        add_scaled(s->direction, alpha[at] - beta, s->steps[at], s->count);
    }
}

/* The step that was just taken, from x to next. */
static void pair_keep(search *s) {
    size_t at = s->pairs % PAIRS;
    for (size_t i = 0; i < s->count; i++) {
        s->steps[at][i] = s->next[i] - s->x[i];
        s->changes[at][i] = s->next_gradient[i] - s->gradient[i];
    }
    double curvature = dot(s->steps[at], s->changes[at], s->count);
    if (curvature > 1e-12) {
        s->rho[at] = 1 / curvature;
        s->pairs++;
    }
}

static bool step_find(search *s, toc_minimise_fn *value, void *ctx, double *now) {
    double slope = dot(s->gradient, s->direction, s->count);
    double step = s->pairs == 0 ? 1 / fmax(1, sqrt(dot(s->gradient, s->gradient, s->count))) : 1;
    for (int i = 0; i < HALVINGS && slope < 0; i++, step /= 2) {
        memcpy(s->next, s->x, s->count * sizeof *s->x);
        add_scaled(s->next, step, s->direction, s->count);
        double then = value(ctx, s->next, s->next_gradient, s->count);
        if (then <= *now + 1e-4 * step * slope) {
            *now = then;
            return true;
        }
    }
    return false;
}

toc_rc toc_minimise(toc_minimise_fn *value, void *ctx, double *x, size_t count, size_t rounds, double tolerance,
                    toc_err *err) {
    search s = {.count = count, .x = x};
    double *memory = toc_mem_calloc((4 + 2 * PAIRS) * (count + 1), sizeof *memory);
    if (!memory) {
        return toc_err_set(err, TOC_ENOMEM, "no memory to minimise a function of %zu variables", count);
    }
    double **parts[] = {&s.gradient, &s.next, &s.next_gradient, &s.direction};
    for (size_t i = 0; i < 4; i++) {
        *parts[i] = memory + i * count;
    }
    for (size_t k = 0; k < PAIRS; k++) {
        s.steps[k] = memory + (4 + 2 * k) * count;
        s.changes[k] = memory + (5 + 2 * k) * count;
    }
    double now = value(ctx, x, s.gradient, count);
    for (size_t round = 0; round < rounds; round++) {
        double size = sqrt(dot(x, x, count)), steep = sqrt(dot(s.gradient, s.gradient, count));
        if (steep <= tolerance * fmax(1, size)) {
            break;
        }
        direction_find(&s);
        if (!step_find(&s, value, ctx, &now)) {
            break;
        }
        pair_keep(&s);
        memcpy(x, s.next, count * sizeof *x);
        memcpy(s.gradient, s.next_gradient, count * sizeof *x);
    }
    toc_mem_free(memory);
    return TOC_OK;
}
