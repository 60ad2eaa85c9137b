/*
 * happening: counts events, not reports.
 *
 * Several reports of one happening (same kind, see toc_event_kind_key; same
 * day or the next) must count once, and yet one more hostile report must never
 * lower anything. Grouping days into runs breaks the second law (a report in
 * between can merge two happenings). So we define a sum over the events of one
 * kind as the largest weight of any choice of events no two of which lie
 * within a day of each other. One happening told on two days gives one choice;
 * adding an event or raising a weight only widens the choices. It is found in
 * one pass over the days, v(d) being the heaviest event of day d:
 *     F(d) = max( F(d-1), v(d) + F(d-2) )
 * and for the level, with the decay q of a day,
 *     L(d) = max( q L(d-1), v(d) + q^2 L(d-2) ).
 * What day d adds, F(d) - F(d-1) and L(d) - q L(d-1), is never negative; all
 * figures are sums of these additions, so windows add up, and no later event
 * changes an earlier one. The number of events is the same sum with v = 1.
 */
#ifndef TOC_MEASURE_HAPPENING_H
#define TOC_MEASURE_HAPPENING_H

#include "measure/weights.h"

/* What one day of one kind adds to an index. */
typedef struct toc_addition {
    toc_day day;
    uint64_t key;
    bool deed;
    int events; /* 0 or 1 */
    double hostile, friendly;
    double level; /* to the hostile level, before decay after this day */
} toc_addition;

/* All additions of the pair's events, by day, then key. O(n). */
toc_rc toc_additions_make(const toc_pair *pair, const toc_weights *weights, toc_arena *arena, toc_addition **out,
                          size_t *count, toc_err *err);
/* Index of the first of that day or later; count when there is none. */
size_t toc_additions_from(const toc_addition *additions, size_t count, toc_day day);

#endif
