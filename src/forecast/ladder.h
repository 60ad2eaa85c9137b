/*
 * ladder: the questions about two sides, each with its odds; what holds another is never less likely.
 *
 * In come the questions (question.h), the sides, what the world's tables and a ledger know by the day, and a function
 * that tells the odds of a dispute of one pair of states (dispute.h). Out comes a rung for each question: its
 * probability, 95 % interval and base rate, or why there is none. Nothing is read from a ledger here: the caller hands
 * in the events between the sides as of the day.
 *
 * Disputes: of one pair of states, p is the structural model's. Sides of several: at least one pair, as together.h
 * says. Then down the rungs: p(fatal) = p(dispute) * the share of disputes that became fatal, and so on
 * (toc_rates.shares). The lower bound of a product is the product of the lower bounds, the upper of the upper: wider
 * than 95 %.
 * Events of a ledger, uses of clauses: pace.h; what other pairs of the ledger make one expect of events: expect.h.
 *
 * Monotone by construction: shares are at most 1, so the rungs of disputes fall in order. A question that holds
 * disputes (`above`) is at least as probable as a dispute: it is raised to it where the ledger says less. Questions
 * that hold nothing and are held by nothing (a contact, the use of a clause) stand where their probability puts them.
 * So no rung is likelier than one before it. A war of the sides that goes on: the rungs of disputes are not asked
 * (`under_way`). Swapping the sides changes no figure. Formulas: doc/method/forecast.md.
 */
#ifndef TOC_FORECAST_LADDER_H
#define TOC_FORECAST_LADDER_H

#include "forecast/dispute.h"
#include "forecast/pace.h"
#include "forecast/expect.h"
#include "forecast/question.h"
#include "forecast/record.h"
#include "forecast/together.h"
#include "measure/measure.h"

/* The odds of a dispute of two states by their COW numbers; false when the model has no features of them. */
typedef bool toc_ladder_chance(void *ctx, int cow_a, int cow_b, toc_dispute_chance *out);

typedef struct toc_ladder_input {
    const toc_world *world;
    const toc_side *a, *b; /* as of one day, from which the windows begin */
    const toc_question *questions;
    size_t count;
    const toc_rates *rates;
    const toc_pair *pair;      /* linked, as of the day; NULL: no ledger */
    toc_day known_from;        /* from which day the ledger tells anything; TOC_DAY_NONE: it is empty */
    const toc_expect *pool;    /* of the same questions, up to the day; NULL: the pair's own past alone counts */
    toc_ladder_chance *chance; /* NULL: no model of disputes */
    void *ctx;
    toc_str no_chance; /* why there is no model, for people */
} toc_ladder_input;

typedef struct toc_ladder_rung {
    const toc_question *question;
    bool given; /* false: no figure; why_not says why */
    double probability, low, high;
    double alone, earlier; /* by events alone, before it was raised; and as of 90 days before (the pool as of the day).
                              Negative: not known */
    double after_one, after_quiet; /* as in pace.h, of `alone`; negative: not of this kind */
    toc_rate base;                 /* what the question is judged by; may be defined where nothing is given */
    toc_rate own;                  /* of the pairs of the sides; undefined: none */
    toc_share share;               /* of the rung of disputes above; undefined: none */
    toc_str why_not;
    const char *model;        /* name and version of what made the figure */
    int before;               /* did it happen in as many days before? -1: not known */
    bool raised;              /* to the rung below it, which it holds */
    size_t pairs;             /* of states behind it; 0: not by pairs */
    const toc_war *under_way; /* NULL: none */
} toc_ladder_rung;

typedef struct toc_ladder {
    toc_ladder_rung *rungs; /* from the likely to the unlikely */
    size_t count;
    size_t pairs, pairs_missing; /* pairs of states, and those of which the model has no features */
    int most_a, most_b;          /* COW numbers of the pair with the greatest odds of a dispute; 0: none */
    double most;                 /* its probability; compare only, never print */
} toc_ladder;

/* TOC_ENOMEM; TOC_EUSAGE when the sides share a state. Memory from arena. */
toc_rc toc_ladder_make(const toc_ladder_input *input, toc_arena *arena, toc_ladder *out, toc_err *err);

/* Days, ascending and each once, on which events between the sides count for the question, as known by asof (the
 * pair's day, or one before it); the event of each in *ids (NULL: not wanted). */
toc_rc toc_ladder_days(const toc_question *question, const toc_pair *pair, toc_day asof, toc_arena *arena,
                       toc_day **days, toc_id **ids, size_t *count, toc_err *err);
/* The given rungs as lines of the forecast ledger; data: what they were made from. */
toc_rc toc_ladder_lines(const toc_ladder *ladder, const toc_side *a, const toc_side *b, toc_str data, toc_day made,
                        toc_arena *arena, toc_record_line **out, size_t *count, toc_err *err);

/* A clause in force on the sides' day that obliges a state of either side to consult. */
bool toc_ladder_applies(const toc_world *world, const toc_clause *clause, const toc_side *a, const toc_side *b);
/* A use, by a state of one side, of a clause that obliges to consult, against a state of the other. */
bool toc_ladder_is_use(const toc_world *world, const toc_invocation *use, const toc_side *a, const toc_side *b);

#endif
