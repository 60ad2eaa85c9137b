/*
 * scorer: how likely each PLOVER root is, given a sentence's features; and how likely it is that the sentence tells of
 * anything at all that the source does to the target.
 *
 * In free coding, where nobody says that there is an event: a network, the encoder (encoder.h), which reads the
 * sentence and its features.
 * Of a pair, which somebody says is joined: a multinomial logistic regression over the same features and over what the
 * encoder says of each root (stacking: Wolpert 1992, doi:10.1016/S0893-6080(05)80023-1). The score of a root is the sum
 * of its weights times these values, divided by a temperature T; probabilities are the softmax of the scores. T is what
 * made them fit on held-out folds (Guo et al. 2017, "On calibration of modern neural networks", arXiv:1706.04599).
 * Trained by script/train-coding; what it was trained on stands in models/coding-en.md.
 *
 * The model is read-only after loading and shared by threads.
 */
#ifndef TOC_CODE_SCORER_H
#define TOC_CODE_SCORER_H

#include "base/err.h"
#include "base/str.h"

enum { TOC_SCORER_ROOTS = 16 }; /* TOC_AGREE … TOC_ASSAULT, in that order */

typedef struct toc_scorer toc_scorer;

/* TOC_ENOTFOUND, TOC_EFORMAT (not ours, damaged), TOC_ENOMEM. */
toc_rc toc_scorer_new(const char *path, toc_scorer **out, toc_err *err);
void toc_scorer_free(toc_scorer *scorer); /* NULL is fine */

/* For training: a model from weights, which are rounded to 16 bits, and the bytes of an encoder. A row for each key,
 * each of the TOC_FEATURE_BLOCKS * TOC_FEATURE_WIDTH numbers of the vectors, and each root that the encoder scores. */
typedef struct toc_scorer_parts {
    const uint32_t *keys; /* ascending */
    size_t count;
    const float *weights; /* [][TOC_SCORER_ROOTS] */
    float temperature;
    toc_str encoder;
} toc_scorer_parts;

toc_rc toc_scorer_pack(const toc_scorer_parts *parts, toc_buf *out, toc_err *err);

#endif
