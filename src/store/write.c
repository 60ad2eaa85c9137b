/*
 * Method: every write is one prepared statement with its values bound as views
 * (nothing is copied before SQLite copies it into a page). Writes belong to a
 * batch; a write that fails spoils its batch, which commit then refuses, so
 * that half a document is never in the ledger. Events are told apart by id: a
 * second one of the same id is counted as there, not added.
 */
#include "store/ledger.h"

#include "event/actor.h"

void ledger_bind_text(sqlite3_stmt *statement, int at, toc_str text) {
    if (text.len == 0) {
        sqlite3_bind_null(statement, at);
    } else {
        sqlite3_bind_text64(statement, at, text.ptr, text.len, SQLITE_STATIC, SQLITE_UTF8);
    }
}

void ledger_bind_id(sqlite3_stmt *statement, int at, const toc_id *id) {
    ledger_bind_text(statement, at, toc_str_of(id->text));
}

void ledger_bind_day(sqlite3_stmt *statement, int at, toc_day day) {
    char text[11];
    toc_day_format(day, text);
    if (text[0] == '\0') {
        sqlite3_bind_null(statement, at);
    } else {
        sqlite3_bind_text(statement, at, text, -1, SQLITE_TRANSIENT);
    }
}

void ledger_bind_sketch(sqlite3_stmt *statement, int at, const toc_sketch *sketch, unsigned char *room) {
    sqlite3_bind_blob(statement, at, room, (int)toc_sketch_write(sketch, room), SQLITE_STATIC);
}

static void bind_size(sqlite3_stmt *statement, int at, size_t size) {
    sqlite3_bind_int64(statement, at, (sqlite3_int64)size);
}

static toc_rc need_batch(toc_store *store, toc_err *err) {
    if (store->in_batch && !store->batch_failed && sqlite3_get_autocommit(store->db) == 0) {
        return TOC_OK;
    }
    return toc_err_set(err, TOC_EUSAGE, "no sound batch of ledger \"%s\" is open to write in", store->path);
}

toc_rc ledger_write(toc_store *store, ledger_sql which, sqlite3_stmt **out, toc_err *err) {
    toc_rc rc = need_batch(store, err);
    return rc == TOC_OK ? ledger_statement(store, which, out, err) : rc;
}

/* Run it; a broken rule of the schema is said in the words of what was added. */
toc_rc ledger_written(toc_store *store, sqlite3_stmt *statement, const char *what, const char *id, toc_err *err) {
    int step = sqlite3_step(statement);
    toc_rc rc = TOC_OK;
    if ((step & 0xff) == SQLITE_CONSTRAINT) {
        rc = ledger_fail(store, step, "write to", NULL);
        toc_err_set(err, rc, "cannot add %s %s to ledger \"%s\": %s; it is there already, or what it belongs to is not",
                    what, id, store->path, sqlite3_errmsg(store->db));
    } else if (step != SQLITE_DONE) {
        rc = ledger_fail(store, step, "write to", err);
    }
    ledger_done(statement);
    return rc;
}

toc_rc toc_store_add_document(toc_store *store, const toc_store_document *document, size_t sentence_count,
                              size_t silent_count, toc_err *err) {
    sqlite3_stmt *statement;
    unsigned char sketch[TOC_SKETCH_BYTES];
    toc_rc rc = ledger_write(store, SQL_ADD_DOCUMENT, &statement, err);
    if (rc != TOC_OK) {
        return rc;
    }
    ledger_bind_id(statement, 1, &document->id);
    ledger_bind_text(statement, 2, document->external_id);
    ledger_bind_day(statement, 3, document->date);
    ledger_bind_text(statement, 4, document->source);
    ledger_bind_text(statement, 5, document->url);
    ledger_bind_text(statement, 6, document->title);
    ledger_bind_text(statement, 7, document->file);
    bind_size(statement, 8, document->line);
    bind_size(statement, 9, document->bytes);
    bind_size(statement, 10, sentence_count);
    bind_size(statement, 11, silent_count);
    if (document->marked) {
        ledger_bind_sketch(statement, 12, &document->sketch, sketch);
    }
    return ledger_written(store, statement, "document", document->id.text, err);
}

toc_rc toc_store_add_sentence(toc_store *store, const toc_id *id, const toc_id *document, size_t number,
                              size_t paragraph, toc_str text, toc_err *err) {
    sqlite3_stmt *statement;
    toc_rc rc = ledger_write(store, SQL_ADD_SENTENCE, &statement, err);
    if (rc != TOC_OK) {
        return rc;
    }
    ledger_bind_id(statement, 1, id);
    ledger_bind_id(statement, 2, document);
    bind_size(statement, 3, number);
    bind_size(statement, 4, paragraph);
    ledger_bind_text(statement, 5, text);
    return ledger_written(store, statement, "sentence", id->text, err);
}

static void bind_who(sqlite3_stmt *statement, const toc_event *event) {
    ledger_bind_text(statement, 3, event->source.code);
    ledger_bind_text(statement, 4, event->source.text);
    ledger_bind_text(statement, 5, event->target.code);
    ledger_bind_text(statement, 6, event->target.text);
    ledger_bind_text(statement, 7, event->signal_to);
    ledger_bind_text(statement, 15, event->speaker.code);
    ledger_bind_text(statement, 16, event->speaker.text);
    ledger_bind_text(statement, 28, toc_actor_root(event->source.code));
    ledger_bind_text(statement, 29, toc_actor_root(event->target.code));
    ledger_bind_text(statement, 30, toc_actor_root(event->signal_to));
}

static void bind_what(sqlite3_stmt *statement, const toc_event *event) {
    ledger_bind_text(statement, 8, toc_str_of(toc_root_name(event->root)));
    ledger_bind_text(statement, 9, event->mode);
    ledger_bind_text(statement, 10, event->context);
    ledger_bind_text(statement, 11, event->cameo);
    sqlite3_bind_int(statement, 12, event->quad);
    sqlite3_bind_double(statement, 13, event->goldstein);
    ledger_bind_text(statement, 14, toc_str_of(toc_modality_name(event->modality)));
    sqlite3_bind_double(statement, 17, event->confidence);
    sqlite3_bind_int(statement, 18, event->reports);
}

static void bind_where(sqlite3_stmt *statement, const toc_event *event) {
    ledger_bind_id(statement, 19, &event->document);
    ledger_bind_id(statement, 20, &event->sentence);
    if (event->sentence.text[0] != '\0') {
        bind_size(statement, 21, event->span_from);
        bind_size(statement, 22, event->span_to);
    }
    ledger_bind_text(statement, 23, event->rule);
    ledger_bind_text(statement, 24, event->dataset);
    ledger_bind_text(statement, 25, event->file);
    if (event->dataset.len > 0) {
        sqlite3_bind_int64(statement, 26, event->row);
    }
}

toc_rc toc_store_add_event(toc_store *store, const toc_event *event, toc_day learnt, bool *added, toc_err *err) {
    sqlite3_stmt *statement;
    toc_rc rc = ledger_write(store, SQL_ADD_EVENT, &statement, err);
    if (rc != TOC_OK) {
        return rc;
    }
    ledger_bind_id(statement, 1, &event->id);
    ledger_bind_day(statement, 2, event->date);
    bind_who(statement, event);
    bind_what(statement, event);
    bind_where(statement, event);
    ledger_bind_day(statement, 27, learnt);
    ledger_bind_text(statement, 31, toc_str_of(toc_precision_name(event->precision)));
    ledger_bind_text(statement, 32, event->place.country);
    ledger_bind_text(statement, 33, event->place.adm1);
    ledger_bind_text(statement, 34, event->place.text);
    rc = ledger_written(store, statement, "event", event->id.text, err);
    if (rc == TOC_OK) {
        *added = sqlite3_changes(store->db) > 0;
    }
    return rc;
}

toc_rc toc_store_supersede(toc_store *store, toc_str old_event, toc_str new_event, toc_err *err) {
    sqlite3_stmt *statement;
    if (toc_str_equal(old_event, new_event)) {
        return toc_err_set(err, TOC_EUSAGE, "event %.*s cannot correct itself", TOC_FMT(old_event));
    }
    if (toc_str_starts(old_event, TOC_STR("r"))) {
        return ledger_record_supersede(store, old_event, new_event, err);
    }
    toc_rc rc = ledger_write(store, SQL_SUPERSEDE, &statement, err);
    if (rc != TOC_OK) {
        return rc;
    }
    ledger_bind_text(statement, 1, old_event);
    ledger_bind_text(statement, 2, new_event);
    rc = ledger_written(store, statement, "correction", "of an event", err);
    if (rc == TOC_OK && sqlite3_changes(store->db) == 0) {
        rc = toc_err_set(err, TOC_ENOTFOUND, "no event %.*s without a correction in ledger \"%s\"", TOC_FMT(old_event),
                         store->path);
    }
    return rc;
}

/* A figure is one write: in the open batch when there is one, else a batch of its own. */
static toc_rc insert_figure(toc_store *store, toc_str id, toc_str json, toc_err *err) {
    sqlite3_stmt *statement;
    toc_rc rc = ledger_write(store, SQL_PUT_FIGURE, &statement, err);
    if (rc != TOC_OK) {
        return rc;
    }
    ledger_bind_text(statement, 1, id);
    ledger_bind_text(statement, 2, json);
    return ledger_written(store, statement, "figure", "of a brief", err);
}

static toc_rc refuse_other_text(toc_store *store, toc_str id, toc_str json, toc_err *err) {
    toc_arena arena;
    toc_str there;
    toc_arena_init(&arena, 0);
    toc_rc rc = toc_store_get_figure(store, id, &arena, &there, err);
    if (rc == TOC_OK && !toc_str_equal(there, json)) {
        rc = toc_err_set(err, TOC_EFORMAT, "figure %.*s is in ledger \"%s\" with another text", TOC_FMT(id),
                         store->path);
    }
    toc_arena_fini(&arena);
    return rc;
}

toc_rc toc_store_put_figure(toc_store *store, toc_str id, toc_str json, toc_err *err) {
    if (store->in_batch) {
        toc_rc rc = insert_figure(store, id, json, err);
        return rc == TOC_OK ? refuse_other_text(store, id, json, err) : rc;
    }
    toc_rc rc = toc_store_begin(store, err);
    rc = rc == TOC_OK ? insert_figure(store, id, json, err) : rc;
    if (rc == TOC_OK) {
        rc = toc_store_commit(store, err);
    } else {
        toc_store_rollback(store);
    }
    return rc == TOC_OK ? refuse_other_text(store, id, json, err) : rc;
}
