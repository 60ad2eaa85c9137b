/* The recipe: sketches of the days around -> those near enough. Ids first, since one statement cannot wait for another.
 */
#include "op/copies.h"

#include <string.h>

typedef struct search {
    toc_arena *arena;
    toc_id *ids;
    toc_sketch *sketches;
    bool *marked;
    size_t count, capacity;
} search;

static bool grow(search *s) {
    size_t wider = s->capacity ? s->capacity * 2 : 64;
    toc_id *ids = toc_arena_array(s->arena, wider, sizeof *ids);
    toc_sketch *sketches = toc_arena_array(s->arena, wider, sizeof *sketches);
    bool *marked = toc_arena_array(s->arena, wider, sizeof *marked);
    if (!ids || !sketches || !marked)
        return false;
    if (s->count) {
        memcpy(ids, s->ids, s->count * sizeof *ids);
        memcpy(sketches, s->sketches, s->count * sizeof *sketches);
        memcpy(marked, s->marked, s->count * sizeof *marked);
    }
    s->ids = ids;
    s->sketches = sketches;
    s->marked = marked;
    s->capacity = wider;
    return true;
}

static toc_rc keep(void *ctx, const toc_store_document *document, toc_err *err) {
    search *s = ctx;
    if (s->count == s->capacity && !grow(s))
        return toc_err_set(err, TOC_ENOMEM, "out of memory for the documents of three days");
    s->ids[s->count] = document->id;
    s->sketches[s->count] = document->sketch;
    s->marked[s->count++] = document->marked;
    return TOC_OK;
}

toc_rc toc_op_copies(toc_store *store, const toc_linking *linking, const toc_store_document *document, toc_arena *arena,
                     toc_str **out, size_t *count, toc_err *err) {
    const toc_linking_params *p = toc_linking_numbers(linking);
    search s = {.arena = arena};
    toc_sketch own;
    size_t found = 0;
    toc_rc rc = toc_store_get_sketch(store, toc_str_of(document->id.text), &own, err);
    if (rc == TOC_OK && document->date != TOC_DAY_NONE)
        rc = toc_store_each_document(store, document->date - p->day_gap, document->date + p->day_gap, keep, &s, err);
    toc_str *ids = rc == TOC_OK ? toc_arena_array(arena, s.count + 1, sizeof *ids) : NULL;
    if (rc == TOC_OK && !ids)
        rc = toc_err_set(err, TOC_ENOMEM, "out of memory for the copies of a document");
    for (size_t i = 0; rc == TOC_OK && i < s.count; i++) {
        toc_str id = toc_str_of(s.ids[i].text);
        if (!s.marked[i])
            rc = toc_store_get_sketch(store, id, &s.sketches[i], err);
        if (rc == TOC_OK && strcmp(s.ids[i].text, document->id.text) != 0 &&
            toc_sketch_share(&own, &s.sketches[i]) >= p->copy_share)
            ids[found++] = id;
    }
    if (rc == TOC_OK) {
        *out = ids;
        *count = found;
    }
    return rc;
}
