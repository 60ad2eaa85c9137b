/*
 * model (internal to syntax): hashed features, sparse weight rows, and the
 * parts that training and parsing share, so that both see the same features.
 *
 * A feature is a 32-bit hash; its row in a table is hash & mask. Rows are
 * sparse: (class, weight) pairs, 8-bit weights, in one array with offsets.
 * Collisions are accepted (Shi et al. 2009, "Hash Kernels").
 */
#ifndef TOC_SYNTAX_MODEL_H
#define TOC_SYNTAX_MODEL_H

#include "base/map.h"
#include "syntax/syntax.h"

#define TOC_TAGS_MAX 160 /* fine tags: UPOS and XPOS together */
#define TOC_TAG_FEATURES_MAX 40
#define TOC_MOVE_FEATURES_MAX 112
#define TOC_LABEL_FEATURES_MAX 64

/* A word as the features see it. */
typedef struct toc_word {
    uint32_t form;                 /* hash of the bytes, ASCII folded, digits as 0 */
    uint32_t exact;                /* hash of the bytes */
    uint32_t suffix[4], prefix[3]; /* 1-4, 1-3 bytes of the folded form */
    uint8_t shape;                 /* capital, all caps, digit, hyphen bits */
} toc_word;

/* A weight table in memory: row r holds entries[start[r]] … entries[start[r + 1]). */
typedef struct toc_sparse_entry {
    uint8_t class_index;
    int8_t weight;
} toc_sparse_entry;

typedef struct toc_sparse {
    uint32_t mask;
    uint32_t *start; /* mask + 2 of them */
    toc_sparse_entry *entries;
} toc_sparse;

/* The three moves, dense: four weights a row (the fourth is unused). */
typedef struct toc_dense {
    uint32_t mask;
    int8_t (*rows)[4];
} toc_dense;

typedef struct toc_tagset {
    int count;
    uint8_t upos[TOC_TAGS_MAX];
    uint8_t form[TOC_TAGS_MAX];
    char name[TOC_TAGS_MAX][8]; /* XPOS */
} toc_tagset;

/* Lemma rule: remove cut bytes from the end of the folded form, add `add`. */
typedef struct toc_lemma_rule {
    uint8_t cut;
    char add[7];
} toc_lemma_rule;

struct toc_syntax {
    toc_arena arena;
    toc_tagset tags;
    toc_map sure;                /* folded word -> tag that it always has */
    toc_map lemmas;              /* "upos|word" or "upos|-suffix" -> rule */
    toc_lemma_rule *lemma_rules; /* one per key of lemmas */
    toc_sparse tagger;
    toc_dense mover;
    toc_sparse labeler;
};

/* One parse in progress. Indices are tokens from 0; n stands for the root, behind the last token. */
typedef struct toc_state {
    const toc_word *words;
    const uint8_t *tags; /* fine tags, count of n + 1; the root's is TOC_TAG_ROOT */
    const uint8_t *upos;
    const uint32_t *verbs, *commas, *conjs; /* counts before each token, for what lies between */
    int n;
    int *stack, depth;
    int next;  /* front of the buffer */
    int *head; /* -1: none yet */
    uint8_t *rel;
    int *left[2], *right[2]; /* leftmost, second; rightmost, second; -1: none */
    uint8_t *left_count, *right_count;
    uint64_t *rel_set; /* relations of its children, as bits */
} toc_state;

enum { TOC_MOVE_SHIFT, TOC_MOVE_LEFT, TOC_MOVE_RIGHT, TOC_MOVE_COUNT };
#define TOC_TAG_ROOT (TOC_TAGS_MAX - 1)

void toc_word_init(toc_word *word, toc_str text);
/* Features of token i, given the tags of those before it. Returns how many. */
int toc_tag_features(const toc_word *words, const uint8_t *tags, int i, int n, uint32_t *out);
int toc_move_features(const toc_state *state, uint32_t *out);
/* Features of the arc head -> dep that is about to be made. */
int toc_label_features(const toc_state *state, int head, int dep, uint32_t *out);

toc_rc toc_state_init(toc_state *state, const toc_word *words, const uint8_t *tags, const toc_tagset *set, int n,
                      toc_arena *arena, toc_err *err);
bool toc_move_allowed(const toc_state *state, int move);
/* Head and dependent of the arc that a left or right move makes. */
void toc_move_arc(const toc_state *state, int move, int *head, int *dep);
void toc_move_apply(toc_state *state, int move, int rel);
bool toc_state_done(const toc_state *state);

/* Folded copy: ASCII lower case. */
toc_str toc_word_fold(toc_str text, char *buffer, size_t capacity);
toc_str toc_lemma_of(const toc_syntax *syntax, toc_str text, int upos, toc_arena *arena);

toc_form toc_form_of_tag(toc_str xpos);

/* Add the rows of the features to scores[classes]. */
void toc_sparse_score(const toc_sparse *table, const uint32_t *features, int count, int32_t *scores);
/* Tag with the model into tags[n]. */
void toc_tag_words(const toc_syntax *syntax, const toc_word *words, const toc_token *tokens, int n, uint8_t *tags);

/* Reading and writing a whole model as bytes; the last 8 are the XXH3 of those before. */
toc_rc toc_model_read(toc_str bytes, toc_syntax *out, const char *name, toc_err *err);
toc_rc toc_model_write(const toc_syntax *model, const toc_str *sure_words, const uint8_t *sure_tags, size_t sure_count,
                       const toc_str *lemma_keys, size_t lemma_count, toc_buf *out, toc_err *err);

#endif
