/*
 * Examples for net.py, little-endian: TOC_ROOT_COUNT (32 bits), then a sentence after the other. A sentence: 'S', its
 * number of tokens n, its fold (32 bits each); of each token the key of its lemma, UPOS, relation, governor (-1: none),
 * 1 + the kind of actor (0: none), each n times 32 bits; vectors of 8 bits, n times TOC_FEATURE_WIDTH; how sure heads
 * are of each root, n times TOC_ROOT_COUNT floats. What is to be learnt of it: 'P', alone, tokens of source, target and
 * meeting point (-1: none), labels, joined, home, free, the number of features, labels of DEEDS_MAX deeds, first and
 * one past the last token of each one's words (32 bits each), the three weights (floats); places and zones of the
 * tokens, n bytes each; keys of the features, their values (floats), the vectors of the way (floats).
 */
#include "coding/train.h"

#include "code/heads.h"

#include <string.h>

static void put(FILE *file, const void *bytes, size_t size, size_t count) {
    if (fwrite(bytes, size, count, file) != count) {
        die("cannot write the examples");
    }
}

static void put_number(FILE *file, int32_t number) {
    put(file, &number, sizeof number, 1);
}

void examples_begin(FILE *file) {
    put_number(file, TOC_ROOT_COUNT);
}

void sentence_write(FILE *file, const toc_scene *scene, const toc_coder *coder, int fold) {
    put_number(file, 'S');
    put_number(file, scene->n);
    put_number(file, fold);
    for (int i = 0; i < scene->n; i++) {
        put_number(file, (int32_t)toc_network_lemma(scene, i));
    }
    for (int i = 0; i < scene->n; i++) {
        put_number(file, scene->nodes[i].upos);
    }
    for (int i = 0; i < scene->n; i++) {
        put_number(file, scene->nodes[i].rel);
    }
    for (int i = 0; i < scene->n; i++) {
        put_number(file, (int32_t)scene->nodes[i].head - 1);
    }
    for (int i = 0; i < scene->n; i++) {
        put_number(file, toc_network_kind(scene, i));
    }
    for (int i = 0; i < scene->n; i++) {
        int8_t vector[TOC_FEATURE_WIDTH];
        toc_network_vector(scene, coder->syntax, i, vector);
        put(file, vector, 1, sizeof vector);
    }
    for (int i = 0; i < scene->n; i++) {
        float roots[TOC_ROOT_COUNT];
        toc_head_roots_at(scene, coder->ontology, i, roots);
        put(file, roots, sizeof *roots, TOC_ROOT_COUNT);
    }
}

void couple_write(FILE *file, const toc_scene *scene, const toc_features *f, bool alone, const couple_labels *labels) {
    const int32_t numbers[] = {'P',
                               alone,
                               f->source_head,
                               f->target_head,
                               f->predicate,
                               (int32_t)labels->labels,
                               labels->joined,
                               labels->home,
                               labels->free,
                               f->count};
    put(file, numbers, sizeof *numbers, sizeof numbers / sizeof *numbers);
    put(file, labels->deeds, sizeof *labels->deeds, DEEDS_MAX);
    for (int i = 0; i < DEEDS_MAX; i++) {
        put_number(file, labels->words[i].from);
        put_number(file, labels->words[i].to);
    }
    put(file, &labels->weight, sizeof labels->weight, 1);
    put(file, &labels->joined_weight, sizeof labels->joined_weight, 1);
    put(file, &labels->others_weight, sizeof labels->others_weight, 1);
    for (int i = 0; i < scene->n; i++) {
        fputc(toc_network_place(f, i), file);
    }
    for (int i = 0; i < scene->n; i++) {
        fputc(toc_network_zone(f, i), file);
    }
    for (int i = 0; i < f->count; i++) {
        put(file, &f->items[i].key, sizeof f->items[i].key, 1);
    }
    for (int i = 0; i < f->count; i++) {
        put(file, &f->items[i].value, sizeof f->items[i].value, 1);
    }
    put(file, f->dense, sizeof(float), DENSE);
}
