/*
 * The learnt judge of sentence borders, with the model of the project: each case is a text with "|" where a border
 * must be and nowhere else; the rules alone see other borders in the first row of cases and the same in the second.
 * Laws: every byte that is no white space is in exactly one sentence whatever the weights; the work is linear; a
 * damaged model is refused; a refused allocation is survived.
 */
#include "scratch.h"
#include "text/splitter.h"

#include "base/mem.h"
#include "base/rng.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <time.h>

#include <cmocka.h>

static char model_path[1024];

static const char *const learnt[] = {
    "The lunch was very good :)|We will come again",
    "See attached file: a.doc|Regards,|Debra",
    "Call me at home http://example.org/a|Thanks so much",
};

static const char *const as_ruled[] = {
    "MINSK, Aug. 15 (Agency) - Belarus said on Tuesday that U.S. Secretary of State Antony Blinken had "
    "called.|President "
    "Lukashenko met Mr. Putin in St. Petersburg on Sept. 3 at 5 p.m. Moscow time.",
    "He asked \"is it true?\" and went home.",
    "NATO leaders approve spearhead force",
    "I have read the budget.|Thanks, Ann",
    "Uganda fed 60,000 Congolese through the lean months.|Norway paid.",
    "Nobody else is suspected, said Baku: Armenians had wrecked the station; Yerevan denied it.",
    "Slighted, Cuba sent Bolivia a letter, and Brazil's Lula a copy.",
    "\"We will not leave,\" General Ivan Petrov said.|\"Never.\"|Kyiv did not comment.",
};

static void check(const toc_splitter *splitter, const char *spec, bool same) {
    char text[1024], got[1024];
    size_t len = strlen(spec), used = 0, count;
    toc_sentence *list;
    toc_arena arena;
    toc_arena_init(&arena, 0);
    for (size_t i = 0; i <= len; ++i)
        text[i] = spec[i] == '|' ? ' ' : spec[i];
    assert_int_equal(toc_splitter_cut(splitter, toc_str_of(text), &arena, &list, &count, NULL), TOC_OK);
    for (size_t i = 0; i < count; ++i)
        used += (size_t)snprintf(got + used, sizeof got - used, "%s%.*s", i > 0 ? "|" : "",
                                 (int)(list[i].to - list[i].from), text + list[i].from);
    toc_arena_fini(&arena);
    if (same)
        assert_string_equal(got, spec);
    else
        assert_string_not_equal(got, spec);
}

static void borders_are_where_a_reader_sees_them(void **state) {
    for (size_t i = 0; i < sizeof learnt / sizeof *learnt; ++i) {
        check(*state, learnt[i], true);
        check(NULL, learnt[i], false);
    }
    for (size_t i = 0; i < sizeof as_ruled / sizeof *as_ruled; ++i) {
        check(*state, as_ruled[i], true);
        check(NULL, as_ruled[i], true);
    }
}

/* Seconds to cut text; checks the laws of cover and length. */
static double cut(const toc_splitter *splitter, toc_str text) {
    toc_sentence *list;
    toc_arena arena;
    size_t count, at = 0;
    toc_arena_init(&arena, 0);
    clock_t begin = clock();
    assert_int_equal(toc_splitter_cut(splitter, text, &arena, &list, &count, NULL), TOC_OK);
    double seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
    for (size_t i = 0; i <= count; ++i) {
        size_t from = i < count ? list[i].from : text.len;
        for (; at < from; ++at)
            assert_true(text.ptr[at] && strchr(" \n\r\t", text.ptr[at]));
        at = i < count ? list[i].to : at;
        assert_true(i == count || (from < at && at - from <= TOC_SENTENCE_BYTES_MAX));
    }
    toc_arena_fini(&arena);
    return seconds;
}

static void parts_make_the_whole(void **state) {
    static const char article[] = "MINSK, Aug. 15 (BelTA) - Talks went on\nuntil Friday. No deal.\n\n\nA heading\nMr. "
                                  "Orban left; he said so? Yes.\n \n- one. two\n- Three. Four\n\n";
    enum { COPIES = 200 };
    toc_buf text;
    toc_arena arena;
    toc_sentence *whole, *part;
    size_t count, at = 0, parts = 0;
    toc_buf_init(&text, 0);
    toc_arena_init(&arena, 0);
    for (int i = 0; i < COPIES; ++i)
        toc_buf_add_cstr(&text, article);
    assert_int_equal(toc_splitter_cut(*state, toc_buf_str(&text), &arena, &whole, &count, NULL), TOC_OK);
    toc_cutting cutting = {.splitter = *state, .text = toc_buf_str(&text)};
    for (size_t more = 1; more > 0; at += more, ++parts) {
        assert_int_equal(toc_cutting_next(&cutting, &arena, &part, &more, NULL), TOC_OK);
        assert_true(at + more <= count);
        assert_memory_equal(part, whole + at, more * sizeof *part);
    }
    assert_int_equal(at, count);
    assert_true(parts > count / (2 * TOC_CUTTING_SENTENCES) + 1);
    toc_arena_fini(&arena);
    toc_buf_fini(&text);
}

static void work_is_linear(void **state) {
    static const char *const pieces[] = {"A. ", "a",    "(\" ",      "\xE2\x80\x9D",     "x\xE2\x80\xA6",
                                         "\n",  ". ( ", "\xFF\xE2 ", "\xF0\x9F\x98\x80 "};
    enum { BYTES = 1 << 20 };
    char *text = malloc(BYTES);
    assert_non_null(text);
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; ++i) {
        for (size_t k = 0, len = strlen(pieces[i]); k < BYTES; ++k)
            text[k] = pieces[i][k % len];
        assert_true(cut(*state, (toc_str){text, BYTES}) < 2.0);
    }
    free(text);
}

static void any_weights_and_any_bytes_are_safe(void **state) {
    static toc_splitter wild;
    static char text[1 << 15];
    static const char some[] = "Aa0. \n?!\"'()-\xE2\x80\xA6\xFF";
    toc_rng rng;
    (void)state;
    toc_rng_init(&rng, 7);
    for (int round = 0; round < 20; ++round) {
        for (size_t i = 0; i < sizeof wild.weights; ++i)
            wild.weights[i] = (int8_t)((int)toc_rng_below(&rng, 255) - 127);
        for (size_t i = 0; i < sizeof text; ++i)
            text[i] = some[toc_rng_below(&rng, sizeof some - 1)];
        cut(&wild, (toc_str){text, sizeof text});
    }
}

static void a_damaged_model_is_refused(void **state) {
    static const size_t cuts[] = {0, 7, 8, 16, 100000};
    toc_arena arena;
    toc_str bytes;
    scratch s;
    toc_splitter *none = NULL;
    toc_err err;
    (void)state;
    toc_arena_init(&arena, 0);
    scratch_init(&s);
    assert_int_equal(toc_file_read(model_path, 1u << 20, &arena, &bytes, &err), TOC_OK);
    const char *path = scratch_path(&s, "damaged.bin");
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
        assert_int_equal(toc_file_write(path, toc_str_slice(bytes, 0, cuts[i]), &err), TOC_OK);
        assert_int_equal(toc_splitter_new(path, &none, &err), TOC_EFORMAT);
    }
    toc_str longer = toc_arena_printf(&arena, "%*d", (int)bytes.len + 1, 0);
    assert_int_equal(toc_file_write(path, longer, &err), TOC_OK);
    assert_int_equal(toc_splitter_new(path, &none, &err), TOC_EFORMAT);
    ((char *)(uintptr_t)bytes.ptr)[bytes.len / 2] ^= 1;
    assert_int_equal(toc_file_write(path, bytes, &err), TOC_OK);
    assert_int_equal(toc_splitter_new(path, &none, &err), TOC_EFORMAT);
    assert_int_equal(toc_splitter_new(scratch_path(&s, "none.bin"), &none, &err), TOC_ENOTFOUND);
    assert_null(none);
    toc_arena_fini(&arena);
    scratch_fini(&s);
}

static void refused_memory_is_survived(void **state) {
    toc_splitter *one = NULL;
    toc_rc rc = TOC_ENOMEM;
    (void)state;
    for (long n = 0; rc == TOC_ENOMEM && n < 50; ++n) {
        toc_err err = {0};
        toc_mem_refuse_after(n);
        rc = toc_splitter_new(model_path, &one, &err);
        toc_mem_refuse_after(-1);
        assert_true(rc == TOC_OK || (one == NULL && err.text[0]));
    }
    assert_int_equal(rc, TOC_OK);
    toc_splitter_free(one);
}

static int model_load(void **state) {
    static toc_splitter *splitter;
    toc_err err;
    snprintf(model_path, sizeof model_path, "%s/../models/sentence-en.bin", getenv("TOCSIN_DATA"));
    if (toc_splitter_new(model_path, &splitter, &err)) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    *state = splitter;
    return 0;
}

static int model_free(void **state) {
    toc_splitter_free(*state);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(borders_are_where_a_reader_sees_them),
        cmocka_unit_test(parts_make_the_whole),
        cmocka_unit_test(work_is_linear),
        cmocka_unit_test(any_weights_and_any_bytes_are_safe),
        cmocka_unit_test(a_damaged_model_is_refused),
        cmocka_unit_test(refused_memory_is_survived),
    };
    return cmocka_run_group_tests(tests, model_load, model_free);
}
