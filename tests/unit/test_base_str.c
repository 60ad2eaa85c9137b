/* str: views; whole numbers; numbers with a fraction against the C library's own reading. */
#include "cm.h"

#include "base/rng.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const toc_str NOTHING = {NULL, 0};

static void comparing(void **state) {
    (void)state;
    assert_true(toc_str_equal(TOC_STR("NATO"), toc_str_of("NATO")));
    assert_false(toc_str_equal(TOC_STR("NATO"), TOC_STR("NATo")));
    assert_true(toc_str_equal(NOTHING, TOC_STR("")));
    assert_true(toc_str_equal(toc_str_of(NULL), NOTHING));
    assert_true(toc_str_equal_icase(TOC_STR("NaTo-1"), TOC_STR("nAtO-1")));
    assert_false(toc_str_equal_icase(TOC_STR("\xC3\x84"), TOC_STR("\xC3\xA4")));
    assert_false(toc_str_equal_icase(TOC_STR("@"), TOC_STR("`")));
    assert_true(toc_str_compare(TOC_STR("a"), TOC_STR("ab")) < 0);
    assert_true(toc_str_compare(TOC_STR("\xFF"), TOC_STR("a")) > 0);
    assert_true(toc_str_compare(TOC_STR("a\0b"), TOC_STR("a\0c")) < 0);
    assert_int_equal(toc_str_compare(NOTHING, TOC_STR("")), 0);
}

static void parts(void **state) {
    (void)state;
    toc_str text = TOC_STR("Belarus and Latvia");
    assert_true(toc_str_starts(text, TOC_STR("Belarus")));
    assert_false(toc_str_starts(TOC_STR("Bel"), TOC_STR("Belarus")));
    assert_true(toc_str_ends(text, TOC_STR("Latvia")));
    assert_true(toc_str_starts(NOTHING, NOTHING));
    assert_str(toc_str_slice(text, 8, 11), "and");
    assert_str(toc_str_slice(text, 12, 99), "Latvia");
    assert_int_equal(toc_str_slice(text, 30, 10).len, 0);
    assert_int_equal(toc_str_slice(NOTHING, 1, 2).len, 0);
    assert_str(toc_str_trim(TOC_STR(" \t\r\n\v\f x y \n")), "x y");
    assert_int_equal(toc_str_trim(TOC_STR(" \n ")).len, 0);
    assert_int_equal(toc_str_trim(NOTHING).len, 0);
}

static void finding(void **state) {
    (void)state;
    toc_str text = TOC_STR("abcabc\0abc");
    assert_int_equal(toc_str_find(text, TOC_STR("abc"), 0), 0);
    assert_int_equal(toc_str_find(text, TOC_STR("abc"), 1), 3);
    assert_int_equal(toc_str_find(text, TOC_STR("abc"), 4), 7);
    assert_int_equal(toc_str_find(text, TOC_STR("abd"), 0), SIZE_MAX);
    assert_int_equal(toc_str_find(text, TOC_STR("abc"), 8), SIZE_MAX);
    assert_int_equal(toc_str_find(text, TOC_STR("abc"), 100), SIZE_MAX);
    assert_int_equal(toc_str_find(text, TOC_STR(""), 10), 10);
    assert_int_equal(toc_str_find(NOTHING, TOC_STR("a"), 0), SIZE_MAX);
}

static void cutting(void **state) {
    (void)state;
    toc_str rest = TOC_STR("a\t\tb");
    assert_str(toc_str_cut(&rest, '\t'), "a");
    assert_str(toc_str_cut(&rest, '\t'), "");
    assert_non_null(rest.ptr);
    assert_str(toc_str_cut(&rest, '\t'), "b");
    assert_null(rest.ptr);
    rest = TOC_STR("a\t");
    toc_str_cut(&rest, '\t');
    assert_non_null(rest.ptr);
    assert_int_equal(rest.len, 0);
    assert_str(toc_str_cut(&rest, '\t'), "");
    assert_null(rest.ptr);
}

static void hashing_is_xxh3(void **state) {
    (void)state;
    assert_true(toc_str_hash(NOTHING, 0) == UINT64_C(0x2D06800538D394C2)); /* XXH3_64bits of nothing */
    assert_true(toc_str_hash(TOC_STR("a"), 0) != toc_str_hash(TOC_STR("a"), 1));
}

static void whole_numbers(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int64_t value;
    } GOOD[] = {{"0", 0},
                {"-0", 0},
                {"+7", 7},
                {"007", 7},
                {"-42", -42},
                {"9223372036854775807", INT64_MAX},
                {"-9223372036854775808", INT64_MIN}};
    static const char *const BAD[] = {"",
                                      "-",
                                      "+",
                                      " 1",
                                      "1 ",
                                      "1.0",
                                      "1e",
                                      "0x10",
                                      "--1",
                                      "1,000",
                                      "9223372036854775808",
                                      "-9223372036854775809",
                                      "99999999999999999999999"};
    for (size_t i = 0; i < sizeof GOOD / sizeof *GOOD; i++) {
        int64_t value = 99;
        assert_true(toc_str_to_i64(toc_str_of(GOOD[i].text), &value));
        assert_true(value == GOOD[i].value);
    }
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        int64_t value = 99;
        assert_false(toc_str_to_i64(toc_str_of(BAD[i]), &value));
        assert_true(value == 99);
    }
}

static void same_as_strtod(const char *text) {
    double mine = -1, theirs = strtod(text, NULL);
    bool read = toc_str_to_double(toc_str_of(text), &mine);
    if (isinf(theirs) ? read : !read || memcmp(&mine, &theirs, sizeof mine) != 0) {
        fail_msg("%s: %a instead of %a", text, mine, theirs);
    }
}

static void doubles_of_note(void **state) {
    (void)state;
    static const char *const TEXTS[] = {"0",
                                        "-0",
                                        "0.0e5",
                                        "1",
                                        "-1.5",
                                        "+2.25",
                                        "0.1",
                                        "1e22",
                                        "1e23",
                                        "9007199254740993",
                                        "9007199254740992.5",
                                        "123456789012345678901234567890",
                                        "1e308",
                                        "1.7976931348623157e308",
                                        "1.7976931348623158e308",
                                        "1.7976931348623159e308",
                                        "1e309",
                                        "1e999999999999",
                                        "0e999999999999",
                                        "2.2250738585072014e-308",
                                        "2.2250738585072011e-308",
                                        "4.9406564584124654e-324",
                                        "2.4703282292062327e-324",
                                        "2.4703282292062328e-324",
                                        "1e-999999999999",
                                        "1e-400",
                                        "8.5e-324",
                                        "0.000000000000000000000000000000000000001",
                                        "5e-324",
                                        "7e-324",
                                        "7.4109846876186981e-324",
                                        "1E5",
                                        "1e+5",
                                        "100000000000000016777215",
                                        "100000000000000016777216",
                                        "6.631236846766476e-316",
                                        "3.2378839133029012895883522412501864730e-310",
                                        "1.00000000000000011102230246251565",
                                        "1.00000000000000011102230246251565404236316680908203125",
                                        "1.00000000000000011102230246251565404236316680908203124",
                                        "1.00000000000000011102230246251565404236316680908203126",
                                        "000000000000000000000000000000012.5000000"};
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
        same_as_strtod(TEXTS[i]);
    }
}

static void doubles_that_are_none(void **state) {
    (void)state;
    static const char *const TEXTS[] = {"",    "-",     ".",   "1.", ".5", "e5", "1e",  "1e+",   "1e5.0", "nan",
                                        "inf", "0x1p3", "1,5", " 1", "1 ", "1f", "--1", "1.2.3", "1e5e5"};
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
        double value = 99;
        assert_false(toc_str_to_double(toc_str_of(TEXTS[i]), &value));
        assert_true(value == 99);
    }
}

static double random_double(toc_rng *rng) {
    double value;
    do {
        uint64_t bits = toc_rng_next(rng);
        memcpy(&value, &bits, sizeof value);
    } while (!isfinite(value));
    return value;
}

static void doubles_at_random(void **state) {
    (void)state;
    toc_rng rng;
    toc_rng_init(&rng, 20230815);
    for (int i = 0; i < 30000; i++) {
        char text[64];
        snprintf(text, sizeof text, "%.*g", (int)toc_rng_below(&rng, 25) + 1, random_double(&rng));
        same_as_strtod(text);
        snprintf(text, sizeof text, "%llu.%llue%d", (unsigned long long)toc_rng_below(&rng, 1000000),
                 (unsigned long long)toc_rng_next(&rng), (int)toc_rng_below(&rng, 60) - 30);
        same_as_strtod(text);
    }
}

/* Halfway between two doubles, exactly written out: hundreds of digits that all count. */
static void doubles_halfway(void **state) {
    (void)state;
    toc_rng rng;
    toc_rng_init(&rng, 7);
    for (int i = 0; i < 300; i++) {
        char text[1400], longer[1410];
        double low = fabs(random_double(&rng));
        int exponent;
        frexp(low, &exponent);
        if (exponent < -1000 || exponent > 60) {
            low = ldexp(low, -exponent);
        }
        long double half = ((long double)low + (long double)nextafter(low, INFINITY)) / 2;
        snprintf(text, sizeof text, "%.1200Lf", half);
        same_as_strtod(text);
        snprintf(longer, sizeof longer, "%s1", text);
        same_as_strtod(longer);
    }
}

static void doubles_with_a_long_tail(void **state) {
    (void)state;
    char text[3000];
    memset(text, '9', sizeof text);
    text[1] = '.';
    text[sizeof text - 1] = '\0';
    same_as_strtod(text);
    memset(text, '0', sizeof text);
    memcpy(text, "1.", 2);
    text[sizeof text - 2] = '1';
    text[sizeof text - 1] = '\0';
    same_as_strtod(text);
    memset(text, '7', sizeof text);
    memcpy(text + sizeof text - 7, "e-2900", 7);
    same_as_strtod(text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comparing),
        cmocka_unit_test(parts),
        cmocka_unit_test(finding),
        cmocka_unit_test(cutting),
        cmocka_unit_test(hashing_is_xxh3),
        cmocka_unit_test(whole_numbers),
        cmocka_unit_test(doubles_of_note),
        cmocka_unit_test(doubles_that_are_none),
        cmocka_unit_test(doubles_at_random),
        cmocka_unit_test(doubles_halfway),
        cmocka_unit_test(doubles_with_a_long_tail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
