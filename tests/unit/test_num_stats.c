/* stats: sums that lose nothing, spread around a great mean, quantiles as R gives them. */
#include "cm.h"

#include "base/rng.h"
#include "num/stats.h"

#include <math.h>

static void near(double got, double expected, double tolerance) {
    if (!(fabs(got - expected) <= tolerance)) {
        fail_msg("%.17g instead of %.17g", got, expected);
    }
}

static void sums(void **state) {
    (void)state;
    double cancelling[] = {1, 1e100, 1, -1e100}; /* Neumaier's example: plain and Kahan's sums give 0 */
    assert_true(toc_sum(cancelling, 4) == 2);
    assert_true(toc_sum(NULL, 0) == 0);
    static double tenths[1000000];
    for (size_t i = 0; i < 1000000; i++) {
        tenths[i] = 0.1;
    }
    assert_true(toc_sum(tenths, 1000000) == 100000.0);
    double endless[] = {INFINITY, 1};
    assert_true(isinf(toc_sum(endless, 2)));
    double none[] = {1, NAN};
    assert_true(isnan(toc_sum(none, 2)));
}

static void the_order_does_not_matter(void **state) {
    (void)state;
    static double values[10000];
    toc_rng rng;
    toc_rng_init(&rng, 5);
    for (size_t i = 0; i < 10000; i++) {
        values[i] = ldexp(toc_rng_unit(&rng) - 0.5, (int)toc_rng_below(&rng, 40));
    }
    double forward = toc_sum(values, 10000);
    toc_values_sort(values, 10000);
    assert_true(toc_sum(values, 10000) == forward);
}

static void mean_and_variance(void **state) {
    (void)state;
    double values[] = {2, 4, 4, 4, 5, 5, 7, 9};
    assert_true(toc_mean(values, 8) == 5);
    near(toc_variance(values, 8), 32.0 / 7, 1e-15);
    double far[] = {1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16}; /* variance 30 */
    assert_true(toc_variance(far, 4) == 30);
    assert_true(isnan(toc_mean(values, 0)));
    assert_true(isnan(toc_variance(values, 1)));
}

static void quantiles_of_type_7(void **state) {
    (void)state;
    double values[] = {9, 1, 3, 7, 5, 11, 2, 8, 4, 6};
    toc_values_sort(values, 10);
    near(toc_quantile(values, 10, 0.25), 3.25, 1e-15); /* R: quantile(c(1:9, 11)) */
    near(toc_quantile(values, 10, 0.5), 5.5, 1e-15);
    near(toc_quantile(values, 10, 0.975), 10.55, 1e-12);
    assert_true(toc_quantile(values, 10, 0) == 1);
    assert_true(toc_quantile(values, 10, 1) == 11);
    assert_true(toc_quantile(values, 1, 0.3) == 1);
    assert_true(isnan(toc_quantile(values, 0, 0.5)));
    assert_true(isnan(toc_quantile(values, 10, 1.1)));
    assert_true(isnan(toc_quantile(values, 10, NAN)));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums),
        cmocka_unit_test(the_order_does_not_matter),
        cmocka_unit_test(mean_and_variance),
        cmocka_unit_test(quantiles_of_type_7),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
