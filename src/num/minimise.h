/*
 * minimise: the point where a smooth function of many variables is least.
 *
 * Limited-memory BFGS (Liu and Nocedal 1989, "On the limited memory BFGS method for large scale optimization",
 * doi:10.1007/BF01589116) with steps that are halved until the function falls enough (Armijo). For logistic
 * regression with a ridge, which is convex, the result does not depend on the start.
 * Deterministic: same function, same start, same result.
 */
#ifndef TOC_NUM_MINIMISE_H
#define TOC_NUM_MINIMISE_H

#include "base/err.h"

#include <stddef.h>

/* The value at x, and its gradient into gradient (count numbers). */
typedef double toc_minimise_fn(void *ctx, const double *x, double *gradient, size_t count);

/*
 * From *x on, at most `rounds` iterations, each about one call of value; ends early when the gradient's
 * length is below tolerance times the larger of 1 and x's length, or no step helps. x is overwritten with the best
 * point. Memory: 20 vectors of count numbers. TOC_ENOMEM (x unchanged).
 */
toc_rc toc_minimise(toc_minimise_fn *value, void *ctx, double *x, size_t count, size_t rounds, double tolerance,
                    toc_err *err);

#endif
