/*
 * bloc: who belongs to a bloc on a day, what its clauses bind them to; and of one state, who is bound to it and who
 * would be drawn in if another attacked it, clause by clause. Facts of the world's tables as of the day, each with its
 * source; no clause is automatic.
 */
#ifndef TOC_REPORT_BLOC_H
#define TOC_REPORT_BLOC_H

#include "event/ontology.h"
#include "measure/exercise.h"
#include "report/brief.h"

/* Members with status and since when, those who have left, clauses and when they were invoked. TOC_EUSAGE: no such
 * bloc. */
toc_rc toc_bloc_add_text(toc_buf *out, const toc_world *world, toc_str bloc, toc_day on, toc_text_style style,
                         toc_err *err);
/* The JSON object is left open, for the members below; toc_bloc_end_json closes it. */
toc_rc toc_bloc_add_json(toc_buf *out, const toc_world *world, toc_str bloc, toc_day on, toc_err *err);
void toc_bloc_end_json(toc_buf *out);

/* Its exercise calendar and whether the present is out of it; exercises NULL: no ledger was read. */
void toc_bloc_add_exercises_text(toc_buf *out, const toc_world *world, const toc_ontology *ontology,
                                 const toc_exercises *exercises, toc_text_style style);
void toc_bloc_add_exercises_json(toc_buf *out, const toc_exercises *exercises);

/* Blocs of a state, clauses that bind it, and per clause who is bound with it. attacker empty: none; else who would be
 * drawn in. TOC_EUSAGE: no such state. */
toc_rc toc_ally_add_text(toc_buf *out, const toc_world *world, toc_str state, toc_str attacker, toc_day on,
                         toc_text_style style, toc_err *err);
toc_rc toc_ally_add_json(toc_buf *out, const toc_world *world, toc_str state, toc_str attacker, toc_day on,
                         toc_err *err);

#endif
