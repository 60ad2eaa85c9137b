/*
 * Lemmas: a rule (cut so many bytes, add these) found by the word and its UPOS,
 * else by the longest known suffix and its UPOS. Rules are learnt from the
 * treebank by script/train-syntax. Proper nouns keep their capitals.
 */
#include "syntax/model.h"

#include <string.h>

static toc_str rule_apply(const toc_lemma_rule *rule, toc_str folded, toc_arena *arena) {
    size_t keep = folded.len > rule->cut ? folded.len - rule->cut : 0;
    char text[80];
    size_t add = strlen(rule->add);
    memcpy(text, folded.ptr, keep);
    memcpy(text + keep, rule->add, add);
    return toc_arena_str(arena, (toc_str){text, keep + add});
}

toc_str toc_lemma_of(const toc_syntax *syntax, toc_str text, int upos, toc_arena *arena) {
    char folded[64], key[72];
    if (text.len == 0 || text.len >= sizeof folded) {
        return toc_arena_str(arena, text);
    }
    toc_str word = toc_word_fold(text, folded, sizeof folded);
    key[0] = (char)('A' + upos);
    key[1] = '|';
    memcpy(key + 2, word.ptr, word.len);
    uint32_t at;
    if (toc_map_get(&syntax->lemmas, (toc_str){key, word.len + 2}, &at)) {
        return upos == TOC_PROPN && syntax->lemma_rules[at].cut == 0
                   ? toc_arena_str(arena, text)
                   : rule_apply(&syntax->lemma_rules[at], word, arena);
    }
    if (upos == TOC_PROPN) {
        return toc_arena_str(arena, text);
    }
    key[1] = '-';
    for (size_t take = word.len < 6 ? word.len : 6; take > 0; take--) {
        memcpy(key + 2, word.ptr + word.len - take, take);
        if (toc_map_get(&syntax->lemmas, (toc_str){key, take + 2}, &at)) {
            return rule_apply(&syntax->lemma_rules[at], word, arena);
        }
    }
    return toc_arena_str(arena, word);
}
