/*
 * train: the parts of train-syntax.
 *
 * corpus.c reads treebanks and settles the tag set; vectors.c reads pre-trained
 * vectors and chooses the vocabulary; net.c is the network in floating point with
 * its gradients; learn.c trains it; lemmas.c learns lemma rules; export.c rounds
 * everything to 8 bits and writes the model. A trainer may die: die() prints and exits.
 */
#ifndef TOC_TRAIN_H
#define TOC_TRAIN_H

#include "base/file.h"
#include "base/mem.h"
#include "base/rng.h"
#include "syntax/model.h"

#include <stdio.h>

_Noreturn void die(const char *what);

/* ---- corpus ---- */

typedef struct sentence {
    int n;
    toc_str *forms, *lemmas;
    toc_word *words;
    int *ids;      /* of the vocabulary */
    uint8_t *tags; /* n of them */
    int *heads;    /* n for the root */
    uint8_t *rels;
} sentence;

typedef toc_tagset tagset;

typedef struct corpus {
    toc_arena arena;
    sentence *all;
    size_t count, room;
    tagset tags;
} corpus;

/* Read files; the tag set is made from them when tags is NULL, else tags is used. */
void corpus_read(corpus *c, char **paths, int count, const tagset *tags);

/* ---- vocabulary ---- */

typedef struct vocabulary {
    uint32_t *forms;                   /* count of them; [0] and [1] are no words */
    int count, learnt;                 /* ids below learnt have a learnt row */
    int *seen;                         /* how often in training */
    int8_t (*vectors)[TOC_NET_VECTOR]; /* -64 … 63 */
    uint32_t mask;
    int *slots; /* open addressing by form; -1: free */
} vocabulary;

void vocabulary_make(vocabulary *v, const corpus *c, const char *vectors_json, int count_max);
int vocabulary_find(const vocabulary *v, uint32_t form);
void vocabulary_mark(const vocabulary *v, corpus *c); /* fill ids */

/* ---- network ---- */

enum {
    N_MAX = TOC_PIECE_MAX,
    TAG_WIDTH = TOC_TAGS_MAX,
    TAG_LAYER = 0,
    OUT_WIDTH = 96,
    OUT_LEFT = 16,
    OUT_RIGHT = 16 + TOC_REL_COUNT
}; /* scores: moves, labels of a left, of a right arc */

typedef struct net {
    size_t size;
    float *all; /* everything below, in one array */
    float *word, *affix, *conv, *conv_bias;
    float *gate[TOC_NET_LAYERS], *gate_bias[TOC_NET_LAYERS];
    float *tag, *tag_bias, *view, *place[TOC_PLACES], *row, *hidden_bias, *out, *out_bias;
} net;

typedef struct work work; /* one thread's memory */

void net_new(net *n, size_t learnt);
void net_init(net *n, size_t learnt, uint64_t seed);
work *work_new(void);
/* Transposed copies of the matrices, for gradients; once a batch, shared by threads. */
void net_transpose(const net *n, net *out);

typedef struct tally {
    double loss;
    long tokens, tags, heads, labels, upos;
} tally;

/* Forward, follow, and add gradients to grad. */
void net_learn(work *w, const net *n, const net *turned, net *grad, const vocabulary *v, const sentence *s,
               double explore, uint64_t seed, tally *t);
/* Parse without learning; counts what is right. */
void net_judge(work *w, const net *n, const vocabulary *v, const sentence *s, const tagset *tags, tally *t);

/* How large numbers get, by kind: for the choice of scales. */
enum {
    GAUGE_AFFIX,
    GAUGE_CELLS0,
    GAUGE_CANDIDATE,
    GAUGE_LAYER,
    GAUGE_VIEW = GAUGE_LAYER + TOC_NET_LAYERS,
    GAUGE_HIDDEN,
    GAUGES
};
typedef struct gauge {
    float *sizes;
    size_t count, room;
} gauge;
void net_gauge(work *w, const net *n, const vocabulary *v, const sentence *s, gauge *gauges);

/* ---- the rest ---- */

void lemmas_learn(corpus *c, toc_syntax *model);
/* Fill model->net and tags from n. */
void net_round(const net *n, const vocabulary *v, const corpus *c, toc_syntax *model);

void learn(net *n, const vocabulary *v, const corpus *c, const corpus *dev, int devs, int passes);

#endif
