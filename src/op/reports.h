/*
 * reports: all reports of the happening that one event tells of, as `why` shows
 * them: which are copies, which are corrected or disputed, and by what.
 */
#ifndef TOC_OP_REPORTS_H
#define TOC_OP_REPORTS_H

#include "measure/linking.h"
#include "report/why.h"
#include "store/store.h"

/* As of a day (TOC_DAY_NONE: with all that the ledger holds). *found is false when the event is not in force on its own
 * account, or not known on that day; then *out is empty. Reads the events of the dyad. */
toc_rc toc_op_reports(toc_store *store, const toc_linking *linking, const toc_event *event, toc_day asof,
                      toc_arena *arena, toc_why_reports *out, bool *found, toc_err *err);

#endif
