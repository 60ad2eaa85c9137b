/* Reads what stands behind events; see evidence.h. */
#include "op/evidence.h"

static toc_rc read_sentence(toc_store *store, toc_evidence *evidence, toc_arena *arena, toc_err *err) {
    toc_store_sentence sentence;
    toc_str id = toc_str_of(evidence->event.sentence.text);
    if (id.len == 0)
        return TOC_OK;
    toc_rc rc = toc_store_get_sentence(store, id, arena, &sentence, err);
    if (rc == TOC_OK)
        evidence->sentence = sentence.text;
    return rc == TOC_ENOTFOUND ? TOC_OK : rc;
}

static toc_rc read_document(toc_store *store, toc_evidence *evidence, toc_arena *arena, toc_err *err) {
    toc_store_document document;
    toc_str id = toc_str_of(evidence->event.document.text);
    evidence->published = evidence->event.date;
    if (id.len == 0)
        return TOC_OK;
    toc_rc rc = toc_store_get_document(store, id, arena, &document, err);
    if (rc == TOC_OK) {
        evidence->source = document.source;
        evidence->title = document.title;
        evidence->url = document.url;
        evidence->file = document.file;
        evidence->line = document.line;
        evidence->published = document.date;
    }
    return rc == TOC_ENOTFOUND ? TOC_OK : rc;
}

toc_rc toc_op_source_of(toc_store *store, const toc_event *event, toc_arena *arena, toc_evidence *out, toc_err *err) {
    *out = (toc_evidence){.event = *event};
    toc_rc rc = read_sentence(store, out, arena, err);
    return rc == TOC_OK ? read_document(store, out, arena, err) : rc;
}

toc_rc toc_op_evidence_of(toc_store *store, const toc_event *event, toc_arena *arena, toc_evidence *out, toc_err *err) {
    toc_rc rc = toc_op_source_of(store, event, arena, out, err);
    return rc == TOC_OK ? toc_store_superseded_by(store, toc_str_of(event->id.text), &out->corrected_by, err) : rc;
}

toc_rc toc_op_evidence(toc_store *store, const toc_str *ids, size_t count, toc_arena *arena, toc_evidence **out,
                       size_t *out_count, toc_err *err) {
    toc_evidence *evidence = toc_arena_array(arena, count + 1, sizeof *evidence);
    size_t found = 0;
    if (!evidence)
        return toc_err_set(err, TOC_ENOMEM, "out of memory for the evidence of %zu events", count);
    for (size_t i = 0; i < count; i++) {
        toc_event event;
        toc_err missing = {0};
        toc_rc rc = toc_store_get_event(store, ids[i], arena, &event, &missing);
        if (rc == TOC_ENOTFOUND)
            continue;
        if (rc != TOC_OK)
            return toc_err_set(err, rc, "%s", missing.text);
        rc = toc_op_evidence_of(store, &event, arena, &evidence[found], err);
        if (rc != TOC_OK)
            return rc;
        found++;
    }
    *out = evidence;
    *out_count = found;
    return TOC_OK;
}
