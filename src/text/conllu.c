/*
 * Method: the lines of a block are gathered in a buffer with a maximum; the block
 * is checked there line by line, in one pass without memory; only a sound one is
 * copied into the caller's arena and taken apart. So a file of nothing but
 * breaches costs one block.
 */
#include "text/conllu.h"

#include "base/mem.h"
#include "text/inside.h"

#include <stdio.h>
#include <string.h>

enum { COLUMNS = 10, MISC = 9, REASON_BYTES = 200, SHOWN_BYTES = 40 };

struct toc_conllu {
    toc_lines lines;
    toc_buf block;
    char *path;
    toc_reject_fn *reject;
    void *ctx;
};

typedef enum row_kind { ROW_COMMENT, ROW_WORD, ROW_RANGE, ROW_EMPTY } row_kind;

/* One line of a block, cut. */
typedef struct row {
    row_kind kind;
    toc_str line, id, form, misc;
    int64_t first, last; /* of a word both its number; of an empty node that of the word before */
} row;

/* What a block holds, as far as it was looked at. */
typedef struct tally {
    size_t words, extras, comments_len;
    int64_t range_last; /* the last word of the range that was opened last */
} tally;

/* ---- one line ---- */

static bool id_read(row *r) {
    toc_str rest = r->id;
    char mark = toc_str_find(r->id, TOC_STR("-"), 0) != SIZE_MAX ? '-' : '.';
    toc_str left = toc_str_cut(&rest, mark);
    r->kind = rest.ptr == NULL ? ROW_WORD : mark == '-' ? ROW_RANGE : ROW_EMPTY;
    if (left.len == 0 || left.ptr[0] < '0' || left.ptr[0] > '9' || !toc_str_to_i64(left, &r->first)) {
        return false;
    }
    r->last = r->first;
    return rest.ptr == NULL ||
           (rest.len > 0 && rest.ptr[0] >= '0' && rest.ptr[0] <= '9' && toc_str_to_i64(rest, &r->last));
}

/* Cut line; what is wrong with it by itself, or NULL. */
static const char *row_read(toc_str line, row *r) {
    *r = (row){.kind = ROW_COMMENT, .line = line};
    if (line.ptr[0] == '#') {
        return NULL;
    }
    toc_str rest = line;
    size_t cells = 0;
    for (; rest.ptr != NULL; cells++) {
        toc_str cell = toc_str_cut(&rest, '\t');
        r->id = cells == 0 ? cell : r->id;
        r->form = cells == 1 ? cell : r->form;
        r->misc = cells == MISC ? cell : r->misc;
    }
    if (cells != COLUMNS) {
        return "not ten cells divided by tabs";
    }
    if (!id_read(r)) {
        return "an id that is no number, range (1-2) or empty node (1.1)";
    }
    return toc_str_trim(r->form).len == 0 ? "a word without a form" : NULL;
}

/* ---- one block ---- */

/* What is wrong with a row at this place of its block, or NULL. */
static const char *row_misplaced(const row *r, const tally *t) {
    int64_t next = (int64_t)t->words + 1;
    switch (r->kind) {
    case ROW_COMMENT:
        return t->words + t->extras > 0 ? "a comment within a sentence" : NULL;
    case ROW_WORD:
        return r->first != next ? "a word out of turn: ids count 1, 2, 3" : NULL;
    case ROW_RANGE:
        return r->first != next || r->last <= r->first || r->first <= t->range_last
                   ? "a range that does not stand before its words, or is open at its end"
                   : NULL;
    case ROW_EMPTY:
        break;
    }
    return r->first != next - 1 ? "an empty node that does not stand behind its word" : NULL;
}

static void tally_add(tally *t, const row *r) {
    t->comments_len += r->kind == ROW_COMMENT ? r->line.len + 1 : 0;
    t->words += r->kind == ROW_WORD;
    t->extras += r->kind == ROW_RANGE || r->kind == ROW_EMPTY;
    t->range_last = r->kind == ROW_RANGE ? r->last : t->range_last;
}

/* Look at each line of block; what is wrong, or NULL, and the line of it, from 0. */
static const char *block_check(toc_str block, tally *t, size_t *line) {
    const char *wrong = NULL;
    *t = (tally){0};
    *line = 0;
    if (!toc_utf8_valid(block) || memchr(block.ptr, '\0', block.len) != NULL) {
        return "a sentence that is not UTF-8, or binary";
    }
    for (toc_str rest = block; rest.len > 0; ++*line) {
        row r;
        wrong = row_read(toc_str_cut(&rest, '\n'), &r);
        wrong = wrong != NULL ? wrong : row_misplaced(&r, t);
        if (wrong != NULL) {
            return wrong;
        }
        tally_add(t, &r);
    }
    --*line;
    if (t->range_last > (int64_t)t->words) {
        return "a range that ends behind the last word";
    }
    return t->words == 0 ? "comments without a sentence" : NULL;
}

static bool has_no_space(toc_str misc) {
    toc_str rest = misc;
    while (rest.ptr != NULL) {
        if (toc_str_equal(toc_str_cut(&rest, '|'), TOC_STR("SpaceAfter=No"))) {
            return true;
        }
    }
    return false;
}

/* Where the sentence's words stand in its text. */
typedef struct place {
    uint32_t at;
    int64_t range_last; /* words before this one are joined to the next */
    bool range_space;   /* behind the range */
} place;

static bool word_take(const row *r, toc_conllu_sentence *s, place *p, toc_arena *arena) {
    toc_token *token = &s->tokens[s->count];
    bool space = r->first < p->range_last ? false : r->first == p->range_last ? p->range_space : !has_no_space(r->misc);
    token->from = p->at;
    token->to = p->at + (uint32_t)r->form.len;
    token->text = r->form;
    token->space_after = space;
    p->at = token->to + space;
    s->misc[s->count++] = r->misc.len > 0 ? r->misc : TOC_STR("_");
    return toc_token_look(token, arena);
}

/* block, checked, copied into arena and taken apart; false when memory is refused. */
static bool block_take(toc_str block, const tally *t, toc_arena *arena, toc_conllu_sentence *s) {
    toc_str rest = toc_arena_str(arena, block);
    place p = {0, 0, false};
    s->tokens = toc_arena_array(arena, t->words, sizeof *s->tokens);
    s->misc = toc_arena_array(arena, t->words, sizeof *s->misc);
    s->extras = toc_arena_array(arena, t->extras, sizeof *s->extras);
    bool fine = rest.ptr != NULL && s->tokens != NULL && s->misc != NULL && s->extras != NULL;
    s->comments = fine ? toc_str_slice(rest, 0, t->comments_len) : rest;
    while (fine && rest.len > 0) {
        row r;
        row_read(toc_str_cut(&rest, '\n'), &r);
        if (r.kind == ROW_WORD) {
            fine = word_take(&r, s, &p, arena);
        } else if (r.kind != ROW_COMMENT) {
            s->extras[s->extra_count++] = (toc_conllu_extra){s->count, r.line};
        }
        if (r.kind == ROW_RANGE) {
            p.range_last = r.last;
            p.range_space = !has_no_space(r.misc);
        }
    }
    if (fine) {
        s->tokens[s->count - 1].space_after = false;
    }
    return fine;
}

/* ---- the file ---- */

static void reject_block(toc_conllu *c, size_t line, const char *why, toc_str shown) {
    char reason[REASON_BYTES];
    char words[SHOWN_BYTES + 1];
    size_t len = 0;
    for (; len < SHOWN_BYTES && len < shown.len && shown.ptr[len] >= ' ' && shown.ptr[len] <= '~'; len++) {
        words[len] = shown.ptr[len];
    }
    words[len] = '\0';
    snprintf(reason, sizeof reason,
             len > 0 ? "%s, at \"%s\"; the sentence is left out" : "%s; the sentence is left out", why, words);
    if (c->reject != NULL) {
        c->reject(c->ctx, &(toc_reject){c->path, line, reason});
    }
}

static toc_str nth_line(toc_str block, size_t n) {
    toc_str line = {"", 0};
    for (size_t i = 0; i <= n && block.ptr != NULL; i++) {
        line = toc_str_cut(&block, '\n');
    }
    return line;
}

/* The lines up to the next empty one into c->block; *first is the number of the first. *whole is false when there
 * were too many bytes: they have been passed over. */
static toc_rc block_gather(toc_conllu *c, size_t *first, bool *whole, bool *more, toc_err *err) {
    *first = 0;
    *whole = true;
    toc_buf_clear(&c->block);
    for (;;) {
        toc_str line;
        bool cut = false;
        toc_rc rc = toc_lines_next(&c->lines, &line, &cut, more, err);
        if (rc != TOC_OK || !*more) {
            return rc;
        }
        if (c->lines.line == 1 && toc_str_starts(line, TOC_STR("\xEF\xBB\xBF"))) {
            line = toc_str_slice(line, 3, line.len);
        }
        if (line.len == 0 && *first > 0) {
            return TOC_OK;
        }
        if (line.len > 0) {
            *first = *first > 0 ? *first : c->lines.line;
            *whole = *whole && !cut && c->block.len + line.len + 1 <= TOC_DOCUMENT_BYTES_MAX;
        }
        if (line.len > 0 && *whole) {
            toc_buf_add(&c->block, line);
            toc_buf_add_char(&c->block, '\n');
        }
    }
}

toc_rc toc_conllu_next(toc_conllu *c, toc_arena *arena, toc_conllu_sentence *out, bool *more, toc_err *err) {
    bool whole = true;
    size_t first = 0, line = 0;
    tally t;
    *more = true;
    while (*more) {
        toc_rc rc = block_gather(c, &first, &whole, more, err);
        if (rc == TOC_OK && c->block.failed) {
            rc = toc_err_set(err, TOC_ENOMEM, "no memory for a sentence of \"%s\", line %zu", c->path, first);
        }
        if (rc != TOC_OK || first == 0) {
            *more = rc != TOC_OK && *more;
            return rc;
        }
        toc_str block = toc_buf_str(&c->block);
        const char *wrong = whole ? block_check(block, &t, &line) : "a sentence of more than 8 MiB";
        if (wrong != NULL) {
            reject_block(c, whole ? first + line : first, wrong, whole ? nth_line(block, line) : TOC_STR(""));
            continue;
        }
        *out = (toc_conllu_sentence){.line = first};
        *more = true;
        return block_take(block, &t, arena, out)
                   ? TOC_OK
                   : toc_err_set(err, TOC_ENOMEM, "no memory for a sentence of \"%s\", line %zu", c->path, first);
    }
    return TOC_OK;
}

static toc_conllu *conllu_new(const char *name, toc_reject_fn *reject, void *ctx) {
    toc_conllu *c = toc_mem_calloc(1, sizeof *c);
    char *path = c != NULL ? toc_mem_alloc(strlen(name) + 1) : NULL;
    if (path == NULL) {
        toc_mem_free(c);
        return NULL;
    }
    memcpy(path, name, strlen(name) + 1);
    c->path = path;
    c->reject = reject;
    c->ctx = ctx;
    toc_buf_init(&c->block, TOC_DOCUMENT_BYTES_MAX + 2);
    return c;
}

toc_rc toc_conllu_open(const char *path, toc_reject_fn *reject, void *ctx, toc_conllu **out, toc_err *err) {
    toc_conllu *c = conllu_new(path, reject, ctx);
    if (c == NULL) {
        return toc_err_set(err, TOC_ENOMEM, "no memory to open \"%s\"", path);
    }
    toc_rc rc = toc_lines_open(&c->lines, path, err);
    if (rc == TOC_OK) {
        *out = c;
    } else {
        toc_conllu_close(c);
    }
    return rc;
}

toc_rc toc_conllu_open_memory(const char *name, toc_str bytes, toc_reject_fn *reject, void *ctx, toc_conllu **out,
                              toc_err *err) {
    toc_conllu *c = conllu_new(name, reject, ctx);
    if (c == NULL) {
        return toc_err_set(err, TOC_ENOMEM, "no memory to open \"%s\"", name);
    }
    toc_lines_open_memory(&c->lines, bytes);
    *out = c;
    return TOC_OK;
}

void toc_conllu_close(toc_conllu *c) {
    if (c != NULL) {
        toc_lines_close(&c->lines);
        toc_buf_fini(&c->block);
        toc_mem_free(c->path);
        toc_mem_free(c);
    }
}
