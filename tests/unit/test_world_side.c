/* Side expressions and memberships, on the project's own tables. */
#include "base/mem.h"
#include "event/actor.h"
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

static const char *data_dir(void) {
    const char *dir = getenv("TOCSIN_DATA");
    return dir == NULL ? "data" : dir;
}

static int setup(void **state) {
    (void)state;
    toc_err err = {0};
    toc_arena_init(&arena, 0);
    if (toc_world_new(data_dir(), &world, &err) != TOC_OK) {
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

static toc_day day(const char *text) {
    return toc_day_parse(toc_str_of(text));
}

static toc_side parse(const char *text, const char *asof) {
    toc_err err = {0};
    toc_side side = {0};
    toc_rc rc = toc_side_parse(world, toc_str_of(text), day(asof), &arena, &side, &err);
    if (rc != TOC_OK) {
        fail_msg("%s", err.text);
    }
    return side;
}

static void expect_members(const char *text, const char *asof, const char *wanted) {
    toc_side side = parse(text, asof);
    char got[1024] = "";
    for (size_t i = 0; i < side.member_count; i++) {
        snprintf(got + strlen(got), sizeof got - strlen(got), "%s%.*s", i == 0 ? "" : " ", TOC_FMT(side.members[i]));
    }
    assert_string_equal(got, wanted);
}

static void expect_label(const char *text, const char *asof, const char *wanted) {
    toc_side side = parse(text, asof);
    char got[512];
    snprintf(got, sizeof got, "%.*s", TOC_FMT(side.label));
    assert_string_equal(got, wanted);
}

static size_t states_of(const char *text, const char *asof) {
    toc_side side = parse(text, asof);
    size_t count = 0;
    for (size_t i = 0; i < side.member_count; i++) {
        count += toc_world_is_state(world, side.members[i]) ? 1 : 0;
    }
    return count;
}

static void nato_grows_on_its_days(void **state) {
    (void)state;
    assert_int_equal(states_of("NATO", "2023-04-03"), 30);
    assert_int_equal(states_of("NATO", "2023-04-04"), 31);
    assert_int_equal(states_of("NATO", "2024-03-06"), 31);
    assert_int_equal(states_of("NATO", "2024-03-07"), 32);
    assert_int_equal(states_of("NATO", "1949-08-24"), 12);
    assert_int_equal(states_of("NATO", "1999-03-11"), 16);
    toc_side before = parse("NATO", "2023-04-03"), after = parse("NATO", "2023-04-04");
    assert_false(toc_side_has(&before, TOC_STR("FIN")));
    assert_true(toc_side_has(&after, TOC_STR("FIN")));
    assert_true(toc_side_has(&after, TOC_STR("NATO")));
    assert_false(toc_side_has(&after, TOC_STR("")));
    assert_false(toc_side_has(&after, TOC_STR("SWE")));
}

static void operators_make_the_sets_they_promise(void **state) {
    (void)state;
    expect_members("RUS+BLR", "2023-08-15", "BLR RUS");
    expect_members("BLR+RUS+BLR", "2023-08-15", "BLR RUS");
    expect_members("CSTO", "2023-08-15", "ARM BLR CSTO KAZ KGZ RUS TJK");
    expect_members("CSTO-ARM", "2023-08-15", "BLR CSTO KAZ KGZ RUS TJK");
    expect_members("CSTO-ARM", "2025-01-01", "BLR CSTO KAZ KGZ RUS TJK");
    expect_members("CSTO", "2025-01-01", "ARM BLR CSTO KAZ KGZ RUS TJK"); /* frozen is a member in law */
    expect_members("RUS+CSTO-CSTO+BLR", "2023-08-15", "BLR");
    expect_members("CSTO&UNS", "2023-08-15", "BLR CSTO RUS");
    expect_members("CSTO-KAZ-KGZ-TJK&RUS+USA", "2023-08-15", "CSTO RUS USA");
    toc_side both = parse("EU&NATO", "2023-08-15"), eu = parse("EU", "2023-08-15"), nato = parse("NATO", "2023-08-15");
    assert_true(toc_side_has(&both, TOC_STR("EU")));
    assert_false(toc_side_has(&both, TOC_STR("NATO")));
    assert_false(toc_side_has(&both, TOC_STR("AUT")));
    assert_false(toc_side_has(&both, TOC_STR("USA")));
    size_t wanted = 1; /* EU itself */
    for (size_t i = 0; i < eu.member_count; i++) {
        wanted += toc_world_is_state(world, eu.members[i]) && toc_side_has(&nato, eu.members[i]) ? 1 : 0;
    }
    assert_int_equal(both.member_count, wanted);
    assert_int_equal(wanted, 1 + 22);
}

static void names_come_in_any_case_and_in_english(void **state) {
    (void)state;
    expect_members("rus+blr", "2023-08-15", "BLR RUS");
    expect_members("Russia+Belarus", "2023-08-15", "BLR RUS");
    expect_members(" russia + BELARUS ", "2023-08-15", "BLR RUS");
    expect_members("United States", "2023-08-15", "USA");
    expect_members("united states+uk", "2023-08-15", "GBR USA");
    expect_members("Turkey", "2023-08-15", "TUR");
    expect_members("Guinea-Bissau", "2023-08-15", "GNB");
    expect_members("Guinea-Bissau+Guinea", "2023-08-15", "GIN GNB");
    expect_members("Timor-Leste - Timor-Leste + Fiji", "2023-08-15", "FJI");
    assert_int_equal(states_of("North Atlantic Treaty Organization", "2023-08-15"), 31);
    assert_int_equal(states_of("Trinidad and Tobago", "2023-08-15"), 1);
}

static void labels_are_for_people(void **state) {
    (void)state;
    expect_label("RUS+BLR", "2023-08-15", "Russia and Belarus");
    expect_label("BLR+RUS", "2023-08-15", "Belarus and Russia");
    expect_label("rus+rus", "2023-08-15", "Russia");
    expect_label("RUS+BLR+KAZ", "2023-08-15", "Russia, Belarus and Kazakhstan");
    expect_label("nato", "2023-08-15", "NATO (31 members)");
    expect_label("NATO+UKR", "2024-03-07", "NATO (32 members) and Ukraine");
    expect_label("CSTO-ARM", "2023-08-15", "CSTO-ARM (5 states)");
    expect_label("csto - armenia", "2023-08-15", "CSTO-ARM (5 states)");
    expect_label("EU&NATO", "2023-08-15", "EU&NATO (22 states)");
    expect_label("RUS+BLR-BLR", "2023-08-15", "Russia");
    expect_label("RUS+BLR+KAZ+KGZ", "2023-08-15", "RUS+BLR+KAZ+KGZ (4 states)");
}

static void expect_refusal(const char *text, const char *asof, const char *words) {
    toc_err err = {0};
    toc_side side = {.member_count = 77};
    assert_int_equal(toc_side_parse(world, toc_str_of(text), day(asof), &arena, &side, &err), TOC_EUSAGE);
    assert_int_equal(side.member_count, 77);
    if (strstr(err.text, words) == NULL) {
        fail_msg("\"%s\" is not in: %s", words, err.text);
    }
}

static void what_is_wrong_is_said(void **state) {
    (void)state;
    expect_refusal("Rusia+BLR", "2023-08-15", "unknown name \"Rusia\" in side \"Rusia+BLR\"; did you mean Russia");
    expect_refusal("NATTO", "2023-08-15", "did you mean NATO");
    expect_refusal("Bellarus", "2023-08-15", "Belarus");
    expect_refusal("RUS+Kazahstan", "2023-08-15", "Kazakhstan");
    expect_refusal("", "2023-08-15", "unknown name \"\"");
    expect_refusal("RUS+", "2023-08-15", "unknown name \"\"");
    expect_refusal("+RUS", "2023-08-15", "unknown name \"\"");
    expect_refusal("RUS++BLR", "2023-08-15", "unknown name \"\"");
    expect_refusal("qqqqqqqqqqqqqqq", "2023-08-15", "ISO code");
    expect_refusal("RUSGOV", "2023-08-15", "unknown name \"RUSGOV\"");
    expect_refusal("RUS-RUS", "2023-08-15", "empty on 2023-08-15");
    expect_refusal("RUS&NATO", "2023-08-15", "empty");
    expect_refusal("NATO&CSTO", "2023-08-15", "empty");
    expect_refusal("SUN", "2023-08-15", "empty on 2023-08-15");
    expect_refusal("RUS", "none", "without a day");
    char longest[6000];
    memset(longest, 'A', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    expect_refusal(longest, "2023-08-15", "too long");
    longest[4000] = '\0';
    expect_refusal(longest, "2023-08-15", "unknown name");
    memset(longest, '-', 4000);
    expect_refusal(longest, "2023-08-15", "unknown name \"\"");
}

/* Laws: of sets, for every pair of blocs that have members. */
static void sets_keep_their_laws(void **state) {
    (void)state;
    static const char *const NAMES[] = {"NATO", "CSTO", "EU", "CIS", "RUS", "SCO", "GCC", "BRICS"};
    size_t count = sizeof NAMES / sizeof NAMES[0];
    char text[64], mirror[64];
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < count; j++) {
            if (i == j) {
                continue;
            }
            snprintf(text, sizeof text, "%s+%s", NAMES[i], NAMES[j]);
            snprintf(mirror, sizeof mirror, "%s+%s", NAMES[j], NAMES[i]);
            toc_side one = parse(text, "2023-08-15"), other = parse(mirror, "2023-08-15");
            assert_int_equal(one.member_count, other.member_count);
            for (size_t m = 0; m < one.member_count; m++) {
                assert_true(toc_str_equal(one.members[m], other.members[m]));
                assert_true(m == 0 || toc_str_compare(one.members[m - 1], one.members[m]) < 0);
            }
            snprintf(text, sizeof text, "%s+%s-%s", NAMES[i], NAMES[j], NAMES[j]);
            toc_side left = {0};
            if (toc_side_parse(world, toc_str_of(text), day("2023-08-15"), &arena, &left, NULL) == TOC_OK) {
                toc_side right = parse(NAMES[j], "2023-08-15");
                for (size_t m = 0; m < left.member_count; m++) {
                    assert_false(toc_side_has(&right, left.members[m]));
                }
            }
        }
    }
}

static void membership_says_role_and_status(void **state) {
    (void)state;
    const toc_membership *row = toc_world_membership(world, TOC_STR("CSTO"), TOC_STR("ARM"), day("2024-02-22"));
    assert_non_null(row);
    assert_true(toc_str_equal(row->status, TOC_STR("frozen")));
    assert_true(toc_str_equal(row->role, TOC_STR("member")));
    row = toc_world_membership(world, TOC_STR("CSTO"), TOC_STR("ARM"), day("2024-02-21"));
    assert_true(toc_str_equal(row->status, TOC_STR("active")));
    row = toc_world_membership(world, TOC_STR("NATO"), TOC_STR("UKR"), day("2023-08-15"));
    assert_non_null(row);
    assert_false(toc_str_equal(row->role, TOC_STR("member")));
    row = toc_world_membership(world, TOC_STR("NATO"), TOC_STR("FRA"), day("1980-01-01"));
    assert_true(toc_str_equal(row->role, TOC_STR("member")));
    row = toc_world_membership(world, TOC_STR("NATO"), TOC_STR("RUS"), day("2023-08-15"));
    assert_true(row == NULL || !toc_str_equal(row->role, TOC_STR("member")));
}

static void clauses_bind_parties_and_members(void **state) {
    (void)state;
    size_t count;
    const toc_clause *clauses = toc_world_clauses(world, &count);
    assert_true(count > 20);
    const toc_clause *article5 = NULL;
    for (size_t i = 0; i < count; i++) {
        if (toc_str_equal(clauses[i].id, TOC_STR("NATO-5"))) {
            article5 = &clauses[i];
        }
        assert_true(clauses[i].source.len > 0);
    }
    assert_non_null(article5);
    assert_true(toc_clause_binds(world, article5, TOC_STR("POL"), day("2023-08-15")));
    assert_false(toc_clause_binds(world, article5, TOC_STR("SWE"), day("2024-03-06")));
    assert_true(toc_clause_binds(world, article5, TOC_STR("SWE"), day("2024-03-07")));
    assert_false(toc_clause_binds(world, article5, TOC_STR("UKR"), day("2023-08-15")));
    assert_false(toc_clause_binds(world, article5, TOC_STR("USA"), day("1949-08-23")));
}

static void tables_hold_together(void **state) {
    (void)state;
    size_t count;
    const toc_clause *clauses = toc_world_clauses(world, &count);
    size_t clause_count = count;
    const toc_invocation *invocations = toc_world_invocations(world, &count);
    assert_true(count > 5);
    for (size_t i = 0; i < count; i++) {
        bool known = false;
        for (size_t c = 0; c < clause_count; c++) {
            known = known || toc_str_equal(clauses[c].id, invocations[i].clause);
        }
        if (!known) {
            fail_msg("invocation of unknown clause %.*s", TOC_FMT(invocations[i].clause));
        }
        assert_true(invocations[i].date != TOC_DAY_NONE);
    }
    const toc_mediator *mediators = toc_world_mediators(world, &count);
    assert_true(count > 10 && mediators != NULL);
    const toc_channel *channels = toc_world_channels(world, &count);
    assert_true(count > 10 && channels != NULL);
    const toc_war *wars = toc_world_wars(world, &count);
    for (size_t i = 0; i < count; i++) {
        toc_str sides[] = {wars[i].side_a, wars[i].side_b};
        assert_true(wars[i].from != TOC_DAY_NONE && (wars[i].to == TOC_DAY_NONE || wars[i].from < wars[i].to));
        for (int s = 0; s < 2; s++) {
            while (sides[s].ptr != NULL) {
                assert_true(toc_world_is_state(world, toc_str_cut(&sides[s], ';')));
            }
        }
    }
}

static void facts_about_states(void **state) {
    (void)state;
    assert_true(toc_world_is_state(world, TOC_STR("BLR")));
    assert_false(toc_world_is_state(world, TOC_STR("blr")));
    assert_true(toc_world_is_bloc(world, TOC_STR("CSTO")));
    assert_false(toc_world_is_bloc(world, TOC_STR("BLR")));
    assert_int_equal(toc_world_cow(world, TOC_STR("BLR")), 370);
    assert_int_equal(toc_world_cow(world, TOC_STR("NATO")), 0);
    assert_true(toc_str_equal(toc_world_name(world, TOC_STR("BLR")), TOC_STR("Belarus")));
    assert_true(toc_str_equal(toc_world_name(world, TOC_STR("XXX")), TOC_STR("XXX")));
    assert_true(toc_world_is_nuclear(world, TOC_STR("RUS"), day("2023-08-15")));
    assert_false(toc_world_is_nuclear(world, TOC_STR("BLR"), day("2023-08-15")));
    assert_false(toc_world_is_nuclear(world, TOC_STR("PRK"), day("2006-10-08")));
    assert_true(toc_world_is_nuclear(world, TOC_STR("PRK"), day("2006-10-09")));
    assert_true(toc_world_is_nuclear(world, TOC_STR("ZAF"), day("1985-01-01")));
    assert_false(toc_world_is_nuclear(world, TOC_STR("ZAF"), day("2000-01-01")));
    assert_true(toc_world_is_major(world, TOC_STR("DEU"), day("2023-08-15")));
    assert_false(toc_world_is_major(world, TOC_STR("DEU"), day("1960-01-01")));
}

/* A root never looks like a sector: every code of the world is its own root. IMG (armed groups) is a sector by design.
 */
static void codes_are_their_own_roots(void **state) {
    (void)state;
    static const char *const FILES[] = {"states.tsv", "blocs.tsv"};
    for (size_t f = 0; f < 2; f++) {
        char path[512], line[4096];
        snprintf(path, sizeof path, "%s/world/%s", data_dir(), FILES[f]);
        FILE *table = fopen(path, "r");
        assert_non_null(table);
        while (fgets(line, sizeof line, table) != NULL) {
            size_t len = strcspn(line, "\t");
            toc_str code = {line, len};
            if (line[0] == '#' || toc_str_equal(code, TOC_STR("code")) || toc_str_equal(code, TOC_STR("IMG"))) {
                continue;
            }
            if (!toc_str_equal(toc_actor_root(code), code)) {
                fail_msg("code %.*s ends in a sector", TOC_FMT(code));
            }
        }
        fclose(table);
    }
}

static void loading_survives_refused_memory(void **state) {
    (void)state;
    toc_world *other = NULL;
    toc_rc rc = TOC_ENOMEM;
    long n = 0;
    for (; n < 2000 && rc != TOC_OK; n += 1 + n / 20) {
        toc_mem_refuse_after(n);
        rc = toc_world_new(data_dir(), &other, NULL);
        toc_mem_refuse_after(-1);
        assert_true(rc == TOC_OK || rc == TOC_ENOMEM);
    }
    assert_int_equal(rc, TOC_OK);
    toc_world_free(other);
    toc_err err = {0};
    assert_int_equal(toc_world_new("/nowhere", &other, &err), TOC_ENOTFOUND);
    toc_world_free(NULL);
}

static void sides_survive_refused_memory(void **state) {
    (void)state;
    for (long n = 0; n < 40; n++) {
        toc_arena small;
        toc_side side = {.member_count = 77};
        toc_arena_init(&small, 0);
        toc_mem_refuse_after(n);
        toc_rc rc = toc_side_parse(world, TOC_STR("NATO+UKR-TUR"), day("2023-08-15"), &small, &side, NULL);
        toc_mem_refuse_after(-1);
        assert_true(rc == TOC_OK || (rc == TOC_ENOMEM && side.member_count == 77));
        toc_arena_fini(&small);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nato_grows_on_its_days),
        cmocka_unit_test(operators_make_the_sets_they_promise),
        cmocka_unit_test(names_come_in_any_case_and_in_english),
        cmocka_unit_test(labels_are_for_people),
        cmocka_unit_test(what_is_wrong_is_said),
        cmocka_unit_test(sets_keep_their_laws),
        cmocka_unit_test(membership_says_role_and_status),
        cmocka_unit_test(clauses_bind_parties_and_members),
        cmocka_unit_test(tables_hold_together),
        cmocka_unit_test(facts_about_states),
        cmocka_unit_test(codes_are_their_own_roots),
        cmocka_unit_test(loading_survives_refused_memory),
        cmocka_unit_test(sides_survive_refused_memory),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
