/* Channels, third parties and claims: the rules on small ledgers, and the laws on generated ones: the order of rows and
 * the future are irrelevant, sides mirror, a second report changes nothing, what is not known is not 0. */
#include "scratch.h"

#include "cm.h"
#include "refuse.h"
#include "sides.h"

#include "measure/between.h"
#include "measure/claim.h"
#include "measure/way.h"

static scratch folder;
static toc_arena arena;
static toc_err err;
static toc_way *way;
static toc_world *world;
static toc_linking *linking;

static int setup(void **state) {
    (void)state;
    scratch_init(&folder);
    toc_arena_init(&arena, 0);
    err = (toc_err){0};
    return toc_way_new(data_dir(), &way, &err) == TOC_OK && toc_world_new(data_dir(), &world, &err) == TOC_OK &&
                   toc_linking_new(data_dir(), &linking, &err) == TOC_OK
               ? 0
               : -1;
}

static int teardown(void **state) {
    (void)state;
    toc_linking_free(linking);
    toc_world_free(world);
    toc_way_free(way);
    toc_arena_fini(&arena);
    scratch_fini(&folder);
    return 0;
}

#define OK(call) assert_int_equal((call), TOC_OK)
static const toc_day ASOF = 19000;

/* ---- the state of a channel ---- */

static const char *state_of(int last_ago, int recent, int past, int past_days, int broken_ago) {
    toc_way_use use = {.last = last_ago < 0 ? TOC_DAY_NONE : ASOF - last_ago,
                       .broken = broken_ago < 0 ? TOC_DAY_NONE : ASOF - broken_ago,
                       .recent = recent,
                       .past = past,
                       .past_days = past_days};
    return toc_way_state(way, &use, ASOF);
}

static void test_states_by_the_rule(void **state) {
    (void)state;
    assert_string_equal(state_of(89, 1, 0, 0, -1), "open");
    assert_string_equal(state_of(90, 0, 0, 0, -1), "thinning");
    assert_string_equal(state_of(364, 0, 0, 0, -1), "thinning");
    assert_string_equal(state_of(365, 0, 0, 0, -1), "silent");
    assert_string_equal(state_of(-1, 0, 0, 0, -1), "silent");
    assert_string_equal(state_of(5, 1, 40, 900, -1), "thinning"); /* 4 usual in 90 days, 1 now */
    assert_string_equal(state_of(5, 2, 40, 900, -1), "open");
    assert_string_equal(state_of(5, 1, 40, 100, -1), "open");   /* too short a past to compare with */
    assert_string_equal(state_of(5, 1, 19, 900, -1), "open");   /* 1.9 usual: too few to tell */
    assert_string_equal(state_of(30, 1, 0, 0, 20), "broken");   /* after the last contact */
    assert_string_equal(state_of(10, 1, 0, 0, 20), "open");     /* contact again */
    assert_string_equal(state_of(400, 0, 0, 0, 365), "silent"); /* too long ago to say broken */
    assert_string_equal(state_of(-1, 0, 0, 0, 3), "broken");
    toc_way_use shallow = {.past = 3, .past_days = 10};
    assert_true(toc_way_usual(way, &shallow) < 0);
}

static void test_levels_from_the_table(void **state) {
    (void)state;
    assert_str(toc_way_level(way, TOC_STR("Head_of_Government_(Ukraine)")), "heads");
    assert_str(toc_way_level(way, TOC_STR("foreign_minister")), "ministers");
    assert_str(toc_way_level(way, TOC_STR("Deputy Prime Minister")), "officials");
    assert_str(toc_way_level(way, TOC_STR("chief_of_defence")), "military");
    assert_int_equal(toc_way_level(way, TOC_STR("somebody")).len, 0);
}

static toc_str office_of_bob(void *ctx, toc_str text, toc_str code, toc_day day) {
    (void)ctx;
    (void)code;
    return toc_str_equal(text, TOC_STR("Bob")) && day > ASOF - 50 ? TOC_STR("head_of_state") : (toc_str){"", 0};
}

static void test_contacts_broken_and_levels_by_office(void **state) {
    (void)state;
    toc_event events[] = {event_make("AAA", "BBA", "", "040", TOC_CONSULT, 1, TOC_DONE, ASOF - 60, 1),
                          event_make("AAA", "BBA", "", "040", TOC_CONSULT, 1, TOC_DONE, ASOF - 40, 2),
                          event_make("AAA", "BBB", "", "161", TOC_SANCTION, -4, TOC_DONE, ASOF - 3, 3),
                          event_make("AAA", "BBB", "", "161", TOC_SANCTION, -4, TOC_PLANNED, ASOF - 1, 4),
                          event_make("AABMED", "BBB", "", "040", TOC_CONSULT, 1, TOC_DONE, ASOF - 1, 5)};
    events[0].source.text = events[1].source.text = TOC_STR("Bob");
    toc_pair pair = pair_make(events, 5, ASOF, &arena);
    toc_contact *contacts;
    size_t count;
    OK(toc_pair_contacts(&pair, way, office_of_bob, NULL, &arena, &contacts, &count, &err));
    assert_int_equal(count, 2); /* the press is no channel */
    assert_str(contacts[0].b, "BBA");
    assert_str(contacts[0].level, "heads");
    assert_true(contacts[0].usual < 0); /* 60 days of ledger tell of nothing usual */
    assert_false(contacts[0].past_known);
    assert_string_equal(contacts[1].status, "broken");
    assert_int_equal(contacts[1].last, TOC_DAY_NONE);
    assert_int_equal(contacts[1].broken, ASOF - 3);
    assert_string_equal(toc_contact_id(&contacts[1])->text, contacts[1].broken_by.text);
}

/* ---- third parties ---- */

enum { EVENTS = 300 };

static toc_event third_random(toc_rng *rng, int days, int64_t row) {
    static const char *const thirds[] = {"CHE", "TUR", "QATGOV", "UNSC", "HRW", "OMNMED"};
    static const char *const sides[] = {"AAA", "AABGOV", "BBA", "BBBMIL", "BLOC"};
    const kind *k = &kinds[toc_rng_below(rng, KIND_COUNT)];
    const char *x = thirds[toc_rng_below(rng, 6)], *y = sides[toc_rng_below(rng, 5)];
    bool forward = toc_rng_below(rng, 2) == 0;
    return event_make(forward ? x : y, forward ? y : x, "", k->cameo, k->root, k->goldstein,
                      toc_rng_below(rng, 3) ? TOC_DONE : TOC_PLANNED,
                      ASOF - 500 + (toc_day)toc_rng_below(rng, (uint64_t)days), row);
}

static toc_store *ledger_of(const char *name, const toc_event *events, size_t count, bool backwards) {
    toc_store *store;
    bool added;
    OK(toc_store_open(scratch_path(&folder, name), TOC_STORE_WRITE, &store, &err));
    OK(toc_store_begin(store, &err));
    for (size_t i = 0; i < count; i++) {
        const toc_event *event = &events[backwards ? count - 1 - i : i];
        OK(toc_store_add_event(store, event, event->date, &added, &err));
    }
    OK(toc_store_commit(store, &err));
    return store;
}

static toc_third *thirds_of(toc_store *store, bool swapped, size_t *count) {
    toc_third *thirds;
    toc_side a = side_a(ASOF), b = side_b(ASOF);
    OK(toc_third_parties(store, world, linking, way, swapped ? &b : &a, swapped ? &a : &b, ASOF, &arena, &thirds, count,
                         &err));
    return thirds;
}

static void same_thirds(const toc_third *x, const toc_third *y, size_t count, bool swapped) {
    for (size_t i = 0; i < count; i++) {
        assert_true(toc_str_equal(x[i].code, y[i].code));
        assert_true(x[i].score == y[i].score);
        assert_int_equal(x[i].a.days, swapped ? y[i].b.days : y[i].a.days);
        assert_int_equal(x[i].a.last, swapped ? y[i].b.last : y[i].a.last);
        assert_string_equal(x[i].status, y[i].status);
        for (int k = 0; k < TOC_THIRD_PART_COUNT; k++) {
            assert_true(x[i].parts[k] == y[i].parts[k]);
            assert_true(x[i].parts[k] >= -1 && x[i].parts[k] <= 1);
        }
    }
}

static void test_laws_of_third_parties(void **state) {
    (void)state;
    toc_event events[2 * EVENTS + 50];
    toc_rng rng;
    size_t n, m;
    toc_rng_init(&rng, 7);
    for (size_t i = 0; i < EVENTS; i++) {
        events[i] = third_random(&rng, 500, (int64_t)i);
        events[EVENTS + i] = events[i]; /* the same told again by another row */
        events[EVENTS + i].row = (int64_t)(EVENTS + i);
        toc_event_make_id(&events[EVENTS + i]);
    }
    toc_store *forth = ledger_of("forth.db", events, EVENTS, false), *back = ledger_of("back.db", events, EVENTS, true),
              *twice = ledger_of("twice.db", events, (size_t)2 * EVENTS, false);
    toc_third *x = thirds_of(forth, false, &n);
    assert_true(n == 3 || n == 4); /* no watcher, no press; the council counts for the UN */
    for (size_t i = 0; i < n; i++) {
        assert_false(toc_str_equal(x[i].code, TOC_STR("HRW")) || toc_str_equal(x[i].code, TOC_STR("OMN")) ||
                     toc_str_equal(x[i].code, TOC_STR("UNSC")));
    }
    toc_third *y = thirds_of(back, false, &m);
    assert_int_equal(n, m);
    same_thirds(x, y, n, false);
    y = thirds_of(forth, true, &m);
    assert_int_equal(n, m);
    same_thirds(x, y, n, true);
    y = thirds_of(twice, false, &m);
    assert_int_equal(n, m);
    same_thirds(x, y, n, false);
    for (int64_t i = 0; i < 50; i++) { /* what comes after the day */
        events[EVENTS + i] = third_random(&rng, 400, 1000 + i);
        events[EVENTS + i].date += 501;
        toc_event_make_id(&events[EVENTS + i]);
    }
    toc_store *later = ledger_of("later.db", events, EVENTS + 50, false);
    bool added;
    OK(toc_store_begin(later, &err));
    for (int64_t i = 0; i < 50; i++) { /* what happened before it, and was learnt after it */
        toc_event late = third_random(&rng, 400, 2000 + i);
        OK(toc_store_add_event(later, &late, ASOF + 1, &added, &err));
        assert_true(added);
    }
    OK(toc_store_commit(later, &err));
    y = thirds_of(later, false, &m);
    assert_int_equal(n, m);
    same_thirds(x, y, n, false);
    toc_store_close(forth);
    toc_store_close(back);
    toc_store_close(twice);
    toc_store_close(later);
}

static void test_balanced_contact_before_one_sided(void **state) {
    (void)state;
    toc_event events[64];
    size_t n = 0, count;
    for (int i = 0; i < 10; i++) {
        events[n++] =
            event_make("CHE", i % 2 ? "AAA" : "BBA", "", "040", TOC_CONSULT, 1, TOC_DONE, ASOF - 5 * i, 100 + i);
        events[n++] = event_make("OMN", i ? "AAA" : "BBA", "", "040", TOC_CONSULT, 1, TOC_DONE, ASOF - 5 * i, 200 + i);
        events[n++] =
            event_make("TUR", i % 2 ? "AAA" : "BBA", "", "040", TOC_CONSULT, 1, TOC_DONE, ASOF - 300 - i, 300 + i);
    }
    events[n++] = event_make("QAT", "AAA", "", "045", TOC_CONSULT, 5, TOC_DONE, ASOF - 2, 400);
    toc_store *store = ledger_of("order.db", events, n, false);
    toc_third *thirds = thirds_of(store, false, &count);
    assert_int_equal(count, 3); /* Qatar: one side only */
    assert_str(thirds[0].code, "CHE");
    assert_true(thirds[0].parts[TOC_THIRD_BALANCE] > 0.8);
    assert_string_equal(thirds[0].status, "open");
    for (size_t i = 1; i < 3; i++) {
        assert_string_equal(thirds[i].status, toc_str_equal(thirds[i].code, TOC_STR("TUR")) ? "thinning" : "open");
    }
    toc_store_close(store);
}

/* Misread rows of fighting among all that a dense ledger tells make no party; fighting that is most of it does. */
static void test_who_fights_is_no_third(void **state) {
    (void)state;
    static const char *const cameos[] = {"040", "062", "070", "057", "030", "022", "112", "046"};
    static const toc_root roots[] = {TOC_CONSULT, TOC_COOPERATE, TOC_AID,    TOC_SUPPORT,
                                     TOC_AGREE,   TOC_APPEAL,    TOC_ACCUSE, TOC_CONSULT};
    toc_event events[1000];
    size_t n = 0, count;
    for (int day = 1; day <= 40; day++) {
        for (size_t k = 0; k < 8; k++) {
            events[n] =
                event_make("CHE", k % 2 ? "AAA" : "BBA", "", cameos[k], roots[k], 1, TOC_DONE, ASOF - day, (int64_t)n);
            n++;
        }
        if (day % 8 == 0) {
            events[n] = event_make("CHE", "AAA", "", "190", TOC_ASSAULT, -10, TOC_DONE, ASOF - day, (int64_t)n);
            n++;
        }
        events[n] = event_make("TUR", "BBA", "", "040", TOC_CONSULT, 1, TOC_DONE, ASOF - day, (int64_t)n);
        n++;
        events[n] = event_make("TUR", "AAA", "", day % 2 ? "190" : "040", day % 2 ? TOC_ASSAULT : TOC_CONSULT,
                               day % 2 ? -10 : 1, TOC_DONE, ASOF - day, (int64_t)n);
        n++;
    }
    toc_store *store = ledger_of("fight.db", events, n, false);
    toc_third *thirds = thirds_of(store, false, &count);
    assert_int_equal(count, 1);
    assert_str(thirds[0].code, "CHE");
    assert_int_equal(thirds[0].a.hostile, 5);
    assert_true(thirds[0].parts[TOC_THIRD_HOSTILITY] > 0 && thirds[0].parts[TOC_THIRD_HOSTILITY] < 0.05);
    toc_store_close(store);
}

/* ---- claims ---- */

static toc_claim *claims_of(toc_pair *pair, toc_day horizon, size_t *count) {
    toc_claim *claims;
    toc_claim_table *table;
    OK(toc_claim_table_new(data_dir(), &table, &err));
    OK(toc_claims_make(pair, horizon, table, NULL, NULL, &arena, &claims, count, &err));
    toc_claim_table_free(table);
    return claims;
}

static void test_what_followed_and_what_was_said_before(void **state) {
    (void)state;
    toc_event events[] = {
        event_make("AAA", "BBA", "", "010", TOC_SAY, 0, TOC_DONE, ASOF - 400, 1),
        event_make("AAA", "BBA", "", "138", TOC_THREATEN, -7, TOC_DONE, ASOF - 200, 2),
        event_make("AAA", "BBA", "", "138", TOC_THREATEN, -7, TOC_DONE, ASOF - 200, 3), /* told again */
        event_make("AAB", "BBB", "", "138", TOC_THREATEN, -7, TOC_DONE, ASOF - 100, 4),
        event_make("AAA", "BBA", "", "138", TOC_THREATEN, -7, TOC_DONE, ASOF - 50, 5),
        event_make("BBA", "AAA", "", "138", TOC_THREATEN, -7, TOC_DONE, ASOF - 20, 6),
        event_make("BBA", "AAA", "", "190", TOC_ASSAULT, -10, TOC_DONE, ASOF - 190, 7),
        event_make("AAA", "BBA", "", "190", TOC_ASSAULT, -10, TOC_DONE, ASOF - 210, 8),
        event_make("AAA", "BBA", "", "173", TOC_COERCE, -5, TOC_DONE, ASOF - 150, 9),
        event_make("AAA", "BBA", "", "138", TOC_THREATEN, -7, TOC_DENIED, ASOF - 10, 10),
        event_make("AAA", "BBA", "", "030", TOC_AGREE, 4, TOC_DONE, ASOF - 9, 11)};
    toc_pair pair = pair_make(events, sizeof events / sizeof *events, ASOF, &arena);
    size_t count;
    toc_claim *c = claims_of(&pair, ASOF, &count);
    assert_int_equal(count, 6);
    assert_int_equal(c[0].kind, TOC_CLAIM_STATEMENT);
    assert_int_equal(c[1].kind, TOC_CLAIM_WARNING);
    assert_int_equal(c[1].by_speaker, 0);
    assert_int_equal(c[1].followed[0].deeds, 1); /* 190 days ago */
    assert_int_equal(c[1].followed[0].deeds_before, 1);
    assert_true(c[1].followed[0].after == 10 && c[1].followed[0].before == 10);
    assert_int_equal(c[1].followed[1].deeds, 2);
    assert_true(c[1].followed[1].known && !c[1].followed[2].known); /* not yet */
    assert_true(c[1].followed[1].past_known && !c[1].followed[2].past_known);
    assert_int_equal(c[2].by_speaker, 0); /* another speaker, the same side */
    assert_int_equal(c[2].by_side, 1);
    assert_int_equal(c[3].by_speaker, 1);
    assert_int_equal(c[3].by_side, 2);
    assert_int_equal(c[3].last_by_side, ASOF - 100);
    assert_int_equal(c[3].last_by_speaker, ASOF - 200);
    assert_int_equal(c[4].by_side, 0); /* the other side's first */
    assert_int_equal(c[5].kind, TOC_CLAIM_PROMISE);
    c = claims_of(&pair, ASOF - 150, &count); /* a ledger that ends earlier cannot tell of 90 days */
    assert_true(c[1].followed[0].known && !c[1].followed[1].known);
}

static void test_speakers_of_the_other_side(void **state) {
    (void)state;
    toc_event events[] = {event_make("AAA", "BBA", "", "190", TOC_ASSAULT, -10, TOC_PLANNED, ASOF - 30, 1),
                          event_make("AAA", "BBA", "", "030", TOC_AGREE, 4, TOC_DONE, ASOF - 20, 2)};
    for (int i = 0; i < 2; i++) {
        events[i].speaker = (toc_party){TOC_STR("BBAGOV"), TOC_STR("Bea")};
        toc_event_make_id(&events[i]);
    }
    toc_pair pair = pair_make(events, 2, ASOF, &arena);
    size_t count;
    toc_claim *c = claims_of(&pair, ASOF, &count);
    assert_int_equal(count, 1); /* nobody promises for the other side */
    assert_int_equal(c[0].kind, TOC_CLAIM_WARNING);
    assert_str(c[0].root, "BBA");
    assert_str(c[0].against, "AAA");
    assert_true(c[0].attributed);
}

static void test_laws_of_claims(void **state) {
    (void)state;
    toc_event events[EVENTS + 50], turned[EVENTS];
    toc_rng rng;
    size_t n, m, k;
    toc_rng_init(&rng, 11);
    for (size_t i = 0; i < EVENTS; i++) {
        events[i] = event_random(&rng, ASOF - 600, 600, (int64_t)i);
        turned[EVENTS - 1 - i] = events[i];
    }
    for (size_t i = 0; i < 50; i++) {
        events[EVENTS + i] = event_random(&rng, ASOF + 1, 300, (int64_t)(1000 + i));
    }
    toc_pair back = pair_make(turned, EVENTS, ASOF, &arena), more = pair_make(events, EVENTS + 50, ASOF, &arena);
    toc_pair mirror = back;
    mirror.a = back.b;
    mirror.b = back.a;
    toc_claim *x = claims_of(&back, ASOF, &n), *y = claims_of(&more, ASOF + 500, &m), *z = claims_of(&mirror, ASOF, &k);
    assert_true(n > 50);
    assert_int_equal(n, m);
    assert_int_equal(n, k);
    for (size_t i = 0; i < n; i++) {
        assert_string_equal(x[i].event.id.text, y[i].event.id.text);
        assert_string_equal(x[i].event.id.text, z[i].event.id.text);
        assert_int_equal(x[i].by_side, z[i].by_side);
        assert_int_equal(x[i].by_side, y[i].by_side);
        assert_int_equal(x[i].by_speaker, y[i].by_speaker);
        assert_true(x[i].by_speaker <= x[i].by_side);
        for (int w = 0; w < TOC_CLAIM_WINDOWS; w++) {
            assert_true(x[i].followed[w].known == y[i].followed[w].known);
            assert_int_equal(x[i].followed[w].deeds, y[i].followed[w].deeds);
            assert_true(x[i].followed[w].after == z[i].followed[w].after);
        }
    }
}

/* ---- everybody with everybody ---- */

static bool any_opens(const toc_event *event) {
    (void)event;
    return true;
}

static toc_side root_side(const toc_str *root) {
    return (toc_side){*root, *root, (toc_str *)(uintptr_t)root, 1, ASOF};
}

/* Each pair read at once has the events that it has when it is asked for; how many there are. */
static size_t same_as_alone(toc_store *store) {
    toc_betweens all;
    size_t events = 0;
    OK(toc_betweens_read(store, ASOF, any_opens, &arena, &all, &err));
    for (size_t i = 0; i < all.count; i++) {
        const toc_between *between = &all.pairs[i];
        toc_side a = root_side(&between->a), b = root_side(&between->b);
        toc_pair together, alone;
        OK(toc_between_pair(store, &all, between, &a, &b, ASOF, &arena, &together, &err));
        OK(toc_pair_load(store, &a, &b, ASOF, &arena, &alone, &err));
        assert_int_equal(together.count, alone.count);
        for (size_t k = 0; k < alone.count; k++) {
            assert_string_equal(together.events[k].id.text, alone.events[k].id.text);
        }
        events += alone.count;
    }
    return events;
}

/* Among all roots of the ledger those are the others that have events with the side; those that only its own words
 * address with no target open it, those addressed beside a target do not. */
static void others_are_who_has_events(toc_store *store, const toc_side *side, const char *const *codes, size_t count) {
    toc_str *others;
    size_t found, at = 0;
    OK(toc_between_others(store, side, &arena, &others, &found, &err));
    for (size_t i = 0; i < count; i++) { /* in the order of bytes */
        toc_str root = toc_str_of(codes[i]);
        toc_side b = root_side(&root);
        toc_pair pair;
        if (toc_side_has(side, root))
            continue;
        OK(toc_pair_load(store, side, &b, TOC_DAY_NONE, &arena, &pair, &err));
        bool listed = at < found && toc_str_equal(others[at], root);
        assert_true(listed == (pair.count > 0));
        at += listed;
    }
    assert_int_equal(at, found);
}

static void test_a_signal_beside_a_target_opens_no_pair(void **state) {
    (void)state;
    toc_event events[2] = {event_make("AAA", "BBA", "CHE", "130", TOC_THREATEN, -4, TOC_DONE, ASOF - 5, 1),
                           event_make("AAA", "", "TUR", "130", TOC_THREATEN, -4, TOC_DONE, ASOF - 5, 2)};
    toc_store *store = ledger_of("signal.db", events, 2, false);
    toc_str members[] = {TOC_STR("AAA")}, other[] = {TOC_STR("BBA"), TOC_STR("CHE"), TOC_STR("TUR")}, *others;
    toc_side side = {TOC_STR("AAA"), TOC_STR("AAA"), members, 1, ASOF};
    bool open[] = {true, false, true};
    size_t found;
    OK(toc_between_others(store, &side, &arena, &others, &found, &err));
    assert_int_equal(found, 3);
    for (size_t i = 0; i < 3; i++) {
        toc_side b = root_side(&other[i]);
        toc_pair pair;
        assert_true(toc_str_equal(others[i], other[i]));
        OK(toc_pair_load(store, &side, &b, ASOF, &arena, &pair, &err));
        assert_int_equal(pair.count, 1);
        assert_true(toc_between_is_open(&pair, any_opens) == open[i]);
    }
    toc_store_close(store);
}

static void test_all_pairs_at_once_are_as_each_alone(void **state) {
    (void)state;
    static const char *const codes[] = {"AAA", "AABGOV", "BBA", "BBBMIL", "CHE", "TURMED", "UAF", ""};
    toc_event events[400];
    toc_rng rng;
    toc_rng_init(&rng, 11);
    for (size_t i = 0; i < 400; i++) {
        const kind *k = &kinds[toc_rng_below(&rng, KIND_COUNT)];
        const char *from = codes[toc_rng_below(&rng, 7)], *to = codes[toc_rng_below(&rng, 8)];
        const char *signal = toc_rng_below(&rng, 3) ? "" : codes[toc_rng_below(&rng, 8)];
        events[i] = event_make(from, to, signal, k->cameo, k->root, k->goldstein, TOC_DONE,
                               ASOF + 50 - (toc_day)toc_rng_below(&rng, 500), (int64_t)i);
    }
    toc_store *store = ledger_of("all.db", events, 400, false);
    toc_str members[] = {TOC_STR("AAA"), TOC_STR("CHE")};
    toc_side side = {TOC_STR("AAA+CHE"), TOC_STR("AAA+CHE"), members, 2, ASOF};
    static const char *const roots[] = {"AAA", "AAB", "BBA", "BBB", "CHE", "NIL", "TUR"};
    assert_true(same_as_alone(store) > 250);
    others_are_who_has_events(store, &side, roots, sizeof roots / sizeof *roots);
    toc_store_close(store);
}

static bool claim_all(void *ctx) {
    toc_arena own;
    toc_claim *claims;
    toc_contact *contacts;
    size_t count;
    toc_err failure = {0};
    toc_way *numbers = NULL;
    toc_claim_table *table = NULL;
    toc_arena_init(&own, 0);
    bool passed = toc_way_new(data_dir(), &numbers, &failure) == TOC_OK &&
                  toc_claim_table_new(data_dir(), &table, &failure) == TOC_OK &&
                  toc_pair_contacts(ctx, numbers, NULL, NULL, &own, &contacts, &count, &failure) == TOC_OK &&
                  toc_claims_make(ctx, ASOF, table, NULL, NULL, &own, &claims, &count, &failure) == TOC_OK;
    if (!passed) {
        assert_true(failure.text[0] != '\0');
    }
    if (numbers) {
        toc_way_free(numbers);
    }
    toc_claim_table_free(table);
    toc_arena_fini(&own);
    return passed;
}

static void test_every_refused_allocation_is_survived(void **state) {
    (void)state;
    toc_event events[60];
    toc_rng rng;
    toc_rng_init(&rng, 3);
    for (size_t i = 0; i < 60; i++) {
        events[i] = event_random(&rng, ASOF - 600, 600, (int64_t)i);
    }
    toc_pair pair = pair_make(events, 60, ASOF, &arena);
    assert_true(refuse_each(claim_all, &pair) > 0);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {T(test_states_by_the_rule),
                                       T(test_levels_from_the_table),
                                       T(test_contacts_broken_and_levels_by_office),
                                       T(test_laws_of_third_parties),
                                       T(test_balanced_contact_before_one_sided),
                                       T(test_who_fights_is_no_third),
                                       T(test_what_followed_and_what_was_said_before),
                                       T(test_speakers_of_the_other_side),
                                       T(test_laws_of_claims),
                                       T(test_all_pairs_at_once_are_as_each_alone),
                                       T(test_a_signal_beside_a_target_opens_no_pair),
                                       T(test_every_refused_allocation_is_survived)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
