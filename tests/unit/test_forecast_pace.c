/* The pace of events: its probabilities, what moves them, and how often its intervals and figures are right on made-up
 * pasts. */
#include "cm.h"
#include "base/rng.h"
#include "forecast/pace.h"

#include <math.h>

enum { YEAR = 365, MOST = 4000 };

static toc_day days[MOST];

/* Days first … asof, each with an event at probability rate. */
static toc_pace_input made(toc_rng *rng, double rate, int past, int horizon) {
    toc_pace_input in = {.days = days,
                         .first = 10000,
                         .asof = 10000 + past - 1,
                         .horizon_days = horizon,
                         .threshold = 1,
                         .half_life_days = TOC_PACE_HALF_LIFE,
                         .what = "test"};
    for (int d = 0; d < past; d++)
        if (toc_rng_unit(rng) < rate)
            days[in.count++] = in.first + d;
    return in;
}

static void test_figures_hold_together(void **state) {
    (void)state;
    toc_rng rng;
    toc_rng_init(&rng, 3);
    for (int i = 0; i < 300; i++) {
        toc_pace_input in = made(&rng, toc_rng_unit(&rng) * 0.1, 400 + (int)toc_rng_below(&rng, 2000), 30);
        in.expected = i % 3 ? 0.02 * toc_rng_unit(&rng) : 0;
        toc_pace p = toc_pace_of(&in);
        assert_true(p.defined);
        assert_true(0 <= p.low && p.low < p.probability && p.probability < p.high && p.high <= 1);
        assert_true(p.after_quiet < p.probability && p.probability <= p.after_one);
        assert_true(p.base.defined && p.base.pair_years == (in.asof - in.first + 1) / 30);
        assert_true(p.base.interval.low <= p.base.estimate && p.base.estimate <= p.base.interval.high);
        toc_pace_input rarer = in;
        rarer.threshold = 2;
        assert_true(toc_pace_of(&rarer).probability <= p.probability);
        toc_pace_input longer = in;
        longer.horizon_days = 60;
        assert_true(toc_pace_of(&longer).probability >= p.probability);
    }
}

static void test_nothing_ever_is_not_certain(void **state) {
    (void)state;
    toc_pace_input in = {.first = 0, .asof = 3649, .horizon_days = YEAR, .threshold = 1, .half_life_days = 3650};
    toc_pace p = toc_pace_of(&in);
    assert_true(p.defined && p.probability > 0 && p.probability < 0.1 && p.before == 0);
    assert_true(p.high > 0.15 && p.high < 0.35); /* 10 years without one: Jeffreys says up to 0.22 */
    assert_int_equal(p.base.onsets, 0);
    assert_string_equal(toc_rate_unit(&p.base), "windows of 30 days, put on the horizon");
}

/* Of a pair that was never seen what is expected of such pairs is said, and all its own past weighs the more the longer
 * it is. */
static void test_what_is_expected_of_such_sides_counts(void **state) {
    (void)state;
    toc_pace_input in = {
        .first = 0, .asof = 399, .horizon_days = YEAR, .threshold = 1, .half_life_days = 1e5, .expected = 0.0005};
    toc_pace rare = toc_pace_of(&in);
    in.expected = 0.002;
    toc_pace p = toc_pace_of(&in);
    assert_true(rare.probability > 0.1 && rare.probability < 0.2); /* 1 - exp(-365 * 0.0005) = 0.17 */
    assert_true(p.probability > 2 * rare.probability && p.low < 0.2 && p.high > 0.5);
    in.asof = 3999;
    assert_true(toc_pace_of(&in).probability < p.probability);
}

/* Nobody expects it of such sides, and it never ends: the pair is of another kind. Twice in a while is not yet that. */
static void test_a_pair_like_no_other_is_told_by_its_own_past(void **state) {
    (void)state;
    toc_pace_input in = {.days = days,
                         .first = 10000,
                         .asof = 10359,
                         .horizon_days = 30,
                         .threshold = 1,
                         .half_life_days = TOC_PACE_HALF_LIFE,
                         .expected = 0.0005};
    for (int d = 0; d < 360; d += 15)
        days[in.count++] = in.first + d;
    assert_true(toc_pace_of(&in).probability > 0.7);
    in.count = 2;
    assert_true(toc_pace_of(&in).probability < 0.1);
}

/* What has just happened says more of the next month than of the next year; long ago is forgotten in the month, not in
 * the year. */
static void test_the_present_goes_back_to_the_usual(void **state) {
    (void)state;
    const toc_day lately[] = {3600, 3620, 3640}, long_ago[] = {3000, 3020, 3040};
    toc_pace_input now = {.days = lately,
                          .count = 3,
                          .first = 0,
                          .asof = 3649,
                          .horizon_days = 30,
                          .threshold = 1,
                          .half_life_days = 1e6,
                          .expected = 0.001};
    toc_pace_input then = now;
    then.days = long_ago;
    double soon = toc_pace_of(&now).probability / toc_pace_of(&then).probability;
    now.horizon_days = then.horizon_days = YEAR;
    double year = toc_pace_of(&now).probability / toc_pace_of(&then).probability;
    print_message("lately against long ago: %.1f times in a month, %.1f in a year\n", soon, year);
    assert_true(soon > 4 && year > 1 && year < soon / 3);
}

static void test_too_short_a_past_gives_no_figure(void **state) {
    (void)state;
    toc_pace_input in = {.first = 0, .asof = 358, .horizon_days = 30, .threshold = 1, .half_life_days = 90};
    assert_false(toc_pace_of(&in).defined); /* 11 windows */
    in.asof = 359;
    assert_true(toc_pace_of(&in).defined);
    in.first = TOC_DAY_NONE;
    assert_false(toc_pace_of(&in).defined);
    in.first = 0, in.threshold = 2, in.horizon_days = YEAR; /* two in a year: months do not tell */
    assert_false(toc_pace_of(&in).defined);
}

static void test_what_happened_before(void **state) {
    (void)state;
    const toc_day one[] = {700};
    toc_pace_input in = {
        .days = one, .count = 1, .first = 0, .asof = 729, .horizon_days = 30, .threshold = 1, .half_life_days = 90};
    assert_int_equal(toc_pace_of(&in).before, 1);
    in.asof = 730;
    assert_int_equal(toc_pace_of(&in).before, 0);
    in.horizon_days = YEAR * 3;
    assert_int_equal(toc_pace_of(&in).before, -1);
}

/* On pasts of a steady rate, forecasts of 30 days agree with what comes, bin by bin, and intervals hold the truth. */
static void test_it_is_calibrated_where_the_rate_is_steady(void **state) {
    (void)state;
    enum { RUNS = 6000, BINS = 5 };
    double said[BINS] = {0};
    int happened[BINS] = {0}, count[BINS] = {0}, held = 0;
    toc_rng rng;
    toc_rng_init(&rng, 11);
    for (int i = 0; i < RUNS; i++) {
        double rate = 0.001 + 0.06 * pow(toc_rng_unit(&rng), 2);
        toc_pace_input in = made(&rng, rate, 1500, 30);
        toc_pace p = toc_pace_of(&in);
        bool comes = false;
        for (int d = 0; d < 30; d++)
            comes |= toc_rng_unit(&rng) < rate;
        double truth = 1 - pow(1 - rate, 30);
        int bin = (int)(p.probability * BINS);
        said[bin] += p.probability;
        happened[bin] += comes;
        count[bin]++;
        held += p.low <= truth && truth <= p.high;
    }
    for (int b = 0; b < BINS; b++) {
        if (count[b] < 100)
            continue;
        double gap = fabs(said[b] - happened[b]) / count[b], chance = 3.5 * sqrt(0.25 / count[b]);
        print_message("bin %d: %d forecasts, said %.3f, happened %.3f\n", b, count[b], said[b] / count[b],
                      (double)happened[b] / count[b]);
        assert_true(gap < 0.03 + chance);
    }
    print_message("intervals hold the truth in %.3f\n", (double)held / RUNS);
    assert_true(held > RUNS * 0.90);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_figures_hold_together),
                                       cmocka_unit_test(test_nothing_ever_is_not_certain),
                                       cmocka_unit_test(test_what_is_expected_of_such_sides_counts),
                                       cmocka_unit_test(test_a_pair_like_no_other_is_told_by_its_own_past),
                                       cmocka_unit_test(test_the_present_goes_back_to_the_usual),
                                       cmocka_unit_test(test_too_short_a_past_gives_no_figure),
                                       cmocka_unit_test(test_what_happened_before),
                                       cmocka_unit_test(test_it_is_calibrated_where_the_rate_is_steady)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
