/*
 * dispute: how probable is it that a militarised dispute between two states begins in a year?
 *
 * The model: log-odds = share * (log-odds of a regression with fading histories) + base + 0.7 * (sum of boosted trees)
 * + 0.3 * (a small neural network), averaged over bags. Trees and networks
 * see the features and the regression's log-odds. Half of the bags learn from all years since 1816, half from those
 * since 1920; in the latter, and in the networks, recent years weigh more. Each bag weighs the pairs of states anew
 * (Bayesian bootstrap over pairs, Rubin 1981, doi:10.1214/aos/1176345338, at a quarter of its strength, since the mean
 * of all is wanted too); four times the spread of the bags gives the interval. Common years without a dispute are
 * thinned out, anew for each bag, by what the regression says, and weigh more in turn. How it was chosen, and what it
 * is worth: doc/method/dispute.md.
 *
 * Order: toc_dispute_fit from a panel, or toc_dispute_model_read; predict; free. A model is read-only afterwards, any
 * thread may ask. It carries the past cases for comparison and the newest features of all pairs, so that a forecast
 * needs no other file. Same panel, same options: same bytes.
 */
#ifndef TOC_FORECAST_DISPUTE_H
#define TOC_FORECAST_DISPUTE_H

#include "forecast/dispute_feature.h"

#include "base/str.h"

typedef struct toc_dispute_model toc_dispute_model;

typedef struct toc_dispute_options {
    int until;  /* outcomes after this year are not looked at; 0: the newest */
    int now;    /* the year whose features are stored for forecasts; 0: none */
    int bags;   /* of each kind; 0: 5 */
    int rounds; /* trees a bag; 0: 300 */
    uint64_t seed;
} toc_dispute_options;

/* TOC_ENOTFOUND with fewer than 30 onsets up to until; TOC_ENOMEM. Some 40 s for all pairs since 1816. */
toc_rc toc_dispute_fit(const toc_dispute_panel *panel, const toc_dispute_options *options, toc_dispute_model **out,
                       toc_err *err);
void toc_dispute_model_free(toc_dispute_model *model); /* NULL is fine */

/* TOC_EFORMAT when text is no model or cut short. */
toc_rc toc_dispute_model_read(toc_str text, const char *path, toc_dispute_model **out, toc_err *err);
/* Appends; out->failed when it does not fit. */
void toc_dispute_model_write(const toc_dispute_model *model, toc_buf *out);

typedef struct toc_dispute_facts {
    int from, until; /* years of the outcomes learnt from */
    int now;         /* year of the stored features, made from years before it; 0: none */
    int outcomes_to; /* newest outcome within them */
    size_t rows, onsets, cases, pairs;
} toc_dispute_facts;
toc_dispute_facts toc_dispute_model_facts(const toc_dispute_model *model);

/* One pair as the model sees it. */
enum { TOC_DISPUTE_COLUMNS = TOC_DISPUTE_FEATURE_COUNT + 1 }; /* the features, then the regression's log-odds */
typedef struct toc_dispute_seen {
    uint8_t bins[TOC_DISPUTE_COLUMNS];
    float logit; /* log-odds of the regression */
} toc_dispute_seen;

typedef struct toc_dispute_chance {
    double probability;
    double low, high; /* central 95 % of what bags of other pairs would say; low <= probability <= high */
} toc_dispute_chance;

/* From a row of dispute_feature. */
void toc_dispute_see(const toc_dispute_model *model, const float *values, toc_dispute_seen *out);
/* From the stored features of the newest year, by COW numbers; false when the pair is not among them. */
bool toc_dispute_seen_now(const toc_dispute_model *model, int cow_a, int cow_b, toc_dispute_seen *out);
toc_dispute_chance toc_dispute_predict(const toc_dispute_model *model, const toc_dispute_seen *seen);

typedef struct toc_dispute_part {
    int feature; /* of dispute_feature; -1: the regression with fading histories, also where trees and nets use it */
    double log_odds; /* what it adds, against the average pair and year */
    float from, to;  /* the value lies in (from, to]; infinite at the ends; NAN: not known */
} toc_dispute_part;
/* parts: TOC_DISPUTE_FEATURE_COUNT + 1, greatest size first. Their sum and *base are the log-odds of the probability.
 */
void toc_dispute_explain(const toc_dispute_model *model, const toc_dispute_seen *seen, toc_dispute_part *parts,
                         double *base);

typedef struct toc_dispute_case {
    int cow_a, cow_b, year;
    bool onset;         /* a dispute began in that year */
    int next_onset;     /* years until one began, counted from year; -1: none within five years, or not known */
    double probability; /* what the model says of it (it has learnt from it) */
    double distance;
} toc_dispute_case;
/* The pair-years of other years whose explanation is nearest, one for each pair, nearest first; how many there are. The
 * store of cases is drawn without regard to what became of them. The pair itself may be among them, with an earlier
 * year. */
size_t toc_dispute_alike(const toc_dispute_model *model, const toc_dispute_seen *seen, toc_dispute_case *out,
                         size_t most);

#endif
