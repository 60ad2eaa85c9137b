/*
 * Edit distance with swaps of neighbours (optimal string alignment, three rows),
 * by bytes in lower case, over all phrases of our tables and of the dictionaries.
 */
#include "lexicon/near.h"

#include "lexicon/inside.h"

enum { WORD_MAX = 63 };

typedef struct candidate {
    toc_str phrase;
    size_t distance;
} candidate;

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

/* Both at most WORD_MAX bytes. */
static size_t distance_of(toc_str a, toc_str b) {
    size_t rows[3][WORD_MAX + 1];
    for (size_t j = 0; j <= b.len; j++) {
        rows[0][j] = j;
    }
    for (size_t i = 1; i <= a.len; i++) {
        size_t *now = rows[i % 3], *one = rows[(i + 2) % 3], *two = rows[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            char x = lower(a.ptr[i - 1]), y = lower(b.ptr[j - 1]);
            now[j] = least(one[j - 1] + (x != y), least(one[j], now[j - 1]) + 1);
            if (i > 1 && j > 1 && x == lower(b.ptr[j - 2]) && lower(a.ptr[i - 2]) == y) {
                now[j] = least(now[j], two[j - 2] + 1);
            }
        }
    }
    return rows[a.len % 3][b.len];
}

static void consider(candidate best[TOC_FIND_NEAR_MAX], toc_str phrase, toc_str words) {
    size_t longer = phrase.len > words.len ? phrase.len : words.len;
    size_t gap = longer - (phrase.len < words.len ? phrase.len : words.len);
    size_t allowed = longer / 4, at = TOC_FIND_NEAR_MAX;
    if (longer > WORD_MAX || gap > allowed || words.len < 3) {
        return;
    }
    size_t distance = distance_of(phrase, words);
    for (size_t i = 0; i < TOC_FIND_NEAR_MAX; i++) {
        if (best[i].phrase.len > 0 && toc_str_equal_icase(best[i].phrase, phrase)) {
            return;
        }
    }
    if (distance > allowed) {
        return;
    }
    while (at > 0 && (best[at - 1].phrase.len == 0 || best[at - 1].distance > distance)) {
        if (at < TOC_FIND_NEAR_MAX) {
            best[at] = best[at - 1];
        }
        at--;
    }
    if (at < TOC_FIND_NEAR_MAX) {
        best[at] = (candidate){phrase, distance};
    }
}

toc_rc toc_near_find(const toc_lexicon *lexicon, toc_str text, toc_str part, toc_arena *arena, toc_find *found,
                     toc_err *err) {
    candidate best[TOC_FIND_NEAR_MAX] = {{{"", 0}, 0}};
    for (uint32_t i = 0; i < lexicon->entry_count; i++) {
        consider(best, lexicon->entries[i].phrase, text);
        consider(best, lexicon->entries[i].phrase, part);
    }
    for (uint32_t i = 0; i < lexicon->foreign_count; i++) {
        consider(best, lexicon->foreign_phrases[i].key, text);
        consider(best, lexicon->foreign_phrases[i].key, part);
    }
    for (size_t i = 0; i < TOC_FIND_NEAR_MAX && best[i].phrase.len > 0; i++) {
        found->near[found->near_count] = toc_arena_str(arena, best[i].phrase);
        if (!found->near[found->near_count].ptr) {
            return toc_err_set(err, TOC_ENOMEM, "no memory for near spellings");
        }
        found->near_count++;
    }
    return TOC_OK;
}
