/*
 * dyads (internal to code): what the scorer reads of each two actors of a sentence, frames known.
 *
 * For each ordered two of different roots the scorer says how likely it is that the sentence tells of something done by
 * the one to the other, and what. It sees the sentence (features.h) and what frames and heads of the lexicon made of
 * it (framed.c).
 *
 * Much is done within one state, or to nobody named: "Kuwait's emir annulled the decree", "Iran tested a missile". So
 * each actor is looked at alone, too: whether it does anything at home or without a target, and which of these.
 */
#ifndef TOC_CODE_DYADS_H
#define TOC_CODE_DYADS_H

#include "code/desk.h"
#include "code/features.h"
#include "code/scorer.h"

enum {
    TOC_DYAD_ACTORS_MAX = 10,
    TOC_DYADS_MAX = TOC_DYAD_ACTORS_MAX * TOC_DYAD_ACTORS_MAX /* each two, either way round; each alone */
};

/* Two mentions that may be joined, or one alone: then target is -1. */
typedef struct toc_couple {
    int source, target;
} toc_couple;

/* Of all mentions of two roots, those that are likeliest to be joined; or of one root, the one that is likeliest to do
 * something alone. */
typedef struct toc_dyad {
    int source, target;            /* mentions; target -1: one alone, within its state or without a target */
    toc_str s, t;                  /* their roots; t is empty of one alone */
    int predicate;                 /* of two the word that tells of the likeliest root, else where they meet, or -1 */
    double joined;                 /* probability that the one does anything to the other */
    double bare;                   /* the same before the sentence as a whole is heard (judge.c) */
    double home;                   /* of one alone: that it is at home, if anything is done */
    double odds[TOC_SCORER_ROOTS]; /* of the roots, if so */
    toc_root root;                 /* the likeliest */
    const toc_head *head;          /* of the lexicon, that speaks for it; or NULL */
    struct {
        double told;          /* probability that a deed of this root is told, whatever else is */
        const toc_head *head; /* of the lexicon, what speaks for it; NULL: nothing, or it is hardly told */
        int token;            /* the word that tells of it, or -1 */
    } roots[TOC_SCORER_ROOTS];
} toc_dyad;

/* All that may be joined, at most TOC_DYADS_MAX. TOC_ENOMEM. */
toc_rc toc_dyads_read(const toc_desk *desk, toc_dyad *out, int *count, toc_err *err);
/* The same by mentions: of two roots there may be many. */
int toc_couples_find(const toc_desk *desk, toc_couple out[TOC_DYADS_MAX]);
/* The root of a code; of those who fight in many states, IMG, which are none but act as one. */
toc_str toc_side_of(toc_str code);
/* Is one of those found an actor of that root? */
bool toc_is_root_among(const toc_scene *scene, const toc_found_list *list, toc_str root);
/* What the scorer sees of two mentions. */
void toc_dyad_features(const toc_desk *desk, const toc_couple *couple, toc_features *out);

/* framed.c: what frames say of them; t is empty of one alone. */
void toc_framed_read(const toc_desk *desk, toc_str s, toc_str t, toc_features *out);

/* An act of what joins the two, where they meet. False: no memory. */
bool toc_dyad_act(const toc_desk *desk, const toc_dyad *dyad, toc_act *act, toc_governed *governed);

/* Roots that are words about acts, done when they are said. */
bool toc_is_of_words(toc_root root);

#endif
