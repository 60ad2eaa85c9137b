/*
 * weights: the open numbers of the method, from data/method/weights.tsv.
 *
 * The weight of an event is its Goldstein score turned round (hostile is
 * positive), times the factor of its modality when it is words, times the
 * confidence of whoever coded it (rows of datasets that tell none have 1): the
 * weight to be expected. An act that only addresses the other side (signal_to) weighs by the table's signal rows.
 * No weight knows the name of a state. Read-only after loading.
 */
#ifndef TOC_MEASURE_WEIGHTS_H
#define TOC_MEASURE_WEIGHTS_H

#include "measure/measure.h"

typedef struct toc_method {
    double half_life_days;
    double reason_confidence; /* least confidence of an event that is shown as a reason */
    int minimum_day, minimum_week, minimum_month, minimum_trend;
    int bootstrap;
    uint64_t seed;
} toc_method;

const toc_method *toc_weights_method(const toc_weights *weights);

/* Weight when `pressing` says whether the event only addresses the other side. Words give 0 for a deed, deeds for
 * words. */
double toc_weight_words_as(const toc_weights *weights, const toc_event *event, bool pressing);
double toc_weight_deeds_as(const toc_weights *weights, const toc_event *event, bool pressing);

/* True when the event touches the other side of pair only through signal_to. */
bool toc_pair_presses(const toc_pair *pair, const toc_event *event);

/* Fill told with one report for each event of a pair that is sorted by toc_event_day. */
toc_rc toc_told_make(toc_pair *pair, toc_arena *arena, toc_err *err);

/* The same happening has the same key: roots of the parties (without order for CONSULT, COOPERATE and AGREE, where
 * both do the same), CAMEO root and modality. Days are compared apart from it. */
uint64_t toc_event_kind_key(const toc_event *event);
/* The roots of who acts and of whom it is aimed at (the target, else signal_to), in order where the act is mutual by
 * nature. */
void toc_event_ends(const toc_event *event, toc_str *from, toc_str *to);

#endif
