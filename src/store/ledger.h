/*
 * ledger: what the files of the store share, and nobody else includes.
 *
 * A toc_store is one SQLite connection with its prepared statements, each made
 * at its first use and kept. ledger.c opens and closes; write.c adds; read.c
 * turns rows into nouns and fetches by id; query.c asks over many events; marks.c
 * keeps sketches of documents and correcting sentences.
 */
#ifndef TOC_STORE_LEDGER_H
#define TOC_STORE_LEDGER_H

#include "store/store.h"

#include <sqlite3.h>

#define LEDGER_APPLICATION_ID 0x746F6373 /* "tocs" */
#define LEDGER_SCHEMA 4
#define LEDGER_BUSY_MS 10000

typedef enum ledger_sql {
    SQL_BEGIN,
    SQL_COMMIT,
    SQL_ROLLBACK,
    SQL_HAS_DOCUMENT,
    SQL_ADD_DOCUMENT,
    SQL_ADD_SENTENCE,
    SQL_ADD_EVENT,
    SQL_SUPERSEDE,
    SQL_PUT_FIGURE,
    SQL_GET_FIGURE,
    SQL_GET_EVENT,
    SQL_GET_SENTENCE,
    SQL_GET_DOCUMENT,
    SQL_DOCUMENT_SENTENCES,
    SQL_EVENTS_OF_DOCUMENT,
    SQL_EVENTS_OF_SENTENCE,
    SQL_TOTALS_DOCUMENTS,
    SQL_TOTALS_EVENTS,
    SQL_ADD_CORRECTION,
    SQL_EACH_CORRECTION,
    SQL_EACH_DOCUMENT,
    SQL_GET_SKETCH,
    SQL_UNMARKED,
    SQL_MARK_DOCUMENT,
    SQL_HAS_FILE,
    SQL_HAS_FILE_KEY,
    SQL_ADD_FILE,
    SQL_END_FILE,
    SQL_EACH_FILE,
    SQL_ADD_RECORD,
    SQL_ADD_RECORDS,
    SQL_ADD_ORIGIN,
    SQL_ADD_MENTION,
    SQL_ADD_SUM,
    SQL_GET_RECORD,
    SQL_SUPERSEDE_RECORD,
    SQL_FILE_RECORDS,
    SQL_RECORD_ROW,
    SQL_RECORD_BY,
    SQL_PUT_ACTOR,
    SQL_PUT_ACT,
    SQL_PUT_PLACE,
    SQL_GET_ACTOR,
    SQL_GET_ACT,
    SQL_GET_PLACE,
    SQL_COUNT
} ledger_sql;

/* A table whose rows are kept once each and pointed to by number (intern.c): what was asked lately, by hash. */
typedef struct ledger_memo {
    struct ledger_memo_slot *slots;
    size_t count, capacity;
    toc_arena keys;
} ledger_memo;

typedef enum ledger_kept { KEPT_ACTOR, KEPT_ACT, KEPT_PLACE, KEPT_COUNT } ledger_kept;

/* Records wait until there are so many that one statement adds them together, a third cheaper than one by one. */
enum { RECORD_COLUMNS = 10, RECORDS_TOGETHER = 64 };

struct toc_store {
    sqlite3 *db;
    sqlite3_stmt *statements[SQL_COUNT]; /* NULL until first used */
    bool writable;                       /* opened with TOC_STORE_WRITE */
    bool in_batch;
    bool batch_failed; /* a write of this batch failed: commit will refuse it */
    char path[256];    /* for messages; cut when longer */
    ledger_memo memos[KEPT_COUNT];
    sqlite3_int64 file;                                      /* the open file of a dataset; 0: none */
    sqlite3_int64 last_row;                                  /* of its records */
    sqlite3_int64 waiting[RECORDS_TOGETHER][RECORD_COLUMNS]; /* in the order of the table's columns, without its id */
    int waiting_count;
    struct toc_panel *panel; /* that was opened last, kept for who asks next; NULL: none */
};

/* The columns of an event as ledger_event reads them, of a table called e. */
#define LEDGER_EVENT_COLUMNS                                                                                           \
    "e.id,e.date,e.source,e.source_text,e.target,e.target_text,e.signal_to,e.event,e.mode,e.context,e.cameo,"          \
    "e.quad,e.goldstein,e.modality,e.speaker,e.speaker_text,e.confidence,e.reports,e.document,e.sentence,"             \
    "e.span_from,e.span_to,e.rule,e.dataset,e.file,e.row,e.learnt,e.date_precision,e.place_country,e.place_adm1,"      \
    "e.place_text"
#define LEDGER_EVENT_WIDTH 31 /* how many they are */

/* Fill err from SQLite's state: "cannot <doing> \"<path>\": <why>; <what to do>". Marks an open batch as failed. */
toc_rc ledger_fail(toc_store *store, int sqlite_rc, const char *doing, toc_err *err);

/* The prepared statement, ready to bind. */
toc_rc ledger_statement(toc_store *store, ledger_sql which, sqlite3_stmt **out, toc_err *err);
/* Reset and unbind, so that it holds no lock and no view. NULL is fine. */
void ledger_done(sqlite3_stmt *statement);

/* Empty text and TOC_DAY_NONE are bound as NULL. */
void ledger_bind_text(sqlite3_stmt *statement, int at, toc_str text);
void ledger_bind_id(sqlite3_stmt *statement, int at, const toc_id *id);
void ledger_bind_day(sqlite3_stmt *statement, int at, toc_day day);

/* Views that live until the statement moves on. NULL is "" and TOC_DAY_NONE. */
toc_str ledger_text(sqlite3_stmt *statement, int at);
toc_day ledger_day(sqlite3_stmt *statement, int at);
toc_id ledger_id(sqlite3_stmt *statement, int at);
/* NULL is no sketch; one that is damaged, too: *marked tells. */
toc_sketch ledger_sketch(sqlite3_stmt *statement, int at, bool *marked);
/* room (TOC_SKETCH_BYTES) must live until the statement is done. */
void ledger_bind_sketch(sqlite3_stmt *statement, int at, const toc_sketch *sketch, unsigned char *room);
/* The document in a row of LEDGER_DOCUMENT_COLUMNS; views into the row. */
#define LEDGER_DOCUMENT_COLUMNS "id,external_id,date,source,url,title,file,line,bytes,sketch"
toc_store_document ledger_document(sqlite3_stmt *statement);
toc_store_sentence ledger_sentence(sqlite3_stmt *statement);
/* A batch is open and sound, and the statement of a write ready to bind; then run it, `what` and id for messages. */
toc_rc ledger_write(toc_store *store, ledger_sql which, sqlite3_stmt **out, toc_err *err);
toc_rc ledger_written(toc_store *store, sqlite3_stmt *statement, const char *what, const char *id, toc_err *err);
/* The event in a row of LEDGER_EVENT_COLUMNS; views into the row. False when a member is out of its range (an unknown
 * root or modality, no date, a score off its scale): a damaged row must not be read as another event. */
bool ledger_event(sqlite3_stmt *statement, toc_event *out);
/* The same of LEDGER_RECORD_COLUMNS, of the tables below. */
#define LEDGER_RECORD_COLUMNS                                                                                          \
    "f.key,r.row,r.day,r.learnt,s.code,s.text,t.code,t.text,a.event,a.mode,a.context,a.cameo,a.quad,a.goldstein,"      \
    "a.modality,a.precision,a.confidence,a.rule,max(r.reports,coalesce((SELECT sum(m.reports) FROM mention m WHERE"    \
    " m.external=r.external AND (?3 IS NULL OR m.day<=?3)),0)),p.country,p.adm1,p.text,f.dataset,f.name,f.member"
#define LEDGER_RECORD_TABLES                                                                                           \
    " FROM record r JOIN dataset_file f ON f.id=r.file JOIN act a ON a.id=r.act JOIN actor s ON s.id=r.source"         \
    " JOIN actor t ON t.id=r.target JOIN place p ON p.id=r.place"
bool ledger_record(sqlite3_stmt *statement, toc_arena *arena, toc_event *out);
/* The id of the record of a row of the file of that key; false when it has none. */
bool ledger_record_id(toc_str key, sqlite3_int64 row, toc_id *out);
/* Adds the records that wait. */
toc_rc ledger_records_write(toc_store *store, toc_err *err);
/* The number of the record that has the id; TOC_ENOTFOUND. */
toc_rc ledger_record_find(toc_store *store, toc_str id, sqlite3_int64 *out, toc_err *err);
/* The id of the record that corrects it; empty text: none does. */
toc_rc ledger_record_by(toc_store *store, sqlite3_int64 record, toc_id *out, toc_err *err);
toc_rc ledger_record_supersede(toc_store *store, toc_str old_event, toc_str new_event, toc_err *err);
/* intern.c: the number of the row of a key that was asked lately; 0: not known. */
sqlite3_int64 ledger_kept_number(toc_store *store, ledger_kept what, toc_str key);
/* The number of the row that holds the values, made when there is none. Equal keys mean equal values. */
toc_rc ledger_keep(toc_store *store, ledger_kept what, toc_str key, const toc_str *values, size_t count,
                   sqlite3_int64 *out, toc_err *err);
void ledger_memos_clear(toc_store *store);
void ledger_memos_fini(toc_store *store);

/* panel.c: the panel that is kept, when nobody has it open, is closed. */
void ledger_panel_drop(toc_store *store);

/* TOC_EFORMAT: the row of event is damaged. */
toc_rc ledger_damaged(const toc_store *store, const toc_event *event, toc_err *err);

#endif
