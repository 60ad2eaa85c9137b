/*
 * interval: how sure is a figure that was counted or averaged?
 *
 * Three questions, three intervals:
 *   k of n trials            toc_interval_jeffreys   a proportion
 *   k events in one stretch  toc_interval_poisson    an expected count
 *   a mean of any values     toc_interval_bootstrap  a mean, without a model
 * and the quantiles of the beta and gamma distributions from which the first
 * two are made. level is the wanted coverage, such as 0.95, in (0, 1).
 *
 * All are pure but for the rng that the caller passes. Accuracy of the quantiles:
 * the probability at the result is that asked for to about 1e-12 for parameters
 * up to 1e4 and 1e-7 up to 1e9 (what lgamma leaves), as far as x can say it: near
 * 1, x itself has steps of 1e-16.
 */
#ifndef TOC_NUM_INTERVAL_H
#define TOC_NUM_INTERVAL_H

#include "base/err.h"
#include "base/rng.h"

#include <stddef.h>
#include <stdint.h>

typedef struct toc_interval {
    double low, high; /* low <= high */
} toc_interval;

/*
 * x with I_x(a, b) = p, where I is the regularised incomplete beta function: the
 * p-quantile of Beta(a, b), in [0, 1]. a, b > 0; p in [0, 1]; TOC_EUSAGE otherwise.
 * TOC_ELIMIT when a or b is above 1e9, where lgamma leaves too few digits.
 * I: continued fraction DLMF 8.17.22 (https://dlmf.nist.gov/8.17.E22), evaluated
 * with the method of Lentz 1976 (doi:10.1364/AO.15.000668); inverted by Newton's
 * steps kept inside a shrinking bracket. Cost: some ten fractions of
 * O(sqrt(max(a, b))) terms.
 */
toc_rc toc_beta_quantile(double p, double a, double b, double *out, toc_err *err);

/* I_x(a, b) itself, for 0 <= x <= 1. Errors as above. */
toc_rc toc_beta_probability(double x, double a, double b, double *out, toc_err *err);

/*
 * x with P(shape, x) = p, the regularised lower incomplete gamma function: the
 * p-quantile of Gamma(shape, scale 1), at least 0. shape > 0; p in [0, 1);
 * TOC_EUSAGE otherwise; shape at most 1e9, or TOC_ELIMIT. Series DLMF 8.11.4 below shape + 1, continued fraction
 * DLMF 8.9.2 above.
 */
toc_rc toc_gamma_quantile(double p, double shape, double *out, toc_err *err);
toc_rc toc_gamma_probability(double x, double shape, double *out, toc_err *err);

/*
 * The interval for a proportion of which k of n trials came true: the central
 * interval of Beta(k + 1/2, n - k + 1/2), the posterior under Jeffreys' prior; low
 * is 0 when k = 0 and high is 1 when k = n. For rare events it covers as it says,
 * where k/n +- 2 sd does not. Brown, Cai and DasGupta 2001, "Interval Estimation
 * for a Binomial Proportion", section 4.1, doi:10.1214/ss/1009213286.
 * With n = 0, or when asked what makes no sense (k outside 0..n, level outside
 * (0, 1)), it is [0, 1]: nothing is known.
 */
toc_interval toc_interval_jeffreys(int64_t k, int64_t n, double level);

/*
 * The interval for the expected number of events when k were seen: exact, from
 * Gamma(k) and Gamma(k + 1); low is 0 when k = 0. It covers at least level,
 * often more. Garwood 1936, "Fiducial limits for the Poisson distribution",
 * doi:10.1093/biomet/28.3-4.437. Divide by the span for a rate.
 * [0, inf] for k below 0 or level outside (0, 1): nothing is known.
 */
toc_interval toc_interval_poisson(int64_t k, double level);

/*
 * The percentile bootstrap for a mean: `resamples` times, draw count values with
 * replacement and take their mean; *out holds the central `level` of these
 * (quantile type 7). Efron 1979, doi:10.1214/aos/1176344552. Rows that belong
 * together (days of one crisis) are not independent: give their block means.
 * TOC_EUSAGE below two values or 100 resamples; TOC_ENOMEM. On failure *out is
 * unchanged. Cost: count * resamples draws, 8 bytes a resample.
 */
toc_rc toc_interval_bootstrap(const double *values, size_t count, size_t resamples, double level, toc_rng *rng,
                              toc_interval *out, toc_err *err);

#endif
