/*
 * Method: of each row the first 34 tabs are found from masks of 32 bytes (AVX2 where the processor has it, else 16),
 * then its end by masks of line ends alone: what stands behind the 34th column is never looked at. Codes of up to 15
 * bytes are compared as two words of eight.
 */
#include "source/columns.h"

#include "base/file.h"
#include "base/mem.h"

#include <math.h>
#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

enum { BLOCK = 1 << 18, PAD = 64, TABS = 34, RECORD_MAX = 16 << 20 };

struct toc_columns_slot {
    uint64_t low, high; /* the code's bytes */
    uint32_t number;    /* 0: empty */
};

/* ---- numbers of codes ---- */

static bool slots_grow(toc_columns *c) {
    size_t count = c->slot_count ? c->slot_count * 2 : 4096;
    struct toc_columns_slot *slots = toc_mem_calloc(count, sizeof *slots);
    char(*names)[16] = slots ? toc_mem_realloc(c->names, count / 2 * sizeof *names) : NULL;
    if (!names) {
        toc_mem_free(slots);
        return false;
    }
    for (size_t i = 0; i < c->slot_count; i++) {
        const struct toc_columns_slot *s = &c->slots[i];
        size_t at = (size_t)((s->low ^ s->high * 31) * UINT64_C(0x9E3779B97F4A7C15) >> 32) & (count - 1);
        while (s->number && slots[at].number) {
            at = (at + 1) & (count - 1);
        }
        if (s->number) {
            slots[at] = *s;
        }
    }
    if (c->name_count == 0) {
        memset(names[0], 0, 16);
        c->name_count = 1;
    }
    toc_mem_free(c->slots);
    c->slots = slots;
    c->slot_count = count;
    c->names = names;
    return true;
}

/* text has PAD bytes behind it that may be read. UINT32_MAX: no memory. */
static inline uint32_t number_of(toc_columns *c, const char *text, size_t len) {
    static const uint64_t keep[9] = {
        0, 0xFF, 0xFFFF, 0xFFFFFF, 0xFFFFFFFF, 0xFFFFFFFFFF, 0xFFFFFFFFFFFF, 0xFFFFFFFFFFFFFF, UINT64_MAX};
    uint64_t low, high;
    if (len == 0) {
        return 0;
    }
    len = len < 15 ? len : 15;
    memcpy(&low, text, 8);
    memcpy(&high, text + 8, 8);
    low &= keep[len < 8 ? len : 8];
    high &= len > 8 ? keep[len - 8] : 0;
    size_t at = (size_t)((low ^ high * 31) * UINT64_C(0x9E3779B97F4A7C15) >> 32) & (c->slot_count - 1);
    while (c->slots[at].number) {
        if (c->slots[at].low == low && c->slots[at].high == high) {
            return c->slots[at].number;
        }
        at = (at + 1) & (c->slot_count - 1);
    }
    if (c->name_count * 2 >= c->slot_count) {
        return slots_grow(c) ? number_of(c, text, len) : UINT32_MAX;
    }
    c->slots[at] = (struct toc_columns_slot){low, high, (uint32_t)c->name_count};
    memcpy(c->names[c->name_count], &low, 8);
    memcpy(c->names[c->name_count] + 8, &high, 8);
    return (uint32_t)c->name_count++;
}

/* ---- cells ---- */

/* Eight digits at once (Lemire 2018, "Quickly parsing eight digits"); -1: not all are digits. */
static inline int32_t eight_digits(const char *p) {
    uint64_t v;
    memcpy(&v, p, 8);
    if (((v & UINT64_C(0xF0F0F0F0F0F0F0F0)) |
         (((v + UINT64_C(0x0606060606060606)) & UINT64_C(0xF0F0F0F0F0F0F0F0)) >> 4)) != UINT64_C(0x3333333333333333)) {
        return -1;
    }
    v = (v & UINT64_C(0x0F0F0F0F0F0F0F0F)) * 2561 >> 8;
    v = (v & UINT64_C(0x00FF00FF00FF00FF)) * 6553601 >> 16;
    return (int32_t)((v & UINT64_C(0x0000FFFF0000FFFF)) * UINT64_C(42949672960001) >> 32);
}

static inline bool whole(const char *from, const char *to, int32_t *out) {
    int64_t n = 0;
    bool ok = from < to && to - from < 10;
    for (; from < to; from++) {
        ok &= *from >= '0' && *from <= '9';
        n = n * 10 + (*from - '0');
    }
    *out = ok ? (int32_t)n : 0;
    return ok;
}

/* "-10.0", "3.4", "" */
static inline bool score(const char *from, const char *to, float *out) {
    static const float tenth[] = {1, 0.1F, 0.01F, 0.001F, 0.0001F, 0.00001F, 0.000001F};
    bool minus = from < to && *from == '-', ok = true;
    int n = 0, behind = -1;
    *out = NAN;
    if (from == to) {
        return true;
    }
    for (from += minus; from < to; from++) {
        if (*from == '.') {
            ok &= behind < 0;
            behind = 0;
        } else {
            ok &= *from >= '0' && *from <= '9' && n < 100000000;
            n = n * 10 + (*from - '0');
            behind += behind >= 0;
        }
    }
    ok &= behind <= 6;
    *out = ok ? (minus ? -1.0F : 1.0F) * (float)n * tenth[behind > 0 ? behind : 0] : NAN;
    return ok;
}

/* ---- rows ---- */

static bool room_make(toc_columns *c) {
    size_t capacity = c->capacity ? c->capacity * 2 : 1 << 16;
    void **columns[] = {(void **)&c->date, (void **)&c->source,    (void **)&c->target,
                        (void **)&c->code, (void **)&c->goldstein, (void **)&c->articles};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        void *wider = toc_mem_realloc(*columns[i], capacity * 4);
        if (!wider) {
            return false;
        }
        *columns[i] = wider;
    }
    uint8_t *quad = toc_mem_realloc(c->quad, capacity);
    if (!quad) {
        return false;
    }
    c->quad = quad;
    c->capacity = capacity;
    return true;
}

/* Cells of a row whose first 34 tabs are known; false: no memory. */
static inline bool row_take(toc_columns *c, const char *row, const char *const tab[TABS]) {
    size_t i = c->count;
    const char *code = tab[25] + 1;
    size_t code_len = (size_t)(tab[26] - code);
    if (i == c->capacity && !room_make(c)) {
        return false;
    }
    (void)row;
    c->date[i] = tab[1] - tab[0] == 9 ? eight_digits(tab[0] + 1) : -1;
    c->source[i] = number_of(c, tab[4] + 1, (size_t)(tab[5] - tab[4] - 1));
    c->target[i] = number_of(c, tab[14] + 1, (size_t)(tab[15] - tab[14] - 1));
    c->code[i] = 0;
    memcpy(&c->code[i], code, code_len < 4 ? code_len : 4);
    c->quad[i] = (uint8_t)(tab[28][1] - '0');
    bool sound = score(tab[29] + 1, tab[30], &c->goldstein[i]);
    sound &= whole(tab[32] + 1, tab[33], &c->articles[i]);
    sound &= c->date[i] > 0 && code_len >= 2 && code_len <= 4 && tab[29] - tab[28] == 2 && c->quad[i] >= 1 &&
             c->quad[i] <= 4;
    c->count += sound;
    c->rejects += !sound;
    return c->source[i] != UINT32_MAX && c->target[i] != UINT32_MAX;
}

/* Rows of [from, to) that end in it; *rest: where the first that does not begins. PAD bytes behind to may be read. */
typedef bool rows_take(toc_columns *c, const char *from, const char *to, const char **rest);

#define ROWS_TAKE(NAME, ATTRIBUTE, WIDTH, MASK)                                                                        \
    ATTRIBUTE static bool NAME(toc_columns *c, const char *from, const char *to, const char **rest) {                  \
        const char *tab[TABS + 32];                                                                                    \
        while (from < to) {                                                                                            \
            const char *at = from, *end = NULL;                                                                        \
            int tabs = 0;                                                                                              \
            for (; at < to && tabs < TABS && !end; at += (WIDTH)) {                                                    \
                uint32_t lines = MASK(at, '\n'), mask = MASK(at, '\t');                                                \
                if (lines) {                                                                                           \
                    end = at + __builtin_ctz(lines);                                                                   \
                    mask &= (lines & (0U - lines)) - 1; /* tabs before the row's end */                                \
                }                                                                                                      \
                for (; mask; mask &= mask - 1) {                                                                       \
                    tab[tabs++] = at + __builtin_ctz(mask);                                                            \
                }                                                                                                      \
            }                                                                                                          \
            for (; at < to && !end; at += (WIDTH)) {                                                                   \
                uint32_t lines = MASK(at, '\n');                                                                       \
                end = lines ? at + __builtin_ctz(lines) : NULL;                                                        \
            }                                                                                                          \
            if (!end || end >= to) {                                                                                   \
                break;                                                                                                 \
            }                                                                                                          \
            if (tabs < TABS) {                                                                                         \
                c->rejects += end - from > 1; /* an empty line is no row */                                            \
            } else if (!row_take(c, from, tab)) {                                                                      \
                return false;                                                                                          \
            }                                                                                                          \
            from = end + 1;                                                                                            \
        }                                                                                                              \
        *rest = from;                                                                                                  \
        return true;                                                                                                   \
    }

#if defined(__x86_64__)
#define MASK_32(at, c)                                                                                                 \
    ((uint32_t)_mm256_movemask_epi8(                                                                                   \
        _mm256_cmpeq_epi8(_mm256_loadu_si256((const __m256i *)(const void *)(at)), _mm256_set1_epi8(c))))
#define MASK_16(at, c)                                                                                                 \
    ((uint32_t)_mm_movemask_epi8(                                                                                      \
        _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)(const void *)(at)), _mm_set1_epi8(c))))
ROWS_TAKE(rows_take_32, __attribute__((target("avx2,bmi"))), 32, MASK_32)
ROWS_TAKE(rows_take_16, , 16, MASK_16)

static rows_take *rows_taker(void) {
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") ? rows_take_32 : rows_take_16;
}
#else
static inline uint32_t mask_8(const char *at, char c) {
    uint32_t mask = 0;
    for (int i = 0; i < 8; i++) {
        mask |= (uint32_t)(at[i] == c) << i;
    }
    return mask;
}
ROWS_TAKE(rows_take_8, , 8, mask_8)

static rows_take *rows_taker(void) {
    return rows_take_8;
}
#endif

/* ---- blocks ---- */

static toc_rc blocks_read(toc_columns *c, toc_input *input, char *room, toc_err *err) {
    size_t have = 0, got = 1;
    rows_take *take = rows_taker();
    toc_rc rc = TOC_OK;
    while (rc == TOC_OK && got > 0) {
        rc = toc_input_read(input, room + have, BLOCK - have, &got, err);
        if (rc != TOC_OK) {
            return rc;
        }
        c->bytes += (int64_t)got;
        have += got;
        if (got == 0 && have > 0 && have < BLOCK && room[have - 1] != '\n') {
            room[have++] = '\n'; /* the last row without its line's end */
        }
        memset(room + have, 0, PAD);
        const char *rest = room;
        if (!take(c, room, room + have, &rest)) {
            return toc_err_set(err, TOC_ENOMEM, "no memory for %zu rows", c->count);
        }
        have -= (size_t)(rest - room);
        if (have == BLOCK) { /* no row is as long as a block: pass over */
            c->rejects++;
            have = 0;
        }
        memmove(room, rest, have);
    }
    return TOC_OK;
}

toc_rc toc_columns_read(const char *path, toc_columns *out, toc_err *err) {
    toc_input *input = NULL;
    *out = (toc_columns){0};
    char *room = toc_mem_calloc(1, BLOCK + 2 * PAD);
    if (!room || !slots_grow(out)) {
        toc_mem_free(room);
        return toc_err_set(err, TOC_ENOMEM, "no memory to read \"%s\"", path);
    }
    toc_rc rc = toc_input_open(path, &input, err);
    rc = rc == TOC_OK ? blocks_read(out, input, room, err) : rc;
    toc_input_close(input);
    toc_mem_free(room);
    return rc;
}

void toc_columns_fini(toc_columns *c) {
    void *all[] = {c->date, c->source, c->target, c->code, c->goldstein, c->articles, c->quad, c->names, c->slots};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        toc_mem_free(all[i]);
    }
    *c = (toc_columns){0};
}
