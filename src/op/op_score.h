/* op_score: how good the forecasts of the forecast ledger were; and whether it is whole. */
#ifndef TOC_OP_SCORE_H
#define TOC_OP_SCORE_H

#include "op/env.h"
#include "report/score.h"

typedef struct toc_score_options {
    const char *record;   /* forecast ledger; NULL: see toc_env_record_path */
    const char *question; /* svg of this question only; NULL: all */
    bool json, svg;
    toc_text_style style;
} toc_score_options;

/* Appends to out. TOC_ENOTFOUND: there is no forecast ledger, or no such question in it; TOC_EFORMAT: it was tampered
 * with, and where. */
toc_rc toc_op_score(toc_env *env, const toc_score_options *options, toc_buf *out, toc_err *err);

/* Is the forecast ledger whole? Appends a line; *faulty when it is not, with the reason in the line. head: a hash that
 * it must hold, or NULL. No file: says so, no fault. */
toc_rc toc_op_check_record(toc_env *env, const char *record, const char *head, toc_buf *out, bool *faulty,
                           toc_err *err);

#endif
