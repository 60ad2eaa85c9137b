/*
 * draft: a brief while it is written; used by brief*.c only.
 *
 * Errors stick: after the first one every call does nothing, and the builder
 * asks once at the end.
 */
#ifndef TOC_REPORT_DRAFT_H
#define TOC_REPORT_DRAFT_H

#include "report/brief.h"

typedef struct toc_draft {
    const toc_brief_input *in;
    toc_arena *arena;
    toc_brief *brief;
    toc_rc rc;
    toc_err *err;
} toc_draft;

/* printf into the draft's arena; empty after a failure. */
toc_str toc_draft_text(toc_draft *draft, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Add a line. Refused (TOC_EUSAGE) when id or text is empty: no line without a label and something that opens it. */
void toc_draft_line(toc_draft *draft, toc_section section, toc_brief_line line);

/* Begin a figure, add inputs and events, end it: the id comes from its content. */
typedef struct toc_figure_draft {
    toc_str what, value, formula;
    toc_str inputs[16];
    size_t input_count;
    toc_str *events;
    size_t event_count;
} toc_figure_draft;
void toc_draft_input(toc_draft *draft, toc_figure_draft *figure, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
toc_str toc_draft_figure(toc_draft *draft, const toc_figure_draft *figure);
/* Ids of the pair's events in [from, to] that `deeds` selects, heaviest list not needed: in order of time. */
void toc_draft_events(toc_draft *draft, toc_figure_draft *figure, toc_day from, toc_day to, bool deeds);

const toc_evidence *toc_draft_evidence(const toc_draft *draft, toc_str event_id);

/* The sections, one file each. */
void toc_draft_answer(toc_draft *draft);
void toc_draft_apparent(toc_draft *draft);
void toc_draft_why(toc_draft *draft);
void toc_draft_bound(toc_draft *draft);
void toc_draft_channels(toc_draft *draft);
void toc_draft_mind(toc_draft *draft);
void toc_draft_limits(toc_draft *draft);

#endif
