/*
 * The recipe: read -> code -> format -> hand over, on the line (line.h).
 */
#include "op/op_pairs.h"

#include "op/line.h"
#include "report/pair.h"
#include "text/pairs.h"

enum { LINE_BYTES_MAX = 64 << 20 };

typedef struct pairing {
    const toc_pairs_options *options;
    toc_pairs_counts *counts;
    const toc_coder *coder;
} pairing;

/* One row on the line. */
typedef struct task {
    toc_pair_row row;
    bool silent; /* the answer */
} task;

static void on_reject(void *ctx, const toc_reject *reject) {
    pairing *run = ctx;
    run->counts->rejects++;
    if (run->options->reject != NULL) {
        run->options->reject(run->options->ctx, reject);
    }
}

static void line_add(const pairing *run, task *t, const toc_pair_answer *answer, toc_buf *out) {
    toc_pair_reason reasons[TOC_PAIR_REASONS];
    const toc_pair_row *row = &t->row;
    t->silent = answer->abstains && !run->options->always;
    for (size_t i = 0; i < answer->reason_count; i++) {
        const toc_reason *r = &answer->reasons[i];
        reasons[i] = (toc_pair_reason){r->part, r->words, r->rule, r->value};
    }
    toc_pair_line line = {.id = row->id,
                          .event = t->silent ? TOC_STR("") : answer->event,
                          .cameo = answer->cameo,
                          .quad = answer->quad,
                          .modality = toc_modality_name(answer->modality),
                          .confidence = answer->confidence,
                          .text = row->text,
                          .source = row->source,
                          .target = row->target,
                          .reasons = reasons,
                          .reason_count = answer->reason_count};
    if (run->options->explain) {
        toc_pair_add_text(out, &line);
    } else {
        toc_pair_add_json(out, &line);
    }
}

static toc_rc task_work(void *ctx, toc_line_item *item, toc_arena *scratch, toc_pool *pool, toc_err *err) {
    const pairing *run = ctx;
    task *t = item->input;
    toc_pair_answer answer;
    toc_pair pair = {t->row.text, t->row.source, t->row.target, run->options->scheme};
    (void)pool;
    toc_rc rc = toc_pair_code(run->coder, &pair, scratch, &answer, err);
    if (rc != TOC_OK) {
        return rc;
    }
    line_add(run, t, &answer, &item->out);
    return item->out.failed ? toc_err_set(err, TOC_ENOMEM, "no memory for the answer to line %zu", t->row.line)
                            : TOC_OK;
}

static toc_rc task_hand(void *ctx, toc_line_item *item, toc_err *err) {
    pairing *run = ctx;
    run->counts->rows++;
    run->counts->abstained += ((const task *)item->input)->silent;
    return run->options->write(run->options->ctx, toc_buf_str(&item->out), err);
}

/* The next row onto the line; *more false at the end of the input, and on errors of reading. */
static toc_rc take_next(toc_pairs *pairs, toc_line *line, bool *more, toc_err *err) {
    toc_line_item *item = toc_line_next(line);
    task *t = toc_arena_alloc(&item->arena, sizeof *t);
    if (t == NULL) {
        *more = false;
        return toc_err_set(err, TOC_ENOMEM, "no memory for a pair");
    }
    toc_rc rc = toc_pairs_next(pairs, &item->arena, &t->row, more, err);
    if (rc != TOC_OK || !*more) {
        *more = false;
        return rc;
    }
    item->input = t;
    item->bytes = t->row.text.len;
    return toc_line_take(line, err);
}

/* What was read before an error of reading is handed over first. */
static toc_rc code_all(pairing *run, toc_line *line, toc_err *err) {
    toc_pairs *pairs = NULL;
    bool more = true;
    toc_rc rc = toc_pairs_open(run->options->path, on_reject, run, &pairs, err);
    while (rc == TOC_OK && more) {
        rc = take_next(pairs, line, &more, err);
    }
    toc_pairs_close(pairs);
    toc_err own = {0};
    toc_rc last = toc_line_finish(line, &own);
    return rc == TOC_OK && last != TOC_OK ? toc_err_set(err, last, "%s", own.text) : rc;
}

toc_rc toc_op_pairs(toc_env *env, const toc_pairs_options *options, toc_pairs_counts *counts, toc_err *err) {
    pairing run = {.options = options, .counts = counts};
    toc_line *line = NULL;
    *counts = (toc_pairs_counts){0};
    toc_rc rc = toc_env_coder(env, &run.coder, err);
    if (rc != TOC_OK) {
        return rc;
    }
    toc_line_jobs jobs = {.ctx = &run,
                          .work = task_work,
                          .hand = task_hand,
                          .threads = options->threads,
                          .out_bytes_max = LINE_BYTES_MAX};
    rc = toc_line_new(&jobs, &line, err);
    rc = rc == TOC_OK ? code_all(&run, line, err) : rc;
    toc_line_free(line);
    return rc;
}
