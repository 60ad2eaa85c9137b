/*
 * Method: years in their order. At the beginning of year t all pasts hold what the years before left; the rows of t are
 * written from them; only then does year t enter the pasts. The rows of t themselves are asked for the two states
 * alone.
 */
#include "forecast/dispute_feature.h"

#include "base/mem.h"

#include <math.h>

enum { S = TOC_DISPUTE_STATES_MAX, REGIONS = 6, HALVES = 5, LAGS = 5 };

static const double onset_half[HALVES] = {1.5, 4, 10, 25, 60};

typedef struct pair_past {
    float onsets[HALVES], hostile_5, hostile_20, fatal_10, exposure_25;
    float mindist, capdist;
    int16_t first, last_onset, last_ongoing; /* years; 0: never */
    int16_t igos, run;
    int8_t contiguity, allies;        /* TOC_DISPUTE_UNKNOWN: never known */
    int8_t onset, ongoing, hostility; /* of the newest year with outcomes */
} pair_past;

typedef struct state_past {
    float onsets_2, onsets_8, onsets_30, hostile_5, exposure_30, busy;
    int first;
    toc_dispute_state facts;                   /* the newest known */
    float cinc_lag[LAGS], democracy_lag[LAGS]; /* of the last years, newest first */
} state_past;

typedef struct work {
    const toc_dispute_panel *panel;
    pair_past *pairs; /* [S][S], a < b */
    state_past states[S];
    float *ally_enemy, *ally_enemy_now, *neighbour_enemy, *common_enemies; /* [S][S]: of row with column's circle */
    float *common_allies;
    float region_enemy[S][REGIONS];
    float region_onsets[REGIONS][REGIONS], region_exposure[REGIONS][REGIONS], world_onsets, world_exposure;
    int newest; /* year with outcomes that was last taken in */
} work;

const toc_dispute_feature_info *toc_dispute_feature(int feature) {
    static const toc_dispute_feature_info infos[] = {
#define X(name, group, monotone, words) {#name, group, words, monotone},
        TOC_DISPUTE_FEATURES(X)
#undef X
    };
    return &infos[feature];
}

/* Regions follow the hundreds of COW numbers: Americas, Europe, Africa, Middle East, Asia, Oceania. */
static int region_of(const toc_dispute_panel *panel, int state) {
    int cow = panel->cow[state];
    return cow < 200 ? 0 : cow < 400 ? 1 : cow < 600 ? 2 : cow < 700 ? 3 : cow < 900 ? 4 : 5;
}

static pair_past *pair_of(const work *w, int a, int b) {
    return &w->pairs[a < b ? a * S + b : b * S + a];
}

/* ---- third states ------------------------------------------------------------ */

typedef struct circle { /* who is bound to defend whom, who borders whom */
    int allies[S], neighbours[S], ally_count, neighbour_count;
} circle;

static void circle_of(const work *w, int state, circle *out) {
    out->ally_count = out->neighbour_count = 0;
    for (int k = 0; k < w->panel->state_count; k++) {
        const pair_past *pair = pair_of(w, state, k);
        if (k != state && pair->first && pair->allies > 0 && pair->allies & TOC_ALLY_DEFENSE)
            out->allies[out->ally_count++] = k;
        if (k != state && pair->first && pair->contiguity > 0)
            out->neighbours[out->neighbour_count++] = k;
    }
}

static void add_circle(work *w, const circle *of_k, int k, int j, float recent, float now) {
    for (int i = 0; i < of_k->ally_count; i++) {
        w->ally_enemy[of_k->allies[i] * S + j] += recent;
        w->ally_enemy_now[of_k->allies[i] * S + j] += now;
    }
    for (int i = 0; i < of_k->neighbour_count; i++)
        w->neighbour_enemy[of_k->neighbours[i] * S + j] += recent;
    w->region_enemy[j][region_of(w->panel, k)] += recent;
}

/* Clear, then add each pair (k, j) with a recent dispute to those who stand near k. */
static void third_states(work *w, circle *circles) {
    int count = w->panel->state_count;
    size_t bytes = (size_t)S * S * sizeof(float);
    memset(w->ally_enemy, 0, bytes), memset(w->ally_enemy_now, 0, bytes), memset(w->neighbour_enemy, 0, bytes);
    memset(w->common_enemies, 0, bytes), memset(w->common_allies, 0, bytes);
    memset(w->region_enemy, 0, sizeof w->region_enemy);
    for (int k = 0; k < count; k++)
        circle_of(w, k, &circles[k]);
    for (int k = 0; k < count; k++) {
        int enemies[S], enemy_count = 0;
        for (int j = 0; j < count; j++) {
            const pair_past *pair = pair_of(w, k, j);
            if (j == k || pair->onsets[1] < 0.02f)
                continue;
            enemies[enemy_count++] = j;
            add_circle(w, &circles[k], k, j, pair->onsets[1], pair->ongoing > 0);
        }
        for (int x = 0; x < enemy_count; x++)
            for (int y = 0; y < x; y++) {
                float a = pair_of(w, k, enemies[x])->onsets[1], b = pair_of(w, k, enemies[y])->onsets[1];
                w->common_enemies[enemies[y] * S + enemies[x]] += a < b ? a : b;
            }
        for (int x = 0; x < circles[k].ally_count; x++)
            for (int y = 0; y < x; y++)
                w->common_allies[circles[k].allies[y] * S + circles[k].allies[x]] += 1;
    }
}

/* ---- one row ------------------------------------------------------------------ */

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

static float growth(const state_past *s) {
    return s->cinc_lag[LAGS - 1] > 0 && s->facts.cinc > 0 ? logf(s->facts.cinc / s->cinc_lag[LAGS - 1]) : NAN;
}

static float turn(const state_past *s) {
    return fabsf(s->facts.polyarchy - s->democracy_lag[LAGS - 1]);
}

static float state_rate(const state_past *s, float own) { /* a year, shrunk to one dispute in ten years */
    return (positive(s->onsets_30 - own) + 0.2f) / (s->exposure_30 + 2);
}

static void write_borders(const work *w, const pair_past *pair, int a, int b, float *f) {
    int ra = region_of(w->panel, a), rb = region_of(w->panel, b);
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

static void write_power(const state_past *a, const state_past *b, int year, float *f) {
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
    low_high(unused, 0, 1, logf(x->population + 1), logf(y->population + 1));
    f[TOC_DISPUTE_F_population_low] = unused[0];
    low_high(f, TOC_DISPUTE_F_income_low, TOC_DISPUTE_F_income_high, logf(x->income), logf(y->income));
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

static float log_expected(const work *w, const state_past *a, const state_past *b, const pair_past *pair) {
    float own = pair->onsets[3];
    float world = (w->world_onsets + 1) / (w->world_exposure + 500);
    return logf(state_rate(a, own)) + logf(state_rate(b, own)) + logf(world);
}

static void write_pair(const work *w, const pair_past *pair, float expected, int year, float *f) {
    for (int i = 0; i < HALVES; i++)
        f[TOC_DISPUTE_F_onsets_1 + i] = positive(pair->onsets[i]);
    f[TOC_DISPUTE_F_hostile_5] = positive(pair->hostile_5);
    f[TOC_DISPUTE_F_hostile_20] = positive(pair->hostile_20);
    f[TOC_DISPUTE_F_fatal_10] = positive(pair->fatal_10);
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

static void write_states(const state_past *a, const state_past *b, const pair_past *pair, float *f) {
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

static void write_third(const work *w, int a, int b, float *f) {
    int ab = a * S + b, ba = b * S + a, ra = region_of(w->panel, a), rb = region_of(w->panel, b);
    float own = pair_of(w, a, b)->onsets[1];
    low_high(f, TOC_DISPUTE_F_ally_enemy_low, TOC_DISPUTE_F_ally_enemy_high, w->ally_enemy[ab], w->ally_enemy[ba]);
    f[TOC_DISPUTE_F_ally_enemy_now] = w->ally_enemy_now[ab] + w->ally_enemy_now[ba];
    f[TOC_DISPUTE_F_common_enemies] = w->common_enemies[ab] + w->common_enemies[ba];
    f[TOC_DISPUTE_F_common_allies] = w->common_allies[ab] + w->common_allies[ba];
    low_high(f, TOC_DISPUTE_F_neighbour_enemy_low, TOC_DISPUTE_F_neighbour_enemy_high, w->neighbour_enemy[ab],
             w->neighbour_enemy[ba]);
    low_high(f, TOC_DISPUTE_F_region_enemy_low, TOC_DISPUTE_F_region_enemy_high, positive(w->region_enemy[a][rb] - own),
             positive(w->region_enemy[b][ra] - own));
    float world = (w->world_onsets + 1) / (w->world_exposure + 500);
    f[TOC_DISPUTE_F_region_rate] =
        logf((w->region_onsets[ra][rb] + 2000 * world) / (w->region_exposure[ra][rb] + 2000));
    f[TOC_DISPUTE_F_world_rate] = logf(world);
}

static void write_row(const work *w, const toc_dispute_row *row, float *f) {
    const pair_past *pair = pair_of(w, row->a, row->b);
    const state_past *a = &w->states[row->a], *b = &w->states[row->b];
    float expected = log_expected(w, a, b, pair);
    write_borders(w, pair, row->a, row->b, f);
    write_power(a, b, row->year, f);
    write_pair(w, pair, expected, row->year, f);
    write_states(a, b, pair, f);
    f[TOC_DISPUTE_F_expected] = expected;
    write_third(w, row->a, row->b, f);
}

/* ---- a year enters the past ------------------------------------------------------ */

static void newer(float *to, float value) {
    if (!isnan(value))
        *to = value;
}

static void take_states(work *w, int year) {
    for (int i = 0; i < w->panel->state_count; i++) {
        const toc_dispute_state *now = toc_dispute_state_in(w->panel, year, i);
        state_past *past = &w->states[i];
        if (!now->present)
            continue;
        past->first = past->first ? past->first : year;
        for (int lag = LAGS - 1; lag > 0; lag--) {
            past->cinc_lag[lag] = past->cinc_lag[lag - 1];
            past->democracy_lag[lag] = past->democracy_lag[lag - 1];
        }
        past->cinc_lag[0] = past->facts.cinc;
        past->democracy_lag[0] = past->facts.polyarchy;
        newer(&past->facts.cinc, now->cinc), newer(&past->facts.milper, now->milper);
        newer(&past->facts.milex, now->milex), newer(&past->facts.population, now->population);
        newer(&past->facts.polity, now->polity), newer(&past->facts.polyarchy, now->polyarchy);
        newer(&past->facts.income, now->income);
        past->facts.major = now->major >= 0 ? now->major : past->facts.major;
    }
}

static void take_facts(pair_past *pair, const toc_dispute_row *row) {
    pair->first = pair->first ? pair->first : row->year;
    newer(&pair->mindist, row->mindist), newer(&pair->capdist, row->capdist);
    pair->igos = row->igos >= 0 ? row->igos : pair->igos;
    pair->contiguity = row->contiguity >= 0 ? row->contiguity : pair->contiguity;
    pair->allies = row->allies >= 0 ? row->allies : pair->allies;
}

static void fade_all(work *w) {
    float by[HALVES];
    for (int i = 0; i < HALVES; i++)
        by[i] = (float)exp2(-1 / onset_half[i]);
    float h5 = (float)exp2(-1 / 5.0), h20 = (float)exp2(-1 / 20.0), h2 = (float)exp2(-1 / 2.0),
          h8 = (float)exp2(-1 / 8.0), h30 = (float)exp2(-1 / 30.0);
    int count = w->panel->state_count;
    for (int a = 0; a < count; a++) {
        for (int b = a + 1; b < count; b++) {
            pair_past *pair = &w->pairs[a * S + b];
            for (int i = 0; i < HALVES; i++)
                pair->onsets[i] *= by[i];
            pair->hostile_5 *= h5, pair->hostile_20 *= h20, pair->fatal_10 *= by[2], pair->exposure_25 *= by[3];
            pair->onset = pair->ongoing = pair->hostility = 0;
        }
        state_past *state = &w->states[a];
        state->onsets_2 *= h2, state->onsets_8 *= h8, state->onsets_30 *= h30, state->hostile_5 *= h5;
        state->exposure_30 = state->exposure_30 * h30 + (toc_dispute_state_in(w->panel, w->newest, a)->present != 0);
        state->busy = 0;
    }
    for (int r = 0; r < REGIONS; r++)
        for (int q = 0; q < REGIONS; q++)
            w->region_onsets[r][q] *= h5, w->region_exposure[r][q] *= h5;
    w->world_onsets *= h5, w->world_exposure *= h5;
}

static void take_outcome(work *w, const toc_dispute_row *row) {
    pair_past *pair = pair_of(w, row->a, row->b);
    int ra = region_of(w->panel, row->a), rb = region_of(w->panel, row->b);
    w->region_exposure[ra][rb] += 1, w->world_exposure += 1;
    pair->exposure_25 += 1;
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
    for (int i = 0; i < HALVES; i++)
        pair->onsets[i] += onset;
    pair->hostile_5 += hostility, pair->hostile_20 += hostility, pair->fatal_10 += row->fatal > 0;
    w->region_onsets[ra][rb] += onset, w->world_onsets += onset;
    if (ra != rb)
        w->region_onsets[rb][ra] += onset;
    for (int side = 0; side < 2; side++) {
        state_past *state = &w->states[side ? row->b : row->a];
        state->onsets_2 += onset, state->onsets_8 += onset, state->onsets_30 += onset;
        state->hostile_5 += hostility, state->busy += 1;
    }
}

static void take_year(work *w, int year) {
    const toc_dispute_panel *panel = w->panel;
    size_t begin = panel->year_begin[year - TOC_DISPUTE_FROM], end = panel->year_begin[year - TOC_DISPUTE_FROM + 1];
    take_states(w, year);
    for (size_t i = begin; i < end; i++)
        take_facts(pair_of(w, panel->rows[i].a, panel->rows[i].b), &panel->rows[i]);
    if (year > panel->last_outcome)
        return;
    w->newest = year;
    fade_all(w);
    for (size_t i = begin; i < end; i++)
        if (panel->rows[i].onset >= 0)
            take_outcome(w, &panel->rows[i]);
}

/* ---- all ----------------------------------------------------------------------- */

static void work_init(work *w, const toc_dispute_panel *panel) {
    w->panel = panel;
    for (int i = 0; i < S * S; i++)
        w->pairs[i].mindist = w->pairs[i].capdist = NAN, w->pairs[i].igos = -1, w->pairs[i].contiguity = -1,
        w->pairs[i].allies = -1;
    for (int i = 0; i < S; i++) {
        state_past *s = &w->states[i];
        s->facts = (toc_dispute_state){.cinc = NAN,
                                       .milex = NAN,
                                       .milper = NAN,
                                       .population = NAN,
                                       .polity = NAN,
                                       .polyarchy = NAN,
                                       .income = NAN};
        for (int lag = 0; lag < LAGS; lag++)
            s->cinc_lag[lag] = s->democracy_lag[lag] = NAN;
    }
}

static void run(work *w, circle *circles, int from, int to, toc_dispute_features *out) {
    const toc_dispute_panel *panel = w->panel;
    size_t at = 0;
    for (int year = TOC_DISPUTE_FROM; year <= to; year++) {
        size_t begin = panel->year_begin[year - TOC_DISPUTE_FROM], end = panel->year_begin[year - TOC_DISPUTE_FROM + 1];
        if (year >= from) {
            third_states(w, circles);
            for (size_t i = begin; i < end; i++, at++) {
                out->rows[at] = (uint32_t)i;
                write_row(w, &panel->rows[i], out->values + at * TOC_DISPUTE_FEATURE_COUNT);
            }
        }
        take_year(w, year);
    }
}

toc_rc toc_dispute_features_make(const toc_dispute_panel *panel, int from, int to, toc_dispute_features *out,
                                 toc_err *err) {
    *out = (toc_dispute_features){0};
    from = from < TOC_DISPUTE_FROM ? TOC_DISPUTE_FROM : from;
    to = to > TOC_DISPUTE_TO - 1 ? TOC_DISPUTE_TO - 1 : to;
    size_t count =
        from > to ? 0 : panel->year_begin[to + 1 - TOC_DISPUTE_FROM] - panel->year_begin[from - TOC_DISPUTE_FROM];
    work *w = toc_mem_calloc(1, sizeof *w);
    circle *circles = toc_mem_calloc(S, sizeof *circles);
    pair_past *pairs = toc_mem_calloc((size_t)S * S, sizeof *pairs);
    float *third = toc_mem_calloc((size_t)S * S * 5, sizeof *third);
    out->rows = toc_mem_calloc(count + 1, sizeof *out->rows);
    out->values = toc_mem_calloc(count + 1, TOC_DISPUTE_FEATURE_COUNT * sizeof *out->values);
    toc_rc rc = !w || !circles || !pairs || !third || !out->rows || !out->values
                    ? toc_err_set(err, TOC_ENOMEM, "no memory for the features of %zu pairs and years", count)
                    : TOC_OK;
    if (rc == TOC_OK) {
        w->pairs = pairs;
        w->ally_enemy = third, w->ally_enemy_now = third + S * S, w->neighbour_enemy = third + 2 * S * S;
        w->common_enemies = third + 3 * S * S, w->common_allies = third + 4 * S * S;
        work_init(w, panel);
        run(w, circles, from, to, out);
        out->count = count;
        out->outcomes_to = panel->last_outcome < to ? panel->last_outcome : to - 1;
    } else {
        toc_dispute_features_fini(out);
    }
    toc_mem_free(w), toc_mem_free(circles), toc_mem_free(pairs), toc_mem_free(third);
    return rc;
}

void toc_dispute_features_fini(toc_dispute_features *features) {
    toc_mem_free(features->rows);
    toc_mem_free(features->values);
    *features = (toc_dispute_features){0};
}
