/*
 * logit: logistic regression with a ridge.
 *
 * The coefficients that make sum_i w_i log(1 + exp(-(2 y_i - 1) x_i b)) + ridge/2 sum_{k>0} b_k^2 least, by Newton's
 * steps (iteratively reweighted least squares; McCullagh and Nelder 1989, chapter 4). Column 0 is not shrunk: give it
 * ones. The function is convex, so the result does not depend on the start. Columns of about equal spread suit the
 * ridge.
 */
#ifndef TOC_NUM_LOGIT_H
#define TOC_NUM_LOGIT_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

enum { TOC_LOGIT_COLUMNS_MAX = 128 };

/* values [count][columns]; weights NULL: all 1. out: columns numbers. TOC_EUSAGE above TOC_LOGIT_COLUMNS_MAX;
 * TOC_ENOMEM; TOC_EFORMAT when the columns hang together and ridge is 0. Cost: some 10 times count * columns^2 / 2. */
toc_rc toc_logit_fit(const float *values, const uint8_t *happened, const float *weights, size_t count, int columns,
                     double ridge, double *out, toc_err *err);
/* x b: the log-odds. */
double toc_logit_margin(const double *coefficients, const float *row, int columns);

#endif
