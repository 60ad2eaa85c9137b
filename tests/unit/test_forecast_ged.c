/* UCDP's rows: which years they cover, when a clash begins and how large it is, and what it closes; all rows are made
 * up. */
#include "cm.h"
#include "forecast/ged.h"
#include "refuse.h"
#include "sides.h"

#include "fresh.h" /* behind sides.h, whose functions have arenas of their own */

static toc_event row(const char *a, const char *b, const char *day, const char *rule, int64_t number) {
    toc_event event = event_make(a, b, "", "190", TOC_ASSAULT, -10, TOC_DONE, day_of(day), number);
    event.dataset = TOC_STR("ucdp");
    event.rule = toc_str_of(rule);
    event.precision = TOC_DATE_DAY;
    event.learnt = event.date;
    return event;
}

/* A year with events on `days` days, in `states` states. */
static bool fill(toc_ged *ged, int year, int days, int states, bool to_the_end) {
    static const char *const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    for (int i = 0; i < days; i++) {
        char code[4] = {'X', letters[i % states / 26], letters[i % states % 26], 0};
        toc_event e = row("AAAGOV", "REB", "2000-01-01", "type 1, 2 dead", i);
        e.date = toc_day_of(year, 12, to_the_end ? 31 : 20) - i;
        e.place.country = toc_str_of(code);
        if (toc_ged_take(ged, &e, &err) != TOC_OK)
            return false;
    }
    return true;
}

static void test_which_years_are_covered(void **state) {
    (void)state;
    toc_ged ged;
    toc_ged_init(&ged);
    toc_event other = row("AAA", "BBB", "2014-05-05", "", 1);
    other.dataset = TOC_STR("gdelt");
    assert_false(toc_ged_covers(&ged, 2010, 2010));
    assert_true(fill(&ged, 2010, 320, 45, true));
    assert_true(fill(&ged, 2011, 320, 40, true) && fill(&ged, 2012, 320, 39, true));  /* one continent */
    assert_true(fill(&ged, 2013, 299, 45, true) && fill(&ged, 2015, 340, 45, false)); /* a part; cut off in December */
    assert_true(toc_ged_take(&ged, &other, &err) == TOC_OK);
    assert_true(toc_ged_covers(&ged, 2010, 2011));
    assert_false(toc_ged_covers(&ged, 2010, 2012));
    for (int year = 2012; year <= 2016; year++)
        assert_false(toc_ged_covers(&ged, year, year));
    toc_ged_fini(&ged);
}

static toc_ged_found ask(toc_event *events, size_t count, const char *from, const char *to, int64_t deaths) {
    const toc_event *shown;
    toc_pair pair = pair_make(events, count, day_of("2030-01-01"), &arena);
    toc_ged_found found = toc_ged_ask(&pair, day_of(from), day_of(to), deaths, &shown);
    assert_true((shown == NULL) == (found == TOC_GED_NONE));
    return found;
}

static void test_how_large_a_clash_is(void **state) {
    (void)state;
    toc_event events[] = {row("AAAGOV", "BBBGOV", "2020-03-01", "type 1, 20 dead", 1),
                          row("BBBGOV", "AAAGOV", "2020-04-01", "type 1, 5 dead", 2),
                          row("BBBGOV", "AAAGOV", "2021-01-10", "type 1, 990 dead", 3)};
    assert_int_equal(ask(events, 3, "2020-01-01", "2020-12-31", 1), TOC_GED_BEGAN);
    assert_int_equal(ask(events, 3, "2020-01-01", "2020-12-31", 25), TOC_GED_BEGAN);
    assert_int_equal(ask(events, 2, "2020-01-01", "2020-12-31", 25), TOC_GED_BEGAN); /* both ways together */
    assert_int_equal(ask(events, 1, "2020-01-01", "2020-12-31", 25), TOC_GED_NONE);
    assert_int_equal(ask(events, 3, "2020-01-01", "2020-12-31", 990), TOC_GED_BEGAN); /* in the next year */
    assert_int_equal(ask(events, 3, "2020-01-01", "2020-12-31", 1000), TOC_GED_NONE); /* not both years together */
    assert_int_equal(ask(events, 3, "2020-03-02", "2021-03-01", 1), TOC_GED_NONE);    /* it went on */
    assert_int_equal(ask(events, 3, "2019-03-02", "2020-02-29", 1), TOC_GED_NONE);
}

static void test_a_quiet_year_makes_it_another(void **state) {
    (void)state;
    toc_event events[] = {row("AAAGOV", "BBBGOV", "2019-03-01", "type 1, 3 dead", 1),
                          row("AAAGOV", "BBBGOV", "2020-03-01", "type 1, 30 dead", 2)};
    assert_int_equal(ask(events, 2, "2020-01-01", "2020-12-31", 25), TOC_GED_BEGAN); /* 366 days: 2020 is a leap year */
    events[0].date = events[0].learnt = day_of("2019-03-02");
    events[1].date = events[1].learnt = day_of("2020-03-01");
    assert_int_equal(ask(events, 2, "2020-01-01", "2020-12-31", 25), TOC_GED_NONE);
    toc_event others[] = {row("AAAGOV", "CCCGOV", "2019-09-01", "type 1, 3 dead", 1),
                          row("AAAGOV", "BBBGOV", "2020-03-01", "type 1, 30 dead", 2)};
    assert_int_equal(ask(others, 2, "2020-01-01", "2020-12-31", 25), TOC_GED_BEGAN); /* of each pair by itself */
}

static void test_what_is_no_battle_of_two_governments(void **state) {
    (void)state;
    static const struct {
        const char *a, *b, *rule;
    } rows[] = {{"AAAGOV", "BBBREB", "type 1, 30 dead"}, {"AAAGOV", "BBBCVL", "type 3, 30 dead"},
                {"AAAGOV", "BBBGOV", "type 2, 30 dead"}, {"AAAGOV", "BBBGOV", "type 1, 0 dead"},
                {"AAAGOV", "BBBGOV", "type 1"},          {"AAAGOV", "BBBGOV", "type 1, many dead"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toc_event e = row(rows[i].a, rows[i].b, "2020-03-01", rows[i].rule, 1);
        assert_int_equal(ask(&e, 1, "2020-01-01", "2020-12-31", 1), TOC_GED_NONE);
    }
    toc_event e = row("AAAGOV", "BBBGOV", "2020-03-01", "type 1, 30 dead", 1);
    e.dataset = TOC_STR("gdelt");
    assert_int_equal(ask(&e, 1, "2020-01-01", "2020-12-31", 1), TOC_GED_NONE);
}

static void test_a_row_across_an_end_of_the_window(void **state) {
    (void)state;
    toc_event e = row("AAAGOV", "BBBGOV", "2020-12-20", "type 1, 30 dead", 1);
    e.learnt = day_of("2021-01-05"); /* from one day to the other */
    assert_int_equal(ask(&e, 1, "2020-01-01", "2020-12-31", 25), TOC_GED_BLURRED);
    assert_int_equal(ask(&e, 1, "2020-12-31", "2021-12-30", 25), TOC_GED_BLURRED);
    assert_int_equal(ask(&e, 1, "2020-01-01", "2021-12-31", 25), TOC_GED_BEGAN);
    e.date = e.learnt = day_of("2020-01-01"), e.precision = TOC_DATE_YEAR; /* no more is told */
    assert_int_equal(ask(&e, 1, "2020-01-01", "2020-12-31", 25), TOC_GED_BEGAN);
    assert_int_equal(ask(&e, 1, "2020-06-01", "2021-05-31", 25), TOC_GED_BLURRED);
}

static bool refused_work(void *ctx) {
    toc_ged ged;
    toc_ged_init(&ged);
    bool done = fill(&ged, 2010, 300, 40, true);
    *(bool *)ctx = toc_ged_covers(&ged, 2010, 2010);
    toc_ged_fini(&ged);
    return done;
}

static void test_every_allocation_refused(void **state) {
    (void)state;
    bool covers = false;
    assert_true(refuse_each(refused_work, &covers) > 3);
    assert_true(covers);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_which_years_are_covered),
        cmocka_unit_test_setup_teardown(test_how_large_a_clash_is, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_quiet_year_makes_it_another, setup, teardown),
        cmocka_unit_test_setup_teardown(test_what_is_no_battle_of_two_governments, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_row_across_an_end_of_the_window, setup, teardown),
        cmocka_unit_test(test_every_allocation_refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
