/*
 * next_score: the measures by which rankings of next events are compared.
 *
 * Time-aware filter (Han et al., xERTE, ICLR 2021, openreview pGIHq1m7PU): other true answers of the same query on the
 * same day are taken out before the rank is counted, those of other days are not. An answer in a tie has the mean rank
 * of the tie: 1 + (better) + (equal others) / 2, never the best of it. MRR: mean of 1/rank; hits at k: share of ranks
 * not above k. Pure functions.
 */
#ifndef TOC_FORECAST_NEXT_SCORE_H
#define TOC_FORECAST_NEXT_SCORE_H

#include "forecast/next.h"

/* The filtered rank of `truth` among entity_count actors, of which `answers` are scored and all others share the last
 * place. truths: all true answers of the query on that day, truth among them, each once. */
double toc_next_rank(const toc_next_answer *answers, size_t count, uint32_t entity_count, uint32_t truth,
                     const uint32_t *truths, size_t truth_count);

/* Sums over queries of one direction; add, then read the means. All zero at first. */
typedef struct toc_next_tally {
    double reciprocal, hits1, hits3, hits10;
    int64_t count;
} toc_next_tally;
void toc_next_tally_add(toc_next_tally *tally, double rank);
/* The mean of both directions: each direction's mean weighs one half. Members are means, count is the sum. NaN without
 * queries. */
toc_next_tally toc_next_tally_mean(const toc_next_tally *a, const toc_next_tally *b);

/* Reliability: answers by the chance given to them, ten bins of equal width. */
#define TOC_NEXT_BINS 10
typedef struct toc_next_bins {
    double chance[TOC_NEXT_BINS]; /* sum */
    int64_t came[TOC_NEXT_BINS], count[TOC_NEXT_BINS];
} toc_next_bins;
void toc_next_bins_add(toc_next_bins *bins, double chance, bool came);
/* Expected calibration error: mean over answers of |share that came - mean chance| of their bin; NaN when empty. */
double toc_next_bins_error(const toc_next_bins *bins);

#endif
