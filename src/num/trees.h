/*
 * trees: gradient-boosted trees for the probability of a rare event, from numbers that may be missing.
 *
 * A sum of small regression trees on the log-odds scale, each fitted to what the ones before left (Friedman 2001,
 * doi:10.1214/aos/1013203451), with Newton steps and ridge as in Chen and Guestrin 2016, doi:10.1145/2939672.2939785,
 * on histograms: every column is first cut into at most 63 bins of about equal weight; bin 0 is "missing" and goes to
 * the left. Rows may carry weights and a margin from which boosting starts. A column may be monotone: more of it never
 * lowers the result (bounds handed down as in LightGBM's basic method).
 *
 * Order: toc_bins_make on the training rows, toc_bins_cut for any rows, toc_trees_fit, then toc_trees_margin. Same
 * rows, same seed, same trees; one thread. Trees are plain memory that the caller may store: no pointers within.
 */
#ifndef TOC_NUM_TREES_H
#define TOC_NUM_TREES_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

enum { TOC_BINS_MAX = 64, TOC_TREE_DEPTH_MAX = 6, TOC_TREE_NODES = (1 << (TOC_TREE_DEPTH_MAX + 1)) - 1 };

typedef struct toc_bins {
    int columns;
    int counts[TOC_BINS_MAX * 2];                /* edges in use; at most 128 columns */
    float edges[TOC_BINS_MAX * 2][TOC_BINS_MAX]; /* bin of x: 1 + how many edges are below x; 0 for NAN */
} toc_bins;

/* From values [count][columns]; weights NULL: all 1. Where a column has few values each has its bin. TOC_ENOMEM;
 * TOC_EUSAGE above 128 columns. */
toc_rc toc_bins_make(toc_bins *bins, const float *values, const float *weights, size_t count, int columns, int most,
                     toc_err *err);
/* values [count][columns] -> out [count][stride]; the rest of each row of out is 0. stride >= columns. */
void toc_bins_cut(const toc_bins *bins, const float *values, size_t count, uint8_t *out, size_t stride);

/* Node k has the children 2k + 1 (bin <= cut) and 2k + 2; a leaf has column -1. value: the node's mean step, already
 * times the rate; that of the leaf is added up, those above are for explanations. */
typedef struct toc_tree {
    int8_t column[TOC_TREE_NODES];
    uint8_t cut[TOC_TREE_NODES];
    float value[TOC_TREE_NODES];
} toc_tree;

typedef struct toc_trees_options {
    int rounds, depth;          /* trees; at most TOC_TREE_DEPTH_MAX */
    double rate;                /* share of each step that is taken, such as 0.05 */
    double ridge, least_weight; /* added to the curvature of a node; least curvature of a leaf */
    double least_gain;
    double row_share, column_share; /* drawn anew for each tree; 1: all */
    uint64_t seed;
    const int8_t *monotone; /* per column -1, 0, +1; NULL: all 0 */
} toc_trees_options;

/*
 * rows: bins [count][stride] of toc_bins_cut; happened: 0 or 1; weights, margins: NULL for 1 and 0. Writes
 * options->rounds trees. Cost: rounds * rows * columns * depth / 2 additions. TOC_ENOMEM, TOC_EUSAGE (depth).
 */
toc_rc toc_trees_fit(const uint8_t *rows, size_t stride, int columns, const uint8_t *happened, const float *weights,
                     const float *margins, size_t count, const toc_trees_options *options, toc_tree *out, toc_err *err);

/* Sum of the leaves that the row falls into. */
double toc_trees_margin(const toc_tree *trees, size_t count, const uint8_t *row);
/* Adds to parts[column] what each split on the way changed (Saabas 2014: differences of node values), and returns the
 * sum of the roots: it and all parts make toc_trees_margin. */
double toc_trees_parts(const toc_tree *trees, size_t count, const uint8_t *row, double *parts);

#endif
