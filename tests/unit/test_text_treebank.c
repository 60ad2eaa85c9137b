/*
 * Scores the sentence splitter and the tokeniser against treebanks.
 *
 * TOCSIN_CONLLU names CoNLL-U files (unpacked, with colons between them) that
 * have "# text =" and "# newpar" lines, such as UD English EWT and GUM. Without it: skipped.
 * The raw text is put together again: sentences of a paragraph with a space
 * between them, paragraphs with an empty line. F1 counts exact spans: of
 * sentences, of tokens in the sentences that were found, and of tokens given
 * the right sentences. TOCSIN_SHOW=1 prints what differs. The floors guard against slips.
 */
#include "text/inside.h"

#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef struct piece {
    size_t from, to;
} piece;

typedef struct pieces {
    piece *list;
    size_t count, room;
} pieces;

typedef struct bank {
    toc_buf text;
    pieces sentences, tokens;
    size_t at; /* where the next token is looked for */
    bool paragraph;
} bank;

static void push(pieces *p, size_t from, size_t to) {
    if (p->count == p->room) {
        p->room = p->room ? p->room * 2 : 1024;
        p->list = realloc(p->list, p->room * sizeof *p->list);
        assert_non_null(p->list);
    }
    p->list[p->count++] = (piece){from, to};
}

static void add_sentence(bank *b, toc_str text) {
    if (b->text.len)
        toc_buf_add_cstr(&b->text, b->paragraph ? "\n\n" : " ");
    b->paragraph = false;
    b->at = b->text.len;
    push(&b->sentences, b->text.len, b->text.len + text.len);
    toc_buf_add(&b->text, text);
}

static void add_token(bank *b, toc_str line) {
    toc_str id = toc_str_cut(&line, '\t'), form = toc_str_cut(&line, '\t');
    int64_t number;
    if (!toc_str_to_i64(id, &number))
        return;
    while (b->at < b->text.len && b->text.ptr[b->at] == ' ')
        ++b->at;
    if (b->at + form.len <= b->text.len && memcmp(b->text.ptr + b->at, form.ptr, form.len) == 0) {
        push(&b->tokens, b->at, b->at + form.len);
        b->at += form.len;
    }
}

static void read_bank(const char *path, bank *b, toc_arena *arena) {
    toc_str rest;
    toc_err err;
    assert_int_equal(toc_file_read(path, 64u << 20, arena, &rest, &err), TOC_OK);
    toc_buf_init(&b->text, 64u << 20);
    while (rest.ptr) {
        toc_str line = toc_str_cut(&rest, '\n');
        if (toc_str_starts(line, TOC_STR("# newpar")) || toc_str_starts(line, TOC_STR("# newdoc")))
            b->paragraph = true;
        else if (toc_str_starts(line, TOC_STR("# text = ")))
            add_sentence(b, toc_str_slice(line, 9, line.len));
        else if (line.len && line.ptr[0] != '#')
            add_token(b, line);
    }
}

static void show(const bank *b, piece p, const char *whose) {
    size_t from = p.from > 20 ? p.from - 20 : 0;
    toc_str before = toc_str_slice(toc_buf_str(&b->text), from, p.from);
    toc_str inner = toc_str_slice(toc_buf_str(&b->text), p.from, p.to);
    toc_str after = toc_str_slice(toc_buf_str(&b->text), p.to, p.to + 20);
    printf("%s\t%.*s{%.*s}%.*s\n", whose, TOC_FMT(before), TOC_FMT(inner), TOC_FMT(after));
}

static double f1(const bank *b, const pieces *gold, const pieces *ours, const char *what) {
    bool print = getenv("TOCSIN_SHOW") && strstr(getenv("TOCSIN_SHOW"), what);
    size_t hits = 0, i = 0, j = 0;
    while (i < gold->count || j < ours->count) {
        piece g = i < gold->count ? gold->list[i] : (piece){SIZE_MAX, SIZE_MAX};
        piece o = j < ours->count ? ours->list[j] : (piece){SIZE_MAX, SIZE_MAX};
        if (g.from == o.from && g.to == o.to) {
            ++hits, ++i, ++j;
        } else if (g.from < o.from || (g.from == o.from && g.to < o.to)) {
            if (print)
                show(b, g, "gold");
            ++i;
        } else {
            if (print)
                show(b, o, "ours");
            ++j;
        }
    }
    return 200.0 * (double)hits / (double)(gold->count + ours->count);
}

static void cut_tokens(const bank *b, const pieces *sentences, pieces *tokens) {
    toc_arena arena;
    toc_arena_init(&arena, 0);
    for (size_t i = 0; i < sentences->count; ++i) {
        piece s = sentences->list[i];
        toc_token *list;
        size_t count;
        toc_arena_clear(&arena);
        assert_int_equal(
            toc_text_tokens(toc_str_slice(toc_buf_str(&b->text), s.from, s.to), &arena, &list, &count, NULL), TOC_OK);
        for (size_t k = 0; k < count; ++k)
            push(tokens, s.from + list[k].from, s.from + list[k].to);
    }
    toc_arena_fini(&arena);
}

static void score(const char *path) {
    bank b = {0};
    pieces ours = {0}, raw = {0}, given = {0};
    toc_arena arena;
    toc_sentence *list;
    size_t count;
    toc_arena_init(&arena, 0);
    read_bank(path, &b, &arena);
    assert_int_equal(toc_text_sentences(toc_buf_str(&b.text), &arena, &list, &count, NULL), TOC_OK);
    for (size_t i = 0; i < count; ++i)
        push(&ours, list[i].from, list[i].to);
    cut_tokens(&b, &ours, &raw);
    cut_tokens(&b, &b.sentences, &given);
    double sentences = f1(&b, &b.sentences, &ours, "sentences"), tokens = f1(&b, &b.tokens, &raw, "tokens");
    printf("%s: %zu sentences F1 %.2f; %zu tokens F1 %.2f, with the right sentences %.2f\n", path, b.sentences.count,
           sentences, b.tokens.count, tokens, f1(&b, &b.tokens, &given, "given"));
    assert_true(tokens >= 96.0 && sentences >= 70.0);
    free(b.sentences.list);
    free(b.tokens.list);
    free(ours.list);
    free(raw.list);
    free(given.list);
    toc_buf_fini(&b.text);
    toc_arena_fini(&arena);
}

static void treebanks_are_cut_as_by_hand(void **state) {
    (void)state;
    const char *paths = getenv("TOCSIN_CONLLU");
    if (!paths) {
        printf("skipped: no data (set TOCSIN_CONLLU)\n");
        skip();
    }
    toc_str rest = toc_str_of(paths);
    while (rest.ptr) {
        char path[1024];
        toc_str one = toc_str_cut(&rest, ':');
        snprintf(path, sizeof path, "%.*s", TOC_FMT(one));
        score(path);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(treebanks_are_cut_as_by_hand)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
