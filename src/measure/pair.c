/* Reads the events between two sides from the ledger. */
#include "event/actor.h"
#include "measure/weights.h"

#include "base/map.h"
#include "base/order.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define EVENTS_MAX 20000000u

typedef struct collector {
    toc_arena *arena;
    toc_event *events;
    size_t count, capacity;
    size_t expected; /* told by the store; 0: not known */
} collector;

static bool grow(collector *c) {
    size_t capacity = c->capacity ? c->capacity * 2 : c->expected > 240 ? c->expected + 16 : 256;
    toc_event *events = capacity > EVENTS_MAX ? NULL : toc_arena_array(c->arena, capacity, sizeof *events);
    if (!events)
        return false;
    if (c->count)
        memcpy(events, c->events, c->count * sizeof *events);
    c->events = events;
    c->capacity = capacity;
    return true;
}

static toc_rc collect(void *ctx, const toc_event *event, toc_err *err) {
    collector *c = ctx;
    bool room = c->count < c->capacity || grow(c);
    if (!room)
        return toc_err_set(err, TOC_ENOMEM, "out of memory after %zu events; choose a later --from or smaller sides",
                           c->count);
    c->events[c->count++] = *event;
    return TOC_OK;
}

/* Source and title of every event's document; each document is read once. */
static toc_rc load_documents(toc_store *store, toc_pair *pair, toc_arena *arena, toc_err *err) {
    toc_map seen;
    toc_rc rc = TOC_OK;
    toc_map_init(&seen);
    for (size_t i = 0; i < pair->count && rc == TOC_OK; i++) {
        const toc_event *event = &pair->events[i];
        toc_str id = toc_str_of(event->document.text);
        toc_store_document document;
        uint32_t first;
        pair->sources[i] = event->dataset;
        pair->titles[i] = (toc_str){NULL, 0};
        if (id.len == 0)
            continue;
        if (toc_map_get(&seen, id, &first)) {
            pair->sources[i] = pair->sources[first];
            pair->titles[i] = pair->titles[first];
            continue;
        }
        rc = toc_store_get_document(store, id, arena, &document, err);
        if (rc == TOC_OK && !toc_map_put(&seen, id, (uint32_t)i))
            rc = toc_err_set(err, TOC_ENOMEM, "out of memory for the documents of %zu events", pair->count);
        if (rc == TOC_OK) {
            pair->sources[i] = document.source;
            pair->titles[i] = document.title;
        }
    }
    toc_map_fini(&seen);
    return rc;
}

static int by_day_then_id(const void *left, const void *right) {
    const toc_event *a = left, *b = right;
    toc_day left_day = toc_event_day(a), right_day = toc_event_day(b);
    if (left_day != right_day)
        return left_day < right_day ? -1 : 1;
    return strcmp(a->id.text, b->id.text);
}

toc_rc toc_pair_make(toc_store *store, const toc_side *a, const toc_side *b, toc_day asof, toc_event *events,
                     size_t count, toc_arena *arena, toc_pair *out, toc_err *err) {
    toc_pair pair = {.a = *a, .b = *b, .asof = asof, .events = events, .count = count};
    pair.sources = toc_arena_array(arena, count + 1, sizeof *pair.sources);
    pair.titles = toc_arena_array(arena, count + 1, sizeof *pair.titles);
    if (!pair.sources || !pair.titles)
        return toc_err_set(err, TOC_ENOMEM, "out of memory for %zu events", count);
    toc_order(events, count, sizeof *events, by_day_then_id);
    toc_rc rc = load_documents(store, &pair, arena, err);
    if (rc == TOC_OK)
        rc = toc_told_make(&pair, arena, err);
    if (rc == TOC_OK)
        *out = pair;
    return rc;
}

toc_rc toc_pair_load(toc_store *store, const toc_side *a, const toc_side *b, toc_day asof, toc_arena *arena,
                     toc_pair *out, toc_err *err) {
    collector c = {.arena = arena};
    toc_event_query query = {.from = TOC_DAY_NONE,
                             .to = TOC_DAY_NONE,
                             .asof = asof,
                             .source_roots = a->members,
                             .source_count = a->member_count,
                             .target_roots = b->members,
                             .target_count = b->member_count,
                             .both_directions = true,
                             .keep = arena,
                             .expected = &c.expected};
    toc_rc rc = toc_sides_apart(a, b, err);
    if (rc == TOC_OK)
        rc = toc_store_each_event(store, &query, collect, &c, err);
    return rc == TOC_OK ? toc_pair_make(store, a, b, asof, c.events, c.count, arena, out, err) : rc;
}

int toc_pair_tone(const toc_pair *pair, const toc_event *event) {
    if (toc_pair_presses(pair, event))
        return event->root == TOC_SAY && event->goldstein == 0 ? 0 : 1;
    return event->goldstein < 0 ? 1 : event->goldstein > 0 ? -1 : 0;
}
