/* Method: see next_facts.h. */
#include "op/next_facts.h"

#include "base/mem.h"
#include "event/actor.h"

#include <stdlib.h>
#include <string.h>

enum { HISTORY_DAYS = 730, FACTS_MAX = 200000 };

void toc_next_facts_init(toc_next_facts *facts, bool whole, toc_day asof) {
    *facts = (toc_next_facts){.whole = whole, .asof = asof};
    toc_arena_init(&facts->arena, 0);
    toc_map_init(&facts->actors.map);
    toc_map_init(&facts->relations.map);
}

/* A number for the word; UINT32_MAX when memory is refused. */
static uint32_t number_of(toc_arena *arena, toc_next_names *n, toc_str word) {
    uint32_t known;
    if (toc_map_get(&n->map, word, &known))
        return known;
    toc_str *items = toc_mem_widen(n->items, n->count, &n->capacity, sizeof *items, 256);
    if (items == NULL)
        return UINT32_MAX;
    n->items = items;
    toc_str kept = toc_arena_str(arena, word);
    if (kept.ptr == NULL || !toc_map_put(&n->map, kept, n->count))
        return UINT32_MAX;
    n->items[n->count] = kept;
    return n->count++;
}

static bool keep_family(toc_next_facts *g, uint32_t relation, toc_root root) {
    if (relation >= g->family_capacity) {
        uint32_t capacity = relation * 2 + 64;
        uint32_t *grown = toc_mem_realloc(g->family, capacity * sizeof *grown);
        if (grown == NULL)
            return false;
        g->family = grown;
        g->family_capacity = capacity;
    }
    g->family[relation] = (uint32_t)root;
    return true;
}

static bool add_fact(toc_next_facts *g, toc_next_dated fact) {
    toc_next_dated *facts = toc_mem_widen(g->facts, g->count, &g->capacity, sizeof *facts, 4096);
    if (facts == NULL)
        return false;
    g->facts = facts;
    g->facts[g->count++] = fact;
    return true;
}

static toc_rc take(void *ctx, const toc_event *e, toc_err *err) {
    toc_next_facts *g = ctx;
    toc_str source = g->whole ? e->source.code : toc_actor_root(e->source.code);
    toc_str target = g->whole ? e->target.code : toc_actor_root(e->target.code);
    toc_day day = toc_event_day(e);
    toc_str act = e->cameo.len > 0 ? e->cameo : toc_str_of(toc_root_name(e->root));
    if (e->modality != TOC_DONE || source.len == 0 || target.len == 0 || act.len == 0 || day == TOC_DAY_NONE ||
        toc_str_equal(source, target) || (g->asof != TOC_DAY_NONE && day > g->asof))
        return TOC_OK;
    uint32_t relation = number_of(&g->arena, &g->relations, act);
    toc_next_dated fact = {
        day, {number_of(&g->arena, &g->actors, source), relation, number_of(&g->arena, &g->actors, target)}};
    if (relation == UINT32_MAX || fact.fact.source == UINT32_MAX || fact.fact.target == UINT32_MAX ||
        !keep_family(g, relation, e->root) || !add_fact(g, fact))
        return toc_err_set(err, TOC_ENOMEM, "no memory for the events of the ledger");
    return TOC_OK;
}

static int by_day(const void *a, const void *b) {
    const toc_next_dated *x = a, *y = b;
    return x->day < y->day ? -1 : x->day > y->day;
}

static toc_rc place_actors(toc_next_facts *g, toc_err *err) {
    toc_next_names groups = {0}, roles = {0};
    toc_map_init(&groups.map);
    toc_map_init(&roles.map);
    g->group = toc_arena_array(&g->arena, g->actors.count + 1, sizeof *g->group);
    g->role = toc_arena_array(&g->arena, g->actors.count + 1, sizeof *g->role);
    bool sound = g->group != NULL && g->role != NULL;
    for (uint32_t i = 0; sound && i < g->actors.count; i++) {
        toc_str root = toc_actor_root(g->actors.items[i]), sectors = toc_actor_sectors(g->actors.items[i]);
        uint32_t group = root.len > 0 ? number_of(&g->arena, &groups, root) : 0;
        uint32_t role = sectors.len > 0 ? number_of(&g->arena, &roles, sectors) : 0;
        sound = group != UINT32_MAX && role != UINT32_MAX;
        g->group[i] = root.len > 0 ? group + 1 : 0;
        g->role[i] = sectors.len > 0 ? role + 1 : 0;
    }
    toc_mem_free(groups.items);
    toc_mem_free(roles.items);
    toc_map_fini(&groups.map);
    toc_map_fini(&roles.map);
    return sound ? TOC_OK : toc_err_set(err, TOC_ENOMEM, "no memory for %u actors", g->actors.count);
}

static void forget_oldest(toc_next_facts *g) {
    size_t from = g->count > FACTS_MAX ? g->count - FACTS_MAX : 0;
    while (from > 0 && from < g->count && g->facts[from].day == g->facts[from - 1].day)
        from++;
    if (from > 0 && from < g->count) {
        memmove(g->facts, g->facts + from, (g->count - from) * sizeof *g->facts);
        g->count -= from;
    }
}

/* The events of the last HISTORY_DAYS before the as-of day, or before the last event. */
toc_rc toc_next_facts_gather(toc_next_facts *g, toc_store *store, toc_err *err) {
    toc_store_span span;
    toc_rc rc = toc_store_spans(store, &span, err);
    toc_day last = g->asof != TOC_DAY_NONE && g->asof < span.last_event ? g->asof : span.last_event;
    toc_event_query query = {
        .from = last == TOC_DAY_NONE ? TOC_DAY_NONE : last - HISTORY_DAYS, .to = TOC_DAY_NONE, .asof = g->asof};
    rc = rc == TOC_OK ? toc_store_each_event(store, &query, take, g, err) : rc;
    if (rc != TOC_OK)
        return rc;
    if (g->count > 1)
        qsort(g->facts, g->count, sizeof *g->facts, by_day);
    forget_oldest(g);
    return place_actors(g, err);
}

void toc_next_facts_fini(toc_next_facts *g) {
    toc_map_fini(&g->actors.map);
    toc_map_fini(&g->relations.map);
    toc_mem_free(g->actors.items);
    toc_mem_free(g->relations.items);
    toc_mem_free(g->family);
    toc_mem_free(g->facts);
    toc_arena_fini(&g->arena);
}

size_t toc_next_facts_days(const toc_next_facts *g) {
    return g->count > 0 ? (size_t)(g->facts[g->count - 1].day - g->facts[0].day) + 1 : 0;
}
