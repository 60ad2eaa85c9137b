/*
 * op_why: what stands behind an id: an event, a sentence, a document or a
 * figure of the ledger, or a row of the world's tables.
 */
#ifndef TOC_OP_WHY_H
#define TOC_OP_WHY_H

#include "op/env.h"

typedef struct toc_why_options {
    const char *id;
    toc_day asof; /* for blocs and memberships; TOC_DAY_NONE: today */
    bool json;
    size_t width;
    bool bold, ascii;
} toc_why_options;

/* Appends to out. TOC_ENOTFOUND when nothing has that id (the ledger may be missing: then only the tables are asked).
 */
toc_rc toc_op_why(toc_env *env, const toc_why_options *options, toc_buf *out, toc_err *err);

#endif
