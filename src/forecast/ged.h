/*
 * ged: what UCDP's Georeferenced Event Dataset, as a ledger holds it, says of battle deaths between two sides.
 *
 * In come the rows of the dataset (source/ucdp.c; Sundberg and Melander 2013, doi:10.1177/0022343313484347):
 * state-based violence with both parties governments and one dead or more (the best estimate) is a fatal event of the
 * two states. A clash of two states begins with a fatal event when the TOC_GED_QUIET days before it had none. It had so
 * many battle deaths: those of the two in the calendar year in which it began, or in the next, whichever are more.
 *
 * What the dataset covers is told by itself. It holds the events of those pairs of parties that had 25 deaths in some
 * year, so it can say that there were not 25; of a clash with fewer its silence says nothing. A file of one country or
 * continent cannot speak for the world: a year is covered when it has events in TOC_GED_STATES states at least, on
 * TOC_GED_DAYS days at least, one of them in its last week: more than a continent has. The project holds no global
 * file, so the bounds are argued and not measured; too high ones leave a forecast open.
 *
 * toc_ged_init; take each row; toc_ged_covers, toc_ged_ask; fini. Order of rows changes nothing. One thread.
 */
#ifndef TOC_FORECAST_GED_H
#define TOC_FORECAST_GED_H

#include "base/map.h"
#include "measure/measure.h"

enum { TOC_GED_QUIET = 365, TOC_GED_STATES = 40, TOC_GED_DAYS = 300 };
#define TOC_GED_DATASET "ucdp"

typedef struct toc_ged_year toc_ged_year;

typedef struct toc_ged {
    toc_arena arena;
    toc_ged_year *years;
    size_t count, room;
} toc_ged;

void toc_ged_init(toc_ged *ged);
/* Other events than UCDP's are passed over. TOC_ENOMEM. */
toc_rc toc_ged_take(toc_ged *ged, const toc_event *event, toc_err *err);
void toc_ged_fini(toc_ged *ged);

/* Are all years from first to last covered? */
bool toc_ged_covers(const toc_ged *ged, int first, int last);

typedef enum toc_ged_found {
    TOC_GED_NONE,    /* no clash of that size is known to have begun */
    TOC_GED_BEGAN,   /* one began */
    TOC_GED_BLURRED, /* one began, of which it is not told on which side of an end of the window */
} toc_ged_found;

/* Did a clash with `deaths` battle deaths or more (1: a fatal one) begin between a state of one side and one of the
 * other from `from` to `to`? pair: as it is loaded, not linked. *evidence: the event with which the first such began;
 * NULL: none. */
toc_ged_found toc_ged_ask(const toc_pair *pair, toc_day from, toc_day to, int64_t deaths, const toc_event **evidence);

#endif
