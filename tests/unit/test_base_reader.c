/* reader: line ends, NULs, long lines, pieces of every size, refusals. */
#include "scratch.h"

#include "cm.h"

#include "base/file.h"
#include "base/rng.h"
#include "refuse.h"

#include <fcntl.h>
#include <sys/wait.h>

/* All lines as "[text]", a cut one as "[text~]". */
static toc_rc read_all(const char *path, size_t max, toc_buf *out, toc_err *err) {
    toc_reader *reader;
    toc_rc rc = toc_reader_open(path, max, &reader, err);
    if (rc != TOC_OK) {
        return rc;
    }
    size_t lines = 0;
    bool more = true;
    while (rc == TOC_OK && more) {
        toc_str line = {NULL, 0};
        bool cut = false;
        rc = toc_reader_next(reader, &line, &cut, &more, err);
        if (rc == TOC_OK && more) {
            assert_int_equal(toc_reader_line(reader), ++lines);
            toc_buf_add_char(out, '[');
            toc_buf_add(out, line);
            toc_buf_add_cstr(out, cut ? "~]" : "]");
        }
    }
    toc_reader_close(reader);
    return rc;
}

static void expect_lines(toc_str bytes, size_t max, toc_str expected) {
    scratch s;
    scratch_init(&s);
    toc_buf out;
    toc_buf_init(&out, 0);
    assert_int_equal(read_all(scratch_file(&s, "f", bytes.ptr, bytes.len), max, &out, NULL), TOC_OK);
    if (!toc_str_equal(toc_buf_str(&out), expected)) {
        fail_msg("%.*s instead of %.*s", TOC_FMT(toc_buf_str(&out)), TOC_FMT(expected));
    }
    toc_buf_fini(&out);
    scratch_fini(&s);
}

static void ends_of_lines(void **state) {
    (void)state;
    expect_lines(TOC_STR(""), 100, TOC_STR(""));
    expect_lines(TOC_STR("\n"), 100, TOC_STR("[]"));
    expect_lines(TOC_STR("a\nb\n"), 100, TOC_STR("[a][b]"));
    expect_lines(TOC_STR("a\r\nb\r\n\r\nc"), 100, TOC_STR("[a][b][][c]"));
    expect_lines(TOC_STR("a\n\nb"), 100, TOC_STR("[a][][b]"));
    expect_lines(TOC_STR("a\rb\r"), 100, TOC_STR("[a\rb\r]"));
    expect_lines(TOC_STR("a\0b\n\0\n"), 100, TOC_STR("[a\0b][\0]"));
}

static void the_longest_line(void **state) {
    (void)state;
    expect_lines(TOC_STR("12345\n"), 5, TOC_STR("[12345]"));
    expect_lines(TOC_STR("12345\r\n"), 5, TOC_STR("[12345]"));
    expect_lines(TOC_STR("12345"), 5, TOC_STR("[12345]"));
    expect_lines(TOC_STR("123456\nab\n"), 5, TOC_STR("[12345~][ab]"));
    expect_lines(TOC_STR("123456\r\nab"), 5, TOC_STR("[12345~][ab]"));
    expect_lines(TOC_STR("1234567890123\n\nab"), 5, TOC_STR("[12345~][][ab]"));
    expect_lines(TOC_STR("123456"), 5, TOC_STR("[12345~]"));
    expect_lines(TOC_STR("1234567890"), 5, TOC_STR("[12345~]"));
    expect_lines(TOC_STR("ab\n\n"), 0, TOC_STR("[~][]"));
}

/* A line of len bytes (a-z in turn), then "end". */
static char *long_line(size_t len) {
    char *bytes = malloc(len + 4);
    for (size_t i = 0; i < len; i++) {
        bytes[i] = (char)('a' + i % 26);
    }
    memcpy(bytes + len, "\nend", 4);
    return bytes;
}

static void lines_beyond_the_window(void **state) {
    (void)state;
    static const size_t LENGTHS[] = {65533, 65534, 65535, 65536, 65537, 131071, 131072, 1000000};
    scratch s;
    scratch_init(&s);
    for (size_t i = 0; i < sizeof LENGTHS / sizeof *LENGTHS; i++) {
        size_t len = LENGTHS[i];
        char *bytes = long_line(len);
        const char *path = scratch_file(&s, "f", bytes, len + 4);
        for (int cut = 0; cut <= 1; cut++) {
            toc_buf out;
            toc_buf_init(&out, 0);
            assert_int_equal(read_all(path, len - (size_t)cut, &out, NULL), TOC_OK);
            assert_int_equal(out.len, len + 2 + 5); /* the cut byte gives way to "~" */
            assert_memory_equal(out.ptr + 1, bytes, len - (size_t)cut);
            assert_string_equal(out.ptr + len + 1 - cut, cut ? "~][end]" : "][end]");
            toc_buf_fini(&out);
        }
        free(bytes);
    }
    scratch_fini(&s);
}

/* A child writes bytes to the pipe at path in pieces of random size up to most. */
static pid_t feed(const char *path, const char *bytes, size_t len, size_t most) {
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        toc_rng rng;
        toc_rng_init(&rng, len);
        int fd = open(path, O_WRONLY);
        for (size_t at = 0; at < len;) {
            size_t piece = 1 + (size_t)toc_rng_below(&rng, most);
            piece = piece < len - at ? piece : len - at;
            ssize_t put = write(fd, bytes + at, piece);
            at += put > 0 ? (size_t)put : 0;
        }
        _exit(0);
    }
    return child;
}

static void pieces_of_every_size_give_the_same(void **state) {
    (void)state;
    static const char BYTES[] =
        "one\r\ntwo\n\n\0three\rfour\r\na line that is too long to be given whole\nx\r\n\r\nlast";
    scratch s;
    scratch_init(&s);
    for (size_t most = 1; most <= 4; most++) {
        const char *path = scratch_path(&s, "pipe");
        assert_int_equal(mkfifo(path, 0600), 0);
        pid_t child = feed(path, BYTES, sizeof BYTES - 1, most);
        toc_buf out;
        toc_buf_init(&out, 0);
        assert_int_equal(read_all(path, 20, &out, NULL), TOC_OK);
        assert_str(toc_buf_str(&out), "[one][two][][\0three\rfour][a line that is too l~][x][][last]");
        toc_buf_fini(&out);
        waitpid(child, NULL, 0);
        unlink(path);
    }
    scratch_fini(&s);
}

static void standard_input(void **state) {
    (void)state;
    scratch s;
    scratch_init(&s);
    int kept = dup(STDIN_FILENO), fd = open(scratch_file(&s, "f", "a\nb", 3), O_RDONLY);
    dup2(fd, STDIN_FILENO);
    close(fd);
    toc_buf out;
    toc_buf_init(&out, 0);
    assert_int_equal(read_all("-", 10, &out, NULL), TOC_OK);
    assert_str(toc_buf_str(&out), "[a][b]");
    assert_true(fcntl(STDIN_FILENO, F_GETFD) >= 0);
    dup2(kept, STDIN_FILENO);
    close(kept);
    toc_buf_fini(&out);
    scratch_fini(&s);
}

static void what_cannot_be_read(void **state) {
    (void)state;
    scratch s;
    scratch_init(&s);
    toc_err err = {0};
    toc_reader *reader = NULL;
    assert_int_equal(toc_reader_open(scratch_path(&s, "none"), 10, &reader, &err), TOC_ENOTFOUND);
    assert_non_null(strstr(err.text, "none\""));
    assert_int_equal(toc_reader_open(s.dir, 10, &reader, &err), TOC_EIO);
    assert_null(reader);
    toc_reader_close(NULL);
    assert_int_equal(toc_reader_open("/proc/self/mem", 10, &reader, &err), TOC_OK);
    toc_str line = TOC_STR("before");
    bool cut = true, more = true;
    assert_int_equal(toc_reader_next(reader, &line, &cut, &more, &err), TOC_EIO);
    assert_str(line, "before");
    toc_reader_close(reader);
    scratch_fini(&s);
}

static void a_refused_growth_can_be_tried_again(void **state) {
    (void)state;
    scratch s;
    scratch_init(&s);
    char *bytes = long_line(300000);
    toc_reader *reader;
    toc_str line;
    bool cut, more;
    assert_int_equal(toc_reader_open(scratch_file(&s, "f", bytes, 300004), 1 << 20, &reader, NULL), TOC_OK);
    for (long n = 0; n < 3; n++) {
        toc_mem_refuse_after(n < 2 ? n : -1);
        assert_int_equal(toc_reader_next(reader, &line, &cut, &more, NULL), n < 2 ? TOC_ENOMEM : TOC_OK);
        toc_mem_refuse_after(-1);
        assert_int_equal(toc_reader_line(reader), n < 2 ? 0 : 1);
    }
    assert_int_equal(line.len, 300000);
    assert_memory_equal(line.ptr, bytes, 300000);
    assert_int_equal(toc_reader_next(reader, &line, &cut, &more, NULL), TOC_OK);
    assert_str(line, "end");
    toc_reader_close(reader);
    free(bytes);
    scratch_fini(&s);
}

static bool read_long(void *ctx) {
    toc_reader *reader;
    toc_rc rc = toc_reader_open(ctx, 1 << 20, &reader, NULL);
    bool more = rc == TOC_OK, opened = more;
    while (more) {
        toc_str line;
        bool cut;
        rc = toc_reader_next(reader, &line, &cut, &more, NULL);
        more = more && rc == TOC_OK;
    }
    if (opened) {
        toc_reader_close(reader);
    }
    return rc == TOC_OK;
}

static void each_refusal_is_survived(void **state) {
    (void)state;
    scratch s;
    scratch_init(&s);
    char *bytes = long_line(300000);
    assert_true(refuse_each(read_long, (void *)scratch_file(&s, "f", bytes, 300004)) >= 4);
    free(bytes);
    scratch_fini(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ends_of_lines),
        cmocka_unit_test(the_longest_line),
        cmocka_unit_test(lines_beyond_the_window),
        cmocka_unit_test(pieces_of_every_size_give_the_same),
        cmocka_unit_test(standard_input),
        cmocka_unit_test(what_cannot_be_read),
        cmocka_unit_test(a_refused_growth_can_be_tried_again),
        cmocka_unit_test(each_refusal_is_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
