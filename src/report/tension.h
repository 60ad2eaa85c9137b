/*
 * tension: the series of words and deeds for people and for other programmes.
 *
 * Columns of the CSV: from, to (inclusive days), then for words and for deeds:
 * events, hostile, friendly, balance, level, level_low, level_high (90 %), then
 * reports, sources, concentration, then at constant volume: others (events of others in the ledger),
 * words_hostile_held, deeds_hostile_held. Undefined figures are empty cells.
 */
#ifndef TOC_REPORT_TENSION_H
#define TOC_REPORT_TENSION_H

#include "measure/measure.h"
#include "measure/turn.h"
#include "report/brief.h"

typedef struct toc_tension_report {
    const toc_pair *pair;
    const toc_tension *series;
    const toc_evidence *marks; /* the largest events of the time shown */
    size_t mark_count;
    toc_turns words, deeds; /* when the rate of hostile words and deeds changed */
    toc_held held;          /* hostile weight at constant volume */
    const toc_world *world;
    const toc_ontology *ontology;
} toc_tension_report;

/* Plot and table for a terminal, at most style.width columns; a long series is drawn by the largest of its points. */
void toc_tension_add_text(toc_buf *out, const toc_tension_report *report, toc_text_style style);
void toc_tension_add_csv(toc_buf *out, const toc_tension_report *report);
void toc_tension_add_json(toc_buf *out, const toc_tension_report *report);
void toc_tension_add_svg(toc_buf *out, const toc_tension_report *report);

#endif
