/* Change points: found where they are, not found where there are none, robust to how much there was to see. */
#include "cm.h"

#include "base/rng.h"
#include "num/change.h"

#include <math.h>

static int poisson(toc_rng *rng, double mean) {
    double limit = exp(-mean), product = toc_rng_unit(rng);
    int k = 0;
    for (; product > limit; k++) {
        product *= toc_rng_unit(rng);
    }
    return k;
}

static size_t look(const double *x, const double *e, size_t n, toc_arena *arena, toc_change **out) {
    toc_err err = {0};
    size_t count = 0;
    if (toc_change_find(x, e, n, 1.0 / 180, 0, 0.8, arena, out, &count, &err)) {
        fail_msg("%s", err.text);
    }
    return count;
}

static void a_jump_is_found_within_its_interval(void **state) {
    (void)state;
    enum { N = 300, RUNS = 200 };
    int found = 0, within = 0, near = 0;
    for (int run = 0; run < RUNS; run++) {
        toc_rng rng;
        toc_arena arena;
        toc_change *changes;
        double x[N], e[N];
        toc_rng_init(&rng, (uint64_t)run + 1);
        toc_arena_init(&arena, 0);
        for (int i = 0; i < N; i++) {
            e[i] = 1;
            x[i] = poisson(&rng, i < 180 ? 0.3 : 1.5);
        }
        size_t count = look(x, e, N, &arena, &changes);
        for (size_t i = 0; i < count; i++) {
            if (changes[i].low <= 180 && changes[i].high >= 180) {
                within++;
                assert_true(changes[i].after > changes[i].before);
            }
            if (changes[i].at > 150 && changes[i].at < 210) {
                found++;
                near += changes[i].at >= 170 && changes[i].at <= 190;
            }
        }
        toc_arena_fini(&arena);
    }
    assert_true(found >= RUNS * 95 / 100);
    assert_true(within >= RUNS * 84 / 100 && near >= RUNS * 90 / 100);
}

static void nothing_is_found_where_nothing_changed(void **state) {
    (void)state;
    enum { N = 365, RUNS = 200 };
    size_t found = 0;
    for (int run = 0; run < RUNS; run++) {
        toc_rng rng;
        toc_arena arena;
        toc_change *changes;
        double x[N], e[N];
        toc_rng_init(&rng, (uint64_t)run + 1000);
        toc_arena_init(&arena, 0);
        for (int i = 0; i < N; i++) { /* bursts: more scatter than Poisson */
            e[i] = 1;
            x[i] = poisson(&rng, 0.2) * (1 + poisson(&rng, 2));
        }
        found += look(x, e, N, &arena, &changes);
        toc_arena_fini(&arena);
    }
    assert_true(found <= RUNS / 20);
}

/* Three times as much is seen from one day on: the rate is the same. */
static void more_to_see_is_no_change(void **state) {
    (void)state;
    enum { N = 300, RUNS = 100 };
    size_t with = 0, without = 0;
    for (int run = 0; run < RUNS; run++) {
        toc_rng rng;
        toc_arena arena;
        toc_change *changes;
        double x[N], e[N], one[N];
        toc_rng_init(&rng, (uint64_t)run + 5000);
        toc_arena_init(&arena, 0);
        for (int i = 0; i < N; i++) {
            one[i] = 1;
            e[i] = i < 150 ? 1 : 3;
            x[i] = poisson(&rng, 0.6 * e[i]);
        }
        with += look(x, e, N, &arena, &changes);
        without += look(x, one, N, &arena, &changes);
        toc_arena_fini(&arena);
    }
    assert_true(with <= RUNS / 20 && without >= RUNS * 9 / 10);
}

static void edges_are_answered(void **state) {
    (void)state;
    toc_err err = {0};
    toc_arena arena;
    toc_change *changes;
    size_t count = 9;
    double x[5] = {0, 0, 0, 0, 0}, e[5] = {1, 1, 1, 1, 1}, bad[5] = {1, 0, 1, 1, 1};
    toc_arena_init(&arena, 0);
    assert_int_equal(look(x, e, 5, &arena, &changes), 0);
    assert_int_equal(look(x, e, 1, &arena, &changes), 0);
    assert_int_equal(look(x, e, 0, &arena, &changes), 0);
    assert_int_equal(toc_change_find(x, bad, 5, 0.1, 0, 0.5, &arena, &changes, &count, &err), TOC_EUSAGE);
    assert_int_equal(count, 0);
    assert_int_equal(toc_change_find(x, e, 5, 1, 0, 0.5, &arena, &changes, &count, &err), TOC_EUSAGE);
    toc_arena_fini(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_jump_is_found_within_its_interval),
        cmocka_unit_test(nothing_is_found_where_nothing_changed),
        cmocka_unit_test(more_to_see_is_no_change),
        cmocka_unit_test(edges_are_answered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
