/*
 * HTML: the article and what the page says of itself, without what stands around it;
 * pages made to hurt are rejects or documents, soon.
 */
#include "text/inside.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

static toc_arena arena;
static char reason[256];

static void note(void *ctx, const toc_reject *reject) {
    (void)ctx;
    snprintf(reason, sizeof reason, "%s", reject->reason);
}

/* True and *out when the page gives a document. */
static bool read_page(toc_str page, toc_document *out) {
    toc_docs *docs;
    bool more = false;
    reason[0] = '\0';
    assert_int_equal(toc_docs_open_memory("page", page, TOC_FORMAT_HTML, TOC_DAY_NONE, note, NULL, &docs, NULL),
                     TOC_OK);
    assert_int_equal(toc_docs_next(docs, &arena, out, &more, NULL), TOC_OK);
    toc_docs_close(docs);
    return more;
}

static toc_document page_of(const char *page) {
    toc_document d;
    assert_true(read_page(toc_str_of(page), &d));
    return d;
}

static void same(toc_str got, const char *want) {
    char text[2048];
    snprintf(text, sizeof text, "%.*s", TOC_FMT(got));
    assert_string_equal(text, want);
}

#define LONG_1 "The defence minister of Belarus warned on Tuesday that the risk of a war was growing."
#define LONG_2 "He called for talks with the Alliance and for more exercises with the allies."

static void marked_articles_are_taken_without_boilerplate(void **state) {
    (void)state;
    toc_document d = page_of(
        "<!doctype html><html><head><title>Site | x</title><style>p{}</style></head><body>"
        "<nav><ul><li><a href=/>Home</a></li></ul></nav><div class='cookie-banner'><p>We use cookies to make this page "
        "a better one for you all.</p></div>"
        "<main><article><header><h1>Minister  warns</h1><p>By A. B.</p></header>"
        "<p>" LONG_1 "</p><script>var a='<p>no</p>';</script>"
        "<figure><img src=x><figcaption>The minister in a hall, with a long caption under him.</figcaption></figure>"
        "<p>He said:<br>We want&nbsp;peace &amp; talks.</p><h2>Reaction</h2><p>" LONG_2 "</p>"
        "<ul class='related-links'><li><a href=a>Other news of the day that is rather long in words</a></ul>"
        "<div class=shareBar>Share this article with all your friends on all the networks now</div>"
        "<p><a href=x>Read more about the talks in the other article of this day</a></p>"
        "</article></main><aside><p>Sign up to our newsletter and never miss a thing of what happens.</p></aside>"
        "<footer>Copyright of all the things</footer></body></html>");
    same(d.title, "Minister warns");
    same(d.text, LONG_1 "\n\nHe said:\nWe want peace & talks.\n\nReaction\n\n" LONG_2);
}

static void unmarked_articles_are_found_by_density(void **state) {
    (void)state;
    toc_document d = page_of(
        "<html><body class='has-newsletter'><div id=top><a href=1>One of the links</a> <a href=2>Two of the links</a> "
        "<a href=3>Three of the links, long</a></div>"
        "<div id=wrap><div class=story><p>" LONG_1 "</p><p>" LONG_2 "</p><p>Short end.</p></div>"
        "<div class=right><p><a href=4>Some other story with a very long headline for a link</a></p></div></div>"
        "<div class=bottom>All rights are reserved.</div></body></html>");
    same(d.text, LONG_1 "\n\n" LONG_2 "\n\nShort end.");
}

static void teasers_do_not_hide_the_story(void **state) {
    (void)state;
    toc_document d =
        page_of("<html><body><div><p>" LONG_1 "</p><p>" LONG_2 "</p><p>" LONG_1 " " LONG_2 "</p></div>"
                "<article><p>A teaser of another story, with a few words more.</p></article></body></html>");
    assert_int_equal(toc_str_find(d.text, TOC_STR(LONG_1), 0), 0);
    assert_true(toc_str_find(d.text, TOC_STR("teaser"), 0) == SIZE_MAX);
}

static void text_broken_by_br_is_read(void **state) {
    (void)state;
    toc_document d = page_of("<html><body><form><div>" LONG_1 "<br><br>" LONG_2 "</div></form></body></html>");
    same(d.text, LONG_1 "\n\n" LONG_2);
}

static void the_head_is_read_by_rank(void **state) {
    (void)state;
    toc_document d = page_of(
        "<html><head><title>c</title><meta property='og:title' content='a'><meta name=date content='2001-01-01'>"
        "<meta property='article:published_time' content='2023-08-15T08:00:00+03:00'><meta property='og:site_name' "
        "content='Agency'>"
        "<link rel=canonical href='https://www.x.by/a'><meta property='og:url' content='https://y.by/b'></head>"
        "<body><h1>b</h1><time datetime='2022-02-02'></time><p>" LONG_1 "</body></html>");
    same(d.title, "a");
    same(d.source, "Agency");
    same(d.url, "https://www.x.by/a");
    assert_int_equal(d.date, toc_day_of(2023, 8, 15));
}

static void dates_come_from_json_ld_and_time(void **state) {
    (void)state;
    toc_document d = page_of("<html><head><link rel=canonical href='https://www.x.by/a'><script "
                             "type='application/ld+json'>{\"@graph\":[{\"@type\":\"Thing\"},"
                             "{\"@type\":\"NewsArticle\",\"datePublished\":\"2023-08-16T01:00:00Z\"}]}</script></"
                             "head><body><time datetime='2022-02-02'>x</time><p>" LONG_1);
    assert_int_equal(d.date, toc_day_of(2023, 8, 16));
    same(d.source, "x.by");
    d = page_of("<html><body><time>no</time><time datetime='2022-02-02T10:00'>x</time><p>" LONG_1);
    assert_int_equal(d.date, toc_day_of(2022, 2, 2));
    d = page_of("<html><body><p>" LONG_1);
    assert_int_equal(d.date, TOC_DAY_NONE);
}

static void declared_charsets_are_read(void **state) {
    (void)state;
    toc_document d = page_of(
        "<html><head><meta http-equiv=Content-Type content='text/html; "
        "charset=windows-1251'><title>\xCC\xE8\xED\xF1\xEA</title></head><body><p>\xCC\xE8\xED\xF1\xEA " LONG_1);
    same(d.title, "\xD0\x9C\xD0\xB8\xD0\xBD\xD1\x81\xD0\xBA");
    d = page_of("<html><head><meta charset=utf-8></head><body><p>Caf\xE9 " LONG_1);
    same(d.text, "Caf\xC3\xA9 " LONG_1);
}

static void a_page_without_text_is_a_reject(void **state) {
    (void)state;
    toc_document d;
    assert_false(read_page(TOC_STR("<html><body><script>x</script></body></html>"), &d));
    assert_string_equal(reason, "a document without text");
}

/* Repeat unit to bytes behind first; must end soon. Returns whether a document came. */
static bool hurt(const char *first, const char *unit, size_t bytes) {
    size_t len = strlen(unit), used = strlen(first);
    char *page = malloc(bytes + used + len);
    toc_document d;
    assert_non_null(page);
    memcpy(page, first, used);
    for (; used < bytes; used += len)
        memcpy(page + used, unit, len);
    clock_t begin = clock();
    bool made = read_page((toc_str){page, used}, &d);
    double seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
    if (seconds > 1.0)
        printf("%s%s: %.1f s, %s\n", first, unit, seconds, made ? "document" : reason);
    assert_true(seconds < 20.0);
    free(page);
    return made;
}

static void pages_made_to_hurt_end_soon(void **state) {
    (void)state;
    static const struct {
        const char *first, *unit;
    } pages[] = {
        {"<html>", "<div>"},
        {"<html>", "<b>"},
        {"<html>", "<p>"},
        {"<html>", "<a href=x>"},
        {"<html>", "<"},
        {"<html>", "&amp;"},
        {"<html>", "&"},
        {"<html>", "<!--"},
        {"<html>", "<script>"},
        {"<html>", "</p>"},
        {"<html><p ", "a b c d e f g "},
        {"<html><p ", "a='"},
        {"<html>", "<br>"},
        {"<html>", "<table><tr><td>"},
        {"<html>", "<li>x"},
        {"<html>", "<p>x</p>"},
        {"<html>", "x\n"},
        {"<html>", "<!DOCTYPE x>"},
        {"<html><script>", "<!--</script"},
        {"<html>", "<p class='a b c d'>some text in here, and more of it than needed</p>"},
        {"<html>", "<i></b>"},
        {"<html>", "<?x "},
        {"<html>", "<h1>x"},
    };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; ++i)
        hurt(pages[i].first, pages[i].unit, 2u << 20);
}

static void deep_nesting_is_a_reject(void **state) {
    (void)state;
    assert_false(hurt("<html>", "<div>", 5 * 400));
    assert_string_equal(reason, "elements nested more than 256 deep");
    assert_false(hurt("<html>", "<p>x</p>", 5u << 20));
    assert_string_equal(reason, "a page of more than 500,000 tags");
    assert_false(hurt("<html><p ", "a b c d e f g ", 100000));
    assert_string_equal(reason, "a tag of more than 1,024 attributes");
}

static int set_up(void **state) {
    (void)state;
    toc_arena_init(&arena, 0);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    toc_arena_fini(&arena);
    return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
#ifdef __GLIBC__
    /* meson sets MALLOC_PERTURB_, by which glibc fills the free memory at the top, 200 MB of it, at each realloc. */
    mallopt(M_PERTURB, 0);
#endif
    const struct CMUnitTest tests[] = {
        TEST(marked_articles_are_taken_without_boilerplate),
        TEST(unmarked_articles_are_found_by_density),
        TEST(teasers_do_not_hide_the_story),
        TEST(text_broken_by_br_is_read),
        TEST(the_head_is_read_by_rank),
        TEST(dates_come_from_json_ld_and_time),
        TEST(declared_charsets_are_read),
        TEST(a_page_without_text_is_a_reject),
        TEST(deep_nesting_is_a_reject),
        TEST(pages_made_to_hurt_end_soon),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
