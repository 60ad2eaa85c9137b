/*
 * parse_line: the line on which sentences are cut into tokens, parsed and written,
 * on any number of threads, in the order in which they came.
 *
 * Two batches take turns: the caller fills one, sentence by sentence, while the
 * pool works on the other; when the first is full the other is waited for and
 * written, and they change places. A batch is a row of chunks of 32 sentences; a
 * chunk is one job and has its own output. A batch holds copies of its sentences, so
 * that memory does not grow with the document.
 *
 * Order: init; for each sentence: toc_parse_line_item, put what it needs into
 * toc_parse_line_arena, toc_parse_line_take; finish; fini.
 */
#ifndef TOC_OP_PARSE_LINE_H
#define TOC_OP_PARSE_LINE_H

#include "base/pool.h"
#include "op/op_parse.h"
#include "text/conllu.h"

/* Our choice: a chunk takes about a millisecond, so the pool's lock is nothing beside it; 32 chunks are enough for
 * 16 threads to end a batch together, and their output is about 3 MB. */
enum { TOC_CHUNK_SENTENCES = 32, TOC_BATCH_CHUNKS = 32, TOC_PARSE_BATCH_BYTES = 4 << 20 };

typedef struct toc_parse_item {
    /* of text: */
    const char *document; /* id */
    size_t number;        /* within it, from 1 */
    toc_str text;
    bool new_document, new_paragraph;
    bool glued; /* the next sentence follows without a space */
    /* of CoNLL-U: */
    toc_conllu_sentence given; /* tokens NULL: cut them */
} toc_parse_item;

typedef struct toc_parse_chunk {
    toc_parse_item items[TOC_CHUNK_SENTENCES];
    size_t count;
    toc_buf out;
    int64_t words;
    double seconds[TOC_PARSE_STAGES];
    toc_rc rc;
    toc_err err;
} toc_parse_chunk;

typedef struct toc_parse_batch {
    toc_parse_chunk chunks[TOC_BATCH_CHUNKS];
    size_t count; /* of chunks begun */
    toc_arena arena;
    const toc_syntax *syntax;
} toc_parse_batch;

typedef struct toc_parse_line {
    toc_parse_batch *filling;
    toc_parse_batch *working; /* count 0: nothing under way */
    toc_pool *pool;
    const toc_parse_options *options;
    toc_parse_counts *counts;
} toc_parse_line;

toc_rc toc_parse_line_init(toc_parse_line *line, const toc_syntax *syntax, const toc_parse_options *options,
                           toc_parse_counts *counts, toc_err *err);
void toc_parse_line_fini(toc_parse_line *line); /* waits for the pool; what is not written is dropped */
/* The next free item, empty, and the memory of what it will point to. */
toc_parse_item *toc_parse_line_item(toc_parse_line *line);
toc_arena *toc_parse_line_arena(toc_parse_line *line);
/* The item last given holds a sentence. May write a batch. */
toc_rc toc_parse_line_take(toc_parse_line *line, toc_err *err);
toc_rc toc_parse_line_finish(toc_parse_line *line, toc_err *err);

#endif
