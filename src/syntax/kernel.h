/*
 * kernel: the arithmetic of networks in whole numbers: the parser's, and products of matrices for code's encoder.
 *
 * Activations are 7 bits (0 … 127), weights 8, so that pairs of products fit
 * 16 bits and every machine adds the same numbers. Scaling back is one
 * multiplication of floats and rounding to the nearest even: exact everywhere. Four
 * builds of kernel_body.h are held; toc_kernels_best takes the best that
 * this processor runs. All four give the same bits.
 */
#ifndef TOC_SYNTAX_KERNEL_H
#define TOC_SYNTAX_KERNEL_H

#include <stddef.h>
#include <stdint.h>

/* inputs and outputs are multiples of 16. w: blocks of 16 outputs; in a block, for each four inputs, for each output,
 * four weights; toc_matrix_at finds one. All three arrays begin at a multiple of 64 bytes, for speed only. */
typedef struct toc_matrix {
    size_t inputs, outputs;
    int8_t *w;
    int32_t *bias;
    float *scale; /* 0 … 1e6 */
} toc_matrix;

static inline size_t toc_matrix_at(const toc_matrix *m, size_t input, size_t output) {
    return output / 16 * m->inputs * 16 + input / 4 * 64 + output % 16 * 4 + input % 4;
}

/* Count rows of x are taken four by four, but for a single one by multiply: there is room for the last four, in x and
 * in all that is written. */
typedef struct toc_kernels {
    const char *name;
    /* out[i][m] = bias[m] + sum of x[i * stride + k] w[k][m]. */
    void (*multiply)(const toc_matrix *m, const uint8_t *x, size_t stride, int32_t *out, size_t count);
    /* out = clamp(round(product * scale) + zero, 0, 127); sums is room for the products. */
    void (*squash)(const toc_matrix *m, const uint8_t *x, size_t stride, int zero, int32_t *sums, uint8_t *out,
                   size_t count);
    /* out = round(product * scale), -30000 … 30000. */
    void (*widen)(const toc_matrix *m, const uint8_t *x, size_t stride, int32_t *sums, int16_t *out, size_t count);
    /* One recurrent layer: in holds candidates and gates of both ways, widened; cells get both ways. */
    void (*recur)(const int16_t *in, int16_t *cells, size_t count);
    /* out = clamp(((x - zero) a + cells b + 64 * 65536) / 65536, 0, 127). */
    void (*merge)(const uint8_t *x, int zero, const int16_t *cells, int32_t a, int32_t b, uint8_t *out, size_t count);
    /* Sum of rows of TOC_NET_HIDDEN, divided by 32, 0 … 127. */
    void (*gather)(const int16_t *const *rows, size_t count, uint8_t *out);
    /* The numbers of a token: its vector, its learnt row, and the sum of its affix rows divided by 4; 64 is zero. */
    void (*embed)(const int8_t *vector, const int8_t *word, const int8_t *const *affixes, size_t count, uint8_t *x);
    /* The output whose sum times scale is greatest; of equals the first. */
    int (*best)(const toc_matrix *m, const int32_t *sums);
} toc_kernels;

const toc_kernels *toc_kernels_best(void);
/* 0: plain C, 1: AVX2, 2: AVX-512 VNNI, 3: AMX; NULL when this processor cannot. For tests. */
const toc_kernels *toc_kernels_at(int level);

#endif
