/*
 * Lemmas: a rule (cut so many bytes, add these) found by the word and its UPOS,
 * else by the longest known suffix and its UPOS. Rules are learnt from the
 * treebank by script/train-syntax. Proper nouns keep their capitals. A lemma that is
 * the word as written is a view of it. What was found for a word is kept in a
 * small table, where the next of the same hash takes its place: the
 * words of a language are few, and most look-ups end there.
 */
#include "syntax/model.h"

#include <string.h>

/* No rule: the word in small letters. */
#define NO_RULE UINT32_MAX

static toc_str rule_apply(const toc_lemma_rule *rule, toc_str text, toc_str folded, toc_arena *arena) {
    size_t keep = folded.len > rule->cut ? folded.len - rule->cut : 0;
    char lemma[80];
    size_t add = strlen(rule->add);
    memcpy(lemma, folded.ptr, keep);
    memcpy(lemma + keep, rule->add, add);
    if (keep + add == text.len && memcmp(lemma, text.ptr, text.len) == 0) {
        return text;
    }
    return toc_arena_str(arena, (toc_str){lemma, keep + add});
}

static uint32_t rule_find(const toc_syntax *syntax, toc_str word, int upos) {
    char key[72];
    uint32_t at;
    key[0] = (char)('A' + upos);
    key[1] = '|';
    memcpy(key + 2, word.ptr, word.len);
    if (toc_map_get(&syntax->lemmas, (toc_str){key, word.len + 2}, &at)) {
        return at;
    }
    key[1] = '-';
    for (size_t take = upos == TOC_PROPN ? 0 : word.len < 6 ? word.len : 6; take > 0; take--) {
        memcpy(key + 2, word.ptr + word.len - take, take);
        if (toc_map_get(&syntax->lemmas, (toc_str){key, take + 2}, &at)) {
            return at;
        }
    }
    return NO_RULE;
}

/* hash: any number that the word decides, so that it is not reckoned again. */
static uint32_t rule_recall(const toc_syntax *syntax, toc_lemma_cache *cache, uint32_t hash, toc_str word, int upos) {
    toc_lemma_seen *seen = &cache->at[(hash + (uint32_t)upos * 0x9E3779B1u) >> 7 & (TOC_LEMMA_CACHE - 1)];
    if (word.len > sizeof seen->word) {
        return rule_find(syntax, word, upos);
    }
    if (seen->len != word.len || seen->upos != upos || memcmp(seen->word, word.ptr, word.len) != 0) {
        seen->rule = rule_find(syntax, word, upos);
        seen->len = (uint8_t)word.len;
        seen->upos = (uint8_t)upos;
        memcpy(seen->word, word.ptr, word.len);
    }
    return seen->rule;
}

toc_str toc_lemma_of(const toc_syntax *syntax, toc_lemma_cache *cache, uint32_t hash, toc_str text, int upos,
                     toc_arena *arena) {
    static const toc_lemma_rule as_it_is = {0, ""};
    char folded[64];
    if (text.len == 0 || text.len >= sizeof folded) {
        return toc_arena_str(arena, text);
    }
    toc_str word = toc_word_fold(text, folded, sizeof folded);
    uint32_t at = rule_recall(syntax, cache, hash, word, upos);
    const toc_lemma_rule *rule = at == NO_RULE ? &as_it_is : &syntax->lemma_rules[at];
    if (upos == TOC_PROPN && (at == NO_RULE || rule->cut == 0)) {
        return text;
    }
    return rule_apply(rule, text, word, arena);
}
