/*
 * train (coding): the parts of train-coding.
 *
 * examples.c reads labelled pairs, free.c sentences, and turn them into numbers by the coder's own eyes
 * (src/code/features.c); fit.c finds the weights; coding.c cross-validates, calibrates and writes. A trainer may die:
 * die() prints and exits.
 */
#ifndef TOC_TRAIN_CODING_H
#define TOC_TRAIN_CODING_H

#include "base/file.h"
#include "base/mem.h"
#include "code/pair_scene.h"
#include "code/score.h"
#include "op/env.h"

#include <stdio.h>

enum {
    DENSE = TOC_FEATURE_BLOCKS * TOC_FEATURE_WIDTH,
    ROOTS = TOC_SCORER_ROOTS,
    COLUMNS = TOC_SCORER_COLUMNS,
    FOLDS = 5
};

/* Roots that may be told either way round. */
#define ROOT_BIT(root) (1u << ((root)-TOC_AGREE))
#define MUTUAL (ROOT_BIT(TOC_CONSULT) | ROOT_BIT(TOC_COOPERATE) | ROOT_BIT(TOC_SUPPORT) | ROOT_BIT(TOC_AGREE))

_Noreturn void die(const char *what);

typedef struct example {
    toc_str id;
    unsigned labels;             /* bits of the roots that are right: PLV's YIELD is two; 0: tells nothing of roots */
    int joined;                  /* 1: an event joins source to target, 0: none does, -1: tells nothing of that */
    int fold;                    /* 0 … FOLDS - 1; -1: always learnt from; -2: by the shipped model only */
    bool gold;                   /* foretold in cross-validation */
    bool free;                   /* of examples_read_free */
    float weight, joined_weight; /* in learning of roots, of joined */
    int count, root_count;       /* see features.h */
    uint32_t *features;          /* keys, then columns of the dictionary; UINT32_MAX: too rare */
    float *values;
    float dense[DENSE];
} example;

typedef struct examples {
    toc_arena arena;
    example *all;
    size_t count, room;
    uint32_t *keys; /* of the columns, ascending */
    size_t key_count;
    bool *for_roots; /* columns that stand in enough examples of roots */
} examples;

enum { EVERYWHERE = -1, SHIPPED_ONLY = -2, FOLDED = -3 };
/* Read labelled pairs; FOLDED: folds from the text, else the fold of all. */
example *example_new(examples *e);
void examples_read(examples *e, const toc_coder *coder, const char *path, int fold, float weight);
void example_fill(examples *e, example *x, const toc_features *f);
unsigned labels_of(toc_str name);
/* Read sentences with all that is to be coded in them (free.c): each two actors that the coder finds are an example. */
void examples_read_free(examples *e, toc_coder *coder, const char *path, int fold, float weight);
/* An example of each head of data/lexicon/heads.tsv: its words where the parties meet, and their vectors; so that words
 * learn from the lexicon, and vectors from all of it. */
void examples_add_heads(examples *e, const toc_syntax *syntax, const toc_ontology *ontology, const char *data,
                        float weight);
/* Keep the features that stand in at least `least` examples. */
void examples_index(examples *e, int least);

/* Weights of all columns, then of the dense ones, [column][ROOTS], learnt without `fold` (-1: from all),
 * with or without the examples of free text. */
double *fit(const examples *e, int fold, bool free, double ridge, int rounds);
/* Scores before the softmax. */
void scores_of(const examples *e, const example *x, bool free, const double *weights, double out[ROOTS]);
/* The same for the one question whether source and target are joined: weights of columns, then of the dense ones. */
double *fit_joined(const examples *e, int fold, double ridge, int rounds);
double joined_score(const examples *e, const example *x, const double *weights);

/* Is the example kept from learning when `fold` is foretold? */
bool is_left_out(const example *x, int fold);

/* net.c: the network for free coding. The linear model's scores and the network's are added; the factors, which net_fit
 * works into the network, bring them to the same heat. */
#define NET_ROOTS 1.4f
#define NET_JOINED 2.4f
typedef struct net {
    size_t columns;
    float *first;  /* [columns + DENSE + 1][TOC_SCORER_HIDDEN]: features, vectors, the constant */
    float *second; /* [TOC_SCORER_HIDDEN + 1][TOC_SCORER_NET]: hidden units, the constant */
} net;
net *net_fit(const examples *e, int fold);
void net_run(const net *n, const example *x, double out[TOC_SCORER_NET]); /* roots, then joined */
void net_free(net *n);

#endif
