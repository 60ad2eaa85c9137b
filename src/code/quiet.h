/*
 * quiet: how likely is it that a sentence, read as a whole, tells of no deed that is done?
 *
 * The scorer asks of each two actors what joins them; what a sentence is (a match report, a plot, a life that is over,
 * a fear) often shows in words far from both. So a second reader, which knows nothing of actors but where some stand,
 * looks at all words: one, two and three in a row, two with a gap, each with what it hangs on in the tree, and verbs
 * with their form. Each is hashed to a row of one table; their weights, added up and divided by the root of their
 * number, are the log odds that nothing is done: logistic regression over hashed features (Weinberger et al. 2009,
 * doi:10.1145/1553374.1553516), learnt by script/train-quiet. Its mistakes are others than the scorer's, which is why
 * it is asked: judge.c weighs both.
 *
 * The model is read-only after loading and shared by threads. Pure: same scene, same keys, same odds.
 */
#ifndef TOC_CODE_QUIET_H
#define TOC_CODE_QUIET_H

#include "base/str.h"
#include "base/err.h"

#include <stdint.h>

struct toc_scene; /* inside.h */

enum {
    TOC_QUIET_ROWS = 1 << 21, /* weights, one byte each */
    TOC_QUIET_KEYS_MAX = 2048 /* looked at in one sentence; what is over is left out */
};

typedef struct toc_quiet toc_quiet;

/* TOC_ENOTFOUND, TOC_EFORMAT (not ours, damaged), TOC_ENOMEM. */
toc_rc toc_quiet_new(const char *path, toc_quiet **out, toc_err *err);
void toc_quiet_free(toc_quiet *quiet); /* NULL is fine */

/* Log odds that nothing is done in the sentence. */
double toc_quiet_odds(const toc_quiet *quiet, const struct toc_scene *scene);

/* For training: the rows that a sentence is looked at by, at most TOC_QUIET_KEYS_MAX; how many. */
int toc_quiet_rows(const struct toc_scene *scene, uint32_t rows[TOC_QUIET_KEYS_MAX]);
/* What the sum of so many rows is divided by. */
double toc_quiet_scale(int count);
/* A model from TOC_QUIET_ROWS weights, which are rounded to a byte each. */
toc_rc toc_quiet_pack(const float *weights, toc_buf *out, toc_err *err);

#endif
