/*
 * dyads (internal to code): what the scorer alone reads of two actors that no frame of the lexicon joins.
 *
 * For each two actors of different roots in a sentence the scorer says how likely it is that the one does anything to
 * the other, and what. The likelier way round of each two is taken when it is likelier than not to be an event, becomes
 * an act at the word where the two meet, and goes the way of all acts: what governs it, time, place, the tests for
 * figures of speech. Its code is that of the lexicon's head that speaks for the root, else the root's own.
 */
#ifndef TOC_CODE_DYADS_H
#define TOC_CODE_DYADS_H

#include "code/inside.h"

enum { TOC_DYADS_MAX = 12 };

typedef struct toc_dyad {
    toc_act act;
    toc_governed governed;
} toc_dyad;

/* Whether an event between the two roots is known already. */
typedef bool toc_dyad_known(void *ctx, toc_str a, toc_str b);

/* Into out, at most TOC_DYADS_MAX, the likeliest first. */
toc_rc toc_dyads_find(const toc_coder *coder, const toc_scene *scene, toc_dyad_known *known, void *ctx, toc_dyad *out,
                      int *count, toc_err *err);

#endif
