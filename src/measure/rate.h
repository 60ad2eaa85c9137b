/*
 * rate: how often it happened before, with an interval. k in n.
 *
 * estimate = k / n; interval = Jeffreys, 95 % (Beta(k + 1/2, n - k + 1/2); Brown, Cai and DasGupta 2001,
 * doi:10.1214/ss/1009213286). Undefined (defined = false, print nothing) when n is below the least of its unit. What n
 * counts is told by `unit`: one pair of states in one year; or one year of the two sides as wholes, in which it
 * happened when it began between at least one pair; or a window of days (forecast/pace.h).
 *
 * The rungs are nested: a war (1,000 battle deaths) is a clash with 25, which is a fatal dispute, which is a dispute.
 * So of each rung a share becomes the next. Counted over the years of the sides as wholes in which the rung before
 * began between at least one pair (k of n), and shrunk to the share s of the reference class, which counts as
 * TOC_SHARE_PRIOR cases; of the class, disputes that became fatal are counted by pair and year, and those that came to
 * 25 or 1,000 deaths by case (world.h), since one war of a coalition is many pairs: Beta(k + 10 s + 1/2, n - k + 10 (1
 * - s) + 1/2), central 95 %; estimate (k + 10 s) / (n + 10). Years, and not pairs: one war of many states is one case.
 */
#ifndef TOC_MEASURE_RATE_H
#define TOC_MEASURE_RATE_H

#include "num/interval.h"
#include "world/world.h"

#define TOC_RATE_MINIMUM 30 /* our choice: with 30 years and no onset the upper bound is still 8 % */

typedef struct toc_rate {
    bool defined;
    int onsets, pair_years; /* k and n */
    double estimate;
    toc_interval interval;
    int from_year, to_year;
    toc_onsets cases; /* the newest onsets counted */
    const char *what; /* what was counted, for people */
    const char *unit; /* of n: "pair-years"; NULL: the same */
} toc_rate;

const char *toc_rate_unit(const toc_rate *rate); /* never NULL */

/* k of n; undefined when n < least or k outside 0 … n. what and unit must live as long as the rate. */
toc_rate toc_rate_of(int k, int n, int least, const char *what, const char *unit);

typedef enum toc_rung {
    TOC_RUNG_DISPUTE, /* a militarised dispute begins */
    TOC_RUNG_FATAL,   /* … with battle deaths */
    TOC_RUNG_DEATHS,  /* … with 25 battle deaths or more in a year (UCDP) */
    TOC_RUNG_WAR,     /* … with 1,000 or more */
    TOC_RUNG_COUNT
} toc_rung;

#define TOC_SHARE_MINIMUM 20 /* cases of the class; our choice */
#define TOC_SHARE_PRIOR 10   /* our choice: ten cases of the sides weigh as much as all of the class */

typedef struct toc_share {
    bool defined; /* false: fewer than TOC_SHARE_MINIMUM cases in the class */
    double estimate;
    toc_interval interval;
    int k, n;             /* years of the sides */
    int class_k, class_n; /* of the class: pair-years, from 25 deaths on cases */
} toc_share;

typedef struct toc_rates {
    toc_rate pairs[TOC_RUNG_COUNT];     /* toc_world_base_rate, by pair and year */
    toc_rate sides[TOC_RUNG_COUNT];     /* the same by year, the sides as wholes */
    toc_rate reference[TOC_RUNG_COUNT]; /* toc_world_reference_rate; doc/method/base-rate.md */
    toc_share shares[TOC_RUNG_COUNT];   /* of the rung before; [TOC_RUNG_DISPUTE] is undefined */
    int state_pairs;                    /* how many pairs the sides have on the day */
} toc_rates;

/* From the years before that of the sides' day, and to TOC_BASE_RATE_TO at most. */
void toc_rates_make(const toc_world *world, const toc_side *a, const toc_side *b, toc_rates *out);

#endif
