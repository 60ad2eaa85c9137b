/* Lines are added whole or not at all: two writers wait for each other, a full disk leaves the file as it was. */
#include "scratch.h"
#include "cm.h"
#include "base/append.h"
#include "base/file.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

static scratch s;
static toc_arena arena;

static int setup(void **state) {
    (void)state;
    scratch_init(&s);
    toc_arena_init(&arena, 0);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    toc_arena_fini(&arena);
    scratch_fini(&s);
    return 0;
}

static toc_str held(const char *path) {
    toc_err err = {0};
    toc_str text = {"", 0};
    assert_int_equal(toc_file_read(path, 1 << 20, &arena, &text, &err), TOC_OK);
    return text;
}

static void test_lines_are_added_and_cut(void **state) {
    (void)state;
    toc_err err = {0};
    toc_append *file;
    toc_str text;
    const char *path = scratch_path(&s, "lines");
    assert_int_equal(toc_append_open(path, &file, &err), TOC_OK);
    assert_int_equal(toc_append_put(file, TOC_STR("one\n"), &err), TOC_OK);
    assert_int_equal(toc_append_put(file, TOC_STR("two\nhal"), &err), TOC_OK);
    assert_int_equal(toc_append_text(file, 100, &arena, &text, &err), TOC_OK);
    assert_str(text, "one\ntwo\nhal");
    assert_int_equal(toc_append_text(file, 5, &arena, &text, &err), TOC_ELIMIT);
    assert_int_equal(toc_append_cut(file, 8, &err), TOC_OK);
    toc_append_close(file);
    assert_str(held(path), "one\ntwo\n");
    assert_int_equal(toc_append_open(s.dir, &file, &err), TOC_EIO);
}

/* Eight processes add a hundred lines each, each line after a look at what is there. */
static void test_writers_wait_for_each_other(void **state) {
    (void)state;
    enum { WRITERS = 8, LINES = 100 };
    const char *path = scratch_path(&s, "lines");
    for (int w = 0; w < WRITERS; w++) {
        if (fork() != 0)
            continue;
        int bad = 0;
        for (int i = 0; i < LINES; i++) {
            toc_append *file;
            toc_arena own;
            toc_str text = {"", 0};
            char line[32];
            toc_arena_init(&own, 0);
            bad |= toc_append_open(path, &file, NULL) != TOC_OK;
            bad |= bad || toc_append_text(file, 1 << 20, &own, &text, NULL) != TOC_OK;
            snprintf(line, sizeof line, "%zu\n", text.len);
            bad |= bad || toc_append_put(file, toc_str_of(line), NULL) != TOC_OK;
            toc_arena_fini(&own);
            if (bad)
                break;
            toc_append_close(file);
        }
        _exit(bad);
    }
    for (int w = 0, status; w < WRITERS; w++) {
        wait(&status);
        assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    }
    toc_str rest = held(path);
    const char *from = rest.ptr;
    size_t lines = 0;
    while (rest.ptr && rest.len > 0) { /* each line tells how much was there before it */
        size_t before = (size_t)(rest.ptr - from);
        int64_t told = -1;
        assert_true(toc_str_to_i64(toc_str_cut(&rest, '\n'), &told));
        assert_int_equal(told, before);
        lines++;
    }
    assert_int_equal(lines, WRITERS * LINES);
}

static void test_a_full_disk_leaves_the_file_as_it_was(void **state) {
    (void)state;
    const char *path = scratch_path(&s, "lines");
    static char long_line[4000];
    memset(long_line, 'x', sizeof long_line);
    scratch_file(&s, "lines", "one\n", 4);
    pid_t child = fork();
    if (child == 0) { /* no file may grow beyond 1,000 bytes here: a write is cut short, then refused */
        toc_err err = {0};
        toc_append *file;
        signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &(struct rlimit){1000, 1000});
        bool refused = toc_append_open(path, &file, &err) == TOC_OK &&
                       toc_append_put(file, (toc_str){long_line, sizeof long_line}, &err) == TOC_EIO &&
                       toc_append_put(file, TOC_STR("two\n"), &err) == TOC_OK;
        _exit(refused ? 0 : 1);
    }
    int status;
    waitpid(child, &status, 0);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    assert_str(held(path), "one\ntwo\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_lines_are_added_and_cut, setup, teardown),
        cmocka_unit_test_setup_teardown(test_writers_wait_for_each_other, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_full_disk_leaves_the_file_as_it_was, setup, teardown)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
