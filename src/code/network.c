/*
 * Method: see network.h. The bytes, little-endian: the numbers of lemmas and of features, two temperatures (roots,
 * joined), the matrices in the order of `fixed` below, all floats, [in][out]; then lemmas' keys in ascending order, the
 * scale of each row, their rows of 8 bits; the same of features.
 */
#include "code/network.h"

#include "base/wide.h"
#include "code/heads.h"
#include "code/keys.h"
#include "code/past.h"
#include "syntax/kernel.h"

#include <math.h>
#include <string.h>

enum {
    D = TOC_ENCODER_WIDTH,
    H = TOC_ENCODER_HEADS,
    OUT = TOC_ENCODER_OUT,
    HEAD_WIDTH = D / H,
    HEAD_EIGHTS = HEAD_WIDTH / 8,
    VECTOR = TOC_FEATURE_WIDTH,
    DENSE = TOC_FEATURE_BLOCKS * TOC_FEATURE_WIDTH,
    UPOS = 24, /* rows of the small tables: as many as there are, and some to spare */
    RELATIONS = 64,
    KINDS = 14,
    PAST = 11, /* kinds of token besides those of actors */
    RECENT = 12,
    ROOTS = TOC_ROOT_COUNT,
    MIXED = 6,        /* the word itself, the one before, the one behind, its governor, what hangs on it, all words */
    ROLES = 3,        /* source, target, where they meet */
    NEAR = MIXED - 1, /* of each word; what all words say is the same for all */
    GIVEN = 2 * D + TOC_SCORER_ROOTS, /* key, value, tags */
    PARTS = 5                         /* source, target, where they meet, what attention sees, the way */
};

/* What the kernels take; and sums so small that floats hold them. */
_Static_assert(D % 16 == 0 && GIVEN % 16 == 0 && NEAR * D * 127 * 127 < 1 << 24, "products");

/* Two lines of the cache, both read. */
typedef struct small_row {
    _Alignas(64) int8_t w[D];
    float scale;
} small_row;
_Static_assert(sizeof(small_row) == 128, "two lines");

/* Rows by key: laid out anew in pages by the large, since each is read at random, and to find the page took most of the
 * time. */
typedef struct table {
    toc_keys keys;
    const small_row *rows;
} table;

typedef struct fixed {
    float vector[VECTOR][D], bias[D];
    float upos[UPOS][D], relation[RELATIONS][D], kind[KINDS][D], roots[ROOTS][D];
    struct {
        float mix[MIXED][D][D], bias[D];
    } layer[TOC_ENCODER_LAYERS];
    float ask[3 * D][D], ask_bias[D], ask_kind[2][D]; /* of two, of one alone */
    float key[D][D], key_bias[D], value[D][D], value_bias[D];
    float place_heads[TOC_ENCODER_PLACES][H], zone_heads[TOC_ENCODER_ZONES][H], place_value[TOC_ENCODER_PLACES][D];
    float parts[PARTS * D][D], parts_bias[D], parts_kind[2][D];
    float tags[D][TOC_SCORER_ROOTS], tags_bias[TOC_SCORER_ROOTS], tags_value[TOC_SCORER_ROOTS][D];
    float dense[DENSE][D], dense_bias[D];
    float out[D][OUT], out_bias[OUT];
} fixed;

struct toc_network {
    float root_temperature, joined_temperature;
    table lemmas, features;
    fixed w;
    toc_matrix near[TOC_ENCODER_LAYERS], given; /* of w, in 8 bits */
    const toc_kernels *kernels;
};

typedef float row[D];
typedef float root_row[TOC_SCORER_ROOTS];
struct toc_network_seen {
    int n;
    const row *word, *key, *value;
    const root_row *tags; /* how sure each word is that it tells of a root */
    row **roles;          /* [n][ROLES]: what a word gives as source, target or meeting point, once it was asked for */
    toc_arena *arena;
};

/* ---- reading ---- */

static void floats_read(const char *p, float *out, size_t count) {
#if defined __BYTE_ORDER__ && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    memcpy(out, p, count * sizeof *out);
#else
    for (size_t i = 0; i < count; i++) {
        out[i] = toc_float_at(p + i * 4);
    }
#endif
}

static toc_rc table_read(const char *p, uint32_t count, toc_arena *arena, table *out) {
    small_row *rows = toc_arena_aligned(arena, ((size_t)count + 1) * sizeof *rows);
    if (!rows) {
        return TOC_ENOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        rows[i].scale = toc_float_at(p + ((size_t)count + i) * 4);
        memcpy(rows[i].w, p + (size_t)count * 8 + i * D, D);
    }
    *out = (table){.rows = rows};
    return toc_keys_make(p, count, arena, &out->keys);
}

/* A matrix of floats, [inputs][outputs], in 8 bits. */
static toc_rc matrix_make(const float *w, size_t inputs, size_t outputs, toc_arena *arena, toc_matrix *out) {
    *out = (toc_matrix){inputs, outputs, toc_arena_aligned(arena, inputs * outputs),
                        toc_arena_aligned(arena, outputs * sizeof *out->bias),
                        toc_arena_aligned(arena, outputs * sizeof *out->scale)};
    for (size_t o = 0; o < outputs && out->w && out->bias && out->scale; o++) {
        float most = 1e-9f;
        for (size_t i = 0; i < inputs; i++) {
            float size = fabsf(w[i * outputs + o]);
            most = size > most ? size : most;
        }
        out->scale[o] = most / 127;
        out->bias[o] = 0;
        for (size_t i = 0; i < inputs; i++) {
            out->w[toc_matrix_at(out, i, o)] = (int8_t)lrintf(w[i * outputs + o] / out->scale[o]);
        }
    }
    return out->w && out->bias && out->scale ? TOC_OK : TOC_ENOMEM;
}

static toc_rc matrices_make(toc_network *e, toc_arena *arena) {
    float(*given)[GIVEN] = toc_arena_array(arena, D, sizeof *given);
    if (!given) {
        return TOC_ENOMEM;
    }
    toc_rc rc = TOC_OK;
    for (int i = 0; i < D; i++) {
        memcpy(given[i], e->w.key[i], sizeof(row));
        memcpy(given[i] + D, e->w.value[i], sizeof(row));
        memcpy(given[i] + 2 * D, e->w.tags[i], sizeof(root_row));
    }
    for (int l = 0; l < TOC_ENCODER_LAYERS && !rc; l++) {
        rc = matrix_make(e->w.layer[l].mix[0][0], NEAR * D, D, arena, &e->near[l]);
    }
    e->kernels = toc_kernels_best();
    return rc ? rc : matrix_make(given[0], D, GIVEN, arena, &e->given);
}

toc_rc toc_network_new(toc_str bytes, toc_arena *arena, toc_network **out, size_t *used) {
    enum { HEAD = 16, ROW = 8 + D };
    if (bytes.len < HEAD + sizeof(fixed)) {
        return TOC_EFORMAT;
    }
    uint32_t lemmas = toc_u32_at(bytes.ptr), features = toc_u32_at(bytes.ptr + 4);
    *used = HEAD + sizeof(fixed) + ((size_t)lemmas + features) * ROW;
    if (bytes.len < *used) {
        return TOC_EFORMAT;
    }
    toc_network *e = toc_arena_alloc(arena, sizeof *e);
    if (!e) {
        return TOC_ENOMEM;
    }
    const char *at = bytes.ptr + HEAD;
    e->root_temperature = toc_float_at(bytes.ptr + 8);
    e->joined_temperature = toc_float_at(bytes.ptr + 12);
    floats_read(at, (float *)&e->w, sizeof e->w / sizeof(float));
    at += sizeof(fixed);
    *out = e;
    toc_rc rc = table_read(at, lemmas, arena, &e->lemmas);
    rc = rc ? rc : matrices_make(e, arena);
    return rc ? rc : table_read(at + (size_t)lemmas * ROW, features, arena, &e->features);
}

/* ---- sums ---- */

/* Eight numbers of a row, which need not be aligned; where there are no such registers the compiler makes two of four.
 */
typedef float eight __attribute__((vector_size(32), aligned(4), may_alias));

static void add(float *restrict sum, const float *restrict x) {
    for (int i = 0; i < D; i++) {
        sum[i] += x[i];
    }
}

/* A row as twelve eights in registers: compilers keep single variables there, and an array on the stack. */
#define EACH(what) what(0) what(1) what(2) what(3) what(4) what(5) what(6) what(7) what(8) what(9) what(10) what(11)
#define ROW_TAKE(k) eight s##k = ((const eight *)sum)[k];
#define ROW_GIVE(k) ((eight *)sum)[k] = s##k;
_Static_assert(D == 8 * 12, "EACH is as many as a row has");

/* sum += x times w: one input after the other. */
TOC_CLONED static void mix(float *restrict sum, const float *restrict x, const float (*restrict w)[D], int inputs) {
#define ROW_ADD(k) s##k += x[i] * ((const eight *)w[i])[k];
    EACH(ROW_TAKE)
    for (int i = 0; i < inputs; i++) {
        if (x[i] != 0) {
            EACH(ROW_ADD)
        }
    }
    EACH(ROW_GIVE)
#undef ROW_ADD
}

/* sum += the row of each key, times its value. */
TOC_CLONED static void rows_add(float *restrict sum, const table *t, const int64_t *at, const float *value, int count) {
    for (int i = 0; i < count; i++) {
        const small_row *one = &t->rows[at[i]];
        float scale = one->scale * value[i];
        for (int k = 0; k < D; k++) {
            sum[k] += scale * (float)one->w[k];
        }
    }
}

static void rectify(float *x) {
    for (int i = 0; i < D; i++) {
        x[i] = x[i] > 0 ? x[i] : 0;
    }
}

/* ---- words ---- */

uint32_t toc_network_lemma(const toc_scene *scene, int token) {
    return toc_key_of(toc_str_hash(scene->lemma[token], 11));
}

int toc_network_kind(const toc_scene *scene, int token) {
    int mention = scene->mention_at[token];
    if (mention < 0) {
        return toc_is_past_time(scene, token) ? PAST : toc_is_recent_year(scene, token) ? RECENT : 0;
    }
    return (int)scene->mentions[mention].kind + 1;
}

int toc_network_vector(const toc_scene *scene, const toc_syntax *syntax, int token, int8_t out[TOC_FEATURE_WIDTH]) {
    int square = 0;
    for (int try = 0; try < 2 && square == 0; try++) {
        toc_syntax_vector(syntax, try ? scene->tokens[token].lower : scene->lemma[token], out);
        for (int k = 0; k < VECTOR; k++) {
            square += out[k] * out[k];
        }
    }
    return square;
}

static void vector_read(const toc_scene *scene, const toc_syntax *syntax, int i, float *out) {
    int8_t vector[VECTOR];
    int square = toc_network_vector(scene, syntax, i, vector);
    float scale = square > 0 ? 2 / sqrtf((float)square) : 0;
    for (int k = 0; k < VECTOR; k++) {
        out[k] = (float)vector[k] * scale;
    }
}

static void word_read(const toc_network *e, const toc_scene *scene, const toc_syntax *syntax,
                      const toc_ontology *ontology, int i, float *out) {
    const fixed *w = &e->w;
    const toc_node *node = &scene->nodes[i];
    int kind = toc_network_kind(scene, i);
    float vector[VECTOR], roots[ROOTS];
    int64_t lemma = toc_keys_row(&e->lemmas.keys, toc_network_lemma(scene, i));
    vector_read(scene, syntax, i, vector);
    toc_head_roots_at(scene, ontology, i, roots);
    memcpy(out, w->bias, sizeof w->bias);
    mix(out, vector, w->vector, VECTOR);
    rows_add(out, &e->lemmas, &lemma, &(float){1}, lemma >= 0);
    add(out, w->upos[node->upos < UPOS ? node->upos : 0]);
    add(out, w->relation[node->rel < RELATIONS ? node->rel : 0]);
    add(out, w->kind[kind < KINDS ? kind : 0]);
    mix(out, roots, w->roots, ROOTS);
    rectify(out);
}

/* The mean of what hangs on i. */
static void children_read(const toc_scene *scene, const row *words, int i, float *out) {
    int count = 0;
    memset(out, 0, sizeof(row));
    for (int c = scene->first_child[i]; c >= 0; c = scene->next_child[c]) {
        add(out, words[c]);
        count++;
    }
    for (int k = 0; k < D && count > 1; k++) {
        out[k] /= (float)count;
    }
}

/* What the sentence as a whole says to each of its words: of the mean of all. */
static void whole_read(const row *words, int n, const float *bias, const row *w, float *out) {
    row mean = {0};
    for (int i = 0; i < n; i++) {
        add(mean, words[i]);
    }
    for (int k = 0; k < D; k++) {
        mean[k] /= (float)n;
    }
    memcpy(out, bias, sizeof(row));
    mix(out, mean, w, D);
}

/* So many words are taken at a time: a multiple of four (kernel.h), and little enough for the stack. */
enum { AT_A_TIME = 32 };
typedef uint8_t byte_row[D];
typedef byte_row near_row[NEAR];

/* most: of each number the greater. */
static inline void most_take(float *restrict most, const float *restrict x) {
    for (int k = 0; k < D; k++) {
        most[k] = x[k] > most[k] ? x[k] : most[k];
    }
}

/* Words are not negative: in 7 bits, of the most that any has. What one of them stands for. */
TOC_CLONED static float most_of(const row *words, int n) {
    row most = {0};
    for (int i = 0; i < n; i++) {
        most_take(most, words[i]);
    }
    float out = 1e-9f;
    for (int k = 0; k < D; k++) {
        out = most[k] > out ? most[k] : out;
    }
    return out / 127;
}

TOC_CLONED static void squeeze(const float *x, float one, uint8_t *out) {
    float times = 1 / one;
    for (int k = 0; k < D; k++) {
        out[k] = (uint8_t)(int)(x[k] * times + 0.5f);
    }
}

/* out += sums, each times what one of its column stands for. */
TOC_CLONED static void sums_add(float *restrict out, const int32_t *restrict sums, const float *restrict scale,
                                float one) {
    for (int k = 0; k < D; k++) {
        out[k] += (float)sums[k] * (scale[k] * one);
    }
}

/* What stands near word i, in 7 bits: itself, the one before, the one behind, its governor, what hangs on it. */
static void near_read(const toc_scene *scene, const row *words, const byte_row *small, float one, int i, near_row out) {
    row below;
    memset(out, 0, sizeof(near_row));
    memcpy(out[0], small[i], D);
    if (i > 0) {
        memcpy(out[1], small[i - 1], D);
    }
    if (i + 1 < scene->n) {
        memcpy(out[2], small[i + 1], D);
    }
    memcpy(out[3], small[scene->nodes[i].head > 0 ? (int)scene->nodes[i].head - 1 : i], D);
    children_read(scene, words, i, below);
    squeeze(below, one, out[4]);
}

static void layer_run(const toc_network *e, int layer, const toc_scene *scene, const row *in, row *out,
                      byte_row *small) {
    const toc_matrix *m = &e->near[layer];
    int n = scene->n;
    float one = most_of(in, n);
    _Alignas(64) near_row near[AT_A_TIME] = {0};
    _Alignas(64) int32_t sums[AT_A_TIME][D];
    row whole;
    whole_read(in, n, e->w.layer[layer].bias, e->w.layer[layer].mix[NEAR], whole);
    for (int i = 0; i < n; i++) {
        squeeze(in[i], one, small[i]);
    }
    for (int from = 0; from < n; from += AT_A_TIME) {
        int count = n - from < AT_A_TIME ? n - from : AT_A_TIME;
        for (int i = 0; i < count; i++) {
            near_read(scene, in, (const byte_row *)small, one, from + i, near[i]);
        }
        e->kernels->multiply(m, near[0][0], sizeof *near, sums[0], (size_t)count);
        for (int i = 0; i < count; i++) {
            float *to = out[from + i];
            memcpy(to, whole, sizeof whole);
            sums_add(to, sums[i], m->scale, one);
            rectify(to);
            add(to, in[from + i]);
        }
    }
}

/* What each word gives to attention, and what it tells of by itself, which is part of that. */
static void given_read(const toc_network *e, const row *words, int n, row *keys, row *values, root_row *tags) {
    const toc_matrix *m = &e->given;
    float one = most_of(words, n);
    _Alignas(64) byte_row small[AT_A_TIME] = {0};
    _Alignas(64) int32_t sums[AT_A_TIME][GIVEN];
    for (int from = 0; from < n; from += AT_A_TIME) {
        int count = n - from < AT_A_TIME ? n - from : AT_A_TIME;
        for (int i = 0; i < count; i++) {
            squeeze(words[from + i], one, small[i]);
        }
        e->kernels->multiply(m, small[0], sizeof *small, sums[0], (size_t)count);
        for (int i = 0; i < count; i++) {
            int at = from + i;
            memcpy(keys[at], e->w.key_bias, sizeof(row));
            memcpy(values[at], e->w.value_bias, sizeof(row));
            sums_add(keys[at], sums[i], m->scale, one);
            sums_add(values[at], sums[i] + D, m->scale + D, one);
            for (int r = 0; r < TOC_SCORER_ROOTS; r++) {
                float tag = e->w.tags_bias[r] + (float)sums[i][2 * D + r] * (m->scale[2 * D + r] * one);
                tags[at][r] = 1 / (1 + expf(-tag));
            }
            mix(values[at], tags[at], e->w.tags_value, TOC_SCORER_ROOTS);
        }
    }
}

const toc_network_seen *toc_network_read(const toc_network *e, const toc_scene *scene, const toc_syntax *syntax,
                                         const toc_ontology *ontology) {
    int n = scene->n;
    row *rows = n <= TOC_ENCODER_TOKENS ? toc_arena_array(scene->arena, (size_t)n * 4, sizeof *rows) : NULL;
    root_row *tags = rows ? toc_arena_array(scene->arena, (size_t)n, sizeof *tags) : NULL;
    row **roles = tags ? toc_arena_array(scene->arena, (size_t)n * ROLES, sizeof *roles) : NULL;
    toc_network_seen *out = toc_arena_alloc(scene->arena, sizeof *out);
    byte_row *small = toc_arena_array(scene->arena, (size_t)n, sizeof *small);
    if (!roles || !out || !small) {
        return NULL;
    }
    row *one = rows, *other = rows + n, *keys = rows + 2 * (size_t)n, *values = rows + 3 * (size_t)n;
    for (int i = 0; i < n; i++) {
        word_read(e, scene, syntax, ontology, i, one[i]);
    }
    for (int l = 0; l < TOC_ENCODER_LAYERS; l++) {
        row *swap = one;
        layer_run(e, l, scene, (const row *)one, other, small);
        one = other;
        other = swap;
    }
    given_read(e, (const row *)one, n, keys, values, tags);
    *out = (toc_network_seen){n,     (const row *)one, (const row *)keys, (const row *)values, (const root_row *)tags,
                              roles, scene->arena};
    return out;
}

/* ---- two of them ---- */

static bool in_span(toc_span span, int i) {
    return i >= span.from && i < span.to;
}

int toc_network_place(const toc_features *f, int token) {
    return in_span(f->target, token)   ? TOC_PLACE_OF_TARGET
           : in_span(f->source, token) ? TOC_PLACE_OF_SOURCE
                                       : f->place[token];
}

int toc_network_zone(const toc_features *f, int token) {
    bool turned = f->source.from > f->target.from;
    int first = turned ? f->target.from : f->source.from, second = turned ? f->source.from : f->target.from;
    return (token < first ? 0 : token < second ? 1 : 2) + (turned ? 3 : 0);
}

/* How loudly each head asks for each token, not yet shared out. */
TOC_CLONED static void scores_read(const toc_network *e, const toc_network_seen *s, const uint8_t *place,
                                   const uint8_t *zone, const float *asked, float (*score)[H]) {
    const float root_of_width = sqrtf(HEAD_WIDTH);
    for (int i = 0; i < s->n; i++) {
        const eight *key = (const eight *)s->key[i], *ask = (const eight *)asked;
        for (int h = 0; h < H; h++) {
            eight product = ask[HEAD_EIGHTS * h] * key[HEAD_EIGHTS * h];
            float sum = 0;
            for (int k = 1; k < HEAD_EIGHTS; k++) {
                product += ask[HEAD_EIGHTS * h + k] * key[HEAD_EIGHTS * h + k];
            }
            for (int k = 0; k < 8; k++) {
                sum += product[k];
            }
            score[i][h] = sum / root_of_width + e->w.place_heads[place[i]][h] + e->w.zone_heads[zone[i]][h];
        }
    }
}

/* Softmax over the tokens, each head's. */
static void share_out(float (*score)[H], int n) {
    for (int h = 0; h < H; h++) {
        float most = -1e30f, total = 0;
        for (int i = 0; i < n; i++) {
            most = score[i][h] > most ? score[i][h] : most;
        }
        for (int i = 0; i < n; i++) {
            score[i][h] = expf(score[i][h] - most);
            total += score[i][h];
        }
        for (int i = 0; i < n; i++) {
            score[i][h] /= total;
        }
    }
}

/* What the heads see. */
TOC_CLONED static void seen_read(const toc_network *e, const toc_network_seen *s, const uint8_t *place,
                                 float (*share)[H], float *restrict sum) {
#define ROW_ADD(k) s##k += share[i][k / HEAD_EIGHTS] * (value[k] + more[k]);
    EACH(ROW_TAKE)
    for (int i = 0; i < s->n; i++) {
        const eight *value = (const eight *)s->value[i], *more = (const eight *)e->w.place_value[place[i]];
        EACH(ROW_ADD)
    }
    EACH(ROW_GIVE)
#undef ROW_ADD
}

/* The most that any word of the way has; words are not negative. */
TOC_CLONED static void way_read(const toc_network_seen *s, const uint8_t *place, float *restrict way) {
    for (int i = 0; i < s->n; i++) {
        if (place[i] <= TOC_PLACE_TARGET) {
            most_take(way, s->word[i]);
        }
    }
}

/* What the word asks for in this role, and what it gives: the same for each couple. */
static void role_add(const toc_network *e, const toc_network_seen *s, int role, int token, float *asked,
                     float *hidden) {
    row none[2], **kept = &s->roles[token * ROLES + role], *sums = *kept;
    if (!sums) {
        *kept = toc_arena_array(s->arena, 2, sizeof(row));
        sums = *kept ? *kept : none;
        memset(sums, 0, 2 * sizeof(row));
        mix(sums[0], s->word[token], e->w.ask + role * D, D);
        mix(sums[1], s->word[token], e->w.parts + role * D, D);
    }
    add(asked, sums[0]);
    add(hidden, sums[1]);
}

/* The word that each root is likeliest told by. */
static void words_find(const toc_network_seen *s, float (*share)[H], toc_encoder_words *out) {
    root_row most = {0};
    for (int i = 0; i < s->n; i++) {
        float seen = 0;
        for (int h = 0; h < H; h++) {
            seen += share[i][h];
        }
        for (int r = 0; r < TOC_SCORER_ROOTS; r++) {
            if (seen * s->tags[i][r] > most[r]) {
                most[r] = seen * s->tags[i][r];
                out->token[r] = i;
            }
        }
    }
}

static void sentence_add(const toc_network *e, const toc_network_seen *s, const toc_features *f, bool alone,
                         float *hidden, toc_encoder_words *words) {
    row seen[PARTS - ROLES] = {{0}}, asked; /* by attention, and of the way */
    float share[TOC_ENCODER_TOKENS][H];
    uint8_t place[TOC_ENCODER_TOKENS], zone[TOC_ENCODER_TOKENS];
    const int at[ROLES] = {f->source_head, f->target_head, f->predicate >= 0 ? f->predicate : 0};
    memcpy(asked, e->w.ask_bias, sizeof asked);
    add(asked, e->w.ask_kind[alone]);
    for (int p = 0; p < ROLES; p++) {
        if (at[p] >= 0) {
            role_add(e, s, p, at[p], asked, hidden);
        }
    }
    for (int i = 0; i < s->n; i++) {
        place[i] = (uint8_t)toc_network_place(f, i);
        zone[i] = (uint8_t)toc_network_zone(f, i);
    }
    scores_read(e, s, place, zone, asked, share);
    share_out(share, s->n);
    seen_read(e, s, place, share, seen[0]);
    if (words) {
        words_find(s, share, words);
    }
    way_read(s, place, seen[1]);
    add(hidden, e->w.parts_bias);
    mix(hidden, seen[0], e->w.parts + ROLES * D, (PARTS - ROLES) * D);
}

/* Rows lie all over the memory: all are asked for before the first is used. */
static void features_add(const toc_network *e, const toc_features *f, float *hidden) {
    const table *t = &e->features;
    int64_t at[TOC_FEATURES_MAX];
    float value[TOC_FEATURES_MAX];
    int count = 0;
    for (int i = 0; i < f->count; i++) {
        toc_keys_fetch(&t->keys, f->items[i].key);
    }
    for (int i = 0; i < f->count; i++) {
        int64_t found = toc_keys_row(&t->keys, f->items[i].key);
        if (found >= 0) {
            __builtin_prefetch(t->rows[found].w);
            __builtin_prefetch(&t->rows[found].scale);
            at[count] = found;
            value[count++] = f->items[i].value;
        }
    }
    rows_add(hidden, t, at, value, count);
    add(hidden, e->w.dense_bias);
    mix(hidden, f->dense[0], e->w.dense, DENSE);
}

/* What each unit that speaks says for each score. */
TOC_CLONED static void out_add(const toc_network *e, const float *restrict hidden, float *restrict out) {
    for (int i = 0; i < D; i++) {
        if (hidden[i] <= 0) {
            continue;
        }
        for (int o = 0; o < OUT; o++) {
            out[o] += hidden[i] * e->w.out[i][o];
        }
    }
}

void toc_network_score(const toc_network *e, const toc_network_seen *s, const toc_features *f, bool alone,
                       float out[TOC_ENCODER_OUT], toc_encoder_words *words) {
    row hidden = {0};
    for (int r = 0; words && r < TOC_SCORER_ROOTS; r++) {
        words->token[r] = -1;
    }
    add(hidden, e->w.parts_kind[alone]);
    if (s && f->place) {
        sentence_add(e, s, f, alone, hidden, words);
    }
    features_add(e, f, hidden);
    memcpy(out, e->w.out_bias, sizeof e->w.out_bias);
    out_add(e, hidden, out);
    for (int o = 0; o < OUT; o++) {
        out[o] /= o < TOC_ENCODER_JOINED ? e->root_temperature : e->joined_temperature;
    }
}
