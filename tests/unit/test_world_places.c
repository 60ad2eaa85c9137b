/* Names of places: what is found, in which order, and that a refused or missing table leaves the world as it was. */
#include "world/world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

static toc_world *world;

static const char *data_dir(void) {
    const char *dir = getenv("TOCSIN_DATA");
    return dir == NULL ? "data" : dir;
}

static int setup(void **state) {
    (void)state;
    toc_err err = {0};
    return toc_world_new(data_dir(), &world, &err) == TOC_OK ? 0 : -1;
}

static int teardown(void **state) {
    (void)state;
    toc_world_free(world);
    return 0;
}

static void read_places(void) {
    toc_err err = {0};
    if (toc_world_read_places(world, data_dir(), &err) != TOC_OK) {
        fail_msg("%s", err.text);
    }
}

static void expect_place(const char *name, const char *country, const char *adm1) {
    size_t count;
    const toc_place_row *rows = toc_world_places(world, toc_str_of(name), &count);
    if (rows == NULL) {
        fail_msg("%s is not known", name);
    }
    assert_true(toc_str_equal(rows[0].country, toc_str_of(country)));
    assert_true(toc_str_equal(rows[0].adm1, toc_str_of(adm1)));
}

static void nothing_is_known_before_reading(void **state) {
    (void)state;
    size_t count = 9;
    assert_null(toc_world_places(world, TOC_STR("Kharkiv"), &count));
    assert_int_equal(count, 0);
}

static void a_name_gives_its_country_and_unit(void **state) {
    (void)state;
    size_t count;
    read_places();
    expect_place("Kharkiv", "UKR", "Kharkiv");
    expect_place("Bakhmut", "UKR", "Donetsk");
    expect_place("Grodno", "BLR", "Grodnenskaya");
    expect_place("Łódź", "POL", "Lodz");
    expect_place("Lodz", "POL", "Lodz");
    assert_null(toc_world_places(world, TOC_STR("kharkiv"), &count));
    assert_null(toc_world_places(world, TOC_STR(""), &count));
}

static void a_region_hides_the_places_of_its_name(void **state) {
    (void)state;
    size_t count;
    read_places();
    expect_place("Washington", "USA", "District of Columbia");
    expect_place("Kashmir", "", "");
    toc_world_places(world, TOC_STR("Washington"), &count);
    assert_int_equal(count, 1);
}

static void the_most_populous_comes_first(void **state) {
    (void)state;
    size_t count;
    read_places();
    const toc_place_row *rows = toc_world_places(world, TOC_STR("Odessa"), &count);
    assert_true(count > 1);
    for (size_t i = 1; i < count; i++) {
        assert_true(rows[i].thousands <= rows[i - 1].thousands);
        assert_true(toc_str_equal(rows[i].name, rows[0].name));
    }
}

/* Kosovo has a code of our own. */
static void countries_are_codes(void **state) {
    (void)state;
    size_t count;
    read_places();
    const toc_place_row *rows = toc_world_places(world, TOC_STR("Kharkiv"), &count);
    assert_true(toc_world_is_state(world, rows[0].country));
    rows = toc_world_places(world, TOC_STR("Pristina"), &count);
    assert_non_null(rows);
    assert_true(toc_world_is_state(world, rows[0].country));
}

static void missing_tables_leave_the_world_as_it_was(void **state) {
    (void)state;
    toc_err err = {0};
    size_t count;
    assert_int_equal(toc_world_read_places(world, "/nowhere", &err), TOC_ENOTFOUND);
    assert_null(toc_world_places(world, TOC_STR("Kharkiv"), &count));
    read_places();
    expect_place("Kharkiv", "UKR", "Kharkiv");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(nothing_is_known_before_reading, setup, teardown),
        cmocka_unit_test_setup_teardown(a_name_gives_its_country_and_unit, setup, teardown),
        cmocka_unit_test_setup_teardown(a_region_hides_the_places_of_its_name, setup, teardown),
        cmocka_unit_test_setup_teardown(the_most_populous_comes_first, setup, teardown),
        cmocka_unit_test_setup_teardown(countries_are_codes, setup, teardown),
        cmocka_unit_test_setup_teardown(missing_tables_leave_the_world_as_it_was, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
