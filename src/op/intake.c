/*
 * Method: see intake.h. What is known is asked twice: before coding, to
 * save work, and again within the transaction that stores, because the same
 * document may stand twice in one input and another process may have stored it
 * meanwhile.
 */
#include "op/intake.h"

#include "base/mem.h"
#include "op/code_document.h"

static toc_batch *batch_new(const toc_coder *coder, const toc_linking *linking, bool wide) {
    toc_batch *batch = toc_mem_calloc(1, sizeof *batch);
    for (size_t i = 0; batch != NULL && i < TOC_BATCH_DOCUMENTS; i++) {
        toc_arena_init(&batch->items[i].arena, TOC_ITEM_BYTES_MAX);
    }
    if (batch != NULL) {
        batch->coder = coder;
        batch->linking = linking;
        batch->wide = wide;
    }
    return batch;
}

static void batch_free(toc_batch *batch) {
    for (size_t i = 0; batch != NULL && i < TOC_BATCH_DOCUMENTS; i++) {
        toc_arena_fini(&batch->items[i].arena);
    }
    toc_mem_free(batch);
}

static void batch_clear(toc_batch *batch) {
    for (size_t i = 0; i < batch->count; i++) {
        toc_arena_fini(&batch->items[i].arena);
    }
    batch->count = 0;
    batch->bytes = 0;
}

toc_rc toc_intake_init(toc_intake *intake, const toc_coder *coder, const toc_linking *linking, toc_store *store,
                       const toc_ingest_options *options, toc_ingest_counts *counts, toc_err *err) {
    *intake = (toc_intake){.store = store, .options = options, .counts = counts};
    toc_rc rc = toc_pool_new(options->threads, &intake->pool, err);
    if (rc == TOC_OK) {
        intake->filling = batch_new(coder, linking, options->threads > 1);
        intake->coding = batch_new(coder, linking, options->threads > 1);
        if (intake->filling == NULL || intake->coding == NULL) {
            rc = toc_err_set(err, TOC_ENOMEM, "no memory for two batches of documents");
        }
    }
    if (rc != TOC_OK) {
        toc_intake_fini(intake);
    }
    return rc;
}

void toc_intake_fini(toc_intake *intake) {
    toc_pool_free(intake->pool);
    batch_free(intake->filling);
    batch_free(intake->coding);
    *intake = (toc_intake){0};
}

static bool is_wide(const toc_batch *batch, const toc_item *item) {
    return batch->wide && item->document.text.len >= TOC_WIDE_BYTES;
}

static void item_code(const toc_batch *batch, toc_item *item, toc_pool *pool) {
    item->rc = toc_op_code_document(batch->coder, &item->document, pool, &item->arena, NULL, &item->coded, &item->err);
    item->rc = item->rc == TOC_OK ? toc_intake_mark_item(batch->linking, item) : item->rc;
}

static void code_item(void *ctx, size_t index) {
    toc_batch *batch = ctx;
    if (!is_wide(batch, &batch->items[index])) {
        item_code(batch, &batch->items[index], NULL);
    }
}

/* A long document has the whole pool; the others of the batch are coded side by side while the batch before is stored.
 */
static void batch_start(toc_batch *batch, toc_pool *pool) {
    for (size_t i = 0; i < batch->count; i++) {
        if (is_wide(batch, &batch->items[i])) {
            item_code(batch, &batch->items[i], pool);
        }
    }
    if (batch->count > 0) {
        toc_pool_start(pool, batch->count, code_item, batch);
    }
}

static void reject_item(toc_intake *intake, const toc_item *item) {
    /* document.file is made by toc_docs_next in the item's arena and ends in NUL. */
    intake->reject(intake->reject_ctx, &(toc_reject){item->document.file.ptr, item->document.line, item->err.text});
}

static toc_rc store_sentence(toc_intake *intake, const toc_item *item, size_t at, toc_err *err) {
    const toc_coded_sentence *sentence = &item->coded.sentences[at];
    const toc_document *document = &item->document;
    toc_rc rc = toc_store_add_sentence(intake->store, &sentence->id, &document->id, sentence->number,
                                       sentence->paragraph, sentence->text, err);
    if (rc == TOC_OK && item->corrects[at]) {
        rc = toc_store_add_correction(intake->store, &sentence->id, &document->id, document->date, err);
    }
    for (size_t i = 0; i < sentence->event_count && rc == TOC_OK; i++) {
        const toc_event *event = &sentence->events[i].event;
        bool added = false;
        rc = toc_store_add_event(intake->store, event, document->date, &added, err);
        intake->counts->events += rc == TOC_OK && added;
        intake->counts->deeds += rc == TOC_OK && added && toc_event_is_deed(event);
    }
    return rc;
}

static toc_rc store_rows(toc_intake *intake, const toc_item *item, toc_err *err) {
    const toc_document *d = &item->document;
    toc_store_document row = {.id = d->id,
                              .external_id = d->external_id,
                              .source = d->source,
                              .url = d->url,
                              .title = d->title,
                              .file = d->file,
                              .line = d->line,
                              .date = d->date,
                              .bytes = d->text.len,
                              .marked = true,
                              .sketch = item->sketch};
    toc_rc rc = toc_store_add_document(intake->store, &row, item->coded.sentence_count, item->coded.silent_count, err);
    for (size_t i = 0; i < item->coded.sentence_count && rc == TOC_OK; i++) {
        rc = store_sentence(intake, item, i, err);
    }
    return rc;
}

static void count_coded(toc_ingest_counts *counts, const toc_item *item) {
    counts->documents++;
    counts->bytes += (int64_t)item->document.text.len;
    counts->sentences += (int64_t)item->coded.sentence_count;
    counts->silent += (int64_t)item->coded.silent_count;
}

static void count_events(toc_ingest_counts *counts, const toc_coded *coded) {
    for (size_t i = 0; i < coded->sentence_count; i++) {
        const toc_coded_sentence *sentence = &coded->sentences[i];
        for (size_t k = 0; k < sentence->event_count; k++) {
            counts->events++;
            counts->deeds += toc_event_is_deed(&sentence->events[k].event);
        }
    }
}

static toc_rc store_item(toc_intake *intake, const toc_item *item, toc_err *err) {
    bool known = false;
    if (item->rc != TOC_OK) {
        reject_item(intake, item);
        return TOC_OK;
    }
    if (intake->store == NULL) {
        count_coded(intake->counts, item);
        count_events(intake->counts, &item->coded);
        return TOC_OK;
    }
    toc_rc rc = toc_store_has_document(intake->store, &item->document.id, &known, err);
    if (rc != TOC_OK || known) {
        intake->counts->known += known;
        return rc;
    }
    count_coded(intake->counts, item);
    return store_rows(intake, item, err);
}

static toc_rc store_items(toc_intake *intake, const toc_batch *batch, toc_err *err) {
    toc_rc rc = TOC_OK;
    for (size_t i = 0; i < batch->count && rc == TOC_OK; i++) {
        rc = store_item(intake, &batch->items[i], err);
    }
    return rc;
}

/* The coded batch into the ledger, whole or not at all; counts of a batch that failed are taken back. */
static toc_rc store_batch(toc_intake *intake, toc_err *err) {
    toc_ingest_counts before = *intake->counts;
    toc_rc rc = intake->store != NULL ? toc_store_begin(intake->store, err) : TOC_OK;
    if (rc != TOC_OK) {
        return rc;
    }
    rc = store_items(intake, intake->coding, err);
    if (intake->store != NULL) {
        if (rc == TOC_OK) {
            rc = toc_store_commit(intake->store, err);
        } else {
            toc_store_rollback(intake->store);
        }
    }
    if (rc != TOC_OK) {
        *intake->counts = before;
    } else if (intake->options->progress != NULL) {
        intake->options->progress(intake->options->ctx, intake->counts);
    }
    return rc;
}

/* Wait for the batch under way and store it; then the filled one is coded. */
static toc_rc turn(toc_intake *intake, toc_err *err) {
    toc_rc rc = TOC_OK;
    toc_batch *coded = intake->coding;
    toc_pool_wait(intake->pool);
    batch_start(intake->filling, intake->pool);
    if (coded->count > 0) {
        rc = store_batch(intake, err);
    }
    batch_clear(coded);
    intake->coding = intake->filling;
    intake->filling = coded;
    return rc;
}

toc_item *toc_intake_item(toc_intake *intake) {
    toc_item *item = &intake->filling->items[intake->filling->count];
    toc_arena_clear(&item->arena);
    item->coded = (toc_coded){0};
    item->rc = TOC_OK;
    return item;
}

toc_rc toc_intake_take(toc_intake *intake, toc_err *err) {
    toc_batch *batch = intake->filling;
    const toc_item *item = &batch->items[batch->count];
    bool known = false;
    if (intake->store != NULL) {
        toc_rc rc = toc_store_has_document(intake->store, &item->document.id, &known, err);
        if (rc != TOC_OK) {
            return rc;
        }
    }
    if (known) {
        intake->counts->known++;
        return TOC_OK;
    }
    batch->bytes += item->document.text.len;
    batch->count++;
    bool full = batch->count == TOC_BATCH_DOCUMENTS || batch->bytes >= TOC_BATCH_BYTES;
    return full ? turn(intake, err) : TOC_OK;
}

toc_rc toc_intake_finish(toc_intake *intake, toc_err *err) {
    toc_rc rc = turn(intake, err);
    return rc == TOC_OK ? turn(intake, err) : rc;
}
