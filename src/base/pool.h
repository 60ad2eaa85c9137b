/*
 * pool: a row of independent jobs, done by several threads.
 *
 * toc_pool_start hands out job(ctx, 0) … job(ctx, count - 1) to the pool's
 * threads and returns at once; toc_pool_wait lends the caller's own thread to
 * the jobs that are left and returns when all are done. Which thread does which
 * job is not determined: a job writes only to what belongs to its index, and
 * whoever collects the results does so by index, so that the outcome is the
 * same on any number of threads.
 *
 * A pool of n threads counts the caller's: it makes n - 1. With n = 1 there are
 * no threads at all, and toc_pool_wait does all the work.
 *
 * Order: new; start, wait, start, wait …; free. One caller.
 */
#ifndef TOC_BASE_POOL_H
#define TOC_BASE_POOL_H

#include "base/err.h"

#include <stddef.h>

#define TOC_POOL_THREADS_MAX 256

typedef struct toc_pool toc_pool;
typedef void toc_pool_job(void *ctx, size_t index);

/* threads from 1 to TOC_POOL_THREADS_MAX, else TOC_ELIMIT. TOC_EIO when the system gives no threads, TOC_ENOMEM. */
toc_rc toc_pool_new(size_t threads, toc_pool **out, toc_err *err);
/* Waits for jobs under way. NULL is fine. */
void toc_pool_free(toc_pool *pool);

/* The jobs before must have been waited for. */
void toc_pool_start(toc_pool *pool, size_t count, toc_pool_job *job, void *ctx);
void toc_pool_wait(toc_pool *pool);

/* Processors that this process may use, at least 1. */
size_t toc_pool_processors(void);

#endif
