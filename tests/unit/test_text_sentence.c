/*
 * Sentences: each case is a text with "|" for the space (or before the line end) where it must be cut, and nowhere
 * else. Laws: the work is linear, every byte that is no white space is in exactly one sentence, no sentence is too
 * long, a refused allocation is survived.
 */
#include "text/text.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

static const char *const cases[] = {
    "The U.S. Army said Gen. Mark Milley met Lt. Gen. J. D. Smith of St. Petersburg at 9 a.m. on Jan. 5.|He left.",
    "He spoke in the U.S.|The minister did not.",
    "He arrived from the U.S. Ambassador Smith stayed.",
    "It was bought by Acme Inc. of Delaware.|It paid $3.5 billion.",
    "\"We will fight.\" he said.|\"They will not,\" she said.",
    "\"Will you fight?\" Lukashenko asked.|Nobody answered.",
    "\xE2\x80\x9CWe will fight.\xE2\x80\x9D|\xE2\x80\x9CWe will not.\xE2\x80\x9D",
    "MINSK, Aug. 15 (BelTA) - The minister spoke.|He warned NATO.",
    "MOSCOW. Aug 15 (Interfax) - Russia warned.|NATO answered.",
    "KYIV (Reuters) \xE2\x80\x94 Talks began.|They ended.",
    "It rose 3.5 percent, No. 5 in Europe.|No.|The answer was no.|Five men came.",
    "He hesitated... and went on.|Then ... Minsk fell silent.|She left\xE2\x80\xA6|Everyone did.",
    "It is over (he said so.)|Others disagree [see below].|Fine!|Really?|Yes.",
    "What happened? the minister asked.",
    "is it still open?|because i have read that it is not.|call them first.",
    "It cost approx. five euros, he paid etc. and left.|Yahoo! said so.",
    "Sent by Ann <ann@example.org>|Today it rains, and a > B holds.",
    "He read p. 12, vol. 3, e.g. the chapter on Mr. Putin vs. Gov. Smith, etc. before noon.",
    "NATO called it dangerous.[12]|Russia denied it.",
    "1. The first point.|2. The second.",
    "Heading about talks|\nThe minister of defence said on Tuesday that talks had begun in the capital.|He left.",
    ("The minister of defence said on Tuesday that talks with the Alliance\nNATO had begun in the capital and that "
     "the\nBelarusian side was ready."),
    "He named:|\n- Poland|\n- Lithuania|\n* Latvia",
    "One paragraph.|\n\nAnother one without a point|\n\nA third.",
    "Talks took place on Sept. 3 between William Burns Jr. and S. Naryshkin.|In Ankara, they agreed.",
    "The Su-24 fell at 10:05.|24 people saw it.",
};

static void check_case(const char *spec) {
    char text[1024], got[2048];
    size_t len = 0, used = 0, count;
    toc_sentence *list;
    toc_arena arena;
    for (const char *c = spec; *c; ++c)
        if (*c != '|' || c[1] != '\n')
            text[len++] = *c == '|' ? ' ' : *c;
    toc_arena_init(&arena, 0);
    assert_int_equal(toc_text_sentences((toc_str){text, len}, &arena, &list, &count, NULL), TOC_OK);
    for (size_t i = 0; i < count; ++i) {
        memcpy(got + used, text + list[i].from, list[i].to - list[i].from);
        used += list[i].to - list[i].from;
        if (i + 1 < count)
            got[used++] = '|';
        for (size_t k = list[i].to; i + 1 < count && text[k] == '\n'; ++k)
            got[used++] = '\n';
    }
    got[used] = '\0';
    toc_arena_fini(&arena);
    assert_string_equal(got, spec);
}

static void sentences_are_cut_where_a_reader_would(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; ++i)
        check_case(cases[i]);
}

static void paragraphs_are_counted(void **state) {
    (void)state;
    toc_arena arena;
    toc_sentence *list;
    size_t count;
    toc_arena_init(&arena, 0);
    assert_int_equal(toc_text_sentences(TOC_STR("A b. C d.\n\n\n \nE f.\n\n"), &arena, &list, &count, NULL), TOC_OK);
    assert_int_equal(count, 3);
    assert_int_equal(list[1].paragraph, 0);
    assert_int_equal(list[2].paragraph, 1);
    assert_int_equal(toc_text_sentences(TOC_STR(" \n "), &arena, &list, &count, NULL), TOC_OK);
    assert_int_equal(count, 0);
    toc_arena_fini(&arena);
}

/* Seconds to cut piece repeated to bytes; checks the laws of cover and length. */
static double cut_repeated(const char *piece, size_t bytes) {
    size_t len = strlen(piece), count, covered = 0, solid = 0;
    char *text = malloc(bytes + len);
    toc_sentence *list;
    toc_arena arena;
    assert_non_null(text);
    for (size_t i = 0; i < bytes; i += len)
        memcpy(text + i, piece, len);
    toc_arena_init(&arena, 0);
    clock_t begin = clock();
    assert_int_equal(toc_text_sentences((toc_str){text, bytes}, &arena, &list, &count, NULL), TOC_OK);
    double seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
    for (size_t i = 0; i < bytes; ++i)
        solid += !strchr(" \n\t\r", text[i]);
    for (size_t i = 0; i < count; ++i) {
        assert_true(list[i].from < list[i].to && list[i].to - list[i].from <= TOC_SENTENCE_BYTES_MAX);
        assert_true(i == 0 || list[i - 1].to <= list[i].from);
        for (size_t k = list[i].from; k < list[i].to; ++k)
            covered += !strchr(" \n\t\r", text[k]);
    }
    assert_int_equal(covered, solid);
    toc_arena_fini(&arena);
    free(text);
    return seconds;
}

static void work_is_linear(void **state) {
    (void)state;
    static const char *const pieces[] = {".",  ". ",  "a",  "a. ", "((((", ".\"",           "A.",
                                         "\n", "A\n", "- ", ". (", "... ", "\xE2\x80\xA6 ", "A - "};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; ++i)
        assert_true(cut_repeated(pieces[i], 1u << 20) < 2.0);
}

static void long_sentences_are_cut_at_spaces_and_characters(void **state) {
    (void)state;
    cut_repeated("word ", 50000);
    cut_repeated("\xC5\x81", 50000);
}

static void refused_memory_is_survived(void **state) {
    (void)state;
    const char *text = "One. Two. Three.";
    toc_sentence *list = (toc_sentence *)1;
    size_t count = 77;
    toc_rc rc = TOC_ENOMEM;
    for (long n = 0; rc == TOC_ENOMEM && n < 50; ++n) {
        toc_arena arena;
        toc_err err = {0};
        toc_arena_init(&arena, 0);
        toc_mem_refuse_after(n);
        rc = toc_text_sentences(toc_str_of(text), &arena, &list, &count, &err);
        toc_mem_refuse_after(-1);
        if (rc != TOC_OK)
            assert_true(count == 77 && list == (toc_sentence *)1 && err.text[0]);
        toc_arena_fini(&arena);
    }
    assert_int_equal(rc, TOC_OK);
    assert_int_equal(count, 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sentences_are_cut_where_a_reader_would),
        cmocka_unit_test(paragraphs_are_counted),
        cmocka_unit_test(work_is_linear),
        cmocka_unit_test(long_sentences_are_cut_at_spaces_and_characters),
        cmocka_unit_test(refused_memory_is_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
