/*
 * Method: a word carries a head when the head's other words are found by it:
 * below a verb or adjective (its particle, its object, the preposition of what
 * hangs on it), in front of a noun, or right behind it in the text. Most heads fail for a word that stands nowhere in
 * the sentence: a set of 256 marks, one or two for each word by its ends and length, tells so without looking. What
 * hangs on a token does not depend on the parties, so hits are looked up once a sentence.
 */
#include "code/heads.h"

#include <string.h>

struct toc_head_memo {
    uint64_t words[4]; /* the marks of all words and lemmas */
    struct {
        const toc_head_hit *hits;
        int count; /* -1: not looked up */
    } at[];
};

/* ---- which words there are ---- */

static unsigned mark_of(toc_str word) {
    const unsigned char *b = (const unsigned char *)word.ptr;
    return word.len > 0 ? (b[0] * 5u + b[word.len - 1] * 31u + (unsigned)word.len * 57u) & 255u : 0;
}

static void mark_set(toc_head_memo *memo, toc_str word) {
    unsigned mark = mark_of(word);
    memo->words[mark / 64] |= UINT64_C(1) << (mark % 64);
}

toc_head_memo *toc_head_memo_make(const toc_scene *scene) {
    toc_head_memo *memo = toc_arena_alloc(scene->arena, sizeof *memo + (size_t)scene->n * sizeof memo->at[0]);
    for (int i = 0; memo && i < scene->n; i++) {
        mark_set(memo, scene->lemma[i]);
        mark_set(memo, scene->tokens[i].lower);
        memo->at[i].count = -1;
    }
    return memo;
}

/* False only when no word of the sentence is this one. */
static bool may_stand(const toc_scene *scene, toc_str word) {
    unsigned mark = mark_of(word);
    return !scene->heads || (scene->heads->words[mark / 64] >> (mark % 64) & 1);
}

/* ---- whether a head stands at a token ---- */

static bool lemma_at(const toc_scene *scene, int i, toc_str word) {
    return i >= 0 && i < scene->n &&
           (toc_str_equal(scene->lemma[i], word) || toc_str_equal(scene->tokens[i].lower, word));
}

/* Among what hangs on i, two steps deep. */
static bool is_below(const toc_scene *scene, int i, toc_str word, int depth) {
    for (int c = scene->first_child[i]; c >= 0; c = scene->next_child[c]) {
        if (lemma_at(scene, c, word) || (depth < 2 && is_below(scene, c, word, depth + 1))) {
            return true;
        }
    }
    return false;
}

static bool word_found(const toc_scene *scene, const toc_head *head, int i, size_t k) {
    toc_str word = head->words[k];
    if (k < head->carrier) {
        return lemma_at(scene, i - (int)(head->carrier - k), word) || is_below(scene, i, word, 2);
    }
    for (int at = i + 1; at <= i + 3; at++) {
        if (lemma_at(scene, at, word)) {
            return true;
        }
    }
    return is_below(scene, i, word, 1);
}

static bool is_whole(const toc_scene *scene, const toc_head *head, int i) {
    for (size_t k = 0; k < head->count; k++) {
        if (k != head->carrier && !may_stand(scene, head->words[k])) {
            return false;
        }
    }
    for (size_t k = 0; k < head->count; k++) {
        if (k != head->carrier && !word_found(scene, head, i, k)) {
            return false;
        }
    }
    return true;
}

static char pos_of(const toc_scene *scene, int i) {
    int upos = scene->nodes[i].upos;
    return upos == TOC_VERB ? 'v' : upos == TOC_ADJ || upos == TOC_ADV ? 'a' : 'n';
}

/* Up to TOC_HEAD_HITS_MAX hits at token i. */
static int hits_at(const toc_scene *scene, const toc_ontology *ontology, int i, toc_head_hit *out) {
    const toc_head *const *rows;
    size_t count = toc_lexicon_heads(scene->lexicon, pos_of(scene, i), scene->lemma[i], &rows), longest = 0;
    int found = 0;
    for (size_t k = 0; k < count; k++) {
        if (rows[k]->count > longest && is_whole(scene, rows[k], i)) {
            longest = rows[k]->count;
        }
    }
    for (size_t k = 0; k < count && found < TOC_HEAD_HITS_MAX; k++) {
        if (rows[k]->count != longest || !is_whole(scene, rows[k], i)) {
            continue;
        }
        const toc_cameo *cameo = toc_ontology_find(ontology, rows[k]->cameo);
        if (cameo) {
            out[found++] = (toc_head_hit){rows[k], cameo->root, i, 0, 0};
        }
    }
    return found;
}

/* The same, remembered where there is a memo and room for it; *out is room or the memory. */
static int hits_known(const toc_scene *scene, const toc_ontology *ontology, int i, toc_head_hit *room,
                      const toc_head_hit **out) {
    toc_head_memo *memo = scene->heads;
    *out = room;
    if (memo && memo->at[i].count >= 0) {
        *out = memo->at[i].hits;
        return memo->at[i].count;
    }
    int count = hits_at(scene, ontology, i, room);
    toc_head_hit *kept = memo ? toc_arena_array(scene->arena, (size_t)count, sizeof *kept) : NULL;
    if (kept) {
        memcpy(kept, room, (size_t)count * sizeof *kept);
        memo->at[i].hits = kept;
        memo->at[i].count = count;
    }
    return count;
}

static bool may_carry(const toc_scene *scene, int i) {
    int upos = scene->nodes[i].upos;
    return upos == TOC_VERB || upos == TOC_NOUN || upos == TOC_ADJ || upos == TOC_ADV;
}

void toc_head_roots_at(const toc_scene *scene, const toc_ontology *ontology, int i, float *out) {
    toc_head_hit room[TOC_HEAD_HITS_MAX];
    const toc_head_hit *hits;
    int count = may_carry(scene, i) ? hits_known(scene, ontology, i, room, &hits) : 0;
    memset(out, 0, TOC_ROOT_COUNT * sizeof *out);
    for (int k = 0; k < count; k++) {
        float sure = (float)hits[k].head->sure / 3.0f;
        out[hits[k].root] = sure > out[hits[k].root] ? sure : out[hits[k].root];
    }
}

void toc_head_hits_find(const toc_scene *scene, const toc_ontology *ontology, toc_span source, toc_span target,
                        toc_features *out) {
    toc_head_hit room[TOC_HEAD_HITS_MAX];
    const toc_head_hit *hits;
    out->hit_count = 0;
    for (int i = 0; i < scene->n; i++) {
        bool party = (i >= source.from && i < source.to) || (i >= target.from && i < target.to);
        if (party || !may_carry(scene, i)) {
            continue;
        }
        int count = hits_known(scene, ontology, i, room, &hits);
        for (int k = 0; k < count && out->hit_count < TOC_HEAD_HITS_MAX; k++) {
            out->hits[out->hit_count++] = hits[k];
        }
    }
}

static bool says_the_same(const toc_head *a, const toc_head *b) {
    return toc_str_equal(toc_str_slice(a->cameo, 0, 2), toc_str_slice(b->cameo, 0, 2));
}

/* The head's second word is the verb's own particle, object or preposition: "opened a war on the market" does not open
 * a market. */
static bool is_close(const toc_scene *scene, const toc_head *head, int i) {
    if (head->count < 2 || lemma_at(scene, i + 1, head->words[1])) {
        return true;
    }
    for (int c = scene->first_child[i]; c >= 0; c = scene->next_child[c]) {
        toc_rel rel = (toc_rel)scene->nodes[c].rel;
        bool own = lemma_at(scene, c, head->words[1]) && rel != TOC_R_OBL;
        bool inside = rel == TOC_R_OBJ && is_below(scene, c, head->words[1], 2);
        bool prep = rel == TOC_R_OBL && lemma_at(scene, toc_child_with(scene, c, TOC_R_CASE), head->words[1]);
        if (own || inside || prep) {
            return true;
        }
    }
    return false;
}

const toc_head *toc_head_of(const toc_scene *scene, int i) {
    const toc_head *const *rows;
    const toc_head *best = NULL;
    bool torn = false;
    size_t count = toc_lexicon_heads(scene->lexicon, pos_of(scene, i), scene->lemma[i], &rows);
    for (size_t k = 0; k < count; k++) {
        const toc_head *head = rows[k];
        size_t rank = head->count * 4 + (size_t)head->sure, most = best ? best->count * 4 + (size_t)best->sure : 0;
        if (rank < most || !is_whole(scene, head, i) || !is_close(scene, head, i)) {
            continue;
        }
        torn = rank == most && (torn || !says_the_same(head, best));
        best = rank > most ? head : best;
    }
    return best && !torn && best->sure >= 2 ? best : NULL;
}

const toc_head_hit *toc_head_witness(const toc_features *features, unsigned roots) {
    const toc_head_hit *best = NULL;
    for (int i = 0; i < features->hit_count; i++) {
        const toc_head_hit *hit = &features->hits[i];
        bool speaks = hit->root >= TOC_AGREE && hit->root <= TOC_ASSAULT && roots >> (hit->root - TOC_AGREE) & 1;
        bool better =
            !best || hit->place < best->place || (hit->place == best->place && hit->head->sure > best->head->sure);
        best = speaks && better ? hit : best;
    }
    return best;
}
