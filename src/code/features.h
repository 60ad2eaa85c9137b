/*
 * features (internal to code): what the scorer sees of a sentence in which a
 * source and a target are marked.
 *
 * The words outside of the two parties; the way through the tree from each
 * party up to where they meet; what hangs on that way; what the lexicon's heads
 * say of each word, by where it stands; operators, auxiliaries and negation on
 * the way; and word vectors of the way, so that a verb outside of the lexicon
 * borrows from its neighbours. A feature is a key (a hash of its kind and words)
 * with a value; vectors are dense. Pure: same scene, same features, same order.
 */
#ifndef TOC_CODE_FEATURES_H
#define TOC_CODE_FEATURES_H

#include "code/inside.h"

enum {
    TOC_FEATURES_MAX = 1200,
    TOC_FEATURE_BLOCKS = 4, /* vectors: the way, the source's governor, the target's, all words of content */
    TOC_FEATURE_WIDTH = TOC_SYNTAX_VECTOR,
    TOC_HEAD_HITS_MAX = 96
};

/* Tokens [from, to) of a party; from < 0: not in the text. */
typedef struct toc_span {
    int from, to;
} toc_span;

typedef struct toc_feature {
    uint32_t key;
    float value;
    const char *kind; /* for people: "word", "way", "head" … */
    int16_t token;    /* what it is about; -1: the whole */
    toc_str a, b;
} toc_feature;

/* A head of the lexicon found in the sentence. */
typedef struct toc_head_hit {
    const toc_head *head;
    toc_root root;
    int token;
    int place; /* TOC_PLACE_… */
    int steps; /* from the meeting point or the way, for choosing the nearest */
} toc_head_hit;

/* Where a word stands to the two parties. */
enum {
    TOC_PLACE_MEET,   /* where the two ways meet */
    TOC_PLACE_SOURCE, /* on the source's way */
    TOC_PLACE_TARGET, /* on the target's way */
    TOC_PLACE_NEAR,   /* hangs on a way */
    TOC_PLACE_FAR,
    TOC_PLACE_COUNT
};

typedef struct toc_features {
    toc_feature items[TOC_FEATURES_MAX];
    int count;
    int root_count; /* the first so many are of a labelled pair, too; the rest of free coding only */
    float dense[TOC_FEATURE_BLOCKS][TOC_FEATURE_WIDTH];
    toc_head_hit hits[TOC_HEAD_HITS_MAX];
    int hit_count;
    int predicate; /* the verb, noun or adjective that joins the parties, or -1 */
    toc_span source, target;
    int source_head, target_head; /* tokens; -1: not in the text */
    const uint8_t *place;         /* TOC_PLACE_… of each token, in the scene's arena; NULL: no memory */
} toc_features;

/* The key of a feature of this kind about these words. kind is a literal: its address is kept. */
uint32_t toc_feature_key(const char *kind, toc_str a, toc_str b);

void toc_features_add(toc_features *f, const char *kind, toc_str a, toc_str b, float value, int token);
void toc_features_read(const toc_scene *scene, const toc_syntax *syntax, const toc_ontology *ontology, toc_span source,
                       toc_span target, toc_features *out);

#endif
