/* Disputes on a generated panel of 12 states: the past is all that features see, models repeat themselves, are read
 * again as written, find the quarrelsome pairs, explain themselves; damaged files and refused memory are survived. */
#include "base/rng.h"
#include "cm.h"
#include "forecast/dispute.h"
#include "refuse.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { STATES = 12, FIRST = 1900, LAST = 1960, UNTIL = 1950 };

/* cut: rows of this year and later are another world's. */
static toc_dispute_panel *panel_made(int cut, int outcomes_to) {
    toc_buf pairs, states;
    toc_rng rng;
    toc_dispute_panel *panel = NULL;
    toc_buf_init(&pairs, 1 << 26), toc_buf_init(&states, 1 << 26);
    toc_buf_add_cstr(&pairs,
                     "year,ccode1,ccode2,conttype,mindist,capdist,atop_defense,atop_offense,atop_neutral,atop_nonagg,"
                     "atop_consul,dyadigos,gml_ongoing,gml_onset,gml_hostlev,gml_fatalonset,rivalry_tss\n");
    toc_buf_add_cstr(&states, "year,ccode,cinc,milex,milper,tpop,polity2,v2x_polyarchy,mrgdppc,major,statenme\n");
    toc_rng_init(&rng, 11);
    for (int year = FIRST; year <= LAST; year++) {
        if (year == cut)
            toc_rng_init(&rng, 99);
        for (int a = 1; a <= STATES; a++) {
            toc_buf_printf(&states, "%d,%d,0.0%d,%d,,%d,%d,0.%d,%d,%d,\"State, %d\"\n", year, a * 70, a, a * 3, a * 100,
                           a % 20 - 10 + (year >= cut), a % 10, a * 1000, a < 3, a);
            for (int b = a + 1; b <= STATES; b++) {
                bool near = b == a + 1, enemies = near && a % 2;
                int onset = toc_rng_unit(&rng) < (enemies ? 0.4 : near ? 0.05 : 0.004) * (year >= cut ? 2 : 1);
                toc_buf_printf(&pairs, "%d,%d,%d,%d,%s,%d,%d,0,0,0,0,%d,", year, a * 70, b * 70, near, near ? "0" : "",
                               (b - a) * 500, b == a + 2, 20 + a + (year >= cut));
                if (year <= outcomes_to)
                    toc_buf_printf(&pairs, "%d,%d,%d,0,0\n", onset, onset, onset * 4);
                else
                    toc_buf_add_cstr(&pairs, ",,,,\n");
            }
        }
    }
    assert_int_equal(toc_dispute_panel_new(&panel, NULL), TOC_OK);
    assert_int_equal(toc_dispute_panel_add_pairs(panel, "pairs", toc_buf_str(&pairs), NULL), TOC_OK);
    assert_int_equal(toc_dispute_panel_add_states(panel, "states", toc_buf_str(&states), NULL), TOC_OK);
    assert_int_equal(toc_dispute_panel_sort(panel, NULL), TOC_OK);
    assert_int_equal(panel->rejected, 0);
    assert_int_equal(panel->last_outcome, outcomes_to);
    toc_buf_fini(&pairs), toc_buf_fini(&states);
    return panel;
}

static void test_no_feature_sees_its_year_or_later(void **state) {
    (void)state;
    for (int cut = 1920; cut <= 1950; cut += 15) {
        toc_dispute_panel *whole = panel_made(9999, LAST), *changed = panel_made(cut, LAST),
                          *ended = panel_made(9999, cut - 1);
        toc_dispute_features a, b, c, d;
        assert_int_equal(toc_dispute_features_make(whole, FIRST, cut, &a, NULL), TOC_OK);
        assert_int_equal(toc_dispute_features_make(changed, FIRST, cut, &b, NULL), TOC_OK);
        assert_int_equal(toc_dispute_features_make(ended, FIRST, cut, &c, NULL), TOC_OK);
        assert_int_equal(a.count, (cut - FIRST + 1) * STATES * (STATES - 1) / 2);
        size_t bytes = a.count * TOC_DISPUTE_FEATURE_COUNT * sizeof(float);
        assert_memory_equal(a.values, b.values, bytes);
        assert_memory_equal(a.values, c.values, bytes);
        assert_int_equal(toc_dispute_features_make(changed, cut + 1, cut + 1, &d, NULL), TOC_OK);
        toc_dispute_features_fini(&a);
        assert_int_equal(toc_dispute_features_make(whole, cut + 1, cut + 1, &a, NULL), TOC_OK);
        assert_memory_not_equal(a.values, d.values, a.count * TOC_DISPUTE_FEATURE_COUNT * sizeof(float));
        toc_dispute_features_fini(&a), toc_dispute_features_fini(&b), toc_dispute_features_fini(&c);
        toc_dispute_features_fini(&d);
        toc_dispute_panel_free(whole), toc_dispute_panel_free(changed), toc_dispute_panel_free(ended);
    }
}

static const float *row_in(const toc_dispute_panel *panel, const toc_dispute_features *f, int year, int a, int b) {
    for (size_t i = 0; i < f->count; i++) {
        const toc_dispute_row *row = &panel->rows[f->rows[i]];
        if (row->year == year && panel->cow[row->a] == a && panel->cow[row->b] == b)
            return f->values + i * TOC_DISPUTE_FEATURE_COUNT;
    }
    return NULL;
}

static void test_histories_are_what_they_say(void **state) {
    (void)state;
    static const char pairs[] =
        "year,ccode1,ccode2,conttype,mindist,capdist,atop_defense,atop_offense,atop_neutral,atop_nonagg,atop_consul,"
        "dyadigos,gml_ongoing,gml_onset,gml_hostlev,gml_fatalonset\n"
        "1900,2,20,1,0,700,1,0,0,0,0,5,1,1,4,1\r\n1901,2,20,1,0,700,1,0,0,0,0,6,0,0,0,0\r\n"
        "1902,2,20,1,0,700,0,0,0,0,0,7,1,0,3,0\r\n1903,2,20,,,,,,,,,,0,0,0,0\r\n1904,2,20,1,0,700,1,0,0,0,0,5,0,0,0,"
        "0\r\n"
        "x,2,20,1,0,700,1,0,0,0,0,5,0,0,0,0\r\n";
    static const char states[] = "year,ccode,cinc,milex,milper,tpop,polity2,v2x_polyarchy,mrgdppc,major\n"
                                 "1900,2,0.2,1,1,10,9,0.8,100,1\n1900,20,0.1,1,1,5,-4,0.2,50,0\n1903,2,,,,,,,,\n";
    toc_dispute_panel *panel = NULL;
    toc_dispute_features f;
    assert_int_equal(toc_dispute_panel_new(&panel, NULL), TOC_OK);
    assert_int_equal(toc_dispute_panel_add_pairs(panel, "p", TOC_STR(pairs), NULL), TOC_OK);
    assert_int_equal(toc_dispute_panel_add_states(panel, "s", TOC_STR(states), NULL), TOC_OK);
    assert_int_equal(toc_dispute_panel_sort(panel, NULL), TOC_OK);
    assert_int_equal(panel->rejected, 1);
    assert_int_equal(toc_dispute_features_make(panel, 1900, 1904, &f, NULL), TOC_OK);
    const float *first = row_in(panel, &f, 1900, 2, 20), *then = row_in(panel, &f, 1901, 2, 20),
                *late = row_in(panel, &f, 1904, 2, 20);
    assert_true(first[TOC_DISPUTE_F_onsets_4] == 0 && isnan(first[TOC_DISPUTE_F_contiguity]));
    assert_true(then[TOC_DISPUTE_F_onsets_4] == 1 && then[TOC_DISPUTE_F_last_hostility] == 4);
    assert_true(then[TOC_DISPUTE_F_contiguity] == 5 && then[TOC_DISPUTE_F_igos] == 5 &&
                then[TOC_DISPUTE_F_defense] == 1);
    assert_true(fabsf(late[TOC_DISPUTE_F_onsets_4] - exp2f(-3 / 4.0f)) < 1e-5f);
    assert_true(fabsf(late[TOC_DISPUTE_F_hostile_5] - 4 * exp2f(-3 / 5.0f) - 3 * exp2f(-1 / 5.0f)) < 1e-4f);
    assert_true(late[TOC_DISPUTE_F_last_ongoing] == 0 && late[TOC_DISPUTE_F_igos] == 7 &&
                late[TOC_DISPUTE_F_defense] == 0);
    assert_true(fabsf(late[TOC_DISPUTE_F_peace_years] - logf(2)) < 1e-6f); /* one went on in 1902 */
    assert_true(late[TOC_DISPUTE_F_polity_low] == -4 && late[TOC_DISPUTE_F_polity_high] == 9);
    assert_true(late[TOC_DISPUTE_F_majors] == 1);
    assert_true(late[TOC_DISPUTE_F_busy_high] == 0 && late[TOC_DISPUTE_F_hostile_high] == 0); /* none with others */
    assert_true(late[TOC_DISPUTE_F_state_2_high] <
                0.15f); /* the pair's share goes out with the nearest half-life, nearly */
    assert_true(late[TOC_DISPUTE_F_ongoing_10] > then[TOC_DISPUTE_F_ongoing_10] * 0.8f); /* 1900 and 1902 */
    assert_true(fabsf(late[TOC_DISPUTE_F_fatal_40] - exp2f(-3 / 40.0f)) < 1e-5f);
    assert_true(first[TOC_DISPUTE_F_excess_pair] == 0 &&
                then[TOC_DISPUTE_F_excess_pair] > late[TOC_DISPUTE_F_excess_pair]);
    assert_true(then[TOC_DISPUTE_F_kind_rate] > first[TOC_DISPUTE_F_kind_rate]);
    assert_true(late[TOC_DISPUTE_F_igos_over] == 0); /* the only pair is the mean */
    assert_true(late[TOC_DISPUTE_F_enemy_chain] == 0 && late[TOC_DISPUTE_F_heat_high] < 0.15f); /* no third state */
    toc_dispute_features_fini(&f);
    toc_dispute_panel_free(panel);
}

/* 2 fought 20 and 41 fought 31 lately, and 20 fought 31: a chain leads from 2 to 41. Two allies of 70 are those of 90.
 */
static void test_third_states_count(void **state) {
    (void)state;
    static const int fought[][2] = {{2, 20}, {20, 31}, {31, 41}}, bound[][2] = {{40, 70}, {42, 70}, {40, 90}, {42, 90}};
    static const int codes[] = {2, 20, 31, 40, 41, 42, 70, 90};
    enum { N = sizeof codes / sizeof *codes };
    toc_dispute_panel *panel = NULL;
    toc_dispute_features f;
    toc_buf pairs;
    toc_buf_init(&pairs, 1 << 20);
    toc_buf_add_cstr(&pairs,
                     "year,ccode1,ccode2,conttype,mindist,capdist,atop_defense,atop_offense,atop_neutral,atop_nonagg,"
                     "atop_consul,dyadigos,gml_ongoing,gml_onset,gml_hostlev,gml_fatalonset\n");
    for (int year = 1950; year <= 1951; year++)
        for (int a = 0; a < N; a++)
            for (int b = a + 1; b < N; b++) {
                int onset = 0, allies = 0;
                for (int i = 0; i < 3; i++)
                    onset += year == 1950 && fought[i][0] == codes[a] && fought[i][1] == codes[b];
                for (int i = 0; i < 4; i++)
                    allies += bound[i][0] == codes[a] && bound[i][1] == codes[b];
                toc_buf_printf(&pairs, "%d,%d,%d,%d,0,500,%d,0,0,0,0,5,%d,%d,%d,0\n", year, codes[a], codes[b],
                               codes[a] == 41 && codes[b] == 42, allies, onset, onset, 3 * onset);
            }
    assert_int_equal(toc_dispute_panel_new(&panel, NULL), TOC_OK);
    assert_int_equal(toc_dispute_panel_add_pairs(panel, "p", toc_buf_str(&pairs), NULL), TOC_OK);
    assert_int_equal(
        toc_dispute_panel_add_states(panel, "s",
                                     TOC_STR("year,ccode,cinc,milex,milper,tpop,polity2,v2x_polyarchy,mrgdppc,major\n"
                                             "1945,2,0.1,100,1,10,9,0.8,100,1\n1950,2,0.2,800,1,10,9,0.8,100,1\n"),
                                     NULL),
        TOC_OK);
    assert_int_equal(toc_dispute_panel_sort(panel, NULL), TOC_OK);
    assert_int_equal(toc_dispute_features_make(panel, 1951, 1951, &f, NULL), TOC_OK);
    const float *chain = row_in(panel, &f, 1951, 2, 41), *direct = row_in(panel, &f, 1951, 2, 20),
                *none = row_in(panel, &f, 1951, 2, 31), *likes = row_in(panel, &f, 1951, 70, 90);
    /* each link a share of the faded disputes of its state, and 1: both ways, 1/3 of 1/3 */
    assert_true(fabsf(chain[TOC_DISPUTE_F_enemy_chain] - 2 / 9.0f) < 1e-5f);
    assert_true(fabsf(direct[TOC_DISPUTE_F_enemy_chain]) < 1e-6f && none[TOC_DISPUTE_F_enemy_chain] == 0);
    assert_true(none[TOC_DISPUTE_F_common_enemies] == 1 && chain[TOC_DISPUTE_F_common_enemies] == 0);
    assert_true(fabsf(likes[TOC_DISPUTE_F_ally_likeness] - 2 / 3.0f) < 1e-6f);
    const float *beside = row_in(panel, &f, 1951, 42, 70);
    assert_true(beside[TOC_DISPUTE_F_heat_high] == 1); /* 41, the neighbour of 42, fought */
    assert_true(isnan(chain[TOC_DISPUTE_F_arming]));   /* not five years in the books */
    toc_dispute_features_fini(&f);
    toc_dispute_panel_free(panel);
    toc_buf_fini(&pairs);
}

static toc_rc fit(const toc_dispute_panel *panel, toc_dispute_model **out, toc_err *err) {
    toc_dispute_options o = {.until = UNTIL, .now = LAST, .bags = 2, .rounds = 100, .seed = 3};
    return toc_dispute_fit(panel, &o, out, err);
}

static void test_a_model_finds_the_enemies(void **state) {
    (void)state;
    toc_dispute_panel *panel = panel_made(9999, LAST);
    toc_dispute_model *model = NULL, *again = NULL, *back = NULL;
    toc_dispute_seen enemies, strangers;
    toc_buf one, two;
    toc_err err = {0};
    toc_buf_init(&one, 1 << 24), toc_buf_init(&two, 1 << 24);
    assert_int_equal(fit(panel, &model, &err), TOC_OK);
    assert_int_equal(fit(panel, &again, &err), TOC_OK);
    toc_dispute_model_write(model, &one), toc_dispute_model_write(again, &two);
    assert_int_equal(one.len, two.len);
    assert_memory_equal(one.ptr, two.ptr, one.len); /* same panel, same bytes */
    assert_int_equal(toc_dispute_model_read(toc_buf_str(&one), "m", &back, &err), TOC_OK);
    toc_dispute_facts facts = toc_dispute_model_facts(back);
    assert_int_equal(facts.until, UNTIL);
    assert_int_equal(facts.now, LAST);
    assert_int_equal(facts.outcomes_to, LAST - 1);
    assert_int_equal(facts.pairs, STATES * (STATES - 1) / 2);
    assert_true(toc_dispute_seen_now(back, 70, 140, &enemies) && toc_dispute_seen_now(back, 840, 70, &strangers));
    assert_false(toc_dispute_seen_now(back, 70, 141, &strangers));
    toc_dispute_chance high = toc_dispute_predict(back, &enemies), low = toc_dispute_predict(back, &strangers);
    assert_true(high.probability > 0.2 && low.probability < 0.03);
    assert_true(high.low < high.probability && high.probability < high.high && high.high <= 1 && low.low >= 0);
    assert_true(fabs(toc_dispute_predict(model, &enemies).probability - high.probability) < 1e-4);

    toc_dispute_part parts[TOC_DISPUTE_FEATURE_COUNT + 1];
    double base, sum, size = INFINITY;
    toc_dispute_explain(back, &enemies, parts, &base);
    sum = base;
    for (int i = 0; i <= TOC_DISPUTE_FEATURE_COUNT; i++) {
        sum += parts[i].log_odds;
        assert_true(fabs(parts[i].log_odds) <= size);
        size = fabs(parts[i].log_odds);
    }
    assert_true(fabs(sum - log(high.probability / (1 - high.probability))) < 1e-3); /* the parts make the whole */

    toc_dispute_case cases[10];
    size_t count = toc_dispute_alike(back, &enemies, cases, 10);
    assert_true(count > 2 && count <= 10);
    for (size_t i = 1; i < count; i++) {
        assert_true(cases[i - 1].distance <= cases[i].distance && cases[i].year <= UNTIL);
        for (size_t k = 0; k < i; k++)
            assert_false(cases[k].cow_a == cases[i].cow_a && cases[k].cow_b == cases[i].cow_b);
    }
    toc_dispute_model_free(model), toc_dispute_model_free(again), toc_dispute_model_free(back);
    toc_buf_fini(&one), toc_buf_fini(&two);
    toc_dispute_panel_free(panel);
}

static void test_outcomes_after_until_change_nothing(void **state) {
    (void)state;
    toc_dispute_panel *panel = panel_made(9999, LAST), *other = panel_made(UNTIL + 1, LAST);
    toc_dispute_model *model = NULL, *second = NULL;
    toc_dispute_options o = {.until = UNTIL, .bags = 1, .rounds = 5, .seed = 3};
    toc_buf one, two;
    toc_buf_init(&one, 1 << 24), toc_buf_init(&two, 1 << 24);
    assert_int_equal(toc_dispute_fit(panel, &o, &model, NULL), TOC_OK);
    assert_int_equal(toc_dispute_fit(other, &o, &second, NULL), TOC_OK);
    toc_dispute_model_write(model, &one), toc_dispute_model_write(second, &two);
    assert_int_equal(one.len, two.len);
    assert_memory_equal(one.ptr, two.ptr, one.len);
    toc_dispute_model_free(model), toc_dispute_model_free(second);
    toc_dispute_panel_free(panel), toc_dispute_panel_free(other);
    toc_buf_fini(&one), toc_buf_fini(&two);
}

static void test_damaged_models_are_refused(void **state) {
    (void)state;
    toc_dispute_panel *panel = panel_made(9999, LAST);
    toc_dispute_model *model = NULL;
    toc_buf file;
    toc_err err = {0};
    toc_buf_init(&file, 1 << 24);
    assert_int_equal(fit(panel, &model, &err), TOC_OK);
    toc_dispute_model_write(model, &file);
    toc_dispute_model_free(model);
    model = NULL;
    for (size_t length = 0; length < file.len; length += 1 + length / 20)
        assert_int_equal(toc_dispute_model_read((toc_str){file.ptr, length}, "m", &model, &err), TOC_EFORMAT);
    assert_null(model);
    for (size_t at = 0; at < file.len; at += 1 + at / 50) { /* any damage: refused or read, never a crash */
        char old = file.ptr[at];
        toc_dispute_seen seen;
        file.ptr[at] = (char)(old ^ 0xff);
        if (toc_dispute_model_read(toc_buf_str(&file), "m", &model, &err) == TOC_OK) {
            if (toc_dispute_seen_now(model, 70, 140, &seen))
                toc_dispute_predict(model, &seen);
            toc_dispute_model_free(model);
        }
        file.ptr[at] = old;
    }
    toc_buf_fini(&file);
    toc_dispute_panel_free(panel);
}

static void test_what_cannot_be_learnt_is_refused(void **state) {
    (void)state;
    toc_dispute_panel *panel = panel_made(9999, LAST), *empty = NULL;
    toc_dispute_model *model = NULL;
    toc_dispute_options early = {.until = 1901};
    toc_err err = {0};
    assert_int_equal(toc_dispute_fit(panel, &early, &model, &err), TOC_ENOTFOUND);
    assert_non_null(strstr(err.text, "too few"));
    assert_int_equal(toc_dispute_panel_add_pairs(panel, "p", TOC_STR("year,ccode1\n1900,2\n"), &err), TOC_EFORMAT);
    assert_non_null(strstr(err.text, "ccode2"));
    assert_int_equal(toc_dispute_panel_new(&empty, &err), TOC_OK);
    assert_int_equal(toc_dispute_panel_sort(empty, &err), TOC_ENOTFOUND);
    toc_dispute_panel_free(empty);
    toc_dispute_panel_free(panel);
}

static bool fit_once(void *ctx) {
    toc_dispute_options o = {.until = 1930, .now = 1931, .bags = 1, .rounds = 1, .seed = 3};
    toc_dispute_model *model = NULL;
    bool fitted = toc_dispute_fit(ctx, &o, &model, NULL) == TOC_OK;
    toc_dispute_model_free(model);
    return fitted;
}

static void test_refused_memory_is_survived(void **state) {
    (void)state;
    toc_dispute_panel *panel = panel_made(9999, LAST);
    assert_true(refuse_each(fit_once, panel) > 20);
    toc_dispute_panel_free(panel);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_feature_sees_its_year_or_later),
        cmocka_unit_test(test_histories_are_what_they_say),
        cmocka_unit_test(test_third_states_count),
        cmocka_unit_test(test_a_model_finds_the_enemies),
        cmocka_unit_test(test_outcomes_after_until_change_nothing),
        cmocka_unit_test(test_damaged_models_are_refused),
        cmocka_unit_test(test_what_cannot_be_learnt_is_refused),
        cmocka_unit_test(test_refused_memory_is_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
