/*
 * Method: see parse_line.h. A chunk's scratch is emptied after each sentence and
 * given back after the last, its output after it was written; what is left between two batches
 * is the batches themselves.
 */
#include "op/parse_line.h"

#include "base/clock.h"
#include "base/mem.h"
#include "report/conllu.h"

enum { CHUNK_BYTES_MAX = 1 << 30 };

/* ---- one sentence ---- */

/* A chunk at work: where time goes is noted at each step. */
typedef struct desk {
    toc_parse_chunk *chunk;
    const toc_syntax *syntax;
    toc_arena scratch; /* of one sentence */
    double since;
} desk;

static void note_time(desk *d, toc_parse_stage stage) {
    double now = toc_clock_seconds();
    d->chunk->seconds[stage] += now - d->since;
    d->since = now;
}

/* Whether two words make one token in the treebanks' manner: "do|n't", "Minsk|'s", "can|not". */
static bool is_joined(const toc_token *word, const toc_token *next) {
    static const char *const tails[] = {"s", "re", "ve", "ll", "d", "m"};
    static const char *const fused[] = {"can", "not", "gon", "na", "got", "ta", "wan", "na", "gim", "me", "lem", "me"};
    toc_str tail = next->lower;
    if (word->to != next->from || word->kind == TOC_PUNCT) {
        return false;
    }
    for (size_t i = 0; i < sizeof fused / sizeof fused[0]; i += 2) {
        if (toc_str_equal(word->lower, toc_str_of(fused[i])) && toc_str_equal(tail, toc_str_of(fused[i + 1]))) {
            return true;
        }
    }
    if (toc_str_equal(tail, TOC_STR("n't")) || toc_str_equal(tail, TOC_STR("n\xE2\x80\x99t"))) {
        return true;
    }
    size_t mark = toc_str_starts(tail, TOC_STR("'")) ? 1 : toc_str_starts(tail, TOC_STR("\xE2\x80\x99")) ? 3 : 0;
    for (size_t i = 0; mark > 0 && i < sizeof tails / sizeof tails[0]; i++) {
        if (toc_str_equal(toc_str_slice(tail, mark, tail.len), toc_str_of(tails[i]))) {
            return true;
        }
    }
    return false;
}

static void add_word(desk *d, size_t i, const toc_token *token, const toc_node *node, toc_str misc) {
    toc_conllu_add_row(&d->chunk->out, &(toc_conllu_row){.id = i + 1,
                                                         .form = token->text,
                                                         .lemma = node->lemma,
                                                         .upos = toc_upos_name((toc_upos)node->upos),
                                                         .xpos = toc_syntax_tag_name(d->syntax, node->tag),
                                                         .head = node->head,
                                                         .rel = toc_rel_name((toc_rel)node->rel),
                                                         .misc = misc});
}

static void add_given(desk *d, const toc_conllu_sentence *s, const toc_node *nodes) {
    toc_buf *out = &d->chunk->out;
    size_t extra = 0;
    toc_buf_add(out, s->comments);
    for (size_t i = 0; i <= s->count; i++) {
        for (; extra < s->extra_count && s->extras[extra].before == i; extra++) {
            toc_buf_add(out, s->extras[extra].line);
            toc_buf_add_char(out, '\n');
        }
        if (i < s->count) {
            add_word(d, i, &s->tokens[i], &nodes[i], s->misc[i]);
        }
    }
    toc_buf_add_char(out, '\n');
}

static void add_head(desk *d, const toc_parse_item *item) {
    toc_buf *out = &d->chunk->out;
    if (item->new_document) {
        toc_conllu_add_comment(out, "newdoc id", toc_str_of(item->document));
    }
    toc_buf_add_cstr(out, item->new_paragraph ? "# newpar\n" : "");
    toc_conllu_add_id(out, item->document, item->number);
    toc_conllu_add_comment(out, "text", item->text);
}

static void add_cut(desk *d, const toc_parse_item *item, const toc_token *tokens, size_t count, const toc_node *nodes) {
    size_t joined_to = 0; /* words before this one belong to a token that has been opened */
    add_head(d, item);
    for (size_t i = 0; i < count; i++) {
        size_t last = i;
        while (i >= joined_to && last + 1 < count && is_joined(&tokens[last], &tokens[last + 1])) {
            last++;
        }
        bool space = last + 1 < count ? tokens[last].space_after : !item->glued;
        if (last > i) {
            toc_str form = toc_str_slice(item->text, tokens[i].from, tokens[last].to);
            toc_conllu_add_range(&d->chunk->out, i + 1, last + 1, form, space);
            joined_to = last + 1;
        }
        add_word(d, i, &tokens[i], &nodes[i], space || i < joined_to ? TOC_STR("") : TOC_STR("SpaceAfter=No"));
    }
    toc_buf_add_char(&d->chunk->out, '\n');
}

static toc_rc item_parse(desk *d, const toc_parse_item *item, toc_err *err) {
    toc_token *tokens = item->given.tokens;
    toc_node *nodes = NULL;
    size_t count = item->given.count;
    toc_rc rc = tokens == NULL ? toc_text_tokens(item->text, &d->scratch, &tokens, &count, err) : TOC_OK;
    note_time(d, TOC_PARSE_TOKENS);
    if (rc != TOC_OK || count == 0) {
        return rc;
    }
    rc = toc_syntax_parse(d->syntax, tokens, count, &d->scratch, &nodes, err);
    note_time(d, TOC_PARSE_TREES);
    if (rc == TOC_OK && item->given.tokens != NULL) {
        add_given(d, &item->given, nodes);
    } else if (rc == TOC_OK) {
        add_cut(d, item, tokens, count, nodes);
    }
    d->chunk->words += (int64_t)count;
    toc_arena_clear(&d->scratch);
    note_time(d, TOC_PARSE_WRITE);
    return rc;
}

static void chunk_parse(void *ctx, size_t index) {
    toc_parse_batch *batch = ctx;
    toc_parse_chunk *chunk = &batch->chunks[index];
    desk d = {.chunk = chunk, .syntax = batch->syntax, .since = toc_clock_seconds()};
    toc_arena_init(&d.scratch, 0);
    for (size_t i = 0; i < chunk->count && chunk->rc == TOC_OK; i++) {
        chunk->rc = item_parse(&d, &chunk->items[i], &chunk->err);
    }
    if (chunk->rc == TOC_OK && chunk->out.failed) {
        chunk->rc = toc_err_set(&chunk->err, TOC_ENOMEM, "no memory for the trees of %zu sentences", chunk->count);
    }
    toc_arena_fini(&d.scratch);
}

/* ---- the line ---- */

static toc_parse_batch *batch_new(const toc_syntax *syntax) {
    toc_parse_batch *batch = toc_mem_calloc(1, sizeof *batch);
    if (batch != NULL) {
        batch->syntax = syntax;
        toc_arena_init(&batch->arena, 0);
        for (size_t i = 0; i < TOC_BATCH_CHUNKS; i++) {
            toc_buf_init(&batch->chunks[i].out, CHUNK_BYTES_MAX);
        }
    }
    return batch;
}

static void chunk_clear(toc_parse_chunk *chunk) {
    toc_buf_clear(&chunk->out);
    chunk->count = 0;
    chunk->words = 0;
    chunk->rc = TOC_OK;
    for (size_t i = 0; i < TOC_PARSE_STAGES; i++) {
        chunk->seconds[i] = 0;
    }
}

static void batch_clear(toc_parse_batch *batch) {
    for (size_t i = 0; i < batch->count; i++) {
        chunk_clear(&batch->chunks[i]);
    }
    batch->count = 0;
    toc_arena_clear(&batch->arena);
}

static void batch_free(toc_parse_batch *batch) {
    if (batch != NULL) {
        for (size_t i = 0; i < TOC_BATCH_CHUNKS; i++) {
            toc_buf_fini(&batch->chunks[i].out);
        }
        toc_arena_fini(&batch->arena);
        toc_mem_free(batch);
    }
}

toc_rc toc_parse_line_init(toc_parse_line *line, const toc_syntax *syntax, const toc_parse_options *options,
                           toc_parse_counts *counts, toc_err *err) {
    *line = (toc_parse_line){.options = options, .counts = counts};
    toc_rc rc = toc_pool_new(options->threads, &line->pool, err);
    if (rc == TOC_OK) {
        line->filling = batch_new(syntax);
        line->working = batch_new(syntax);
        if (line->filling == NULL || line->working == NULL) {
            rc = toc_err_set(err, TOC_ENOMEM, "no memory for two batches of sentences");
        }
    }
    if (rc != TOC_OK) {
        toc_parse_line_fini(line);
    }
    return rc;
}

void toc_parse_line_fini(toc_parse_line *line) {
    toc_pool_free(line->pool);
    batch_free(line->filling);
    batch_free(line->working);
    *line = (toc_parse_line){0};
}

static toc_rc chunk_write(toc_parse_line *line, const toc_parse_chunk *chunk, toc_err *err) {
    if (chunk->rc != TOC_OK) {
        return toc_err_set(err, chunk->rc, "%s", chunk->err.text);
    }
    line->counts->sentences += (int64_t)chunk->count;
    line->counts->words += chunk->words;
    for (size_t i = 0; i < TOC_PARSE_STAGES; i++) {
        line->counts->seconds[i] += chunk->seconds[i];
    }
    return line->options->write(line->options->ctx, toc_buf_str(&chunk->out), err);
}

/* Wait for the batch under way; start on the filled one; write what is done. */
static toc_rc turn(toc_parse_line *line, toc_err *err) {
    toc_rc rc = TOC_OK;
    toc_parse_batch *done = line->working;
    toc_pool_wait(line->pool);
    if (line->filling->count > 0) {
        toc_pool_start(line->pool, line->filling->count, chunk_parse, line->filling);
    }
    double since = toc_clock_seconds();
    for (size_t i = 0; i < done->count && rc == TOC_OK; i++) {
        rc = chunk_write(line, &done->chunks[i], err);
    }
    batch_clear(done);
    line->counts->seconds[TOC_PARSE_WRITE] += toc_clock_seconds() - since;
    line->working = line->filling;
    line->filling = done;
    return rc;
}

/* The chunk that takes the next sentence. */
static toc_parse_chunk *open_chunk(toc_parse_batch *batch) {
    bool full = batch->count == 0 || batch->chunks[batch->count - 1].count == TOC_CHUNK_SENTENCES;
    return &batch->chunks[full ? batch->count : batch->count - 1];
}

toc_parse_item *toc_parse_line_item(toc_parse_line *line) {
    toc_parse_chunk *chunk = open_chunk(line->filling);
    toc_parse_item *item = &chunk->items[chunk->count];
    *item = (toc_parse_item){0};
    return item;
}

toc_arena *toc_parse_line_arena(toc_parse_line *line) {
    return &line->filling->arena;
}

toc_rc toc_parse_line_take(toc_parse_line *line, toc_err *err) {
    toc_parse_batch *batch = line->filling;
    toc_parse_chunk *chunk = open_chunk(batch);
    batch->count += chunk->count++ == 0;
    bool full = batch->count == TOC_BATCH_CHUNKS && chunk->count == TOC_CHUNK_SENTENCES;
    return full || batch->arena.used_bytes >= TOC_PARSE_BATCH_BYTES ? turn(line, err) : TOC_OK;
}

toc_rc toc_parse_line_finish(toc_parse_line *line, toc_err *err) {
    toc_rc rc = turn(line, err);
    return rc == TOC_OK ? turn(line, err) : rc;
}
