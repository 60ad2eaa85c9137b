/* Base rates against tests/cases/base-rate.tsv, which tests/data/check-base-rate holds against the source. */
#include "base/table.h"
#include "world/world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static toc_world *world;
static toc_arena arena;

static const char *path_of(const char *variable, const char *otherwise) {
    const char *path = getenv(variable);
    return path == NULL ? otherwise : path;
}

static int setup(void **state) {
    (void)state;
    toc_err err = {0};
    toc_arena_init(&arena, 0);
    if (toc_world_new(path_of("TOCSIN_DATA", "data"), &world, &err) != TOC_OK) {
        print_error("%s\n", err.text);
        return -1;
    }
    return 0;
}

static int teardown(void **state) {
    (void)state;
    toc_world_free(world);
    toc_arena_fini(&arena);
    return 0;
}

static toc_side parse(toc_str text, const char *asof) {
    toc_err err = {0};
    toc_side side = {0};
    if (toc_side_parse(world, text, toc_day_parse(toc_str_of(asof)), &arena, &side, &err) != TOC_OK) {
        fail_msg("%s", err.text);
    }
    return side;
}

static int64_t number(toc_str text) {
    int64_t value = -1;
    assert_true(toc_str_to_i64(text, &value));
    return value;
}

enum {
    CASE,
    SIDE_A,
    SIDE_B,
    CLASS,
    FROM,
    TO,
    YEARS,
    DISPUTES,
    FATAL,
    WAR_DISPUTES,
    WARS,
    FIRST_LATER,
    COLUMN_COUNT = FIRST_LATER + 7
};

static void check_case(const toc_str *cells) {
    toc_side a = parse(cells[SIDE_A], "2023-08-15"), b = parse(cells[SIDE_B], "2023-08-15");
    int from = (int)number(cells[FROM]), to = (int)number(cells[TO]);
    bool sides = toc_str_equal(cells[CLASS], TOC_STR("sides"));
    toc_base_rate rate = sides ? toc_world_base_rate_between(world, &a, &b, from, to)
                               : toc_world_reference_rate_between(world, &a, &b, from, to);
    toc_base_rate mirror = sides ? toc_world_base_rate_between(world, &b, &a, from, to)
                                 : toc_world_reference_rate_between(world, &b, &a, from, to);
    print_message("%.*s: %d years, %d disputes, %d fatal, %d wars (%s)\n", TOC_FMT(cells[CASE]), rate.dyad_years,
                  rate.dispute_onsets, rate.fatal_onsets, rate.war_onsets, rate.what);
    assert_int_equal(rate.dyad_years, number(cells[YEARS]));
    assert_int_equal(rate.dispute_onsets, number(cells[DISPUTES]));
    assert_int_equal(rate.fatal_onsets, number(cells[FATAL]));
    assert_int_equal(rate.war_disputes, number(cells[WAR_DISPUTES]));
    assert_int_equal(rate.war_onsets, number(cells[WARS]));
    const int later[] = {rate.deaths25_onsets, rate.deaths1000_onsets, rate.years,           rate.dispute_years,
                         rate.fatal_years,     rate.deaths25_years,    rate.deaths1000_years};
    for (int i = 0; i < 7; i++) {
        assert_int_equal(later[i], number(cells[FIRST_LATER + i]));
    }
    assert_true(rate.deaths1000_onsets <= rate.deaths25_onsets && rate.deaths25_onsets <= rate.fatal_onsets);
    assert_true(rate.war_onsets <= rate.war_disputes && rate.war_disputes <= rate.dispute_onsets);
    assert_memory_equal(&rate, &mirror, sizeof rate);
}

static void counts_agree_with_the_cases(void **state) {
    (void)state;
    static const char *const COLUMNS[COLUMN_COUNT] = {
        "case",       "side_a",   "side_b",        "class",        "from",           "to",
        "dyad_years", "disputes", "fatal",         "war_disputes", "wars",           "deaths25",
        "deaths1000", "years",    "dispute_years", "fatal_years",  "deaths25_years", "deaths1000_years"};
    char path[512];
    toc_table table;
    toc_str cells[COLUMN_COUNT];
    toc_err err = {0};
    bool more = true;
    snprintf(path, sizeof path, "%s/tests/cases/base-rate.tsv", path_of("TOCSIN_ROOT", "."));
    assert_int_equal(toc_table_open(&table, path, COLUMNS, COLUMN_COUNT, &arena, &err), TOC_OK);
    while (toc_table_next(&table, cells, &more, &err) == TOC_OK && more) {
        check_case(cells);
    }
    assert_false(more);
}

static void defaults_and_edges(void **state) {
    (void)state;
    toc_side a = parse(TOC_STR("RUS+BLR"), "2023-08-15"), b = parse(TOC_STR("NATO"), "2023-08-15");
    toc_base_rate rate = toc_world_base_rate(world, &a, &b);
    toc_base_rate same = toc_world_base_rate_between(world, &a, &b, 1946, 2000);
    assert_memory_equal(&rate, &same, sizeof rate);
    assert_int_equal(rate.from_year, 1946);
    assert_int_equal(rate.to_year, 2000);
    rate = toc_world_base_rate_between(world, &a, &b, 2001, 2020);
    assert_int_equal(rate.dyad_years, 0);
    rate = toc_world_base_rate_between(world, &a, &b, 1, 9999);
    assert_int_equal(rate.from_year, 1816);
    assert_int_equal(rate.to_year, 2000);
    rate = toc_world_base_rate(world, &a, &a); /* one pair: Russia and Belarus, each state with no pair with itself */
    assert_int_equal(rate.dyad_years, 10);     /* Belarus is a state from 1991 on */
    toc_side un = parse(TOC_STR("ICRC"), "2023-08-15");
    rate = toc_world_base_rate(world, &a, &un);
    assert_int_equal(rate.dyad_years, 0);
    assert_int_equal(rate.war_onsets, 0);
    toc_side soviet = parse(TOC_STR("SUN"), "1980-01-01"), usa = parse(TOC_STR("USA"), "1980-01-01");
    toc_side russia = parse(TOC_STR("RUS"), "2020-01-01");
    toc_base_rate one = toc_world_base_rate(world, &soviet, &usa), other = toc_world_base_rate(world, &russia, &usa);
    assert_memory_equal(&one, &other, sizeof one);
}

/* Parts add up: years, and pairs. */
static void counts_add_up(void **state) {
    (void)state;
    toc_side a = parse(TOC_STR("RUS+BLR"), "2023-08-15"), b = parse(TOC_STR("NATO"), "2023-08-15");
    toc_side russia = parse(TOC_STR("RUS"), "2023-08-15"), belarus = parse(TOC_STR("BLR"), "2023-08-15");
    toc_base_rate whole = toc_world_base_rate_between(world, &a, &b, 1900, 2000);
    toc_base_rate early = toc_world_base_rate_between(world, &a, &b, 1900, 1949);
    toc_base_rate late = toc_world_base_rate_between(world, &a, &b, 1950, 2000);
    assert_int_equal(whole.dyad_years, early.dyad_years + late.dyad_years);
    assert_int_equal(whole.war_onsets, early.war_onsets + late.war_onsets);
    toc_base_rate one = toc_world_base_rate_between(world, &russia, &b, 1900, 2000);
    toc_base_rate other = toc_world_base_rate_between(world, &belarus, &b, 1900, 2000);
    assert_int_equal(whole.dyad_years, one.dyad_years + other.dyad_years);
    assert_int_equal(whole.dispute_onsets, one.dispute_onsets + other.dispute_onsets);
}

static size_t count_wars(const char *a_text, const char *b_text, const char *asof) {
    size_t count, found = 0;
    const toc_war *wars = toc_world_wars(world, &count);
    toc_side a = parse(toc_str_of(a_text), asof), b = parse(toc_str_of(b_text), asof);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(toc_war_between(&wars[i], &a, &b), toc_war_between(&wars[i], &b, &a));
        found += toc_war_between(&wars[i], &a, &b) ? 1 : 0;
    }
    return found;
}

static void the_record_since_2001_is_told_as_of_a_day(void **state) {
    (void)state;
    assert_int_equal(count_wars("RUS+BLR", "NATO", "2023-08-15"), 1); /* the Su-24 of 2015 */
    assert_int_equal(count_wars("RUS+BLR", "NATO", "2015-11-23"), 0);
    assert_int_equal(count_wars("RUS", "UKR", "2022-02-23"), 2);
    assert_int_equal(count_wars("RUS", "UKR", "2022-02-24"), 3);
    assert_int_equal(count_wars("KOR", "PRK", "2023-08-15"), 4);
    assert_int_equal(count_wars("ISR", "IRN", "2025-12-31"), 3);
}

/* One war of a coalition is many pairs and one case; two wars of one year that share no state are two. */
static void pairs_that_hang_together_are_one_case(void **state) {
    (void)state;
    toc_side iraq = parse(TOC_STR("IRQ"), "2000-06-01"), nato = parse(TOC_STR("NATO"), "2000-06-01");
    toc_base_rate gulf = toc_world_base_rate_between(world, &iraq, &nato, 1990, 1990);
    assert_true(gulf.deaths1000_onsets >= 8 && gulf.deaths1000_onsets == gulf.deaths25_onsets);
    assert_true(gulf.fatal_cases == 1 && gulf.fatal_to_25 == 1);
    assert_true(gulf.deaths25_cases == 1 && gulf.deaths25_to_1000 == 1);
    /* 1995: Ecuador and Peru, Cameroon and Nigeria, with 25 deaths each */
    toc_side a = parse(TOC_STR("ECU+CMR"), "2000-06-01"), b = parse(TOC_STR("PER+NGA"), "2000-06-01");
    toc_base_rate two = toc_world_base_rate_between(world, &a, &b, 1995, 1995);
    assert_true(two.deaths25_onsets == 2 && two.deaths25_cases == 2 && two.deaths25_to_1000 == 0);
    /* of all pairs since 1946, as counted by connected components in another language */
    toc_side c = parse(TOC_STR("PRT"), "2000-06-01"), d = parse(TOC_STR("URY"), "2000-06-01");
    toc_base_rate all = toc_world_reference_rate(world, &c, &d);
    assert_true(all.fatal_onsets == 600 && all.fatal_cases == 273 && all.deaths25_cases == 70);
    assert_true(all.fatal_to_25 <= all.deaths25_cases && all.deaths25_to_1000 == 33);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs_that_hang_together_are_one_case),
        cmocka_unit_test(counts_agree_with_the_cases),
        cmocka_unit_test(defaults_and_edges),
        cmocka_unit_test(counts_add_up),
        cmocka_unit_test(the_record_since_2001_is_told_as_of_a_day),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
