/* op_whatif: what would come between two sides, if? */
#ifndef TOC_OP_OP_WHATIF_H
#define TOC_OP_OP_WHATIF_H

#include "op/env.h"
#include "report/brief.h"

typedef struct toc_whatif_ask {
    const char *side_a, *side_b;
    const char *const *with, *const *without;
    size_t with_count, without_count;
    toc_day asof; /* TOC_DAY_NONE: the last event */
    int days, runs;
    uint64_t seed;
    size_t threads; /* 0: as many as there are processors */
    bool json;
    toc_text_style style;
} toc_whatif_ask;

/* Appends the answer to out. TOC_EUSAGE: no assumption, or one that makes no sense; else as toc_event_model_read and
 * toc_whatif_run. */
toc_rc toc_op_whatif(toc_env *env, const toc_whatif_ask *ask, toc_buf *out, toc_err *err);

#endif
