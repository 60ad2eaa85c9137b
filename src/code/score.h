/* score (internal to code): the scorer at work. */
#ifndef TOC_CODE_SCORE_H
#define TOC_CODE_SCORE_H

#include "code/encoder.h"
#include "code/scorer.h"

/* Probabilities of the roots, if there is an event; they add up to 1. */
void toc_scorer_run(const toc_scorer *scorer, const toc_features *features, double odds[TOC_SCORER_ROOTS]);
/* Softmax of cooled scores. */
void toc_scorer_odds(const float scores[TOC_SCORER_ROOTS], double odds[TOC_SCORER_ROOTS]);
/* What reads free text. */
const toc_encoder *toc_scorer_encoder(const toc_scorer *scorer);
/* How much the feature speaks for root rather than for `instead`, in log odds. */
double toc_scorer_weight(const toc_scorer *scorer, const toc_feature *feature, int root, int instead);

#endif
