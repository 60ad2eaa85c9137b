/*
 * The recipe: walk -> read -> (known? pass over) -> code -> store, in batches
 * (intake.c). While one batch is coded by the pool, the next is read.
 */
#include "op/op_ingest.h"

#include "base/file.h"
#include "op/dataset.h"
#include "op/intake.h"

#include <string.h>

typedef struct ingest {
    const toc_ingest_options *options;
    toc_ingest_counts *counts;
    toc_env *env;
    toc_store *store;  /* NULL: dry run */
    toc_intake intake; /* the two batches, the pool, the ledger; made when the first text comes */
    bool ready;
    const char *root;
} ingest;

static void on_reject(void *ctx, const toc_reject *reject) {
    ingest *run = ctx;
    run->counts->rejects++;
    if (run->options->reject != NULL) {
        run->options->reject(run->options->ctx, reject);
    }
}

static void on_refused(void *ctx, const char *path, const char *why) {
    on_reject(ctx, &(toc_reject){.file = path, .reason = why});
}

/* A file that fails is a reject, as a record is; only what no file is to blame for ends the run. */
static toc_rc file_failed(ingest *run, const char *path, const toc_err *own, toc_err *err) {
    if (own->rc == TOC_ENOMEM) {
        return toc_err_set(err, own->rc, "%s", own->text);
    }
    on_reject(run, &(toc_reject){.file = path, .reason = own->text});
    return TOC_OK;
}

static bool is_dated(ingest *run, const char *path, const toc_document *document) {
    if (document->date != TOC_DAY_NONE) {
        return true;
    }
    on_reject(run, &(toc_reject){path, document->line, "a document without a date; --date gives one to all such"});
    return false;
}

static toc_rc read_documents(ingest *run, const char *path, toc_docs *docs, toc_err *err) {
    toc_rc rc = TOC_OK;
    toc_err own = {0};
    bool more = true;
    while (rc == TOC_OK && more) {
        toc_item *item = toc_intake_item(&run->intake);
        if (toc_docs_next(docs, &item->arena, &item->document, &more, &own) != TOC_OK) {
            return file_failed(run, path, &own, err);
        }
        if (more && is_dated(run, path, &item->document)) {
            rc = toc_intake_take(&run->intake, err);
        }
    }
    return rc;
}

/* The coder and its models, when the first text comes. */
static toc_rc text_ready(ingest *run, toc_err *err) {
    const toc_coder *coder = NULL;
    const toc_linking *linking = NULL;
    if (run->ready) {
        return TOC_OK;
    }
    toc_rc rc = toc_env_coder(run->env, &coder, err);
    rc = rc == TOC_OK ? toc_env_linking(run->env, &linking, err) : rc;
    rc = rc == TOC_OK && run->store != NULL ? toc_intake_mark_old(run->store, linking, err) : rc;
    rc = rc == TOC_OK ? toc_intake_init(&run->intake, coder, linking, run->store, run->options, run->counts, err) : rc;
    run->ready = rc == TOC_OK;
    run->intake.reject = on_reject;
    run->intake.reject_ctx = run;
    return rc;
}

/* What was read of texts so far is stored before a dataset's batch begins. */
static toc_rc read_dataset(ingest *run, const char *path, toc_err *err) {
    toc_rc rc = run->ready ? toc_intake_finish(&run->intake, err) : TOC_OK;
    return rc == TOC_OK ? toc_dataset_read(run->env, run->store, path, run->options, run->counts, err) : rc;
}

static toc_rc read_text(ingest *run, const char *path, toc_err *err) {
    toc_docs *docs = NULL;
    toc_err own = {0};
    toc_rc rc = text_ready(run, err);
    if (rc != TOC_OK) {
        return rc;
    }
    if (toc_docs_open(path, run->options->format, run->options->default_date, on_reject, run, &docs, &own) != TOC_OK) {
        return file_failed(run, path, &own, err);
    }
    run->counts->files++;
    rc = read_documents(run, path, docs, err);
    toc_docs_close(docs);
    return rc;
}

static toc_rc read_file(ingest *run, const char *path, toc_err *err) {
    return toc_dataset_is(path, run->options) ? read_dataset(run, path, err) : read_text(run, path, err);
}

static toc_rc visit(void *ctx, const char *path, toc_err *err) {
    ingest *run = ctx;
    bool taken =
        toc_ingest_takes(run->root, path) && (!toc_ingest_is_table(path) || toc_dataset_is(path, run->options));
    return taken ? read_file(run, path, err) : TOC_OK;
}

static toc_rc read_path(ingest *run, const char *path, toc_err *err) {
    run->root = path;
    if (!toc_file_is_dir(path)) {
        return read_file(run, path, err);
    }
    return toc_walk(path, visit, on_refused, run, err);
}

static toc_rc all_there(const toc_ingest_options *options, toc_err *err) {
    for (size_t i = 0; i < options->path_count; i++) {
        const char *path = options->paths[i];
        if (strcmp(path, "-") != 0 && !toc_file_exists(path) && !toc_file_is_dir(path)) {
            return toc_err_set(err, TOC_ENOTFOUND, "there is no file or folder \"%s\"; nothing was read", path);
        }
    }
    return TOC_OK;
}

static toc_rc run_paths(ingest *run, toc_err *err) {
    toc_rc rc = TOC_OK;
    for (size_t i = 0; i < run->options->path_count && rc == TOC_OK; i++) {
        rc = read_path(run, run->options->paths[i], err);
    }
    return rc == TOC_OK && run->ready ? toc_intake_finish(&run->intake, err) : rc;
}

toc_rc toc_op_ingest(toc_env *env, const toc_ingest_options *options, toc_ingest_counts *counts, toc_err *err) {
    ingest run = {.options = options, .counts = counts, .env = env};
    *counts = (toc_ingest_counts){0};
    toc_rc rc = all_there(options, err);
    rc = rc == TOC_OK && !options->dry_run ? toc_env_store(env, TOC_STORE_WRITE, &run.store, err) : rc;
    rc = rc == TOC_OK ? run_paths(&run, err) : rc;
    if (run.ready) {
        toc_intake_fini(&run.intake);
    }
    return rc;
}
