/*
 * Method: features of all years; the regression; for each of two decades that are kept apart, a small model of the
 * years before, for the calibration; then the model of all years, its cases and the newest features. All choices below
 * were made on 1981-1990 by models of the years to 1980 (doc/method/dispute.md).
 */
#include "forecast/dispute_inside.h"

#include "base/mem.h"
#include "base/rng.h"
#include "num/logit.h"

#include <math.h>

enum { LATE_FROM = 1920, LEAST_ONSETS = 30, DECADES = 2, FOLD_BAGS = 1, BAGS = 5, ROUNDS = 300, CASES_FROM = 1946 };
#define SHARE 0.4       /* of the regression's log-odds */
#define FADE_YEARS 30.0 /* half-life of the weight of a year in odd bags */
#define DRAWN TOC_DISPUTE_DRAWN
#define KEEP_PER_CHANCE 50.0 /* a quiet year is kept with this times its probability … */
#define KEEP_LEAST 0.1       /* … or with this, if greater */
#define TRUST                                                                                                          \
    0.5 /* in the calibration, the rest in none: what was off in past decades is only in part off in the next */
#define CASE_CHANCE 0.02 /* a past year at least so probable is a case; of the others one in CASE_THIN */
#define CASE_THIN 60

typedef struct sample {
    const toc_dispute_panel *panel;
    const toc_dispute_features *features;
    uint64_t seed;
    size_t count;
    uint32_t *at; /* of features */
    float *weights, *margins, *values, *bag_weights;
    uint8_t *happened, *bins;
} sample;

static const toc_dispute_row *row_of(const sample *s, size_t feature) {
    return &s->panel->rows[s->features->rows[feature]];
}

static const float *values_of(const toc_dispute_features *features, size_t at) {
    return features->values + at * TOC_DISPUTE_FEATURE_COUNT;
}

static double unit_of(uint64_t seed, uint64_t a, uint64_t b, uint64_t c) { /* (0, 1), by its name and not by its turn */
    toc_rng rng;
    toc_rng_init(&rng, seed ^ (a * 0x9e3779b97f4a7c15u) ^ (b * 0xc2b2ae3d27d4eb4fu) ^ (c * 0x165667b19e3779f9u));
    toc_rng_next(&rng);
    return (toc_rng_unit(&rng) * 0x1p53 + 0.5) / (0x1p53 + 1);
}

static double chance_of(double margin) {
    return 1 / (1 + exp(-margin));
}

/* ---- which rows -------------------------------------------------------------- */

static void sample_fini(sample *s) {
    toc_mem_free(s->at), toc_mem_free(s->weights), toc_mem_free(s->margins), toc_mem_free(s->values);
    toc_mem_free(s->bag_weights), toc_mem_free(s->happened), toc_mem_free(s->bins);
}

static toc_rc sample_init(sample *s, const toc_dispute_panel *panel, const toc_dispute_features *features,
                          uint64_t seed, toc_err *err) {
    *s = (sample){.panel = panel, .features = features, .seed = seed};
    s->at = toc_mem_alloc((features->count + 1) * sizeof *s->at);
    s->weights = toc_mem_alloc((features->count + 1) * sizeof *s->weights);
    return s->at && s->weights ? TOC_OK : toc_err_set(err, TOC_ENOMEM, "no memory for the rows to learn from");
}

/* Every onset, and quiet years by their probability; each weighs as many as it stands for. */
static void sample_choose(sample *s, const toc_dispute_logit *logit, int until) {
    s->count = 0;
    for (size_t i = 0; i < s->features->count; i++) {
        const toc_dispute_row *row = row_of(s, i);
        if (row->year > until || row->onset < 0)
            continue;
        double keep = KEEP_PER_CHANCE * chance_of(toc_dispute_logit_margin(logit, values_of(s->features, i)));
        keep = row->onset > 0 || keep > 1 ? 1 : keep < KEEP_LEAST ? KEEP_LEAST : keep;
        uint64_t pair = (uint64_t)s->panel->cow[row->a] * 1000 + (uint64_t)s->panel->cow[row->b];
        if (unit_of(s->seed, pair, (uint64_t)row->year, 1) >= keep)
            continue;
        s->at[s->count] = (uint32_t)i;
        s->weights[s->count++] = (float)(1 / keep);
    }
}

static toc_rc sample_cut(sample *s, toc_dispute_model *model, toc_err *err) {
    size_t columns = TOC_DISPUTE_FEATURE_COUNT;
    s->values = toc_mem_alloc((s->count + 1) * columns * sizeof *s->values);
    s->margins = toc_mem_alloc((s->count + 1) * sizeof *s->margins);
    s->bag_weights = toc_mem_alloc((s->count + 1) * sizeof *s->bag_weights);
    s->happened = toc_mem_alloc(s->count + 1);
    s->bins = toc_mem_alloc((s->count + 1) * columns);
    if (!s->values || !s->margins || !s->bag_weights || !s->happened || !s->bins)
        return toc_err_set(err, TOC_ENOMEM, "no memory for %zu rows to learn from", s->count);
    double onsets = 0, all = 0;
    for (size_t i = 0; i < s->count; i++) {
        memcpy(s->values + i * columns, values_of(s->features, s->at[i]), columns * sizeof *s->values);
        s->happened[i] = row_of(s, s->at[i])->onset > 0;
        onsets += s->happened[i] ? (double)s->weights[i] : 0;
        all += (double)s->weights[i];
    }
    model->base = (1 - SHARE) * log(onsets / (all - onsets));
    for (size_t i = 0; i < s->count; i++)
        s->margins[i] =
            (float)(model->base + model->share * toc_dispute_logit_margin(&model->logit, s->values + i * columns));
    toc_rc rc = toc_bins_make(&model->bins, s->values, NULL, s->count, (int)columns, TOC_BINS_MAX - 1, err);
    if (rc == TOC_OK)
        toc_bins_cut(&model->bins, s->values, s->count, s->bins, columns);
    return rc;
}

/* ---- trees -------------------------------------------------------------------- */

/* Odd bags learn from the late years alone, the latest most; a quarter of a pair's weight is an exponential draw of
 * mean 1. */
static void weigh_bag(const sample *s, int bag, int until) {
    for (size_t i = 0; i < s->count; i++) {
        const toc_dispute_row *row = row_of(s, s->at[i]);
        double draw = -log(
            unit_of(s->seed, (uint64_t)s->panel->cow[row->a], (uint64_t)s->panel->cow[row->b], (uint64_t)bag + 100));
        double age = bag % 2 == 0 ? 1 : row->year < LATE_FROM ? 0 : exp2((row->year - until) / FADE_YEARS);
        s->bag_weights[i] = s->weights[i] * (float)(age * (1 - DRAWN + DRAWN * draw));
    }
}

static toc_rc grow_bags(const sample *s, toc_dispute_model *model, int until, int bags, int rounds, toc_err *err) {
    int8_t monotone[TOC_DISPUTE_FEATURE_COUNT];
    for (int i = 0; i < TOC_DISPUTE_FEATURE_COUNT; i++)
        monotone[i] = (int8_t)toc_dispute_feature(i)->monotone;
    model->bags = bags, model->rounds = rounds;
    model->trees = toc_mem_alloc((size_t)(bags * rounds) * sizeof *model->trees);
    toc_rc rc = model->trees ? TOC_OK : toc_err_set(err, TOC_ENOMEM, "no memory for the trees");
    for (int bag = 0; rc == TOC_OK && bag < bags; bag++) {
        toc_trees_options options = {.rounds = rounds,
                                     .depth = 4,
                                     .rate = 0.03,
                                     .ridge = 30,
                                     .least_weight = 5,
                                     .row_share = 0.7,
                                     .column_share = 0.4,
                                     .seed = s->seed * 1000 + (uint64_t)bag,
                                     .monotone = monotone};
        weigh_bag(s, bag, until);
        rc = toc_trees_fit(s->bins, TOC_DISPUTE_FEATURE_COUNT, TOC_DISPUTE_FEATURE_COUNT, s->happened, s->bag_weights,
                           s->margins, s->count, &options, model->trees + bag * rounds, err);
    }
    return rc;
}

static toc_rc model_new(const toc_dispute_panel *panel, const toc_dispute_features *features, int until, int bags,
                        int rounds, uint64_t seed, toc_dispute_model **out, toc_err *err) {
    sample s;
    toc_dispute_model *model = toc_mem_calloc(1, sizeof *model);
    if (!model)
        return toc_err_set(err, TOC_ENOMEM, "no memory for a model of disputes");
    model->share = SHARE;
    model->calibration[1] = 1;
    toc_rc rc = sample_init(&s, panel, features, seed, err);
    rc =
        rc == TOC_OK ? toc_dispute_logit_fit(&model->logit, TOC_DISPUTE_FADING, panel, features, until, NULL, err) : rc;
    if (rc == TOC_OK)
        sample_choose(&s, &model->logit, until);
    rc = rc == TOC_OK ? sample_cut(&s, model, err) : rc;
    rc = rc == TOC_OK ? grow_bags(&s, model, until, bags, rounds, err) : rc;
    sample_fini(&s);
    if (rc == TOC_OK)
        *out = model;
    else
        toc_dispute_model_free(model);
    return rc;
}

/* ---- calibration ---------------------------------------------------------------- */

static double mean_margin(const toc_dispute_model *model, const float *values) {
    double margins[TOC_DISPUTE_BAGS_MAX], sum = 0;
    toc_dispute_seen seen;
    toc_dispute_see(model, values, &seen);
    toc_dispute_margins(model, &seen, margins);
    for (int i = 0; i < model->bags; i++)
        sum += margins[i];
    return sum / model->bags;
}

typedef struct judged {
    float *columns; /* [count][3] */
    uint8_t *happened;
    size_t count;
} judged;

/* What a model of the years before `from` says of from..to. */
static toc_rc judge_years(const toc_dispute_panel *panel, const toc_dispute_features *features, int from, int to,
                          const toc_dispute_options *o, judged *j, toc_err *err) {
    toc_dispute_model *model = NULL;
    toc_rc rc = model_new(panel, features, from - 1, o->bags < FOLD_BAGS ? 2 * o->bags : 2 * FOLD_BAGS, o->rounds,
                          o->seed, &model, err);
    for (size_t i = 0; rc == TOC_OK && i < features->count; i++) {
        const toc_dispute_row *row = &panel->rows[features->rows[i]];
        if (row->year < from || row->year > to || row->onset < 0)
            continue;
        double margin = mean_margin(model, values_of(features, i));
        float *to_row = j->columns + 3 * j->count;
        to_row[0] = 1, to_row[1] = (float)margin, to_row[2] = (float)-log1p(-chance_of(margin));
        j->happened[j->count++] = row->onset > 0;
    }
    toc_dispute_model_free(model);
    return rc;
}

static size_t onsets_to(const toc_dispute_panel *panel, int until) {
    size_t onsets = 0;
    for (size_t i = 0; i < panel->row_count; i++)
        onsets += panel->rows[i].year <= until && panel->rows[i].onset > 0;
    return onsets;
}

static toc_rc calibrate(const toc_dispute_panel *panel, const toc_dispute_features *features, int until,
                        const toc_dispute_options *o, double *out, toc_err *err) {
    judged j = {0};
    out[0] = out[2] = 0, out[1] = 1;
    if (onsets_to(panel, until - 10 * DECADES) < LEAST_ONSETS)
        return TOC_OK; /* too short a past to keep decades apart: as it is */
    j.columns = toc_mem_alloc((features->count + 1) * 3 * sizeof *j.columns);
    j.happened = toc_mem_alloc(features->count + 1);
    toc_rc rc = j.columns && j.happened ? TOC_OK : toc_err_set(err, TOC_ENOMEM, "no memory for the calibration");
    for (int decade = DECADES; rc == TOC_OK && decade > 0; decade--)
        rc = judge_years(panel, features, until - 10 * decade + 1, until - 10 * decade + 10, o, &j, err);
    rc = rc == TOC_OK ? toc_logit_fit(j.columns, j.happened, NULL, j.count, 3, 1, out, err) : rc;
    if (rc == TOC_OK && !(out[1] > 0 && out[1] + out[2] > 0)) /* it must not turn the order round */
        out[0] = out[2] = 0, out[1] = 1;
    out[0] *= TRUST, out[1] = 1 + TRUST * (out[1] - 1), out[2] *= TRUST;
    toc_mem_free(j.columns), toc_mem_free(j.happened);
    return rc;
}

/* ---- what is stored ------------------------------------------------------------- */

static void store(const toc_dispute_model *model, const sample *s, size_t feature, toc_dispute_stored *out) {
    const toc_dispute_row *row = row_of(s, feature);
    *out = (toc_dispute_stored){.cow_a = (int16_t)s->panel->cow[row->a],
                                .cow_b = (int16_t)s->panel->cow[row->b],
                                .year = row->year,
                                .onset = row->onset > 0,
                                .next_onset = -1};
    toc_dispute_see(model, values_of(s->features, feature), &out->seen);
}

static bool is_case(const toc_dispute_model *model, const sample *s, size_t feature, uint64_t seed) {
    const toc_dispute_row *row = row_of(s, feature);
    if (row->year < CASES_FROM || row->year > model->facts.until || row->onset < 0)
        return false;
    uint64_t pair = (uint64_t)s->panel->cow[row->a] * 1000 + (uint64_t)s->panel->cow[row->b];
    return mean_margin(model, values_of(s->features, feature)) > log(CASE_CHANCE / (1 - CASE_CHANCE)) ||
           unit_of(seed, pair, (uint64_t)row->year, 2) < 1.0 / CASE_THIN;
}

/* Years to the pair's next onset: years are walked backwards, next[a][b] is the earliest onset met so far. */
static toc_rc store_cases(toc_dispute_model *model, const sample *s, toc_err *err) {
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
            if (!is_case(model, s, i, s->seed))
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
    sample s = {.panel = panel, .features = &now};
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
    double calibration[3];
    toc_rc rc = toc_dispute_features_make(panel, TOC_DISPUTE_FROM, o.until, &features, err);
    rc = rc == TOC_OK ? calibrate(panel, &features, o.until, &o, calibration, err) : rc;
    rc = rc == TOC_OK ? model_new(panel, &features, o.until, 2 * o.bags, o.rounds, o.seed, &model, err) : rc;
    sample s = {.panel = panel, .features = &features, .seed = o.seed};
    if (rc == TOC_OK) {
        memcpy(model->calibration, calibration, sizeof calibration);
        model->facts = (toc_dispute_facts){
            .from = panel->rows[0].year, .until = o.until, .rows = features.count, .onsets = onsets};
        rc = store_cases(model, &s, err);
    }
    rc = rc == TOC_OK ? store_pairs(model, panel, &o, err) : rc;
    toc_dispute_features_fini(&features);
    if (rc == TOC_OK)
        *out = model;
    else
        toc_dispute_model_free(model);
    return rc;
}
