/*
 * Every input gives a tree: one root, no cycle; the same tree on every processor;
 * a damaged model is refused; a refused allocation leaves nothing behind.
 */
#include "scratch.h"

#include "base/file.h"
#include "refuse.h"
#include "syntax/model.h"

#include "cm.h"

static char model_path[512];
static toc_syntax *syntax;

static void assert_tree(const toc_node *nodes, size_t count) {
    size_t roots = 0;
    for (size_t i = 0; i < count; i++) {
        assert_true(nodes[i].head <= count && nodes[i].head != i + 1);
        assert_true(nodes[i].rel < TOC_REL_COUNT && nodes[i].upos < TOC_UPOS_COUNT);
        assert_int_equal(nodes[i].head == 0, nodes[i].rel == TOC_R_ROOT);
        roots += nodes[i].head == 0;
        size_t at = i, steps = 0;
        while (nodes[at].head != 0 && steps++ <= count) {
            at = nodes[at].head - 1u;
        }
        assert_true(steps <= count);
    }
    assert_int_equal(roots, count > 0);
}

static toc_node *parse(const char *text, toc_arena *arena, size_t *count) {
    toc_token *tokens;
    toc_node *nodes = NULL;
    assert_int_equal(toc_text_tokens(toc_str_of(text), arena, &tokens, count, NULL), TOC_OK);
    assert_int_equal(toc_syntax_parse(syntax, tokens, *count, arena, &nodes, NULL), TOC_OK);
    assert_tree(nodes, *count);
    return nodes;
}

static void every_input_gives_a_tree(void **state) {
    static const char *const texts[] = {
        "",
        " ",
        ".",
        "Belarus",
        "MINSK WARNS OF WAR AS NATO MASSES TROOPS ON BORDER",
        "\"We will answer, he said (and not for the first time",
        "* one * two * three - four",
        "))) ((( \"\"\" ''' --- ... !!! ???",
        "Министр обороны заявил, что вероятность войны растёт.",
        "国防部长警告战争。",
        "وزير الدفاع يحذر من الحرب",
        "\xff\xfe broken \x80 bytes",
        "http://www.example.org/a/b?c=d 2023-02-10 +375 17 200-00-00 3.5%",
        "a b c d e f g h i j k l m n o p q r s t u v w x y z",
    };
    toc_arena arena;
    (void)state;
    toc_arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        size_t count;
        parse(texts[i], &arena, &count);
    }
    toc_arena_fini(&arena);
}

static void a_plain_sentence_is_understood(void **state) {
    toc_arena arena;
    size_t count;
    (void)state;
    toc_arena_init(&arena, 0);
    toc_node *n = parse("Poland closed its border with Belarus .", &arena, &count);
    assert_int_equal(count, 7);
    assert_int_equal(n[0].rel, TOC_R_NSUBJ);
    assert_int_equal(n[0].head, 2);
    assert_int_equal(n[0].upos, TOC_PROPN);
    assert_int_equal(n[1].rel, TOC_R_ROOT);
    assert_str(n[1].lemma, "close");
    assert_int_equal(n[1].form, TOC_FORM_PAST);
    assert_int_equal(n[3].rel, TOC_R_OBJ);
    n = parse("Minsk said that Moscow had attacked Warsaw .", &arena, &count);
    assert_int_equal(n[5].rel, TOC_R_CCOMP);
    assert_int_equal(n[5].head, 2);
    assert_int_equal(n[3].head, 6);
    assert_int_equal(n[6].rel, TOC_R_OBJ);
    toc_arena_fini(&arena);
}

static toc_token *repeated(toc_arena *arena, size_t count) {
    static const char *const words[] = {"the", "minister", "said", "that", "(", "war", ",", "and"};
    toc_token *tokens = toc_arena_array(arena, count, sizeof *tokens);
    for (size_t i = 0; i < count; i++) {
        tokens[i].text = toc_str_of(words[i * 7 % 8]);
    }
    return tokens;
}

static void long_sentences_are_cut_into_pieces(void **state) {
    static const size_t sizes[] = {1, 2, 499, 500, 501, 1001, 20000, TOC_SYNTAX_TOKENS_MAX};
    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        toc_arena arena;
        toc_node *nodes;
        toc_arena_init(&arena, 0);
        toc_token *tokens = repeated(&arena, sizes[i]);
        assert_int_equal(toc_syntax_parse(syntax, tokens, sizes[i], &arena, &nodes, NULL), TOC_OK);
        assert_tree(nodes, sizes[i]);
        toc_arena_fini(&arena);
    }
}

static void past_the_limit_is_refused(void **state) {
    toc_arena arena;
    toc_node *nodes = NULL;
    toc_err err;
    (void)state;
    toc_arena_init(&arena, 0);
    toc_token *tokens = repeated(&arena, TOC_SYNTAX_TOKENS_MAX + 1);
    assert_int_equal(toc_syntax_parse(syntax, tokens, TOC_SYNTAX_TOKENS_MAX + 1, &arena, &nodes, &err), TOC_ELIMIT);
    assert_null(nodes);
    toc_arena_fini(&arena);
}

/* What a sentence gives, as one number. */
static uint64_t tree_of(const char *text) {
    toc_arena arena;
    size_t count;
    uint64_t sum = 0;
    toc_arena_init(&arena, 0);
    toc_node *nodes = parse(text, &arena, &count);
    for (size_t i = 0; i < count; i++) {
        sum = sum * 1000003 + ((uint64_t)nodes[i].head << 16 | (uint64_t)nodes[i].rel << 8 | nodes[i].tag);
    }
    toc_arena_fini(&arena);
    return sum;
}

static void all_kernels_give_the_same_tree(void **state) {
    static const char *const texts[] = {
        "The defence minister of Belarus said on Thursday that war between Russia and NATO grows more likely .",
        "Talks , which began in 2021 , were broken off after the incident , officials told reporters in Vienna .",
        "MOSCOW DENIES SENDING TROOPS ; KYIV UNCONVINCED",
    };
    const toc_kernels *best = syntax->kernels;
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        uint64_t want = tree_of(texts[i]);
        for (int level = 0; level < 4; level++) {
            syntax->kernels = toc_kernels_at(level);
            if (syntax->kernels != NULL) {
                assert_true(tree_of(texts[i]) == want);
            }
        }
        syntax->kernels = best;
    }
}

static void kernels_add_alike_at_their_limits(void **state) {
    enum { K = 128, M = 48, ROWS = 40, LEVELS = 4 };
    static const size_t inputs[] = {K, 96, 80, 32}, rows[] = {1, 2, 7, 16, 17, 32, 33, ROWS};
    static uint8_t x[(ROWS + 4) * K];
    static int8_t w[K * M];
    static int32_t bias[M], out[LEVELS][(ROWS + 4) * M];
    static float scale[M];
    static uint8_t small[LEVELS][(ROWS + 4) * M];
    static int16_t wide[LEVELS][(ROWS + 4) * M];
    (void)state;
    for (size_t i = 0; i < M; i++) {
        bias[i] = (int32_t)i * 1000 - 20000;
        scale[i] = i == 0 ? 1 : 1.0f / (float)(i * 300);
    }
    for (size_t at = 0; at < 3 * 4 * 8; at++) {
        const size_t sign = at / 32, count = rows[at % 8];
        const toc_matrix m = {inputs[at / 8 % 4], M, w, bias, scale};
        for (size_t i = 0; i < sizeof x; i++) {
            x[i] = sign == 2 ? (uint8_t)(i * 37 % 128) : 127;
        }
        for (size_t i = 0; i < sizeof w; i++) {
            w[i] = (int8_t)(sign == 0 ? 127 : sign == 1 ? -127 : (int)(i * 91 % 255) - 127);
        }
        for (int level = 0; level < LEVELS; level++) {
            const toc_kernels *can = toc_kernels_at(level), *kernels = can != NULL ? can : toc_kernels_at(0);
            kernels->squash(&m, x, K, 64, out[level], small[level], count);
            kernels->widen(&m, x, K, out[level], wide[level], count);
            kernels->multiply(&m, x, K, out[level], count);
            assert_memory_equal(out[0], out[level], count * M * sizeof out[0][0]);
            assert_memory_equal(small[0], small[level], count * M);
            assert_memory_equal(wide[0], wide[level], count * M * sizeof wide[0][0]);
        }
    }
}

static void a_damaged_model_is_refused(void **state) {
    static const size_t cuts[] = {0, 7, 15, 16, 100, 100000};
    toc_arena arena;
    toc_str bytes;
    scratch s;
    toc_syntax *none = NULL;
    toc_err err;
    (void)state;
    toc_arena_init(&arena, 0);
    scratch_init(&s);
    assert_int_equal(toc_file_read(model_path, 64u << 20, &arena, &bytes, &err), TOC_OK);
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
        const char *path = scratch_path(&s, "cut.bin");
        assert_int_equal(toc_file_write(path, toc_str_slice(bytes, 0, cuts[i]), &err), TOC_OK);
        assert_int_equal(toc_syntax_new(path, &none, &err), TOC_EFORMAT);
        assert_null(none);
    }
    const char *path = scratch_path(&s, "changed.bin");
    ((char *)(uintptr_t)bytes.ptr)[bytes.len / 2] ^= 1;
    assert_int_equal(toc_file_write(path, bytes, &err), TOC_OK);
    assert_int_equal(toc_syntax_new(path, &none, &err), TOC_EFORMAT);
    assert_int_equal(toc_syntax_new(scratch_path(&s, "none.bin"), &none, &err), TOC_ENOTFOUND);
    toc_arena_fini(&arena);
    scratch_fini(&s);
}

static bool load_and_parse(void *ctx) {
    toc_syntax *one = NULL;
    toc_arena arena;
    toc_node *nodes = NULL;
    toc_err err = {0};
    toc_token token = {.text = TOC_STR("War")};
    (void)ctx;
    if (toc_syntax_new(model_path, &one, &err) != TOC_OK) {
        assert_null(one);
        return false;
    }
    toc_arena_init(&arena, 0);
    toc_rc rc = toc_syntax_parse(one, &token, 1, &arena, &nodes, &err);
    assert_true(rc == TOC_OK || (rc == TOC_ENOMEM && nodes == NULL));
    toc_arena_fini(&arena);
    toc_syntax_free(one);
    return rc == TOC_OK;
}

static void refused_memory_is_survived(void **state) {
    (void)state;
    assert_true(refuse_each(load_and_parse, NULL) > 3);
}

static int open_model(void **state) {
    toc_err err = {0};
    const char *root = getenv("TOCSIN_ROOT");
    (void)state;
    snprintf(model_path, sizeof model_path, "%s/models/syntax-en.bin", root != NULL ? root : ".");
    return toc_syntax_new(model_path, &syntax, &err) == TOC_OK ? 0 : (fprintf(stderr, "%s\n", err.text), -1);
}

static int close_model(void **state) {
    (void)state;
    toc_syntax_free(syntax);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_input_gives_a_tree),           cmocka_unit_test(a_plain_sentence_is_understood),
        cmocka_unit_test(long_sentences_are_cut_into_pieces), cmocka_unit_test(past_the_limit_is_refused),
        cmocka_unit_test(all_kernels_give_the_same_tree),     cmocka_unit_test(kernels_add_alike_at_their_limits),
        cmocka_unit_test(a_damaged_model_is_refused),         cmocka_unit_test(refused_memory_is_survived),
    };
    return cmocka_run_group_tests(tests, open_model, close_model);
}
