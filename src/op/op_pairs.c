/*
 * The recipe: read -> code -> format -> hand over, row by row.
 */
#include "op/op_pairs.h"

#include "report/pair.h"
#include "text/pairs.h"

enum { LINE_BYTES_MAX = 64 << 20 };

typedef struct pairing {
    const toc_pairs_options *options;
    toc_pairs_counts *counts;
    const toc_coder *coder;
    toc_arena arena; /* of one row */
    toc_buf out;
} pairing;

static void on_reject(void *ctx, const toc_reject *reject) {
    pairing *run = ctx;
    run->counts->rejects++;
    if (run->options->reject != NULL) {
        run->options->reject(run->options->ctx, reject);
    }
}

static void line_add(pairing *run, const toc_pair_row *row, const toc_pair_answer *answer) {
    toc_pair_reason reasons[TOC_PAIR_REASONS];
    bool silent = answer->abstains && !run->options->always;
    for (size_t i = 0; i < answer->reason_count; i++) {
        const toc_reason *r = &answer->reasons[i];
        reasons[i] = (toc_pair_reason){r->part, r->words, r->rule, r->value};
    }
    toc_pair_line line = {.id = row->id,
                          .event = silent ? TOC_STR("") : answer->event,
                          .cameo = answer->cameo,
                          .quad = answer->quad,
                          .modality = toc_modality_name(answer->modality),
                          .confidence = answer->confidence,
                          .text = row->text,
                          .source = row->source,
                          .target = row->target,
                          .reasons = reasons,
                          .reason_count = answer->reason_count};
    run->counts->abstained += silent;
    if (run->options->explain) {
        toc_pair_add_text(&run->out, &line);
    } else {
        toc_pair_add_json(&run->out, &line);
    }
}

static toc_rc code_row(pairing *run, const toc_pair_row *row, toc_err *err) {
    toc_pair_answer answer;
    toc_pair pair = {row->text, row->source, row->target, run->options->scheme};
    toc_rc rc = toc_pair_code(run->coder, &pair, &run->arena, &answer, err);
    if (rc != TOC_OK) {
        return rc;
    }
    run->counts->rows++;
    toc_buf_clear(&run->out);
    line_add(run, row, &answer);
    if (run->out.failed) {
        return toc_err_set(err, TOC_ENOMEM, "no memory for the answer to line %zu", row->line);
    }
    return run->options->write(run->options->ctx, toc_buf_str(&run->out), err);
}

static toc_rc code_all(pairing *run, toc_err *err) {
    toc_pairs *pairs = NULL;
    bool more = true;
    toc_rc rc = toc_pairs_open(run->options->path, on_reject, run, &pairs, err);
    while (rc == TOC_OK && more) {
        toc_pair_row row;
        toc_arena_clear(&run->arena);
        rc = toc_pairs_next(pairs, &run->arena, &row, &more, err);
        if (rc == TOC_OK && more) {
            rc = code_row(run, &row, err);
        }
    }
    toc_pairs_close(pairs);
    return rc;
}

toc_rc toc_op_pairs(toc_env *env, const toc_pairs_options *options, toc_pairs_counts *counts, toc_err *err) {
    pairing run = {.options = options, .counts = counts};
    *counts = (toc_pairs_counts){0};
    toc_rc rc = toc_env_coder(env, &run.coder, err);
    if (rc != TOC_OK) {
        return rc;
    }
    toc_arena_init(&run.arena, 0);
    toc_buf_init(&run.out, LINE_BYTES_MAX);
    rc = code_all(&run, err);
    toc_buf_fini(&run.out);
    toc_arena_fini(&run.arena);
    return rc;
}
