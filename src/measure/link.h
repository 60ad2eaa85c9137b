/*
 * link: which reports tell of one happening, which documents are copies, and
 * which reports were corrected. Method and limits: doc/method/linking.md.
 *
 * A pure function of the events given: their order does not matter, and nothing
 * is kept in the ledger, so that links as of a day rest on what was known on
 * that day and on no order of arrival. Give it all events of the dyads asked
 * about, denials too, or links may be missed.
 *
 * Two reports are linked when dyad, PLOVER root and modality are the same, their
 * days (toc_event_day) are the same or neighbours, and their sentences are near.
 * What hangs together so is a happening, cut where it grows longer than its
 * span. Rows of datasets have no sentence and are never linked.
 *
 * O(n log n) but for sentences and documents, each read once; within a crowd of
 * more than 512 reports of one kind in two days only neighbours in the order of
 * their words are compared.
 */
#ifndef TOC_MEASURE_LINK_H
#define TOC_MEASURE_LINK_H

#include "event/event.h"
#include "measure/linking.h"
#include "store/store.h"

/* What linking knows of one event. */
typedef struct toc_link {
    size_t happening;
    toc_id corrected_by; /* event or sentence that took it out of force, the earliest; empty: in force */
    toc_id disputed_by;  /* denial by the accused, the earliest; empty: none. The report stays in force */
    bool withdraws;      /* it stands in the sentence that takes something back, and is no report of it */
    bool tells;          /* of those in force, the first of its document in this happening: counted as a report */
    size_t original;     /* the first event of the happening whose document this one's is a copy of; itself: no copy */
} toc_link;

typedef struct toc_happening {
    size_t event;          /* stands for it: the first in force by day, day learnt, id; else the first of all */
    const size_t *members; /* events, in that order */
    size_t count;
    int reports; /* documents (and reports of rows) in force; 0: corrected as a whole */
    int sources; /* publishers among them, a copy counting as what it copies */
} toc_happening;

typedef struct toc_links {
    toc_link *links; /* one for each event, in the order given */
    toc_happening *happenings;
    size_t count; /* of happenings */
} toc_links;

/* Corrections learnt after asof are not looked at (TOC_DAY_NONE: all are); the events are the caller's choice. */
toc_rc toc_links_make(toc_store *store, const toc_linking *linking, const toc_event *events, size_t count, toc_day asof,
                      toc_arena *arena, toc_links *out, toc_err *err);

/* The same dyad and PLOVER root have the same key, whatever the modality; parties without order where both do the same
 * (CONSULT, COOPERATE, AGREE). signal_to stands for an absent target. */
uint64_t toc_link_key(const toc_event *event);

#endif
