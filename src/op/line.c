/*
 * Method: see line.h. The pool gets as many jobs as there are threads; each takes the next item of the batch by a
 * counter until none is left, with the arena of its index. Which thread did which item leaves no trace.
 */
#include "op/line.h"

#include "base/mem.h"

#include <stdatomic.h>

/* Our choice: some hundred documents of news are a few tens of milliseconds of work, beside which the wait at the end
 * of a batch is little. */
enum { BATCH_ITEMS = 128, BATCH_BYTES = 1 << 20 };
/* What an item may keep from one batch to the next. */
enum { KEPT_BYTES = 64 << 10 };

typedef struct batch {
    toc_line_item items[BATCH_ITEMS];
    size_t count;
    size_t bytes;
    atomic_size_t next; /* first item not yet taken by a thread */
    toc_line *line;
} batch;

struct toc_line {
    toc_line_jobs jobs;
    toc_pool *pool;
    batch *filling;
    batch *working;     /* count 0: nothing under way */
    toc_arena *scratch; /* one a thread */
    bool failed;
};

static batch *batch_new(toc_line *line) {
    batch *b = toc_mem_calloc(1, sizeof *b);
    for (size_t i = 0; b != NULL && i < BATCH_ITEMS; i++) {
        toc_arena_init(&b->items[i].arena, 0);
        toc_buf_init(&b->items[i].out, line->jobs.out_bytes_max);
    }
    if (b != NULL) {
        atomic_init(&b->next, 0);
        b->line = line;
    }
    return b;
}

static void batch_free(batch *b) {
    for (size_t i = 0; b != NULL && i < BATCH_ITEMS; i++) {
        toc_arena_fini(&b->items[i].arena);
        toc_buf_fini(&b->items[i].out);
    }
    toc_mem_free(b);
}

toc_rc toc_line_new(const toc_line_jobs *jobs, toc_line **out, toc_err *err) {
    toc_pool *pool = NULL;
    toc_rc rc = toc_pool_new(jobs->threads, &pool, err);
    if (rc != TOC_OK) {
        return rc;
    }
    toc_line *line = toc_mem_calloc(1, sizeof *line);
    if (line == NULL) {
        toc_pool_free(pool);
        return toc_err_set(err, TOC_ENOMEM, "no memory for a line of work");
    }
    line->jobs = *jobs;
    line->pool = pool;
    line->filling = batch_new(line);
    line->working = batch_new(line);
    line->scratch = toc_mem_calloc(jobs->threads, sizeof *line->scratch);
    if (line->filling == NULL || line->working == NULL || line->scratch == NULL) {
        toc_line_free(line);
        return toc_err_set(err, TOC_ENOMEM, "no memory for two batches of work");
    }
    *out = line;
    return TOC_OK;
}

void toc_line_free(toc_line *line) {
    if (line == NULL) {
        return;
    }
    toc_pool_free(line->pool);
    batch_free(line->filling);
    batch_free(line->working);
    for (size_t i = 0; line->scratch != NULL && i < line->jobs.threads; i++) {
        toc_arena_fini(&line->scratch[i]);
    }
    toc_mem_free(line->scratch);
    toc_mem_free(line);
}

static bool is_wide(const toc_line *line, const toc_line_item *item) {
    return line->jobs.threads > 1 && line->jobs.wide_bytes > 0 && item->bytes >= line->jobs.wide_bytes;
}

static void item_work(toc_line *line, toc_line_item *item, toc_arena *scratch, toc_pool *pool) {
    toc_arena_clear(scratch);
    item->rc = line->jobs.work(line->jobs.ctx, item, scratch, pool, &item->err);
}

static void batch_work(void *ctx, size_t index) {
    batch *b = ctx;
    size_t i = atomic_fetch_add(&b->next, 1);
    for (; i < b->count; i = atomic_fetch_add(&b->next, 1)) {
        if (!is_wide(b->line, &b->items[i])) {
            item_work(b->line, &b->items[i], &b->line->scratch[index], NULL);
        }
    }
}

static void item_clear(toc_line_item *item) {
    if (item->arena.used_bytes > KEPT_BYTES) {
        toc_arena_fini(&item->arena);
    }
    if (item->out.capacity > KEPT_BYTES) {
        toc_buf_fini(&item->out);
    }
    toc_arena_clear(&item->arena);
    toc_buf_clear(&item->out);
    item->input = NULL;
    item->bytes = 0;
    item->rc = TOC_OK;
}

static toc_rc item_hand(toc_line *line, toc_line_item *item, toc_err *err) {
    toc_rc rc = item->rc != TOC_OK ? toc_err_set(err, item->rc, "%s", item->err.text)
                                   : line->jobs.hand(line->jobs.ctx, item, err);
    line->failed |= rc != TOC_OK;
    return rc;
}

static void batch_start(toc_line *line, batch *b) {
    for (size_t i = 0; i < b->count; i++) {
        if (is_wide(line, &b->items[i])) {
            item_work(line, &b->items[i], &line->scratch[0], line->pool);
        }
    }
    atomic_store(&b->next, 0);
    if (b->count > 0) {
        toc_pool_start(line->pool, line->jobs.threads, batch_work, b);
    }
}

/* Wait for the batch under way; start on the filled one; hand on what is done. */
static toc_rc turn(toc_line *line, toc_err *err) {
    toc_rc rc = TOC_OK;
    batch *done = line->working;
    toc_pool_wait(line->pool);
    batch_start(line, line->filling);
    for (size_t i = 0; i < done->count && rc == TOC_OK; i++) {
        rc = item_hand(line, &done->items[i], err);
    }
    done->count = 0;
    done->bytes = 0;
    line->working = line->filling;
    line->filling = done;
    return rc;
}

toc_line_item *toc_line_next(toc_line *line) {
    toc_line_item *item = &line->filling->items[line->filling->count];
    item_clear(item);
    return item;
}

toc_rc toc_line_take(toc_line *line, toc_err *err) {
    batch *b = line->filling;
    toc_line_item *item = &b->items[b->count];
    if (line->jobs.threads == 1) {
        item_work(line, item, &line->scratch[0], NULL);
        return item_hand(line, item, err);
    }
    b->bytes += item->bytes;
    b->count++;
    bool full = b->count == BATCH_ITEMS || b->bytes >= BATCH_BYTES || is_wide(line, item);
    return full ? turn(line, err) : TOC_OK;
}

toc_rc toc_line_finish(toc_line *line, toc_err *err) {
    toc_rc rc = line->failed ? TOC_OK : turn(line, err);
    return rc == TOC_OK && !line->failed ? turn(line, err) : rc;
}
