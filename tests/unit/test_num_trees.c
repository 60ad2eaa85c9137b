/* Boosted trees: they learn a rule with an interaction, keep to monotone columns, repeat themselves, and explain
 * themselves. */
#include "base/mem.h"
#include "base/rng.h"
#include "cm.h"
#include "num/logit.h"
#include "num/trees.h"
#include "refuse.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS = 4000, COLUMNS = 3, TREES = 60 };

typedef struct set {
    float values[ROWS * COLUMNS];
    uint8_t bins[ROWS * COLUMNS], happened[ROWS];
    toc_bins cut;
} set;

/* It happens where columns 0 and 1 are on different sides of 0.5; column 2 says nothing and is often missing. */
static set *xor_set(void) {
    set *s = calloc(1, sizeof *s);
    toc_rng rng;
    toc_rng_init(&rng, 3);
    for (int i = 0; i < ROWS; i++) {
        float *row = s->values + i * COLUMNS;
        row[0] = (float)toc_rng_unit(&rng), row[1] = (float)toc_rng_unit(&rng);
        row[2] = toc_rng_below(&rng, 2) ? NAN : (float)toc_rng_unit(&rng);
        s->happened[i] = (row[0] > 0.5f) != (row[1] > 0.5f);
    }
    assert_int_equal(toc_bins_make(&s->cut, s->values, NULL, ROWS, COLUMNS, 32, NULL), TOC_OK);
    toc_bins_cut(&s->cut, s->values, ROWS, s->bins, COLUMNS);
    return s;
}

static const toc_trees_options options = {.rounds = TREES,
                                          .depth = 3,
                                          .rate = 0.2,
                                          .ridge = 1,
                                          .least_weight = 1,
                                          .row_share = 0.7,
                                          .column_share = 1,
                                          .seed = 5};

static void test_an_interaction_is_learnt(void **state) {
    (void)state;
    set *s = xor_set();
    toc_tree *trees = calloc(TREES, sizeof *trees), *again = calloc(TREES, sizeof *trees);
    int right = 0;
    assert_int_equal(toc_trees_fit(s->bins, COLUMNS, COLUMNS, s->happened, NULL, NULL, ROWS, &options, trees, NULL),
                     TOC_OK);
    for (int i = 0; i < ROWS; i++)
        right += (toc_trees_margin(trees, TREES, s->bins + i * COLUMNS) > 0) == s->happened[i];
    assert_true(right > ROWS * 95 / 100);
    assert_int_equal(toc_trees_fit(s->bins, COLUMNS, COLUMNS, s->happened, NULL, NULL, ROWS, &options, again, NULL),
                     TOC_OK);
    assert_memory_equal(trees, again, TREES * sizeof *trees);
    for (int i = 0; i < ROWS; i += 97) { /* the parts and the roots are the whole */
        double parts[COLUMNS] = {0};
        double sum = toc_trees_parts(trees, TREES, s->bins + i * COLUMNS, parts);
        for (int c = 0; c < COLUMNS; c++)
            sum += parts[c];
        assert_true(fabs(sum - toc_trees_margin(trees, TREES, s->bins + i * COLUMNS)) < 1e-6);
    }
    free(trees), free(again), free(s);
}

static void test_weights_stand_for_rows(void **state) {
    (void)state;
    set *s = xor_set();
    toc_tree *trees = calloc(TREES, sizeof *trees);
    float *weights = calloc(ROWS, sizeof *weights);
    for (int i = 0; i < ROWS; i++) /* what happens on the right of column 0 counts for nothing */
        weights[i] = s->values[i * COLUMNS] > 0.5f ? 0 : 1;
    assert_int_equal(toc_trees_fit(s->bins, COLUMNS, COLUMNS, s->happened, weights, NULL, ROWS, &options, trees, NULL),
                     TOC_OK);
    int like_left = 0, right = 0;
    for (int i = 0; i < ROWS; i++) {
        if (weights[i] > 0)
            continue;
        right++;
        like_left += (toc_trees_margin(trees, TREES, s->bins + i * COLUMNS) > 0) == (s->values[i * COLUMNS + 1] > 0.5f);
    }
    assert_true(like_left > right * 9 / 10);
    free(trees), free(weights), free(s);
}

static void test_monotone_columns_never_turn(void **state) {
    (void)state;
    enum { N = 3000 };
    float *values = calloc(N, sizeof *values);
    uint8_t *bins = calloc(N, 1), *happened = calloc(N, 1);
    toc_bins *cut = calloc(1, sizeof *cut);
    toc_tree *trees = calloc(TREES, sizeof *trees);
    toc_rng rng;
    toc_rng_init(&rng, 8);
    for (int i = 0; i < N; i++) { /* rises, but falls in the middle */
        values[i] = (float)toc_rng_unit(&rng);
        double chance = values[i] > 0.4f && values[i] < 0.6f ? 0.1 : (double)values[i];
        happened[i] = toc_rng_unit(&rng) < chance;
    }
    int8_t up = 1;
    toc_trees_options o = options;
    assert_int_equal(toc_bins_make(cut, values, NULL, N, 1, 32, NULL), TOC_OK);
    toc_bins_cut(cut, values, N, bins, 1);
    for (int bound = 0; bound < 2; bound++) {
        bool falls = false;
        o.monotone = bound ? &up : NULL;
        assert_int_equal(toc_trees_fit(bins, 1, 1, happened, NULL, NULL, N, &o, trees, NULL), TOC_OK);
        for (uint8_t bin = 2; bin <= 32; bin++) {
            uint8_t before = (uint8_t)(bin - 1);
            falls = falls || toc_trees_margin(trees, TREES, &bin) < toc_trees_margin(trees, TREES, &before) - 1e-9;
        }
        assert_true(falls == !bound);
    }
    free(values), free(bins), free(happened), free(cut), free(trees);
}

static void test_bins_keep_missing_apart(void **state) {
    (void)state;
    float values[] = {1, NAN, 2, 3, 2, INFINITY};
    uint8_t bins[6];
    toc_bins *cut = calloc(1, sizeof *cut);
    assert_int_equal(toc_bins_make(cut, values, NULL, 5, 1, 8, NULL), TOC_OK);
    toc_bins_cut(cut, values, 6, bins, 1);
    const uint8_t expected[] = {1, 0, 2, 3, 2, 3};
    assert_memory_equal(bins, expected, 6);
    assert_int_equal(toc_bins_make(cut, values, NULL, 5, 1, TOC_BINS_MAX, NULL), TOC_EUSAGE);
    free(cut);
}

static void test_logit_finds_its_own_coefficients(void **state) {
    (void)state;
    enum { N = 20000 };
    float *values = calloc(N * 2, sizeof *values);
    uint8_t *happened = calloc(N, 1);
    toc_rng rng;
    double out[2];
    toc_rng_init(&rng, 4);
    for (int i = 0; i < N; i++) {
        values[2 * i] = 1, values[2 * i + 1] = (float)(toc_rng_unit(&rng) * 4 - 2);
        happened[i] = toc_rng_unit(&rng) < 1 / (1 + exp(1 - 1.5 * (double)values[2 * i + 1]));
    }
    assert_int_equal(toc_logit_fit(values, happened, NULL, N, 2, 0, out, NULL), TOC_OK);
    assert_true(fabs(out[0] + 1) < 0.08 && fabs(out[1] - 1.5) < 0.08);
    assert_int_equal(toc_logit_fit(values, happened, NULL, N, 2, 1e9, out, NULL), TOC_OK);
    assert_true(fabs(out[1]) < 0.01);
    for (int i = 0; i < N; i++)
        values[2 * i + 1] = 2;
    assert_int_equal(toc_logit_fit(values, happened, NULL, N, 2, 0, out, NULL), TOC_EFORMAT);
    assert_int_equal(toc_logit_fit(values, happened, NULL, N, TOC_LOGIT_COLUMNS_MAX + 1, 0, out, NULL), TOC_EUSAGE);
    free(values), free(happened);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_interaction_is_learnt),         cmocka_unit_test(test_weights_stand_for_rows),
        cmocka_unit_test(test_monotone_columns_never_turn),      cmocka_unit_test(test_bins_keep_missing_apart),
        cmocka_unit_test(test_logit_finds_its_own_coefficients),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
