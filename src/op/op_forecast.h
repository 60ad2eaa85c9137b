/* op_forecast: the odds of named questions about two sides, and their place in the forecast ledger. */
#ifndef TOC_OP_FORECAST_H
#define TOC_OP_FORECAST_H

#include "op/env.h"
#include "report/ladder.h"

typedef struct toc_forecast_options {
    const char *a, *b;    /* sides; NULL with a question that names its own */
    const char *question; /* id or file; NULL: the whole ladder */
    const char *model;    /* file; NULL: models/dispute.bin of the data */
    const char *folder;   /* pairs of states and years, for days before the model's own features; NULL: none */
    const char *record;   /* forecast ledger; NULL: see toc_env_record_path */
    toc_day asof;         /* TOC_DAY_NONE: today */
    bool dry_run;         /* nothing is recorded, and the text says so */
    bool why, json;
    toc_text_style style;
} toc_forecast_options;

/* Appends to out; every figure in it is in the forecast ledger then, or nothing was appended. TOC_EUSAGE: sides that
 * are not understood or share a state, an unknown question; TOC_ENOTFOUND: no model; TOC_EFORMAT: a damaged model or
 * question, a forecast ledger that was tampered with; TOC_EIO, TOC_EBUSY: it cannot be written. */
toc_rc toc_op_forecast(toc_env *env, const toc_forecast_options *options, toc_buf *out, toc_err *err);

#endif
