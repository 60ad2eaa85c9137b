/* score (internal to code): the scorer at work. */
#ifndef TOC_CODE_SCORE_H
#define TOC_CODE_SCORE_H

#include "code/features.h"
#include "code/scorer.h"

/* Probabilities of the roots; they add up to 1. */
void toc_scorer_run(const toc_scorer *scorer, const toc_features *features, double out[TOC_SCORER_ROOTS]);
/* How much the feature speaks for root rather than for `instead`, in log odds. */
double toc_scorer_weight(const toc_scorer *scorer, const toc_feature *feature, int root, int instead);

#endif
