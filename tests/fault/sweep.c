/*
 * memory: every operation run with its first allocation refused, then its
 * second, until it passes.
 *
 *     fault-memory OPERATION FOLDER [libraries]
 *
 * Works in FOLDER, which must be empty. Refuses the allocations of our own
 * rooms (toc_mem_refuse_after), or with "libraries" those of SQLite, jansson
 * and libxml2. From the first refusal on all are refused. Sound is: an error
 * in words, of memory or of a limit; and a ledger that is whole, holds all of
 * the batch or nothing of it, and is completed by running again to just what an
 * undisturbed run makes. A run that passes must give the undisturbed answer.
 * Prints "TRIES SOUND FAILURES" and, on standard error, each failure. Built
 * with the sanitizers by script/fault, so that leaks and wild reads end it.
 */
#define _XOPEN_SOURCE 700
#include "base/mem.h"
#include "op/op_brief.h"
#include "op/op_code.h"
#include "op/op_ingest.h"
#include "op/op_tension.h"
#include "op/op_why.h"

#include <jansson.h>
#include <libxml/parser.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { OUT_BYTES_MAX = 64 << 20, TRIES_MAX = 200000, DOCUMENTS = 5 };

static char folder[200], ledger[256];
static toc_env coder_env; /* the tables, loaded once for what does not measure the loading */

/* ---- what is refused ---- */

static long library_left = -1;
static sqlite3_mem_methods sqlite_usual;

static bool library_refuses(void) {
    if (library_left > 0) {
        library_left--;
        return false;
    }
    return library_left == 0;
}

static void *sqlite_alloc(int size) {
    return library_refuses() ? NULL : sqlite_usual.xMalloc(size);
}

static void *sqlite_grow(void *ptr, int size) {
    return library_refuses() ? NULL : sqlite_usual.xRealloc(ptr, size);
}

static void *plain_alloc(size_t size) {
    return library_refuses() ? NULL : malloc(size);
}

static void *plain_grow(void *ptr, size_t size) {
    return library_refuses() ? NULL : realloc(ptr, size);
}

static char *plain_copy(const char *text) {
    char *copy = plain_alloc(strlen(text) + 1);
    return copy != NULL ? strcpy(copy, text) : NULL;
}

static void watch_libraries(void) {
    sqlite3_config(SQLITE_CONFIG_GETMALLOC, &sqlite_usual);
    sqlite3_mem_methods refusing = sqlite_usual;
    refusing.xMalloc = sqlite_alloc;
    refusing.xRealloc = sqlite_grow;
    sqlite3_config(SQLITE_CONFIG_MALLOC, &refusing);
    json_set_alloc_funcs(plain_alloc, free);
    xmlMemSetup(free, plain_alloc, plain_grow, plain_copy);
    xmlInitParser();
}

static void refuse(bool libraries, long n) {
    if (libraries) {
        library_left = n;
    } else {
        toc_mem_refuse_after(n);
    }
}

/* ---- the world of a try ---- */

static void die(const char *what, const toc_err *err) {
    fprintf(stderr, "fault-memory: %s: %s\n", what, err != NULL ? err->text : "");
    exit(2);
}

static const char *place(const char *name) {
    static char paths[4][300];
    static unsigned next;
    char *path = paths[next++ % 4];
    snprintf(path, sizeof paths[0], "%s/%s", folder, name);
    return path;
}

static void put(const char *name, const char *text) {
    FILE *file = fopen(place(name), "w");
    if (file == NULL || fputs(text, file) < 0 || fclose(file) != 0) {
        die(name, NULL);
    }
}

static void put_news(void) {
    put("news/a.txt",
        "Date: 2023-08-01\nSource: wire\nTitle: Border\n\nPoland accused Belarus of violating its airspace on "
        "Tuesday. Warsaw will send more troops to the border, the defence minister said.\n");
    put("news/b.txt",
        "Date: 2023-08-03\nSource: wire\n\nThe Belarusian defence minister warned that war between Russia and "
        "NATO was possible. He called for dialogue with the alliance.\n");
    put("news/c.html",
        "<!doctype html><html><head><title>Talks</title><meta name=\"date\" content=\"2023-07-12\"></head>"
        "<body><nav><a href=\"/\">home</a></nav><article><p>Russia and the United States held talks in "
        "Geneva on Wednesday, officials in both capitals said after the meeting had ended.</p><p>Lithuania "
        "closed two border crossings with Belarus, its government said in a long statement.</p></article>"
        "</body></html>");
    put("news/d.jsonl",
        "{\"id\":\"1\",\"date\":\"2023-06-02\",\"source\":\"desk\",\"text\":\"Russian troops held joint "
        "exercises with Belarus near the border with Poland.\"}\n"
        "{\"id\":\"2\",\"date\":\"2023-05-02\",\"source\":\"desk\",\"text\":\"Russia threatened to attack "
        "Poland. NATO condemned the threat.\"}\n");
}

static void drop_ledger(void) {
    static const char *const ends[] = {"", "-wal", "-shm", "-journal"};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        char path[280];
        snprintf(path, sizeof path, "%s%s", ledger, ends[i]);
        unlink(path);
    }
}

/* All rows of the ledger as text, and what SQLite's own check says of it. "" when it holds no table. */
static char *ledger_rows(void) {
    static const char ROWS[] =
        "SELECT 'document',d.id,d.date,d.source,d.title,d.bytes,d.sentences,d.silent,'','' FROM document d UNION ALL "
        "SELECT 'sentence',s.id,s.document,s.number,s.paragraph,s.text,'','','','' FROM sentence s UNION ALL "
        "SELECT 'event',e.id,e.date,e.source,e.target,e.cameo,e.modality,e.speaker,e.sentence,e.rule FROM event e "
        "ORDER BY 1,2";
    sqlite3 *db = NULL;
    sqlite3_stmt *statement = NULL;
    toc_buf rows;
    toc_buf_init(&rows, OUT_BYTES_MAX);
    toc_buf_add_cstr(&rows, "");
    if (sqlite3_open_v2(ledger, &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK &&
        sqlite3_prepare_v2(db, "PRAGMA integrity_check", -1, &statement, NULL) == SQLITE_OK) {
        if (sqlite3_step(statement) != SQLITE_ROW ||
            strcmp((const char *)sqlite3_column_text(statement, 0), "ok") != 0) {
            toc_buf_add_cstr(&rows, "not sound\n");
        }
        sqlite3_finalize(statement);
        if (sqlite3_prepare_v2(db, ROWS, -1, &statement, NULL) == SQLITE_OK) {
            while (sqlite3_step(statement) == SQLITE_ROW) {
                for (int i = 0; i < 10; i++) {
                    const unsigned char *cell = sqlite3_column_text(statement, i);
                    toc_buf_printf(&rows, "%s|", cell != NULL ? (const char *)cell : "");
                }
                toc_buf_add_char(&rows, '\n');
            }
            sqlite3_finalize(statement);
        }
    }
    sqlite3_close(db);
    char *text = strdup(rows.ptr != NULL ? rows.ptr : "");
    toc_buf_fini(&rows);
    return text;
}

static long count_lines(const char *text, const char *start) {
    long count = 0;
    for (const char *at = text; at != NULL && *at != '\0'; at = strchr(at, '\n'), at += at != NULL) {
        count += strncmp(at, start, strlen(start)) == 0;
    }
    return count;
}

/* ---- the operations ---- */

typedef toc_rc operation(toc_buf *out, toc_err *err);

static void count_reject(void *ctx, const toc_reject *reject) {
    if (reject->reason == NULL || reject->reason[0] == '\0') {
        die("a reject without a reason", NULL);
    }
    ++*(long *)ctx;
}

/* What the last ingest told; whoever is told of rejects knows what is missing. Not in `out`, which may be refused. */
static long told_documents, told_rejects;

static toc_rc ingest_with(toc_env *env, size_t threads, toc_buf *out, toc_err *err) {
    const char *paths[] = {place("news")};
    toc_ingest_counts counts;
    toc_ingest_options options = {.paths = paths,
                                  .path_count = 1,
                                  .default_date = TOC_DAY_NONE,
                                  .threads = threads,
                                  .reject = count_reject,
                                  .ctx = &told_rejects};
    (void)out;
    told_rejects = 0;
    env->ledger_option = ledger;
    toc_rc rc = toc_op_ingest(env, &options, &counts, err);
    toc_store_close(env->store);
    env->store = NULL;
    told_documents = (long)(counts.documents + counts.known);
    return rc;
}

static toc_rc run_load(toc_buf *out, toc_err *err) {
    toc_env env;
    const toc_coder *coder;
    (void)out;
    toc_env_init(&env, NULL, ledger);
    toc_rc rc = toc_env_coder(&env, &coder, err);
    toc_env_fini(&env);
    return rc;
}

static toc_rc run_ingest(toc_buf *out, toc_err *err) {
    return ingest_with(&coder_env, 1, out, err);
}

static toc_rc run_ingest_threads(toc_buf *out, toc_err *err) {
    return ingest_with(&coder_env, 3, out, err);
}

static toc_rc add_piece(void *ctx, toc_str text, toc_err *err) {
    toc_buf *out = ctx;
    toc_buf_add(out, text);
    return out->failed ? toc_err_set(err, TOC_ENOMEM, "no memory for the output") : TOC_OK;
}

static toc_rc code_as(toc_code_style style, const char *name, toc_buf *out, toc_err *err) {
    toc_code_options options = {
        .path = place(name), .default_date = TOC_DAY_NONE, .style = style, .write = add_piece, .ctx = out};
    toc_code_counts counts;
    return toc_op_code(&coder_env, &options, &counts, err);
}

static toc_rc run_code(toc_buf *out, toc_err *err) {
    toc_rc rc = code_as(TOC_CODE_REASONS, "news/d.jsonl", out, err);
    rc = rc == TOC_OK ? code_as(TOC_CODE_EXPLAIN, "news/b.txt", out, err) : rc;
    return rc == TOC_OK ? code_as(TOC_CODE_EVENTS, "news/c.html", out, err) : rc;
}

static toc_rc brief_as(toc_brief_format format, toc_buf *out, toc_err *err) {
    toc_env env;
    toc_brief_options options = {.side_a = "RUS+BLR", .side_b = "NATO", .asof = 19584, .format = format, .width = 100};
    toc_env_init(&env, NULL, ledger);
    toc_rc rc = toc_op_brief(&env, &options, out, err);
    toc_env_fini(&env);
    return rc;
}

static toc_rc run_brief(toc_buf *out, toc_err *err) {
    return brief_as(TOC_BRIEF_TEXT, out, err);
}

static toc_rc run_brief_html(toc_buf *out, toc_err *err) {
    return brief_as(TOC_BRIEF_HTML, out, err);
}

static toc_rc run_brief_json(toc_buf *out, toc_err *err) {
    return brief_as(TOC_BRIEF_JSON, out, err);
}

static toc_rc run_tension(toc_buf *out, toc_err *err) {
    toc_env env;
    toc_tension_options options = {.side_a = "RUS+BLR",
                                   .side_b = "NATO",
                                   .asof = 19584,
                                   .from = TOC_DAY_NONE,
                                   .to = TOC_DAY_NONE,
                                   .by = TOC_BY_MONTH,
                                   .width = 100};
    toc_env_init(&env, NULL, ledger);
    toc_rc rc = TOC_OK;
    for (int format = TOC_TENSION_TEXT; rc == TOC_OK && format <= TOC_TENSION_SVG; format++) {
        options.format = (toc_tension_format)format;
        rc = toc_op_tension(&env, &options, out, err);
    }
    toc_env_fini(&env);
    return rc;
}

/* An event, its sentence, its document, a figure, a row of the tables. */
static char why_ids[5][32];

static toc_rc run_why(toc_buf *out, toc_err *err) {
    toc_env env;
    toc_env_init(&env, NULL, ledger);
    toc_rc rc = TOC_OK;
    for (size_t i = 0; rc == TOC_OK && i < sizeof why_ids / sizeof why_ids[0]; i++) {
        toc_why_options options = {.id = why_ids[i], .asof = 19584, .width = 100};
        rc = toc_op_why(&env, &options, out, err);
    }
    toc_env_fini(&env);
    return rc;
}

static void find_ids(void) {
    static const char *const asks[] = {"SELECT min(id) FROM event", "SELECT min(id) FROM sentence",
                                       "SELECT min(id) FROM document", "SELECT min(id) FROM figure", "SELECT 'NATO-5'"};
    sqlite3 *db = NULL;
    sqlite3_stmt *statement;
    for (size_t i = 0; i < sizeof asks / sizeof asks[0]; i++) {
        if ((i == 0 && sqlite3_open(ledger, &db) != SQLITE_OK) ||
            sqlite3_prepare_v2(db, asks[i], -1, &statement, NULL) != SQLITE_OK ||
            sqlite3_step(statement) != SQLITE_ROW || sqlite3_column_text(statement, 0) == NULL) {
            die(asks[i], NULL);
        }
        snprintf(why_ids[i], sizeof why_ids[i], "%s", (const char *)sqlite3_column_text(statement, 0));
        sqlite3_finalize(statement);
    }
    sqlite3_close(db);
}

static const struct {
    const char *name;
    operation *run;
    bool writes; /* begins without a ledger, and is judged by the ledger */
} operations[] = {
    {"load", run_load, false},
    {"ingest", run_ingest, true},
    {"ingest-threads", run_ingest_threads, true},
    {"code", run_code, false},
    {"brief", run_brief, false},
    {"brief-html", run_brief_html, false},
    {"brief-json", run_brief_json, false},
    {"tension", run_tension, false},
    {"why", run_why, false},
};

/* ---- the sweep ---- */

static long tries, failures;
static long at; /* how many allocations passed in this try */

static void failed(const char *what, const char *more) {
    failures++;
    fprintf(stderr, "after %ld allocations: %s %s\n", at, what, more);
}

/* After a refused ingest: whole batch or nothing, and a second run completes it. */
static void check_ledger(toc_rc rc, const char *whole) {
    toc_err err = {0};
    toc_buf out;
    char *rows = ledger_rows();
    long there = count_lines(rows, "document|");
    if (strstr(rows, "not sound") != NULL) {
        failed("the ledger is not sound", "");
    }
    if (rc != TOC_OK && there != 0) {
        failed("a part of the batch is in the ledger", rows);
    }
    if (rc == TOC_OK && (there != told_documents || told_documents + told_rejects < DOCUMENTS)) {
        failed("documents are missing, and no reject tells so", "");
    }
    free(rows);
    toc_buf_init(&out, 4096);
    if (ingest_with(&coder_env, 1, &out, &err) != TOC_OK) {
        failed("running again fails:", err.text);
    }
    toc_buf_fini(&out);
    rows = ledger_rows();
    if (strcmp(rows, whole) != 0) {
        failed("running again does not complete it", "");
    }
    free(rows);
}

/* Is the refusal still on? Then the try met it, or came close. */
static bool still_refusing(bool libraries) {
    void *probe = libraries ? NULL : toc_mem_alloc(1);
    bool refusing = libraries ? library_left == 0 : probe == NULL;
    toc_mem_free(probe);
    return refusing;
}

/* True when it passed with the undisturbed answer. */
static bool try_once(size_t which, bool libraries, const char *answer, const char *whole) {
    static const char LOST[] = "ledger is read-only"; /* a brief whose figures could not be stored says so */
    toc_err err = {0};
    toc_buf out;
    if (operations[which].writes) {
        drop_ledger();
    }
    toc_buf_init(&out, OUT_BYTES_MAX);
    long before = failures;
    refuse(libraries, at);
    toc_rc rc = operations[which].run(&out, &err);
    bool refused_in_the_end = still_refusing(libraries);
    refuse(libraries, -1);
    const char *said = out.ptr != NULL ? out.ptr : "";
    bool same = strcmp(said, answer) == 0;
    tries++;
    if (rc != TOC_OK && (err.text[0] == '\0' || err.rc != rc)) {
        failed("no words for the failure", "");
    } else if (rc != TOC_OK && rc != TOC_ENOMEM && rc != TOC_ELIMIT && rc != TOC_EIO &&
               strstr(err.text, "memory") == NULL) {
        failed("another failure than of memory:", err.text);
    } else if (rc == TOC_OK && !same && !operations[which].writes && strstr(said, LOST) == NULL) {
        failed("it passed with another answer", "");
    }
    bool complete = !operations[which].writes || told_rejects == 0;
    if (operations[which].writes) {
        check_ledger(rc, whole);
    }
    toc_buf_fini(&out);
    return rc == TOC_OK && same && complete && before == failures && !refused_in_the_end;
}

static void prepare(size_t which, char **answer, char **whole) {
    const toc_coder *coder;
    toc_err err = {0};
    toc_buf out;
    if (toc_env_coder(&coder_env, &coder, &err) != TOC_OK) {
        die("the tables", &err);
    }
    toc_buf_init(&out, OUT_BYTES_MAX);
    if (ingest_with(&coder_env, 1, &out, &err) != TOC_OK || brief_as(TOC_BRIEF_TEXT, &out, &err) != TOC_OK) {
        die("the undisturbed run", &err);
    }
    *whole = ledger_rows();
    if (count_lines(*whole, "document|") != DOCUMENTS || count_lines(*whole, "event|") < 5) {
        die("the undisturbed run has too little in it", NULL);
    }
    find_ids();
    if (operations[which].writes) {
        drop_ledger();
    }
    toc_buf_clear(&out);
    if (operations[which].run(&out, &err) != TOC_OK) {
        die("the undisturbed operation", &err);
    }
    *answer = strdup(out.ptr != NULL ? out.ptr : "");
    toc_buf_fini(&out);
}

int main(int argc, char **argv) {
    bool libraries = argc == 4 && strcmp(argv[3], "libraries") == 0, passed = false;
    size_t which = 0, count = sizeof operations / sizeof operations[0];
    char *answer = NULL, *whole = NULL;
    while (argc >= 3 && which < count && strcmp(operations[which].name, argv[1]) != 0) {
        which++;
    }
    if (argc < 3 || which == count) {
        fputs("usage: fault-memory OPERATION FOLDER [libraries]\noperations:", stderr);
        for (size_t i = 0; i < count; i++) {
            fprintf(stderr, " %s", operations[i].name);
        }
        fputc('\n', stderr);
        return 2;
    }
    watch_libraries();
    snprintf(folder, sizeof folder, "%s", argv[2]);
    snprintf(ledger, sizeof ledger, "%s/ledger.db", folder);
    toc_env_init(&coder_env, NULL, ledger);
    put_news();
    prepare(which, &answer, &whole);
    /* every one of the first thousand, then each a thousandth further */
    for (at = 0; !passed && tries < TRIES_MAX; at += 1 + at / 1000) {
        passed = try_once(which, libraries, answer, whole);
    }
    if (!passed) {
        failed("it never passed", "");
    }
    toc_env_fini(&coder_env);
    free(answer);
    free(whole);
    printf("%ld %ld %ld\n", tries, tries - failures, failures);
    return failures > 0;
}
