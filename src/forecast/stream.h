/*
 * stream: the events between two sides by the day, in cells, as hawkes.h wants them; and what is usual among pairs.
 *
 * A cell is a direction (0: A acts upon B, 1: B upon A) and a mark, cell = direction * TOC_STREAM_MARKS + mark:
 *   0 friendly or neutral words   1 hostile words, and acts that only press on the other side (signal_to)
 *   2 deeds of cooperation        3 deeds of conflict (quad 4)
 * Behind the cells stand the outside streams: 0 hostile (marks 1 and 3), 1 all else, of what passes between the allies
 * of one side and the other side. They may be empty.
 *
 * One pair has too few events to learn a hundred numbers from. So all pairs of a ledger are first taken together
 * (toc_stream_pool): one model for all, the same for both directions, in which a cell's base is a share of its own rate
 * so far. That is what is thought before of each pair (toc_stream_prior), and its own events then bend it. How heavy
 * the thought weighs was chosen by forecasts: doc/method/events.md. Swapping the sides mirrors all.
 *
 * Order: make or fill the counts of pairs; pool; prior; toc_hawkes_fit; or toc_stream_fit, which does the last two.
 */
#ifndef TOC_FORECAST_STREAM_H
#define TOC_FORECAST_STREAM_H

#include "forecast/hawkes.h"

enum {
    TOC_STREAM_MARKS = 4,
    TOC_STREAM_CELLS = 2 * TOC_STREAM_MARKS,
    TOC_STREAM_OUTSIDE = 2,
    TOC_STREAM_SOURCES = TOC_STREAM_CELLS + TOC_STREAM_OUTSIDE,
    TOC_STREAM_CONFLICT = 3 /* the mark */
};
/* Both cells of a mark, for toc_hawkes_chance. */
#define TOC_STREAM_BOTH(mark) (1u << (mark) | 1u << (TOC_STREAM_MARKS + (mark)))

/* The mark of an event that is a deed or words, by its quad class. */
int toc_stream_mark(bool deed, int quad);
const char *toc_stream_mark_name(int mark); /* "deeds of conflict" */

typedef struct toc_stream_pooled {
    toc_hawkes_kernel kernel;
    double shape;
    double base[TOC_STREAM_MARKS];                   /* share of the rate so far */
    double same[TOC_STREAM_MARKS][TOC_STREAM_MARKS]; /* excite of [target] by [source] of the same direction */
    double back[TOC_STREAM_MARKS][TOC_STREAM_MARKS]; /* … of the other one */
    double outside[TOC_STREAM_MARKS][TOC_STREAM_OUTSIDE];
    double ties[TOC_STREAM_MARKS];
    double weekday[7];
    double usual[TOC_STREAM_SOURCES]; /* events a day of each source, mean over pairs */
    double log_likelihood;
    size_t events, pairs;
} toc_stream_pooled;

/* Every pair with TOC_STREAM_SOURCES sources, of which TOC_STREAM_CELLS are targets, all over the same days. shape 0:
 * estimated. TOC_ENOTFOUND without events; TOC_EUSAGE, TOC_ENOMEM. */
toc_rc toc_stream_pool(const toc_hawkes_days *pairs, size_t count, toc_hawkes_kernel kernel, double shape,
                       toc_stream_pooled *out, toc_err *err);
/* What the pool makes one think of a pair with this past. */
toc_hawkes_prior toc_stream_prior(const toc_stream_pooled *pooled, const toc_hawkes_days *days);
/* How a pair is fitted, for toc_hawkes_fit and toc_hawkes_errors_of: upon the prior, which must outlive the options,
 * with days->usual that of the pool; or, pooled NULL, by itself alone, nothing before its first day, its base free to
 * drift. */
void toc_stream_options(const toc_stream_pooled *pooled, toc_hawkes_kernel kernel, toc_hawkes_days *days,
                        toc_hawkes_prior *prior, toc_hawkes_options *out);
/* The model of a pair, learnt from its past upon that prior, with its level. */
toc_rc toc_stream_fit(const toc_stream_pooled *pooled, toc_hawkes_days *days, toc_hawkes_fitted *out, toc_err *err);

/* How the model might have come out: a series like `days` drawn from `model` (toc_hawkes_draw) and fitted as the pair
 * was. room [days][sources]: the caller's. Errors as toc_stream_fit; TOC_ENOTFOUND when the drawn series is empty. */
toc_rc toc_stream_again(const toc_stream_pooled *pooled, const toc_hawkes_days *days, const toc_hawkes *model,
                        toc_rng *rng, uint32_t *room, toc_hawkes_fitted *out, toc_err *err);

/* "At least k events of a mark between the two, either direction, within the h days to come." */
typedef struct toc_stream_odds {
    double probability;
    double low, high;  /* 95 %: over models that the same past might have given; low <= probability <= high */
    double mean;       /* events expected */
    int hits, windows; /* of the stretches of h days one after another, back from the last day of the past: in how
                          many there were k or more; for a base rate */
    int seen;          /* events of the mark in the past */
} toc_stream_odds;
/* For the pair that was fitted upon the pool; mark below TOC_STREAM_MARKS, 1 <= k <= 200, 1 <= h <= 3650: else
 * TOC_EUSAGE. Same seed, same figures. Some 40 refits: TOC_ENOMEM. */
toc_rc toc_stream_ask(const toc_stream_pooled *pooled, const toc_hawkes_days *days, const toc_hawkes *model, int mark,
                      int k, int h, uint64_t seed, toc_stream_odds *out, toc_err *err);

#endif
