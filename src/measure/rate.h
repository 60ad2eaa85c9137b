/*
 * rate: how often it happened before, with an interval. k onsets in n pair-years.
 *
 * estimate = k / n; interval = Jeffreys, 95 % (Beta(k + 1/2, n - k + 1/2); Brown, Cai and DasGupta 2001,
 * doi:10.1214/ss/1009213286). Undefined (defined = false, print nothing) below TOC_RATE_MINIMUM pair-years.
 * The unit is one pair of states in one year; it is not the chance for the sides as wholes.
 */
#ifndef TOC_MEASURE_RATE_H
#define TOC_MEASURE_RATE_H

#include "num/interval.h"
#include "world/world.h"

#define TOC_RATE_MINIMUM 30 /* our choice: with 30 years and no onset the upper bound is still 8 % */

typedef struct toc_rate {
    bool defined;
    int onsets, pair_years;
    double estimate;
    toc_interval interval;
    int from_year, to_year;
    toc_onsets cases; /* the newest onsets counted */
    const char *what; /* the pairs that were counted, for people */
} toc_rate;

typedef enum toc_rung { TOC_RUNG_DISPUTE, TOC_RUNG_FATAL, TOC_RUNG_WAR, TOC_RUNG_COUNT } toc_rung;

typedef struct toc_rates {
    toc_rate pairs[TOC_RUNG_COUNT];     /* toc_world_base_rate */
    toc_rate reference[TOC_RUNG_COUNT]; /* toc_world_reference_rate; doc/method/base-rate.md */
    int state_pairs;                    /* how many pairs the sides have on the day */
} toc_rates;

void toc_rates_make(const toc_world *world, const toc_side *a, const toc_side *b, toc_rates *out);

#endif
