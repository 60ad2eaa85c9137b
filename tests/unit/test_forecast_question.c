/* The questions that ship can be read; every fault of a file is told with its line. */
#include "cm.h"
#include "forecast/question.h"
#include "refuse.h"

#include <stdlib.h>
#include <string.h>

static toc_arena arena;

static int setup(void **state) {
    (void)state;
    toc_arena_init(&arena, 0);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    toc_arena_fini(&arena);
    return 0;
}

static const char *folder(void) {
    const char *data = getenv("TOCSIN_DATA");
    return toc_arena_printf(&arena, "%s/questions", data ? data : "data").ptr;
}

static void test_the_ladder_ships(void **state) {
    (void)state;
    static const char *const ids[] = {"contact", "consultation", "threat",     "dispute",
                                      "fatal",   "deaths-25",    "deaths-1000"};
    toc_question *all;
    size_t count;
    toc_err err = {0};
    if (toc_questions_read(folder(), &arena, &all, &count, &err) != TOC_OK)
        fail_msg("%s", err.text);
    assert_int_equal(count, 7);
    for (size_t i = 0; i < 7; i++) {
        size_t found = 0;
        for (size_t k = 0; k < count; k++)
            found += toc_str_equal(all[k].id, toc_str_of(ids[i]));
        assert_int_equal(found, 1);
    }
    for (size_t i = 0; i < count; i++) {
        assert_true(toc_question_is_open(&all[i]));
        assert_int_equal(all[i].horizon_days, 365);
        assert_true(toc_str_find(all[i].rule, TOC_STR("yes, if"), 0) == 0);
        assert_true(toc_str_find(all[i].rule, TOC_STR("no, if"), 0) != SIZE_MAX);
        assert_true(toc_str_find(all[i].rule, TOC_STR("void, if"), 0) != SIZE_MAX);
    }
}

static const char GOOD[] = "# a comment\n"
                           "id = \"talks\"\n"
                           "name = \"Talks\"\n"
                           "short = \"talks\"\n"
                           "event = \"{A} meets {B}\"\n"
                           "side_a = \"RUS+BLR\"\n"
                           "side_b = \"NATO\"\n"
                           "source = \"ledger\"\n"
                           "rule = \"yes, if it is there\"\n"
                           "\n"
                           "counts = \"events\"\n"
                           "events = \"CONSULT AGREE\"\n"
                           "cameo = \"04 057\"\n"
                           "threshold = 3\n"
                           "horizon_days = 90\n";

/* GOOD with one text replaced by another. */
static toc_str with(const char *old, const char *new) {
    const char *at = strstr(GOOD, old);
    assert_non_null(at);
    return toc_arena_printf(&arena, "%.*s%s%s", (int)(at - GOOD), GOOD, new, at + strlen(old));
}

static void test_a_file_is_read(void **state) {
    (void)state;
    toc_question q;
    toc_err err = {0};
    if (toc_question_parse(TOC_STR(GOOD), "q.toml", &arena, &q, &err) != TOC_OK)
        fail_msg("%s", err.text);
    assert_str(q.id, "talks");
    assert_str(q.side_a, "RUS+BLR");
    assert_int_equal(q.threshold, 3);
    assert_int_equal(q.horizon_days, 90);
    assert_int_equal(q.roots, 1u << TOC_CONSULT | 1u << TOC_AGREE);
    assert_false(toc_question_is_open(&q));
    char hash[TOC_SHA256_SIZE];
    assert_string_equal(q.hash, toc_sha256(TOC_STR(GOOD), hash));
    toc_event event = {.root = TOC_CONSULT,
                       .cameo = TOC_STR("042"),
                       .source = {TOC_STR("RUSGOV"), TOC_STR("")},
                       .target = {TOC_STR("NATO"), TOC_STR("")}};
    assert_true(toc_question_counts(&q, &event));
    event.cameo = TOC_STR("050");
    assert_false(toc_question_counts(&q, &event));
    event.cameo = TOC_STR("042"), event.root = TOC_SAY;
    assert_false(toc_question_counts(&q, &event));
    event.root = TOC_CONSULT, event.modality = TOC_PLANNED;
    assert_false(toc_question_counts(&q, &event));
    event.modality = TOC_DONE, event.source.code = TOC_STR("RUSOPP");
    assert_false(toc_question_counts(&q, &event));
}

static void test_it_is_kept_and_read_again(void **state) {
    (void)state;
    toc_question q, again;
    assert_int_equal(toc_question_parse(TOC_STR(GOOD), "q.toml", &arena, &q, NULL), TOC_OK);
    assert_true(toc_question_again(toc_str_of(toc_counts_name(q.counts)), toc_question_roots(&q, &arena), q.cameo,
                                   q.threshold, q.horizon_days, &again));
    assert_true(again.counts == q.counts && again.roots == q.roots && toc_str_equal(again.cameo, q.cameo));
    assert_false(toc_question_again(TOC_STR("luck"), TOC_STR(""), TOC_STR(""), 1, 1, &again));
    assert_false(toc_question_again(TOC_STR("events"), TOC_STR("NONSENSE"), TOC_STR(""), 1, 1, &again));
}

static void refuse(toc_str text, const char *place, const char *words) {
    toc_question q;
    toc_err err = {0};
    assert_int_equal(toc_question_parse(text, "q.toml", &arena, &q, &err), TOC_EFORMAT);
    if (!strstr(err.text, place) || !strstr(err.text, words))
        fail_msg("\"%s\" does not say %s and %s", err.text, place, words);
}

static void test_every_fault_has_its_line(void **state) {
    (void)state;
    refuse(with("name = \"Talks\"", "nom = \"Talks\""), "q.toml:3:", "no key \"nom\"");
    refuse(with("name = \"Talks\"", "id = \"two\""), "q.toml:3:", "line 2 already");
    refuse(with("name = \"Talks\"\n", ""), "q.toml:14:", "without name");
    refuse(with("name = \"Talks\"", "name = Talks"), "q.toml:3:", "double quotes");
    refuse(with("name = \"Talks\"", "name = \"\""), "q.toml:3:", "empty");
    refuse(with("name = \"Talks\"", "name \"Talks\""), "q.toml:3:", "key = value");
    refuse(with("name = \"Talks\"", "name = \"Ta\"lks\""), "q.toml:3:", "double quote");
    refuse(with("id = \"talks\"", "id = \"Talks!\""), "q.toml:15:", "small letters");
    refuse(with("threshold = 3", "threshold = 0"), "q.toml:14:", "threshold must be");
    refuse(with("threshold = 3", "threshold = 3.5"), "q.toml:14:", "threshold must be");
    refuse(with("horizon_days = 90", "horizon_days = 99999"), "q.toml:15:", "1 to 3660");
    refuse(with("counts = \"events\"", "counts = \"luck\""), "q.toml:11:", "luck");
    refuse(with("CONSULT AGREE", "CONSULT DANCE"), "q.toml:12:", "DANCE");
    refuse(with("04 057", "04 xx"), "q.toml:13:", "xx");
    refuse(with("counts = \"events\"", "counts = \"fatal\""), "q.toml:15:", "nothing else takes them");
    refuse(with("side_b = \"NATO\"", "side_b = \"*\""), "q.toml:15:", "both sides");
    refuse(TOC_STR(""), "q.toml:", "without id");
    refuse(TOC_STR("\xff\xfe\0bad"), "q.toml:1:", "key = value");
}

static void test_disputes_are_by_the_year(void **state) {
    (void)state;
    static const char war[] =
        "id = \"w\"\nname = \"W\"\nshort = \"w\"\nevent = \"e\"\nside_a = \"*\"\nside_b = \"*\"\nsource = "
        "\"s\"\nrule = \"r\"\ncounts = \"deaths\"\nthreshold = %d\nhorizon_days = %d\n";
    toc_question q;
    toc_rung rung;
    assert_int_equal(toc_question_parse(toc_arena_printf(&arena, war, 1000, 365), "q", &arena, &q, NULL), TOC_OK);
    assert_true(toc_question_rung(&q, &rung) && rung == TOC_RUNG_WAR);
    refuse(toc_arena_printf(&arena, war, 1000, 30), "q.toml:11:", "by the year");
    refuse(toc_arena_printf(&arena, war, 500, 365), "q.toml:11:", "25 or from 1000");
}

static bool parse_once(void *ctx) {
    toc_arena own;
    toc_question q;
    (void)ctx;
    toc_arena_init(&own, 0);
    toc_rc rc = toc_question_parse(TOC_STR(GOOD), "q.toml", &own, &q, NULL);
    assert_true(rc == TOC_OK || rc == TOC_ENOMEM);
    toc_arena_fini(&own);
    return rc == TOC_OK;
}

static void test_refused_memory_is_told(void **state) {
    (void)state;
    assert_true(refuse_each(parse_once, NULL) > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(test_the_ladder_ships, setup, teardown),
                                       cmocka_unit_test_setup_teardown(test_a_file_is_read, setup, teardown),
                                       cmocka_unit_test_setup_teardown(test_it_is_kept_and_read_again, setup, teardown),
                                       cmocka_unit_test_setup_teardown(test_every_fault_has_its_line, setup, teardown),
                                       cmocka_unit_test_setup_teardown(test_disputes_are_by_the_year, setup, teardown),
                                       cmocka_unit_test_setup_teardown(test_refused_memory_is_told, setup, teardown)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
