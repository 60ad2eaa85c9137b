/*
 * Who may be meant: all whom the asking actor has met, the FELL on whom the relation fell most of late, and the NEAR
 * that are best reached in two steps, over the VIA partners most met of late. Each gets a score by counts with fixed
 * weights, which orders what the network does not weigh, and everything before it is trained.
 */
#include "forecast/next_inside.h"

#include <stdlib.h>

enum { FELL = 40, NEAR = 40, VIA = 25 };
static const float FAINT = 1e-5f, SELDOM = 0.3f, SMALL = 1e-5f;

typedef struct best {
    float value;
    uint32_t index;
} best;

/* Keep the max largest, in falling order; the earlier of two equal ones stands first. */
static void keep(best *kept, size_t *count, size_t max, float value, uint32_t index) {
    if (*count == max && !(value > kept[max - 1].value))
        return;
    size_t i = *count < max ? (*count)++ : max - 1;
    for (; i > 0 && value > kept[i - 1].value; i--)
        kept[i] = kept[i - 1];
    kept[i] = (best){value, index};
}

static void add(toc_next *n, uint32_t actor, uint32_t place) {
    if (n->mark[actor] == n->mark_now || actor == n->actor)
        return;
    n->mark[actor] = n->mark_now;
    bool near = n->hop_mark[actor] == n->mark_now;
    n->candidates[n->candidate_count++] =
        (candidate){actor, place, 0, near ? n->hop[actor] : 0, near ? n->chain[actor] : 0};
}

static void find_fallen(toc_next *n, best *kept, size_t *count) {
    const list *l = &n->fallen[n->relation];
    for (size_t i = 0; i < l->count; i++) {
        const faller *f = (const faller *)l->items + i;
        float c[SPANS];
        tally_at(n, &f->when, n->asked, c);
        n->fall_mark[f->actor] = n->mark_now;
        n->fall_index[f->actor] = (uint32_t)i;
        keep(kept, count, FELL, c[1] + 0.2f * c[2], f->actor);
    }
}

static void two_sides(const toc_next *n, const tally both[2], float out[SPANS]) {
    float a[SPANS], b[SPANS];
    tally_at(n, &both[0], n->asked, a);
    tally_at(n, &both[1], n->asked, b);
    for (int k = 0; k < SPANS; k++)
        out[k] = a[k] + b[k];
}

static void hop_to(toc_next *n, uint32_t actor, float hop, float chain) {
    if (n->hop_mark[actor] != n->mark_now) {
        uint32_t *place = list_add(n, &n->hopped, sizeof *place);
        if (place == NULL)
            return;
        *place = actor;
        n->hop_mark[actor] = n->mark_now;
        n->hop[actor] = n->chain[actor] = 0;
    }
    n->hop[actor] += hop;
    n->chain[actor] += chain;
}

/* From one partner on: hop, by the share of what he has to do with each; chain, by whom the relation joins him to. */
static void hop_from(toc_next *n, uint32_t via, float share) {
    float all[SPANS], did[SPANS];
    two_sides(n, n->nodes[via].both, all);
    tally_at(n, past_own(n, via, n->relation), n->asked, did);
    const list *l = &n->nodes[via].partners;
    for (size_t i = 0; i < l->count; i++) {
        const partner *p = (const partner *)l->items + i;
        float c[SPANS], chain = 0;
        two_sides(n, p->both, c);
        float hop = share * c[1] / (all[1] + 2);
        if (hop < FAINT)
            continue;
        for (size_t k = 0; k < p->deeds.count; k++) {
            const deed *d = (const deed *)p->deeds.items + k;
            if (d->relation == n->relation) {
                float e[SPANS];
                tally_at(n, &d->when, n->asked, e);
                chain = share * e[1] / (did[1] + 1);
            }
        }
        hop_to(n, p->actor, hop, chain);
    }
}

static void find_near(toc_next *n) {
    const node *own = &n->nodes[n->actor];
    best kept[VIA];
    size_t count = 0;
    float all[SPANS];
    n->hopped.count = 0;
    two_sides(n, own->both, all);
    for (size_t i = 0; i < own->partners.count; i++) {
        float c[SPANS];
        two_sides(n, ((const partner *)own->partners.items + i)->both, c);
        keep(kept, &count, VIA, c[1] + SELDOM * c[2], (uint32_t)i);
    }
    for (size_t i = 0; i < count; i++)
        hop_from(n, ((const partner *)own->partners.items + kept[i].index)->actor,
                 kept[i].value / (all[1] + 0.5f + SELDOM * (all[2] + 0.5f)));
}

/* What was done to a partner: this, its family, anything, anything back; at each half-life. */
static void met(const toc_next *n, const partner *p, float same[SPANS], float kin[SPANS], float out[SPANS],
                float back[SPANS]) {
    int side = n->relation >= n->scheme.relation_count;
    uint32_t kind = kind_of(n, n->relation);
    tally_at(n, &p->both[side], n->asked, out);
    tally_at(n, &p->both[!side], n->asked, back);
    for (size_t k = 0; k < p->deeds.count; k++) {
        const deed *d = (const deed *)p->deeds.items + k;
        float c[SPANS];
        if (kind_of(n, d->relation) != kind)
            continue;
        tally_at(n, &d->when, n->asked, c);
        for (int j = 0; j < SPANS; j++)
            kin[j] += c[j];
        if (d->relation == n->relation)
            memcpy(same, c, sizeof c);
    }
}

/* Weights: our choice, not fitted: they order what the network will weigh. */
static float by_counts(const toc_next *n, const candidate *c, const float fell_all[SPANS], const float query[PLACE]) {
    float same[SPANS] = {0}, kin[SPANS] = {0}, out[SPANS] = {0}, back[SPANS] = {0}, fell[SPANS] = {0};
    if (c->partner != UINT32_MAX)
        met(n, (const partner *)n->nodes[n->actor].partners.items + c->partner, same, kin, out, back);
    if (n->fall_mark[c->actor] == n->mark_now)
        tally_at(n, &((const faller *)n->fallen[n->relation].items + n->fall_index[c->actor])->when, n->asked, fell);
    float sum = 1.5f * same[1] + 0.6f * same[2] + 0.3f * kin[1] + 0.2f * out[1] + 0.1f * back[1] + 0.05f * out[2] +
                0.02f * back[2] + 0.3f * fell[1] / (fell_all[1] + 1) + 0.2f * fell[2] / (fell_all[2] + 1) +
                0.02f * c->hop + 0.2f * c->chain + SMALL;
    return fast_log(sum) + 0.3f * place_meet(n, query, c->actor);
}

static int by_score(const void *a, const void *b) {
    const candidate *x = a, *y = b;
    if (x->before != y->before)
        return x->before < y->before ? 1 : -1;
    return x->actor < y->actor ? -1 : x->actor > y->actor;
}

void candidates_find(toc_next *n, int32_t day, uint32_t actor, uint32_t relation) {
    best fell[FELL], near[NEAR];
    size_t fell_count = 0, near_count = 0;
    float fell_all[SPANS], query[PLACE];
    n->actor = actor;
    n->relation = relation;
    n->asked = day;
    n->candidate_count = 0;
    n->mark_now++;
    find_near(n);
    find_fallen(n, fell, &fell_count);
    const list *partners = &n->nodes[actor].partners;
    for (size_t i = 0; i < partners->count; i++)
        add(n, ((const partner *)partners->items + i)->actor, (uint32_t)i);
    for (size_t i = 0; i < fell_count; i++)
        add(n, fell[i].index, UINT32_MAX);
    for (size_t i = 0; i < n->hopped.count; i++) {
        uint32_t other = ((const uint32_t *)n->hopped.items)[i];
        keep(near, &near_count, NEAR, n->hop[other] + 3 * n->chain[other], other);
    }
    for (size_t i = 0; i < near_count; i++)
        add(n, near[i].index, UINT32_MAX);
    tally_at(n, &n->fallen_all[relation], day, fell_all);
    place_query(n, actor, relation, query);
    for (size_t i = 0; i < n->candidate_count; i++)
        n->candidates[i].before = by_counts(n, &n->candidates[i], fell_all, query);
    if (n->candidate_count > 1)
        qsort(n->candidates, n->candidate_count, sizeof *n->candidates, by_score);
}
