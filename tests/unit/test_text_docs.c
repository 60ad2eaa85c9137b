/*
 * Documents: plain text, JSON Lines, cleaning, encodings, rejects, ids.
 */
#include "text/inside.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef struct seen {
    char rejects[2048]; /* "line: reason\n" */
    size_t reject_count;
    toc_document docs[16];
    size_t count;
    toc_rc rc;
} seen;

static void note(void *ctx, const toc_reject *reject) {
    seen *s = ctx;
    size_t used = strlen(s->rejects);
    snprintf(s->rejects + used, sizeof s->rejects - used, "%zu: %s\n", reject->line, reject->reason);
    ++s->reject_count;
}

static void read_all(toc_docs *docs, toc_arena *arena, seen *s) {
    bool more = true;
    while (s->rc == TOC_OK && more && s->count < 16) {
        s->rc = toc_docs_next(docs, arena, &s->docs[s->count], &more, NULL);
        s->count += s->rc == TOC_OK && more;
    }
    toc_docs_close(docs);
}

static seen read_format(toc_str bytes, toc_format format, toc_day day, toc_arena *arena) {
    seen s = {0};
    toc_docs *docs = NULL;
    s.rc = toc_docs_open_memory("memory", bytes, format, day, note, &s, &docs, NULL);
    if (s.rc == TOC_OK)
        read_all(docs, arena, &s);
    return s;
}

static seen read_bytes(toc_str bytes, toc_arena *arena) {
    return read_format(bytes, TOC_FORMAT_AUTO, TOC_DAY_NONE, arena);
}

static void same(toc_str got, const char *want) {
    char text[512];
    snprintf(text, sizeof text, "%.*s", TOC_FMT(got));
    assert_string_equal(text, want);
}

static void text_with_header_lines_is_read(void **state) {
    toc_arena *a = *state;
    seen s = read_bytes(TOC_STR("\xEF\xBB\xBFSOURCE: BelTA\r\ntitle:  A  warning \r\nDate: 15 Aug 2023\r\nUrl: "
                                "http://x.by/1\r\n\r\nFirst\r\nline. \r\n\r\n\r\n  Second.\r\n"),
                        a);
    assert_int_equal(s.count, 1);
    same(s.docs[0].source, "BelTA");
    same(s.docs[0].title, "A warning");
    same(s.docs[0].url, "http://x.by/1");
    same(s.docs[0].text, "First\nline.\n\nSecond.");
    same(s.docs[0].file, "memory");
    assert_int_equal(s.docs[0].date, toc_day_of(2023, 8, 15));
    assert_true(toc_id_valid(toc_str_of(s.docs[0].id.text)));
}

static void text_without_header_is_all_text(void **state) {
    seen s = read_format(TOC_STR("The minister spoke.\nDate: not a header\n"), TOC_FORMAT_AUTO, 19000, *state);
    assert_int_equal(s.count, 1);
    same(s.docs[0].text, "The minister spoke.\nDate: not a header");
    assert_int_equal(s.docs[0].date, 19000);
}

static void json_lines_are_read_and_bad_ones_located(void **state) {
    seen s = read_bytes(TOC_STR("{\"id\":7,\"date\":\"2023-08-15\",\"source\":\"S\",\"url\":null,\"title\":\"T\","
                                "\"text\":\"One.\",\"other\":{\"a\":[1]}}\n"
                                "{\"id\":\"8\",\"text\":\"cut of\n"
                                "\n"
                                "{\"text\":5}\n"
                                "{\"text\":\"a\",\"text\":\"b\"}\n"
                                "[1,2]\n"
                                "{\"text\":\" \\u00ad \"}\n"
                                "{\"text\":\"x\",\"date\":\"someday\"}\n"
                                "{\"date\":20230816,\"text\":\"a\\u0000b\\r\\nc\"}"),
                        *state);
    assert_int_equal(s.count, 2);
    same(s.docs[0].external_id, "7");
    assert_int_equal(s.docs[1].date, toc_day_of(2023, 8, 16));
    same(s.docs[1].text, "ab\nc");
    assert_int_equal(s.docs[1].line, 9);
    assert_int_equal(s.reject_count, 6);
    static const char *const said[] = {"2: ",
                                       "4: \"text\" is not a string",
                                       "5: not a JSON object: duplicate",
                                       "6: not a JSON object, but an array",
                                       "7: a document without text",
                                       "8: date 'someday'"};
    for (size_t i = 0; i < sizeof said / sizeof *said; ++i)
        assert_non_null(strstr(s.rejects, said[i]));
}

static void deep_json_is_one_reject(void **state) {
    char *bytes = malloc(200001);
    assert_non_null(bytes);
    memcpy(bytes, "{\"a\":", 5);
    memset(bytes + 5, '[', 199995);
    bytes[200000] = '\n';
    seen s = read_bytes((toc_str){bytes, 200001}, *state);
    assert_int_equal(s.reject_count, 1);
    assert_int_equal(s.count, 0);
    free(bytes);
}

static void what_is_no_text_is_one_reject(void **state) {
    static const struct {
        const char *bytes;
        size_t len;
        const char *why;
    } cases[] = {
        {"", 0, "1: empty"},
        {"   \n\n", 5, "1: a document without text"},
        {"\x89PNG\r\n\x1a\n....", 12, "1: a PNG image"},
        {"PK\x03\x04....", 8, "1: a ZIP archive"},
        {"%PDF-1.4\n", 9, "1: a PDF"},
        {"\x7F"
         "ELF\x02",
         5, "1: a programme"},
        {"SQLite format 3\0", 16, "1: a SQLite database"},
        {"text\0more", 9, "1: binary"},
        {"\xFF\xFEh\0i\0", 6, "1: UTF-16"},
        {"[{\"text\":\"a\"}]", 14, "1: a JSON array"},
        {"<?xml version='1.0'?><rss></rss>", 32, "1: a news feed"},
        {"\xC2\xE5\xF0\xF1\xE8\xFF \xEF\xF0\xE5\xE7\xE8\xE4\xE5\xED\xF2\xE0 \xC1\xE5\xEB\xE0\xF0\xF3\xF1\xE8", 25,
         "1: neither UTF-8 nor"},
        {"Date: then\n\ntext", 16, "1: date 'then'"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; ++i) {
        seen s = read_bytes((toc_str){cases[i].bytes, cases[i].len}, *state);
        assert_int_equal(s.rc, TOC_OK);
        assert_int_equal(s.count, 0);
        assert_int_equal(s.reject_count, 1);
        assert_true(strncmp(s.rejects, cases[i].why, strlen(cases[i].why)) == 0);
    }
}

static void encodings_are_read_by_the_rule(void **state) {
    seen s = read_bytes(TOC_STR("Caf\xE9 \x93quoted\x94 text of a Western page \x96 fine"), *state);
    same(s.docs[0].text, "Caf\xC3\xA9 \xE2\x80\x9Cquoted\xE2\x80\x9D text of a Western page \xE2\x80\x93 fine");
    s = read_bytes(TOC_STR("Za\xC5\xBC\xC3\xB3\xC5\x82\xC4\x87 and a broken \xE2\x80 end of it"), *state);
    same(s.docs[0].text, "Za\xC5\xBC\xC3\xB3\xC5\x82\xC4\x87 and a broken \xEF\xBF\xBD end of it");
}

static void text_is_cleaned(void **state) {
    (void)state;
    static const struct {
        const char *dirty, *clean;
    } cases[] = {
        {"a\xC2\xA0"
         "b\t c",
         "a b c"},
        {"de\xC2\xAD"
         "fence \xE2\x80\x8B\x01here",
         "defence here"},
        {"e\xCC\x81t\xC3\xA9", "\xC3\xA9t\xC3\xA9"},
        {"\xD0\xB8\xCC\x86", "\xD0\xB9"},
        {"a\rb\r\nc\n\n\n\nd \n", "a\nb\nc\n\nd"},
        {"a\xE2\x80\xA8"
         "b\xE2\x80\xA9"
         "c",
         "a\nb\n\nc"},
        {"Su\xE2\x80\x91"
         "24",
         "Su-24"},
        {"", ""},
    };
    toc_buf out;
    toc_buf_init(&out, 1 << 20);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; ++i) {
        assert_true(toc_text_clean(toc_str_of(cases[i].dirty), false, &out));
        same(toc_buf_str(&out), cases[i].clean);
        char once[64];
        snprintf(once, sizeof once, "%.*s", TOC_FMT(toc_buf_str(&out)));
        assert_true(toc_text_clean(toc_str_of(once), false, &out));
        same(toc_buf_str(&out), once);
    }
    assert_true(toc_text_clean(TOC_STR("a\n\nb"), true, &out));
    same(toc_buf_str(&out), "a b");
    toc_buf_fini(&out);
}

static void a_document_has_one_id_in_every_format(void **state) {
    seen txt =
        read_bytes(TOC_STR("Source: S\nUrl: http://x.by/1\nDate: 2023-08-15\nTitle: T\n\nOne.\n\nTwo.\n"), *state);
    seen json = read_bytes(TOC_STR("{\"id\":1,\"text\":\"One.\\r\\n\\r\\n\\r\\nTwo. \",\"title\":\"T\",\"date\":\"15 "
                                   "August 2023\",\"source\":\"S\",\"url\":\"http://x.by/1\"}"),
                           *state);
    seen html =
        read_bytes(TOC_STR("<html><head><meta property=og:title content=T><meta property=og:site_name content=S><meta "
                           "property=article:published_time content=2023-08-15T10:00:00Z>"
                           "<link rel=canonical "
                           "href=http://x.by/1></head><body><article><p>One.</p><p>Two.</p></article></body></html>"),
                   *state);
    seen other =
        read_bytes(TOC_STR("Source: S\nUrl: http://x.by/2\nDate: 2023-08-15\nTitle: T\n\nOne.\n\nTwo.\n"), *state);
    assert_int_equal(txt.count + json.count + html.count + other.count, 4);
    assert_string_equal(txt.docs[0].id.text, json.docs[0].id.text);
    assert_string_equal(txt.docs[0].id.text, html.docs[0].id.text);
    assert_string_not_equal(txt.docs[0].id.text, other.docs[0].id.text);
}

/* A file of 50 MB, of which unit is repeated. */
static seen read_huge(const char *name, const char *first, const char *last, toc_arena *arena) {
    static char block[1 << 16];
    memset(block, 'a', sizeof block);
    FILE *file = fopen(name, "wb");
    assert_non_null(file);
    fputs(first, file);
    for (size_t i = 0; i < (50u << 20) / sizeof block; ++i)
        assert_int_equal(fwrite(block, 1, sizeof block, file), sizeof block);
    fputs(last, file);
    fclose(file);
    seen s = {0};
    toc_docs *docs;
    assert_int_equal(toc_docs_open(name, TOC_FORMAT_AUTO, TOC_DAY_NONE, note, &s, &docs, NULL), TOC_OK);
    read_all(docs, arena, &s);
    remove(name);
    return s;
}

static void huge_files_are_rejects(void **state) {
    static const char name[] = "test_text_docs_huge.tmp";
    seen s = read_huge(name, "", "", *state);
    assert_int_equal(s.rc, TOC_OK);
    assert_string_equal(s.rejects, "1: a document of more than 8 MiB; a file of text or HTML holds one article\n");
    s = read_huge(name, "{\"text\":\"one\"}\n{\"text\":\"", "\"}\n{\"text\":\"three\"}\n", *state);
    assert_int_equal(s.count, 2);
    assert_string_equal(s.rejects, "2: a line of more than 8 MiB\n");
    assert_int_equal(s.docs[1].line, 3);
    s = read_huge(name, "<html><body><p>", "", *state);
    assert_int_equal(s.reject_count, 1);
    assert_int_equal(s.count, 0);
}

static void marks_without_end_stay_linear(void **state) {
    size_t bytes = 4u << 20;
    char *text = malloc(bytes);
    assert_non_null(text);
    for (size_t i = 0; i < bytes; i += 4)
        memcpy(text + i, i % 8 ? "\xCC\x81\xCC\xA3" : "\xCC\xA7\xCC\x80", 4);
    seen s = read_format((toc_str){text, bytes}, TOC_FORMAT_TXT, TOC_DAY_NONE, *state);
    assert_int_equal(s.rc, TOC_OK);
    assert_true(s.count == 0 || s.docs[0].text.len < 200);
    free(text);
}

static void refused_memory_is_survived(void **state) {
    (void)state;
    static const char *const inputs[] = {
        "Date: 2023-08-15\n\nCafe\xCC\x81 one.", "{\"text\":\"one\",\"title\":\"T\"}\n{\"text\":\"two\"}",
        "<html><title>T</title><p>One is long enough to be a paragraph of its own.<p>Two.</html>",
        "Caf\xE9 and more text"};
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs; ++i) {
        seen s = {.rc = TOC_ENOMEM};
        for (long n = 0; s.rc == TOC_ENOMEM && n < 200; ++n) {
            toc_arena arena;
            toc_arena_init(&arena, 0);
            toc_mem_refuse_after(n);
            s = read_bytes(toc_str_of(inputs[i]), &arena);
            toc_mem_refuse_after(-1);
            toc_arena_fini(&arena);
        }
        assert_int_equal(s.rc, TOC_OK);
        assert_int_equal(s.reject_count, 0);
        assert_true(s.count >= 1);
    }
}

static int set_up(void **state) {
    toc_arena *arena = malloc(sizeof *arena);
    toc_arena_init(arena, 0);
    *state = arena;
    return 0;
}

static int tear_down(void **state) {
    toc_arena_fini(*state);
    free(*state);
    return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(text_with_header_lines_is_read),
        TEST(text_without_header_is_all_text),
        TEST(json_lines_are_read_and_bad_ones_located),
        TEST(deep_json_is_one_reject),
        TEST(what_is_no_text_is_one_reject),
        TEST(encodings_are_read_by_the_rule),
        TEST(text_is_cleaned),
        TEST(a_document_has_one_id_in_every_format),
        TEST(huge_files_are_rejects),
        TEST(marks_without_end_stay_linear),
        TEST(refused_memory_is_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
