/*
 * Method: a distribution is its probability up to x and its density at x; both
 * quantiles are found by one search: a bracket [low, high] is halved (by ratio
 * while its ends lie far apart, since quantiles of small shapes can be 1e-200),
 * and Newton's step is taken instead whenever it stays inside. The search ends
 * when the bracket or the step is down to a few units of the last place. Both
 * special functions are computed on the side of their turning point where the
 * fraction or the series settles fast, and as one minus the other side elsewhere.
 */
#include "num/interval.h"

#include "base/mem.h"
#include "num/stats.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>

enum { TERMS_MAX = 200000, SEARCH_MAX = 300, RESAMPLES_MIN = 100 };

static const double TINY = 1e-300;   /* Lentz: stands for a zero denominator */
static const double SHAPE_MAX = 1e9; /* see the header */

/* One distribution, so that one search serves both. */
typedef struct law {
    double a, b;                                           /* beta: both; gamma: a is the shape */
    double (*probability)(const struct law *of, double x); /* NAN when it does not settle */
    double (*density)(const struct law *of, double x);
} law;

/* A continued fraction under way: value = f0 + a1/(b1 + a2/(b2 + ...)). */
typedef struct lentz {
    double value, c, d;
} lentz;

/* Adds the term a/(b + ...); true when it changed nothing any more. */
static bool lentz_step(lentz *f, double a, double b) {
    f->d = b + a * f->d;
    f->d = 1 / (fabs(f->d) < TINY ? TINY : f->d);
    f->c = b + a / f->c;
    f->c = fabs(f->c) < TINY ? TINY : f->c;
    double factor = f->c * f->d;
    f->value *= factor;
    return fabs(factor - 1) <= DBL_EPSILON;
}

/* The fraction of DLMF 8.17.22: 1/(1 + d1/(1 + d2/(1 + ...))). */
static double beta_fraction(double x, double a, double b) {
    lentz f = {TINY, TINY, 0};
    lentz_step(&f, 1, 1);
    for (int m = 0; m < TERMS_MAX; m++) {
        double odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1));
        double even = (m + 1) * (b - m - 1) * x / ((a + 2.0 * m + 1) * (a + 2.0 * m + 2));
        bool still = lentz_step(&f, odd, 1);
        if (lentz_step(&f, even, 1) && still) {
            return f.value;
        }
    }
    return (double)NAN;
}

/* x^a (1-x)^b / B(a, b) */
static double beta_front(double x, double a, double b) {
    return exp(a * log(x) + b * log1p(-x) + lgamma(a + b) - lgamma(a) - lgamma(b));
}

static double beta_probability(const law *beta, double x) {
    double a = beta->a, b = beta->b;
    if (x <= 0 || x >= 1) {
        return x <= 0 ? 0 : 1;
    }
    double front = beta_front(x, a, b);
    if (x < (a + 1) / (a + b + 2)) {
        return front * beta_fraction(x, a, b) / a;
    }
    return 1 - front * beta_fraction(1 - x, b, a) / b;
}

static double beta_density(const law *beta, double x) {
    return beta_front(x, beta->a, beta->b) / (x * (1 - x));
}

/* x^shape e^-x / Gamma(shape) */
static double gamma_front(double x, double shape) {
    return exp(shape * log(x) - x - lgamma(shape));
}

/* DLMF 8.11.4: sum of x^n / (shape (shape+1) ... (shape+n)). */
static double gamma_series(double x, double shape) {
    double term = 1 / shape, sum = term;
    for (int n = 1; n < TERMS_MAX; n++) {
        term *= x / (shape + n);
        sum += term;
        if (term <= sum * DBL_EPSILON / 4) {
            return sum;
        }
    }
    return (double)NAN;
}

/* DLMF 8.9.2, contracted: 1/(x+1-s - 1(1-s)/(x+3-s - 2(2-s)/(x+5-s - ...))). */
static double gamma_fraction(double x, double shape) {
    lentz f = {TINY, TINY, 0};
    lentz_step(&f, 1, x + 1 - shape);
    for (int n = 1; n < TERMS_MAX; n++) {
        if (lentz_step(&f, -n * (n - shape), x + 2.0 * n + 1 - shape)) {
            return f.value;
        }
    }
    return (double)NAN;
}

static double gamma_probability(const law *gamma, double x) {
    if (x <= 0) {
        return 0;
    }
    double front = gamma_front(x, gamma->a);
    if (x < gamma->a + 1) {
        return front * gamma_series(x, gamma->a);
    }
    return front > 0 ? 1 - front * gamma_fraction(x, gamma->a) : 1;
}

static double gamma_density(const law *gamma, double x) {
    return gamma_front(x, gamma->a) / x;
}

static double middle(double low, double high) {
    return high > 4 * low ? sqrt(low) * sqrt(high) : low + (high - low) / 2;
}

/* x in [0, high] with probability p; NAN when the probability does not settle. */
static double search(const law *of, double p, double high) {
    double low = DBL_MIN;
    if (!(of->probability(of, low) < p)) {
        return 0;
    }
    double x = middle(low, high);
    for (int i = 0; i < SEARCH_MAX && high - low > 2 * DBL_EPSILON * low; i++) {
        double gap = of->probability(of, x) - p;
        if (isnan(gap)) {
            return gap;
        }
        if (gap < 0) {
            low = x;
        } else {
            high = x;
        }
        double next = x - gap / of->density(of, x);
        if (!(next > low && next < high)) {
            next = middle(low, high);
        }
        if (fabs(next - x) <= DBL_EPSILON * x) {
            return next;
        }
        x = next;
    }
    return x;
}

static toc_rc too_great(const char *what, toc_err *err) {
    return toc_err_set(err, TOC_ELIMIT, "a %s distribution with parameters above %g is beyond the accuracy here", what,
                       SHAPE_MAX);
}

static bool shape_sound(double shape) {
    return shape > 0 && isfinite(shape);
}

static toc_rc beta_check(double at, double a, double b, toc_err *err) {
    if (!shape_sound(a) || !shape_sound(b) || !(at >= 0 && at <= 1)) {
        return toc_err_set(err, TOC_EUSAGE, "no beta distribution at %g with parameters %g and %g", at, a, b);
    }
    return a > SHAPE_MAX || b > SHAPE_MAX ? too_great("beta", err) : TOC_OK;
}

static toc_rc gamma_check(double shape, bool sound, toc_err *err) {
    if (!shape_sound(shape) || !sound) {
        return toc_err_set(err, TOC_EUSAGE, "no gamma distribution of shape %g there", shape);
    }
    return shape > SHAPE_MAX ? too_great("gamma", err) : TOC_OK;
}

static toc_rc deliver(double value, const char *what, double *out, toc_err *err) {
    if (isnan(value)) {
        return too_great(what, err);
    }
    *out = value;
    return TOC_OK;
}

static law beta_law(double a, double b) {
    return (law){a, b, beta_probability, beta_density};
}

static law gamma_law(double shape) {
    return (law){shape, 0, gamma_probability, gamma_density};
}

toc_rc toc_beta_probability(double x, double a, double b, double *out, toc_err *err) {
    toc_rc rc = beta_check(x, a, b, err);
    law beta = beta_law(a, b);
    return rc != TOC_OK ? rc : deliver(beta_probability(&beta, x), "beta", out, err);
}

toc_rc toc_beta_quantile(double p, double a, double b, double *out, toc_err *err) {
    toc_rc rc = beta_check(p, a, b, err);
    law beta = beta_law(a, b);
    if (rc != TOC_OK) {
        return rc;
    }
    return deliver(p <= 0 ? 0 : p >= 1 ? 1 : search(&beta, p, 1), "beta", out, err);
}

toc_rc toc_gamma_probability(double x, double shape, double *out, toc_err *err) {
    toc_rc rc = gamma_check(shape, x >= 0, err);
    law gamma = gamma_law(shape);
    return rc != TOC_OK ? rc : deliver(gamma_probability(&gamma, x), "gamma", out, err);
}

toc_rc toc_gamma_quantile(double p, double shape, double *out, toc_err *err) {
    toc_rc rc = gamma_check(shape, p >= 0 && p < 1, err);
    if (rc != TOC_OK) {
        return rc;
    }
    law gamma = gamma_law(shape);
    double high = shape + 1;
    while (p > 0 && gamma_probability(&gamma, high) < p && isfinite(high)) {
        high *= 2;
    }
    return deliver(p > 0 ? search(&gamma, p, high) : 0, "gamma", out, err);
}

static bool level_sound(double level) {
    return level > 0 && level < 1;
}

toc_interval toc_interval_jeffreys(int64_t k, int64_t n, double level) {
    toc_interval interval = {0, 1};
    if (k < 0 || k > n || !level_sound(level)) {
        return interval;
    }
    double a = (double)k + 0.5, b = (double)(n - k) + 0.5, tail = (1 - level) / 2;
    if (k > 0) {
        toc_beta_quantile(tail, a, b, &interval.low, NULL); /* beyond accuracy: the wide end stays */
    }
    if (k < n) {
        toc_beta_quantile(1 - tail, a, b, &interval.high, NULL);
    }
    return interval;
}

toc_interval toc_interval_poisson(int64_t k, double level) {
    toc_interval interval = {0, (double)INFINITY};
    if (k < 0 || !level_sound(level)) {
        return interval;
    }
    double tail = (1 - level) / 2;
    if (k > 0) {
        toc_gamma_quantile(tail, (double)k, &interval.low, NULL);
    }
    toc_gamma_quantile(1 - tail, (double)k + 1, &interval.high, NULL);
    return interval;
}

/* The mean of count values drawn with replacement. */
static double resample_mean(const double *values, size_t count, toc_rng *rng) {
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += values[toc_rng_below(rng, count)];
    }
    return sum / (double)count;
}

toc_rc toc_interval_bootstrap(const double *values, size_t count, size_t resamples, double level, toc_rng *rng,
                              toc_interval *out, toc_err *err) {
    if (count < 2 || resamples < RESAMPLES_MIN || !level_sound(level)) {
        return toc_err_set(err, TOC_EUSAGE, "no bootstrap of %zu values by %zu resamples at level %g", count, resamples,
                           level);
    }
    double *means = toc_mem_calloc(resamples, sizeof *means);
    if (means == NULL) {
        return toc_err_set(err, TOC_ENOMEM, "no memory for %zu resamples", resamples);
    }
    for (size_t i = 0; i < resamples; i++) {
        means[i] = resample_mean(values, count, rng);
    }
    toc_values_sort(means, resamples);
    double tail = (1 - level) / 2;
    *out = (toc_interval){toc_quantile(means, resamples, tail), toc_quantile(means, resamples, 1 - tail)};
    toc_mem_free(means);
    return TOC_OK;
}
