/* From events to happenings; see link.h. Events are sorted by kind and day, and near ones united. */
#include "measure/link_work.h"

#include "base/order.h"
#include "event/actor.h"

#include <stdlib.h>
#include <string.h>

uint64_t toc_link_key(const toc_event *event) {
    toc_str from, to;
    toc_event_ends(event, &from, &to);
    return toc_str_hash(to, toc_str_hash(from, (uint64_t)event->root));
}

toc_rc link_no_memory(const link_work *w) {
    return toc_err_set(w->err, TOC_ENOMEM, "out of memory for linking %zu events", w->count);
}

int link_order(const toc_event *a, const toc_event *b) {
    toc_day x = toc_event_day(a), y = toc_event_day(b);
    if (x != y) {
        return x < y ? -1 : 1;
    }
    if (a->learnt != b->learnt) {
        return a->learnt < b->learnt ? -1 : 1;
    }
    return strcmp(a->id.text, b->id.text);
}

size_t link_root(size_t *parent, size_t at) {
    while (parent[at] != at) {
        parent[at] = parent[parent[at]];
        at = parent[at];
    }
    return at;
}

void link_unite(size_t *parent, size_t a, size_t b) {
    a = link_root(parent, a);
    b = link_root(parent, b);
    if (a < b) {
        parent[b] = a;
    } else {
        parent[a] = b;
    }
}

static int compare_kind(const link_item *a, uint64_t key, toc_modality modality, toc_day day) {
    if (a->key != key) {
        return a->key < key ? -1 : 1;
    }
    if (a->modality != modality) {
        return a->modality < modality ? -1 : 1;
    }
    return a->day < day ? -1 : a->day > day;
}

static int by_kind(const void *left, const void *right) {
    const link_item *a = left, *b = right;
    int order = compare_kind(a, b->key, b->modality, b->day);
    return order != 0 ? order : a->event < b->event ? -1 : a->event > b->event;
}

size_t link_find_item(const link_work *w, uint64_t key, toc_modality modality, toc_day day) {
    size_t low = 0, high = w->item_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_kind(&w->items[middle], key, modality, day) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

toc_rc link_read_text(link_work *w, size_t at, const link_text **out) {
    link_text *text = &w->texts[at];
    const toc_event *event = &w->events[at];
    *out = text;
    if (text->read || event->sentence.text[0] == '\0') {
        return TOC_OK;
    }
    toc_store_sentence sentence;
    toc_arena_clear(&w->scratch);
    toc_rc rc = toc_store_get_sentence(w->store, toc_str_of(event->sentence.text), &w->scratch, &sentence, w->err);
    if (rc == TOC_ENOTFOUND) {
        return TOC_OK;
    }
    if (rc != TOC_OK) {
        return rc;
    }
    toc_str named = toc_arena_printf(&w->scratch, "%.*s %.*s %.*s", TOC_FMT(event->source.text),
                                     TOC_FMT(event->target.text), TOC_FMT(event->speaker.text));
    toc_gist whole = toc_gist_make(w->linking, sentence.text, &w->scratch);
    toc_gist parties = toc_gist_make(w->linking, named, &w->scratch);
    if (named.ptr == NULL || whole.stems == NULL || parties.stems == NULL) {
        return link_no_memory(w);
    }
    text->gist = toc_gist_without(&whole, &parties, w->arena);
    text->is_report = text->read = true;
    return text->gist.stems != NULL ? TOC_OK : link_no_memory(w);
}

static toc_rc load_document(link_work *w, toc_str id, link_document *out) {
    toc_store_document row;
    toc_arena_clear(&w->scratch);
    toc_rc rc = toc_store_get_document(w->store, id, &w->scratch, &row, w->err);
    if (rc == TOC_OK && !row.marked) {
        rc = toc_store_get_sketch(w->store, id, &row.sketch, w->err);
    }
    if (rc != TOC_OK) {
        return rc;
    }
    *out = (link_document){.id = id,
                           .source = toc_arena_str(w->arena, row.source),
                           .date = row.date,
                           .correction = toc_linking_title(w->linking, row.title),
                           .sketch = row.sketch};
    return out->source.ptr != NULL ? TOC_OK : link_no_memory(w);
}

toc_rc link_read_document(link_work *w, size_t event, const link_document **out) {
    toc_str id = toc_str_of(w->events[event].document.text); /* the caller's, and lives as long as the map */
    uint32_t at = 0;
    *out = NULL;
    if (id.len == 0) {
        return TOC_OK;
    }
    if (!toc_map_get(&w->document_at, id, &at)) {
        link_document *fresh = toc_arena_alloc(w->arena, sizeof *fresh);
        at = (uint32_t)w->document_count;
        if (fresh == NULL) {
            return link_no_memory(w);
        }
        toc_rc rc = load_document(w, id, fresh);
        if (rc != TOC_OK) {
            return rc;
        }
        if (!toc_map_put(&w->document_at, id, at)) {
            return link_no_memory(w);
        }
        w->documents[w->document_count++] = fresh;
    }
    *out = w->documents[at];
    return TOC_OK;
}

/* Neighbours in a crowd are near: by the smallest stem, then id, within a day. */
typedef struct crowd_place {
    link_item item;
    uint64_t stem;
    const char *id;
} crowd_place;

static int by_place(const void *left, const void *right) {
    const crowd_place *a = left, *b = right;
    if (a->item.day != b->item.day) {
        return a->item.day < b->item.day ? -1 : 1;
    }
    if (a->stem != b->stem) {
        return a->stem < b->stem ? -1 : 1;
    }
    return strcmp(a->id, b->id);
}

/* Read the sentences of a kind and put it in the order in which it is compared. */
static toc_rc arrange(link_work *w, size_t from, size_t to) {
    crowd_place *places = toc_arena_array(w->arena, to - from, sizeof *places);
    if (places == NULL) {
        return link_no_memory(w);
    }
    for (size_t i = from; i < to; i++) {
        const link_text *text;
        toc_rc rc = link_read_text(w, w->items[i].event, &text);
        if (rc != TOC_OK) {
            return rc;
        }
        places[i - from] = (crowd_place){w->items[i], text->gist.count > 0 ? text->gist.stems[0] : 0,
                                         w->events[w->items[i].event].id.text};
    }
    qsort(places, to - from, sizeof *places, by_place);
    for (size_t i = from; i < to; i++) {
        w->items[i] = places[i - from].item;
    }
    return TOC_OK;
}

static bool are_near(const link_work *w, size_t a, size_t b, double share) {
    const link_text *x = &w->texts[a], *y = &w->texts[b];
    return x->is_report && y->is_report && toc_gist_near(&x->gist, &y->gist, share);
}

/* Items from..to are of one kind, with no more than day_gap between neighbours. */
static toc_rc unite_near(link_work *w, size_t from, size_t to) {
    const toc_linking_params *p = toc_linking_numbers(w->linking);
    toc_rc rc = arrange(w, from, to);
    for (size_t i = from + 1; i < to && rc == TOC_OK; i++) {
        size_t a = w->items[i].event;
        for (size_t k = i; k > from && i - k < LINK_CROWD && w->items[i].day - w->items[k - 1].day <= p->day_gap; k--) {
            size_t b = w->items[k - 1].event;
            if (link_root(w->parent, a) != link_root(w->parent, b) && are_near(w, a, b, p->near_share)) {
                link_unite(w->parent, a, b);
            }
        }
    }
    return rc;
}

static toc_rc unite_all(link_work *w) {
    int gap = toc_linking_numbers(w->linking)->day_gap;
    toc_rc rc = TOC_OK;
    for (size_t from = 0, to; from < w->item_count && rc == TOC_OK; from = to) {
        const link_item *first = &w->items[from];
        for (to = from + 1; to < w->item_count && w->items[to].key == first->key &&
                            w->items[to].modality == first->modality && w->items[to].day - w->items[to - 1].day <= gap;
             to++) {
        }
        if (to - from > 1) {
            rc = unite_near(w, from, to);
        }
    }
    return rc;
}

/* An event with the smallest event of its component, for sorting. */
typedef struct member {
    size_t root;
    const toc_event *event;
    size_t at;
} member;

static int by_component(const void *left, const void *right) {
    const member *a = left, *b = right;
    if (a->root != b->root) {
        return a->root < b->root ? -1 : 1;
    }
    return link_order(a->event, b->event);
}

/* Components in their order, cut where a part grows beyond its span. */
static toc_rc make_happenings(link_work *w) {
    int span = toc_linking_numbers(w->linking)->span_days;
    member *members = toc_arena_array(w->arena, w->count + 1, sizeof *members);
    size_t *order = toc_arena_array(w->arena, w->count + 1, sizeof *order);
    toc_happening *happenings = toc_arena_array(w->arena, w->count + 1, sizeof *happenings);
    size_t made = 0;
    if (members == NULL || order == NULL || happenings == NULL) {
        return link_no_memory(w);
    }
    for (size_t i = 0; i < w->count; i++) {
        members[i] = (member){link_root(w->parent, i), &w->events[i], i};
    }
    toc_order(members, w->count, sizeof *members, by_component);
    for (size_t i = 0; i < w->count; i++) {
        toc_day day = toc_event_day(members[i].event);
        bool fresh = i == 0 || members[i].root != members[i - 1].root ||
                     day - toc_event_day(&w->events[happenings[made - 1].members[0]]) > span;
        order[i] = members[i].at;
        if (fresh) {
            happenings[made++] = (toc_happening){.event = order[i], .members = &order[i]};
        }
        happenings[made - 1].count++;
        w->out.links[order[i]] = (toc_link){.happening = made - 1, .original = order[i]};
    }
    w->out.happenings = happenings;
    w->out.count = made;
    return TOC_OK;
}

static toc_rc prepare(link_work *w) {
    w->items = toc_arena_array(w->arena, w->count + 1, sizeof *w->items);
    w->texts = toc_arena_array(w->arena, w->count + 1, sizeof *w->texts);
    w->parent = toc_arena_array(w->arena, w->count + 1, sizeof *w->parent);
    w->documents = toc_arena_array(w->arena, w->count + 1, sizeof(link_document *));
    w->out.links = toc_arena_array(w->arena, w->count + 1, sizeof *w->out.links);
    if (w->items == NULL || w->documents == NULL || w->texts == NULL || w->parent == NULL || w->out.links == NULL) {
        return link_no_memory(w);
    }
    for (size_t i = 0; i < w->count; i++) {
        const toc_event *event = &w->events[i];
        w->parent[i] = i;
        if (toc_event_day(event) != TOC_DAY_NONE && !link_is_row(event)) {
            w->items[w->item_count++] = (link_item){toc_link_key(event), event->modality, toc_event_day(event), i};
        }
    }
    qsort(w->items, w->item_count, sizeof *w->items, by_kind);
    return TOC_OK;
}

toc_rc toc_links_make(toc_store *store, const toc_linking *linking, const toc_event *events, size_t count, toc_day asof,
                      toc_arena *arena, toc_links *out, toc_err *err) {
    link_work w = {
        .store = store, .linking = linking, .events = events, .count = count, .asof = asof, .arena = arena, .err = err};
    toc_arena_init(&w.scratch, arena->max_bytes);
    toc_map_init(&w.document_at);
    toc_rc rc = prepare(&w);
    rc = rc == TOC_OK ? unite_all(&w) : rc;
    rc = rc == TOC_OK ? make_happenings(&w) : rc;
    rc = rc == TOC_OK ? link_correct(&w) : rc;
    rc = rc == TOC_OK ? link_count_sources(&w) : rc;
    toc_map_fini(&w.document_at);
    toc_arena_fini(&w.scratch);
    if (rc == TOC_OK) {
        *out = w.out;
    }
    return rc;
}
