/*
 * dispute_past (internal to forecast): all that was known of pairs, states and regions when a year ended.
 *
 * Order: new; take each year from TOC_DISPUTE_FROM on, in turn; before rows of a year are written, third; free. After
 * the newest year with outcomes histories stand still.
 */
#ifndef TOC_FORECAST_DISPUTE_PAST_H
#define TOC_FORECAST_DISPUTE_PAST_H

#include "forecast/dispute_kind.h"
#include "forecast/dispute_panel.h"

enum { TOC_DISPUTE_REGIONS = 6, TOC_DISPUTE_HALVES = 5, TOC_DISPUTE_LAGS = 5 };

typedef struct toc_dispute_past_pair {
    float onsets[TOC_DISPUTE_HALVES], hostile_5, hostile_20, fatal_10, fatal_40, ongoing_10, exposure_25;
    float usual_25; /* what pairs of its kinds began */
    float mindist, capdist;
    int16_t first, last_onset, last_ongoing; /* years; 0: never */
    int16_t igos, run;
    int8_t contiguity, allies;        /* TOC_DISPUTE_UNKNOWN: never known */
    int8_t onset, ongoing, hostility; /* of the newest year with outcomes */
} toc_dispute_past_pair;

typedef struct toc_dispute_past_state {
    float onsets_2, onsets_8, onsets_30, hostile_5, exposure_30, busy;
    float usual_8; /* what pairs of its pairs' kinds began */
    int first;
    toc_dispute_state facts; /* the newest known */
    float cinc_lag[TOC_DISPUTE_LAGS], democracy_lag[TOC_DISPUTE_LAGS],
        milex_lag[TOC_DISPUTE_LAGS]; /* of the last years, newest first */
} toc_dispute_past_state;

typedef struct toc_dispute_past {
    const toc_dispute_panel *panel;
    toc_dispute_past_pair *pairs; /* [a][b], a < b */
    toc_dispute_past_state states[TOC_DISPUTE_STATES_MAX];
    float *ally_enemy, *ally_enemy_now, *neighbour_enemy, *common_enemies; /* [a][b]: of row with column's circle */
    float *common_allies, *enemy_chain;
    float *third;                       /* where these six lie */
    struct toc_dispute_circle *circles; /* of each state: see dispute_third.c */
    float heat[TOC_DISPUTE_STATES_MAX],
        allies[TOC_DISPUTE_STATES_MAX]; /* disputes of the neighbours; how many allies */
    float region_enemy[TOC_DISPUTE_STATES_MAX][TOC_DISPUTE_REGIONS];
    float region_onsets[TOC_DISPUTE_REGIONS][TOC_DISPUTE_REGIONS],
        region_exposure[TOC_DISPUTE_REGIONS][TOC_DISPUTE_REGIONS], world_onsets, world_exposure;
    float region_usual[TOC_DISPUTE_REGIONS][TOC_DISPUTE_REGIONS], world_onsets_3, world_usual_3;
    float igos_mean, income_mean; /* of the newest year */
    toc_dispute_kinds kinds;
    int newest; /* year with outcomes that was last taken in */
} toc_dispute_past;

/* NULL: no memory. */
toc_dispute_past *toc_dispute_past_new(const toc_dispute_panel *panel);
void toc_dispute_past_free(toc_dispute_past *past); /* NULL is fine */
/* The facts of the year, and its outcomes when there are any. */
void toc_dispute_past_take(toc_dispute_past *past, int year);
/* What third states do to pairs, from what was taken so far: in dispute_third.c, with its room. */
void toc_dispute_past_third(toc_dispute_past *past);
bool toc_dispute_third_init(toc_dispute_past *past); /* false: no memory */
void toc_dispute_third_fini(toc_dispute_past *past);

/* As dispute_kind has it. */
int toc_dispute_past_kind(const toc_dispute_past *w, const toc_dispute_past_pair *pair, int a, int b);

/* Regions follow the hundreds of COW numbers: Americas, Europe, Africa, Middle East, Asia, Oceania. */
static inline int toc_dispute_region(const toc_dispute_panel *panel, int state) {
    int cow = panel->cow[state];
    return cow < 200 ? 0 : cow < 400 ? 1 : cow < 600 ? 2 : cow < 700 ? 3 : cow < 900 ? 4 : 5;
}

static inline toc_dispute_past_pair *toc_dispute_past_of(const toc_dispute_past *w, int a, int b) {
    return &w->pairs[a < b ? a * TOC_DISPUTE_STATES_MAX + b : b * TOC_DISPUTE_STATES_MAX + a];
}

#endif
