/* Scenarios: without assumptions nothing differs, threads change no byte, what is left out does not happen. */
#include "cm.h"

#include "refuse.h"

#include "scenario/whatif.h"

#include <math.h>
#include <string.h>

enum { PAST = 200, RUNS = 400, CELLS = TOC_STREAM_CELLS, ALL = TOC_STREAM_SOURCES };

static uint32_t counts[PAST * ALL];
static toc_hawkes_days past;
static toc_stream_pooled pooled;
static toc_hawkes_fitted fitted;

static int learn(void **state) {
    toc_rng rng;
    (void)state;
    toc_rng_init(&rng, 1);
    for (size_t k = 0; k < PAST * ALL; k++)
        counts[k] = k % ALL < CELLS ? toc_hawkes_count(0.15, 0.5, toc_rng_unit(&rng)) : 0;
    past = (toc_hawkes_days){16000, PAST, CELLS, ALL, counts, NULL};
    return toc_stream_pool(&past, 1, TOC_HAWKES_POWER, 0.8, &pooled, NULL) == TOC_OK &&
                   toc_stream_fit(&pooled, &past, &fitted, NULL) == TOC_OK
               ? 0
               : -1;
}

static toc_rc run(const toc_whatif_change *changes, size_t count, size_t threads, uint64_t seed, toc_arena *arena,
                  toc_whatif *out) {
    toc_whatif_options options = {60, RUNS, seed, threads};
    return toc_whatif_run(&pooled, &past, &fitted.model, changes, count, &options, arena, out, NULL);
}

static void without_assumptions_nothing_differs(void **state) {
    toc_arena arena;
    toc_whatif w;
    toc_whatif_sum sum;
    (void)state;
    toc_arena_init(&arena, 0);
    assert_int_equal(run(NULL, 0, 1, 7, &arena, &w), TOC_OK);
    assert_memory_equal(w.with, w.without, RUNS * CELLS * sizeof *w.with);
    assert_int_equal(toc_whatif_add_up(&w, 0xFF, &arena, &sum, NULL), TOC_OK);
    assert_true(sum.difference == 0 && sum.difference_ci.low == 0 && sum.difference_ci.high == 0);
    assert_true(sum.without.mean > 20 && sum.without.low < sum.without.middle && sum.without.middle < sum.without.high);
    toc_arena_fini(&arena);
}

static void threads_change_no_byte_and_seeds_do(void **state) {
    toc_arena arena;
    toc_whatif one, three, other;
    toc_whatif_change change = {.cells = {0, 0, 0, 2, 0, 0, 0, 0}, .first = 5, .every = 10};
    (void)state;
    toc_arena_init(&arena, 0);
    assert_int_equal(run(&change, 1, 1, 7, &arena, &one), TOC_OK);
    assert_int_equal(run(&change, 1, 3, 7, &arena, &three), TOC_OK);
    assert_int_equal(run(&change, 1, 1, 8, &arena, &other), TOC_OK);
    assert_memory_equal(one.with, three.with, RUNS * CELLS * sizeof *one.with);
    assert_memory_equal(one.without, three.without, RUNS * CELLS * sizeof *one.with);
    assert_memory_not_equal(one.with, other.with, RUNS * CELLS * sizeof *one.with);
    toc_arena_fini(&arena);
}

static void added_events_bring_about_others(void **state) {
    toc_arena arena;
    toc_whatif w;
    toc_whatif_sum sum;
    toc_whatif_change change = {.cells = {0, 0, 0, 5, 0, 0, 0, 0}, .first = 1};
    toc_hawkes strong = fitted.model;
    toc_whatif_options options = {60, RUNS, 7, 1};
    (void)state;
    memset(strong.excite, 0, sizeof strong.excite);
    strong.excite[7][3] = 0.8; /* B answers */
    strong.level = 0;
    toc_arena_init(&arena, 0);
    assert_int_equal(toc_whatif_run(&pooled, &past, &strong, &change, 1, &options, &arena, &w, NULL), TOC_OK);
    double mean = 0;
    for (size_t r = 0; r < RUNS; r += TOC_WHATIF_MODELS) { /* of the model itself */
        const uint32_t *a = w.with + r * CELLS, *b = w.without + r * CELLS;
        for (int c = 0; c < CELLS; c++)
            assert_true(a[c] >= b[c] && (c == 7 || a[c] == b[c]));
        mean += (double)(a[7] - b[7]) / (RUNS / TOC_WHATIF_MODELS);
    }
    assert_true(mean > 1 && mean < 5); /* 5 * 0.8, less what comes after 60 days */
    assert_int_equal(toc_whatif_add_up(&w, 1u << 7, &arena, &sum, NULL), TOC_OK);
    assert_true(sum.difference > 0 && sum.difference_ci.low <= sum.difference &&
                sum.difference <= sum.difference_ci.high);
    toc_arena_fini(&arena);
}

static void what_is_left_out_does_not_happen(void **state) {
    toc_arena arena;
    toc_whatif w;
    toc_whatif_change change = {.drop = true, .shares = {0, 1, 0, 0, 0, 0.5, 0, 0}};
    double with = 0, without = 0;
    (void)state;
    toc_arena_init(&arena, 0);
    assert_int_equal(run(&change, 1, 1, 7, &arena, &w), TOC_OK);
    for (size_t r = 0; r < RUNS; r++) {
        assert_int_equal(w.with[r * CELLS + 1], 0);
        with += w.with[r * CELLS + 5];
        without += w.without[r * CELLS + 5];
    }
    assert_true(with > 0.3 * without && with < 0.6 * without);
    toc_arena_fini(&arena);
}

static void what_makes_no_sense_is_refused(void **state) {
    toc_arena arena;
    toc_whatif w;
    toc_whatif_options few = {60, 10, 7, 1}, long_ago = {100000, RUNS, 7, 1};
    (void)state;
    toc_arena_init(&arena, 0);
    assert_int_equal(toc_whatif_run(&pooled, &past, &fitted.model, NULL, 0, &few, &arena, &w, NULL), TOC_EUSAGE);
    assert_int_equal(toc_whatif_run(&pooled, &past, &fitted.model, NULL, 0, &long_ago, &arena, &w, NULL), TOC_EUSAGE);
    toc_arena_fini(&arena);
}

static bool run_once(void *ctx) {
    toc_arena arena;
    toc_whatif w;
    toc_whatif_options options = {5, TOC_WHATIF_MODELS, 7, 1};
    toc_hawkes_days few = past; /* so that hundreds of runs are over soon */
    few.days = 15;
    (void)ctx;
    toc_arena_init(&arena, 0);
    toc_rc rc = toc_whatif_run(&pooled, &few, &fitted.model, NULL, 0, &options, &arena, &w, NULL);
    assert_true(rc == TOC_OK || rc == TOC_ENOMEM);
    toc_arena_fini(&arena);
    return rc == TOC_OK;
}

static void refused_memory_is_told(void **state) {
    (void)state;
    assert_true(refuse_each(run_once, NULL) > 40);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_assumptions_nothing_differs), cmocka_unit_test(threads_change_no_byte_and_seeds_do),
        cmocka_unit_test(added_events_bring_about_others),     cmocka_unit_test(what_is_left_out_does_not_happen),
        cmocka_unit_test(what_makes_no_sense_is_refused),      cmocka_unit_test(refused_memory_is_told),
    };
    return cmocka_run_group_tests(tests, learn, NULL);
}
