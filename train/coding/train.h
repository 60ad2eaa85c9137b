/*
 * train (coding): the parts of train-coding.
 *
 * examples.c reads labelled pairs, free.c sentences, and turn them into numbers by the coder's own eyes
 * (src/code/features.c); fit.c finds the weights of pairs; write.c puts all of them into a file for net.py, which
 * learns the encoder of free coding; coding.c cross-validates, calibrates and writes. A trainer may die: die() prints
 * and exits.
 */
#ifndef TOC_TRAIN_CODING_H
#define TOC_TRAIN_CODING_H

#include "base/file.h"
#include "base/mem.h"
#include "code/encoder.h"
#include "code/pair_scene.h"
#include "code/score.h"
#include "op/env.h"

#include <stdio.h>

enum { DENSE = TOC_FEATURE_BLOCKS * TOC_FEATURE_WIDTH, ROOTS = TOC_SCORER_ROOTS, FOLDS = 5 };
enum { INPUTS = DENSE + ROOTS }; /* besides features: the vectors, and what the encoder says */

#define ROOT_BIT(root) (1u << ((root)-TOC_AGREE))
/* Told either way round: talks and what is done together. What is agreed may be, and what is signed is (free.c). */
#define TOGETHER (ROOT_BIT(TOC_CONSULT) | ROOT_BIT(TOC_COOPERATE))

_Noreturn void die(const char *what);

/* A labelled pair for the linear model. */
typedef struct example {
    toc_str id;
    unsigned labels; /* bits of the roots that are right: PLV's YIELD is two */
    int fold;        /* 0 … FOLDS - 1; -1: always learnt from; -2: by the shipped model only */
    bool gold;       /* foretold in cross-validation */
    float weight;
    int count;
    uint32_t *features; /* keys, then columns of the dictionary; UINT32_MAX: too rare */
    float *values;
    float dense[INPUTS];
} example;

typedef struct examples {
    toc_arena arena;
    example *all;
    size_t count, room;
    uint32_t *keys; /* of the columns, ascending */
    size_t key_count;
    FILE *file;                 /* what write.c writes to; NULL: nothing */
    const toc_encoder *encoder; /* asked of each pair; NULL: of none */
} examples;

enum { EVERYWHERE = -1, SHIPPED_ONLY = -2, FOLDED = -3, CASES = -4 };
/* Read labelled pairs; FOLDED: folds from the text, else the fold of all. CASES: of the tests, which net.py leaves out
 * of a second network. */
example *example_new(examples *e);
void examples_read(examples *e, const toc_coder *coder, const char *path, int fold, float weight);
unsigned labels_of(toc_str name);
/* An example of each head of data/lexicon/heads.tsv: its words where the parties meet, and their vectors; so that words
 * learn from the lexicon, and vectors from all of it. */
void examples_add_heads(examples *e, const toc_syntax *syntax, const toc_ontology *ontology, const char *data,
                        float weight);
/* Keep the features that stand in at least `least` examples. */
void examples_index(examples *e, int least);
int fold_of(int fold, toc_str text);

/* Weights of all columns, then of the dense ones, [column][ROOTS], learnt without `fold` (-1: from all). */
double *fit(const examples *e, int fold, double ridge, int rounds);
/* Scores before the softmax. */
void scores_of(const examples *e, const example *x, const double *weights, double out[ROOTS]);

/* free.c: each two actors that the coder finds in a sentence with all that is to be coded in it, into the file.
 * passed_weight: what it counts that nothing joins two of which a deed the other way round is told, and that of two who
 * are joined no other deed is told; less than 1 where only the main deed of a sentence may have been labelled. */
void sentences_write(FILE *file, toc_coder *coder, const char *path, int fold, float weight, float passed_weight);

/* write.c: a sentence, then what is to be learnt of it. */
enum { DEEDS_MAX = 4 };
typedef struct couple_labels {
    unsigned labels;           /* bits of the roots that are right; 0: tells nothing of roots */
    unsigned deeds[DEEDS_MAX]; /* the same of each deed: of two that are told, each its own; 0: no more */
    struct {
        int from, to;
    } words[DEEDS_MAX];          /* tokens [from, to) that tell of each; to 0: not known */
    int joined;                  /* 1: an event joins source to target, 0: none does, -1: tells nothing of that */
    int home;                    /* of one alone that does something: at home or without a target; -1: not known */
    bool free;                   /* from free text: what calibration looks at */
    float weight, joined_weight; /* in learning of roots, of joined */
    float others_weight;         /* that no other root is told */
} couple_labels;
void examples_begin(FILE *file);
void sentence_write(FILE *file, const toc_scene *scene, const toc_coder *coder, int fold);
void couple_write(FILE *file, const toc_scene *scene, const toc_features *f, bool alone, const couple_labels *labels);

#endif
