/* op_fit_events: the event model of two sides, fitted and shown; nothing is written to the ledger. */
#ifndef TOC_OP_OP_FIT_EVENTS_H
#define TOC_OP_OP_FIT_EVENTS_H

#include "forecast/hawkes.h"
#include "op/env.h"
#include "report/brief.h"

typedef struct toc_fit_events_options {
    const char *side_a, *side_b;
    toc_day asof; /* TOC_DAY_NONE: the last event */
    toc_hawkes_kernel kernel;
    bool alone; /* without the other pairs of the ledger */
    bool json;
    toc_text_style style;
} toc_fit_events_options;

/* Appends the model to out. Errors as toc_event_model_read. */
toc_rc toc_op_fit_events(toc_env *env, const toc_fit_events_options *options, toc_buf *out, toc_err *err);

#endif
