/*
 * Method: a record is nine whole numbers; names, acts and places are kept once (intern.c). Its id is made from its
 * file's key, six characters of base 32 from the content's hash, and its row, seven: the same in every ledger, in the
 * order of the rows. Rows of a file were written in one go, so their numbers ascend with them and a row is found by
 * halving.
 */
#include "store/ledger.h"

#include "event/actor.h"

#include <stdio.h>
#include <string.h>

enum { KEY = 6, ROW = 7 };

static const char DIGITS[] = "0123456789abcdefghijklmnopqrstuv";

static void digits_put(char *out, uint64_t value, int width) {
    for (int i = width; i > 0; i--, value >>= 5) {
        out[i - 1] = DIGITS[value & 31];
    }
}

/* The parts of a record's id. False: it is none. */
static bool id_read(toc_str id, char key[KEY + 1], sqlite3_int64 *row) {
    if (id.len != 1 + KEY + ROW || id.ptr[0] != 'r' || !toc_id_valid(id)) {
        return false;
    }
    memcpy(key, id.ptr + 1, KEY);
    key[KEY] = '\0';
    *row = 0;
    for (int i = 0; i < ROW; i++) {
        const char *digit = strchr(DIGITS, id.ptr[1 + KEY + i]);
        *row = *row * 32 + (digit - DIGITS);
    }
    return true;
}

/* ---- files ---- */

toc_rc toc_store_has_file(toc_store *store, toc_str hash, bool *out, toc_err *err) {
    sqlite3_stmt *statement;
    toc_rc rc = ledger_statement(store, SQL_HAS_FILE, &statement, err);
    if (rc != TOC_OK) {
        return rc;
    }
    ledger_bind_text(statement, 1, hash);
    int step = sqlite3_step(statement);
    *out = step == SQLITE_ROW;
    rc = step == SQLITE_ROW || step == SQLITE_DONE ? TOC_OK : ledger_fail(store, step, "read", err);
    ledger_done(statement);
    return rc;
}

/* A key that no other file has: of the hash, of the hash's hash, … */
static toc_rc key_find(toc_store *store, const toc_store_file *file, char key[KEY + 1], toc_err *err) {
    uint64_t hash = toc_str_hash(file->hash, toc_str_hash(file->member, 0));
    int step = SQLITE_ROW;
    toc_rc rc = TOC_OK;
    while (rc == TOC_OK && step == SQLITE_ROW) {
        sqlite3_stmt *statement;
        digits_put(key, hash & ((UINT64_C(1) << 29) - 1), KEY); /* the first digit of an id is a smaller one */
        key[KEY] = '\0';
        rc = ledger_statement(store, SQL_HAS_FILE_KEY, &statement, err);
        if (rc != TOC_OK) {
            return rc;
        }
        ledger_bind_text(statement, 1, toc_str_of(key));
        step = sqlite3_step(statement);
        rc = step == SQLITE_ROW || step == SQLITE_DONE ? TOC_OK : ledger_fail(store, step, "read", err);
        ledger_done(statement);
        hash = toc_str_hash((toc_str){(const char *)&hash, sizeof hash}, 1);
    }
    return rc;
}

static void bind_words(sqlite3_stmt *statement, int at, toc_str text) {
    sqlite3_bind_text64(statement, at, text.len ? text.ptr : "", text.len, SQLITE_STATIC, SQLITE_UTF8);
}

toc_rc toc_store_begin_file(toc_store *store, const toc_store_file *file, toc_err *err) {
    sqlite3_stmt *statement;
    char key[KEY + 1];
    if (store->file != 0) {
        return toc_err_set(err, TOC_EUSAGE, "a file of a dataset is open already in ledger \"%s\"", store->path);
    }
    toc_rc rc = key_find(store, file, key, err);
    rc = rc == TOC_OK ? ledger_write(store, SQL_ADD_FILE, &statement, err) : rc;
    if (rc != TOC_OK) {
        return rc;
    }
    ledger_bind_text(statement, 1, toc_str_of(key));
    bind_words(statement, 2, file->dataset);
    ledger_bind_text(statement, 3, file->version);
    bind_words(statement, 4, file->format);
    bind_words(statement, 5, file->name);
    bind_words(statement, 6, file->member);
    bind_words(statement, 7, file->hash);
    sqlite3_bind_int64(statement, 8, file->bytes);
    rc = ledger_written(store, statement, "file", key, err);
    store->file = rc == TOC_OK ? sqlite3_last_insert_rowid(store->db) : 0;
    store->last_row = -1;
    return rc;
}

toc_rc toc_store_end_file(toc_store *store, const toc_store_file *counts, toc_err *err) {
    sqlite3_stmt *statement;
    toc_rc rc = ledger_records_write(store, err);
    rc = rc == TOC_OK ? ledger_write(store, SQL_END_FILE, &statement, err) : rc;
    if (rc != TOC_OK) {
        return rc;
    }
    if (store->file == 0) {
        return toc_err_set(err, TOC_EUSAGE, "no file of a dataset is open in ledger \"%s\"", store->path);
    }
    sqlite3_bind_int64(statement, 1, store->file);
    sqlite3_bind_int64(statement, 2, counts->rows);
    sqlite3_bind_int64(statement, 3, counts->events);
    sqlite3_bind_int64(statement, 4, counts->rejects);
    sqlite3_bind_int64(statement, 5, counts->unmapped);
    ledger_bind_day(statement, 6, counts->first);
    ledger_bind_day(statement, 7, counts->last);
    store->file = 0;
    return ledger_written(store, statement, "counts", "of a file", err);
}

toc_rc toc_store_each_file(toc_store *store, toc_file_visit *visit, void *ctx, toc_err *err) {
    sqlite3_stmt *statement;
    toc_rc rc = ledger_statement(store, SQL_EACH_FILE, &statement, err);
    int step = SQLITE_DONE;
    while (rc == TOC_OK && (step = sqlite3_step(statement)) == SQLITE_ROW) {
        toc_store_file file = {.dataset = ledger_text(statement, 0),
                               .version = ledger_text(statement, 1),
                               .format = ledger_text(statement, 2),
                               .name = ledger_text(statement, 3),
                               .member = ledger_text(statement, 4),
                               .hash = ledger_text(statement, 5),
                               .bytes = sqlite3_column_int64(statement, 6),
                               .rows = sqlite3_column_int64(statement, 7),
                               .events = sqlite3_column_int64(statement, 8),
                               .rejects = sqlite3_column_int64(statement, 9),
                               .unmapped = sqlite3_column_int64(statement, 10),
                               .first = ledger_day(statement, 11),
                               .last = ledger_day(statement, 12)};
        rc = visit(ctx, &file, err);
    }
    if (rc == TOC_OK && step != SQLITE_DONE) {
        rc = ledger_fail(store, step, "read", err);
    }
    ledger_done(store->statements[SQL_EACH_FILE]);
    return rc;
}

/* ---- records ---- */

enum { KEY_BYTES = 4096 };

typedef struct key_room {
    char bytes[KEY_BYTES];
    size_t len;
    bool full;
} key_room;

/* Values one behind the other, each with its length before it: equal bytes mean equal values. */
static void key_add(key_room *key, toc_str value) {
    if (value.len > UINT16_MAX || key->len + 2 + value.len > KEY_BYTES) {
        key->full = true;
        return;
    }
    key->bytes[key->len++] = (char)(value.len & 255);
    key->bytes[key->len++] = (char)(value.len >> 8);
    if (value.len > 0) {
        memcpy(key->bytes + key->len, value.ptr, value.len);
    }
    key->len += value.len;
}

static toc_rc too_long(toc_err *err) {
    return toc_err_set(err, TOC_ELIMIT, "a name of a dataset has more than %d bytes", KEY_BYTES);
}

static toc_rc keep(toc_store *store, ledger_kept what, const toc_str *values, size_t count, sqlite3_int64 *out,
                   toc_err *err) {
    key_room key;
    key.len = 0;
    key.full = false;
    for (size_t i = 0; i < count; i++) {
        key_add(&key, values[i]);
    }
    toc_str text = {key.bytes, key.len};
    *out = key.full ? 0 : ledger_kept_number(store, what, text);
    return key.full ? too_long(err) : *out ? TOC_OK : ledger_keep(store, what, text, values, count, out, err);
}

/* The root follows from the code: it is asked for only when a row is made. */
static toc_rc keep_party(toc_store *store, const toc_party *party, sqlite3_int64 *out, toc_err *err) {
    key_room key;
    key.len = 0;
    key.full = false;
    key_add(&key, party->code);
    key_add(&key, party->text);
    toc_str text = {key.bytes, key.len};
    *out = key.full ? 0 : ledger_kept_number(store, KEPT_ACTOR, text);
    if (key.full || *out) {
        return key.full ? too_long(err) : TOC_OK;
    }
    const toc_str values[] = {party->code, party->text, toc_actor_root(party->code)};
    return ledger_keep(store, KEPT_ACTOR, text, values, 3, out, err);
}

/* The numbers of an act are written as text only when its row is to be made. */
static toc_rc keep_act(toc_store *store, const toc_event *e, sqlite3_int64 *out, toc_err *err) {
    char quad[8], goldstein[32], confidence[32];
    const double numbers[] = {(double)e->root,     (double)e->quad,      e->goldstein,
                              (double)e->modality, (double)e->precision, e->confidence};
    key_room key;
    key.len = 0;
    key.full = false;
    key_add(&key, (toc_str){(const char *)numbers, sizeof numbers});
    key_add(&key, e->mode);
    key_add(&key, e->context);
    key_add(&key, e->cameo);
    key_add(&key, e->rule);
    toc_str text = {key.bytes, key.len};
    *out = key.full ? 0 : ledger_kept_number(store, KEPT_ACT, text);
    if (key.full || *out) {
        return key.full ? too_long(err) : TOC_OK;
    }
    snprintf(quad, sizeof quad, "%d", e->quad);
    snprintf(goldstein, sizeof goldstein, "%.17g", e->goldstein);
    snprintf(confidence, sizeof confidence, "%.17g", e->confidence);
    const toc_str values[] = {toc_str_of(toc_root_name(e->root)),
                              e->mode,
                              e->context,
                              e->cameo,
                              toc_str_of(quad),
                              toc_str_of(goldstein),
                              toc_str_of(toc_modality_name(e->modality)),
                              toc_str_of(toc_precision_name(e->precision)),
                              toc_str_of(confidence),
                              e->rule};
    return ledger_keep(store, KEPT_ACT, text, values, 10, out, err);
}

static toc_rc keep_place(toc_store *store, const toc_place *place, sqlite3_int64 *out, toc_err *err) {
    const toc_str values[] = {place->country, place->adm1, place->text};
    return keep(store, KEPT_PLACE, values, 3, out, err);
}

static toc_rc need_file(const toc_store *store, toc_err *err) {
    return store->file != 0
               ? TOC_OK
               : toc_err_set(err, TOC_EUSAGE, "no file of a dataset is open in ledger \"%s\"", store->path);
}

toc_rc toc_store_add_mention(toc_store *store, int64_t external, toc_day day, toc_err *err) {
    sqlite3_stmt *statement;
    toc_rc rc = need_file(store, err);
    rc = rc == TOC_OK ? ledger_write(store, SQL_ADD_MENTION, &statement, err) : rc;
    if (rc != TOC_OK) {
        return rc;
    }
    sqlite3_bind_int64(statement, 1, external);
    sqlite3_bind_int(statement, 2, day);
    sqlite3_bind_int64(statement, 3, store->file);
    return ledger_written(store, statement, "mention", "of an event", err);
}

/* One row of the statement's values; the dataset's own number, last, is none when it is 0. */
static void bind_record(sqlite3_stmt *statement, int row, const sqlite3_int64 columns[RECORD_COLUMNS]) {
    int at = row * RECORD_COLUMNS;
    for (int i = 0; i < RECORD_COLUMNS - 1; i++) {
        sqlite3_bind_int64(statement, at + i + 1, columns[i]);
    }
    if (columns[RECORD_COLUMNS - 1] != 0) {
        sqlite3_bind_int64(statement, at + RECORD_COLUMNS, columns[RECORD_COLUMNS - 1]);
    } else {
        sqlite3_bind_null(statement, at + RECORD_COLUMNS);
    }
}

/* Adds `count` of the records that wait, from the one at `from` on, by a statement of so many rows. */
static toc_rc records_write(toc_store *store, ledger_sql which, int from, int count, toc_err *err) {
    sqlite3_stmt *statement;
    toc_rc rc = ledger_write(store, which, &statement, err);
    if (rc != TOC_OK) {
        return rc;
    }
    for (int i = 0; i < count; i++) {
        bind_record(statement, i, store->waiting[from + i]);
    }
    int step = sqlite3_step(statement);
    sqlite3_reset(statement);
    return step == SQLITE_DONE ? TOC_OK : ledger_fail(store, step, "write to", err);
}

toc_rc ledger_records_write(toc_store *store, toc_err *err) {
    int count = store->waiting_count;
    toc_rc rc = TOC_OK;
    store->waiting_count = 0;
    if (count == RECORDS_TOGETHER) {
        return records_write(store, SQL_ADD_RECORDS, 0, count, err);
    }
    for (int i = 0; rc == TOC_OK && i < count; i++) {
        rc = records_write(store, SQL_ADD_RECORD, i, 1, err);
    }
    return rc;
}

toc_rc toc_store_add_record(toc_store *store, const toc_event *event, int64_t external, toc_err *err) {
    sqlite3_int64 source = 0, target = 0, act = 0, place = 0;
    if (store->file == 0 || event->row <= store->last_row || event->row >= INT64_C(1) << 35) {
        return toc_err_set(err, TOC_EUSAGE,
                           "no file of a dataset is open in ledger \"%s\", or its row %lld is not behind %lld",
                           store->path, (long long)event->row, (long long)store->last_row);
    }
    toc_rc rc = keep_party(store, &event->source, &source, err);
    rc = rc == TOC_OK ? keep_party(store, &event->target, &target, err) : rc;
    rc = rc == TOC_OK ? keep_act(store, event, &act, err) : rc;
    rc = rc == TOC_OK ? keep_place(store, &event->place, &place, err) : rc;
    if (rc != TOC_OK) {
        return rc;
    }
    bool told = event->learnt != 0 && event->learnt != TOC_DAY_NONE;
    const sqlite3_int64 columns[RECORD_COLUMNS] = {
        store->file, event->row,     event->date, told ? event->learnt : event->date, source, target, act,
        place,       event->reports, external};
    memcpy(store->waiting[store->waiting_count++], columns, sizeof columns);
    store->last_row = event->row;
    return store->waiting_count < RECORDS_TOGETHER ? TOC_OK : ledger_records_write(store, err);
}

toc_rc toc_store_add_foreign(toc_store *store, const toc_event *event, int64_t row, bool *added, toc_err *err) {
    sqlite3_stmt *statement;
    bool told = event->learnt != 0 && event->learnt != TOC_DAY_NONE;
    toc_rc rc = need_file(store, err);
    rc = rc == TOC_OK ? toc_store_add_event(store, event, told ? event->learnt : event->date, added, err) : rc;
    if (rc != TOC_OK || !*added) {
        return rc;
    }
    rc = ledger_write(store, SQL_ADD_ORIGIN, &statement, err);
    if (rc != TOC_OK) {
        return rc;
    }
    ledger_bind_id(statement, 1, &event->id);
    sqlite3_bind_int64(statement, 2, store->file);
    sqlite3_bind_int64(statement, 3, row);
    return ledger_written(store, statement, "origin of event", event->id.text, err);
}

toc_rc toc_store_add_sum(toc_store *store, const toc_store_sum *sum, toc_err *err) {
    sqlite3_stmt *statement;
    toc_rc rc = need_file(store, err);
    rc = rc == TOC_OK ? ledger_write(store, SQL_ADD_SUM, &statement, err) : rc;
    if (rc != TOC_OK) {
        return rc;
    }
    sqlite3_bind_int64(statement, 1, store->file);
    sqlite3_bind_int64(statement, 2, sum->row);
    sqlite3_bind_int(statement, 3, sum->day);
    sqlite3_bind_int(statement, 4, sum->days);
    bind_words(statement, 5, sum->source);
    bind_words(statement, 6, sum->target);
    sqlite3_bind_double(statement, 7, sum->value);
    return ledger_written(store, statement, "sum", "of a series", err);
}

bool ledger_record_id(toc_str key, sqlite3_int64 row, toc_id *out) {
    *out = (toc_id){{0}};
    if (key.len != KEY || row < 0) {
        return false;
    }
    out->text[0] = 'r';
    memcpy(out->text + 1, key.ptr, KEY);
    digits_put(out->text + 1 + KEY, (uint64_t)row, ROW);
    return true;
}

bool ledger_record(sqlite3_stmt *s, toc_arena *arena, toc_event *out) {
    toc_str key = ledger_text(s, 0), name = ledger_text(s, 23), member = ledger_text(s, 24);
    sqlite3_int64 row = sqlite3_column_int64(s, 1);
    *out = (toc_event){.date = sqlite3_column_int(s, 2),
                       .learnt = sqlite3_column_int(s, 3),
                       .source = {ledger_text(s, 4), ledger_text(s, 5)},
                       .target = {ledger_text(s, 6), ledger_text(s, 7)},
                       .root = toc_root_parse(ledger_text(s, 8)),
                       .mode = ledger_text(s, 9),
                       .context = ledger_text(s, 10),
                       .cameo = ledger_text(s, 11),
                       .quad = sqlite3_column_int(s, 12),
                       .goldstein = sqlite3_column_double(s, 13),
                       .confidence = sqlite3_column_double(s, 16),
                       .rule = ledger_text(s, 17),
                       .reports = sqlite3_column_int(s, 18),
                       .place = {ledger_text(s, 19), ledger_text(s, 20), ledger_text(s, 21)},
                       .signal_to = {"", 0},
                       .speaker = {{"", 0}, {"", 0}},
                       .dataset = ledger_text(s, 22),
                       .file =
                           member.len > 0 ? toc_arena_printf(arena, "%.*s:%.*s", TOC_FMT(name), TOC_FMT(member)) : name,
                       .row = row};
    if (!ledger_record_id(key, row, &out->id) || !out->file.ptr) {
        return false;
    }
    return toc_modality_parse(ledger_text(s, 14), &out->modality) &&
           toc_precision_parse(ledger_text(s, 15), &out->precision) && out->root != TOC_ROOT_NONE &&
           out->date >= TOC_DAY_MIN && out->date <= TOC_DAY_MAX && out->quad >= 0 && out->quad <= 4 &&
           out->goldstein >= -10 && out->goldstein <= 10 && out->confidence >= 0 && out->confidence <= 1 &&
           out->reports >= 1;
}

/* One row of one or two whole numbers; false: none there, or *rc. */
static bool ask_numbers(toc_store *store, sqlite3_stmt *statement, sqlite3_int64 *first, sqlite3_int64 *second,
                        toc_rc *rc, toc_err *err) {
    int step = sqlite3_step(statement);
    if (step == SQLITE_ROW) {
        *first = sqlite3_column_int64(statement, 0);
        *second = sqlite3_column_count(statement) > 1 ? sqlite3_column_int64(statement, 1) : 0;
    } else if (step != SQLITE_DONE) {
        *rc = ledger_fail(store, step, "read", err);
    }
    ledger_done(statement);
    return step == SQLITE_ROW;
}

static toc_rc row_of(toc_store *store, sqlite3_int64 record, sqlite3_int64 *row, toc_err *err) {
    sqlite3_stmt *statement;
    sqlite3_int64 none;
    toc_rc rc = ledger_statement(store, SQL_RECORD_ROW, &statement, err);
    if (rc == TOC_OK) {
        sqlite3_bind_int64(statement, 1, record);
        if (!ask_numbers(store, statement, row, &none, &rc, err)) {
            *row = INT64_MAX; /* past the end */
        }
    }
    return rc;
}

toc_rc ledger_record_find(toc_store *store, toc_str id, sqlite3_int64 *out, toc_err *err) {
    char key[KEY + 1];
    sqlite3_int64 wanted, first = 0, count = 0, row = -1;
    sqlite3_stmt *statement;
    toc_rc rc = ledger_statement(store, SQL_FILE_RECORDS, &statement, err);
    bool ours = id_read(id, key, &wanted);
    if (rc == TOC_OK && ours) {
        ledger_bind_text(statement, 1, toc_str_of(key));
        ours = ask_numbers(store, statement, &first, &count, &rc, err);
    }
    sqlite3_int64 low = first, high = first + count; /* the first record of a row not below `wanted` */
    while (rc == TOC_OK && ours && low < high) {
        sqlite3_int64 middle = low + (high - low) / 2;
        rc = row_of(store, middle, &row, err);
        if (row < wanted) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    rc = rc == TOC_OK && ours ? row_of(store, low, &row, err) : rc;
    if (rc == TOC_OK && (!ours || row != wanted || low >= first + count)) {
        rc = toc_err_set(err, TOC_ENOTFOUND, "no event \"%.*s\" in ledger \"%s\"", TOC_FMT(id), store->path);
    }
    *out = low;
    return rc;
}

toc_rc ledger_record_by(toc_store *store, sqlite3_int64 record, toc_id *out, toc_err *err) {
    sqlite3_stmt *statement;
    toc_rc rc = ledger_statement(store, SQL_RECORD_BY, &statement, err);
    if (rc != TOC_OK) {
        return rc;
    }
    *out = (toc_id){{0}};
    sqlite3_bind_int64(statement, 1, record);
    int step = sqlite3_step(statement);
    if (step == SQLITE_ROW) {
        ledger_record_id(ledger_text(statement, 0), sqlite3_column_int64(statement, 1), out);
    } else if (step != SQLITE_DONE) {
        rc = ledger_fail(store, step, "read", err);
    }
    ledger_done(statement);
    return rc;
}

toc_rc ledger_record_supersede(toc_store *store, toc_str old_event, toc_str new_event, toc_err *err) {
    sqlite3_stmt *statement;
    sqlite3_int64 old, by;
    toc_rc rc = ledger_record_find(store, old_event, &old, err);
    rc = rc == TOC_OK ? ledger_record_find(store, new_event, &by, err) : rc;
    rc = rc == TOC_OK ? ledger_write(store, SQL_SUPERSEDE_RECORD, &statement, err) : rc;
    if (rc != TOC_OK) {
        return rc;
    }
    sqlite3_bind_int64(statement, 1, old);
    sqlite3_bind_int64(statement, 2, by);
    rc = ledger_written(store, statement, "correction", "of a record", err);
    if (rc == TOC_OK && sqlite3_changes(store->db) == 0) {
        rc = toc_err_set(err, TOC_ENOTFOUND, "event %.*s has a correction already in ledger \"%s\"", TOC_FMT(old_event),
                         store->path);
    }
    return rc;
}
