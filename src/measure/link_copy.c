/*
 * Which documents behind one happening are copies, and how many sources it has.
 * Documents are sorted by the smallest value of their sketch, which copies share
 * more often than not, and compared with those before them; what is near is one
 * group. A source is a group, and groups of one publisher are one source.
 */
#include "measure/link_work.h"

#include <stdlib.h>
#include <string.h>

typedef struct teller {
    const link_document *document; /* NULL: a row of a dataset */
    size_t event;                  /* the document's first in the happening */
    size_t group;                  /* its original, a place in order of events */
    bool in_force;
    int reports;
} teller;

/* One for each document, in order of its first event; *count is how many. */
static toc_rc gather(link_work *w, const toc_happening *happening, teller *out, size_t *count) {
    toc_map seen;
    toc_rc rc = TOC_OK;
    toc_map_init(&seen);
    *count = 0;
    for (size_t i = 0; i < happening->count && rc == TOC_OK; i++) {
        size_t at = happening->members[i];
        const toc_event *event = &w->events[at];
        toc_str id = toc_str_of(event->document.text);
        bool in_force = w->out.links[at].corrected_by.text[0] == '\0';
        uint32_t place = (uint32_t)*count;
        bool known = id.len > 0 && toc_map_get(&seen, id, &place);
        w->out.links[at].tells = in_force && !(known && out[place].in_force);
        if (known) {
            out[place].in_force |= in_force;
            continue;
        }
        out[(*count)++] = (teller){.event = at, .group = place, .in_force = in_force, .reports = event->reports};
        if (id.len > 0 && !toc_map_put(&seen, id, place)) {
            rc = link_no_memory(w);
        }
    }
    toc_map_fini(&seen);
    return rc;
}

static uint32_t first_value(const teller *t) {
    return t->document != NULL && t->document->sketch.count > 0 ? t->document->sketch.values[0] : 0;
}

typedef struct place {
    uint32_t value;
    size_t teller;
} place;

static int by_value(const void *left, const void *right) {
    const place *a = left, *b = right;
    return a->value != b->value ? (a->value < b->value ? -1 : 1) : a->teller < b->teller ? -1 : a->teller > b->teller;
}

static toc_rc group_copies(link_work *w, const teller *tellers, size_t count, size_t *parent) {
    double share = toc_linking_numbers(w->linking)->copy_share;
    place *places = toc_arena_array(w->arena, count, sizeof *places);
    if (places == NULL) {
        return link_no_memory(w);
    }
    for (size_t i = 0; i < count; i++) {
        places[i] = (place){first_value(&tellers[i]), i};
        parent[i] = i;
    }
    qsort(places, count, sizeof *places, by_value);
    for (size_t i = 1; i < count; i++) {
        size_t a = places[i].teller;
        for (size_t k = i; k > 0 && i - k < LINK_CROWD; k--) {
            size_t b = places[k - 1].teller;
            if (tellers[a].document != NULL && tellers[b].document != NULL &&
                link_root(parent, a) != link_root(parent, b) &&
                toc_sketch_share(&tellers[a].document->sketch, &tellers[b].document->sketch) >= share) {
                link_unite(parent, a, b);
            }
        }
    }
    return TOC_OK;
}

/* Groups of those in force, those of one publisher being one. */
static toc_rc group_publishers(link_work *w, const teller *tellers, size_t count, size_t *parent, int *sources) {
    toc_map seen;
    toc_rc rc = TOC_OK;
    toc_map_init(&seen);
    *sources = 0;
    for (size_t i = 0; i < count && rc == TOC_OK; i++) {
        uint32_t other;
        if (!tellers[i].in_force) {
            continue;
        }
        toc_str name = tellers[i].document != NULL ? tellers[i].document->source : w->events[tellers[i].event].dataset;
        if (toc_map_get(&seen, name, &other)) {
            link_unite(parent, i, other);
        } else if (!toc_map_put(&seen, name, (uint32_t)i)) {
            rc = link_no_memory(w);
        }
    }
    toc_map_fini(&seen);
    bool *counted = rc == TOC_OK ? toc_arena_array(w->arena, count, sizeof *counted) : NULL;
    if (counted == NULL) {
        return rc == TOC_OK ? link_no_memory(w) : rc;
    }
    for (size_t i = 0; i < count; i++) {
        size_t root = link_root(parent, i);
        *sources += tellers[i].in_force && !counted[root];
        counted[root] |= tellers[i].in_force;
    }
    return TOC_OK;
}

static toc_rc note_originals(link_work *w, const toc_happening *happening, const teller *tellers, size_t count,
                             size_t *parent) {
    toc_map by_document;
    toc_rc rc = TOC_OK;
    toc_map_init(&by_document);
    for (size_t i = 0; i < count && rc == TOC_OK; i++) {
        size_t original = tellers[link_root(parent, i)].event;
        toc_str id = toc_str_of(w->events[tellers[i].event].document.text);
        if (original != tellers[i].event && !toc_map_put(&by_document, id, (uint32_t)original)) {
            rc = link_no_memory(w);
        }
    }
    for (size_t m = 0; m < happening->count && rc == TOC_OK; m++) {
        size_t at = happening->members[m];
        uint32_t original;
        if (toc_map_get(&by_document, toc_str_of(w->events[at].document.text), &original)) {
            w->out.links[at].original = original;
        }
    }
    toc_map_fini(&by_document);
    return rc;
}

/* The happening's representative and its reports, once it is known what is in force. */
static void settle(const link_work *w, toc_happening *happening, const teller *tellers, size_t count) {
    for (size_t i = happening->count; i-- > 0;) {
        if (w->out.links[happening->members[i]].corrected_by.text[0] == '\0') {
            happening->event = happening->members[i];
        }
    }
    happening->reports = 0;
    for (size_t i = 0; i < count; i++) {
        happening->reports += tellers[i].in_force ? tellers[i].reports : 0;
    }
}

static toc_rc count_one(link_work *w, toc_happening *happening) {
    size_t count;
    teller *tellers = toc_arena_array(w->arena, happening->count, sizeof *tellers);
    size_t *parent = toc_arena_array(w->arena, happening->count, sizeof *parent);
    if (tellers == NULL || parent == NULL) {
        return link_no_memory(w);
    }
    toc_rc rc = gather(w, happening, tellers, &count);
    for (size_t i = 0; i < count && count > 1 && rc == TOC_OK; i++) {
        rc = link_read_document(w, tellers[i].event, &tellers[i].document);
    }
    rc = rc == TOC_OK ? group_copies(w, tellers, count, parent) : rc;
    if (rc != TOC_OK) {
        return rc;
    }
    settle(w, happening, tellers, count);
    rc = note_originals(w, happening, tellers, count, parent);
    return rc != TOC_OK ? rc : group_publishers(w, tellers, count, parent, &happening->sources);
}

toc_rc link_count_sources(link_work *w) {
    toc_rc rc = TOC_OK;
    for (size_t h = 0; h < w->out.count && rc == TOC_OK; h++) {
        toc_happening *happening = &w->out.happenings[h];
        if (happening->count > 1) {
            rc = count_one(w, happening);
            continue;
        }
        bool in_force = w->out.links[happening->event].corrected_by.text[0] == '\0';
        happening->reports = in_force ? w->events[happening->event].reports : 0;
        happening->sources = w->out.links[happening->event].tells = in_force;
    }
    return rc;
}
