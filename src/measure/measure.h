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
/* The same of events that are read already, which it takes over and puts in order. */
toc_rc toc_pair_make(toc_store *store, const toc_side *a, const toc_side *b, toc_day asof, toc_event *events,
                     size_t count, toc_arena *arena, toc_pair *out, toc_err *err);
/* One event for each happening, which is the report that stands for it, its `reports` counting all, its `confidence`
 * that of the surest; corrected ones are gone. Reports and their publishers stay in `told`. See measure/link.h. On
 * failure the pair is unchanged. */
toc_rc toc_pair_link(toc_store *store, const toc_linking *linking, toc_arena *arena, toc_pair *pair, toc_err *err);
/* Loaded and linked. */
toc_rc toc_pair_of(toc_store *store, const toc_linking *linking, const toc_side *a, const toc_side *b, toc_day asof,
                   toc_arena *arena, toc_pair *out, toc_err *err);
/* Two sides as expressions, their events loaded and linked. Errors as toc_side_parse, toc_pair_load, toc_pair_link. */
toc_rc toc_pair_read(toc_store *store, const toc_world *world, const toc_linking *linking, const char *side_a,
                     const char *side_b, toc_day asof, toc_arena *arena, toc_pair *out, toc_err *err);

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

/* The events that weigh most in the days before asof: by absolute weight, in which the coder's
 * confidence is (none below reason_confidence of weights.tsv), then date (newest first), then id; several
 * reports of one happening (same day or next, same roots of parties, same cameo root and modality) are shown once.
 * Indices into pair->events. */
toc_rc toc_pair_largest(const toc_pair *pair, int days, size_t max, const char *data_dir, toc_arena *arena,
                        size_t **out, size_t *count, toc_err *err);
/* The same to be marked on a plot of these days: of those that weigh the same the one first in whose week (three days
 * before and after) most hostile weight was told, then the newest; and none within 1 + days / TOC_PEAKS_ACROSS days of
 * another, so that marks stand apart. */
enum { TOC_PEAKS_ACROSS = 30 };
toc_rc toc_pair_peaks(const toc_pair *pair, int days, size_t max, const char *data_dir, toc_arena *arena, size_t **out,
                      size_t *count, toc_err *err);

/* Which way the event weighs between the sides: 1 hostile, -1 friendly, 0 neither. An act that reaches the other side
 * only through signal_to presses on it (1), or is neither. Needs no table. */
int toc_pair_tone(const toc_pair *pair, const toc_event *event);

/* Open numbers and words of the way out; see measure/way.h. */
typedef struct toc_way toc_way;

/* Contacts: done CONSULT and COOPERATE events between those who act for members of the two sides, per pair of roots; or
 * acts that break contact. Rule and states: doc/method/channels.md. */
typedef struct toc_contact {
    toc_str a, b;             /* actor roots */
    toc_day last;             /* TOC_DAY_NONE: contact was only broken or refused */
    int last_365, before_365; /* contacts in the 365 days before asof, and in the 365 days before those */
    int recent;               /* in the open days of channels.tsv */
    double usual;             /* in as many days of its own past; negative: the ledger is too short to tell */
    bool past_known;          /* the ledger tells of the pair for all 730 days; else before_365 is not known */
    toc_id last_event;
    toc_id broken_by;   /* the last act that broke or refused contact; empty: none */
    toc_day broken;     /* its day; TOC_DAY_NONE */
    toc_str level;      /* "heads", "ministers", "military", "officials": of the last contact */
    toc_str highest;    /* the same, of the highest in the last 365 days; empty when none */
    const char *status; /* "open", "thinning", "silent", "broken" */
} toc_contact;
/* The event that shows its state: the last contact, else what broke it. */
const toc_id *toc_contact_id(const toc_contact *contact);
/* What office the person named by `text` holds on the day ("foreign_minister"); empty when not known. */
typedef toc_str toc_office_fn(void *ctx, toc_str text, toc_str code, toc_day day);
/* office may be NULL: words alone tell the level. */
toc_rc toc_pair_contacts(const toc_pair *pair, const toc_way *way, toc_office_fn *office, void *ctx, toc_arena *arena,
                         toc_contact **out, size_t *count, toc_err *err);

/*
 * Third parties: states and organisations outside both sides, in touch with both as of the day, or with a record of
 * mediation between them. The unit is a day: however often an act is told, its day counts once, and days in touch
 * count less the older they are. Each part lies in [0,1]; score is the sum of the parts for, less the parts against,
 * each times its weight (data/method/mediators.tsv). Formulas: doc/method/channels.md.
 */
typedef enum toc_third_part {
    TOC_THIRD_CONTACT,
    TOC_THIRD_BALANCE,
    TOC_THIRD_ACTS,
    TOC_THIRD_RECORD,
    TOC_THIRD_HOUSE,
    TOC_THIRD_POWER,
    TOC_THIRD_REGION,
    TOC_THIRD_HOSTILITY, /* from here on: against */
    TOC_THIRD_LEAN,
    TOC_THIRD_BOUND,
    TOC_THIRD_ONESIDED,
    TOC_THIRD_PART_COUNT
} toc_third_part;
const char *toc_third_part_name(toc_third_part part); /* "contact" */

typedef struct toc_third_side {
    int days, before;  /* days in contact (done CONSULT, COOPERATE, AID, SUPPORT, or mediation) in the 365 days before
                          asof, and in the 365 days before those */
    int recent;        /* in the open days of channels.tsv */
    double hostility;  /* sum over the days of the share of hostile kinds among the kinds of acts told */
    int hostile, all;  /* days of hostile deeds, and all days on which anything counted, in 365 days */
    double weight;     /* days in touch with their decay; friendly words alone count less */
    toc_day last;      /* TOC_DAY_NONE: never in these 730 days */
    toc_id last_event; /* the contact of that day; empty when none */
    const toc_clause *bound; /* a clause that binds it to defend a member of this side; NULL when none */
    bool member;             /* a member of this side belongs to it, if it is an organisation */
    bool neighbour;          /* it borders a member of this side */
} toc_third_side;

typedef struct toc_third {
    toc_str code;
    toc_id last_event;
    toc_third_side a, b;
    int acts; /* days with an act of mediation in 365 days */
    toc_id act_event;
    const toc_mediator *record;    /* newest row of world's mediators for these sides, or NULL */
    const toc_mediator *elsewhere; /* newest row between others, or NULL */
    double parts[TOC_THIRD_PART_COUNT];
    double score;
    const char *status; /* as a channel between the sides, by the weaker link; see toc_contact */
    double usual;       /* days usual in the open days, of the weaker link; negative: not known */
} toc_third;
/* By score, then code; the order of rows is irrelevant, and swapping the sides mirrors. Mentions no part that is
 * unknown: who is not in touch with both has neither contact nor balance, and stands here by its record alone. */
toc_rc toc_third_parties(toc_store *store, const toc_world *world, const toc_linking *linking, const toc_way *way,
                         const toc_side *a, const toc_side *b, toc_day asof, toc_arena *arena, toc_third **out,
                         size_t *count, toc_err *err);

/* The weight of one event in an index: sign and size; 0 when it belongs to the other index. */
typedef struct toc_weights toc_weights;
toc_rc toc_weights_new(const char *data_dir, toc_weights **out, toc_err *err);
void toc_weights_free(toc_weights *weights);
double toc_weight_words(const toc_weights *weights, const toc_event *event); /* > 0 hostile, < 0 friendly */
double toc_weight_deeds(const toc_weights *weights, const toc_event *event);

#endif
