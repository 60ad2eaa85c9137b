/* The recipes: store -> sheet -> text. */
#include "op/op_ledger.h"

#include "base/file.h"
#include "base/table.h"
#include "report/ledger.h"

#include <string.h>

typedef struct work {
    toc_arena *arena;
    toc_ledger_sheet sheet;
    size_t room;
} work;

static toc_rc no_memory(toc_err *err) {
    return toc_err_set(err, TOC_ENOMEM, "no memory for what the ledger holds");
}

static toc_rc file_take(void *ctx, const toc_store_file *f, toc_err *err) {
    work *w = ctx;
    toc_ledger_sheet *s = &w->sheet;
    toc_ledger_file *files = toc_arena_widen(w->arena, s->files, s->file_count, &w->room, sizeof *files, 16);
    if (!files) {
        return no_memory(err);
    }
    s->files = files;
    s->files[s->file_count++] = (toc_ledger_file){toc_arena_str(w->arena, f->dataset),
                                                  toc_arena_str(w->arena, f->version),
                                                  toc_arena_str(w->arena, f->format),
                                                  toc_arena_str(w->arena, f->name),
                                                  toc_arena_str(w->arena, f->member),
                                                  toc_arena_str(w->arena, f->hash),
                                                  f->bytes,
                                                  f->rows,
                                                  f->events,
                                                  f->rejects,
                                                  f->unmapped,
                                                  f->first,
                                                  f->last};
    return w->arena->refused ? no_memory(err) : TOC_OK;
}

static toc_rc sheet_fill(toc_env *env, const char *version, work *w, toc_err *err) {
    toc_store *store = NULL;
    toc_store_facts f;
    toc_rc rc = toc_env_store(env, TOC_STORE_READ, &store, err);
    rc = rc == TOC_OK ? toc_store_describe(store, &f, err) : rc;
    if (rc != TOC_OK) {
        return rc;
    }
    w->sheet = (toc_ledger_sheet){.path = toc_str_of(toc_env_ledger_path(env)),
                                  .ledger = toc_arena_str(w->arena, toc_str_of(f.span.ledger)),
                                  .version = version,
                                  .schema = f.schema,
                                  .rows = {{"documents", f.documents},
                                           {"publishers", f.sources},
                                           {"sentences", f.sentences},
                                           {"silent", f.silent},
                                           {"text_events", f.text_events},
                                           {"other_events", f.foreign_events},
                                           {"data_events", f.records},
                                           {"data_files", f.files},
                                           {"sums", f.sums},
                                           {"superseded", f.superseded}},
                                  .row_count = 10,
                                  .first_document = f.span.first,
                                  .last_document = f.span.last,
                                  .first_event = f.span.first_event,
                                  .last_event = f.span.last_event,
                                  .today = toc_day_today()};
    toc_str panel = toc_arena_printf(w->arena, "%s.panel", toc_env_ledger_path(env));
    w->sheet.panel =
        panel.ptr && toc_file_exists(panel.ptr) ? "there; tocsin check compares it" : "none yet: made when first asked";
    return toc_store_each_file(store, file_take, w, err);
}

toc_rc toc_op_info(toc_env *env, const char *version, bool json, toc_buf *out, toc_err *err) {
    toc_arena arena;
    toc_arena_init(&arena, 0);
    work w = {.arena = &arena};
    toc_rc rc = sheet_fill(env, version, &w, err);
    if (rc == TOC_OK) {
        (json ? toc_ledger_add_info_json : toc_ledger_add_info)(out, &w.sheet);
    }
    toc_arena_fini(&arena);
    return rc;
}

/* ---- cite ---- */

typedef struct citations {
    toc_str (*rows)[3];
    size_t count;
} citations;

static bool cite(void *ctx, toc_str dataset, toc_str *citation, toc_str *terms) {
    const citations *c = ctx;
    for (size_t i = 0; i < c->count; i++) {
        if (toc_str_equal(c->rows[i][0], dataset)) {
            *citation = c->rows[i][1];
            *terms = c->rows[i][2];
            return true;
        }
    }
    return false;
}

static toc_rc citations_read(toc_env *env, toc_arena *arena, citations *out, toc_err *err) {
    static const char *const columns[] = {"dataset", "citation", "terms"};
    enum { ROWS_MAX = 256 };
    const char *data = NULL;
    toc_table table;
    bool more = true;
    toc_rc rc = toc_env_data_dir(env, &data, err);
    toc_str path = rc == TOC_OK ? toc_arena_printf(arena, "%s/source/citations.tsv", data) : TOC_STR("");
    out->rows = toc_arena_array(arena, ROWS_MAX, sizeof *out->rows);
    out->count = 0;
    if (rc == TOC_OK && (!path.ptr || !out->rows)) {
        rc = no_memory(err);
    }
    rc = rc == TOC_OK ? toc_table_open(&table, path.ptr, columns, 3, arena, err) : rc;
    while (rc == TOC_OK && out->count < ROWS_MAX &&
           (rc = toc_table_next(&table, out->rows[out->count], &more, err)) == TOC_OK && more) {
        out->count++;
    }
    return rc;
}

static toc_rc made_read(const char *const *paths, size_t count, toc_arena *arena, toc_ledger_made *out, toc_err *err) {
    char hash[33];
    toc_rc rc = TOC_OK;
    for (size_t i = 0; i < count && rc == TOC_OK; i++) {
        rc = toc_file_hash(paths[i], hash, &out[i].bytes, err);
        out[i].name = toc_str_of(paths[i]);
        out[i].hash = rc == TOC_OK ? toc_arena_str(arena, toc_str_of(hash)) : TOC_STR("");
    }
    return rc == TOC_OK && arena->refused ? no_memory(err) : rc;
}

toc_rc toc_op_cite(toc_env *env, const char *version, const char *const *paths, size_t path_count, bool json,
                   toc_buf *out, toc_err *err) {
    toc_arena arena;
    citations c;
    toc_arena_init(&arena, 0);
    work w = {.arena = &arena};
    toc_ledger_made *made = toc_arena_array(&arena, path_count + 1, sizeof *made);
    toc_rc rc = made ? sheet_fill(env, version, &w, err) : no_memory(err);
    rc = rc == TOC_OK ? citations_read(env, &arena, &c, err) : rc;
    rc = rc == TOC_OK ? made_read(paths, path_count, &arena, made, err) : rc;
    w.sheet.panel = NULL;
    if (rc == TOC_OK) {
        (json ? toc_ledger_add_citation_json : toc_ledger_add_citation)(out, &w.sheet, made, path_count, cite, &c);
    }
    toc_arena_fini(&arena);
    return rc;
}

toc_rc toc_op_check(toc_env *env, toc_store_fault_fn *fault, void *ctx, toc_store_checked *out, toc_err *err) {
    toc_store *store = NULL;
    toc_rc rc = toc_env_store(env, TOC_STORE_READ, &store, err);
    return rc == TOC_OK ? toc_store_check(store, fault, ctx, out, err) : rc;
}
