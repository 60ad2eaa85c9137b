/*
 * pace: how probable is it that something which happens now and then happens again within some days?
 *
 * In come the days on which it happened and how often it is expected of two such sides (expect.h), out come a
 * probability, its interval and a base rate; so that another model of events can take its place, it knows nothing else:
 * no sides, no ledger, no world.
 *
 * The model. Days of one crisis come together, so a day within TOC_PACE_EPISODE days of the last one counted belongs to
 * its episode and is not counted (with a threshold above one, every day is). Episodes begin at a usual rate r0, about
 * which the whole past tells, and for a while at a present rate r1, which is forgotten again. Each day in the past
 * counts 2^(-age / half-life); with S the sum over the first days of episodes and W over the days since `first` on
 * which one could begin, S0 and W0 at the half-life given, S1 and W1 at TOC_PACE_RECENT:
 *     r0 ~ Gamma(S0 + k, W0 + k / m),          m the rate expected of such sides, k = TOC_PACE_SHAPE
 *     r1 ~ Gamma(S1 + p E r0, W1 + p),         p = TOC_PACE_PRIOR_DAYS
 * (conjugate posteriors of exponentially weighted Poisson rates; West and Harrison 1997, section 10.8,
 * doi:10.1007/b98971; k is how alike pairs of such sides are: the rates of many lie about the expected one as a Gamma
 * variable of that shape, Robbins 1956). A few pairs are at one another's throats, or in one another's arms, and like
 * no others: with probability TOC_PACE_HOT, thought before, m is TOC_PACE_HOT_RATE and k is 1; how probable that is
 * after the past is Bayes' rule with the evidence G(S0 + k) / G(k) (k/m)^k / (W0 + k/m)^(S0 + k), G the gamma function,
 * and the two are mixed by it. Where no m is known: Gamma(S0 + 1/2, W0), after Jeffreys. Of the h days of the window
 * the present rate holds for u = t (1 - exp(-h / t)), t = TOC_PACE_RETURN, the usual one for h - u: the longer the
 * window, the nearer its mean to the usual. The count is the sum of two negative binomial ones; a longer window never
 * has the lower probability, nor a higher threshold the higher. The interval, central 95 %, is what the quantiles of a
 * Gamma variable with mean and variance of u r1 + (h - u) r0 would give. What it is worth, measured, and why these
 * numbers: doc/method/forecast.md.
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

#define TOC_PACE_WINDOWS 12    /* our choice: a year of months */
#define TOC_PACE_EPISODE 14    /* days; measured, see doc/method/forecast.md, as the next six */
#define TOC_PACE_RECENT 30     /* days: half-life of the present rate */
#define TOC_PACE_RETURN 15     /* days in which the present rate is forgotten to 1/e */
#define TOC_PACE_PRIOR_DAYS 30 /* what the usual rate weighs in the present one */
#define TOC_PACE_SHAPE 3.0     /* how much an expected rate weighs: so many episodes */
#define TOC_PACE_HOT 0.003
#define TOC_PACE_HOT_RATE 0.05       /* a day */
#define TOC_PACE_HALF_LIFE 1095      /* days, of events of a ledger; our choice, the sample agrees */
#define TOC_PACE_HALF_LIFE_RARE 3650 /* of what happens once in years; our choice */

typedef struct toc_pace_input {
    const toc_day *days; /* ascending, each once, from first to asof */
    size_t count;
    toc_day first, asof;   /* it is known what happened from first to asof, both inclusive; asof is in the past */
    int horizon_days;      /* the window is asof + 1 … asof + horizon_days */
    int threshold;         /* days with an event, at least 1 */
    double half_life_days; /* of the usual rate, above 0 */
    double expected;       /* a day, of such sides: episodes, or with a threshold above 1 days; 0: not known */
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
