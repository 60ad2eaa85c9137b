/*
 * Places: score(s, r, o) = liked_o + sum_k (place_s,k bend_r,k + shift_r,k) place_o,k, learnt as a softmax of the true
 * answer against NEGATIVES actors, half of them drawn at random and half from the facts so far, by Adagrad. Each day's
 * facts are learnt once in both directions, with REPLAY times as many older ones, drawn with exponentially falling age.
 */
#include "forecast/next_inside.h"

enum { NEGATIVES = 64, REPLAY = 3, REPLAY_DAYS = 25 };
static const float RATE = 0.05f, DECAY = 1e-4f, TINY = 1e-6f;

static float dot(const float *a, const float *b) {
    float lane[4] = {0};
    for (int k = 0; k < PLACE; k += 4)
        for (int j = 0; j < 4; j++)
            lane[j] += a[k + j] * b[k + j];
    return (lane[0] + lane[1]) + (lane[2] + lane[3]);
}

void place_query(const toc_next *n, uint32_t actor, uint32_t relation, float out[PLACE]) {
    const float *p = n->place + (size_t)actor * PLACE, *b = n->bend + (size_t)relation * PLACE;
    const float *s = n->shift + (size_t)relation * PLACE;
    for (int k = 0; k < PLACE; k++)
        out[k] = p[k] * b[k] + s[k];
}

float place_meet(const toc_next *n, const float query[PLACE], uint32_t actor) {
    return n->liked[actor] + dot(query, n->place + (size_t)actor * PLACE);
}

/* One step of Adagrad on PLACE numbers. */
TOC_CLONED static void pull(float *restrict w, float *restrict square, const float *restrict grad) {
    for (int k = 0; k < PLACE; k++) {
        square[k] += grad[k] * grad[k];
        w[k] -= RATE * grad[k] / sqrtf(square[k] + TINY);
    }
}

static void pull_query(toc_next *n, const record *r, const float back[PLACE]) {
    float *p = n->place + (size_t)r->source * PLACE, *b = n->bend + (size_t)r->relation * PLACE;
    float gp[PLACE], gb[PLACE];
    for (int k = 0; k < PLACE; k++) {
        gp[k] = back[k] * b[k] + DECAY * p[k];
        gb[k] = back[k] * p[k] + DECAY * (b[k] - 1);
    }
    pull(p, n->place_square + (size_t)r->source * PLACE, gp);
    pull(b, n->bend_square + (size_t)r->relation * PLACE, gb);
    pull(n->shift + (size_t)r->relation * PLACE, n->shift_square + (size_t)r->relation * PLACE, back);
}

static void learn(toc_next *n, const record *r, const uint32_t *who, size_t count) {
    float query[PLACE], share[NEGATIVES + 1], back[PLACE] = {0}, top = -1e30f, all = 0;
    place_query(n, r->source, r->relation, query);
    for (size_t i = 0; i < count; i++) {
        share[i] = place_meet(n, query, who[i]);
        top = share[i] > top ? share[i] : top;
    }
    for (size_t i = 0; i < count; i++)
        all += share[i] = fast_exp(share[i] - top);
    for (size_t i = 0; i < count; i++) {
        float g = share[i] / all - (i == 0 ? 1.0f : 0.0f), grad[PLACE];
        if (fabsf(g) < 1e-4f)
            continue;
        float *p = n->place + (size_t)who[i] * PLACE;
        for (int k = 0; k < PLACE; k++) {
            back[k] += g * p[k];
            grad[k] = g * query[k] + DECAY * p[k];
        }
        pull(p, n->place_square + (size_t)who[i] * PLACE, grad);
        n->liked_square[who[i]] += g * g;
        n->liked[who[i]] -= RATE * g / sqrtf(n->liked_square[who[i]] + TINY);
    }
    pull_query(n, r, back);
}

static void learn_against(toc_next *n, record r, bool turn) {
    const record *facts = n->facts.items;
    uint32_t who[NEGATIVES + 1];
    size_t count = 1;
    if (turn)
        r = (record){r.target, turned(n, r.relation), r.source, r.day};
    who[0] = r.target;
    for (int i = 0; i < NEGATIVES; i++) {
        uint64_t draw = toc_rng_next(&n->rng);
        const record *f = &facts[(draw >> 2) % n->facts.count];
        uint32_t actor = !(draw & 1)  ? (uint32_t)((draw >> 2) % n->scheme.entity_count)
                         : (draw & 2) ? f->source
                                      : f->target;
        if (actor != r.target)
            who[count++] = actor;
    }
    learn(n, &r, who, count);
}

void places_learn(toc_next *n, size_t from) {
    size_t now = n->facts.count - from, all = n->facts.count;
    const record *facts = n->facts.items;
    for (size_t i = from; i < all; i++) {
        learn_against(n, facts[i], false);
        learn_against(n, facts[i], true);
    }
    float lived = (float)(facts[all - 1].day - facts[0].day + 1);
    float mean = REPLAY_DAYS * (float)all / lived;
    for (size_t i = 0; i < 2 * REPLAY * now; i++) {
        float unit = (float)(toc_rng_next(&n->rng) >> 41) * 0x1p-23f;
        float back = -fast_log(unit + 1e-7f) * mean;
        size_t at = back < (float)all ? all - 1 - (size_t)back : toc_rng_below(&n->rng, all);
        learn_against(n, facts[at < all ? at : 0], toc_rng_next(&n->rng) & 1);
    }
}
