/* quiet: what a sentence is looked at by, the model's file, damaged ones, and what it does to what is told. */
#include "base/file.h"
#include "base/mem.h"
#include "code/desk.h"
#include "code/quiet.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

typedef struct tools {
    toc_lexicon *lexicon;
    toc_ontology *ontology;
    toc_world *world;
    toc_syntax *syntax;
    toc_scorer *scorer;
    toc_coder *coder;
    float *weights;
} tools;

static int tools_load(void **state) {
    static tools t;
    toc_err err = {0};
    const char *data = getenv("TOCSIN_DATA");
    char model[1024], scores[1024];
    snprintf(model, sizeof model, "%s/../models/syntax-en.bin", data);
    snprintf(scores, sizeof scores, "%s/../models/coding-en.bin", data);
    t.weights = toc_mem_calloc(TOC_QUIET_ROWS, sizeof *t.weights);
    if (toc_lexicon_new(data, &t.lexicon, &err) || toc_ontology_new(data, &t.ontology, &err) ||
        toc_world_new(data, &t.world, &err) || toc_syntax_new(model, &t.syntax, &err) ||
        toc_scorer_new(scores, &t.scorer, &err) ||
        toc_coder_new(t.lexicon, t.ontology, t.world, t.syntax, t.scorer, &t.coder, &err) || !t.weights) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    *state = &t;
    return 0;
}

static int tools_free(void **state) {
    tools *t = *state;
    toc_mem_free(t->weights);
    toc_coder_free(t->coder);
    toc_scorer_free(t->scorer);
    toc_syntax_free(t->syntax);
    toc_world_free(t->world);
    toc_ontology_free(t->ontology);
    toc_lexicon_free(t->lexicon);
    return 0;
}

/* A model whose weights are all alike. */
static toc_quiet *model_of(tools *t, float weight) {
    char path[] = "/tmp/toc-quiet-XXXXXX";
    toc_quiet *quiet = NULL;
    toc_buf out;
    toc_err err = {0};
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    for (int i = 0; i < TOC_QUIET_ROWS; i++) {
        t->weights[i] = weight;
    }
    toc_buf_init(&out, 1 << 24);
    assert_int_equal(toc_quiet_pack(t->weights, &out, &err), TOC_OK);
    assert_int_equal(toc_file_write(path, toc_buf_str(&out), &err), TOC_OK);
    assert_int_equal(toc_quiet_new(path, &quiet, &err), TOC_OK);
    toc_buf_fini(&out);
    close(fd);
    remove(path);
    return quiet;
}

typedef struct looked {
    uint32_t rows[TOC_QUIET_KEYS_MAX];
    int count;
    double odds;
    const toc_quiet *quiet;
} looked;

static void on_sentence(void *ctx, const toc_desk *desk) {
    looked *l = ctx;
    l->count = toc_quiet_rows(&desk->scene, l->rows);
    l->odds = l->quiet ? toc_quiet_odds(l->quiet, &desk->scene) : 0;
}

/* How many deeds are told as done; what the sentence was looked at by goes to l, when it is not NULL. */
static size_t told(tools *t, const char *text, const toc_quiet *quiet, looked *l) {
    toc_arena arena;
    toc_coded coded;
    toc_err err = {0};
    size_t done = 0;
    toc_document document = {.text = toc_str_of(text), .date = toc_day_of(2023, 8, 15)};
    document.id = toc_id_make('d', &document.text, 1);
    toc_arena_init(&arena, 0);
    toc_coder_use_quiet(t->coder, quiet);
    t->coder->watch = l ? on_sentence : NULL;
    t->coder->watch_ctx = l;
    assert_int_equal(toc_code_document(t->coder, &document, &arena, &coded, &err), TOC_OK);
    for (size_t i = 0; i < coded.sentence_count; i++) {
        for (size_t k = 0; k < coded.sentences[i].event_count; k++) {
            done += coded.sentences[i].events[k].event.modality == TOC_DONE;
        }
    }
    t->coder->watch = NULL;
    toc_coder_use_quiet(t->coder, NULL);
    toc_arena_fini(&arena);
    return done;
}

static void rows_are_those_of_the_words(void **state) {
    static looked a, b, c, d;
    told(*state, "Peru's army shelled a Bolivian border post.", NULL, &a);
    told(*state, "Peru's army shelled a Bolivian border post.", NULL, &b);
    told(*state, "Chad's army shelled a Libyan border post.", NULL, &c);
    told(*state, "Peru's army left a Bolivian border post.", NULL, &d);
    assert_true(a.count > 30 && a.count <= TOC_QUIET_KEYS_MAX);
    assert_int_equal(a.count, b.count);
    assert_memory_equal(a.rows, b.rows, (size_t)a.count * sizeof *a.rows);
    assert_int_equal(a.count, c.count); /* which states they are tells nothing */
    assert_memory_equal(a.rows, c.rows, (size_t)a.count * sizeof *a.rows);
    assert_int_equal(a.count, d.count);
    assert_memory_not_equal(a.rows, d.rows, (size_t)a.count * sizeof *a.rows);
    for (int i = 0; i < a.count; i++) {
        assert_true(a.rows[i] < TOC_QUIET_ROWS);
    }
}

static void years_are_told_by_their_decade(void **state) {
    static looked a, b, c;
    told(*state, "Peru shelled Bolivia in 1951.", NULL, &a);
    told(*state, "Peru shelled Bolivia in 1957.", NULL, &b);
    told(*state, "Peru shelled Bolivia in 1967.", NULL, &c);
    int other = 0, further = 0;
    assert_true(a.count == b.count && a.count == c.count);
    for (int i = 0; i < a.count; i++) {
        other += a.rows[i] != b.rows[i];
        further += a.rows[i] != c.rows[i];
    }
    assert_true(other < further); /* the tree's lemmas have the year itself */
}

static void odds_are_the_weights_over_the_root(void **state) {
    static looked l;
    toc_quiet *quiet = model_of(*state, 0.5f);
    l.quiet = quiet;
    told(*state, "Kenya closed its border with Somalia, police said.", NULL, &l);
    assert_true(fabs(l.odds - 0.5 * l.count / toc_quiet_scale(l.count)) < 1e-3 * l.count);
    assert_true(fabs(toc_quiet_scale(16) - 4) < 1e-12 && fabs(toc_quiet_scale(0) - 1) < 1e-12);
    toc_quiet_free(quiet);
}

static void long_sentences_are_cut(void **state) {
    static looked l;
    toc_buf text;
    toc_buf_init(&text, 1 << 20);
    for (int i = 0; i < 600; i++) {
        toc_buf_printf(&text, "Peru%d, ", i);
    }
    toc_buf_add(&text, TOC_STR("Chile and Bolivia met"));
    toc_buf_add_char(&text, 0);
    told(*state, text.ptr, NULL, &l);
    assert_true(l.count > 1000 && l.count <= TOC_QUIET_KEYS_MAX);
    toc_buf_fini(&text);
}

/* What speaks for a deed changes nothing; what speaks against it takes it away, but for what has a date. */
static void quiet_takes_away(void **state) {
    static const char *const deeds[] = {
        "Peru's army shelled a Bolivian border post, killing two soldiers.",
        "Kenyan police arrested three Somali fishermen in the port of Lamu.",
        "Serbia recalled its ambassador from Montenegro in anger at the vote.",
    };
    toc_quiet *loud = model_of(*state, -1), *quiet = model_of(*state, 1);
    for (size_t i = 0; i < sizeof deeds / sizeof *deeds; i++) {
        size_t alone = told(*state, deeds[i], NULL, NULL);
        assert_true(alone > 0);
        assert_int_equal(told(*state, deeds[i], loud, NULL), alone);
        assert_int_equal(told(*state, deeds[i], quiet, NULL), 0);
    }
    toc_quiet_free(loud);
    toc_quiet_free(quiet);
}

static void bytes_put(char *to, size_t at, uint64_t value, size_t count) {
    for (size_t i = 0; i < count; i++) {
        to[at + i] = (char)(uint8_t)(value >> 8 * i);
    }
}

static void damaged_models(void **state) {
    tools *t = *state;
    char path[] = "/tmp/toc-quiet-XXXXXX";
    toc_quiet *quiet = NULL;
    toc_buf out;
    toc_err err = {0};
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    toc_buf_init(&out, 1 << 24);
    assert_int_equal(toc_quiet_pack(t->weights, &out, &err), TOC_OK);
    const size_t flips[] = {0, 7, 9, 100, out.len / 2, out.len - 1};
    for (size_t i = 0; i < sizeof flips / sizeof *flips; i++) {
        out.ptr[flips[i]] ^= 1;
        assert_int_equal(toc_file_write(path, toc_buf_str(&out), &err), TOC_OK);
        assert_int_equal(toc_quiet_new(path, &quiet, &err), TOC_EFORMAT);
        out.ptr[flips[i]] ^= 1;
    }
    for (size_t len = 0; len < out.len; len += out.len / 3) { /* cut short */
        assert_int_equal(toc_file_write(path, (toc_str){out.ptr, len}, &err), TOC_OK);
        assert_int_equal(toc_quiet_new(path, &quiet, &err), TOC_EFORMAT);
    }
    toc_buf_add_char(&out, 'x'); /* too long */
    assert_int_equal(toc_file_write(path, toc_buf_str(&out), &err), TOC_OK);
    assert_int_equal(toc_quiet_new(path, &quiet, &err), TOC_EFORMAT);
    out.len--;
    bytes_put(out.ptr, 8, 0x7fc00000, 4); /* no number, though the checksum is right */
    bytes_put(out.ptr, out.len - 8, toc_str_hash((toc_str){out.ptr, out.len - 8}, 0), 8);
    assert_int_equal(toc_file_write(path, toc_buf_str(&out), &err), TOC_OK);
    assert_int_equal(toc_quiet_new(path, &quiet, &err), TOC_EFORMAT);
    close(fd);
    remove(path);
    assert_int_equal(toc_quiet_new(path, &quiet, &err), TOC_ENOTFOUND);
    assert_null(quiet);
    toc_buf_fini(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_those_of_the_words),
        cmocka_unit_test(years_are_told_by_their_decade),
        cmocka_unit_test(odds_are_the_weights_over_the_root),
        cmocka_unit_test(long_sentences_are_cut),
        cmocka_unit_test(quiet_takes_away),
        cmocka_unit_test(damaged_models),
    };
    return cmocka_run_group_tests(tests, tools_load, tools_free);
}
