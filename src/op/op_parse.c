/*
 * The recipe: read -> cut into sentences -> the line that cuts tokens, parses and
 * writes (parse_line.c).
 */
#include "op/op_parse.h"

#include "base/clock.h"
#include "op/parse_line.h"

#include <stdio.h>

typedef struct parsing {
    const toc_parse_options *options;
    toc_parse_counts *counts;
    toc_parse_line line;
    const toc_splitter *splitter;
    toc_arena arena; /* of one document */
} parsing;

static void on_reject(void *ctx, const toc_reject *reject) {
    parsing *run = ctx;
    run->counts->rejects++;
    if (run->options->reject != NULL) {
        run->options->reject(run->options->ctx, reject);
    }
}

static void note_time(parsing *run, toc_parse_stage stage, double since) {
    run->counts->seconds[stage] += toc_clock_seconds() - since;
}

/* ---- text ---- */

/* Hand a sentence over; the title has no place in the text. */
static toc_rc take_sentence(parsing *run, const toc_document *document, const toc_sentence *s, size_t number,
                            toc_parse_item about, toc_err *err) {
    toc_parse_item *item = toc_parse_line_item(&run->line);
    toc_arena *arena = toc_parse_line_arena(&run->line);
    toc_str text = s == NULL ? document->title : toc_str_slice(document->text, s->from, s->to);
    *item = about;
    item->number = number;
    item->document = toc_arena_str(arena, toc_str_of(document->id.text)).ptr;
    item->text = toc_arena_str(arena, text);
    if (item->document == NULL || item->text.ptr == NULL) {
        return toc_err_set(err, TOC_ENOMEM, "no memory for a sentence of \"%.*s\"", TOC_FMT(document->file));
    }
    return toc_parse_line_take(&run->line, err);
}

/* The sentences of some paragraphs; `before` sentences of the document went before. */
static toc_rc take_part(parsing *run, const toc_document *document, const toc_sentence *s, size_t count, size_t before,
                        toc_err *err) {
    toc_rc rc = TOC_OK;
    for (size_t i = 0; i < count && rc == TOC_OK; i++) {
        toc_parse_item about = {.new_document = i + before == 0,
                                .new_paragraph = i == 0 || s[i].paragraph != s[i - 1].paragraph,
                                .glued = i + 1 < count && s[i + 1].from == s[i].to};
        rc = take_sentence(run, document, &s[i], before + i + 1, about, err);
    }
    return rc;
}

static toc_rc take_document(parsing *run, const toc_document *document, toc_err *err) {
    toc_cutting cutting = {.splitter = run->splitter, .text = document->text};
    size_t before = document->title.len > 0, count = 1;
    toc_rc rc = TOC_OK;
    run->counts->documents++;
    if (before > 0) {
        toc_parse_item about = {.new_document = true, .new_paragraph = true};
        rc = take_sentence(run, document, NULL, 1, about, err);
    }
    while (rc == TOC_OK && count > 0) {
        toc_sentence *s = NULL;
        double since = toc_clock_seconds();
        rc = toc_cutting_next(&cutting, &run->arena, &s, &count, err);
        note_time(run, TOC_PARSE_SENTENCES, since);
        if (rc == TOC_OK) {
            rc = take_part(run, document, s, count, before, err);
            before += count;
        }
    }
    return rc;
}

static toc_rc parse_text(parsing *run, toc_err *err) {
    toc_docs *docs = NULL;
    bool more = true;
    toc_rc rc = toc_docs_open(run->options->path, run->options->format, TOC_DAY_NONE, on_reject, run, &docs, err);
    while (rc == TOC_OK && more) {
        toc_document document;
        double since = toc_clock_seconds();
        toc_arena_clear(&run->arena);
        rc = toc_docs_next(docs, &run->arena, &document, &more, err);
        note_time(run, TOC_PARSE_READ, since);
        if (rc == TOC_OK && more) {
            rc = take_document(run, &document, err);
        }
    }
    toc_docs_close(docs);
    return rc;
}

/* ---- CoNLL-U ---- */

static toc_rc take_given(parsing *run, const toc_conllu_sentence *given, toc_err *err) {
    char reason[120];
    if (given->count > TOC_SYNTAX_TOKENS_MAX) {
        snprintf(reason, sizeof reason, "a sentence of %zu words; the limit is %d; the sentence is left out",
                 given->count, TOC_SYNTAX_TOKENS_MAX);
        on_reject(run, &(toc_reject){run->options->path, given->line, reason});
        return TOC_OK;
    }
    toc_parse_line_item(&run->line)->given = *given;
    return toc_parse_line_take(&run->line, err);
}

static toc_rc parse_conllu(parsing *run, toc_err *err) {
    toc_conllu *conllu = NULL;
    bool more = true;
    toc_rc rc = toc_conllu_open(run->options->path, on_reject, run, &conllu, err);
    while (rc == TOC_OK && more) {
        toc_conllu_sentence given;
        double since = toc_clock_seconds();
        rc = toc_conllu_next(conllu, toc_parse_line_arena(&run->line), &given, &more, err);
        note_time(run, TOC_PARSE_READ, since);
        if (rc == TOC_OK && more) {
            rc = take_given(run, &given, err);
            run->counts->documents = 1;
        }
    }
    toc_conllu_close(conllu);
    return rc;
}

toc_rc toc_op_parse(toc_env *env, const toc_parse_options *options, toc_parse_counts *counts, toc_err *err) {
    parsing run = {.options = options, .counts = counts};
    const toc_syntax *syntax = NULL;
    *counts = (toc_parse_counts){0};
    toc_rc rc = toc_env_splitter(env, &run.splitter, err);
    rc = rc == TOC_OK ? toc_env_syntax(env, &syntax, err) : rc;
    rc = rc == TOC_OK ? toc_parse_line_init(&run.line, syntax, options, counts, err) : rc;
    if (rc != TOC_OK) {
        return rc;
    }
    toc_arena_init(&run.arena, 0);
    rc = options->conllu ? parse_conllu(&run, err) : parse_text(&run, err);
    rc = rc == TOC_OK ? toc_parse_line_finish(&run.line, err) : rc;
    toc_parse_line_fini(&run.line);
    toc_arena_fini(&run.arena);
    return rc;
}
