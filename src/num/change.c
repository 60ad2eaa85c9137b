/*
 * Method: Q[j] is the log probability of the first j steps, R[k] that of steps k to the end when a segment begins at k;
 * both sum over the last, or first, segment. A change at k has the probability of a way through k. The likeliest
 * segmentation is found with maxima in place of sums.
 */
#include "num/change.h"

#include <math.h>

typedef struct work {
    const double *xs, *es; /* sums of the first i, divided by the dispersion */
    size_t n;
    double hazard, stay, a, b; /* logs of the hazard and of its absence; Gamma(a, b) */
    double constant;
} work;

/* Of steps [i, j). */
static double segment(const work *w, size_t i, size_t j) {
    double x = w->xs[j] - w->xs[i], e = w->es[j] - w->es[i];
    return w->constant + lgamma(w->a + x) - (w->a + x) * log(w->b + e) + (double)(j - i - 1) * w->stay;
}

/* The log of the sum of what these are logs of; what is smaller than the largest by e^40 changes no digit of it. */
static double log_sum(const double *terms, size_t count) {
    double most = -INFINITY, sum = 0;
    for (size_t i = 0; i < count; i++) {
        most = terms[i] > most ? terms[i] : most;
    }
    for (size_t i = 0; i < count; i++) {
        sum += terms[i] > most - 40 ? exp(terms[i] - most) : 0;
    }
    return count > 0 ? most + log(sum) : most;
}

double toc_change_dispersion(const double *x, const double *e, size_t n) {
    double square = 0, mean = 0;
    for (size_t i = 1; i < n; i++) {
        double both = (x[i] + x[i - 1]) / (e[i] + e[i - 1]); /* what the two would be at one rate */
        double difference = (x[i] - both * e[i]);
        square += difference * difference * (e[i] + e[i - 1]) / e[i - 1];
        mean += both * e[i];
    }
    return mean > 0 && square > mean ? square / mean : 1;
}

/* terms: room for n + 1 */
static void backward(const work *w, double *r, double *terms) {
    r[w->n] = 0;
    for (size_t k = w->n; k-- > 0;) {
        size_t count = 0;
        terms[count++] = segment(w, k, w->n);
        for (size_t j = k + 1; j < w->n; j++) {
            terms[count++] = segment(w, k, j) + w->hazard + r[j];
        }
        r[k] = log_sum(terms, count);
    }
}

/* Sums, and the likeliest beginning of the last segment of the first j steps. */
static void forward(const work *w, double *q, double *best, size_t *from, double *terms) {
    q[0] = best[0] = 0;
    for (size_t j = 1; j <= w->n; j++) {
        best[j] = -INFINITY;
        for (size_t i = 0; i < j; i++) {
            double s = segment(w, i, j) + (i > 0 ? w->hazard : 0);
            terms[i] = q[i] + s;
            if (best[i] + s > best[j]) {
                best[j] = best[i] + s;
                from[j] = i;
            }
        }
        q[j] = log_sum(terms, j);
    }
}

static double rate(const work *w, size_t i, size_t j) {
    return (w->a + w->xs[j] - w->xs[i]) / (w->b + w->es[j] - w->es[i]);
}

/* Widen around the likeliest step until 90 % of the belief between the neighbours is within. */
static void interval(const double *p, size_t low, size_t high, toc_change *c) {
    double all = 0;
    for (size_t k = low; k < high; k++) {
        all += p[k];
    }
    double wanted = 0.9 * (all < 1 ? all : 1); /* one change: what is more belongs to others near it */
    c->low = c->high = c->at;
    c->probability = p[c->at];
    while (c->probability < wanted && (c->low > low || c->high + 1 < high)) {
        double left = c->low > low ? p[c->low - 1] : -1, right = c->high + 1 < high ? p[c->high + 1] : -1;
        c->probability += left >= right ? left : right;
        c->low -= left >= right;
        c->high += left < right;
    }
    c->probability = c->probability > 1 ? 1 : c->probability;
}

static toc_rc collect(const work *w, const double *p, const size_t *from, double least, toc_arena *arena,
                      toc_change **out, size_t *count, toc_err *err) {
    size_t n = 0, kept = 0;
    for (size_t j = w->n; j > 0 && from[j] > 0; j = from[j]) {
        n++;
    }
    toc_change *all = toc_arena_array(arena, n + 1, sizeof *all);
    size_t *cuts = toc_arena_array(arena, n + 2, sizeof *cuts);
    if (!all || !cuts) {
        return toc_err_set(err, TOC_ENOMEM, "no memory for %zu changes", n);
    }
    cuts[n + 1] = w->n;
    for (size_t j = w->n, i = n; j > 0 && from[j] > 0; j = from[j]) {
        cuts[i--] = from[j];
    }
    for (size_t i = 1; i <= n; i++) {
        toc_change c = {.at = cuts[i], .before = rate(w, cuts[i - 1], cuts[i]), .after = rate(w, cuts[i], cuts[i + 1])};
        size_t low = i > 1 ? (cuts[i - 1] + cuts[i] + 1) / 2 : 1, high = i < n ? (cuts[i] + cuts[i + 1]) / 2 + 1 : w->n;
        interval(p, low, high, &c);
        if (c.probability >= least) {
            all[kept++] = c;
        }
    }
    *out = all;
    *count = kept;
    return TOC_OK;
}

static bool is_usable(const double *x, const double *e, size_t n, double hazard) {
    bool usable = n <= TOC_CHANGE_STEPS_MAX && hazard > 0 && hazard < 1;
    for (size_t i = 0; i < n && usable; i++) {
        usable = e[i] > 0 && x[i] >= 0 && isfinite(e[i]) && isfinite(x[i]);
    }
    return usable;
}

toc_rc toc_change_find(const double *x, const double *e, size_t n, double hazard, double dispersion, double least,
                       toc_arena *arena, toc_change **out, size_t *count, toc_err *err) {
    *out = NULL;
    *count = 0;
    if (!is_usable(x, e, n, hazard)) {
        return toc_err_set(err, TOC_EUSAGE, "changes are looked for in at most %d counts with positive exposures",
                           TOC_CHANGE_STEPS_MAX);
    }
    double *room = toc_arena_array(arena, (n + 1) * 6, sizeof *room);
    size_t *from = toc_arena_array(arena, n + 1, sizeof *from);
    if (!room || !from) {
        return toc_err_set(err, TOC_ENOMEM, "no memory for %zu counts", n);
    }
    double *xs = room, *es = xs + n + 1, *q = es + n + 1, *r = q + n + 1, *best = r + n + 1, *terms = best + n + 1;
    double scatter = dispersion > 0 ? dispersion : toc_change_dispersion(x, e, n);
    for (size_t i = 0; i < n; i++) {
        xs[i + 1] = xs[i] + x[i] / scatter;
        es[i + 1] = es[i] + e[i] / scatter;
    }
    if (n < 2 || xs[n] <= 0) {
        return TOC_OK; /* nothing happened: nothing changed */
    }
    work w = {.xs = xs, .es = es, .n = n, .hazard = log(hazard), .stay = log1p(-hazard)};
    w.b = es[n] / (double)n;
    w.a = xs[n] / (double)n;
    w.constant = w.a * log(w.b) - lgamma(w.a);
    forward(&w, q, best, from, terms);
    backward(&w, r, terms);
    for (size_t k = 1; k < n; k++) { /* best is free now: the probability of a change at k */
        best[k] = exp(q[k] + w.hazard + r[k] - q[n]);
    }
    return collect(&w, best, from, least, arena, out, count, err);
}
