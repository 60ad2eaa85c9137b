/*
 * A small network beside the linear model, for free coding: sparse features and vectors into a few hidden units, and
 * out of these whether two actors are joined, and by what. It sees what two features mean together, which sums of
 * weights cannot. Learnt by Adagrad (Duchi, Hazan and Singer 2011), example by example in an order of its own, with
 * features and units left out at random (Srivastava et al. 2014).
 */
#include "coding/train.h"

#include "base/rng.h"

#include <math.h>
#include <string.h>

enum { H = TOC_SCORER_HIDDEN, OUT = TOC_SCORER_NET, ROUNDS = 6 };
/* Found on one fold of FREE: slower, or with fewer left out, it is too sure of itself; wider, it is no better. */
static const float RATE = 0.03f, DROP = 0.5f, DROP_HIDDEN = 0.25f, DECAY = 1e-5f, SOFT = 1e-6f;

typedef struct learning {
    net *n, *sums; /* the network; of each parameter, the squares of its gradients */
    toc_rng rng;
    float hidden[H], kept[H], out[OUT];
    uint32_t *used; /* features of the example that were not left out */
    int used_count;
} learning;

static float *room(size_t count) {
    float *p = toc_mem_calloc(count, sizeof *p);
    if (!p) {
        die("out of memory");
    }
    return p;
}

static net *net_new(size_t columns) {
    net *n = toc_mem_calloc(1, sizeof *n);
    if (!n) {
        die("out of memory");
    }
    n->columns = columns;
    n->first = room((columns + DENSE + 1) * H);
    n->second = room((size_t)(H + 1) * OUT);
    return n;
}

void net_free(net *n) {
    if (n) {
        toc_mem_free(n->first);
        toc_mem_free(n->second);
        toc_mem_free(n);
    }
}

static void axpy(float *restrict sum, const float *restrict row, float x) {
    for (int h = 0; h < H; h++) {
        sum[h] += x * row[h];
    }
}

static float *dense_row(const net *n, int d) {
    return n->first + (n->columns + (size_t)d) * H;
}

/* Outputs from hidden sums. */
static void forward_out(const net *n, const float *kept, float *out) {
    memcpy(out, n->second + (size_t)H * OUT, OUT * sizeof *out);
    for (int h = 0; h < H; h++) {
        for (int o = 0; kept[h] > 0 && o < OUT; o++) {
            out[o] += kept[h] * n->second[h * OUT + o];
        }
    }
}

void net_run(const net *n, const example *x, double out[TOC_SCORER_NET]) {
    float hidden[H], o[OUT];
    memcpy(hidden, dense_row(n, DENSE), sizeof hidden);
    for (int i = 0; i < x->count; i++) {
        if (x->features[i] != UINT32_MAX) {
            axpy(hidden, n->first + (size_t)x->features[i] * H, x->values[i]);
        }
    }
    for (int d = 0; d < DENSE; d++) {
        axpy(hidden, dense_row(n, d), x->dense[d]);
    }
    for (int h = 0; h < H; h++) {
        hidden[h] = hidden[h] > 0 ? hidden[h] : 0;
    }
    forward_out(n, hidden, o);
    for (int r = 0; r < OUT; r++) {
        out[r] = (double)o[r];
    }
}

static void forward(learning *l, const example *x) {
    net *n = l->n;
    memcpy(l->hidden, dense_row(n, DENSE), sizeof l->hidden);
    l->used_count = 0;
    for (int i = 0; i < x->count; i++) {
        if (x->features[i] != UINT32_MAX && toc_rng_unit(&l->rng) >= (double)DROP) {
            axpy(l->hidden, n->first + (size_t)x->features[i] * H, x->values[i] / (1 - DROP));
            l->used[l->used_count++] = (uint32_t)i;
        }
    }
    for (int d = 0; d < DENSE; d++) {
        axpy(l->hidden, dense_row(n, d), x->dense[d]);
    }
    for (int h = 0; h < H; h++) {
        bool out = l->hidden[h] <= 0 || toc_rng_unit(&l->rng) < (double)DROP_HIDDEN;
        l->kept[h] = out ? 0 : l->hidden[h] / (1 - DROP_HIDDEN);
    }
    forward_out(n, l->kept, l->out);
}

/* Gradients of the outputs: of joined, and of the roots when the example tells them. */
static void blame(const example *x, const float *out, float *slope) {
    memset(slope, 0, OUT * sizeof *slope);
    if (x->joined >= 0) {
        slope[ROOTS] = x->joined_weight * (1 / (1 + expf(-out[ROOTS])) - (float)x->joined);
    }
    if (x->labels) {
        float most = -1e30f, all = 0, right = 0, p[ROOTS];
        for (int r = 0; r < ROOTS; r++) {
            most = fmaxf(most, out[r]);
        }
        for (int r = 0; r < ROOTS; r++) {
            p[r] = expf(out[r] - most);
            all += p[r];
            right += x->labels >> r & 1 ? p[r] : 0;
        }
        for (int r = 0; r < ROOTS; r++) {
            slope[r] = x->weight * (p[r] / all - (x->labels >> r & 1 ? p[r] / fmaxf(right, 1e-20f) : 0));
        }
    }
}

static void step(float *restrict w, float *restrict sum, const float *restrict g, float x, int count) {
    for (int i = 0; i < count; i++) {
        float d = g[i] * x + DECAY * w[i];
        sum[i] += d * d;
        w[i] -= RATE * d / sqrtf(sum[i] + SOFT);
    }
}

static void learn(learning *l, const example *x) {
    float slope[OUT], back[H] = {0};
    net *n = l->n, *s = l->sums;
    forward(l, x);
    blame(x, l->out, slope);
    for (int h = 0; h < H; h++) {
        for (int o = 0; l->kept[h] > 0 && o < OUT; o++) {
            back[h] += slope[o] * n->second[h * OUT + o] / (1 - DROP_HIDDEN);
        }
        if (l->kept[h] > 0) {
            step(n->second + h * OUT, s->second + h * OUT, slope, l->kept[h], OUT);
        }
    }
    step(n->second + (size_t)H * OUT, s->second + (size_t)H * OUT, slope, 1, OUT);
    for (int u = 0; u < l->used_count; u++) {
        size_t at = (size_t)x->features[l->used[u]] * H;
        step(n->first + at, s->first + at, back, x->values[l->used[u]] / (1 - DROP), H);
    }
    for (int d = 0; d <= DENSE; d++) {
        step(dense_row(n, d), dense_row(s, d), back, d < DENSE ? x->dense[d] : 1, H);
    }
}

/* Small numbers to begin with, so that no two units are alike. */
static void scatter(toc_rng *rng, float *out, size_t count, float width) {
    for (size_t i = 0; i < count; i++) {
        out[i] = (float)(toc_rng_unit(rng) - 0.5) * width;
    }
}

static size_t learnt_from(const examples *e, int fold, uint32_t *out) {
    size_t count = 0;
    for (size_t i = 0; i < e->count; i++) {
        const example *x = &e->all[i];
        if (!is_left_out(x, fold) && (x->joined >= 0 || x->labels)) {
            out[count++] = (uint32_t)i;
        }
    }
    return count;
}

net *net_fit(const examples *e, int fold) {
    learning l = {.n = net_new(e->key_count), .sums = net_new(e->key_count)};
    uint32_t *order = toc_mem_calloc(e->count + 1, sizeof *order);
    l.used = toc_mem_calloc(TOC_FEATURES_MAX, sizeof *l.used);
    if (!order || !l.used) {
        die("out of memory");
    }
    toc_rng_init(&l.rng, 1);
    scatter(&l.rng, l.n->first, (e->key_count + DENSE) * H, 0.04f);
    scatter(&l.rng, l.n->second, (size_t)H * OUT, 0.4f);
    size_t count = learnt_from(e, fold, order);
    for (int round = 0; round < ROUNDS; round++) {
        toc_rng_shuffle(&l.rng, order, count);
        for (size_t i = 0; i < count; i++) {
            learn(&l, &e->all[order[i]]);
        }
    }
    net_free(l.sums);
    toc_mem_free(order);
    toc_mem_free(l.used);
    for (int i = 0; i < (H + 1) * OUT; i++) {
        l.n->second[i] *= i % OUT < ROOTS ? NET_ROOTS : NET_JOINED;
    }
    return l.n;
}
