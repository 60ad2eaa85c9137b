/*
 * op_lexicon: a dictionary looked through for faults, and words looked up.
 */
#ifndef TOC_OP_LEXICON_H
#define TOC_OP_LEXICON_H

#include "op/env.h"

typedef struct toc_lexicon_check_options {
    const char *const *paths; /* dictionaries of others, or tables like those of data/lexicon (.tsv) */
    size_t path_count;
    bool json;
} toc_lexicon_check_options;

/* Appends what each file holds, with all its faults. *faulty: how many lines are faulty; a file that is refused as a
 * whole counts as one. Dictionaries are loaded in their order, as --dictionary would. */
toc_rc toc_op_lexicon_check(toc_env *env, const toc_lexicon_check_options *options, toc_buf *out, int64_t *faulty,
                            toc_err *err);

typedef struct toc_lexicon_find_options {
    const char *text;
    toc_day on; /* TOC_DAY_NONE: today */
    bool json;
} toc_lexicon_find_options;

/* Appends who the words name, and why. *known is false when nothing was found. */
toc_rc toc_op_lexicon_find(toc_env *env, const toc_lexicon_find_options *options, toc_buf *out, bool *known,
                           toc_err *err);

#endif
