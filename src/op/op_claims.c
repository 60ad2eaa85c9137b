/* The recipe: sides -> claims -> text. */
#include "op/op_claims.h"

#include "op/office.h"

#define ARENA_BYTES ((size_t)8 << 30)

typedef struct work {
    const char *data_dir;
    const toc_world *world;
    const toc_ontology *ontology;
    const toc_linking *linking;
    toc_office_finder office;
    toc_store *store;
    toc_arena *arena;
    toc_claims_wish wish;
    toc_claim *claims;
    size_t count;
} work;

static toc_rc open_rooms(toc_env *env, work *w, toc_err *err) {
    toc_env_wish wish = {.data_dir = &w->data_dir,
                         .world = &w->world,
                         .ontology = &w->ontology,
                         .linking = &w->linking,
                         .lexicon = &w->office.lexicon,
                         .store = &w->store};
    return toc_env_open(env, &wish, err);
}

static void write(const work *w, const toc_claims_options *options, toc_buf *out) {
    toc_claim_report report = {.claims = w->claims,
                               .count = w->count,
                               .most = options->most > 0 ? (size_t)options->most : w->count,
                               .world = w->world,
                               .ontology = w->ontology,
                               .asof = w->wish.asof};
    if (options->json)
        toc_claims_add_json(out, &report);
    else
        toc_claims_add_text(out, &report, options->style);
}

toc_rc toc_op_claims(toc_env *env, const toc_claims_options *options, toc_buf *out, toc_err *err) {
    toc_arena arena;
    work w = {.arena = &arena, .wish = options->wish};
    w.wish.asof = w.wish.asof == TOC_DAY_NONE ? toc_day_today() : w.wish.asof;
    toc_arena_init(&arena, ARENA_BYTES);
    toc_arena_init(&w.office.scratch, 0);
    toc_rc rc = toc_claims_wish_check(&w.wish, err);
    if (rc == TOC_OK)
        rc = open_rooms(env, &w, err);
    if (rc == TOC_OK)
        rc = toc_claims_find(w.store, w.world, w.linking, w.data_dir, &w.wish, toc_op_office, &w.office, &arena,
                             &w.claims, &w.count, err);
    if (rc == TOC_OK) {
        write(&w, options, out);
        rc = out->failed ? toc_err_set(err, TOC_ELIMIT, "no memory for the claims, or more than %zu bytes; name sides",
                                       out->max_bytes)
                         : TOC_OK;
    }
    toc_arena_fini(&w.office.scratch);
    toc_arena_fini(&arena);
    return rc;
}
