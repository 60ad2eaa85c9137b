/* interval: against published tables, closed forms, and coverage counted through. */
#include "cm.h"

#include "base/mem.h"
#include "num/interval.h"

#include <math.h>

static void near(double got, double expected, double tolerance) {
    if (!(fabs(got - expected) <= tolerance)) {
        fail_msg("%.17g instead of %.17g", got, expected);
    }
}

static void interval_near(toc_interval got, double low, double high, double tolerance) {
    near(got.low, low, tolerance);
    near(got.high, high, tolerance);
}

/* 95 % intervals to three digits, as Brown, Cai and DasGupta 2001 tabulate them, and 0 of 100. */
static void jeffreys_as_published(void **state) {
    (void)state;
    interval_near(toc_interval_jeffreys(0, 7, 0.95), 0, 0.292, 0.0005);
    interval_near(toc_interval_jeffreys(1, 7, 0.95), 0.016, 0.501, 0.0005);
    interval_near(toc_interval_jeffreys(2, 7, 0.95), 0.065, 0.648, 0.0005);
    interval_near(toc_interval_jeffreys(0, 10, 0.95), 0, 0.217, 0.0005);
    interval_near(toc_interval_jeffreys(1, 10, 0.95), 0.011, 0.381, 0.0005);
    interval_near(toc_interval_jeffreys(5, 10, 0.95), 0.224, 0.776, 0.0005);
    interval_near(toc_interval_jeffreys(0, 100, 0.95), 0, 0.02475, 0.00001);
}

/* I_x(k + 1/2, n - k + 1/2) by Simpson's rule in the angle whose squared sine is x, where nothing is singular. */
static double probability_by_integration(double x, int k, int n) {
    enum { STEPS = 4000 };
    double part = 0, whole = 0, to[2] = {asin(sqrt(x)), acos(-1.0) / 2};
    for (int side = 0; side < 2; side++) {
        double sum = 0, step = to[side] / STEPS;
        for (int i = 0; i <= STEPS; i++) {
            double weight = i == 0 || i == STEPS ? 1 : i % 2 == 1 ? 4 : 2;
            sum += weight * pow(sin(i * step), 2 * k) * pow(cos(i * step), 2 * (n - k));
        }
        *(side == 0 ? &part : &whole) = sum * step;
    }
    return part / whole;
}

static void jeffreys_by_integration(void **state) {
    (void)state;
    for (int n = 1; n < 40; n += 3) {
        for (int k = 0; k <= n; k++) {
            toc_interval got = toc_interval_jeffreys(k, n, 0.95);
            near(k == 0 ? 0.025 : probability_by_integration(got.low, k, n), 0.025, 1e-10);
            near(k == n ? 0.975 : probability_by_integration(got.high, k, n), 0.975, 1e-10);
        }
    }
}

static void jeffreys_is_symmetric(void **state) {
    (void)state;
    for (int64_t n = 1; n < 60; n++) {
        for (int64_t k = 0; k <= n; k++) {
            toc_interval a = toc_interval_jeffreys(k, n, 0.9), b = toc_interval_jeffreys(n - k, n, 0.9);
            near(a.low, 1 - b.high, 1e-11);
            assert_true(a.low >= 0 && a.high <= 1);
            assert_true(a.low <= (double)k / (double)n && (double)k / (double)n <= a.high);
        }
    }
}

static void jeffreys_of_nothing_is_all(void **state) {
    (void)state;
    interval_near(toc_interval_jeffreys(0, 0, 0.95), 0, 1, 0);
    interval_near(toc_interval_jeffreys(-1, 5, 0.95), 0, 1, 0);
    interval_near(toc_interval_jeffreys(6, 5, 0.95), 0, 1, 0);
    interval_near(toc_interval_jeffreys(1, 5, 1), 0, 1, 0);
    interval_near(toc_interval_jeffreys(1, 5, NAN), 0, 1, 0);
}

static void jeffreys_of_great_counts(void **state) {
    (void)state;
    toc_interval got = toc_interval_jeffreys(250000000, 1000000000, 0.95);
    double half = 1.959963984540054 * sqrt(0.25 * 0.75 / 1e9); /* the normal limit */
    interval_near(got, 0.25 - half, 0.25 + half, 1e-9);
    got = toc_interval_jeffreys(5, 1000000000, 0.95);
    assert_true(got.low > 1e-9 && got.low < 2.5e-9 && got.high > 9e-9 && got.high < 1.2e-8);
}

/* Garwood 1936, 95 % limits, as in every table of Poisson limits since. */
static void poisson_as_published(void **state) {
    (void)state;
    interval_near(toc_interval_poisson(0, 0.95), 0, 3.6889, 0.0001);
    interval_near(toc_interval_poisson(1, 0.95), 0.0253, 5.5716, 0.0001);
    interval_near(toc_interval_poisson(2, 0.95), 0.2422, 7.2247, 0.0001);
    interval_near(toc_interval_poisson(5, 0.95), 1.6235, 11.6683, 0.0001);
    interval_near(toc_interval_poisson(10, 0.95), 4.7954, 18.3904, 0.0001);
    interval_near(toc_interval_poisson(100, 0.95), 81.3640, 121.6268, 0.0001);
    interval_near(toc_interval_poisson(0, 0.9), 0, 2.9957, 0.0001);
    assert_true(isinf(toc_interval_poisson(-1, 0.95).high));
    assert_true(isinf(toc_interval_poisson(3, 0).high));
}

/* The exact interval covers at least as promised, whatever the true mean. */
static void poisson_covers(void **state) {
    (void)state;
    for (double mean = 0.05; mean < 20; mean += 0.37) {
        double covered = 0, chance = exp(-mean);
        for (int64_t k = 0; k < 80; k++) {
            toc_interval interval = toc_interval_poisson(k, 0.95);
            covered += interval.low <= mean && mean <= interval.high ? chance : 0;
            chance *= mean / (double)(k + 1);
        }
        assert_true(covered > 0.95 - 1e-9);
    }
}

static void beta_in_closed_form(void **state) {
    (void)state;
    double got;
    for (double p = 0.001; p < 1; p += 0.0137) {
        assert_int_equal(toc_beta_quantile(p, 1, 1, &got, NULL), TOC_OK);
        near(got, p, 1e-14);
        assert_int_equal(toc_beta_quantile(p, 3, 1, &got, NULL), TOC_OK);
        near(got, cbrt(p), 1e-14);
        assert_int_equal(toc_beta_quantile(p, 1, 4, &got, NULL), TOC_OK);
        near(got, 1 - pow(1 - p, 0.25), 1e-14);
        assert_int_equal(toc_beta_quantile(p, 0.5, 0.5, &got, NULL), TOC_OK); /* arcsine law */
        near(got, pow(sin(acos(-1.0) * p / 2), 2), 1e-13);
    }
}

static void beta_there_and_back(void **state) {
    (void)state;
    static const double SHAPES[] = {1e-3, 0.01, 0.5, 1, 2.5, 30, 1000, 1e6};
    static const double AT[] = {1e-9, 0.025, 0.3, 0.5, 0.9, 0.975, 1 - 1e-9};
    for (size_t a = 0; a < 8; a++) {
        for (size_t b = 0; b < 8; b++) {
            double before = 0;
            for (size_t p = 0; p < 7; p++) {
                double x, back;
                assert_int_equal(toc_beta_quantile(AT[p], SHAPES[a], SHAPES[b], &x, NULL), TOC_OK);
                assert_true(x >= before - 1e-15 && x <= 1);
                before = x;
                assert_int_equal(toc_beta_probability(x, SHAPES[a], SHAPES[b], &back, NULL), TOC_OK);
                if (x > 1e-290 && x < 1 - 1e-9) { /* beyond, x itself has too few digits */
                    near(back, AT[p], 1e-8);
                }
            }
        }
    }
}

static void gamma_in_closed_form(void **state) {
    (void)state;
    double got, back;
    for (double p = 0.001; p < 1; p += 0.0137) {
        assert_int_equal(toc_gamma_quantile(p, 1, &got, NULL), TOC_OK);
        near(got, -log1p(-p), 1e-13 * (1 + got));
        assert_int_equal(toc_gamma_quantile(p, 0.5, &got, NULL), TOC_OK);
        near(erf(sqrt(got)), p, 1e-13);
        for (double shape = 0.01; shape < 1e7; shape *= 7) {
            assert_int_equal(toc_gamma_quantile(p, shape, &got, NULL), TOC_OK);
            assert_int_equal(toc_gamma_probability(got, shape, &back, NULL), TOC_OK);
            if (got > 1e-290) {
                near(back, p, 1e-8);
            }
        }
    }
}

static void nonsense_is_refused(void **state) {
    (void)state;
    double got = 7;
    toc_err err = {0};
    assert_int_equal(toc_beta_quantile(0.5, 0, 1, &got, &err), TOC_EUSAGE);
    assert_int_equal(toc_beta_quantile(0.5, 1, -1, &got, &err), TOC_EUSAGE);
    assert_int_equal(toc_beta_quantile(1.5, 1, 1, &got, &err), TOC_EUSAGE);
    assert_int_equal(toc_beta_quantile(NAN, 1, 1, &got, &err), TOC_EUSAGE);
    assert_int_equal(toc_beta_quantile(0.5, INFINITY, 1, &got, &err), TOC_EUSAGE);
    assert_int_equal(toc_beta_quantile(0.4, 2e9, 1, &got, &err), TOC_ELIMIT);
    assert_int_equal(toc_gamma_quantile(1, 1, &got, &err), TOC_EUSAGE);
    assert_int_equal(toc_gamma_quantile(0.5, 0, &got, &err), TOC_EUSAGE);
    assert_int_equal(toc_gamma_probability(-1, 1, &got, &err), TOC_EUSAGE);
    assert_true(got == 7);
    assert_int_equal(toc_beta_quantile(0, 2, 2, &got, &err), TOC_OK);
    assert_true(got == 0);
    assert_int_equal(toc_beta_quantile(1, 2, 2, &got, &err), TOC_OK);
    assert_true(got == 1);
    assert_int_equal(toc_gamma_quantile(0, 2, &got, &err), TOC_OK);
    assert_true(got == 0);
}

static void bootstrap_is_seeded_and_near_the_normal(void **state) {
    (void)state;
    double values[200];
    for (size_t i = 0; i < 200; i++) {
        values[i] = (double)i;
    }
    toc_rng rng, again;
    toc_rng_init(&rng, 42);
    toc_rng_init(&again, 42);
    toc_interval a, b;
    assert_int_equal(toc_interval_bootstrap(values, 200, 4000, 0.95, &rng, &a, NULL), TOC_OK);
    assert_int_equal(toc_interval_bootstrap(values, 200, 4000, 0.95, &again, &b, NULL), TOC_OK);
    assert_true(a.low == b.low && a.high == b.high);
    double half = 1.96 * sqrt((200.0 * 200 - 1) / 12 / 200);
    interval_near(a, 99.5 - half, 99.5 + half, 0.5);
}

static void bootstrap_refuses_too_little(void **state) {
    (void)state;
    double values[] = {1, 2};
    toc_rng rng;
    toc_rng_init(&rng, 1);
    toc_interval out = {7, 8};
    toc_err err = {0};
    assert_int_equal(toc_interval_bootstrap(values, 1, 1000, 0.95, &rng, &out, &err), TOC_EUSAGE);
    assert_int_equal(toc_interval_bootstrap(values, 2, 99, 0.95, &rng, &out, &err), TOC_EUSAGE);
    assert_int_equal(toc_interval_bootstrap(values, 2, 1000, 1, &rng, &out, &err), TOC_EUSAGE);
    toc_mem_refuse_after(0);
    assert_int_equal(toc_interval_bootstrap(values, 2, 1000, 0.95, &rng, &out, &err), TOC_ENOMEM);
    toc_mem_refuse_after(-1);
    assert_true(out.low == 7 && out.high == 8);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(jeffreys_as_published),
        cmocka_unit_test(jeffreys_by_integration),
        cmocka_unit_test(jeffreys_is_symmetric),
        cmocka_unit_test(jeffreys_of_nothing_is_all),
        cmocka_unit_test(jeffreys_of_great_counts),
        cmocka_unit_test(poisson_as_published),
        cmocka_unit_test(poisson_covers),
        cmocka_unit_test(beta_in_closed_form),
        cmocka_unit_test(beta_there_and_back),
        cmocka_unit_test(gamma_in_closed_form),
        cmocka_unit_test(nonsense_is_refused),
        cmocka_unit_test(bootstrap_is_seeded_and_near_the_normal),
        cmocka_unit_test(bootstrap_refuses_too_little),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
