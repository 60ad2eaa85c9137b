/*
 * dispute_kind (internal to forecast): how often do disputes begin between pairs as near and as strong?
 *
 * Every pair has a kind: how near (5 steps), major powers (0, 1, 2), capabilities of the weaker and of the stronger (3
 * steps each). The rate of a kind is counted from past years that fade with a half-life of 20 years, and drawn towards
 * that of all pairs as near by 200 pair-years; that in turn towards 1 in 500.
 *
 * Order: a kinds of zeros; rate; add for each pair and year; fade once a year.
 */
#ifndef TOC_FORECAST_DISPUTE_KIND_H
#define TOC_FORECAST_DISPUTE_KIND_H

#include <stdbool.h>

enum {
    TOC_DISPUTE_NEAR = 5,
    TOC_DISPUTE_KINDS_EACH = 27,
    TOC_DISPUTE_KINDS = TOC_DISPUTE_NEAR * TOC_DISPUTE_KINDS_EACH
};

typedef struct toc_dispute_kinds {
    float onsets[TOC_DISPUTE_KINDS], exposure[TOC_DISPUTE_KINDS];
    float near_onsets[TOC_DISPUTE_NEAR], near_exposure[TOC_DISPUTE_NEAR];
} toc_dispute_kinds;

/* contiguity as in dispute_panel (negative: not known), km between capitals, capabilities of both (NAN: not known). */
int toc_dispute_kind(int contiguity, float capdist, float cinc_a, float cinc_b, int majors);
float toc_dispute_kind_rate(const toc_dispute_kinds *kinds, int kind); /* a year; > 0 */
void toc_dispute_kinds_add(toc_dispute_kinds *kinds, int kind, bool onset);
void toc_dispute_kinds_fade(toc_dispute_kinds *kinds);

#endif
