/* order: by number, what is equal stays in its order; against insertion sort on numbers of every width. */
#include "cm.h"

#include "base/order.h"
#include "base/rng.h"

enum { MOST = 700 };

static void insertion(toc_keyed *items, size_t count) {
    for (size_t i = 1; i < count; i++) {
        for (size_t k = i; k > 0 && items[k - 1].key > items[k].key; k--) {
            toc_keyed swap = items[k];
            items[k] = items[k - 1];
            items[k - 1] = swap;
        }
    }
}

static void keyed_is_a_stable_sort(void **state) {
    toc_keyed items[MOST], wanted[MOST], spare[MOST];
    toc_rng rng;
    (void)state;
    toc_rng_init(&rng, 5);
    for (unsigned bits = 0; bits < 64; bits++) {
        size_t count = (size_t)toc_rng_below(&rng, MOST);
        for (size_t i = 0; i < count; i++) {
            uint64_t high = toc_rng_next(&rng) << 60, low = toc_rng_next(&rng) & ((UINT64_C(1) << bits) - 1);
            wanted[i] = items[i] = (toc_keyed){bits % 2 ? high | low : low, i};
        }
        insertion(wanted, count);
        toc_order_keyed(items, spare, count);
        for (size_t i = 0; i < count; i++) {
            assert_true(items[i].key == wanted[i].key);
            assert_int_equal(items[i].at, wanted[i].at);
        }
    }
}

static void nothing_and_one_are_in_order(void **state) {
    (void)state;
    toc_keyed one = {9, 3}, spare;
    toc_order_keyed(NULL, NULL, 0);
    toc_order_keyed(&one, &spare, 1);
    assert_int_equal(one.at, 3);
}

static void days_order_as_numbers(void **state) {
    static const int32_t days[] = {INT32_MIN, -700000, -1, 0, 1, 19000, INT32_MAX};
    (void)state;
    for (size_t i = 1; i < sizeof days / sizeof *days; i++) {
        assert_true(toc_order_day(days[i - 1]) < toc_order_day(days[i]));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(keyed_is_a_stable_sort),
                                       cmocka_unit_test(nothing_and_one_are_in_order),
                                       cmocka_unit_test(days_order_as_numbers)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
