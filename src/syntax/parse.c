/*
 * Tagging and parsing one sentence with a loaded model. Tags are chosen left to
 * right, then moves one by one, each by its highest score among those allowed; on a left
 * or right move the relation is chosen by its own scores. Ties go to the lower
 * class, so the same input always gives the same tree.
 */
#include "base/file.h"
#include "base/mem.h"
#include "syntax/model.h"

#include <string.h>

#define MODEL_BYTES_MAX (64u << 20)

void toc_sparse_score(const toc_sparse *table, const uint32_t *features, int count, int32_t *scores) {
    for (int f = 0; f < count; f++) {
        __builtin_prefetch(&table->start[features[f] & table->mask]);
    }
    for (int f = 0; f < count; f++) {
        __builtin_prefetch(&table->entries[table->start[features[f] & table->mask]]);
    }
    for (int f = 0; f < count; f++) {
        uint32_t row = features[f] & table->mask;
        for (uint32_t e = table->start[row]; e < table->start[row + 1]; e++) {
            int w = table->entries[e].weight;
            scores[table->entries[e].class_index] += w * (w < 0 ? -w : w);
        }
    }
}

static int best_of(const int32_t *scores, int count) {
    int best = 0;
    for (int i = 1; i < count; i++) {
        best = scores[i] > scores[best] ? i : best;
    }
    return best;
}

void toc_tag_words(const toc_syntax *syntax, const toc_word *words, const toc_token *tokens, int n, uint8_t *tags) {
    uint32_t features[TOC_TAG_FEATURES_MAX];
    char folded[64];
    for (int i = 0; i < n; i++) {
        uint32_t tag;
        toc_str word = toc_word_fold(tokens[i].text, folded, sizeof folded);
        if (tokens[i].text.len < sizeof folded && toc_map_get(&syntax->sure, word, &tag)) {
            tags[i] = (uint8_t)tag;
            continue;
        }
        int32_t scores[TOC_TAGS_MAX] = {0};
        int count = toc_tag_features(words, tags, i, n, features);
        toc_sparse_score(&syntax->tagger, features, count, scores);
        tags[i] = (uint8_t)best_of(scores, syntax->tags.count);
    }
}

static int label_choose(const toc_syntax *syntax, const toc_state *state, int head, int dep) {
    if (head == state->n) {
        return TOC_R_ROOT;
    }
    uint32_t features[TOC_LABEL_FEATURES_MAX];
    int32_t scores[TOC_REL_COUNT] = {0};
    int count = toc_label_features(state, head, dep, features);
    toc_sparse_score(&syntax->labeler, features, count, scores);
    scores[TOC_R_ROOT] = INT32_MIN;
    return best_of(scores, TOC_REL_COUNT);
}

static int move_choose(const toc_syntax *syntax, const toc_state *state) {
    uint32_t features[TOC_MOVE_FEATURES_MAX];
    int32_t scores[TOC_MOVE_COUNT] = {0};
    int count = toc_move_features(state, features);
    for (int f = 0; f < count; f++) {
        __builtin_prefetch(syntax->mover.rows[features[f] & syntax->mover.mask]);
    }
    for (int f = 0; f < count; f++) {
        const int8_t *row = syntax->mover.rows[features[f] & syntax->mover.mask];
        for (int k = 0; k < TOC_MOVE_COUNT; k++) {
            scores[k] += row[k] * (row[k] < 0 ? -row[k] : row[k]);
        }
    }
    int best = -1;
    for (int k = 0; k < TOC_MOVE_COUNT; k++) {
        if (toc_move_allowed(state, k) && (best < 0 || scores[k] > scores[best])) {
            best = k;
        }
    }
    return best;
}

static void tree_build(const toc_syntax *syntax, toc_state *state) {
    while (!toc_state_done(state)) {
        int move = move_choose(syntax, state), rel = 0;
        if (move != TOC_MOVE_SHIFT) {
            int head, dep;
            toc_move_arc(state, move, &head, &dep);
            rel = label_choose(syntax, state, head, dep);
        }
        toc_move_apply(state, move, rel);
    }
}

static toc_rc nodes_fill(const toc_syntax *syntax, const toc_state *state, const toc_token *tokens, toc_node *nodes,
                         toc_arena *arena, toc_err *err) {
    for (int i = 0; i < state->n; i++) {
        int tag = state->tags[i], head = state->head[i];
        nodes[i] = (toc_node){.head = (uint16_t)(head == state->n ? 0 : head + 1),
                              .rel = state->rel[i],
                              .upos = syntax->tags.upos[tag],
                              .form = syntax->tags.form[tag],
                              .tag = (uint8_t)tag};
        nodes[i].lemma = toc_lemma_of(syntax, tokens[i].text, nodes[i].upos, arena);
        if (!nodes[i].lemma.ptr) {
            return toc_err_set(err, TOC_ENOMEM, "out of memory while finding lemmas");
        }
    }
    return TOC_OK;
}

toc_rc toc_syntax_parse(const toc_syntax *syntax, const toc_token *tokens, size_t count, toc_arena *arena,
                        toc_node **out, toc_err *err) {
    if (count > TOC_SYNTAX_TOKENS_MAX) {
        return toc_err_set(err, TOC_ELIMIT, "a sentence of %zu tokens is past the limit of %d; cut it first", count,
                           TOC_SYNTAX_TOKENS_MAX);
    }
    int n = (int)count;
    toc_word *words = toc_arena_array(arena, count + 1, sizeof *words);
    uint8_t *tags = toc_arena_array(arena, count + 1, 1);
    toc_node *nodes = toc_arena_array(arena, count + 1, sizeof *nodes);
    if (!words || !tags || !nodes) {
        return toc_err_set(err, TOC_ENOMEM, "out of memory while parsing a sentence of %zu tokens", count);
    }
    for (int i = 0; i < n; i++) {
        toc_word_init(&words[i], tokens[i].text);
    }
    toc_tag_words(syntax, words, tokens, n, tags);
    tags[n] = TOC_TAG_ROOT;
    toc_state state;
    toc_rc rc = toc_state_init(&state, words, tags, &syntax->tags, n, arena, err);
    if (rc) {
        return rc;
    }
    tree_build(syntax, &state);
    rc = nodes_fill(syntax, &state, tokens, nodes, arena, err);
    if (!rc) {
        *out = nodes;
    }
    return rc;
}

toc_rc toc_syntax_new(const char *path, toc_syntax **out, toc_err *err) {
    toc_str bytes;
    toc_syntax *syntax = toc_mem_calloc(1, sizeof *syntax);
    if (!syntax) {
        return toc_err_set(err, TOC_ENOMEM, "out of memory while loading the syntax model");
    }
    toc_arena_init(&syntax->arena, 0);
    toc_map_init(&syntax->sure);
    toc_map_init(&syntax->lemmas);
    toc_rc rc = toc_file_read(path, MODEL_BYTES_MAX, &syntax->arena, &bytes, err);
    if (!rc) {
        rc = toc_model_read(bytes, syntax, path, err);
    }
    if (rc) {
        toc_syntax_free(syntax);
        return rc;
    }
    *out = syntax;
    return TOC_OK;
}

void toc_syntax_free(toc_syntax *syntax) {
    if (syntax) {
        toc_map_fini(&syntax->sure);
        toc_map_fini(&syntax->lemmas);
        toc_arena_fini(&syntax->arena);
        toc_mem_free(syntax);
    }
}
