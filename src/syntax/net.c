/*
 * The network at work on one piece of a sentence: rows of numbers for the words,
 * window, recurrent layers, tags; then the parse, move by move. All in whole
 * numbers (kernel.h); 64 stands for zero where numbers have a sign. Ties go to
 * the lower class, so the same words always give the same tree.
 */
#include "syntax/model.h"

#include <string.h>

enum { N = TOC_PIECE_MAX + 4, ZERO = 64, EDGE = TOC_NET_SPAN / 2 };

struct toc_scratch {
    toc_word words[N];
    uint8_t tags[N];
    toc_state state;
    uint8_t x[N + 2 * EDGE][TOC_NET_INPUT];
    uint8_t y[2][N][TOC_NET_CELLS];
    int32_t sums[N][TOC_NET_GATES];
    int16_t cells[N][TOC_NET_CELLS];
    uint8_t view[N][TOC_NET_VIEW];
    int16_t places[TOC_PLACES][N][TOC_NET_HIDDEN];
};

size_t toc_scratch_size(void) {
    return sizeof(toc_scratch);
}

toc_word *toc_scratch_words(toc_scratch *scratch) {
    return scratch->words;
}

const uint8_t *toc_scratch_tags(const toc_scratch *scratch) {
    return scratch->tags;
}

const toc_state *toc_scratch_state(const toc_scratch *scratch) {
    return &scratch->state;
}

static uint32_t word_find(const toc_net *net, uint32_t form) {
    uint32_t at = (form * 0x9E3779B1u) & net->mask;
    while (net->slots[at] >= 0) {
        if (net->forms[net->slots[at]] == form) {
            return (uint32_t)net->slots[at];
        }
        at = (at + 1) & net->mask;
    }
    return TOC_ID_UNKNOWN;
}

static void row_put(uint8_t *x, const int8_t *from, size_t count) {
    for (size_t k = 0; k < count; k++) {
        x[k] = (uint8_t)(from[k] + ZERO);
    }
}

static void affixes_put(const toc_net *net, uint8_t *x, const toc_word *word) {
    int16_t sum[TOC_NET_AFFIX] = {0};
    for (size_t a = 0; word && a < TOC_AFFIX_COUNT; a++) {
        const int8_t *row = net->affixes[word->affix[a]];
        for (size_t k = 0; k < TOC_NET_AFFIX; k++) {
            sum[k] = (int16_t)(sum[k] + row[k]);
        }
    }
    for (size_t k = 0; k < TOC_NET_AFFIX; k++) {
        int q = ((sum[k] + 2) >> 2) + ZERO;
        q = q < 0 ? 0 : q;
        x[k] = (uint8_t)(q > 127 ? 127 : q);
    }
}

static void input_put(const toc_net *net, uint8_t *x, uint32_t id, const toc_word *word) {
    row_put(x, net->vectors[id], TOC_NET_VECTOR);
    row_put(x + TOC_NET_VECTOR, net->words[id < net->learnt ? id : TOC_ID_UNKNOWN], TOC_NET_LEARNT);
    affixes_put(net, x + TOC_NET_VECTOR + TOC_NET_LEARNT, word);
}

static void inputs_fill(const toc_net *net, const toc_word *words, size_t n, toc_scratch *s) {
    memset(s->x[0], ZERO, EDGE * TOC_NET_INPUT);
    memset(s->x[n + 1 + EDGE], ZERO, EDGE * TOC_NET_INPUT);
    for (size_t i = 0; i < n; i++) {
        input_put(net, s->x[i + EDGE], word_find(net, words[i].form), &words[i]);
    }
    input_put(net, s->x[n + EDGE], TOC_ID_ROOT, NULL);
}

static void tags_choose(const toc_syntax *syntax, size_t n, toc_scratch *s) {
    const toc_matrix *m = &syntax->net.matrices[TOC_M_TAGS];
    int32_t *sums = s->sums[0];
    syntax->kernels->multiply(m, s->y[1][0], TOC_NET_CELLS, sums, n);
    for (size_t i = 0; i < n; i++) {
        const int32_t *row = sums + i * m->outputs;
        float best = -1e30f;
        for (int t = 0; t < syntax->tags.count; t++) {
            float score = (float)row[t] * m->scale[t];
            s->tags[i] = score > best ? (uint8_t)t : s->tags[i];
            best = score > best ? score : best;
        }
    }
}

/* Leaves what the parser sees in s->y[0], and tags those after the first layer. */
static void encode(const toc_syntax *syntax, size_t n, toc_scratch *s) {
    const toc_net *net = &syntax->net;
    const toc_kernels *k = syntax->kernels;
    const toc_matrix *m = &net->matrices[TOC_M_WINDOW];
    k->multiply(m, s->x[0], TOC_NET_INPUT, s->sums[0], n + 1);
    k->squash(m, s->sums[0], 0, s->y[0][0], n + 1);
    for (size_t l = 0; l < TOC_NET_LAYERS; l++) {
        m = &net->matrices[TOC_M_GATES + l];
        k->multiply(m, s->y[l & 1][0], TOC_NET_CELLS, s->sums[0], n + 1);
        k->recur(m, s->sums[0], s->cells[0], n + 1);
        k->merge(s->y[l & 1][0], l ? ZERO : 0, s->cells[0], net->merge_a[l], net->merge_b[l], s->y[~l & 1][0], n + 1);
        if (l == 0) {
            tags_choose(syntax, n, s);
        }
    }
}

static void places_fill(const toc_syntax *syntax, size_t n, toc_scratch *s) {
    const toc_kernels *k = syntax->kernels;
    const toc_matrix *m = &syntax->net.matrices[TOC_M_VIEW];
    const uint8_t *top = s->y[TOC_NET_LAYERS & 1][0];
    k->multiply(m, top, TOC_NET_CELLS, s->sums[0], n + 1);
    k->squash(m, s->sums[0], ZERO, s->view[0], n + 1);
    for (int p = 0; p < TOC_PLACES; p++) {
        m = &syntax->net.matrices[TOC_M_PLACES + p];
        k->multiply(m, p < TOC_PLACES_MAIN ? top : s->view[0], m->inputs, s->sums[0], n + 1);
        k->widen(m, s->sums[0], s->places[p][0], n + 1);
    }
}

static void hidden_fill(const toc_syntax *syntax, const toc_scratch *s, uint8_t *hidden) {
    const int16_t *rows[TOC_PLACES + TOC_LOOK_ROWS_MAX + 1];
    toc_look look;
    size_t count = 0;
    toc_state_look(&s->state, &look);
    rows[count++] = syntax->net.rows[TOC_ROWS];
    for (int p = 0; p < TOC_PLACES; p++) {
        if (look.at[p] >= 0) {
            rows[count++] = s->places[p][look.at[p]];
        }
    }
    for (int r = 0; r < look.count; r++) {
        rows[count++] = syntax->net.rows[look.rows[r]];
    }
    syntax->kernels->gather(rows, count, hidden);
}

static int move_choose(const toc_syntax *syntax, const toc_state *state, const uint8_t *hidden) {
    const toc_matrix *m = &syntax->net.matrices[TOC_M_MOVES];
    int32_t sums[TOC_NET_MOVES];
    int best = -1;
    float top = 0;
    syntax->kernels->multiply(m, hidden, TOC_NET_HIDDEN, sums, 1);
    for (int k = 0; k < TOC_MOVE_COUNT; k++) {
        float score = (float)sums[k] * m->scale[k];
        if (toc_move_allowed(state, k) && (best < 0 || score > top)) {
            best = k;
            top = score;
        }
    }
    return best;
}

static int label_choose(const toc_syntax *syntax, const toc_state *state, int move, const uint8_t *hidden) {
    const toc_matrix *m = &syntax->net.matrices[move == TOC_MOVE_LEFT ? TOC_M_LEFT : TOC_M_RIGHT];
    int32_t sums[TOC_NET_LABELS];
    int head, dep, best = TOC_R_DEP;
    float top = -1e30f;
    toc_move_arc(state, move, &head, &dep);
    if (head == state->n) {
        return TOC_R_ROOT;
    }
    syntax->kernels->multiply(m, hidden, TOC_NET_HIDDEN, sums, 1);
    for (int k = 0; k < TOC_REL_COUNT; k++) {
        float score = (float)sums[k] * m->scale[k];
        if (k != TOC_R_ROOT && score > top) {
            best = k;
            top = score;
        }
    }
    return best;
}

static void tree_build(const toc_syntax *syntax, int n, toc_scratch *s) {
    uint8_t hidden[TOC_NET_HIDDEN];
    toc_state_init(&s->state, n);
    while (!toc_state_done(&s->state)) {
        int move, rel = 0;
        hidden_fill(syntax, s, hidden);
        move = move_choose(syntax, &s->state, hidden);
        if (move != TOC_MOVE_SHIFT) {
            rel = label_choose(syntax, &s->state, move, hidden);
        }
        toc_move_apply(&s->state, move, rel);
    }
}

void toc_net_run(const toc_syntax *syntax, const toc_word *words, int n, toc_scratch *scratch) {
    inputs_fill(&syntax->net, words, (size_t)n, scratch);
    encode(syntax, (size_t)n, scratch);
    places_fill(syntax, (size_t)n, scratch);
    tree_build(syntax, n, scratch);
}
