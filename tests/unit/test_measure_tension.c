/* The laws of the tension measure, each on generated events. */
#include "cm.h"
#include "sides.h"

#include "fresh.h" /* behind sides.h, whose functions have arenas of their own */

#include <math.h>

#define EVENTS 120
#define ROUNDS 25

static toc_tension series_of(const toc_pair *pair, toc_span span, const char *from, const char *to) {
    toc_tension out;
    if (toc_tension_series(pair, span, day_of(from), day_of(to), data_dir(), &arena, &out, &err) != TOC_OK) {
        fail_msg("%s", err.text);
    }
    return out;
}

static size_t generate(toc_event *events, uint64_t seed) {
    toc_rng rng;
    toc_rng_init(&rng, seed);
    for (size_t i = 0; i < EVENTS; i++) {
        events[i] = event_random(&rng, day_of("2022-01-01"), 200, (int64_t)i);
    }
    return EVENTS;
}

static void test_swapping_sides_mirrors(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < ROUNDS; seed++) {
        toc_event events[EVENTS];
        toc_pair pair = pair_make(events, generate(events, seed), day_of("2022-12-31"), &arena), swapped = pair;
        swapped.a = pair.b;
        swapped.b = pair.a;
        toc_tension x = series_of(&pair, TOC_SPAN_WEEK, "2022-01-01", "2022-12-31");
        toc_tension y = series_of(&swapped, TOC_SPAN_WEEK, "2022-01-01", "2022-12-31");
        assert_int_equal(x.count, y.count);
        for (size_t i = 0; i < x.count; i++) {
            assert_true(same_point(&x.points[i], &y.points[i]));
        }
    }
}

static void test_future_changes_nothing(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < ROUNDS; seed++) {
        toc_event events[EVENTS];
        toc_pair later = pair_make(events, generate(events, seed), day_of("2022-12-31"), &arena), then = later;
        then.asof = day_of("2022-03-31");
        while (then.count > 0 && events[then.count - 1].date > then.asof) {
            then.count--;
        }
        toc_tension x = series_of(&then, TOC_SPAN_DAY, "2022-01-01", "2022-03-31");
        toc_tension y = series_of(&later, TOC_SPAN_DAY, "2022-01-01", "2022-03-31");
        assert_int_equal(x.count, 90);
        assert_int_equal(y.count, 90);
        for (size_t i = 0; i < x.count; i++) {
            assert_true(same_point(&x.points[i], &y.points[i]));
        }
    }
}

/* Events behind asof that somehow are in the pair change nothing either. */
static void test_events_behind_asof_are_left_out(void **state) {
    (void)state;
    toc_event events[EVENTS];
    toc_pair all = pair_make(events, generate(events, 7), day_of("2022-03-31"), &arena), cut = all;
    while (cut.count > 0 && events[cut.count - 1].date > cut.asof) {
        cut.count--;
    }
    assert_true(cut.count < all.count);
    toc_tension x = series_of(&all, TOC_SPAN_MONTH, "2022-01-01", "2022-12-31");
    toc_tension y = series_of(&cut, TOC_SPAN_MONTH, "2022-01-01", "2022-12-31");
    assert_int_equal(x.count, 3);
    for (size_t i = 0; i < x.count; i++) {
        assert_true(same_point(&x.points[i], &y.points[i]));
    }
}

static void assert_not_lower(const toc_tension *low, const toc_tension *high) {
    for (size_t i = 0; i < low->count; i++) {
        assert_true(high->points[i].words.level >= low->points[i].words.level - 1e-9);
        assert_true(high->points[i].deeds.level >= low->points[i].deeds.level - 1e-9);
        assert_true(high->points[i].words.events >= 0 && high->points[i].deeds.events >= 0);
    }
}

static void test_one_more_hostile_event_never_lowers(void **state) {
    (void)state;
    for (uint64_t seed = 100; seed < 100 + ROUNDS; seed++) {
        toc_event less[EVENTS], more[EVENTS + 1];
        toc_rng rng;
        toc_rng_init(&rng, seed);
        generate(less, seed);
        memcpy(more, less, sizeof less);
        const kind *k = &kinds[toc_rng_below(&rng, 4)]; /* a hostile one */
        more[EVENTS] = event_make("AAA", "BBA", "", k->cameo, k->root, k->goldstein, TOC_DONE,
                                  day_of("2022-01-01") + (toc_day)toc_rng_below(&rng, 200), 1000);
        toc_pair before = pair_make(less, EVENTS, day_of("2022-12-31"), &arena);
        toc_pair after = pair_make(more, EVENTS + 1, day_of("2022-12-31"), &arena);
        toc_tension x = series_of(&before, TOC_SPAN_DAY, "2022-01-01", "2022-12-31");
        toc_tension y = series_of(&after, TOC_SPAN_DAY, "2022-01-01", "2022-12-31");
        assert_not_lower(&x, &y);
    }
}

static void test_a_worse_event_never_lowers(void **state) {
    (void)state;
    for (uint64_t seed = 200; seed < 200 + ROUNDS; seed++) {
        toc_event mild[EVENTS], worse[EVENTS];
        toc_rng rng;
        toc_rng_init(&rng, seed);
        generate(mild, seed);
        memcpy(worse, mild, sizeof mild);
        worse[toc_rng_below(&rng, EVENTS)].goldstein -= 3;
        toc_pair before = pair_make(mild, EVENTS, day_of("2022-12-31"), &arena);
        toc_pair after = pair_make(worse, EVENTS, day_of("2022-12-31"), &arena);
        toc_tension x = series_of(&before, TOC_SPAN_DAY, "2022-01-01", "2022-12-31");
        toc_tension y = series_of(&after, TOC_SPAN_DAY, "2022-01-01", "2022-12-31");
        assert_not_lower(&x, &y);
    }
}

static toc_index deeds_of(toc_event *events, size_t count) {
    toc_pair pair = pair_make(events, count, day_of("2022-01-31"), &arena);
    return series_of(&pair, TOC_SPAN_MONTH, "2022-01-01", "2022-01-31").points[0].deeds;
}

static void test_reports_of_one_happening_count_once(void **state) {
    (void)state;
    toc_day day = day_of("2022-01-10");
    toc_event events[] = {event_make("AAA", "BBA", "", "190", TOC_ASSAULT, -10, TOC_DONE, day, 1),
                          event_make("AAAMIL", "BBAGOV", "", "193", TOC_ASSAULT, -9, TOC_DONE, day, 2),
                          event_make("AAA", "BBA", "", "190", TOC_ASSAULT, -10, TOC_DONE, day + 1, 3)};
    toc_index index = deeds_of(events, 3);
    assert_int_equal(index.events, 1);
    assert_float_equal(index.hostile, 10, 1e-9);
    toc_event apart[] = {event_make("AAA", "BBA", "", "190", TOC_ASSAULT, -10, TOC_DONE, day, 1),
                         event_make("AAA", "BBA", "", "190", TOC_ASSAULT, -10, TOC_DONE, day + 2, 2),
                         event_make("AAA", "BBB", "", "190", TOC_ASSAULT, -10, TOC_DONE, day, 3)};
    index = deeds_of(apart, 3);
    assert_int_equal(index.events, 3);
    assert_float_equal(index.hostile, 30, 1e-9);
}

static void test_a_meeting_told_from_both_sides_counts_once(void **state) {
    (void)state;
    toc_day day = day_of("2022-01-10");
    toc_event events[] = {event_make("AAA", "BBA", "", "040", TOC_CONSULT, 1, TOC_DONE, day, 1),
                          event_make("BBA", "AAA", "", "040", TOC_CONSULT, 1, TOC_DONE, day, 2)};
    assert_int_equal(deeds_of(events, 2).events, 1);
}

static void test_no_events_is_undefined(void **state) {
    (void)state;
    toc_event none[1];
    toc_pair pair = pair_make(none, 0, day_of("2022-12-31"), &arena);
    toc_tension series = series_of(&pair, TOC_SPAN_MONTH, "2022-01-01", "2022-12-31");
    toc_trend trend;
    assert_int_equal(series.count, 12);
    for (size_t i = 0; i < series.count; i++) {
        assert_false(series.points[i].words.defined);
        assert_false(series.points[i].deeds.defined);
    }
    assert_int_equal(toc_tension_trend(&pair, 90, data_dir(), &arena, &trend, &err), TOC_OK);
    assert_false(trend.words_defined);
    assert_false(trend.deeds_defined);
}

static void test_words_never_feed_deeds(void **state) {
    (void)state;
    toc_event events[EVENTS * 2];
    size_t deeds = 0, count = 0;
    generate(events, 3);
    for (size_t i = 0; i < EVENTS; i++) {
        if (toc_event_is_deed(&events[i])) {
            toc_event deed = events[i];
            events[i] = events[deeds];
            events[deeds++] = deed;
        }
    }
    toc_event only[EVENTS];
    memcpy(only, events, deeds * sizeof *only);
    count = deeds;
    for (size_t i = 0; i < EVENTS; i++) { /* the worst of all acts, in every modality but done, and the worst words */
        toc_modality modality = (toc_modality)(1 + i % (TOC_MODALITY_COUNT - 1));
        toc_event words = event_make("AAA", "BBA", "", "190", TOC_ASSAULT, -10, modality,
                                     day_of("2022-01-01") + (toc_day)i, (int64_t)(5000 + i));
        events[count++] = words;
        if (count == sizeof events / sizeof *events) {
            break;
        }
    }
    toc_pair without = pair_make(only, deeds, day_of("2022-12-31"), &arena);
    toc_pair with = pair_make(events, count, day_of("2022-12-31"), &arena);
    toc_tension x = series_of(&without, TOC_SPAN_DAY, "2022-01-01", "2022-12-31");
    toc_tension y = series_of(&with, TOC_SPAN_DAY, "2022-01-01", "2022-12-31");
    for (size_t i = 0; i < x.count; i++) {
        assert_true(same_index(&x.points[i].deeds, &y.points[i].deeds));
    }
}

static void test_allied_exercise_presses_on_the_side_it_addresses(void **state) {
    (void)state;
    toc_day day = day_of("2022-01-10");
    toc_event exercise[] = {event_make("AAA", "AAB", "BLOC", "062", TOC_COOPERATE, 7.4, TOC_DONE, day, 1)};
    toc_index index = deeds_of(exercise, 1);
    assert_float_equal(index.hostile, 3.8, 1e-9);
    assert_float_equal(index.friendly, 0, 1e-9);
    toc_event common[] = {event_make("AAA", "BBA", "", "062", TOC_COOPERATE, 7.4, TOC_DONE, day, 1)};
    index = deeds_of(common, 1);
    assert_float_equal(index.hostile, 0, 1e-9);
    assert_float_equal(index.friendly, 7.4, 1e-9);
}

static void test_windows_add_up(void **state) {
    (void)state;
    toc_event events[EVENTS];
    toc_pair pair = pair_make(events, generate(events, 11), day_of("2022-12-31"), &arena);
    toc_tension days = series_of(&pair, TOC_SPAN_DAY, "2022-01-01", "2022-12-31");
    toc_tension months = series_of(&pair, TOC_SPAN_MONTH, "2022-01-01", "2022-12-31");
    double by_day = 0, by_month = 0;
    int day_events = 0, month_events = 0;
    for (size_t i = 0; i < days.count; i++) {
        by_day += days.points[i].deeds.hostile;
        day_events += days.points[i].deeds.events;
    }
    for (size_t i = 0; i < months.count; i++) {
        by_month += months.points[i].deeds.hostile;
        month_events += months.points[i].deeds.events;
        assert_true(months.points[i].deeds.level_ci.low <= months.points[i].deeds.level + 1e-9);
        assert_true(months.points[i].deeds.level_ci.high >= 0);
        assert_true(fabs(months.points[i].deeds.balance) <= 1);
        assert_true(months.points[i].concentration >= 0 && months.points[i].concentration <= 1 + 1e-12);
    }
    assert_float_equal(by_day, by_month, 1e-6);
    assert_int_equal(day_events, month_events);
    assert_float_equal(days.points[days.count - 1].deeds.level, months.points[months.count - 1].deeds.level, 1e-9);
}

static void test_level_halves_in_a_half_life(void **state) {
    (void)state;
    toc_day day = day_of("2022-01-01");
    toc_event one[] = {event_make("AAA", "BBA", "", "190", TOC_ASSAULT, -10, TOC_DONE, day, 1)};
    toc_pair pair = pair_make(one, 1, day_of("2022-12-31"), &arena);
    toc_tension days = series_of(&pair, TOC_SPAN_DAY, "2022-01-01", "2022-03-31");
    assert_float_equal(days.points[0].deeds.level, 10, 1e-9);
    assert_float_equal(days.points[30].deeds.level, 5, 1e-9);
    assert_float_equal(days.points[60].deeds.level, 2.5, 1e-9);
}

static void test_an_unsure_event_weighs_less(void **state) {
    (void)state;
    toc_day day = day_of("2022-01-01");
    const double sure[] = {0.6, 0.99, 1};
    for (size_t i = 0; i < 3; i++) {
        toc_event two[] = {event_make("AAA", "BBA", "", "190", TOC_ASSAULT, -10, TOC_DONE, day, 1),
                           event_make("AAA", "BBA", "", "138", TOC_THREATEN, -7, TOC_PLANNED, day, 2)};
        two[0].confidence = two[1].confidence = sure[i];
        toc_pair pair = pair_make(two, 2, day_of("2022-12-31"), &arena);
        toc_tension days = series_of(&pair, TOC_SPAN_DAY, "2022-01-01", "2022-01-02");
        assert_float_equal(days.points[0].deeds.hostile, 10 * sure[i], 1e-9);
        assert_float_equal(days.points[0].deeds.level, 10 * sure[i], 1e-9);
        assert_float_equal(days.points[0].words.hostile, 7 * 0.8 * sure[i], 1e-9);
        assert_int_equal(days.points[0].deeds.events, 1);
    }
}

static void test_trend_finds_a_rise_and_mirrors_in_time(void **state) {
    (void)state;
    toc_event events[44];
    toc_day asof = day_of("2022-12-31");
    size_t count = 0;
    for (int i = 0; i < 40; i++) {
        events[count++] = event_make("AAA", "BBA", "", "190", TOC_ASSAULT, -10, TOC_DONE, asof - 2 * i, i);
    }
    for (int i = 0; i < 4; i++) {
        events[count++] = event_make("AAA", "BBA", "", "190", TOC_ASSAULT, -10, TOC_DONE, asof - 95 - 10 * i, 100 + i);
    }
    toc_trend trend;
    toc_pair pair = pair_make(events, count, asof, &arena);
    assert_int_equal(toc_tension_trend(&pair, 90, data_dir(), &arena, &trend, &err), TOC_OK);
    assert_true(trend.deeds_defined);
    assert_false(trend.words_defined);
    assert_true(trend.deeds_ratio > 5 && trend.deeds_ratio_ci.low > 1);
    assert_int_equal(trend.now.to, asof);
    assert_int_equal(trend.now.from, asof - 89);
    assert_int_equal(trend.before.to, asof - 90);
    assert_int_equal(trend.year.to, asof - 90);
    assert_int_equal(trend.year.from, asof - 449);
    assert_float_equal(trend.year.deeds.hostile, 10, 1e-9);
}

static void test_largest_are_told_once_and_in_order(void **state) {
    (void)state;
    toc_day day = day_of("2022-01-20");
    toc_event events[] = {event_make("AAA", "BBA", "", "190", TOC_ASSAULT, -10, TOC_DONE, day, 1),
                          event_make("AAA", "BBA", "", "190", TOC_ASSAULT, -10, TOC_DONE, day + 1, 2),
                          event_make("AAA", "BBA", "", "163", TOC_SANCTION, -8, TOC_DONE, day, 3),
                          event_make("AAA", "BBA", "", "040", TOC_CONSULT, 1, TOC_DONE, day, 4),
                          event_make("AAA", "BBA", "", "190", TOC_ASSAULT, -10, TOC_DONE, day - 95, 5)};
    toc_pair pair = pair_make(events, 5, day_of("2022-01-31"), &arena);
    size_t *largest, count;
    assert_int_equal(toc_pair_largest(&pair, 90, 10, data_dir(), &arena, &largest, &count, &err), TOC_OK);
    assert_int_equal(count, 3);
    assert_int_equal(events[largest[0]].date, day + 1);
    assert_str(events[largest[1]].cameo, "163");
    assert_str(events[largest[2]].cameo, "040");
}

static void test_peaks_stand_apart_where_most_was_told(void **state) {
    (void)state;
    toc_day day = day_of("2022-06-30");
    toc_event events[40];
    size_t peaks_count, *peaks, count = 0;
    for (int i = 0; i < 10; i++) { /* ten days of war, then one shot each month */
        events[count++] = event_make("AAA", "BBA", "", "190", TOC_ASSAULT, -10, TOC_DONE, day - 150 + i, i);
        events[count++] = event_make("BBA", "AAA", "", "173", TOC_COERCE, -5, TOC_DONE, day - 150 + i, 100 + i);
    }
    for (int i = 0; i < 4; i++) {
        events[count++] = event_make("AAA", "BBA", "", "190", TOC_ASSAULT, -10, TOC_DONE, day - 30 * i, 200 + i);
    }
    toc_pair pair = pair_make(events, count, day, &arena);
    assert_int_equal(toc_pair_peaks(&pair, 180, 3, data_dir(), &arena, &peaks, &peaks_count, &err), TOC_OK);
    assert_int_equal(peaks_count, 3);
    toc_day first = toc_event_day(&pair.events[peaks[0]]);
    assert_true(first >= day - 150 + 3 && first <= day - 150 + 6); /* whole weeks of it around */
    for (size_t i = 0; i < peaks_count; i++) {
        for (size_t k = 0; k < i; k++) {
            int apart = toc_event_day(&pair.events[peaks[i]]) - toc_event_day(&pair.events[peaks[k]]);
            assert_true(apart >= 7 || apart <= -7);
        }
    }
    assert_int_equal(toc_event_day(&pair.events[peaks[1]]), day); /* of the lone ones the newest */
}

static void test_asked_wrongly(void **state) {
    (void)state;
    toc_event none[1];
    toc_pair pair = pair_make(none, 0, day_of("2022-12-31"), &arena);
    toc_tension series;
    toc_trend trend;
    assert_int_equal(toc_tension_series(&pair, TOC_SPAN_DAY, day_of("2023-01-02"), day_of("2023-01-05"), data_dir(),
                                        &arena, &series, &err),
                     TOC_EUSAGE);
    assert_int_equal(toc_tension_trend(&pair, 0, data_dir(), &arena, &trend, &err), TOC_EUSAGE);
    assert_int_equal(toc_tension_series(&pair, TOC_SPAN_DAY, day_of("2022-01-02"), day_of("2022-01-05"), "/nowhere",
                                        &arena, &series, &err),
                     TOC_ENOTFOUND);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {T(test_swapping_sides_mirrors),
                                       T(test_future_changes_nothing),
                                       T(test_events_behind_asof_are_left_out),
                                       T(test_one_more_hostile_event_never_lowers),
                                       T(test_a_worse_event_never_lowers),
                                       T(test_reports_of_one_happening_count_once),
                                       T(test_a_meeting_told_from_both_sides_counts_once),
                                       T(test_no_events_is_undefined),
                                       T(test_words_never_feed_deeds),
                                       T(test_allied_exercise_presses_on_the_side_it_addresses),
                                       T(test_windows_add_up),
                                       T(test_level_halves_in_a_half_life),
                                       T(test_an_unsure_event_weighs_less),
                                       T(test_trend_finds_a_rise_and_mirrors_in_time),
                                       T(test_largest_are_told_once_and_in_order),
                                       T(test_peaks_stand_apart_where_most_was_told),
                                       T(test_asked_wrongly)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
