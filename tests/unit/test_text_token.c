/*
 * Tokens: each case is a sentence and its tokens with spaces between them.
 * Laws: tokens cover all that is no white space, in order; the work is linear.
 */
#include "text/text.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

static const struct {
    const char *sentence, *tokens;
} cases[] = {
    {"Minsk's army won't move, can't it?", "Minsk 's army wo n't move , ca n't it ?"},
    {"They cannot say they\xE2\x80\x99ll fight; I\xE2\x80\x99"
     "d hope we don\xE2\x80\x99t.",
     "They can not say they \xE2\x80\x99ll fight ; I \xE2\x80\x99"
     "d hope we do n\xE2\x80\x99t ."},
    {"the defence-related, non-aligned vice-president", "the defence - related , non-aligned vice-president"},
    {"Su-24 and MiG-31K, F-16s, MQ-9, T-72B3, COVID-19.", "Su-24 and MiG-31K , F-16s , MQ-9 , T-72B3 , COVID-19 ."},
    {"an e-mail to anti-war co-operation", "an e-mail to anti-war co-operation"},
    {"It cost $5bn (\xE2\x82\xAC"
     "4.6bn), up 3.5% on 1,200.",
     "It cost $ 5bn ( \xE2\x82\xAC 4.6bn ) , up 3.5 % on 1,200 ."},
    {"On 2023-08-15 at 10:30, 24/7, 9/11.", "On 2023-08-15 at 10:30 , 24/7 , 9/11 ."},
    {"From 2014-2015, a 20-year, 5-3 vote.", "From 2014 - 2015 , a 20 - year , 5 - 3 vote ."},
    {"The U.S. and the U.K. met Lt. Gen. J. D. Vance.", "The U.S. and the U.K. met Lt. Gen. J. D. Vance ."},
    {"They left the U.S.", "They left the U.S."},
    {"It has tanks, planes, etc.", "It has tanks , planes , etc."},
    {"See No. 5. I said no.", "See No. 5 . I said no ."},
    {"\xE2\x80\x9CNo,\xE2\x80\x9D he said \xE2\x80\x93 \xE2\x80\x98never\xE2\x80\x99...",
     "\xE2\x80\x9C No , \xE2\x80\x9D he said \xE2\x80\x93 \xE2\x80\x98 never \xE2\x80\x99 ..."},
    {"Write to press@mil.by or see https://www.mil.by/en/(news)?a=1, mil.by.",
     "Write to press@mil.by or see https://www.mil.by/en/(news)?a=1 , mil.by ."},
    {"O'Brien, AT&T and/or Shi'ite groups, U.S.-led", "O'Brien , AT&T and / or Shi'ite groups , U.S. - led"},
    {"the states' \"duty\" -- in the '90s and 1990s", "the states ' \" duty \" -- in the '90s and 1990s"},
    {"10km from Minsk at 7pm, 152mm shells", "10 km from Minsk at 7 pm , 152 mm shells"},
    {"US$5 and #NATO by @user", "US$ 5 and #NATO by @user"},
    {"Belarus\xE2\x80\x99s, Lukashenka\xE2\x80\x99s", "Belarus \xE2\x80\x99s , Lukashenka \xE2\x80\x99s"},
    {"1. First things first!!", "1. First things first !!"},
    {"Russia-NATO, al-Qaeda, Jean-Yves", "Russia - NATO , al - Qaeda , Jean - Yves"},
};

static void sentences_give_their_tokens(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; ++i) {
        toc_arena arena;
        toc_token *list;
        size_t count;
        char got[512] = "";
        toc_arena_init(&arena, 0);
        assert_int_equal(toc_text_tokens(toc_str_of(cases[i].sentence), &arena, &list, &count, NULL), TOC_OK);
        for (size_t k = 0; k < count; ++k) {
            strncat(got, list[k].text.ptr, list[k].text.len);
            if (k + 1 < count)
                strcat(got, " ");
        }
        assert_string_equal(got, cases[i].tokens);
        toc_arena_fini(&arena);
    }
}

static void tokens_know_their_case_and_kind(void **state) {
    (void)state;
    toc_arena arena;
    toc_token *t;
    size_t count;
    toc_arena_init(&arena, 0);
    assert_int_equal(
        toc_text_tokens(TOC_STR("NATO \xC5\x81\xC3\xB3\x64\xC5\xBA A 5 $, don't"), &arena, &t, &count, NULL), TOC_OK);
    assert_int_equal(count, 8);
    assert_true(t[0].all_caps && t[0].capital && t[0].space_after && toc_str_equal(t[0].lower, TOC_STR("nato")));
    assert_true(!t[1].all_caps && t[1].capital && toc_str_equal(t[1].lower, TOC_STR("\xC5\x82\xC3\xB3\x64\xC5\xBA")));
    assert_true(t[2].capital && !t[2].all_caps);
    assert_true(t[3].kind == TOC_NUMBER && !t[3].capital);
    assert_true(t[4].kind == TOC_SYMBOL && !t[4].space_after && t[5].kind == TOC_PUNCT);
    assert_true(t[6].lower.ptr == t[6].text.ptr && !t[6].space_after);
    assert_true(t[7].kind == TOC_WORD && !t[7].space_after);
    toc_arena_fini(&arena);
}

static void tokens_cover_the_sentence_in_linear_time(void **state) {
    (void)state;
    static const char *const pieces[] = {"a",    "a-", "a.",  "a'",           "'s", "1,", "1-", "@",      "a@",  "((",
                                         "www.", "&A", "n't", "\xE2\x80\x99", "+1", "..", "a ", "-1-2-3", "x.y@"};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; ++i) {
        size_t bytes = 1u << 18, len = strlen(pieces[i]), count, solid = 0, covered = 0;
        char *text = malloc(bytes + len);
        toc_arena arena;
        toc_token *list;
        assert_non_null(text);
        for (size_t at = 0; at < bytes; at += len)
            memcpy(text + at, pieces[i], len);
        toc_arena_init(&arena, 0);
        clock_t begin = clock();
        assert_int_equal(toc_text_tokens((toc_str){text, bytes}, &arena, &list, &count, NULL), TOC_OK);
        assert_true((double)(clock() - begin) / CLOCKS_PER_SEC < 2.0);
        for (size_t k = 0; k < bytes; ++k)
            solid += text[k] != ' ';
        for (size_t k = 0; k < count; ++k) {
            assert_true(list[k].from < list[k].to && (k == 0 || list[k - 1].to <= list[k].from));
            covered += list[k].to - list[k].from;
        }
        assert_int_equal(covered, solid);
        toc_arena_fini(&arena);
        free(text);
    }
}

static void refused_memory_is_survived(void **state) {
    (void)state;
    toc_token *list = NULL;
    size_t count = 77;
    toc_rc rc = TOC_ENOMEM;
    for (long n = 0; rc == TOC_ENOMEM && n < 50; ++n) {
        toc_arena arena;
        toc_arena_init(&arena, 0);
        toc_mem_refuse_after(n);
        rc = toc_text_tokens(TOC_STR("NATO And Russia"), &arena, &list, &count, NULL);
        toc_mem_refuse_after(-1);
        assert_true(rc == TOC_OK || (count == 77 && !list));
        toc_arena_fini(&arena);
    }
    assert_int_equal(count, 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sentences_give_their_tokens),
        cmocka_unit_test(tokens_know_their_case_and_kind),
        cmocka_unit_test(tokens_cover_the_sentence_in_linear_time),
        cmocka_unit_test(refused_memory_is_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
