/*
 * check: one table of data/lexicon by itself, all its faults and not only the first.
 *
 * Loading stops at a fault, since a table of ours that is faulty is a fault of the programme; whoever mends a table
 * wants to see them all. Which table it is, is told by the columns it names.
 */
#ifndef TOC_LEXICON_CHECK_H
#define TOC_LEXICON_CHECK_H

#include "lexicon/lexicon.h"

typedef struct toc_table_checked {
    const char *name; /* the table it is, or is like: "names.tsv" */
    int64_t rows;     /* sound ones */
    int64_t faults;
} toc_table_checked;

/* Checks the table at path; reject is called for each faulty row. data_dir is for what the rows refer to (classes of
 * words). TOC_EFOREIGN when its line of names is none of ours; else as toc_lexicon_new. */
toc_rc toc_lexicon_check(const char *data_dir, const char *path, toc_reject_fn *reject, void *ctx,
                         toc_table_checked *out, toc_err *err);

#endif
