/* The lexicon: what phrases match and when, what frames and operators say, and that a faulty table is refused with its
 * line. */
#define _GNU_SOURCE /* mkdtemp */
#include "base/file.h"
#include "base/mem.h"
#include "lexicon/lexicon.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static int lexicon_load(void **state) {
    toc_err err = {0};
    toc_lexicon *lexicon = NULL;
    if (toc_lexicon_new(getenv("TOCSIN_DATA"), &lexicon, &err)) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    *state = lexicon;
    return 0;
}

static int lexicon_unload(void **state) {
    toc_lexicon_free(*state);
    return 0;
}

/* Code of the phrase at the beginning of text on a day, "" when none; *len its tokens. */
static const char *code_at(void **state, const char *text, const char *day, size_t *len) {
    static char code[32];
    toc_arena arena;
    toc_token *tokens;
    size_t count;
    const toc_entry *entry = NULL;
    bool out_of_term = false;
    toc_arena_init(&arena, 0);
    assert_int_equal(toc_text_tokens(toc_str_of(text), &arena, &tokens, &count, NULL), TOC_OK);
    *len = toc_lexicon_match(*state, tokens, count, 0, toc_day_parse(toc_str_of(day)), &entry, &out_of_term);
    code[0] = 0;
    if (*len > 0) {
        snprintf(code, sizeof code, "%.*s%s", TOC_FMT(entry->code), out_of_term ? "?" : "");
    }
    toc_arena_fini(&arena);
    return code;
}

static void test_names_match(void **state) {
    size_t len;
    assert_string_equal(code_at(state, "Belarus said", "2023-08-15", &len), "BLR");
    assert_string_equal(code_at(state, "U.S. said", "2023-08-15", &len), "USA");
    assert_string_equal(code_at(state, "Collective Security Treaty Organization met", "2023-08-15", &len), "CSTO");
    assert_int_equal(len, 4);
    assert_string_equal(code_at(state, "belarus", "2023-08-15", &len), "");
}

static void test_names_that_are_no_actors_block(void **state) {
    size_t len;
    assert_string_equal(code_at(state, "New Mexico voted", "2023-08-15", &len), "");
    assert_int_equal(len, 2);
}

static void test_terms_hold(void **state) {
    size_t len;
    assert_string_equal(code_at(state, "Viktor Khrenin said", "2023-08-15", &len), "BLRGOVMIL");
    assert_string_equal(code_at(state, "Joe Biden said", "2022-01-01", &len), "USAGOV");
    /* a bare surname counts within the term only */
    assert_string_equal(code_at(state, "Lukashenko said", "2023-08-15", &len), "BLRGOV");
}

static void test_roles_match_in_any_case(void **state) {
    size_t len;
    assert_string_equal(code_at(state, "Defence Minister", "2023-08-15", &len), "GOVMIL");
    assert_string_equal(code_at(state, "lawmakers", "2023-08-15", &len), "GOVLEG");
}

static void test_words(void **state) {
    const toc_action *const *rows;
    assert_true(toc_lexicon_actions(*state, 'v', TOC_STR("attack"), &rows) > 0);
    assert_int_equal(toc_lexicon_actions(*state, 'v', TOC_STR("xyzzy"), &rows), 0);
    assert_true(toc_lexicon_operators(*state, 'v', TOC_STR("say"), TOC_STR("")) & TOC_OP_BIT(TOC_OP_REPORT));
    assert_true(toc_lexicon_operators(*state, 'v', TOC_STR("call"), TOC_STR("for")) & TOC_OP_BIT(TOC_OP_ASK));
    assert_false(toc_lexicon_operators(*state, 'v', TOC_STR("call"), TOC_STR("")) & TOC_OP_BIT(TOC_OP_ASK));
    int troops = toc_lexicon_class(*state, TOC_STR("FORCE"));
    assert_true(toc_lexicon_in_class(*state, TOC_STR("troop"), troops));
    assert_false(toc_lexicon_in_class(*state, TOC_STR("banana"), troops));
    assert_int_equal(toc_lexicon_class(*state, TOC_STR("NO-SUCH-CLASS")), TOC_CLASS_NONE);
}

static void test_compose_takes_the_longest(void **state) {
    toc_str ceasefire = toc_lexicon_compose(*state, TOC_OP_ASK, TOC_STR("0871"));
    assert_true(toc_str_equal(ceasefire, TOC_STR("0256")));
    assert_int_equal(toc_lexicon_compose(*state, TOC_OP_PLAN, TOC_STR("190")).len, 0);
}

/* Copies the tables into a folder of its own, with one of them replaced. */
static void expect_refused(const char *table, const char *content, const char *in_message) {
    static const char *const tables[] = {"names",     "officeholders", "roles",   "classes", "irregulars", "actions",
                                         "operators", "compose",       "foreign", "offices", "sectors",    "heads"};
    char dir[] = "/tmp/toc-lexicon-XXXXXX", path[256], from[1024];
    toc_err err = {0};
    toc_arena arena;
    toc_lexicon *lexicon = NULL;
    toc_arena_init(&arena, 0);
    assert_non_null(mkdtemp(dir));
    snprintf(path, sizeof path, "%s/lexicon", dir);
    assert_int_equal(mkdir(path, 0700), 0);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        toc_str text = toc_str_of(content);
        snprintf(path, sizeof path, "%s/lexicon/%s.tsv", dir, tables[i]);
        snprintf(from, sizeof from, "%s/lexicon/%s.tsv", getenv("TOCSIN_DATA"), tables[i]);
        if (strcmp(tables[i], table) != 0) {
            assert_int_equal(toc_file_read(from, 1 << 24, &arena, &text, &err), TOC_OK);
        }
        assert_int_equal(toc_file_write(path, text, &err), TOC_OK);
    }
    assert_int_equal(toc_lexicon_new(dir, &lexicon, &err), TOC_EFORMAT);
    assert_non_null(strstr(err.text, in_message));
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        snprintf(path, sizeof path, "%s/lexicon/%s.tsv", dir, tables[i]);
        unlink(path);
    }
    snprintf(path, sizeof path, "%s/lexicon", dir);
    rmdir(path);
    rmdir(dir);
    toc_arena_fini(&arena);
}

static void test_faulty_tables_are_refused_with_their_line(void **state) {
    (void)state;
    expect_refused("names", "phrase\tcode\tkind\tfrom\tto\tsource\nX\tXXX\tplanet\t\t\tOWN\n",
                   "names.tsv:2: unknown kind \"planet\"");
    expect_refused("names", "phrase\tcode\tkind\tfrom\tto\tsource\nX\tXXX\tstate\t2020-02-30\t\tOWN\n", "names.tsv:2");
    expect_refused("actions", "id\tpos\theads\tframe\tcameo\ttarget\tsource\na1\tv\tgo\to=NOWHERE\t190\to\tOWN\n",
                   ":2: unknown class \"NOWHERE\"");
    expect_refused("heads", "pos\thead\tcameo\tsure\tsource\nq\tgo\t190\t3\tOWN\n", "heads.tsv:2: pos is v, n or a");
    expect_refused("heads", "pos\thead\tcameo\tsure\tsource\nv\tgo\t190\t4\tOWN\n", "sure 1 to 3");
    expect_refused("operators", "kind\tpos\tprep\theads\tsource\nsing\tv\t\tgo\tOWN\n",
                   ":2: unknown operator \"sing\"");
}

static void test_refused_memory_is_survived(void **state) {
    (void)state;
    bool done = false;
    for (long n = 0; n < 10000000 && !done; n = n < 60 ? n + 1 : n + n / 5) {
        toc_err err = {0};
        toc_lexicon *lexicon = NULL;
        toc_mem_refuse_after(n);
        toc_rc rc = toc_lexicon_new(getenv("TOCSIN_DATA"), &lexicon, &err);
        toc_mem_refuse_after(-1);
        assert_true(rc == TOC_OK || rc == TOC_ENOMEM);
        done = rc == TOC_OK;
        toc_lexicon_free(lexicon);
    }
    assert_true(done);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names_match),
        cmocka_unit_test(test_names_that_are_no_actors_block),
        cmocka_unit_test(test_terms_hold),
        cmocka_unit_test(test_roles_match_in_any_case),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_compose_takes_the_longest),
        cmocka_unit_test(test_faulty_tables_are_refused_with_their_line),
        cmocka_unit_test(test_refused_memory_is_survived),
    };
    return cmocka_run_group_tests(tests, lexicon_load, lexicon_unload);
}
