/*
 * The model file, little-endian: "TOCCOD10", the number of keys, the length of the encoder, the scale of a weight, the
 * temperature, the keys in ascending order, their weights (16 bits, TOC_SCORER_ROOTS of each), the weights of the
 * vectors and of what the encoder says, the encoder's bytes (encoder.c), and the XXH3 of all of it.
 */
#include "code/scorer.h"

#include "base/mem.h"
#include "base/pages.h"
#include "code/keys.h"
#include "code/score.h"

#include <math.h>
#include <string.h>

static const char magic[8] = "TOCCOD10";

enum { MODEL_BYTES_MAX = 256 << 20, HEAD_BYTES = 24 };
enum { ROOTS = TOC_SCORER_ROOTS, VECTORS = TOC_FEATURE_BLOCKS * TOC_FEATURE_WIDTH, DENSE = VECTORS + ROOTS };

struct toc_scorer {
    toc_arena arena;
    uint32_t count;
    float scale, temperature;
    toc_keys keys;
    int16_t (*weights)[ROOTS];
    float (*dense)[ROOTS];
    toc_encoder *encoder;
};

/* ---- reading ---- */

static const char *weights_read(const char *p, int16_t *out, size_t count) {
#if defined __BYTE_ORDER__ && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    memcpy(out, p, count * sizeof *out); /* millions of them, at every start */
#else
    for (size_t i = 0; i < count; i++) {
        out[i] = (int16_t)(uint16_t)((uint8_t)p[i * 2] | (uint8_t)p[i * 2 + 1] << 8);
    }
#endif
    return p + count * sizeof *out;
}

/* All weights, from where the keys begin. */
static toc_rc body_read(toc_scorer *s, const char *at, toc_str encoder) {
    int16_t *dense = toc_arena_array(&s->arena, DENSE, sizeof *s->weights);
    s->weights = toc_arena_array(&s->arena, s->count + 1, sizeof *s->weights);
    s->dense = toc_arena_array(&s->arena, DENSE, sizeof *s->dense);
    toc_rc rc = dense && s->weights && s->dense ? toc_keys_make(at, s->count, &s->arena, &s->keys) : TOC_ENOMEM;
    if (rc) {
        return rc;
    }
    at = weights_read(at + (size_t)s->count * 4, s->weights[0], (size_t)s->count * ROOTS);
    weights_read(at, dense, (size_t)DENSE * ROOTS);
    for (size_t i = 0; i < (size_t)DENSE * ROOTS; i++) {
        s->dense[i / ROOTS][i % ROOTS] = (float)dense[i];
    }
    return toc_encoder_read(encoder, &s->arena, &s->encoder);
}

static toc_rc foreign(const char *name, toc_err *err) {
    return toc_err_set(err, TOC_EFORMAT,
                       "\"%s\" is not a coding model of this version of tocsin; train one with script/train-coding",
                       name);
}

static toc_rc model_read(toc_str bytes, toc_scorer *s, const char *name, toc_err *err) {
    uint64_t told = 0;
    bool ours = bytes.len > HEAD_BYTES + 8 && memcmp(bytes.ptr, magic, sizeof magic) == 0;
    size_t body = ours ? bytes.len - 8 : 0, encoder = ours ? toc_u32_at(bytes.ptr + 12) : 0;
    s->count = ours ? toc_u32_at(bytes.ptr + 8) : 0;
    size_t row = sizeof(int16_t) * ROOTS;
    if (!ours || body != HEAD_BYTES + s->count * (4 + row) + DENSE * row + encoder) {
        return foreign(name, err);
    }
    memcpy(&told, bytes.ptr + body, sizeof told);
    if (told != toc_str_hash(toc_str_slice(bytes, 0, body), 0)) {
        return toc_err_set(err, TOC_EFORMAT,
                           "coding model \"%s\" is damaged: its checksum does not match; fetch it again", name);
    }
    s->scale = toc_float_at(bytes.ptr + 16);
    s->temperature = toc_float_at(bytes.ptr + 20);
    toc_rc rc = body_read(s, bytes.ptr + HEAD_BYTES, toc_str_slice(bytes, body - encoder, body));
    return rc == TOC_EFORMAT ? foreign(name, err)
           : rc              ? toc_err_set(err, rc, "out of memory while loading the coding model")
                             : TOC_OK;
}

toc_rc toc_scorer_new(const char *path, toc_scorer **out, toc_err *err) {
    toc_scorer *s = toc_mem_calloc(1, sizeof *s);
    if (!s) {
        return toc_err_set(err, TOC_ENOMEM, "out of memory while loading the coding model");
    }
    toc_arena_init(&s->arena, 0);
    toc_pages file;
    toc_rc rc = toc_pages_whole(path, MODEL_BYTES_MAX, &file, err);
    rc = rc ? rc : model_read((toc_str){file.memory, file.bytes}, s, path, err);
    toc_pages_close(&file);
    if (rc) {
        toc_scorer_free(s);
        return rc;
    }
    *out = s;
    return TOC_OK;
}

void toc_scorer_free(toc_scorer *scorer) {
    if (scorer) {
        toc_arena_fini(&scorer->arena);
        toc_mem_free(scorer);
    }
}

/* ---- writing ---- */

static void put_u32(toc_buf *out, uint32_t value) {
    for (int i = 0; i < 4; i++) {
        toc_buf_add_char(out, (char)(uint8_t)(value >> 8 * i));
    }
}

static void put_float(toc_buf *out, float value) {
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    put_u32(out, bits);
}

static float largest(const float *values, size_t count, float so_far) {
    for (size_t i = 0; i < count; i++) {
        so_far = fabsf(values[i]) > so_far ? fabsf(values[i]) : so_far;
    }
    return so_far;
}

static void put_weights(toc_buf *out, const float *values, size_t count, float scale) {
    for (size_t i = 0; i < count; i++) {
        uint16_t q = (uint16_t)(int16_t)lrintf(values[i] / scale);
        toc_buf_add_char(out, (char)(uint8_t)q);
        toc_buf_add_char(out, (char)(uint8_t)(q >> 8));
    }
}

toc_rc toc_scorer_pack(const toc_scorer_parts *p, toc_buf *out, toc_err *err) {
    size_t rows = p->count + DENSE;
    float scale = largest(p->weights, rows * ROOTS, 1e-6f) / 32000;
    toc_buf_add(out, (toc_str){magic, sizeof magic});
    put_u32(out, (uint32_t)p->count);
    put_u32(out, (uint32_t)p->encoder.len);
    put_float(out, scale);
    put_float(out, p->temperature);
    for (size_t i = 0; i < p->count; i++) {
        put_u32(out, p->keys[i]);
    }
    put_weights(out, p->weights, rows * ROOTS, scale);
    toc_buf_add(out, p->encoder);
    uint64_t sum = toc_str_hash(toc_buf_str(out), 0);
    toc_buf_add(out, (toc_str){(const char *)&sum, sizeof sum});
    return out->failed ? toc_err_set(err, TOC_ENOMEM, "no memory for the coding model") : TOC_OK;
}

/* ---- scoring ---- */

/* Sixteen roots at a time, in a shape that the compiler makes wide. */
static void row_add(float *restrict sum, const int16_t *restrict w, float x) {
    for (int r = 0; r < ROOTS; r++) {
        sum[r] += x * (float)w[r];
    }
}

static void dense_add(float *restrict sum, const float *restrict w, float x) {
    for (int r = 0; r < ROOTS; r++) {
        sum[r] += x * w[r];
    }
}

void toc_scorer_odds(const float scores[ROOTS], double odds[ROOTS]) {
    double most = -1e300, total = 0;
    for (int r = 0; r < ROOTS; r++) {
        most = (double)scores[r] > most ? (double)scores[r] : most;
    }
    for (int r = 0; r < ROOTS; r++) {
        odds[r] = exp((double)scores[r] - most);
        total += odds[r];
    }
    for (int r = 0; r < ROOTS; r++) {
        odds[r] /= total;
    }
}

void toc_scorer_run(const toc_scorer *s, const toc_features *f, const float encoded[ROOTS], double odds[ROOTS]) {
    float sum[ROOTS] = {0};
    for (int i = 0; i < f->root_count; i++) {
        int64_t row = toc_keys_row(&s->keys, f->items[i].key);
        if (row >= 0) {
            row_add(sum, s->weights[row], f->items[i].value);
        }
    }
    for (int d = 0; d < VECTORS; d++) {
        dense_add(sum, s->dense[d], f->dense[d / TOC_FEATURE_WIDTH][d % TOC_FEATURE_WIDTH]);
    }
    for (int r = 0; r < ROOTS; r++) {
        dense_add(sum, s->dense[VECTORS + r], TOC_SCORER_ENCODED * encoded[r]);
    }
    for (int r = 0; r < ROOTS; r++) {
        sum[r] *= s->scale / s->temperature;
    }
    toc_scorer_odds(sum, odds);
}

double toc_scorer_weight(const toc_scorer *s, const toc_feature *feature, int root, int instead) {
    int64_t row = toc_keys_row(&s->keys, feature->key);
    const int16_t *w = row < 0 ? NULL : s->weights[row];
    return w ? (double)(feature->value * (float)(w[root] - w[instead]) * s->scale / s->temperature) : 0;
}

double toc_scorer_encoded(const toc_scorer *s, const float encoded[ROOTS], int root, int instead) {
    double sum = 0;
    for (int r = 0; r < ROOTS; r++) {
        const float *w = s->dense[VECTORS + r];
        sum += (double)(TOC_SCORER_ENCODED * encoded[r] * (w[root] - w[instead]));
    }
    return sum * (double)(s->scale / s->temperature);
}

const toc_encoder *toc_scorer_encoder(const toc_scorer *scorer) {
    return scorer->encoder;
}
