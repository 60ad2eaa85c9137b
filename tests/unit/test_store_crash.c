/* Killed writers, two writers at once, and the speed of writing. */
#define _POSIX_C_SOURCE 200809L /* mkdtemp, kill, clock_gettime */
#include "store/store.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

enum { SENTENCES = 5, EVENTS = 3 };

static char folder[64];
static char path[128];

static int setup(void **state) {
    (void)state;
    strcpy(folder, "/tmp/tocsin-crash-XXXXXX");
    if (mkdtemp(folder) == NULL) {
        return -1;
    }
    snprintf(path, sizeof path, "%s/ledger.db", folder);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    static const char *const ENDS[] = {"", "-wal", "-shm", "-journal"};
    char name[160];
    for (size_t i = 0; i < sizeof ENDS / sizeof ENDS[0]; i++) {
        snprintf(name, sizeof name, "%s%s", path, ENDS[i]);
        unlink(name);
    }
    return rmdir(folder);
}

static toc_id id_of(char kind, int writer, int document, int number) {
    char text[64];
    snprintf(text, sizeof text, "%d/%d/%d", writer, document, number);
    toc_str part = toc_str_of(text);
    return toc_id_make(kind, &part, 1);
}

static toc_event event_of(const toc_id *document, const toc_id *sentence, int number) {
    static const char *const CODES[] = {"RUSGOV", "USA", "BLRGOVMIL", "NATO", "UKRMIL", "POL", "DEUGOV", "CHN"};
    toc_event event = {
        .date = 19000 + number % 2000,
        .source = {toc_str_of(CODES[number % 8]), TOC_STR("the defence minister")},
        .target = {toc_str_of(CODES[(number / 8) % 8]), TOC_STR("the alliance")},
        .signal_to = number % 5 == 0 ? TOC_STR("NATO") : TOC_STR(""),
        .root = TOC_THREATEN,
        .cameo = TOC_STR("138"),
        .mode = TOC_STR("violence"),
        .context = TOC_STR("military"),
        .quad = 3,
        .goldstein = -7,
        .modality = TOC_HYPOTHETICAL,
        .confidence = 0.7,
        .reports = 1,
        .document = *document,
        .sentence = *sentence,
        .span_from = (size_t)number,
        .span_to = (size_t)number + 9,
        .rule = TOC_STR("actions:threatened+force"),
    };
    toc_event_make_id(&event);
    return event;
}

static toc_rc add_document(toc_store *store, int writer, int number, toc_err *err) {
    static const char TEXT[] =
        "The minister said on Tuesday that the alliance would answer any attack on its members at once.";
    bool added = false;
    toc_store_document document = {
        .id = id_of('d', writer, number, 0), .source = TOC_STR("A"), .date = 19000 + number % 2000};
    toc_rc rc = toc_store_add_document(store, &document, SENTENCES, 0, err);
    for (int i = 0; rc == TOC_OK && i < SENTENCES; i++) {
        toc_id sentence = id_of('s', writer, number, i);
        rc = toc_store_add_sentence(store, &sentence, &document.id, (size_t)i, 0, TOC_STR(TEXT), err);
        if (rc == TOC_OK && i < EVENTS) {
            toc_event event = event_of(&document.id, &sentence, number * EVENTS + i);
            rc = toc_store_add_event(store, &event, document.date, &added, err);
        }
    }
    return rc;
}

/* Add documents in batches of ten, as an ingest does; stop at an error. */
static toc_rc write_documents(int writer, int from, int to) {
    toc_err err = {0};
    toc_store *store = NULL;
    toc_rc rc = toc_store_open(path, TOC_STORE_WRITE, &store, &err);
    for (int number = from; rc == TOC_OK && number < to; number += 10) {
        rc = toc_store_begin(store, &err);
        for (int i = number; rc == TOC_OK && i < number + 10 && i < to; i++) {
            toc_id id = id_of('d', writer, i, 0);
            bool there = false;
            rc = toc_store_has_document(store, &id, &there, &err);
            rc = rc == TOC_OK && !there ? add_document(store, writer, i, &err) : rc;
        }
        rc = rc == TOC_OK ? toc_store_commit(store, &err) : rc;
    }
    if (rc != TOC_OK) {
        fprintf(stderr, "writer %d: %s\n", writer, err.text);
    }
    toc_store_close(store);
    return rc;
}

static int64_t ask(const char *sql) {
    sqlite3 *db = NULL;
    sqlite3_stmt *statement = NULL;
    int64_t answer = -1;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
    if (sqlite3_step(statement) == SQLITE_ROW) {
        answer = sqlite3_column_int64(statement, 0);
    }
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return answer;
}

/* Every document has all of its sentences and events, and SQLite finds no fault. */
static void expect_sound(void) {
    assert_int_equal(ask("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check<>'ok'"), 0);
    assert_int_equal(ask("SELECT count(*) FROM pragma_foreign_key_check"), 0);
    int64_t documents = ask("SELECT count(*) FROM document");
    assert_int_equal(documents % 10, 0); /* batches are whole */
    assert_int_equal(ask("SELECT count(*) FROM sentence"), documents * SENTENCES);
    assert_int_equal(ask("SELECT count(*) FROM event"), documents * EVENTS);
}

static void wait_ms(long ms) {
    nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000}, NULL);
}

static void a_killed_writer_leaves_a_sound_ledger(void **state) {
    (void)state;
    int64_t before = 0;
    for (int round = 0; round < 25; round++) {
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            _exit(write_documents(1, 0, 1000000) == TOC_OK ? 0 : 1);
        }
        wait_ms(1 + round * 4); /* the first kills fall into the making of the ledger */
        kill(child, SIGKILL);
        int status = 0;
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFSIGNALED(status));
        toc_store *store = NULL;
        toc_err err = {0};
        if (toc_store_open(path, TOC_STORE_WRITE, &store, &err) != TOC_OK) {
            fail_msg("%s", err.text);
        }
        toc_store_close(store);
        expect_sound();
        int64_t now = ask("SELECT count(*) FROM document");
        assert_true(now >= before);
        before = now;
    }
    assert_true(before > 0);
    assert_int_equal(write_documents(1, 0, (int)before + 20), TOC_OK); /* running it again completes it */
    assert_int_equal(ask("SELECT count(*) FROM document"), before + 20);
}

static void two_writers_both_finish(void **state) {
    (void)state;
    pid_t children[2];
    for (int writer = 0; writer < 2; writer++) {
        children[writer] = fork();
        assert_true(children[writer] >= 0);
        if (children[writer] == 0) {
            _exit(write_documents(writer, 0, 500) == TOC_OK ? 0 : 1);
        }
    }
    for (int writer = 0; writer < 2; writer++) {
        int status = 0;
        assert_int_equal(waitpid(children[writer], &status, 0), children[writer]);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), 0);
    }
    expect_sound();
    assert_int_equal(ask("SELECT count(*) FROM document"), 1000);
}

static void two_writers_of_the_same_news_add_it_once(void **state) {
    (void)state;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        _exit(write_documents(7, 0, 500) == TOC_OK ? 0 : 1);
    }
    assert_int_equal(write_documents(7, 0, 500), TOC_OK);
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(WEXITSTATUS(status), 0);
    expect_sound();
    assert_int_equal(ask("SELECT count(*) FROM document"), 500);
}

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static toc_rc count_visit(void *ctx, const toc_event *event, toc_err *err) {
    (void)event;
    (void)err;
    ++*(int64_t *)ctx;
    return TOC_OK;
}

enum { PER_DOCUMENT = 10, PER_BATCH = 20000 };

static void begin_at(toc_store *store, int row) {
    toc_err err = {0};
    if (row % PER_BATCH == 0) {
        assert_int_equal(toc_store_begin(store, &err), TOC_OK);
    }
}

static void commit_at(toc_store *store, int row, int count) {
    toc_err err = {0};
    if (row % PER_BATCH == PER_BATCH - 1 || row + 1 == count) {
        assert_int_equal(toc_store_commit(store, &err), TOC_OK);
    }
}

/* The text door: documents of ten sentences. */
static void write_sentences(toc_store *store, int count) {
    static const char TEXT[] =
        "The minister said on Tuesday that the alliance would answer any attack on its members at once, "
        "and with all of its means.";
    toc_err err = {0};
    for (int i = 0; i < count; i++) {
        toc_id document = id_of('d', 0, i / PER_DOCUMENT, 0),
               sentence = id_of('s', 0, i / PER_DOCUMENT, i % PER_DOCUMENT);
        begin_at(store, i);
        if (i % PER_DOCUMENT == 0) {
            toc_store_document row = {.id = document,
                                      .source = TOC_STR("A"),
                                      .title = TOC_STR("A title of the usual length"),
                                      .date = 19000 + i / 5000};
            assert_int_equal(toc_store_add_document(store, &row, PER_DOCUMENT, 0, &err), TOC_OK);
        }
        assert_int_equal(
            toc_store_add_sentence(store, &sentence, &document, (size_t)(i % PER_DOCUMENT), 0, TOC_STR(TEXT), &err),
            TOC_OK);
        commit_at(store, i, count);
    }
}

/* The data door: rows of a dataset in the order of their days, 5,000 a day. */
static void write_events(toc_store *store, int count) {
    const toc_id none = {{0}};
    toc_err err = {0};
    bool added;
    for (int i = 0; i < count; i++) {
        toc_event event = event_of(&none, &none, i);
        event.date = 19000 + i / 5000;
        event.dataset = TOC_STR("gdelt1");
        event.file = TOC_STR("20230815.export.CSV");
        event.row = i;
        toc_event_make_id(&event);
        begin_at(store, i);
        assert_int_equal(toc_store_add_event(store, &event, event.date, &added, &err), TOC_OK);
        commit_at(store, i, count);
    }
}

static int64_t read_pair(toc_store *store) {
    const toc_str a[] = {TOC_STR("RUS"), TOC_STR("BLR")};
    const toc_str b[] = {TOC_STR("NATO"), TOC_STR("USA"), TOC_STR("POL"), TOC_STR("DEU")};
    toc_event_query query = {.from = TOC_DAY_NONE,
                             .to = TOC_DAY_NONE,
                             .asof = 21000,
                             .source_roots = a,
                             .source_count = 2,
                             .target_roots = b,
                             .target_count = 4,
                             .both_directions = true};
    toc_err err = {0};
    int64_t visited = 0;
    assert_int_equal(toc_store_each_event(store, &query, count_visit, &visited, &err), TOC_OK);
    return visited;
}

/* Prints rates; TOCSIN_SPEED=N sets how many rows (default 20000). The aim: 60,000 sentences/s, 40,000 events/s. */
static void speed_is_printed(void **state) {
    (void)state;
    toc_err err = {0};
    toc_store *store = NULL;
    toc_store_totals totals;
    const char *wish = getenv("TOCSIN_SPEED");
    int count = wish == NULL ? 20000 : atoi(wish);
    assert_int_equal(toc_store_open(path, TOC_STORE_WRITE, &store, &err), TOC_OK);
    double start = seconds();
    write_sentences(store, count);
    double middle = seconds();
    write_events(store, count);
    double end = seconds();
    int64_t visited = read_pair(store);
    double read = seconds();
    assert_int_equal(toc_store_totals_asof(store, 20500, &totals, &err), TOC_OK);
    print_message("%.0f sentences/s, %.0f events/s; %lld of %d events read in %.3f s; totals in %.3f s\n",
                  count / (middle - start), count / (end - middle), (long long)visited, count, read - end,
                  seconds() - read);
    toc_store_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_killed_writer_leaves_a_sound_ledger, setup, teardown),
        cmocka_unit_test_setup_teardown(two_writers_both_finish, setup, teardown),
        cmocka_unit_test_setup_teardown(two_writers_of_the_same_news_add_it_once, setup, teardown),
        cmocka_unit_test_setup_teardown(speed_is_printed, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
