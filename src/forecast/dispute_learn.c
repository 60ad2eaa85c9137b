/*
 * Method: the regression; then for each bag its own thinned rows and its own weights of pairs, trees on them, and for
 * every second bag a net. Bins and scores are made from the first bag's rows. All choices below were made on decades
 * before 1991 by models of the years before each (doc/method/dispute.md).
 */
#include "forecast/dispute_inside.h"

#include "base/mem.h"
#include "base/rng.h"

#include <math.h>

enum { LATE_FROM = 1920, COLUMNS = TOC_DISPUTE_COLUMNS };
#define SHARE 0.4            /* of the regression's log-odds */
#define FADE_YEARS 30.0      /* half-life of the weight of a year in odd bags and in nets */
#define KEEP_PER_CHANCE 50.0 /* a quiet year is kept with this times its probability … */
#define KEEP_LEAST 0.1       /* … or with this, if greater */
#define SCORE_MOST 3.0       /* scores of bins are kept within this */

typedef struct sample {
    const toc_dispute_panel *panel;
    const toc_dispute_features *features;
    const float *logits; /* of all features */
    uint64_t seed;
    int until;
    size_t count;
    uint32_t *at; /* of features */
    float *weights, *margins, *values;
    uint8_t *happened, *bins;
} sample;

double toc_dispute_unit(uint64_t seed, uint64_t a, uint64_t b, uint64_t c) {
    toc_rng rng;
    toc_rng_init(&rng, seed ^ (a * 0x9e3779b97f4a7c15u) ^ (b * 0xc2b2ae3d27d4eb4fu) ^ (c * 0x165667b19e3779f9u));
    toc_rng_next(&rng);
    return (toc_rng_unit(&rng) * 0x1p53 + 0.5) / (0x1p53 + 1);
}

static const toc_dispute_row *row_of(const sample *s, size_t feature) {
    return &s->panel->rows[s->features->rows[feature]];
}

/* ---- which rows -------------------------------------------------------------- */

/* 0: not learnt from. */
static double keep_of(const sample *s, size_t feature) {
    const toc_dispute_row *row = row_of(s, feature);
    if (row->year > s->until || row->onset < 0)
        return 0;
    double keep = KEEP_PER_CHANCE / (1 + exp(-(double)s->logits[feature]));
    return row->onset > 0 || keep > 1 ? 1 : keep < KEEP_LEAST ? KEEP_LEAST : keep;
}

static bool is_kept(const sample *s, size_t feature, double keep, int bag) {
    const toc_dispute_row *row = row_of(s, feature);
    uint64_t pair = (uint64_t)s->panel->cow[row->a] * 1000 + (uint64_t)s->panel->cow[row->b];
    return keep > 0 && toc_dispute_unit(s->seed, pair, (uint64_t)row->year, (uint64_t)bag + 1) < keep;
}

/* Every onset, and quiet years by their probability; each weighs as many as it stands for. */
static void choose(sample *s, int bag) {
    s->count = 0;
    for (size_t i = 0; i < s->features->count; i++) {
        double keep = keep_of(s, i);
        if (!is_kept(s, i, keep, bag))
            continue;
        s->at[s->count] = (uint32_t)i;
        s->weights[s->count++] = (float)(1 / keep);
    }
}

/* Odd bags learn from the late years alone, the latest most; a quarter of a pair's weight is an exponential draw of
 * mean 1. */
static void weigh(sample *s, int bag) {
    for (size_t i = 0; i < s->count; i++) {
        const toc_dispute_row *row = row_of(s, s->at[i]);
        double draw = -log(toc_dispute_unit(s->seed, (uint64_t)s->panel->cow[row->a], (uint64_t)s->panel->cow[row->b],
                                            (uint64_t)bag + 100));
        double age = bag % 2 == 0 ? 1 : row->year < LATE_FROM ? 0 : exp2((row->year - s->until) / FADE_YEARS);
        s->weights[i] *= (float)(age * (1 - TOC_DISPUTE_DRAWN + TOC_DISPUTE_DRAWN * draw));
    }
}

static void fill(sample *s) {
    for (size_t i = 0; i < s->count; i++) {
        float *row = s->values + i * COLUMNS;
        memcpy(row, toc_dispute_values(s->features, s->at[i]), TOC_DISPUTE_FEATURE_COUNT * sizeof *row);
        row[TOC_DISPUTE_FEATURE_COUNT] = s->logits[s->at[i]];
        s->happened[i] = row_of(s, s->at[i])->onset > 0;
    }
}

static void sample_fini(sample *s) {
    toc_mem_free(s->at), toc_mem_free(s->weights), toc_mem_free(s->margins), toc_mem_free(s->values);
    toc_mem_free(s->happened), toc_mem_free(s->bins);
    s->at = NULL, s->weights = s->margins = s->values = NULL, s->happened = s->bins = NULL;
}

/* The rows of a bag, with weights that stand for the quiet years left out. */
static toc_rc sample_draw(sample *s, int bag, toc_err *err) {
    s->at = toc_mem_alloc((s->features->count + 1) * sizeof *s->at);
    s->weights = toc_mem_alloc((s->features->count + 1) * sizeof *s->weights);
    if (!s->at || !s->weights)
        return toc_err_set(err, TOC_ENOMEM, "no memory for the rows to learn from");
    choose(s, bag);
    s->values = toc_mem_alloc((s->count + 1) * COLUMNS * sizeof *s->values);
    s->margins = toc_mem_alloc((s->count + 1) * sizeof *s->margins);
    s->happened = toc_mem_alloc(s->count + 1);
    s->bins = toc_mem_alloc((s->count + 1) * COLUMNS);
    if (!s->values || !s->margins || !s->happened || !s->bins)
        return toc_err_set(err, TOC_ENOMEM, "no memory for %zu rows to learn from", s->count);
    fill(s);
    return TOC_OK;
}

/* ---- trees and nets ------------------------------------------------------------ */

/* Ranks of the bins among the rows, of mean 0 and spread 1; what is missing counts as the mean. */
static void score_bins(const sample *s, toc_dispute_model *model, int column) {
    double share[TOC_BINS_MAX] = {0}, rank[TOC_BINS_MAX] = {0}, known = 0, below = 0, mean = 0, square = 0;
    for (size_t i = 0; i < s->count; i++)
        share[s->bins[i * COLUMNS + (size_t)column]]++;
    for (int bin = 1; bin < TOC_BINS_MAX; bin++)
        known += share[bin];
    for (int bin = 1; bin < TOC_BINS_MAX && known > 0; bin++) {
        share[bin] /= known;
        rank[bin] = below + share[bin] / 2;
        below += share[bin];
        mean += share[bin] * rank[bin];
    }
    for (int bin = 1; bin < TOC_BINS_MAX; bin++)
        square += share[bin] * (rank[bin] - mean) * (rank[bin] - mean);
    for (int bin = 1; bin < TOC_BINS_MAX && square > 1e-9; bin++) {
        double score = (rank[bin] - mean) / sqrt(square);
        model->scores[column][bin] = (float)(score > SCORE_MOST    ? SCORE_MOST
                                             : score < -SCORE_MOST ? -SCORE_MOST
                                                                   : score);
    }
}

/* Bins, their scores and the base, from the rows of the first bag. */
static toc_rc measure_rows(const sample *s, toc_dispute_model *model, toc_err *err) {
    double onsets = 0, all = 0;
    for (size_t i = 0; i < s->count; i++) {
        onsets += s->happened[i] ? (double)s->weights[i] : 0;
        all += (double)s->weights[i];
    }
    model->base = (1 - SHARE) * log(onsets / (all - onsets));
    toc_rc rc = toc_bins_make(&model->bins, s->values, NULL, s->count, COLUMNS, TOC_BINS_MAX - 1, err);
    if (rc != TOC_OK)
        return rc;
    toc_bins_cut(&model->bins, s->values, s->count, s->bins, COLUMNS);
    for (int c = 0; c < COLUMNS; c++)
        score_bins(s, model, c);
    return TOC_OK;
}

static toc_rc grow_trees(const sample *s, toc_dispute_model *model, int bag, toc_err *err) {
    int8_t monotone[COLUMNS] = {0};
    for (int i = 0; i < TOC_DISPUTE_FEATURE_COUNT; i++)
        monotone[i] = (int8_t)toc_dispute_feature(i)->monotone;
    toc_trees_options options = {.rounds = model->rounds,
                                 .depth = 4,
                                 .rate = 0.03,
                                 .ridge = 30,
                                 .least_weight = 5,
                                 .row_share = 0.7,
                                 .column_share = 0.4,
                                 .seed = s->seed * 1000 + (uint64_t)bag,
                                 .monotone = monotone};
    return toc_trees_fit(s->bins, COLUMNS, COLUMNS, s->happened, s->weights, s->margins, s->count, &options,
                         model->trees + bag * model->rounds, err);
}

static toc_rc teach_net(const sample *s, toc_dispute_model *model, int bag, toc_err *err) {
    toc_net_options options = {.hidden = 24,
                               .rounds = 8,
                               .rate = 0.002,
                               .decay = 0.05,
                               .left_out = 0.4,
                               .seed = s->seed * 1000 + 500 + (uint64_t)bag};
    for (size_t i = 0; i < s->count * COLUMNS; i++) /* the values are cut already */
        s->values[i] = model->scores[i % COLUMNS][s->bins[i]];
    return toc_net_fit(s->values, COLUMNS, s->happened, s->weights, s->margins, s->count, &options,
                       &model->nets[bag / 2], err);
}

static toc_rc learn_bag(sample *s, toc_dispute_model *model, int bag, toc_err *err) {
    toc_rc rc = sample_draw(s, bag, err);
    if (rc == TOC_OK)
        rc = bag == 0 ? measure_rows(s, model, err) : TOC_OK;
    if (rc == TOC_OK) {
        toc_bins_cut(&model->bins, s->values, s->count, s->bins, COLUMNS);
        weigh(s, bag);
        for (size_t i = 0; i < s->count; i++)
            s->margins[i] = (float)(model->base + model->share * (double)s->logits[s->at[i]]);
        rc = grow_trees(s, model, bag, err);
    }
    if (rc == TOC_OK && bag % 2 != 0)
        rc = teach_net(s, model, bag, err);
    sample_fini(s);
    return rc;
}

/* ---- all ------------------------------------------------------------------------ */

static toc_dispute_model *model_new(int bags, int rounds) {
    toc_dispute_model *model = toc_mem_calloc(1, sizeof *model);
    if (!model)
        return NULL;
    model->share = SHARE;
    model->bags = bags, model->rounds = rounds;
    model->trees = toc_mem_calloc((size_t)(bags * rounds), sizeof *model->trees);
    model->nets = toc_mem_calloc((size_t)bags / 2, sizeof *model->nets);
    if (model->trees && model->nets)
        return model;
    toc_dispute_model_free(model);
    return NULL;
}

toc_rc toc_dispute_learn(const toc_dispute_panel *panel, const toc_dispute_features *features, int until, int bags,
                         int rounds, uint64_t seed, toc_dispute_model **out, toc_err *err) {
    float *logits = toc_mem_alloc((features->count + 1) * sizeof *logits);
    toc_dispute_model *model = model_new(bags, rounds);
    toc_rc rc = logits && model ? TOC_OK : toc_err_set(err, TOC_ENOMEM, "no memory for a model of disputes");
    if (rc == TOC_OK)
        rc = toc_dispute_logit_fit(&model->logit, TOC_DISPUTE_FADING, panel, features, until, NULL, err);
    for (size_t i = 0; rc == TOC_OK && i < features->count; i++)
        logits[i] = (float)toc_dispute_logit_margin(&model->logit, toc_dispute_values(features, i));
    sample s = {.panel = panel, .features = features, .logits = logits, .seed = seed, .until = until};
    for (int bag = 0; rc == TOC_OK && bag < bags; bag++)
        rc = learn_bag(&s, model, bag, err);
    toc_mem_free(logits);
    if (rc == TOC_OK)
        *out = model;
    else
        toc_dispute_model_free(model);
    return rc;
}
