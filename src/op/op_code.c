/*
 * The recipe: read -> code -> format -> hand over, document by document.
 */
#include "op/op_code.h"

#include "report/explain.h"

enum { OUTPUT_BYTES_MAX = 1 << 30 };

typedef struct coding {
    const toc_code_options *options;
    toc_code_counts *counts;
    const toc_coder *coder;
    toc_arena arena; /* of one document */
    toc_buf out;
} coding;

static void on_reject(void *ctx, const toc_reject *reject) {
    coding *run = ctx;
    run->counts->rejects++;
    if (run->options->reject != NULL) {
        run->options->reject(run->options->ctx, reject);
    }
}

static void add_why(toc_buf *out, const toc_coded_event *coded) {
    const char *const names[] = {"{\"part\":", ",\"words\":", ",\"rule\":", ",\"value\":"};
    out->len--; /* the brace that closes the event: one more member goes in before it */
    toc_buf_add_cstr(out, ",\"why\":[");
    for (size_t i = 0; i < coded->reason_count; i++) {
        const toc_reason *reason = &coded->reasons[i];
        const toc_str cells[] = {reason->part, reason->words, reason->rule, reason->value};
        for (size_t c = 0; c < sizeof cells / sizeof cells[0]; c++) {
            toc_buf_add_cstr(out, c == 0 && i > 0 ? "," : "");
            toc_buf_add_cstr(out, names[c]);
            toc_buf_add_json(out, cells[c]);
        }
        toc_buf_add_char(out, '}');
    }
    toc_buf_add_cstr(out, "]}");
}

static void add_json(coding *run, const toc_coded_sentence *sentence) {
    for (size_t i = 0; i < sentence->event_count; i++) {
        toc_event_add_json(&run->out, &sentence->events[i].event);
        if (run->options->style == TOC_CODE_REASONS && !run->out.failed) {
            add_why(&run->out, &sentence->events[i]);
        }
        toc_buf_add_char(&run->out, '\n');
    }
}

/* The coder's reasons as rows of a table; NULL when memory is refused. */
static const toc_explain_part *parts_of(const toc_coded_event *coded, toc_arena *arena) {
    toc_explain_part *parts = toc_arena_array(arena, coded->reason_count, sizeof *parts);
    for (size_t i = 0; parts != NULL && i < coded->reason_count; i++) {
        const toc_reason *reason = &coded->reasons[i];
        parts[i] = (toc_explain_part){reason->part, reason->words, reason->rule, reason->value};
    }
    return parts;
}

static toc_rc add_explanation(coding *run, const toc_coded_sentence *sentence, toc_err *err) {
    size_t count = sentence->event_count;
    toc_explain_event *events = toc_arena_array(&run->arena, count, sizeof *events);
    for (size_t i = 0; events != NULL && i < count; i++) {
        const toc_coded_event *coded = &sentence->events[i];
        const toc_explain_part *parts = parts_of(coded, &run->arena);
        events[i] = (toc_explain_event){&coded->event, parts, parts != NULL ? coded->reason_count : 0};
    }
    if (events == NULL) {
        return toc_err_set(err, TOC_ENOMEM, "no memory to explain a sentence");
    }
    toc_explain_add_sentence(&run->out, &(toc_explain_sentence){.number = sentence->number,
                                                                .text = sentence->text,
                                                                .silent = sentence->silent,
                                                                .events = events,
                                                                .event_count = count});
    return TOC_OK;
}

static toc_rc show_document(coding *run, const toc_document *document, const toc_coded *coded, toc_err *err) {
    toc_rc rc = TOC_OK;
    bool explain = run->options->style == TOC_CODE_EXPLAIN;
    toc_buf_clear(&run->out);
    if (explain) {
        toc_explain_add_document(&run->out, document->file, document->line, document->date, document->title);
    }
    for (size_t i = 0; i < coded->sentence_count && rc == TOC_OK; i++) {
        if (explain) {
            rc = add_explanation(run, &coded->sentences[i], err);
        } else {
            add_json(run, &coded->sentences[i]);
        }
    }
    if (rc == TOC_OK && (run->out.failed || run->arena.refused)) {
        rc = toc_err_set(err, TOC_ENOMEM, "no memory for the events of \"%.*s\"", TOC_FMT(document->file));
    }
    return rc == TOC_OK ? run->options->write(run->options->ctx, toc_buf_str(&run->out), err) : rc;
}

static toc_rc code_one(coding *run, const toc_document *document, toc_err *err) {
    toc_coded coded = {0};
    toc_rc rc = toc_code_document(run->coder, document, &run->arena, &coded, err);
    if (rc != TOC_OK) {
        return rc;
    }
    run->counts->documents++;
    run->counts->undated += document->date == TOC_DAY_NONE;
    run->counts->sentences += (int64_t)coded.sentence_count;
    run->counts->silent += (int64_t)coded.silent_count;
    run->counts->events += (int64_t)coded.event_count;
    return show_document(run, document, &coded, err);
}

static toc_rc code_all(coding *run, toc_err *err) {
    const toc_code_options *options = run->options;
    toc_docs *docs = NULL;
    bool more = true;
    toc_rc rc = toc_docs_open(options->path, options->format, options->default_date, on_reject, run, &docs, err);
    while (rc == TOC_OK && more) {
        toc_document document;
        toc_arena_clear(&run->arena);
        rc = toc_docs_next(docs, &run->arena, &document, &more, err);
        if (rc == TOC_OK && more) {
            rc = code_one(run, &document, err);
        }
    }
    toc_docs_close(docs);
    return rc;
}

toc_rc toc_op_code(toc_env *env, const toc_code_options *options, toc_code_counts *counts, toc_err *err) {
    coding run = {.options = options, .counts = counts};
    *counts = (toc_code_counts){0};
    toc_rc rc = toc_env_coder(env, &run.coder, err);
    if (rc != TOC_OK) {
        return rc;
    }
    toc_arena_init(&run.arena, 0);
    toc_buf_init(&run.out, OUTPUT_BYTES_MAX);
    rc = code_all(&run, err);
    toc_buf_fini(&run.out);
    toc_arena_fini(&run.arena);
    return rc;
}
