/*
 * structure: the model of disputes, and what it sees of pairs of states on a day: from the features that it carries, or
 * from a folder of pairs and years; of the years before its features, with the shipped model, the odds that lie beside
 * it. What toc_ladder_make asks for odds, and what --why explains.
 *
 * Order: toc_structure_init; new; chance, seen; fini, also after a failure. A day that the features do not reach is no
 * failure: why_not says so, and no pair has odds.
 */
#ifndef TOC_OP_STRUCTURE_H
#define TOC_OP_STRUCTURE_H

#include "forecast/dispute.h"
#include "forecast/dispute_odds.h"
#include "op/env.h"

typedef struct toc_structure {
    toc_arena arena;
    toc_dispute_model *model;
    toc_dispute_facts facts;
    toc_dispute_panel *panel; /* of the folder; NULL: the model's own features */
    toc_dispute_features features;
    toc_dispute_odds odds; /* of years before the model's own features; without reasons */
    bool has_odds;
    int year;
    toc_str basis;   /* which features, known when, for people */
    toc_str why_not; /* empty: pairs have odds */
    toc_str warning; /* the model has learnt the year itself; else empty */
    char hash[33];   /* of the model's file */
} toc_structure;

void toc_structure_init(toc_structure *structure);
/* model: a file, or NULL for the shipped one; folder: or NULL. TOC_ENOTFOUND, TOC_EFORMAT, TOC_ENOMEM. */
toc_rc toc_structure_new(toc_structure *structure, toc_env *env, const char *model, const char *folder, toc_day asof,
                         toc_err *err);
/* False also when only odds are known. */
bool toc_structure_seen(const toc_structure *structure, int cow_a, int cow_b, toc_dispute_seen *out);
/* A toc_ladder_chance; ctx is a toc_structure. */
bool toc_structure_chance(void *ctx, int cow_a, int cow_b, toc_dispute_chance *out);
void toc_structure_fini(toc_structure *structure);

#endif
