/* The recipe: ledger -> sides and pairs by the day -> all pairs together -> the two sides. */
#include "op/event_model.h"

#include <string.h>

enum { HISTORY_DAYS = 1095, PAIRS_MOST = 200, PAIR_DAYS_MOST = 75000 };

#define ARENA_BYTES ((size_t)8 << 30)

void toc_event_model_init(toc_event_model *m) {
    *m = (toc_event_model){0};
    toc_arena_init(&m->arena, ARENA_BYTES);
    toc_event_facts_init(&m->facts, NULL, NULL, TOC_DAY_NONE);
}

void toc_event_model_fini(toc_event_model *m) {
    toc_event_facts_fini(&m->facts);
    toc_panel_close(m->panel);
    toc_arena_fini(&m->arena);
}

static toc_rc read_sides(toc_event_model *m, toc_env *env, const char *side_a, const char *side_b, toc_err *err) {
    const toc_linking *linking = NULL;
    toc_side a, b;
    toc_day asof = m->facts.asof == TOC_DAY_NONE ? m->facts.last : m->facts.asof;
    toc_rc rc = toc_env_linking(env, &linking, err);
    rc = rc == TOC_OK ? toc_side_parse(m->world, toc_str_of(side_a), asof, &m->arena, &a, err) : rc;
    rc = rc == TOC_OK ? toc_side_parse(m->world, toc_str_of(side_b), asof, &m->arena, &b, err) : rc;
    if (rc != TOC_OK)
        return rc;
    m->turned = toc_str_compare(a.members[0], b.members[0]) > 0;
    return toc_pair_read(m->store, m->world, linking, m->turned ? side_b : side_a, m->turned ? side_a : side_b, asof,
                         &m->arena, &m->pair, err);
}

static toc_rc pool(toc_event_model *m, toc_hawkes_kernel kernel, toc_err *err) {
    size_t days = m->days.days, most = PAIR_DAYS_MOST / days, count = m->facts.count;
    count = count < most ? count : most;
    toc_hawkes_days *pairs = toc_arena_array(&m->arena, count + 1, sizeof *pairs);
    if (pairs == NULL)
        return toc_err_set(err, TOC_ENOMEM, "no memory for %zu pairs", count);
    for (size_t i = 0; i < count; i++)
        pairs[i] = toc_event_facts_days(&m->facts, i, days);
    return toc_stream_pool(pairs, count, kernel, 0, &m->pooled, err);
}

static void count_events(toc_event_model *m) {
    for (size_t t = 0; t < m->days.days; t++)
        for (int c = 0; c < TOC_STREAM_CELLS; c++)
            m->events += m->days.counts[t * TOC_STREAM_SOURCES + (size_t)c];
}

typedef struct reading {
    toc_event_model *m;
    toc_env *env;
    const char *side_a, *side_b;
    toc_day asof;
} reading;

static toc_rc read_facts(void *ctx, toc_err *err) {
    const reading *r = ctx;
    toc_event_model *m = r->m;
    toc_event_facts_fini(&m->facts);
    toc_event_facts_init(&m->facts, m->world, m->panel, r->asof);
    m->facts.days_most = HISTORY_DAYS;
    memset(m->roots, 0, sizeof m->roots);
    toc_rc rc = toc_event_facts_pairs(&m->facts, TOC_DAY_NONE, PAIRS_MOST, err);
    rc = rc == TOC_OK ? read_sides(m, r->env, r->side_a, r->side_b, err) : rc;
    return rc == TOC_OK ? toc_event_facts_sides(&m->facts, &m->pair, m->roots, &m->days, err) : rc;
}

static toc_rc fit(toc_event_model *m, toc_hawkes_kernel kernel, bool alone, toc_err *err) {
    toc_rc rc = alone ? TOC_OK : pool(m, kernel, err);
    if (rc != TOC_OK)
        return rc;
    toc_stream_options(alone ? NULL : &m->pooled, kernel, &m->days, &m->prior, &m->options);
    return alone ? toc_hawkes_fit(&m->days, &m->options, &m->fitted, err)
                 : toc_stream_fit(&m->pooled, &m->days, &m->fitted, err);
}

toc_rc toc_event_model_read(toc_event_model *m, toc_env *env, const char *side_a, const char *side_b, toc_day asof,
                            toc_hawkes_kernel kernel, bool alone, toc_err *err) {
    toc_rc rc = toc_env_open(env, &(toc_env_wish){.world = &m->world, .store = &m->store}, err);
    rc = rc == TOC_OK ? toc_panel_open(m->store, NULL, NULL, &m->panel, err) : rc;
    rc = rc == TOC_OK ? toc_panel_try(read_facts, &(reading){m, env, side_a, side_b, asof}, err) : rc;
    if (rc != TOC_OK)
        return rc;
    count_events(m);
    if (m->events < TOC_EVENT_MODEL_LEAST)
        return toc_err_set(err, TOC_ENOTFOUND,
                           "not enough: %zu events between the two sides in %zu days, %d are needed; ingest more, or "
                           "name larger sides",
                           m->events, m->days.days, TOC_EVENT_MODEL_LEAST);
    return fit(m, kernel, alone, err);
}
