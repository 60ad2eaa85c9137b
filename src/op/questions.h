/*
 * questions: what forecast and brief share: the ladder of questions for two sides, made from the tables, a model of
 * disputes and, where there is one, a ledger; and where forecasts are recorded.
 */
#ifndef TOC_OP_QUESTIONS_H
#define TOC_OP_QUESTIONS_H

#include "forecast/ladder.h"
#include "forecast/record.h"
#include "op/structure.h"
#include "report/ladder.h"

typedef struct toc_questions_input {
    const toc_side *a, *b;        /* as of one day */
    const toc_pair *pair;         /* linked, as of that day; NULL: no ledger */
    toc_store *store;             /* NULL: no ledger */
    const toc_rates *rates;       /* NULL: counted here */
    const toc_question *question; /* the only one to ask; NULL: all of data/questions */
    toc_structure *structure;
    const char *record; /* the forecast ledger */
} toc_questions_input;

typedef struct toc_questions {
    toc_rates rates;
    toc_ladder ladder;
    toc_record record;
    toc_score score;
    toc_ladder_sheet sheet;
    toc_str data; /* names and hashes of what the figures were made from */
} toc_questions;

/* TOC_EFORMAT: a question or the forecast ledger is damaged; TOC_ENOTFOUND, TOC_EUSAGE, TOC_ENOMEM. *out must live as
 * long as its sheet. */
toc_rc toc_questions_ask(toc_env *env, const toc_questions_input *input, toc_arena *arena, toc_questions *out,
                         toc_err *err);

/* A question by its id in data/questions, or by the path of a file. TOC_ENOTFOUND. */
toc_rc toc_questions_find(toc_env *env, const char *name, toc_arena *arena, toc_question *out, toc_err *err);

/* The forecast ledger, read and checked. TOC_ENOTFOUND when there is none, nor a head of one; else as toc_record_read.
 */
toc_rc toc_questions_record(const char *path, toc_arena *arena, toc_record *out, toc_err *err);

#endif
