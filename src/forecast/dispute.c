/* Method: margins of all bags, their mean bent by the calibration; explanations are the steps along the paths of the
 * trees. */
#include "forecast/dispute_inside.h"

#include "base/mem.h"

#include <math.h>
#include <stdlib.h>

enum { ALIKE_BAGS = 2 }; /* one bag of each kind is enough to compare cases */

void toc_dispute_model_free(toc_dispute_model *model) {
    if (model) {
        toc_mem_free(model->trees);
        toc_mem_free(model->cases);
        toc_mem_free(model->pairs);
        toc_mem_free(model);
    }
}

toc_dispute_facts toc_dispute_model_facts(const toc_dispute_model *model) {
    return model->facts;
}

void toc_dispute_see(const toc_dispute_model *model, const float *values, toc_dispute_seen *out) {
    toc_bins_cut(&model->bins, values, 1, out->bins, TOC_DISPUTE_FEATURE_COUNT);
    out->logit = (float)toc_dispute_logit_margin(&model->logit, values);
}

bool toc_dispute_seen_now(const toc_dispute_model *model, int cow_a, int cow_b, toc_dispute_seen *out) {
    int a = cow_a < cow_b ? cow_a : cow_b, b = cow_a < cow_b ? cow_b : cow_a;
    for (size_t i = 0; i < model->facts.pairs; i++)
        if (model->pairs[i].cow_a == a && model->pairs[i].cow_b == b) {
            *out = model->pairs[i].seen;
            return true;
        }
    return false;
}

void toc_dispute_margins(const toc_dispute_model *model, const toc_dispute_seen *seen, double *margins) {
    double start = model->base + model->share * (double)seen->logit;
    for (int bag = 0; bag < model->bags; bag++)
        margins[bag] = start + toc_trees_margin(model->trees + bag * model->rounds, (size_t)model->rounds, seen->bins);
}

double toc_dispute_calibrated(const toc_dispute_model *model, double margin) {
    double rest = margin > 30 ? margin : log1p(exp(margin)); /* -log(1 - p) */
    double bent = model->calibration[0] + model->calibration[1] * margin + model->calibration[2] * rest;
    return 1 / (1 + exp(-bent));
}

toc_dispute_chance toc_dispute_predict(const toc_dispute_model *model, const toc_dispute_seen *seen) {
    double margins[TOC_DISPUTE_BAGS_MAX], mean = 0, square = 0;
    toc_dispute_margins(model, seen, margins);
    for (int i = 0; i < model->bags; i++)
        mean += margins[i] / model->bags;
    for (int i = 0; i < model->bags; i++)
        square += (margins[i] - mean) * (margins[i] - mean);
    double spread = 1.959964 / TOC_DISPUTE_DRAWN * sqrt(square / (model->bags - 1)); /* as if all were drawn */
    return (toc_dispute_chance){.probability = toc_dispute_calibrated(model, mean),
                                .low = toc_dispute_calibrated(model, mean - spread),
                                .high = toc_dispute_calibrated(model, mean + spread)};
}

/* ---- why --------------------------------------------------------------------------- */

/* Adds to parts what each feature does, the mean of the first bags; gives the base. */
static double parts_of(const toc_dispute_model *model, const toc_dispute_seen *seen, int bags, double *parts) {
    memset(parts, 0, TOC_DISPUTE_FEATURE_COUNT * sizeof *parts);
    double roots = toc_trees_parts(model->trees, (size_t)(bags * model->rounds), seen->bins, parts);
    for (int i = 0; i < TOC_DISPUTE_FEATURE_COUNT; i++)
        parts[i] /= bags;
    return roots / bags + model->base;
}

static int by_size(const void *left, const void *right) {
    const toc_dispute_part *a = left, *b = right;
    double x = fabs(a->log_odds), y = fabs(b->log_odds);
    return x < y ? 1 : x > y ? -1 : a->feature - b->feature;
}

void toc_dispute_explain(const toc_dispute_model *model, const toc_dispute_seen *seen, toc_dispute_part *parts,
                         double *base) {
    double sums[TOC_DISPUTE_FEATURE_COUNT];
    double start = parts_of(model, seen, model->bags, sums);
    double usual = -model->base / (1 - model->share); /* the regression's log-odds of the average row is -usual */
    for (int i = 0; i < TOC_DISPUTE_FEATURE_COUNT; i++) {
        int bin = seen->bins[i], count = model->bins.counts[i];
        parts[i] = (toc_dispute_part){.feature = i,
                                      .log_odds = sums[i],
                                      .from = bin == 0   ? NAN
                                              : bin == 1 ? -INFINITY
                                                         : model->bins.edges[i][bin - 2],
                                      .to = bin == 0      ? NAN
                                            : bin > count ? INFINITY
                                                          : model->bins.edges[i][bin - 1]};
    }
    parts[TOC_DISPUTE_FEATURE_COUNT] = (toc_dispute_part){.feature = -1,
                                                          .log_odds = model->share * ((double)seen->logit + usual),
                                                          .from = seen->logit,
                                                          .to = seen->logit};
    *base = start - model->share * usual;
    qsort(parts, TOC_DISPUTE_FEATURE_COUNT + 1, sizeof *parts, by_size);
}

/* ---- alike ------------------------------------------------------------------------- */

static double distance_of(const double *a, const double *b, double regression) {
    double sum = regression * regression;
    for (int i = 0; i < TOC_DISPUTE_FEATURE_COUNT; i++)
        sum += (a[i] - b[i]) * (a[i] - b[i]);
    return sqrt(sum);
}

/* Into the list, nearest first, unless the pair is there already with a nearer year. */
static size_t insert(toc_dispute_case *out, size_t count, size_t most, toc_dispute_case one) {
    size_t at = 0;
    for (at = 0; at < count; at++) {
        if (out[at].cow_a == one.cow_a && out[at].cow_b == one.cow_b) {
            if (out[at].distance <= one.distance)
                return count;
            memmove(out + at, out + at + 1, (count - at - 1) * sizeof *out);
            count--;
            break;
        }
    }
    for (at = count; at > 0 && out[at - 1].distance > one.distance; at--)
        ;
    if (at >= most)
        return count;
    count = count < most ? count + 1 : most;
    memmove(out + at + 1, out + at, (count - at - 1) * sizeof *out);
    out[at] = one;
    return count;
}

size_t toc_dispute_alike(const toc_dispute_model *model, const toc_dispute_seen *seen, toc_dispute_case *out,
                         size_t most) {
    double here[TOC_DISPUTE_FEATURE_COUNT], there[TOC_DISPUTE_FEATURE_COUNT];
    int bags = model->bags < ALIKE_BAGS ? model->bags : ALIKE_BAGS;
    size_t count = 0;
    parts_of(model, seen, bags, here);
    for (size_t i = 0; i < model->facts.cases; i++) {
        const toc_dispute_stored *c = &model->cases[i];
        parts_of(model, &c->seen, bags, there);
        toc_dispute_case one = {
            .cow_a = c->cow_a, .cow_b = c->cow_b, .year = c->year, .onset = c->onset, .next_onset = c->next_onset};
        one.distance = distance_of(here, there, model->share * ((double)c->seen.logit - (double)seen->logit));
        count = insert(out, count, most, one);
    }
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < model->facts.cases; k++)
            if (model->cases[k].cow_a == out[i].cow_a && model->cases[k].cow_b == out[i].cow_b &&
                model->cases[k].year == out[i].year)
                out[i].probability = toc_dispute_predict(model, &model->cases[k].seen).probability;
    return count;
}
