/*
 * cholesky: linear equations whose matrix is symmetric and positive definite.
 *
 * The lower half is factored in place, L L' = A (Golub and Van Loan 2013, Matrix Computations, section 4.2), then as
 * many right-hand sides as wanted are solved. Pure; n^3 / 6 multiplications, n^2 for each side.
 */
#ifndef TOC_NUM_CHOLESKY_H
#define TOC_NUM_CHOLESKY_H

#include <stdbool.h>

/* a [n][n], its lower half is read and overwritten with L. False, with a spoilt, when a pivot is not above `least`. */
bool toc_cholesky_factor(double *a, int n, double least);
/* x = A^-1 b from L; x may be b. */
void toc_cholesky_solve(const double *l, int n, const double *b, double *x);

#endif
