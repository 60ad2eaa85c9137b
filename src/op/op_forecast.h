/* op_forecast: the odds of a named question about two states. */
#ifndef TOC_OP_FORECAST_H
#define TOC_OP_FORECAST_H

#include "op/env.h"
#include "report/forecast.h"

typedef struct toc_forecast_options {
    const char *a, *b;   /* one state each */
    const char *horizon; /* "1y"; NULL: the same */
    const char *model;   /* file; NULL: models/dispute.bin of the data */
    const char *folder;  /* pairs of states and years, for days before the model's own features; NULL: none */
    toc_day asof;        /* TOC_DAY_NONE: today */
    bool why, json;
    toc_text_style style;
} toc_forecast_options;

/* Appends to out. TOC_EUSAGE: sides that are not one state each, the same state twice, another horizon, a day that the
 * features do not reach; TOC_ENOTFOUND: no model, no features of the pair; TOC_EFORMAT: damaged model. */
toc_rc toc_op_forecast(toc_env *env, const toc_forecast_options *options, toc_buf *out, toc_err *err);

#endif
