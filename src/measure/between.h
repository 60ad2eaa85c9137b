/*
 * between: the events of a ledger, read once and put together by the two they are between. For questions about all
 * pairs at once; whoever asks about one pair takes toc_pair_load, and about one side with everybody that for each of
 * those with whom it has to do (toc_between_others), so that memory holds one pair at a time.
 *
 * What a pair gets here is what toc_pair_load gives it: both directions, `signal_to` counted as a target (an event with
 * a target and another signal_to is in two pairs). Only pairs of roots; strangers, who have none, are left out.
 */
#ifndef TOC_MEASURE_BETWEEN_H
#define TOC_MEASURE_BETWEEN_H

#include "measure/measure.h"

enum { TOC_BETWEEN_EVENTS_MAX = 2000000 }; /* 1.2 GB of them */

typedef struct toc_between {
    toc_str a, b;         /* roots, a < b */
    const size_t *events; /* where in all->events, by date, then id */
    size_t count;
} toc_between;

typedef struct toc_betweens {
    const toc_event *events;
    const toc_between *pairs; /* in the order in which they first appear */
    size_t count;
} toc_betweens;

/* opens: does a pair count for this event? (A pair for which no event opens is left out; an event with a target opens
 * none by its signal_to.) In memory of arena. TOC_ELIMIT above TOC_BETWEEN_EVENTS_MAX events, TOC_ENOMEM, as
 * toc_store_each_event. */
toc_rc toc_betweens_read(toc_store *store, toc_day asof, bool (*opens)(const toc_event *event), toc_arena *arena,
                         toc_betweens *out, toc_err *err);
/* Roots outside the side of which the ledger tells anything between them and it, whatever the day; each once, in the
 * order of their bytes, in memory of arena. TOC_ENOMEM, as toc_panel_open. */
toc_rc toc_between_others(toc_store *store, const toc_side *side, toc_arena *arena, toc_str **out, size_t *count,
                          toc_err *err);
/* Does the pair count by what opens it, as in toc_betweens_read? */
bool toc_between_is_open(const toc_pair *pair, bool (*opens)(const toc_event *event));
/* The events of a pair, ready to be linked: as toc_pair_load. */
toc_rc toc_between_pair(toc_store *store, const toc_betweens *all, const toc_between *between, const toc_side *a,
                        const toc_side *b, toc_day asof, toc_arena *arena, toc_pair *out, toc_err *err);

#endif
