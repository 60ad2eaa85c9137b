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
 * In free coding a small network (one layer of rectified units) sees the same features, and what two of them mean
 * together; its scores are added to the linear ones before they are cooled.
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
    TOC_SCORER_COLUMNS = TOC_SCORER_FREE + TOC_SCORER_ROOTS,
    TOC_SCORER_HIDDEN = 32, /* units of the network; what comes out: roots, joined */
    TOC_SCORER_NET = TOC_SCORER_ROOTS + 1
};

typedef struct toc_scorer toc_scorer;

/* TOC_ENOTFOUND, TOC_EFORMAT (not ours, damaged), TOC_ENOMEM. */
toc_rc toc_scorer_new(const char *path, toc_scorer **out, toc_err *err);
void toc_scorer_free(toc_scorer *scorer); /* NULL is fine */

/* For training: a model from weights, which are rounded to 16 bits. A row for each key, then each of the
 * TOC_FEATURE_BLOCKS * TOC_FEATURE_WIDTH numbers of the vectors; of the network also one for the constant. */
typedef struct toc_scorer_parts {
    const uint32_t *keys; /* ascending */
    size_t count;
    const float *weights; /* [][TOC_SCORER_COLUMNS] */
    const float *first;   /* [][TOC_SCORER_HIDDEN] */
    const float *second;  /* [TOC_SCORER_HIDDEN + 1][TOC_SCORER_NET], the constant last */
    float temperature, joined_temperature, free_temperature;
} toc_scorer_parts;

toc_rc toc_scorer_pack(const toc_scorer_parts *parts, toc_buf *out, toc_err *err);

#endif
