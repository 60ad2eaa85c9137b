/*
 * The recipe: read -> code -> format -> hand over, on the line (line.h): documents are read and handed over here,
 * coded and formatted by the threads.
 */
#include "op/op_code.h"

#include "base/clock.h"
#include "code/patterns.h"
#include "op/code_document.h"
#include "op/line.h"
#include "report/explain.h"

enum { OUTPUT_BYTES_MAX = 1 << 30 };

typedef struct coding {
    const toc_code_options *options;
    toc_code_counts *counts;
    const toc_coder *coder;
} coding;

/* One document on the line. */
typedef struct task {
    toc_document document;
    toc_code_counts counts; /* of it alone */
} task;

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

static void add_json(const coding *run, const toc_coded_sentence *sentence, toc_buf *out) {
    for (size_t i = 0; i < sentence->event_count; i++) {
        toc_event_add_json(out, &sentence->events[i].event);
        if (run->options->style == TOC_CODE_REASONS && !out->failed) {
            add_why(out, &sentence->events[i]);
        }
        toc_buf_add_char(out, '\n');
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

static toc_rc add_explanation(const toc_coded_sentence *sentence, toc_arena *arena, toc_buf *out, toc_err *err) {
    size_t count = sentence->event_count;
    toc_explain_event *events = toc_arena_array(arena, count, sizeof *events);
    for (size_t i = 0; events != NULL && i < count; i++) {
        const toc_coded_event *coded = &sentence->events[i];
        const toc_explain_part *parts = parts_of(coded, arena);
        events[i] = (toc_explain_event){&coded->event, parts, parts != NULL ? coded->reason_count : 0};
    }
    if (events == NULL) {
        return toc_err_set(err, TOC_ENOMEM, "no memory to explain a sentence");
    }
    toc_explain_add_sentence(out, &(toc_explain_sentence){.number = sentence->number,
                                                          .text = sentence->text,
                                                          .silent = sentence->silent,
                                                          .events = events,
                                                          .event_count = count});
    return TOC_OK;
}

static toc_rc show_document(const coding *run, const toc_document *document, const toc_coded *coded, toc_arena *arena,
                            toc_buf *out, toc_err *err) {
    toc_rc rc = TOC_OK;
    bool explain = run->options->style == TOC_CODE_EXPLAIN;
    if (explain) {
        toc_explain_add_document(out, document->file, document->line, document->date, document->title);
    }
    for (size_t i = 0; i < coded->sentence_count && rc == TOC_OK; i++) {
        if (explain) {
            rc = add_explanation(&coded->sentences[i], arena, out, err);
        } else {
            add_json(run, &coded->sentences[i], out);
        }
    }
    if (rc == TOC_OK && (out->failed || arena->refused)) {
        rc = toc_err_set(err, TOC_ENOMEM, "no memory for the events of \"%.*s\"", TOC_FMT(document->file));
    }
    return rc;
}

static toc_rc task_work(void *ctx, toc_line_item *item, toc_arena *scratch, toc_pool *pool, toc_err *err) {
    const coding *run = ctx;
    task *t = item->input;
    toc_code_counts *counts = &t->counts;
    toc_coded coded = {0};
    toc_code_times times = {0};
    double since = toc_clock_seconds();
    toc_rc rc = TOC_OK;
    if (run->options->patterns) {
        rc = toc_code_patterns(run->coder, &t->document, scratch, &coded, err);
        times.events = toc_clock_seconds() - since;
    } else {
        rc = toc_op_code_document(run->coder, &t->document, pool, scratch, &times, &coded, err);
    }
    since = toc_clock_seconds();
    if (rc != TOC_OK) {
        return rc;
    }
    counts->documents = 1;
    counts->undated = t->document.date == TOC_DAY_NONE;
    counts->sentences = (int64_t)coded.sentence_count;
    counts->silent = (int64_t)coded.silent_count;
    counts->events = (int64_t)coded.event_count;
    rc = show_document(run, &t->document, &coded, scratch, &item->out, err);
    counts->seconds[TOC_CODE_SENTENCES] = times.sentences;
    counts->seconds[TOC_CODE_TREES] = times.trees;
    counts->seconds[TOC_CODE_ACTS] = times.events;
    counts->seconds[TOC_CODE_WRITE] = toc_clock_seconds() - since;
    return rc;
}

static toc_rc task_hand(void *ctx, toc_line_item *item, toc_err *err) {
    coding *run = ctx;
    const toc_code_counts *own = &((const task *)item->input)->counts;
    double since = toc_clock_seconds();
    run->counts->documents += own->documents;
    run->counts->undated += own->undated;
    run->counts->sentences += own->sentences;
    run->counts->silent += own->silent;
    run->counts->events += own->events;
    for (size_t i = 0; i < TOC_CODE_STAGES; i++) {
        run->counts->seconds[i] += own->seconds[i];
    }
    toc_rc rc = run->options->write(run->options->ctx, toc_buf_str(&item->out), err);
    run->counts->seconds[TOC_CODE_WRITE] += toc_clock_seconds() - since;
    return rc;
}

/* The next document onto the line; *more false at the end of the input, and on errors of reading. */
static toc_rc take_next(coding *run, toc_docs *docs, toc_line *line, bool *more, toc_err *err) {
    toc_line_item *item = toc_line_next(line);
    task *t = toc_arena_alloc(&item->arena, sizeof *t);
    double since = toc_clock_seconds();
    if (t == NULL) {
        *more = false;
        return toc_err_set(err, TOC_ENOMEM, "no memory for a document");
    }
    toc_rc rc = toc_docs_next(docs, &item->arena, &t->document, more, err);
    run->counts->seconds[TOC_CODE_READ] += toc_clock_seconds() - since;
    if (rc != TOC_OK || !*more) {
        *more = false;
        return rc;
    }
    item->input = t;
    item->bytes = t->document.text.len;
    return toc_line_take(line, err);
}

/* What was read before an error of reading is handed over first. */
static toc_rc code_all(coding *run, toc_line *line, toc_err *err) {
    const toc_code_options *options = run->options;
    toc_docs *docs = NULL;
    bool more = true;
    toc_rc rc = toc_docs_open(options->path, options->format, options->default_date, on_reject, run, &docs, err);
    while (rc == TOC_OK && more) {
        rc = take_next(run, docs, line, &more, err);
    }
    toc_docs_close(docs);
    toc_err own = {0};
    toc_rc last = toc_line_finish(line, &own);
    return rc == TOC_OK && last != TOC_OK ? toc_err_set(err, last, "%s", own.text) : rc;
}

toc_rc toc_op_code(toc_env *env, const toc_code_options *options, toc_code_counts *counts, toc_err *err) {
    coding run = {.options = options, .counts = counts};
    toc_line *line = NULL;
    *counts = (toc_code_counts){0};
    toc_rc rc = toc_env_coder(env, &run.coder, err);
    if (rc != TOC_OK) {
        return rc;
    }
    toc_line_jobs jobs = {.ctx = &run,
                          .work = task_work,
                          .hand = task_hand,
                          .threads = options->threads,
                          .out_bytes_max = OUTPUT_BYTES_MAX,
                          .wide_bytes = options->patterns ? 0 : TOC_WIDE_BYTES};
    rc = toc_line_new(&jobs, &line, err);
    rc = rc == TOC_OK ? code_all(&run, line, err) : rc;
    toc_line_free(line);
    return rc;
}
