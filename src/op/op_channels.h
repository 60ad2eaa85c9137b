/* op_channels: channels between two sides, and who may mediate between them. */
#ifndef TOC_OP_CHANNELS_H
#define TOC_OP_CHANNELS_H

#include "op/env.h"
#include "report/brief.h"

typedef struct toc_channels_options {
    const char *side_a, *side_b;
    toc_day asof;   /* TOC_DAY_NONE: today */
    bool mediators; /* third parties, ranked; else channels */
    bool json;
    int64_t most; /* third parties to show; 0: all */
    toc_text_style style;
} toc_channels_options;

/* Appends to out. TOC_EUSAGE for a side that is unknown, empty on the day or on both; TOC_ENOTFOUND without a ledger.
 */
toc_rc toc_op_channels(toc_env *env, const toc_channels_options *options, toc_buf *out, toc_err *err);

#endif
