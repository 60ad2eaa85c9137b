/*
 * find: who a few words name on a day, and why; what else they could be; and,
 * when nothing is known, which spellings are near.
 *
 * The words are read as coding reads them (toc_lexicon_match): "Minister Khrenin" is a person with a title,
 * "Belarusian defence minister" a state with a role, for which the table of office holders is asked who held it.
 *
 *     toc_find found;
 *     rc = toc_lexicon_find(lexicon, TOC_STR("Minister Khrenin"), day, &arena, &found, &err);
 *
 * All memory is in the arena or the lexicon's.
 */
#ifndef TOC_LEXICON_FIND_H
#define TOC_LEXICON_FIND_H

#include "lexicon/lexicon.h"

typedef enum toc_find_rule {
    TOC_FIND_NAME,       /* a phrase of a table */
    TOC_FIND_TITLE,      /* a person, with a role or a state before the name */
    TOC_FIND_FORMER,     /* a person out of the terms that are known: root and ELI */
    TOC_FIND_ROLE,       /* a role beside a state or organisation */
    TOC_FIND_HOLDER,     /* who held the office that the role and the state name */
    TOC_FIND_ROLE_ALONE, /* a role word without a state: sectors, and no actor yet */
    TOC_FIND_NOBODY,     /* a phrase that is known to stand for nobody */
    TOC_FIND_OTHER       /* what the words could also be: another row of the same phrase, or another term */
} toc_find_rule;

const char *toc_find_rule_name(toc_find_rule rule); /* "title and name" */

typedef struct toc_find_answer {
    toc_find_rule rule;
    toc_str words;          /* of the question, that led here */
    toc_str code;           /* as coding would give it; "" for nobody */
    const toc_entry *entry; /* the row */
    const toc_entry *role;  /* the row of the role, or NULL */
    const toc_entry *place; /* the row of the state or organisation beside it, or NULL */
    toc_str office;         /* in words: "minister of defence"; "" */
    bool in_term;           /* the row's term holds on the day */
} toc_find_answer;

#define TOC_FIND_NEAR_MAX 5
typedef struct toc_find {
    toc_find_answer *answers; /* the answer of coding first, then who else it could be */
    size_t answer_count;
    size_t chosen_count;             /* so many of them are the answer; the rest are what else it could be */
    toc_str unknown;                 /* words of the question that no table has; "" */
    toc_str near[TOC_FIND_NEAR_MAX]; /* phrases spelt nearly like the question, or its unknown words; nearest first */
    size_t near_count;
} toc_find;

/* TOC_EUSAGE when there is no word, or more than 64; TOC_ENOMEM. A day of TOC_DAY_NONE: the newest. */
toc_rc toc_lexicon_find(const toc_lexicon *lexicon, toc_str text, toc_day day, toc_arena *arena, toc_find *out,
                        toc_err *err);

#endif
