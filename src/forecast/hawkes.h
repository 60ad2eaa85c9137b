/*
 * hawkes: how do the events between two sides feed on one another, and how many come next?
 *
 * A multivariate self-exciting process (Hawkes 1971, doi:10.1093/biomet/58.1.83), by the day, since news comes by the
 * day. Cell c (who, and words or deeds) has on day t the expected count, given all days before it,
 *
 *   L_c(t) = s(t) [ sum_k base_ck h_k(t) + sum_j excite_cj sum_{u<t} g(t - u) n_j(u) ]
 *
 * s: weekday factor, mean 1. h_k: hats over the span (slow drift), one knot: constant. g: kernel, its sum over all lags
 * is 1, so excite_cj is how many events of c one event of j brings about, on the mean. Sources j are the cells
 * themselves and, behind them, outside streams (allies) that are not foretold; one without events has no say.
 *   exponential  g(d) = (1 - p) p^(d-1), p = exp(-1/shape); shape in days
 *   power        a sum of TOC_HAWKES_SCALES exponentials of 1, 3, 9 … 243 days with masses scale^-shape (Hardiman,
 *                Bercot and Bouchaud 2013, doi:10.1140/epjb/e2013-40107-3, without their cut at short lags: a day is
 * the shortest lag there is); shape is the exponent beyond 1 of the tail Both are recursions: linear in the days.
 *
 * Ties: of one day's events nobody knows the order, and several often tell of one cluster. The count is a Poisson
 * number of clusters of logarithmic size, which is negative binomial with variance (1 + ties_c) L_c and contains the
 * Poisson (ties 0) (Quenouille 1949, Biometrics 5, 162). With l = L_c(t), f = ties_c, n the count, its log-likelihood
 * is sum_{i<n} log(l + i f) - n log(1 + f) - l log(1 + f) / f - log n! For a given kernel and ties it is concave in
 * base and excite, and days without events enter through sums alone: one iteration passes once over the days with
 * events. Projected Newton (Bertsekas 1982, doi:10.1137/0320018) in base and excite of each cell, one-dimensional steps
 * in ties and weekdays, Brent's search (1973) in shape.
 *
 * Standard errors are those of the observed information of all parameters that are not at 0, shape, ties and weekdays
 * among them. An interval of a parameter or of the branching ratio is taken on its logarithm (toc_hawkes_interval).
 *
 * The same model in continuous time, for events with their moments: toc_hawkes_fit_times, simulated by thinning.
 *
 * Order: fit; then errors, residual, or a state lived to a day and what is asked of it. Everything is plain memory,
 * any thread may ask. Same input, same seed: same bytes.
 */
#ifndef TOC_FORECAST_HAWKES_H
#define TOC_FORECAST_HAWKES_H

#include "base/date.h"
#include "base/err.h"
#include "base/rng.h"
#include "num/interval.h"

#include <stddef.h>

enum {
    TOC_HAWKES_TARGETS = 8,
    TOC_HAWKES_SOURCES = 12,
    TOC_HAWKES_KNOTS = 8,
    TOC_HAWKES_SCALES = 6,
    TOC_HAWKES_COLUMNS = TOC_HAWKES_KNOTS + TOC_HAWKES_SOURCES
};

typedef enum toc_hawkes_kernel { TOC_HAWKES_EXPONENTIAL, TOC_HAWKES_POWER } toc_hawkes_kernel;

/* counts [days][sources], of which the first `targets` of a day are foretold. usual NULL: nothing was before the first
 * day. Else what was before it is taken to have been, on each day, at the rate so far: events so far and those of
 * TOC_HAWKES_LEAN usual days, over days so far and TOC_HAWKES_LEAN. */
typedef struct toc_hawkes_days {
    toc_day first;
    size_t days;
    int targets, sources;
    const uint32_t *counts;
    const double *usual; /* events a day of each source */
} toc_hawkes_days;
#define TOC_HAWKES_LEAN 30.0 /* our choice: a month */

/* Events with their moments, ascending, in [0, span); those at one moment do not excite one another. */
typedef struct toc_hawkes_times {
    const double *times;
    const uint8_t *cells; /* below targets */
    size_t count;
    int targets;
    double span;
} toc_hawkes_times;

typedef struct toc_hawkes {
    toc_hawkes_kernel kernel;
    int targets, sources, knots;
    toc_day first; /* where the hats begin, and how long they are */
    size_t days;
    double shape;
    double base[TOC_HAWKES_TARGETS][TOC_HAWKES_KNOTS]; /* events a day (a unit of time) */
    double excite[TOC_HAWKES_TARGETS][TOC_HAWKES_SOURCES];
    double ties[TOC_HAWKES_TARGETS];
    double weekday[7]; /* Monday first */
    double level;      /* variance of an unknown factor on all that is to come, mean 1; 0: none. Not estimated */
} toc_hawkes;

/*
 * What is thought before: each base and excite has the log-density weight * (mean log x - x), as if `weight` days (of
 * base) or source events (of excite) had been seen before, with that mean. ties and weekday are taken as they stand.
 */
typedef struct toc_hawkes_prior {
    double base[TOC_HAWKES_TARGETS];
    double excite[TOC_HAWKES_TARGETS][TOC_HAWKES_SOURCES];
    double base_weight, excite_weight;
    double ties[TOC_HAWKES_TARGETS];
    double weekday[7];
} toc_hawkes_prior;

typedef struct toc_hawkes_options {
    toc_hawkes_kernel kernel;
    double shape;                  /* 0: estimated */
    bool ties;                     /* false: Poisson */
    bool weekdays;                 /* false: all 1 */
    int knots;                     /* 0: one */
    const toc_hawkes_prior *prior; /* NULL: none; needs one knot, and overrules ties and weekdays */
} toc_hawkes_options;

typedef struct toc_hawkes_fitted {
    toc_hawkes model;
    double log_likelihood; /* without the prior, without log n! */
    size_t events;
    int parameters; /* estimated, those at 0 not counted */
    int rounds;     /* passes over the days with events */
} toc_hawkes_fitted;

/* Maximum likelihood (with a prior: the mode). Some ms for a year of days. TOC_EUSAGE: more cells or knots than there
 * is room for; TOC_ENOTFOUND: no event in any target; TOC_ENOMEM. */
toc_rc toc_hawkes_fit(const toc_hawkes_days *days, const toc_hawkes_options *options, toc_hawkes_fitted *out,
                      toc_err *err);
/* In continuous time: options->ties, weekdays, knots and prior must be as in {0}. TOC_EUSAGE also when moments do not
 * ascend. */
toc_rc toc_hawkes_fit_times(const toc_hawkes_times *times, const toc_hawkes_options *options, toc_hawkes_fitted *out,
                            toc_err *err);

typedef struct toc_hawkes_errors {
    toc_hawkes se;    /* standard errors where the model has values; NAN: at 0, fixed, or not to be told */
    double branching; /* spectral radius of excite among targets: 1 and more explodes */
    double branching_se;
    bool told; /* the information could be inverted */
} toc_hawkes_errors;

/* Of a fit to these days, with the same options. TOC_ENOMEM. */
toc_rc toc_hawkes_errors_of(const toc_hawkes_days *days, const toc_hawkes_options *options,
                            const toc_hawkes_fitted *fitted, toc_hawkes_errors *out, toc_err *err);
toc_rc toc_hawkes_errors_of_times(const toc_hawkes_times *times, const toc_hawkes_options *options,
                                  const toc_hawkes_fitted *fitted, toc_hawkes_errors *out, toc_err *err);
double toc_hawkes_branching(const toc_hawkes *model);
/* value * exp(-+ z se / value) for z such as 1.645 (90 %); [0, inf] when se is NAN or value 0. */
toc_interval toc_hawkes_interval(double value, double se, double z);

/*
 * Does the model hold? By time change: under it the clusters of a cell, each at its compensator (the sum of
 * L_c log(1 + ties_c) / ties_c over the days before), come at unit rate, so that the gaps between them are exponential.
 * How many clusters a day's count is made of, and where within the day they lie, is drawn from their distribution given
 * the count, so that nothing is lost to the days (after Haslinger, Pipa and Brown 2010, doi:10.1162/NECO_a_00015).
 * Kolmogorov-Smirnov distance of the gaps of all targets to the exponential.
 */
typedef struct toc_hawkes_residual {
    size_t clusters;
    double distance;
    double p; /* Stephens 1970; too high by a little, since the parameters are from the same days. NAN below 10 */
} toc_hawkes_residual;
toc_rc toc_hawkes_residual_of(const toc_hawkes_days *days, const toc_hawkes *model, uint64_t seed,
                              toc_hawkes_residual *out, toc_err *err);

/* ---- looking ahead ---- */

/* What has been, as the kernel remembers it, at the end of `day`. */
typedef struct toc_hawkes_state {
    toc_day day;
    double memory[TOC_HAWKES_SOURCES][TOC_HAWKES_SCALES];
    double outside[TOC_HAWKES_SOURCES]; /* events a day expected of the outside streams from here on */
} toc_hawkes_state;

/* Nothing has been, before `day`. */
void toc_hawkes_begin(const toc_hawkes *model, toc_day day, toc_hawkes_state *out);
/* One more day: counts of all sources. */
void toc_hawkes_live(const toc_hawkes *model, toc_hawkes_state *state, const uint32_t *counts);
/* At the end of the last day of days; outside streams are expected to go on at the mean of the last 90 days. */
void toc_hawkes_state_of(const toc_hawkes *model, const toc_hawkes_days *days, toc_hawkes_state *out);

/* Expected counts of the targets on the day after state. */
void toc_hawkes_expect(const toc_hawkes *model, const toc_hawkes_state *state, double *out);

/*
 * The chance of at least k events in the targets of `mask` (bit c: cell c) within the h days after state: exact, since
 * the generating function of what is to come is exp of a linear function of the state, and its powers follow by the
 * inversion of Abate and Whitt (1992, doi:10.1016/0167-6377(92)90050-D) to 1e-9. With a level, the clusters that are to
 * come number as if a Gamma variable of that variance had multiplied them: exp(-x) becomes (1 + level x)^(-1 / level).
 * h >= 1; k from 1 to 200, 0 gives 1. *mean, which may be NULL: how many are expected.
 */
double toc_hawkes_chance(const toc_hawkes *model, const toc_hawkes_state *state, unsigned mask, int k, int h,
                         double *mean);

/* The count at which the distribution of a day with mean l and ties f passes u of [0, 1): by inversion, so that it
 * rises with l for the same u; more than some thousand expected events are drawn in parts. */
uint32_t toc_hawkes_count(double l, double f, double u);

/* counts [n][sources]: goes on from state for n days; outside streams are taken as they stand there, counts of targets
 * are drawn. */
void toc_hawkes_simulate(const toc_hawkes *model, toc_hawkes_state *state, size_t n, toc_rng *rng, uint32_t *counts);
/* A series as long as `days`, with its outside streams and its usual, drawn from the model; before its first day there
 * is what the usual makes of each source's mean rate, or nothing without it. Into room [days][sources], the caller's.
 */
toc_hawkes_days toc_hawkes_draw(const toc_hawkes *model, const toc_hawkes_days *days, toc_rng *rng, uint32_t *room);
/* The 90 % interval of the branching ratio by refitting series drawn from the model, `runs` of them (parametric
 * bootstrap, Efron 1979; 40 or more), the shape as it is: for models with more numbers than toc_hawkes_errors can tell.
 * Percentiles about the fitted ratio, taken on the logarithm and turned round it (basic bootstrap), since a refit lies
 * as far from its model as the model from the truth. TOC_EUSAGE with a prior; TOC_ENOMEM. */
toc_rc toc_hawkes_branching_again(const toc_hawkes_days *days, const toc_hawkes_options *options,
                                  const toc_hawkes_fitted *fitted, int runs, uint64_t seed, toc_interval *out,
                                  toc_err *err);

/* Paths of many runs over the same days. What comes by itself and from the past is the same in each (come), and is
 * made once; what the drawn events bring about is added on the way. One number of rng is drawn for each day and cell,
 * so that two sets of circumstances with the same rng are compared event by event (common random numbers). */
typedef struct toc_hawkes_ahead {
    const toc_hawkes *model;
    toc_day first;
    int days;
    double *come;  /* [days][targets]: base and past */
    double *extra; /* [days][targets]: from assumed events, which the level leaves alone; NULL: none */
    double keep[TOC_HAWKES_TARGETS]; /* share of a cell's events that is let happen; 1: all */
} toc_hawkes_ahead;
/* out [days][targets]: base and what the past brings about, the outside streams going on as in state. */
void toc_hawkes_come(const toc_hawkes *model, const toc_hawkes_state *state, int days, double *out);
/* out [days][targets], which is added to: what events of the targets, counts [days][targets], on the days from `first`
 * on bring about themselves. */
void toc_hawkes_bring(const toc_hawkes *model, toc_day first, int days, const uint32_t *counts, double *out);
/* Adds up the events of one run by cell; level: the factor on come. */
void toc_hawkes_path(const toc_hawkes_ahead *ahead, double level, toc_rng *rng, uint32_t *totals);

/* In continuous time by thinning (Ogata 1981, doi:10.1109/TIT.1981.1056305), from nothing, over [0, span): at most
 * `room` events; how many there were, room when it was not enough. */
size_t toc_hawkes_thin(const toc_hawkes *model, double span, toc_rng *rng, double *times, uint8_t *cells, size_t room);

#endif
