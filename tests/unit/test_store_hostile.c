/* Files that are no ledger, places that cannot be written, memory that is refused. */
#define _POSIX_C_SOURCE 200809L /* mkdtemp */
#include "base/file.h"
#include "base/mem.h"
#include "store/store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

static char folder[64];
static char path[128];

static int setup(void **state) {
    (void)state;
    strcpy(folder, "/tmp/tocsin-hostile-XXXXXX");
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
    chmod(folder, 0700);
    for (size_t i = 0; i < sizeof ENDS / sizeof ENDS[0]; i++) {
        snprintf(name, sizeof name, "%s%s", path, ENDS[i]);
        unlink(name);
    }
    return rmdir(folder); /* fails when a test left something beside the ledger */
}

static void write_bytes(const void *bytes, size_t len) {
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, len, file), len);
    assert_int_equal(fclose(file), 0);
}

static size_t read_bytes(unsigned char *bytes, size_t max) {
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t len = fread(bytes, 1, max, file);
    fclose(file);
    return len;
}

static size_t files_in_folder(void) {
    char command[256];
    unsigned count = 0;
    snprintf(command, sizeof command, "ls -A '%s' | wc -l", folder);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    assert_int_equal(fscanf(pipe, "%u", &count), 1);
    pclose(pipe);
    return count;
}

/* Refused in both modes, in words, with not a byte changed and nothing left beside it. */
static void expect_refused(toc_rc wanted, const char *words) {
    static unsigned char before[1 << 20], after[1 << 20];
    size_t len = read_bytes(before, sizeof before);
    for (int mode = TOC_STORE_READ; mode <= TOC_STORE_WRITE; mode++) {
        toc_err err = {0};
        toc_store *store = NULL;
        assert_int_equal(toc_store_open(path, (toc_store_mode)mode, &store, &err), wanted);
        assert_null(store);
        if (strstr(err.text, words) == NULL || strstr(err.text, path) == NULL) {
            fail_msg("\"%s\" or the path is not in: %s", words, err.text);
        }
        assert_int_equal(read_bytes(after, sizeof after), len);
        assert_memory_equal(before, after, len);
        assert_int_equal(files_in_folder(), 1);
    }
}

static void text_is_no_ledger(void **state) {
    (void)state;
    static const char TEXT[] = "Date: 2023-08-15\n\nA minister warns of war.\n";
    for (size_t len = 1; len < sizeof TEXT; len++) {
        write_bytes(TEXT, len);
        expect_refused(TOC_EFOREIGN, "is not a tocsin ledger");
    }
    static char much[100000];
    memset(much, 'x', sizeof much);
    write_bytes(much, sizeof much);
    expect_refused(TOC_EFOREIGN, "is not a tocsin ledger");
}

static void a_picture_is_no_ledger(void **state) {
    (void)state;
    static const unsigned char PNG[] = {0x89, 'P', 'N', 'G', 13,  10,  26, 10, 0, 0,
                                        0,    13,  'I', 'H', 'D', 'R', 0,  0,  0, 1};
    write_bytes(PNG, sizeof PNG);
    expect_refused(TOC_EFOREIGN, "is not a tocsin ledger");
}

static void run_sql(const char *sql) {
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

static void another_programmes_database_is_left_alone(void **state) {
    (void)state;
    run_sql("CREATE TABLE t(a); INSERT INTO t VALUES(1)");
    expect_refused(TOC_EFOREIGN, "another programme");
    unlink(path);
    run_sql("PRAGMA application_id=77; PRAGMA journal_mode=WAL; CREATE TABLE event(a); INSERT INTO event VALUES(1)");
    expect_refused(TOC_EFOREIGN, "another programme");
}

static void make_ledger(void) {
    toc_err err = {0};
    toc_store *store = NULL;
    if (toc_store_open(path, TOC_STORE_WRITE, &store, &err) != TOC_OK) {
        fail_msg("%s", err.text);
    }
    toc_store_close(store);
}

static void a_newer_ledger_is_left_alone(void **state) {
    (void)state;
    make_ledger();
    run_sql("PRAGMA user_version=5");
    expect_refused(TOC_EFOREIGN, "newer tocsin (schema 5, this one knows 4)");
}

/* Back to schema 3. */
#define WITHOUT_DATASETS                                                                                               \
    "DROP VIEW dataset_event; DROP TABLE record_superseded; DROP TABLE series; DROP TABLE mention; DROP TABLE "        \
    "event_origin; DROP TABLE "                                                                                        \
    "record; DROP TABLE place; DROP TABLE act;"                                                                        \
    "DROP TABLE actor; DROP TABLE dataset_file; DELETE FROM meta WHERE key='ledger';"

static toc_rc count_event(void *ctx, const toc_event *event, toc_err *err) {
    (void)err;
    assert_int_equal(event->precision, TOC_DATE_REPORT);
    assert_int_equal(event->place.country.len, 0);
    assert_int_equal(event->reports, 3);
    ++*(int *)ctx;
    return TOC_OK;
}

static int count_events(toc_store_mode mode) {
    toc_err err = {0};
    toc_store *store = NULL;
    int count = 0;
    toc_str root = TOC_STR("BLR");
    toc_event_query query = {TOC_DAY_NONE, TOC_DAY_NONE, toc_day_of(2023, 9, 1), &root, 1, NULL, 0, true, 0, false, 0,
                             NULL};
    assert_int_equal(toc_store_open(path, mode, &store, &err), TOC_OK);
    toc_rc rc = toc_store_each_event(store, &query, count_event, &count, &err);
    if (rc != TOC_OK) {
        fail_msg("%s", err.text);
    }
    toc_store_close(store);
    return count;
}

static toc_rc no_correction(void *ctx, const toc_store_sentence *sentence, toc_day learnt, toc_err *err) {
    (void)ctx, (void)sentence, (void)learnt, (void)err;
    fail_msg("an older ledger has no corrections");
    return TOC_OK;
}

static toc_rc count_document(void *ctx, const toc_store_document *document, toc_err *err) {
    (void)err;
    assert_false(document->marked);
    ++*(int *)ctx;
    return TOC_OK;
}

/* A ledger without sketches and corrections, read as it is. */
static void read_what_linking_needs(void) {
    toc_err err = {0};
    toc_store *store = NULL;
    toc_sketch sketch;
    toc_store_totals totals;
    int documents = 0;
    toc_day day = toc_day_of(2023, 8, 15);
    assert_int_equal(toc_store_open(path, TOC_STORE_READ, &store, &err), TOC_OK);
    assert_int_equal(toc_store_each_correction(store, TOC_DAY_NONE, no_correction, NULL, &err), TOC_OK);
    assert_int_equal(toc_store_each_document(store, day, day, count_document, &documents, &err), TOC_OK);
    assert_int_equal(documents, 1);
    assert_int_equal(toc_store_get_sketch(store, TOC_STR("d0000000000001"), &sketch, &err), TOC_OK);
    assert_int_equal(sketch.count, 2); /* of the four words of its sentence */
    assert_int_equal(toc_store_totals_asof(store, day, &totals, &err), TOC_OK);
    assert_int_equal(totals.documents, 1);
    toc_store_close(store);
}

/* Schema 2 knew neither sketches nor corrections; what it has is read, and kept. */
static void a_ledger_of_schema_2_is_read_and_brought_up_to_date(void **state) {
    (void)state;
    make_ledger();
    run_sql(WITHOUT_DATASETS
            "DROP INDEX document_unmarked; DROP INDEX document_date; DROP TABLE correction;"
            "ALTER TABLE document DROP COLUMN sketch;"
            "INSERT INTO document VALUES('d0000000000001',NULL,'2023-08-15','2023-08-15','A',NULL,NULL,NULL,1,9,1,0);"
            "INSERT INTO sentence VALUES('s0000000000001','d0000000000001',0,0,'Poland closed its border.');"
            "PRAGMA user_version=2");
    read_what_linking_needs();
    toc_err err = {0};
    toc_store *store = NULL;
    assert_int_equal(toc_store_open(path, TOC_STORE_WRITE, &store, &err), TOC_OK);
    toc_store_close(store);
    run_sql("SELECT CASE (SELECT user_version FROM pragma_user_version) WHEN 4 THEN 1 ELSE abs(-9223372036854775808) "
            "END; INSERT INTO correction VALUES('s0000000000001','d0000000000001','2023-08-15');"
            "SELECT CASE (SELECT count(*) FROM document WHERE sketch IS NULL) WHEN 1 THEN 1 ELSE"
            " abs(-9223372036854775808) END");
}

/* Schema 1 knew neither the precision of a date nor the place. */
static void an_older_ledger_is_read_and_brought_up_to_date(void **state) {
    (void)state;
    make_ledger();
    run_sql(WITHOUT_DATASETS
            "DROP INDEX document_unmarked; DROP INDEX document_date; DROP TABLE correction;"
            "ALTER TABLE document DROP COLUMN sketch;"
            "ALTER TABLE event DROP COLUMN date_precision; ALTER TABLE event DROP COLUMN place_country;"
            "ALTER TABLE event DROP COLUMN place_adm1; ALTER TABLE event DROP COLUMN place_text;"
            "INSERT INTO document VALUES('d0000000000001',NULL,'2023-08-15','2023-08-15','A',NULL,NULL,NULL,1,9,1,0);"
            "INSERT INTO sentence VALUES('s0000000000001','d0000000000001',0,0,'Poland closed its border.');"
            "INSERT INTO event(id,date,source,event,quad,goldstein,modality,confidence,reports,learnt,source_root)"
            " VALUES('e0000000000001','2023-08-15','BLR','CONSULT',1,1.0,'done',0.5,3,'2023-08-15','BLR');"
            "PRAGMA user_version=1");
    assert_int_equal(count_events(TOC_STORE_READ), 1);
    read_what_linking_needs();
    run_sql("SELECT CASE (SELECT user_version FROM pragma_user_version) WHEN 1 THEN 1 ELSE abs(-9223372036854775808) "
            "END");
    assert_int_equal(count_events(TOC_STORE_WRITE), 1);
    run_sql("SELECT CASE (SELECT user_version FROM pragma_user_version) WHEN 4 THEN 1 ELSE abs(-9223372036854775808) "
            "END");
    assert_int_equal(count_events(TOC_STORE_READ), 1);
}

static void an_empty_file_becomes_a_ledger(void **state) {
    (void)state;
    toc_err err = {0};
    toc_store *store = NULL;
    write_bytes("", 0);
    assert_int_equal(toc_store_open(path, TOC_STORE_READ, &store, &err), TOC_ENOTFOUND);
    make_ledger();
    assert_int_equal(toc_store_open(path, TOC_STORE_READ, &store, &err), TOC_OK);
    toc_store_close(store);
}

static void nothing_to_read_says_what_to_do(void **state) {
    (void)state;
    toc_err err = {0};
    toc_store *store = NULL;
    assert_int_equal(toc_store_open(path, TOC_STORE_READ, &store, &err), TOC_ENOTFOUND);
    assert_non_null(strstr(err.text, "tocsin ingest"));
    assert_int_equal(files_in_folder(), 0);
    assert_int_equal(toc_store_open("", TOC_STORE_WRITE, &store, &err), TOC_EUSAGE);
    assert_int_equal(toc_store_open(folder, TOC_STORE_WRITE, &store, &err), TOC_EUSAGE);
    assert_non_null(strstr(err.text, "is a folder"));
    assert_int_equal(toc_store_open("/nowhere/at/all.db", TOC_STORE_WRITE, &store, &err), TOC_EIO);
}

static void a_cut_ledger_is_said_to_be_damaged(void **state) {
    (void)state;
    static unsigned char bytes[1 << 20];
    make_ledger();
    size_t len = read_bytes(bytes, sizeof bytes);
    for (size_t kept = 1; kept < len; kept += len / 37 + 1) {
        toc_err err = {0};
        toc_store *store = NULL;
        write_bytes(bytes, kept);
        toc_rc rc = toc_store_open(path, TOC_STORE_READ, &store, &err);
        if (rc == TOC_OK) { /* the first pages may open; asking then fails in order, or answers */
            toc_store_totals totals;
            rc = toc_store_totals_asof(store, TOC_DAY_NONE, &totals, &err);
            toc_store_close(store);
        }
        assert_true(rc == TOC_OK || rc == TOC_EFORMAT || rc == TOC_EIO || rc == TOC_EFOREIGN);
    }
}

static void ask_totals(toc_rc wanted) {
    toc_err err = {0};
    toc_store *store = NULL;
    toc_store_totals totals;
    assert_int_equal(toc_store_open(path, TOC_STORE_READ, &store, &err), TOC_OK);
    assert_int_equal(toc_store_totals_asof(store, TOC_DAY_NONE, &totals, &err), wanted);
    assert_true(wanted == TOC_OK || err.text[0] != '\0');
    toc_store_close(store);
}

static void a_ledger_without_its_tables_is_an_error(void **state) {
    (void)state;
    make_ledger();
    ask_totals(TOC_OK);
    run_sql("DROP TABLE event");
    ask_totals(TOC_EIO);
}

static toc_rc ignore_event(void *ctx, const toc_event *event, toc_err *err) {
    (void)event;
    (void)err;
    ++*(int *)ctx;
    return TOC_OK;
}

/* A damaged word must not make another event of it: an unknown modality is not "done". */
static void a_damaged_event_is_not_read_as_another(void **state) {
    (void)state;
    static const char *const DAMAGES[] = {
        "modality='denixd'", "event='ASSAULX'", "date='2023-1q-01'", "quad=7",
        "goldstein=1e300",   "confidence=-1",   "reports=0",         "id='e0000000000?1'"};
    const toc_event_query all = {.from = TOC_DAY_NONE, .to = TOC_DAY_NONE, .asof = TOC_DAY_NONE};
    make_ledger();
    run_sql("INSERT INTO event(id,date,source,event,cameo,quad,goldstein,modality,confidence,reports,source_root)"
            " VALUES('e0000000000001','2023-01-01','RUS','ASSAULT','190',4,-9,'denied',0.5,1,'RUS')");
    for (size_t i = 0; i <= sizeof DAMAGES / sizeof DAMAGES[0]; i++) {
        toc_err err = {0};
        toc_store *store = NULL;
        int seen = 0;
        assert_int_equal(toc_store_open(path, TOC_STORE_READ, &store, &err), TOC_OK);
        toc_rc rc = toc_store_each_event(store, &all, ignore_event, &seen, &err);
        toc_store_close(store);
        assert_int_equal(rc, i == 0 ? TOC_OK : TOC_EFORMAT);
        assert_int_equal(seen, i == 0 ? 1 : 0);
        assert_true(i == 0 || strstr(err.text, "damaged") != NULL);
        if (i < sizeof DAMAGES / sizeof DAMAGES[0]) {
            char sql[128];
            run_sql("UPDATE event SET id='e0000000000001',date='2023-01-01',event='ASSAULT',quad=4,goldstein=-9,"
                    "modality='denied',confidence=0.5,reports=1");
            snprintf(sql, sizeof sql, "UPDATE event SET %s", DAMAGES[i]);
            run_sql(sql);
        }
    }
}

/* As root permissions do not hold, so these run as nobody in a child. */
static int as_nobody(int (*run)(void)) {
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0)) {
            _exit(99);
        }
        _exit(run());
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static int read_but_not_write(void) {
    toc_err err = {0};
    toc_store *store = NULL;
    toc_store_totals totals;
    if (toc_store_open(path, TOC_STORE_WRITE, &store, &err) != TOC_EIO || strstr(err.text, "permissions") == NULL) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    if (toc_store_open(path, TOC_STORE_READ, &store, &err) != TOC_OK ||
        toc_store_totals_asof(store, TOC_DAY_NONE, &totals, &err) != TOC_OK) {
        fprintf(stderr, "%s\n", err.text);
        return 2;
    }
    toc_store_close(store);
    return 0;
}

static void read_only_places_are_read(void **state) {
    (void)state;
    make_ledger();
    chmod(path, 0444);
    chmod(folder, 0555);
    assert_int_equal(as_nobody(read_but_not_write), 0); /* file and folder */
    chmod(path, 0666);
    assert_int_equal(as_nobody(read_but_not_write), 0); /* folder only: no journal can be made */
    chmod(folder, 0777);
    chmod(path, 0444);
    assert_int_equal(as_nobody(read_but_not_write), 0); /* file only */
}

static void refused_memory_is_an_error(void **state) {
    (void)state;
    toc_rc rc = TOC_ENOMEM;
    for (long n = 0; n < 50 && rc != TOC_OK; n++) {
        toc_store *store = NULL;
        toc_mem_refuse_after(n);
        rc = toc_store_open(path, TOC_STORE_WRITE, &store, NULL);
        toc_mem_refuse_after(-1);
        assert_true(rc == TOC_OK || rc == TOC_ENOMEM || rc == TOC_ELIMIT);
        assert_true((rc == TOC_OK) == (store != NULL));
        toc_store_close(store);
    }
    assert_int_equal(rc, TOC_OK);
}

/* SQLite's own allocations, refused one after the other. */
static long left = -1;
static sqlite3_mem_methods usual;

static bool refused(void) {
    if (left < 0) {
        return false;
    }
    if (left == 0) {
        return true;
    }
    left--;
    return false;
}

static void *refusing_malloc(int size) {
    return refused() ? NULL : usual.xMalloc(size);
}

static void *refusing_realloc(void *ptr, int size) {
    return refused() ? NULL : usual.xRealloc(ptr, size);
}

static toc_rc write_something(long n) {
    toc_err err = {0};
    toc_store *store = NULL;
    toc_store_document document = {.id = {"d0000000000001"}, .source = TOC_STR("A"), .date = 19000};
    left = n;
    toc_rc rc = toc_store_open(path, TOC_STORE_WRITE, &store, &err);
    rc = rc == TOC_OK ? toc_store_begin(store, &err) : rc;
    rc = rc == TOC_OK ? toc_store_add_document(store, &document, 1, 0, &err) : rc;
    rc = rc == TOC_OK
             ? toc_store_add_sentence(store, &(toc_id){"s0000000000001"}, &document.id, 1, 0, TOC_STR("x"), &err)
             : rc;
    rc = rc == TOC_OK ? toc_store_commit(store, &err) : rc;
    left = -1;
    toc_store_close(store);
    return rc;
}

static void count_documents(int64_t *documents, int64_t *sentences) {
    toc_err err = {0};
    toc_store *store = NULL;
    toc_store_totals totals;
    if (toc_store_open(path, TOC_STORE_WRITE, &store, &err) != TOC_OK ||
        toc_store_totals_asof(store, TOC_DAY_NONE, &totals, &err) != TOC_OK) {
        fail_msg("%s", err.text);
    }
    *documents = totals.documents;
    *sentences = totals.sentences;
    toc_store_close(store);
}

static void sqlite_without_memory_leaves_all_or_nothing(void **state) {
    (void)state;
    toc_rc rc = TOC_ENOMEM;
    int64_t documents = 0, sentences = 0;
    long n = 0;
    for (; n < 3000 && rc != TOC_OK; n += 1 + n / 30) {
        rc = write_something(n);
        count_documents(&documents, &sentences);
        assert_int_equal(documents, rc == TOC_OK ? 1 : 0);
        assert_int_equal(sentences, documents);
    }
    assert_int_equal(rc, TOC_OK);
}

int main(void) {
    sqlite3_config(SQLITE_CONFIG_GETMALLOC, &usual);
    sqlite3_mem_methods refusing = usual;
    refusing.xMalloc = refusing_malloc;
    refusing.xRealloc = refusing_realloc;
    sqlite3_config(SQLITE_CONFIG_MALLOC, &refusing);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(text_is_no_ledger, setup, teardown),
        cmocka_unit_test_setup_teardown(a_picture_is_no_ledger, setup, teardown),
        cmocka_unit_test_setup_teardown(another_programmes_database_is_left_alone, setup, teardown),
        cmocka_unit_test_setup_teardown(a_newer_ledger_is_left_alone, setup, teardown),
        cmocka_unit_test_setup_teardown(an_older_ledger_is_read_and_brought_up_to_date, setup, teardown),
        cmocka_unit_test_setup_teardown(a_ledger_of_schema_2_is_read_and_brought_up_to_date, setup, teardown),
        cmocka_unit_test_setup_teardown(an_empty_file_becomes_a_ledger, setup, teardown),
        cmocka_unit_test_setup_teardown(nothing_to_read_says_what_to_do, setup, teardown),
        cmocka_unit_test_setup_teardown(a_cut_ledger_is_said_to_be_damaged, setup, teardown),
        cmocka_unit_test_setup_teardown(a_ledger_without_its_tables_is_an_error, setup, teardown),
        cmocka_unit_test_setup_teardown(a_damaged_event_is_not_read_as_another, setup, teardown),
        cmocka_unit_test_setup_teardown(read_only_places_are_read, setup, teardown),
        cmocka_unit_test_setup_teardown(refused_memory_is_an_error, setup, teardown),
        cmocka_unit_test_setup_teardown(sqlite_without_memory_leaves_all_or_nothing, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
