/*
 * stats: sums, means, spread and quantiles of plain numbers.
 *
 * All functions are pure; any thread may call. Numbers come as an array and a
 * count; none is changed, save by toc_values_sort. What is undefined (the mean
 * of nothing) is NAN, which every writer of figures prints as "not enough" or
 * null; a NAN among the values makes the result NAN.
 */
#ifndef TOC_NUM_STATS_H
#define TOC_NUM_STATS_H

#include <stddef.h>

/*
 * Sum of values with one term of compensation: what each addition rounds away is
 * gathered apart and added last. The error is about 2^-53 times the sum itself
 * plus count * 2^-106 times the sum of the magnitudes, where plain adding has
 * count * 2^-53 times the latter. So the order of rows changes no printed digit.
 * 0 for no values. Linear.
 * Neumaier 1974, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher
 * Summen", doi:10.1002/zamm.19740540106.
 */
double toc_sum(const double *values, size_t count);

/* toc_sum / count; NAN for no values. */
double toc_mean(const double *values, size_t count);

/*
 * Sample variance, sum of (x - mean)^2 over count - 1, in the square of the
 * unit of the values; in two passes, so that a great mean does not drown a small
 * spread (Chan, Golub and LeVeque 1983, doi:10.2307/2683386). NAN below two values.
 */
double toc_variance(const double *values, size_t count);

/*
 * The quantile at probability p in [0, 1], of values in ascending order: type 7 of
 * Hyndman and Fan 1996 (doi:10.2307/2684934), the default of R, NumPy and Excel,
 * so that users find our figures again. With h = (count - 1) * p, the value lies
 * between the sorted values floor(h) and floor(h) + 1 (from 0), in proportion.
 * NAN for no values or p outside [0, 1].
 */
double toc_quantile(const double *sorted, size_t count, double p);

/* Ascending, in place; count log count. No value may be NAN. */
void toc_values_sort(double *values, size_t count);

#endif
