/*
 * What the network hears of a candidate: counts as log(c + 1/50) at the three half-lives, times since as log(days),
 * shares as square roots; rules, two steps, places, states and roles; and of the question itself, how busy the actor
 * and the relation are. The order below is the order in x.
 */
#include "forecast/next_inside.h"

static const float NEVER = 5.99146f; /* log 400 */
static const float LOW = 1e-4f;

typedef struct pen {
    float *x;
    size_t at;
} pen;

static void put(pen *p, float value) {
    p->x[p->at++] = value;
}

static float logged(float c) {
    return fast_log(c + 0.02f);
}

static void put_counts(pen *p, const float c[SPANS]) {
    for (int k = 0; k < SPANS; k++)
        put(p, logged(c[k]));
}

static void put_since(pen *p, bool ever, int32_t last, int32_t day) {
    put(p, ever ? fast_log((float)(day - last)) : NEVER);
}

static void put_tally(const toc_next *n, pen *p, const tally *t, float c[SPANS]) {
    tally_at(n, t, n->asked, c);
    put_counts(p, c);
    put_since(p, t->count > 0, t->last, n->asked);
}

static float share(float part, float whole, float lean) {
    return sqrtf(part / (whole + lean));
}

typedef struct family_sum {
    float sum[SPANS];
    int32_t last;
    bool ever;
} family_sum;

static void family_add(const toc_next *n, family_sum *f, const tally *t) {
    float c[SPANS];
    tally_at(n, t, n->asked, c);
    for (int k = 0; k < SPANS; k++)
        f->sum[k] += c[k];
    f->last = !f->ever || t->last > f->last ? t->last : f->last;
    f->ever = true;
}

/* What there was between the two. */
typedef struct between {
    tally same, same_back, out, back;
    family_sum kin, kin_back;
    verdict rules;
    size_t deeds;
} between;

static between look(const toc_next *n, const candidate *c) {
    between b = {0};
    int side = n->relation >= n->scheme.relation_count;
    uint32_t kind = kind_of(n, n->relation), kind_back = kind_turned(n, kind), back = turned(n, n->relation);
    if (c->partner == UINT32_MAX)
        return b;
    const partner *p = (const partner *)n->nodes[n->actor].partners.items + c->partner;
    b.out = p->both[side];
    b.back = p->both[!side];
    b.rules = rules_say(n, n->relation, p, n->asked);
    b.deeds = p->deeds.count;
    for (size_t i = 0; i < p->deeds.count; i++) {
        const deed *d = (const deed *)p->deeds.items + i;
        uint32_t own = kind_of(n, d->relation);
        if (d->relation == n->relation)
            b.same = d->when;
        if (d->relation == back)
            b.same_back = d->when;
        if (own == kind)
            family_add(n, &b.kin, &d->when);
        if (own == kind_back)
            family_add(n, &b.kin_back, &d->when);
    }
    return b;
}

typedef struct counted { /* decayed sums that shares are made of */
    float same[SPANS], out[SPANS], back[SPANS], fell[SPANS], popular[SPANS], active[SPANS];
    float own[SPANS], own_kin[SPANS], mine[SPANS], mine_back[SPANS], fell_all[SPANS];
} counted;

static void put_between(const toc_next *n, pen *p, const between *b, counted *c) {
    float back[SPANS];
    put_tally(n, p, &b->same, c->same);
    put_tally(n, p, &b->out, c->out);
    put_tally(n, p, &b->back, c->back);
    put_counts(p, b->kin.sum);
    put_since(p, b->kin.ever, b->kin.last, n->asked);
    put_counts(p, b->kin_back.sum);
    tally_at(n, &b->same_back, n->asked, back);
    put(p, logged(back[1]));
    put_since(p, b->same_back.count > 0, b->same_back.last, n->asked);
}

static void put_answer(const toc_next *n, pen *p, uint32_t actor, counted *c) {
    int side = n->relation >= n->scheme.relation_count;
    float kin[SPANS];
    const tally *fell = n->fall_mark[actor] == n->mark_now
                            ? &((const faller *)n->fallen[n->relation].items + n->fall_index[actor])->when
                            : &(const tally){0};
    put_tally(n, p, fell, c->fell);
    tally_at(n, past_kin(n, kind_of(n, n->relation), actor), n->asked, kin);
    put_counts(p, kin);
    put_tally(n, p, &n->nodes[actor].both[!side], c->popular);
    tally_at(n, &n->nodes[actor].both[side], n->asked, c->active);
    put(p, logged(c->active[1]));
}

static void put_shares(pen *p, const between *b, const counted *c) {
    put(p, share(c->same[1], c->own[1], 0.3f));
    put(p, share(c->same[2], c->own[2], 0.3f));
    put(p, share(b->kin.sum[1], c->own_kin[1], 0.3f));
    put(p, share(c->out[1], c->mine[1], 0.3f));
    put(p, share(c->out[2], c->mine[2], 0.3f));
    put(p, share(c->back[1], c->mine_back[1], 0.3f));
    put(p, share(c->out[2], c->popular[2], 0.3f));
    put(p, share(c->same[2], c->fell[2], 0.3f));
    put(p, share(c->fell[2], c->fell_all[2], 1));
    put(p, share(c->fell[2], c->popular[2], 1));
    put(p, share(c->fell[0], c->fell_all[0], 1));
}

static void put_scheme(const toc_next *n, pen *p, uint32_t a, uint32_t b) {
    uint32_t ga = n->scheme.group[a], gb = n->scheme.group[b];
    put(p, ga > 0 && ga == gb);
    put(p, ga > 0 && gb > 0 && ga != gb);
    put(p, gb > 0);
    put(p, n->scheme.role[a] > 0 && n->scheme.role[a] == n->scheme.role[b]);
    put(p, n->scheme.role[b] > 0);
}

static void put_question(const toc_next *n, pen *p, const counted *c) {
    put(p, logged(c->own[1]));
    put(p, logged(c->own[2]));
    put(p, logged(c->mine[1]));
    put(p, logged(c->mine_back[1]));
    put(p, logged(c->mine[0]));
    put(p, fast_log(1 + (float)n->nodes[n->actor].partners.count));
    put(p, logged(c->fell_all[1]));
    put(p, n->scheme.group[n->actor] > 0);
    put(p, n->relation >= n->scheme.relation_count);
}

static void count_question(const toc_next *n, counted *c) {
    int side = n->relation >= n->scheme.relation_count;
    tally_at(n, past_own(n, n->actor, n->relation), n->asked, c->own);
    tally_at(n, past_own_kin(n, n->actor, kind_of(n, n->relation)), n->asked, c->own_kin);
    tally_at(n, &n->nodes[n->actor].both[side], n->asked, c->mine);
    tally_at(n, &n->nodes[n->actor].both[!side], n->asked, c->mine_back);
    tally_at(n, &n->fallen_all[n->relation], n->asked, c->fell_all);
}

/* (s,r,o), (s,*,o), (*,r,o), (*,*,o) at each half-life. */
const uint8_t TWELVE_OF[TWELVE] = {0, 1, 2, 4, 5, 6, 21, 22, 23, 28, 29, 30};

void features_fill(toc_next *n, size_t i) {
    const candidate *c = &n->candidates[i];
    pen p = {n->x[i], 0};
    counted k;
    float query[PLACE];
    between b = look(n, c);
    count_question(n, &k);
    put_between(n, &p, &b, &k);
    put_answer(n, &p, c->actor, &k);
    put_shares(&p, &b, &k);
    put(&p, b.rules.sum);
    put(&p, fast_log(b.rules.best + LOW));
    put(&p, fast_log(b.rules.second + LOW));
    put(&p, fast_log(b.rules.any + LOW));
    put(&p, fast_log(c->hop + LOW));
    put(&p, fast_log(c->chain + LOW));
    place_query(n, n->actor, n->relation, query);
    put(&p, place_meet(n, query, c->actor));
    put_scheme(n, &p, n->actor, c->actor);
    put(&p, sqrtf((float)b.deeds));
    put_question(n, &p, &k);
    while (p.at < FEATURES)
        put(&p, 0);
    n->rule_sum[i] = b.rules.sum;
}
