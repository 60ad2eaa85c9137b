/*
 * score: how good were the forecasts?
 *
 * Of the resolved ones (void ones apart), with p the forecast, o what happened (1 or 0), b the base rate recorded with
 * it: Brier    mean of (p - o)^2, 0 the best (Brier 1950, doi:10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2) log mean
 * of -ln p for what happened, -ln(1 - p) for what did not (Good 1952, doi:10.1111/j.2517-6161.1952.tb00104.x); p is
 * taken no nearer to 0 or 1 than 1e-6 skill    1 - score / score of b: above 0 is better than the base rate skill
 * against persistence: the Brier score against "as in the window before", over the forecasts of which that is known
 *     reliability: ten bins of p; in each how many, their mean, and how often it happened, with Jeffreys' interval
 * NAN where nothing was resolved. Forecasts of one question made day by day are not independent: `questions` counts
 * question, sides and windows that do not overlap another of theirs.
 */
#ifndef TOC_FORECAST_SCORE_H
#define TOC_FORECAST_SCORE_H

#include "forecast/record.h"
#include "num/interval.h"

#define TOC_SCORE_BINS 10

typedef struct toc_score_bin {
    size_t count, hits;
    double mean;
    toc_interval interval; /* 95 % of hits / count; [0, 1] when empty */
} toc_score_bin;

typedef struct toc_score_group {
    toc_str question; /* id; empty: all */
    size_t made, open, yes, no, voids;
    size_t questions; /* of the resolved ones, without overlap */
    size_t late;      /* of the resolved ones: made when their window was over, so a test on the past */
    double brier, log, base_brier, base_log, skill, log_skill;
    size_t before_count; /* resolved ones of which the window before is known */
    double before_brier, before_skill;
    toc_score_bin bins[TOC_SCORE_BINS];
} toc_score_group;

typedef struct toc_score {
    toc_score_group all;
    toc_score_group *groups; /* by id */
    size_t count;
} toc_score;

/* TOC_ENOMEM. Memory from arena; the record must live as long. */
toc_rc toc_score_make(const toc_record *record, toc_arena *arena, toc_score *out, toc_err *err);
/* The group of a question; one with nothing in it when none was made. */
toc_score_group toc_score_of(const toc_score *score, toc_str question);

#endif
