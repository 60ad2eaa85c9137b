/* The recipe: ledger -> facts by day -> the walk -> the likely next facts of the actor asked -> words. */
#include "op/op_next.h"

#include "base/mem.h"
#include "event/actor.h"
#include "op/next_facts.h"

enum {
    GATHER_DAYS = 60, /* the network learns from so many last days */
    TRAIN_FACTS = 5000,
    TRAIN_DAYS = 60,
    EPOCHS = 2,
    TOP_MAX = 1000,
    SEED = 7
};

/* Lives through all days; trains when there is enough. */
static toc_rc live(const toc_next_facts *g, toc_next *next, toc_err *err) {
    toc_day first = g->facts[0].day, last = g->facts[g->count - 1].day;
    bool enough = g->count >= TRAIN_FACTS && toc_next_facts_days(g) >= TRAIN_DAYS;
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

static toc_day last_day(const toc_next_facts *g) {
    return g->asof != TOC_DAY_NONE ? g->asof : g->facts[g->count - 1].day;
}

static toc_next_line line_of(const toc_next_facts *g, uint32_t actor, bool upon, const toc_next_likely *likely) {
    toc_str own = g->actors.items[actor], them = g->actors.items[likely->other];
    const toc_next_reason *why = &likely->reason;
    return (toc_next_line){.source = upon ? them : own,
                           .target = upon ? own : them,
                           .relation = g->relations.items[likely->relation],
                           .other = them,
                           .reason = *why,
                           .rule = why->rule_last > 0 ? g->relations.items[why->rule_relation] : TOC_STR(""),
                           .via = why->via < g->actors.count ? g->actors.items[why->via] : TOC_STR("")};
}

static void write(const toc_env *env, const toc_next_facts *g, uint32_t actor, const toc_next_options *o, bool trained,
                  const toc_next_line *lines, size_t count, toc_buf *out) {
    toc_next_report report = {.actor = g->actors.items[actor],
                              .upon = o->upon,
                              .trained = trained,
                              .why = o->why,
                              .asof = last_day(g),
                              .facts = g->count,
                              .days = toc_next_facts_days(g),
                              .need = TRAIN_FACTS,
                              .lines = lines,
                              .count = count,
                              .world = env->world,
                              .ontology = env->ontology};
    if (o->json)
        toc_next_add_json(out, &report);
    else
        toc_next_add_text(out, &report, o->style);
}

static toc_rc look_ahead(const toc_env *env, toc_next_facts *g, uint32_t actor, const toc_next_options *o, toc_buf *out,
                         toc_err *err) {
    toc_next_scheme scheme = {g->actors.count, g->relations.count, TOC_ROOT_COUNT, g->family, g->group, g->role, SEED};
    toc_next *next = NULL;
    size_t count = 0, most = o->top > TOP_MAX ? TOP_MAX : o->top;
    toc_next_likely *likely = toc_arena_array(&g->arena, most, sizeof *likely);
    toc_next_line *lines = toc_arena_array(&g->arena, most, sizeof *lines);
    toc_rc rc = !likely || !lines ? toc_err_set(err, TOC_ENOMEM, "no memory to rank") : TOC_OK;
    rc = rc == TOC_OK ? toc_next_new(&scheme, &next, err) : rc;
    rc = rc == TOC_OK ? live(g, next, err) : rc;
    if (rc == TOC_OK)
        rc = toc_next_actor(next, last_day(g) - g->facts[0].day + 1, actor, o->upon, most, likely, &count, err);
    for (size_t i = 0; rc == TOC_OK && i < count; i++)
        lines[i] = line_of(g, actor, o->upon, &likely[i]);
    if (rc == TOC_OK)
        write(env, g, actor, o, toc_next_is_trained(next), lines, count, out);
    toc_next_free(next);
    return rc;
}

toc_rc toc_op_next(toc_env *env, const toc_next_options *o, toc_buf *out, toc_err *err) {
    const toc_world *world = NULL;
    const toc_ontology *ontology = NULL;
    toc_store *store = NULL;
    toc_next_facts g;
    toc_str code = toc_str_of(o->actor);
    uint32_t actor = 0;
    toc_env_wish wish = {.world = &world, .ontology = &ontology, .store = &store};
    toc_rc rc = toc_env_open(env, &wish, err);
    if (rc == TOC_OK && toc_world_code(world, code).len > 0)
        code = toc_world_code(world, code);
    toc_next_facts_init(&g, toc_actor_sectors(code).len > 0, o->asof);
    rc = rc == TOC_OK ? toc_next_facts_gather(&g, store, err) : rc;
    if (rc == TOC_OK && !toc_map_get(&g.actors.map, code, &actor))
        rc = toc_err_set(err, TOC_ENOTFOUND,
                         "no event of \"%s\" is known%s: name a state, bloc or actor code of the ledger", o->actor,
                         g.asof != TOC_DAY_NONE ? " by that day" : "");
    rc = rc == TOC_OK ? look_ahead(env, &g, actor, o, out, err) : rc;
    toc_next_facts_fini(&g);
    return rc == TOC_OK && out->failed ? toc_err_set(err, TOC_ENOMEM, "no memory for the answer") : rc;
}
