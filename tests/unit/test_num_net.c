/* Small nets: they learn what no straight line can, heed weights and margins, repeat themselves, explain themselves;
 * refused memory and wrong sizes are said. */
#include "base/rng.h"
#include "cm.h"
#include "num/net.h"
#include "refuse.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS = 4000, COLUMNS = 3 };

typedef struct set {
    float rows[ROWS * COLUMNS], weights[ROWS], margins[ROWS];
    uint8_t happened[ROWS];
} set;

static const toc_net_options options = {
    .hidden = 12, .rounds = 30, .rate = 0.01, .decay = 0.01, .left_out = 0.1, .seed = 4};

/* It happens where columns 0 and 1 are on different sides of 0; column 2 says nothing. */
static set *xor_set(void) {
    set *s = calloc(1, sizeof *s);
    toc_rng rng;
    toc_rng_init(&rng, 8);
    for (int i = 0; i < ROWS; i++) {
        float *row = s->rows + i * COLUMNS;
        for (int c = 0; c < COLUMNS; c++)
            row[c] = (float)(toc_rng_unit(&rng) * 3 - 1.5);
        s->happened[i] = (row[0] > 0) != (row[1] > 0);
        s->weights[i] = 1;
    }
    return s;
}

static int right_of(const set *s, const toc_net *net) {
    int right = 0;
    for (int i = 0; i < ROWS; i++)
        right += (toc_net_margin(net, s->rows + i * COLUMNS) > 0) == s->happened[i];
    return right;
}

static void test_what_no_line_parts_is_learnt(void **state) {
    (void)state;
    set *s = xor_set();
    toc_net *net = calloc(1, sizeof *net), *again = calloc(1, sizeof *again);
    assert_int_equal(toc_net_fit(s->rows, COLUMNS, s->happened, NULL, NULL, ROWS, &options, net, NULL), TOC_OK);
    assert_true(right_of(s, net) > ROWS * 94 / 100);
    for (int i = 0; i < ROWS; i++) /* the scale of weights says nothing */
        s->weights[i] = 7;
    assert_int_equal(toc_net_fit(s->rows, COLUMNS, s->happened, s->weights, NULL, ROWS, &options, again, NULL), TOC_OK);
    assert_memory_equal(net, again, sizeof *net);
    free(net), free(again), free(s);
}

static void test_parts_make_the_whole(void **state) {
    (void)state;
    set *s = xor_set();
    toc_net *net = calloc(1, sizeof *net);
    assert_int_equal(toc_net_fit(s->rows, COLUMNS, s->happened, NULL, NULL, ROWS, &options, net, NULL), TOC_OK);
    for (int i = 0; i < ROWS; i += 37) {
        double parts[COLUMNS] = {0};
        double sum = toc_net_parts(net, s->rows + i * COLUMNS, 0.5, parts);
        for (int c = 0; c < COLUMNS; c++)
            sum += parts[c];
        assert_true(fabs(sum - 0.5 * toc_net_margin(net, s->rows + i * COLUMNS)) < 1e-4);
    }
    float nothing[COLUMNS] = {0}, one[COLUMNS] = {1, 0, 0};
    double parts[COLUMNS] = {0};
    double start = toc_net_parts(net, nothing, 1, parts);
    assert_true(parts[0] == 0 && parts[1] == 0 && fabs(start - toc_net_margin(net, nothing)) < 1e-6);
    toc_net_parts(net, one, 1, parts);
    assert_true(parts[0] != 0 && parts[1] == 0 && parts[2] == 0);
    free(net), free(s);
}

static void test_weights_and_margins_are_heeded(void **state) {
    (void)state;
    set *s = xor_set();
    toc_net *net = calloc(1, sizeof *net);
    for (int i = 0; i < ROWS; i++) /* what happens on the right of column 0 counts for nothing: column 1 decides */
        s->weights[i] = s->rows[i * COLUMNS] > 0 ? 0 : 1;
    assert_int_equal(toc_net_fit(s->rows, COLUMNS, s->happened, s->weights, NULL, ROWS, &options, net, NULL), TOC_OK);
    int left = 0, right = 0;
    for (int i = 0; i < ROWS; i++) {
        bool said = toc_net_margin(net, s->rows + i * COLUMNS) > 0;
        left += s->rows[i * COLUMNS] <= 0 && said == s->happened[i];
        right += s->rows[i * COLUMNS] > 0 && said == s->happened[i];
    }
    assert_true(left > ROWS * 45 / 100 && right < ROWS / 4);
    double said[3] = {0}; /* beside a margin that knows it already, without one, beside one that has it wrong */
    for (int way = 0; way < 3; way++) {
        for (int i = 0; i < ROWS; i++)
            s->margins[i] = (float)(1 - way) * (s->happened[i] ? 8 : -8);
        assert_int_equal(toc_net_fit(s->rows, COLUMNS, s->happened, NULL, s->margins, ROWS, &options, net, NULL),
                         TOC_OK);
        for (int i = 0; i < ROWS; i++)
            said[way] += fabs(toc_net_margin(net, s->rows + i * COLUMNS)) / ROWS;
    }
    assert_true(said[0] < 0.8 * said[1] && said[1] < 0.8 * said[2]);
    free(net), free(s);
}

static void test_wrong_sizes_are_said(void **state) {
    (void)state;
    set *s = xor_set();
    toc_net *net = calloc(1, sizeof *net);
    toc_net_options wide = options;
    wide.hidden = TOC_NET_HIDDEN_MAX + 1;
    assert_int_equal(toc_net_fit(s->rows, COLUMNS, s->happened, NULL, NULL, ROWS, &wide, net, NULL), TOC_EUSAGE);
    assert_int_equal(toc_net_fit(s->rows, COLUMNS, s->happened, NULL, NULL, 0, &options, net, NULL), TOC_EUSAGE);
    assert_int_equal(toc_net_fit(s->rows, TOC_NET_COLUMNS_MAX + 1, s->happened, NULL, NULL, 1, &options, net, NULL),
                     TOC_EUSAGE);
    free(net), free(s);
}

static bool fit_once(void *ctx) {
    set *s = ctx;
    toc_net net;
    return toc_net_fit(s->rows, COLUMNS, s->happened, NULL, NULL, 50, &options, &net, NULL) == TOC_OK;
}

static void test_refused_memory_is_survived(void **state) {
    (void)state;
    set *s = xor_set();
    assert_true(refuse_each(fit_once, s) == 5);
    free(s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_no_line_parts_is_learnt),   cmocka_unit_test(test_parts_make_the_whole),
        cmocka_unit_test(test_weights_and_margins_are_heeded), cmocka_unit_test(test_wrong_sizes_are_said),
        cmocka_unit_test(test_refused_memory_is_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
