/*
 * dyads (internal to code): what the scorer alone reads of two actors that no frame of the lexicon joins.
 *
 * For each two actors of different roots in a sentence the scorer says how likely it is that the one does anything to
 * the other, and what. The likelier way round of each two, when it is likely enough, becomes an act at the word where
 * the two meet, and goes the way of all acts: what governs it, time, place, the tests for figures of speech. Its code
 * is that of the lexicon's head that speaks for the root, else the root's own.
 */
#ifndef TOC_CODE_DYADS_H
#define TOC_CODE_DYADS_H

#include "code/inside.h"

enum { TOC_DYADS_MAX = 12 };

/* What the scorer says of two actors. */
typedef struct toc_dyad_view {
    double joined;                 /* probability that anything joins the two */
    double odds[TOC_SCORER_ROOTS]; /* of the roots, if so */
    toc_root root;                 /* the likeliest */
    const toc_head *head;          /* of the lexicon, that speaks for it; or NULL */
} toc_dyad_view;

typedef struct toc_dyad {
    toc_act act;
    toc_governed governed;
    toc_dyad_view view;
} toc_dyad;

/* So likely an act of its own; where a frame has found the act and one party, less is enough for the other. Found on
 * the development sentences (doc/method/coding.md). */
#define TOC_DYAD_LEAST 0.7
#define TOC_DYAD_LEAST_FRAMED 0.3
#define TOC_DYAD_LEAST_ALONE 0.9

/* Whether an event between the two roots is known already. */
typedef bool toc_dyad_known(void *ctx, toc_str a, toc_str b);

/* Into out, at most TOC_DYADS_MAX, the likeliest first. */
toc_rc toc_dyads_find(const toc_coder *coder, const toc_scene *scene, toc_dyad_known *known, void *ctx, toc_dyad *out,
                      int *count, toc_err *err);

/* The same of the mention source and the mention target alone. */
void toc_dyad_look(const toc_coder *coder, const toc_scene *scene, int source, int target, toc_dyad_view *out);
/* Roots that are words about acts, done when they are said. */
bool toc_is_of_words(toc_root root);

#endif
