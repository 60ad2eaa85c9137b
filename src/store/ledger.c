/*
 * Method: before a file is opened for work the 100 bytes of its SQLite header
 * are read, which touches nothing and makes no file beside it. Only an absent
 * or empty file becomes a new ledger, and only one with our application_id is
 * opened. The schema is written in one transaction before the switch to the
 * WAL journal, so that the main file carries our mark from its first byte.
 * Reading falls back to immutable=1 when the journal's files cannot be made
 * (read-only media); such a reader sees the ledger as of the last checkpoint.
 */
#include "store/ledger.h"

#include "base/file.h"
#include "base/mem.h"

#include <stdint.h>
#include <stdio.h>
#include <errno.h>
#include <string.h>

/* An event's document and sentence may be elsewhere: events come from other ledgers, too (event_origin tells). */
#define EVENT_COLUMNS                                                                                                  \
    "(id TEXT NOT NULL UNIQUE, date TEXT NOT NULL, source TEXT, source_text TEXT, target TEXT,"                        \
    " target_text TEXT, signal_to TEXT, event TEXT NOT NULL, mode TEXT, context TEXT, cameo TEXT,"                     \
    " quad INTEGER NOT NULL, goldstein REAL NOT NULL, modality TEXT NOT NULL, speaker TEXT, speaker_text TEXT,"        \
    " confidence REAL NOT NULL, reports INTEGER NOT NULL, document TEXT,"                                              \
    " sentence TEXT, span_from INTEGER, span_to INTEGER, rule TEXT, dataset TEXT,"                                     \
    " file TEXT, row INTEGER, learnt TEXT, superseded_by TEXT REFERENCES event(id),"                                   \
    " source_root TEXT, target_root TEXT, signal_root TEXT, date_precision TEXT, place_country TEXT,"                  \
    " place_adm1 TEXT, place_text TEXT) STRICT;"
#define EVENT_INDEXES                                                                                                  \
    "CREATE INDEX event_source ON event(source_root, date);"                                                           \
    "CREATE INDEX event_target ON event(target_root, date) WHERE target_root IS NOT NULL;"                             \
    "CREATE INDEX event_signal ON event(signal_root, date) WHERE signal_root IS NOT NULL;"                             \
    "CREATE INDEX event_document ON event(document) WHERE document IS NOT NULL;"                                       \
    "CREATE INDEX event_date ON event(date, learnt);"                                                                  \
    "CREATE INDEX event_superseded ON event(superseded_by) WHERE superseded_by IS NOT NULL;"

static const char SCHEMA[] =
    "CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE document(id TEXT PRIMARY KEY, external_id TEXT, date TEXT, learnt TEXT, source TEXT, url TEXT,"
    " title TEXT, file TEXT, line INTEGER NOT NULL, bytes INTEGER NOT NULL, sentences INTEGER NOT NULL,"
    " silent INTEGER NOT NULL, sketch BLOB) STRICT, WITHOUT ROWID;"
    "CREATE INDEX document_date ON document(date);"
    "CREATE INDEX document_unmarked ON document(id) WHERE sketch IS NULL;"
    "CREATE TABLE sentence(id TEXT NOT NULL UNIQUE, document TEXT NOT NULL REFERENCES document(id),"
    " number INTEGER NOT NULL, paragraph INTEGER NOT NULL, text TEXT NOT NULL, UNIQUE(document, number)) STRICT;"
    "CREATE TABLE event" EVENT_COLUMNS EVENT_INDEXES
    "CREATE TABLE correction(sentence TEXT PRIMARY KEY REFERENCES sentence(id), document TEXT NOT NULL"
    " REFERENCES document(id), learnt TEXT) STRICT, WITHOUT ROWID;"
    "CREATE TABLE figure(id TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT, WITHOUT ROWID;"
    "INSERT INTO meta VALUES('schema','4'),('about','tocsin ledger, see doc/ledger.md of tocsin');";

/* Rows of datasets: since schema 4. Numbers of record point to rows of the tables above it; they are not declared as
 * references, since asking for each would cost more than writing the row. */
static const char DATASETS[] =
    "CREATE TABLE dataset_file(id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, dataset TEXT NOT NULL, version TEXT,"
    " format TEXT NOT NULL, name TEXT NOT NULL, member TEXT NOT NULL, hash TEXT NOT NULL, bytes INTEGER NOT NULL,"
    " rows INTEGER NOT NULL, events INTEGER NOT NULL, rejects INTEGER NOT NULL, unmapped INTEGER NOT NULL,"
    " first TEXT, last TEXT, first_record INTEGER NOT NULL, UNIQUE(hash, member)) STRICT;"
    "CREATE TABLE actor(id INTEGER PRIMARY KEY, code TEXT NOT NULL, text TEXT NOT NULL, root TEXT NOT NULL,"
    " UNIQUE(code, text)) STRICT;"
    "CREATE TABLE act(id INTEGER PRIMARY KEY, event TEXT NOT NULL, mode TEXT NOT NULL, context TEXT NOT NULL,"
    " cameo TEXT NOT NULL, quad INTEGER NOT NULL, goldstein REAL NOT NULL, modality TEXT NOT NULL, precision TEXT NOT"
    " NULL, confidence REAL NOT NULL, rule TEXT NOT NULL, UNIQUE(event, mode, context, cameo, quad, goldstein,"
    " modality, precision, confidence, rule)) STRICT;"
    "CREATE TABLE place(id INTEGER PRIMARY KEY, country TEXT NOT NULL, adm1 TEXT NOT NULL, text TEXT NOT NULL,"
    " UNIQUE(country, adm1, text)) STRICT;"
    "CREATE TABLE record(id INTEGER PRIMARY KEY, file INTEGER NOT NULL REFERENCES dataset_file(id), row INTEGER NOT"
    " NULL, day INTEGER NOT NULL, learnt INTEGER NOT NULL, source INTEGER NOT NULL, target INTEGER NOT NULL,"
    " act INTEGER NOT NULL, place INTEGER NOT NULL, reports INTEGER NOT NULL, external INTEGER) STRICT;"
    "CREATE TABLE mention(external INTEGER NOT NULL, day INTEGER NOT NULL, file INTEGER NOT NULL REFERENCES"
    " dataset_file(id), reports INTEGER NOT NULL, PRIMARY KEY(external, day, file)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE event_origin(event TEXT PRIMARY KEY REFERENCES event(id), file INTEGER NOT NULL REFERENCES"
    " dataset_file(id), row INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE series(id INTEGER PRIMARY KEY, file INTEGER NOT NULL REFERENCES dataset_file(id), row INTEGER NOT "
    "NULL,"
    " day INTEGER NOT NULL, days INTEGER NOT NULL, source TEXT NOT NULL, target TEXT NOT NULL, value REAL NOT NULL) "
    "STRICT;"
    "CREATE TABLE record_superseded(record INTEGER PRIMARY KEY REFERENCES record(id), by INTEGER NOT NULL REFERENCES"
    " record(id)) STRICT;"
    "CREATE VIEW dataset_event AS SELECT r.id AS record,date(r.day*86400,'unixepoch') AS date,"
    "date(r.learnt*86400,'unixepoch') AS learnt,s.code AS source,s.text AS source_text,t.code AS target,"
    "t.text AS "
    "target_text,a.event,a.mode,a.context,a.cameo,a.quad,a.goldstein,a.modality,a.confidence,max(r.reports,coalesce(("
    "SELECT sum(m.reports) FROM mention m WHERE m.external="
    "r.external),0)) AS reports,"
    "p.country AS place_country,p.adm1 AS place_adm1,p.text AS place_text,f.dataset,f.name AS "
    "file,f.member,r.row" LEDGER_RECORD_TABLES ";"
    "INSERT INTO meta VALUES('ledger',lower(hex(randomblob(16))));"
    "UPDATE meta SET value='4' WHERE key='schema';"
    "PRAGMA user_version=4;";

/* From schema 1, which had neither precision nor place, to 2. A new ledger has the columns in the same order. */
static const char TO_2[] = "ALTER TABLE event ADD COLUMN date_precision TEXT;"
                           "ALTER TABLE event ADD COLUMN place_country TEXT;"
                           "ALTER TABLE event ADD COLUMN place_adm1 TEXT;"
                           "ALTER TABLE event ADD COLUMN place_text TEXT;";

/* From schema 2, which had neither sketches nor corrections, to 3. */
static const char TO_3[] = "ALTER TABLE document ADD COLUMN sketch BLOB;"
                           "CREATE INDEX document_date ON document(date);"
                           "CREATE INDEX document_unmarked ON document(id) WHERE sketch IS NULL;"
                           "CREATE TABLE correction(sentence TEXT PRIMARY KEY REFERENCES sentence(id), document TEXT"
                           " NOT NULL REFERENCES document(id), learnt TEXT) STRICT, WITHOUT ROWID;"
                           "UPDATE meta SET value='3' WHERE key='schema';"
                           "PRAGMA user_version=3;";

/* From schema 3: event's references to document and sentence go. */
static const char TO_4[] =
    "CREATE TABLE event_new" EVENT_COLUMNS "INSERT INTO event_new SELECT * FROM event ORDER BY rowid;"
    "DROP TABLE event; ALTER TABLE event_new RENAME TO event;" EVENT_INDEXES;

/* An older ledger that may only be read is seen through views of this connection, which give what it lacks as empty;
 * SQLite finds a temporary name before one of the file. */
static const char BRIDGE_2[] = "CREATE TEMP VIEW event AS SELECT rowid AS rowid,*,NULL AS date_precision,"
                               "NULL AS place_country,NULL AS place_adm1,NULL AS place_text FROM main.event;";
static const char BRIDGE_3[] = "CREATE TEMP VIEW document AS SELECT *,NULL AS sketch FROM main.document;"
                               "CREATE TEMP VIEW correction AS SELECT NULL AS sentence,NULL AS document,NULL AS learnt"
                               " WHERE 0;";

static const char BRIDGE_4[] =
    "CREATE TEMP VIEW dataset_file AS SELECT NULL AS id,NULL AS key,NULL AS dataset,NULL AS"
    " version,NULL AS format,NULL AS name,NULL AS member,NULL AS hash,NULL AS bytes,NULL AS"
    " rows,NULL AS events,NULL AS rejects,NULL AS unmapped,NULL AS first,NULL AS last,NULL AS first_record WHERE 0;"
    "CREATE TEMP VIEW actor AS SELECT NULL AS id,NULL AS code,NULL AS text,NULL AS root WHERE"
    " 0;"
    "CREATE TEMP VIEW act AS SELECT NULL AS id,NULL AS event,NULL AS mode,NULL AS context,NULL"
    " AS cameo,NULL AS quad,NULL AS goldstein,NULL AS modality,NULL AS precision,NULL AS"
    " confidence,NULL AS rule WHERE 0;"
    "CREATE TEMP VIEW place AS SELECT NULL AS id,NULL AS country,NULL AS adm1,NULL AS text"
    " WHERE 0;"
    "CREATE TEMP VIEW record AS SELECT NULL AS id,NULL AS file,NULL AS row,NULL AS day,NULL AS"
    " learnt,NULL AS source,NULL AS target,NULL AS act,NULL AS place,NULL AS reports,NULL AS external WHERE 0;"
    "CREATE TEMP VIEW mention AS SELECT NULL AS external,NULL AS day,NULL AS file,NULL AS reports"
    " WHERE 0;"
    "CREATE TEMP VIEW record_superseded AS SELECT NULL AS record,NULL AS by WHERE 0;"
    "CREATE TEMP VIEW event_origin AS SELECT NULL AS event,NULL AS file,NULL AS row WHERE 0;"
    "CREATE TEMP VIEW series AS SELECT NULL AS id,NULL AS file,NULL AS row,NULL AS day,NULL AS"
    " days,NULL AS source,NULL AS target,NULL AS value WHERE 0;";

#define RECORD_VALUES "(NULL,?,?,?,?,?,?,?,?,?,?)"
#define RECORD_VALUES_4 RECORD_VALUES "," RECORD_VALUES "," RECORD_VALUES "," RECORD_VALUES
#define RECORD_VALUES_16 RECORD_VALUES_4 "," RECORD_VALUES_4 "," RECORD_VALUES_4 "," RECORD_VALUES_4
#define RECORD_VALUES_64 RECORD_VALUES_16 "," RECORD_VALUES_16 "," RECORD_VALUES_16 "," RECORD_VALUES_16

static const char *const SQL[SQL_COUNT] = {
    [SQL_BEGIN] = "BEGIN IMMEDIATE",
    [SQL_COMMIT] = "COMMIT",
    [SQL_ROLLBACK] = "ROLLBACK",
    [SQL_HAS_DOCUMENT] = "SELECT 1 FROM document WHERE id=?1",
    [SQL_ADD_DOCUMENT] = "INSERT INTO document(id,external_id,date,learnt,source,url,title,file,line,bytes,sentences,"
                         "silent,sketch) VALUES(?1,?2,?3,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12)",
    [SQL_ADD_SENTENCE] = "INSERT INTO sentence(id,document,number,paragraph,text) VALUES(?1,?2,?3,?4,?5)",
    [SQL_ADD_EVENT] = "INSERT INTO event VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,"
                      "?20,?21,?22,?23,?24,?25,?26,?27,NULL,?28,?29,?30,?31,?32,?33,?34) ON CONFLICT(id) DO NOTHING",
    [SQL_SUPERSEDE] = "UPDATE event SET superseded_by=?2 WHERE id=?1 AND superseded_by IS NULL",
    [SQL_PUT_FIGURE] = "INSERT INTO figure VALUES(?1,?2) ON CONFLICT(id) DO NOTHING",
    [SQL_GET_FIGURE] = "SELECT json FROM figure WHERE id=?1",
    [SQL_GET_EVENT] = "SELECT " LEDGER_EVENT_COLUMNS ",e.superseded_by FROM event e WHERE e.id=?1",
    [SQL_GET_SENTENCE] = "SELECT id,document,number,paragraph,text FROM sentence WHERE id=?1",
    [SQL_GET_DOCUMENT] = "SELECT " LEDGER_DOCUMENT_COLUMNS " FROM document WHERE id=?1",
    [SQL_DOCUMENT_SENTENCES] =
        "SELECT id,document,number,paragraph,text FROM sentence WHERE document=?1 ORDER BY number",
    [SQL_EVENTS_OF_DOCUMENT] = "SELECT " LEDGER_EVENT_COLUMNS " FROM event e LEFT JOIN sentence s ON s.id=e.sentence"
                               " WHERE e.document=?1 ORDER BY s.number,e.span_from,e.span_to,e.id",
    [SQL_EVENTS_OF_SENTENCE] = "SELECT " LEDGER_EVENT_COLUMNS " FROM event e WHERE e.sentence=?1 AND"
                               " e.document=(SELECT document FROM sentence WHERE id=?1)"
                               " ORDER BY e.span_from,e.span_to,e.id",
    [SQL_TOTALS_DOCUMENTS] =
        "SELECT count(*),coalesce(sum(sentences),0),coalesce(sum(silent),0),count(DISTINCT source),min(date),max(date)"
        " FROM document WHERE ?1 IS NULL OR date<=?1",
    /* events in force: all that are known, less those corrected by an event that is known */
    [SQL_TOTALS_EVENTS] =
        "SELECT (SELECT count(*) FROM event WHERE ?1 IS NULL OR (learnt<=?1 AND (date<=?1 OR date>learnt)))"
        "-(SELECT count(*) FROM event o JOIN event n ON n.id=o.superseded_by WHERE o.superseded_by IS NOT NULL AND"
        " (?1 IS NULL OR ((o.date<=?1 OR o.date>o.learnt) AND o.learnt<=?1 AND n.learnt<=?1)))"
        "+(SELECT count(*) FROM record WHERE ?2 IS NULL OR (learnt<=?2 AND (day<=?2 OR day>learnt)))"
        "-(SELECT count(*) FROM record_superseded x JOIN record o ON o.id=x.record JOIN record n ON n.id=x.by WHERE"
        " ?2 IS NULL OR ((o.day<=?2 OR o.day>o.learnt) AND o.learnt<=?2 AND n.learnt<=?2))",
    [SQL_ADD_CORRECTION] = "INSERT INTO correction VALUES(?1,?2,?3) ON CONFLICT(sentence) DO NOTHING",
    [SQL_EACH_CORRECTION] = "SELECT s.id,s.document,s.number,s.paragraph,s.text,c.learnt FROM correction c JOIN"
                            " sentence s ON s.id=c.sentence WHERE ?1 IS NULL OR c.learnt<=?1 ORDER BY c.learnt,s.id",
    [SQL_EACH_DOCUMENT] = "SELECT " LEDGER_DOCUMENT_COLUMNS " FROM document WHERE date BETWEEN ?1 AND ?2 ORDER BY"
                          " date,id",
    [SQL_GET_SKETCH] = "SELECT sketch FROM document WHERE id=?1",
    [SQL_UNMARKED] = "SELECT id FROM document WHERE sketch IS NULL ORDER BY id LIMIT ?1",
    [SQL_MARK_DOCUMENT] = "UPDATE document SET sketch=?2 WHERE id=?1",
    [SQL_HAS_FILE] = "SELECT 1 FROM dataset_file WHERE hash=?1 LIMIT 1",
    [SQL_HAS_FILE_KEY] = "SELECT 1 FROM dataset_file WHERE key=?1",
    [SQL_ADD_FILE] = "INSERT INTO dataset_file VALUES(NULL,?1,?2,?3,?4,?5,?6,?7,?8,0,0,0,0,NULL,NULL,"
                     "1+coalesce((SELECT max(id) FROM record),0))",
    [SQL_END_FILE] = "UPDATE dataset_file SET rows=?2,events=?3,rejects=?4,unmapped=?5,first=?6,last=?7 WHERE id=?1",
    [SQL_EACH_FILE] = "SELECT dataset,version,format,name,member,hash,bytes,rows,events,rejects,unmapped,first,last"
                      " FROM dataset_file ORDER BY id",
    [SQL_ADD_RECORD] = "INSERT INTO record VALUES" RECORD_VALUES,
    [SQL_ADD_RECORDS] = "INSERT INTO record VALUES" RECORD_VALUES_64, /* RECORDS_TOGETHER */
    [SQL_ADD_MENTION] = "INSERT INTO mention VALUES(?1,?2,?3,1) ON CONFLICT DO UPDATE SET reports=reports+1",
    [SQL_ADD_ORIGIN] = "INSERT INTO event_origin VALUES(?1,?2,?3) ON CONFLICT DO NOTHING",
    [SQL_ADD_SUM] = "INSERT INTO series VALUES(NULL,?1,?2,?3,?4,?5,?6,?7)",
    [SQL_GET_RECORD] = "SELECT " LEDGER_RECORD_COLUMNS LEDGER_RECORD_TABLES " WHERE r.id=?1",
    [SQL_SUPERSEDE_RECORD] = "INSERT INTO record_superseded VALUES(?1,?2) ON CONFLICT(record) DO NOTHING",
    /* rows of a file lie together in ascending order */
    [SQL_FILE_RECORDS] = "SELECT first_record,events FROM dataset_file WHERE key=?1",
    [SQL_RECORD_ROW] = "SELECT row FROM record WHERE id=?1",
    [SQL_RECORD_BY] = "SELECT f.key,r.row FROM record_superseded x JOIN record r ON r.id=x.by JOIN dataset_file f ON"
                      " f.id=r.file WHERE x.record=?1",
    [SQL_PUT_ACTOR] = "INSERT INTO actor(code,text,root) VALUES(?1,?2,?3) ON CONFLICT DO NOTHING",
    [SQL_PUT_ACT] = "INSERT INTO act(event,mode,context,cameo,quad,goldstein,modality,precision,confidence,rule)"
                    " VALUES(?1,?2,?3,?4,CAST(?5 AS INTEGER),CAST(?6 AS REAL),?7,?8,CAST(?9 AS REAL),?10)"
                    " ON CONFLICT DO NOTHING",
    [SQL_PUT_PLACE] = "INSERT INTO place(country,adm1,text) VALUES(?1,?2,?3) ON CONFLICT DO NOTHING",
    [SQL_GET_ACTOR] = "SELECT id FROM actor WHERE code=?1 AND text=?2 AND root=?3",
    [SQL_GET_ACT] = "SELECT id FROM act WHERE event=?1 AND mode=?2 AND context=?3 AND cameo=?4 AND quad=CAST(?5 AS"
                    " INTEGER) AND goldstein=CAST(?6 AS REAL) AND modality=?7 AND precision=?8 AND confidence=CAST(?9"
                    " AS REAL) AND rule=?10",
    [SQL_GET_PLACE] = "SELECT id FROM place WHERE country=?1 AND adm1=?2 AND text=?3",
};

enum { LEDGER_HEAD = 100 }; /* bytes of SQLite's file header */

/* Errors. */

/* What the system said, where SQLite's own words leave it out; 0: nothing. db NULL: the last call was of its vfs alone.
 */
static int system_error(sqlite3 *db, int sqlite_rc) {
    sqlite3_vfs *vfs = sqlite3_vfs_find(NULL);
    int base = sqlite_rc & 0xff;
    if ((base != SQLITE_IOERR && base != SQLITE_CANTOPEN) || sqlite_rc == SQLITE_IOERR_SHORT_READ ||
        sqlite_rc == SQLITE_IOERR_NOMEM) {
        return 0;
    }
    return db != NULL ? sqlite3_system_errno(db) : vfs->xGetLastError(vfs, 0, NULL);
}

static const char *advice(int sqlite_rc, int reason) {
    if (reason == ENOSPC) {
        return "; make room on the disk and run the command again";
    }
    switch (sqlite_rc & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return "; another process is writing, try again when it is done";
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
        return "; check the permissions of the file and its folder and the room on the disk, or choose another ledger";
    case SQLITE_FULL:
        return "; make room on the disk and run the command again";
    case SQLITE_CORRUPT:
        return "; the file is damaged or its disk cannot be read: take it from a backup, or ingest anew";
    default:
        return "";
    }
}

static toc_rc rc_of(int sqlite_rc) {
    switch (sqlite_rc & 0xff) {
    case SQLITE_NOMEM:
        return TOC_ENOMEM;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return TOC_EBUSY;
    case SQLITE_NOTADB:
        return TOC_EFOREIGN;
    case SQLITE_CORRUPT:
    case SQLITE_CONSTRAINT:
        return TOC_EFORMAT;
    case SQLITE_TOOBIG:
        return TOC_ELIMIT;
    default:
        return TOC_EIO;
    }
}

static toc_rc fail(const toc_store *store, sqlite3 *db, int sqlite_rc, const char *doing, const char *why,
                   toc_err *err) {
    int reason = system_error(db, sqlite_rc);
    return toc_err_set(err, rc_of(sqlite_rc), "cannot %s ledger \"%s\": %s%s%s%s%s", doing, store->path,
                       sqlite_rc == SQLITE_NOMEM ? "no memory" : why, reason != 0 ? " (" : "",
                       reason != 0 ? strerror(reason) : "", reason != 0 ? ")" : "", advice(sqlite_rc, reason));
}

toc_rc ledger_fail(toc_store *store, int sqlite_rc, const char *doing, toc_err *err) {
    store->batch_failed = store->in_batch;
    return fail(store, store->db, sqlite_rc, doing, sqlite3_errmsg(store->db), err);
}

/* Statements. */

toc_rc ledger_statement(toc_store *store, ledger_sql which, sqlite3_stmt **out, toc_err *err) {
    if (store->statements[which] == NULL) {
        int rc =
            sqlite3_prepare_v3(store->db, SQL[which], -1, SQLITE_PREPARE_PERSISTENT, &store->statements[which], NULL);
        if (rc != SQLITE_OK) {
            return ledger_fail(store, rc, "ask", err);
        }
    }
    *out = store->statements[which];
    return TOC_OK;
}

void ledger_done(sqlite3_stmt *statement) {
    if (statement == NULL) { /* it was never made: sqlite3_clear_bindings would read through it */
        return;
    }
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
}

static toc_rc run(toc_store *store, ledger_sql which, const char *doing, toc_err *err) {
    sqlite3_stmt *statement = NULL;
    toc_rc rc = ledger_statement(store, which, &statement, err);
    if (rc != TOC_OK) {
        return rc;
    }
    int step = sqlite3_step(statement);
    rc = step == SQLITE_DONE ? TOC_OK : ledger_fail(store, step, doing, err);
    ledger_done(statement);
    return rc;
}

static toc_rc execute(toc_store *store, const char *sql, const char *doing, toc_err *err) {
    int rc = sqlite3_exec(store->db, sql, NULL, NULL, NULL);
    return rc == SQLITE_OK ? TOC_OK : ledger_fail(store, rc, doing, err);
}

/* One whole number from a query without parameters. */
static int ask_number(sqlite3 *db, const char *sql, int64_t *out) {
    sqlite3_stmt *statement;
    int rc = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
    if (rc == SQLITE_OK) {
        rc = sqlite3_step(statement);
        if (rc == SQLITE_ROW) {
            *out = sqlite3_column_int64(statement, 0);
            rc = SQLITE_OK;
        } else if (rc == SQLITE_DONE) {
            rc = SQLITE_ERROR;
        }
    }
    sqlite3_finalize(statement);
    return rc;
}

/* Opening. */

/* path as a URI, so that options can be given and no name has a special meaning. */
static bool add_uri(toc_buf *buf, const char *path, const char *options) {
    toc_buf_add_cstr(buf, path[0] == '/' ? "file://" : "file:./");
    for (const char *c = path; *c != '\0'; c++) {
        bool plain = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9') ||
                     strchr("/._-", *c) != NULL;
        if (plain) {
            toc_buf_add_char(buf, *c);
        } else {
            toc_buf_printf(buf, "%%%02X", (unsigned)(unsigned char)*c);
        }
    }
    toc_buf_add_cstr(buf, options);
    return !buf->failed;
}

static toc_rc connect_db(toc_store *store, const char *path, const char *options, int flags, toc_err *err) {
    toc_buf uri;
    toc_buf_init(&uri, 1 << 16);
    if (!add_uri(&uri, path, options)) {
        toc_buf_fini(&uri);
        return toc_err_set(err, TOC_ELIMIT, "cannot open ledger \"%s\": its name is too long", store->path);
    }
    int rc = sqlite3_open_v2(uri.ptr, &store->db, flags | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);
    toc_buf_fini(&uri);
    if (rc == SQLITE_OK) {
        rc = sqlite3_extended_result_codes(store->db, 1);
    }
    if (rc == SQLITE_OK) {
        rc = sqlite3_busy_timeout(store->db, LEDGER_BUSY_MS);
    }
    return rc == SQLITE_OK ? TOC_OK : ledger_fail(store, rc, "open", err);
}

static void disconnect(toc_store *store) {
    ledger_memos_fini(store);
    for (int i = 0; i < SQL_COUNT; i++) {
        sqlite3_finalize(store->statements[i]);
        store->statements[i] = NULL;
    }
    sqlite3_close(store->db);
    store->db = NULL;
}

static toc_rc judge_mark(const toc_store *store, int64_t application, int64_t version, toc_err *err) {
    if (application != LEDGER_APPLICATION_ID) {
        return toc_err_set(err, TOC_EFOREIGN,
                           "\"%s\" is a SQLite file of another programme, not a tocsin ledger; it was left as it is, "
                           "name another file with --ledger",
                           store->path);
    }
    if (version > LEDGER_SCHEMA) {
        return toc_err_set(err, TOC_EFOREIGN,
                           "ledger \"%s\" was written by a newer tocsin (schema %lld, this one knows %d); it was left "
                           "as it is, install the newer tocsin",
                           store->path, (long long)version, LEDGER_SCHEMA);
    }
    return TOC_OK;
}

/* The first bytes of the main file, by SQLite's own door to the system (an open and close beside it would drop its
 * locks). */
static toc_rc read_head(toc_store *store, const char *path, unsigned char *head, size_t *len, toc_err *err) {
    sqlite3_vfs *vfs = sqlite3_vfs_find(NULL);
    size_t room = (size_t)vfs->szOsFile, name_room = (size_t)vfs->mxPathname + 1;
    char *memory = toc_mem_calloc(1, room + name_room);
    if (memory == NULL) {
        return toc_err_set(err, TOC_ENOMEM, "no memory for ledger \"%s\"", store->path);
    }
    sqlite3_file *file = (sqlite3_file *)(void *)memory;
    int rc = vfs->xFullPathname(vfs, path, (int)name_room, memory + room);
    const char *name = sqlite3_create_filename(memory + room, "", "", 0, NULL);
    if ((rc & 0xff) == SQLITE_OK) {
        rc =
            name == NULL ? SQLITE_NOMEM : vfs->xOpen(vfs, name, file, SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB, NULL);
    }
    /* what a short read lacks is zeroed; the size of a file of one byte is given as none, so it is not asked for */
    *len = LEDGER_HEAD;
    while (rc == SQLITE_OK && *len > 0 &&
           (rc = file->pMethods->xRead(file, head, (int)*len, 0)) == SQLITE_IOERR_SHORT_READ) {
        rc = SQLITE_OK;
        --*len;
    }
    if (rc == SQLITE_OK && *len < LEDGER_HEAD && /* another process may have made it while we looked */
        file->pMethods->xRead(file, head, LEDGER_HEAD, 0) == SQLITE_OK) {
        *len = LEDGER_HEAD;
    }
    if (file->pMethods != NULL) {
        file->pMethods->xClose(file);
    }
    sqlite3_free_filename((char *)(uintptr_t)name);
    toc_mem_free(memory);
    return rc == SQLITE_OK ? TOC_OK : fail(store, NULL, rc, "read", sqlite3_errstr(rc), err);
}

static int64_t big_endian(const unsigned char *bytes) {
    return (int64_t)bytes[0] << 24 | (int64_t)bytes[1] << 16 | (int64_t)bytes[2] << 8 | (int64_t)bytes[3];
}

/* Look at the head of the main file alone and touch nothing. *fresh: it holds no byte yet. */
static toc_rc probe(toc_store *store, const char *path, bool *fresh, toc_err *err) {
    unsigned char head[LEDGER_HEAD] = {0};
    size_t len = 0;
    toc_rc rc = read_head(store, path, head, &len, err);
    if (rc != TOC_OK) {
        return rc;
    }
    *fresh = len == 0;
    if (len == 0) {
        return TOC_OK;
    }
    if (len < LEDGER_HEAD || memcmp(head, "SQLite format 3", 16) != 0) {
        return toc_err_set(
            err, TOC_EFOREIGN,
            "\"%s\" is not a tocsin ledger, nor any SQLite file; it was left as it is, name another file "
            "with --ledger",
            store->path);
    }
    return judge_mark(store, big_endian(head + 68), big_endian(head + 60), err); /* sqlite.org/fileformat2.html, 1.3 */
}

/* Write the schema, unless another process did so since we looked. */
static toc_rc make_schema(toc_store *store, toc_err *err) {
    char mark[96];
    int64_t pages = 0;
    toc_rc rc = execute(store, "BEGIN IMMEDIATE", "make", err);
    if (rc != TOC_OK) {
        return rc;
    }
    int step = ask_number(store->db, "SELECT count(*) FROM sqlite_schema", &pages);
    if (step != SQLITE_OK) {
        rc = ledger_fail(store, step, "make", err);
    } else if (pages == 0) {
        snprintf(mark, sizeof mark, "PRAGMA application_id=%d; PRAGMA user_version=%d;", LEDGER_APPLICATION_ID,
                 LEDGER_SCHEMA);
        rc = execute(store, mark, "make", err);
        rc = rc == TOC_OK ? execute(store, SCHEMA, "make", err) : rc;
        rc = rc == TOC_OK ? execute(store, DATASETS, "make", err) : rc;
    }
    rc = rc == TOC_OK ? execute(store, "COMMIT", "make", err) : rc;
    if (rc != TOC_OK) {
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    }
    return rc;
}

/* Bring an older ledger to our schema, unless another process did so since we looked. */
static toc_rc migrate(toc_store *store, toc_err *err) {
    int64_t version = 0;
    toc_rc rc = execute(store, "BEGIN IMMEDIATE", "bring up to date", err);
    if (rc != TOC_OK) {
        return rc;
    }
    int step = ask_number(store->db, "PRAGMA user_version", &version);
    if (step != SQLITE_OK) {
        rc = ledger_fail(store, step, "bring up to date", err);
    }
    if (rc == TOC_OK && version == 1) {
        rc = execute(store, TO_2, "bring up to date", err);
    }
    if (rc == TOC_OK && (version == 1 || version == 2)) {
        rc = execute(store, TO_3, "bring up to date", err);
    }
    if (rc == TOC_OK && version >= 1 && version <= 3) {
        rc = execute(store, TO_4, "bring up to date", err);
        rc = rc == TOC_OK ? execute(store, DATASETS, "bring up to date", err) : rc;
    }
    rc = rc == TOC_OK ? execute(store, "COMMIT", "bring up to date", err) : rc;
    if (rc != TOC_OK) {
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    }
    return rc;
}

/* The switch to WAL asks no busy handler, so two processes that make a ledger at once wait here. */
static toc_rc switch_to_wal(toc_store *store, toc_err *err) {
    int rc = SQLITE_BUSY;
    for (int waited_ms = 0; waited_ms < LEDGER_BUSY_MS; waited_ms += 20) {
        rc = sqlite3_exec(store->db, "PRAGMA journal_mode=WAL", NULL, NULL, NULL);
        if ((rc & 0xff) != SQLITE_BUSY && (rc & 0xff) != SQLITE_LOCKED) {
            break;
        }
        sqlite3_sleep(20);
    }
    return rc == SQLITE_OK ? TOC_OK : ledger_fail(store, rc, "write to", err);
}

static toc_rc open_to_write(toc_store *store, const char *path, toc_err *err) {
    int64_t version = 0;
    toc_rc rc = connect_db(store, path, "", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, err);
    if (rc != TOC_OK) {
        return rc;
    }
    if (sqlite3_db_readonly(store->db, "main") == 1) {
        return toc_err_set(err, TOC_EIO,
                           "cannot write to ledger \"%s\": the file is read-only; change its permissions, or name "
                           "another file with --ledger",
                           store->path);
    }
    int step = ask_number(store->db, "PRAGMA user_version", &version);
    if (step != SQLITE_OK) {
        return ledger_fail(store, step, "write to", err);
    }
    rc = version == 0 ? make_schema(store, err) : TOC_OK;
    rc = rc == TOC_OK ? switch_to_wal(store, err) : rc;
    rc = rc == TOC_OK && version > 0 && version < LEDGER_SCHEMA ? migrate(store, err) : rc;
    /* 32 MiB of pages; a checkpoint every 4,000 pages, so that pages that change often are written less often */
    return rc == TOC_OK ? execute(store,
                                  "PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-32768;"
                                  "PRAGMA wal_autocheckpoint=4000; PRAGMA temp_store=MEMORY",
                                  "write to", err)
                        : rc;
}

static toc_rc open_to_read(toc_store *store, const char *path, toc_err *err) {
    int64_t tables = 0, version = LEDGER_SCHEMA;
    toc_rc rc = connect_db(store, path, "", SQLITE_OPEN_READONLY, err);
    if (rc != TOC_OK) {
        return rc;
    }
    int step = ask_number(store->db, "SELECT count(*) FROM sqlite_schema", &tables);
    if (step == SQLITE_READONLY_ROLLBACK) {
        return toc_err_set(err, TOC_EIO,
                           "ledger \"%s\" was left in the middle of being made; run tocsin ingest to complete it",
                           store->path);
    }
    if ((step & 0xff) == SQLITE_CANTOPEN || (step & 0xff) == SQLITE_READONLY) {
        disconnect(store);
        rc = connect_db(store, path, "?immutable=1", SQLITE_OPEN_READONLY, err);
        if (rc != TOC_OK) {
            return rc;
        }
        step = ask_number(store->db, "SELECT count(*) FROM sqlite_schema", &tables);
    }
    step = step == SQLITE_OK ? ask_number(store->db, "PRAGMA user_version", &version) : step;
    if (step != SQLITE_OK) {
        return ledger_fail(store, step, "read", err);
    }
    rc = version == 1 ? execute(store, BRIDGE_2, "read", err) : TOC_OK;
    rc = rc == TOC_OK && version < 3 ? execute(store, BRIDGE_3, "read", err) : rc;
    rc = rc == TOC_OK && version < 4 ? execute(store, BRIDGE_4, "read", err) : rc;
    if (rc != TOC_OK) {
        return rc;
    }
    return execute(store, "PRAGMA query_only=ON; PRAGMA cache_size=-32768", "read", err);
}

static toc_rc open_path(toc_store *store, const char *path, toc_store_mode mode, toc_err *err) {
    bool fresh = true;
    if (toc_file_is_dir(path)) {
        return toc_err_set(err, TOC_EUSAGE, "cannot open ledger \"%s\": it is a folder; name a file in it",
                           store->path);
    }
    if (toc_file_exists(path)) {
        toc_rc rc = probe(store, path, &fresh, err);
        if (rc != TOC_OK) {
            return rc;
        }
    }
    if (mode == TOC_STORE_WRITE) {
        store->writable = true;
        return open_to_write(store, path, err);
    }
    if (fresh) {
        return toc_err_set(err, TOC_ENOTFOUND,
                           "there is no ledger at \"%s\"; make one with tocsin ingest PATH, or name another file with "
                           "--ledger",
                           store->path);
    }
    return open_to_read(store, path, err);
}

toc_rc toc_store_open(const char *path, toc_store_mode mode, toc_store **out, toc_err *err) {
    if (path == NULL || path[0] == '\0') {
        return toc_err_set(err, TOC_EUSAGE, "the ledger has no name; name a file with --ledger");
    }
    /* without a count of all its memory, SQLite locks less; said once, before its first use */
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    toc_store *store = toc_mem_calloc(1, sizeof *store);
    if (store == NULL) {
        return toc_err_set(err, TOC_ENOMEM, "no memory for the ledger");
    }
    snprintf(store->path, sizeof store->path, "%s", path);
    toc_rc rc = open_path(store, path, mode, err);
    if (rc != TOC_OK) {
        toc_store_close(store);
        return rc;
    }
    *out = store;
    return TOC_OK;
}

void toc_store_close(toc_store *store) {
    if (store == NULL) {
        return;
    }
    toc_store_rollback(store);
    ledger_panel_drop(store);
    disconnect(store);
    toc_mem_free(store);
}

/* Batches. */

toc_rc toc_store_begin(toc_store *store, toc_err *err) {
    if (!store->writable) {
        return toc_err_set(err, TOC_EUSAGE, "ledger \"%s\" was opened to read, not to write", store->path);
    }
    if (store->in_batch) {
        return toc_err_set(err, TOC_EUSAGE, "a batch of ledger \"%s\" is open already", store->path);
    }
    toc_rc rc = run(store, SQL_BEGIN, "write to", err);
    store->in_batch = rc == TOC_OK;
    store->batch_failed = false;
    return rc;
}

toc_rc toc_store_commit(toc_store *store, toc_err *err) {
    if (!store->in_batch) {
        return toc_err_set(err, TOC_EUSAGE, "no batch of ledger \"%s\" is open", store->path);
    }
    toc_rc rc = ledger_records_write(store, err);
    if (rc == TOC_OK && (store->batch_failed || sqlite3_get_autocommit(store->db) != 0)) {
        rc = toc_err_set(err, TOC_EIO, "the batch was not written to ledger \"%s\": one of its writes failed",
                         store->path);
    }
    rc = rc == TOC_OK ? run(store, SQL_COMMIT, "write to", err) : rc;
    if (rc != TOC_OK) {
        toc_store_rollback(store);
    }
    store->in_batch = false;
    return rc;
}

void toc_store_rollback(toc_store *store) {
    if (store->in_batch && sqlite3_get_autocommit(store->db) == 0) {
        run(store, SQL_ROLLBACK, "undo in", NULL);
    }
    store->in_batch = false;
    store->batch_failed = false;
    store->file = 0;
    store->waiting_count = 0;
    ledger_memos_clear(store); /* numbers of rows that are gone */
}
