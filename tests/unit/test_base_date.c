/* date: every day there is, there and back; what parses and what does not. */
#include "cm.h"

#include "base/date.h"

#include <string.h>

static int length_of(int year, int month) {
    static const int LENGTHS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : LENGTHS[month - 1];
}

/* Counts the calendar through by hand and compares. */
static void every_day_there_and_back(void **state) {
    (void)state;
    toc_civil today = {1, 1, 1};
    for (toc_day day = TOC_DAY_MIN; day <= TOC_DAY_MAX; day++) {
        toc_civil civil = toc_day_civil(day);
        char text[11];
        if (civil.year != today.year || civil.month != today.month || civil.day != today.day ||
            toc_day_of(today.year, today.month, today.day) != day ||
            toc_day_parse((toc_str){toc_day_format(day, text), 10}) != day ||
            toc_day_weekday(day) != (day - TOC_DAY_MIN) % 7) { /* 0001-01-01 was a Monday */
            fail_msg("day %d is not %d-%d-%d", day, today.year, today.month, today.day);
        }
        if (++today.day > length_of(today.year, today.month)) {
            today.day = 1;
            if (++today.month > 12) {
                today.month = 1;
                today.year++;
            }
        }
    }
    assert_int_equal(today.year, 10000);
}

static void days_that_are_none(void **state) {
    (void)state;
    assert_int_equal(toc_day_of(2023, 6, 31), TOC_DAY_NONE);
    assert_int_equal(toc_day_of(2023, 2, 29), TOC_DAY_NONE);
    assert_int_equal(toc_day_of(1900, 2, 29), TOC_DAY_NONE);
    assert_true(toc_day_of(2000, 2, 29) != TOC_DAY_NONE);
    assert_int_equal(toc_day_of(0, 1, 1), TOC_DAY_NONE);
    assert_int_equal(toc_day_of(10000, 1, 1), TOC_DAY_NONE);
    assert_int_equal(toc_day_of(2023, 0, 1), TOC_DAY_NONE);
    assert_int_equal(toc_day_of(2023, 13, 1), TOC_DAY_NONE);
    assert_int_equal(toc_day_of(2023, 1, 0), TOC_DAY_NONE);
    assert_int_equal(toc_day_of(2023, -1, -1), TOC_DAY_NONE);
    assert_int_equal(toc_day_civil(TOC_DAY_NONE).year, 0);
    assert_int_equal(toc_day_civil(TOC_DAY_MAX + 1).year, 0);
    char text[11] = "x";
    assert_string_equal(toc_day_format(TOC_DAY_NONE, text), "");
    assert_int_equal(toc_day_weekday(0), 3);
}

static void parses(const char *text, bool loose, int year, int month, int day) {
    toc_day got = loose ? toc_day_parse_loose(toc_str_of(text)) : toc_day_parse(toc_str_of(text));
    if (got != toc_day_of(year, month, day)) {
        char shown[11];
        fail_msg("\"%s\" gives \"%s\"", text, toc_day_format(got, shown));
    }
}

static void forms_of_data(void **state) {
    (void)state;
    static const char *const GOOD[] = {"2023-08-15",
                                       "20230815",
                                       "2023/08/15",
                                       "2023-08-15T10:00:00Z",
                                       "2023-08-15 10:00",
                                       "20230815T100000Z",
                                       "2023-08-15T10:00+02:00"};
    static const char *const BAD[] = {
        "",           "2023",       "2023-08",        "2023-8-15",   "2023-08-15x", "2023-08/15",         "2023/08-15",
        "2023-08-32", "2023-02-29", " 2023-08-15",    "2023-08-15 ", "2023-08-15T", "2023-08-15 Tuesday", "0000-01-01",
        "-023-08-15", "202308155",  "20230815123000", "15-08-2023",  "2023-O8-15",  "2023.08.15",         "2023-08-",
        "2023-0",     "2023-08-1"};
    for (size_t i = 0; i < sizeof GOOD / sizeof *GOOD; i++) {
        parses(GOOD[i], false, 2023, 8, 15);
        parses(GOOD[i], true, 2023, 8, 15);
    }
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        parses(BAD[i], false, 0, 0, 0);
    }
}

static void every_prefix_of_a_date_is_refused(void **state) {
    (void)state;
    static const char TEXT[] = "2023-08-15T10:00";
    for (size_t len = 0; len < 16; len++) {
        char exact[16];
        memcpy(exact, TEXT, len);
        bool whole = len == 10 || len >= 13;
        assert_int_equal(toc_day_parse((toc_str){exact, len}) != TOC_DAY_NONE, whole);
    }
}

static void forms_of_news(void **state) {
    (void)state;
    parses("3 May 2023", true, 2023, 5, 3);
    parses("03 May 2023", true, 2023, 5, 3);
    parses("May 3, 2023", true, 2023, 5, 3);
    parses("may 3 2023", true, 2023, 5, 3);
    parses("Tue, 15 Aug 2023 10:00:00 GMT", true, 2023, 8, 15);
    parses("Tuesday, August 15, 2023", true, 2023, 8, 15);
    parses("  15 August 2023, 10:00  ", true, 2023, 8, 15);
    parses("Sept. 1, 2022", true, 2022, 9, 1);
    parses("29 Feb 2024", true, 2024, 2, 29);
    static const char *const BAD[] = {
        "",           "29 Feb 2023",  "May 2023",         "3 Mai 2023",           "3 May 23",
        "May 2023 3", "Tuesday",      "31 June 2023",     "3 May 2023 and after", "yesterday",
        "3 3 2023",   "May May 2023", "Wedn, 3 May 2023", "003 May 2023",         ",,,"};
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        parses(BAD[i], true, 0, 0, 0);
    }
}

static void months(void **state) {
    (void)state;
    toc_day day = toc_day_of(2023, 8, 15);
    assert_int_equal(toc_day_month_start(day, 0), toc_day_of(2023, 8, 1));
    assert_int_equal(toc_day_month_start(day, 5), toc_day_of(2024, 1, 1));
    assert_int_equal(toc_day_month_start(day, -8), toc_day_of(2022, 12, 1));
    assert_int_equal(toc_day_month_start(day, -12 * 2022 - 7), TOC_DAY_MIN);
    assert_int_equal(toc_day_month_start(day, -12 * 2022 - 8), TOC_DAY_NONE);
    assert_int_equal(toc_day_month_start(day, 12 * 8000), TOC_DAY_NONE);
    assert_int_equal(toc_day_month_start(TOC_DAY_NONE, 1), TOC_DAY_NONE);
    assert_int_equal(toc_day_month_start(day, INT32_MAX), TOC_DAY_NONE);
}

static void today_is_after_this_was_written(void **state) {
    (void)state;
    assert_true(toc_day_today() > toc_day_of(2024, 1, 1));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_day_there_and_back),
        cmocka_unit_test(days_that_are_none),
        cmocka_unit_test(forms_of_data),
        cmocka_unit_test(every_prefix_of_a_date_is_refused),
        cmocka_unit_test(forms_of_news),
        cmocka_unit_test(months),
        cmocka_unit_test(today_is_after_this_was_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
