/*
 * Method: each check is one question to SQLite whose rows are faults, but for the ids, which are made again from what
 * the rows hold.
 */
#include "store/ledger.h"
#include "store/panel_file.h"

#include <stdio.h>
#include <string.h>

enum { TOLD_MAX = 100 };

typedef struct checking {
    toc_store *store;
    toc_store_fault_fn *fault;
    void *ctx;
    toc_store_checked *out;
    const char *check;
    int told;
} checking;

static void fault_add(checking *c, const char *what) {
    c->out->faults++;
    if (c->fault && c->told++ < TOLD_MAX) {
        c->fault(c->ctx, &(toc_store_fault){c->check, what});
    }
}

/* Rows of sql are faults, told by their first column; but "ok" is none. */
static toc_rc rows_are_faults(checking *c, const char *check, const char *sql, toc_err *err) {
    sqlite3_stmt *statement;
    int rc = sqlite3_prepare_v2(c->store->db, sql, -1, &statement, NULL), step = SQLITE_DONE;
    c->check = check;
    c->told = 0;
    if (rc != SQLITE_OK) {
        return ledger_fail(c->store, rc, "ask", err);
    }
    while ((step = sqlite3_step(statement)) == SQLITE_ROW) {
        const char *what = (const char *)sqlite3_column_text(statement, 0);
        if (what && strcmp(what, "ok") != 0) {
            fault_add(c, what);
        }
    }
    toc_rc out = step == SQLITE_DONE ? TOC_OK : ledger_fail(c->store, step, "read", err);
    sqlite3_finalize(statement);
    return out;
}

static bool id_fits(toc_event *event) {
    char told[TOC_ID_SIZE];
    memcpy(told, event->id.text, sizeof told);
    if (told[0] != 'e') {
        return true;
    }
    toc_event_make_id(event);
    return strcmp(told, event->id.text) == 0;
}

static toc_rc events_check(checking *c, toc_err *err) {
    sqlite3_stmt *statement;
    char what[128];
    int rc = sqlite3_prepare_v2(c->store->db, "SELECT " LEDGER_EVENT_COLUMNS " FROM event e", -1, &statement, NULL),
        step;
    c->check = "ids of events";
    c->told = 0;
    if (rc != SQLITE_OK) {
        return ledger_fail(c->store, rc, "ask", err);
    }
    while ((step = sqlite3_step(statement)) == SQLITE_ROW) {
        toc_event event;
        c->out->events++;
        if (!ledger_event(statement, &event)) {
            snprintf(what, sizeof what, "event %s holds what tocsin never writes", event.id.text);
            fault_add(c, what);
            continue;
        }
        toc_id told = event.id;
        if (!id_fits(&event)) {
            snprintf(what, sizeof what, "event %s was changed: its content makes the id %s", told.text, event.id.text);
            fault_add(c, what);
        }
    }
    toc_rc out = step == SQLITE_DONE ? TOC_OK : ledger_fail(c->store, step, "read", err);
    sqlite3_finalize(statement);
    return out;
}

static toc_rc sentences_check(checking *c, toc_err *err) {
    sqlite3_stmt *statement;
    char what[128], digits[24];
    int rc = sqlite3_prepare_v2(c->store->db, "SELECT id,document,number,paragraph,text FROM sentence", -1, &statement,
                                NULL),
        step;
    c->check = "ids of sentences";
    c->told = 0;
    if (rc != SQLITE_OK) {
        return ledger_fail(c->store, rc, "ask", err);
    }
    while ((step = sqlite3_step(statement)) == SQLITE_ROW) {
        toc_store_sentence s = ledger_sentence(statement);
        size_t len = 0, value = s.number; /* digits from the last on, as code makes the id */
        c->out->sentences++;
        do {
            digits[len++] = (char)('0' + value % 10);
            value /= 10;
        } while (value > 0);
        toc_str parts[] = {toc_str_of(s.document.text), {digits, len}, s.text};
        toc_id made = toc_id_make('s', parts, 3);
        if (strcmp(made.text, s.id.text) != 0) {
            snprintf(what, sizeof what, "sentence %s was changed: its text makes the id %s", s.id.text, made.text);
            fault_add(c, what);
        }
    }
    toc_rc out = step == SQLITE_DONE ? TOC_OK : ledger_fail(c->store, step, "read", err);
    sqlite3_finalize(statement);
    return out;
}

static int64_t count_of(toc_store *store, const char *sql) {
    sqlite3_stmt *statement;
    int64_t count = 0;
    if (sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW) {
        count = sqlite3_column_int64(statement, 0);
    }
    sqlite3_finalize(statement);
    return count;
}

toc_rc toc_store_check(toc_store *store, toc_store_fault_fn *fault, void *ctx, toc_store_checked *out, toc_err *err) {
    static const struct {
        const char *check, *sql;
    } questions[] = {
        {"SQLite", "PRAGMA integrity_check"},
        {"references", "SELECT 'a row of '||\"table\"||' leads to none of '||parent FROM pragma_foreign_key_check"},
        {"events of texts",
         "SELECT 'event '||id||' has no text in this ledger, and came from no other' FROM event e WHERE NOT EXISTS"
         "(SELECT 1 FROM event_origin o WHERE o.event=e.id) AND (NOT EXISTS(SELECT 1 FROM document d WHERE"
         " d.id=e.document) OR NOT EXISTS(SELECT 1 FROM sentence s WHERE s.id=e.sentence))"},
        {"documents",
         "SELECT 'document '||id||' says '||sentences||' sentences' FROM document d WHERE sentences!=(SELECT"
         " count(*) FROM sentence s WHERE s.document=d.id)"},
        {"files", "SELECT 'file '||name||' says '||events||' events' FROM dataset_file f WHERE format!='tocsin' AND "
                  "events!=(SELECT"
                  " count(*) FROM record WHERE id>=first_record AND id<first_record+f.events AND file=f.id)"},
        {"records",
         "SELECT 'record '||id||' leads to no actor, act, place or file' FROM record r WHERE NOT EXISTS(SELECT 1 FROM"
         " actor WHERE id=r.source) OR NOT EXISTS(SELECT 1 FROM actor WHERE id=r.target) OR NOT EXISTS(SELECT 1"
         " FROM act WHERE id=r.act) OR NOT EXISTS(SELECT 1 FROM place WHERE id=r.place) OR NOT EXISTS(SELECT 1 FROM"
         " dataset_file WHERE id=r.file)"},
        {"records", "SELECT 'records of file '||file||' are not of its count' FROM record r GROUP BY file HAVING "
                    "count(*)!=(SELECT events"
                    " FROM dataset_file f WHERE f.id=r.file)"}};
    checking c = {.store = store, .fault = fault, .ctx = ctx, .out = out};
    *out = (toc_store_checked){.panel = "none"};
    toc_rc rc = TOC_OK;
    for (size_t i = 0; i < sizeof questions / sizeof *questions && rc == TOC_OK; i++) {
        rc = rows_are_faults(&c, questions[i].check, questions[i].sql, err);
    }
    rc = rc == TOC_OK ? events_check(&c, err) : rc;
    rc = rc == TOC_OK ? sentences_check(&c, err) : rc;
    out->records = count_of(store, "SELECT count(*) FROM record");
    out->files = count_of(store, "SELECT count(*) FROM dataset_file");
    out->sums = count_of(store, "SELECT count(*) FROM series");
    rc = rc == TOC_OK ? panel_judge(store, &out->panel, err) : rc;
    if (rc == TOC_OK && (strcmp(out->panel, "is damaged") == 0 || strcmp(out->panel, "differs from the ledger") == 0)) {
        c.check = "panel";
        c.told = 0;
        fault_add(&c, "the panel does not hold what the ledger gives; it is made anew when it is next asked");
    }
    return rc;
}

static toc_day day_of(toc_store *store, const char *sql) {
    sqlite3_stmt *statement;
    toc_day day = TOC_DAY_NONE;
    if (sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW && sqlite3_column_type(statement, 0) != SQLITE_NULL) {
        day = sqlite3_column_type(statement, 0) == SQLITE_INTEGER ? sqlite3_column_int(statement, 0)
                                                                  : ledger_day(statement, 0);
    }
    sqlite3_finalize(statement);
    return day;
}

static toc_day earlier(toc_day a, toc_day b, bool first) {
    if (a == TOC_DAY_NONE || b == TOC_DAY_NONE) {
        return a == TOC_DAY_NONE ? b : a;
    }
    return (a < b) == first ? a : b;
}

/* A file that has records and does not say of which days: then all records are asked. */
#define SQL_UNDATED                                                                                                    \
    "SELECT EXISTS(SELECT 1 FROM (SELECT first,first_record,lead(first_record) OVER (ORDER BY id) AS behind FROM"      \
    " dataset_file) WHERE first IS NULL AND first_record<coalesce(behind,(SELECT 1+max(id) FROM record),0))"

toc_rc toc_store_spans(toc_store *store, toc_store_span *out, toc_err *err) {
    panel_mark mark;
    toc_rc rc = panel_mark_read(store, &mark, err);
    if (rc != TOC_OK) {
        return rc;
    }
    bool dated = count_of(store, SQL_UNDATED) == 0;
    toc_day first = day_of(store, dated ? "SELECT min(first) FROM dataset_file" : "SELECT min(day) FROM record");
    toc_day last = day_of(store, dated ? "SELECT max(last) FROM dataset_file" : "SELECT max(day) FROM record");
    *out = (toc_store_span){.first = day_of(store, "SELECT min(date) FROM document"),
                            .last = day_of(store, "SELECT max(date) FROM document"),
                            .first_event = earlier(day_of(store, "SELECT min(date) FROM event"), first, true),
                            .last_event = earlier(day_of(store, "SELECT max(date) FROM event"), last, false)};
    memcpy(out->ledger, mark.ledger, sizeof mark.ledger);
    return TOC_OK;
}

toc_rc toc_store_describe(toc_store *store, toc_store_facts *out, toc_err *err) {
    toc_store_totals totals;
    toc_store_span span;
    panel_mark mark;
    toc_rc rc = toc_store_totals_asof(store, TOC_DAY_NONE, &totals, err);
    rc = rc == TOC_OK ? panel_mark_read(store, &mark, err) : rc;
    rc = rc == TOC_OK ? toc_store_spans(store, &span, err) : rc;
    if (rc != TOC_OK) {
        return rc;
    }
    *out = (toc_store_facts){
        .schema = (int)count_of(store, "PRAGMA user_version"),
        .documents = totals.documents,
        .sentences = totals.sentences,
        .silent = totals.silent_sentences,
        .sources = totals.sources,
        .foreign_events = count_of(store, "SELECT count(*) FROM event_origin"),
        .text_events = count_of(store, "SELECT (SELECT count(*) FROM event)-(SELECT count(*) FROM event_origin)"),
        .records = count_of(store, "SELECT count(*) FROM record"),
        .files = count_of(store, "SELECT count(*) FROM dataset_file"),
        .actors = count_of(store, "SELECT count(*) FROM actor"),
        .sums = count_of(store, "SELECT count(*) FROM series"),
        .superseded = mark.superseded,
        .span = span};
    return TOC_OK;
}
