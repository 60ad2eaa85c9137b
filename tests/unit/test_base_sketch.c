/* Sketches of texts: the same text, the same sketch; near texts, near sketches; bytes that are none are refused. */
#include "cm.h"

#include "base/rng.h"
#include "base/sketch.h"

#include <stdio.h>
#include <string.h>

static toc_sketch sketch_of(const char *text) {
    toc_sketcher sketcher;
    toc_sketcher_init(&sketcher);
    toc_sketcher_add(&sketcher, toc_str_of(text));
    return toc_sketcher_end(&sketcher);
}

static void words_are_letters_and_digits(void **state) {
    (void)state;
    toc_str rest = TOC_STR(" It's 5,000 caf\xc3\xa9s\xe2\x80\x94no "), word;
    static const char *const wanted[] = {"It", "s", "5", "000", "caf\xc3\xa9s\xe2\x80\x94no"};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        assert_true(toc_sketch_word(&rest, &word));
        assert_true(toc_str_equal(word, toc_str_of(wanted[i])));
    }
    assert_false(toc_sketch_word(&rest, &word));
}

static void case_and_marks_do_not_count(void **state) {
    (void)state;
    toc_sketch a = sketch_of("Poland closed its border, on Friday."),
               b = sketch_of("POLAND closed ITS border on friday");
    assert_int_equal(a.count, 4);
    assert_memory_equal(&a, &b, sizeof a);
    assert_true(toc_sketch_share(&a, &b) == 1);
}

static void the_cut_into_pieces_does_not_count(void **state) {
    (void)state;
    toc_sketcher pieces;
    toc_sketch whole = sketch_of("one two three four five six");
    toc_sketcher_init(&pieces);
    toc_sketcher_add(&pieces, TOC_STR("one two"));
    toc_sketcher_add(&pieces, TOC_STR(""));
    toc_sketcher_add(&pieces, TOC_STR("three four five six"));
    toc_sketch cut = toc_sketcher_end(&pieces);
    assert_memory_equal(&whole, &cut, sizeof whole);
}

static void short_texts_are_exact(void **state) {
    (void)state;
    toc_sketch a = sketch_of("a b c d e f"), b = sketch_of("a b c d e g"), one = sketch_of("alone"),
               none = sketch_of(" . ");
    assert_true(toc_sketch_share(&a, &b) == 3.0 / 5); /* abc bcd cde, and def, deg */
    assert_true(toc_sketch_share(&a, &b) == toc_sketch_share(&b, &a));
    assert_int_equal(one.count, 1);
    assert_int_equal(none.count, 0);
    assert_true(toc_sketch_share(&none, &none) == 0);
    assert_true(toc_sketch_share(&one, &a) == 0);
}

/* Two texts of n runs each, of which `both` are the same: the estimate is near the truth. */
static void long_texts_are_estimated(void **state) {
    (void)state;
    static char text[2][40000];
    double worst = 0;
    for (int shared = 0; shared <= 2000; shared += 250) {
        for (int t = 0; t < 2; t++) {
            size_t at = 0;
            for (int i = 0; i < 2000; i++) {
                at += (size_t)snprintf(text[t] + at, sizeof text[t] - at, "w%d%s ", i, i < shared ? "" : t ? "x" : "y");
            }
        }
        toc_sketch a = sketch_of(text[0]), b = sketch_of(text[1]);
        double runs = shared < 3 ? 0 : shared - 2, truth = runs / (2 * 1998 - runs);
        double error = toc_sketch_share(&a, &b) - truth;
        worst = error > worst ? error : -error > worst ? -error : worst;
    }
    assert_true(worst < 0.19); /* three standard errors */
}

static void bytes_come_back(void **state) {
    (void)state;
    unsigned char bytes[TOC_SKETCH_BYTES];
    toc_sketch a = sketch_of("the quick brown fox jumps over the lazy dog"), b;
    size_t len = toc_sketch_write(&a, bytes);
    assert_int_equal(len, 4 * a.count);
    memset(&b, 0, sizeof b);
    assert_true(toc_sketch_read((toc_str){(const char *)bytes, len}, &b));
    assert_memory_equal(&a, &b, sizeof a);
    assert_true(toc_sketch_read((toc_str){NULL, 0}, &b));
    assert_int_equal(b.count, 0);
    assert_false(toc_sketch_read((toc_str){(const char *)bytes, len - 1}, &b));
    memset(bytes, 7, sizeof bytes); /* not ascending */
    assert_false(toc_sketch_read((toc_str){(const char *)bytes, 8}, &b));
    char wide[TOC_SKETCH_BYTES + 4] = {0};
    assert_false(toc_sketch_read((toc_str){wide, sizeof wide}, &b));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_letters_and_digits),       cmocka_unit_test(case_and_marks_do_not_count),
        cmocka_unit_test(the_cut_into_pieces_does_not_count), cmocka_unit_test(short_texts_are_exact),
        cmocka_unit_test(long_texts_are_estimated),           cmocka_unit_test(bytes_come_back)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
