/*
 * The arithmetic of the network, included by kernel.c once for each kind of
 * processor: KERNEL(name) names the functions, TARGET compiles them for it,
 * KERNEL_LEVEL chooses the inner product (0 plain, 1 AVX2, 2 AVX-512 VNNI), KERNEL_LANES how many numbers of
 * 32 bits are taken at a time.
 */

/* As many numbers at a time as the processor has room for, wherever they lie. */
typedef int32_t KERNEL(ints) __attribute__((vector_size(4 * KERNEL_LANES), aligned(4), may_alias));
typedef float KERNEL(floats) __attribute__((vector_size(4 * KERNEL_LANES), aligned(4), may_alias));
typedef int16_t KERNEL(few) __attribute__((vector_size(2 * KERNEL_LANES), aligned(2), may_alias));
typedef uint8_t KERNEL(few_bytes) __attribute__((vector_size(KERNEL_LANES), aligned(1), may_alias));
typedef uint16_t KERNEL(lanes) __attribute__((vector_size(4 * KERNEL_LANES), aligned(2), may_alias));
typedef int16_t KERNEL(signs) __attribute__((vector_size(4 * KERNEL_LANES), aligned(2), may_alias));
typedef uint8_t KERNEL(bytes) __attribute__((vector_size(2 * KERNEL_LANES), aligned(1), may_alias));

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

/* Four rows, 32 outputs: eight sums at work. */
TARGET static void KERNEL(wide)(const toc_matrix *m, const uint8_t *x, size_t stride, int32_t *out, size_t block) {
    __m512i s[4][2];
    for (size_t i = 0; i < 4; i++) {
        s[i][0] = _mm512_loadu_si512(m->bias + block);
        s[i][1] = _mm512_loadu_si512(m->bias + block + 16);
    }
    const int8_t *w = m->w + block * 4;
    for (size_t k = 0; k < m->inputs; k += 4, w += m->outputs * 4) {
        __m512i low = _mm512_loadu_si512(w), high = _mm512_loadu_si512(w + 64);
        for (size_t i = 0; i < 4; i++) {
            int32_t a;
            memcpy(&a, x + i * stride + k, 4);
            s[i][0] = _mm512_dpbusd_epi32(s[i][0], _mm512_set1_epi32(a), low);
            s[i][1] = _mm512_dpbusd_epi32(s[i][1], _mm512_set1_epi32(a), high);
        }
    }
    for (size_t i = 0; i < 4; i++) {
        _mm512_storeu_si512(out + i * m->outputs + block, s[i][0]);
        _mm512_storeu_si512(out + i * m->outputs + block + 16, s[i][1]);
    }
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

#if KERNEL_LEVEL == 2
/* One row and 48 outputs: six sums at work, since each waits for its last product. */
TARGET static void KERNEL(labels)(const toc_matrix *m, const uint8_t *x, int32_t *out) {
    __m512i s0 = _mm512_loadu_si512(m->bias), s1 = _mm512_loadu_si512(m->bias + 16);
    __m512i s2 = _mm512_loadu_si512(m->bias + 32), t0 = _mm512_setzero_si512(), t1 = t0, t2 = t0;
    const int8_t *w = m->w;
    for (size_t k = 0; k < m->inputs; k += 8, w += 384) {
        int32_t a, b;
        memcpy(&a, x + k, 4);
        memcpy(&b, x + k + 4, 4);
        __m512i even = _mm512_set1_epi32(a), odd = _mm512_set1_epi32(b);
        s0 = _mm512_dpbusd_epi32(s0, even, _mm512_loadu_si512(w));
        s1 = _mm512_dpbusd_epi32(s1, even, _mm512_loadu_si512(w + 64));
        s2 = _mm512_dpbusd_epi32(s2, even, _mm512_loadu_si512(w + 128));
        t0 = _mm512_dpbusd_epi32(t0, odd, _mm512_loadu_si512(w + 192));
        t1 = _mm512_dpbusd_epi32(t1, odd, _mm512_loadu_si512(w + 256));
        t2 = _mm512_dpbusd_epi32(t2, odd, _mm512_loadu_si512(w + 320));
    }
    _mm512_storeu_si512(out, _mm512_add_epi32(s0, t0));
    _mm512_storeu_si512(out + 16, _mm512_add_epi32(s1, t1));
    _mm512_storeu_si512(out + 32, _mm512_add_epi32(s2, t2));
}
#endif

TARGET static void KERNEL(multiply)(const toc_matrix *m, const uint8_t *x, size_t stride, int32_t *out, size_t count) {
#if KERNEL_LEVEL == 2
    if (count == 1 && m->outputs == 48) {
        KERNEL(labels)(m, x, out);
        return;
    }
#endif
    for (size_t block = 0, width; block < m->outputs; block += width) {
        width = 16;
        if (count == 1) {
            KERNEL(one)(m, x, out, block);
            continue;
        }
#if KERNEL_LEVEL == 2
        width = m->outputs - block >= 32 ? 32 : 16;
        for (size_t i = 0; width == 32 && i < count; i += 4) {
            KERNEL(wide)(m, x + i * stride, stride, out + i * m->outputs, block);
        }
#endif
        for (size_t i = 0; width == 16 && i < count; i += 4) {
            KERNEL(four)(m, x + i * stride, stride, out + i * m->outputs, block);
        }
    }
}

/* Some sums to scale: rounded to the nearest, halves to the even one, as the processor does without asking its mode;
 * beyond what any layer holds they are cut off. */
TARGET static inline void KERNEL(scaled)(const int32_t *in, const float *scale, KERNEL(ints) * out) {
    KERNEL(floats)
    x = __builtin_convertvector(*(const KERNEL(ints) *)(const void *)in, KERNEL(floats)) *
        *(const KERNEL(floats) *)(const void *)scale;
    KERNEL(ints) low = x<-30000.0f, high = x> 30000.0f;
    KERNEL(ints) near = __builtin_convertvector((x + 12582912.0f) - 12582912.0f, KERNEL(ints));
    *out = (near & ~(low | high)) | (-30000 & low) | (30000 & high);
}

TARGET static inline void KERNEL(clamp)(KERNEL(ints) * x, int32_t least, int32_t most) {
    KERNEL(ints) low = *x<least, high = *x> most;
    *x = (*x & ~(low | high)) | (least & low) | (most & high);
}

TARGET static void KERNEL(squash)(const toc_matrix *m, const int32_t *in, int zero, uint8_t *out, size_t count) {
    for (size_t i = 0; i < count * m->outputs; i += m->outputs) {
        for (size_t k = 0; k < m->outputs; k += KERNEL_LANES) {
            KERNEL(ints) q;
            KERNEL(scaled)(in + i + k, m->scale + k, &q);
            q += zero;
            KERNEL(clamp)(&q, 0, 127);
            *(KERNEL(few_bytes) *)(void *)(out + i + k) = __builtin_convertvector(q, KERNEL(few_bytes));
        }
    }
}

TARGET static void KERNEL(widen)(const toc_matrix *m, const int32_t *in, int16_t *out, size_t count) {
    for (size_t i = 0; i < count * m->outputs; i += m->outputs) {
        for (size_t k = 0; k < m->outputs; k += KERNEL_LANES) {
            KERNEL(ints) q;
            KERNEL(scaled)(in + i + k, m->scale + k, &q);
            *(KERNEL(few) *)(void *)(out + i + k) = __builtin_convertvector(q, KERNEL(few));
        }
    }
}

TARGET static void KERNEL(recur)(const toc_matrix *m, const int32_t *in, int16_t *cells, size_t count) {
    for (size_t way = 0; way < 2; way++) {
        _Alignas(64) KERNEL(ints) carry[TOC_NET_WAY / KERNEL_LANES];
        memset(carry, 0, sizeof carry);
        const float *scale = m->scale + way * 2 * TOC_NET_WAY;
        for (size_t t = 0; t < count; t++) {
            size_t i = way ? count - 1 - t : t;
            const int32_t *from = in + i * TOC_NET_GATES + way * 2 * TOC_NET_WAY;
            int16_t *to = cells + i * TOC_NET_CELLS + way * TOC_NET_WAY;
            for (size_t k = 0; k < TOC_NET_WAY / KERNEL_LANES; k++) {
                KERNEL(ints) z, f;
                KERNEL(scaled)(from + k * KERNEL_LANES, scale + k * KERNEL_LANES, &z);
                KERNEL(scaled)(from + TOC_NET_WAY + k * KERNEL_LANES, scale + TOC_NET_WAY + k * KERNEL_LANES, &f);
                f += 16384;
                KERNEL(clamp)(&z, -TOC_CELL_MAX, TOC_CELL_MAX);
                KERNEL(clamp)(&f, 0, 32767);
                carry[k] = z + (((carry[k] - z) * f + 16384) >> 15);
                *(KERNEL(few) *)(void *)(to + k * KERNEL_LANES) = __builtin_convertvector(carry[k], KERNEL(few));
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
    enum { WIDE = 2 * KERNEL_LANES, LANES = TOC_NET_HIDDEN / WIDE };
    KERNEL(lanes) sum[LANES];
    for (size_t k = 0; k < LANES; k++) {
        sum[k] = *(const KERNEL(lanes) *)(const void *)(rows[0] + k * WIDE);
    }
    for (size_t r = 1; r < count; r++) {
        for (size_t k = 0; k < LANES; k++) {
            sum[k] += *(const KERNEL(lanes) *)(const void *)(rows[r] + k * WIDE);
        }
    }
    for (size_t k = 0; k < LANES; k++) {
        KERNEL(signs) q = ((KERNEL(signs))sum[k] + 16) >> 5;
        q &= q > 0;
        q = (q & (q < 127)) | (127 & (q >= 127));
        *(KERNEL(bytes) *)(void *)(out + k * WIDE) = __builtin_convertvector(q, KERNEL(bytes));
    }
}

static const toc_kernels KERNEL(kernels) = {KERNEL_NAME,   KERNEL(multiply), KERNEL(squash), KERNEL(widen),
                                            KERNEL(recur), KERNEL(merge),    KERNEL(gather)};
