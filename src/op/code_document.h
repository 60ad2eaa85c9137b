/*
 * code_document: one document coded by a pool, with a watch on where the time goes.
 *
 * A document is read - tokens, trees - by as many threads as there are and coded by one, since a sentence is understood
 * by those before it. Windows of sentences take turns: while one is coded, the next is read. The events are those of
 * toc_code_document, to the byte.
 */
#ifndef TOC_OP_CODE_DOCUMENT_H
#define TOC_OP_CODE_DOCUMENT_H

#include "base/pool.h"
#include "code/code.h"

/* From this size on it pays to code a document so: below, documents are done side by side. Our choice: some 500
 * sentences. */
enum { TOC_WIDE_BYTES = 64 << 10 };

/* Where time goes, in seconds summed over the threads. */
typedef struct toc_code_times {
    double sentences; /* text to sentences */
    double trees;     /* to tokens, tags, trees */
    double events;
} toc_code_times;

/* pool: idle, or NULL for this thread alone. times: added to; may be NULL. All memory comes from arena and lives as
 * long as it. TOC_ENOMEM only. */
toc_rc toc_op_code_document(const toc_coder *coder, const toc_document *document, toc_pool *pool, toc_arena *arena,
                            toc_code_times *times, toc_coded *out, toc_err *err);

#endif
