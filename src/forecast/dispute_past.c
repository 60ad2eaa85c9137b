/* Method: fade, then add, a year at a time. */
#include "forecast/dispute_past.h"

#include "base/mem.h"

#include <math.h>

enum { S = TOC_DISPUTE_STATES_MAX };

static const double onset_half[TOC_DISPUTE_HALVES] = {1.5, 4, 10, 25, 60};

int toc_dispute_past_kind(const toc_dispute_past *w, const toc_dispute_past_pair *pair, int a, int b) {
    const toc_dispute_state *x = &w->states[a].facts, *y = &w->states[b].facts;
    return toc_dispute_kind(pair->contiguity, pair->capdist, x->cinc, y->cinc, x->major + y->major);
}

static void newer(float *to, float value) {
    if (!isnan(value))
        *to = value;
}

static void take_states(toc_dispute_past *w, int year) {
    double income = 0;
    int known = 0;
    for (int i = 0; i < w->panel->state_count; i++) {
        const toc_dispute_state *now = toc_dispute_state_in(w->panel, year, i);
        toc_dispute_past_state *past = &w->states[i];
        if (!now->present)
            continue;
        past->first = past->first ? past->first : year;
        for (int lag = TOC_DISPUTE_LAGS - 1; lag > 0; lag--) {
            past->cinc_lag[lag] = past->cinc_lag[lag - 1];
            past->democracy_lag[lag] = past->democracy_lag[lag - 1];
            past->milex_lag[lag] = past->milex_lag[lag - 1];
        }
        past->cinc_lag[0] = past->facts.cinc;
        past->democracy_lag[0] = past->facts.polyarchy;
        past->milex_lag[0] = past->facts.milex;
        newer(&past->facts.cinc, now->cinc), newer(&past->facts.milper, now->milper);
        newer(&past->facts.milex, now->milex), newer(&past->facts.population, now->population);
        newer(&past->facts.polity, now->polity), newer(&past->facts.polyarchy, now->polyarchy);
        newer(&past->facts.income, now->income);
        past->facts.major = now->major >= 0 ? now->major : past->facts.major;
        if (past->facts.income > 0)
            income += log((double)past->facts.income), known++;
    }
    if (known)
        w->income_mean = (float)(income / known);
}

static void take_facts(toc_dispute_past_pair *pair, const toc_dispute_row *row) {
    pair->first = pair->first ? pair->first : row->year;
    newer(&pair->mindist, row->mindist), newer(&pair->capdist, row->capdist);
    pair->igos = row->igos >= 0 ? row->igos : pair->igos;
    pair->contiguity = row->contiguity >= 0 ? row->contiguity : pair->contiguity;
    pair->allies = row->allies >= 0 ? row->allies : pair->allies;
}

static void fade_all(toc_dispute_past *w) {
    float by[TOC_DISPUTE_HALVES];
    for (int i = 0; i < TOC_DISPUTE_HALVES; i++)
        by[i] = (float)exp2(-1 / onset_half[i]);
    float h5 = (float)exp2(-1 / 5.0), h20 = (float)exp2(-1 / 20.0), h2 = (float)exp2(-1 / 2.0),
          h8 = (float)exp2(-1 / 8.0), h30 = (float)exp2(-1 / 30.0), h40 = (float)exp2(-1 / 40.0),
          h3 = (float)exp2(-1 / 3.0);
    int count = w->panel->state_count;
    for (int a = 0; a < count; a++) {
        for (int b = a + 1; b < count; b++) {
            toc_dispute_past_pair *pair = &w->pairs[a * S + b];
            for (int i = 0; i < TOC_DISPUTE_HALVES; i++)
                pair->onsets[i] *= by[i];
            pair->hostile_5 *= h5, pair->hostile_20 *= h20, pair->fatal_10 *= by[2], pair->exposure_25 *= by[3];
            pair->fatal_40 *= h40, pair->ongoing_10 *= by[2], pair->usual_25 *= by[3];
            pair->onset = pair->ongoing = pair->hostility = 0;
        }
        toc_dispute_past_state *state = &w->states[a];
        state->onsets_2 *= h2, state->onsets_8 *= h8, state->usual_8 *= h8, state->onsets_30 *= h30,
            state->hostile_5 *= h5;
        state->exposure_30 = state->exposure_30 * h30 + (toc_dispute_state_in(w->panel, w->newest, a)->present != 0);
        state->busy = 0;
    }
    for (int r = 0; r < TOC_DISPUTE_REGIONS; r++)
        for (int q = 0; q < TOC_DISPUTE_REGIONS; q++)
            w->region_onsets[r][q] *= h5, w->region_exposure[r][q] *= h5, w->region_usual[r][q] *= h5;
    w->world_onsets *= h5, w->world_exposure *= h5;
    w->world_onsets_3 *= h3, w->world_usual_3 *= h3;
    toc_dispute_kinds_fade(&w->kinds);
}

static void take_outcome(toc_dispute_past *w, const toc_dispute_row *row) {
    toc_dispute_past_pair *pair = toc_dispute_past_of(w, row->a, row->b);
    int ra = toc_dispute_region(w->panel, row->a), rb = toc_dispute_region(w->panel, row->b);
    w->region_exposure[ra][rb] += 1, w->world_exposure += 1;
    pair->exposure_25 += 1;
    int kind = toc_dispute_past_kind(w, pair, row->a, row->b);
    float usual = toc_dispute_kind_rate(&w->kinds, kind);
    pair->usual_25 += usual, w->states[row->a].usual_8 += usual, w->states[row->b].usual_8 += usual;
    w->region_usual[ra][rb] += usual, w->world_usual_3 += usual, w->world_onsets_3 += row->onset > 0;
    if (ra != rb)
        w->region_usual[rb][ra] += usual;
    toc_dispute_kinds_add(&w->kinds, kind, row->onset > 0);
    if (ra != rb)
        w->region_exposure[rb][ra] += 1;
    bool went_on = row->ongoing > 0 || row->onset > 0;
    pair->run = went_on ? (int16_t)(pair->run + 1) : 0;
    if (!went_on)
        return;
    float onset = row->onset > 0, hostility = row->hostility > 0 ? (float)row->hostility : 0;
    pair->onset = row->onset > 0, pair->ongoing = 1, pair->hostility = (int8_t)hostility;
    pair->last_ongoing = row->year;
    pair->last_onset = row->onset > 0 ? row->year : pair->last_onset;
    for (int i = 0; i < TOC_DISPUTE_HALVES; i++)
        pair->onsets[i] += onset;
    pair->hostile_5 += hostility, pair->hostile_20 += hostility, pair->fatal_10 += row->fatal > 0;
    pair->fatal_40 += row->fatal > 0, pair->ongoing_10 += 1;
    w->region_onsets[ra][rb] += onset, w->world_onsets += onset;
    if (ra != rb)
        w->region_onsets[rb][ra] += onset;
    for (int side = 0; side < 2; side++) {
        toc_dispute_past_state *state = &w->states[side ? row->b : row->a];
        state->onsets_2 += onset, state->onsets_8 += onset, state->onsets_30 += onset;
        state->hostile_5 += hostility, state->busy += 1;
    }
}

void toc_dispute_past_take(toc_dispute_past *w, int year) {
    const toc_dispute_panel *panel = w->panel;
    size_t begin = panel->year_begin[year - TOC_DISPUTE_FROM], end = panel->year_begin[year - TOC_DISPUTE_FROM + 1];
    double igos = 0, known = 0;
    take_states(w, year);
    for (size_t i = begin; i < end; i++) {
        take_facts(toc_dispute_past_of(w, panel->rows[i].a, panel->rows[i].b), &panel->rows[i]);
        if (panel->rows[i].igos >= 0)
            igos += panel->rows[i].igos, known++;
    }
    if (known > 0)
        w->igos_mean = (float)(igos / known);
    if (year > panel->last_outcome)
        return;
    w->newest = year;
    fade_all(w);
    for (size_t i = begin; i < end; i++)
        if (panel->rows[i].onset >= 0)
            take_outcome(w, &panel->rows[i]);
}

static void nothing_known(toc_dispute_past *w) {
    for (int i = 0; i < S * S; i++)
        w->pairs[i].mindist = w->pairs[i].capdist = NAN, w->pairs[i].igos = -1, w->pairs[i].contiguity = -1,
        w->pairs[i].allies = -1;
    for (int i = 0; i < S; i++) {
        toc_dispute_past_state *s = &w->states[i];
        s->facts = (toc_dispute_state){.cinc = NAN,
                                       .milex = NAN,
                                       .milper = NAN,
                                       .population = NAN,
                                       .polity = NAN,
                                       .polyarchy = NAN,
                                       .income = NAN};
        for (int lag = 0; lag < TOC_DISPUTE_LAGS; lag++)
            s->cinc_lag[lag] = s->democracy_lag[lag] = s->milex_lag[lag] = NAN;
    }
}

toc_dispute_past *toc_dispute_past_new(const toc_dispute_panel *panel) {
    toc_dispute_past *past = toc_mem_calloc(1, sizeof *past);
    if (!past)
        return NULL;
    past->panel = panel;
    past->pairs = toc_mem_calloc((size_t)S * S, sizeof *past->pairs);
    if (!toc_dispute_third_init(past) || !past->pairs) {
        toc_dispute_past_free(past);
        return NULL;
    }
    nothing_known(past);
    return past;
}

void toc_dispute_past_free(toc_dispute_past *past) {
    if (past) {
        toc_dispute_third_fini(past);
        toc_mem_free(past->pairs);
        toc_mem_free(past);
    }
}
