/*
 * The arithmetic of the network, included by kernel.c once for each kind of
 * processor: KERNEL(name) names the functions, TARGET compiles them for it,
 * KERNEL_LEVEL chooses the inner product (0 plain, 1 AVX2, 2 AVX-512 VNNI).
 */

#if KERNEL_LEVEL == 2
TARGET static void KERNEL(four)(const toc_matrix *m, const uint8_t *x, size_t stride, int32_t *out, size_t block) {
    __m512i s0 = _mm512_loadu_si512(m->bias + block), s1 = s0, s2 = s0, s3 = s0;
    const int8_t *w = m->w + block * 4;
    for (size_t k = 0; k < m->inputs; k += 4, w += m->outputs * 4) {
        __m512i row = _mm512_loadu_si512(w);
        int32_t a, b, c, d;
        memcpy(&a, x + k, 4);
        memcpy(&b, x + stride + k, 4);
        memcpy(&c, x + 2 * stride + k, 4);
        memcpy(&d, x + 3 * stride + k, 4);
        s0 = _mm512_dpbusd_epi32(s0, _mm512_set1_epi32(a), row);
        s1 = _mm512_dpbusd_epi32(s1, _mm512_set1_epi32(b), row);
        s2 = _mm512_dpbusd_epi32(s2, _mm512_set1_epi32(c), row);
        s3 = _mm512_dpbusd_epi32(s3, _mm512_set1_epi32(d), row);
    }
    _mm512_storeu_si512(out + block, s0);
    _mm512_storeu_si512(out + m->outputs + block, s1);
    _mm512_storeu_si512(out + 2 * m->outputs + block, s2);
    _mm512_storeu_si512(out + 3 * m->outputs + block, s3);
}

TARGET static void KERNEL(one)(const toc_matrix *m, const uint8_t *x, int32_t *out, size_t block) {
    __m512i even = _mm512_loadu_si512(m->bias + block), odd = _mm512_setzero_si512();
    const int8_t *w = m->w + block * 4;
    for (size_t k = 0; k < m->inputs; k += 8, w += m->outputs * 8) {
        int32_t a, b;
        memcpy(&a, x + k, 4);
        memcpy(&b, x + k + 4, 4);
        even = _mm512_dpbusd_epi32(even, _mm512_set1_epi32(a), _mm512_loadu_si512(w));
        odd = _mm512_dpbusd_epi32(odd, _mm512_set1_epi32(b), _mm512_loadu_si512(w + m->outputs * 4));
    }
    _mm512_storeu_si512(out + block, _mm512_add_epi32(even, odd));
}
#elif KERNEL_LEVEL == 1
#define TOC_DOT(sum, x, row)                                                                                           \
    _mm256_add_epi32(sum, _mm256_madd_epi16(_mm256_maddubs_epi16(_mm256_set1_epi32(x), row), ones))

TARGET static void KERNEL(four)(const toc_matrix *m, const uint8_t *x, size_t stride, int32_t *out, size_t block) {
    const __m256i ones = _mm256_set1_epi16(1);
    for (size_t half = block; half < block + 16; half += 8) {
        __m256i s0 = _mm256_loadu_si256((const __m256i *)(const void *)(m->bias + half)), s1 = s0, s2 = s0, s3 = s0;
        const int8_t *w = m->w + half * 4;
        for (size_t k = 0; k < m->inputs; k += 4, w += m->outputs * 4) {
            __m256i row = _mm256_loadu_si256((const __m256i *)(const void *)w);
            int32_t a, b, c, d;
            memcpy(&a, x + k, 4);
            memcpy(&b, x + stride + k, 4);
            memcpy(&c, x + 2 * stride + k, 4);
            memcpy(&d, x + 3 * stride + k, 4);
            s0 = TOC_DOT(s0, a, row);
            s1 = TOC_DOT(s1, b, row);
            s2 = TOC_DOT(s2, c, row);
            s3 = TOC_DOT(s3, d, row);
        }
        _mm256_storeu_si256((__m256i *)(void *)(out + half), s0);
        _mm256_storeu_si256((__m256i *)(void *)(out + m->outputs + half), s1);
        _mm256_storeu_si256((__m256i *)(void *)(out + 2 * m->outputs + half), s2);
        _mm256_storeu_si256((__m256i *)(void *)(out + 3 * m->outputs + half), s3);
    }
}

TARGET static void KERNEL(one)(const toc_matrix *m, const uint8_t *x, int32_t *out, size_t block) {
    const __m256i ones = _mm256_set1_epi16(1);
    __m256i low = _mm256_loadu_si256((const __m256i *)(const void *)(m->bias + block));
    __m256i high = _mm256_loadu_si256((const __m256i *)(const void *)(m->bias + block + 8));
    const int8_t *w = m->w + block * 4;
    for (size_t k = 0; k < m->inputs; k += 4, w += m->outputs * 4) {
        int32_t a;
        memcpy(&a, x + k, 4);
        low = TOC_DOT(low, a, _mm256_loadu_si256((const __m256i *)(const void *)w));
        high = TOC_DOT(high, a, _mm256_loadu_si256((const __m256i *)(const void *)(w + 32)));
    }
    _mm256_storeu_si256((__m256i *)(void *)(out + block), low);
    _mm256_storeu_si256((__m256i *)(void *)(out + block + 8), high);
}
#undef TOC_DOT
#else
TARGET static void KERNEL(one)(const toc_matrix *m, const uint8_t *x, int32_t *out, size_t block) {
    memcpy(out + block, m->bias + block, 16 * sizeof *out);
    const int8_t *w = m->w + block * 4;
    for (size_t k = 0; k < m->inputs; k += 4, w += m->outputs * 4) {
        for (size_t i = 0; i < 16; i++) {
            const int8_t *four = w + i * 4;
            out[block + i] += x[k] * four[0] + x[k + 1] * four[1] + x[k + 2] * four[2] + x[k + 3] * four[3];
        }
    }
}

TARGET static void KERNEL(four)(const toc_matrix *m, const uint8_t *x, size_t stride, int32_t *out, size_t block) {
    for (size_t i = 0; i < 4; i++) {
        KERNEL(one)(m, x + i * stride, out + i * m->outputs, block);
    }
}
#endif

TARGET static void KERNEL(multiply)(const toc_matrix *m, const uint8_t *x, size_t stride, int32_t *out, size_t count) {
    for (size_t block = 0; block < m->outputs; block += 16) {
        size_t i = 0;
        for (; i + 4 <= count; i += 4) {
            KERNEL(four)(m, x + i * stride, stride, out + i * m->outputs, block);
        }
        for (; i < count; i++) {
            KERNEL(one)(m, x + i * stride, out + i * m->outputs, block);
        }
    }
}

TARGET static void KERNEL(squash)(const toc_matrix *m, const int32_t *in, int zero, uint8_t *out, size_t count) {
    const float *restrict scale = m->scale;
    for (size_t i = 0; i < count; i++) {
        const int32_t *restrict from = in + i * m->outputs;
        uint8_t *restrict to = out + i * m->outputs;
        for (size_t k = 0; k < m->outputs; k++) {
            int32_t q = toc_round((float)from[k] * scale[k]) + zero;
            q = q < 0 ? 0 : q;
            to[k] = (uint8_t)(q > 127 ? 127 : q);
        }
    }
}

TARGET static void KERNEL(widen)(const toc_matrix *m, const int32_t *in, int16_t *out, size_t count) {
    const float *restrict scale = m->scale;
    for (size_t i = 0; i < count; i++) {
        const int32_t *restrict from = in + i * m->outputs;
        int16_t *restrict to = out + i * m->outputs;
        for (size_t k = 0; k < m->outputs; k++) {
            to[k] = (int16_t)toc_round((float)from[k] * scale[k]);
        }
    }
}

TARGET static void KERNEL(recur)(const toc_matrix *m, const int32_t *in, int16_t *cells, size_t count) {
    for (size_t way = 0; way < 2; way++) {
        int16_t carry[TOC_NET_WAY] = {0};
        const float *restrict scale = m->scale + way * 2 * TOC_NET_WAY;
        for (size_t t = 0; t < count; t++) {
            size_t i = way ? count - 1 - t : t;
            const int32_t *restrict from = in + i * TOC_NET_GATES + way * 2 * TOC_NET_WAY;
            int16_t *restrict to = cells + i * TOC_NET_CELLS + way * TOC_NET_WAY;
            for (size_t k = 0; k < TOC_NET_WAY; k++) {
                int32_t z = toc_round((float)from[k] * scale[k]);
                int32_t f = toc_round((float)from[TOC_NET_WAY + k] * scale[TOC_NET_WAY + k]) + 16384;
                z = z < -TOC_CELL_MAX ? -TOC_CELL_MAX : z > TOC_CELL_MAX ? TOC_CELL_MAX : z;
                f = f < 0 ? 0 : f > 32767 ? 32767 : f;
                to[k] = carry[k] = (int16_t)(z + (((carry[k] - z) * f + 16384) >> 15));
            }
        }
    }
}

TARGET static void KERNEL(merge)(const uint8_t *x, int zero, const int16_t *cells, int32_t a, int32_t b, uint8_t *out,
                                 size_t count) {
    const uint8_t *restrict from = x;
    const int16_t *restrict more = cells;
    uint8_t *restrict to = out;
    for (size_t k = 0; k < count * TOC_NET_CELLS; k++) {
        int32_t q = ((from[k] - zero) * a + more[k] * b + (64 << 16) + 32768) >> 16;
        q = q < 0 ? 0 : q;
        to[k] = (uint8_t)(q > 127 ? 127 : q);
    }
}

TARGET static void KERNEL(gather)(const int16_t *const *rows, size_t count, uint8_t *out) {
    for (size_t part = 0; part < TOC_NET_HIDDEN; part += 64) {
        int16_t sum[64];
        memcpy(sum, rows[0] + part, sizeof sum);
        for (size_t r = 1; r < count; r++) {
            const int16_t *row = rows[r] + part;
            for (size_t k = 0; k < 64; k++) {
                sum[k] = (int16_t)(uint16_t)((uint16_t)sum[k] + (uint16_t)row[k]);
            }
        }
        for (size_t k = 0; k < 64; k++) {
            int q = ((int)sum[k] + 16) >> 5;
            q = q < 0 ? 0 : q;
            out[part + k] = (uint8_t)(q > 127 ? 127 : q);
        }
    }
}

static const toc_kernels KERNEL(kernels) = {KERNEL_NAME,   KERNEL(multiply), KERNEL(squash), KERNEL(widen),
                                            KERNEL(recur), KERNEL(merge),    KERNEL(gather)};
