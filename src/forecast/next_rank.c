/*
 * The ranker: features -> HIDDEN -> SECOND -> one score, leaky rectifiers between, and beside it a plain sum of
 * features whose weights belong to the relation; KINDRED learnt numbers of the relation go into the first layer. Loss:
 * softmax over the candidates of a question, where one that was drawn stands for all it was drawn from (its lift is
 * added; Jean et al. 2015, doi:10.3115/v1/P15-1001), summed over its true answers (ListNet's top one; Cao et al. 2007,
 * doi:10.1145/1273496.1273513). Adam (Kingma and Ba 2015, arXiv:1412.6980). Loops run over the units inside, so that a
 * compiler can take four or eight at once without changing the order of any sum.
 */
#include "forecast/next_inside.h"

#include "base/mem.h"

static const float LEAK = 0.05f, PLAIN_RATE = 0.1f;
#define UNPACK (1.0f / 1024)

row rank_pack(const float *x) {
    row out = {.lift = 0};
    for (int j = 0; j < FEATURES; j++) {
        float v = x[j] * 1024;
        v = v > 32767 ? 32767 : v < -32767 ? -32767 : v;
        out.x[j] = (int16_t)(v < 0 ? v - 0.5f : v + 0.5f);
    }
    return out;
}

void rank_unpack(const toc_next *n, const row *in, float *out) {
    for (int j = 0; j < FEATURES; j++)
        out[j] = ((float)in->x[j] * UNPACK - n->middle[j]) * n->scale[j];
}

static bool weights_new(weights *w, size_t count, toc_rng *rng, double spread) {
    w->count = count;
    w->w = toc_mem_calloc(count, sizeof(float));
    w->grad = toc_mem_calloc(count, sizeof(float));
    w->mean = toc_mem_calloc(count, sizeof(float));
    w->square = toc_mem_calloc(count, sizeof(float));
    if (w->w == NULL || w->grad == NULL || w->mean == NULL || w->square == NULL)
        return false;
    for (size_t i = 0; i < count && spread > 0; i++)
        w->w[i] = (float)(2 * spread * (toc_rng_unit(rng) + toc_rng_unit(rng) + toc_rng_unit(rng) - 1.5));
    return true;
}

static void weights_free(weights *w) {
    toc_mem_free(w->w);
    toc_mem_free(w->grad);
    toc_mem_free(w->mean);
    toc_mem_free(w->square);
}

bool rank_new(toc_next *n) {
    return weights_new(&n->first, (FEATURES + KINDRED) * HIDDEN, &n->rng, 1 / sqrt(FEATURES)) &&
           weights_new(&n->first_bias, HIDDEN, &n->rng, 0) &&
           weights_new(&n->second, HIDDEN * SECOND, &n->rng, 1 / sqrt(HIDDEN)) &&
           weights_new(&n->second_bias, SECOND, &n->rng, 0) &&
           weights_new(&n->last, SECOND, &n->rng, 1 / sqrt(SECOND)) &&
           weights_new(&n->kindred, (size_t)n->twice * KINDRED, &n->rng, 0.3) &&
           weights_new(&n->plain, (size_t)n->twice * FEATURES, &n->rng, 0) &&
           weights_new(&n->twelve, TWELVE, &n->rng, 0);
}

void rank_free(toc_next *n) {
    weights *all[] = {&n->first, &n->first_bias, &n->second, &n->second_bias,
                      &n->last,  &n->kindred,    &n->plain,  &n->twelve};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        weights_free(all[i]);
}

static float leaky(float x) {
    return x > 0 ? x : LEAK * x;
}

/* What is the same for all candidates: bias and the relation's own numbers. */
static void begin(const toc_next *n, uint32_t relation, float out[HIDDEN]) {
    const float *kindred = n->kindred.w + (size_t)relation * KINDRED;
    memcpy(out, n->first_bias.w, HIDDEN * sizeof *out);
    for (int k = 0; k < KINDRED; k++) {
        const float *w = n->first.w + (size_t)(FEATURES + k) * HIDDEN;
        for (int h = 0; h < HIDDEN; h++)
            out[h] += kindred[k] * w[h];
    }
}

TOC_CLONED static void layer_one(const float *restrict w, const float *restrict x, const float *restrict start,
                                 float *restrict out) {
    float a[HIDDEN];
    memcpy(a, start, sizeof a);
    for (int j = 0; j < FEATURES; j++) {
        float v = x[j];
        for (int h = 0; h < HIDDEN; h++)
            a[h] += v * w[j * HIDDEN + h];
    }
    for (int h = 0; h < HIDDEN; h++)
        out[h] = leaky(a[h]);
}

TOC_CLONED static void layer_two(const float *restrict w, const float *restrict x, const float *restrict bias,
                                 float *restrict out) {
    float a[SECOND];
    memcpy(a, bias, sizeof a);
    for (int h = 0; h < HIDDEN; h++) {
        float v = x[h];
        for (int k = 0; k < SECOND; k++)
            a[k] += v * w[h * SECOND + k];
    }
    for (int k = 0; k < SECOND; k++)
        out[k] = leaky(a[k]);
}

static float dot(const float *a, const float *b, size_t count) { /* count: a multiple of 4 */
    float lane[4] = {0};
    for (size_t i = 0; i < count; i += 4)
        for (size_t j = 0; j < 4; j++)
            lane[j] += a[i + j] * b[i + j];
    return (lane[0] + lane[1]) + (lane[2] + lane[3]);
}

void rank_forward(toc_next *n, uint32_t relation, size_t count, const float (*x)[FEATURES]) {
    float start[HIDDEN];
    const float *plain = n->plain.w + (size_t)relation * FEATURES;
    begin(n, relation, start);
    for (size_t i = 0; i < count; i++) {
        layer_one(n->first.w, x[i], start, n->seen1[i]);
        layer_two(n->second.w, n->seen1[i], n->second_bias.w, n->seen2[i]);
        n->score[i] = dot(n->seen2[i], n->last.w, SECOND) + dot(plain, x[i], FEATURES);
    }
}

/* The gradient of one candidate's score, times g, into the weights; back: into the first layer's sums. */
TOC_CLONED static void backward(toc_next *n, uint32_t relation, size_t i, float g, const float *restrict x,
                                float back[HIDDEN]) {
    float second[SECOND], first[HIDDEN];
    for (int k = 0; k < SECOND; k++) {
        float s = n->seen2[i][k];
        n->last.grad[k] += g * s;
        second[k] = g * n->last.w[k] * (s > 0 ? 1 : LEAK);
        n->second_bias.grad[k] += second[k];
    }
    for (int h = 0; h < HIDDEN; h++) {
        float s = n->seen1[i][h];
        float *restrict grad = n->second.grad + (size_t)h * SECOND;
        for (int k = 0; k < SECOND; k++)
            grad[k] += s * second[k];
        first[h] = dot(second, n->second.w + (size_t)h * SECOND, SECOND) * (s > 0 ? 1 : LEAK);
        back[h] += first[h];
    }
    for (int j = 0; j < FEATURES; j++) {
        float v = x[j];
        float *restrict grad = n->first.grad + (size_t)j * HIDDEN;
        for (int h = 0; h < HIDDEN; h++)
            grad[h] += v * first[h];
    }
    float *restrict plain = n->plain.grad + (size_t)relation * FEATURES;
    for (int j = 0; j < FEATURES; j++)
        plain[j] += g * x[j];
}

static void backward_relation(toc_next *n, uint32_t relation, const float back[HIDDEN]) {
    const float *kindred = n->kindred.w + (size_t)relation * KINDRED;
    for (int h = 0; h < HIDDEN; h++)
        n->first_bias.grad[h] += back[h];
    for (int k = 0; k < KINDRED; k++) {
        size_t at = (size_t)(FEATURES + k) * HIDDEN;
        n->kindred.grad[(size_t)relation * KINDRED + (size_t)k] += dot(back, n->first.w + at, HIDDEN);
        for (int h = 0; h < HIDDEN; h++)
            n->first.grad[at + (size_t)h] += kindred[k] * back[h];
    }
}

/* Softmax of scores in place; the highest is taken out first. */
static void softmax(float *score, size_t count) {
    float top = -1e30f, all = 0;
    for (size_t i = 0; i < count; i++)
        top = score[i] > top ? score[i] : top;
    for (size_t i = 0; i < count; i++)
        all += score[i] = fast_exp(score[i] - top);
    for (size_t i = 0; i < count; i++)
        score[i] /= all;
}

double rank_learn(toc_next *n, const sample *s, const row *rows) {
    float back[HIDDEN] = {0};
    double loss = 0;
    for (size_t i = 0; i < s->rows; i++)
        rank_unpack(n, &rows[s->from + i], n->x[i]);
    rank_forward(n, s->relation, s->rows, (const float(*)[FEATURES])n->x);
    for (size_t i = 0; i < s->rows; i++)
        n->score[i] += rows[s->from + i].lift;
    softmax(n->score, s->rows);
    for (size_t i = 0; i < s->rows; i++) {
        float g = (float)s->hits * n->score[i] - (i < s->hits ? 1.0f : 0.0f);
        if (i < s->hits)
            loss -= (double)fast_log(n->score[i] + 1e-12f);
        if (fabsf(g) >= 1e-4f)
            backward(n, s->relation, i, g, n->x[i], back);
    }
    backward_relation(n, s->relation, back);
    return loss;
}

/* fade1, fade2: 1 - 0.9^step, 1 - 0.999^step. */
TOC_CLONED static void adam(weights *v, float rate, float fade1, float fade2, size_t from, size_t count) {
    float *restrict w = v->w + from, *restrict grad = v->grad + from;
    float *restrict mean = v->mean + from, *restrict square = v->square + from;
    for (size_t i = 0; i < count; i++) {
        float g = grad[i];
        mean[i] = 0.9f * mean[i] + 0.1f * g;
        square[i] = 0.999f * square[i] + 0.001f * g * g;
        w[i] -= rate * (mean[i] / fade1) / (sqrtf(square[i] / fade2) + 1e-7f);
        grad[i] = 0;
    }
}

void rank_step(toc_next *n, float rate, const uint32_t *relations, size_t count) {
    weights *whole[] = {&n->first, &n->first_bias, &n->second, &n->second_bias, &n->last};
    n->fade1 = n->steps == 0 ? 0.9f : n->fade1 * 0.9f;
    n->fade2 = n->steps == 0 ? 0.999f : n->fade2 * 0.999f;
    n->steps++;
    float one = 1 - n->fade1, two = 1 - n->fade2;
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        adam(whole[i], rate, one, two, 0, whole[i]->count);
    for (size_t i = 0; i < count; i++) {
        adam(&n->kindred, rate, one, two, (size_t)relations[i] * KINDRED, KINDRED);
        adam(&n->plain, rate * PLAIN_RATE, one, two, (size_t)relations[i] * FEATURES, FEATURES);
    }
}

void rank_twelve(toc_next *n, const sample *s, const row *rows) {
    for (size_t i = 0; i < s->rows; i++) {
        n->score[i] = rows[s->from + i].lift;
        for (int j = 0; j < TWELVE; j++)
            n->score[i] += n->twelve.w[j] * (float)rows[s->from + i].x[TWELVE_OF[j]] * UNPACK;
    }
    softmax(n->score, s->rows);
    for (size_t i = 0; i < s->rows; i++) {
        float g = (float)s->hits * n->score[i] - (i < s->hits ? 1.0f : 0.0f);
        for (int j = 0; j < TWELVE; j++)
            n->twelve.grad[j] += g * (float)rows[s->from + i].x[TWELVE_OF[j]] * UNPACK;
    }
    if (++n->twelve_steps % 16 == 0)
        adam(&n->twelve, 2e-3f, 1, 1, 0, TWELVE);
}
