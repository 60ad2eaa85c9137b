/*
 * pick: records of datasets between two lists of parties, found by the panel instead of by a walk over all of them.
 *
 * The panel has what a record consists of, dyad by dyad; actors, acts, places and files are read once each from the
 * ledger. What comes is what the query in SQL gives, in the same order. For large ledgers: whoever
 * has few records is quicker without a panel.
 */
#ifndef TOC_STORE_PICK_H
#define TOC_STORE_PICK_H

#include "store/ledger.h"

typedef struct ledger_pick ledger_pick;

/* Has the ledger so many records that the panel is quicker? False within a batch. */
toc_rc ledger_is_large(toc_store *store, bool *out, toc_err *err);

/* *out NULL: this query, or this ledger, is not for picking. Memory of arena; ledger_pick_free gives back what SQLite
 * holds. */
toc_rc ledger_pick_new(toc_store *store, const toc_event_query *query, toc_arena *arena, ledger_pick **out,
                       toc_err *err);
size_t ledger_pick_count(const ledger_pick *pick);
void ledger_pick_free(ledger_pick *pick); /* NULL is fine */
/* Views live until the arena is cleared. */
toc_rc ledger_pick_next(ledger_pick *pick, toc_event *out, bool *more, toc_err *err);

#endif
