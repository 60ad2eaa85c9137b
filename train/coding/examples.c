/* Labelled pairs to numbers. */
#include "coding/train.h"

#include "text/pairs.h"

#include <stdlib.h>
#include <string.h>

static void on_reject(void *ctx, const toc_reject *reject) {
    (void)ctx;
    fprintf(stderr, "train-coding: %s:%zu: %s\n", reject->file, reject->line, reject->reason);
}

unsigned labels_of(toc_str name) {
    if (toc_str_equal(name, TOC_STR("YIELD"))) {
        return 1u << (TOC_CONCEDE - TOC_AGREE) | 1u << (TOC_RETREAT - TOC_AGREE);
    }
    toc_root root = toc_root_parse(name);
    return root >= TOC_AGREE && root <= TOC_ASSAULT ? 1u << (root - TOC_AGREE) : 0;
}

example *example_new(examples *e) {
    if (e->count == e->room) {
        size_t room = e->room ? e->room * 2 : 1024;
        example *all = toc_mem_calloc(room, sizeof *all);
        if (!all) {
            die("out of memory");
        }
        if (e->count) {
            memcpy(all, e->all, e->count * sizeof *all);
        }
        toc_mem_free(e->all);
        e->all = all;
        e->room = room;
    }
    return &e->all[e->count++];
}

int fold_of(int fold, toc_str text) {
    return fold == FOLDED ? (int)(toc_str_hash(text, 0) % FOLDS) : fold;
}

static void example_fill(examples *e, example *x, const toc_features *f) {
    x->count = f->root_count;
    x->features = toc_arena_array(&e->arena, (size_t)x->count, sizeof *x->features);
    x->values = toc_arena_array(&e->arena, (size_t)x->count, sizeof *x->values);
    if (!x->features || !x->values) {
        die("out of memory");
    }
    for (int i = 0; i < x->count; i++) {
        x->features[i] = f->items[i].key;
        x->values[i] = f->items[i].value;
    }
    memcpy(x->dense, f->dense, sizeof f->dense);
}

static void example_encode(const examples *e, const toc_coder *coder, const toc_scene *scene, const toc_features *f,
                           example *x) {
    float scores[TOC_ENCODER_OUT];
    if (!toc_pair_encode(coder, e->encoder, scene, f, scores)) {
        die("out of memory");
    }
    for (int r = 0; r < ROOTS; r++) {
        x->dense[DENSE + r] = TOC_SCORER_ENCODED * scores[r];
    }
}

/* The same for the encoder: joined, and the other way round not, unless the deed may be both's. */
static void pair_write(examples *e, const toc_coder *coder, const toc_scene *scene, toc_span source, toc_span target,
                       toc_features *f, const example *x) {
    bool both = source.from >= 0 && target.from >= 0;
    couple_labels labels = {.labels = x->labels,
                            .deeds = {x->labels},
                            .joined = both ? 1 : -1,
                            .home = -1,
                            .weight = x->weight,
                            .joined_weight = x->weight};
    sentence_write(e->file, scene, coder, x->fold);
    couple_write(e->file, scene, f, false, &labels);
    if (both && !(x->labels & (TOGETHER | ROOT_BIT(TOC_AGREE)))) {
        labels.labels = labels.deeds[0] = 0;
        labels.joined = 0;
        toc_features_read(scene, coder->syntax, coder->ontology, target, source, f);
        couple_write(e->file, scene, f, false, &labels);
    }
}

void examples_read(examples *e, const toc_coder *coder, const char *path, int fold, float weight) {
    toc_err err = {0};
    toc_pairs *pairs = NULL;
    toc_pair_row row;
    bool more = true;
    toc_arena arena;
    toc_arena_init(&arena, 0);
    if (toc_pairs_open(path, on_reject, NULL, &pairs, &err)) {
        die(err.text);
    }
    while (toc_pairs_next(pairs, &arena, &row, &more, &err) == TOC_OK && more) {
        toc_pair pair = {row.text, row.source, row.target, TOC_SCHEME_PLOVER};
        toc_memory *memory = toc_arena_alloc(&arena, sizeof *memory);
        toc_features *features = toc_arena_alloc(&arena, sizeof *features);
        toc_scene scene;
        toc_span source, target;
        unsigned labels = labels_of(row.event);
        if (!labels) {
            fprintf(stderr, "train-coding: %s:%zu: unknown event \"%.*s\"\n", path, row.line, TOC_FMT(row.event));
            continue;
        }
        if (!memory || !features || toc_pair_scene(coder, &pair, &arena, memory, &scene, &source, &target, &err)) {
            die(err.text);
        }
        toc_features_read(&scene, coder->syntax, coder->ontology, source, target, features);
        example *x = example_new(e);
        *x = (example){.id = toc_arena_str(&e->arena, row.id),
                       .labels = labels,
                       .fold = fold_of(fold, row.text),
                       .gold = fold == FOLDED,
                       .weight = weight};
        example_fill(e, x, features);
        if (e->encoder) {
            example_encode(e, coder, &scene, features, x);
        }
        if (e->file) {
            pair_write(e, coder, &scene, source, target, features, x);
        }
        toc_arena_clear(&arena);
    }
    if (err.text[0]) {
        die(err.text);
    }
    toc_pairs_close(pairs);
    toc_arena_fini(&arena);
}

static int by_number(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

/* Keys of all examples, each once an example, sorted. */
static uint32_t *keys_sorted(const examples *e, size_t *count) {
    size_t most = 0, n = 0;
    for (size_t i = 0; i < e->count; i++) {
        most += (size_t)e->all[i].count;
    }
    uint32_t *keys = toc_mem_calloc(most + 1, sizeof *keys);
    if (!keys) {
        die("out of memory");
    }
    for (size_t i = 0; i < e->count; i++) {
        size_t from = n, kept = n;
        memcpy(keys + n, e->all[i].features, (size_t)e->all[i].count * sizeof *keys);
        n += (size_t)e->all[i].count;
        qsort(keys + from, n - from, sizeof *keys, by_number);
        for (size_t k = from; k < n; k++) {
            if (k == from || keys[k] != keys[k - 1]) {
                keys[kept++] = keys[k];
            }
        }
        n = kept;
    }
    qsort(keys, n, sizeof *keys, by_number);
    *count = n;
    return keys;
}

void examples_index(examples *e, int least) {
    size_t n, kept = 0;
    uint32_t *keys = keys_sorted(e, &n);
    for (size_t i = 0; i < n;) {
        size_t same = i;
        while (same < n && keys[same] == keys[i]) {
            same++;
        }
        if (same - i >= (size_t)least) {
            keys[kept++] = keys[i];
        }
        i = same;
    }
    e->keys = keys;
    e->key_count = kept;
    for (size_t i = 0; i < e->count; i++) {
        for (int k = 0; k < e->all[i].count; k++) {
            uint32_t *at = bsearch(&e->all[i].features[k], keys, kept, sizeof *keys, by_number);
            e->all[i].features[k] = at ? (uint32_t)(at - keys) : UINT32_MAX;
        }
    }
}
