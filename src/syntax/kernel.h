/*
 * kernel (internal to syntax): the arithmetic of the network, in whole numbers.
 *
 * Activations are 7 bits (0 … 127), weights 8, so that pairs of products fit
 * 16 bits and every machine adds the same numbers. Scaling back is one
 * multiplication of floats and rounding to the nearest even: exact everywhere. Three
 * builds of kernel_body.h are held; toc_kernels_best takes the best that
 * this processor runs. All three give the same bits.
 */
#ifndef TOC_SYNTAX_KERNEL_H
#define TOC_SYNTAX_KERNEL_H

#include <stddef.h>
#include <stdint.h>

/* inputs is a multiple of 4, outputs of 16. w: for each four inputs, for each output, four weights. */
typedef struct toc_matrix {
    size_t inputs, outputs;
    int8_t *w;
    int32_t *bias;
    float *scale;
} toc_matrix;

typedef struct toc_kernels {
    const char *name;
    /* out[i][m] = bias[m] + sum of x[i * stride + k] w[k][m], for count rows. More than one row are taken four by
     * four: there is room for the last four, in x and in out. */
    void (*multiply)(const toc_matrix *m, const uint8_t *x, size_t stride, int32_t *out, size_t count);
    /* out = clamp(round(in * scale) + zero, 0, 127). */
    void (*squash)(const toc_matrix *m, const int32_t *in, int zero, uint8_t *out, size_t count);
    /* out = round(in * scale), 16 bits. */
    void (*widen)(const toc_matrix *m, const int32_t *in, int16_t *out, size_t count);
    /* One recurrent layer: in holds candidates and gates of both ways; cells get both ways. */
    void (*recur)(const toc_matrix *m, const int32_t *in, int16_t *cells, size_t count);
    /* out = clamp(((x - zero) a + cells b + 64 * 65536) / 65536, 0, 127). */
    void (*merge)(const uint8_t *x, int zero, const int16_t *cells, int32_t a, int32_t b, uint8_t *out, size_t count);
    /* Sum of rows of TOC_NET_HIDDEN, divided by 32, 0 … 127. */
    void (*gather)(const int16_t *const *rows, size_t count, uint8_t *out);
} toc_kernels;

const toc_kernels *toc_kernels_best(void);
/* 0: plain C, 1: AVX2, 2: AVX-512 VNNI; NULL when this processor cannot. For tests. */
const toc_kernels *toc_kernels_at(int level);

#endif
