/*
 * whatif: what would come, if? Paths of the event model of two sides under named assumptions, against the same paths
 * without them.
 *
 * An assumption adds events on certain days, which then bring about others as such events have done, or keeps a share
 * of a cell's events from happening. Each run draws the same random numbers twice, with and without, so that what
 * differs between the two is the assumptions' doing and not chance (common random numbers; Glasserman and Yao 1992,
 * doi:10.1287/mnsc.38.6.884). The assumed events themselves are not counted.
 *
 * How sure: the runs are shared out among several models, the fitted one and others that the same past might have given
 * (forecast/stream.h, toc_stream_again). The spread over runs says what may come; the spread of the mean difference
 * over models says how well the past tells it. All is conditional on past patterns: it is no statement of cause.
 *
 * Order: toc_whatif_run; toc_whatif_sum as often as wanted. Same input, same seed: same bytes, on any number of
 * threads.
 */
#ifndef TOC_SCENARIO_WHATIF_H
#define TOC_SCENARIO_WHATIF_H

#include "base/arena.h"
#include "forecast/stream.h"

enum { TOC_WHATIF_MODELS = 40, TOC_WHATIF_DAYS_MAX = 730, TOC_WHATIF_RUNS_MAX = 1000000 };

typedef struct toc_whatif_change {
    bool drop;                       /* false: adds events */
    int cells[TOC_STREAM_CELLS];     /* adds: events in each cell on each of its days */
    int first, every;                /* adds: days from 1; every 0: once */
    double shares[TOC_STREAM_CELLS]; /* drops: the share of each cell's events that does not happen, 0 to 1 */
} toc_whatif_change;

typedef struct toc_whatif_options {
    int days, runs;
    uint64_t seed;
    size_t threads; /* 0: as many as there are processors */
} toc_whatif_options;

typedef struct toc_whatif {
    int days, runs, models;
    uint32_t *without, *with; /* [runs][cells]; run r was of model r % models */
} toc_whatif;

/* days: the past of the pair, with its usual (toc_stream_fit has set it); fitted: its model. Results live in arena.
 * TOC_EUSAGE: days or runs out of range, fewer runs than models; TOC_ENOMEM and what threads return. */
toc_rc toc_whatif_run(const toc_stream_pooled *pooled, const toc_hawkes_days *days, const toc_hawkes *fitted,
                      const toc_whatif_change *changes, size_t count, const toc_whatif_options *options,
                      toc_arena *arena, toc_whatif *out, toc_err *err);

/* A count over runs. */
typedef struct toc_whatif_count {
    double mean, low, middle, high; /* 5 %, 50 % and 95 % of the runs */
} toc_whatif_count;

typedef struct toc_whatif_sum {
    toc_whatif_count without, with;
    double difference;           /* of the means, with less without */
    toc_interval difference_ci;  /* 90 %: over models */
    toc_interval run_difference; /* 5 % to 95 % of the differences run by run */
} toc_whatif_sum;

/* Over the cells of the mask. TOC_ENOMEM. */
toc_rc toc_whatif_add_up(const toc_whatif *whatif, unsigned mask, toc_arena *arena, toc_whatif_sum *out, toc_err *err);

#endif
