/* The lexicon's heads as examples. */
#include "coding/train.h"

#include "base/table.h"

#include <math.h>

enum { WORDS_MAX = 8 };

static void feature_put(example *x, const char *kind, toc_str a, toc_str b, float value) {
    x->features[x->count] = toc_feature_key(kind, a, b);
    x->values[x->count++] = value;
}

static void vector_put(const toc_syntax *syntax, toc_str word, float *sum) {
    int8_t vector[TOC_FEATURE_WIDTH];
    float length = 0;
    toc_syntax_vector(syntax, word, vector);
    for (int k = 0; k < TOC_FEATURE_WIDTH; k++) {
        length += (float)vector[k] * (float)vector[k];
    }
    for (int k = 0; k < TOC_FEATURE_WIDTH && length > 0; k++) {
        sum[k] += (float)vector[k] / sqrtf(length);
    }
}

static void dense_put(example *x, const float *sum) {
    static const float weights[TOC_FEATURE_BLOCKS] = {3, 2, 2, 2};
    float length = 0;
    for (int k = 0; k < TOC_FEATURE_WIDTH; k++) {
        length += sum[k] * sum[k];
    }
    for (int d = 0; d < DENSE && length > 0; d++) {
        x->dense[d] = sum[d % TOC_FEATURE_WIDTH] / sqrtf(length) * weights[d / TOC_FEATURE_WIDTH];
    }
}

static void head_add(examples *e, const toc_syntax *syntax, toc_str head, toc_root root, float weight) {
    float sum[TOC_FEATURE_WIDTH] = {0};
    example *x = example_new(e);
    x->id = TOC_STR("\"head\"");
    x->labels = 1u << (root - TOC_AGREE);
    x->fold = EVERYWHERE;
    x->weight = weight;
    x->features = toc_arena_array(&e->arena, WORDS_MAX * 3 + 2, sizeof *x->features);
    x->values = toc_arena_array(&e->arena, WORDS_MAX * 3 + 2, sizeof *x->values);
    if (!x->features || !x->values) {
        die("out of memory");
    }
    feature_put(x, "head is", head, (toc_str){"", 0}, 1);
    int words = 0;
    for (toc_str rest = head; rest.ptr && words < WORDS_MAX; words++) {
        toc_str word = toc_str_cut(&rest, ' ');
        feature_put(x, "word", word, (toc_str){"", 0}, 0.5f);
        feature_put(x, "word between", word, (toc_str){"", 0}, 0.5f);
        if (words == 0) {
            feature_put(x, "way", word, (toc_str){"", 0}, 1);
        }
        vector_put(syntax, word, sum);
    }
    dense_put(x, sum);
}

void examples_add_heads(examples *e, const toc_syntax *syntax, const toc_ontology *ontology, const char *data,
                        float weight) {
    static const char *const columns[] = {"pos", "head", "cameo", "sure"};
    toc_table table;
    toc_str cells[4];
    toc_err err = {0};
    bool more = true;
    toc_str path = toc_arena_printf(&e->arena, "%s/lexicon/heads.tsv", data);
    if (!path.ptr || toc_table_open(&table, path.ptr, columns, 4, &e->arena, &err)) {
        die(err.text);
    }
    while (toc_table_next(&table, cells, &more, &err) == TOC_OK && more) {
        const toc_cameo *cameo = toc_ontology_find(ontology, cells[2]);
        int64_t sure = 0;
        toc_str_to_i64(cells[3], &sure);
        if (cameo && cameo->root >= TOC_AGREE && cameo->root <= TOC_ASSAULT) {
            head_add(e, syntax, cells[1], cameo->root, weight * (float)sure / 3);
        }
    }
}
