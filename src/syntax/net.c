/*
 * The network at work on one piece of a sentence: rows of numbers for the words,
 * window, recurrent layers, tags; then the parse, move by move. All in whole
 * numbers (kernel.h); 64 stands for zero where numbers have a sign. Ties go to
 * the lower class, so the same words always give the same tree.
 */
#include "base/mem.h"
#include "syntax/model.h"

#include <string.h>

enum { N = TOC_PIECE_MAX + 4, ZERO = 64, EDGE = TOC_NET_SPAN / 2, LINE = 64 };

/* Rows begin where lines of the cache do. */
struct toc_scratch {
    void *memory; /* what was allocated */
    toc_word words[N];
    uint32_t ids[N];
    uint8_t tags[N];
    toc_state state;
    toc_lemma_cache lemmas;
    _Alignas(LINE) uint8_t x[N + 2 * EDGE][TOC_NET_INPUT];
    _Alignas(LINE) uint8_t y[2][N][TOC_NET_CELLS];
    _Alignas(LINE) int32_t sums[N][TOC_NET_GATES];
    _Alignas(LINE) int16_t gates[N][TOC_NET_GATES];
    _Alignas(LINE) int16_t cells[N][TOC_NET_CELLS];
    _Alignas(LINE) uint8_t view[N][TOC_NET_VIEW];
    _Alignas(LINE) int16_t places[TOC_PLACES][N][TOC_NET_HIDDEN];
};

toc_scratch *toc_scratch_new(void) {
    char *memory = toc_mem_calloc(1, sizeof(toc_scratch) + LINE);
    if (!memory) {
        return NULL;
    }
    toc_scratch *scratch = (toc_scratch *)(void *)(memory + (LINE - (uintptr_t)memory % LINE));
    scratch->memory = memory;
    return scratch;
}

void toc_scratch_free(toc_scratch *scratch) {
    if (scratch) {
        toc_mem_free(scratch->memory);
    }
}

toc_word *toc_scratch_words(toc_scratch *scratch) {
    return scratch->words;
}

toc_lemma_cache *toc_scratch_lemmas(toc_scratch *scratch) {
    return &scratch->lemmas;
}

const uint8_t *toc_scratch_tags(const toc_scratch *scratch) {
    return scratch->tags;
}

const toc_state *toc_scratch_state(const toc_scratch *scratch) {
    return &scratch->state;
}

uint32_t toc_word_find(const toc_net *net, uint32_t form) {
    uint32_t at = toc_net_slot(net, form);
    while (net->slots[at].id != TOC_ID_UNKNOWN && net->slots[at].form != form) {
        at = (at + 1) & net->mask;
    }
    return net->slots[at].id;
}

static const int8_t *learnt_row(const toc_net *net, uint32_t id) {
    return net->words[id < net->learnt ? id : TOC_ID_UNKNOWN];
}

/* Ids of all words first, each step asking for the memory of the next: most of the time would pass in waiting. */
static void words_find(const toc_net *net, size_t n, toc_scratch *s) {
    for (size_t i = 0; i < n; i++) {
        __builtin_prefetch(&net->slots[toc_net_slot(net, s->words[i].form)]);
    }
    for (size_t i = 0; i < n; i++) {
        s->ids[i] = toc_word_find(net, s->words[i].form);
        __builtin_prefetch(net->vectors[s->ids[i]]);
        __builtin_prefetch(learnt_row(net, s->ids[i]));
    }
    s->ids[n] = TOC_ID_ROOT;
}

static void inputs_fill(const toc_syntax *syntax, size_t n, toc_scratch *s) {
    const toc_net *net = &syntax->net;
    words_find(net, n, s);
    memset(s->x[0], ZERO, EDGE * TOC_NET_INPUT);
    memset(s->x[n + 1 + EDGE], ZERO, EDGE * TOC_NET_INPUT);
    for (size_t i = 0; i <= n; i++) {
        const int8_t *affixes[TOC_AFFIX_COUNT];
        size_t count = i < n ? TOC_AFFIX_COUNT : 0;
        for (size_t a = 0; a < count; a++) {
            affixes[a] = net->affixes[s->words[i].affix[a]];
        }
        syntax->kernels->embed(net->vectors[s->ids[i]], learnt_row(net, s->ids[i]), affixes, count, s->x[i + EDGE]);
    }
}

static void tags_choose(const toc_syntax *syntax, size_t n, toc_scratch *s) {
    const toc_matrix *m = &syntax->net.matrices[TOC_M_TAGS];
    int32_t *sums = s->sums[0];
    syntax->kernels->multiply(m, s->y[1][0], TOC_NET_CELLS, sums, n);
    for (size_t i = 0; i < n; i++) {
        s->tags[i] = (uint8_t)syntax->kernels->best(m, sums + i * m->outputs);
    }
}

/* Leaves what the parser sees in s->y[TOC_NET_LAYERS & 1], and tags those after the first layer. */
static void encode(const toc_syntax *syntax, size_t n, toc_scratch *s) {
    const toc_net *net = &syntax->net;
    const toc_kernels *k = syntax->kernels;
    k->squash(&net->matrices[TOC_M_WINDOW], s->x[0], TOC_NET_INPUT, 0, s->sums[0], s->y[0][0], n + 1);
    for (size_t l = 0; l < TOC_NET_LAYERS; l++) {
        const uint8_t *in = s->y[l & 1][0];
        k->widen(&net->matrices[TOC_M_GATES + l], in, TOC_NET_CELLS, s->sums[0], s->gates[0], n + 1);
        k->recur(s->gates[0], s->cells[0], n + 1);
        k->merge(in, l ? ZERO : 0, s->cells[0], net->merge_a[l], net->merge_b[l], s->y[~l & 1][0], n + 1);
        if (l == 0) {
            tags_choose(syntax, n, s);
        }
    }
}

static void places_fill(const toc_syntax *syntax, size_t n, toc_scratch *s) {
    const toc_kernels *k = syntax->kernels;
    const uint8_t *top = s->y[TOC_NET_LAYERS & 1][0];
    k->squash(&syntax->net.matrices[TOC_M_VIEW], top, TOC_NET_CELLS, ZERO, s->sums[0], s->view[0], n + 1);
    for (int p = 0; p < TOC_PLACES; p++) {
        const toc_matrix *m = &syntax->net.matrices[TOC_M_PLACES + p];
        k->widen(m, p < TOC_PLACES_MAIN ? top : s->view[0], m->inputs, s->sums[0], s->places[p][0], n + 1);
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
    int head, dep;
    toc_move_arc(state, move, &head, &dep);
    if (head == state->n) {
        return TOC_R_ROOT;
    }
    syntax->kernels->multiply(m, hidden, TOC_NET_HIDDEN, sums, 1);
    return syntax->kernels->best(m, sums);
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

void toc_net_run(const toc_syntax *syntax, int n, toc_scratch *scratch) {
    inputs_fill(syntax, (size_t)n, scratch);
    encode(syntax, (size_t)n, scratch);
    places_fill(syntax, (size_t)n, scratch);
    tree_build(syntax, n, scratch);
}
