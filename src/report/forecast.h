/*
 * forecast: a named question with its odds, for people and for programmes.
 *
 * toc_forecast is opaque: it can be had only from toc_forecast_new, which refuses unless all belong to it: the question
 * with a machine-checkable resolution rule, its horizon, a base rate with n and interval, the forecast's own interval,
 * what the features are of, and a track record (or "none yet"). So no writer can print a bare forecast; odds.h does the
 * same for base rates. Words follow ICD 203 (see odds.h); below 1 % it says "less than 1 in 100". Text of parts must
 * outlive the forecast.
 */
#ifndef TOC_REPORT_FORECAST_H
#define TOC_REPORT_FORECAST_H

#include "forecast/dispute.h"
#include "measure/rate.h"
#include "report/text_style.h"

typedef struct toc_forecast toc_forecast;
struct toc_forecast_why;

typedef struct toc_forecast_parts {
    toc_str title;      /* the sides and the event, short */
    toc_str question;   /* with both sides, the event, the first day and the last */
    toc_str resolution; /* what is counted, threshold, by which dataset */
    toc_day from;       /* first day of the window */
    int horizon_days;
    double probability, low, high; /* 95 %; 0 <= low < high <= 1, low <= probability <= high */
    /* Of what is told by events: the figure from these alone, what it was 90 days before, what it would be if it
     * happened once more, or not for 90 days; all negative: unknown. */
    double alone, earlier, after_one, after_quiet;
    const toc_rate *base; /* of the class of such pairs; defined, n > 0 */
    const toc_rate *own;  /* of the pair itself; may be undefined or NULL */
    toc_str own_of;       /* whose that is; empty: "this pair alone" */
    toc_str basis;        /* which features, known when */
    toc_str record;       /* or "none yet" */
    toc_str warning;      /* may be empty */
} toc_forecast_parts;

/* TOC_EUSAGE says which part is missing; TOC_ENOMEM. */
toc_rc toc_forecast_new(const toc_forecast_parts *parts, toc_arena *arena, const toc_forecast **out, toc_err *err);

const toc_forecast_parts *toc_forecast_parts_of(const toc_forecast *forecast);
/* "about 3 in 100: almost no chance (95 % interval 2 to 6 in 100)" */
void toc_forecast_add_odds(toc_buf *out, const toc_forecast *forecast);
/* "3 in 1,000 pair-years, 1946–2000: less than 1 in 100 (95 % interval …)", what was counted before it when `what` */
void toc_forecast_add_base(toc_buf *out, const toc_forecast *forecast, bool what);
/* "one more such day now: odds times 3.6; 90 days without one: odds over 2.1"; nothing where it is not known. */
void toc_forecast_add_sway(toc_buf *out, const toc_forecast *forecast);
/* "by the ledger alone the odds are those of 90 days before times 1.3"; nothing where it is not known. */
void toc_forecast_add_change(toc_buf *out, const toc_forecast *forecast);
/* 1: the odds of `alone` are at least half as high again as those of `earlier`; -1: the other way; 0: neither; -2: not
 * known. */
int toc_forecast_trend(const toc_forecast *forecast);
/* "times 7.4 regression …; over 1.2 …": the greatest `most` of them. */
void toc_forecast_add_moves(toc_buf *out, const struct toc_forecast_why *why, size_t most);
/* Its odds, base rates, window, rule and record as members of an object that was begun. */
void toc_forecast_add_members(toc_buf *out, const toc_forecast *forecast);

/* Reasons and cases; all may be empty. */
typedef struct toc_forecast_why {
    const toc_dispute_part *parts; /* greatest first */
    size_t part_count;
    double base; /* log-odds */
    const toc_dispute_case *cases;
    size_t case_count;
    int cow_a, cow_b; /* of several pairs: the one that it is about; 0: there is one only */
} toc_forecast_why;

/* why NULL: without reasons. */
void toc_forecast_add_text(toc_buf *out, const toc_forecast *forecast, const toc_forecast_why *why,
                           const toc_world *world, toc_text_style style);
/* The reasons as members of an object that was begun. */
void toc_forecast_add_reasons(toc_buf *out, const toc_forecast_why *why, const toc_world *world);

/* What a fit learnt from. */
void toc_fit_add(toc_buf *out, toc_dispute_facts facts, size_t rejected, const char *path, size_t bytes, bool json);

#endif
