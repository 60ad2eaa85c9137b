/* op_resolve: closes the open forecasts of the forecast ledger, from data and by their own rules. */
#ifndef TOC_OP_RESOLVE_H
#define TOC_OP_RESOLVE_H

#include "op/env.h"
#include "report/score.h"

typedef struct toc_resolve_options {
    const char *record; /* forecast ledger; NULL: see toc_env_record_path */
    toc_day asof;       /* what is known by this day counts; TOC_DAY_NONE: today */
    bool dry_run, json;
    toc_text_style style;
} toc_resolve_options;

/* Appends to out what became of each open forecast; the closed ones are in the forecast ledger then. TOC_ENOTFOUND:
 * there is no forecast ledger; TOC_EFORMAT: it was tampered with; TOC_EIO, TOC_EBUSY: it cannot be written. */
toc_rc toc_op_resolve(toc_env *env, const toc_resolve_options *options, toc_buf *out, toc_err *err);

#endif
