/*
 * turn: when did hostility between two sides change, and was it more than a change of coverage?
 *
 * Counts of hostile happenings, words or deeds, per day (per week past three years) against how much the ledger had to
 * tell of everybody else in those weeks (num/change.h). A ledger that tells of nobody else has no such measure; then
 * every day counts the same, and `steady` says so. Order of rows is irrelevant; what was not known as of the pair's day
 * changes nothing. Method: doc/method/tension.md.
 */
#ifndef TOC_MEASURE_TURN_H
#define TOC_MEASURE_TURN_H

#include "measure/measure.h"

/* What the ledger tells of others than the pair, by day. */
typedef struct toc_volume {
    toc_day first;
    double *events; /* of each day from first */
    size_t days;
} toc_volume;
/* From the panel, as of the pair's day. TOC_EIO, TOC_ENOMEM … as toc_panel_open. */
toc_rc toc_volume_load(toc_store *store, const toc_pair *pair, toc_arena *arena, toc_volume *out, toc_err *err);

/* A point of a series with its hostile weight held at constant volume: what it would be if the ledger told as much of
 * others as it usually does: weight * usual / volume, volume in events of others a day, usual the median of the points.
 * Undefined where the weight is, where the usual is below 5 events a week, and where volume is below a tenth of it. */
typedef struct toc_held_point {
    double volume; /* events of others in the point */
    bool words_defined, deeds_defined;
    double words, deeds;
} toc_held_point;
typedef struct toc_held {
    bool defined;           /* the ledger tells enough of others to be a measure */
    double usual_per_day;   /* events of others */
    toc_held_point *points; /* as many as the series has */
} toc_held;
/* TOC_ENOMEM. */
toc_rc toc_tension_hold(const toc_tension *series, const toc_volume *volume, toc_arena *arena, toc_held *out,
                        toc_err *err);

typedef struct toc_turn {
    toc_day date, low, high; /* first day of the new rate; 90 % interval */
    double probability;
    double before, after; /* hostile happenings in 30 days, at the usual volume of the ledger */
} toc_turn;

typedef struct toc_turns {
    toc_turn *items; /* by date */
    size_t count;
    bool steady;   /* volume was not taken into account: too little of it */
    int step_days; /* 1 or 7 */
} toc_turns;

#define TOC_TURN_LEAST 0.8
/* volume NULL: not asked for. from and to are clamped to the pair's first event and day. */
toc_rc toc_pair_turns(const toc_pair *pair, const toc_volume *volume, bool deeds, toc_day from, toc_day to,
                      toc_arena *arena, toc_turns *out, toc_err *err);

#endif
