/* op_alerts: which pairs reached a high of hostile deeds or words, and what followed. */
#ifndef TOC_OP_ALERTS_H
#define TOC_OP_ALERTS_H

#include "measure/alert.h"
#include "op/env.h"

typedef enum toc_alerts_format { TOC_ALERTS_TEXT, TOC_ALERTS_CSV, TOC_ALERTS_JSON } toc_alerts_format;

typedef struct toc_alerts_options {
    toc_alert_options rule;
    toc_alerts_format format;
    size_t width;
    bool bold, ascii; /* text only */
} toc_alerts_options;

/* Appends to out. As toc_alerts_find; TOC_ENOTFOUND without a ledger. */
toc_rc toc_op_alerts(toc_env *env, const toc_alerts_options *options, toc_buf *out, toc_err *err);

#endif
