/*
 * Rules between the same two actors: "after r1 of age a, r". Each has a weight, learnt as one softmax over the
 * candidates of each question (Adagrad; Duchi et al. 2011, jmlr.org/papers/v12/duchi11a), and a frequency: of the
 * candidates to whom it applied, how many came. A rare rule leans on its families' frequency as if that had been seen
 * LEAN times.
 */
#include "forecast/next_inside.h"

static const float LEAN = 4, KIND_LEAN = 2, KIND_PRIOR = 0.02f / 2; /* our choice */
static const float RATE = 0.1f, DAMP = 0.1f;
static const float SEEN = 20; /* what is told to people was tried so often at least */

static size_t age_class(int32_t gap) {
    static const int32_t upto[AGES - 1] = {1, 2, 4, 7, 14, 30, 60};
    size_t i = 0;
    while (i < AGES - 1 && gap > upto[i])
        i++;
    return i;
}

static size_t rule_at(const toc_next *n, uint32_t relation, const deed *d, int32_t day) {
    return ((size_t)relation * n->twice + d->relation) * AGES + age_class(day - d->when.last);
}

static size_t kind_at(const toc_next *n, uint32_t relation, const deed *d, int32_t day) {
    return ((size_t)kind_of(n, relation) * n->kinds + kind_of(n, d->relation)) * AGES + age_class(day - d->when.last);
}

verdict rules_say(const toc_next *n, uint32_t relation, const partner *p, int32_t day) {
    verdict v = {0};
    for (size_t i = 0; i < p->deeds.count; i++) {
        const deed *d = (const deed *)p->deeds.items + i;
        size_t rule = rule_at(n, relation, d, day), kind = kind_at(n, relation, d, day);
        float prior = (n->kind_came[kind] + KIND_LEAN * KIND_PRIOR) / (n->kind_tried[kind] + KIND_LEAN);
        float chance = (n->rule_came[rule] + LEAN * prior) / (n->rule_tried[rule] + LEAN);
        v.sum += n->rule_weight[rule];
        v.any -= fast_log(1 - (chance < 0.95f ? chance : 0.95f));
        if (chance > v.best) {
            v.second = v.best;
            v.best = chance;
        } else if (chance > v.second)
            v.second = chance;
        if (n->rule_tried[rule] >= SEEN && chance > v.told) {
            v.told = chance;
            v.relation = d->relation;
            v.last = d->when.last;
        }
    }
    return v;
}

static void note_partner(toc_next *n, const partner *p, float pull, bool came) {
    for (size_t k = 0; k < p->deeds.count; k++) {
        const deed *d = (const deed *)p->deeds.items + k;
        lesson *l = list_add(n, &n->lessons, sizeof *l);
        if (l != NULL)
            *l = (lesson){rule_at(n, n->relation, d, n->asked), kind_at(n, n->relation, d, n->asked), pull, came};
    }
}

void rules_note(toc_next *n, const bool *came, size_t count) {
    float top = -1e30f, all = 0, hits = 0;
    for (size_t i = 0; i < count; i++) {
        top = n->rule_sum[i] > top ? n->rule_sum[i] : top;
        hits += came[i];
    }
    for (size_t i = 0; i < count; i++)
        all += fast_exp(n->rule_sum[i] - top);
    const partner *partners = n->nodes[n->actor].partners.items;
    for (size_t i = 0; i < count; i++) {
        if (n->candidates[i].partner == UINT32_MAX)
            continue;
        float pull = hits * fast_exp(n->rule_sum[i] - top) / all - (came[i] ? 1.0f : 0.0f);
        bool counts = hits > 0 && fabsf(pull) >= 1e-4f;
        note_partner(n, &partners[n->candidates[i].partner], counts ? pull : 0, came[i]);
    }
}

void rules_learn(toc_next *n) {
    for (size_t i = 0; i < n->lessons.count; i++) {
        const lesson *l = (const lesson *)n->lessons.items + i;
        n->rule_tried[l->rule]++;
        n->kind_tried[l->kind]++;
        n->rule_came[l->rule] += l->came;
        n->kind_came[l->kind] += l->came;
        n->rule_square[l->rule] += l->pull * l->pull;
        n->rule_weight[l->rule] -= RATE * l->pull / sqrtf(n->rule_square[l->rule] + DAMP);
    }
    n->lessons.count = 0;
}
