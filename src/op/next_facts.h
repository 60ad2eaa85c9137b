/*
 * next_facts: the done events of a ledger as facts between numbers, for forecast/next.h, which may not see a ledger.
 *
 * At most the last two years before the as-of day (or the last event) and the last 200,000 events, in whole days.
 * toc_next_facts_init; gather; use; fini, also after a failure.
 */
#ifndef TOC_OP_NEXT_FACTS_H
#define TOC_OP_NEXT_FACTS_H

#include "base/map.h"
#include "forecast/next.h"
#include "store/store.h"

typedef struct toc_next_dated {
    toc_day day;
    toc_next_fact fact;
} toc_next_dated;

/* Words by their numbers. */
typedef struct toc_next_names {
    toc_map map;
    toc_str *items;
    uint32_t count;
    size_t capacity;
} toc_next_names;

typedef struct toc_next_facts {
    toc_arena arena;
    bool whole;   /* actors are whole codes; else their roots, and what is done within one is left out */
    toc_day asof; /* TOC_DAY_NONE: all */
    toc_next_names actors, relations;
    uint32_t *family; /* by relation: its PLOVER root */
    uint32_t family_capacity;
    toc_next_dated *facts; /* by day */
    size_t count, capacity;
    uint32_t *group, *role; /* by actor; see toc_next_scheme */
} toc_next_facts;

void toc_next_facts_init(toc_next_facts *facts, bool whole, toc_day asof);
/* What toc_store_each_event returns; TOC_ENOMEM. */
toc_rc toc_next_facts_gather(toc_next_facts *facts, toc_store *store, toc_err *err);
size_t toc_next_facts_days(const toc_next_facts *facts); /* from the first to the last; 0: none */
void toc_next_facts_fini(toc_next_facts *facts);

#endif
