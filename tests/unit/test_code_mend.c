/* mend: whatever tree it is given, it leaves a tree: one root, no cycle. */
#include "code/inside.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define WORDS_MAX 24
#define TREES 20000

static const struct {
    const char *word, *lemma;
    toc_upos upos;
    toc_form form;
} words[] = {{"Minsk", "Minsk", TOC_PROPN, TOC_FORM_OTHER},
             {"troops", "troop", TOC_NOUN, TOC_FORM_PLURAL},
             {"had", "have", TOC_AUX, TOC_FORM_PAST},
             {"has", "have", TOC_VERB, TOC_FORM_PRESENT},
             {"shelled", "shell", TOC_VERB, TOC_FORM_PARTICIPLE},
             {"armed", "arm", TOC_ADJ, TOC_FORM_OTHER},
             {"said", "say", TOC_VERB, TOC_FORM_PAST},
             {"told", "tell", TOC_VERB, TOC_FORM_PARTICIPLE},
             {"gave", "give", TOC_VERB, TOC_FORM_PAST},
             {"that", "that", TOC_SCONJ, TOC_FORM_OTHER},
             {"which", "which", TOC_PRON, TOC_FORM_OTHER},
             {"in", "in", TOC_ADP, TOC_FORM_OTHER},
             {"words", "word", TOC_NOUN, TOC_FORM_PLURAL},
             {",", ",", TOC_UPUNCT, TOC_FORM_OTHER},
             {",", ",", TOC_UPUNCT, TOC_FORM_OTHER},
             {"\"", "\"", TOC_UPUNCT, TOC_FORM_OTHER}};

static const toc_rel rels[] = {TOC_R_NSUBJ, TOC_R_OBJ,  TOC_R_AMOD,  TOC_R_AUX,  TOC_R_ACL,      TOC_R_CCOMP,
                               TOC_R_XCOMP, TOC_R_CONJ, TOC_R_APPOS, TOC_R_OBL,  TOC_R_COMPOUND, TOC_R_PARATAXIS,
                               TOC_R_ADVCL, TOC_R_CASE, TOC_R_MARK,  TOC_R_PUNCT};

static uint32_t chance(uint64_t *state, uint32_t below) {
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*state >> 33) % below;
}

/* A tree: each word after the first in a random order hangs on one before it in that order. */
static void tree_make(toc_scene *scene, toc_token *tokens, uint64_t *state) {
    int order[WORDS_MAX];
    scene->n = 2 + (int)chance(state, WORDS_MAX - 1);
    for (int i = 0; i < scene->n; i++) {
        size_t w = chance(state, sizeof words / sizeof *words);
        int k = (int)chance(state, (uint32_t)i + 1);
        order[i] = order[k];
        order[k] = i;
        tokens[i] = (toc_token){.text = toc_str_of(words[w].word), .lower = toc_str_of(words[w].lemma)};
        scene->lemma[i] = toc_str_of(words[w].lemma);
        scene->nodes[i] = (toc_node){.upos = (uint8_t)words[w].upos,
                                     .form = (uint8_t)words[w].form,
                                     .rel = (uint8_t)rels[chance(state, sizeof rels / sizeof *rels)]};
    }
    for (int i = 1; i < scene->n; i++) {
        scene->nodes[order[i]].head = (uint16_t)(order[chance(state, (uint32_t)i)] + 1);
    }
    scene->nodes[order[0]].rel = TOC_R_ROOT;
}

static void tree_check(const toc_scene *scene) {
    int roots = 0;
    for (int i = 0; i < scene->n; i++) {
        int at = i, steps = 0;
        roots += scene->nodes[i].head == 0;
        while (at >= 0 && steps <= scene->n) {
            at = (int)scene->nodes[at].head - 1;
            steps++;
        }
        assert_true(at < 0);
    }
    assert_int_equal(roots, 1);
}

static void leaves_a_tree(void **state) {
    toc_lexicon *lexicon = *state;
    toc_node nodes[WORDS_MAX], before[WORDS_MAX];
    toc_token tokens[WORDS_MAX];
    toc_str lemma[WORDS_MAX];
    toc_scene scene = {.lexicon = lexicon, .tokens = tokens, .nodes = nodes, .lemma = lemma};
    uint64_t seed = 7;
    int changed = 0;
    for (int t = 0; t < TREES; t++) {
        tree_make(&scene, tokens, &seed);
        memcpy(before, nodes, sizeof *nodes * (size_t)scene.n);
        tree_check(&scene);
        toc_tree_mend_reports(&scene);
        tree_check(&scene);
        for (int i = 0; i < scene.n; i++) {
            if (before[i].head != nodes[i].head) {
                changed++;
                break;
            }
        }
    }
    assert_true(changed > TREES / 100); /* the mends were at work */
}

static int lexicon_load(void **state) {
    toc_err err = {0};
    toc_lexicon *lexicon = NULL;
    if (toc_lexicon_new(getenv("TOCSIN_DATA"), &lexicon, &err)) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    *state = lexicon;
    return 0;
}

static int lexicon_drop(void **state) {
    toc_lexicon_free(*state);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(leaves_a_tree)};
    return cmocka_run_group_tests(tests, lexicon_load, lexicon_drop);
}
