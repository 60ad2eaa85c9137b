/* op_claims: who warned or promised what, is it new, and what followed. */
#ifndef TOC_OP_CLAIMS_H
#define TOC_OP_CLAIMS_H

#include "op/env.h"
#include "report/claims.h"

typedef struct toc_claims_options {
    toc_claims_wish wish; /* its asof may be TOC_DAY_NONE: today */
    int64_t most;         /* newest to show; 0: all */
    bool json;
    toc_text_style style;
} toc_claims_options;

/* Appends to out. Errors as toc_op_tension; TOC_EUSAGE for an unknown kind; TOC_ELIMIT for too many pairs. */
toc_rc toc_op_claims(toc_env *env, const toc_claims_options *options, toc_buf *out, toc_err *err);

#endif
