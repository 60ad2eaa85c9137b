/* The recipe: ledger -> facts by day -> the walk -> each relation of the actor asked -> the likeliest, with reasons. */
#include "op/op_next.h"

#include "base/map.h"
#include "base/mem.h"
#include "event/actor.h"

#include <stdlib.h>
#include <string.h>

enum {
    HISTORY_DAYS = 730,
    FACTS_MAX = 200000, /* the last so many, in whole days */
    GATHER_DAYS = 60,   /* the network learns from so many last days */
    TRAIN_FACTS = 5000,
    TRAIN_DAYS = 60,
    EPOCHS = 2,
    PER_RELATION = 20, /* answers kept of one relation */
    TOP_MAX = 1000,
    SEED = 7
};

typedef struct dated {
    toc_day day;
    toc_next_fact fact;
} dated;

typedef struct names { /* numbers for words */
    toc_map map;
    toc_str *items;
    uint32_t count;
    size_t capacity;
} names;

typedef struct gathering {
    toc_arena arena;
    bool whole; /* actors are whole codes */
    toc_day asof;
    names actors, relations;
    uint32_t *family; /* by relation */
    uint32_t family_capacity;
    dated *facts;
    size_t count, capacity;
    uint32_t *group, *role; /* by actor */
} gathering;

/* A number for the word; UINT32_MAX when memory is refused. */
static uint32_t number_of(toc_arena *arena, names *n, toc_str word) {
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

static bool keep_family(gathering *g, uint32_t relation, toc_root root) {
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

static bool add_fact(gathering *g, dated fact) {
    dated *facts = toc_mem_widen(g->facts, g->count, &g->capacity, sizeof *facts, 4096);
    if (facts == NULL)
        return false;
    g->facts = facts;
    g->facts[g->count++] = fact;
    return true;
}

static toc_rc take(void *ctx, const toc_event *e, toc_err *err) {
    gathering *g = ctx;
    toc_str source = g->whole ? e->source.code : toc_actor_root(e->source.code);
    toc_str target = g->whole ? e->target.code : toc_actor_root(e->target.code);
    toc_day day = toc_event_day(e);
    toc_str act = e->cameo.len > 0 ? e->cameo : toc_str_of(toc_root_name(e->root));
    if (e->modality != TOC_DONE || source.len == 0 || target.len == 0 || act.len == 0 || day == TOC_DAY_NONE ||
        toc_str_equal(source, target) || (g->asof != TOC_DAY_NONE && day > g->asof))
        return TOC_OK;
    uint32_t relation = number_of(&g->arena, &g->relations, act);
    dated fact = {day, {number_of(&g->arena, &g->actors, source), relation, number_of(&g->arena, &g->actors, target)}};
    if (relation == UINT32_MAX || fact.fact.source == UINT32_MAX || fact.fact.target == UINT32_MAX ||
        !keep_family(g, relation, e->root) || !add_fact(g, fact))
        return toc_err_set(err, TOC_ENOMEM, "no memory for the events of the ledger");
    return TOC_OK;
}

static int by_day(const void *a, const void *b) {
    const dated *x = a, *y = b;
    return x->day < y->day ? -1 : x->day > y->day;
}

static toc_rc place_actors(gathering *g, toc_err *err) {
    names groups = {0}, roles = {0};
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

static void forget_oldest(gathering *g) {
    size_t from = g->count > FACTS_MAX ? g->count - FACTS_MAX : 0;
    while (from > 0 && from < g->count && g->facts[from].day == g->facts[from - 1].day)
        from++;
    if (from > 0 && from < g->count) {
        memmove(g->facts, g->facts + from, (g->count - from) * sizeof *g->facts);
        g->count -= from;
    }
}

/* The events of the last HISTORY_DAYS before the as-of day, or before the last event. */
static toc_rc gather(gathering *g, toc_store *store, toc_err *err) {
    toc_store_facts facts;
    toc_rc rc = toc_store_describe(store, &facts, err);
    toc_day last = g->asof != TOC_DAY_NONE && g->asof < facts.last_event ? g->asof : facts.last_event;
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

static void gathering_free(gathering *g) {
    toc_map_fini(&g->actors.map);
    toc_map_fini(&g->relations.map);
    toc_mem_free(g->actors.items);
    toc_mem_free(g->relations.items);
    toc_mem_free(g->family);
    toc_mem_free(g->facts);
    toc_arena_fini(&g->arena);
}

static size_t days_of(const gathering *g) {
    return g->count > 0 ? (size_t)(g->facts[g->count - 1].day - g->facts[0].day) + 1 : 0;
}

/* Lives through all days; trains when there is enough. */
static toc_rc live(const gathering *g, toc_next *next, toc_err *err) {
    toc_day first = g->facts[0].day, last = g->facts[g->count - 1].day;
    bool enough = g->count >= TRAIN_FACTS && days_of(g) >= TRAIN_DAYS;
    toc_next_fact *day = toc_mem_alloc(g->count * sizeof *day);
    toc_rc rc = day == NULL ? toc_err_set(err, TOC_ENOMEM, "no memory for %zu events", g->count) : TOC_OK;
    for (size_t i = 0, to; rc == TOC_OK && i < g->count; i = to) {
        for (to = i; to < g->count && g->facts[to].day == g->facts[i].day; to++)
            day[to - i] = g->facts[to].fact;
        bool gathering_rows = enough && g->facts[i].day > last - GATHER_DAYS;
        rc = toc_next_live(next, g->facts[i].day - first, day, to - i, gathering_rows, err);
    }
    if (rc == TOC_OK && enough && toc_next_rows(next) > 0)
        rc = toc_next_fit(next, EPOCHS, err);
    toc_mem_free(day);
    return rc;
}

typedef struct ranking {
    const gathering *g;
    toc_next *next;
    const toc_next_options *options;
    uint32_t actor;
    int32_t day; /* that is asked for */
    toc_next_line lines[TOP_MAX + 1];
    size_t count;
} ranking;

static void keep_line(ranking *r, const toc_next_line *line) {
    size_t i = r->count < r->options->top ? r->count++ : r->options->top;
    while (i > 0 && line->chance > r->lines[i - 1].chance) {
        r->lines[i] = r->lines[i - 1];
        i--;
    }
    r->lines[i] = *line;
}

static toc_next_line make_line(ranking *r, uint32_t relation, uint32_t other, double whom, double share, double rate) {
    const gathering *g = r->g;
    toc_str own = g->actors.items[r->actor], them = g->actors.items[other];
    toc_next_reason why = toc_next_explain(r->next, other);
    return (toc_next_line){.source = r->options->upon ? them : own,
                           .target = r->options->upon ? own : them,
                           .relation = g->relations.items[relation],
                           .chance = share * whom,
                           .whom = whom,
                           .per_day = rate * whom,
                           .other = them,
                           .reason = why,
                           .rule = why.rule_last > 0 ? g->relations.items[why.rule_relation] : TOC_STR(""),
                           .via = why.via < g->actors.count ? g->actors.items[why.via] : TOC_STR("")};
}

static toc_rc rank_relation(ranking *r, toc_next_query query, double share, toc_err *err) {
    const toc_next_answer *answers = NULL;
    size_t count = 0;
    toc_rc rc = toc_next_ask(r->next, r->day, query, &answers, &count, err);
    double rate = toc_next_rate(r->next, r->day, query);
    for (size_t i = 0; rc == TOC_OK && i < count && i < PER_RELATION; i++) {
        double chance = share * (double)answers[i].chance;
        bool full = r->count == r->options->top;
        if (chance > 0 && (!full || chance > r->lines[r->count - 1].chance)) {
            toc_next_line line = make_line(r, query.relation, answers[i].actor, (double)answers[i].chance, share, rate);
            keep_line(r, &line);
        }
    }
    return rc;
}

static toc_rc rank(ranking *r, toc_err *err) {
    toc_rc rc = TOC_OK;
    for (uint32_t i = 0; rc == TOC_OK && i < r->g->relations.count; i++) {
        toc_next_query query = {r->actor, i, r->options->upon};
        double share = toc_next_share(r->next, r->day, query);
        if (share > 0)
            rc = rank_relation(r, query, share, err);
    }
    return rc;
}

static void write(toc_env *env, const ranking *r, toc_buf *out) {
    const gathering *g = r->g;
    toc_next_report report = {.actor = g->actors.items[r->actor],
                              .upon = r->options->upon,
                              .trained = toc_next_is_trained(r->next),
                              .why = r->options->why,
                              .asof = g->asof != TOC_DAY_NONE ? g->asof : g->facts[g->count - 1].day,
                              .facts = g->count,
                              .days = days_of(g),
                              .need = TRAIN_FACTS,
                              .lines = r->lines,
                              .count = r->count,
                              .world = env->world,
                              .ontology = env->ontology};
    if (r->options->json)
        toc_next_add_json(out, &report);
    else
        toc_next_add_text(out, &report, r->options->style);
}

static toc_rc look_ahead(toc_env *env, const gathering *g, uint32_t actor, const toc_next_options *o, toc_buf *out,
                         toc_err *err) {
    toc_next_scheme scheme = {g->actors.count, g->relations.count, TOC_ROOT_COUNT, g->family, g->group, g->role, SEED};
    toc_next *next = NULL;
    ranking *r = toc_mem_calloc(1, sizeof *r);
    toc_rc rc = r == NULL ? toc_err_set(err, TOC_ENOMEM, "no memory to rank") : toc_next_new(&scheme, &next, err);
    rc = rc == TOC_OK ? live(g, next, err) : rc;
    if (rc == TOC_OK) {
        toc_day last = g->asof != TOC_DAY_NONE ? g->asof : g->facts[g->count - 1].day;
        r->g = g;
        r->next = next;
        r->options = o;
        r->actor = actor;
        r->day = last - g->facts[0].day + 1;
        rc = rank(r, err);
    }
    if (rc == TOC_OK)
        write(env, r, out);
    toc_next_free(next);
    toc_mem_free(r);
    return rc;
}

toc_rc toc_op_next(toc_env *env, const toc_next_options *options, toc_buf *out, toc_err *err) {
    const toc_world *world = NULL;
    const toc_ontology *ontology = NULL;
    toc_store *store = NULL;
    gathering g = {.asof = options->asof};
    toc_next_options o = *options;
    uint32_t actor = 0;
    o.top = o.top > TOP_MAX ? TOP_MAX : o.top;
    toc_arena_init(&g.arena, 0);
    toc_map_init(&g.actors.map);
    toc_map_init(&g.relations.map);
    toc_rc rc = toc_env_world(env, &world, err);
    rc = rc == TOC_OK ? toc_env_ontology(env, &ontology, err) : rc;
    rc = rc == TOC_OK ? toc_env_store(env, TOC_STORE_READ, &store, err) : rc;
    if (rc == TOC_OK) {
        toc_str code = toc_world_code(world, toc_str_of(o.actor));
        code = code.len > 0 ? code : toc_str_of(o.actor);
        g.whole = toc_actor_sectors(code).len > 0;
        rc = gather(&g, store, err);
        if (rc == TOC_OK && !toc_map_get(&g.actors.map, code, &actor))
            rc = toc_err_set(err, TOC_ENOTFOUND,
                             "no event of \"%s\" is known%s: name a state, bloc or actor code of the ledger", o.actor,
                             g.asof != TOC_DAY_NONE ? " by that day" : "");
    }
    rc = rc == TOC_OK ? look_ahead(env, &g, actor, &o, out, err) : rc;
    gathering_free(&g);
    return rc == TOC_OK && out->failed ? toc_err_set(err, TOC_ENOMEM, "no memory for the answer") : rc;
}
