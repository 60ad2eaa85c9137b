/*
 * change: when did a rate of counts change?
 *
 * Counts x[i] with exposures e[i] > 0 (how much there was to see; 1 when that is the same always) are taken as Poisson
 * with a rate that stays the same for a time and then jumps: exact Bayesian segmentation (Fearnhead 2006,
 * doi:10.1007/s11222-006-8450-8). The rate of a segment has a Gamma prior with the mean of the whole and the weight of
 * one observation, so that its likelihood is closed; a new segment begins at any step with probability `hazard`. Unlike
 * online detection (Adams and MacKay 2007, arXiv:0710.3742), which it contains, it uses what came after a step to date
 * the step, and gives each change an interval. Counts that scatter more than Poisson are divided by their dispersion
 * first, which is estimated from differences of neighbours, so that jumps do not count as scatter.
 *
 * O(n^2) steps and O(n) memory: some ms for a thousand steps. Pure; same input, same output.
 */
#ifndef TOC_NUM_CHANGE_H
#define TOC_NUM_CHANGE_H

#include "base/arena.h"
#include "base/err.h"

typedef struct toc_change {
    size_t at;            /* first step of the new rate */
    size_t low, high;     /* 90 % of the belief in a change near it lies from low to high */
    double probability;   /* that there is a change from low to high */
    double before, after; /* rates, counts per exposure, of the segments on both sides; means of their posteriors */
} toc_change;

#define TOC_CHANGE_STEPS_MAX 4000

/* Changes of the likeliest segmentation whose probability is at least `least`, in order. dispersion: 1 or more; 0:
 * estimated. TOC_EUSAGE: n > TOC_CHANGE_STEPS_MAX, an exposure that is not positive, a hazard not within (0, 1).
 * TOC_ENOMEM. */
toc_rc toc_change_find(const double *x, const double *e, size_t n, double hazard, double dispersion, double least,
                       toc_arena *arena, toc_change **out, size_t *count, toc_err *err);

/* Of counts around a rate that may jump: half the mean square of neighbours' differences over their mean; at least 1.
 */
double toc_change_dispersion(const double *x, const double *e, size_t n);

#endif
