/*
 * What has happened, as decayed counts. A tally holds sum_k = sum over its facts of 2^(-(t - day)/h_k) for the
 * half-lives h_k, as of its last day; tally_at brings it to a later day by one product each. Adding costs O(1) but for
 * the deeds between two actors, which are looked through in a row.
 */
#include "forecast/next_inside.h"

#include "base/mem.h"

void *list_add(toc_next *n, list *l, size_t size) {
    void *items = toc_mem_widen(l->items, l->count, &l->capacity, size, 4);
    if (items == NULL) {
        n->refused = true;
        return NULL;
    }
    l->items = items;
    void *item = (char *)l->items + l->count++ * size;
    memset(item, 0, size);
    return item;
}

void list_free(list *l) {
    toc_mem_free(l->items);
    *l = (list){0};
}

void book_free(book *b) {
    toc_mem_free(b->keys);
    toc_mem_free(b->values);
    *b = (book){0};
}

uint64_t key_of(uint32_t a, uint32_t b) {
    return ((uint64_t)a << 32) + b + 1; /* 0 is an empty place */
}

/* The finaliser of MurmurHash3 (Appleby, public domain). */
static uint64_t spread(uint64_t x) {
    x = (x ^ (x >> 33)) * 0xFF51AFD7ED558CCDu;
    x = (x ^ (x >> 33)) * 0xC4CEB9FE1A85EC53u;
    return x ^ (x >> 33);
}

static size_t book_slot(const book *b, uint64_t key) {
    size_t at = spread(key) & (b->capacity - 1);
    while (b->keys[at] != 0 && b->keys[at] != key)
        at = (at + 1) & (b->capacity - 1);
    return at;
}

uint32_t book_get(const book *b, uint64_t key) {
    if (b->capacity == 0)
        return 0;
    size_t at = book_slot(b, key);
    return b->keys[at] == key ? b->values[at] : 0;
}

static bool book_grow(toc_next *n, book *b) {
    book bigger = {.capacity = b->capacity > 0 ? b->capacity * 2 : 1024, .count = b->count};
    bigger.keys = toc_mem_calloc(bigger.capacity, sizeof *bigger.keys);
    bigger.values = toc_mem_calloc(bigger.capacity, sizeof *bigger.values);
    if (bigger.keys == NULL || bigger.values == NULL) {
        book_free(&bigger);
        n->refused = true;
        return false;
    }
    for (size_t i = 0; i < b->capacity; i++) {
        if (b->keys[i] != 0) {
            size_t at = book_slot(&bigger, b->keys[i]);
            bigger.keys[at] = b->keys[i];
            bigger.values[at] = b->values[i];
        }
    }
    book_free(b);
    *b = bigger;
    return true;
}

bool book_put(toc_next *n, book *b, uint64_t key, uint32_t value) {
    if (b->count * 2 >= b->capacity && !book_grow(n, b))
        return false;
    size_t at = book_slot(b, key);
    b->count += b->keys[at] == 0;
    b->keys[at] = key;
    b->values[at] = value;
    return true;
}

uint32_t turned(const toc_next *n, uint32_t relation) {
    return relation < n->scheme.relation_count ? relation + n->scheme.relation_count
                                               : relation - n->scheme.relation_count;
}

uint32_t kind_of(const toc_next *n, uint32_t relation) {
    return relation < n->scheme.relation_count
               ? n->scheme.family[relation]
               : n->scheme.family[relation - n->scheme.relation_count] + n->scheme.family_count;
}

uint32_t kind_turned(const toc_next *n, uint32_t kind) {
    return kind < n->scheme.family_count ? kind + n->scheme.family_count : kind - n->scheme.family_count;
}

static void tally_add(const toc_next *n, tally *t, int32_t day) {
    float now[SPANS];
    tally_at(n, t, day, now);
    for (int k = 0; k < SPANS; k++)
        t->sum[k] = now[k] + 1;
    t->count++;
    t->last = day;
}

static partner *partner_of(toc_next *n, uint32_t a, uint32_t b) {
    list *l = &n->nodes[a].partners;
    uint32_t at = book_get(&n->pairs, key_of(a, b));
    if (at > 0)
        return (partner *)l->items + at - 1;
    partner *p = list_add(n, l, sizeof *p);
    if (p == NULL || !book_put(n, &n->pairs, key_of(a, b), (uint32_t)l->count))
        return NULL;
    p->actor = b;
    return p;
}

const partner *past_partner(const toc_next *n, uint32_t a, uint32_t b) {
    uint32_t at = book_get(&n->pairs, key_of(a, b));
    return at > 0 ? (const partner *)n->nodes[a].partners.items + at - 1 : NULL;
}

static void add_deed(toc_next *n, int32_t day, partner *p, uint32_t relation) {
    deed *deeds = p->deeds.items;
    size_t i = 0;
    while (i < p->deeds.count && deeds[i].relation != relation)
        i++;
    deed *d = i < p->deeds.count ? &deeds[i] : list_add(n, &p->deeds, sizeof *d);
    if (d != NULL) {
        d->relation = relation;
        tally_add(n, &d->when, day);
    }
}

static void add_fallen(toc_next *n, int32_t day, list *l, book *at, uint32_t what, uint32_t actor) {
    uint32_t known = book_get(at, key_of(what, actor));
    faller *f = known > 0 ? (faller *)l->items + known - 1 : list_add(n, l, sizeof *f);
    if (f == NULL || (known == 0 && !book_put(n, at, key_of(what, actor), (uint32_t)l->count)))
        return;
    f->actor = actor;
    tally_add(n, &f->when, day);
}

static void add_own(toc_next *n, int32_t day, list *l, book *at, uint32_t actor, uint32_t what) {
    uint32_t known = book_get(at, key_of(actor, what));
    tally *t = known > 0 ? (tally *)l->items + known - 1 : list_add(n, l, sizeof *t);
    if (t != NULL && (known > 0 || book_put(n, at, key_of(actor, what), (uint32_t)l->count)))
        tally_add(n, t, day);
}

void past_add(toc_next *n, int32_t day, uint32_t source, uint32_t relation, uint32_t target) {
    int side = relation >= n->scheme.relation_count;
    uint32_t kind = kind_of(n, relation);
    partner *p = partner_of(n, source, target);
    if (p == NULL)
        return;
    tally_add(n, &p->both[side], day);
    tally_add(n, &n->nodes[source].both[side], day);
    add_deed(n, day, p, relation);
    add_fallen(n, day, &n->fallen[relation], &n->fallen_at, relation, target);
    add_fallen(n, day, &n->kin[kind], &n->kin_at, kind, target);
    tally_add(n, &n->fallen_all[relation], day);
    tally_add(n, &n->kin_all[kind], day);
    add_own(n, day, &n->own, &n->own_at, source, relation);
    add_own(n, day, &n->own_kin, &n->own_kin_at, source, kind);
}

static const tally NOTHING;

const tally *past_own(const toc_next *n, uint32_t actor, uint32_t relation) {
    uint32_t at = book_get(&n->own_at, key_of(actor, relation));
    return at > 0 ? (const tally *)n->own.items + at - 1 : &NOTHING;
}

const tally *past_own_kin(const toc_next *n, uint32_t actor, uint32_t kind) {
    uint32_t at = book_get(&n->own_kin_at, key_of(actor, kind));
    return at > 0 ? (const tally *)n->own_kin.items + at - 1 : &NOTHING;
}

const tally *past_fallen(const toc_next *n, uint32_t relation, uint32_t actor) {
    uint32_t at = book_get(&n->fallen_at, key_of(relation, actor));
    return at > 0 ? &((const faller *)n->fallen[relation].items + at - 1)->when : &NOTHING;
}

const tally *past_kin(const toc_next *n, uint32_t kind, uint32_t actor) {
    uint32_t at = book_get(&n->kin_at, key_of(kind, actor));
    return at > 0 ? &((const faller *)n->kin[kind].items + at - 1)->when : &NOTHING;
}
