/* next_inside: what the files of next share. Every fact is kept twice, as it is and turned round: the relation r of a
 * turned fact is r + relation_count, so that one kind of question serves both directions. */
#ifndef TOC_FORECAST_NEXT_INSIDE_H
#define TOC_FORECAST_NEXT_INSIDE_H

#include "base/rng.h"
#include "base/wide.h"
#include "forecast/next.h"

#include <math.h>
#include <string.h>

enum {
    SPANS = 3,       /* half-lives of counts: 3, 15, 90 days; our choice, a work week, a month, a season */
    DAYS_MAX = 4096, /* a gap longer than that counts as that */
    AGES = 8,        /* classes of time since: 1, 2, 4, 7, 14, 30, 60 days, longer */
    PLACE = 32,      /* dimensions of a place */
    FEATURES = 68,   /* see next_features.c; a multiple of 4 */
    KINDRED = 8,     /* numbers that a relation brings into the network */
    HIDDEN = 48,     /* first layer */
    SECOND = 16,     /* second layer */
    TWELVE = 12      /* counts of the baseline */
};

/* A decayed count of something, kept as of its last day. */
typedef struct tally {
    float sum[SPANS];
    uint32_t count;
    int32_t last;
} tally;

/* Growing arrays: elements of one size, told by their owner. */
typedef struct list {
    void *items;
    size_t count, capacity;
} list;

typedef struct deed {
    uint32_t relation;
    tally when;
} deed;

/* What one actor did to another, both directions: [0] as source, [1] as target. */
typedef struct partner {
    uint32_t actor;
    tally both[2];
    list deeds; /* of deed */
} partner;

typedef struct node {
    list partners; /* of partner */
    tally both[2];
} node;

/* On whom a relation, or family, fell. */
typedef struct faller {
    uint32_t actor;
    tally when;
} faller;

/* An open-addressing table from a number to an index plus one. */
typedef struct book {
    uint64_t *keys;
    uint32_t *values;
    size_t capacity, count;
} book;

typedef struct row { /* of what the network learns from: fixed point */
    int16_t x[FEATURES];
    float lift; /* log of how many candidates it was drawn to stand for */
} row;

typedef struct sample {
    uint32_t relation;
    uint32_t rows, hits; /* hits come first */
    size_t from;
} sample;

typedef struct lesson { /* of the rules, until the day has ended */
    size_t rule, kind;
    float pull;
    bool came;
} lesson;

typedef struct candidate {
    uint32_t actor;
    uint32_t partner; /* index in the node's partners, or UINT32_MAX */
    float before;     /* score by counts */
    float hop, chain;
} candidate;

typedef struct weights { /* with Adam's moments */
    float *w, *grad, *mean, *square;
    size_t count;
} weights;

struct toc_next {
    toc_next_scheme scheme;
    uint32_t twice; /* relations, both directions */
    uint32_t kinds; /* families, both directions */
    int32_t day;    /* last lived; -1 at first */
    toc_rng rng;
    bool refused; /* an allocation was refused */
    bool trained;
    float decay[SPANS][DAYS_MAX];
    /* history */
    node *nodes;
    book pairs;         /* (actor, actor) -> index in partners */
    list *fallen, *kin; /* of faller: by relation, by family */
    book fallen_at, kin_at;
    tally *fallen_all, *kin_all;
    book own_at, own_kin_at; /* (actor, relation) -> index in own; (actor, family) */
    list own, own_kin;       /* of tally */
    list facts;              /* of record: all, in their order, for replay */
    /* rules: by relation asked for, relation before, age */
    float *rule_weight, *rule_square, *rule_tried, *rule_came;
    float *kind_tried, *kind_came;
    list lessons;
    /* places */
    float *place, *place_square, *bend, *bend_square, *shift, *shift_square, *liked, *liked_square;
    /* the question at hand */
    uint32_t actor, relation;
    int32_t asked;
    candidate *candidates;
    size_t candidate_count, weighed;
    uint32_t *mark, mark_now; /* of actors that are candidates already */
    uint32_t *fall_mark;      /* asked-th question: index in fallen */
    uint32_t *fall_index;
    uint32_t *hop_mark;
    float *hop, *chain;
    list hopped; /* of uint32_t */
    float (*x)[FEATURES];
    float *rule_sum;
    float *score;
    toc_next_answer *answers;
    /* the network */
    float middle[FEATURES], scale[FEATURES];
    weights first, first_bias, second, second_bias, last, kindred, plain, twelve;
    int steps, twelve_steps;
    float fade1, fade2; /* 0.9 and 0.999 to the power of steps */
    float (*seen1)[HIDDEN], (*seen2)[SECOND];
    list rows, samples; /* gathered */
    list today_rows, today;
};

typedef struct record {
    uint32_t source, relation, target;
    int32_t day;
} record;

/* Sums as of a day, which is the tally's last or later. */
static inline void tally_at(const toc_next *n, const tally *t, int32_t day, float out[SPANS]) {
    int32_t gap = t->count > 0 ? day - t->last : 0;
    gap = gap >= DAYS_MAX ? DAYS_MAX - 1 : gap;
    for (int k = 0; k < SPANS; k++)
        out[k] = t->sum[k] * n->decay[k][gap];
}

/* next_past.c: memory and history */
void *list_add(toc_next *n, list *l, size_t size);
void list_free(list *l);
void book_free(book *b);
uint32_t book_get(const book *b, uint64_t key); /* index plus one, or 0 */
bool book_put(toc_next *n, book *b, uint64_t key, uint32_t value);
uint64_t key_of(uint32_t a, uint32_t b);
void past_add(toc_next *n, int32_t day, uint32_t source, uint32_t relation, uint32_t target);
const partner *past_partner(const toc_next *n, uint32_t a, uint32_t b);
const tally *past_own(const toc_next *n, uint32_t actor, uint32_t relation);
const tally *past_own_kin(const toc_next *n, uint32_t actor, uint32_t kind);
const tally *past_fallen(const toc_next *n, uint32_t relation, uint32_t actor);
const tally *past_kin(const toc_next *n, uint32_t kind, uint32_t actor);
uint32_t kind_of(const toc_next *n, uint32_t relation);
uint32_t turned(const toc_next *n, uint32_t relation);
uint32_t kind_turned(const toc_next *n, uint32_t kind);

/* next_rules.c */
typedef struct verdict {
    float sum, best, second, any;
    float told;        /* the best of those that were tried often enough to be told */
    uint32_t relation; /* of that */
    int32_t last;
} verdict;
verdict rules_say(const toc_next *n, uint32_t relation, const partner *p, int32_t day);
void rules_note(toc_next *n, const bool *came, size_t count); /* of the first candidates of the question at hand */
void rules_learn(toc_next *n);                                /* at the end of the day */

/* next_place.c */
void place_query(const toc_next *n, uint32_t actor, uint32_t relation, float out[PLACE]);
float place_meet(const toc_next *n, const float query[PLACE], uint32_t actor);
void places_learn(toc_next *n, size_t from); /* from the facts added since, and a replay of older ones */

/* next_candidates.c, next_features.c */
void candidates_find(toc_next *n, int32_t day, uint32_t actor, uint32_t relation);
void features_fill(toc_next *n, size_t i);
extern const uint8_t TWELVE_OF[TWELVE];

/* next_rank.c */
void rank_forward(toc_next *n, uint32_t relation, size_t count, const float (*x)[FEATURES]);
bool rank_new(toc_next *n);
void rank_free(toc_next *n);
double rank_learn(toc_next *n, const sample *s, const row *rows); /* adds to the gradient; the loss */
void rank_step(toc_next *n, float rate, const uint32_t *relations, size_t count);
void rank_twelve(toc_next *n, const sample *s, const row *rows);
void rank_unpack(const toc_next *n, const row *in, float *out);
row rank_pack(const float *x);

/* Logarithm and exponential, the same on every machine. x = m 2^e with m near 1; log m by the series of the inverse
 * hyperbolic tangent, exp by that of 2^f for f in [-1/2, 1/2]; relative error below 1e-5. */
static inline float fast_log(float x) { /* x > 0, normal */
    uint32_t bits;
    memcpy(&bits, &x, sizeof bits);
    int e = (int)(bits >> 23) - 127;
    bits = (bits & 0x7FFFFFu) | 0x3F800000u;
    float m;
    memcpy(&m, &bits, sizeof m);
    if (m > 1.41421356f) {
        m *= 0.5f;
        e++;
    }
    float s = (m - 1) / (m + 1), q = s * s;
    return (float)e * 0.69314718f + 2 * s * (1 + q * (0.33333333f + q * (0.2f + q * 0.14285714f)));
}

static inline float fast_exp(float x) {
    float y = x * 1.44269504f;
    if (y < -120)
        return 0;
    y = y > 120 ? 120 : y;
    int e = (int)(y + (y < 0 ? -0.5f : 0.5f));
    float f = (y - (float)e) * 0.69314718f;
    float p = 1 + f * (1 + f * (0.5f + f * (0.16666667f + f * (0.041666667f + f * 0.0083333333f))));
    uint32_t bits = (uint32_t)(e + 127) << 23;
    float power;
    memcpy(&power, &bits, sizeof power);
    return p * power;
}

#endif
