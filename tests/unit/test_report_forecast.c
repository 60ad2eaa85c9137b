/* No forecast without question, resolution rule, horizon, base rate with n, intervals, account of its features and
 * record. */
#include "cm.h"
#include "report/forecast.h"

#include <string.h>

static const toc_rate rate = {.defined = true,
                              .onsets = 3,
                              .pair_years = 1000,
                              .estimate = 0.003,
                              .interval = {0.001, 0.008},
                              .from_year = 1946,
                              .to_year = 2000,
                              .what = "pairs"};

static toc_forecast_parts whole(void) {
    return (toc_forecast_parts){.title = TOC_STR("A – B: a dispute"),
                                .question = TOC_STR("Will one begin?"),
                                .resolution = TOC_STR("MID data"),
                                .from = 19000,
                                .horizon_days = 365,
                                .probability = 0.031,
                                .low = 0.02,
                                .high = 0.06,
                                .base = &rate,
                                .basis = TOC_STR("known before 2023"),
                                .record = TOC_STR("none yet")};
}

static void refuse(toc_forecast_parts parts, const char *missing) {
    toc_arena arena;
    toc_err err = {0};
    const toc_forecast *forecast = NULL;
    toc_arena_init(&arena, 0);
    assert_int_equal(toc_forecast_new(&parts, &arena, &forecast, &err), TOC_EUSAGE);
    assert_null(forecast);
    assert_non_null(strstr(err.text, missing));
    toc_arena_fini(&arena);
}

#define REFUSE(field, value, missing)                                                                                  \
    do {                                                                                                               \
        toc_forecast_parts parts = whole();                                                                            \
        parts.field = value;                                                                                           \
        refuse(parts, missing);                                                                                        \
    } while (0)

static void test_each_missing_part_is_refused(void **state) {
    (void)state;
    toc_rate no_n = rate, unsure = rate;
    no_n.pair_years = 0, unsure.interval = (toc_interval){0.5, 0.6};
    REFUSE(title, TOC_STR(""), "question");
    REFUSE(question, TOC_STR("  "), "question");
    REFUSE(resolution, TOC_STR(""), "resolution rule");
    REFUSE(horizon_days, 0, "horizon");
    REFUSE(from, TOC_DAY_NONE, "horizon");
    REFUSE(base, NULL, "base rate");
    REFUSE(base, &no_n, "base rate");
    REFUSE(base, &unsure, "base rate");
    REFUSE(low, 0.04, "interval");
    REFUSE(high, 0.02, "interval");
    REFUSE(high, 1.2, "interval");
    REFUSE(probability, -0.1, "interval");
    REFUSE(basis, TOC_STR(""), "features");
    REFUSE(record, TOC_STR(" "), "record");
}

static void written(toc_forecast_parts parts, toc_buf *text, toc_buf *json) {
    toc_arena arena;
    toc_err err = {0};
    const toc_forecast *forecast = NULL;
    toc_arena_init(&arena, 0);
    toc_buf_clear(text), toc_buf_clear(json);
    assert_int_equal(toc_forecast_new(&parts, &arena, &forecast, &err), TOC_OK);
    toc_forecast_add_text(text, forecast, NULL, NULL, (toc_text_style){.width = 300});
    toc_forecast_add_members(json, forecast);
    toc_arena_fini(&arena);
}

static void test_words_come_from_the_figure(void **state) {
    (void)state;
    toc_buf text, json;
    toc_forecast_parts parts = whole();
    toc_buf_init(&text, 1 << 20), toc_buf_init(&json, 1 << 20);
    written(parts, &text, &json);
    assert_non_null(strstr(text.ptr, "about 3 in 100: almost no chance (95 % interval 2 to 6 in 100)"));
    assert_non_null(
        strstr(text.ptr, "less than 1 in 100 (95 % interval less than 1 in 100; 3 in 1,000 pair-years, 1946–2000)"));
    assert_non_null(strstr(text.ptr, "none yet"));
    assert_non_null(strstr(json.ptr, "\"horizon_days\":365"));
    assert_non_null(strstr(json.ptr, "\"track_record\":\"none yet\""));
    parts.probability = 0.002, parts.low = 0.0001, parts.high = 0.004;
    written(parts, &text, &json);
    assert_non_null(strstr(text.ptr, "less than 1 in 100: almost no chance (95 % interval less than 1 in 100)"));
    assert_null(strstr(text.ptr, " 0 in 100"));
    parts.probability = 0.5, parts.low = 0.3, parts.high = 0.7;
    written(parts, &text, &json);
    assert_non_null(strstr(text.ptr, "about 50 in 100: roughly even chance (95 % interval 30 to 70 in 100)"));
    toc_buf_fini(&text), toc_buf_fini(&json);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_each_missing_part_is_refused),
                                       cmocka_unit_test(test_words_come_from_the_figure)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
