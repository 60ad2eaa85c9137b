/*
 * op_next: the likely next events of an actor, from any ledger.
 *
 * Events that were done (modality), known as of the day, of at most the two years before it and at most the last
 * 200,000; relations are CAMEO codes, or PLOVER roots where an event has none. ACTOR without sectors (RUS, Russia,
 * NATO): actors are states, blocs and organisations, and what is done within one is left out; with sectors (RUSGOV):
 * actors are whole codes.
 */
#ifndef TOC_OP_NEXT_H
#define TOC_OP_NEXT_H

#include "op/env.h"
#include "report/next.h"

typedef struct toc_next_options {
    const char *actor; /* code or name */
    toc_day asof;      /* TOC_DAY_NONE: the day of the last event */
    size_t top;        /* at most so many */
    bool upon;         /* events that fall on the actor; else what he does */
    bool why, json;
    toc_text_style style; /* text only */
} toc_next_options;

/* Appends to out. TOC_ENOTFOUND: no ledger, no event of the actor by then; TOC_ELIMIT: too many actors; TOC_ENOMEM. */
toc_rc toc_op_next(toc_env *env, const toc_next_options *options, toc_buf *out, toc_err *err);

#endif
