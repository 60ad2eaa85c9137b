/*
 * alert: pairs whose hostile deeds, or words, reach what was not seen for a year, three years, or since the data begin;
 * and those whose rate rose lately and stayed.
 *
 * Over all pairs of actors of the panel, both directions together. On the day of an event the hostile events of the
 * last WINDOW days are held against the pair's own past: they must be a high of at least a year (or of all that is
 * known, after 90 days at least), at least `floor`, and so many that by the rate of the year before, at the ledger's
 * volume of these weeks, they would come about less often than the budget of false alarms allows. After an alert a pair
 * is silent for 60 days, or until twice as many come. Only what was known on the day counts, so that an alert of the
 * past is what would have been seen then. Method and measured record: doc/method/alerts.md.
 */
#ifndef TOC_MEASURE_ALERT_H
#define TOC_MEASURE_ALERT_H

#include "store/panel.h"

typedef struct toc_alert_options {
    bool words;       /* of words; else of deeds */
    toc_day from, to; /* alerts of these days; TOC_DAY_NONE: from the first, to asof or the last */
    toc_day asof;     /* TOC_DAY_NONE: all that is known */
    double budget;    /* false alarms in 30 days over all pairs looked at; > 0 */
    size_t pairs;     /* only the so many pairs with the most events; 0: all */
    int floor;        /* least number of hostile events in the window */
} toc_alert_options;

#define TOC_ALERT_WINDOW 14
#define TOC_ALERT_BUDGET 1.0
#define TOC_ALERT_FLOOR 5

typedef struct toc_alert {
    toc_day day;
    toc_str a, b;    /* roots, a before b */
    int hostile;     /* hostile events in the window */
    double usual;    /* expected in a window by the year before, at today's volume */
    int high_days;   /* the highest for so many days; all that is known: see first */
    bool first;      /* nothing as high since the pair is known */
    double chance;   /* of so many or more by the usual rate */
    int followed[3]; /* hostile events in the 30, 90, 365 days after it; -1: not yet known to the end */
} toc_alert;

/* A rate that rose and stayed, though no window need be a high: as of the last day known, and not as it would have been
 * seen on its own day. Weekly counts of three years at most, against the ledger's volume (num/change.h); the newest
 * change of a pair, when it began in the last TOC_ALERT_LATELY days, TOC_ALERT_RISE times the rate before, and at least
 * `floor` events were told in the last 90. */
typedef struct toc_alert_turn {
    toc_str a, b;
    toc_day date, low, high; /* first day of the week of the new rate; 90 % interval */
    double probability;
    double before, after; /* hostile events in 30 days, at the usual volume */
} toc_alert_turn;

#define TOC_ALERT_LATELY 180
#define TOC_ALERT_RISE 2.0
#define TOC_ALERT_TURN_LEAST 0.9

typedef struct toc_alerts {
    toc_alert *alerts; /* by day, then pair */
    size_t count;
    toc_alert_turn *turns; /* by date, then pair */
    size_t turn_count;
    toc_day end;   /* the last day of which anything is known */
    size_t looked; /* pairs looked at */
} toc_alerts;

/* Memory of arena, roots views into the panel. TOC_EUSAGE: a budget that is not positive; TOC_ENOMEM; as
 * toc_panel_dyad. */
toc_rc toc_alerts_find(toc_panel *panel, const toc_alert_options *options, toc_arena *arena, toc_alerts *out,
                       toc_err *err);

#endif
