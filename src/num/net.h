/*
 * net: small neural networks for the probability of a rare event.
 *
 * One hidden layer of rectifiers: log-odds = margin + base + sum_k out_k max(0, bias_k + sum_c in_ck x_c). Learnt by
 * Adam (Kingma and Ba 2015, arXiv:1412.6980) in batches of 256 rows, with decay of the weights apart from the gradient
 * (Loshchilov and Hutter 2019, arXiv:1711.05101), hidden units left out at random (dropout; Srivastava et al. 2014,
 * JMLR 15:1929), and a rate that falls to 0 in a straight line. Columns should have a mean near 0 and a spread near 1;
 * a missing value is best given as 0.
 *
 * Order: toc_net_fit, then toc_net_margin, toc_net_parts. Same rows, same seed, same net; one thread. A net is plain
 * memory that the caller may store: no pointers within.
 */
#ifndef TOC_NUM_NET_H
#define TOC_NUM_NET_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

enum { TOC_NET_COLUMNS_MAX = 128, TOC_NET_HIDDEN_MAX = 24 };

typedef struct toc_net {
    int columns, hidden;
    float in[TOC_NET_COLUMNS_MAX][TOC_NET_HIDDEN_MAX];
    float bias[TOC_NET_HIDDEN_MAX], out[TOC_NET_HIDDEN_MAX], base;
} toc_net;

typedef struct toc_net_options {
    int hidden, rounds; /* units; passes over the rows */
    double rate;        /* of the first step, such as 0.002 */
    double decay;       /* share of a weight that is lost in a step, over the rate */
    double left_out;    /* share of hidden units that sit out a row, in [0, 1) */
    uint64_t seed;
} toc_net_options;

/* rows: [count][columns], finite; happened: 0 or 1; weights (of any scale), margins: NULL for 1 and 0. Cost: rounds *
 * count * columns * hidden multiplications, four times. TOC_ENOMEM; TOC_EUSAGE: too wide, or no rows. */
toc_rc toc_net_fit(const float *rows, int columns, const uint8_t *happened, const float *weights, const float *margins,
                   size_t count, const toc_net_options *options, toc_net *out, toc_err *err);

/* What the net adds to the row's margin. */
double toc_net_margin(const toc_net *net, const float *row);
/*
 * Adds scale times what each column does to parts[column], and returns scale times the net's answer to a row of zeros:
 * both make scale times toc_net_margin. A unit's change between the two is shared out as its inputs are, in_ck x_c: for
 * one layer these are integrated gradients on the straight way from zero (Sundararajan, Taly and Yan 2017,
 * arXiv:1703.01365), without any error of summing.
 */
double toc_net_parts(const toc_net *net, const float *row, double scale, double *parts);

#endif
