/* file, walk: whole files, atomic writing, walking with loops and broken links. */
#include "scratch.h"

#include "cm.h"

#include "base/file.h"
#include "refuse.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

static size_t entries(const char *dir) {
    DIR *open = opendir(dir);
    size_t count = 0;
    while (readdir(open) != NULL) {
        count++;
    }
    closedir(open);
    return count - 2;
}

static void read_gives_the_bytes(void **state) {
    (void)state;
    scratch s;
    scratch_init(&s);
    toc_arena arena;
    toc_arena_init(&arena, 0);
    toc_str out = TOC_STR("before");
    toc_err err = {0};
    const char *path = scratch_file(&s, "a", "x\0y\r\n", 5);
    assert_int_equal(toc_file_read(path, 5, &arena, &out, &err), TOC_OK);
    assert_str(out, "x\0y\r\n");
    assert_int_equal(out.ptr[5], '\0');
    assert_int_equal(toc_file_read(scratch_file(&s, "empty", "", 0), 0, &arena, &out, &err), TOC_OK);
    assert_int_equal(out.len, 0);
    assert_int_equal(toc_file_read("/proc/self/status", 1 << 20, &arena, &out, &err), TOC_OK);
    assert_true(toc_str_find(out, TOC_STR("Pid:"), 0) != SIZE_MAX);
    toc_arena_fini(&arena);
    scratch_fini(&s);
}

static void read_failures_change_nothing(void **state) {
    (void)state;
    scratch s;
    scratch_init(&s);
    toc_arena arena;
    toc_arena_init(&arena, 0);
    toc_str out = TOC_STR("before");
    toc_err err = {0};
    assert_int_equal(toc_file_read(scratch_path(&s, "none"), 9, &arena, &out, &err), TOC_ENOTFOUND);
    assert_non_null(strstr(err.text, "none\""));
    assert_int_equal(toc_file_read(s.dir, 9, &arena, &out, &err), TOC_EIO);
    assert_int_equal(toc_file_read(scratch_file(&s, "long", "0123456789", 10), 9, &arena, &out, &err), TOC_ELIMIT);
    assert_int_equal(toc_file_read("/proc/self/status", 9, &arena, &out, &err), TOC_ELIMIT);
    assert_int_equal(toc_file_read("/proc/self/mem", 9, &arena, &out, NULL), TOC_EIO);
    assert_str(out, "before");
    toc_arena_fini(&arena);
    scratch_fini(&s);
}

static bool read_both_ways(void *ctx) {
    toc_arena arena;
    toc_arena_init(&arena, 0);
    toc_str out = {NULL, 0};
    toc_err err = {0};
    toc_rc rc = toc_file_read(ctx, 1 << 20, &arena, &out, &err);
    if (rc == TOC_OK) {
        rc = toc_file_read("/proc/self/status", 1 << 20, &arena, &out, &err);
    }
    assert_true(rc == TOC_OK || rc == TOC_ENOMEM);
    toc_arena_fini(&arena);
    return rc == TOC_OK;
}

static void read_survives_each_refusal(void **state) {
    (void)state;
    scratch s;
    scratch_init(&s);
    char bytes[9000] = {0};
    assert_true(refuse_each(read_both_ways, (void *)scratch_file(&s, "a", bytes, sizeof bytes)) >= 2);
    scratch_fini(&s);
}

static void expect_file(const char *path, const char *text) {
    toc_arena arena;
    toc_arena_init(&arena, 0);
    toc_str out;
    assert_int_equal(toc_file_read(path, 1 << 20, &arena, &out, NULL), TOC_OK);
    assert_true(toc_str_equal(out, toc_str_of(text)));
    toc_arena_fini(&arena);
}

static void write_replaces_the_whole(void **state) {
    (void)state;
    scratch s;
    scratch_init(&s);
    toc_err err = {0};
    const char *path = scratch_path(&s, "out");
    assert_int_equal(toc_file_write(path, TOC_STR("a long first text"), &err), TOC_OK);
    expect_file(path, "a long first text");
    chmod(path, 0640);
    assert_int_equal(toc_file_write(path, TOC_STR("second"), &err), TOC_OK);
    expect_file(path, "second");
    struct stat facts;
    stat(path, &facts);
    assert_int_equal(facts.st_mode & 07777, 0640);
    assert_int_equal(entries(s.dir), 1);
    scratch_fini(&s);
}

static void write_follows_links(void **state) {
    (void)state;
    scratch s;
    scratch_init(&s);
    const char *goal = scratch_file(&s, "goal", "old", 3), *link = scratch_path(&s, "link");
    assert_int_equal(symlink("goal", link), 0);
    assert_int_equal(toc_file_write(link, TOC_STR("new"), NULL), TOC_OK);
    expect_file(goal, "new");
    struct stat facts;
    lstat(link, &facts);
    assert_true(S_ISLNK(facts.st_mode));
    scratch_fini(&s);
}

static void write_failures_leave_the_old(void **state) {
    (void)state;
    scratch s;
    scratch_init(&s);
    toc_err err = {0};
    assert_int_equal(toc_file_write(scratch_path(&s, "no/such/folder"), TOC_STR("x"), &err), TOC_ENOTFOUND);
    assert_int_equal(toc_file_write(s.dir, TOC_STR("x"), &err), TOC_EIO);
    assert_int_equal(toc_file_write("/dev/full", TOC_STR("x"), &err), TOC_EIO);
    assert_int_equal(toc_file_write("/dev/null", TOC_STR("x"), &err), TOC_OK);
    struct stat facts;
    assert_int_equal(stat("/dev/null", &facts), 0);
    assert_true(S_ISCHR(facts.st_mode));
    const char *path = scratch_file(&s, "kept", "old", 3);
    toc_mem_refuse_after(0);
    assert_int_equal(toc_file_write(path, TOC_STR("new"), &err), TOC_ENOMEM);
    toc_mem_refuse_after(-1);
    expect_file(path, "old");
    assert_int_equal(entries(s.dir), 1);
    scratch_fini(&s);
}

/* In a child with a limit on file size, which refuses the write as a full disk does. */
static void write_on_a_full_disk_leaves_the_old(void **state) {
    (void)state;
    scratch s;
    scratch_init(&s);
    const char *path = scratch_file(&s, "kept", "old", 3);
    static char bytes[100000];
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &(struct rlimit){4096, 4096});
        _exit(toc_file_write(path, (toc_str){bytes, sizeof bytes}, NULL) == TOC_EIO ? 0 : 1);
    }
    int status = -1;
    waitpid(child, &status, 0);
    assert_int_equal(status, 0);
    expect_file(path, "old");
    assert_int_equal(entries(s.dir), 1);
    scratch_fini(&s);
}

static void write_to_standard_output(void **state) {
    (void)state;
    scratch s;
    scratch_init(&s);
    const char *path = scratch_file(&s, "out", "", 0);
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        dup2(open(path, O_WRONLY), STDOUT_FILENO);
        printf("printed, ");
        bool written = toc_file_write("-", TOC_STR("then written"), NULL) == TOC_OK;
        dup2(open("/dev/full", O_WRONLY), STDOUT_FILENO);
        _exit(written && toc_file_write("-", TOC_STR("text"), NULL) == TOC_EIO ? 0 : 1);
    }
    int status = -1;
    waitpid(child, &status, 0);
    assert_int_equal(status, 0);
    expect_file(path, "printed, then written");
    scratch_fini(&s);
}

static void questions_about_paths(void **state) {
    (void)state;
    scratch s;
    scratch_init(&s);
    const char *file = scratch_file(&s, "f", "", 0);
    assert_true(toc_file_exists(file));
    assert_true(toc_file_exists(s.dir));
    assert_false(toc_file_exists(scratch_path(&s, "g")));
    assert_true(toc_file_is_dir(s.dir));
    assert_false(toc_file_is_dir(file));
    toc_arena arena;
    toc_arena_init(&arena, 0);
    toc_str dir = toc_file_program_dir(&arena);
    assert_true(dir.len > 0 && dir.ptr[0] == '/' && dir.ptr[dir.len] == '\0');
    assert_true(toc_file_exists(dir.ptr));
    toc_arena_fini(&arena);
    scratch_fini(&s);
}

/* What a walk saw, as text: "+path" for a file, "!path" for what was refused. */
typedef struct seen {
    toc_buf text;
    size_t root_len;
    int stop_after; /* negative: never */
} seen;

static toc_rc see(void *ctx, const char *path, toc_err *err) {
    seen *what = ctx;
    toc_buf_printf(&what->text, "+%s ", path + what->root_len);
    if (what->stop_after >= 0 && what->stop_after-- == 0) {
        return toc_err_set(err, TOC_EBUSY, "enough");
    }
    return TOC_OK;
}

static void see_refused(void *ctx, const char *path, const char *why) {
    seen *what = ctx;
    assert_true(strlen(why) > 0);
    toc_buf_printf(&what->text, "!%s ", path + what->root_len);
}

static toc_rc walk_seen(scratch *s, seen *what, toc_err *err) {
    what->root_len = strlen(s->dir) + 1;
    toc_buf_init(&what->text, 0);
    return toc_walk(s->dir, see, see_refused, what, err);
}

static void make_tree(scratch *s) {
    scratch_file(s, "b.txt", "", 0);
    scratch_file(s, "B.txt", "", 0);
    scratch_file(s, "\xC3\xA4", "", 0);
    scratch_folder(s, "a");
    scratch_folder(s, "a/deep");
    scratch_file(s, "a/deep/x", "", 0);
    scratch_file(s, "a/z", "", 0);
    scratch_file(s, "a.txt", "", 0);
    assert_int_equal(symlink("..", scratch_path(s, "a/loop")), 0);
    assert_int_equal(symlink(".", scratch_path(s, "a/self")), 0);
    assert_int_equal(symlink("a/deep", scratch_path(s, "c-again")), 0);
    assert_int_equal(symlink("nowhere", scratch_path(s, "dangling")), 0);
    assert_int_equal(symlink("b.txt", scratch_path(s, "e-link")), 0);
    assert_int_equal(mkfifo(scratch_path(s, "pipe"), 0600), 0);
}

static void walk_in_byte_order_once(void **state) {
    (void)state;
    scratch s;
    scratch_init(&s);
    make_tree(&s);
    seen what = {.stop_after = -1};
    assert_int_equal(walk_seen(&s, &what, NULL), TOC_OK);
    assert_string_equal(what.text.ptr, "+B.txt +a/deep/x +a/z +a.txt +b.txt !dangling +e-link !pipe +\xC3\xA4 ");
    toc_buf_fini(&what.text);
    scratch_fini(&s);
}

static void walk_ends_when_told(void **state) {
    (void)state;
    scratch s;
    scratch_init(&s);
    make_tree(&s);
    toc_err err = {0};
    seen what = {.stop_after = 1};
    assert_int_equal(walk_seen(&s, &what, &err), TOC_EBUSY);
    assert_string_equal(err.text, "enough");
    assert_string_equal(what.text.ptr, "+B.txt +a/deep/x ");
    toc_buf_fini(&what.text);
    scratch_fini(&s);
}

static void walk_of_one_file_or_none(void **state) {
    (void)state;
    scratch s;
    scratch_init(&s);
    toc_err err = {0};
    seen what = {.stop_after = -1, .root_len = strlen(s.dir) + 1};
    toc_buf_init(&what.text, 0);
    assert_int_equal(toc_walk(scratch_file(&s, "f", "", 0), see, NULL, &what, &err), TOC_OK);
    assert_string_equal(what.text.ptr, "+f ");
    assert_int_equal(toc_walk(scratch_path(&s, "none"), see, NULL, &what, &err), TOC_ENOTFOUND);
    assert_int_equal(toc_walk("/dev/null", see, NULL, &what, &err), TOC_EIO);
    char slashed[300];
    snprintf(slashed, sizeof slashed, "%s/", s.dir);
    toc_buf_clear(&what.text);
    assert_int_equal(toc_walk(slashed, see, NULL, &what, &err), TOC_OK);
    assert_string_equal(what.text.ptr, "+f ");
    toc_buf_fini(&what.text);
    scratch_fini(&s);
}

static toc_rc see_nothing(void *ctx, const char *path, toc_err *err) {
    (void)ctx;
    (void)path;
    (void)err;
    return TOC_OK;
}

static bool walk_all(void *ctx) {
    scratch *s = ctx;
    toc_rc rc = toc_walk(s->dir, see_nothing, NULL, NULL, NULL);
    assert_true(rc == TOC_OK || rc == TOC_ENOMEM);
    return rc == TOC_OK;
}

static void walk_survives_each_refusal(void **state) {
    (void)state;
    scratch s;
    scratch_init(&s);
    make_tree(&s);
    assert_true(refuse_each(walk_all, &s) >= 6);
    scratch_fini(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(read_gives_the_bytes),
        cmocka_unit_test(read_failures_change_nothing),
        cmocka_unit_test(read_survives_each_refusal),
        cmocka_unit_test(write_replaces_the_whole),
        cmocka_unit_test(write_follows_links),
        cmocka_unit_test(write_failures_leave_the_old),
        cmocka_unit_test(write_on_a_full_disk_leaves_the_old),
        cmocka_unit_test(write_to_standard_output),
        cmocka_unit_test(questions_about_paths),
        cmocka_unit_test(walk_in_byte_order_once),
        cmocka_unit_test(walk_ends_when_told),
        cmocka_unit_test(walk_of_one_file_or_none),
        cmocka_unit_test(walk_survives_each_refusal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
