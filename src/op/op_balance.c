/* The recipe: sides -> tables, and the ledger if there is one -> balance -> text. */
#include "op/op_balance.h"

#define ARENA_BYTES ((size_t)4 << 30)

static toc_rc make(toc_env *env, const toc_balance_options *o, toc_balance_report *report, toc_balance *balance,
                   toc_arena *arena, toc_err *err) {
    const char *data_dir = NULL;
    toc_strength *strength = NULL;
    toc_store *store = NULL;
    toc_side a, b;
    toc_day on = o->on == TOC_DAY_NONE ? toc_day_today() : o->on;
    toc_env_wish wish = {.data_dir = &data_dir, .world = &report->world, .ontology = &report->ontology};
    toc_rc rc = toc_env_open(env, &wish, err);
    rc = rc == TOC_OK ? toc_side_parse(report->world, toc_str_of(o->side_a), on, arena, &a, err) : rc;
    rc = rc == TOC_OK ? toc_side_parse(report->world, toc_str_of(o->side_b), on, arena, &b, err) : rc;
    rc = rc == TOC_OK ? toc_strength_new(data_dir, arena, &strength, err) : rc;
    rc = rc == TOC_OK ? toc_env_store_if_any(env, &store, err) : rc;
    rc = rc == TOC_OK ? toc_balance_make(report->world, strength, store, &a, &b, on, arena, balance, err) : rc;
    report->balance = balance;
    return rc;
}

toc_rc toc_op_balance(toc_env *env, const toc_balance_options *options, toc_buf *out, toc_err *err) {
    toc_arena arena;
    toc_balance balance;
    toc_balance_report report = {0};
    toc_arena_init(&arena, ARENA_BYTES);
    toc_rc rc = make(env, options, &report, &balance, &arena, err);
    if (rc == TOC_OK && options->json)
        toc_balance_add_json(out, &report);
    else if (rc == TOC_OK)
        toc_balance_add_text(out, &report, options->style);
    if (rc == TOC_OK && out->failed)
        rc = toc_err_set(err, TOC_ENOMEM, "no memory for the balance");
    toc_arena_fini(&arena);
    return rc;
}
