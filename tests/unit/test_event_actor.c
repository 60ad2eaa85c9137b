/* Actor codes: taken apart, put together, and who speaks for a state. */
#include "event/actor.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void expect_str(toc_str got, const char *wanted) {
    assert_int_equal(got.len, strlen(wanted));
    assert_memory_equal(got.len == 0 ? "" : got.ptr, wanted, got.len);
}

static void code_is_root_and_sectors(void **state) {
    (void)state;
    static const char *const CASES[][3] = {
        {"BLRGOVMIL", "BLR", "GOVMIL"},
        {"BLR", "BLR", ""},
        {"NATO", "NATO", ""},
        {"NATOMIL", "NATO", "MIL"},
        {"CSTO", "CSTO", ""},
        {"OSCE", "OSCE", ""},
        {"GOV", "", "GOV"},
        {"EUGOV", "EU", "GOV"},
        {"", "", ""},
        {"UN", "UN", ""},
        {"RUSSPY", "RUS", "SPY"},
        {"GOVMIL", "", "GOVMIL"},
        {"UNK", "", "UNK"},
        {"CANUNK", "CAN", "UNK"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        expect_str(toc_actor_root(toc_str_of(CASES[i][0])), CASES[i][1]);
        expect_str(toc_actor_sectors(toc_str_of(CASES[i][0])), CASES[i][2]);
    }
}

static void join_adds_only_what_is_missing(void **state) {
    (void)state;
    toc_arena arena;
    toc_arena_init(&arena, 0);
    expect_str(toc_actor_join(&arena, TOC_STR("BLR"), TOC_STR("GOVMIL")), "BLRGOVMIL");
    expect_str(toc_actor_join(&arena, TOC_STR("BLRGOV"), TOC_STR("GOVMIL")), "BLRGOVMIL");
    expect_str(toc_actor_join(&arena, TOC_STR("BLRGOVMIL"), TOC_STR("")), "BLRGOVMIL");
    expect_str(toc_actor_join(&arena, TOC_STR(""), TOC_STR("GOVGOV")), "GOV");
    toc_arena_fini(&arena);
    toc_arena_init(&arena, 1);
    assert_null(toc_actor_join(&arena, TOC_STR("BLR"), TOC_STR("GOV")).ptr);
    toc_arena_fini(&arena);
}

static void root_and_sectors_join_to_the_code(void **state) {
    (void)state;
    static const char *const CODES[] = {"BLRGOVMIL", "NATOMIL", "GOV", "USAOPPPTY", "UN", ""};
    toc_arena arena;
    toc_arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof CODES / sizeof CODES[0]; i++) {
        toc_str code = toc_str_of(CODES[i]);
        expect_str(toc_actor_join(&arena, toc_actor_root(code), toc_actor_sectors(code)), CODES[i]);
    }
    toc_arena_fini(&arena);
}

static void officials_are_told_from_others(void **state) {
    (void)state;
    static const char *const YES[] = {"BLR", "NATO", "BLRGOV", "BLRGOVMIL", "BLRMIL", "RUSGOVSPY"};
    static const char *const NO[] = {"", "BLROPP", "SYRREB", "SYRMILREB", "RUSBUS", "USACVL", "BLRGOVOPP", "RUSSPY"};
    for (size_t i = 0; i < sizeof YES / sizeof YES[0]; i++) {
        assert_true(toc_actor_is_official(toc_str_of(YES[i])));
    }
    for (size_t i = 0; i < sizeof NO / sizeof NO[0]; i++) {
        assert_false(toc_actor_is_official(toc_str_of(NO[i])));
    }
    assert_true(toc_actor_has_sector(TOC_STR("BLRGOVMIL"), TOC_STR("MIL")));
    assert_false(toc_actor_has_sector(TOC_STR("BLRGOVMIL"), TOC_STR("VMI")));
    assert_false(toc_actor_has_sector(TOC_STR("MILAN"), TOC_STR("MIL")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(code_is_root_and_sectors),
        cmocka_unit_test(join_adds_only_what_is_missing),
        cmocka_unit_test(root_and_sectors_join_to_the_code),
        cmocka_unit_test(officials_are_told_from_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
