/*
 * exercise: when does a bloc usually exercise together, and is the present out of that pattern?
 *
 * Counted are days on which the ledger tells of a done act of military cooperation (CAMEO 062: joint exercises,
 * patrols, training) of two members of the bloc, or of the bloc itself with a member or with nobody named; members as
 * of the day of the act. Several acts of a day are one day, so that a large exercise told of many pairs does not count
 * many times. A calendar month of a year counts when it holds such a day; the ledger covers a month when it tells of
 * anybody in it.
 *
 * The present: four weeks up to the day, each with or without such a day, against the same four weeks of each year of
 * the ten before that the ledger covers. Fisher's exact test (Fisher 1935, The Design of Experiments; the
 * hypergeometric chance of so many or more, or so few or fewer, of the present weeks being such weeks, given how many
 * there are in all). Undefined with fewer than TOC_EXERCISE_YEARS earlier years, or when the ledger tells of nobody in
 * the present weeks. What was learnt after the day changes nothing. Limits and reasons: doc/method/exercises.md.
 */
#ifndef TOC_MEASURE_EXERCISE_H
#define TOC_MEASURE_EXERCISE_H

#include "measure/measure.h"

#define TOC_EXERCISE_YEARS 3 /* our choice: with 2 years no pattern of twelve weeks could be called unusual often */
#define TOC_EXERCISE_YEARS_MAX 10 /* our choice: alliances and coverage change */
#define TOC_EXERCISE_WEEKS 4      /* of the present */
#define TOC_EXERCISE_ALPHA 0.05   /* of each of the two directions */

typedef struct toc_exercise_year {
    int year;
    bool covered[12];       /* the ledger tells of anybody in the month, up to the day */
    int days[12];           /* with an exercise */
    int events, total_days; /* happenings; days with one */
} toc_exercise_year;

typedef enum toc_exercise_verdict {
    TOC_EXERCISE_UNDEFINED, /* too little history */
    TOC_EXERCISE_USUAL,
    TOC_EXERCISE_MORE,
    TOC_EXERCISE_FEWER
} toc_exercise_verdict;

typedef struct toc_exercises {
    toc_exercise_year *years; /* from the first with data, at most ten before the day's, to that of the day */
    size_t year_count;
    int months_with[12], months_covered[12]; /* of the years before the day's */
    bool usual[12];                          /* at least half of three or more covered years had one in it */
    toc_exercise_verdict verdict;
    int now, now_weeks;               /* weeks with an exercise of the present ones */
    int before, before_weeks;         /* of the same weeks in earlier years */
    int earlier_years;                /* covered in these weeks */
    double chance_more, chance_fewer; /* defined with a verdict */
    const toc_event *latest;          /* newest first, of the present four weeks */
    size_t latest_count;
} toc_exercises;

/* bloc: a code. Memory of arena. Errors as toc_store_each_event and toc_panel_open. */
toc_rc toc_exercises_find(toc_store *store, const toc_world *world, toc_str bloc, toc_day on, toc_arena *arena,
                          toc_exercises *out, toc_err *err);

/* Hypergeometric tails: of `total` weeks `with` are such; the chance that of `drawn` at least (at most) `seen` are. */
double toc_exercise_tail(int seen, int drawn, int with, int total, bool at_least);

#endif
