/* Method: features of all years; the model of them, its past cases and the newest features. */
#include "forecast/dispute_inside.h"

#include "base/mem.h"

#include <math.h>

enum { LEAST_ONSETS = 30, BAGS = 5, ROUNDS = 300, CASES_FROM = 1946 };
#define CASE_CHANCE 0.02 /* a past year at least so probable is a case; of the others one in CASE_THIN */
#define CASE_THIN 60

static size_t onsets_to(const toc_dispute_panel *panel, int until) {
    size_t onsets = 0;
    for (size_t i = 0; i < panel->row_count; i++)
        onsets += panel->rows[i].year <= until && panel->rows[i].onset > 0;
    return onsets;
}

/* ---- what is stored ------------------------------------------------------------- */

typedef struct seen_rows {
    const toc_dispute_panel *panel;
    const toc_dispute_features *features;
} seen_rows;

static const toc_dispute_row *row_of(const seen_rows *s, size_t feature) {
    return &s->panel->rows[s->features->rows[feature]];
}

static void store(const toc_dispute_model *model, const seen_rows *s, size_t feature, toc_dispute_stored *out) {
    const toc_dispute_row *row = row_of(s, feature);
    *out = (toc_dispute_stored){.cow_a = (int16_t)s->panel->cow[row->a],
                                .cow_b = (int16_t)s->panel->cow[row->b],
                                .year = row->year,
                                .onset = row->onset > 0,
                                .next_onset = -1};
    toc_dispute_see(model, toc_dispute_values(s->features, feature), &out->seen);
}

/* Two bags, one of each kind, are enough to choose cases by, and cost a fifth. */
static double margin_of(const toc_dispute_model *model, const float *values) {
    double margins[2];
    toc_dispute_seen seen;
    toc_dispute_see(model, values, &seen);
    toc_dispute_margins(model, &seen, 2, margins);
    return (margins[0] + margins[1]) / 2;
}

static bool is_case(const toc_dispute_model *model, const seen_rows *s, size_t feature, uint64_t seed) {
    const toc_dispute_row *row = row_of(s, feature);
    if (row->year < CASES_FROM || row->year > model->facts.until || row->onset < 0)
        return false;
    uint64_t pair = (uint64_t)s->panel->cow[row->a] * 1000 + (uint64_t)s->panel->cow[row->b];
    return margin_of(model, toc_dispute_values(s->features, feature)) > log(CASE_CHANCE / (1 - CASE_CHANCE)) ||
           toc_dispute_unit(seed, pair, (uint64_t)row->year, 2) < 1.0 / CASE_THIN;
}

/* Years to the pair's next onset: years are walked backwards, next[a][b] is the earliest onset met so far. */
static toc_rc store_cases(toc_dispute_model *model, const seen_rows *s, uint64_t seed, toc_err *err) {
    size_t states = TOC_DISPUTE_STATES_MAX, room = s->features->count;
    int16_t *next = toc_mem_calloc(states * states, sizeof *next);
    uint8_t *ahead = toc_mem_alloc(room + 1);
    size_t count = 0;
    for (size_t i = room; next && ahead && i-- > 0;) {
        const toc_dispute_row *row = row_of(s, i);
        int16_t *to = &next[(size_t)row->a * states + (size_t)row->b];
        if (row->onset > 0 && row->year <= model->facts.until)
            *to = row->year;
        ahead[i] = *to && *to - row->year < 6 ? (uint8_t)(*to - row->year) : 255;
    }
    if (next && ahead) {
        model->cases = toc_mem_alloc((room + 1) * sizeof *model->cases);
        for (size_t i = 0; model->cases && i < room; i++) {
            if (!is_case(model, s, i, seed))
                continue;
            store(model, s, i, &model->cases[count]);
            model->cases[count++].next_onset = ahead[i] == 255 ? -1 : (int8_t)ahead[i];
        }
    }
    model->facts.cases = count;
    toc_mem_free(next), toc_mem_free(ahead);
    return model->cases ? TOC_OK : toc_err_set(err, TOC_ENOMEM, "no memory for the past cases");
}

static toc_rc store_pairs(toc_dispute_model *model, const toc_dispute_panel *panel, const toc_dispute_options *o,
                          toc_err *err) {
    toc_dispute_features now = {0};
    toc_rc rc = o->now ? toc_dispute_features_make(panel, o->now, o->now, &now, err) : TOC_OK;
    seen_rows s = {.panel = panel, .features = &now};
    model->pairs = rc == TOC_OK ? toc_mem_alloc((now.count + 1) * sizeof *model->pairs) : NULL;
    if (rc == TOC_OK && !model->pairs)
        rc = toc_err_set(err, TOC_ENOMEM, "no memory for the newest features");
    for (size_t i = 0; rc == TOC_OK && i < now.count; i++)
        store(model, &s, i, &model->pairs[i]);
    model->facts.pairs = now.count;
    model->facts.now = o->now;
    model->facts.outcomes_to = now.outcomes_to;
    toc_dispute_features_fini(&now);
    return rc;
}

toc_rc toc_dispute_fit(const toc_dispute_panel *panel, const toc_dispute_options *options, toc_dispute_model **out,
                       toc_err *err) {
    toc_dispute_options o = *options;
    o.bags = o.bags > 0 ? o.bags : BAGS;
    o.bags = 2 * o.bags > TOC_DISPUTE_BAGS_MAX ? TOC_DISPUTE_BAGS_MAX / 2 : o.bags;
    o.rounds = o.rounds > 0 ? o.rounds : ROUNDS;
    o.until = o.until > 0 && o.until < panel->last_outcome ? o.until : panel->last_outcome;
    size_t onsets = onsets_to(panel, o.until);
    if (onsets < LEAST_ONSETS)
        return toc_err_set(err, TOC_ENOTFOUND, "%zu disputes began up to %d: too few to learn from", onsets, o.until);
    toc_dispute_features features = {0};
    toc_dispute_model *model = NULL;
    toc_rc rc = toc_dispute_features_make(panel, TOC_DISPUTE_FROM, o.until, &features, err);
    rc = rc == TOC_OK ? toc_dispute_learn(panel, &features, o.until, 2 * o.bags, o.rounds, o.seed, &model, err) : rc;
    seen_rows s = {.panel = panel, .features = &features};
    if (rc == TOC_OK) {
        model->facts = (toc_dispute_facts){
            .from = panel->rows[0].year, .until = o.until, .rows = features.count, .onsets = onsets};
        rc = store_cases(model, &s, o.seed, err);
    }
    rc = rc == TOC_OK ? store_pairs(model, panel, &o, err) : rc;
    toc_dispute_features_fini(&features);
    if (rc == TOC_OK)
        *out = model;
    else
        toc_dispute_model_free(model);
    return rc;
}
