/*
 * Method: what linking needs and no older tocsin stored. A sketch that is
 * missing is made from the document's sentences, as ingest made it, so that an
 * old ledger gives the same links; toc_store_mark_document keeps it.
 */
#include "store/ledger.h"

toc_rc toc_store_add_correction(toc_store *store, const toc_id *sentence, const toc_id *document, toc_day learnt,
                                toc_err *err) {
    sqlite3_stmt *statement;
    toc_rc rc = ledger_write(store, SQL_ADD_CORRECTION, &statement, err);
    if (rc != TOC_OK) {
        return rc;
    }
    ledger_bind_id(statement, 1, sentence);
    ledger_bind_id(statement, 2, document);
    ledger_bind_day(statement, 3, learnt);
    return ledger_written(store, statement, "correction", sentence->text, err);
}

toc_rc toc_store_each_correction(toc_store *store, toc_day asof, toc_sentence_visit *visit, void *ctx, toc_err *err) {
    sqlite3_stmt *statement;
    toc_rc rc = ledger_statement(store, SQL_EACH_CORRECTION, &statement, err);
    if (rc != TOC_OK) {
        return rc;
    }
    ledger_bind_day(statement, 1, asof);
    int step = SQLITE_DONE;
    while (rc == TOC_OK && (step = sqlite3_step(statement)) == SQLITE_ROW) {
        toc_store_sentence sentence = ledger_sentence(statement);
        rc = visit(ctx, &sentence, ledger_day(statement, 5), err);
    }
    if (rc == TOC_OK && step != SQLITE_DONE) {
        rc = ledger_fail(store, step, "read", err);
    }
    ledger_done(statement);
    return rc;
}

toc_rc toc_store_each_document(toc_store *store, toc_day from, toc_day to, toc_document_visit *visit, void *ctx,
                               toc_err *err) {
    sqlite3_stmt *statement;
    toc_rc rc = ledger_statement(store, SQL_EACH_DOCUMENT, &statement, err);
    if (rc != TOC_OK) {
        return rc;
    }
    ledger_bind_day(statement, 1, from);
    ledger_bind_day(statement, 2, to);
    int step = SQLITE_DONE;
    while (rc == TOC_OK && (step = sqlite3_step(statement)) == SQLITE_ROW) {
        toc_store_document document = ledger_document(statement);
        rc = visit(ctx, &document, err);
    }
    if (rc == TOC_OK && step != SQLITE_DONE) {
        rc = ledger_fail(store, step, "read", err);
    }
    ledger_done(statement);
    return rc;
}

/* The sketch that ingest would have made of the document. */
static toc_rc sketch_sentences(toc_store *store, toc_str document, toc_sketch *out, toc_err *err) {
    sqlite3_stmt *statement;
    toc_sketcher sketcher;
    toc_rc rc = ledger_statement(store, SQL_DOCUMENT_SENTENCES, &statement, err);
    if (rc != TOC_OK) {
        return rc;
    }
    ledger_bind_text(statement, 1, document);
    toc_sketcher_init(&sketcher);
    int step;
    while ((step = sqlite3_step(statement)) == SQLITE_ROW) {
        toc_sketcher_add(&sketcher, ledger_text(statement, 4));
    }
    rc = step == SQLITE_DONE ? TOC_OK : ledger_fail(store, step, "read", err);
    ledger_done(statement);
    if (rc == TOC_OK) {
        *out = toc_sketcher_end(&sketcher);
    }
    return rc;
}

toc_rc toc_store_get_sketch(toc_store *store, toc_str document, toc_sketch *out, toc_err *err) {
    sqlite3_stmt *statement;
    bool marked = false;
    toc_sketch sketch = {0};
    toc_rc rc = ledger_statement(store, SQL_GET_SKETCH, &statement, err);
    if (rc != TOC_OK) {
        return rc;
    }
    ledger_bind_text(statement, 1, document);
    int step = sqlite3_step(statement);
    if (step == SQLITE_ROW) {
        sketch = ledger_sketch(statement, 0, &marked);
    } else if (step == SQLITE_DONE) {
        rc = toc_err_set(err, TOC_ENOTFOUND, "no document \"%.*s\" in ledger \"%s\"", TOC_FMT(document), store->path);
    } else {
        rc = ledger_fail(store, step, "read", err);
    }
    ledger_done(statement);
    if (rc == TOC_OK && !marked) {
        rc = sketch_sentences(store, document, &sketch, err);
    }
    if (rc == TOC_OK) {
        *out = sketch;
    }
    return rc;
}

toc_rc toc_store_unmarked(toc_store *store, size_t max, toc_arena *arena, toc_id **out, size_t *count, toc_err *err) {
    sqlite3_stmt *statement;
    size_t found = 0;
    toc_id *ids = toc_arena_array(arena, max + 1, sizeof *ids);
    if (ids == NULL) {
        return toc_err_set(err, TOC_ENOMEM, "no memory for %zu documents", max);
    }
    toc_rc rc = ledger_statement(store, SQL_UNMARKED, &statement, err);
    if (rc != TOC_OK) {
        return rc;
    }
    sqlite3_bind_int64(statement, 1, (sqlite3_int64)max);
    int step = SQLITE_DONE;
    while (found < max && (step = sqlite3_step(statement)) == SQLITE_ROW) {
        ids[found++] = ledger_id(statement, 0);
    }
    rc = step == SQLITE_DONE || step == SQLITE_ROW ? TOC_OK : ledger_fail(store, step, "read", err);
    ledger_done(statement);
    if (rc == TOC_OK) {
        *out = ids;
        *count = found;
    }
    return rc;
}

toc_rc toc_store_mark_document(toc_store *store, const toc_id *document, toc_err *err) {
    sqlite3_stmt *statement;
    toc_sketch sketch = {0};
    unsigned char room[TOC_SKETCH_BYTES];
    toc_rc rc = sketch_sentences(store, toc_str_of(document->text), &sketch, err);
    rc = rc == TOC_OK ? ledger_write(store, SQL_MARK_DOCUMENT, &statement, err) : rc;
    if (rc != TOC_OK) {
        return rc;
    }
    ledger_bind_id(statement, 1, document);
    ledger_bind_sketch(statement, 2, &sketch, room);
    return ledger_written(store, statement, "sketch of document", document->text, err);
}
