/* The ledger in ordinary use: in and out again is identity, batches, queries, as-of, corrections, figures. */
#define _POSIX_C_SOURCE 200809L /* mkdtemp */
#include "store/store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/tocsin-store-XXXXXX";
static char path[64];
static toc_store *store;
static toc_arena arena;

static void remove_ledger(void) {
    char other[80];
    unlink(path);
    snprintf(other, sizeof other, "%s-wal", path);
    unlink(other);
    snprintf(other, sizeof other, "%s-shm", path);
    unlink(other);
}

static int setup(void **state) {
    (void)state;
    toc_err err = {0};
    toc_arena_init(&arena, 0);
    if (toc_store_open(path, TOC_STORE_WRITE, &store, &err) != TOC_OK) {
        print_error("%s\n", err.text);
        return -1;
    }
    return 0;
}

static int teardown(void **state) {
    (void)state;
    toc_store_close(store);
    store = NULL;
    remove_ledger();
    toc_arena_fini(&arena);
    return 0;
}

static int make_folder(void **state) {
    (void)state;
    if (mkdtemp(folder) == NULL) {
        return -1;
    }
    snprintf(path, sizeof path, "%s/a b?c#%%.db", folder); /* a name that a URI must escape */
    return 0;
}

static int remove_folder(void **state) {
    (void)state;
    return rmdir(folder);
}

static toc_id id_of(char kind, const char *name) {
    toc_str part = toc_str_of(name);
    return toc_id_make(kind, &part, 1);
}

static void ok(toc_rc rc, const toc_err *err) {
    if (rc != TOC_OK) {
        fail_msg("%s", err->text);
    }
}

static toc_event event_of(const char *source, const char *target, const char *signal, const char *date) {
    static int64_t row = 0;
    toc_event event = {
        .date = toc_day_parse(toc_str_of(date)),
        .source = {toc_str_of(source), TOC_STR("some words")},
        .target = {toc_str_of(target), TOC_STR("")},
        .signal_to = toc_str_of(signal),
        .root = TOC_CONSULT,
        .cameo = TOC_STR("043"),
        .quad = 1,
        .goldstein = 2.8,
        .confidence = 0.7,
        .reports = 1,
        .dataset = TOC_STR("gdelt1"),
        .file = TOC_STR("x.csv"),
        .row = ++row,
    };
    toc_event_make_id(&event);
    return event;
}

static toc_id add(const char *source, const char *target, const char *signal, const char *date, const char *learnt) {
    toc_err err = {0};
    bool added = false;
    toc_event event = event_of(source, target, signal, date);
    ok(toc_store_add_event(store, &event, toc_day_parse(toc_str_of(learnt)), &added, &err), &err);
    assert_true(added);
    return event.id;
}

static void begin(void) {
    toc_err err = {0};
    ok(toc_store_begin(store, &err), &err);
}

static void commit(void) {
    toc_err err = {0};
    ok(toc_store_commit(store, &err), &err);
}

static void add_document(const char *name, const char *date, const char *source) {
    toc_err err = {0};
    toc_store_document document = {
        .id = id_of('d', name),
        .external_id = toc_str_of(name),
        .source = toc_str_of(source),
        .title = TOC_STR("A \"title\" with \xc3\xa9"),
        .file = TOC_STR("news.jsonl"),
        .line = 12,
        .bytes = 345,
        .date = toc_day_parse(toc_str_of(date)),
    };
    ok(toc_store_add_document(store, &document, 2, 1, &err), &err);
}

static void in_and_out_again_is_identity(void **state) {
    (void)state;
    toc_err err = {0};
    bool there = true, added = false;
    toc_id document = id_of('d', "one"), first = id_of('s', "first"), second = id_of('s', "second");
    ok(toc_store_has_document(store, &document, &there, &err), &err);
    assert_false(there);
    begin();
    add_document("one", "2023-08-15", "Example News");
    ok(toc_store_add_sentence(store, &second, &document, 2, 1, TOC_STR("Second, with NUL \0 inside."), &err), &err);
    ok(toc_store_add_sentence(store, &first, &document, 1, 0, TOC_STR("First."), &err), &err);
    toc_event event = event_of("BLRGOVMIL", "NATO", "NATO", "2023-08-14");
    event.dataset = event.file = TOC_STR("");
    event.row = 0;
    event.document = document;
    event.sentence = second;
    event.span_from = 3;
    event.span_to = 9;
    event.rule = TOC_STR("actions:warn");
    event.modality = TOC_HYPOTHETICAL;
    event.speaker = (toc_party){TOC_STR("BLRGOV"), TOC_STR("he said")};
    event.mode = TOC_STR("visit");
    event.precision = TOC_DATE_WEEK;
    event.place = (toc_place){TOC_STR("BLR"), TOC_STR("Grodnenskaya"), TOC_STR("near Grodno")};
    event.context = TOC_STR("military;legal");
    toc_event_make_id(&event);
    ok(toc_store_add_event(store, &event, toc_day_of(2023, 8, 15), &added, &err), &err);
    assert_true(added);
    ok(toc_store_add_event(store, &event, toc_day_of(2023, 8, 15), &added, &err), &err);
    assert_false(added);
    commit();
    ok(toc_store_has_document(store, &document, &there, &err), &err);
    assert_true(there);

    toc_event got;
    ok(toc_store_get_event(store, toc_str_of(event.id.text), &arena, &got, &err), &err);
    toc_buf one, other;
    toc_buf_init(&one, 1 << 16);
    toc_buf_init(&other, 1 << 16);
    toc_event_add_json(&one, &event);
    toc_event_add_json(&other, &got);
    assert_string_equal(one.ptr, other.ptr);
    toc_buf_fini(&one);
    toc_buf_fini(&other);
    toc_event_make_id(&got);
    assert_string_equal(got.id.text, event.id.text);
    assert_int_equal(got.learnt, toc_day_of(2023, 8, 15));

    toc_store_document read;
    ok(toc_store_get_document(store, toc_str_of(document.text), &arena, &read, &err), &err);
    assert_true(toc_str_equal(read.title, TOC_STR("A \"title\" with \xc3\xa9")));
    assert_true(toc_str_equal(read.source, TOC_STR("Example News")));
    assert_int_equal(read.url.len, 0);
    assert_int_equal(read.line, 12);
    assert_int_equal(read.bytes, 345);
    assert_int_equal(read.date, toc_day_of(2023, 8, 15));

    toc_store_sentence *sentences, sentence;
    size_t count;
    ok(toc_store_document_sentences(store, toc_str_of(document.text), &arena, &sentences, &count, &err), &err);
    assert_int_equal(count, 2);
    assert_int_equal(sentences[0].number, 1);
    assert_true(toc_str_equal(sentences[1].text, TOC_STR("Second, with NUL \0 inside.")));
    ok(toc_store_get_sentence(store, toc_str_of(second.text), &arena, &sentence, &err), &err);
    assert_string_equal(sentence.document.text, document.text);

    toc_event *events;
    ok(toc_store_events_of(store, toc_str_of(document.text), &arena, &events, &count, &err), &err);
    assert_int_equal(count, 1);
    ok(toc_store_events_of(store, toc_str_of(second.text), &arena, &events, &count, &err), &err);
    assert_int_equal(count, 1);
    ok(toc_store_events_of(store, toc_str_of(first.text), &arena, &events, &count, &err), &err);
    assert_int_equal(count, 0);
    assert_int_equal(toc_store_get_event(store, TOC_STR("e0"), &arena, &got, &err), TOC_ENOTFOUND);
    assert_int_equal(toc_store_get_document(store, TOC_STR(""), &arena, &read, &err), TOC_ENOTFOUND);
    assert_int_equal(toc_store_get_sentence(store, TOC_STR("s0"), &arena, &sentence, &err), TOC_ENOTFOUND);
}

typedef struct seen {
    char text[4096];
    toc_day last_day;
    char last_id[TOC_ID_SIZE];
    size_t count;
} seen;

static toc_rc note(void *ctx, const toc_event *event, toc_err *err) {
    (void)err;
    seen *out = ctx;
    assert_true(event->date > out->last_day ||
                (event->date == out->last_day && strcmp(event->id.text, out->last_id) > 0));
    out->last_day = event->date;
    memcpy(out->last_id, event->id.text, sizeof out->last_id);
    snprintf(out->text + strlen(out->text), sizeof out->text - strlen(out->text), "%.*s>%.*s ",
             TOC_FMT(event->source.code), TOC_FMT(event->target.code));
    out->count++;
    return TOC_OK;
}

static seen look(const toc_event_query *query) {
    toc_err err = {0};
    seen out = {.last_day = TOC_DAY_MIN};
    ok(toc_store_each_event(store, query, note, &out, &err), &err);
    return out;
}

static const toc_event_query ALL = {.from = TOC_DAY_NONE, .to = TOC_DAY_NONE, .asof = TOC_DAY_NONE};

static void fill(void) {
    begin();
    add("RUSGOV", "USA", "", "2023-01-01", "2023-01-01");
    add("USAGOV", "RUSMIL", "", "2023-01-02", "2023-01-02");
    add("BLR", "RUS", "NATO", "2023-01-03", "2023-01-03");
    add("NATO", "", "", "2023-01-04", "2023-01-04");
    add("NATOMIL", "BLR", "", "2023-01-05", "2023-01-07");
    add("USA", "NATO", "RUS", "2023-01-06", "2023-01-06");
    add("RUS", "RUS", "NATO", "2023-01-07", "2023-01-07");
    add("", "RUS", "", "2023-01-08", "2023-01-08");
    commit();
}

static void queries_find_what_they_say(void **state) {
    (void)state;
    fill();
    const toc_str east[] = {TOC_STR("RUS"), TOC_STR("BLR")}, west[] = {TOC_STR("USA"), TOC_STR("NATO")};
    toc_event_query query = ALL;
    assert_int_equal(look(&query).count, 8);
    query.both_directions = true;
    assert_int_equal(look(&query).count, 8);
    query = ALL;
    query.source_roots = east, query.source_count = 2, query.target_roots = west, query.target_count = 2;
    assert_string_equal(look(&query).text, "RUSGOV>USA BLR>RUS RUS>RUS ");
    query.both_directions = true;
    assert_string_equal(look(&query).text, "RUSGOV>USA USAGOV>RUSMIL BLR>RUS NATOMIL>BLR USA>NATO RUS>RUS ");
    query.from = toc_day_of(2023, 1, 2), query.to = toc_day_of(2023, 1, 5);
    assert_string_equal(look(&query).text, "USAGOV>RUSMIL BLR>RUS NATOMIL>BLR ");
    query.asof = toc_day_of(2023, 1, 6); /* NATOMIL>BLR was learnt two days late */
    assert_string_equal(look(&query).text, "USAGOV>RUSMIL BLR>RUS ");
    query = ALL;
    query.target_roots = east, query.target_count = 1;
    assert_string_equal(look(&query).text, "USAGOV>RUSMIL BLR>RUS USA>NATO RUS>RUS >RUS ");
    query = ALL;
    query.source_roots = west + 1, query.source_count = 1;
    assert_string_equal(look(&query).text, "NATO> NATOMIL>BLR ");
}

static void whole_codes_match_whole_codes(void **state) {
    (void)state;
    fill();
    const toc_str precise[] = {TOC_STR("RUSGOV"), TOC_STR("NATOMIL")}, mixed[] = {TOC_STR("RUSGOV"), TOC_STR("BLR")};
    const toc_str army[] = {TOC_STR("RUSMIL")}, us[] = {TOC_STR("USA")};
    toc_event_query query = ALL;
    query.source_roots = precise, query.source_count = 2;
    assert_string_equal(look(&query).text, "RUSGOV>USA NATOMIL>BLR ");
    query.source_roots = mixed;
    assert_string_equal(look(&query).text, "RUSGOV>USA BLR>RUS ");
    query.source_roots = us, query.source_count = 1, query.target_roots = army, query.target_count = 1;
    assert_string_equal(look(&query).text, "USAGOV>RUSMIL ");
    query.both_directions = true;
    assert_string_equal(look(&query).text, "USAGOV>RUSMIL ");
}

static void a_twice_matching_event_comes_once(void **state) {
    (void)state;
    fill();
    const toc_str all[] = {TOC_STR("RUS"), TOC_STR("NATO"), TOC_STR("USA"), TOC_STR("BLR")};
    toc_event_query query = ALL;
    query.source_roots = query.target_roots = all, query.source_count = query.target_count = 4;
    query.both_directions = true;
    assert_int_equal(look(&query).count, 6);
}

static toc_rc stop_at_second(void *ctx, const toc_event *event, toc_err *err) {
    (void)event;
    size_t *count = ctx;
    return ++*count == 2 ? toc_err_set(err, TOC_ELIMIT, "enough") : TOC_OK;
}

static void a_visit_can_end_the_query(void **state) {
    (void)state;
    fill();
    size_t count = 0;
    toc_err err = {0};
    assert_int_equal(toc_store_each_event(store, &ALL, stop_at_second, &count, &err), TOC_ELIMIT);
    assert_string_equal(err.text, "enough");
    assert_int_equal(count, 2);
}

static void a_correction_counts_from_its_day_on(void **state) {
    (void)state;
    toc_err err = {0};
    toc_id wrong, right, by;
    begin();
    wrong = add("RUS", "POL", "", "2022-11-15", "2022-11-15");
    right = add("UKR", "POL", "", "2022-11-15", "2022-11-16");
    ok(toc_store_supersede(store, toc_str_of(wrong.text), toc_str_of(right.text), &err), &err);
    assert_int_equal(toc_store_supersede(store, toc_str_of(wrong.text), toc_str_of(right.text), &err), TOC_ENOTFOUND);
    assert_int_equal(toc_store_supersede(store, toc_str_of(wrong.text), toc_str_of(wrong.text), &err), TOC_EUSAGE);
    commit();
    toc_event_query query = ALL;
    assert_string_equal(look(&query).text, "UKR>POL ");
    query.asof = toc_day_of(2022, 11, 15);
    assert_string_equal(look(&query).text, "RUS>POL "); /* the future does not change the past */
    query.asof = toc_day_of(2022, 11, 16);
    assert_string_equal(look(&query).text, "UKR>POL ");
    toc_store_totals totals;
    ok(toc_store_totals_asof(store, toc_day_of(2022, 11, 15), &totals, &err), &err);
    assert_int_equal(totals.events, 1);
    ok(toc_store_totals_asof(store, TOC_DAY_NONE, &totals, &err), &err);
    assert_int_equal(totals.events, 1);
    ok(toc_store_superseded_by(store, toc_str_of(wrong.text), &by, &err), &err);
    assert_string_equal(by.text, right.text);
    ok(toc_store_superseded_by(store, toc_str_of(right.text), &by, &err), &err);
    assert_string_equal(by.text, "");
    assert_int_equal(toc_store_superseded_by(store, TOC_STR("e9"), &by, &err), TOC_ENOTFOUND);
}

static void a_batch_is_whole_or_not_at_all(void **state) {
    (void)state;
    toc_err err = {0};
    toc_store_totals totals;
    toc_id document = id_of('d', "one"), sentence = id_of('s', "one");
    assert_int_equal(toc_store_commit(store, &err), TOC_EUSAGE);
    assert_int_equal(toc_store_add_sentence(store, &sentence, &document, 1, 0, TOC_STR("x"), &err), TOC_EUSAGE);
    begin();
    assert_int_equal(toc_store_begin(store, &err), TOC_EUSAGE);
    add_document("one", "2023-08-15", "A");
    toc_store_rollback(store);
    begin();
    add_document("two", "2023-08-15", "A");
    assert_int_equal(toc_store_add_sentence(store, &sentence, &document, 1, 0, TOC_STR("x"), &err), TOC_EFORMAT);
    assert_int_equal(toc_store_add_sentence(store, &sentence, &document, 1, 0, TOC_STR("x"), &err), TOC_EUSAGE);
    assert_int_equal(toc_store_commit(store, &err), TOC_EIO);
    ok(toc_store_totals_asof(store, TOC_DAY_NONE, &totals, &err), &err);
    assert_int_equal(totals.documents, 0);
    assert_int_equal(totals.first, TOC_DAY_NONE);
    begin();
    add_document("three", "2023-08-15", "A");
    commit();
    begin();
    toc_store_document again = {.id = id_of('d', "three"), .date = toc_day_of(2023, 8, 15)};
    assert_int_equal(toc_store_add_document(store, &again, 0, 0, &err), TOC_EFORMAT);
    assert_non_null(strstr(err.text, "there already"));
    toc_store_rollback(store);
    ok(toc_store_totals_asof(store, TOC_DAY_NONE, &totals, &err), &err);
    assert_int_equal(totals.documents, 1);
}

static toc_rc count_one(void *ctx, const toc_event *event, toc_err *err) {
    (void)err;
    ++*(int *)ctx;
    assert_int_equal(toc_event_day(event), toc_day_of(2023, 1, 5));
    return TOC_OK;
}

/* What is planned for later is known from the day it was told, and counts on it; what was told later is not known. */
static void plans_are_known_from_the_day_they_were_told(void **state) {
    (void)state;
    toc_err err = {0};
    int count = 0;
    toc_store_totals totals;
    begin();
    add("BLR", "POL", "", "2023-03-01", "2023-01-05");
    commit();
    toc_event_query query = ALL;
    query.asof = toc_day_of(2023, 1, 4);
    ok(toc_store_each_event(store, &query, count_one, &count, &err), &err);
    ok(toc_store_totals_asof(store, query.asof, &totals, &err), &err);
    assert_int_equal(count, 0);
    assert_int_equal(totals.events, 0);
    query.asof = toc_day_of(2023, 1, 5);
    ok(toc_store_each_event(store, &query, count_one, &count, &err), &err);
    ok(toc_store_totals_asof(store, query.asof, &totals, &err), &err);
    assert_int_equal(count, 1);
    assert_int_equal(totals.events, 1);
}

static void totals_are_as_of_a_day(void **state) {
    (void)state;
    toc_err err = {0};
    toc_store_totals totals;
    fill();
    begin();
    add_document("one", "2023-01-02", "A");
    add_document("two", "2023-01-04", "B");
    add_document("three", "2023-01-06", "A");
    commit();
    ok(toc_store_totals_asof(store, toc_day_of(2023, 1, 5), &totals, &err), &err);
    assert_int_equal(totals.documents, 2);
    assert_int_equal(totals.sentences, 4);
    assert_int_equal(totals.silent_sentences, 2);
    assert_int_equal(totals.sources, 2);
    assert_int_equal(totals.events, 4); /* of five up to that day one was learnt later */
    assert_int_equal(totals.first, toc_day_of(2023, 1, 2));
    assert_int_equal(totals.last, toc_day_of(2023, 1, 4));
    ok(toc_store_totals_asof(store, TOC_DAY_NONE, &totals, &err), &err);
    assert_int_equal(totals.events, 8);
    assert_int_equal(totals.documents, 3);
}

static void figures_keep_their_text(void **state) {
    (void)state;
    toc_err err = {0};
    toc_str json;
    ok(toc_store_put_figure(store, TOC_STR("b1"), TOC_STR("{\"a\":1}"), &err), &err);
    ok(toc_store_put_figure(store, TOC_STR("b1"), TOC_STR("{\"a\":1}"), &err), &err);
    assert_int_equal(toc_store_put_figure(store, TOC_STR("b1"), TOC_STR("{\"a\":2}"), &err), TOC_EFORMAT);
    begin();
    ok(toc_store_put_figure(store, TOC_STR("b2"), TOC_STR("{}"), &err), &err);
    commit();
    ok(toc_store_get_figure(store, TOC_STR("b1"), &arena, &json, &err), &err);
    assert_true(toc_str_equal(json, TOC_STR("{\"a\":1}")));
    ok(toc_store_get_figure(store, TOC_STR("b2"), &arena, &json, &err), &err);
    assert_int_equal(toc_store_get_figure(store, TOC_STR("b3"), &arena, &json, &err), TOC_ENOTFOUND);
}

static void a_reader_does_not_write(void **state) {
    (void)state;
    toc_err err = {0};
    toc_store *reader = NULL;
    toc_store_totals totals;
    fill();
    ok(toc_store_open(path, TOC_STORE_READ, &reader, &err), &err);
    ok(toc_store_totals_asof(reader, TOC_DAY_NONE, &totals, &err), &err);
    assert_int_equal(totals.events, 8);
    assert_int_equal(toc_store_begin(reader, &err), TOC_EUSAGE);
    assert_int_equal(toc_store_put_figure(reader, TOC_STR("b1"), TOC_STR("{}"), &err), TOC_EUSAGE);
    begin(); /* a writer beside it */
    add("RUS", "USA", "", "2023-02-01", "2023-02-01");
    ok(toc_store_totals_asof(reader, TOC_DAY_NONE, &totals, &err), &err);
    assert_int_equal(totals.events, 8);
    commit();
    ok(toc_store_totals_asof(reader, TOC_DAY_NONE, &totals, &err), &err);
    assert_int_equal(totals.events, 9);
    toc_store_close(reader);
}

static void an_open_batch_is_undone_by_closing(void **state) {
    (void)state;
    toc_err err = {0};
    toc_store_totals totals;
    fill();
    begin();
    add("RUS", "USA", "", "2023-02-01", "2023-02-01");
    toc_store_close(store);
    store = NULL;
    ok(toc_store_open(path, TOC_STORE_WRITE, &store, &err), &err);
    ok(toc_store_totals_asof(store, TOC_DAY_NONE, &totals, &err), &err);
    assert_int_equal(totals.events, 8);
    toc_store_close(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(in_and_out_again_is_identity, setup, teardown),
        cmocka_unit_test_setup_teardown(queries_find_what_they_say, setup, teardown),
        cmocka_unit_test_setup_teardown(whole_codes_match_whole_codes, setup, teardown),
        cmocka_unit_test_setup_teardown(a_twice_matching_event_comes_once, setup, teardown),
        cmocka_unit_test_setup_teardown(a_visit_can_end_the_query, setup, teardown),
        cmocka_unit_test_setup_teardown(a_correction_counts_from_its_day_on, setup, teardown),
        cmocka_unit_test_setup_teardown(a_batch_is_whole_or_not_at_all, setup, teardown),
        cmocka_unit_test_setup_teardown(plans_are_known_from_the_day_they_were_told, setup, teardown),
        cmocka_unit_test_setup_teardown(totals_are_as_of_a_day, setup, teardown),
        cmocka_unit_test_setup_teardown(figures_keep_their_text, setup, teardown),
        cmocka_unit_test_setup_teardown(a_reader_does_not_write, setup, teardown),
        cmocka_unit_test_setup_teardown(an_open_batch_is_undone_by_closing, setup, teardown),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
