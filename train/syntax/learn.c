/*
 * Training: Adam (Kingma and Ba 2015) over batches of sentences, the rate falling
 * to nothing in a straight line. Two threads take every second sentence of a batch each
 * and have a gradient each; the two are added in a fixed order, so the same
 * files give the same bytes.
 */
#define _XOPEN_SOURCE 700 /* barriers */
#include "train.h"

#include <math.h>
#include <pthread.h>
#include <string.h>
#include <time.h>

enum { BATCH = 24, THREADS = 2 };
static double rate_top = 2e-3;

typedef struct crew {
    net *n, turned, grad[THREADS];
    float *m, *v, *mean;
    const vocabulary *words;
    const corpus *c;
    const uint32_t *order;
    size_t from, to;
    int pass;
    double explore, rate;
    float bias1, bias2, blend;
    pthread_barrier_t gate;
    bool over;
    tally tallies[THREADS];
    work *work[THREADS];
} crew;

typedef struct hand {
    crew *crew;
    size_t index;
} hand;

static void batch_gradients(crew *c, size_t me) {
    memset(c->grad[me].all, 0, c->grad[me].size * sizeof(float));
    for (size_t i = c->from + me; i < c->to; i += THREADS) {
        uint64_t seed = (uint64_t)c->pass * 1000003 + c->order[i] + 17;
        net_learn(c->work[me], c->n, &c->turned, &c->grad[me], c->words, &c->c->all[c->order[i]], c->explore, seed,
                  &c->tallies[me]);
    }
}

static void batch_step(crew *c, size_t me) {
    size_t half = c->n->size / 2, from = me ? half : 0, to = me ? c->n->size : half;
    const float *g0 = c->grad[0].all, *g1 = c->grad[1].all;
    float *p = c->n->all, *m = c->m, *v = c->v, *mean = c->mean;
    float scale = 1.0f / BATCH, rate = (float)c->rate, b1 = c->bias1, b2 = c->bias2, blend = c->blend;
    for (size_t i = from; i < to; i++) {
        float g = (g0[i] + g1[i]) * scale;
        m[i] = m[i] * 0.9f + g * 0.1f;
        v[i] = v[i] * 0.99f + g * g * 0.01f;
        p[i] -= rate * (m[i] * b1) / (sqrtf(v[i] * b2) + 1e-6f);
        mean[i] += (p[i] - mean[i]) * blend;
    }
}

static void *hand_work(void *arg) {
    hand *h = arg;
    crew *c = h->crew;
    for (;;) {
        pthread_barrier_wait(&c->gate);
        if (c->over) {
            return NULL;
        }
        batch_gradients(c, h->index);
        pthread_barrier_wait(&c->gate);
        batch_step(c, h->index);
        pthread_barrier_wait(&c->gate);
    }
}

static void pass_run(crew *c, int passes, long *step) {
    size_t count = c->c->count, batches = (count + BATCH - 1) / BATCH;
    for (size_t b = 0; b < batches; b++) {
        double done = (c->pass + (double)b / (double)batches) / passes;
        ++*step;
        c->from = b * BATCH;
        c->to = c->from + BATCH < count ? c->from + BATCH : count;
        c->rate = rate_top * (1 - done) * (*step < 200 ? (double)*step / 200 : 1);
        c->bias1 = (float)(1 / (1 - pow(0.9, (double)*step)));
        c->bias2 = (float)(1 / (1 - pow(0.99, (double)*step)));
        c->blend = *step < 2000 ? 1.0f / (1 + (float)*step * 0.5f) : 0.001f;
        net_transpose(c->n, &c->turned);
        pthread_barrier_wait(&c->gate);
        batch_gradients(c, 0);
        pthread_barrier_wait(&c->gate);
        batch_step(c, 0);
        pthread_barrier_wait(&c->gate);
    }
}

static void judge(crew *c, const corpus *dev, int pass) {
    tally t = {0};
    net view;
    net_new(&view, (size_t)c->words->learnt);
    memcpy(view.all, c->mean, view.size * sizeof(float));
    for (size_t i = 0; i < dev->count; i++) {
        net_judge(c->work[0], &view, c->words, &dev->all[i], &c->c->tags, &t);
    }
    toc_mem_free(view.all);
    double n = (double)t.tokens;
    fprintf(stderr, "  [%d] UPOS %.2f tag %.2f UAS %.2f LAS %.2f\n", pass, 100 * (double)t.upos / n,
            100 * (double)t.tags / n, 100 * (double)t.heads / n, 100 * (double)t.labels / n);
}

void learn(net *n, const vocabulary *v, const corpus *c, const corpus *dev, int devs, int passes) {
    static crew all;
    all.n = n;
    all.words = v;
    all.c = c;
    net_new(&all.turned, (size_t)v->learnt);
    all.m = toc_mem_calloc(n->size, sizeof(float));
    all.v = toc_mem_calloc(n->size, sizeof(float));
    all.mean = toc_mem_calloc(n->size, sizeof(float));
    for (int i = 0; i < THREADS; i++) {
        net_new(&all.grad[i], (size_t)v->learnt);
        all.work[i] = work_new();
    }
    pthread_barrier_init(&all.gate, NULL, THREADS);
    pthread_t thread;
    hand other = {&all, 1};
    if (pthread_create(&thread, NULL, hand_work, &other)) {
        die("no thread");
    }
    toc_rng rng;
    toc_rng_init(&rng, 5);
    uint32_t *order = toc_mem_alloc(c->count * sizeof *order);
    for (size_t i = 0; i < c->count; i++) {
        order[i] = (uint32_t)i;
    }
    all.order = order;
    long step = 0;
    for (all.pass = 0; all.pass < passes; all.pass++) {
        struct timespec a, b;
        clock_gettime(CLOCK_MONOTONIC, &a);
        memset(all.tallies, 0, sizeof all.tallies);
        toc_rng_shuffle(&rng, order, c->count);
        all.explore = all.pass < 1 ? 0 : 0.9;
        pass_run(&all, passes, &step);
        clock_gettime(CLOCK_MONOTONIC, &b);
        tally *t = all.tallies;
        fprintf(stderr, "pass %d: loss %.4f a token, %.1f s\n", all.pass + 1,
                (t[0].loss + t[1].loss) / (double)(t[0].tokens + t[1].tokens),
                (double)(b.tv_sec - a.tv_sec) + 1e-9 * (double)(b.tv_nsec - a.tv_nsec));
        for (int i = 0; i < devs && (all.pass % 4 == 3 || all.pass == passes - 1); i++) {
            judge(&all, &dev[i], i);
        }
    }
    all.over = true;
    pthread_barrier_wait(&all.gate);
    pthread_join(thread, NULL);
    memcpy(n->all, all.mean, n->size * sizeof(float));
}
