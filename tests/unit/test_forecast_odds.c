/* Odds of disputes reckoned beforehand: written, found again, and refused when damaged. */
#include "cm.h"
#include "forecast/dispute_odds.h"

#include <math.h>

#define HASH "0123456789abcdef0123456789abcdef"

static toc_buf file;

static int setup(void **state) {
    (void)state;
    toc_buf_init(&file, 1 << 20);
    toc_dispute_odds_begin(&file, HASH, 2001, 2003);
    toc_dispute_odds_year(&file, 3);
    toc_dispute_odds_add(&file, 20, 2, &(toc_dispute_chance){0.001, 0.0005, 0.002}); /* sides in any order */
    toc_dispute_odds_add(&file, 2, 365, &(toc_dispute_chance){0.6, 0.43, 0.75});
    toc_dispute_odds_add(&file, 365, 910, &(toc_dispute_chance){1e-9, 1e-9, 1 - 1e-9});
    toc_dispute_odds_year(&file, 0);
    toc_dispute_odds_year(&file, 1);
    toc_dispute_odds_add(&file, 2, 365, &(toc_dispute_chance){0.5, 0.4, 0.6});
    return 0;
}

static int teardown(void **state) {
    (void)state;
    toc_buf_fini(&file);
    return 0;
}

static bool near(double x, double y) {
    return fabs(x - y) < 3e-4 * y;
}

static void test_what_is_written_is_found(void **state) {
    (void)state;
    toc_dispute_odds odds;
    toc_dispute_chance c;
    toc_err err = {0};
    assert_int_equal(toc_dispute_odds_read(toc_buf_str(&file), "x", &odds, &err), TOC_OK);
    assert_true(odds.from == 2001 && odds.to == 2003);
    assert_str(odds.model, HASH);
    assert_true(toc_dispute_odds_find(&odds, 2001, 365, 2, &c));
    assert_true(near(c.probability, 0.6) && near(c.low, 0.43) && near(c.high, 0.75));
    assert_true(toc_dispute_odds_find(&odds, 2001, 2, 20, &c) && near(c.probability, 0.001));
    assert_true(
        toc_dispute_odds_find(&odds, 2001, 910, 365, &c)); /* at the ends of the scale, in order, within (0, 1) */
    assert_true(0 < c.low && c.low <= c.probability && c.probability < c.high && c.high < 1);
    assert_true(toc_dispute_odds_find(&odds, 2003, 2, 365, &c) && near(c.probability, 0.5));
    assert_false(toc_dispute_odds_find(&odds, 2002, 2, 365, &c));
    assert_false(toc_dispute_odds_find(&odds, 2003, 2, 20, &c));
    assert_false(toc_dispute_odds_find(&odds, 2000, 2, 365, &c));
    assert_false(toc_dispute_odds_find(&odds, 2004, 2, 365, &c));
}

static void test_a_damaged_file_is_refused(void **state) {
    (void)state;
    toc_dispute_odds odds;
    toc_str whole = toc_buf_str(&file);
    for (size_t keep = 0; keep < whole.len; keep++)
        assert_int_equal(toc_dispute_odds_read(toc_str_slice(whole, 0, keep), "x", &odds, NULL), TOC_EFORMAT);
    toc_buf_add_char(&file, 'x');
    assert_int_equal(toc_dispute_odds_read(toc_buf_str(&file), "x", &odds, NULL), TOC_EFORMAT);
    toc_buf_clear(&file);
    toc_dispute_odds_begin(&file, HASH, 2001, 2001);
    toc_dispute_odds_year(&file, 0xffffffff); /* more rows than there are bytes */
    assert_int_equal(toc_dispute_odds_read(toc_buf_str(&file), "x", &odds, NULL), TOC_EFORMAT);
    toc_buf_clear(&file);
    toc_dispute_odds_begin(&file, HASH, 2003, 2001);
    assert_int_equal(toc_dispute_odds_read(toc_buf_str(&file), "x", &odds, NULL), TOC_EFORMAT);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_what_is_written_is_found, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_damaged_file_is_refused, setup, teardown)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
