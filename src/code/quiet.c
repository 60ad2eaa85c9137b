/*
 * The model file, little-endian: "TOCQUI01", what a weight of 1 is worth (a float), a weight per row in one byte,
 * signed, and the XXH3 of all before.
 */
#include "code/quiet.h"

#include "base/mem.h"
#include "base/pages.h"
#include "code/inside.h"
#include "code/keys.h"

#include <math.h>
#include <string.h>

static const char magic[8] = "TOCQUI01";

enum { HEAD_BYTES = 12, BODY_BYTES = HEAD_BYTES + TOC_QUIET_ROWS, MODEL_BYTES = BODY_BYTES + 8 };

struct toc_quiet {
    float scale;
    int8_t weights[TOC_QUIET_ROWS];
};

/* ---- the file ---- */

static bool is_ours(toc_str bytes) {
    uint64_t told = 0;
    if (bytes.len != MODEL_BYTES || memcmp(bytes.ptr, magic, sizeof magic) != 0) {
        return false;
    }
    float scale = toc_float_at(bytes.ptr + sizeof magic);
    memcpy(&told, bytes.ptr + BODY_BYTES, sizeof told);
    return isfinite(scale) && scale >= 0 && told == toc_str_hash(toc_str_slice(bytes, 0, BODY_BYTES), 0);
}

toc_rc toc_quiet_new(const char *path, toc_quiet **out, toc_err *err) {
    toc_pages file;
    toc_rc rc = toc_pages_whole(path, MODEL_BYTES, &file, err);
    if (rc == TOC_ELIMIT || (rc == TOC_OK && !is_ours((toc_str){file.memory, file.bytes}))) {
        rc = toc_err_set(err, TOC_EFORMAT,
                         "\"%s\" is no model of quiet sentences of this version of tocsin, or damaged; make one with "
                         "script/train-quiet",
                         path);
    }
    toc_quiet *quiet = rc == TOC_OK ? toc_mem_calloc(1, sizeof *quiet) : NULL;
    if (quiet) {
        const char *bytes = file.memory;
        quiet->scale = toc_float_at(bytes + sizeof magic);
        memcpy(quiet->weights, bytes + HEAD_BYTES, sizeof quiet->weights);
        *out = quiet;
    } else if (rc == TOC_OK) {
        rc = toc_err_set(err, TOC_ENOMEM, "out of memory while loading the model of quiet sentences");
    }
    toc_pages_close(&file);
    return rc;
}

void toc_quiet_free(toc_quiet *quiet) {
    toc_mem_free(quiet);
}

/* ---- what is looked at ---- */

/* Kinds of what is looked at. */
enum { WORD = 1, TWO, THREE, GAP, LINK, CHAIN, FORM };

/* Words that count as one, such as a name's, and the borders. */
enum { UNITS_MAX = 256, BEGIN = 2, END = 3 };

typedef struct view {
    const toc_scene *scene;
    uint32_t *rows;
    int count;
} view;

static uint64_t mix(uint64_t so_far, uint64_t next) {
    uint64_t h = (so_far ^ next) * 0xD6E8FEB86659FD93u;
    return h ^ h >> 32;
}

static void add(view *v, int kind, uint64_t a, uint64_t b, uint64_t c) {
    if (v->count < TOC_QUIET_KEYS_MAX) {
        uint64_t h = mix(mix(mix((uint64_t)kind * 0x9E3779B97F4A7C15u, a), b), c);
        v->rows[v->count++] = (uint32_t)(h >> 11) & (TOC_QUIET_ROWS - 1);
    }
}

static uint64_t hash_of(toc_str word) {
    return toc_str_hash(word, 11);
}

/* A word of a known actor's name: which one it is tells nothing. */
static bool is_name(const toc_scene *scene, int i) {
    int at = scene->mention_at[i];
    char first = scene->tokens[i].text.ptr[0];
    return at >= 0 && at < scene->known_count && first >= 'A' && first <= 'Z' &&
           (i > 0 || scene->nodes[i].upos == TOC_PROPN || scene->nodes[i].upos == TOC_ADJ);
}

static uint64_t name_hash(const toc_scene *scene, int i) {
    char kind[] = {'@', (char)('0' + (int)scene->mentions[scene->mention_at[i]].kind)};
    return hash_of((toc_str){kind, sizeof kind});
}

/* Years by their decade, other numbers by their length. */
static uint64_t number_hash(toc_str word, int64_t value) {
    enum { LENGTHS = 9 };
    char shape[] = {'#', (char)('0' + (int)(word.len < LENGTHS ? word.len : LENGTHS))};
    return word.len == 4 && value >= 1000 && value < 2100 ? hash_of(toc_str_slice(word, 0, 3))
                                                          : hash_of((toc_str){shape, sizeof shape});
}

static uint64_t unit_of(const toc_scene *scene, int i) {
    int64_t value;
    toc_str word = scene->tokens[i].lower;
    return is_name(scene, i)              ? name_hash(scene, i)
           : toc_str_to_i64(word, &value) ? number_hash(word, value)
                                          : hash_of(word);
}

/* In a row, each name once. */
static void rows_of_words(view *v) {
    const toc_scene *scene = v->scene;
    uint64_t u[UNITS_MAX];
    int n = 0, last = -1;
    u[n++] = BEGIN;
    for (int i = 0; i < scene->n && n < UNITS_MAX - 1; i++) {
        int name = is_name(scene, i) ? scene->mention_at[i] : -1;
        if (name < 0 || name != last) {
            u[n++] = unit_of(scene, i);
        }
        last = name;
    }
    u[n++] = END;
    for (int i = 0; i < n; i++) {
        add(v, WORD, u[i], 0, 0);
        if (i + 1 < n) {
            add(v, TWO, u[i], u[i + 1], 0);
        }
        if (i + 2 < n) {
            add(v, THREE, u[i], u[i + 1], u[i + 2]);
            add(v, GAP, u[i], u[i + 2], 0);
        }
    }
}

static uint64_t lemma_hash(const toc_scene *scene, int i) {
    return i < 0 ? BEGIN : is_name(scene, i) ? name_hash(scene, i) : hash_of(scene->lemma[i]);
}

/* What each word hangs on, and that on. */
static void rows_of_tree(view *v) {
    const toc_scene *scene = v->scene;
    for (int i = 0; i < scene->n; i++) {
        int rel = scene->nodes[i].rel, head = (int)scene->nodes[i].head - 1;
        if (rel == TOC_R_PUNCT) {
            continue;
        }
        uint64_t word = lemma_hash(scene, i), above = lemma_hash(scene, head);
        add(v, LINK, word, (uint64_t)rel + 1, above);
        if (head >= 0 && scene->nodes[head].head) {
            add(v, CHAIN, word, above, lemma_hash(scene, (int)scene->nodes[head].head - 1));
        }
        if (toc_is_verb(scene, i)) {
            add(v, FORM, word, (uint64_t)scene->nodes[i].form + 1, (uint64_t)rel);
        }
    }
}

int toc_quiet_rows(const toc_scene *scene, uint32_t rows[TOC_QUIET_KEYS_MAX]) {
    view v = {scene, rows, 0};
    rows_of_words(&v);
    rows_of_tree(&v);
    return v.count;
}

/* ---- at work ---- */

double toc_quiet_scale(int count) {
    return sqrt(count > 0 ? (double)count : 1);
}

double toc_quiet_odds(const toc_quiet *quiet, const toc_scene *scene) {
    uint32_t rows[TOC_QUIET_KEYS_MAX];
    int count = toc_quiet_rows(scene, rows), sum = 0;
    for (int i = 0; i < count; i++) {
        sum += quiet->weights[rows[i]];
    }
    return (double)sum * (double)quiet->scale / toc_quiet_scale(count);
}

/* ---- writing ---- */

static void float_add(toc_buf *out, float value) {
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    for (int i = 0; i < 4; i++) {
        toc_buf_add_char(out, (char)(uint8_t)(bits >> 8 * i));
    }
}

toc_rc toc_quiet_pack(const float *weights, toc_buf *out, toc_err *err) {
    float most = 1e-6f;
    for (int i = 0; i < TOC_QUIET_ROWS; i++) {
        most = fabsf(weights[i]) > most ? fabsf(weights[i]) : most;
    }
    toc_buf_add(out, (toc_str){magic, sizeof magic});
    float_add(out, most / 127);
    for (int i = 0; i < TOC_QUIET_ROWS; i++) {
        toc_buf_add_char(out, (char)(int8_t)lrintf(weights[i] / most * 127));
    }
    uint64_t sum = toc_str_hash(toc_buf_str(out), 0);
    toc_buf_add(out, (toc_str){(const char *)&sum, sizeof sum});
    return out->failed ? toc_err_set(err, TOC_ENOMEM, "no memory for the model of quiet sentences") : TOC_OK;
}
