/*
 * From floating point to the numbers of kernel.h. Activations: 7 bits, the scale such that
 * 99.98 % of the sizes met in training text fit. Weights: 8 bits, a scale for
 * each output. What stands for zero among the inputs (64) is taken back in the bias.
 */
#include "train.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    IN = TOC_NET_INPUT,
    CELLS = TOC_NET_CELLS,
    WAY = TOC_NET_WAY,
    GATES = TOC_NET_GATES,
    HIDDEN = TOC_NET_HIDDEN,
    VIEW = TOC_NET_VIEW,
    CELL_MAX = 16000,
    SAMPLE = 400
};

static int compare_float(const void *a, const void *b) {
    float x = *(const float *)a, y = *(const float *)b;
    return x < y ? -1 : x > y;
}

/* The size below which the given part of them lies. */
static double gauge_size(gauge *g, double part) {
    qsort(g->sizes, g->count, sizeof *g->sizes, compare_float);
    return g->sizes[(size_t)((double)(g->count - 1) * part)] + 1e-6;
}

static long rounded(double x, long limit) {
    double q = floor(x + 0.5);
    return (long)(q < (double)-limit ? (double)-limit : q > (double)limit ? (double)limit : q);
}

/* What one unit of an input is worth, and what stands for zero. */
typedef struct input {
    double unit[TOC_NET_SPAN * TOC_NET_INPUT];
    int zero;
} input;

static void input_even(input *in, size_t count, double unit, int zero) {
    for (size_t k = 0; k < count; k++) {
        in->unit[k] = unit;
    }
    in->zero = zero;
}

/*
 * Round columns of w (stride apart, width of them) with their bias into matrix which. worth: what one unit of the
 * result stands for; 0: results are compared as they are. add: added to the bias, in units of the result.
 */
static void matrix_make(toc_syntax *model, int which, const input *in, const float *w, size_t stride, const float *bias,
                        size_t width, const double *worth) {
    toc_matrix *m = &model->net.matrices[which];
    toc_matrix_size(which, &m->inputs, &m->outputs);
    m->w = toc_arena_alloc(&model->arena, m->inputs * m->outputs);
    m->bias = toc_arena_array(&model->arena, m->outputs, sizeof *m->bias);
    m->scale = toc_arena_array(&model->arena, m->outputs, sizeof *m->scale);
    for (size_t o = 0; o < width && o < m->outputs; o++) {
        double top = 1e-9;
        long sum = 0;
        for (size_t k = 0; k < m->inputs; k++) {
            double size = fabs(w[k * stride + o] * in->unit[k]);
            top = size > top ? size : top;
        }
        double step = top / 127;
        for (size_t k = 0; k < m->inputs; k++) {
            long q = rounded(w[k * stride + o] * in->unit[k] / step, 127);
            m->w[toc_matrix_at(m, k, o)] = (int8_t)q;
            sum += q;
        }
        m->bias[o] = (int32_t)(rounded((bias ? bias[o] : 0) / step, 1 << 24) - in->zero * sum);
        m->scale[o] = (float)(step / (worth ? worth[o] : 1));
    }
}

static void words_round(const net *n, const vocabulary *v, toc_syntax *model, double learnt_unit, double affix_unit) {
    toc_net *to = &model->net;
    to->count = (uint32_t)v->count;
    to->learnt = (uint32_t)v->learnt;
    to->forms = v->forms;
    to->vectors = v->vectors;
    to->words = toc_arena_array(&model->arena, (size_t)v->learnt, sizeof *to->words);
    to->affixes = toc_arena_array(&model->arena, TOC_AFFIX_ROWS, sizeof *to->affixes);
    int8_t *words = (int8_t *)(void *)to->words, *affixes = (int8_t *)(void *)to->affixes;
    for (int i = 0; i < v->learnt * TOC_NET_LEARNT; i++) {
        words[i] = (int8_t)rounded(n->word[i] / learnt_unit, 63);
    }
    for (int i = 0; i < TOC_AFFIX_ROWS * TOC_NET_AFFIX; i++) {
        affixes[i] = (int8_t)rounded(n->affix[i] / affix_unit * 4, 127);
    }
}

static void rows_round(const net *n, toc_syntax *model, double unit) {
    model->net.rows = toc_arena_array(&model->arena, TOC_ROWS + 1, sizeof *model->net.rows);
    for (size_t k = 0; k < HIDDEN; k++) {
        for (size_t r = 0; r < TOC_ROWS; r++) {
            model->net.rows[r][k] = (int16_t)rounded(n->row[r * HIDDEN + k] / unit, 30000);
        }
        model->net.rows[TOC_ROWS][k] = (int16_t)rounded(n->hidden_bias[k] / unit, 30000);
    }
}

static void worth_fill(double *worth, size_t count, double unit) {
    for (size_t k = 0; k < count; k++) {
        worth[k] = unit;
    }
}

static void gauge_all(const net *n, const vocabulary *v, const corpus *c, gauge *gauges) {
    work *w = work_new();
    size_t step = c->count / SAMPLE + 1;
    for (size_t i = 0; i < c->count; i += step) {
        net_gauge(w, n, v, &c->all[i], gauges);
    }
    toc_mem_free(w);
}

static double learnt_size(const net *n, const vocabulary *v) {
    gauge g = {NULL, 0, 0};
    size_t count = (size_t)v->learnt * TOC_NET_LEARNT;
    g.sizes = toc_mem_alloc(count * sizeof(float));
    for (size_t i = 0; i < count; i++) {
        g.sizes[g.count++] = fabsf(n->word[i]);
    }
    double size = gauge_size(&g, 0.9998);
    toc_mem_free(g.sizes);
    return size;
}

static void window_round(const net *n, toc_syntax *model, double learnt_unit, double affix_unit, double cells_unit) {
    static input in;
    double worth[CELLS];
    in.zero = 64;
    for (size_t k = 0; k < TOC_NET_SPAN * IN; k++) {
        size_t at = k % IN;
        in.unit[k] = at < TOC_NET_VECTOR ? 1.0 / 32 : at < TOC_NET_VECTOR + TOC_NET_LEARNT ? learnt_unit : affix_unit;
    }
    worth_fill(worth, CELLS, cells_unit);
    matrix_make(model, TOC_M_WINDOW, &in, n->conv, CELLS, n->conv_bias, CELLS, worth);
}

static void layers_round(const net *n, toc_syntax *model, const double *units, double candidate) {
    static input in;
    double worth[GATES];
    for (int l = 0; l < TOC_NET_LAYERS; l++) {
        input_even(&in, CELLS, units[l], l ? 64 : 0);
        for (size_t k = 0; k < GATES; k++) { /* the gate: 0.2 x + 0.5 in units of 1 / 32768 */
            worth[k] = k / WAY % 2 ? 5.0 / 32768 : candidate;
        }
        matrix_make(model, TOC_M_GATES + l, &in, n->gate[l], GATES, n->gate_bias[l], GATES, worth);
        model->net.merge_a[l] = (int32_t)rounded(units[l] / units[l + 1] * 65536, 0xffffff);
        model->net.merge_b[l] = (int32_t)rounded(candidate / units[l + 1] * 65536, 0xffff);
    }
}

static void parser_round(const net *n, toc_syntax *model, double top_unit, double view_unit, double hidden_unit) {
    static input top, view, hidden;
    double worth[HIDDEN];
    input_even(&top, CELLS, top_unit, 64);
    input_even(&view, VIEW, view_unit, 64);
    input_even(&hidden, HIDDEN, hidden_unit * 32, 0);
    worth_fill(worth, VIEW, view_unit);
    matrix_make(model, TOC_M_VIEW, &top, n->view, VIEW, NULL, VIEW, worth);
    worth_fill(worth, HIDDEN, hidden_unit);
    for (int p = 0; p < TOC_PLACES; p++) {
        matrix_make(model, TOC_M_PLACES + p, p < TOC_PLACES_MAIN ? &top : &view, n->place[p], HIDDEN, NULL, HIDDEN,
                    worth);
    }
    rows_round(n, model, hidden_unit);
    matrix_make(model, TOC_M_MOVES, &hidden, n->out, OUT_WIDTH, n->out_bias, TOC_MOVE_COUNT, NULL);
    matrix_make(model, TOC_M_LEFT, &hidden, n->out + OUT_LEFT, OUT_WIDTH, n->out_bias + OUT_LEFT, TOC_REL_COUNT, NULL);
    matrix_make(model, TOC_M_RIGHT, &hidden, n->out + OUT_RIGHT, OUT_WIDTH, n->out_bias + OUT_RIGHT, TOC_REL_COUNT,
                NULL);
}

void net_round(const net *n, const vocabulary *v, const corpus *c, toc_syntax *model) {
    static gauge g[GAUGES];
    static input first;
    const double part = 0.9999;
    double units[TOC_NET_LAYERS + 1];
    gauge_all(n, v, c, g);
    double learnt_unit = learnt_size(n, v) / 63, affix_unit = gauge_size(&g[GAUGE_AFFIX], 1) / 63;
    units[0] = gauge_size(&g[GAUGE_CELLS0], part) / 127;
    for (int l = 0; l < TOC_NET_LAYERS; l++) {
        units[l + 1] = gauge_size(&g[GAUGE_LAYER + l], part) / 63;
    }
    model->tags = c->tags;
    words_round(n, v, model, learnt_unit, affix_unit);
    window_round(n, model, learnt_unit, affix_unit, units[0]);
    layers_round(n, model, units, gauge_size(&g[GAUGE_CANDIDATE], 1) * 1.2 / CELL_MAX);
    input_even(&first, CELLS, units[1], 64);
    matrix_make(model, TOC_M_TAGS, &first, n->tag, TAG_WIDTH, n->tag_bias, (size_t)c->tags.count, NULL);
    parser_round(n, model, units[TOC_NET_LAYERS], gauge_size(&g[GAUGE_VIEW], part) / 63,
                 gauge_size(&g[GAUGE_HIDDEN], part) * 1.3 / 127 / 32);
}
