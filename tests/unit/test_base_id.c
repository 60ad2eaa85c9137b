/* id, rng, map: values that must never change, and maps under refusal. */
#include "cm.h"

#include "base/arena.h"
#include "base/id.h"
#include "base/map.h"
#include "base/rng.h"
#include "refuse.h"

#include <string.h>

static void ids_are_stable(void **state) {
    (void)state;
    /* XXH3 of nothing is 2d06800538d394c2, which is this in base 32. */
    assert_string_equal(toc_id_make('d', NULL, 0).text, "d2q1k00ksd7562");
    toc_str parts[] = {TOC_STR("2023-08-15"), TOC_STR("BLRGOVMIL"), TOC_STR("NATO")};
    assert_string_equal(toc_id_make('e', parts, 3).text, "edpg9sqabkdrin");
    toc_str empty[] = {{NULL, 0}, {"", 0}};
    assert_string_equal(toc_id_make('s', empty, 2).text, "sd19jacn3l52b8");
}

static void borders_of_parts_count(void **state) {
    (void)state;
    toc_str a[] = {TOC_STR("ab"), TOC_STR("c")}, b[] = {TOC_STR("a"), TOC_STR("bc")}, c[] = {TOC_STR("abc")};
    assert_string_not_equal(toc_id_make('e', a, 2).text, toc_id_make('e', b, 2).text);
    assert_string_not_equal(toc_id_make('e', a, 2).text, toc_id_make('e', c, 1).text);
    assert_string_equal(toc_id_make('e', a, 2).text + 1, toc_id_make('d', a, 2).text + 1);
}

static void shapes_of_ids(void **state) {
    (void)state;
    toc_rng rng;
    toc_rng_init(&rng, 1);
    for (int i = 0; i < 1000; i++) {
        uint64_t bits = toc_rng_next(&rng);
        toc_str part = {(const char *)&bits, sizeof bits};
        assert_true(toc_id_valid(toc_str_of(toc_id_make('e', &part, 1).text)));
    }
    assert_true(toc_id_valid(TOC_STR("e0123456789abc")));
    assert_true(toc_id_valid(TOC_STR("efvvvvvvvvvvvv")));
    assert_false(toc_id_valid(TOC_STR("egvvvvvvvvvvvv"))); /* 65 bits */
    assert_false(toc_id_valid(TOC_STR("e0123456789ab")));
    assert_false(toc_id_valid(TOC_STR("e0123456789abcd")));
    assert_false(toc_id_valid(TOC_STR("E0123456789abc")));
    assert_false(toc_id_valid(TOC_STR("e0123456789abw")));
    assert_false(toc_id_valid(TOC_STR("e0123456789abC")));
    assert_false(toc_id_valid((toc_str){NULL, 0}));
}

static void random_numbers_are_stable(void **state) {
    (void)state;
    static const uint64_t EXPECTED[] = {UINT64_C(6457827717110365317), UINT64_C(3203168211198807973),
                                        UINT64_C(9817491932198370423), UINT64_C(4593380528125082431),
                                        UINT64_C(16408922859458223821)}; /* published test values of SplitMix64 */
    toc_rng rng;
    toc_rng_init(&rng, 1234567);
    for (size_t i = 0; i < 5; i++) {
        assert_true(toc_rng_next(&rng) == EXPECTED[i]);
    }
}

static void random_units_and_bounds(void **state) {
    (void)state;
    toc_rng rng;
    toc_rng_init(&rng, 0);
    double sum = 0;
    int dice[6] = {0};
    for (int i = 0; i < 60000; i++) {
        double unit = toc_rng_unit(&rng);
        assert_true(unit >= 0 && unit < 1);
        sum += unit;
        dice[toc_rng_below(&rng, 6)]++;
        assert_int_equal(toc_rng_below(&rng, 1), 0);
        assert_true(toc_rng_below(&rng, (UINT64_C(1) << 63) + 1) <= UINT64_C(1) << 63);
    }
    assert_true(sum > 29700 && sum < 30300);
    for (int i = 0; i < 6; i++) {
        assert_true(dice[i] > 9600 && dice[i] < 10400);
    }
}

static void map_keeps_what_it_is_given(void **state) {
    (void)state;
    enum { COUNT = 20000 };
    toc_arena arena;
    toc_map map;
    toc_arena_init(&arena, 0);
    toc_map_init(&map);
    uint32_t value = 77;
    assert_false(toc_map_get(&map, TOC_STR("key1"), &value));
    for (uint32_t i = 0; i < COUNT; i++) {
        assert_true(toc_map_put(&map, toc_arena_printf(&arena, "key%u", i), i));
    }
    assert_int_equal(map.count, COUNT);
    for (uint32_t i = 0; i < COUNT; i++) {
        assert_true(toc_map_get(&map, toc_arena_printf(&arena, "key%u", i), &value));
        assert_int_equal(value, i);
    }
    assert_true(toc_map_put(&map, TOC_STR("key1"), 99));
    assert_int_equal(map.count, COUNT);
    assert_true(toc_map_get(&map, TOC_STR("key1"), &value));
    assert_int_equal(value, 99);
    assert_false(toc_map_get(&map, TOC_STR("key"), &value));
    assert_int_equal(value, 99);
    toc_map_clear(&map);
    assert_false(toc_map_get(&map, TOC_STR("key1"), &value));
    toc_map_fini(&map);
    toc_arena_fini(&arena);
}

static void map_takes_odd_keys(void **state) {
    (void)state;
    toc_map map;
    toc_map_init(&map);
    uint32_t value = 0;
    toc_map_clear(&map);
    assert_true(toc_map_put(&map, (toc_str){NULL, 0}, 1));
    assert_true(toc_map_put(&map, TOC_STR("a\0b"), 2));
    assert_true(toc_map_put(&map, TOC_STR("a\0c"), 3));
    assert_true(toc_map_get(&map, TOC_STR(""), &value) && value == 1);
    assert_true(toc_map_get(&map, TOC_STR("a\0c"), &value) && value == 3);
    assert_false(toc_map_get(&map, TOC_STR("a"), &value));
    toc_map_fini(&map);
}

static bool fill_map(void *ctx) {
    (void)ctx;
    static const char LETTERS[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    toc_map map;
    toc_map_init(&map);
    bool passed = true;
    uint32_t count = 0, value;
    while (passed && count < 60) {
        passed = toc_map_put(&map, (toc_str){LETTERS + count, 2}, count);
        count += passed;
    }
    assert_int_equal(map.count, count);
    for (uint32_t i = 0; i < count; i++) {
        assert_true(toc_map_get(&map, (toc_str){LETTERS + i, 2}, &value) && value == i);
    }
    toc_map_fini(&map);
    return passed;
}

static void map_survives_each_refusal(void **state) {
    (void)state;
    assert_true(refuse_each(fill_map, NULL) >= 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_are_stable),          cmocka_unit_test(borders_of_parts_count),
        cmocka_unit_test(shapes_of_ids),           cmocka_unit_test(random_numbers_are_stable),
        cmocka_unit_test(random_units_and_bounds), cmocka_unit_test(map_keeps_what_it_is_given),
        cmocka_unit_test(map_takes_odd_keys),      cmocka_unit_test(map_survives_each_refusal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
