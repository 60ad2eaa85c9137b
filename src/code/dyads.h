/*
 * dyads (internal to code): what the scorer reads of each two actors of a sentence, frames known.
 *
 * For each ordered two of different roots the scorer says how likely it is that the sentence tells of something done by
 * the one to the other, and what. It sees the sentence (features.h) and what frames and heads of the lexicon made of
 * it (framed.c).
 */
#ifndef TOC_CODE_DYADS_H
#define TOC_CODE_DYADS_H

#include "code/desk.h"
#include "code/features.h"
#include "code/scorer.h"

enum { TOC_DYAD_ACTORS_MAX = 10, TOC_DYADS_MAX = TOC_DYAD_ACTORS_MAX * (TOC_DYAD_ACTORS_MAX - 1) };

/* Of all mentions of two roots, those that are likeliest to be joined. */
typedef struct toc_dyad {
    int source, target;            /* mentions */
    toc_str s, t;                  /* their roots */
    int predicate;                 /* the word where they meet, or -1 */
    double joined;                 /* probability that the one does anything to the other */
    double odds[TOC_SCORER_ROOTS]; /* of the roots, if so */
    toc_root root;                 /* the likeliest */
    const toc_head *head;          /* of the lexicon, that speaks for it; or NULL */
} toc_dyad;

/* All ordered two of different roots, at most TOC_DYADS_MAX; their number. */
int toc_dyads_read(const toc_desk *desk, toc_dyad *out);
/* The mentions that can be a party here: the first so many. */
int toc_dyad_actors(const toc_scene *scene);
bool toc_is_dyad(const toc_scene *scene, int source, int target);
/* Is one of those found an actor of that root? */
bool toc_is_root_among(const toc_scene *scene, const toc_found_list *list, toc_str root);
/* What the scorer sees of two mentions. */
void toc_dyad_features(const toc_desk *desk, int source, int target, toc_features *out);

/* framed.c: what frames say of them */
void toc_framed_read(const toc_desk *desk, toc_str s, toc_str t, toc_features *out);

/* An act of what joins the two, where they meet. False: no memory. */
bool toc_dyad_act(const toc_desk *desk, const toc_dyad *dyad, toc_act *act, toc_governed *governed);

/* Roots that are words about acts, done when they are said. */
bool toc_is_of_words(toc_root root);

#endif
