/*
 * next: who does what to whom next. Given a source and a relation, whom does it fall on; given a target and a relation,
 * by whom; ranked, each answer with its reasons.
 *
 * Facts are quadruples (day, source, relation, target), all small numbers; days are lived through in their order, and
 * what is asked on a day is answered from the days before it only. Three things learn on the way, each after its day
 * has ended: decayed counts of who met whom how and when; rules of one relation after another between the same two
 * (after Liu et al., TLogic, AAAI 2022, doi:10.1609/aaai.v36i4.20330); and places of actors in a space where those
 * who do alike stand alike (bilinear, after Yang et al., DistMult, ICLR 2015, arXiv:1412.6575). A small network,
 * trained by toc_next_fit on the days lived so far, weighs what they say and goes on learning day by day.
 * Method and figures: doc/method/next.md.
 *
 * Order: new; then for each day in rising order: ask as often as wanted, then live. fit once, after at least one day
 * was lived with `gather` set; before it, answers are ranked by counts with fixed weights (`trained` false).
 * Same facts, same seed: same answers, on every machine (own logarithm, no contraction). One thread.
 *
 * Memory: grows with the facts; rows to learn from take at most TOC_NEXT_ROWS_MAX * 140 bytes. TOC_ENOMEM leaves an
 * object that can only be freed.
 */
#ifndef TOC_FORECAST_NEXT_H
#define TOC_FORECAST_NEXT_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TOC_NEXT_ROWS_MAX 2500000
#define TOC_NEXT_ASK_MAX 100 /* answers that the network weighs; what stands behind them is ordered by counts */

/* What actors and relations are known by. */
typedef struct toc_next_scheme {
    uint32_t entity_count, relation_count, family_count;
    const uint32_t *family; /* of each relation, below family_count: its PLOVER root */
    const uint32_t *group;  /* of each actor: his state, 1 or more; 0: not known */
    const uint32_t *role;   /* of each actor: what he is in it, 1 or more; 0: not known */
    uint64_t seed;
} toc_next_scheme;

typedef struct toc_next_fact {
    uint32_t source, relation, target;
} toc_next_fact;

/* Who is asked for. */
typedef struct toc_next_query {
    uint32_t actor, relation;
    bool by_whom; /* actor is the target, the source is asked for */
} toc_next_query;

/* Why an answer stands where it does. Days are counted back from the day asked for; 0: never. */
typedef struct toc_next_reason {
    uint32_t same_60, same_ever;   /* days in the last 60, and all, on which just this happened */
    uint32_t same_last;            /* days since */
    uint32_t pair_last, pair_days; /* any relation in this direction: days since, and number of facts */
    uint32_t back_last, back_days; /* any relation the other way */
    uint32_t rule_relation;        /* of what there was between the two, after which this most often follows */
    bool rule_back;                /* it ran the other way */
    uint32_t rule_last;            /* days since it, 0: no such rule */
    double rule_chance;            /* how often this followed within the same time */
    uint32_t by_other;             /* facts of this relation that fell on the answer from anybody */
    uint32_t via;                  /* an actor whom both know, entity_count: none */
} toc_next_reason;

typedef struct toc_next_answer {
    uint32_t actor;
    float score;
    float chance; /* share of the answers' softmax, sums to 1 over the answers weighed; 0 behind them */
} toc_next_answer;

typedef struct toc_next toc_next;

/* The scheme's tables must outlive the object. TOC_ELIMIT: more than 2^24 actors, 512 relations or 64
 * families; TOC_ENOMEM. */
toc_rc toc_next_new(const toc_next_scheme *scheme, toc_next **out, toc_err *err);
void toc_next_free(toc_next *next); /* NULL is fine */

/* Live through a day: its facts (a fact told twice counts once) become history, and rules, places and, once trained,
 * the network learn from them. `gather`: keep what was asked of this day as rows for fit. Days must rise: TOC_EUSAGE.
 */
toc_rc toc_next_live(toc_next *next, int32_t day, const toc_next_fact *facts, size_t count, bool gather, toc_err *err);

/* Train the network on the rows gathered, `epochs` times over, then let the rows go. TOC_ENOTFOUND without rows. */
toc_rc toc_next_fit(toc_next *next, int epochs, toc_err *err);
bool toc_next_is_trained(const toc_next *next);
size_t toc_next_rows(const toc_next *next); /* gathered so far */

/* Candidates for the query on `day`, best first (in each of the two parts, the weighed and those behind them), ties by
 * actor; ours, valid until the next call on this object. The day must be later than the last one lived. An actor who is
 * not among them has never met the asking one, nor anybody near him: he shares the last place with all such. */
toc_rc toc_next_ask(toc_next *next, int32_t day, toc_next_query query, const toc_next_answer **out, size_t *count,
                    toc_err *err);
/* Why; for an answer of the query last asked. */
toc_next_reason toc_next_explain(toc_next *next, uint32_t actor);

/* The same candidates by the two baselines of doc/method/next.md, for comparison: 0: recurrency (when was just this
 * last, and how often does the relation fall on him; Gastinger et al. 2024, arXiv:2404.16726); 1: a softmax of twelve
 * decayed counts, trained by fit. In no order; for the query last asked. */
toc_rc toc_next_baseline(toc_next *next, int which, const toc_next_answer **out, size_t *count, toc_err *err);

/* How often the actor, as source or as target, had the relation: facts a day, the mean of two decayed rates (half-lives
 * of 15 and 90 days), as known on the day. */
double toc_next_rate(const toc_next *next, int32_t day, toc_next_query query);
/* The chance that the actor's next fact, as source or as target, has the relation: its part in his decayed counts (mean
 * of those half-lives), leaning on the relation's part in everybody's as if eight such facts had been seen: who has
 * been seen once will not only ever do the same. Sums to 1 over relations; 0 before any fact is known. */
double toc_next_share(const toc_next *next, int32_t day, toc_next_query query);

/* One of the likely next facts of an actor. */
typedef struct toc_next_likely {
    uint32_t relation, other; /* other: who was asked for */
    double chance; /* that the actor's next fact is this one: its relation's share times the chance of the other */
    toc_next_reason reason;
} toc_next_likely;

/* The likely next facts of the actor, as source (by_whom false) or as target, over all relations, likeliest first; at
 * most TOC_NEXT_PER_RELATION of each relation, and at most `most` in all, for which out has room. As toc_next_ask. */
#define TOC_NEXT_PER_RELATION 20
toc_rc toc_next_actor(toc_next *next, int32_t day, uint32_t actor, bool by_whom, size_t most, toc_next_likely *out,
                      size_t *count, toc_err *err);

#endif
