/* At least one of several pairs: laws on made-up odds, and the two ends. */
#include "cm.h"
#include "base/rng.h"
#include "forecast/together.h"

#include <math.h>
#include <string.h>

enum { MOST = 60 };

static size_t draw(toc_rng *rng, toc_odds *out) {
    size_t count = 1 + toc_rng_below(rng, MOST - 1);
    for (size_t i = 0; i < count; i++) {
        double p = pow(toc_rng_unit(rng), 4) * 0.9;
        out[i] = (toc_odds){p, p / 2, 1 - (1 - p) / 2};
    }
    return count;
}

static void test_between_the_likeliest_alone_and_all_apart(void **state) {
    (void)state;
    toc_rng rng;
    toc_odds pairs[MOST];
    toc_rng_init(&rng, 5);
    for (int run = 0; run < 2000; run++) {
        size_t count = draw(&rng, pairs);
        double most = 0, none = 1, low = 0, sum = 0;
        for (size_t i = 0; i < count; i++) {
            most = fmax(most, pairs[i].probability);
            low = fmax(low, pairs[i].low);
            none *= 1 - pairs[i].probability;
            sum += pairs[i].high;
        }
        toc_odds all = toc_together_of(pairs, count);
        assert_true(all.probability >= most && all.probability <= 1 - none + 1e-12);
        assert_true(all.low == low && all.low <= all.probability && all.probability <= all.high);
        assert_true(fabs(all.high - fmin(1, sum)) < 1e-12 || all.high == all.probability);
    }
}

static void test_order_changes_no_bit_and_more_is_more(void **state) {
    (void)state;
    toc_rng rng;
    toc_odds pairs[MOST + 1], turned[MOST + 1];
    toc_rng_init(&rng, 6);
    for (int run = 0; run < 500; run++) {
        size_t count = draw(&rng, pairs);
        for (size_t i = 0; i < count; i++)
            turned[i] = pairs[count - 1 - i];
        toc_odds one = toc_together_of(pairs, count), two = toc_together_of(turned, count);
        assert_memory_equal(&one, &two, sizeof one);
        size_t at = toc_rng_below(&rng, count);
        pairs[at].probability += (1 - pairs[at].probability) / 10; /* it is among the likeliest or not */
        assert_true(toc_together_of(pairs, count).probability > one.probability);
        pairs[count] = (toc_odds){0.01, 0.005, 0.5};
        assert_true(toc_together_of(pairs, count + 1).probability > one.probability);
    }
}

static void test_the_ends(void **state) {
    (void)state;
    toc_odds one[] = {{0.3, 0.1, 0.6}}, none[] = {{0, 0, 0.1}, {0, 0, 0.1}}, alike[MOST];
    toc_odds all = toc_together_of(one, 1);
    assert_memory_equal(&all, one, sizeof all);
    assert_true(toc_together_of(none, 2).probability == 0);
    assert_true(toc_together_of(one, 0).high == 0);
    for (size_t i = 0; i < MOST; i++)
        alike[i] = (toc_odds){1 - exp(-0.05), 0.01, 0.1};
    /* 60 pairs of 0.05 each: 3 pairs' disputes, shared by 60^0.15 = 1.85 */
    assert_true(fabs(toc_together_of(alike, MOST).probability - (1 - exp(-3 / pow(60, 0.15)))) < 1e-12);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_between_the_likeliest_alone_and_all_apart),
                                       cmocka_unit_test(test_order_changes_no_bit_and_more_is_more),
                                       cmocka_unit_test(test_the_ends)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
