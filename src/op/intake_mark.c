/* What linking needs of a document: marked when it is coded; documents of an older schema are marked alike, later. */
#include "op/intake.h"

toc_rc toc_intake_mark_item(const toc_linking *linking, toc_item *item) {
    bool titled = toc_linking_title(linking, item->document.title);
    toc_sketcher sketcher;
    toc_sketcher_init(&sketcher);
    item->corrects = toc_arena_array(&item->arena, item->coded.sentence_count + 1, sizeof *item->corrects);
    for (size_t i = 0; item->corrects != NULL && i < item->coded.sentence_count; i++) {
        toc_str text = item->coded.sentences[i].text;
        toc_sketcher_add(&sketcher, text);
        item->corrects[i] = toc_linking_withdrawn(linking, titled, text).len > 0;
    }
    item->sketch = toc_sketcher_end(&sketcher);
    return item->corrects != NULL ? TOC_OK : toc_err_set(&item->err, TOC_ENOMEM, "no memory to mark a document");
}

static toc_rc mark_sentences(toc_store *store, const toc_linking *linking, const toc_store_document *document,
                             toc_arena *arena, toc_err *err) {
    toc_store_sentence *sentences;
    size_t count;
    bool titled = toc_linking_title(linking, document->title);
    toc_rc rc = toc_store_document_sentences(store, toc_str_of(document->id.text), arena, &sentences, &count, err);
    for (size_t i = 0; rc == TOC_OK && i < count; i++) {
        if (toc_linking_withdrawn(linking, titled, sentences[i].text).len > 0) {
            rc = toc_store_add_correction(store, &sentences[i].id, &document->id, document->date, err);
        }
    }
    return rc == TOC_OK ? toc_store_mark_document(store, &document->id, err) : rc;
}

static toc_rc mark_batch(toc_store *store, const toc_linking *linking, size_t *count, toc_err *err) {
    toc_arena arena;
    toc_id *ids;
    toc_store_document document;
    toc_arena_init(&arena, TOC_ITEM_BYTES_MAX);
    toc_rc rc = toc_store_unmarked(store, TOC_BATCH_DOCUMENTS, &arena, &ids, count, err);
    for (size_t i = 0; rc == TOC_OK && i < *count; i++) {
        rc = toc_store_get_document(store, toc_str_of(ids[i].text), &arena, &document, err);
        rc = rc == TOC_OK ? mark_sentences(store, linking, &document, &arena, err) : rc;
    }
    toc_arena_fini(&arena);
    return rc;
}

toc_rc toc_intake_mark_old(toc_store *store, const toc_linking *linking, toc_err *err) {
    toc_rc rc = TOC_OK;
    size_t count = 1;
    while (rc == TOC_OK && count > 0) {
        rc = toc_store_begin(store, err);
        if (rc != TOC_OK) {
            return rc;
        }
        rc = mark_batch(store, linking, &count, err);
        if (rc == TOC_OK) {
            rc = toc_store_commit(store, err);
        } else {
            toc_store_rollback(store);
        }
    }
    return rc;
}
