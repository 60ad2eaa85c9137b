/*
 * event_facts: the events of a ledger as daily counts in cells, for forecast/stream.h, which may not see a ledger.
 *
 * Pairs of roots come from the panel (rows as they are told); two sides come from happenings (measure/link.h). Behind
 * the cells of a pair stand the outside streams: what passes between the allies of one side and the other side. An ally
 * is a state bound, on the last day, by a clause of defence (data/world/clauses.tsv) together with a state of the side,
 * and with none of the other.
 *
 * toc_event_facts_init; gather or pairs; sides; use; fini, also after a failure.
 */
#ifndef TOC_OP_EVENT_FACTS_H
#define TOC_OP_EVENT_FACTS_H

#include "forecast/stream.h"
#include "measure/measure.h"
#include "store/panel.h"
#include "world/world.h"

typedef struct toc_event_pair {
    toc_str a, b;  /* roots */
    size_t events; /* before the day that ranks */
    uint32_t *counts;
} toc_event_pair;

typedef struct toc_event_facts {
    toc_arena arena;
    const toc_world *world;
    toc_panel *panel;
    toc_day first, last; /* days counted */
    int days_most;       /* at most so many last days, set before pairs; 0: all */
    toc_day asof;        /* what was known then; TOC_DAY_NONE: all */
    toc_event_pair *pairs;
    size_t count;
    uint8_t *bound; /* by clause and root */
    size_t clauses, roots;
} toc_event_facts;

void toc_event_facts_init(toc_event_facts *facts, const toc_world *world, toc_panel *panel, toc_day asof);
/* The most active pairs of different roots, by events until the day `until` (TOC_DAY_NONE: the last), at most `most`,
 * with their counts from facts->first to facts->last, which it sets. TOC_ENOTFOUND without events; TOC_ENOMEM and what
 * the panel returns. */
toc_rc toc_event_facts_pairs(toc_event_facts *facts, toc_day until, size_t most, toc_err *err);
/* The cells of a pair of sides over the same days. roots [TOC_STREAM_CELLS][TOC_ROOT_COUNT], zeroed by the caller: how
 * many of the events of a cell are of each root. */
toc_rc toc_event_facts_sides(toc_event_facts *facts, const toc_pair *pair, uint32_t (*roots)[TOC_ROOT_COUNT],
                             toc_hawkes_days *out, toc_err *err);
/* Of pair i, its first `days` days. */
toc_hawkes_days toc_event_facts_days(const toc_event_facts *facts, size_t i, size_t days);
void toc_event_facts_fini(toc_event_facts *facts);

#endif
