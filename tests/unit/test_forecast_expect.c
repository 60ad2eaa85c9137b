/* What is expected of two sides from all pairs: a case worked out by hand, laws, and every allocation refused. */
#include "cm.h"
#include "forecast/pace.h"
#include "forecast/expect.h"
#include "refuse.h"
#include "sides.h"

#include <math.h>

enum { FIRST = 10000, DAYS = 100 };

static const toc_question QUESTIONS[] = {{.counts = TOC_COUNTS_EVENTS, .threshold = 1, .roots = 1u << TOC_CONSULT},
                                         {.counts = TOC_COUNTS_EVENTS, .threshold = 2, .roots = 1u << TOC_CONSULT},
                                         {.counts = TOC_COUNTS_DISPUTE, .threshold = 1}};
enum { QUESTION_COUNT = sizeof QUESTIONS / sizeof *QUESTIONS };

static toc_err err;

static toc_event told(const char *source, const char *target, toc_root root, int day) {
    return event_make(source, target, "", "040", root, 1, TOC_DONE, FIRST + day, day);
}

static bool fill(toc_expect *pool) {
    const toc_event events[] = {told("AAA", "BBB", TOC_CONSULT, 0),     told("BBBGOV", "AAA", TOC_CONSULT, 5),
                                told("AAA", "BBBMIL", TOC_CONSULT, 20), told("AAA", "CCC", TOC_ACCUSE, 30),
                                told("AAAOPP", "BBB", TOC_CONSULT, 60), /* nobody official: of any kind only */
                                told("AAA", "AAAGOV", TOC_CONSULT, 61), told("AAA", "", TOC_CONSULT, 62),
                                told("AAA", "CCC", TOC_CONSULT, -1),    told("AAA", "CCC", TOC_CONSULT, DAYS)};
    bool done = toc_expect_init(pool, QUESTIONS, QUESTION_COUNT, FIRST, FIRST + DAYS - 1, &err) == TOC_OK;
    for (size_t i = 0; done && i < sizeof events / sizeof *events; i++)
        done = toc_expect_take(pool, &events[i], &err) == TOC_OK;
    return done;
}

static double expected(const toc_expect *pool, size_t question, const char *a, const char *b) {
    toc_str x = toc_str_of(a), y = toc_str_of(b);
    toc_side left = {.members = &x, .member_count = 1}, right = {.members = &y, .member_count = 1};
    return toc_expect_of(pool, question, &left, &right);
}

static bool is_near(double x, double y) {
    return fabs(x - y) < 1e-12;
}

static void test_a_case_by_hand(void **state) {
    (void)state;
    toc_expect pool;
    assert_true(fill(&pool));
    /* episodes: AAA-BBB on days 0 (with 5), 20 and 60, of which two are meetings of officials; AAA-CCC on day 30 */
    double busy = 4 * 3 + 4 * 1 + 3 * 1, even = (0.05 * 2 + 0.5) / 3;
    assert_true(is_near(expected(&pool, 0, "AAA", "BBB"), (0.95 * 2 * (3. / 8 + 12 / busy / 2) + even) / DAYS));
    assert_true(is_near(expected(&pool, 0, "BBB", "CCC"), (0.95 * 2 * (3 / busy / 2) + even) / DAYS));
    assert_true(is_near(expected(&pool, 0, "BBB", "ZZZ"), even / DAYS)); /* nobody knows ZZZ */
    even = (0.05 * 3 + 0.5) / 3;                                         /* above one each day counts: 0, 5, 20 */
    assert_true(is_near(expected(&pool, 1, "AAA", "BBB"), (0.95 * 3 * (3. / 8 + 12 / busy / 2) + even) / DAYS));
    assert_true(is_near(expected(&pool, 2, "BBB", "ZZZ"), 0.5 / 3 / DAYS)); /* not counted from events */
    toc_expect_fini(&pool);
}

static void test_sides_add_up_and_mirror(void **state) {
    (void)state;
    toc_expect pool;
    toc_str one[] = {TOC_STR("AAA")}, two[] = {TOC_STR("BBB"), TOC_STR("CCC")};
    toc_side a = {.members = one, .member_count = 1}, b = {.members = two, .member_count = 2};
    assert_true(fill(&pool));
    double both = toc_expect_of(&pool, 0, &a, &b);
    assert_true(both == toc_expect_of(&pool, 0, &b, &a));
    assert_true(is_near(both, expected(&pool, 0, "AAA", "BBB") + expected(&pool, 0, "AAA", "CCC")));
    assert_true(expected(&pool, 0, "AAA", "BBB") == expected(&pool, 0, "BBB", "AAA"));
    toc_expect_fini(&pool);
}

static void test_an_empty_ledger_expects_nothing(void **state) {
    (void)state;
    toc_expect pool;
    assert_int_equal(toc_expect_init(&pool, QUESTIONS, QUESTION_COUNT, FIRST, FIRST + 9, &err), TOC_OK);
    assert_true(expected(&pool, 0, "AAA", "BBB") == 0);
    toc_expect_fini(&pool);
}

static bool refused_work(void *ctx) {
    toc_expect pool;
    bool done = fill(&pool);
    if (done)
        *(double *)ctx = expected(&pool, 0, "AAA", "BBB");
    toc_expect_fini(&pool);
    return done;
}

static void test_every_allocation_refused(void **state) {
    (void)state;
    double value = 0;
    assert_true(refuse_each(refused_work, &value) > 3);
    assert_true(value > 0.01);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_case_by_hand), cmocka_unit_test(test_sides_add_up_and_mirror),
        cmocka_unit_test(test_an_empty_ledger_expects_nothing), cmocka_unit_test(test_every_allocation_refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
