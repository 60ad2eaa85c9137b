/*
 * pace: how probable is it that something which happens now and then happens again within some days?
 *
 * In come the days on which it happened, out come a probability, its interval and a base rate; so that another model
 * of events can take its place, it knows nothing else: no sides, no ledger, no world.
 *
 * The model: days of one crisis come together, so a day within TOC_PACE_EPISODE days of the last one counted belongs to
 * its episode and is not counted (with a threshold above one, every day is). Episodes begin at a rate r that changes
 * slowly, outside of one that goes on. Each day in the past counts 2^(-age / half-life); with S the sum over the first
 * days of episodes, W over the days since `first` on which one could begin, and r0 = (n + 1/2) / days the rate of the
 * whole past, taken as if seen for TOC_PACE_PRIOR_DAYS:
 *     r ~ Gamma(S + r0 prior, W + prior)
 * (the conjugate posterior of an exponentially weighted Poisson rate; West and Harrison 1997, section 10.8,
 * doi:10.1007/b98971). The probability of at least k in h days is that of a negative binomial count; the interval,
 * central 95 %, is what the 2.5 % and 97.5 % quantiles of r would give, half an episode at the rate r0 added. It knows
 * no escalation: it is slow when a crisis begins. What it is worth, measured, and why these numbers:
 * doc/method/forecast.md.
 *
 * Base rate: the past cut into windows of the horizon, backward from asof: in k of n it happened. Fewer than
 * TOC_PACE_WINDOWS of them, and a threshold of one: windows of 30 days, whose rate e is put on the horizon h as
 * 1 - (1 - e)^(h/30), as if months were independent (they are not: an upper bound where events come in bursts).
 * Fewer of these, too: undefined, and no figure is given.
 */
#ifndef TOC_FORECAST_PACE_H
#define TOC_FORECAST_PACE_H

#include "base/date.h"
#include "measure/rate.h"

#define TOC_PACE_WINDOWS 12          /* our choice: a year of months */
#define TOC_PACE_EPISODE 14          /* days; measured, see doc/method/forecast.md */
#define TOC_PACE_PRIOR_DAYS 30       /* measured, as above */
#define TOC_PACE_HALF_LIFE 90        /* days, of events of a ledger; measured, as above */
#define TOC_PACE_HALF_LIFE_RARE 3650 /* of what happens once in years; our choice */

typedef struct toc_pace_input {
    const toc_day *days; /* ascending, each once, from first to asof */
    size_t count;
    toc_day first, asof;   /* it is known what happened from first to asof, both inclusive; asof is in the past */
    int horizon_days;      /* the window is asof + 1 … asof + horizon_days */
    int threshold;         /* days with an event, at least 1 */
    double half_life_days; /* above 0 */
    const char *what;      /* of the base rate, for people; lives as long as the result */
} toc_pace_input;

typedef struct toc_pace {
    bool defined;                  /* false: nothing below may be printed */
    double probability, low, high; /* 0 < low < probability < high < 1 */
    double after_one;              /* the probability if it happened on asof, too; the same within an episode */
    double after_quiet;            /* the probability after 90 more days without it */
    toc_rate base;                 /* of the horizon */
    int before;                    /* did it happen in the window that ends with asof? -1: not known */
} toc_pace;

toc_pace toc_pace_of(const toc_pace_input *input);

#endif
