/* Method: the mean of all bags; explanations are the steps along the paths of the trees and the parts of the nets. */
#include "forecast/dispute_inside.h"

#include "base/mem.h"

#include <math.h>
#include <stdlib.h>

enum { ALIKE_BAGS = 2 }; /* one bag of each kind and one net are enough to compare cases */

void toc_dispute_model_free(toc_dispute_model *model) {
    if (model) {
        toc_mem_free(model->trees);
        toc_mem_free(model->nets);
        toc_mem_free(model->cases);
        toc_mem_free(model->pairs);
        toc_mem_free(model);
    }
}

toc_dispute_facts toc_dispute_model_facts(const toc_dispute_model *model) {
    return model->facts;
}

void toc_dispute_see(const toc_dispute_model *model, const float *values, toc_dispute_seen *out) {
    float row[TOC_DISPUTE_COLUMNS];
    out->logit = (float)toc_dispute_logit_margin(&model->logit, values);
    memcpy(row, values, TOC_DISPUTE_FEATURE_COUNT * sizeof *row);
    row[TOC_DISPUTE_FEATURE_COUNT] = out->logit;
    toc_bins_cut(&model->bins, row, 1, out->bins, TOC_DISPUTE_COLUMNS);
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

static void scores_of(const toc_dispute_model *model, const toc_dispute_seen *seen, float *scores) {
    for (int c = 0; c < TOC_DISPUTE_COLUMNS; c++)
        scores[c] = model->scores[c][seen->bins[c]];
}

void toc_dispute_margins(const toc_dispute_model *model, const toc_dispute_seen *seen, int bags, double *margins) {
    double start = model->base + model->share * (double)seen->logit, net = 0;
    float scores[TOC_DISPUTE_COLUMNS];
    scores_of(model, seen, scores);
    for (int bag = 0; bag < bags; bag++) {
        net = bag % 2 == 0 ? toc_net_margin(&model->nets[bag / 2], scores) : net;
        double trees = toc_trees_margin(model->trees + bag * model->rounds, (size_t)model->rounds, seen->bins);
        margins[bag] = start + (1 - TOC_DISPUTE_NETS) * trees + TOC_DISPUTE_NETS * net;
    }
}

static double chance_of(double margin) {
    return 1 / (1 + exp(-margin));
}

toc_dispute_chance toc_dispute_predict(const toc_dispute_model *model, const toc_dispute_seen *seen) {
    double margins[TOC_DISPUTE_BAGS_MAX], mean = 0, square = 0;
    toc_dispute_margins(model, seen, model->bags, margins);
    for (int i = 0; i < model->bags; i++)
        mean += margins[i] / model->bags;
    for (int i = 0; i < model->bags; i++)
        square += (margins[i] - mean) * (margins[i] - mean);
    double spread = 1.959964 / TOC_DISPUTE_DRAWN * sqrt(square / (model->bags - 1)); /* as if all were drawn */
    return (toc_dispute_chance){
        .probability = chance_of(mean), .low = chance_of(mean - spread), .high = chance_of(mean + spread)};
}

/* ---- why --------------------------------------------------------------------------- */

/* What each column does, the mean of the first bags; gives the base. */
static double parts_of(const toc_dispute_model *model, const toc_dispute_seen *seen, int bags, double *parts) {
    float scores[TOC_DISPUTE_COLUMNS];
    double base = model->base, scale = (1 - TOC_DISPUTE_NETS) / bags;
    memset(parts, 0, TOC_DISPUTE_COLUMNS * sizeof *parts);
    base += scale * toc_trees_parts(model->trees, (size_t)(bags * model->rounds), seen->bins, parts);
    for (int i = 0; i < TOC_DISPUTE_COLUMNS; i++)
        parts[i] *= scale;
    scores_of(model, seen, scores);
    for (int i = 0; i < bags / 2; i++)
        base += toc_net_parts(&model->nets[i], scores, TOC_DISPUTE_NETS * 2 / bags, parts);
    return base;
}

static int by_size(const void *left, const void *right) {
    const toc_dispute_part *a = left, *b = right;
    double x = fabs(a->log_odds), y = fabs(b->log_odds);
    return x < y ? 1 : x > y ? -1 : a->feature - b->feature;
}

void toc_dispute_explain(const toc_dispute_model *model, const toc_dispute_seen *seen, toc_dispute_part *parts,
                         double *base) {
    double sums[TOC_DISPUTE_COLUMNS];
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
    parts[TOC_DISPUTE_FEATURE_COUNT] =
        (toc_dispute_part){.feature = -1,
                           .log_odds = model->share * ((double)seen->logit + usual) + sums[TOC_DISPUTE_FEATURE_COUNT],
                           .from = seen->logit,
                           .to = seen->logit};
    *base = start - model->share * usual;
    qsort(parts, TOC_DISPUTE_FEATURE_COUNT + 1, sizeof *parts, by_size);
}

/* ---- alike ------------------------------------------------------------------------- */

static double distance_of(const double *a, const double *b) {
    double sum = 0;
    for (int i = 0; i < TOC_DISPUTE_COLUMNS; i++)
        sum += (a[i] - b[i]) * (a[i] - b[i]);
    return sqrt(sum);
}

/* As parts_of, with all that the regression does. */
static void place_of(const toc_dispute_model *model, const toc_dispute_seen *seen, double *place) {
    parts_of(model, seen, ALIKE_BAGS, place);
    place[TOC_DISPUTE_FEATURE_COUNT] += model->share * (double)seen->logit;
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
    double here[TOC_DISPUTE_COLUMNS], there[TOC_DISPUTE_COLUMNS];
    size_t count = 0;
    place_of(model, seen, here);
    for (size_t i = 0; i < model->facts.cases; i++) {
        const toc_dispute_stored *c = &model->cases[i];
        place_of(model, &c->seen, there);
        toc_dispute_case one = {
            .cow_a = c->cow_a, .cow_b = c->cow_b, .year = c->year, .onset = c->onset, .next_onset = c->next_onset};
        one.distance = distance_of(here, there);
        count = insert(out, count, most, one);
    }
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < model->facts.cases; k++)
            if (model->cases[k].cow_a == out[i].cow_a && model->cases[k].cow_b == out[i].cow_b &&
                model->cases[k].year == out[i].year)
                out[i].probability = toc_dispute_predict(model, &model->cases[k].seen).probability;
    return count;
}
