/* buf, err: appending, maxima, escapes, figures, messages that are cut. */
#include "cm.h"

#include "base/err.h"
#include "base/rng.h"
#include "refuse.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef void add_fn(toc_buf *buf, toc_str text);

static void same(add_fn *add, toc_str text, toc_str expected) {
    toc_buf buf;
    toc_buf_init(&buf, 0);
    add(&buf, text);
    assert_false(buf.failed);
    if (!toc_str_equal(toc_buf_str(&buf), expected)) {
        fail_msg("\"%.*s\" instead of \"%.*s\"", TOC_FMT(toc_buf_str(&buf)), TOC_FMT(expected));
    }
    toc_buf_fini(&buf);
}

static void appending(void **state) {
    (void)state;
    toc_buf buf;
    toc_buf_init(&buf, 0);
    assert_str(toc_buf_str(&buf), "");
    assert_non_null(toc_buf_str(&buf).ptr);
    toc_buf_add(&buf, TOC_STR("a"));
    toc_buf_add_char(&buf, 'b');
    toc_buf_add_cstr(&buf, "c");
    toc_buf_add(&buf, (toc_str){NULL, 0});
    toc_buf_printf(&buf, "%d|%s", 12, "x");
    assert_str(toc_buf_str(&buf), "abc12|x");
    assert_int_equal(buf.ptr[buf.len], '\0');
    toc_buf_clear(&buf);
    assert_str(toc_buf_str(&buf), "");
    for (int i = 0; i < 100000; i++) {
        toc_buf_printf(&buf, "%d,", i);
    }
    assert_int_equal(buf.len, 588890);
    toc_buf_fini(&buf);
}

static void the_maximum_is_kept(void **state) {
    (void)state;
    toc_buf buf;
    toc_buf_init(&buf, 10);
    toc_buf_add(&buf, TOC_STR("0123456789"));
    assert_false(buf.failed);
    toc_buf_add_char(&buf, 'x');
    assert_true(buf.failed);
    assert_str(toc_buf_str(&buf), "0123456789");
    toc_buf_clear(&buf);
    assert_false(buf.failed);
    toc_buf_add(&buf, TOC_STR("01234567"));
    toc_buf_printf(&buf, "%s", "too long");
    assert_true(buf.failed);
    toc_buf_add_char(&buf, 'y'); /* would fit, but comes after a failure */
    assert_str(toc_buf_str(&buf), "01234567");
    toc_buf_fini(&buf);
}

static bool append_much(void *ctx) {
    (void)ctx;
    toc_buf buf;
    toc_buf_init(&buf, 0);
    size_t whole = 0;
    for (int i = 0; i < 5000; i++) {
        toc_buf_add_json(&buf, TOC_STR("a \"quoted\" word"));
        toc_buf_printf(&buf, "%d", i);
        toc_buf_add_double(&buf, i / 3.0);
        whole = buf.failed ? whole : buf.len;
    }
    bool passed = !buf.failed;
    if (buf.ptr != NULL) {
        assert_int_equal(strlen(buf.ptr), buf.len);
    }
    toc_buf_fini(&buf);
    return passed && whole > 0;
}

static void each_refusal_is_survived(void **state) {
    (void)state;
    assert_true(refuse_each(append_much, NULL) > 5);
}

static void json(void **state) {
    (void)state;
    same(toc_buf_add_json, (toc_str){NULL, 0}, TOC_STR("\"\""));
    same(toc_buf_add_json, TOC_STR("a\"b\\c/\b\f\n\r\t\x01\x1f\x7f"),
         TOC_STR("\"a\\\"b\\\\c/\\b\\f\\n\\r\\t\\u0001\\u001f\x7f\""));
    same(toc_buf_add_json, TOC_STR("nul\0here"), TOC_STR("\"nul\\u0000here\""));
    same(toc_buf_add_json, TOC_STR("Przewod\xC3\xB3w \xE2\x82\xAC \xF0\x9F\x95\x8A"),
         TOC_STR("\"Przewod\xC3\xB3w \xE2\x82\xAC \xF0\x9F\x95\x8A\""));
}

#define FFFD "\xEF\xBF\xBD"

static void json_mends_broken_utf8(void **state) {
    (void)state;
    same(toc_buf_add_json, TOC_STR("\x80"), TOC_STR("\"" FFFD "\""));
    same(toc_buf_add_json, TOC_STR("a\xC3"), TOC_STR("\"a" FFFD "\""));
    same(toc_buf_add_json, TOC_STR("\xC3\x28"), TOC_STR("\"" FFFD "(\""));
    same(toc_buf_add_json, TOC_STR("\xC0\xAF"), TOC_STR("\"" FFFD FFFD "\""));
    same(toc_buf_add_json, TOC_STR("\xE0\x80\xAF"), TOC_STR("\"" FFFD FFFD FFFD "\""));
    same(toc_buf_add_json, TOC_STR("\xED\xA0\x80"), TOC_STR("\"" FFFD FFFD FFFD "\""));
    same(toc_buf_add_json, TOC_STR("\xF4\x90\x80\x80"), TOC_STR("\"" FFFD FFFD FFFD FFFD "\""));
    same(toc_buf_add_json, TOC_STR("\xF0\x9F\x95"), TOC_STR("\"" FFFD FFFD FFFD "\""));
    same(toc_buf_add_json, TOC_STR("\xFF\xFE"), TOC_STR("\"" FFFD FFFD "\""));
    same(toc_buf_add_json, TOC_STR("\xED\x9F\xBF\xEE\x80\x80\xF4\x8F\xBF\xBF"),
         TOC_STR("\"\xED\x9F\xBF\xEE\x80\x80\xF4\x8F\xBF\xBF\""));
}

static void xml(void **state) {
    (void)state;
    same(toc_buf_add_xml, TOC_STR("<a b=\"c\">'&'</a>"), TOC_STR("&lt;a b=&quot;c&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;"));
    same(toc_buf_add_xml, TOC_STR("x\x01\x1b\0y\tz\n\r\x7f"), TOC_STR("xy\tz\n\r"));
    same(toc_buf_add_xml, TOC_STR("\xFFok"), TOC_STR(FFFD "ok"));
}

static void csv(void **state) {
    (void)state;
    same(toc_buf_add_csv, TOC_STR("plain text"), TOC_STR("plain text"));
    same(toc_buf_add_csv, TOC_STR(""), TOC_STR(""));
    same(toc_buf_add_csv, TOC_STR("a,b"), TOC_STR("\"a,b\""));
    same(toc_buf_add_csv, TOC_STR("say \"no\""), TOC_STR("\"say \"\"no\"\"\""));
    same(toc_buf_add_csv, TOC_STR("\""), TOC_STR("\"\"\"\""));
    same(toc_buf_add_csv, TOC_STR("two\nlines"), TOC_STR("\"two\nlines\""));
    same(toc_buf_add_csv, TOC_STR("cr\r"), TOC_STR("\"cr\r\""));
}

static void figure(double value, const char *expected) {
    toc_buf buf;
    toc_buf_init(&buf, 0);
    toc_buf_add_double(&buf, value);
    assert_string_equal(buf.ptr, expected);
    toc_buf_fini(&buf);
}

static void figures(void **state) {
    (void)state;
    figure(0, "0");
    figure(0.1, "0.1");
    figure(-2.5, "-2.5");
    figure(100, "100");
    figure(1.0 / 3, "0.3333333333333333");
    figure(0.1 + 0.2, "0.30000000000000004");
    figure(1e22, "1e+22");
    figure(INFINITY, "null");
    figure(-INFINITY, "null");
    figure(NAN, "null");
}

static void figures_read_back(void **state) {
    (void)state;
    toc_rng rng;
    toc_rng_init(&rng, 3);
    toc_buf buf;
    toc_buf_init(&buf, 0);
    for (int i = 0; i < 20000; i++) {
        uint64_t bits = toc_rng_next(&rng);
        double value, back;
        memcpy(&value, &bits, sizeof value);
        if (!isfinite(value)) {
            continue;
        }
        toc_buf_clear(&buf);
        toc_buf_add_double(&buf, value);
        assert_true(toc_str_to_double(toc_buf_str(&buf), &back));
        assert_memory_equal(&value, &back, sizeof value);
        assert_true(strtod(buf.ptr, NULL) == value);
    }
    toc_buf_fini(&buf);
}

static void errors_say_what_failed(void **state) {
    (void)state;
    toc_err err = {0};
    assert_int_equal(toc_err_set(&err, TOC_EFORMAT, "row %d of \"%s\"", 3, "a.tsv"), TOC_EFORMAT);
    assert_string_equal(err.text, "row 3 of \"a.tsv\"");
    assert_int_equal(err.rc, TOC_EFORMAT);
    assert_int_equal(toc_err_prefix(&err, "the %s: ", "lexicon"), TOC_EFORMAT);
    assert_string_equal(err.text, "the lexicon: row 3 of \"a.tsv\"");
    toc_err_set(&err, TOC_EIO, "again: %s", err.text); /* its own words */
    assert_string_equal(err.text, "again: the lexicon: row 3 of \"a.tsv\"");
    assert_int_equal(toc_err_set(NULL, TOC_EIO, "x"), TOC_EIO);
    toc_err_prefix(NULL, "x");
}

static void errors_are_cut_at_a_character(void **state) {
    (void)state;
    static const char *const CHARACTERS[] = {"\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x95\x8A"};
    for (size_t c = 0; c < 3; c++) {
        size_t width = strlen(CHARACTERS[c]);
        for (size_t lead = 0; lead < 5; lead++) {
            char text[1024] = "";
            memset(text, 'x', lead);
            while (strlen(text) < 600) {
                strcat(text, CHARACTERS[c]);
            }
            toc_err err = {0};
            toc_err_set(&err, TOC_EIO, "%s", text);
            size_t len = strlen(err.text);
            assert_true(len > 511 - width && len <= 511);
            assert_int_equal((len - lead) % width, 0);
            toc_err_set(&err, TOC_EIO, "%s", "........"); /* of these, as many as there is room for */
            toc_err_prefix(&err, "%s", text);
            len = strcspn(err.text, ".");
            assert_true(len > 511 - width && strlen(err.text) == 511);
            assert_int_equal((len - lead) % width, 0);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(appending),
        cmocka_unit_test(the_maximum_is_kept),
        cmocka_unit_test(each_refusal_is_survived),
        cmocka_unit_test(json),
        cmocka_unit_test(json_mends_broken_utf8),
        cmocka_unit_test(xml),
        cmocka_unit_test(csv),
        cmocka_unit_test(figures),
        cmocka_unit_test(figures_read_back),
        cmocka_unit_test(errors_say_what_failed),
        cmocka_unit_test(errors_are_cut_at_a_character),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
