/*
 * line: the line on which independent pieces of work - documents, pairs - are done by any
 * number of threads and handed on in the order in which they came.
 *
 * Two batches take turns: the caller fills one, item by item, while the pool works on the other; when
 * the first is full the other is waited for and handed on, and they change places. An item has an arena
 * for what is read into it and for the answer; for what is needed only during the work each thread has
 * an arena of its own, so that memory grows neither with the number of items nor much with the threads.
 *
 * With one thread there are no batches: an item is done and handed on when it is taken, so that who
 * feeds a pipe sees each answer at once.
 *
 * A wide item, one that is long in itself, is done with the whole pool at its service, before the others of its batch.
 *
 * Order: set the jobs, init; for each item: toc_line_next, read into item->arena, set item->input and bytes,
 * toc_line_take; finish; fini. An item that is not taken is given out again, emptied.
 */
#ifndef TOC_OP_LINE_H
#define TOC_OP_LINE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/pool.h"
#include "base/str.h"

typedef struct toc_line_item {
    toc_arena arena;
    toc_buf out;
    void *input;  /* in arena; the caller's */
    size_t bytes; /* how much work it is, by the length of its text */
    toc_rc rc;    /* of the work */
    toc_err err;
} toc_line_item;

typedef struct toc_line_jobs {
    void *ctx;
    /* Do an item, on any thread: write into item->out and what hangs on item->input. pool is NULL but for a wide item,
     * and idle then. */
    toc_rc (*work)(void *ctx, toc_line_item *item, toc_arena *scratch, toc_pool *pool, toc_err *err);
    /* Hand on an item that was done, on the caller's thread, in order. */
    toc_rc (*hand)(void *ctx, toc_line_item *item, toc_err *err);
    size_t threads;
    size_t out_bytes_max; /* of one item */
    size_t wide_bytes;    /* items from this size on are wide; 0: none */
} toc_line_jobs;

typedef struct toc_line toc_line;

/* jobs is copied. TOC_ELIMIT for a wrong number of threads, TOC_EIO, TOC_ENOMEM. */
toc_rc toc_line_new(const toc_line_jobs *jobs, toc_line **out, toc_err *err);
void toc_line_free(toc_line *line); /* waits for the pool; what is not handed on is dropped; NULL is fine */
toc_line_item *toc_line_next(toc_line *line);
/* What work and hand return other than TOC_OK ends the line: no item behind is handed on. */
toc_rc toc_line_take(toc_line *line, toc_err *err);
/* Hand on what is left. After an error of take: nothing is done. */
toc_rc toc_line_finish(toc_line *line, toc_err *err);

#endif
