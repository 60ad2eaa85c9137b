/* dispute_inside (internal to forecast): what a model of disputes holds. */
#ifndef TOC_FORECAST_DISPUTE_INSIDE_H
#define TOC_FORECAST_DISPUTE_INSIDE_H

#include "forecast/dispute.h"
#include "forecast/dispute_logit.h"
#include "num/net.h"
#include "num/trees.h"

enum { TOC_DISPUTE_BAGS_MAX = 40 };
#define TOC_DISPUTE_DRAWN 0.25 /* share of a pair's weight in a bag that is drawn */
#define TOC_DISPUTE_NETS 0.3   /* weight of the networks, the rest is the trees' */

typedef struct toc_dispute_stored {
    int16_t cow_a, cow_b, year;
    int8_t onset, next_onset;
    toc_dispute_seen seen;
} toc_dispute_stored;

struct toc_dispute_model {
    toc_dispute_facts facts;
    toc_bins bins; /* of TOC_DISPUTE_COLUMNS */
    toc_dispute_logit logit;
    double share; /* of the regression's log-odds */
    double base;
    int bags, rounds;                                /* an even number of bags */
    toc_tree *trees;                                 /* [bags][rounds] */
    toc_net *nets;                                   /* [bags / 2]: one for two bags */
    float scores[TOC_DISPUTE_COLUMNS][TOC_BINS_MAX]; /* what a net sees of a bin: its rank, of mean 0 and spread 1 */
    toc_dispute_stored *cases, *pairs;
};

/* A model of the years to `until`, without facts, cases and pairs. */
toc_rc toc_dispute_learn(const toc_dispute_panel *panel, const toc_dispute_features *features, int until, int bags,
                         int rounds, uint64_t seed, toc_dispute_model **out, toc_err *err);
/* (0, 1), by its name and not by its turn. */
double toc_dispute_unit(uint64_t seed, uint64_t a, uint64_t b, uint64_t c);

/* Log-odds of the first bags. */
void toc_dispute_margins(const toc_dispute_model *model, const toc_dispute_seen *seen, int bags, double *margins);

static inline const float *toc_dispute_values(const toc_dispute_features *features, size_t at) {
    return features->values + at * TOC_DISPUTE_FEATURE_COUNT;
}

#endif
