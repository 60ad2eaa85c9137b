/* The central noun: names, deeds, ids, copies, JSON; and the ontology that gives codes their meaning. */
#include "base/mem.h"
#include "event/event.h"
#include "event/ontology.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *data_dir(void) {
    const char *dir = getenv("TOCSIN_DATA");
    return dir == NULL ? "data" : dir;
}

static toc_event sample(void) {
    toc_event event = {
        .source = {TOC_STR("BLRGOVMIL"), TOC_STR("the Belarusian defence minister")},
        .target = {TOC_STR("NATO"), TOC_STR("NATO")},
        .signal_to = TOC_STR("NATO"),
        .root = TOC_THREATEN,
        .cameo = TOC_STR("138"),
        .quad = 3,
        .goldstein = -7,
        .modality = TOC_HYPOTHETICAL,
        .confidence = 0.8,
        .reports = 1,
        .document = {"d0123456789abc"},
        .sentence = {"s0123456789abc"},
        .span_from = 3,
        .span_to = 12,
        .rule = TOC_STR("actions:warn+war"),
    };
    event.date = toc_day_of(2023, 8, 15);
    toc_event_make_id(&event);
    return event;
}

static void names_and_parsing_agree(void **state) {
    (void)state;
    for (int root = TOC_ROOT_NONE + 1; root < TOC_ROOT_COUNT; root++) {
        assert_int_equal(toc_root_parse(toc_str_of(toc_root_name((toc_root)root))), root);
    }
    for (int modality = 0; modality < TOC_MODALITY_COUNT; modality++) {
        toc_modality got = TOC_MODALITY_COUNT;
        assert_true(toc_modality_parse(toc_str_of(toc_modality_name((toc_modality)modality)), &got));
        assert_int_equal(got, modality);
    }
    toc_modality untouched = TOC_DENIED;
    assert_false(toc_modality_parse(TOC_STR("maybe"), &untouched));
    assert_int_equal(untouched, TOC_DENIED);
    assert_int_equal(toc_root_parse(TOC_STR("")), TOC_ROOT_NONE);
    assert_int_equal(toc_root_parse(TOC_STR("assault")), TOC_ROOT_NONE);
    assert_string_equal(toc_root_name((toc_root)99), "");
}

static void words_are_no_deeds(void **state) {
    (void)state;
    toc_event event = sample();
    for (int root = 0; root < TOC_ROOT_COUNT; root++) {
        event.root = (toc_root)root;
        for (int modality = TOC_PLANNED; modality < TOC_MODALITY_COUNT; modality++) {
            event.modality = (toc_modality)modality;
            assert_false(toc_event_is_deed(&event));
        }
    }
    static const toc_root WORDS[] = {TOC_SAY, TOC_APPEAL, TOC_AGREE, TOC_REQUEST, TOC_ACCUSE, TOC_REJECT, TOC_THREATEN};
    event.modality = TOC_DONE;
    for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++) {
        event.root = WORDS[i];
        assert_false(toc_event_is_deed(&event));
        assert_false(toc_event_is_hostile_deed(&event));
    }
}

static void deeds_are_told_by_root_and_for_support_by_code(void **state) {
    (void)state;
    toc_event event = sample();
    event.modality = TOC_DONE;
    event.root = TOC_ASSAULT;
    assert_true(toc_event_is_hostile_deed(&event));
    event.root = TOC_CONSULT;
    assert_true(toc_event_is_deed(&event));
    assert_false(toc_event_is_hostile_deed(&event));
    event.root = TOC_SUPPORT;
    event.cameo = TOC_STR("057");
    assert_true(toc_event_is_deed(&event));
    event.cameo = TOC_STR("054");
    assert_true(toc_event_is_deed(&event));
    event.cameo = TOC_STR("57");
    assert_false(toc_event_is_deed(&event));
    event.cameo = TOC_STR("051");
    assert_false(toc_event_is_deed(&event));
}

static void id_follows_what_makes_the_event(void **state) {
    (void)state;
    toc_event one = sample(), other = sample();
    assert_string_equal(one.id.text, other.id.text);
    assert_true(toc_id_valid(toc_str_of(one.id.text)));
    assert_int_equal(one.id.text[0], 'e');
    other.goldstein = 1;
    other.mode = TOC_STR("violence");
    other.source.text = TOC_STR("he");
    toc_event_make_id(&other);
    assert_string_equal(one.id.text, other.id.text);

    other = sample();
    other.modality = TOC_DONE;
    toc_event_make_id(&other);
    assert_string_not_equal(one.id.text, other.id.text);
    other = sample();
    other.target.code = TOC_STR("");
    toc_event_make_id(&other);
    assert_string_not_equal(one.id.text, other.id.text);
    other = sample();
    other.source.code = TOC_STR("BLR"); /* borders of the parts count */
    other.target.code = TOC_STR("GOVMILNATO");
    toc_event_make_id(&other);
    assert_string_not_equal(one.id.text, other.id.text);
    other = sample();
    other.span_to++;
    toc_event_make_id(&other);
    assert_string_not_equal(one.id.text, other.id.text);
}

static void copy_is_deep_and_says_when_refused(void **state) {
    (void)state;
    char words[] = "the minister";
    toc_event event = sample(), kept;
    event.source.text = toc_str_of(words);
    toc_arena arena;
    toc_arena_init(&arena, 0);
    assert_true(toc_event_copy(&kept, &event, &arena));
    words[0] = 'X';
    assert_memory_equal(kept.source.text.ptr, "the minister", 12);
    assert_int_equal(kept.mode.len, 0);
    assert_non_null(kept.mode.ptr);
    toc_arena_fini(&arena);

    bool passed = false;
    for (long n = 0; n < 10 && !passed; n++) {
        toc_arena_init(&arena, 0);
        toc_mem_refuse_after(n);
        passed = toc_event_copy(&kept, &event, &arena);
        toc_mem_refuse_after(-1);
        assert_true(passed || n == 0);
        toc_arena_fini(&arena);
    }
    assert_true(passed);
}

static void expect_day(toc_precision precision, toc_day date, toc_day learnt, toc_day end, toc_day counts) {
    toc_event event = {.date = date, .precision = precision, .learnt = learnt};
    assert_int_equal(toc_precision_end(precision, date), end);
    assert_int_equal(toc_event_day(&event), counts);
}

static void an_event_counts_at_the_end_of_its_interval_and_not_before_it_is_told(void **state) {
    (void)state;
    toc_day told = toc_day_of(2024, 2, 14);
    expect_day(TOC_DATE_REPORT, told, told, told, told);
    expect_day(TOC_DATE_DAY, told - 2, told, told - 2, told - 2);
    expect_day(TOC_DATE_DAY, told + 9, told, told + 9, told); /* planned */
    expect_day(TOC_DATE_DAY, told + 9, 0, told + 9, told + 9);
    expect_day(TOC_DATE_WEEK, toc_day_of(2024, 2, 5), told, toc_day_of(2024, 2, 11), toc_day_of(2024, 2, 11));
    expect_day(TOC_DATE_MONTH, toc_day_of(2024, 2, 1), told, toc_day_of(2024, 2, 29), told);
    expect_day(TOC_DATE_MONTH, toc_day_of(2024, 1, 1), told, toc_day_of(2024, 1, 31), toc_day_of(2024, 1, 31));
    expect_day(TOC_DATE_YEAR, toc_day_of(2023, 1, 1), told, toc_day_of(2023, 12, 31), toc_day_of(2023, 12, 31));
    expect_day(TOC_DATE_YEAR, toc_day_of(9999, 1, 1), told, TOC_DAY_MAX, told);
    expect_day(TOC_DATE_WEEK, TOC_DAY_MAX - 2, TOC_DAY_NONE, TOC_DAY_MAX, TOC_DAY_MAX);
    expect_day(TOC_DATE_MONTH, TOC_DAY_NONE, told, TOC_DAY_NONE, TOC_DAY_NONE);
    for (int precision = 0; precision < TOC_PRECISION_COUNT; precision++) {
        toc_precision got = TOC_PRECISION_COUNT;
        assert_true(toc_precision_parse(toc_str_of(toc_precision_name((toc_precision)precision)), &got));
        assert_int_equal(got, precision);
    }
}

static void json_has_the_columns_in_order(void **state) {
    (void)state;
    toc_event event = sample();
    event.speaker = (toc_party){TOC_STR("BLRGOV"), TOC_STR("")};
    event.precision = TOC_DATE_DAY;
    event.place = (toc_place){TOC_STR("UKR"), TOC_STR("Kharkiv"), TOC_STR("in Kharkiv")};
    toc_buf buf;
    char wanted[1024];
    toc_buf_init(&buf, 1 << 16);
    toc_event_add_json(&buf, &event);
    snprintf(
        wanted, sizeof wanted,
        "{\"id\":\"%s\",\"date\":\"2023-08-15\",\"date_precision\":\"day\",\"place\":{\"country\":\"UKR\",\"adm1\":"
        "\"Kharkiv\",\"text\":\"in Kharkiv\"},\"source\":{\"code\":\"BLRGOVMIL\",\"text\":\"the Belarusian defence "
        "minister\"},\"target\":{\"code\":\"NATO\",\"text\":\"NATO\"},\"signal_to\":\"NATO\",\"event\":\"THREATEN\","
        "\"mode\":null,\"context\":null,\"cameo\":\"138\",\"quad\":3,\"goldstein\":-7,\"modality\":\"hypothetical\","
        "\"speaker\":{\"code\":\"BLRGOV\",\"text\":null},\"confidence\":0.8,\"reports\":1,"
        "\"document\":\"d0123456789abc\",\"sentence\":\"s0123456789abc\",\"span\":[3,12],"
        "\"rule\":\"actions:warn+war\",\"dataset\":null,\"file\":null,\"row\":null}",
        event.id.text);
    assert_string_equal(buf.ptr, wanted);
    toc_buf_clear(&buf);
    toc_event empty = {.dataset = TOC_STR("gdelt1"), .row = 7, .date = TOC_DAY_NONE};
    toc_event_add_json(&buf, &empty);
    assert_non_null(strstr(buf.ptr, "\"date\":null,\"date_precision\":null,\"place\":null,\"source\":null,\"target\":"
                                    "null,\"signal_to\":null,\"event\":null"));
    assert_non_null(strstr(buf.ptr, "\"span\":null,\"rule\":null,\"dataset\":\"gdelt1\",\"file\":null,\"row\":7}"));
    toc_buf_fini(&buf);
}

static void ontology_knows_its_codes(void **state) {
    (void)state;
    toc_ontology *ontology = NULL;
    toc_err err = {0};
    assert_int_equal(toc_ontology_new(data_dir(), &ontology, &err), TOC_OK);
    const toc_cameo *fight = toc_ontology_find(ontology, TOC_STR("190"));
    assert_non_null(fight);
    assert_int_equal(fight->root, TOC_ASSAULT);
    assert_int_equal(fight->quad, 4);
    assert_int_equal(toc_ontology_find(ontology, TOC_STR("043"))->root, TOC_CONSULT);
    assert_null(toc_ontology_find(ontology, TOC_STR("43")));
    assert_null(toc_ontology_find(ontology, TOC_STR("")));
    assert_int_equal(toc_ontology_find(ontology, TOC_STR("01"))->root, TOC_SAY);
    assert_int_equal(toc_ontology_find(ontology, TOC_STR("0212"))->root, TOC_APPEAL);
    assert_int_equal(toc_ontology_find(ontology, TOC_STR("0212"))->quad, 1);
    assert_int_equal(toc_ontology_find(ontology, TOC_STR("138"))->root, TOC_THREATEN);
    assert_int_equal(toc_ontology_find(ontology, TOC_STR("0871"))->root, TOC_RETREAT);

    toc_event event = sample();
    event.cameo = TOC_STR("154");
    assert_true(toc_ontology_apply(ontology, &event));
    assert_int_equal(event.root, TOC_MOBILIZE);
    assert_true(event.goldstein > -7.3 && event.goldstein < -7.1);
    event.cameo = TOC_STR("999");
    assert_false(toc_ontology_apply(ontology, &event));
    assert_int_equal(event.root, TOC_MOBILIZE);
    toc_ontology_free(ontology);
}

static void ontology_refuses_what_is_not_there(void **state) {
    (void)state;
    toc_ontology *ontology = NULL;
    toc_err err = {0};
    assert_int_equal(toc_ontology_new("/nowhere", &ontology, &err), TOC_ENOTFOUND);
    assert_null(ontology);
    assert_non_null(strstr(err.text, "cameo.tsv"));
    toc_ontology_free(NULL);
}

static void ontology_survives_refused_memory(void **state) {
    (void)state;
    toc_ontology *ontology = NULL;
    toc_rc rc = TOC_ENOMEM;
    for (long n = 0; n < 200 && rc != TOC_OK; n++) {
        toc_mem_refuse_after(n);
        rc = toc_ontology_new(data_dir(), &ontology, NULL);
        toc_mem_refuse_after(-1);
        assert_true(rc == TOC_OK || rc == TOC_ENOMEM);
    }
    assert_int_equal(rc, TOC_OK);
    toc_ontology_free(ontology);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_and_parsing_agree),
        cmocka_unit_test(words_are_no_deeds),
        cmocka_unit_test(deeds_are_told_by_root_and_for_support_by_code),
        cmocka_unit_test(id_follows_what_makes_the_event),
        cmocka_unit_test(copy_is_deep_and_says_when_refused),
        cmocka_unit_test(an_event_counts_at_the_end_of_its_interval_and_not_before_it_is_told),
        cmocka_unit_test(json_has_the_columns_in_order),
        cmocka_unit_test(ontology_knows_its_codes),
        cmocka_unit_test(ontology_refuses_what_is_not_there),
        cmocka_unit_test(ontology_survives_refused_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
