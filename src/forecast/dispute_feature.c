/*
 * Method: years in their order. At the beginning of year t the past holds what the years before left; the rows of t are
 * written from it; only then does year t enter the past. The rows of t themselves are asked for the two states alone.
 */
#include "forecast/dispute_feature.h"

#include "base/mem.h"
#include "forecast/dispute_past.h"

#include <math.h>

enum { S = TOC_DISPUTE_STATES_MAX };

const toc_dispute_feature_info *toc_dispute_feature(int feature) {
    static const toc_dispute_feature_info infos[] = {
#define X(name, group, monotone, words) {#name, group, words, monotone},
        TOC_DISPUTE_FEATURES(X)
#undef X
    };
    return &infos[feature];
}

static float log_of(float value) {
    return value >= 0 ? logf(value + 1) : NAN;
}

static void low_high(float *f, int low, int high, float one, float two) {
    bool both = !isnan(one) && !isnan(two);
    f[low] = !both ? NAN : one < two ? one : two;
    f[high] = !both ? (isnan(one) ? two : one) : one < two ? two : one;
}

static float positive(float value) {
    return value > 1e-6f ? value : 0;
}

static float growth(const toc_dispute_past_state *s) {
    return s->cinc_lag[TOC_DISPUTE_LAGS - 1] > 0 && s->facts.cinc > 0
               ? logf(s->facts.cinc / s->cinc_lag[TOC_DISPUTE_LAGS - 1])
               : NAN;
}

static float arming(const toc_dispute_past_state *s) {
    return s->milex_lag[TOC_DISPUTE_LAGS - 1] > 0 && s->facts.milex > 0
               ? logf(s->facts.milex / s->milex_lag[TOC_DISPUTE_LAGS - 1])
               : NAN;
}

static float turn(const toc_dispute_past_state *s) {
    return fabsf(s->facts.polyarchy - s->democracy_lag[TOC_DISPUTE_LAGS - 1]);
}

static float state_rate(const toc_dispute_past_state *s, float own) { /* a year, shrunk to one dispute in ten years */
    return (positive(s->onsets_30 - own) + 0.2f) / (s->exposure_30 + 2);
}

static void write_borders(const toc_dispute_past *w, const toc_dispute_past_pair *pair, int a, int b, float *f) {
    int ra = toc_dispute_region(w->panel, a), rb = toc_dispute_region(w->panel, b);
    f[TOC_DISPUTE_F_contiguity] = pair->contiguity < 0    ? NAN
                                  : pair->contiguity == 0 ? 0
                                                          : (float)(6 - pair->contiguity);
    f[TOC_DISPUTE_F_mindist] = log_of(pair->mindist);
    f[TOC_DISPUTE_F_capdist] = log_of(pair->capdist);
    f[TOC_DISPUTE_F_same_region] = ra == rb;
    f[TOC_DISPUTE_F_region] = ra == rb ? (float)ra : -1;
    bool known = pair->allies >= 0;
    f[TOC_DISPUTE_F_defense] = known ? (pair->allies & TOC_ALLY_DEFENSE) != 0 : NAN;
    f[TOC_DISPUTE_F_nonagg] = known ? (pair->allies & TOC_ALLY_NONAGG) != 0 : NAN;
    f[TOC_DISPUTE_F_other_pact] =
        known ? (pair->allies & (TOC_ALLY_NEUTRAL | TOC_ALLY_CONSULT | TOC_ALLY_OFFENSE)) != 0 : NAN;
    f[TOC_DISPUTE_F_igos] = pair->igos >= 0 ? (float)pair->igos : NAN;
}

static void write_power(const toc_dispute_past_state *a, const toc_dispute_past_state *b, int year, float *f) {
    const toc_dispute_state *x = &a->facts, *y = &b->facts;
    low_high(f, TOC_DISPUTE_F_cinc_low, TOC_DISPUTE_F_cinc_high, logf(x->cinc + 1e-6f), logf(y->cinc + 1e-6f));
    f[TOC_DISPUTE_F_cinc_share] = (x->cinc > y->cinc ? x->cinc : y->cinc) / (x->cinc + y->cinc);
    f[TOC_DISPUTE_F_majors] = (float)(x->major + y->major);
    f[TOC_DISPUTE_F_reach_low] = f[TOC_DISPUTE_F_cinc_low] - f[TOC_DISPUTE_F_capdist];
    f[TOC_DISPUTE_F_reach_high] = f[TOC_DISPUTE_F_cinc_high] - f[TOC_DISPUTE_F_capdist];
    float unused[2];
    low_high(unused, 0, 1, growth(a), growth(b));
    f[TOC_DISPUTE_F_cinc_growth] = unused[1];
    low_high(unused, 0, 1, x->milper / x->population, y->milper / y->population);
    f[TOC_DISPUTE_F_milper_high] = unused[1];
    low_high(f, TOC_DISPUTE_F_polity_low, TOC_DISPUTE_F_polity_high, x->polity, y->polity);
    low_high(f, TOC_DISPUTE_F_democracy_low, TOC_DISPUTE_F_democracy_high, x->polyarchy, y->polyarchy);
    low_high(unused, 0, 1, turn(a), turn(b));
    f[TOC_DISPUTE_F_regime_change] = unused[1];
    int first = a->first > b->first ? a->first : b->first;
    f[TOC_DISPUTE_F_age_low] = first ? logf((float)(year - first) + 1) : 0;
}

static float years_since(int year, int then, int first) { /* log; counted from the pair's first year when never */
    int since = then ? year - then : first ? year - first + 1 : 1;
    return logf((float)(since < 1 ? 1 : since)) + (then ? 0 : 0.5f);
}

static float log_expected(const toc_dispute_past *w, const toc_dispute_past_state *a, const toc_dispute_past_state *b,
                          const toc_dispute_past_pair *pair) {
    float own = pair->onsets[3];
    float world = (w->world_onsets + 1) / (w->world_exposure + 500);
    return logf(state_rate(a, own)) + logf(state_rate(b, own)) + logf(world);
}

static float excess(float onsets, float usual, float prior) {
    return logf((positive(onsets) + prior) / (positive(usual) + prior));
}

static void write_kind(const toc_dispute_past *w, const toc_dispute_past_pair *pair, int a, int b, float *f) {
    int ra = toc_dispute_region(w->panel, a), rb = toc_dispute_region(w->panel, b);
    const toc_dispute_past_state *x = &w->states[a], *y = &w->states[b];
    float own = pair->onsets[2];
    f[TOC_DISPUTE_F_kind_rate] = logf(toc_dispute_kind_rate(&w->kinds, toc_dispute_past_kind(w, pair, a, b)));
    f[TOC_DISPUTE_F_excess_pair] = excess(pair->onsets[3], pair->usual_25, 0.3f);
    low_high(f, TOC_DISPUTE_F_excess_low, TOC_DISPUTE_F_excess_high, excess(x->onsets_8 - own, x->usual_8, 1),
             excess(y->onsets_8 - own, y->usual_8, 1));
    f[TOC_DISPUTE_F_excess_region] = excess(w->region_onsets[ra][rb] - pair->onsets[1], w->region_usual[ra][rb], 2);
    f[TOC_DISPUTE_F_excess_world] = excess(w->world_onsets_3, w->world_usual_3, 10);
}

/* Beside the mean of the newest year: what grows everywhere tells years apart, not pairs. */
static void write_against_world(const toc_dispute_past *w, const toc_dispute_past_state *x,
                                const toc_dispute_past_state *y, float *f) {
    float low_then_high[2];
    f[TOC_DISPUTE_F_igos_over] = f[TOC_DISPUTE_F_igos] - w->igos_mean;
    low_high(f, TOC_DISPUTE_F_income_low, TOC_DISPUTE_F_income_high, logf(x->facts.income) - w->income_mean,
             logf(y->facts.income) - w->income_mean);
    f[TOC_DISPUTE_F_shift] = x->facts.cinc > y->facts.cinc ? growth(x) - growth(y) : growth(y) - growth(x);
    low_high(low_then_high, 0, 1, arming(x), arming(y));
    f[TOC_DISPUTE_F_arming] = low_then_high[1];
}

static void write_pair(const toc_dispute_past *w, const toc_dispute_past_pair *pair, float expected, int year,
                       float *f) {
    for (int i = 0; i < TOC_DISPUTE_HALVES; i++)
        f[TOC_DISPUTE_F_onsets_1 + i] = positive(pair->onsets[i]);
    f[TOC_DISPUTE_F_hostile_5] = positive(pair->hostile_5);
    f[TOC_DISPUTE_F_hostile_20] = positive(pair->hostile_20);
    f[TOC_DISPUTE_F_fatal_10] = positive(pair->fatal_10);
    f[TOC_DISPUTE_F_fatal_40] = positive(pair->fatal_40);
    f[TOC_DISPUTE_F_ongoing_10] = positive(pair->ongoing_10);
    float prior = expf(expected);
    prior = prior < 0.05f ? prior : 0.05f;
    f[TOC_DISPUTE_F_onset_share] = (positive(pair->onsets[3]) + 5 * prior) / (pair->exposure_25 + 5);
    int now = (w->newest && w->newest < year ? w->newest : year - 1) + 1;
    f[TOC_DISPUTE_F_pair_age] = pair->first ? logf((float)(now - pair->first) + 1) : 0;
    f[TOC_DISPUTE_F_peace_years] = years_since(now, pair->last_ongoing, pair->first);
    f[TOC_DISPUTE_F_since_onset] = years_since(now, pair->last_onset, pair->first);
    f[TOC_DISPUTE_F_last_onset] = pair->onset > 0;
    f[TOC_DISPUTE_F_last_ongoing] = pair->ongoing > 0;
    f[TOC_DISPUTE_F_last_hostility] = (float)pair->hostility;
    f[TOC_DISPUTE_F_run_ongoing] = (float)pair->run;
}

static void write_states(const toc_dispute_past_state *a, const toc_dispute_past_state *b,
                         const toc_dispute_past_pair *pair, float *f) {
    /* The pair's own share is taken out with the half-life of the pair that is nearest. */
    low_high(f, TOC_DISPUTE_F_state_2_low, TOC_DISPUTE_F_state_2_high, positive(a->onsets_2 - pair->onsets[0]),
             positive(b->onsets_2 - pair->onsets[0]));
    low_high(f, TOC_DISPUTE_F_state_8_low, TOC_DISPUTE_F_state_8_high, positive(a->onsets_8 - pair->onsets[2]),
             positive(b->onsets_8 - pair->onsets[2]));
    low_high(f, TOC_DISPUTE_F_state_30_low, TOC_DISPUTE_F_state_30_high, state_rate(a, pair->onsets[3]),
             state_rate(b, pair->onsets[3]));
    float own = pair->ongoing > 0;
    low_high(f, TOC_DISPUTE_F_busy_low, TOC_DISPUTE_F_busy_high, positive(a->busy - own), positive(b->busy - own));
    low_high(f, TOC_DISPUTE_F_hostile_low, TOC_DISPUTE_F_hostile_high, positive(a->hostile_5 - pair->hostile_5),
             positive(b->hostile_5 - pair->hostile_5));
}

static void write_third(const toc_dispute_past *w, int a, int b, float *f) {
    int ab = a * S + b, ba = b * S + a, ra = toc_dispute_region(w->panel, a), rb = toc_dispute_region(w->panel, b);
    float own = toc_dispute_past_of(w, a, b)->onsets[1];
    low_high(f, TOC_DISPUTE_F_ally_enemy_low, TOC_DISPUTE_F_ally_enemy_high, w->ally_enemy[ab], w->ally_enemy[ba]);
    f[TOC_DISPUTE_F_ally_enemy_now] = w->ally_enemy_now[ab] + w->ally_enemy_now[ba];
    f[TOC_DISPUTE_F_common_enemies] = w->common_enemies[ab] + w->common_enemies[ba];
    f[TOC_DISPUTE_F_common_allies] = w->common_allies[ab] + w->common_allies[ba];
    f[TOC_DISPUTE_F_ally_likeness] = f[TOC_DISPUTE_F_common_allies] / sqrtf((w->allies[a] + 1) * (w->allies[b] + 1));
    f[TOC_DISPUTE_F_enemy_chain] = positive(w->enemy_chain[ab] + w->enemy_chain[ba]);
    low_high(f, TOC_DISPUTE_F_heat_low, TOC_DISPUTE_F_heat_high, w->heat[a], w->heat[b]);
    low_high(f, TOC_DISPUTE_F_neighbour_enemy_low, TOC_DISPUTE_F_neighbour_enemy_high, w->neighbour_enemy[ab],
             w->neighbour_enemy[ba]);
    low_high(f, TOC_DISPUTE_F_region_enemy_low, TOC_DISPUTE_F_region_enemy_high, positive(w->region_enemy[a][rb] - own),
             positive(w->region_enemy[b][ra] - own));
    float world = (w->world_onsets + 1) / (w->world_exposure + 500);
    f[TOC_DISPUTE_F_region_rate] =
        logf((w->region_onsets[ra][rb] + 2000 * world) / (w->region_exposure[ra][rb] + 2000));
    f[TOC_DISPUTE_F_world_rate] = logf(world);
}

static void write_row(const toc_dispute_past *w, const toc_dispute_row *row, float *f) {
    const toc_dispute_past_pair *pair = toc_dispute_past_of(w, row->a, row->b);
    const toc_dispute_past_state *a = &w->states[row->a], *b = &w->states[row->b];
    float expected = log_expected(w, a, b, pair);
    write_borders(w, pair, row->a, row->b, f);
    write_power(a, b, row->year, f);
    write_pair(w, pair, expected, row->year, f);
    write_states(a, b, pair, f);
    f[TOC_DISPUTE_F_expected] = expected;
    write_third(w, row->a, row->b, f);
    write_kind(w, pair, row->a, row->b, f);
    write_against_world(w, a, b, f);
}

/* ---- all ----------------------------------------------------------------------- */

static void run(toc_dispute_past *w, int from, int to, toc_dispute_features *out) {
    const toc_dispute_panel *panel = w->panel;
    size_t at = 0;
    for (int year = TOC_DISPUTE_FROM; year <= to; year++) {
        size_t begin = panel->year_begin[year - TOC_DISPUTE_FROM], end = panel->year_begin[year - TOC_DISPUTE_FROM + 1];
        if (year >= from) {
            toc_dispute_past_third(w);
            for (size_t i = begin; i < end; i++, at++) {
                out->rows[at] = (uint32_t)i;
                write_row(w, &panel->rows[i], out->values + at * TOC_DISPUTE_FEATURE_COUNT);
            }
        }
        toc_dispute_past_take(w, year);
    }
}

toc_rc toc_dispute_features_make(const toc_dispute_panel *panel, int from, int to, toc_dispute_features *out,
                                 toc_err *err) {
    *out = (toc_dispute_features){0};
    from = from < TOC_DISPUTE_FROM ? TOC_DISPUTE_FROM : from;
    to = to > TOC_DISPUTE_TO - 1 ? TOC_DISPUTE_TO - 1 : to;
    size_t count =
        from > to ? 0 : panel->year_begin[to + 1 - TOC_DISPUTE_FROM] - panel->year_begin[from - TOC_DISPUTE_FROM];
    toc_dispute_past *past = toc_dispute_past_new(panel);
    out->rows = toc_mem_calloc(count + 1, sizeof *out->rows);
    out->values = toc_mem_calloc(count + 1, TOC_DISPUTE_FEATURE_COUNT * sizeof *out->values);
    toc_rc rc = TOC_OK;
    if (past && out->rows && out->values) {
        run(past, from, to, out);
        out->count = count;
        out->outcomes_to = panel->last_outcome < to ? panel->last_outcome : to - 1;
    } else {
        rc = toc_err_set(err, TOC_ENOMEM, "no memory for the features of %zu pairs and years", count);
        toc_dispute_features_fini(out);
    }
    toc_dispute_past_free(past);
    return rc;
}

void toc_dispute_features_fini(toc_dispute_features *features) {
    toc_mem_free(features->rows);
    toc_mem_free(features->values);
    *features = (toc_dispute_features){0};
}
