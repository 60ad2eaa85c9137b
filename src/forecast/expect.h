/*
 * expect: how often is a question's event to be expected of two sides, from what a ledger tells of all pairs?
 *
 * Of one pair little is known, and of most pairs nothing. In come all events of a stretch of days, ascending; out comes
 * a rate a day for any two sides, which pace.h leans upon. For each pair of roots (states, organisations) a, b it
 * counts n_ab episodes of events of any kind, days of which within TOC_PACE_EPISODE of the last one counted belong to
 * its episode; d_a the sum of n_ab over b, D the sum of d_a d_b over pairs; and for each question N episodes of all P
 * pairs, counted alike (of a threshold above one: days). Then what is expected of a and b is
 *     (1 - e) N (n_ab / (2 sum n) + d_a d_b / (2 D)) + (e N + 1/2) / P,     e = TOC_EXPECT_EVEN
 * in those days: half by what passes between the two, half by how busy both are with everybody (as in a table whose
 * rows and columns are independent), and a little for all alike. Of sides of several states: the sum over their pairs.
 * Reports of one happening are not linked here: episodes take them together. What it is worth: doc/method/forecast.md.
 *
 * toc_expect_init; take each event; expected; fini, also after a failure. Order within a day changes nothing. One
 * thread.
 */
#ifndef TOC_FORECAST_EXPECT_H
#define TOC_FORECAST_EXPECT_H

#include "base/map.h"
#include "forecast/question.h"
#include "world/world.h"

#define TOC_EXPECT_EVEN 0.05 /* measured with the numbers of pace.h */

typedef struct toc_expect_pair toc_expect_pair;

typedef struct toc_expect {
    toc_arena arena;
    const toc_question *questions; /* the caller's */
    size_t question_count;
    toc_day first, last;
    toc_map roots, known; /* root -> number; "number number" -> pair */
    uint32_t *busy;       /* of each root: d_a */
    size_t root_room;
    toc_expect_pair *pairs;
    size_t pair_room;
    uint64_t any;   /* episodes of all pairs */
    uint64_t *hits; /* … of each question's */
} toc_expect;

/* Days from first to last, both inclusive. Of questions only those that count events are counted. TOC_ENOMEM. */
toc_rc toc_expect_init(toc_expect *pool, const toc_question *questions, size_t count, toc_day first, toc_day last,
                       toc_err *err);
/* Those outside the days or learnt after them, within one root or without two are passed over. TOC_ENOMEM. */
toc_rc toc_expect_take(toc_expect *pool, const toc_event *event, toc_err *err);
/* A day, above 0; 0 when the pool has no event at all. `at`: the question by its place. Swapping the sides changes no
 * bit. */
double toc_expect_of(const toc_expect *pool, size_t at, const toc_side *a, const toc_side *b);
void toc_expect_fini(toc_expect *pool);

#endif
