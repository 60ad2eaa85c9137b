/* pair: laws of the answer about two named parties, missing ones, hostile text, refused memory, damaged models. */
#include "base/file.h"
#include "base/mem.h"
#include "code/encoder.h"
#include "code/features.h"
#include "code/pair.h"
#include "code/scorer.h"

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
    char scores[1024];
} tools;

static int tools_load(void **state) {
    static tools t;
    toc_err err = {0};
    const char *data = getenv("TOCSIN_DATA");
    char model[1024];
    snprintf(model, sizeof model, "%s/../models/syntax-en.bin", data);
    snprintf(t.scores, sizeof t.scores, "%s/../models/coding-en.bin", data);
    if (toc_lexicon_new(data, &t.lexicon, &err) || toc_ontology_new(data, &t.ontology, &err) ||
        toc_world_new(data, &t.world, &err) || toc_syntax_new(model, &t.syntax, &err) ||
        toc_scorer_new(t.scores, &t.scorer, &err) ||
        toc_coder_new(t.lexicon, t.ontology, t.world, t.syntax, t.scorer, &t.coder, &err)) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    *state = &t;
    return 0;
}

static int tools_free(void **state) {
    tools *t = *state;
    toc_coder_free(t->coder);
    toc_scorer_free(t->scorer);
    toc_syntax_free(t->syntax);
    toc_world_free(t->world);
    toc_ontology_free(t->ontology);
    toc_lexicon_free(t->lexicon);
    return 0;
}

static toc_pair_answer ask(void **state, toc_arena *arena, const char *text, const char *source, const char *target) {
    toc_pair pair = {toc_str_of(text), toc_str_of(source), toc_str_of(target), TOC_SCHEME_PLOVER};
    toc_pair_answer answer;
    toc_err err = {0};
    assert_int_equal(toc_pair_code(((tools *)*state)->coder, &pair, arena, &answer, &err), TOC_OK);
    return answer;
}

static void odds_add_up(void **state) {
    static const char *const texts[][3] = {{"Iraq expelled two Dutch diplomats.", "Iraq", "two Dutch diplomats"},
                                           {"Iraq expelled two Dutch diplomats.", "", ""},
                                           {"Iraq expelled two Dutch diplomats.", "Mars", "Iraq"},
                                           {"", "a", "b"},
                                           {"...", ".", "."},
                                           {"One. Two met Three. Four.", "One", "Four"}};
    toc_arena arena;
    toc_arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        toc_pair_answer a = ask(state, &arena, texts[i][0], texts[i][1], texts[i][2]);
        double sum = 0;
        for (size_t r = 0; r < TOC_PAIR_ROOTS; r++) {
            assert_true(a.odds[r] >= 0 && a.odds[r] <= 1);
            sum += a.odds[r];
        }
        assert_true(fabs(sum - 1) < 1e-9);
        assert_true(a.confidence >= 1.0 / TOC_PAIR_ROOTS && a.event.len > 0 && a.quad >= 1 && a.quad <= 4);
        assert_true(a.reason_count > 0 && a.reason_count <= TOC_PAIR_REASONS);
    }
    toc_arena_fini(&arena);
}

static void the_scheme_joins_two_roots(void **state) {
    const char *text = "The rebels released forty prisoners.";
    toc_arena arena;
    toc_arena_init(&arena, 0);
    toc_pair pair = {toc_str_of(text), TOC_STR("The rebels"), TOC_STR("forty prisoners"), TOC_SCHEME_PLV};
    toc_pair_answer plv, plover = ask(state, &arena, text, "The rebels", "forty prisoners");
    toc_err err = {0};
    assert_int_equal(toc_pair_code(((tools *)*state)->coder, &pair, &arena, &plv, &err), TOC_OK);
    assert_true(toc_str_equal(plv.event, TOC_STR("YIELD")) && plv.quad == 2);
    assert_int_equal(plover.root, TOC_RETREAT);
    assert_true(plv.confidence >= plover.confidence);
    toc_arena_fini(&arena);
}

static void who_it_is_does_not_change_what_is_done(void **state) {
    toc_arena arena;
    toc_arena_init(&arena, 0);
    toc_pair_answer one = ask(state, &arena, "Chile arrested a spy of Peru.", "Chile", "a spy of Peru");
    toc_pair_answer other = ask(state, &arena, "Kenya arrested a spy of Oman.", "Kenya", "a spy of Oman");
    assert_int_equal(one.root, TOC_COERCE);
    assert_int_equal(other.root, TOC_COERCE);
    toc_arena_fini(&arena);
}

/* What the encoder says is told, in log odds, of an empty text and of one too long for it, too. */
static void the_encoder_is_a_reason(void **state) {
    static char longest[8 * TOC_ENCODER_TOKENS];
    for (int i = 0; i < TOC_ENCODER_TOKENS; i++) {
        strcat(longest, "very ");
    }
    strcat(longest, "angry Iraq expelled two Dutch diplomats.");
    const char *texts[] = {"Iraq expelled two Dutch diplomats.", "", longest};
    toc_arena arena;
    toc_arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        toc_pair_answer a = ask(state, &arena, texts[i], "Iraq", "two Dutch diplomats");
        size_t told = 0;
        for (size_t k = 0; k < a.reason_count; k++) {
            bool so = toc_str_starts(a.reasons[k].rule, TOC_STR("the encoder"));
            told += so;
            assert_true(!so || a.reasons[k].value.ptr[0] == '+' || a.reasons[k].value.ptr[0] == '-');
        }
        assert_int_equal(told, 1);
    }
    toc_arena_fini(&arena);
}

static void hostile_text(void **state) {
    static char words[200000];
    toc_arena arena;
    toc_arena_init(&arena, 0);
    for (size_t i = 0; i + 9 < sizeof words; i += 9) {
        memcpy(words + i, i % 18 ? "attack , " : "attacked ", 9);
    }
    ask(state, &arena, words, "attack", "attacked");
    ask(state, &arena, "\xEF\xBF\xBD \xEF\xBF\xBD", "\xEF\xBF\xBD", "\xEF\xBF\xBD");
    ask(state, &arena, "((((((((\n\n\n\t", "(", "\n");
    toc_arena_fini(&arena);
}

static void refused_memory(void **state) {
    toc_pair pair = {TOC_STR("Togo will send rice to Benin. Chad did not."), TOC_STR("Togo"), TOC_STR("Chad"),
                     TOC_SCHEME_PLOVER};
    bool done = false;
    for (long n = 0; n < 400 && !done; n++) {
        toc_arena arena;
        toc_pair_answer answer;
        toc_err err = {0};
        toc_arena_init(&arena, 0);
        toc_mem_refuse_after(n);
        toc_rc rc = toc_pair_code(((tools *)*state)->coder, &pair, &arena, &answer, &err);
        toc_mem_refuse_after(-1);
        assert_true(rc == TOC_OK || (rc == TOC_ENOMEM && err.text[0]));
        done = rc == TOC_OK;
        toc_arena_fini(&arena);
    }
    assert_true(done);
}

static void damaged_models(void **state) {
    tools *t = *state;
    toc_arena arena;
    toc_str bytes;
    toc_err err = {0};
    char path[] = "/tmp/toc-scorer-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    toc_arena_init(&arena, 0);
    assert_int_equal(toc_file_read(t->scores, 256 << 20, &arena, &bytes, &err), TOC_OK);
    char *copy = toc_arena_alloc(&arena, bytes.len);
    const size_t flips[] = {0, 8, 13, 100, bytes.len / 2, bytes.len - 1};
    for (size_t i = 0; i < sizeof flips / sizeof *flips + 1; i++) {
        toc_scorer *scorer = NULL;
        size_t len = i < sizeof flips / sizeof *flips ? bytes.len : bytes.len / 2;
        memcpy(copy, bytes.ptr, bytes.len);
        copy[i < sizeof flips / sizeof *flips ? flips[i] : 0] ^= 1;
        assert_int_equal(toc_file_write(path, (toc_str){copy, len}, &err), TOC_OK);
        assert_int_equal(toc_scorer_new(path, &scorer, &err), TOC_EFORMAT);
        assert_null(scorer);
    }
    remove(path);
    toc_arena_fini(&arena);
}

/* The encoder's bytes must be as long as its numbers say: a model whose checksum is right may still hold none. */
static void models_without_an_encoder(void **state) {
    (void)state;
    static const char few[64] = {1, 0, 0, 0, 1};
    static const float weights[(TOC_FEATURE_BLOCKS * TOC_FEATURE_WIDTH + TOC_SCORER_ROOTS) * TOC_SCORER_ROOTS];
    const size_t lengths[] = {0, 4, 16, sizeof few};
    char path[] = "/tmp/toc-scorer-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        toc_scorer_parts parts = {.weights = weights, .temperature = 1, .encoder = {few, lengths[i]}};
        toc_scorer *scorer = NULL;
        toc_buf out;
        toc_err err = {0};
        toc_buf_init(&out, 1 << 20);
        assert_int_equal(toc_scorer_pack(&parts, &out, &err), TOC_OK);
        assert_int_equal(toc_file_write(path, toc_buf_str(&out), &err), TOC_OK);
        assert_int_equal(toc_scorer_new(path, &scorer, &err), TOC_EFORMAT);
        assert_null(scorer);
        toc_buf_fini(&out);
    }
    close(fd);
    remove(path);
}

/* A network that has seen nothing and always answers alike, at `to`; how long it is. */
static size_t network_put(char *to, size_t room, float answer, toc_arena *arena) {
    const float one = 1;
    toc_network *network;
    size_t len = 0;
    memset(to, 0, room);
    memcpy(to + 8, &one, sizeof one);
    memcpy(to + 12, &one, sizeof one);
    assert_int_equal(toc_network_new((toc_str){to, room}, arena, &network, &len), TOC_OK);
    assert_true(len > TOC_ENCODER_OUT * sizeof(float) && len <= room);
    for (int o = 0; o < TOC_ENCODER_OUT; o++) {
        memcpy(to + len - (size_t)(o + 1) * sizeof answer, &answer, sizeof answer);
    }
    return len;
}

/* Several networks answer by their mean, until that of those asked so far rules out that anything is done. */
static void networks_answer_together(void **state) {
    (void)state;
    enum { ROOM = 4 << 20 };
    const struct {
        float of[3], all;
    } answers[] = {{{2, 0, 1}, 1}, {{-0.2f, 4, 1.6f}, 1.8f}, {{-5, 9, 5}, -5}, {{0.5f, -9, 4}, -4.25f}};
    static toc_features features;
    toc_arena arena;
    toc_arena_init(&arena, 0);
    char *bytes = calloc(3, ROOM);
    assert_non_null(bytes);
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        float out[TOC_ENCODER_OUT];
        toc_encoder *encoder;
        const float *of = answers[i].of;
        size_t len = 0;
        for (int k = 0; k < 3; k++) {
            len += network_put(bytes + len, ROOM, of[k], &arena);
        }
        assert_int_equal(toc_encoder_read((toc_str){bytes, len}, &arena, &encoder), TOC_OK);
        assert_true(toc_encoded_score(encoder, NULL, &features, false, false, out, NULL));
        for (int o = 0; o < TOC_ENCODER_OUT; o++) {
            assert_float_equal(out[o], answers[i].all, 1e-5);
        }
        assert_true(toc_encoded_score(encoder, NULL, &features, false, true, out, NULL)); /* all are asked */
        assert_float_equal(out[0], (of[0] + of[1] + of[2]) / 3, 1e-5);
        assert_int_equal(toc_encoder_read((toc_str){bytes, len - 1}, &arena, &encoder), TOC_EFORMAT);
        assert_int_equal(toc_encoder_read((toc_str){bytes, len + 1}, &arena, &encoder), TOC_EFORMAT);
    }
    free(bytes);
    toc_arena_fini(&arena);
}

static void too_many_networks(void **state) {
    (void)state;
    enum { ROOM = 4 << 20 };
    toc_arena arena;
    toc_encoder *encoder;
    toc_arena_init(&arena, 0);
    char *bytes = calloc(TOC_ENCODER_NETWORKS + 1, ROOM);
    assert_non_null(bytes);
    size_t len = 0;
    for (int i = 0; i <= TOC_ENCODER_NETWORKS; i++) {
        len += network_put(bytes + len, ROOM, 1, &arena);
        toc_rc rc = toc_encoder_read((toc_str){bytes, len}, &arena, &encoder);
        assert_int_equal(rc, i < TOC_ENCODER_NETWORKS ? TOC_OK : TOC_EFORMAT);
    }
    free(bytes);
    toc_arena_fini(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(odds_add_up),
        cmocka_unit_test(the_scheme_joins_two_roots),
        cmocka_unit_test(who_it_is_does_not_change_what_is_done),
        cmocka_unit_test(the_encoder_is_a_reason),
        cmocka_unit_test(hostile_text),
        cmocka_unit_test(refused_memory),
        cmocka_unit_test(damaged_models),
        cmocka_unit_test(models_without_an_encoder),
        cmocka_unit_test(networks_answer_together),
        cmocka_unit_test(too_many_networks),
    };
    return cmocka_run_group_tests(tests, tools_load, tools_free);
}
