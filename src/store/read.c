/*
 * Method: a row becomes a noun in one place each (event, sentence, document),
 * as views into the row; what is handed out is copied into the caller's arena.
 * Lists grow in the arena by doubling; what they leave behind goes with it.
 */
#include "store/ledger.h"

#include <string.h>

toc_str ledger_text(sqlite3_stmt *statement, int at) {
    const unsigned char *text = sqlite3_column_text(statement, at);
    if (text == NULL) {
        return (toc_str){"", 0};
    }
    return (toc_str){(const char *)text, (size_t)sqlite3_column_bytes(statement, at)};
}

toc_day ledger_day(sqlite3_stmt *statement, int at) {
    toc_str text = ledger_text(statement, at);
    return text.len == 0 ? TOC_DAY_NONE : toc_day_parse(text);
}

toc_id ledger_id(sqlite3_stmt *statement, int at) {
    toc_id id = {{0}};
    toc_str text = ledger_text(statement, at);
    if (text.len > 0 && text.len < sizeof id.text) {
        memcpy(id.text, text.ptr, text.len);
    }
    return id;
}

static size_t column_size(sqlite3_stmt *statement, int at) {
    sqlite3_int64 value = sqlite3_column_int64(statement, at);
    return value < 0 ? 0 : (size_t)value;
}

static bool is_sound(const toc_event *event) {
    return toc_id_valid(toc_str_of(event->id.text)) && event->date != TOC_DAY_NONE && event->root != TOC_ROOT_NONE &&
           event->quad >= 0 && event->quad <= 4 && event->goldstein >= -10 && event->goldstein <= 10 &&
           event->confidence >= 0 && event->confidence <= 1 && event->reports >= 1;
}

bool ledger_event(sqlite3_stmt *statement, toc_event *out) {
    *out = (toc_event){
        .id = ledger_id(statement, 0),
        .date = ledger_day(statement, 1),
        .source = {ledger_text(statement, 2), ledger_text(statement, 3)},
        .target = {ledger_text(statement, 4), ledger_text(statement, 5)},
        .signal_to = ledger_text(statement, 6),
        .root = toc_root_parse(ledger_text(statement, 7)),
        .mode = ledger_text(statement, 8),
        .context = ledger_text(statement, 9),
        .cameo = ledger_text(statement, 10),
        .quad = sqlite3_column_int(statement, 11),
        .goldstein = sqlite3_column_double(statement, 12),
        .speaker = {ledger_text(statement, 14), ledger_text(statement, 15)},
        .confidence = sqlite3_column_double(statement, 16),
        .reports = sqlite3_column_int(statement, 17),
        .document = ledger_id(statement, 18),
        .sentence = ledger_id(statement, 19),
        .span_from = column_size(statement, 20),
        .span_to = column_size(statement, 21),
        .rule = ledger_text(statement, 22),
        .dataset = ledger_text(statement, 23),
        .file = ledger_text(statement, 24),
        .row = sqlite3_column_int64(statement, 25),
        .learnt = ledger_day(statement, 26),
        .place = {ledger_text(statement, 28), ledger_text(statement, 29), ledger_text(statement, 30)},
    };
    return toc_precision_parse(ledger_text(statement, 27), &out->precision) &&
           toc_modality_parse(ledger_text(statement, 13), &out->modality) && is_sound(out);
}

toc_sketch ledger_sketch(sqlite3_stmt *statement, int at, bool *marked) {
    toc_sketch sketch = {0};
    const void *bytes = sqlite3_column_blob(statement, at);
    toc_str view = {bytes, (size_t)sqlite3_column_bytes(statement, at)};
    *marked = sqlite3_column_type(statement, at) == SQLITE_BLOB && toc_sketch_read(view, &sketch);
    if (!*marked) {
        sketch.count = 0;
    }
    return sketch;
}

toc_store_sentence ledger_sentence(sqlite3_stmt *statement) {
    return (toc_store_sentence){
        .id = ledger_id(statement, 0),
        .document = ledger_id(statement, 1),
        .number = column_size(statement, 2),
        .paragraph = column_size(statement, 3),
        .text = ledger_text(statement, 4),
    };
}

toc_store_document ledger_document(sqlite3_stmt *statement) {
    toc_store_document document = {
        .id = ledger_id(statement, 0),
        .external_id = ledger_text(statement, 1),
        .date = ledger_day(statement, 2),
        .source = ledger_text(statement, 3),
        .url = ledger_text(statement, 4),
        .title = ledger_text(statement, 5),
        .file = ledger_text(statement, 6),
        .line = column_size(statement, 7),
        .bytes = column_size(statement, 8),
    };
    document.sketch = ledger_sketch(statement, 9, &document.marked);
    return document;
}

toc_rc ledger_damaged(const toc_store *store, const toc_event *event, toc_err *err) {
    return toc_err_set(err, TOC_EFORMAT,
                       "cannot read ledger \"%s\": event \"%s\" holds what tocsin never writes; the file is damaged, "
                       "take it from a backup or ingest anew",
                       store->path, event->id.text);
}

static bool copy_text(toc_arena *arena, toc_str *text) {
    if (text->len == 0) {
        *text = (toc_str){"", 0};
        return true;
    }
    *text = toc_arena_str(arena, *text);
    return text->ptr != NULL;
}

/* Readers of a row: TOC_ENOMEM, or TOC_EFORMAT when the row is damaged. */

static toc_rc read_sentence(sqlite3_stmt *statement, toc_arena *arena, void *out) {
    toc_store_sentence sentence = ledger_sentence(statement);
    bool kept = copy_text(arena, &sentence.text);
    memcpy(out, &sentence, sizeof sentence);
    return kept ? TOC_OK : TOC_ENOMEM;
}

static toc_rc read_document(sqlite3_stmt *statement, toc_arena *arena, void *out) {
    toc_store_document document = ledger_document(statement);
    bool kept = copy_text(arena, &document.external_id) && copy_text(arena, &document.source) &&
                copy_text(arena, &document.url) && copy_text(arena, &document.title) &&
                copy_text(arena, &document.file);
    memcpy(out, &document, sizeof document);
    return kept ? TOC_OK : TOC_ENOMEM;
}

static toc_rc read_event(sqlite3_stmt *statement, toc_arena *arena, void *out) {
    toc_event row, kept;
    if (!ledger_event(statement, &row)) {
        memcpy(out, &row, sizeof row); /* for the message; its id is a copy */
        return TOC_EFORMAT;
    }
    if (!toc_event_copy(&kept, &row, arena)) {
        return TOC_ENOMEM;
    }
    memcpy(out, &kept, sizeof kept);
    return TOC_OK;
}

static toc_rc read_text(sqlite3_stmt *statement, toc_arena *arena, void *out) {
    toc_str text = ledger_text(statement, 0);
    bool kept = copy_text(arena, &text);
    memcpy(out, &text, sizeof text);
    return kept ? TOC_OK : TOC_ENOMEM;
}

/* How one noun is read from a row: its size, its reader, its name for messages. */
typedef struct noun_kind {
    size_t size;
    toc_rc (*read)(sqlite3_stmt *statement, toc_arena *arena, void *out);
    const char *name;
} noun_kind;

static const noun_kind SENTENCE = {sizeof(toc_store_sentence), read_sentence, "sentence"};
static const noun_kind DOCUMENT = {sizeof(toc_store_document), read_document, "document"};
static const noun_kind EVENT = {sizeof(toc_event), read_event, "event"};
static const noun_kind FIGURE = {sizeof(toc_str), read_text, "figure"};

static toc_rc no_memory(const noun_kind *noun, toc_err *err) {
    return toc_err_set(err, TOC_ENOMEM, "no memory for a %s of the ledger", noun->name);
}

/* The noun in the row, into room of its size, which is undefined on failure. */
static toc_rc read_noun(const toc_store *store, sqlite3_stmt *statement, const noun_kind *noun, toc_arena *arena,
                        void *room, toc_err *err) {
    toc_rc rc = noun->read(statement, arena, room);
    return rc == TOC_OK       ? TOC_OK
           : rc == TOC_ENOMEM ? no_memory(noun, err)
                              : ledger_damaged(store, room, err); /* only events know damage */
}

/* The one row of id. */
static toc_rc get_one(toc_store *store, ledger_sql which, toc_str id, const noun_kind *noun, toc_arena *arena,
                      void *out, toc_err *err) {
    union {
        toc_store_sentence sentence;
        toc_store_document document;
        toc_event event;
        toc_str text;
    } found;
    sqlite3_stmt *statement;
    toc_rc rc = ledger_statement(store, which, &statement, err);
    if (rc != TOC_OK) {
        return rc;
    }
    ledger_bind_text(statement, 1, id);
    int step = sqlite3_step(statement);
    if (step == SQLITE_ROW) {
        rc = read_noun(store, statement, noun, arena, &found, err);
    } else if (step == SQLITE_DONE) {
        rc = toc_err_set(err, TOC_ENOTFOUND, "no %s \"%.*s\" in ledger \"%s\"", noun->name, TOC_FMT(id), store->path);
    } else {
        rc = ledger_fail(store, step, "read", err);
    }
    ledger_done(statement);
    if (rc == TOC_OK) {
        memcpy(out, &found, noun->size);
    }
    return rc;
}

/* Room for one more of count things; NULL when refused. */
static char *grow(const noun_kind *noun, char *items, size_t count, size_t *capacity, toc_arena *arena) {
    if (count < *capacity) {
        return items;
    }
    size_t wider = *capacity == 0 ? 16 : *capacity * 2;
    char *grown = toc_arena_array(arena, wider, noun->size);
    if (grown != NULL) {
        if (count > 0) {
            memcpy(grown, items, count * noun->size);
        }
        *capacity = wider;
    }
    return grown;
}

/* All rows of id, in the order of the query. */
static toc_rc get_list(toc_store *store, ledger_sql which, toc_str id, const noun_kind *noun, toc_arena *arena,
                       void **out, size_t *out_count, toc_err *err) {
    sqlite3_stmt *statement;
    toc_rc rc = ledger_statement(store, which, &statement, err);
    if (rc != TOC_OK) {
        return rc;
    }
    ledger_bind_text(statement, 1, id);
    char *items = NULL;
    size_t count = 0, capacity = 0;
    int step;
    while (rc == TOC_OK && (step = sqlite3_step(statement)) != SQLITE_DONE) {
        if (step != SQLITE_ROW) {
            rc = ledger_fail(store, step, "read", err);
            break;
        }
        char *grown = grow(noun, items, count, &capacity, arena);
        rc = grown == NULL ? no_memory(noun, err)
                           : read_noun(store, statement, noun, arena, grown + count * noun->size, err);
        items = grown;
        count++;
    }
    ledger_done(statement);
    if (rc == TOC_OK) {
        *out = items;
        *out_count = count;
    }
    return rc;
}

toc_rc toc_store_has_document(toc_store *store, const toc_id *id, bool *out, toc_err *err) {
    sqlite3_stmt *statement;
    toc_rc rc = ledger_statement(store, SQL_HAS_DOCUMENT, &statement, err);
    if (rc != TOC_OK) {
        return rc;
    }
    ledger_bind_id(statement, 1, id);
    int step = sqlite3_step(statement);
    if (step == SQLITE_ROW || step == SQLITE_DONE) {
        *out = step == SQLITE_ROW;
    } else {
        rc = ledger_fail(store, step, "read", err);
    }
    ledger_done(statement);
    return rc;
}

static toc_rc get_record(toc_store *store, toc_str id, toc_arena *arena, toc_event *out, toc_err *err) {
    sqlite3_int64 number;
    sqlite3_stmt *statement;
    toc_event row, kept;
    toc_rc rc = ledger_record_find(store, id, &number, err);
    rc = rc == TOC_OK ? ledger_statement(store, SQL_GET_RECORD, &statement, err) : rc;
    if (rc != TOC_OK) {
        return rc;
    }
    sqlite3_bind_int64(statement, 1, number); /* ?3, the day, stays open */
    int step = sqlite3_step(statement);
    if (step != SQLITE_ROW) {
        rc = step == SQLITE_DONE
                 ? toc_err_set(err, TOC_EFORMAT, "cannot read ledger \"%s\": names of event \"%.*s\" are missing",
                               store->path, TOC_FMT(id))
                 : ledger_fail(store, step, "read", err);
    } else if (!ledger_record(statement, arena, &row)) {
        rc = ledger_damaged(store, &row, err);
    } else if (!toc_event_copy(&kept, &row, arena)) {
        rc = no_memory(&EVENT, err);
    } else {
        *out = kept;
    }
    ledger_done(statement);
    return rc;
}

toc_rc toc_store_get_event(toc_store *store, toc_str id, toc_arena *arena, toc_event *out, toc_err *err) {
    toc_err own = {0};
    toc_rc rc = toc_str_starts(id, TOC_STR("r")) ? get_record(store, id, arena, out, &own) : TOC_ENOTFOUND;
    if (rc == TOC_ENOTFOUND) { /* of a text, or a dataset's that came through another ledger */
        return get_one(store, SQL_GET_EVENT, id, &EVENT, arena, out, err);
    }
    return rc == TOC_OK ? rc : toc_err_set(err, rc, "%s", own.text);
}

toc_rc toc_store_superseded_by(toc_store *store, toc_str id, toc_id *out, toc_err *err) {
    sqlite3_stmt *statement;
    sqlite3_int64 record;
    toc_err own = {0};
    toc_rc rc = toc_str_starts(id, TOC_STR("r")) ? ledger_record_find(store, id, &record, &own) : TOC_ENOTFOUND;
    if (rc == TOC_OK) {
        return ledger_record_by(store, record, out, err);
    }
    rc = ledger_statement(store, SQL_GET_EVENT, &statement, err);
    if (rc != TOC_OK) {
        return rc;
    }
    ledger_bind_text(statement, 1, id);
    int step = sqlite3_step(statement);
    if (step == SQLITE_ROW) {
        *out = ledger_id(statement, LEDGER_EVENT_WIDTH);
    } else if (step == SQLITE_DONE) {
        rc = toc_err_set(err, TOC_ENOTFOUND, "no event \"%.*s\" in ledger \"%s\"", TOC_FMT(id), store->path);
    } else {
        rc = ledger_fail(store, step, "read", err);
    }
    ledger_done(statement);
    return rc;
}

toc_rc toc_store_get_sentence(toc_store *store, toc_str id, toc_arena *arena, toc_store_sentence *out, toc_err *err) {
    return get_one(store, SQL_GET_SENTENCE, id, &SENTENCE, arena, out, err);
}

toc_rc toc_store_get_document(toc_store *store, toc_str id, toc_arena *arena, toc_store_document *out, toc_err *err) {
    return get_one(store, SQL_GET_DOCUMENT, id, &DOCUMENT, arena, out, err);
}

toc_rc toc_store_get_figure(toc_store *store, toc_str id, toc_arena *arena, toc_str *json, toc_err *err) {
    return get_one(store, SQL_GET_FIGURE, id, &FIGURE, arena, json, err);
}

toc_rc toc_store_document_sentences(toc_store *store, toc_str document, toc_arena *arena, toc_store_sentence **out,
                                    size_t *count, toc_err *err) {
    void *items = NULL;
    toc_rc rc = get_list(store, SQL_DOCUMENT_SENTENCES, document, &SENTENCE, arena, &items, count, err);
    if (rc == TOC_OK) {
        *out = items;
    }
    return rc;
}

toc_rc toc_store_events_of(toc_store *store, toc_str document_or_sentence, toc_arena *arena, toc_event **out,
                           size_t *count, toc_err *err) {
    bool sentence = toc_str_starts(document_or_sentence, TOC_STR("s"));
    void *items = NULL;
    toc_rc rc = get_list(store, sentence ? SQL_EVENTS_OF_SENTENCE : SQL_EVENTS_OF_DOCUMENT, document_or_sentence,
                         &EVENT, arena, &items, count, err);
    if (rc == TOC_OK) {
        *out = items;
    }
    return rc;
}
