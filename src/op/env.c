/*
 * Method: each getter returns what is there or loads it once; a failed load
 * leaves the environment as it was. A folder counts as data when it holds
 * ontology/cameo.tsv. A folder that the user named is taken or refused, never
 * silently replaced by another.
 */
#include "op/env.h"

#include "base/file.h"
#include "base/mem.h"
#include "lexicon/dictionary.h"

#include <stdlib.h>
#include <string.h>

#ifndef TOC_DATA_DIR
#define TOC_DATA_DIR "/usr/local/share/tocsin"
#endif

void toc_env_init(toc_env *env, const char *data_option, const char *ledger_option) {
    *env = (toc_env){.data_option = data_option, .ledger_option = ledger_option};
}

void toc_env_fini(toc_env *env) {
    toc_store_close(env->store);
    toc_coder_free(env->coder);
    toc_linking_free(env->linking);
    toc_scorer_free(env->scorer);
    toc_quiet_free(env->quiet);
    toc_syntax_free(env->syntax);
    toc_splitter_free(env->splitter);
    toc_lexicon_free(env->lexicon);
    toc_ontology_free(env->ontology);
    if (env->world != NULL) {
        toc_world_free(env->world);
    }
    toc_mem_free(env->data_dir);
    toc_env_init(env, env->data_option, env->ledger_option);
}

static const char *environment(const char *name) {
    const char *value = getenv(name);
    return value != NULL && value[0] != '\0' ? value : NULL;
}

static bool holds_data(const char *dir, toc_arena *arena, bool *refused) {
    toc_str probe = toc_arena_printf(arena, "%s/ontology/cameo.tsv", dir);
    *refused |= probe.ptr == NULL;
    return probe.ptr != NULL && toc_file_exists(probe.ptr);
}

/* The first place that holds data, or NULL; *refused when memory was. Views into arena, or literals. */
static const char *find_beside(toc_arena *arena, bool *refused) {
    static const char *const beside[] = {"../data", "../../data", "../share/tocsin"};
    toc_str program = toc_file_program_dir(arena);
    for (size_t i = 0; program.len > 0 && i < sizeof beside / sizeof beside[0]; i++) {
        toc_str dir = toc_arena_printf(arena, "%.*s/%s", TOC_FMT(program), beside[i]);
        *refused |= dir.ptr == NULL;
        if (dir.ptr != NULL && holds_data(dir.ptr, arena, refused)) {
            return dir.ptr;
        }
    }
    return holds_data(TOC_DATA_DIR, arena, refused) ? TOC_DATA_DIR : NULL;
}

static toc_rc find_data(const toc_env *env, toc_arena *arena, const char **out, toc_err *err) {
    const char *named = env->data_option != NULL ? env->data_option : environment("TOCSIN_DATA");
    const char *how = env->data_option != NULL ? "--data" : "$TOCSIN_DATA";
    bool refused = false;
    *out = named == NULL ? find_beside(arena, &refused) : holds_data(named, arena, &refused) ? named : NULL;
    if (refused) {
        return toc_err_set(err, TOC_ENOMEM, "no memory to look for tocsin's data");
    }
    if (named != NULL && *out == NULL) {
        return toc_err_set(err, TOC_ENOTFOUND, "%s names \"%s\", which holds no ontology/cameo.tsv", how, named);
    }
    if (*out == NULL) {
        return toc_err_set(err, TOC_ENOTFOUND,
                           "cannot find tocsin's data; say where they are with --data DIR or $TOCSIN_DATA");
    }
    return TOC_OK;
}

static char *copy_text(const char *text) {
    size_t size = strlen(text) + 1;
    char *copy = toc_mem_alloc(size);
    if (copy != NULL) {
        memcpy(copy, text, size);
    }
    return copy;
}

toc_rc toc_env_data_dir(toc_env *env, const char **out, toc_err *err) {
    if (env->data_dir == NULL) {
        toc_arena arena;
        const char *found = NULL;
        toc_arena_init(&arena, 1 << 20);
        toc_rc rc = find_data(env, &arena, &found, err);
        char *kept = rc == TOC_OK ? copy_text(found) : NULL;
        toc_arena_fini(&arena);
        if (rc != TOC_OK) {
            return rc;
        }
        if (kept == NULL) {
            return toc_err_set(err, TOC_ENOMEM, "no memory for the name of the data folder");
        }
        env->data_dir = kept;
    }
    *out = env->data_dir;
    return TOC_OK;
}

toc_rc toc_env_ontology(toc_env *env, const toc_ontology **out, toc_err *err) {
    const char *dir = NULL;
    toc_rc rc = TOC_OK;
    if (env->ontology == NULL && (rc = toc_env_data_dir(env, &dir, err)) == TOC_OK) {
        rc = toc_ontology_new(dir, &env->ontology, err);
    }
    if (rc == TOC_OK) {
        *out = env->ontology;
    }
    return rc;
}

static toc_rc load_lexicon(const toc_env *env, const char *dir, toc_lexicon **out, toc_err *err) {
    toc_lexicon *lexicon = NULL;
    toc_dictionary counts;
    toc_rc rc = toc_lexicon_new(dir, &lexicon, err);
    for (size_t i = 0; i < env->dictionary_count && rc == TOC_OK; i++) {
        rc = toc_dictionary_add(lexicon, env->dictionaries[i], env->dictionary_reject, env->dictionary_ctx, &counts,
                                err);
    }
    if (rc != TOC_OK) {
        toc_lexicon_free(lexicon);
        return rc;
    }
    *out = lexicon;
    return TOC_OK;
}

toc_rc toc_env_lexicon(toc_env *env, const toc_lexicon **out, toc_err *err) {
    const char *dir = NULL;
    toc_rc rc = TOC_OK;
    if (env->lexicon == NULL && (rc = toc_env_data_dir(env, &dir, err)) == TOC_OK) {
        rc = load_lexicon(env, dir, &env->lexicon, err);
    }
    if (rc == TOC_OK) {
        *out = env->lexicon;
    }
    return rc;
}

toc_rc toc_env_world(toc_env *env, const toc_world **out, toc_err *err) {
    const char *dir = NULL;
    toc_rc rc = TOC_OK;
    if (env->world == NULL && (rc = toc_env_data_dir(env, &dir, err)) == TOC_OK) {
        rc = toc_world_new(dir, &env->world, err);
    }
    if (rc == TOC_OK) {
        *out = env->world;
    }
    return rc;
}

/* The world with the names of places. */
static toc_rc world_with_places(toc_env *env, const toc_world **out, toc_err *err) {
    const char *dir = NULL;
    toc_rc rc = toc_env_world(env, out, err);
    rc = rc == TOC_OK ? toc_env_data_dir(env, &dir, err) : rc;
    if (rc == TOC_OK && !env->has_places) {
        rc = toc_world_read_places(env->world, dir, err);
        env->has_places = rc == TOC_OK;
    }
    return rc;
}

/* The path of a model, within the data folder or beside it. */
toc_rc toc_env_model_path(toc_env *env, const char *name, toc_arena *arena, const char **out, toc_err *err) {
    const char *dir = NULL;
    toc_rc rc = toc_env_data_dir(env, &dir, err);
    if (rc != TOC_OK) {
        return rc;
    }
    toc_str inside = toc_arena_printf(arena, "%s/models/%s", dir, name);
    toc_str beside = toc_arena_printf(arena, "%s/../models/%s", dir, name);
    if (inside.ptr == NULL || beside.ptr == NULL) {
        return toc_err_set(err, TOC_ENOMEM, "no memory for the name of the model \"%s\"", name);
    }
    *out = toc_file_exists(inside.ptr) ? inside.ptr : beside.ptr;
    return TOC_OK;
}

toc_rc toc_env_splitter(toc_env *env, const toc_splitter **out, toc_err *err) {
    toc_rc rc = TOC_OK;
    if (env->splitter == NULL) {
        const char *path = NULL;
        toc_arena arena;
        toc_arena_init(&arena, 1 << 20);
        rc = toc_env_model_path(env, "sentence-en.bin", &arena, &path, err);
        rc = rc == TOC_OK ? toc_splitter_new(path, &env->splitter, err) : rc;
        toc_arena_fini(&arena);
    }
    if (rc == TOC_OK) {
        *out = env->splitter;
    }
    return rc;
}

toc_rc toc_env_syntax(toc_env *env, const toc_syntax **out, toc_err *err) {
    toc_rc rc = TOC_OK;
    if (env->syntax == NULL) {
        const char *path = NULL;
        toc_arena arena;
        toc_arena_init(&arena, 1 << 20);
        rc = toc_env_model_path(env, "syntax-en.bin", &arena, &path, err);
        rc = rc == TOC_OK ? toc_syntax_new(path, &env->syntax, err) : rc;
        toc_arena_fini(&arena);
    }
    if (rc == TOC_OK) {
        *out = env->syntax;
    }
    return rc;
}

toc_rc toc_env_scorer(toc_env *env, const toc_scorer **out, toc_err *err) {
    toc_rc rc = TOC_OK;
    if (env->scorer == NULL) {
        const char *path = NULL;
        toc_arena arena;
        toc_arena_init(&arena, 1 << 20);
        rc = toc_env_model_path(env, "coding-en.bin", &arena, &path, err);
        rc = rc == TOC_OK ? toc_scorer_new(path, &env->scorer, err) : rc;
        toc_arena_fini(&arena);
    }
    if (rc == TOC_OK) {
        *out = env->scorer;
    }
    return rc;
}

static toc_rc quiet_read(toc_env *env, toc_err *err) {
    const char *path = NULL;
    toc_arena arena;
    toc_arena_init(&arena, 1 << 20);
    toc_rc rc = toc_env_model_path(env, "quiet-en.bin", &arena, &path, err);
    rc = rc == TOC_OK ? toc_quiet_new(path, &env->quiet, err) : rc;
    toc_arena_fini(&arena);
    return rc;
}

toc_rc toc_env_coder(toc_env *env, const toc_coder **out, toc_err *err) {
    const toc_lexicon *lexicon = NULL;
    const toc_ontology *ontology = NULL;
    const toc_world *world = NULL;
    const toc_syntax *syntax = NULL;
    const toc_scorer *scorer = NULL;
    const toc_splitter *splitter = NULL;
    toc_rc rc = TOC_OK;
    if (env->coder == NULL) {
        rc = toc_env_lexicon(env, &lexicon, err);
        rc = rc == TOC_OK ? toc_env_ontology(env, &ontology, err) : rc;
        rc = rc == TOC_OK ? world_with_places(env, &world, err) : rc;
        rc = rc == TOC_OK ? toc_env_syntax(env, &syntax, err) : rc;
        rc = rc == TOC_OK ? toc_env_scorer(env, &scorer, err) : rc;
        rc = rc == TOC_OK ? toc_env_splitter(env, &splitter, err) : rc;
        rc = rc == TOC_OK ? quiet_read(env, err) : rc;
        rc = rc == TOC_OK ? toc_coder_new(lexicon, ontology, world, syntax, scorer, &env->coder, err) : rc;
        if (rc == TOC_OK) {
            toc_coder_use_splitter(env->coder, splitter);
            toc_coder_use_quiet(env->coder, env->quiet);
        }
    }
    if (rc == TOC_OK) {
        *out = env->coder;
    }
    return rc;
}

toc_rc toc_env_linking(toc_env *env, const toc_linking **out, toc_err *err) {
    const char *dir = NULL;
    toc_rc rc = TOC_OK;
    if (env->linking == NULL && (rc = toc_env_data_dir(env, &dir, err)) == TOC_OK) {
        rc = toc_linking_new(dir, &env->linking, err);
    }
    if (rc == TOC_OK) {
        *out = env->linking;
    }
    return rc;
}

const char *toc_env_ledger_path(const toc_env *env) {
    const char *named = env->ledger_option != NULL ? env->ledger_option : environment("TOCSIN_LEDGER");
    return named != NULL ? named : "./tocsin.db";
}

const char *toc_env_record_path(const toc_env *env, const char *given, toc_arena *arena) {
    const char *named = given ? given : environment("TOCSIN_FORECASTS");
    return named ? named : toc_arena_printf(arena, "%s.forecasts", toc_env_ledger_path(env)).ptr;
}

toc_rc toc_env_store_if_any(toc_env *env, toc_store **out, toc_err *err) {
    bool named = env->ledger_option != NULL || environment("TOCSIN_LEDGER") != NULL;
    *out = NULL;
    return named || toc_file_exists(toc_env_ledger_path(env)) ? toc_env_store(env, TOC_STORE_READ, out, err) : TOC_OK;
}

toc_rc toc_env_store(toc_env *env, toc_store_mode mode, toc_store **out, toc_err *err) {
    toc_rc rc = TOC_OK;
    if (env->store == NULL) {
        rc = toc_store_open(toc_env_ledger_path(env), mode, &env->store, err);
    }
    if (rc == TOC_OK) {
        *out = env->store;
    }
    return rc;
}

toc_rc toc_env_open(toc_env *env, const toc_env_wish *wish, toc_err *err) {
    toc_rc rc = wish->data_dir ? toc_env_data_dir(env, wish->data_dir, err) : TOC_OK;
    rc = rc == TOC_OK && wish->world ? toc_env_world(env, wish->world, err) : rc;
    rc = rc == TOC_OK && wish->ontology ? toc_env_ontology(env, wish->ontology, err) : rc;
    rc = rc == TOC_OK && wish->linking ? toc_env_linking(env, wish->linking, err) : rc;
    rc = rc == TOC_OK && wish->lexicon ? toc_env_lexicon(env, wish->lexicon, err) : rc;
    return rc == TOC_OK && wish->store ? toc_env_store(env, TOC_STORE_READ, wish->store, err) : rc;
}
