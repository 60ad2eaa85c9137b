/*
 * measure: from events to figures about two sides. Tension in words and in
 * deeds, volume and its concentration, contact, largest events.
 *
 * Everything is computed from the events between two sides as of a day, read
 * once from the ledger (toc_pair_load) and then pure. Formulas, weights and
 * their sources stand in doc/method/tension.md; weights are in
 * data/method/weights.tsv, none of them per state. Swapping the sides mirrors
 * the result; row order is irrelevant; events after the as-of day change nothing.
 *
 * No events is not peace: where there is too little to say, a figure is marked
 * undefined and nobody prints it.
 */
#ifndef TOC_MEASURE_MEASURE_H
#define TOC_MEASURE_MEASURE_H

#include "base/arena.h"
#include "base/err.h"
#include "event/event.h"
#include "measure/linking.h"
#include "num/interval.h"
#include "store/store.h"
#include "world/world.h"

/* How often a happening was told, and whether somebody denies it. */
typedef struct toc_standing {
    int reports;        /* documents, at least 1 */
    int sources;        /* publishers among them, a copy counting as what it copies */
    toc_id disputed_by; /* denial by the accused; empty: none */
} toc_standing;

/* One report: one document (or row) that tells of one happening. */
typedef struct toc_told {
    toc_day day; /* toc_event_day of what it tells */
    int reports; /* 1, or what a row says */
    toc_str source;
} toc_told;

/* The events between two sides, as of a day. */
typedef struct toc_pair {
    toc_side a, b;
    toc_day asof;
    toc_event *events; /* by date, then id; views into the arena */
    toc_str *sources;  /* per event: the document's source (publisher), for concentration */
    toc_str *titles;   /* per event: the document's title */
    size_t count;
    toc_standing *standings; /* per event, after toc_pair_link; else NULL */
    toc_told *told;          /* by day; the volume behind the events */
    size_t told_count;
} toc_pair;

/* All events up to asof between a and b in both directions, `signal_to` counted as a target. Linear in events read.
 * Every report is an event then. */
toc_rc toc_pair_load(toc_store *store, const toc_side *a, const toc_side *b, toc_day asof, toc_arena *arena,
                     toc_pair *out, toc_err *err);
/* One event for each happening, which is the report that stands for it, its `reports` counting all; corrected ones are
 * gone. Reports and their publishers stay in `told`. See measure/link.h. On failure the pair is unchanged. */
toc_rc toc_pair_link(toc_store *store, const toc_linking *linking, toc_arena *arena, toc_pair *pair, toc_err *err);

/* Where the pair has the event, by its day and id; pair->count when it is not there. O(log n). */
size_t toc_pair_find(const toc_pair *pair, const toc_event *event);

typedef enum toc_span { TOC_SPAN_DAY, TOC_SPAN_WEEK, TOC_SPAN_MONTH } toc_span;

/* One index in one window. Hostile and friendly are sums of weights (see tension.md); share = hostile / (hostile +
 * friendly). */
typedef struct toc_index {
    bool defined; /* false: fewer than the minimum of events; then nothing below may be printed, but events */
    int events;
    double hostile;
    double friendly;
    double level;          /* decayed hostile pressure at the end of the window (half-life in weights.tsv), >= 0 */
    toc_interval level_ci; /* 90 %, bootstrap over events, seeded; */
    double balance;        /* (hostile - friendly) / (hostile + friendly), -1 … 1 */
} toc_index;

typedef struct toc_tension_point {
    toc_day from, to; /* both inclusive */
    toc_index words, deeds;
    int reports;
    int sources;          /* distinct publishers */
    double concentration; /* Herfindahl index of publishers, 0 … 1 (1: all from one); 0 events: 0 */
} toc_tension_point;

typedef struct toc_tension {
    toc_span span;
    toc_tension_point *points;
    size_t count;
} toc_tension;

/* The series from `from` to `to` (clamped to asof). */
toc_rc toc_tension_series(const toc_pair *pair, toc_span span, toc_day from, toc_day to, const char *data_dir,
                          toc_arena *arena, toc_tension *out, toc_err *err);

/* Is it becoming more apparent? A window of days before asof against the equally long window before it,
 * and against the mean of the year before. */
typedef struct toc_trend {
    toc_tension_point now, before, year; /* year: level per window, mean of the windows of the 365 days before */
    bool words_defined, deeds_defined;
    double words_ratio, deeds_ratio; /* hostile weight now / before, half a mean event added to each (tension.md) */
    toc_interval words_ratio_ci, deeds_ratio_ci; /* 90 %; a ratio whose interval holds 1 is "no clear change" */
} toc_trend;
toc_rc toc_tension_trend(const toc_pair *pair, int window_days, const char *data_dir, toc_arena *arena, toc_trend *out,
                         toc_err *err);

/* The events that weigh most in the days before asof: by absolute weight times the coder's
 * confidence (none below reason_confidence of weights.tsv), then date (newest first), then id; several
 * reports of one happening (same day or next, same roots of parties, same cameo root and modality) are shown once.
 * Indices into pair->events. */
toc_rc toc_pair_largest(const toc_pair *pair, int days, size_t max, const char *data_dir, toc_arena *arena,
                        size_t **out, size_t *count, toc_err *err);

/* Which way the event weighs between the sides: 1 hostile, -1 friendly, 0 neither. An act that reaches the other side
 * only through signal_to presses on it (1), or is neither. Needs no table. */
int toc_pair_tone(const toc_pair *pair, const toc_event *event);

/* Contacts: done CONSULT and COOPERATE events between members of the two sides, per pair of roots. */
typedef struct toc_contact {
    toc_str a, b; /* actor roots */
    toc_day last;
    int last_365, before_365; /* contacts in the 365 days before asof, and in the 365 days before those */
    toc_id last_event;
    toc_str level;      /* "heads", "ministers", "military", "officials", from the parties' sectors and words */
    const char *status; /* "open" (last 90 days), "thinning" (last year, fewer than the year before), "quiet" (last
                           year, not fewer), "silent" (older), by the rule in doc/method/channels.md */
} toc_contact;
toc_rc toc_pair_contacts(const toc_pair *pair, toc_arena *arena, toc_contact **out, size_t *count, toc_err *err);

/* Third parties that were in touch with both sides in the days before asof (CONSULT, COOPERATE, AID, SUPPORT done; or
 * mediation), ranked by the smaller of the two counts, then by the sum, then by code. Happenings are counted, not
 * reports. */
typedef struct toc_third {
    toc_str code;
    int with_a, with_b;
    toc_day last_a, last_b;
    toc_id last_event;
    const toc_mediator *record; /* newest row of world's mediators for these sides, or NULL */
} toc_third;
toc_rc toc_third_parties(toc_store *store, const toc_world *world, const toc_linking *linking, const toc_side *a,
                         const toc_side *b, toc_day asof, int days, toc_arena *arena, toc_third **out, size_t *count,
                         toc_err *err);

/* The weight of one event in an index: sign and size; 0 when it belongs to the other index. */
typedef struct toc_weights toc_weights;
toc_rc toc_weights_new(const char *data_dir, toc_weights **out, toc_err *err);
void toc_weights_free(toc_weights *weights);
double toc_weight_words(const toc_weights *weights, const toc_event *event); /* > 0 hostile, < 0 friendly */
double toc_weight_deeds(const toc_weights *weights, const toc_event *event);

#endif
