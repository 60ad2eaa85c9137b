/* events: the fitted event model of two sides, in words: its parameters with standard errors, its branching ratio with
 * interval, and whether it holds. */
#ifndef TOC_REPORT_EVENTS_H
#define TOC_REPORT_EVENTS_H

#include "forecast/stream.h"
#include "report/brief.h"

typedef struct toc_events_report {
    const toc_side *a, *b; /* as the user named them */
    bool turned;           /* in the model's cells B of the user acts first */
    toc_day from, to;
    const toc_hawkes_fitted *fitted;
    const toc_hawkes_errors *errors;
    const toc_hawkes_residual *residual;
    toc_interval branching;          /* 90 %; [0, inf]: not known */
    bool refitted;                   /* it is from refits to drawn series */
    const toc_stream_pooled *pooled; /* NULL: learnt from the two sides alone */
} toc_events_report;

void toc_events_add_text(toc_buf *out, const toc_events_report *report, toc_text_style style);
void toc_events_add_json(toc_buf *out, const toc_events_report *report);

#endif
