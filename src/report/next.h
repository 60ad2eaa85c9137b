/*
 * next: the likely next events of an actor in their order, with their reasons, for people and for other programmes.
 *
 * Without chances: a chance of a question without horizon, base rate, interval and record is printed by no path, and
 * these have none of them. How reliable the chances behind the order are: doc/method/next.md.
 */
#ifndef TOC_REPORT_NEXT_H
#define TOC_REPORT_NEXT_H

#include "event/ontology.h"
#include "forecast/next.h"
#include "report/brief.h"

typedef struct toc_next_line {
    toc_str source, target; /* codes */
    toc_str relation;       /* CAMEO code or PLOVER root */
    toc_str other;          /* the one of source and target who was asked for */
    toc_next_reason reason;
    toc_str rule, via; /* codes: reason.rule_relation, reason.via; empty: none */
} toc_next_line;

typedef struct toc_next_report {
    toc_str actor;
    bool upon, trained, why;
    toc_day asof;
    size_t facts, days, need; /* known events, days they span, and how many are needed to train */
    const toc_next_line *lines;
    size_t count;
    const toc_world *world;
    const toc_ontology *ontology;
} toc_next_report;

void toc_next_add_text(toc_buf *out, const toc_next_report *report, toc_text_style style);
void toc_next_add_json(toc_buf *out, const toc_next_report *report);

#endif
