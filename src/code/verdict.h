/*
 * verdict (internal to judge.c and review.c): small questions to what the scorer says of two, and to events.
 */
#ifndef TOC_CODE_VERDICT_H
#define TOC_CODE_VERDICT_H

#include "code/dyads.h"
#include "event/actor.h"

static inline bool is_mutual(toc_root root) {
    return root == TOC_CONSULT || root == TOC_COOPERATE || root == TOC_AGREE;
}

static inline const toc_dyad *dyad_of(const toc_dyad *all, int count, toc_str s, toc_str t) {
    for (int i = 0; i < count; i++) {
        if (toc_str_equal(all[i].s, s) && toc_str_equal(all[i].t, t)) {
            return &all[i];
        }
    }
    return NULL;
}

/* Place of a root among the scorer's; -1: it does not know it. */
static inline int place_of(toc_root root) {
    root = root == TOC_APPEAL ? TOC_REQUEST : root;
    return root >= TOC_AGREE && root <= TOC_ASSAULT ? (int)(root - TOC_AGREE) : -1;
}

static inline double odds_of(const toc_dyad *dyad, toc_root root) {
    int place = place_of(root);
    return place >= 0 ? dyad->odds[place] : 1;
}

static inline double told_of(const toc_dyad *dyad, toc_root root) {
    int place = place_of(root);
    return place >= 0 ? dyad->roots[place].told : 0;
}

/* How likely a deed of this root is among what is told: by itself, or beside others. */
static inline double chance_of(const toc_dyad *dyad, toc_root root) {
    double odds = odds_of(dyad, root), told = told_of(dyad, root);
    return told > odds ? told : odds;
}

static inline bool is_alone(const toc_dyad *dyad) {
    return dyad->target < 0;
}

/* The event is from the one to the other. */
static inline bool is_from_to(const toc_event *e, toc_str s, toc_str t) {
    return toc_str_equal(toc_side_of(e->source.code), s) && toc_str_equal(toc_side_of(e->target.code), t);
}

/* The word stands among those that tell the event. */
static inline bool is_within(const toc_desk *d, const toc_event *e, int token) {
    return e->span_from <= d->scene.tokens[token].from && d->scene.tokens[token].to <= e->span_to;
}

/* "Ukraine attacked Russia": a blow that a frame found, where the scorer hears words: who and what is struck are of
 * flesh and stone, or the frame had not found it. */
static inline bool is_blow(const toc_event *e, toc_root root) {
    return root == TOC_ACCUSE && e->root == TOC_ASSAULT && toc_str_starts(e->rule, TOC_STR("actions:"));
}

static inline void event_drop(toc_desk *d, size_t i) {
    d->event_count--;
    d->events[i] = d->events[d->event_count];
    d->sides[i] = d->sides[d->event_count];
}

#endif
