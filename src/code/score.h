/* score (internal to code): the scorer at work. */
#ifndef TOC_CODE_SCORE_H
#define TOC_CODE_SCORE_H

#include "code/features.h"
#include "code/scorer.h"

typedef struct toc_scores {
    double odds[TOC_SCORER_ROOTS]; /* probabilities of the roots, if there is an event; they add up to 1 */
    double free[TOC_SCORER_ROOTS]; /* the same for free coding */
    double joined;                 /* probability that there is one */
} toc_scores;

void toc_scorer_run(const toc_scorer *scorer, const toc_features *features, toc_scores *out);
/* How much the feature speaks for root rather than for `instead`, in log odds. */
double toc_scorer_weight(const toc_scorer *scorer, const toc_feature *feature, int root, int instead);

#endif
