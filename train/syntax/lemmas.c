/*
 * Lemma rules: for each word with its UPOS, and for each ending of up to six
 * bytes with its UPOS, the rule with the most votes; a word whose longest known ending
 * already gives the same rule is left out.
 */
#include "train.h"

#include <string.h>

static bool rule_of(toc_str word, toc_str lemma, toc_lemma_rule *rule) {
    size_t same = 0;
    while (same < word.len && same < lemma.len && word.ptr[same] == lemma.ptr[same]) {
        same++;
    }
    if (lemma.len - same >= sizeof rule->add || word.len - same > 200) {
        return false;
    }
    *rule = (toc_lemma_rule){.cut = (uint8_t)(word.len - same)};
    memcpy(rule->add, lemma.ptr + same, lemma.len - same);
    return true;
}

typedef struct vote {
    toc_str key;
    toc_lemma_rule rule;
    long count;
} vote;

typedef struct votes {
    vote *all;
    size_t count, room;
    toc_map map;
} votes;

static void vote_add(votes *v, toc_arena *arena, toc_str key, const toc_lemma_rule *rule) {
    char full[128];
    size_t add = strlen(rule->add);
    memcpy(full, key.ptr, key.len);
    full[key.len] = '\1';
    full[key.len + 1] = (char)('0' + rule->cut);
    memcpy(full + key.len + 2, rule->add, add);
    toc_str name = {full, key.len + 2 + add};
    uint32_t at;
    if (!toc_map_get(&v->map, name, &at)) {
        if (v->count == v->room) {
            v->room = v->room ? v->room * 2 : 1 << 16;
            v->all = toc_mem_realloc(v->all, v->room * sizeof *v->all);
        }
        at = (uint32_t)v->count++;
        name = toc_arena_str(arena, name);
        v->all[at] = (vote){toc_str_slice(name, 0, key.len), *rule, 0};
        toc_map_put(&v->map, name, at);
    }
    v->all[at].count++;
}

static void lemma_votes(votes *v, corpus *c, const toc_tagset *set) {
    for (size_t i = 0; i < c->count; i++) {
        for (int k = 0; k < c->all[i].n; k++) {
            char folded[64], low[64], key[72];
            toc_str text = c->all[i].forms[k], lemma = c->all[i].lemmas[k];
            int upos = set->upos[c->all[i].tags[k]];
            toc_lemma_rule rule;
            if (text.len >= 64 || lemma.len >= 64 || upos == TOC_UPUNCT) {
                continue;
            }
            toc_str word = toc_word_fold(text, folded, 64), want = toc_word_fold(lemma, low, 64);
            if (!rule_of(word, want, &rule)) {
                continue;
            }
            key[0] = (char)('A' + upos);
            key[1] = '|';
            memcpy(key + 2, word.ptr, word.len);
            vote_add(v, &c->arena, (toc_str){key, word.len + 2}, &rule);
            key[1] = '-';
            for (size_t take = 1; upos != TOC_PROPN && take <= 6 && take <= word.len; take++) {
                memcpy(key + 2, word.ptr + word.len - take, take);
                vote_add(v, &c->arena, (toc_str){key, take + 2}, &rule);
            }
        }
    }
}

/* Of each key the rule with the most votes; keys that a shorter suffix already answers alike are left out. */
static size_t lemmas_choose(votes *v, corpus *c, toc_str **keys, toc_lemma_rule **rules) {
    toc_map best;
    toc_map_init(&best);
    for (uint32_t i = 0; i < v->count; i++) {
        uint32_t at;
        if (!toc_map_get(&best, v->all[i].key, &at) || v->all[i].count > v->all[at].count) {
            toc_map_put(&best, v->all[i].key, i);
        }
    }
    *keys = toc_arena_array(&c->arena, v->count + 1, sizeof **keys);
    *rules = toc_arena_array(&c->arena, v->count + 1, sizeof **rules);
    size_t n = 0;
    for (uint32_t i = 0; i < v->count; i++) {
        uint32_t at, other;
        toc_str key = v->all[i].key;
        toc_map_get(&best, key, &at);
        if (at != i || (key.ptr[1] == '-' && v->all[i].count < 2)) {
            continue;
        }
        bool known = false;
        for (size_t take = key.len > 8 ? 6 : key.len - 2 - (key.ptr[1] == '-');
             take > 0 && key.ptr[0] != 'A' + TOC_PROPN; take--) {
            char text[72] = {key.ptr[0], '-'};
            memcpy(text + 2, key.ptr + key.len - take, take);
            if (toc_map_get(&best, (toc_str){text, take + 2}, &other) && v->all[other].count >= 2) {
                known = v->all[other].rule.cut == v->all[i].rule.cut &&
                        strcmp(v->all[other].rule.add, v->all[i].rule.add) == 0;
                break;
            }
        }
        if (!known) {
            (*keys)[n] = key;
            (*rules)[n++] = v->all[i].rule;
        }
    }
    toc_map_fini(&best);
    return n;
}

void lemmas_learn(corpus *c, toc_syntax *model) {
    votes v = {0};
    toc_map_init(&v.map);
    lemma_votes(&v, c, &c->tags);
    model->lemma_count = (uint32_t)lemmas_choose(&v, c, &model->lemma_keys, &model->lemma_rules);
    toc_map_fini(&v.map);
    toc_mem_free(v.all);
}
