/* The ladder on many sides, and what became of a forecast, from data: laws, and cases worked out by hand. */
#include "cm.h"
#include "forecast/ladder.h"
#include "forecast/resolve.h"
#include "sides.h"

#include "fresh.h" /* behind sides.h, whose functions have arenas of their own */

#include <math.h>

static toc_arena forever;
static toc_world *world;
static toc_question *questions;
static size_t question_count;
static toc_coverage coverage;

static int load(void **state) {
    char folder[1024];
    (void)state;
    toc_arena_init(&forever, 0);
    snprintf(folder, sizeof folder, "%s/questions", data_dir());
    return toc_world_new(data_dir(), &world, &err) == TOC_OK &&
                   toc_questions_read(folder, &forever, &questions, &question_count, &err) == TOC_OK &&
                   toc_coverage_read(data_dir(), &forever, &coverage, &err) == TOC_OK
               ? 0
               : -1;
}

static int unload(void **state) {
    (void)state;
    toc_world_free(world);
    toc_arena_fini(&forever);
    return 0;
}

/* Odds that hang on the pair and on nothing else. */
static bool chance(void *ctx, int cow_a, int cow_b, toc_dispute_chance *out) {
    double p = 0.001 + 0.3 * fmod((cow_a * 31 + cow_b * 31) * 0.01, 1);
    *out = (toc_dispute_chance){p, p / 3, 1 - (1 - p) / 1.5};
    *(int *)ctx += 1;
    return (cow_a + cow_b) % 3 != 0; /* of some it knows nothing */
}

typedef struct asked {
    toc_side a, b;
    toc_rates rates;
    toc_pair pair;
    toc_ladder ladder;
} asked;

static void ask(asked *q, const char *a, const char *b, const char *day, toc_event *events, size_t count) {
    int calls = 0;
    toc_day asof = day_of(day);
    if (toc_side_parse(world, toc_str_of(a), asof, &arena, &q->a, &err) != TOC_OK ||
        toc_side_parse(world, toc_str_of(b), asof, &arena, &q->b, &err) != TOC_OK)
        fail_msg("%s", err.text);
    toc_rates_make(world, &q->a, &q->b, &q->rates);
    q->pair = pair_make(events, count, asof, &arena);
    q->pair.a = q->a, q->pair.b = q->b;
    toc_expect pool;
    if (toc_expect_init(&pool, questions, question_count, asof - 1000, asof, &err) != TOC_OK)
        fail_msg("%s", err.text);
    for (size_t i = 0; i < count; i++)
        if (toc_expect_take(&pool, &events[i], &err) != TOC_OK)
            fail_msg("%s", err.text);
    const toc_ladder_input in = {.world = world,
                                 .pool = &pool,
                                 .a = &q->a,
                                 .b = &q->b,
                                 .questions = questions,
                                 .count = question_count,
                                 .rates = &q->rates,
                                 .pair = events ? &q->pair : NULL,
                                 .known_from = events ? asof - 1000 : TOC_DAY_NONE,
                                 .chance = chance,
                                 .ctx = &calls};
    if (toc_ladder_make(&in, &arena, &q->ladder, &err) != TOC_OK)
        fail_msg("%s", err.text);
    toc_expect_fini(&pool);
}

static const toc_ladder_rung *rung_of(const asked *q, const char *id) {
    for (size_t i = 0; i < q->ladder.count; i++)
        if (toc_str_equal(q->ladder.rungs[i].question->id, toc_str_of(id)))
            return &q->ladder.rungs[i];
    fail_msg("no rung %s", id);
    return NULL;
}

enum { EVENTS = 60 };

static size_t generate(toc_event *events, const char *a, const char *b, toc_day asof, uint64_t seed) {
    toc_rng rng;
    toc_rng_init(&rng, seed);
    size_t count = toc_rng_below(&rng, EVENTS);
    for (size_t i = 0; i < count; i++) {
        const kind *k = &kinds[toc_rng_below(&rng, KIND_COUNT)];
        events[i] = event_make(a, b, "", k->cameo, k->root, k->goldstein, TOC_DONE,
                               asof - (toc_day)toc_rng_below(&rng, 900), (int64_t)i);
    }
    return count;
}

static const char *const SIDES[][4] = {
    {"RUS", "POL", "RUS", "POL"},     {"RUS+BLR", "NATO", "BLR", "NATO"}, {"USA", "CHN", "USAGOV", "CHN"},
    {"PRT", "URY", "PRT", "URY"},     {"IND", "PAK", "IND", "PAKMIL"},    {"ISR", "IRN", "ISR", "IRN"},
    {"EU&NATO", "CSTO", "EU", "RUS"}, {"RUS", "UKR", "RUS", "UKR"},       {"NATO", "CHN+PRK", "USA", "PRK"}};
enum { SIDE_COUNT = sizeof SIDES / sizeof SIDES[0] };

static void test_no_rung_is_likelier_than_one_before_it(void **state) {
    (void)state;
    static const char *const chain[] = {"threat", "dispute", "fatal", "deaths-25", "deaths-1000"};
    toc_event events[EVENTS];
    asked q;
    for (uint64_t seed = 0; seed < 60; seed++) {
        const char *const *s = SIDES[seed % SIDE_COUNT];
        size_t count = generate(events, s[2], s[3], day_of("2023-08-15"), seed);
        ask(&q, s[0], s[1], "2023-08-15", seed % 5 ? events : NULL, seed % 5 ? count : 0);
        double last = 1;
        for (size_t i = 0; i < q.ladder.count; i++) {
            const toc_ladder_rung *r = &q.ladder.rungs[i];
            if (!r->given) {
                assert_true(r->why_not.len > 0);
                continue;
            }
            assert_true(0 <= r->low && r->low <= r->probability && r->probability <= r->high && r->high <= 1);
            assert_true(r->low < r->high && r->probability <= last);
            assert_true(r->base.defined && r->base.pair_years > 0);
            last = r->probability;
        }
        const toc_ladder_rung *above = NULL; /* what a rarer one implies, all three numbers */
        for (size_t i = 0; i < 5; i++) {
            const toc_ladder_rung *r = rung_of(&q, chain[i]);
            if (!r->given)
                continue;
            assert_true(!above ||
                        (above->probability >= r->probability && above->low >= r->low && above->high >= r->high));
            above = r;
        }
    }
}

static void test_swapping_the_sides_changes_no_bit(void **state) {
    (void)state;
    toc_event events[EVENTS], again[EVENTS];
    asked x, y;
    for (size_t i = 0; i < SIDE_COUNT; i++) {
        const char *const *s = SIDES[i];
        size_t count = generate(events, s[2], s[3], day_of("2023-08-15"), i);
        memcpy(again, events, sizeof events);
        ask(&x, s[0], s[1], "2023-08-15", events, count);
        ask(&y, s[1], s[0], "2023-08-15", again, count);
        for (size_t k = 0; k < x.ladder.count; k++) {
            const toc_ladder_rung *a = &x.ladder.rungs[k], *b = &y.ladder.rungs[k];
            assert_true(a->question == b->question && a->given == b->given);
            assert_true(a->probability == b->probability && a->low == b->low && a->high == b->high);
            assert_true(a->base.estimate == b->base.estimate && a->before == b->before);
        }
    }
}

static void test_several_pairs_together(void **state) {
    (void)state;
    asked q;
    int calls = 0;
    ask(&q, "RUS+BLR", "POL+USA", "2023-08-15", NULL, 0);
    double sum = 0, most = 0, low = 0, high = 0;
    const int a[] = {365, 370}, b[] = {290, 2};
    size_t known = 0;
    for (int i = 0; i < 4; i++) {
        toc_dispute_chance c;
        if (!chance(&calls, a[i / 2], b[i % 2], &c))
            continue;
        sum -= log(1 - c.probability);
        most = fmax(most, -log(1 - c.probability));
        low = fmax(low, c.low);
        high += c.high;
        known++;
    }
    const toc_ladder_rung *dispute = rung_of(&q, "dispute"), *fatal = rung_of(&q, "fatal");
    assert_int_equal(q.ladder.pairs, 4);
    assert_int_equal(q.ladder.pairs_missing, 4 - known);
    assert_true(known > 1 && known < 4);
    double shared_by = pow(sum / most, TOC_TOGETHER_SHARED);
    assert_true(fabs(dispute->probability - (1 - exp(-sum / shared_by))) < 1e-12);
    assert_true(dispute->low == low && fabs(dispute->high - fmin(high, 1)) < 1e-12);
    const toc_share *share = &q.rates.shares[TOC_RUNG_FATAL];
    assert_true(share->defined && fabs(fatal->probability - dispute->probability * share->estimate) < 1e-12);
    double s = (double)share->class_k / share->class_n;
    assert_true(fabs(share->estimate - (share->k + 10 * s) / (share->n + 10)) < 1e-12);
    assert_true(share->interval.low < share->estimate && share->estimate < share->interval.high);
    assert_string_equal(toc_rate_unit(&dispute->base), "years");
}

static void test_a_war_under_way_is_not_asked(void **state) {
    (void)state;
    asked q;
    ask(&q, "RUS", "UKR", "2023-08-15", NULL, 0);
    assert_false(rung_of(&q, "deaths-1000")->given);
    assert_str(rung_of(&q, "dispute")->under_way->id, "RUS-UKR-2022");
    ask(&q, "RUS", "UKR", "2021-08-15", NULL, 0);
    assert_null(rung_of(&q, "dispute")->under_way);
}

/* Two uses of Article 4 against Russia by the day, ten in all; none is known before it happened. */
static void test_clauses_as_of_the_day(void **state) {
    (void)state;
    asked q;
    ask(&q, "RUS+BLR", "NATO", "2023-08-15", NULL, 0);
    assert_int_equal(rung_of(&q, "consultation")->base.onsets, 2);
    double later = rung_of(&q, "consultation")->probability;
    ask(&q, "RUS+BLR", "NATO", "2022-02-23", NULL, 0);
    assert_int_equal(rung_of(&q, "consultation")->base.onsets, 1);
    assert_int_equal(rung_of(&q, "consultation")->before, 0);
    assert_true(rung_of(&q, "consultation")->probability < later);
    ask(&q, "RUS", "POL", "2022-02-24", NULL, 0);
    assert_int_equal(rung_of(&q, "consultation")->before, 1);
    ask(&q, "BRA", "ARG", "2023-08-15", NULL, 0);
    assert_false(rung_of(&q, "consultation")->given);
}

/* Base rates and events: nothing that comes after the day. */
static void test_the_future_changes_nothing(void **state) {
    (void)state;
    toc_event events[3], before[1];
    asked x, y;
    toc_day asof = day_of("2023-08-15");
    events[0] = before[0] = event_make("RUS", "POL", "", "190", TOC_ASSAULT, -10, TOC_DONE, asof - 20, 1);
    events[1] = event_make("RUS", "POL", "", "190", TOC_ASSAULT, -10, TOC_DONE, asof - 5, 2);
    events[1].learnt = asof + 1; /* told later */
    events[2] = event_make("RUS", "POL", "", "190", TOC_ASSAULT, -10, TOC_DONE, asof + 5, 3);
    ask(&x, "RUS", "POL", "2023-08-15", events, 3);
    ask(&y, "RUS", "POL", "2023-08-15", before, 1);
    assert_true(rung_of(&x, "threat")->alone == rung_of(&y, "threat")->alone);
    ask(&x, "IND", "PAK", "1965-06-01", NULL, 0);
    assert_int_equal(x.rates.pairs[TOC_RUNG_DISPUTE].to_year, 1964);
}

/* ---- what became of it ------------------------------------------------------------------------ */

static toc_record_forecast forecast_of(const char *id, const char *a, const char *b, const char *asof) {
    for (size_t i = 0; i < question_count; i++)
        if (toc_str_equal(questions[i].id, toc_str_of(id)))
            return (toc_record_forecast){.question = questions[i].id,
                                         .side_a = toc_str_of(a),
                                         .side_b = toc_str_of(b),
                                         .counts = toc_str_of(toc_counts_name(questions[i].counts)),
                                         .events = toc_question_roots(&questions[i], &arena),
                                         .cameo = questions[i].cameo,
                                         .threshold = questions[i].threshold,
                                         .horizon_days = questions[i].horizon_days,
                                         .asof = day_of(asof),
                                         .data = TOC_STR("ledger abc, 1 events")};
    fail_msg("no question %s", id);
    return (toc_record_forecast){0};
}

static toc_verdict resolve(const toc_record_forecast *f, const char *known, const toc_pair *pair, const char *from,
                           const char *to) {
    toc_side a, b;
    toc_verdict verdict;
    assert_int_equal(toc_side_parse(world, f->side_a, f->asof, &arena, &a, &err), TOC_OK);
    assert_int_equal(toc_side_parse(world, f->side_b, f->asof, &arena, &b, &err), TOC_OK);
    const toc_resolve_input in = {.world = world,
                                  .coverage = &coverage,
                                  .a = &a,
                                  .b = &b,
                                  .asof = day_of(known),
                                  .pair = pair,
                                  .ledger = TOC_STR("abc"),
                                  .ledger_from = day_of(from),
                                  .ledger_to = day_of(to)};
    if (toc_resolve(f, &in, &arena, &verdict, &err) != TOC_OK)
        fail_msg("%s", err.text);
    assert_true(verdict.reason.len > 0);
    assert_true(!verdict.closed || verdict.outcome != TOC_OUTCOME_YES || verdict.evidence.len > 0);
    return verdict;
}

static void assert_verdict(toc_verdict v, const char *wanted) {
    const char *told = v.closed ? toc_outcome_name(v.outcome) : "open";
    if (strcmp(told, wanted) != 0)
        fail_msg("%s (%.*s), not %s", told, TOC_FMT(v.reason), wanted);
}

static void test_events_are_resolved_by_their_ledger(void **state) {
    (void)state;
    toc_record_forecast f = forecast_of("threat", "RUS", "POL", "2023-01-31");
    toc_event events[2];
    events[0] = event_make("RUS", "POL", "", "138", TOC_THREATEN, -7, TOC_DONE, day_of("2023-01-31"), 1);
    events[1] = event_make("POLMIL", "RUS", "", "190", TOC_ASSAULT, -10, TOC_DONE, day_of("2024-01-31"), 2);
    toc_pair pair = pair_make(events, 2, day_of("2024-03-01"), &arena), none = pair;
    none.count = 1; /* the day before the window does not count */
    toc_verdict yes = resolve(&f, "2024-03-01", &pair, "2020-01-01", "2024-02-15");
    assert_verdict(yes, "yes");
    assert_true(toc_str_equal(yes.evidence, toc_str_of(events[1].id.text)));
    assert_verdict(resolve(&f, "2024-03-01", &none, "2020-01-01", "2024-02-15"), "no");
    assert_verdict(resolve(&f, "2024-03-01", &none, "2020-01-01", "2024-01-30"), "open");
    assert_verdict(resolve(&f, "2024-01-30", &none, "2020-01-01", "2024-01-30"), "open");
    assert_verdict(resolve(&f, "2024-03-01", &none, "2023-06-01", "2024-02-15"), "open"); /* it began too late */
    assert_verdict(resolve(&f, "2025-03-01", &none, "2020-01-01", "2024-01-30"), "void");
    assert_verdict(resolve(&f, "2025-03-01", NULL, "2020-01-01", "2025-01-30"), "open");
    f.data = TOC_STR("ledger other, 1 events");
    assert_verdict(resolve(&f, "2024-03-01", &pair, "2020-01-01", "2024-02-15"), "open");
}

static void test_clauses_are_resolved_by_the_table(void **state) {
    (void)state;
    toc_record_forecast f = forecast_of("consultation", "RUS+BLR", "NATO", "2013-06-01");
    toc_verdict yes = resolve(&f, "2014-03-03", NULL, "2020-01-01", "2020-01-01");
    assert_verdict(yes, "yes");
    assert_str(yes.evidence, "NATO-4:2014-03-03");
    assert_verdict(resolve(&f, "2014-03-02", NULL, "2020-01-01", "2020-01-01"), "open"); /* not known yet */
    f = forecast_of("consultation", "SYR", "TUR", "2013-06-01");
    assert_verdict(resolve(&f, "2023-03-02", NULL, "2020-01-01", "2020-01-01"), "no");
    f = forecast_of("consultation", "RUS", "POL", "2025-06-01"); /* used against it, after the day */
    assert_verdict(resolve(&f, "2025-09-10", NULL, "2020-01-01", "2020-01-01"), "yes");
    assert_verdict(resolve(&f, "2025-09-09", NULL, "2020-01-01", "2020-01-01"), "open");
}

static void test_disputes_are_resolved_by_the_year(void **state) {
    (void)state;
    const struct {
        const char *id, *a, *b, *asof, *known, *wanted;
    } cases[] = {
        {"dispute", "IND", "PAK", "1998-12-31", "2005-01-01", "yes"}, /* 1999, whole in the window */
        {"fatal", "IND", "PAK", "1998-12-31", "2005-01-01", "yes"},
        {"deaths-25", "IND", "PAK", "1998-12-31", "2005-01-01", "yes"},
        {"deaths-1000", "IND", "PAK", "1998-12-31", "2005-01-01", "no"}, /* Kargil: UCDP has fewer */
        {"dispute", "IND", "PAK", "1998-06-30", "2005-01-01", "void"},   /* 1999 is in part outside */
        {"dispute", "PRT", "URY", "1998-06-30", "2005-01-01", "no"},
        {"dispute", "PRT", "URY", "1998-06-30", "1999-01-01", "open"},
        {"dispute", "PRT", "URY", "2000-06-30", "2003-01-01", "open"}, /* outcomes end in 2000 */
        {"dispute", "PRT", "URY", "2000-06-30", "2008-01-01", "void"},
        {"deaths-25", "PRT", "URY", "1999-06-30", "2002-01-01", "open"},   /* the year after 2000 is wanted, too */
        {"fatal", "RUS", "GEO", "2008-01-01", "2008-09-01", "yes"},        /* wars.tsv */
        {"deaths-1000", "RUS", "GEO", "2008-01-01", "2008-09-01", "open"}, /* a short war is no war */
        {"deaths-1000", "RUS", "UKR", "2021-08-15", "2022-03-01", "yes"},
        {"deaths-1000", "RUS", "UKR", "2021-08-15", "2022-02-23", "open"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        toc_record_forecast f = forecast_of(cases[i].id, cases[i].a, cases[i].b, cases[i].asof);
        print_message("%s %s %s %s %s\n", cases[i].id, cases[i].a, cases[i].b, cases[i].asof, cases[i].known);
        assert_verdict(resolve(&f, cases[i].known, NULL, "2020-01-01", "2020-01-01"), cases[i].wanted);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_no_rung_is_likelier_than_one_before_it, setup, teardown),
        cmocka_unit_test_setup_teardown(test_swapping_the_sides_changes_no_bit, setup, teardown),
        cmocka_unit_test_setup_teardown(test_several_pairs_together, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_war_under_way_is_not_asked, setup, teardown),
        cmocka_unit_test_setup_teardown(test_clauses_as_of_the_day, setup, teardown),
        cmocka_unit_test_setup_teardown(test_the_future_changes_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(test_events_are_resolved_by_their_ledger, setup, teardown),
        cmocka_unit_test_setup_teardown(test_clauses_are_resolved_by_the_table, setup, teardown),
        cmocka_unit_test_setup_teardown(test_disputes_are_resolved_by_the_year, setup, teardown)};
    return cmocka_run_group_tests(tests, load, unload);
}
