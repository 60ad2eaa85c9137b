/*
 * The network in floating point, and its gradients, one sentence at a time.
 *
 * Forward: window -> ReLU -> recurrent layers (c = f c' + (1 - f) z in both
 * directions, added to what came in) -> tags; then the parser is run, each state
 * one hidden layer of ReLU, scores of moves and labels. Loss: cross entropy of
 * the tags, of the moves without cost (their sum), and of the label where the arc
 * is right. The gate f is a hard sigmoid, so that whole numbers can follow it.
 */
#include "train.h"

#include <math.h>
#include <string.h>

enum {
    IN = TOC_NET_INPUT,
    SPAN = TOC_NET_SPAN,
    CELLS = TOC_NET_CELLS,
    WAY = TOC_NET_WAY,
    GATES = TOC_NET_GATES,
    LAYERS = TOC_NET_LAYERS,
    HIDDEN = TOC_NET_HIDDEN,
    VIEW = TOC_NET_VIEW,
    OUT = OUT_WIDTH,
    STATES = 2 * N_MAX + 4,
    EDGE = TOC_NET_SPAN / 2
};

static float keep_input = 0.9f, keep_cells = 0.8f, keep_hidden = 0.72f;

typedef float lane __attribute__((vector_size(64), aligned(4), may_alias));

/* ---- products ---- */

/* Rows of a matrix as one run of numbers; not inlined, so that no compiler thinks of the first row's end. */
static __attribute__((noinline)) float *flat(void *rows) {
    __asm__("" : "+r"(rows));
    return rows;
}

static inline __attribute__((always_inline)) void tile(float *c, size_t ldc, const float *a, size_t ra, size_t ca,
                                                       const float *b, size_t ldb, size_t inner, int rows, int lanes) {
    lane sum[4][4];
    for (int i = 0; i < rows; i++) {
        for (int k = 0; k < lanes; k++) {
            sum[i][k] = *(const lane *)(c + (size_t)i * ldc + (size_t)k * 16);
        }
    }
    for (size_t j = 0; j < inner; j++) {
        const float *row = b + j * ldb;
        for (int i = 0; i < rows; i++) {
            float x = a[(size_t)i * ra + j * ca];
            for (int k = 0; k < lanes; k++) {
                sum[i][k] += x * *(const lane *)(row + k * 16);
            }
        }
    }
    for (int i = 0; i < rows; i++) {
        for (int k = 0; k < lanes; k++) {
            *(lane *)(c + (size_t)i * ldc + (size_t)k * 16) = sum[i][k];
        }
    }
}

/* c[i][m] += sum over j of a(i, j) b[j][m]; a(i, j) stands at i * ra + j * ca; m is a multiple of 16. */
static void multiply(float *c, size_t ldc, const float *a, size_t ra, size_t ca, const float *b, size_t ldb,
                     size_t rows, size_t inner, size_t width) {
    for (size_t m = 0; m < width;) {
        bool wide = width - m >= 64;
        size_t i = 0;
        for (; i + 4 <= rows; i += 4) {
            if (wide) {
                tile(c + i * ldc + m, ldc, a + i * ra, ra, ca, b + m, ldb, inner, 4, 4);
            } else {
                tile(c + i * ldc + m, ldc, a + i * ra, ra, ca, b + m, ldb, inner, 4, 1);
            }
        }
        for (; i < rows; i++) {
            if (wide) {
                tile(c + i * ldc + m, ldc, a + i * ra, ra, ca, b + m, ldb, inner, 1, 4);
            } else {
                tile(c + i * ldc + m, ldc, a + i * ra, ra, ca, b + m, ldb, inner, 1, 1);
            }
        }
        m += wide ? 64 : 16;
    }
}

/* ---- layout ---- */

static size_t place_width(int place) {
    return place < TOC_PLACES_MAIN ? CELLS : VIEW;
}

static size_t bind(net *n, float *base, size_t learnt) {
    float *at = base;
#define TAKE(field, count) (n->field = at, at += (count))
    TAKE(word, learnt * TOC_NET_LEARNT);
    TAKE(affix, TOC_AFFIX_ROWS * TOC_NET_AFFIX);
    TAKE(conv, SPAN * IN * CELLS);
    TAKE(conv_bias, CELLS);
    for (int l = 0; l < LAYERS; l++) {
        TAKE(gate[l], CELLS * GATES);
        TAKE(gate_bias[l], GATES);
    }
    TAKE(tag, CELLS * TAG_WIDTH);
    TAKE(tag_bias, TAG_WIDTH);
    TAKE(view, CELLS * VIEW);
    for (int p = 0; p < TOC_PLACES; p++) {
        TAKE(place[p], place_width(p) * HIDDEN);
    }
    TAKE(row, TOC_ROWS * HIDDEN);
    TAKE(hidden_bias, HIDDEN);
    TAKE(out, HIDDEN * OUT);
    TAKE(out_bias, OUT);
#undef TAKE
    return (size_t)(at - base);
}

void net_new(net *n, size_t learnt) {
    static float nowhere[1];
    net probe;
    n->size = bind(&probe, nowhere, learnt);
    n->all = toc_mem_calloc(n->size + 64, sizeof *n->all);
    if (!n->all) {
        die("out of memory");
    }
    bind(n, n->all, learnt);
}

static void fill(toc_rng *rng, float *at, size_t count, double range) {
    for (size_t i = 0; i < count; i++) {
        at[i] = (float)((toc_rng_unit(rng) * 2 - 1) * range);
    }
}

void net_init(net *n, size_t learnt, uint64_t seed) {
    toc_rng rng;
    toc_rng_init(&rng, seed);
    fill(&rng, n->word, learnt * TOC_NET_LEARNT, 0.3);
    fill(&rng, n->affix, TOC_AFFIX_ROWS * TOC_NET_AFFIX, 0.3);
    fill(&rng, n->conv, SPAN * IN * CELLS, sqrt(3.0 / (SPAN * IN)) * 1.4);
    for (int l = 0; l < LAYERS; l++) {
        fill(&rng, n->gate[l], CELLS * GATES, sqrt(3.0 / CELLS));
        for (int i = 0; i < WAY; i++) {
            n->gate_bias[l][WAY + i] = n->gate_bias[l][3 * WAY + i] = (float)(i % 4) * 0.5f;
        }
    }
    fill(&rng, n->tag, CELLS * TAG_WIDTH, 0.1);
    fill(&rng, n->view, CELLS * VIEW, sqrt(3.0 / CELLS));
    for (int p = 0; p < TOC_PLACES; p++) {
        fill(&rng, n->place[p], place_width(p) * HIDDEN, sqrt(3.0 / (double)(place_width(p) * 5)));
    }
    fill(&rng, n->row, TOC_ROWS * HIDDEN, 0.1);
    fill(&rng, n->out, HIDDEN * OUT, 0.1);
}

static void turn(const float *from, float *to, size_t rows, size_t columns) {
    for (size_t i = 0; i < rows; i++) {
        for (size_t k = 0; k < columns; k++) {
            to[k * rows + i] = from[i * columns + k];
        }
    }
}

void net_transpose(const net *n, net *out) {
    turn(n->conv, out->conv, SPAN * IN, CELLS);
    for (int l = 0; l < LAYERS; l++) {
        turn(n->gate[l], out->gate[l], CELLS, GATES);
    }
    turn(n->tag, out->tag, CELLS, TAG_WIDTH);
    turn(n->view, out->view, CELLS, VIEW);
    for (int p = 0; p < TOC_PLACES; p++) {
        turn(n->place[p], out->place[p], place_width(p), HIDDEN);
    }
    turn(n->out, out->out, HIDDEN, OUT);
}

/* ---- one sentence ---- */

typedef struct layer {
    float pre[N_MAX][GATES], f[N_MAX][CELLS], c[N_MAX][CELLS], y[N_MAX][CELLS], keep[N_MAX][CELLS];
} layer;

struct work {
    toc_state state;
    uint64_t noise;
    int manner; /* 0 as written, 1 small letters, 2 capitals */
    float x[N_MAX + 2 * EDGE][IN], x_keep[N_MAX][IN];
    bool drop_word[N_MAX], drop_vector[N_MAX];
    float y0[N_MAX][CELLS], keep0[N_MAX][CELLS];
    layer layers[LAYERS];
    float tag[N_MAX][TAG_WIDTH];
    float view[N_MAX][VIEW], place[TOC_PLACES][N_MAX][HIDDEN];
    int states;
    toc_look look[STATES];
    float hidden[STATES][HIDDEN], hidden_keep[STATES][HIDDEN], out[STATES][OUT];
    /* gradients */
    float d_place[TOC_PLACES][N_MAX][HIDDEN], d_hidden[STATES][HIDDEN], d_view[N_MAX][VIEW];
    float d_y[N_MAX][CELLS], d_in[N_MAX][CELLS], d_pre[N_MAX][GATES], d_x[N_MAX + 2 * EDGE][IN];
};

work *work_new(void) {
    work *w = toc_mem_calloc(1, sizeof *w);
    if (!w) {
        die("out of memory");
    }
    return w;
}

static float noise(work *w) {
    w->noise ^= w->noise << 13;
    w->noise ^= w->noise >> 7;
    w->noise ^= w->noise << 17;
    return (float)(w->noise >> 40) * (1.0f / 16777216.0f);
}

/* Inverted dropout: 0 or 1 / keep. Without learning always 1. */
static void keep_fill(work *w, float *at, size_t count, float keep, bool learning) {
    for (size_t i = 0; i < count; i++) {
        at[i] = !learning ? 1 : noise(w) < keep ? 1 / keep : 0;
    }
}

/* One sentence in twenty is seen in capitals or in small letters: headlines and careless writing. */
static int shape_as(int row, int manner) {
    int shape = row - TOC_AFFIX_SHAPE;
    if (manner == 0 || !(shape & 19)) {
        return row;
    }
    return TOC_AFFIX_SHAPE + (manner == 1 ? (shape & ~17) | 2 : (shape & ~2) | 17);
}

static void input_fill(work *w, const net *n, const vocabulary *v, const sentence *s, bool learning) {
    memset(w->x, 0, sizeof(float) * IN * (size_t)(s->n + 1 + 2 * EDGE));
    float luck = learning ? noise(w) : 1;
    w->manner = luck < 0.025f ? 1 : luck < 0.05f ? 2 : 0;
    for (int i = 0; i <= s->n; i++) {
        float *x = w->x[i + EDGE];
        int id = s->ids[i], learnt = id < v->learnt ? id : TOC_ID_UNKNOWN;
        bool word = i < s->n;
        w->drop_word[i] = learning && word && noise(w) < 0.3f / (0.3f + (float)v->seen[learnt]);
        w->drop_vector[i] = learning && word && noise(w) < 0.03f;
        for (int k = 0; k < TOC_NET_VECTOR && !w->drop_vector[i]; k++) {
            x[k] = v->vectors[id][k] * (1.0f / 32);
        }
        const float *row = n->word + (w->drop_word[i] ? TOC_ID_UNKNOWN : learnt) * TOC_NET_LEARNT;
        memcpy(x + TOC_NET_VECTOR, row, sizeof(float) * TOC_NET_LEARNT);
        for (int a = 0; a < TOC_AFFIX_COUNT && word; a++) {
            int at = s->words[i].affix[a];
            const float *affix = n->affix + (a < TOC_AFFIX_COUNT - 1 ? at : shape_as(at, w->manner)) * TOC_NET_AFFIX;
            for (int k = 0; k < TOC_NET_AFFIX; k++) {
                x[TOC_NET_VECTOR + TOC_NET_LEARNT + k] += affix[k];
            }
        }
        keep_fill(w, w->x_keep[i], IN, keep_input, learning);
        for (int k = 0; k < IN; k++) {
            x[k] *= w->x_keep[i][k];
        }
    }
}

static void bias_fill(float *at, const float *bias, size_t rows, size_t width) {
    for (size_t i = 0; i < rows; i++) {
        memcpy(at + i * width, bias, width * sizeof *at);
    }
}

static float gate_of(float x) {
    x = x * 0.2f + 0.5f;
    return x < 0 ? 0 : x > 1 ? 1 : x;
}

static void layer_run(work *w, const net *n, int l, const float (*in)[CELLS], int count, bool learning) {
    layer *y = &w->layers[l];
    bias_fill(flat(y->pre), n->gate_bias[l], (size_t)count, GATES);
    multiply(flat(y->pre), GATES, flat((void *)(uintptr_t)in), CELLS, 1, n->gate[l], GATES, (size_t)count, CELLS,
             GATES);
    for (int way = 0; way < 2; way++) {
        for (int t = 0; t < count; t++) {
            int i = way ? count - 1 - t : t, before = way ? i + 1 : i - 1;
            const float *pre = y->pre[i] + way * 2 * WAY;
            float *f = y->f[i] + way * WAY, *c = y->c[i] + way * WAY;
            for (int k = 0; k < WAY; k++) {
                float old = t ? y->c[before][way * WAY + k] : 0;
                f[k] = gate_of(pre[WAY + k]);
                c[k] = pre[k] + (old - pre[k]) * f[k];
            }
        }
    }
    keep_fill(w, flat(y->keep), (size_t)count * CELLS, keep_cells, learning);
    for (int i = 0; i < count; i++) {
        for (int k = 0; k < CELLS; k++) {
            y->y[i][k] = (in[i][k] + y->c[i][k]) * y->keep[i][k];
        }
    }
}

static void encode(work *w, const net *n, const vocabulary *v, const sentence *s, bool learning) {
    size_t count = (size_t)s->n + 1;
    input_fill(w, n, v, s, learning);
    bias_fill(flat(w->y0), n->conv_bias, count, CELLS);
    multiply(flat(w->y0), CELLS, flat(w->x), IN, 1, n->conv, CELLS, count, SPAN * IN, CELLS);
    keep_fill(w, flat(w->keep0), count * CELLS, keep_cells, learning);
    float *cells = flat(w->y0), *keep = flat(w->keep0);
    for (size_t i = 0; i < count * CELLS; i++) {
        keep[i] = cells[i] > 0 ? keep[i] : 0;
        cells[i] *= keep[i];
    }
    for (int l = 0; l < LAYERS; l++) {
        layer_run(w, n, l, l ? (const float(*)[CELLS])w->layers[l - 1].y : (const float(*)[CELLS])w->y0, s->n + 1,
                  learning);
    }
    const float *top = flat(w->layers[LAYERS - 1].y);
    bias_fill(flat(w->tag), n->tag_bias, count, TAG_WIDTH);
    multiply(flat(w->tag), TAG_WIDTH, flat(w->layers[TAG_LAYER].y), CELLS, 1, n->tag, TAG_WIDTH, count, CELLS,
             TAG_WIDTH);
    memset(w->view, 0, sizeof(float) * VIEW * count);
    multiply(flat(w->view), VIEW, top, CELLS, 1, n->view, VIEW, count, CELLS, VIEW);
    for (int p = 0; p < TOC_PLACES; p++) {
        memset(w->place[p], 0, sizeof(float) * HIDDEN * count);
        const float *seen = p < TOC_PLACES_MAIN ? top : flat(w->view);
        size_t width = place_width(p);
        multiply(flat(w->place[p]), HIDDEN, seen, width, 1, n->place[p], HIDDEN, count, width, HIDDEN);
    }
}

static void state_score(work *w, const net *n, const toc_state *st, int at, bool learning) {
    toc_look *look = &w->look[at];
    float *h = w->hidden[at];
    toc_state_look(st, look);
    memcpy(h, n->hidden_bias, sizeof(float) * HIDDEN);
    for (int p = 0; p < TOC_PLACES; p++) {
        for (int k = 0; k < HIDDEN && look->at[p] >= 0; k++) {
            h[k] += w->place[p][look->at[p]][k];
        }
    }
    for (int r = 0; r < look->count; r++) {
        const float *row = n->row + (size_t)look->rows[r] * HIDDEN;
        for (int k = 0; k < HIDDEN; k++) {
            h[k] += row[k];
        }
    }
    keep_fill(w, w->hidden_keep[at], HIDDEN, keep_hidden, learning);
    for (int k = 0; k < HIDDEN; k++) {
        w->hidden_keep[at][k] = h[k] > 0 ? w->hidden_keep[at][k] : 0;
        h[k] *= w->hidden_keep[at][k];
    }
    memcpy(w->out[at], n->out_bias, sizeof(float) * OUT);
    multiply(w->out[at], OUT, h, HIDDEN, 1, n->out, OUT, 1, HIDDEN, OUT);
}

/* Cost of each move: gold arcs that it makes unreachable (Goldberg and Nivre 2013). */
static void move_costs(const toc_state *st, const int *gold, int *costs) {
    int n = st->n, b = st->next;
    int s0 = st->depth > 0 ? st->stack[st->depth - 1] : -1;
    int s1 = st->depth > 1 ? st->stack[st->depth - 2] : -1;
    int held = 0; /* dependents of s0 in the buffer */
    costs[0] = costs[1] = costs[2] = 0;
    for (int i = b; i < n && s0 >= 0; i++) {
        held += gold[i] == s0;
    }
    if (s0 >= 0) {
        int g = gold[s0];
        costs[TOC_MOVE_LEFT] = held + (g == s1 && s1 >= 0) + (g > b);
        costs[TOC_MOVE_RIGHT] = held + (g >= b);
    }
    if (b < n) {
        for (int i = 0; i < st->depth; i++) {
            costs[TOC_MOVE_SHIFT] += gold[st->stack[i]] == b;
            costs[TOC_MOVE_SHIFT] += i + 1 < st->depth && gold[b] == st->stack[i];
        }
    }
}

static int best_move(const toc_state *st, const float *scores) {
    int best = -1;
    for (int k = 0; k < TOC_MOVE_COUNT; k++) {
        if (toc_move_allowed(st, k) && (best < 0 || scores[k] > scores[best])) {
            best = k;
        }
    }
    return best;
}

static int best_of(const float *scores, int count) {
    int best = 0;
    for (int i = 1; i < count; i++) {
        best = scores[i] > scores[best] ? i : best;
    }
    return best;
}

static int label_of(float *scores, int head, int n) {
    float root = scores[TOC_R_ROOT];
    scores[TOC_R_ROOT] = -1e30f;
    int best = head == n ? TOC_R_ROOT : best_of(scores, TOC_REL_COUNT);
    scores[TOC_R_ROOT] = root;
    return best;
}

/* Turn scores into the gradient of cross entropy against good (a set); the loss is returned. */
static double softmax_turn(float *scores, int count, uint64_t good, uint64_t allowed) {
    float max = -1e30f;
    double all = 0, right = 0;
    for (int k = 0; k < count; k++) {
        max = (allowed >> k & 1) && scores[k] > max ? scores[k] : max;
    }
    for (int k = 0; k < count; k++) {
        scores[k] = allowed >> k & 1 ? expf(scores[k] - max) : 0;
        all += scores[k];
        right += good >> k & 1 ? scores[k] : 0;
    }
    for (int k = 0; k < count; k++) {
        double p = scores[k] / all;
        scores[k] = (float)(good >> k & 1 ? p - scores[k] / right : p);
    }
    return -log(right / all + 1e-30);
}

static double tag_turn(float *scores, int count, int gold) {
    float max = scores[best_of(scores, count)];
    double all = 0, loss;
    for (int k = 0; k < count; k++) {
        scores[k] = expf(scores[k] - max);
        all += scores[k];
    }
    loss = -log(scores[gold] / all + 1e-30);
    for (int k = 0; k < count; k++) {
        scores[k] = (float)(scores[k] / all) - (k == gold);
    }
    return loss;
}

/* Scores of state at become gradients; returns the move to follow and its label. */
static int state_turn(work *w, const toc_state *st, const sentence *s, int at, bool follow, int *rel, tally *t) {
    float *out = w->out[at];
    int costs[TOC_MOVE_COUNT], least = 1 << 20, got = best_move(st, out), go = -1, head, dep;
    uint64_t allowed = 0, good = 0;
    move_costs(st, s->heads, costs);
    for (int k = 0; k < TOC_MOVE_COUNT; k++) {
        if (toc_move_allowed(st, k)) {
            allowed |= 1u << k;
            least = costs[k] < least ? costs[k] : least;
        }
    }
    for (int k = 0; k < TOC_MOVE_COUNT; k++) {
        if ((allowed >> k & 1) && costs[k] == least) {
            good |= 1u << k;
            go = go < 0 || out[k] > out[go] ? k : go;
        }
    }
    go = follow ? got : go;
    int gold_move = -1;
    *rel = 0;
    if (go != TOC_MOVE_SHIFT) {
        toc_move_arc(st, go, &head, &dep);
        *rel = label_of(out + (go == TOC_MOVE_LEFT ? OUT_LEFT : OUT_RIGHT), head, st->n);
    }
    for (int k = TOC_MOVE_LEFT; k <= TOC_MOVE_RIGHT; k++) { /* the move that makes a gold arc now */
        if (allowed >> k & 1) {
            toc_move_arc(st, k, &head, &dep);
            gold_move = s->heads[dep] == head && head < st->n ? k : gold_move;
        }
    }
    t->loss += softmax_turn(out, TOC_MOVE_COUNT, good, allowed);
    memset(out + TOC_MOVE_COUNT, 0, sizeof(float) * (OUT_LEFT - TOC_MOVE_COUNT));
    for (int k = TOC_MOVE_LEFT; k <= TOC_MOVE_RIGHT; k++) {
        float *labels = out + (k == TOC_MOVE_LEFT ? OUT_LEFT : OUT_RIGHT);
        if (k == gold_move) {
            toc_move_arc(st, k, &head, &dep);
            t->loss += softmax_turn(labels, TOC_REL_COUNT, 1ull << s->rels[dep], ~(1ull << TOC_R_ROOT));
        } else {
            memset(labels, 0, sizeof(float) * TOC_REL_COUNT);
        }
    }
    memset(out + OUT_RIGHT + TOC_REL_COUNT, 0, sizeof(float) * (OUT - OUT_RIGHT - TOC_REL_COUNT));
    return go;
}

static void parse_learn(work *w, const net *n, const sentence *s, double explore, tally *t) {
    toc_state *st = &w->state;
    toc_state_init(st, s->n);
    w->states = 0;
    while (!toc_state_done(st)) {
        int rel;
        state_score(w, n, st, w->states, true);
        int move = state_turn(w, st, s, w->states, noise(w) < explore, &rel, t);
        toc_move_apply(st, move, rel);
        w->states++;
    }
}

static void sums_add(float *to, const float *from, size_t rows, size_t width) {
    for (size_t i = 0; i < rows; i++) {
        for (size_t k = 0; k < width; k++) {
            to[k] += from[i * width + k];
        }
    }
}

static void parser_back(work *w, const net *turned, net *grad, size_t count) {
    size_t states = (size_t)w->states;
    multiply(grad->out, OUT, flat(w->hidden), 1, HIDDEN, flat(w->out), OUT, HIDDEN, states, OUT);
    sums_add(grad->out_bias, flat(w->out), states, OUT);
    memset(w->d_hidden, 0, sizeof(float) * HIDDEN * states);
    multiply(flat(w->d_hidden), HIDDEN, flat(w->out), OUT, 1, turned->out, HIDDEN, states, OUT, HIDDEN);
    for (int p = 0; p < TOC_PLACES; p++) {
        memset(w->d_place[p], 0, sizeof(float) * HIDDEN * count);
    }
    for (size_t i = 0; i < states; i++) {
        float *d = w->d_hidden[i];
        for (int k = 0; k < HIDDEN; k++) {
            d[k] *= w->hidden_keep[i][k];
        }
        for (int p = 0; p < TOC_PLACES; p++) {
            if (w->look[i].at[p] >= 0) {
                sums_add(w->d_place[p][w->look[i].at[p]], d, 1, HIDDEN);
            }
        }
        for (int r = 0; r < w->look[i].count; r++) {
            sums_add(grad->row + (size_t)w->look[i].rows[r] * HIDDEN, d, 1, HIDDEN);
        }
    }
    sums_add(grad->hidden_bias, flat(w->d_hidden), states, HIDDEN);
    const float *top = flat(w->layers[LAYERS - 1].y);
    memset(w->d_view, 0, sizeof(float) * VIEW * count);
    for (int p = 0; p < TOC_PLACES; p++) {
        bool main = p < TOC_PLACES_MAIN;
        const float *seen = main ? top : flat(w->view);
        float *back = main ? flat(w->d_y) : flat(w->d_view);
        size_t width = place_width(p);
        multiply(grad->place[p], HIDDEN, seen, 1, width, flat(w->d_place[p]), HIDDEN, width, count, HIDDEN);
        multiply(back, width, flat(w->d_place[p]), HIDDEN, 1, turned->place[p], width, count, HIDDEN, width);
    }
    multiply(grad->view, VIEW, top, 1, CELLS, flat(w->d_view), VIEW, CELLS, count, VIEW);
    multiply(flat(w->d_y), CELLS, flat(w->d_view), VIEW, 1, turned->view, CELLS, count, VIEW, CELLS);
}

static void tags_back(work *w, const net *turned, net *grad, size_t count) {
    multiply(grad->tag, TAG_WIDTH, flat(w->layers[TAG_LAYER].y), 1, CELLS, flat(w->tag), TAG_WIDTH, CELLS, count,
             TAG_WIDTH);
    sums_add(grad->tag_bias, flat(w->tag), count, TAG_WIDTH);
    multiply(flat(w->d_y), CELLS, flat(w->tag), TAG_WIDTH, 1, turned->tag, CELLS, count, TAG_WIDTH, CELLS);
}

/* d_y: gradient of the layer's result, becomes the gradient of what came in. */
static void layer_back(work *w, const net *turned, net *grad, int l, const float (*in)[CELLS], int count) {
    layer *y = &w->layers[l];
    for (int i = 0; i < count; i++) {
        for (int k = 0; k < CELLS; k++) {
            w->d_y[i][k] *= y->keep[i][k];
        }
    }
    for (int way = 0; way < 2; way++) {
        float carry[WAY] = {0};
        for (int t = count - 1; t >= 0; t--) {
            int i = way ? count - 1 - t : t, before = way ? i + 1 : i - 1;
            const float *pre = y->pre[i] + way * 2 * WAY, *f = y->f[i] + way * WAY;
            float *d = w->d_pre[i] + way * 2 * WAY;
            for (int k = 0; k < WAY; k++) {
                float old = t ? y->c[before][way * WAY + k] : 0;
                float dc = w->d_y[i][way * WAY + k] + carry[k];
                d[k] = dc * (1 - f[k]);
                d[WAY + k] = f[k] > 0 && f[k] < 1 ? dc * (old - pre[k]) * 0.2f : 0;
                carry[k] = dc * f[k];
            }
        }
    }
    multiply(grad->gate[l], GATES, flat((void *)(uintptr_t)in), 1, CELLS, flat(w->d_pre), GATES, CELLS, (size_t)count,
             GATES);
    sums_add(grad->gate_bias[l], flat(w->d_pre), (size_t)count, GATES);
    multiply(flat(w->d_y), CELLS, flat(w->d_pre), GATES, 1, turned->gate[l], CELLS, (size_t)count, GATES, CELLS);
}

static void input_back(work *w, const net *turned, net *grad, const vocabulary *v, const sentence *s) {
    size_t count = (size_t)s->n + 1;
    float *d = flat(w->d_y), *keep = flat(w->keep0);
    for (size_t i = 0; i < count * CELLS; i++) {
        d[i] *= keep[i];
    }
    multiply(grad->conv, CELLS, flat(w->x), 1, IN, flat(w->d_y), CELLS, SPAN * IN, count, CELLS);
    sums_add(grad->conv_bias, flat(w->d_y), count, CELLS);
    memset(w->d_x, 0, sizeof(float) * IN * (count + 2 * EDGE));
    for (size_t o = 0; o < SPAN; o++) { /* turned->conv is CELLS rows of SPAN * IN */
        multiply(flat(w->d_x) + o * IN, IN, flat(w->d_y), CELLS, 1, turned->conv + o * IN, SPAN * IN, count, CELLS, IN);
    }
    for (size_t i = 0; i < count; i++) {
        float *dx = w->d_x[i + EDGE];
        for (int k = 0; k < IN; k++) {
            dx[k] *= w->x_keep[i][k];
        }
        int id = s->ids[i], learnt = id < v->learnt && !w->drop_word[i] ? id : TOC_ID_UNKNOWN;
        sums_add(grad->word + learnt * TOC_NET_LEARNT, dx + TOC_NET_VECTOR, 1, TOC_NET_LEARNT);
        for (int a = 0; a < TOC_AFFIX_COUNT && (int)i < s->n; a++) {
            int at = s->words[i].affix[a];
            at = a < TOC_AFFIX_COUNT - 1 ? at : shape_as(at, w->manner);
            sums_add(grad->affix + at * TOC_NET_AFFIX, dx + TOC_NET_VECTOR + TOC_NET_LEARNT, 1, TOC_NET_AFFIX);
        }
    }
}

void net_learn(work *w, const net *n, const net *turned, net *grad, const vocabulary *v, const sentence *s,
               double explore, uint64_t seed, tally *t) {
    size_t count = (size_t)s->n + 1;
    w->noise = seed * 0x9E3779B97F4A7C15ull | 1;
    noise(w), noise(w), noise(w);
    encode(w, n, v, s, true);
    parse_learn(w, n, s, explore, t);
    for (int i = 0; i < s->n; i++) {
        t->loss += tag_turn(w->tag[i], TAG_WIDTH, s->tags[i]);
    }
    memset(w->tag[s->n], 0, sizeof(float) * TAG_WIDTH);
    memset(w->d_y, 0, sizeof(float) * CELLS * count);
    parser_back(w, turned, grad, count);
    for (int l = LAYERS - 1; l >= 0; l--) {
        if (l == TAG_LAYER) {
            tags_back(w, turned, grad, count);
        }
        layer_back(w, turned, grad, l, l ? (const float(*)[CELLS])w->layers[l - 1].y : (const float(*)[CELLS])w->y0,
                   s->n + 1);
    }
    input_back(w, turned, grad, v, s);
    t->tokens += s->n;
}

void net_judge(work *w, const net *n, const vocabulary *v, const sentence *s, const tagset *tags, tally *t) {
    toc_state *st = &w->state;
    encode(w, n, v, s, false);
    toc_state_init(st, s->n);
    while (!toc_state_done(st)) {
        int head, dep, rel = 0;
        state_score(w, n, st, 0, false);
        int move = best_move(st, flat(w->out));
        if (move != TOC_MOVE_SHIFT) {
            toc_move_arc(st, move, &head, &dep);
            rel = label_of(flat(w->out) + (move == TOC_MOVE_LEFT ? OUT_LEFT : OUT_RIGHT), head, st->n);
        }
        toc_move_apply(st, move, rel);
    }
    for (int i = 0; i < s->n; i++) {
        int tag = best_of(w->tag[i], tags->count);
        t->tokens++;
        t->tags += tag == s->tags[i];
        t->upos += tags->upos[tag] == tags->upos[s->tags[i]];
        t->heads += st->head[i] == s->heads[i];
        t->labels += st->head[i] == s->heads[i] && st->rel[i] == s->rels[i];
    }
}

static void gauge_add(gauge *g, const float *at, size_t count) {
    if (g->count + count > g->room) {
        g->room = g->room ? g->room * 2 : 1u << 20;
        g->room = g->room < g->count + count ? g->count + count : g->room;
        g->sizes = toc_mem_realloc(g->sizes, g->room * sizeof *g->sizes);
    }
    for (size_t i = 0; i < count; i++) {
        g->sizes[g->count++] = fabsf(at[i]);
    }
}

void net_gauge(work *w, const net *n, const vocabulary *v, const sentence *s, gauge *gauges) {
    tally t = {0};
    tagset tags = {.count = 1};
    size_t count = (size_t)s->n + 1;
    net_judge(w, n, v, s, &tags, &t);
    gauge_add(&gauges[GAUGE_CELLS0], flat(w->y0), count * CELLS);
    gauge_add(&gauges[GAUGE_VIEW], flat(w->view), count * VIEW);
    gauge_add(&gauges[GAUGE_HIDDEN], flat(w->hidden), HIDDEN); /* of the last state */
    for (int l = 0; l < LAYERS; l++) {
        gauge_add(&gauges[GAUGE_LAYER + l], flat(w->layers[l].y), count * CELLS);
    }
    for (size_t i = 0; i < count; i++) {
        gauge_add(&gauges[GAUGE_AFFIX], w->x[i + EDGE] + TOC_NET_VECTOR + TOC_NET_LEARNT, TOC_NET_AFFIX);
        for (int l = 0; l < LAYERS; l++) {
            gauge_add(&gauges[GAUGE_CANDIDATE], w->layers[l].pre[i], WAY);
            gauge_add(&gauges[GAUGE_CANDIDATE], w->layers[l].pre[i] + 2 * WAY, WAY);
        }
    }
}
