/* The recipe: world -> names to codes -> text. */
#include "op/op_bloc.h"

static toc_str code_of(const toc_world *world, const char *name) {
    toc_str code = name ? toc_world_code(world, toc_str_of(name)) : TOC_STR("");
    return code.len > 0 || !name ? code : toc_str_of(name);
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
        rc = o->json ? toc_bloc_add_json(out, world, name, on, err)
                     : toc_bloc_add_text(out, world, name, on, o->style, err);
    return rc == TOC_OK && out->failed ? toc_err_set(err, TOC_ENOMEM, "no memory for \"%s\"", o->name) : rc;
}
