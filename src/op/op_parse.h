/*
 * op_parse: the trees of a file or of standard input, in CoNLL-U.
 *
 * Two inputs. Text in the formats of the text room: documents, sentences and
 * tokens are found here; the title is the first sentence, as it is for the coder. CoNLL-U: sentences and tokens are
 * kept as they stand, with their comments, ranges (1-2), empty nodes (1.1) and last column; lemma,
 * tags, head and relation are replaced, features and enhanced dependencies left out ("_").
 * Memory does not grow with the number of documents.
 */
#ifndef TOC_OP_OP_PARSE_H
#define TOC_OP_OP_PARSE_H

#include "op/env.h"
#include "text/text.h"

/* Where time goes. */
typedef enum toc_parse_stage {
    TOC_PARSE_READ, /* bytes to documents, or to the tokens of CoNLL-U */
    TOC_PARSE_SENTENCES,
    TOC_PARSE_TOKENS,
    TOC_PARSE_TREES, /* tags, lemmas, trees */
    TOC_PARSE_WRITE, /* CoNLL-U, and handing it over */
    TOC_PARSE_STAGES
} toc_parse_stage;

typedef struct toc_parse_options {
    const char *path; /* "-": standard input */
    bool conllu;      /* input is CoNLL-U; format is not looked at */
    toc_format format;
    size_t threads; /* the output is the same on any number */
    /* Takes each piece of output, valid during the call; what it returns other than TOC_OK ends the run. */
    toc_rc (*write)(void *ctx, toc_str text, toc_err *err);
    toc_reject_fn *reject; /* may be NULL */
    void *ctx;             /* of both */
} toc_parse_options;

typedef struct toc_parse_counts {
    int64_t documents, sentences, words, rejects; /* documents: of text; one for a file of CoNLL-U */
    double seconds[TOC_PARSE_STAGES];             /* summed over the threads */
} toc_parse_counts;

/* TOC_ENOTFOUND and TOC_EIO when path cannot be read, TOC_ELIMIT for a wrong number of threads; whatever toc_env_syntax
 * and write return. Sentences that cannot be read, or have more than TOC_SYNTAX_TOKENS_MAX words, are rejects. */
toc_rc toc_op_parse(toc_env *env, const toc_parse_options *options, toc_parse_counts *counts, toc_err *err);

#endif
