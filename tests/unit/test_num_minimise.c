/* minimise: a bowl, a bent valley, what is flat, and refused memory. */
#include "cm.h"

#include "base/mem.h"
#include "num/minimise.h"

#include <math.h>

static double bowl(void *ctx, const double *x, double *gradient, size_t count) {
    double sum = 0;
    (void)ctx;
    for (size_t i = 0; i < count; i++) {
        double away = x[i] - (double)i;
        gradient[i] = 2 * (double)(i + 1) * away;
        sum += (double)(i + 1) * away * away;
    }
    return sum;
}

/* Rosenbrock 1960, doi:10.1093/comjnl/3.3.175: least at (1, 1), along a bent valley. */
static double valley(void *ctx, const double *x, double *gradient, size_t count) {
    double a = 1 - x[0], b = x[1] - x[0] * x[0];
    (void)ctx;
    (void)count;
    gradient[0] = -2 * a - 400 * x[0] * b;
    gradient[1] = 200 * b;
    return a * a + 100 * b * b;
}

static double flat(void *ctx, const double *x, double *gradient, size_t count) {
    (void)ctx;
    (void)x;
    for (size_t i = 0; i < count; i++) {
        gradient[i] = 0;
    }
    return 3;
}

static void a_bowl(void **state) {
    double x[20] = {0};
    toc_err err = {0};
    (void)state;
    assert_int_equal(toc_minimise(bowl, NULL, x, 20, 200, 1e-9, &err), TOC_OK);
    for (size_t i = 0; i < 20; i++) {
        assert_true(fabs(x[i] - (double)i) < 1e-6);
    }
}

static void a_bent_valley(void **state) {
    double x[2] = {-1.2, 1}, again[2] = {-1.2, 1};
    toc_err err = {0};
    (void)state;
    assert_int_equal(toc_minimise(valley, NULL, x, 2, 500, 1e-10, &err), TOC_OK);
    assert_true(fabs(x[0] - 1) < 1e-5 && fabs(x[1] - 1) < 1e-5);
    assert_int_equal(toc_minimise(valley, NULL, again, 2, 500, 1e-10, &err), TOC_OK);
    assert_true(x[0] == again[0] && x[1] == again[1]);
}

static void what_is_flat_stays(void **state) {
    double x[3] = {1, 2, 3};
    toc_err err = {0};
    (void)state;
    assert_int_equal(toc_minimise(flat, NULL, x, 3, 10, 1e-6, &err), TOC_OK);
    assert_true(x[0] == 1 && x[1] == 2 && x[2] == 3);
    assert_int_equal(toc_minimise(bowl, NULL, x, 0, 10, 1e-6, &err), TOC_OK);
}

static void refused_memory(void **state) {
    double x[2] = {5, 5};
    toc_err err = {0};
    (void)state;
    toc_mem_refuse_after(0);
    toc_rc rc = toc_minimise(bowl, NULL, x, 2, 10, 1e-6, &err);
    toc_mem_refuse_after(-1);
    assert_int_equal(rc, TOC_ENOMEM);
    assert_true(x[0] == 5 && x[1] == 5);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bowl),
        cmocka_unit_test(a_bent_valley),
        cmocka_unit_test(what_is_flat_stays),
        cmocka_unit_test(refused_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
