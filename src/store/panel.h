/*
 * panel: the ledger's events as columns of numbers, for questions over millions of them.
 *
 * Derived from the ledger and never the system of record: a file LEDGER.panel beside it, memory-mapped. It is brought
 * up to date when it is opened (new events only, unless corrections came), made anew when it belongs to another ledger,
 * is of another version, or is damaged: every part carries a checksum, looked at when the part is first used. What was
 * done to it is told to `note`. Where the folder cannot be written the panel lives in memory.
 *
 * Rows lie together by dyad (root of source, root of target), within it by day, then by ref. Units: days since
 * 1970-01-01; goldstein in tenths; deed 1 for a deed, 0 for words (toc_event_is_deed); day is toc_event_day, the day on
 * which an event counts. learnt: the day from which it is known; until: the first day on which it is known to be
 * corrected, TOC_DAY_MAX + 1 when in force. signal_to is not in the panel. Columns come in three parts; whoever names
 * those it reads has the others neither read nor looked through.
 *
 * Order: toc_panel_open, questions, toc_panel_close, all before the store is closed. One thread. Between two openings
 * without a note the store keeps it, with what was looked through, as long as the ledger does not change.
 */
#ifndef TOC_STORE_PANEL_H
#define TOC_STORE_PANEL_H

#include "store/store.h"

typedef struct toc_panel toc_panel;

/* note: what was done to a panel that was not as it should be ("was damaged and is made anew"); may be NULL. TOC_EIO
 * and TOC_EFORMAT when the ledger cannot be read, TOC_ENOMEM, TOC_ELIMIT past 65,534 roots. */
typedef void toc_panel_note(void *ctx, const char *what);
toc_rc toc_panel_open(toc_store *store, toc_panel_note *note, void *ctx, toc_panel **out, toc_err *err);
void toc_panel_close(toc_panel *panel); /* NULL is fine */
/* Remove the file, so that the next one to open it makes it anew. */
void toc_panel_forget(toc_store *store);

size_t toc_panel_count(const toc_panel *panel); /* rows */
/* Roots by number, from 0; number 0 is "", nobody known. */
size_t toc_panel_roots(const toc_panel *panel);
toc_str toc_panel_root(const toc_panel *panel, size_t number);
bool toc_panel_find_root(const toc_panel *panel, toc_str root, size_t *number);

typedef enum toc_panel_part {
    TOC_PANEL_TIMES = 1,  /* day, learnt, until */
    TOC_PANEL_FACTS = 2,  /* ref, facts */
    TOC_PANEL_RECORD = 4, /* record */
} toc_panel_part;

typedef struct toc_panel_facts {
    uint32_t reports;
    uint8_t root, quad, deed;
    int8_t goldstein;
} toc_panel_facts;

/* What a record of a dataset consists of; zero of a text, but for date. Together, since whoever asks wants all. */
typedef struct toc_panel_record {
    toc_day date;                       /* as it was told */
    uint32_t row;                       /* of the dataset's file */
    int32_t source, target, act, place; /* ids in the ledger */
} toc_panel_record;

/* Rows of one dyad, [0, count) of each column; undefined are those of parts that were not asked for. */
typedef struct toc_panel_rows {
    const toc_day *day, *learnt, *until;
    const int64_t *ref; /* of a text: rowid of event; of a dataset: -1 - id of record */
    const toc_panel_facts *facts;
    const toc_panel_record *record;
    size_t count;
    uint16_t source, target; /* numbers of roots */
} toc_panel_rows;

size_t toc_panel_dyads(const toc_panel *panel); /* by number of source, then of target */
/* Rows of dyad i; parts: of toc_panel_part, added. When they turn out to be damaged the panel is made anew, and
 * TOC_EBUSY tells to begin the question again: numbers may have changed. */
toc_rc toc_panel_dyad(toc_panel *panel, size_t i, unsigned parts, toc_panel_rows *out, toc_err *err);
size_t toc_panel_dyad_count(const toc_panel *panel, size_t i); /* its rows; nothing is read */
/* Numbers of the roots of dyad i. */
void toc_panel_parties(const toc_panel *panel, size_t i, size_t *source, size_t *target);
/* The number of a dyad; false when there are no events of it. */
bool toc_panel_find_dyad(const toc_panel *panel, size_t source, size_t target, size_t *out);

/* Is row i known and in force as of a day (TOC_DAY_NONE: now)? */
static inline bool toc_panel_in_force(const toc_panel_rows *r, size_t i, toc_day asof) {
    if (asof == TOC_DAY_NONE) {
        return r->until[i] > TOC_DAY_MAX;
    }
    return r->learnt[i] <= asof && r->until[i] > asof;
}

/* The same, and on a day that has come by then. */
static inline bool toc_panel_known(const toc_panel_rows *r, size_t i, toc_day asof) {
    return toc_panel_in_force(r, i, asof) && (asof == TOC_DAY_NONE || r->day[i] <= asof);
}

/* Asks a question that reads dyads, anew when it ends with TOC_EBUSY; TOC_EIO when the panel is found damaged each
 * time.
 */
typedef toc_rc toc_panel_question(void *ctx, toc_err *err);
toc_rc toc_panel_try(toc_panel_question *question, void *ctx, toc_err *err);

/* ---- questions ---- */

typedef struct toc_panel_cell {
    toc_day from; /* first day of the day, month or year */
    uint16_t source, target;
    uint32_t events, deeds; /* in force */
    uint32_t quad[5];       /* events of each quad class; 0: none */
    int64_t reports;
    int64_t goldstein; /* sum, in tenths */
} toc_panel_cell;

typedef enum toc_panel_step { TOC_PANEL_DAY, TOC_PANEL_MONTH, TOC_PANEL_YEAR } toc_panel_step;

typedef struct toc_panel_query {
    const toc_str *sources; /* roots; count 0: all */
    size_t source_count;
    const toc_str *targets;
    size_t target_count;
    bool both_directions;
    toc_day from, to, asof; /* TOC_DAY_NONE: open, now */
    toc_panel_step step;
    bool together; /* one series of all dyads asked for; source and target of its cells are 0 */
} toc_panel_query;

/* Cells that hold events, by dyad and day (together: by day), in memory of arena. An empty answer is count 0. Damage is
 * mended on the way. */
toc_rc toc_panel_ask(toc_panel *panel, const toc_panel_query *query, toc_arena *arena, toc_panel_cell **out,
                     size_t *count, toc_err *err);

/* Events in force of everybody, by day: events[0] of the day first, up to the last day that has any. days 0: none. */
typedef struct toc_panel_volume {
    toc_day first;
    size_t days;
    uint32_t *events; /* memory of arena */
} toc_panel_volume;

/* Hardly a row is read where events become known on their day. Damage is mended on the way. */
toc_rc toc_panel_volumes(toc_panel *panel, toc_day asof, toc_arena *arena, toc_panel_volume *out, toc_err *err);

#endif
