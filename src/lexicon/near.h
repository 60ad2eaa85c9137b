/* near: phrases of the lexicon that are spelt nearly like some words. */
#ifndef TOC_LEXICON_NEAR_H
#define TOC_LEXICON_NEAR_H

#include "lexicon/find.h"

/* Fills near of found with phrases whose edit distance to text, or to part of it, is at most a quarter of their
 * letters; nearest first, then in the order of the tables. Costs one pass over all phrases. */
toc_rc toc_near_find(const toc_lexicon *lexicon, toc_str text, toc_str part, toc_arena *arena, toc_find *found,
                     toc_err *err);

#endif
