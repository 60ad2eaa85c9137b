/*
 * scorer: how likely each PLOVER root is, given a sentence's features; and how likely it is that the sentence tells of
 * anything at all that the source does to the target.
 *
 * The first: a multinomial logistic regression: the score of a root is the sum of its
 * weights times the features' values, divided by the temperature T that made
 * the probabilities fit on held-out folds (Guo et al. 2017, "On calibration of
 * modern neural networks"); probabilities are the softmax of the scores.
 * There are two sets of weights for it: one for pairs, and one for free coding, which learnt from sentences coded
 * after the PLOVER manual, too.
 * The second: a logistic regression on the same features, for free coding, where nobody says that there is an event.
 * Trained by script/train-coding; what it was trained on stands in models/README.md.
 *
 * The model is read-only after loading and shared by threads.
 */
#ifndef TOC_CODE_SCORER_H
#define TOC_CODE_SCORER_H

#include "base/err.h"
#include "base/str.h"

enum {
    TOC_SCORER_ROOTS = 16,                /* TOC_AGREE … TOC_ASSAULT, in that order */
    TOC_SCORER_JOINED = TOC_SCORER_ROOTS, /* columns: roots as labelled pairs have them; joined; roots in free text */
    TOC_SCORER_FREE = TOC_SCORER_JOINED + 1,
    TOC_SCORER_COLUMNS = TOC_SCORER_FREE + TOC_SCORER_ROOTS
};

typedef struct toc_scorer toc_scorer;

/* TOC_ENOTFOUND, TOC_EFORMAT (not ours, damaged), TOC_ENOMEM. */
toc_rc toc_scorer_new(const char *path, toc_scorer **out, toc_err *err);
void toc_scorer_free(toc_scorer *scorer); /* NULL is fine */

/* For training: a model from weights. keys ascending, count of them; weights [count][COLUMNS] and
 * dense [TOC_FEATURE_BLOCKS * TOC_FEATURE_WIDTH][COLUMNS]; rounded to 16 bits. */
toc_rc toc_scorer_pack(const uint32_t *keys, const float *weights, size_t count, const float *dense, float temperature,
                       float joined_temperature, toc_buf *out, toc_err *err);

#endif
