/* score (internal to code): the scorer at work. */
#ifndef TOC_CODE_SCORE_H
#define TOC_CODE_SCORE_H

#include "code/encoder.h"
#include "code/scorer.h"

/* The encoder's scores are numbers like those of a vector when they are so much smaller. */
#define TOC_SCORER_ENCODED 0.1f

/* Probabilities of the roots of a pair; they add up to 1. encoded: scores of the encoder. */
void toc_scorer_run(const toc_scorer *scorer, const toc_features *features, const float encoded[TOC_SCORER_ROOTS],
                    double odds[TOC_SCORER_ROOTS]);
/* Softmax of cooled scores. */
void toc_scorer_odds(const float scores[TOC_SCORER_ROOTS], double odds[TOC_SCORER_ROOTS]);
/* What reads free text, and pairs beside the regression. */
const toc_encoder *toc_scorer_encoder(const toc_scorer *scorer);
/* How much the encoder speaks for root rather than for `instead`, in log odds. */
double toc_scorer_encoded(const toc_scorer *scorer, const float encoded[TOC_SCORER_ROOTS], int root, int instead);
/* How much the feature speaks for root rather than for `instead`, in log odds. */
double toc_scorer_weight(const toc_scorer *scorer, const toc_feature *feature, int root, int instead);

#endif
