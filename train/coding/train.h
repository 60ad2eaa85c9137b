/*
 * train (coding): the parts of train-coding.
 *
 * examples.c reads labelled pairs and turns them into numbers by the coder's own eyes (src/code/features.c); fit.c
 * finds the weights; coding.c cross-validates, calibrates and writes. A trainer may die: die() prints and exits.
 */
#ifndef TOC_TRAIN_CODING_H
#define TOC_TRAIN_CODING_H

#include "base/file.h"
#include "base/mem.h"
#include "code/pair_scene.h"
#include "code/score.h"
#include "op/env.h"

#include <stdio.h>

enum { DENSE = TOC_FEATURE_BLOCKS * TOC_FEATURE_WIDTH, ROOTS = TOC_SCORER_ROOTS, FOLDS = 5 };

_Noreturn void die(const char *what);

typedef struct example {
    toc_str id;
    unsigned labels; /* bits of the roots that are right: PLV's YIELD is two */
    int fold;        /* 0 … FOLDS - 1; -1: always learnt from; -2: by the shipped model only */
    float weight;
    int count;
    uint32_t *features; /* keys, then columns of the dictionary; UINT32_MAX: too rare */
    float *values;
    float dense[DENSE];
} example;

typedef struct examples {
    toc_arena arena;
    example *all;
    size_t count, room;
    uint32_t *keys; /* of the columns, ascending */
    size_t key_count;
} examples;

enum { EVERYWHERE = -1, SHIPPED_ONLY = -2, FOLDED = -3 };
/* Read labelled pairs; FOLDED: folds from the text, else the fold of all. */
example *example_new(examples *e);
void examples_read(examples *e, const toc_coder *coder, const char *path, int fold, float weight);
/* An example of each head of data/lexicon/heads.tsv: its words where the parties meet, and their vectors; so that words
 * learn from the lexicon, and vectors from all of it. */
void examples_add_heads(examples *e, const toc_syntax *syntax, const toc_ontology *ontology, const char *data,
                        float weight);
/* Keep the features that stand in at least `least` examples. */
void examples_index(examples *e, int least);

/* Weights of all columns, then of the dense ones, [column][ROOTS], learnt without `fold` (-1: from all). */
double *fit(const examples *e, int fold, double ridge, double ridge_dense, int rounds);
/* Scores before the softmax. */
void scores_of(const examples *e, const example *x, const double *weights, double out[ROOTS]);

#endif
