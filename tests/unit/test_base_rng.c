/* Shuffled items are the same items, each order of three comes up, and the same seed gives the same order. */
#include "cm.h"

#include "base/rng.h"

#include <string.h>

static void test_a_shuffle_keeps_all_and_repeats(void **state) {
    (void)state;
    uint32_t one[100], two[100], seen[100] = {0};
    toc_rng a, b;
    for (uint32_t i = 0; i < 100; i++)
        one[i] = two[i] = i;
    toc_rng_init(&a, 7);
    toc_rng_init(&b, 7);
    toc_rng_shuffle(&a, one, 100);
    toc_rng_shuffle(&b, two, 100);
    assert_memory_equal(one, two, sizeof one);
    for (size_t i = 0; i < 100; i++)
        seen[one[i]]++;
    for (size_t i = 0; i < 100; i++)
        assert_int_equal(seen[i], 1);
}

static void test_every_order_comes_up_alike(void **state) {
    (void)state;
    int counts[27] = {0}, orders = 0;
    toc_rng rng;
    toc_rng_init(&rng, 1);
    for (int i = 0; i < 6000; i++) {
        uint32_t items[3] = {0, 1, 2};
        toc_rng_shuffle(&rng, items, 3);
        counts[items[0] * 9 + items[1] * 3 + items[2]]++;
    }
    for (int i = 0; i < 27; i++) {
        orders += counts[i] > 0;
        assert_true(counts[i] == 0 || (counts[i] > 850 && counts[i] < 1150));
    }
    assert_int_equal(orders, 6);
}

static void test_nothing_to_shuffle(void **state) {
    (void)state;
    uint32_t item = 5;
    toc_rng rng;
    toc_rng_init(&rng, 1);
    toc_rng_shuffle(&rng, &item, 1);
    toc_rng_shuffle(&rng, NULL, 0);
    assert_int_equal(item, 5);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_a_shuffle_keeps_all_and_repeats),
                                       cmocka_unit_test(test_every_order_comes_up_alike),
                                       cmocka_unit_test(test_nothing_to_shuffle)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
