/*
 * odds: the only way to print a probability.
 *
 * toc_odds is opaque: it can be had only from toc_odds_new, which refuses
 * unless the question has a machine-checkable resolution rule, a horizon, a
 * base rate with its n and interval, and a track record (or "none yet"). So no
 * writer can print a bare probability (rule 1 of the honesty rules), and words
 * of likelihood come from the figure (rule 2).
 *
 * Words follow ICD 203 (Office of the Director of National Intelligence,
 * Intelligence Community Directive 203, 2 January 2015, table in 6.a):
 * almost no chance <= 5 %, very unlikely <= 20, unlikely <= 45, roughly even <= 55,
 * likely <= 80, very likely <= 95, almost certain above.
 */
#ifndef TOC_REPORT_ODDS_H
#define TOC_REPORT_ODDS_H

#include "measure/rate.h"

typedef struct toc_odds toc_odds;

typedef struct toc_odds_parts {
    toc_str question;   /* "will a war begin between …" */
    toc_str resolution; /* rule that a machine can check: what is counted, threshold, by which dataset */
    int horizon_days;
    const toc_rate *base; /* defined; with n > 0 and an interval that holds the estimate */
    toc_str base_of;      /* what was counted: "pairs of these sides" */
    toc_str record;       /* track record, or "none yet" */
} toc_odds_parts;

/* TOC_EUSAGE says which part is missing; TOC_ENOMEM. */
toc_rc toc_odds_new(const toc_odds_parts *parts, toc_arena *arena, const toc_odds **out, toc_err *err);

const toc_odds_parts *toc_odds_parts_of(const toc_odds *odds);
/* "less than 1 in 100", "about 3 in 100", "more than 99 in 100" */
void toc_odds_add_chance(toc_buf *out, const toc_odds *odds);
/* "95 % interval less than 1 to 3 in 100; 2 in 1,430 pair-years, 1816-2000" */
void toc_odds_add_basis(toc_buf *out, const toc_odds *odds);
/* "almost no chance" */
const char *toc_odds_words(const toc_odds *odds);
/* {"question":…,"resolution":…,"horizon_days":…,"estimate":…,"interval":[…],"level":0.95,"onsets":…,"pair_years":…,…}
 */
void toc_odds_add_json(toc_buf *out, const toc_odds *odds);

/* The word for a figure in [0,1]; for tests and for toc_odds_words. */
const char *toc_odds_icd203(double probability);

#endif
