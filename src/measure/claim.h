/*
 * claim: warnings, promises, appeals and statements of a pair, each with what the same speaker and the same side said
 * before, and what deeds followed. Method and limits: doc/method/claims.md; which words are which:
 * data/method/claims.tsv.
 *
 * A claim is words with a speaker: whoever reports them, else who acts. One day, one speaker, one kind and one CAMEO
 * root is one claim, however often told. "Earlier" and "followed" look only at what was known as of the pair's day.
 * What followed is what the deeds index counts (measure/happening.h): both directions, none of the day itself.
 *
 * O(n log n) in the pair's events.
 */
#ifndef TOC_MEASURE_CLAIM_H
#define TOC_MEASURE_CLAIM_H

#include "measure/measure.h"

typedef enum toc_claim_kind {
    TOC_CLAIM_NONE,
    TOC_CLAIM_WARNING,
    TOC_CLAIM_PROMISE,
    TOC_CLAIM_APPEAL,
    TOC_CLAIM_STATEMENT,
    TOC_CLAIM_KIND_COUNT
} toc_claim_kind;
const char *toc_claim_kind_name(toc_claim_kind kind); /* "warning" */

enum { TOC_CLAIM_WINDOWS = 3 };
extern const int toc_claim_days[TOC_CLAIM_WINDOWS]; /* 30, 90, 365 */

typedef struct toc_followed {
    bool known;      /* the window is over as of the day, and the ledger reaches to its end: else "not yet" */
    int deeds;       /* hostile deeds (quad 4) in the days after */
    double after;    /* their weight */
    bool past_known; /* the ledger tells of the days before, too; else no change is told */
    int deeds_before;
    double before;
} toc_followed;

typedef struct toc_claim {
    toc_claim_kind kind;
    toc_event event; /* the report that stands for it; views of the pair's events */
    toc_day day;
    toc_party speaker;
    bool attributed;                       /* reported as the speaker's words; else who acts */
    toc_str root;                          /* of the speaker: the same side */
    toc_str against;                       /* root of whom the words are about: the other side's, else empty */
    toc_str office;                        /* that the speaker holds on the day; empty when not known */
    int by_speaker, by_side;               /* earlier ones like it */
    toc_day last_by_speaker, last_by_side; /* the newest of these; TOC_DAY_NONE */
    toc_id last_by_speaker_event, last_by_side_event;
    toc_followed followed[TOC_CLAIM_WINDOWS];
} toc_claim;

/* What counts as what, and what it weighs: data/method/claims.tsv and weights.tsv. TOC_EFORMAT for a faulty table,
 * TOC_ENOMEM; on failure *out is NULL. */
typedef struct toc_claim_table toc_claim_table;
toc_rc toc_claim_table_new(const char *data_dir, toc_claim_table **out, toc_err *err);
void toc_claim_table_free(toc_claim_table *table); /* NULL is fine */

/* horizon: the last day of which the ledger can tell, at most the pair's. By day, then id. TOC_ENOMEM. office may be
 * NULL. */
toc_rc toc_claims_make(const toc_pair *pair, toc_day horizon, const toc_claim_table *table, toc_office_fn *office,
                       void *ctx, toc_arena *arena, toc_claim **out, size_t *count, toc_err *err);

/* Which claims of a ledger. */
typedef struct toc_claims_wish {
    const char *side_a, *side_b; /* NULL: with everybody; both NULL: all pairs of roots of the ledger */
    const char *speaker;         /* part of a name or code, any case; NULL: all */
    const char *kind;            /* "warning", "promise", "appeal", "statement", "all"; NULL: warnings and promises */
    toc_day asof, since;         /* asof is a day; since TOC_DAY_NONE: the beginning */
} toc_claims_wish;

/* TOC_EUSAGE for a kind that there is not. */
toc_rc toc_claims_wish_check(const toc_claims_wish *wish, toc_err *err);
/* Those wanted of all pairs, by day, then id. TOC_EUSAGE for an unknown side; TOC_ELIMIT for too many events;
 * all that toc_betweens_read, toc_pair_load, toc_pair_link and toc_claims_make return. */
toc_rc toc_claims_find(toc_store *store, const toc_world *world, const toc_linking *linking, const char *data_dir,
                       const toc_claims_wish *wish, toc_office_fn *office, void *ctx, toc_arena *arena, toc_claim **out,
                       size_t *count, toc_err *err);

#endif
