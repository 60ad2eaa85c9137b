/*
 * op_code: the events of a file or of standard input, without a ledger.
 *
 * Documents are coded by any number of threads and written in the order in which they came; with one thread each is
 * written before the next is read. Memory does not grow with their number.
 */
#ifndef TOC_OP_CODE_H
#define TOC_OP_CODE_H

#include "op/env.h"
#include "text/text.h"

typedef enum toc_code_style {
    TOC_CODE_EVENTS,  /* one JSON object a line */
    TOC_CODE_REASONS, /* the same with "why": [{"part","words","rule","value"}…] as last member */
    TOC_CODE_EXPLAIN  /* for people: sentences in brackets, a table for each event */
} toc_code_style;

/* Where time goes. */
typedef enum toc_code_stage {
    TOC_CODE_READ,      /* bytes to documents */
    TOC_CODE_SENTENCES, /* documents to sentences */
    TOC_CODE_TREES,     /* tokens, tags, lemmas, trees */
    TOC_CODE_ACTS,      /* actors, acts, events */
    TOC_CODE_WRITE,     /* JSON or text, and handing it over */
    TOC_CODE_STAGES
} toc_code_stage;

typedef struct toc_code_options {
    const char *path; /* "-": standard input */
    toc_format format;
    toc_day default_date;
    toc_code_style style;
    bool patterns;  /* by the surface alone (code/patterns.h): a baseline */
    size_t threads; /* the output is the same on any number */
    /* Takes each piece of output, valid during the call; what it returns other than TOC_OK ends the run. */
    toc_rc (*write)(void *ctx, toc_str text, toc_err *err);
    toc_reject_fn *reject; /* may be NULL */
    void *ctx;             /* of both */
} toc_code_options;

typedef struct toc_code_counts {
    int64_t documents, undated, sentences, silent, events, rejects;
    double seconds[TOC_CODE_STAGES]; /* summed over the threads */
} toc_code_counts;

/* TOC_ENOTFOUND and TOC_EIO when path cannot be read, TOC_ELIMIT for a wrong number of threads; whatever toc_env_coder
 * and write return. */
toc_rc toc_op_code(toc_env *env, const toc_code_options *options, toc_code_counts *counts, toc_err *err);

#endif
