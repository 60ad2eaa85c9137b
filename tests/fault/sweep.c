/*
 * sweep: every operation run with its first allocation, read or write refused,
 * then its second, until it passes.
 *
 *     fault-sweep OPERATION FOLDER KIND
 *
 * Works in FOLDER, which must be empty. KIND: what is refused, see refusal.h. Sound is: an error
 * in words, of what was refused; and a ledger that is whole, holds all of
 * the batch or nothing of it, and is completed by running again to just what an
 * undisturbed run makes; and a written file that is the old or the new one. A run that passes must give the undisturbed
 * answer. Prints "TRIES REFUSED FAILURES", REFUSED being the runs that ended with an error, and, on standard error,
 * each failure. Built with the sanitizers by script/fault, so that leaks and wild reads end it.
 */
#define _XOPEN_SOURCE 700
#include "refusal.h"

#include "base/file.h"
#include "op/op_brief.h"
#include "op/op_code.h"
#include "op/op_forecast.h"
#include "op/op_ingest.h"
#include "op/op_parse.h"
#include "op/op_resolve.h"
#include "op/op_score.h"
#include "op/op_tension.h"
#include "op/op_why.h"

#include <glob.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { OUT_BYTES_MAX = 64 << 20, TRIES_MAX = 200000, DOCUMENTS = 5 };

static char folder[200], ledger[256];
static refusal kind;      /* what is refused */
static toc_env coder_env; /* the tables, loaded once for what does not measure the loading */

/* ---- the world of a try ---- */

static void die(const char *what, const toc_err *err) {
    fprintf(stderr, "fault-sweep: %s: %s\n", what, err != NULL ? err->text : "");
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
    if (mkdir(place("news"), 0777) != 0) {
        die("the folder is not empty", NULL);
    }
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

static void put_conllu(void) {
    put("given.conllu", "# text = War ended\n1\tWar\t_\t_\t_\t_\t_\t_\t_\t_\n2\tended\t_\t_\t_\t_\t_\t_\t_\t_\n\n");
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

/* ---- findings ---- */

static long tries, refusals, failures;
static long at; /* how many were let pass in this try */

static void failed(const char *what, const char *more) {
    failures++;
    fprintf(stderr, "%s %ld: %s %s\n", refusal_name(kind), at, what, more);
}

static bool is_of_files(void) {
    return kind == REFUSE_READS || kind == REFUSE_ROOM || kind == REFUSE_SLIP;
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

static toc_rc code_as(toc_code_style style, size_t threads, const char *name, toc_buf *out, toc_err *err) {
    toc_code_options options = {.path = place(name),
                                .default_date = TOC_DAY_NONE,
                                .style = style,
                                .threads = threads,
                                .write = add_piece,
                                .ctx = out};
    toc_code_counts counts;
    toc_rc rc = toc_op_code(&coder_env, &options, &counts, err);
    told_rejects += (long)counts.rejects;
    return rc;
}

static toc_rc run_code(toc_buf *out, toc_err *err) {
    toc_rc rc = code_as(TOC_CODE_REASONS, 1, "news/d.jsonl", out, err);
    rc = rc == TOC_OK ? code_as(TOC_CODE_EXPLAIN, 1, "news/b.txt", out, err) : rc;
    return rc == TOC_OK ? code_as(TOC_CODE_EVENTS, 1, "news/c.html", out, err) : rc;
}

static toc_rc run_code_threads(toc_buf *out, toc_err *err) {
    return code_as(TOC_CODE_REASONS, 3, "news/d.jsonl", out, err);
}

static toc_rc run_parse(toc_buf *out, toc_err *err) {
    static const char *const files[] = {"news/b.txt", "given.conllu"};
    toc_env env;
    toc_env_init(&env, NULL, ledger);
    toc_rc rc = TOC_OK;
    for (size_t i = 0; rc == TOC_OK && i < sizeof files / sizeof files[0]; i++) {
        toc_parse_counts counts;
        toc_parse_options options = {
            .path = place(files[i]), .conllu = i == 1, .threads = 2, .write = add_piece, .ctx = out};
        rc = toc_op_parse(&env, &options, &counts, err);
    }
    toc_env_fini(&env);
    return rc;
}

/* A file that is replaced holds afterwards the old text or the new one, and nothing else is left in the folder. */
static toc_rc run_write(toc_buf *out, toc_err *err) {
    char text[4] = "";
    char *path = strdup(place("page")), *beside = strdup(place("page.*"));
    glob_t found = {0};
    put("page", "old");
    toc_rc rc = toc_file_write(path, TOC_STR("new"), err);
    FILE *file = fopen(path, "r");
    size_t len = file != NULL ? fread(text, 1, 3, file) : 0;
    if (file != NULL) {
        fclose(file);
    }
    if (len != 3 || strcmp(text, rc == TOC_OK ? "new" : "old") != 0) {
        failed("the file holds neither what it held nor what it should:", text);
    }
    if (glob(beside, 0, NULL, &found) == 0) {
        failed("left behind:", found.gl_pathv[0]);
    }
    globfree(&found);
    free(path);
    free(beside);
    (void)out;
    return rc;
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

/* Lines of the forecast ledger: none, or whole ones, all of one batch or none. */
static void check_record(const char *path, size_t before, size_t batch) {
    FILE *file = fopen(path, "r");
    size_t lines = 0;
    int last = '\n';
    for (int c; file != NULL && (c = fgetc(file)) != EOF; last = c) {
        lines += c == '\n';
    }
    if (file != NULL) {
        fclose(file);
    }
    if (last != '\n' || (lines != before && lines != before + batch)) {
        failed("the forecast ledger holds a part of what was written", path);
    }
}

/* A question recorded, resolved and scored, in a new forecast ledger each time. */
static toc_rc run_forecast(toc_buf *out, toc_err *err) {
    char *record = strdup(place("forecasts")), *head = strdup(place("forecasts.head"));
    unlink(record);
    unlink(head);
    toc_env env;
    toc_env_init(&env, NULL, ledger);
    toc_forecast_options forecast = {.a = "RUS+BLR",
                                     .b = "NATO",
                                     .question = "consultation",
                                     .record = record,
                                     .asof = 19040,
                                     .style = {.width = 100}};
    toc_resolve_options resolve = {.record = record, .asof = 19584, .style = {.width = 100}};
    toc_score_options score = {.record = record, .json = true};
    toc_rc rc = toc_op_forecast(&env, &forecast, out, err);
    check_record(record, 0, 1);
    if (rc == TOC_OK) {
        rc = toc_op_resolve(&env, &resolve, out, err);
        check_record(record, 1, 1);
    }
    rc = rc == TOC_OK ? toc_op_score(&env, &score, out, err) : rc;
    toc_env_fini(&env);
    free(record);
    free(head);
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
    {"code-threads", run_code_threads, false},
    {"parse", run_parse, false},
    {"write", run_write, false},
    {"brief", run_brief, false},
    {"brief-html", run_brief_html, false},
    {"brief-json", run_brief_json, false},
    {"tension", run_tension, false},
    {"why", run_why, false},
    {"forecast", run_forecast, false},
};

/* ---- the sweep ---- */

/* After a refused ingest: whole batch or nothing, and a second run completes it. */
static void check_ledger(toc_rc rc, const char *whole) {
    toc_err err = {0};
    toc_buf out;
    char *rows = ledger_rows();
    long there = count_lines(rows, "document|");
    if (strstr(rows, "not sound") != NULL) {
        failed("the ledger is not sound", "");
    }
    /* a commit that failed behind the last write is there all the same; memory is refused before it */
    if (rc != TOC_OK && there != 0 && !(is_of_files() && there == DOCUMENTS)) {
        failed("a part of the batch is in the ledger", rows);
    }
    long hidden = is_of_files() ? 2 * told_rejects
                                : told_rejects; /* a file that cannot be read is told once; two documents lie in one */
    if (rc == TOC_OK && (there != told_documents || told_documents + hidden < DOCUMENTS)) {
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

/* Does the error tell of what was refused? */
static bool tells_so(toc_rc rc, const char *text) {
    if (kind == REFUSE_ROOM) { /* told as such; of a new file SQLite forgets why */
        return rc == TOC_EIO && (strstr(text, "space") != NULL || strstr(text, "room on the disk") != NULL);
    }
    if (is_of_files()) { /* SQLite takes a disk that cannot be read for a damaged file */
        return rc == TOC_EIO || strstr(text, "disk cannot be read") != NULL;
    }
    return rc == TOC_ENOMEM || rc == TOC_ELIMIT || rc == TOC_EIO || strstr(text, "memory") != NULL;
}

/* True when it passed with the undisturbed answer. */
static bool try_once(size_t which, const char *answer, const char *whole) {
    static const char LOST[] = "ledger is read-only"; /* a brief whose figures could not be stored says so */
    toc_err err = {0};
    toc_buf out;
    if (operations[which].writes) {
        drop_ledger();
    }
    toc_buf_init(&out, OUT_BYTES_MAX);
    long before = failures;
    refuse_after(kind, at);
    told_rejects = 0; /* whoever is told of rejects knows what is missing */
    toc_rc rc = operations[which].run(&out, &err);
    bool refused_in_the_end = is_refusing(kind);
    refuse_after(kind, -1);
    const char *said = out.ptr != NULL ? out.ptr : "";
    bool same = strcmp(said, answer) == 0;
    tries++;
    refusals += rc != TOC_OK;
    if (rc != TOC_OK && (err.text[0] == '\0' || err.rc != rc)) {
        failed("no words for the failure", "");
    } else if (rc != TOC_OK && !tells_so(rc, err.text)) {
        failed("the error tells of something else:", err.text);
    } else if (rc == TOC_OK && !same && !operations[which].writes && told_rejects == 0 && strstr(said, LOST) == NULL) {
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

static int usage(void) {
    fputs("usage: fault-sweep OPERATION FOLDER KIND\noperations:", stderr);
    for (size_t i = 0; i < sizeof operations / sizeof operations[0]; i++) {
        fprintf(stderr, " %s", operations[i].name);
    }
    fputs("\nkinds:", stderr);
    for (int i = 0; i < REFUSAL_COUNT; i++) {
        fprintf(stderr, " %s", refusal_name((refusal)i));
    }
    fputc('\n', stderr);
    return 2;
}

int main(int argc, char **argv) {
    bool passed = false;
    size_t which = 0, count = sizeof operations / sizeof operations[0];
    int wanted = 0;
    char *answer = NULL, *whole = NULL;
    while (argc == 4 && which < count && strcmp(operations[which].name, argv[1]) != 0) {
        which++;
    }
    while (argc == 4 && wanted < REFUSAL_COUNT && strcmp(refusal_name((refusal)wanted), argv[3]) != 0) {
        wanted++;
    }
    if (argc != 4 || which == count || wanted == REFUSAL_COUNT) {
        return usage();
    }
    kind = (refusal)wanted;
    if (!refusal_begin()) {
        die("SQLite lets nothing be refused", NULL);
    }
    snprintf(folder, sizeof folder, "%s", argv[2]);
    snprintf(ledger, sizeof ledger, "%s/ledger.db", folder);
    toc_env_init(&coder_env, NULL, ledger);
    put_news();
    put_conllu();
    prepare(which, &answer, &whole);
    /* every one of the first thousand, then each a thousandth further */
    for (at = 0; !passed && tries < TRIES_MAX; at += 1 + at / 1000) {
        passed = try_once(which, answer, whole);
    }
    if (!passed) {
        failed("it never passed", "");
    }
    toc_env_fini(&coder_env);
    free(answer);
    free(whole);
    printf("%ld %ld %ld\n", tries, refusals, failures);
    return failures > 0;
}
