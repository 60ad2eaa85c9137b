/*
 * Method: see code_document.h. A window is a row of parts of 32 sentences; a part is one job and has an arena of its
 * own, which is joined to the document's when the window is coded, for events are views of its tokens and trees.
 */
#include "op/code_document.h"

#include "base/clock.h"

/* Our choice: a part is two milliseconds of work, a window of 16 has enough of them for 16 threads. */
enum { PART_SENTENCES = 32, WINDOW_PARTS = 16, WINDOW_SENTENCES = PART_SENTENCES * WINDOW_PARTS };

typedef struct part {
    toc_reading readings[PART_SENTENCES];
    toc_arena arena;
    double seconds;
    toc_rc rc;
    toc_err err;
} part;

typedef struct window {
    const toc_coder *coder;
    const toc_coding *coding;
    size_t from, to; /* sentences */
    part parts[WINDOW_PARTS];
} window;

static void part_read(void *ctx, size_t index) {
    window *w = ctx;
    part *p = &w->parts[index];
    double since = toc_clock_seconds();
    size_t from = w->from + index * PART_SENTENCES;
    for (size_t i = 0; i < PART_SENTENCES && from + i < w->to && p->rc == TOC_OK; i++) {
        p->rc = toc_code_read(w->coder, toc_coding_text(w->coding, from + i), &p->arena, &p->readings[i], &p->err);
    }
    p->seconds = toc_clock_seconds() - since;
}

static void window_start(window *w, toc_pool *pool, size_t from) {
    size_t count = toc_coding_count(w->coding);
    w->from = from < count ? from : count;
    w->to = count - w->from < WINDOW_SENTENCES ? count : w->from + WINDOW_SENTENCES;
    toc_pool_start(pool, (w->to - w->from + PART_SENTENCES - 1) / PART_SENTENCES, part_read, w);
}

static toc_rc window_code(window *w, toc_coding *coding, toc_arena *arena, toc_code_times *times, toc_err *err) {
    toc_rc rc = TOC_OK;
    double since = toc_clock_seconds();
    for (size_t i = w->from; i < w->to && rc == TOC_OK; i++) {
        const part *p = &w->parts[(i - w->from) / PART_SENTENCES];
        rc = p->rc != TOC_OK ? toc_err_set(err, p->rc, "%s", p->err.text)
                             : toc_coding_take(coding, &p->readings[(i - w->from) % PART_SENTENCES], err);
    }
    times->events += toc_clock_seconds() - since;
    for (size_t i = 0; i < WINDOW_PARTS; i++) {
        times->trees += w->parts[i].seconds;
        w->parts[i].seconds = 0;
        toc_arena_join(arena, &w->parts[i].arena);
    }
    return rc;
}

static toc_rc code_by_pool(const toc_coder *coder, toc_coding *coding, toc_pool *pool, toc_arena *arena,
                           toc_code_times *times, toc_err *err) {
    toc_rc rc = TOC_OK;
    window *windows = toc_arena_array(arena, 2, sizeof *windows);
    if (windows == NULL) {
        return toc_err_set(err, TOC_ENOMEM, "out of memory while coding a document");
    }
    for (size_t i = 0; i < 2; i++) {
        windows[i].coder = coder;
        windows[i].coding = coding;
    }
    window_start(&windows[0], pool, 0);
    for (size_t k = 0; rc == TOC_OK && windows[k % 2].from < toc_coding_count(coding); k++) {
        window *ready = &windows[k % 2];
        toc_pool_wait(pool);
        window_start(&windows[(k + 1) % 2], pool, ready->to);
        rc = window_code(ready, coding, arena, times, err);
    }
    toc_pool_wait(pool);
    for (size_t i = 0; i < 2 * WINDOW_PARTS; i++) {
        toc_arena_fini(&windows[i / WINDOW_PARTS].parts[i % WINDOW_PARTS].arena);
    }
    return rc;
}

static toc_rc code_alone(const toc_coder *coder, toc_coding *coding, toc_arena *arena, toc_code_times *times,
                         toc_err *err) {
    toc_rc rc = TOC_OK;
    double since = toc_clock_seconds();
    for (size_t i = 0; i < toc_coding_count(coding) && rc == TOC_OK; i++) {
        toc_reading reading;
        rc = toc_code_read(coder, toc_coding_text(coding, i), arena, &reading, err);
        double read = toc_clock_seconds();
        rc = rc == TOC_OK ? toc_coding_take(coding, &reading, err) : rc;
        double now = toc_clock_seconds();
        times->trees += read - since;
        times->events += now - read;
        since = now;
    }
    return rc;
}

toc_rc toc_op_code_document(const toc_coder *coder, const toc_document *document, toc_pool *pool, toc_arena *arena,
                            toc_code_times *times, toc_coded *out, toc_err *err) {
    toc_coding *coding = NULL;
    toc_code_times own = {0};
    double since = toc_clock_seconds();
    toc_rc rc = toc_coding_begin(coder, document, arena, &coding, err);
    own.sentences = toc_clock_seconds() - since;
    if (rc == TOC_OK) {
        rc = pool != NULL ? code_by_pool(coder, coding, pool, arena, &own, err)
                          : code_alone(coder, coding, arena, &own, err);
    }
    since = toc_clock_seconds();
    if (rc == TOC_OK) {
        toc_coding_end(coding, out);
    }
    own.events += toc_clock_seconds() - since;
    if (times != NULL) {
        times->sentences += own.sentences;
        times->trees += own.trees;
        times->events += own.events;
    }
    return rc;
}
