/*
 * intake: the place where documents are coded and stored.
 *
 * Two batches take turns: the caller fills one, item by item, while the pool codes
 * the other; when the first is full, the other is waited for and stored, and
 * they change places. Each item has an arena of its own, emptied when its
 * document is stored, so that memory does not grow with the number of documents.
 *
 * Order: init; for each document: toc_intake_item, read into item->arena and
 * item->document, toc_intake_take; finish; fini. An item that is not taken is
 * given out again, emptied.
 */
#ifndef TOC_OP_INTAKE_H
#define TOC_OP_INTAKE_H

#include "base/pool.h"
#include "op/op_ingest.h"

/* Our choice: 256 documents keep a commit (about 5 ms on a disk) small beside coding (about 0.5 ms a document); 16 MB
 * bound what two batches hold when documents are large. */
enum { TOC_BATCH_DOCUMENTS = 256, TOC_BATCH_BYTES = 16 << 20 };
/* Of one document: text, tokens and events. A document of the largest size needs about a fifth of it. */
#define TOC_ITEM_BYTES_MAX ((size_t)2 << 30)

typedef struct toc_item {
    toc_arena arena;
    toc_document document;
    toc_coded coded;
    toc_sketch sketch; /* of its sentences */
    bool *corrects;    /* per sentence: it takes something back */
    toc_rc rc;         /* of coding */
    toc_err err;
} toc_item;

typedef struct toc_batch {
    toc_item items[TOC_BATCH_DOCUMENTS];
    size_t count;
    size_t bytes;
    const toc_coder *coder;
    const toc_linking *linking;
    bool wide; /* long documents are coded by the whole pool */
} toc_batch;

typedef struct toc_intake {
    toc_batch *filling;
    toc_batch *coding; /* count 0: nothing under way */
    toc_pool *pool;
    toc_store *store; /* NULL: dry run */
    const toc_ingest_options *options;
    toc_ingest_counts *counts;
    toc_reject_fn *reject;
    void *reject_ctx;
} toc_intake;

toc_rc toc_intake_init(toc_intake *intake, const toc_coder *coder, const toc_linking *linking, toc_store *store,
                       const toc_ingest_options *options, toc_ingest_counts *counts, toc_err *err);
void toc_intake_fini(toc_intake *intake); /* waits for the pool; what is not stored is dropped */
/* The next free item, its arena empty; ours. */
toc_item *toc_intake_item(toc_intake *intake);
/* The item last given holds a document: keep it, or pass it over when the ledger has it. May store a batch. */
toc_rc toc_intake_take(toc_intake *intake, toc_err *err);
toc_rc toc_intake_finish(toc_intake *intake, toc_err *err);
/* What linking asks for later: a sketch of the coded document, and which of its sentences take something back. */
toc_rc toc_intake_mark_item(const toc_linking *linking, toc_item *item);
/* Give documents that an older tocsin stored their sketches, and find their correcting sentences. In batches. */
toc_rc toc_intake_mark_old(toc_store *store, const toc_linking *linking, toc_err *err);

#endif
