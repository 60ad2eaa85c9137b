/*
 * op_parse: the trees of a text, in CoNLL-U.
 *
 * Two inputs. Text in the formats of the text room: documents, sentences and
 * tokens are found here. CoNLL-U: sentences and tokens are kept as they stand,
 * with their comments, ranges (1-2), empty nodes (1.1) and last column; lemma, tags, head and
 * relation are replaced, features and enhanced dependencies left out ("_").
 */
#ifndef TOC_OP_OP_PARSE_H
#define TOC_OP_OP_PARSE_H

#include "op/env.h"
#include "text/text.h"

typedef struct toc_parse_options {
    const char *path; /* "-": standard input */
    bool conllu;      /* input is CoNLL-U; format is not looked at */
    toc_format format;
    /* Takes each piece of output, valid during the call; what it returns other than TOC_OK ends the run. */
    toc_rc (*write)(void *ctx, toc_str text, toc_err *err);
    toc_reject_fn *reject; /* may be NULL */
    void *ctx;             /* of both */
} toc_parse_options;

typedef struct toc_parse_counts {
    int64_t documents, sentences, tokens, rejects;
} toc_parse_counts;

/* TOC_ENOTFOUND and TOC_EIO when path cannot be read; TOC_EFORMAT when CoNLL-U breaks its rules, with the line;
 * whatever toc_env_syntax and write return. */
toc_rc toc_op_parse(toc_env *env, const toc_parse_options *options, toc_parse_counts *counts, toc_err *err);

#endif
