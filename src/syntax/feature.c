/*
 * Features of words, moves and labels, as 32-bit hashes. The templates follow
 * Zhang and Nivre 2011 (ACL short papers 33) with what lies between the top of
 * the stack and the front of the buffer. Each template has a number that is
 * hashed with its values, so that templates do not share weights.
 */
#include "syntax/model.h"

#include <string.h>

static uint32_t mix(uint32_t h, uint32_t value) {
    h ^= value;
    h *= 0x9E3779B1u;
    return h ^ (h >> 15);
}

static uint32_t hash_bytes(const char *ptr, size_t len) {
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < len; i++) {
        h = (h ^ (uint8_t)ptr[i]) * 16777619u;
    }
    return h ^ (h >> 13);
}

static char fold(char c) {
    if (c >= 'A' && c <= 'Z') {
        return (char)(c - 'A' + 'a');
    }
    return c >= '0' && c <= '9' ? '0' : c;
}

toc_str toc_word_fold(toc_str text, char *buffer, size_t capacity) {
    size_t len = text.len < capacity ? text.len : capacity;
    for (size_t i = 0; i < len; i++) {
        char c = text.ptr[i];
        buffer[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    return (toc_str){buffer, len};
}

static uint8_t shape_of(toc_str text) {
    bool upper = false, lower = false, digit = false, hyphen = false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        upper |= c >= 'A' && c <= 'Z';
        lower |= (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
        digit |= c >= '0' && c <= '9';
        hyphen |= c == '-';
    }
    bool first = text.len > 0 && text.ptr[0] >= 'A' && text.ptr[0] <= 'Z';
    return (uint8_t)(upper | lower << 1 | digit << 2 | hyphen << 3 | first << 4);
}

void toc_word_init(toc_word *word, toc_str text) {
    char folded[64];
    size_t len = text.len < sizeof folded ? text.len : sizeof folded;
    for (size_t i = 0; i < len; i++) {
        folded[i] = fold(text.ptr[i]);
    }
    word->form = hash_bytes(folded, len);
    word->exact = hash_bytes(text.ptr, len);
    for (size_t i = 0; i < 4; i++) {
        size_t take = i + 1 < len ? i + 1 : len;
        word->suffix[i] = hash_bytes(folded + len - take, take);
    }
    for (size_t i = 0; i < 3; i++) {
        word->prefix[i] = hash_bytes(folded, i + 1 < len ? i + 1 : len);
    }
    word->shape = shape_of(text);
}

typedef struct sink {
    uint32_t *out;
    int count;
} sink;

static void put1(sink *s, uint32_t id, uint32_t a) {
    s->out[s->count++] = mix(mix(id * 0x85EBCA6Bu, a), 0x27D4EB2Fu);
}

static void put2(sink *s, uint32_t id, uint32_t a, uint32_t b) {
    s->out[s->count++] = mix(mix(mix(id * 0x85EBCA6Bu, a), b), 0x27D4EB2Fu);
}

static void put3(sink *s, uint32_t id, uint32_t a, uint32_t b, uint32_t c) {
    s->out[s->count++] = mix(mix(mix(mix(id * 0x85EBCA6Bu, a), b), c), 0x27D4EB2Fu);
}

int toc_tag_features(const toc_word *words, const uint8_t *tags, int i, int n, uint32_t *out) {
    static const toc_word none;
    const toc_word *w = &words[i];
    const toc_word *p = i > 0 ? &words[i - 1] : &none;
    const toc_word *pp = i > 1 ? &words[i - 2] : &none;
    const toc_word *q = i + 1 < n ? &words[i + 1] : &none;
    const toc_word *qq = i + 2 < n ? &words[i + 2] : &none;
    uint32_t t = i > 0 ? tags[i - 1] : 250, tt = i > 1 ? tags[i - 2] : 250;
    uint32_t ttt = i > 2 ? tags[i - 3] : 250;
    sink s = {out, 0};
    put1(&s, 1, 0);
    put1(&s, 2, w->form);
    put1(&s, 3, w->exact);
    put1(&s, 4, w->suffix[0]);
    put1(&s, 5, w->suffix[1]);
    put1(&s, 6, w->suffix[2]);
    put1(&s, 7, w->suffix[3]);
    put1(&s, 8, w->prefix[0]);
    put1(&s, 9, w->prefix[1]);
    put1(&s, 10, w->prefix[2]);
    put2(&s, 11, w->shape, i == 0);
    put2(&s, 12, w->suffix[2], w->shape);
    put1(&s, 13, t);
    put2(&s, 14, t, tt);
    put2(&s, 15, t, w->form);
    put3(&s, 16, t, tt, w->form);
    put1(&s, 17, p->form);
    put2(&s, 18, p->form, w->form);
    put1(&s, 19, pp->form);
    put1(&s, 20, q->form);
    put2(&s, 21, w->form, q->form);
    put1(&s, 22, qq->form);
    put2(&s, 23, t, q->form);
    put2(&s, 24, q->suffix[2], t);
    put2(&s, 25, p->shape, w->shape);
    put2(&s, 26, q->shape, w->shape);
    put2(&s, 27, q->suffix[1], w->suffix[2]);
    put2(&s, 28, t, w->suffix[2]);
    put2(&s, 29, q->form, qq->form);
    put3(&s, 30, p->form, w->suffix[1], q->form);
    put3(&s, 31, t, tt, ttt);
    put2(&s, 32, t, q->suffix[3]);
    put2(&s, 33, w->form, qq->form);
    put2(&s, 34, w->form, pp->form);
    return s.count;
}

/* What a template sees of a token; -1 is nothing, n is the root. */
typedef struct seen {
    uint32_t w, p;
} seen;

static seen see(const toc_state *state, int i) {
    if (i < 0) {
        return (seen){1, 251};
    }
    if (i >= state->n) {
        return (seen){2, TOC_TAG_ROOT};
    }
    return (seen){state->words[i].form, state->tags[i]};
}

static int distance(int a, int b) {
    int d = b - a;
    return d < 5 ? d : d < 8 ? 5 : d < 12 ? 6 : d < 20 ? 7 : 8;
}

static uint32_t between(const toc_state *state, int a, int b) {
    if (a < 0 || b > state->n || b <= a) {
        return 0;
    }
    uint32_t verbs = state->verbs[b] - state->verbs[a + 1];
    uint32_t commas = state->commas[b] - state->commas[a + 1];
    uint32_t conjs = state->conjs[b] - state->conjs[a + 1];
    return (verbs > 2 ? 2 : verbs) | (commas > 2 ? 2 : commas) << 2 | (conjs > 1 ? 1 : conjs) << 4;
}

static int child(int *const *lists, int which, int i) {
    return i < 0 ? -1 : lists[which][i];
}

static uint32_t rel_of(const toc_state *state, int i) {
    return i < 0 || i >= state->n ? 99u : state->rel[i];
}

int toc_move_features(const toc_state *state, uint32_t *out) {
    int d = state->depth, n = state->n;
    int i0 = d > 0 ? state->stack[d - 1] : -1, i1 = d > 1 ? state->stack[d - 2] : -1;
    int i2 = d > 2 ? state->stack[d - 3] : -1;
    int j0 = state->next <= n ? state->next : -1, j1 = state->next + 1 <= n ? state->next + 1 : -1;
    int j2 = state->next + 2 <= n ? state->next + 2 : -1, j3 = state->next + 3 <= n ? state->next + 3 : -1;
    int l0 = child(state->left, 0, i0), l0b = child(state->left, 1, i0);
    int r0 = child(state->right, 0, i0), r0b = child(state->right, 1, i0);
    int l1 = child(state->left, 0, i1), r1 = child(state->right, 0, i1);
    int m0 = child(state->left, 0, j0), m0b = child(state->left, 1, j0);
    seen s0 = see(state, i0), s1 = see(state, i1), s2 = see(state, i2);
    seen b0 = see(state, j0), b1 = see(state, j1), b2 = see(state, j2), b3 = see(state, j3);
    seen c0 = see(state, l0), c0b = see(state, l0b), e0 = see(state, r0), e0b = see(state, r0b);
    seen c1 = see(state, l1), e1 = see(state, r1), f0 = see(state, m0), f0b = see(state, m0b);
    uint32_t gap = (uint32_t)(i0 >= 0 && j0 >= 0 ? distance(i0, j0) : 9);
    uint32_t gap1 = (uint32_t)(i1 >= 0 && i0 >= 0 ? distance(i1, i0) : 9);
    uint32_t vl0 = i0 >= 0 ? state->left_count[i0] : 9, vr0 = i0 >= 0 ? state->right_count[i0] : 9;
    uint32_t vl1 = i1 >= 0 ? state->left_count[i1] : 9, vr1 = i1 >= 0 ? state->right_count[i1] : 9;
    uint32_t vb0 = j0 >= 0 ? state->left_count[j0] : 9;
    uint32_t set0 = i0 >= 0 ? (uint32_t)(state->rel_set[i0] ^ state->rel_set[i0] >> 32) : 1;
    uint32_t set1 = i1 >= 0 ? (uint32_t)(state->rel_set[i1] ^ state->rel_set[i1] >> 32) : 1;
    uint32_t setb = j0 >= 0 ? (uint32_t)(state->rel_set[j0] ^ state->rel_set[j0] >> 32) : 1;
    uint32_t mid = between(state, i0, j0), mid1 = between(state, i1, i0);
    sink s = {out, 0};
    put1(&s, 100, 0);
    put2(&s, 101, s0.w, s0.p);
    put1(&s, 102, s0.w);
    put1(&s, 103, s0.p);
    put2(&s, 104, s1.w, s1.p);
    put1(&s, 105, s1.w);
    put1(&s, 106, s1.p);
    put2(&s, 107, s2.w, s2.p);
    put1(&s, 108, s2.p);
    put2(&s, 109, b0.w, b0.p);
    put1(&s, 110, b0.w);
    put1(&s, 111, b0.p);
    put2(&s, 112, b1.w, b1.p);
    put1(&s, 113, b1.p);
    put2(&s, 114, b2.w, b2.p);
    put1(&s, 115, b2.p);
    put1(&s, 116, b3.p);
    put3(&s, 117, s0.w ^ (b0.w << 7 | b0.w >> 25), s0.p, b0.p);
    put3(&s, 118, s0.w, s0.p, b0.w);
    put3(&s, 119, s0.w, b0.w, b0.p);
    put3(&s, 120, s0.w, s0.p, b0.p);
    put3(&s, 121, s0.p, b0.w, b0.p);
    put2(&s, 122, s0.w, b0.w);
    put2(&s, 123, s0.p, b0.p);
    put2(&s, 124, s1.w, s0.w);
    put3(&s, 125, s1.w, s1.p, s0.p);
    put3(&s, 126, s1.p, s0.w, s0.p);
    put2(&s, 127, s1.p, s0.p);
    put2(&s, 128, s1.p, b0.p);
    put2(&s, 129, s1.w, b0.p);
    put2(&s, 130, s1.p, b0.w);
    put2(&s, 131, b0.p, b1.p);
    put3(&s, 132, b0.w, b0.p, b1.p);
    put3(&s, 133, b0.p, b1.w, b1.p);
    put3(&s, 134, s0.p, b0.p, b1.p);
    put3(&s, 135, b0.p, b1.p, b2.p);
    put3(&s, 136, s1.p, s0.p, b0.p);
    put3(&s, 137, s2.p, s1.p, s0.p);
    put3(&s, 138, s0.p, c0.p, b0.p);
    put3(&s, 139, s0.p, e0.p, b0.p);
    put3(&s, 140, s0.p, b0.p, f0.p);
    put3(&s, 141, s1.p, e1.p, s0.p);
    put3(&s, 142, s1.p, c1.p, s0.p);
    put3(&s, 143, s1.p, s0.p, c0.p);
    put3(&s, 144, s1.p, s0.p, e0.p);
    put2(&s, 145, s0.w, gap);
    put2(&s, 146, s0.p, gap);
    put2(&s, 147, b0.w, gap);
    put2(&s, 148, b0.p, gap);
    put3(&s, 149, s0.p, b0.p, gap);
    put3(&s, 150, s1.p, s0.p, gap1);
    put2(&s, 151, s0.w, vr0);
    put2(&s, 152, s0.p, vr0);
    put2(&s, 153, s0.w, vl0);
    put2(&s, 154, s0.p, vl0);
    put2(&s, 155, b0.w, vb0);
    put2(&s, 156, b0.p, vb0);
    put2(&s, 157, s1.p, vr1);
    put2(&s, 158, s1.p, vl1);
    put2(&s, 159, s1.w, vr1);
    put2(&s, 160, c0.w, rel_of(state, l0));
    put2(&s, 161, e0.w, rel_of(state, r0));
    put2(&s, 162, f0.w, rel_of(state, m0));
    put2(&s, 163, e1.w, rel_of(state, r1));
    put2(&s, 164, c0.p, rel_of(state, l0));
    put2(&s, 165, e0.p, rel_of(state, r0));
    put2(&s, 166, s0.w, set0);
    put2(&s, 167, s0.p, set0);
    put2(&s, 168, s1.w, set1);
    put2(&s, 169, s1.p, set1);
    put2(&s, 170, b0.w, setb);
    put2(&s, 171, b0.p, setb);
    put3(&s, 172, s0.p, b0.p, set0);
    put3(&s, 173, s0.p, b0.p, setb);
    put3(&s, 174, s1.p, s0.p, set0);
    put3(&s, 175, s1.p, s0.p, set1);
    put3(&s, 176, s0.p, b0.p, mid);
    put3(&s, 177, s1.p, s0.p, mid1);
    put3(&s, 178, s0.w, b0.p, mid);
    put3(&s, 179, s0.p, c0b.p, c0.p);
    put3(&s, 180, s0.p, e0.p, e0b.p);
    put3(&s, 181, b0.p, f0.p, f0b.p);
    put3(&s, 182, s0.w, b0.w, gap);
    put3(&s, 183, s1.w, s0.p, b0.p);
    put3(&s, 184, s1.p, s0.w, b0.p);
    put3(&s, 185, s1.p, s0.p, b0.w);
    put3(&s, 186, s0.p, b0.w, b1.p);
    put3(&s, 187, s0.w, b0.p, b1.p);
    put3(&s, 188, s1.w, c0.w, s0.p);
    put3(&s, 189, s0.w, f0.w, b0.p);
    put3(&s, 190, s1.p, s0.p, c0.w);
    put3(&s, 191, s0.p, b0.p, f0.w);
    put3(&s, 192, s0.p, b0.p, b1.w);
    put3(&s, 193, s0.p, b0.p, c0.w);
    return s.count;
}

int toc_label_features(const toc_state *state, int head, int dep, uint32_t *out) {
    seen h = see(state, head), d = see(state, dep);
    int dl = child(state->left, 0, dep), dr = child(state->right, 0, dep);
    int dl2 = child(state->left, 1, dep), hl = child(state->left, 0, head), hr = child(state->right, 0, head);
    seen cl = see(state, dl), cr = see(state, dr), cl2 = see(state, dl2), gl = see(state, hl), gr = see(state, hr);
    seen dp = see(state, dep - 1), dn = see(state, dep + 1), hp = see(state, head - 1);
    seen hn = see(state, head + 1 <= state->n ? head + 1 : -1);
    uint32_t side = head > dep;
    uint32_t gap = side << 4 | (uint32_t)(head > dep ? distance(dep, head) : distance(head, dep));
    uint32_t dset = (uint32_t)(state->rel_set[dep] ^ state->rel_set[dep] >> 32);
    uint32_t hset = (uint32_t)(state->rel_set[head] ^ state->rel_set[head] >> 32);
    uint32_t mid = head > dep ? between(state, dep, head) : between(state, head, dep);
    uint32_t hs = head < state->n ? state->words[head].suffix[2] : 3, ds = state->words[dep].suffix[2];
    sink s = {out, 0};
    put1(&s, 300, side);
    put2(&s, 301, h.w, side);
    put2(&s, 302, h.p, side);
    put2(&s, 303, d.w, side);
    put2(&s, 304, d.p, side);
    put3(&s, 305, h.w, d.w, side);
    put3(&s, 306, h.w, d.p, side);
    put3(&s, 307, h.p, d.w, side);
    put3(&s, 308, h.p, d.p, side);
    put3(&s, 309, h.p, d.p, gap);
    put3(&s, 310, d.p, cl.w, side);
    put3(&s, 311, d.p, cl.p, side);
    put3(&s, 312, h.w, cl.w, d.p);
    put3(&s, 313, h.p, cl.w, d.p);
    put3(&s, 314, h.p, cr.p, d.p);
    put3(&s, 315, h.p, d.p, dset);
    put3(&s, 316, h.p, d.p, hset);
    put3(&s, 317, h.w, d.p, hset);
    put3(&s, 318, h.p, d.w, dset);
    put3(&s, 319, h.w, d.p, dset);
    put3(&s, 320, d.p, dp.p, dn.p);
    put3(&s, 321, d.w, dp.p, side);
    put3(&s, 322, d.w, dn.p, side);
    put3(&s, 323, h.p, hp.p, d.p);
    put3(&s, 324, h.p, hn.p, d.p);
    put3(&s, 325, h.p, d.p, mid);
    put3(&s, 326, h.p, d.p, gl.p);
    put3(&s, 327, h.p, d.p, gr.p);
    put3(&s, 328, h.w, d.p, gr.w);
    put3(&s, 329, d.p, cl.w, cl2.w);
    put3(&s, 330, hs, ds, side);
    put3(&s, 331, hs, d.p, side);
    put3(&s, 332, h.p, ds, side);
    put2(&s, 333, dset, side);
    put3(&s, 334, h.p, d.p, dp.w);
    put3(&s, 335, h.p, d.p, dn.w);
    put3(&s, 336, d.p, hset, side);
    put3(&s, 337, h.w, h.p, rel_of(state, hr));
    put3(&s, 338, h.p, d.p, rel_of(state, hl));
    put3(&s, 339, h.p, d.p, rel_of(state, hr));
    return s.count;
}
