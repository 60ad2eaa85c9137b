/* The recipe: hash -> known? -> source -> store, in one batch. Standard input is written beside the ledger first, since
 * its hash is asked before it is read. */
#include "op/dataset.h"

#include "base/file.h"
#include "source/source.h"

#include <stdio.h>
#include <string.h>

enum { PROGRESS_ROWS = 1 << 16, GARBAGE_ROWS = 1000 };

typedef struct work {
    toc_env *env;
    toc_store *store; /* NULL: dry run */
    const toc_ingest_options *options;
    toc_ingest_counts *counts;
    const char *path, *label;
    char hash[33];
    int64_t bytes, rows, rejects;
    toc_source *source;
    toc_day first, last;
    bool ledger_failed; /* the error is the ledger's, not the file's */
} work;

const char *toc_ingest_dataset_format(size_t i) {
    return toc_source_format_name(i);
}

bool toc_dataset_is(const char *path, const toc_ingest_options *options) {
    if (options->dataset_format) {
        return true;
    }
    return options->format == TOC_FORMAT_AUTO && strcmp(path, "-") != 0 && toc_source_is_dataset(path);
}

static void on_reject(void *ctx, const toc_source_reject *reject) {
    work *w = ctx;
    char reason[256], file[1024];
    w->rejects++;
    w->counts->rejects++;
    if (w->options->reject) {
        snprintf(reason, sizeof reason, "%s%s%s", reject->column, reject->column[0] ? ": " : "", reject->reason);
        snprintf(file, sizeof file, "%s%s%s", w->label, reject->member[0] ? ":" : "", reject->member);
        w->options->reject(w->options->ctx, &(toc_reject){file, (size_t)reject->line, reason});
    }
}

/* A member that is no dataset is told and counted, but is no bad row. */
static void on_passed(void *ctx, const toc_source_reject *passed) {
    work *w = ctx;
    char reason[512], file[1024];
    w->counts->rejects++;
    if (w->options->reject) {
        snprintf(reason, sizeof reason, "passed over, no dataset: %s", passed->reason);
        snprintf(file, sizeof file, "%s:%s", w->label, passed->member);
        w->options->reject(w->options->ctx, &(toc_reject){.file = file, .reason = reason});
    }
}

static toc_rc open_source(work *w, toc_err *err) {
    toc_source_options o = {.format = w->options->dataset_format, .reject = on_reject, .passed = on_passed, .ctx = w};
    toc_rc rc = toc_env_data_dir(w->env, &o.data_dir, err);
    rc = rc == TOC_OK ? toc_env_world(w->env, &o.world, err) : rc;
    rc = rc == TOC_OK ? toc_env_ontology(w->env, &o.ontology, err) : rc;
    rc = rc == TOC_OK ? toc_env_lexicon(w->env, &o.lexicon, err) : rc;
    return rc == TOC_OK ? toc_source_open(w->path, &o, &w->source, err) : rc;
}

static toc_store_file file_of(const work *w) {
    const toc_source_counts *c = toc_source_counted(w->source);
    return (toc_store_file){.dataset = toc_str_of(toc_source_dataset(w->source)),
                            .version = {"", 0},
                            .format = toc_str_of(toc_source_format(w->source)),
                            .name = toc_str_of(w->label),
                            .member = toc_source_member_name(w->source),
                            .hash = toc_str_of(w->hash),
                            .bytes = w->bytes,
                            .rows = c->rows,
                            .events = c->events,
                            .rejects = c->rejects,
                            .unmapped = c->unmapped_actors + c->unmapped_parts + c->unmapped_acts,
                            .first = w->first,
                            .last = w->last};
}

static toc_rc garbage(const work *w, toc_err *err) {
    return toc_err_set(
        err, TOC_EFORMAT,
        "%lld of %lld rows are rejects (%.2g %%), more than --max-rejects %g allows; nothing of the file was kept",
        (long long)w->rejects, (long long)w->rows, 100.0 * (double)w->rejects / (double)w->rows,
        w->options->max_rejects);
}

static bool too_many(const work *w) {
    return (double)w->rejects > (double)w->rows * w->options->max_rejects / 100;
}

static toc_rc sums_store(work *w, toc_err *err) {
    toc_source_sum sum;
    toc_rc rc = TOC_OK;
    for (size_t i = 0; rc == TOC_OK && toc_source_sum_of(w->source, i, &sum); i++) {
        toc_store_sum kept = {sum.row, sum.day, sum.days, sum.source, sum.target, sum.value};
        rc = w->store ? toc_store_add_sum(w->store, &kept, err) : TOC_OK;
        w->counts->sums++;
    }
    return rc;
}

static toc_rc mention_store(work *w, const toc_event *event, toc_err *err) {
    w->counts->mentions++;
    return w->store ? toc_store_add_mention(w->store, toc_source_external(w->source), event->learnt, err) : TOC_OK;
}

static toc_rc event_store(work *w, const toc_event *event, bool own, toc_err *err) {
    bool added = true;
    toc_rc rc = !w->store ? TOC_OK
                : own     ? toc_store_add_foreign(w->store, event, event->row, &added, err)
                          : toc_store_add_record(w->store, event, toc_source_external(w->source), err);
    w->counts->records += added;
    bool deed = added && toc_event_is_deed(event);
    w->counts->deeds += deed;
    w->counts->dataset_deeds += deed;
    w->first = w->first == TOC_DAY_NONE || event->date < w->first ? event->date : w->first;
    w->last = w->last == TOC_DAY_NONE || event->date > w->last ? event->date : w->last;
    return rc;
}

static toc_rc rows_read(work *w, toc_err *err) {
    toc_event event;
    bool more = true, series = toc_source_is_series(w->source), mentions = toc_source_is_mentions(w->source),
         own = strcmp(toc_source_format(w->source), "tocsin") == 0;
    int64_t before = w->rows, shown = 0;
    for (;;) {
        toc_rc rc = toc_source_next(w->source, &event, &more, err);
        if (rc != TOC_OK || !more) {
            w->rows = before + toc_source_counted(w->source)->rows;
            return rc;
        }
        rc = series ? sums_store(w, err) : mentions ? mention_store(w, &event, err) : event_store(w, &event, own, err);
        w->ledger_failed = rc != TOC_OK;
        w->rows = before + toc_source_counted(w->source)->rows;
        if (rc == TOC_OK && w->rejects > GARBAGE_ROWS && w->rejects * 2 > w->rows && too_many(w)) {
            rc = garbage(w, err);
        }
        if (rc != TOC_OK) {
            return rc;
        }
        if (w->options->progress && w->rows - shown >= PROGRESS_ROWS) {
            shown = w->rows;
            w->options->progress(w->options->ctx, w->counts);
        }
    }
}

static toc_rc member_read(work *w, toc_err *err) {
    toc_store_file file = file_of(w);
    w->first = w->last = TOC_DAY_NONE;
    toc_rc rc = w->store ? toc_store_begin_file(w->store, &file, err) : TOC_OK;
    w->ledger_failed = rc != TOC_OK;
    rc = rc == TOC_OK ? rows_read(w, err) : rc;
    w->counts->unmapped_actors += toc_source_counted(w->source)->unmapped_actors;
    w->counts->unmapped_codes +=
        toc_source_counted(w->source)->unmapped_parts + toc_source_counted(w->source)->unmapped_acts;
    if (rc == TOC_OK && w->store) {
        file = file_of(w);
        rc = toc_store_end_file(w->store, &file, err);
        w->ledger_failed = rc != TOC_OK;
    }
    return rc;
}

static toc_rc members_read(work *w, toc_err *err) {
    bool more = true;
    toc_rc rc = open_source(w, err);
    while (rc == TOC_OK && (rc = toc_source_member(w->source, &more, err)) == TOC_OK && more) {
        rc = member_read(w, err);
    }
    int64_t size = rc == TOC_OK ? toc_file_size(w->path) : w->bytes;
    if (rc == TOC_OK && size != w->bytes) {
        rc = toc_err_set(err, TOC_EIO, "the file changed while it was read; ingest it when it is complete");
    }
    return rc == TOC_OK && w->rejects > 0 && too_many(w) ? garbage(w, err) : rc;
}

/* One transaction. What a file is to blame for is told as a reject. */
static toc_rc file_read(work *w, toc_err *err) {
    toc_ingest_counts before = *w->counts;
    toc_err own = {0};
    bool known = false;
    toc_rc rc = w->store ? toc_store_begin(w->store, err) : TOC_OK;
    rc = rc == TOC_OK && w->store ? toc_store_has_file(w->store, toc_str_of(w->hash), &known, err) : rc;
    if (rc != TOC_OK || known) { /* asked again, since another process may have been faster */
        if (w->store) {
            toc_store_rollback(w->store);
        }
        w->counts->known_files += known;
        return rc;
    }
    rc = members_read(w, &own);
    toc_source_close(w->source);
    w->source = NULL;
    if (rc == TOC_OK) {
        w->counts->files++;
        w->counts->rows += w->rows;
        return w->store ? toc_store_commit(w->store, err) : TOC_OK;
    }
    if (w->store) {
        toc_store_rollback(w->store);
    }
    int64_t rejects = w->counts->rejects;
    *w->counts = before;
    w->counts->rejects = rejects + 1;
    if (w->ledger_failed || rc == TOC_ENOMEM || rc == TOC_EUSAGE) {
        w->counts->rejects--;
        return toc_err_set(err, rc, "%s", own.text);
    }
    w->counts->failed++;
    if (w->options->reject) {
        w->options->reject(w->options->ctx, &(toc_reject){.file = w->label, .reason = own.text});
    }
    return TOC_OK;
}

/* Standard input into a file beside the ledger, or in the present folder. */
static toc_rc spool(const toc_env *env, char *path, size_t size, toc_err *err) {
    char piece[1 << 16];
    toc_input *in = NULL;
    toc_writer *out = NULL;
    size_t got = 1;
    snprintf(path, size, "%s.input", toc_env_ledger_path(env));
    toc_rc rc = toc_input_open("-", &in, err);
    rc = rc == TOC_OK ? toc_writer_open(path, &out, err) : rc;
    while (rc == TOC_OK && got > 0) {
        rc = toc_input_read(in, piece, sizeof piece, &got, err);
        rc = rc == TOC_OK && got > 0 ? toc_writer_put(out, (toc_str){piece, got}, err) : rc;
    }
    toc_input_close(in);
    if (rc != TOC_OK) {
        toc_writer_drop(out);
        return rc;
    }
    return toc_writer_keep(out, err);
}

toc_rc toc_dataset_read(toc_env *env, toc_store *store, const char *path, const toc_ingest_options *options,
                        toc_ingest_counts *counts, toc_err *err) {
    char spooled[4096];
    bool dash = strcmp(path, "-") == 0, known = false;
    work w = {.env = env, .store = store, .options = options, .counts = counts, .path = path, .label = path};
    toc_err own = {0};
    toc_rc rc = dash ? spool(env, spooled, sizeof spooled, err) : TOC_OK;
    if (rc != TOC_OK) {
        return rc;
    }
    w.path = dash ? spooled : path;
    w.label = dash ? "standard input" : path;
    if (toc_file_hash(w.path, w.hash, &w.bytes, &own) != TOC_OK) {
        counts->rejects++;
        counts->failed++;
        if (options->reject) {
            options->reject(options->ctx, &(toc_reject){.file = w.label, .reason = own.text});
        }
        return own.rc == TOC_ENOMEM ? toc_err_set(err, own.rc, "%s", own.text) : TOC_OK;
    }
    rc = store ? toc_store_has_file(store, toc_str_of(w.hash), &known, err) : TOC_OK;
    counts->known_files += known;
    rc = rc == TOC_OK && !known ? file_read(&w, err) : rc;
    if (dash) {
        toc_file_remove(spooled);
    }
    return rc;
}
