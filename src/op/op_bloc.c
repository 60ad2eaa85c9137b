/* The recipe: world -> names to codes -> the ledger, if there is one -> text. */
#include "op/op_bloc.h"

#define ARENA_BYTES ((size_t)4 << 30)

static toc_str code_of(const toc_world *world, const char *name) {
    toc_str code = name ? toc_world_code(world, toc_str_of(name)) : TOC_STR("");
    return code.len > 0 || !name ? code : toc_str_of(name);
}

/* The calendar of exercises when there is a ledger; else *out stays NULL. */
static toc_rc read_exercises(toc_env *env, const toc_world *world, toc_str bloc, toc_day on, toc_arena *arena,
                             const toc_exercises **out, toc_err *err) {
    toc_store *store = NULL;
    toc_rc rc = toc_env_store_if_any(env, &store, err);
    if (rc != TOC_OK || !store)
        return rc;
    toc_exercises *found = toc_arena_alloc(arena, sizeof *found);
    if (!found)
        return toc_err_set(err, TOC_ENOMEM, "no memory for the exercises of a bloc");
    rc = toc_exercises_find(store, world, bloc, on, arena, found, err);
    *out = rc == TOC_OK ? found : NULL;
    return rc;
}

static toc_rc write_bloc(toc_env *env, const toc_bloc_options *o, const toc_world *world, toc_str name, toc_day on,
                         toc_buf *out, toc_err *err) {
    const toc_ontology *ontology = NULL;
    const toc_exercises *exercises = NULL;
    toc_arena arena;
    toc_arena_init(&arena, ARENA_BYTES);
    toc_rc rc = toc_env_ontology(env, &ontology, err);
    if (rc == TOC_OK)
        rc = o->json ? toc_bloc_add_json(out, world, name, on, err)
                     : toc_bloc_add_text(out, world, name, on, o->style, err);
    rc = rc == TOC_OK ? read_exercises(env, world, name, on, &arena, &exercises, err) : rc;
    if (rc == TOC_OK && o->json) {
        toc_bloc_add_exercises_json(out, exercises);
        toc_bloc_end_json(out);
    } else if (rc == TOC_OK) {
        toc_bloc_add_exercises_text(out, world, ontology, exercises, o->style);
    }
    toc_arena_fini(&arena);
    return rc;
}

toc_rc toc_op_bloc(toc_env *env, const toc_bloc_options *o, toc_buf *out, toc_err *err) {
    const toc_world *world = NULL;
    toc_rc rc = toc_env_world(env, &world, err);
    if (rc != TOC_OK)
        return rc;
    toc_day on = o->on == TOC_DAY_NONE ? toc_day_today() : o->on;
    toc_str name = code_of(world, o->name), attacker = code_of(world, o->attacker);
    if (o->ally)
        rc = o->json ? toc_ally_add_json(out, world, name, attacker, on, err)
                     : toc_ally_add_text(out, world, name, attacker, on, o->style, err);
    else
        rc = write_bloc(env, o, world, name, on, out, err);
    return rc == TOC_OK && out->failed ? toc_err_set(err, TOC_ENOMEM, "no memory for \"%s\"", o->name) : rc;
}
