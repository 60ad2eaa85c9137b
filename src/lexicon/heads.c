/*
 * Heads: what a verb, an idiom, an event noun or an adjective means by itself (heads.tsv). Kept by
 * the word that carries it: the first of a verb or adjective, the last of a noun before its preposition.
 */
#include "lexicon/inside.h"

#include <string.h>

static bool head_list_add(toc_lexicon *lexicon, toc_str key, const toc_head *head) {
    uint32_t at;
    if (!toc_map_get(&lexicon->head_keys, key, &at)) {
        at = lexicon->head_list_count;
        if (!toc_lexicon_grow(lexicon, (void **)&lexicon->head_lists, at, &lexicon->head_list_room,
                              sizeof *lexicon->head_lists) ||
            !toc_map_put(&lexicon->head_keys, key, at)) {
            return false;
        }
        lexicon->head_lists[at] = (toc_head_list){0};
        lexicon->head_list_count++;
    }
    toc_head_list *list = &lexicon->head_lists[at];
    if (list->count == list->room) {
        size_t more = list->room ? list->room * 2 : 4;
        const toc_head **rows = toc_arena_array(&lexicon->arena, more, sizeof *rows);
        if (!rows) {
            return false;
        }
        if (list->count > 0) {
            memcpy(rows, list->rows, list->count * sizeof *rows);
        }
        list->rows = rows;
        list->room = more;
    }
    list->rows[list->count++] = head;
    return true;
}

static bool is_preposition(toc_str word) {
    static const char *const words[] = {"of", "on",   "for",  "to",   "with",    "in",    "against", "by",
                                        "at", "from", "over", "into", "between", "about", "toward",  "towards"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (toc_str_equal(word, toc_str_of(words[i]))) {
            return true;
        }
    }
    return false;
}

static size_t carrier_of(const toc_head *head) {
    size_t at = 0;
    while (head->pos == 'n' && at + 1 < head->count && !is_preposition(head->words[at + 1])) {
        at++;
    }
    return at;
}

/* Columns: pos head cameo sure. */
static toc_rc head_take(toc_lexicon *lexicon, const toc_str *cells, const char *path, size_t line, toc_err *err) {
    toc_head *head = toc_arena_alloc(&lexicon->arena, sizeof *head);
    int64_t sure = 0;
    if (!head) {
        return toc_lexicon_no_memory(err);
    }
    if (cells[0].len != 1 || !strchr("vna", cells[0].ptr[0]) || !toc_str_to_i64(cells[3], &sure) || sure < 1 ||
        sure > 3) {
        return toc_err_set(err, TOC_EFORMAT, "%s:%zu: pos is v, n or a, and sure 1 to 3", path, line);
    }
    *head = (toc_head){.pos = cells[0].ptr[0], .text = cells[1], .cameo = cells[2], .sure = (int)sure, .line = line};
    for (toc_str rest = cells[1]; rest.ptr;) {
        toc_str word = toc_str_cut(&rest, ' ');
        if (word.len > 0 && head->count < TOC_HEAD_WORDS_MAX) {
            head->words[head->count++] = word;
        }
    }
    if (head->count == 0) {
        return toc_err_set(err, TOC_EFORMAT, "%s:%zu: a head without words", path, line);
    }
    head->carrier = carrier_of(head);
    toc_str key = toc_arena_printf(&lexicon->arena, "%c|%.*s", head->pos, TOC_FMT(head->words[head->carrier]));
    return key.ptr && head_list_add(lexicon, key, head) ? TOC_OK : toc_lexicon_no_memory(err);
}

static const char *const heads_columns[] = {"pos", "head", "cameo", "sure"};
const toc_lexicon_table toc_table_heads = {"heads.tsv", heads_columns, 4, head_take};

size_t toc_lexicon_heads(const toc_lexicon *lexicon, char pos, toc_str lemma, const toc_head *const **out) {
    char key[96];
    uint32_t at;
    if (lemma.len + 2 > sizeof key) {
        return 0;
    }
    key[0] = pos;
    key[1] = '|';
    memcpy(key + 2, lemma.len > 0 ? lemma.ptr : "", lemma.len);
    if (!toc_map_get(&lexicon->head_keys, (toc_str){key, lemma.len + 2}, &at)) {
        return 0;
    }
    *out = lexicon->head_lists[at].rows;
    return lexicon->head_lists[at].count;
}
