/*
 * balance: what two sides had, for people and for other programmes. Every figure with its year; what is missing is
 * named and in no sum. JSON: a figure that is not known is null, one that is too old has "counted":false.
 */
#ifndef TOC_REPORT_BALANCE_H
#define TOC_REPORT_BALANCE_H

#include "event/ontology.h"
#include "measure/balance.h"
#include "report/brief.h"

typedef struct toc_balance_report {
    const toc_balance *balance;
    const toc_world *world;
    const toc_ontology *ontology;
} toc_balance_report;

void toc_balance_add_text(toc_buf *out, const toc_balance_report *report, toc_text_style style);
void toc_balance_add_json(toc_buf *out, const toc_balance_report *report);

/* A figure as people read it: "3.8 %", "74.7 bn $", "1.19 m", "145.6 m". Of thousands, but for CINC. */
toc_str toc_balance_figure(toc_arena *arena, toc_strength_part part, double value);
/* "1 : 9.8", "2.3 : 1". */
toc_str toc_balance_ratio_words(toc_arena *arena, double ratio);
/* Are forces of nuclear states on the side: names, at most max; empty when none. */
toc_str toc_balance_nuclear(toc_arena *arena, const toc_world *world, const toc_balance_side *side, size_t max);

#endif
