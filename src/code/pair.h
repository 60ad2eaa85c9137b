/*
 * pair: given a text and the words of its source and target, which event joins
 * them? The room's second door, for measuring, and for those who have their own
 * actors.
 *
 * Source and target are looked for as they stand, by bytes; the first match counts. Either may
 * be missing from the text. The sentence that holds both is read; when they stand in two, all from the one to the
 * other; when neither is there, the first.
 *
 * The event comes from the scorer (scorer.h), the CAMEO code from the head of the lexicon that speaks for that root,
 * the modality from what governs the predicate, as in free coding. It abstains when no head of the lexicon speaks for
 * the best root, and that is less likely than TOC_PAIR_SURE or neither party stands in the text.
 */
#ifndef TOC_CODE_PAIR_H
#define TOC_CODE_PAIR_H

#include "code/code.h"

#define TOC_PAIR_SURE 0.35
enum { TOC_PAIR_ROOTS = 16, TOC_PAIR_REASONS = 8 };

typedef enum toc_scheme {
    TOC_SCHEME_PLOVER, /* 16 roots */
    TOC_SCHEME_PLV     /* 15: CONCEDE and RETREAT are one, YIELD, of quad 2 */
} toc_scheme;

typedef struct toc_pair {
    toc_str text, source, target;
    toc_scheme scheme;
} toc_pair;

typedef struct toc_pair_answer {
    toc_str event; /* the likeliest root by its name in the scheme, whether it abstains or not */
    toc_root root; /* the same; for YIELD its likelier half */
    int quad;      /* 1 … 4 */
    bool abstains;
    toc_str cameo; /* of the head that speaks for event, or empty */
    toc_modality modality;
    double confidence;           /* that event is right, as calibrated by cross-validation */
    double odds[TOC_PAIR_ROOTS]; /* of TOC_AGREE … TOC_ASSAULT */
    toc_reason reasons[TOC_PAIR_REASONS];
    size_t reason_count;
} toc_pair_answer;

/* All memory comes from arena. TOC_ENOMEM only. */
toc_rc toc_pair_code(const toc_coder *coder, const toc_pair *pair, toc_arena *arena, toc_pair_answer *out,
                     toc_err *err);

#endif
