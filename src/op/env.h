/*
 * env: what every recipe needs and only some do: where the data are, where the
 * ledger is, and the rooms' tables, each loaded when first asked for.
 *
 * Order: toc_env_init, toc_env_* getters as needed, toc_env_fini. One thread.
 * Data are looked for in --data, $TOCSIN_DATA, the folder `data` beside the
 * programme's build tree (…/build/../data), ../share/tocsin beside the
 * programme, and the installed place, in this order.
 */
#ifndef TOC_OP_ENV_H
#define TOC_OP_ENV_H

#include "base/arena.h"
#include "base/err.h"
#include "code/code.h"
#include "event/ontology.h"
#include "lexicon/lexicon.h"
#include "measure/linking.h"
#include "store/store.h"
#include "syntax/syntax.h"
#include "world/world.h"

typedef struct toc_env {
    const char *data_option;   /* --data or NULL */
    const char *ledger_option; /* --ledger or NULL; else $TOCSIN_LEDGER, else ./tocsin.db */
    /* Dictionaries of others to add to the lexicon, in this order (--dictionary); the caller's, set after init. */
    const char *const *dictionaries;
    size_t dictionary_count;
    toc_reject_fn *dictionary_reject; /* each faulty line; may be NULL */
    void *dictionary_ctx;
    char *data_dir; /* found on first use */
    toc_ontology *ontology;
    toc_lexicon *lexicon;
    toc_world *world;
    bool has_places; /* the world has the names of places */
    toc_splitter *splitter;
    toc_syntax *syntax;
    toc_scorer *scorer;
    toc_quiet *quiet;
    toc_coder *coder;
    toc_linking *linking;
    toc_store *store;
} toc_env;

void toc_env_init(toc_env *env, const char *data_option, const char *ledger_option);
void toc_env_fini(toc_env *env);
toc_rc toc_env_data_dir(toc_env *env, const char **out, toc_err *err);
toc_rc toc_env_ontology(toc_env *env, const toc_ontology **out, toc_err *err);
toc_rc toc_env_lexicon(toc_env *env, const toc_lexicon **out, toc_err *err);
toc_rc toc_env_world(toc_env *env, const toc_world **out, toc_err *err);
/* The models stand in models/ within the data folder (installed) or beside it (source tree). */
/* The path of a model by the name of its file, into arena. */
toc_rc toc_env_model_path(toc_env *env, const char *name, toc_arena *arena, const char **out, toc_err *err);
toc_rc toc_env_splitter(toc_env *env, const toc_splitter **out, toc_err *err);
toc_rc toc_env_syntax(toc_env *env, const toc_syntax **out, toc_err *err);
toc_rc toc_env_scorer(toc_env *env, const toc_scorer **out, toc_err *err);
toc_rc toc_env_coder(toc_env *env, const toc_coder **out, toc_err *err);
toc_rc toc_env_linking(toc_env *env, const toc_linking **out, toc_err *err);
toc_rc toc_env_store(toc_env *env, toc_store_mode mode, toc_store **out, toc_err *err);
/* To read; *out NULL when nobody named a ledger (--ledger, $TOCSIN_LEDGER) and there is none at the usual place. */
toc_rc toc_env_store_if_any(toc_env *env, toc_store **out, toc_err *err);
/* What a recipe needs of these, opened in this order; where NULL stands nothing is. The ledger is opened to read. */
typedef struct toc_env_wish {
    const char **data_dir;
    const toc_world **world;
    const toc_ontology **ontology;
    const toc_linking **linking;
    const toc_lexicon **lexicon;
    toc_store **store;
} toc_env_wish;
toc_rc toc_env_open(toc_env *env, const toc_env_wish *wish, toc_err *err);
/* The path that toc_env_store would open. */
const char *toc_env_ledger_path(const toc_env *env);
/* Where forecasts are recorded: `given`, else $TOCSIN_FORECASTS, else LEDGER.forecasts; NULL when memory is refused. */
const char *toc_env_record_path(const toc_env *env, const char *given, toc_arena *arena);

#endif
