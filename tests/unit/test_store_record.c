/* Rows of datasets in the ledger: kept, found, told as events among events of texts, undone whole. */
#include "scratch.h"

#include "cm.h"

#include "store/store.h"

#include <stdlib.h>
#include <string.h>

static scratch room;
static char path[512];

static toc_store *open_store(toc_store_mode mode) {
    toc_err err = {0};
    toc_store *store = NULL;
    if (toc_store_open(path, mode, &store, &err)) {
        fail_msg("%s", err.text);
    }
    return store;
}

static toc_event event_of(int row, const char *source, const char *target, toc_day day) {
    return (toc_event){.date = day,
                       .learnt = day + 1,
                       .source = {toc_str_of(source), toc_str_of("its name")},
                       .target = {toc_str_of(target), toc_str_of("")},
                       .root = TOC_ASSAULT,
                       .cameo = TOC_STR("190"),
                       .quad = 4,
                       .goldstein = -10,
                       .modality = TOC_DONE,
                       .precision = TOC_DATE_DAY,
                       .confidence = 1,
                       .reports = row + 1,
                       .place = {TOC_STR("UKR"), TOC_STR(""), TOC_STR("Donetsk")},
                       .row = row};
}

static const toc_store_file FILE_A = {
    .dataset = {"gdelt1", 6}, .format = {"gdelt1", 6}, .name = {"a.csv", 5}, .hash = {"aaaa", 4}, .bytes = 7};

static void rows_add(toc_store *store, const toc_store_file *file, int count) {
    toc_err err = {0};
    toc_store_file counts = *file;
    counts.rows = counts.events = count;
    counts.first = toc_day_of(2020, 1, 1);
    counts.last = toc_day_of(2020, 1, 10);
    assert_int_equal(toc_store_begin(store, &err), TOC_OK);
    if (toc_store_begin_file(store, file, &err)) {
        fail_msg("%s", err.text);
    }
    for (int i = 0; i < count; i++) {
        toc_event e = event_of(i * 3, i % 2 ? "RUS" : "RUSMIL", "UKR", toc_day_of(2020, 1, 1) + i % 10);
        if (toc_store_add_record(store, &e, 0, &err)) {
            fail_msg("%s", err.text);
        }
    }
    assert_int_equal(toc_store_end_file(store, &counts, &err), TOC_OK);
    assert_int_equal(toc_store_commit(store, &err), TOC_OK);
}

typedef struct seen {
    int count;
    toc_day last;
    char last_id[TOC_ID_SIZE];
    int64_t reports;
} seen;

static toc_rc see(void *ctx, const toc_event *e, toc_err *err) {
    seen *s = ctx;
    (void)err;
    assert_true(e->date > s->last || (e->date == s->last && strcmp(e->id.text, s->last_id) > 0));
    assert_int_equal(e->goldstein, -10);
    assert_true(toc_str_equal(e->place.text, TOC_STR("Donetsk")));
    assert_true(toc_str_equal(e->dataset, TOC_STR("gdelt1")));
    s->count++;
    s->reports += e->reports;
    s->last = e->date;
    memcpy(s->last_id, e->id.text, sizeof s->last_id);
    return TOC_OK;
}

static seen look(toc_store *store, toc_day asof, const char *source) {
    toc_err err = {0};
    toc_str root = toc_str_of(source);
    toc_event_query query = {TOC_DAY_NONE, TOC_DAY_NONE, asof, &root, 1, NULL, 0, false, 0, false, 0, NULL};
    seen s = {.last = TOC_DAY_MIN};
    if (toc_store_each_event(store, &query, see, &s, &err)) {
        fail_msg("%s", err.text);
    }
    return s;
}

static int setup(void **state) {
    (void)state;
    scratch_init(&room);
    snprintf(path, sizeof path, "%s", scratch_path(&room, "ledger.db"));
    return 0;
}

static int teardown(void **state) {
    (void)state;
    scratch_fini(&room);
    return 0;
}

static void rows_are_events_among_others(void **state) {
    (void)state;
    toc_err err = {0};
    bool there = true;
    toc_store *store = open_store(TOC_STORE_WRITE);
    assert_int_equal(toc_store_has_file(store, FILE_A.hash, &there, &err), TOC_OK);
    assert_false(there);
    rows_add(store, &FILE_A, 100);
    assert_int_equal(toc_store_has_file(store, FILE_A.hash, &there, &err), TOC_OK);
    assert_true(there);
    assert_int_equal(look(store, TOC_DAY_NONE, "RUS").count, 100);
    assert_int_equal(look(store, TOC_DAY_NONE, "RUS").reports, 3 * 99 * 100 / 2 + 100);
    assert_int_equal(look(store, TOC_DAY_NONE, "RUSMIL").count, 50);
    assert_int_equal(look(store, TOC_DAY_NONE, "UKR").count, 0);
    assert_int_equal(look(store, toc_day_of(2020, 1, 2), "RUS").count, 10); /* learnt a day later */
    toc_store_totals totals;
    assert_int_equal(toc_store_totals_asof(store, toc_day_of(2020, 1, 3), &totals, &err), TOC_OK);
    assert_int_equal(totals.events, 20);
    toc_store_close(store);
}

/* What files say of their days is believed; a file with records that says none has all records asked, one without
 * records (of sums) has not. */
static void days_are_those_of_files(void **state) {
    (void)state;
    static const toc_store_file files[] = {
        {.dataset = {"gdelt1", 6}, .format = {"gdelt1", 6}, .name = {"s.csv", 5}, .hash = {"ssss", 4}, .bytes = 1},
        {.dataset = {"gdelt1", 6}, .format = {"gdelt1", 6}, .name = {"n.csv", 5}, .hash = {"nnnn", 4}, .bytes = 1}};
    toc_err err = {0};
    toc_store *store = open_store(TOC_STORE_WRITE);
    toc_store_span span;
    assert_int_equal(toc_store_spans(store, &span, &err), TOC_OK);
    assert_int_equal(span.first_event, TOC_DAY_NONE);
    rows_add(store, &FILE_A, 4); /* up to 4 January, and says 10 */
    for (int i = 0; i < 2; i++) {
        toc_store_file counts = files[i];
        toc_event e = event_of(1, "RUS", "UKR", toc_day_of(2019, 5, 5));
        counts.first = counts.last = TOC_DAY_NONE;
        assert_int_equal(toc_store_begin(store, &err), TOC_OK);
        assert_int_equal(toc_store_begin_file(store, &files[i], &err), TOC_OK);
        if (i == 1) {
            assert_int_equal(toc_store_add_record(store, &e, 0, &err), TOC_OK);
        }
        assert_int_equal(toc_store_end_file(store, &counts, &err), TOC_OK);
        assert_int_equal(toc_store_commit(store, &err), TOC_OK);
        assert_int_equal(toc_store_spans(store, &span, &err), TOC_OK);
        assert_int_equal(span.first_event, i == 0 ? toc_day_of(2020, 1, 1) : toc_day_of(2019, 5, 5));
        assert_int_equal(span.last_event, toc_day_of(2020, 1, i == 0 ? 10 : 4));
        assert_int_equal(span.first, TOC_DAY_NONE); /* of documents */
    }
    toc_store_close(store);
}

static void an_id_opens_its_row_in_every_ledger(void **state) {
    (void)state;
    toc_err err = {0};
    toc_arena arena;
    toc_event e;
    toc_arena_init(&arena, 0);
    toc_store_file other = FILE_A;
    other.hash = TOC_STR("bbbb");
    toc_store *store = open_store(TOC_STORE_WRITE);
    rows_add(store, &other, 7);
    rows_add(store, &FILE_A, 100);
    seen s = look(store, TOC_DAY_NONE, "RUS");
    assert_int_equal(toc_store_get_event(store, toc_str_of(s.last_id), &arena, &e, &err), TOC_OK);
    assert_string_equal(e.id.text, s.last_id);
    assert_int_equal(e.row % 3, 0);
    char id[TOC_ID_SIZE];
    memcpy(id, s.last_id, sizeof id);
    id[13] = id[13] == '1' ? '2' : '1'; /* a row that is not there */
    assert_int_equal(toc_store_get_event(store, toc_str_of(id), &arena, &e, &err), TOC_ENOTFOUND);
    assert_int_equal(toc_store_get_event(store, TOC_STR("r0000000000000"), &arena, &e, &err), TOC_ENOTFOUND);
    toc_store_close(store);
    teardown(NULL);
    setup(NULL);
    store = open_store(TOC_STORE_WRITE);
    rows_add(store, &FILE_A, 100);
    assert_int_equal(toc_store_get_event(store, toc_str_of(s.last_id), &arena, &e, &err), TOC_OK);
    toc_store_close(store);
    toc_arena_fini(&arena);
}

/* A row that another takes back: out of force from the day on which that was learnt, and a trail. */
static void a_row_is_corrected_by_another(void **state) {
    (void)state;
    toc_err err = {0};
    toc_id by;
    toc_store *store = open_store(TOC_STORE_WRITE);
    rows_add(store, &FILE_A, 100);
    seen all = look(store, TOC_DAY_NONE, "RUS"), first = look(store, toc_day_of(2020, 1, 2), "RUS");
    assert_int_equal(toc_store_begin(store, &err), TOC_OK);
    assert_int_equal(toc_store_supersede(store, toc_str_of(first.last_id), toc_str_of(all.last_id), &err), TOC_OK);
    assert_int_equal(toc_store_supersede(store, toc_str_of(first.last_id), toc_str_of(all.last_id), &err),
                     TOC_ENOTFOUND);
    assert_int_equal(toc_store_commit(store, &err), TOC_OK);
    assert_int_equal(toc_store_superseded_by(store, toc_str_of(first.last_id), &by, &err), TOC_OK);
    assert_string_equal(by.text, all.last_id);
    assert_int_equal(look(store, TOC_DAY_NONE, "RUS").count, 99);
    assert_int_equal(look(store, toc_day_of(2020, 1, 2), "RUS").count, 10); /* the correction was not known yet */
    toc_store_close(store);
}

static void a_file_is_there_whole_or_not_at_all(void **state) {
    (void)state;
    toc_err err = {0};
    bool there = true;
    toc_store *store = open_store(TOC_STORE_WRITE);
    toc_event e = event_of(0, "RUS", "UKR", 0);
    assert_int_equal(toc_store_begin(store, &err), TOC_OK);
    assert_int_equal(toc_store_begin_file(store, &FILE_A, &err), TOC_OK);
    assert_int_equal(toc_store_add_record(store, &e, 0, &err), TOC_OK);
    assert_int_equal(toc_store_add_record(store, &e, 0, &err), TOC_EUSAGE); /* the same row again */
    toc_store_rollback(store);
    assert_int_equal(toc_store_has_file(store, FILE_A.hash, &there, &err), TOC_OK);
    assert_false(there);
    rows_add(store, &FILE_A, 3); /* names that the rollback took back are made again */
    assert_int_equal(look(store, TOC_DAY_NONE, "RUS").count, 3);
    assert_int_equal(toc_store_begin(store, &err), TOC_OK);
    assert_int_equal(toc_store_begin_file(store, &FILE_A, &err), TOC_EFORMAT); /* known */
    toc_store_rollback(store);
    assert_int_equal(toc_store_add_record(store, &e, 0, &err), TOC_EUSAGE);
    toc_store_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(rows_are_events_among_others, setup, teardown),
        cmocka_unit_test_setup_teardown(days_are_those_of_files, setup, teardown),
        cmocka_unit_test_setup_teardown(an_id_opens_its_row_in_every_ledger, setup, teardown),
        cmocka_unit_test_setup_teardown(a_row_is_corrected_by_another, setup, teardown),
        cmocka_unit_test_setup_teardown(a_file_is_there_whole_or_not_at_all, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
