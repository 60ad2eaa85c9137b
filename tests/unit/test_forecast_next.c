/* Next events: the measures (ties, filter), determinism, that the future cannot change the past, refused memory. */
#include "cm.h"

#include "base/mem.h"
#include "base/rng.h"
#include "forecast/next_score.h"

#include <math.h>
#include <stdlib.h>

enum { ACTORS = 24, RELATIONS = 4, FAMILIES = 2, DAYS = 50, A_DAY = 12 };

#define assert_near(a, b, within) assert_true(fabs((a) - (b)) <= (within))

static const uint32_t FAMILY[RELATIONS] = {0, 0, 1, 1};
static uint32_t group[ACTORS], role[ACTORS];

static toc_next_scheme scheme(void) {
    for (uint32_t i = 0; i < ACTORS; i++) {
        group[i] = i % 5;
        role[i] = i % 3;
    }
    return (toc_next_scheme){ACTORS, RELATIONS, FAMILIES, FAMILY, group, role, 3};
}

/* Each actor mostly meets the next one; relation 1 is answered by relation 2 the day after. */
static void facts_of(int32_t day, uint64_t seed, toc_next_fact out[A_DAY]) {
    toc_rng rng;
    toc_rng_init(&rng, seed + (uint64_t)day);
    for (int i = 0; i < A_DAY; i++) {
        uint32_t a = (uint32_t)toc_rng_below(&rng, ACTORS - 1);
        uint32_t b = toc_rng_below(&rng, 4) ? a + 1 : (uint32_t)toc_rng_below(&rng, ACTORS);
        b = b == a ? a + 1 : b;
        out[i] = (toc_next_fact){a, day % 2 ? 1 : 2, b};
    }
}

static toc_next *lived(int32_t days, uint64_t seed, bool fit) {
    toc_next_scheme s = scheme();
    toc_next *next = NULL;
    toc_next_fact facts[A_DAY];
    assert_int_equal(toc_next_new(&s, &next, NULL), TOC_OK);
    for (int32_t d = 0; d < days; d++) {
        if (fit && d == 40)
            assert_int_equal(toc_next_fit(next, 2, NULL), TOC_OK);
        facts_of(d, seed, facts);
        assert_int_equal(toc_next_live(next, d, facts, A_DAY, true, NULL), TOC_OK);
    }
    return next;
}

static size_t ask(toc_next *next, int32_t day, toc_next_query q, toc_next_answer *out) {
    const toc_next_answer *answers = NULL;
    size_t count = 0;
    assert_int_equal(toc_next_ask(next, day, q, &answers, &count, NULL), TOC_OK);
    for (size_t i = 0; i < count; i++)
        out[i] = answers[i];
    return count;
}

static void a_tie_has_its_mean_rank(void **state) {
    const toc_next_answer answers[] = {{0, 3, 0}, {1, 2, 0}, {2, 2, 0}, {3, 2, 0}, {4, 1, 0}};
    uint32_t truth = 2;
    (void)state;
    assert_near(toc_next_rank(answers, 5, 100, 2, &truth, 1), 3, 1e-12); /* 2, 3 or 4 */
    truth = 0;
    assert_near(toc_next_rank(answers, 5, 100, 0, &truth, 1), 1, 1e-12);
    truth = 4;
    assert_near(toc_next_rank(answers, 5, 100, 4, &truth, 1), 5, 1e-12);
    truth = 50; /* not scored: in the middle of ranks 6 to 100 */
    assert_near(toc_next_rank(answers, 5, 100, 50, &truth, 1), 53, 1e-12);
}

static void all_equal_is_no_better_than_chance(void **state) {
    toc_next_answer answers[9];
    (void)state;
    for (uint32_t i = 0; i < 9; i++)
        answers[i] = (toc_next_answer){i, 1, 0};
    for (uint32_t truth = 0; truth < 9; truth++)
        assert_near(toc_next_rank(answers, 9, 9, truth, &truth, 1), 5, 1e-12);
}

static void other_true_answers_are_taken_out(void **state) {
    const toc_next_answer answers[] = {{0, 5, 0}, {1, 4, 0}, {2, 3, 0}, {3, 2, 0}};
    const uint32_t truths[] = {3, 0, 2, 77};
    (void)state;
    assert_near(toc_next_rank(answers, 4, 100, 3, truths, 4), 2, 1e-12);     /* only 1 stands before it */
    assert_near(toc_next_rank(answers, 4, 100, 0, truths, 4), 1, 1e-12);     /* others do not lower it */
    assert_near(toc_next_rank(answers, 4, 100, 77, truths, 4), 49.5, 1e-12); /* behind 1: ranks 2 to 97 */
}

static void directions_weigh_one_half_each(void **state) {
    toc_next_tally a = {0}, b = {0};
    (void)state;
    toc_next_tally_add(&a, 1);
    toc_next_tally_add(&b, 2);
    toc_next_tally_add(&b, 4);
    toc_next_tally_add(&b, 20);
    toc_next_tally mean = toc_next_tally_mean(&a, &b);
    assert_near(mean.reciprocal, (1 + (0.5 + 0.25 + 0.05) / 3) / 2, 1e-12);
    assert_near(mean.hits1, 0.5, 1e-12);
    assert_near(mean.hits3, (1 + 1.0 / 3) / 2, 1e-12);
    assert_near(mean.hits10, (1 + 2.0 / 3) / 2, 1e-12);
    assert_int_equal(mean.count, 4);
    assert_true(isnan(toc_next_tally_mean(&a, &(toc_next_tally){0}).reciprocal));
}

static void bins_measure_reliability(void **state) {
    toc_next_bins bins = {0};
    (void)state;
    assert_true(isnan(toc_next_bins_error(&bins)));
    for (int i = 0; i < 10; i++)
        toc_next_bins_add(&bins, 0.75, i < 5);
    toc_next_bins_add(&bins, 1, true);
    assert_int_equal(bins.count[9], 1);
    assert_near(toc_next_bins_error(&bins), 2.5 / 11, 1e-12);
}

static void same_facts_same_answers(void **state) {
    toc_next_answer a[ACTORS], b[ACTORS];
    toc_next *one = lived(DAYS, 1, true), *two = lived(DAYS, 1, true);
    (void)state;
    assert_true(toc_next_is_trained(one));
    for (uint32_t actor = 0; actor < ACTORS; actor++) {
        toc_next_query q = {actor, 1, actor % 2 == 0};
        size_t count = ask(one, DAYS, q, a);
        assert_int_equal(ask(two, DAYS, q, b), count);
        assert_memory_equal(a, b, count * sizeof *a);
    }
    toc_next_free(one);
    toc_next_free(two);
}

static void the_order_of_a_days_facts_is_irrelevant(void **state) {
    toc_next_answer a[ACTORS], b[ACTORS];
    toc_next_scheme s = scheme();
    toc_next *one = NULL, *two = NULL;
    toc_next_fact facts[2 * A_DAY];
    (void)state;
    assert_int_equal(toc_next_new(&s, &one, NULL), TOC_OK);
    assert_int_equal(toc_next_new(&s, &two, NULL), TOC_OK);
    for (int32_t d = 0; d < 20; d++) {
        facts_of(d, 5, facts);
        assert_int_equal(toc_next_live(one, d, facts, A_DAY, false, NULL), TOC_OK);
        for (int i = 0; i < A_DAY; i++) /* turned round, and each told twice */
            facts[2 * A_DAY - 1 - i] = facts[i];
        assert_int_equal(toc_next_live(two, d, facts, 2 * A_DAY, false, NULL), TOC_OK);
    }
    size_t count = ask(one, 20, (toc_next_query){3, 1, false}, a);
    assert_int_equal(ask(two, 20, (toc_next_query){3, 1, false}, b), count);
    assert_memory_equal(a, b, count * sizeof *a);
    toc_next_free(one);
    toc_next_free(two);
}

/* What is asked before a day is the same whatever the day brings, and asking changes nothing. */
static void the_future_cannot_change_the_past(void **state) {
    toc_next_answer before[ACTORS], again[ACTORS], after[ACTORS], other[ACTORS];
    toc_next_query q = {4, 1, false};
    toc_next_fact facts[A_DAY];
    toc_next *one = lived(45, 1, true), *two = lived(45, 1, true);
    (void)state;
    size_t count = ask(one, 45, q, before);
    assert_int_equal(ask(one, 45, q, again), count);
    assert_memory_equal(before, again, count * sizeof *before);
    facts_of(45, 1, facts);
    assert_int_equal(toc_next_live(one, 45, facts, A_DAY, false, NULL), TOC_OK);
    for (int i = 0; i < A_DAY; i++)
        facts[i] = (toc_next_fact){4, 1, 20};
    assert_int_equal(ask(two, 45, q, again), count);
    assert_memory_equal(before, again, count * sizeof *before);
    assert_int_equal(toc_next_live(two, 45, facts, A_DAY, false, NULL), TOC_OK);
    count = ask(one, 46, q, after);
    size_t others = ask(two, 46, q, other);
    assert_false(count == others && after[0].actor == other[0].actor && after[0].score == other[0].score);
    assert_int_equal(toc_next_ask(one, 45, q, &(const toc_next_answer *){NULL}, &count, NULL), TOC_EUSAGE);
    assert_int_equal(toc_next_live(one, 45, facts, A_DAY, false, NULL), TOC_EUSAGE);
    toc_next_free(one);
    toc_next_free(two);
}

static void it_learns_and_says_why(void **state) {
    toc_next_answer a[ACTORS];
    toc_next *next = lived(DAYS, 1, true);
    int first = 0;
    (void)state;
    for (uint32_t actor = 0; actor < ACTORS - 1; actor++) {
        size_t count = ask(next, DAYS, (toc_next_query){actor, 2, false}, a);
        double all = 0;
        first += count > 0 && a[0].actor == actor + 1;
        for (size_t i = 0; i < count; i++)
            all += (double)a[i].chance;
        assert_near(all, 1, 1e-4);
    }
    assert_true(first >= 20);
    ask(next, DAYS, (toc_next_query){6, 2, false}, a);
    toc_next_reason why = toc_next_explain(next, 7);
    assert_true(why.same_ever > 3 && why.same_60 == why.same_ever && why.same_last >= 1);
    assert_true(why.pair_days >= why.same_ever && why.via == ACTORS);
    ask(next, DAYS, (toc_next_query){7, 2, true}, a);
    toc_next_reason back = toc_next_explain(next, 6);
    assert_int_equal(back.same_ever, why.same_ever);
    assert_int_equal(back.same_60, why.same_60);
    assert_true(toc_next_rate(next, DAYS, (toc_next_query){6, 2, false}) > 0);
    assert_near(toc_next_rate(next, DAYS, (toc_next_query){6, 3, false}), 0, 0);
    double shares = 0;
    for (uint32_t r = 0; r < RELATIONS; r++)
        shares += toc_next_share(next, DAYS, (toc_next_query){6, r, true});
    assert_near(shares, 1, 1e-6);
    toc_next_free(next);
}

static void refused_memory_is_told(void **state) {
    toc_next_scheme s = scheme();
    toc_next_fact facts[A_DAY];
    bool done = false;
    (void)state;
    for (long n = 0; !done; n += 7) {
        toc_next *next = NULL;
        toc_rc rc;
        toc_mem_refuse_after(n);
        rc = toc_next_new(&s, &next, NULL);
        for (int32_t d = 0; rc == TOC_OK && d < 9; d++) {
            facts_of(d, 2, facts);
            rc = toc_next_live(next, d, facts, A_DAY, true, NULL);
        }
        rc = rc == TOC_OK ? toc_next_fit(next, 1, NULL) : rc;
        toc_mem_refuse_after(-1);
        assert_true(rc == TOC_OK || rc == TOC_ENOMEM);
        done = rc == TOC_OK;
        toc_next_free(next);
    }
}

static void limits_and_nothing_to_learn_from(void **state) {
    toc_next_scheme s = scheme();
    toc_next *next = NULL;
    (void)state;
    assert_int_equal(toc_next_new(&s, &next, NULL), TOC_OK);
    assert_int_equal(toc_next_fit(next, 1, NULL), TOC_ENOTFOUND);
    toc_next_free(next);
    s.relation_count = 513;
    assert_int_equal(toc_next_new(&s, &next, NULL), TOC_ELIMIT);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tie_has_its_mean_rank),
        cmocka_unit_test(all_equal_is_no_better_than_chance),
        cmocka_unit_test(other_true_answers_are_taken_out),
        cmocka_unit_test(directions_weigh_one_half_each),
        cmocka_unit_test(bins_measure_reliability),
        cmocka_unit_test(same_facts_same_answers),
        cmocka_unit_test(the_order_of_a_days_facts_is_irrelevant),
        cmocka_unit_test(the_future_cannot_change_the_past),
        cmocka_unit_test(it_learns_and_says_why),
        cmocka_unit_test(refused_memory_is_told),
        cmocka_unit_test(limits_and_nothing_to_learn_from),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
