/* No probability without question, resolution rule, horizon, base rate with n, interval and record; words from the
 * figure. */
#include "cm.h"
#include "report/odds.h"
#include "report/words.h"

#include <string.h>

static const toc_rate rate = {.defined = true,
                              .onsets = 3,
                              .pair_years = 1000,
                              .estimate = 0.003,
                              .interval = {0.001, 0.008},
                              .from_year = 1946,
                              .to_year = 2000,
                              .what = "pairs"};

static toc_odds_parts whole(const toc_rate *base) {
    return (toc_odds_parts){.question = TOC_STR("will a war begin"),
                            .resolution = TOC_STR("1,000 battle deaths, UCDP"),
                            .horizon_days = 365,
                            .base = base,
                            .base_of = TOC_STR("pairs"),
                            .record = TOC_STR("none yet")};
}

static void refuse(toc_odds_parts parts, const char *missing) {
    toc_arena arena;
    toc_err err = {0};
    const toc_odds *odds = NULL;
    toc_arena_init(&arena, 0);
    assert_int_equal(toc_odds_new(&parts, &arena, &odds, &err), TOC_EUSAGE);
    assert_null(odds);
    assert_non_null(strstr(err.text, missing));
    toc_arena_fini(&arena);
}

static void test_each_missing_part_is_refused(void **state) {
    (void)state;
    toc_odds_parts parts = whole(&rate);
    parts.question = TOC_STR("  ");
    refuse(parts, "question");
    parts = whole(&rate);
    parts.resolution = TOC_STR("");
    refuse(parts, "resolution");
    parts = whole(&rate);
    parts.horizon_days = 0;
    refuse(parts, "horizon");
    parts = whole(NULL);
    refuse(parts, "base rate");
    toc_rate no_n = rate;
    no_n.pair_years = 0;
    refuse(whole(&no_n), "base rate");
    toc_rate undefined = rate;
    undefined.defined = false;
    refuse(whole(&undefined), "base rate");
    toc_rate no_interval = rate;
    no_interval.interval = (toc_interval){0, 0};
    refuse(whole(&no_interval), "interval");
    parts = whole(&rate);
    parts.record = TOC_STR("");
    refuse(parts, "none yet");
}

static const char *chance_of(double estimate, double low, double high, toc_buf *out) {
    toc_arena arena;
    toc_rate base = rate;
    toc_err err = {0};
    const toc_odds *odds;
    base.estimate = estimate;
    base.interval = (toc_interval){low, high};
    toc_odds_parts parts = whole(&base);
    toc_arena_init(&arena, 0);
    toc_buf_clear(out);
    assert_int_equal(toc_odds_new(&parts, &arena, &odds, &err), TOC_OK);
    toc_odds_add_chance(out, odds);
    toc_buf_add_cstr(out, "|");
    toc_odds_add_basis(out, odds);
    toc_arena_fini(&arena);
    return out->ptr;
}

static void test_small_chances_are_never_zero(void **state) {
    (void)state;
    toc_buf out;
    toc_buf_init(&out, 4096);
    assert_non_null(strstr(chance_of(0, 0, 0.004, &out), "less than 1 in 100|"));
    assert_non_null(strstr(chance_of(0.0099, 0.005, 0.02, &out), "less than 1 in 100|"));
    assert_null(strstr(out.ptr, " 0 in"));
    assert_non_null(strstr(chance_of(0.999, 0.99, 1, &out), "more than 99 in 100|"));
    assert_non_null(strstr(chance_of(0.07, 0.05, 0.08, &out), "about 7 in 100|"));
    assert_non_null(strstr(out.ptr, "5 to 8 in 100"));
    assert_non_null(strstr(out.ptr, "3 in 1,000 pair-years"));
    assert_non_null(strstr(chance_of(0.013, 0.0125, 0.0146, &out), "1.2 to 1.5 in 100"));
    toc_buf_fini(&out);
}

static void test_words_follow_icd_203(void **state) {
    (void)state;
    const struct {
        double probability;
        const char *words;
    } table[] = {{0, "almost no chance"},
                 {0.05, "almost no chance"},
                 {0.051, "very unlikely"},
                 {0.20, "very unlikely"},
                 {0.21, "unlikely"},
                 {0.45, "unlikely"},
                 {0.46, "roughly even chance"},
                 {0.55, "roughly even chance"},
                 {0.56, "likely"},
                 {0.80, "likely"},
                 {0.81, "very likely"},
                 {0.95, "very likely"},
                 {0.96, "almost certain"},
                 {1, "almost certain"}};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        assert_string_equal(toc_odds_icd203(table[i].probability), table[i].words);
    }
}

static void test_what_was_not_known_is_left_out(void **state) {
    (void)state;
    toc_arena arena;
    toc_arena_init(&arena, 0);
    toc_day asof = toc_day_of(2023, 8, 15);
    toc_str known = toc_words_known(
        &arena, TOC_STR("calls 2022-12-02; Anchorage 2025-08-15; none since 2024; about 2000 men; orig: x"), asof);
    assert_str(known, "calls 2022-12-02; about 2000 men");
    assert_str(toc_words_known(&arena, TOC_STR("until 2023-08-15"), asof), "until 2023-08-15");
    assert_str(toc_words_known(&arena, TOC_STR("until 2023-08-16"), asof), "");
    assert_str(toc_words_known(&arena, TOC_STR("until 2023-09"), asof), "");
    toc_arena_fini(&arena);
}

static void test_text_is_cut_and_wrapped_at_words(void **state) {
    (void)state;
    toc_arena arena;
    toc_buf out;
    toc_arena_init(&arena, 0);
    toc_buf_init(&out, 4096);
    assert_str(toc_words_cut(&arena, TOC_STR("Łódź is far away"), 8), "Łódź is …");
    assert_str(toc_words_cut(&arena, TOC_STR("short"), 8), "short");
    assert_str(toc_words_count(&arena, 1234567), "1,234,567");
    toc_words_wrap(&out, TOC_STR("one two three four"), 0, 2, 9);
    assert_str(toc_buf_str(&out), "one two\n  three\n  four");
    toc_buf_fini(&out);
    toc_arena_fini(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_missing_part_is_refused), cmocka_unit_test(test_small_chances_are_never_zero),
        cmocka_unit_test(test_words_follow_icd_203), cmocka_unit_test(test_what_was_not_known_is_left_out),
        cmocka_unit_test(test_text_is_cut_and_wrapped_at_words)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
