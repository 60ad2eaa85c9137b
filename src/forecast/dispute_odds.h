/*
 * dispute_odds: what a model of disputes says of every pair of states in years gone by, reckoned beforehand.
 *
 * The model holds the features of one year; those of all pairs and years since would be 50 MB. Their odds alone are
 * small, so that a forecast as of a day in these years needs no data of others. Everything of year t comes from t - 1
 * or earlier (dispute_feature.h), so nothing is foreseen; of reasons there are none here.
 *
 * The file: "tocodds1", the 32 hexadecimal digits of the hash of the model's file, first and last year (2 bytes each);
 * for each year the number of pairs (4 bytes), then for each, sorted: both COW numbers, the smaller first, and the
 * log-odds of probability, low and high, each 2 bytes: 0 … 65535 for -14 … 14, so that p is right to a fiftieth of a
 * hundredth of itself. Lowest byte first.
 *
 * Order: for a file: toc_dispute_odds_begin, _year, _add in order of pairs, …; to ask: toc_dispute_odds_read, _find.
 */
#ifndef TOC_FORECAST_DISPUTE_ODDS_H
#define TOC_FORECAST_DISPUTE_ODDS_H

#include "base/err.h"
#include "base/str.h"
#include "forecast/dispute.h"

#define TOC_DISPUTE_ODDS_YEARS_MAX 256

typedef struct toc_dispute_odds {
    toc_str model; /* hash of its file */
    int from, to;
    toc_str years[TOC_DISPUTE_ODDS_YEARS_MAX]; /* the rows of each year from `from` on */
} toc_dispute_odds;

/* Views of text. TOC_EFORMAT when it is none of ours, or cut short. */
toc_rc toc_dispute_odds_read(toc_str text, const char *path, toc_dispute_odds *out, toc_err *err);
/* False when the year or the pair is not there; the order of the two does not matter. O(log n). */
bool toc_dispute_odds_find(const toc_dispute_odds *odds, int year, int cow_a, int cow_b, toc_dispute_chance *out);

/* Writing: out->failed tells. hash: 32 digits. */
void toc_dispute_odds_begin(toc_buf *out, const char *hash, int from, int to);
void toc_dispute_odds_year(toc_buf *out, size_t pairs);
void toc_dispute_odds_add(toc_buf *out, int cow_a, int cow_b, const toc_dispute_chance *chance);

#endif
