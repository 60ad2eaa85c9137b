/*
 * Method: tables of what is named again and again (actors, acts, places) hold each row once; records point to it by
 * number. What was asked lately is remembered by its key, so that of a million rows a few thousand ask SQLite. The
 * memory is emptied when it grows past a limit, and on a rollback, which takes rows back.
 */
#include "store/ledger.h"

#include "base/mem.h"

#include <string.h>

enum { MEMO_MIN = 1 << 10, MEMO_MAX = 1 << 17 };

struct ledger_memo_slot {
    uint64_t hash;
    toc_str key; /* ptr NULL: empty */
    sqlite3_int64 number;
};

static const ledger_sql PUT[KEPT_COUNT] = {SQL_PUT_ACTOR, SQL_PUT_ACT, SQL_PUT_PLACE};
static const ledger_sql GET[KEPT_COUNT] = {SQL_GET_ACTOR, SQL_GET_ACT, SQL_GET_PLACE};

static void memo_clear(ledger_memo *memo) {
    if (memo->slots) {
        memset(memo->slots, 0, memo->capacity * sizeof *memo->slots);
        toc_arena_clear(&memo->keys);
    }
    memo->count = 0;
}

void ledger_memos_clear(toc_store *store) {
    for (int i = 0; i < KEPT_COUNT; i++) {
        memo_clear(&store->memos[i]);
    }
}

void ledger_memos_fini(toc_store *store) {
    for (int i = 0; i < KEPT_COUNT; i++) {
        if (store->memos[i].slots) {
            toc_mem_free(store->memos[i].slots);
            toc_arena_fini(&store->memos[i].keys);
        }
        store->memos[i] = (ledger_memo){0};
    }
}

/* The slot of key, or the empty one where it belongs. */
static struct ledger_memo_slot *slot_of(const ledger_memo *memo, toc_str key, uint64_t hash) {
    size_t at = (size_t)hash & (memo->capacity - 1);
    while (memo->slots[at].key.ptr && (memo->slots[at].hash != hash || !toc_str_equal(memo->slots[at].key, key))) {
        at = (at + 1) & (memo->capacity - 1);
    }
    return &memo->slots[at];
}

/* Twice the slots; small tables stay in the processor's cache. */
static bool memo_grow(ledger_memo *memo) {
    ledger_memo wider = {.capacity = memo->slots ? memo->capacity * 2 : MEMO_MIN, .count = memo->count};
    wider.slots = toc_mem_calloc(wider.capacity, sizeof *wider.slots);
    for (size_t i = 0; wider.slots && i < memo->capacity; i++) {
        if (memo->slots[i].key.ptr) {
            *slot_of(&wider, memo->slots[i].key, memo->slots[i].hash) = memo->slots[i];
        }
    }
    if (wider.slots) {
        if (!memo->slots) {
            toc_arena_init(&memo->keys, 0);
        }
        toc_mem_free(memo->slots);
        memo->slots = wider.slots;
        memo->capacity = wider.capacity;
    }
    return wider.slots != NULL;
}

static bool memo_ready(ledger_memo *memo) {
    if (memo->count >= MEMO_MAX) {
        memo_clear(memo);
    }
    return memo->count * 2 < memo->capacity || memo_grow(memo);
}

static void bind_all(sqlite3_stmt *statement, const toc_str *values, size_t count) {
    for (size_t i = 0; i < count; i++) {
        sqlite3_bind_text64(statement, (int)i + 1, values[i].len ? values[i].ptr : "", values[i].len, SQLITE_STATIC,
                            SQLITE_UTF8);
    }
}

static toc_rc row_find(toc_store *store, ledger_kept what, const toc_str *values, size_t count, sqlite3_int64 *out,
                       toc_err *err) {
    sqlite3_stmt *statement;
    toc_rc rc = ledger_statement(store, GET[what], &statement, err);
    if (rc != TOC_OK) {
        return rc;
    }
    bind_all(statement, values, count);
    int step = sqlite3_step(statement);
    *out = step == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
    rc = step == SQLITE_ROW || step == SQLITE_DONE ? TOC_OK : ledger_fail(store, step, "read", err);
    ledger_done(statement);
    return rc;
}

static toc_rc row_make(toc_store *store, ledger_kept what, const toc_str *values, size_t count, sqlite3_int64 *out,
                       toc_err *err) {
    sqlite3_stmt *statement;
    toc_rc rc = ledger_write(store, PUT[what], &statement, err);
    if (rc != TOC_OK) {
        return rc;
    }
    bind_all(statement, values, count);
    rc = ledger_written(store, statement, "a name", "of a dataset", err);
    *out = rc == TOC_OK ? sqlite3_last_insert_rowid(store->db) : 0;
    return rc;
}

sqlite3_int64 ledger_kept_number(toc_store *store, ledger_kept what, toc_str key) {
    const ledger_memo *memo = &store->memos[what];
    return memo->slots ? slot_of(memo, key, toc_str_hash(key, 0))->number : 0;
}

toc_rc ledger_keep(toc_store *store, ledger_kept what, toc_str key, const toc_str *values, size_t count,
                   sqlite3_int64 *out, toc_err *err) {
    ledger_memo *memo = &store->memos[what];
    if (!memo_ready(memo)) {
        return toc_err_set(err, TOC_ENOMEM, "no memory for the names of a dataset");
    }
    toc_rc rc = row_find(store, what, values, count, out, err);
    if (rc == TOC_OK && *out == 0) {
        rc = row_make(store, what, values, count, out, err);
    }
    toc_str kept = rc == TOC_OK ? toc_arena_str(&memo->keys, key) : (toc_str){NULL, 0};
    if (kept.ptr) {
        uint64_t hash = toc_str_hash(key, 0);
        *slot_of(memo, key, hash) = (struct ledger_memo_slot){hash, kept, *out};
        memo->count++;
    }
    return rc;
}
