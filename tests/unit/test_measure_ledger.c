/* Pairs, contacts and third parties read from a ledger: row order and future are irrelevant, and memory may be refused.
 */
#include "scratch.h"

#include "cm.h"
#include "refuse.h"
#include "sides.h"

#include "measure/way.h"

static scratch folder;
static toc_arena arena;
static toc_err err;
static toc_way *way;

static int setup(void **state) {
    (void)state;
    scratch_init(&folder);
    toc_arena_init(&arena, 0);
    err = (toc_err){0};
    return toc_way_new(data_dir(), &way, &err) == TOC_OK ? 0 : -1;
}

static int teardown(void **state) {
    (void)state;
    toc_way_free(way);
    toc_arena_fini(&arena);
    scratch_fini(&folder);
    return 0;
}

static toc_store *ledger_of(const char *name, const toc_event *events, size_t count, bool backwards) {
    toc_store *store;
    bool added;
    if (toc_store_open(scratch_path(&folder, name), TOC_STORE_WRITE, &store, &err) != TOC_OK ||
        toc_store_begin(store, &err) != TOC_OK) {
        fail_msg("%s", err.text);
    }
    for (size_t i = 0; i < count; i++) {
        const toc_event *event = &events[backwards ? count - 1 - i : i];
        if (toc_store_add_event(store, event, event->date, &added, &err) != TOC_OK) {
            fail_msg("%s", err.text);
        }
    }
    assert_int_equal(toc_store_commit(store, &err), TOC_OK);
    return store;
}

static toc_pair load(toc_store *store, const char *asof, bool swapped) {
    toc_pair pair;
    toc_side a = side_a(day_of(asof)), b = side_b(day_of(asof));
    if (toc_pair_load(store, swapped ? &b : &a, swapped ? &a : &b, day_of(asof), &arena, &pair, &err) != TOC_OK) {
        fail_msg("%s", err.text);
    }
    return pair;
}

enum { EVENTS = 60 };

static void generate(toc_event *events, uint64_t seed) {
    toc_rng rng;
    toc_rng_init(&rng, seed);
    for (size_t i = 0; i < EVENTS; i++) {
        events[i] = event_random(&rng, day_of("2022-01-01"), 300, (int64_t)i);
    }
}

static void same_series(const toc_pair *x, const toc_pair *y, const char *to) {
    toc_tension s, t;
    assert_int_equal(
        toc_tension_series(x, TOC_SPAN_MONTH, day_of("2022-01-01"), day_of(to), data_dir(), &arena, &s, &err), TOC_OK);
    assert_int_equal(
        toc_tension_series(y, TOC_SPAN_MONTH, day_of("2022-01-01"), day_of(to), data_dir(), &arena, &t, &err), TOC_OK);
    assert_int_equal(s.count, t.count);
    for (size_t i = 0; i < s.count; i++) {
        assert_true(same_point(&s.points[i], &t.points[i]));
    }
}

static void test_row_order_is_irrelevant_and_sides_mirror(void **state) {
    (void)state;
    toc_event events[EVENTS];
    generate(events, 1);
    toc_store *forth = ledger_of("forth.db", events, EVENTS, false), *back = ledger_of("back.db", events, EVENTS, true);
    toc_pair x = load(forth, "2022-12-31", false), y = load(back, "2022-12-31", false),
             z = load(forth, "2022-12-31", true);
    assert_int_equal(x.count, EVENTS);
    for (size_t i = 0; i < x.count; i++) {
        assert_string_equal(x.events[i].id.text, y.events[i].id.text);
        assert_string_equal(x.events[i].id.text, z.events[i].id.text);
    }
    same_series(&x, &y, "2022-12-31");
    same_series(&x, &z, "2022-12-31");
    toc_store_close(forth);
    toc_store_close(back);
}

static void test_future_is_not_loaded(void **state) {
    (void)state;
    toc_event events[EVENTS];
    generate(events, 2);
    size_t past = 0;
    for (size_t i = 0; i < EVENTS; i++) {
        if (events[i].date <= day_of("2022-05-31")) {
            toc_event event = events[i];
            events[i] = events[past];
            events[past++] = event;
        }
    }
    toc_store *all = ledger_of("all.db", events, EVENTS, false), *known = ledger_of("known.db", events, past, false);
    toc_pair x = load(all, "2022-05-31", false), y = load(known, "2022-05-31", false);
    assert_int_equal(x.count, past);
    same_series(&x, &y, "2022-05-31");
    toc_store_close(all);
    toc_store_close(known);
}

static void test_a_state_on_both_sides_is_refused(void **state) {
    (void)state;
    toc_store *store = ledger_of("empty.db", NULL, 0, false);
    toc_side a = side_a(0);
    toc_pair pair;
    assert_int_equal(toc_pair_load(store, &a, &a, 0, &arena, &pair, &err), TOC_EUSAGE);
    assert_non_null(strstr(err.text, "AAA"));
    toc_store_close(store);
}

static void test_contacts_by_the_rule(void **state) {
    (void)state;
    toc_day asof = day_of("2022-12-31");
    toc_event events[] = {
        event_make("AAA", "BBA", "", "040", TOC_CONSULT, 1, TOC_DONE, asof - 10, 1),
        event_make("BBA", "AAA", "", "040", TOC_CONSULT, 1, TOC_DONE, asof - 9, 2), /* told again next day */
        event_make("AAA", "BBB", "", "040", TOC_CONSULT, 1, TOC_DONE, asof - 200, 3),
        event_make("AAA", "BBB", "", "040", TOC_CONSULT, 1, TOC_DONE, asof - 400, 4),
        event_make("AAA", "BBB", "", "040", TOC_CONSULT, 1, TOC_DONE, asof - 420, 5),
        event_make("AAB", "BLOC", "", "040", TOC_CONSULT, 1, TOC_DONE, asof - 500, 6),
        event_make("AAB", "BBA", "", "040", TOC_CONSULT, 1, TOC_PLANNED, asof - 1, 7),     /* not yet a contact */
        event_make("AAA", "AAB", "BLOC", "062", TOC_COOPERATE, 7, TOC_DONE, asof - 1, 8)}; /* among allies */
    toc_pair pair = pair_make(events, sizeof events / sizeof *events, asof, &arena);
    toc_contact *contacts;
    size_t count;
    assert_int_equal(toc_pair_contacts(&pair, way, NULL, NULL, &arena, &contacts, &count, &err), TOC_OK);
    assert_int_equal(count, 3);
    assert_str(contacts[0].b, "BBA");
    assert_string_equal(contacts[0].status, "open");
    assert_int_equal(contacts[0].last_365, 1);
    assert_int_equal(contacts[0].last, asof - 9);
    assert_string_equal(contacts[1].status, "thinning");
    assert_int_equal(contacts[1].last_365, 1);
    assert_int_equal(contacts[1].before_365, 2);
    assert_string_equal(contacts[2].status, "silent");
}

static void test_third_parties_are_in_touch_with_both(void **state) {
    (void)state;
    toc_world *world;
    toc_linking *linking;
    toc_third *thirds;
    size_t count;
    toc_day asof = day_of("2022-12-31");
    toc_event events[] = {event_make("CHE", "AAA", "", "040", TOC_CONSULT, 1, TOC_DONE, asof - 10, 1),
                          event_make("BBA", "CHE", "", "040", TOC_CONSULT, 1, TOC_DONE, asof - 20, 2),
                          event_make("TUR", "AAA", "", "040", TOC_CONSULT, 1, TOC_DONE, asof - 20, 3),
                          event_make("UKR", "AAA", "", "040", TOC_CONSULT, 1, TOC_DONE, asof - 20, 4),
                          event_make("UKR", "BBA", "", "040", TOC_CONSULT, 1, TOC_DONE, asof - 20, 5),
                          event_make("AAA", "UKR", "", "190", TOC_ASSAULT, -10, TOC_DONE, asof - 20, 6),
                          event_make("AAA", "UKR", "", "190", TOC_ASSAULT, -10, TOC_DONE, asof - 21, 9),
                          event_make("AAA", "UKR", "", "190", TOC_ASSAULT, -10, TOC_DONE, asof - 22, 10),
                          event_make("QAT", "AAA", "", "040", TOC_CONSULT, 1, TOC_DONE, asof - 400, 7),
                          event_make("QAT", "BBA", "", "040", TOC_CONSULT, 1, TOC_DONE, asof - 400, 8)};
    toc_store *store = ledger_of("third.db", events, sizeof events / sizeof *events, false);
    toc_side a = side_a(asof), b = side_b(asof);
    assert_int_equal(toc_world_new(data_dir(), &world, &err), TOC_OK);
    assert_int_equal(toc_linking_new(data_dir(), &linking, &err), TOC_OK);
    assert_int_equal(toc_third_parties(store, world, linking, way, &a, &b, asof, &arena, &thirds, &count, &err),
                     TOC_OK);
    assert_int_equal(count, 1); /* TUR: one side only; UKR: at war with one; QAT: too long ago */
    assert_str(thirds[0].code, "CHE");
    assert_int_equal(thirds[0].a.days, 1);
    assert_int_equal(thirds[0].b.days, 1);
    assert_int_equal(thirds[0].a.last, asof - 10);
    toc_linking_free(linking);
    toc_world_free(world);
    toc_store_close(store);
}

static bool read_and_measure(void *ctx) {
    toc_store *store = ctx;
    toc_arena own;
    toc_pair pair;
    toc_trend trend;
    toc_contact *contacts;
    size_t count, *largest;
    toc_err failure = {0};
    toc_day asof = day_of("2022-12-31");
    toc_side a = side_a(asof), b = side_b(asof);
    toc_arena_init(&own, 0);
    bool passed = toc_pair_load(store, &a, &b, asof, &own, &pair, &failure) == TOC_OK &&
                  toc_tension_trend(&pair, 90, data_dir(), &own, &trend, &failure) == TOC_OK &&
                  toc_pair_largest(&pair, 90, 5, data_dir(), &own, &largest, &count, &failure) == TOC_OK &&
                  toc_pair_contacts(&pair, way, NULL, NULL, &own, &contacts, &count, &failure) == TOC_OK;
    if (!passed) {
        assert_true(failure.text[0] != '\0');
    }
    toc_arena_fini(&own);
    return passed;
}

static void test_every_refused_allocation_is_survived(void **state) {
    (void)state;
    toc_event events[EVENTS];
    generate(events, 4);
    toc_store *store = ledger_of("refuse.db", events, EVENTS, false);
    assert_true(refuse_each(read_and_measure, store) > 0);
    toc_store_close(store);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        T(test_row_order_is_irrelevant_and_sides_mirror), T(test_future_is_not_loaded),
        T(test_a_state_on_both_sides_is_refused),         T(test_contacts_by_the_rule),
        T(test_third_parties_are_in_touch_with_both),     T(test_every_refused_allocation_is_survived)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
