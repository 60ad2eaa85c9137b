/*
 * op_pairs: what joins the two named parties of each text, without a ledger.
 *
 * Rows of JSON Lines are coded by any number of threads and written in the order in which they came; memory does not
 * grow with their number. The format stands in text/pairs.h, what is answered in code/pair.h.
 */
#ifndef TOC_OP_PAIRS_H
#define TOC_OP_PAIRS_H

#include "code/pair.h"
#include "op/env.h"

typedef struct toc_pairs_options {
    const char *path; /* "-": standard input */
    toc_scheme scheme;
    size_t threads; /* the output is the same on any number */
    bool always;    /* the best root even where it would abstain */
    bool explain;   /* for people, instead of JSON */
    /* Takes each piece of output, valid during the call; what it returns other than TOC_OK ends the run. */
    toc_rc (*write)(void *ctx, toc_str text, toc_err *err);
    toc_reject_fn *reject; /* may be NULL */
    void *ctx;             /* of both */
} toc_pairs_options;

typedef struct toc_pairs_counts {
    int64_t rows, abstained, rejects;
} toc_pairs_counts;

toc_rc toc_op_pairs(toc_env *env, const toc_pairs_options *options, toc_pairs_counts *counts, toc_err *err);

#endif
