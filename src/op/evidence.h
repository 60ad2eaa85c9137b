/*
 * evidence: events with the sentence and the document they came from, read
 * from the ledger for a report. Shared by the recipes of brief, tension and why.
 */
#ifndef TOC_OP_EVIDENCE_H
#define TOC_OP_EVIDENCE_H

#include "report/evidence.h"
#include "store/store.h"

/* One for each id, in their order; an id that the ledger does not hold is left out. */
toc_rc toc_op_evidence(toc_store *store, const toc_str *ids, size_t count, toc_arena *arena, toc_evidence **out,
                       size_t *out_count, toc_err *err);
/* The same for an event that was read already. */
toc_rc toc_op_evidence_of(toc_store *store, const toc_event *event, toc_arena *arena, toc_evidence *out, toc_err *err);

/* Sentence and document alone, of what is no event of the ledger. */
toc_rc toc_op_source_of(toc_store *store, const toc_event *event, toc_arena *arena, toc_evidence *out, toc_err *err);

#endif
