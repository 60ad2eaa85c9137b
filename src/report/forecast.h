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
#include "report/brief.h"

typedef struct toc_forecast toc_forecast;

typedef struct toc_forecast_parts {
    toc_str title;      /* the sides and the event, short */
    toc_str question;   /* with both sides, the event, the first day and the last */
    toc_str resolution; /* what is counted, threshold, by which dataset */
    toc_day from;       /* first day of the window */
    int horizon_days;
    double probability, low, high; /* 95 %; 0 <= low <= probability <= high <= 1 */
    const toc_rate *base;          /* of the class of such pairs; defined, n > 0 */
    const toc_rate *own;           /* of the pair itself; may be undefined or NULL */
    toc_str basis;                 /* which features, known when */
    toc_str record;                /* or "none yet" */
    toc_str warning;               /* may be empty */
} toc_forecast_parts;

/* TOC_EUSAGE says which part is missing; TOC_ENOMEM. */
toc_rc toc_forecast_new(const toc_forecast_parts *parts, toc_arena *arena, const toc_forecast **out, toc_err *err);

/* Reasons and cases; all may be empty. */
typedef struct toc_forecast_why {
    const toc_dispute_part *parts; /* greatest first */
    size_t part_count;
    double base; /* log-odds */
    const toc_dispute_case *cases;
    size_t case_count;
} toc_forecast_why;

/* why NULL: without reasons. */
void toc_forecast_add_text(toc_buf *out, const toc_forecast *forecast, const toc_forecast_why *why,
                           const toc_world *world, toc_text_style style);
void toc_forecast_add_json(toc_buf *out, const toc_forecast *forecast, const toc_forecast_why *why,
                           const toc_world *world);

/* What a fit learnt from. */
void toc_fit_add(toc_buf *out, toc_dispute_facts facts, size_t rejected, const char *path, size_t bytes, bool json);

#endif
