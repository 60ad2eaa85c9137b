/* The forecast ledger: what is written is read; whatever is changed behind it is told with its line. */
#include "scratch.h"
#include "cm.h"
#include "base/file.h"
#include "forecast/record.h"
#include "forecast/score.h"
#include "refuse.h"

#include <math.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

#define HASH "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

static scratch s;
static toc_arena arena;
static toc_err err;
static const char *path;

static int setup(void **state) {
    (void)state;
    scratch_init(&s);
    toc_arena_init(&arena, 0);
    err = (toc_err){0};
    path = toc_arena_str(&arena, toc_str_of(scratch_path(&s, "f"))).ptr;
    return 0;
}

static int teardown(void **state) {
    (void)state;
    toc_arena_fini(&arena);
    scratch_fini(&s);
    return 0;
}

static toc_record_line forecast_of(const char *question, double p, toc_day asof) {
    return (toc_record_line){.is_forecast = true,
                             .made = asof,
                             .forecast = {.question = toc_str_of(question),
                                          .question_hash = TOC_STR(HASH),
                                          .side_a = TOC_STR("RUS+BLR"),
                                          .side_b = TOC_STR("NATO"),
                                          .event = TOC_STR("a \"war\" begins\n"),
                                          .rule = TOC_STR("yes, if so"),
                                          .counts = TOC_STR("dispute"),
                                          .events = TOC_STR(""),
                                          .cameo = TOC_STR(""),
                                          .threshold = 1,
                                          .horizon_days = 365,
                                          .asof = asof,
                                          .probability = p,
                                          .low = p / 2,
                                          .high = (1 + p) / 2,
                                          .base = 0.1,
                                          .base_low = 0.05,
                                          .base_high = 0.2,
                                          .base_k = 10,
                                          .base_n = 100,
                                          .base_unit = TOC_STR("years"),
                                          .before = asof % 2,
                                          .model = TOC_STR("m 1"),
                                          .data = TOC_STR("d")}};
}

static toc_record_line resolution_of(size_t of, toc_outcome outcome, toc_day asof) {
    return (toc_record_line){.made = asof,
                             .resolution = {.of = of,
                                            .outcome = outcome,
                                            .asof = asof,
                                            .reason = TOC_STR("it is there"),
                                            .evidence = outcome == TOC_OUTCOME_YES ? TOC_STR("e1") : TOC_STR("")}};
}

static toc_record_written add(toc_record_line line) {
    toc_record_written written = {.added = 0};
    if (toc_record_add(path, &line, 1, &written, &err) != TOC_OK)
        fail_msg("%s", err.text);
    return written;
}

static toc_record read_all(void) {
    toc_record record = {.count = 0};
    if (toc_record_read(path, &arena, &record, &err) != TOC_OK)
        fail_msg("%s", err.text);
    return record;
}

/* Five lines: three forecasts, two resolved. */
static void fill(void) {
    add(forecast_of("war", 0.9, 1000));
    add(forecast_of("war", 0.2, 1100));
    add(forecast_of("talks", 0.5, 1200));
    add(resolution_of(1, TOC_OUTCOME_YES, 1001));
    add(resolution_of(2, TOC_OUTCOME_NO, 1600));
}

static void test_what_is_written_is_read(void **state) {
    (void)state;
    fill();
    toc_record r = read_all();
    assert_int_equal(r.count, 5);
    assert_false(r.headless);
    assert_int_equal(r.lines[0].resolved, 4);
    assert_int_equal(r.lines[2].resolved, 0);
    const toc_record_forecast *f = &r.lines[1].forecast;
    assert_true(f->probability == 0.2 && f->low == 0.1 && f->asof == 1100 && f->base_n == 100 && f->before == 0);
    assert_str(f->event, "a \"war\" begins\n");
    assert_true(r.lines[4].resolution.outcome == TOC_OUTCOME_NO && r.lines[4].resolution.of == 2);
    assert_true(toc_record_has(&r, toc_str_of(r.lines[0].hash)));
    assert_true(toc_record_has(&r, toc_str_slice(toc_str_of(r.head), 0, 16)));
    assert_false(toc_record_has(&r, TOC_STR("0123456789abcdef")));
    assert_false(toc_record_has(&r, TOC_STR("")));
}

static void test_the_same_twice_is_once(void **state) {
    (void)state;
    fill();
    toc_record_written w = add(forecast_of("war", 0.9, 1000));
    assert_int_equal(w.added, 0);
    assert_int_equal(w.line, 1);
    w = add(resolution_of(1, TOC_OUTCOME_YES, 1001));
    assert_int_equal(w.added, 0);
    w = add(forecast_of("war", 0.91, 1000));
    assert_int_equal(w.added, 1);
    assert_int_equal(w.line, 6);
    toc_record_line later = forecast_of("war", 0.9, 1000);
    later.made = 1001; /* made on another day: another forecast */
    assert_int_equal(add(later).added, 1);
    assert_int_equal(read_all().count, 7);
}

static void refuse_line(toc_record_line line, const char *words) {
    toc_record_written written = {.added = 77};
    toc_err own = {0};
    assert_int_equal(toc_record_add(path, &line, 1, &written, &own), TOC_EUSAGE);
    assert_int_equal(written.added, 77);
    if (!strstr(own.text, words))
        fail_msg("\"%s\" does not say \"%s\"", own.text, words);
}

#define REFUSE(field, value, words)                                                                                    \
    do {                                                                                                               \
        toc_record_line line = forecast_of("war", 0.5, 2000);                                                          \
        line.forecast.field = value;                                                                                   \
        refuse_line(line, words);                                                                                      \
    } while (0)

static void test_what_lacks_a_part_is_not_recorded(void **state) {
    (void)state;
    fill();
    REFUSE(question, TOC_STR(""), "question");
    REFUSE(question_hash, TOC_STR("12"), "question");
    REFUSE(event, TOC_STR(" "), "question");
    REFUSE(rule, TOC_STR(""), "rule");
    REFUSE(horizon_days, 0, "horizon");
    REFUSE(asof, TOC_DAY_NONE, "horizon");
    REFUSE(low, 0.6, "interval");
    REFUSE(high, 1.1, "interval");
    REFUSE(probability, (double)NAN, "interval");
    REFUSE(base_n, 0, "base rate");
    REFUSE(base_low, 0.5, "base rate");
    REFUSE(model, TOC_STR(""), "model");
    REFUSE(data, TOC_STR(""), "data");
    refuse_line(resolution_of(4, TOC_OUTCOME_YES, 3000), "no such forecast");
    refuse_line(resolution_of(9, TOC_OUTCOME_YES, 3000), "no such forecast");
    refuse_line(resolution_of(3, TOC_OUTCOME_NO, 1565), "before the end");
    refuse_line(resolution_of(3, TOC_OUTCOME_VOID, 1300), "before the end");
    toc_record_line bare = resolution_of(3, TOC_OUTCOME_YES, 1300);
    bare.resolution.evidence = TOC_STR("");
    refuse_line(bare, "without evidence");
    assert_int_equal(read_all().count, 5);
}

/* ---- tampering ------------------------------------------------------------------------------ */

static toc_str bytes_of(const char *name) {
    toc_str text;
    assert_int_equal(toc_file_read(name, 1 << 20, &arena, &text, &err), TOC_OK);
    return text;
}

/* In place and unsynced, as a hand would: many times a test. */
static void put(const char *name, toc_str text) {
    FILE *file = fopen(name, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text.ptr, 1, text.len, file), text.len);
    assert_int_equal(fclose(file), 0);
}

/* The line that the error names; 0 when nothing was noticed. */
static long noticed(void) {
    toc_record record = {.count = 77};
    toc_err own = {0};
    toc_rc rc = toc_record_read(path, &arena, &record, &own);
    if (rc == TOC_OK)
        return 0;
    assert_int_equal(rc, TOC_EFORMAT);
    assert_int_equal(record.count, 77);
    const char *at = strstr(own.text, "/f:");
    assert_non_null(at);
    toc_record_written written;
    toc_record_line line = forecast_of("war", 0.3, 5000);
    assert_int_equal(toc_record_add(path, &line, 1, &written, &own), TOC_EFORMAT); /* nobody adds to it */
    return strtol(at + 3, NULL, 10);
}

static void test_every_flipped_byte_is_noticed_on_its_line(void **state) {
    (void)state;
    fill();
    toc_str whole = bytes_of(path);
    long line = 1;
    for (size_t i = 0; i < whole.len; i++) {
        char *changed = toc_arena_alloc(&arena, whole.len);
        memcpy(changed, whole.ptr, whole.len);
        changed[i] ^= 1;
        put(path, (toc_str){changed, whole.len});
        assert_int_equal(noticed(), line);
        line += whole.ptr[i] == '\n';
    }
    assert_int_equal(line, 6);
}

/* The file without the lines for which keep is false, in the order given. */
static void put_lines(toc_str whole, const int *order, size_t count) {
    toc_str lines[8], out = TOC_STR("");
    size_t found = 0;
    for (toc_str rest = whole; rest.ptr && rest.len > 0;)
        lines[found++] = toc_str_cut(&rest, '\n');
    for (size_t i = 0; i < count; i++)
        out = toc_arena_printf(&arena, "%.*s%.*s\n", TOC_FMT(out), TOC_FMT(lines[order[i]]));
    put(path, out);
}

static void test_removed_moved_and_added_lines_are_noticed(void **state) {
    (void)state;
    fill();
    toc_str whole = bytes_of(path);
    const int first[] = {1, 2, 3, 4}, middle[] = {0, 1, 3, 4}, moved[] = {0, 2, 1, 3, 4},
              doubled[] = {0, 1, 1, 2, 3, 4};
    put_lines(whole, first, 4);
    assert_int_equal(noticed(), 1);
    put_lines(whole, middle, 4);
    assert_int_equal(noticed(), 3);
    put_lines(whole, moved, 5);
    assert_int_equal(noticed(), 2);
    put_lines(whole, doubled, 6);
    assert_int_equal(noticed(), 3);
    put(path, whole);
    assert_int_equal(noticed(), 0);
}

static void test_a_cut_tail_is_noticed(void **state) {
    (void)state;
    fill();
    toc_str whole = bytes_of(path);
    for (size_t keep = 0; keep < whole.len; keep++) { /* within a line, or at its end */
        put(path, toc_str_slice(whole, 0, keep));
        assert_true(noticed() > 0);
    }
    remove(path);
    assert_int_equal(noticed(), 1); /* the file is gone and its head is there */
    put(path, whole);
    remove(toc_arena_printf(&arena, "%s.head", path).ptr);
    const int kept[] = {0, 1, 2, 3};
    put_lines(whole, kept, 4); /* with its head gone a cut cannot be told, and this is said */
    assert_true(read_all().headless);
}

/* What a killed writer leaves: a head behind, or none, or half a line. The next one mends it. */
static void test_a_killed_writer_loses_nothing_that_was_told(void **state) {
    (void)state;
    const char *head = toc_arena_printf(&arena, "%s.head", path).ptr;
    add(forecast_of("war", 0.9, 1000));
    toc_str old_head = bytes_of(head);
    add(forecast_of("war", 0.2, 1100));
    put(head, old_head);
    assert_int_equal(read_all().count, 2);
    put(path, toc_arena_printf(&arena, "%.*s{\"n\":3,\"kind\":\"fore", TOC_FMT(bytes_of(path))));
    assert_int_equal(read_all().count, 2);
    assert_int_equal(add(forecast_of("war", 0.3, 1200)).line, 3);
    assert_int_equal(read_all().count, 3);
    assert_false(read_all().headless);
    remove(head);
    assert_int_equal(add(forecast_of("war", 0.4, 1300)).line, 4);
    assert_false(read_all().headless);
}

static void test_writers_wait_for_each_other(void **state) {
    (void)state;
    enum { WRITERS = 6, LINES = 15 };
    for (int w = 0; w < WRITERS; w++) {
        if (fork() != 0)
            continue;
        int bad = 0;
        for (int i = 0; i < LINES; i++) {
            toc_record_written written;
            toc_record_line line = forecast_of("war", 0.1 + 0.01 * w, 1000 + i);
            bad |= toc_record_add(path, &line, 1, &written, NULL) != TOC_OK;
        }
        _exit(bad);
    }
    for (int w = 0, status; w < WRITERS; w++) {
        wait(&status);
        assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    }
    assert_int_equal(read_all().count, WRITERS * LINES);
}

static void test_a_full_disk_changes_nothing(void **state) {
    (void)state;
    fill();
    toc_str before = bytes_of(path);
    pid_t child = fork();
    if (child == 0) {
        toc_record_written written;
        toc_record_line lines[] = {forecast_of("war", 0.6, 3000), forecast_of("war", 0.7, 3000)};
        signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &(struct rlimit){before.len + 900, before.len + 900});
        _exit(toc_record_add(path, lines, 2, &written, NULL) == TOC_EIO ? 0 : 1);
    }
    int status;
    waitpid(child, &status, 0);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    assert_true(toc_str_equal(bytes_of(path), before));
    assert_int_equal(noticed(), 0);
}

static bool add_once(void *ctx) {
    toc_record_written written;
    toc_record_line line = forecast_of("war", 0.6, 3000);
    (void)ctx;
    toc_rc rc = toc_record_add(path, &line, 1, &written, NULL);
    assert_true(rc == TOC_OK || rc == TOC_ENOMEM);
    return rc == TOC_OK;
}

static void test_refused_memory_changes_nothing_or_all(void **state) {
    (void)state;
    fill();
    assert_true(refuse_each(add_once, NULL) > 0);
    assert_int_equal(read_all().count, 6);
}

/* ---- scores ---------------------------------------------------------------------------------- */

static void test_scores_by_hand(void **state) {
    (void)state;
    toc_score score;
    fill();
    add(resolution_of(3, TOC_OUTCOME_VOID, 1700));
    add(forecast_of("war", 0.3, 2500));
    toc_record r = read_all();
    assert_int_equal(toc_score_make(&r, &arena, &score, &err), TOC_OK);
    assert_int_equal(score.count, 2);
    toc_score_group war = toc_score_of(&score, TOC_STR("war")), talks = toc_score_of(&score, TOC_STR("talks"));
    assert_true(war.made == 3 && war.open == 1 && war.yes == 1 && war.no == 1 && war.voids == 0);
    assert_true(talks.voids == 1 && isnan(talks.brier) && score.all.made == 4);
    assert_true(fabs(war.brier - (0.01 + 0.04) / 2) < 1e-12);      /* 0.9 yes, 0.2 no */
    assert_true(fabs(war.base_brier - (0.81 + 0.01) / 2) < 1e-12); /* 0.1 of both */
    assert_true(fabs(war.skill - (1 - 0.025 / 0.41)) < 1e-12);
    assert_true(fabs(war.log + (log(0.9) + log(0.8)) / 2) < 1e-12);
    assert_true(war.before_count == 2 && fabs(war.before_brier - 0.5) < 1e-12); /* 0 then yes, 0 then no */
    assert_true(war.bins[9].count == 1 && war.bins[9].hits == 1 && war.bins[2].count == 1 && war.bins[2].hits == 0);
    assert_int_equal(war.questions, 1); /* the windows overlap */
    assert_int_equal(war.late, 0);
    assert_int_equal(toc_score_of(&score, TOC_STR("none")).made, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_what_is_written_is_read, setup, teardown),
        cmocka_unit_test_setup_teardown(test_the_same_twice_is_once, setup, teardown),
        cmocka_unit_test_setup_teardown(test_what_lacks_a_part_is_not_recorded, setup, teardown),
        cmocka_unit_test_setup_teardown(test_every_flipped_byte_is_noticed_on_its_line, setup, teardown),
        cmocka_unit_test_setup_teardown(test_removed_moved_and_added_lines_are_noticed, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_cut_tail_is_noticed, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_killed_writer_loses_nothing_that_was_told, setup, teardown),
        cmocka_unit_test_setup_teardown(test_writers_wait_for_each_other, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_full_disk_changes_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(test_refused_memory_changes_nothing_or_all, setup, teardown),
        cmocka_unit_test_setup_teardown(test_scores_by_hand, setup, teardown)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
