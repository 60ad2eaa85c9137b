/*
 * op_brief: the brief about two sides as of a day.
 *
 * Reads the ledger, measures, builds the brief, stores its figures in the
 * ledger so that `why` can open them (a read-only ledger is read all the same;
 * the brief then says that its figures cannot be opened later), and writes it.
 */
#ifndef TOC_OP_BRIEF_H
#define TOC_OP_BRIEF_H

#include "op/env.h"

typedef enum toc_brief_format { TOC_BRIEF_TEXT, TOC_BRIEF_MD, TOC_BRIEF_HTML, TOC_BRIEF_JSON } toc_brief_format;

typedef struct toc_brief_options {
    const char *side_a, *side_b;
    toc_day asof; /* TOC_DAY_NONE: today */
    toc_brief_format format;
    size_t width;     /* text only: columns */
    bool bold, ascii; /* text only */
} toc_brief_options;

/* Appends the brief to out. TOC_EUSAGE: a side that is not understood, or a state on both sides; TOC_ENOTFOUND: no
 * ledger. */
toc_rc toc_op_brief(toc_env *env, const toc_brief_options *options, toc_buf *out, toc_err *err);

#endif
