/*
 * event_model: the self-exciting model of two sides, learnt from the ledger: what `fit events` shows and `whatif` runs.
 *
 * The last three years before the as-of day (or the last event) count; fewer where the ledger is younger. All pairs
 * are taken together first (at most 200, fewer over many days), then the two sides' own happenings bend that. Sides
 * are held in an order of their own (by their first member), so that swapping them mirrors to the last digit: `turned`
 * says that A of the model is the caller's B.
 *
 * init; read; use; fini, also after a failure. The environment must outlive it.
 */
#ifndef TOC_OP_EVENT_MODEL_H
#define TOC_OP_EVENT_MODEL_H

#include "op/env.h"
#include "op/event_facts.h"

typedef struct toc_event_model {
    toc_arena arena;
    const toc_world *world;
    toc_store *store;
    toc_panel *panel;
    toc_event_facts facts;
    bool turned;
    toc_pair pair;
    uint32_t roots[TOC_STREAM_CELLS][TOC_ROOT_COUNT];
    size_t events; /* of the pair, in the cells */
    toc_hawkes_days days;
    toc_stream_pooled pooled;
    toc_hawkes_prior prior;
    toc_hawkes_options options; /* what it was fitted with */
    toc_hawkes_fitted fitted;
} toc_event_model;

#define TOC_EVENT_MODEL_LEAST 20 /* events between the sides: with fewer nothing is said; our choice */

void toc_event_model_init(toc_event_model *model);
/* alone: without the other pairs, by maximum likelihood. TOC_ENOTFOUND: not enough events; else as toc_pair_read,
 * toc_panel_open, toc_stream_pool. */
toc_rc toc_event_model_read(toc_event_model *model, toc_env *env, const char *side_a, const char *side_b, toc_day asof,
                            toc_hawkes_kernel kernel, bool alone, toc_err *err);
void toc_event_model_fini(toc_event_model *model);

#endif
