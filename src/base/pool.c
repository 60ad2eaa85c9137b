/*
 * Method: one lock, two conditions. The next index is taken under the lock (a
 * job is a document: milliseconds beside nanoseconds); "work" wakes the threads
 * when jobs come or the pool ends, "done" wakes the caller when the last job is
 * finished.
 */
#define _GNU_SOURCE /* sched_getaffinity */
#include "base/pool.h"

#include "base/mem.h"

#include <pthread.h>
#include <sched.h>
#include <stdbool.h>
#include <unistd.h>

struct toc_pool {
    pthread_mutex_t lock;
    pthread_cond_t work;
    pthread_cond_t done;
    toc_pool_job *job;
    void *ctx;
    size_t count;    /* jobs of this start */
    size_t next;     /* first index not yet taken */
    size_t finished; /* jobs done */
    bool ending;
    size_t made; /* threads to join */
    pthread_t threads[];
};

/* Take and do one job; false when none is left. The lock is held on entry and on return. */
static bool do_one(toc_pool *pool) {
    if (pool->next >= pool->count) {
        return false;
    }
    size_t index = pool->next++;
    pthread_mutex_unlock(&pool->lock);
    pool->job(pool->ctx, index);
    pthread_mutex_lock(&pool->lock);
    pool->finished++;
    if (pool->finished == pool->count) {
        pthread_cond_signal(&pool->done);
    }
    return true;
}

static void *thread_main(void *arg) {
    toc_pool *pool = arg;
    pthread_mutex_lock(&pool->lock);
    while (!pool->ending) {
        if (!do_one(pool)) {
            pthread_cond_wait(&pool->work, &pool->lock);
        }
    }
    pthread_mutex_unlock(&pool->lock);
    return NULL;
}

static bool pool_init(toc_pool *pool) {
    if (pthread_mutex_init(&pool->lock, NULL) != 0) {
        return false;
    }
    if (pthread_cond_init(&pool->work, NULL) != 0) {
        pthread_mutex_destroy(&pool->lock);
        return false;
    }
    if (pthread_cond_init(&pool->done, NULL) != 0) {
        pthread_cond_destroy(&pool->work);
        pthread_mutex_destroy(&pool->lock);
        return false;
    }
    return true;
}

toc_rc toc_pool_new(size_t threads, toc_pool **out, toc_err *err) {
    if (threads < 1 || threads > TOC_POOL_THREADS_MAX) {
        return toc_err_set(err, TOC_ELIMIT, "cannot work with %zu threads: from 1 to %d", threads,
                           TOC_POOL_THREADS_MAX);
    }
    toc_pool *pool = toc_mem_calloc(1, sizeof *pool + threads * sizeof pool->threads[0]);
    if (pool == NULL) {
        return toc_err_set(err, TOC_ENOMEM, "no memory for %zu threads", threads);
    }
    if (!pool_init(pool)) {
        toc_mem_free(pool);
        return toc_err_set(err, TOC_EIO, "the system gives no lock for threads; try with one thread");
    }
    while (pool->made + 1 < threads) {
        if (pthread_create(&pool->threads[pool->made], NULL, thread_main, pool) != 0) {
            size_t made = pool->made + 1;
            toc_pool_free(pool);
            return toc_err_set(err, TOC_EIO, "the system gives only %zu of %zu threads; ask for fewer", made, threads);
        }
        pool->made++;
    }
    *out = pool;
    return TOC_OK;
}

void toc_pool_free(toc_pool *pool) {
    if (pool == NULL) {
        return;
    }
    toc_pool_wait(pool);
    pthread_mutex_lock(&pool->lock);
    pool->ending = true;
    pthread_cond_broadcast(&pool->work);
    pthread_mutex_unlock(&pool->lock);
    for (size_t i = 0; i < pool->made; i++) {
        pthread_join(pool->threads[i], NULL);
    }
    pthread_cond_destroy(&pool->done);
    pthread_cond_destroy(&pool->work);
    pthread_mutex_destroy(&pool->lock);
    toc_mem_free(pool);
}

void toc_pool_start(toc_pool *pool, size_t count, toc_pool_job *job, void *ctx) {
    pthread_mutex_lock(&pool->lock);
    pool->job = job;
    pool->ctx = ctx;
    pool->count = count;
    pool->next = 0;
    pool->finished = 0;
    pthread_cond_broadcast(&pool->work);
    pthread_mutex_unlock(&pool->lock);
}

void toc_pool_wait(toc_pool *pool) {
    pthread_mutex_lock(&pool->lock);
    while (do_one(pool)) {
    }
    while (pool->finished < pool->count) {
        pthread_cond_wait(&pool->done, &pool->lock);
    }
    pthread_mutex_unlock(&pool->lock);
}

size_t toc_pool_processors(void) {
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0 && CPU_COUNT(&set) > 0) {
        return (size_t)CPU_COUNT(&set);
    }
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online > 0 ? (size_t)online : 1;
}
