/* op_balance: what two sides had on a day, and where they touch. */
#ifndef TOC_OP_BALANCE_H
#define TOC_OP_BALANCE_H

#include "op/env.h"
#include "report/balance.h"

typedef struct toc_balance_options {
    const char *side_a, *side_b;
    toc_day on; /* TOC_DAY_NONE: today */
    bool json;
    toc_text_style style;
} toc_balance_options;

/* Appends to out. The ledger is read when there is one; one that was named and is not there is TOC_ENOTFOUND. Errors as
 * toc_side_parse and toc_balance_make. */
toc_rc toc_op_balance(toc_env *env, const toc_balance_options *options, toc_buf *out, toc_err *err);

#endif
