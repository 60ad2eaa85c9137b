/*
 * The arithmetic of the network, included by kernel.c once for each kind of
 * processor: KERNEL(name) names the functions, TARGET compiles them for it,
 * KERNEL_LEVEL chooses the inner product (0 plain, 1 AVX2, 2 AVX-512 VNNI, 3 AMX for more rows than one),
 * KERNEL_LANES how many numbers of 32 bits are taken at a time.
 */

/* As many numbers at a time as the processor has room for, wherever they lie. */
typedef int32_t KERNEL(ints) __attribute__((vector_size(4 * KERNEL_LANES), aligned(4), may_alias));
typedef float KERNEL(floats) __attribute__((vector_size(4 * KERNEL_LANES), aligned(4), may_alias));
typedef int16_t KERNEL(few) __attribute__((vector_size(2 * KERNEL_LANES), aligned(2), may_alias));
typedef uint8_t KERNEL(few_bytes) __attribute__((vector_size(KERNEL_LANES), aligned(1), may_alias));
typedef uint16_t KERNEL(lanes) __attribute__((vector_size(4 * KERNEL_LANES), aligned(2), may_alias));
typedef int16_t KERNEL(signs) __attribute__((vector_size(4 * KERNEL_LANES), aligned(2), may_alias));
typedef int8_t KERNEL(small) __attribute__((vector_size(2 * KERNEL_LANES), aligned(1), may_alias));
typedef uint8_t KERNEL(bytes) __attribute__((vector_size(2 * KERNEL_LANES), aligned(1), may_alias));

#if KERNEL_LEVEL >= 2
/* sum += products of four by four. As an instruction, since gcc 12 copies sums about when given its builtin. */
TARGET static inline __attribute__((always_inline)) __m512i KERNEL(dot)(__m512i sum, __m512i x, __m512i w) {
    __asm__("vpdpbusd %2, %1, %0" : "+v"(sum) : "v"(x), "v"(w));
    return sum;
}

/* Sums of four rows by some blocks of 16 outputs: sixteen at work, since each waits for its last product. */
TARGET static inline __attribute__((always_inline)) void
KERNEL(tile)(const toc_matrix *m, const uint8_t *x, size_t stride, size_t block, size_t blocks, __m512i sums[4][4]) {
    for (size_t i = 0; i < 4; i++) {
        for (size_t b = 0; b < blocks; b++) {
            sums[i][b] = _mm512_loadu_si512(m->bias + block + b * 16);
        }
    }
    const int8_t *w = m->w + block * m->inputs;
    const size_t next = m->inputs * 16;
    for (size_t k = 0; k < m->inputs; k += 4, w += 64) {
        __m512i four[4];
        for (size_t b = 0; b < blocks; b++) {
            four[b] = _mm512_loadu_si512(w + b * next);
        }
        for (size_t i = 0; i < 4; i++) {
            int32_t a;
            memcpy(&a, x + i * stride + k, 4);
            __m512i all = _mm512_set1_epi32(a);
            for (size_t b = 0; b < blocks; b++) {
                sums[i][b] = KERNEL(dot)(sums[i][b], all, four[b]);
            }
        }
    }
}

/* See KERNEL(scaled): the same numbers. */
TARGET static inline __m512i KERNEL(near)(__m512i sum, const float *scale) {
    __m512 x = _mm512_mul_ps(_mm512_cvtepi32_ps(sum), _mm512_loadu_ps(scale));
    x = _mm512_min_ps(_mm512_max_ps(x, _mm512_set1_ps(-30000.0f)), _mm512_set1_ps(30000.0f));
    return _mm512_cvt_roundps_epi32(x, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
}

TARGET static inline __m128i KERNEL(seven_bits)(__m512i sum, const float *scale, int zero) {
    __m512i q = _mm512_add_epi32(KERNEL(near)(sum, scale), _mm512_set1_epi32(zero));
    q = _mm512_min_epi32(_mm512_max_epi32(q, _mm512_setzero_si512()), _mm512_set1_epi32(127));
    return _mm512_cvtepi32_epi8(q);
}

enum { KERNEL(SUMS), KERNEL(BYTES), KERNEL(WIDE) };

/* 16 sums of a row from output at on; what becomes of them is told by how. */
TARGET static inline __attribute__((always_inline)) void KERNEL(give)(const toc_matrix *m, __m512i sums, size_t at,
                                                                      int how, int zero, void *out, size_t to) {
    if (how == KERNEL(SUMS)) {
        _mm512_storeu_si512((int32_t *)out + to, sums);
    } else if (how == KERNEL(BYTES)) {
        _mm_storeu_si128((__m128i *)(void *)((uint8_t *)out + to), KERNEL(seven_bits)(sums, m->scale + at, zero));
    } else {
        _mm256_storeu_si256((__m256i *)(void *)((int16_t *)out + to),
                            _mm512_cvtepi32_epi16(KERNEL(near)(sums, m->scale + at)));
    }
}

/* Four rows, blocks of 16 outputs from block on. */
TARGET static inline __attribute__((always_inline)) void KERNEL(rows)(const toc_matrix *m, const uint8_t *x,
                                                                      size_t stride, size_t block, size_t blocks,
                                                                      int how, int zero, void *out) {
    __m512i sums[4][4];
    KERNEL(tile)(m, x, stride, block, blocks, sums);
    for (size_t i = 0; i < 4; i++) {
        for (size_t b = 0; b < blocks; b++) {
            KERNEL(give)(m, sums[i][b], block + b * 16, how, zero, out, i * m->outputs + block + b * 16);
        }
    }
}

/* Blocks outside, so that their weights stay near while all rows pass. */
TARGET static inline __attribute__((always_inline)) void
KERNEL(vectors)(const toc_matrix *m, const uint8_t *x, size_t stride, size_t count, int how, int zero, void *out) {
    const size_t size = how == KERNEL(SUMS) ? 4 : how == KERNEL(BYTES) ? 1 : 2;
    size_t block = 0;
    for (; block + 64 <= m->outputs; block += 64) {
        for (size_t i = 0; i < count; i += 4) {
            KERNEL(rows)(m, x + i * stride, stride, block, 4, how, zero, (uint8_t *)out + i * m->outputs * size);
        }
    }
    for (; block + 32 <= m->outputs; block += 32) {
        for (size_t i = 0; i < count; i += 4) {
            KERNEL(rows)(m, x + i * stride, stride, block, 2, how, zero, (uint8_t *)out + i * m->outputs * size);
        }
    }
    for (; block < m->outputs; block += 16) {
        for (size_t i = 0; i < count; i += 4) {
            KERNEL(rows)(m, x + i * stride, stride, block, 1, how, zero, (uint8_t *)out + i * m->outputs * size);
        }
    }
}

#if KERNEL_LEVEL == 3
enum { KERNEL(TILE) = 16 }; /* rows of a tile, and outputs */

/* Sums in tiles 0 to 3 (rows by blocks of outputs), rows of x in 4 and 5, weights in 6 and 7. deep: inputs at a time.
 */
typedef struct {
    uint8_t palette, start, none[14];
    uint16_t width[16];
    uint8_t rows[16];
} KERNEL(shape);

TARGET static inline void KERNEL(tiles_set)(size_t first, size_t second, size_t deep) {
    _Alignas(64) KERNEL(shape) shape = {.palette = 1};
    for (size_t t = 0; t < 8; t++) {
        size_t rows = t > 5 ? deep / 4 : t == 5 || t == 2 || t == 3 ? second : first;
        shape.rows[t] = (uint8_t)rows;
        shape.width[t] = (uint16_t)(rows == 0 ? 0 : t == 4 || t == 5 ? deep : 64);
    }
    /* gcc 12's _tile_loadconfig tells of eight of its bytes only, _tile_loadd of none that it reads */
    __asm__ volatile("" : : "r"(&shape) : "memory");
    _tile_loadconfig(&shape);
}

/* Up to 32 rows by 16 or 32 outputs; two and wide, whether there are more than 16. */
TARGET static inline __attribute__((always_inline)) void KERNEL(tiles)(const toc_matrix *m, const uint8_t *x,
                                                                       size_t stride, size_t block, size_t deep,
                                                                       bool two, bool wide,
                                                                       int32_t (*sums)[KERNEL(TILE) * KERNEL(TILE)]) {
    const int8_t *w = m->w + block * m->inputs;
    const size_t next = m->inputs * 16;
    _tile_zero(0);
    if (wide) {
        _tile_zero(1);
    }
    if (two) {
        _tile_zero(2);
    }
    if (two && wide) {
        _tile_zero(3);
    }
    for (size_t k = 0; k < m->inputs; k += deep) {
        _tile_loadd(4, x + k, stride);
        _tile_loadd(6, w + k * 16, 64);
        _tile_dpbusd(0, 4, 6);
        if (wide) {
            _tile_loadd(7, w + next + k * 16, 64);
            _tile_dpbusd(1, 4, 7);
        }
        if (two) {
            _tile_loadd(5, x + KERNEL(TILE) * stride + k, stride);
            _tile_dpbusd(2, 5, 6);
        }
        if (two && wide) {
            _tile_dpbusd(3, 5, 7);
        }
    }
    _tile_stored(0, sums[0], 64);
    if (wide) {
        _tile_stored(1, sums[1], 64);
    }
    if (two) {
        _tile_stored(2, sums[2], 64);
    }
    if (two && wide) {
        _tile_stored(3, sums[3], 64);
    }
}

TARGET static inline __attribute__((always_inline)) void
KERNEL(product)(const toc_matrix *m, const uint8_t *x, size_t stride, size_t count, int how, int zero, void *out) {
    const size_t deep = m->inputs % 64 == 0 ? 64 : 32;
    if (m->inputs % deep != 0) {
        KERNEL(vectors)(m, x, stride, count, how, zero, out);
        return;
    }
    _Alignas(64) int32_t sums[4][KERNEL(TILE) * KERNEL(TILE)];
    for (size_t i = 0; i < count; i += 2 * KERNEL(TILE)) {
        size_t left = count - i, first = left < KERNEL(TILE) ? left : KERNEL(TILE), second = left - first;
        second = second < KERNEL(TILE) ? second : KERNEL(TILE);
        KERNEL(tiles_set)(first, second, deep);
        for (size_t block = 0; block < m->outputs; block += 32) {
            const bool wide = block + 32 <= m->outputs;
            KERNEL(tiles)(m, x + i * stride, stride, block, deep, second > 0, wide, sums);
            for (size_t r = 0; r < first + second; r++) {
                for (size_t b = 0; b < 1 + (size_t)wide; b++) {
                    size_t at = block + b * 16;
                    const int32_t *from = sums[r / KERNEL(TILE) * 2 + b] + r % KERNEL(TILE) * KERNEL(TILE);
                    __m512i sum = _mm512_add_epi32(_mm512_load_si512(from), _mm512_loadu_si512(m->bias + at));
                    KERNEL(give)(m, sum, at, how, zero, out, (i + r) * m->outputs + at);
                }
            }
        }
    }
    _tile_release();
}
#else
TARGET static inline __attribute__((always_inline)) void
KERNEL(product)(const toc_matrix *m, const uint8_t *x, size_t stride, size_t count, int how, int zero, void *out) {
    KERNEL(vectors)(m, x, stride, count, how, zero, out);
}
#endif

/* One row, blocks of 16 outputs, each summed in four parts. */
TARGET static inline __attribute__((always_inline)) void KERNEL(single)(const toc_matrix *m, const uint8_t *x,
                                                                        int32_t *out, size_t block, size_t blocks) {
    __m512i s[3][4];
    for (size_t b = 0; b < blocks; b++) {
        s[b][0] = _mm512_loadu_si512(m->bias + block + b * 16);
        s[b][1] = s[b][2] = s[b][3] = _mm512_setzero_si512();
    }
    const int8_t *w = m->w + block * m->inputs;
    const size_t next = m->inputs * 16;
    for (size_t k = 0; k < m->inputs; k += 16, w += 256) {
        for (size_t part = 0; part < 4; part++) {
            int32_t a;
            memcpy(&a, x + k + part * 4, 4);
            __m512i all = _mm512_set1_epi32(a);
            for (size_t b = 0; b < blocks; b++) {
                s[b][part] = KERNEL(dot)(s[b][part], all, _mm512_loadu_si512(w + b * next + part * 64));
            }
        }
    }
    for (size_t b = 0; b < blocks; b++) {
        __m512i even = _mm512_add_epi32(s[b][0], s[b][1]), odd = _mm512_add_epi32(s[b][2], s[b][3]);
        _mm512_storeu_si512(out + block + b * 16, _mm512_add_epi32(even, odd));
    }
}

TARGET static void KERNEL(multiply)(const toc_matrix *m, const uint8_t *x, size_t stride, int32_t *out, size_t count) {
    if (count != 1) {
        KERNEL(product)(m, x, stride, count, KERNEL(SUMS), 0, out);
        return;
    }
    size_t block = 0;
    for (; block + 48 <= m->outputs; block += 48) {
        KERNEL(single)(m, x, out, block, 3);
    }
    for (; block < m->outputs; block += 16) {
        KERNEL(single)(m, x, out, block, 1);
    }
}

TARGET static void KERNEL(squash)(const toc_matrix *m, const uint8_t *x, size_t stride, int zero, int32_t *sums,
                                  uint8_t *out, size_t count) {
    (void)sums;
    KERNEL(product)(m, x, stride, count, KERNEL(BYTES), zero, out);
}

TARGET static void KERNEL(widen)(const toc_matrix *m, const uint8_t *x, size_t stride, int32_t *sums, int16_t *out,
                                 size_t count) {
    (void)sums;
    KERNEL(product)(m, x, stride, count, KERNEL(WIDE), 0, out);
}
#else
#if KERNEL_LEVEL == 1
#define TOC_DOT(sum, x, row) _mm256_add_epi32(sum, _mm256_madd_epi16(_mm256_maddubs_epi16(x, row), ones))

/* Four rows by 16 outputs: eight sums at work, and each row of weights is read once for the four. */
TARGET static inline __attribute__((always_inline)) void KERNEL(four)(const toc_matrix *m, const uint8_t *x,
                                                                      size_t stride, int32_t *out, size_t block) {
    const __m256i ones = _mm256_set1_epi16(1);
    const int8_t *w = m->w + block * m->inputs;
    __m256i low[4], high[4];
    for (size_t i = 0; i < 4; i++) {
        low[i] = _mm256_loadu_si256((const __m256i *)(const void *)(m->bias + block));
        high[i] = _mm256_loadu_si256((const __m256i *)(const void *)(m->bias + block + 8));
    }
    for (size_t k = 0; k < m->inputs; k += 4, w += 64) {
        __m256i first = _mm256_loadu_si256((const __m256i *)(const void *)w);
        __m256i second = _mm256_loadu_si256((const __m256i *)(const void *)(w + 32));
        for (size_t i = 0; i < 4; i++) {
            int32_t a;
            memcpy(&a, x + i * stride + k, 4);
            __m256i all = _mm256_set1_epi32(a);
            low[i] = TOC_DOT(low[i], all, first);
            high[i] = TOC_DOT(high[i], all, second);
        }
    }
    for (size_t i = 0; i < 4; i++) {
        _mm256_storeu_si256((__m256i *)(void *)(out + i * m->outputs + block), low[i]);
        _mm256_storeu_si256((__m256i *)(void *)(out + i * m->outputs + block + 8), high[i]);
    }
}

TARGET static void KERNEL(one)(const toc_matrix *m, const uint8_t *x, int32_t *out, size_t block) {
    const __m256i ones = _mm256_set1_epi16(1);
    __m256i low = _mm256_loadu_si256((const __m256i *)(const void *)(m->bias + block));
    __m256i high = _mm256_loadu_si256((const __m256i *)(const void *)(m->bias + block + 8));
    const int8_t *w = m->w + block * m->inputs;
    for (size_t k = 0; k < m->inputs; k += 4, w += 64) {
        int32_t a;
        memcpy(&a, x + k, 4);
        __m256i all = _mm256_set1_epi32(a);
        low = TOC_DOT(low, all, _mm256_loadu_si256((const __m256i *)(const void *)w));
        high = TOC_DOT(high, all, _mm256_loadu_si256((const __m256i *)(const void *)(w + 32)));
    }
    _mm256_storeu_si256((__m256i *)(void *)(out + block), low);
    _mm256_storeu_si256((__m256i *)(void *)(out + block + 8), high);
}
#undef TOC_DOT
#else
TARGET static void KERNEL(one)(const toc_matrix *m, const uint8_t *x, int32_t *out, size_t block) {
    memcpy(out + block, m->bias + block, 16 * sizeof *out);
    const int8_t *w = m->w + block * m->inputs;
    for (size_t k = 0; k < m->inputs; k += 4, w += 64) {
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
        if (count == 1) {
            KERNEL(one)(m, x, out, block);
            continue;
        }
        for (size_t i = 0; i < count; i += 4) {
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

TARGET static void KERNEL(squash)(const toc_matrix *m, const uint8_t *x, size_t stride, int zero, int32_t *in,
                                  uint8_t *out, size_t count) {
    KERNEL(multiply)(m, x, stride, in, count);
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

TARGET static void KERNEL(widen)(const toc_matrix *m, const uint8_t *x, size_t stride, int32_t *in, int16_t *out,
                                 size_t count) {
    KERNEL(multiply)(m, x, stride, in, count);
    for (size_t i = 0; i < count * m->outputs; i += m->outputs) {
        for (size_t k = 0; k < m->outputs; k += KERNEL_LANES) {
            KERNEL(ints) q;
            KERNEL(scaled)(in + i + k, m->scale + k, &q);
            *(KERNEL(few) *)(void *)(out + i + k) = __builtin_convertvector(q, KERNEL(few));
        }
    }
}

#endif

/* carry = z + ((carry - z) f + 16384) / 32768: all of it fits 16 bits, and is the processor's rounded product. */
TARGET static inline void KERNEL(step)(const int16_t *from, int16_t *carry, int16_t *to) {
#if KERNEL_LEVEL >= 2
    for (size_t k = 0; k < TOC_NET_WAY; k += 32) {
        const __m512i most = _mm512_set1_epi16(TOC_CELL_MAX), half = _mm512_set1_epi16(16384);
        __m512i z = _mm512_loadu_si512(from + k), f = _mm512_loadu_si512(from + TOC_NET_WAY + k);
        z = _mm512_max_epi16(_mm512_min_epi16(z, most), _mm512_set1_epi16(-TOC_CELL_MAX));
        f = _mm512_max_epi16(_mm512_adds_epi16(f, half), _mm512_setzero_si512());
        __m512i c = _mm512_sub_epi16(_mm512_loadu_si512(carry + k), z);
        c = _mm512_add_epi16(z, _mm512_mulhrs_epi16(c, f));
        _mm512_storeu_si512(carry + k, c);
        _mm512_storeu_si512(to + k, c);
    }
#else
    for (size_t k = 0; k < TOC_NET_WAY; k++) {
        int32_t z = from[k], f = from[TOC_NET_WAY + k] + 16384;
        z = z < -TOC_CELL_MAX ? -TOC_CELL_MAX : z;
        z = z > TOC_CELL_MAX ? TOC_CELL_MAX : z;
        f = f < 0 ? 0 : f;
        f = f > 32767 ? 32767 : f;
        to[k] = carry[k] = (int16_t)(z + (((carry[k] - z) * f + 16384) >> 15));
    }
#endif
}

TARGET static void KERNEL(recur)(const int16_t *in, int16_t *cells, size_t count) {
    _Alignas(64) int16_t forth[TOC_NET_WAY] = {0}, back[TOC_NET_WAY] = {0};
    for (size_t t = 0; t < count; t++) {
        size_t last = count - 1 - t;
        KERNEL(step)(in + t * TOC_NET_GATES, forth, cells + t * TOC_NET_CELLS);
        KERNEL(step)(in + last * TOC_NET_GATES + 2 * TOC_NET_WAY, back, cells + last * TOC_NET_CELLS + TOC_NET_WAY);
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

/* x = vector, word, sum of affixes in quarters; 64 stands for zero. */
TARGET static void KERNEL(embed)(const int8_t *vector, const int8_t *word, const int8_t *const *affixes, size_t count,
                                 uint8_t *x) {
    enum { WIDE = 2 * KERNEL_LANES };
    for (size_t k = 0; k < TOC_NET_VECTOR; k++) {
        x[k] = (uint8_t)(vector[k] + 64);
    }
    for (size_t k = 0; k < TOC_NET_LEARNT; k++) {
        x[TOC_NET_VECTOR + k] = (uint8_t)(word[k] + 64);
    }
    for (size_t k = 0; k < TOC_NET_AFFIX; k += WIDE) {
        KERNEL(signs) q = {0};
        for (size_t a = 0; a < count; a++) {
            q += __builtin_convertvector(*(const KERNEL(small) *)(const void *)(affixes[a] + k), KERNEL(signs));
        }
        q = ((q + 2) >> 2) + 64;
        q &= q > 0;
        q = (q & (q < 127)) | (127 & (q >= 127));
        *(KERNEL(bytes) *)(void *)(x + TOC_NET_VECTOR + TOC_NET_LEARNT + k) = __builtin_convertvector(q, KERNEL(bytes));
    }
}

TARGET static int KERNEL(best)(const toc_matrix *m, const int32_t *sums) {
#if KERNEL_LEVEL >= 2
    __m512 top = _mm512_set1_ps(-INFINITY);
    __m512i at = _mm512_setzero_si512(), now = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    for (size_t k = 0; k < m->outputs; k += 16) {
        __m512 score = _mm512_mul_ps(_mm512_cvtepi32_ps(_mm512_loadu_si512(sums + k)), _mm512_loadu_ps(m->scale + k));
        __mmask16 more = _mm512_cmp_ps_mask(score, top, _CMP_GT_OQ);
        top = _mm512_mask_mov_ps(top, more, score);
        at = _mm512_mask_mov_epi32(at, more, now);
        now = _mm512_add_epi32(now, _mm512_set1_epi32(16));
    }
    __mmask16 equal = _mm512_cmp_ps_mask(top, _mm512_set1_ps(_mm512_reduce_max_ps(top)), _CMP_EQ_OQ);
    return (int)_mm512_mask_reduce_min_epu32(equal, at);
#else
    int best = 0;
    float top = (float)sums[0] * m->scale[0];
    for (size_t k = 1; k < m->outputs; k++) {
        float score = (float)sums[k] * m->scale[k];
        best = score > top ? (int)k : best;
        top = score > top ? score : top;
    }
    return best;
#endif
}

static const toc_kernels KERNEL(kernels) = {KERNEL_NAME,    KERNEL(multiply), KERNEL(squash),
                                            KERNEL(widen),  KERNEL(recur),    KERNEL(merge),
                                            KERNEL(gather), KERNEL(embed),    KERNEL(best)};
