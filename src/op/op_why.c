/* The recipe: by its first letter an id is looked up in the ledger, else in the world's tables. */
#include "op/op_why.h"

#include "op/copies.h"
#include "op/evidence.h"
#include "op/reports.h"
#include "report/why.h"

#define EVENTS_SHOWN 100
#define ARENA_BYTES ((size_t)4 << 30)

typedef struct work {
    const toc_world *world;
    const toc_ontology *ontology;
    const toc_linking *linking;
    toc_store *store;
    toc_day asof; /* of links; TOC_DAY_NONE: all that is known */
    toc_arena arena;
    toc_str id;
    toc_why why;
    bool no_ledger;
} work;

static toc_rc open_event(work *w, toc_err *err) {
    toc_evidence *evidence;
    toc_why_reports *told = toc_arena_alloc(&w->arena, sizeof *told);
    size_t count;
    bool found = false;
    if (!told)
        return toc_err_set(err, TOC_ENOMEM, "out of memory for the reports of an event");
    toc_rc rc = toc_op_evidence(w->store, &w->id, 1, &w->arena, &evidence, &count, err);
    if (rc == TOC_OK && count == 0)
        return TOC_ENOTFOUND;
    if (rc == TOC_OK)
        rc = toc_op_reports(w->store, w->linking, &evidence->event, w->asof, &w->arena, told, &found, err);
    if (rc != TOC_OK)
        return rc;
    toc_why_event(evidence, found ? told : NULL, w->world, w->ontology, &w->arena, &w->why);
    if (found)
        toc_why_add_reports(told, &w->why);
    return TOC_OK;
}

/* The newest events of a figure, with their sentences. */
static toc_rc open_figure(work *w, toc_err *err) {
    toc_str json, *ids;
    toc_evidence *evidence;
    size_t count;
    toc_rc rc = toc_store_get_figure(w->store, w->id, &w->arena, &json, err);
    if (rc == TOC_OK)
        rc = toc_why_figure(w->id, json, &w->arena, &w->why, &ids, &count, err);
    if (rc != TOC_OK)
        return rc;
    size_t skip = count > EVENTS_SHOWN ? count - EVENTS_SHOWN : 0;
    rc = toc_op_evidence(w->store, ids + skip, count - skip, &w->arena, &evidence, &w->why.evidence_count, err);
    w->why.evidence = evidence;
    return rc;
}

static toc_rc add_events(work *w, toc_err *err) {
    toc_event *events;
    size_t count;
    toc_rc rc = toc_store_events_of(w->store, w->id, &w->arena, &events, &count, err);
    if (rc != TOC_OK || count == 0)
        return rc;
    toc_evidence *evidence = toc_arena_array(&w->arena, count, sizeof *evidence);
    if (!evidence)
        return toc_err_set(err, TOC_ENOMEM, "out of memory for %zu events", count);
    for (size_t i = 0; i < count && rc == TOC_OK; i++)
        rc = toc_op_evidence_of(w->store, &events[i], &w->arena, &evidence[i], err);
    w->why.evidence = evidence;
    w->why.evidence_count = count;
    return rc;
}

static toc_rc open_document(work *w, toc_str id, toc_err *err) {
    toc_store_document d;
    toc_rc rc = toc_store_get_document(w->store, id, &w->arena, &d, err);
    if (rc == TOC_OK)
        toc_why_document(w->id, d.source, d.title, d.url, d.file, d.line, d.date, &w->arena, &w->why);
    return rc;
}

static toc_rc add_passages(work *w, const toc_store_sentence *sentences, size_t count, toc_err *err) {
    toc_why_passage *passages = toc_arena_array(&w->arena, count + 1, sizeof *passages);
    if (!passages)
        return toc_err_set(err, TOC_ENOMEM, "out of memory for %zu sentences", count);
    for (size_t i = 0; i < count; i++)
        passages[i] = (toc_why_passage){.id = toc_arena_str(&w->arena, toc_str_of(sentences[i].id.text)),
                                        .text = sentences[i].text};
    w->why.passages = passages;
    w->why.passage_count = count;
    return TOC_OK;
}

static toc_rc add_copies(work *w, toc_err *err) {
    toc_store_document document;
    toc_str *ids;
    size_t count;
    toc_rc rc = toc_store_get_document(w->store, w->id, &w->arena, &document, err);
    rc = rc == TOC_OK ? toc_op_copies(w->store, w->linking, &document, &w->arena, &ids, &count, err) : rc;
    if (rc == TOC_OK)
        toc_why_add_copies(ids, count, &w->arena, &w->why);
    return rc;
}

static toc_rc open_text(work *w, toc_err *err) {
    toc_store_sentence *sentences, one;
    size_t count;
    if (w->id.ptr[0] == 's') {
        toc_rc rc = toc_store_get_sentence(w->store, w->id, &w->arena, &one, err);
        if (rc == TOC_OK)
            rc = open_document(w, toc_arena_str(&w->arena, toc_str_of(one.document.text)), err);
        w->why.kind = TOC_STR("sentence in the document");
        return rc == TOC_OK ? add_passages(w, &one, 1, err) : rc;
    }
    toc_rc rc = open_document(w, w->id, err);
    if (rc == TOC_OK)
        rc = add_copies(w, err);
    if (rc == TOC_OK)
        rc = toc_store_document_sentences(w->store, w->id, &w->arena, &sentences, &count, err);
    return rc == TOC_OK ? add_passages(w, sentences, count, err) : rc;
}

static toc_rc open_in_ledger(toc_env *env, work *w, toc_err *err) {
    toc_rc rc = toc_env_store(env, TOC_STORE_READ, &w->store, err);
    w->no_ledger = rc != TOC_OK;
    if (rc != TOC_OK)
        return rc;
    if (w->id.ptr[0] == 'e' || w->id.ptr[0] == 'r')
        return open_event(w, err);
    if (w->id.ptr[0] == 'b')
        return open_figure(w, err);
    rc = open_text(w, err);
    if (rc == TOC_OK)
        rc = add_events(w, err);
    w->why.world = w->world;
    w->why.ontology = w->ontology;
    return rc;
}

/* In the ledger when it has the shape of an id of the ledger, else, or when it is not there, in the tables. */
static toc_rc open_id(toc_env *env, work *w, toc_day asof, toc_err *err) {
    toc_rc rc = toc_id_valid(w->id) ? open_in_ledger(env, w, err) : TOC_ENOTFOUND;
    if (rc == TOC_ENOTFOUND && !w->no_ledger)
        rc = toc_why_world(w->world, w->id, asof, &w->arena, &w->why, err);
    return rc;
}

static void write(const work *w, const toc_why_options *options, toc_buf *out) {
    toc_text_style style = {.width = options->width, .bold = options->bold, .ascii = options->ascii};
    if (options->json)
        toc_why_add_json(out, &w->why);
    else
        toc_why_add_text(out, &w->why, style);
}

toc_rc toc_op_why(toc_env *env, const toc_why_options *options, toc_buf *out, toc_err *err) {
    work w = {.id = toc_str_trim(toc_str_of(options->id)), .asof = options->asof};
    toc_day asof = options->asof == TOC_DAY_NONE ? toc_day_today() : options->asof;
    toc_arena_init(&w.arena, ARENA_BYTES);
    toc_env_wish wish = {.world = &w.world, .ontology = &w.ontology, .linking = &w.linking};
    toc_rc rc = toc_env_open(env, &wish, err);
    if (rc == TOC_OK)
        rc = open_id(env, &w, asof, err);
    if (rc == TOC_OK) {
        w.why.world = w.world;
        w.why.ontology = w.ontology;
        write(&w, options, out);
        rc = out->failed || w.arena.refused
                 ? toc_err_set(err, TOC_ELIMIT, "no memory for what stands behind '%s', or it is larger than %zu bytes",
                               options->id, out->max_bytes)
                 : TOC_OK;
    }
    toc_arena_fini(&w.arena);
    return rc;
}
