/*
 * balance: what two sides had on a day, in the same units; where they touch; what their forces did of late.
 *
 * A side's sum of a part is that of its states whose figure is known and not older than TOC_BALANCE_STALE years (before
 * the year of the day, or before the last year of the table where that is earlier); every other state is named as
 * missing. Nothing is imputed: with a state missing a sum is a lower bound, and a ratio is one of what is known. The
 * newest year that was over on the day is taken: a figure of 2022 tells of December 2022, and nobody knew it in
 * February. Sources and limits: doc/method/balance.md.
 *
 * Swapping the sides mirrors the result. A balance of figures is no forecast of a war's outcome, and no cause of one.
 */
#ifndef TOC_MEASURE_BALANCE_H
#define TOC_MEASURE_BALANCE_H

#include "measure/posture.h"
#include "world/strength.h"

#define TOC_BALANCE_STALE 5 /* years, our choice: spending and personnel change slowly in peace, and fast in war */
#define TOC_BALANCE_POSTURE_DAYS 90

typedef struct toc_balance_state {
    toc_str code;
    toc_strength_figure figures[TOC_STRENGTH_PARTS];
    bool counted[TOC_STRENGTH_PARTS]; /* known and not stale */
    bool nuclear, major;
} toc_balance_state;

typedef struct toc_balance_sum {
    double value;
    int counted;               /* states in it; 0: undefined, print nothing */
    int first_year, last_year; /* of their figures */
} toc_balance_sum;

typedef struct toc_balance_side {
    toc_side side;
    toc_balance_state *states; /* by code; the blocs among the members of the side are none */
    size_t count;
    toc_balance_sum sums[TOC_STRENGTH_PARTS];
    toc_acts posture; /* of the days up to on; see has_ledger */
} toc_balance_side;

typedef struct toc_balance_border {
    toc_str a, b; /* a state of each side */
    int type;     /* 1 on land … 5, as toc_world_border */
} toc_balance_border;

typedef struct toc_balance_near {
    toc_str a, b;
    toc_distance distance; /* known false: of no pair of the sides */
} toc_balance_near;

typedef struct toc_balance {
    toc_balance_side a, b;
    toc_day on;
    int year;                    /* the last that was over on the day: nothing newer counts */
    int last_year;               /* of the table */
    toc_balance_border *borders; /* by type, then codes */
    size_t border_count;
    toc_balance_near
        nearest; /* least distance between states; of equal ones that of the nearer capitals, then by code */
    toc_balance_near capitals; /* least distance between capitals */
    bool has_ledger;           /* posture was asked for */
} toc_balance;

/* strength: of toc_strength_new. store NULL: without posture. Memory of arena. TOC_EUSAGE when a state or bloc is on
 * both sides; TOC_ENOMEM; errors of the store. */
toc_rc toc_balance_make(const toc_world *world, const toc_strength *strength, toc_store *store, const toc_side *a,
                        const toc_side *b, toc_day on, toc_arena *arena, toc_balance *out, toc_err *err);

/* A's sum over B's; false when one of them is undefined or B's is 0. *whole: no state of either side is missing in it.
 */
bool toc_balance_ratio(const toc_balance *balance, toc_strength_part part, double *ratio, bool *whole);

#endif
