/*
 * op_tension: the series of words and deeds between two sides.
 */
#ifndef TOC_OP_TENSION_H
#define TOC_OP_TENSION_H

#include "op/env.h"

typedef enum toc_tension_format {
    TOC_TENSION_TEXT,
    TOC_TENSION_CSV,
    TOC_TENSION_JSON,
    TOC_TENSION_SVG
} toc_tension_format;
typedef enum toc_tension_by { TOC_BY_DAY, TOC_BY_WEEK, TOC_BY_MONTH } toc_tension_by;

typedef struct toc_tension_options {
    const char *side_a, *side_b;
    toc_day asof;     /* TOC_DAY_NONE: today */
    toc_day from, to; /* TOC_DAY_NONE: 24 months (months), 26 weeks, 90 days before; as of the day */
    toc_tension_by by;
    toc_tension_format format;
    size_t width;     /* text only */
    bool bold, ascii; /* text only */
} toc_tension_options;

/* Appends the series to out. Errors as toc_op_brief; TOC_EUSAGE also when from lies behind to. */
toc_rc toc_op_tension(toc_env *env, const toc_tension_options *options, toc_buf *out, toc_err *err);

#endif
