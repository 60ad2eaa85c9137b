/*
 * Method: each event is kept once; it is entered for the pair of its source and its target, and for that of its
 * source and the side it addresses; the entries are then sorted by pair. Pairs that nothing opens are dropped. The
 * others of a side are those of the panel's dyads, and who is addressed in texts, which the panel does not know.
 */
#include "measure/between.h"

#include "base/map.h"
#include "base/order.h"
#include "event/actor.h"
#include "measure/weights.h"
#include "store/panel.h"

#include <stdlib.h>

typedef struct entry {
    uint32_t pair;
    size_t event;
} entry;

typedef struct reader {
    bool (*opens)(const toc_event *event);
    toc_arena *arena;
    toc_map seen;
    toc_event *events;
    size_t count, capacity;
    entry *entries;
    size_t entry_count, entry_capacity;
    toc_between *pairs;
    bool *open;
    size_t pair_count, pair_capacity, open_capacity;
} reader;

static toc_rc no_memory(const reader *r, toc_err *err) {
    return toc_err_set(err, TOC_ENOMEM, "out of memory after %zu events; name sides", r->count);
}

/* The number of a pair of roots; false when memory is refused. */
static bool pair_of(reader *r, toc_str a, toc_str b, uint32_t *out) {
    toc_arena scratch;
    toc_arena_init(&scratch, 0);
    toc_str key = toc_arena_printf(&scratch, "%.*s|%.*s", TOC_FMT(a), TOC_FMT(b));
    bool fine = key.ptr != NULL;
    if (fine && !toc_map_get(&r->seen, key, out)) {
        toc_between *pairs = toc_arena_widen(r->arena, r->pairs, r->pair_count, &r->pair_capacity, sizeof *pairs, 256);
        bool *open = toc_arena_widen(r->arena, r->open, r->pair_count, &r->open_capacity, sizeof *open, 256);
        toc_str kept = toc_arena_str(r->arena, key);
        *out = (uint32_t)r->pair_count;
        fine = pairs && open && kept.ptr && toc_map_put(&r->seen, kept, *out);
        if (fine) {
            r->pairs = pairs;
            r->open = open;
            r->open[*out] = false;
            r->pairs[r->pair_count++] =
                (toc_between){.a = toc_str_slice(kept, 0, a.len), .b = toc_str_slice(kept, a.len + 1, kept.len)};
        }
    }
    toc_arena_fini(&scratch);
    return fine;
}

/* Are the two a pair, and in which order? */
static bool is_pair(toc_str from, toc_str to, toc_str *a, toc_str *b) {
    bool turned = toc_str_compare(from, to) > 0;
    *a = turned ? to : from;
    *b = turned ? from : to;
    return from.len > 0 && to.len > 0 && !toc_str_equal(from, to);
}

static bool enter(reader *r, toc_str a, toc_str b, bool opens) {
    entry *entries = toc_arena_widen(r->arena, r->entries, r->entry_count, &r->entry_capacity, sizeof *entries, 1024);
    uint32_t pair;
    if (!entries || !pair_of(r, a, b, &pair))
        return false;
    r->entries = entries;
    r->entries[r->entry_count++] = (entry){pair, r->count};
    r->open[pair] |= opens;
    return true;
}

static bool keep(reader *r, const toc_event *event) {
    toc_event *events = toc_arena_widen(r->arena, r->events, r->count, &r->capacity, sizeof *events, 1024);
    if (!events)
        return false;
    r->events = events;
    events[r->count] = *event;
    return true;
}

static toc_rc see(void *ctx, const toc_event *event, toc_err *err) {
    reader *r = ctx;
    toc_str from = toc_actor_root(event->source.code), a, b, c, d;
    toc_str target = toc_actor_root(event->target.code), signal = toc_actor_root(event->signal_to);
    bool first = is_pair(from, target, &a, &b), second = is_pair(from, signal, &c, &d);
    second = second && !(first && toc_str_equal(a, c) && toc_str_equal(b, d));
    if (!first && !second)
        return TOC_OK;
    if (r->count == TOC_BETWEEN_EVENTS_MAX)
        return toc_err_set(err, TOC_ELIMIT, "more than %d events are between these; name a side, or two",
                           TOC_BETWEEN_EVENTS_MAX);
    bool opens = r->opens(event), fine = keep(r, event);
    fine = fine && (!first || enter(r, a, b, opens));
    fine = fine && (!second || enter(r, c, d, opens && event->target.code.len == 0));
    r->count += fine;
    return fine ? TOC_OK : no_memory(r, err);
}

static int by_pair(const void *left, const void *right) {
    const entry *a = left, *b = right;
    if (a->pair != b->pair)
        return a->pair < b->pair ? -1 : 1;
    return a->event < b->event ? -1 : a->event > b->event;
}

static toc_rc sort(reader *r, toc_betweens *out, toc_err *err) {
    size_t *places = toc_arena_array(r->arena, r->entry_count + 1, sizeof *places), kept = 0;
    if (!places)
        return no_memory(r, err);
    if (r->entry_count > 0)
        qsort(r->entries, r->entry_count, sizeof *r->entries, by_pair);
    for (size_t i = 0; i < r->entry_count; i++) {
        toc_between *pair = &r->pairs[r->entries[i].pair];
        places[i] = r->entries[i].event;
        pair->events = pair->count > 0 ? pair->events : &places[i];
        pair->count++;
    }
    for (size_t i = 0; i < r->pair_count; i++)
        if (r->open[i])
            r->pairs[kept++] = r->pairs[i];
    *out = (toc_betweens){r->events, r->pairs, kept};
    return TOC_OK;
}

toc_rc toc_betweens_read(toc_store *store, toc_day asof, bool (*opens)(const toc_event *event), toc_arena *arena,
                         toc_betweens *out, toc_err *err) {
    reader r = {.opens = opens, .arena = arena};
    toc_event_query query = {.from = TOC_DAY_NONE, .to = TOC_DAY_NONE, .asof = asof, .keep = arena};
    toc_map_init(&r.seen);
    toc_rc rc = toc_store_each_event(store, &query, see, &r, err);
    rc = rc == TOC_OK ? sort(&r, out, err) : rc;
    toc_map_fini(&r.seen);
    return rc;
}

static int by_bytes(const void *left, const void *right) {
    return toc_str_compare(*(const toc_str *)left, *(const toc_str *)right);
}

/* A mark for each root of the panel that shares a dyad with the side; NULL when memory is refused. */
static bool *others_mark(const toc_panel *panel, const toc_side *side, toc_arena *arena) {
    size_t roots = toc_panel_roots(panel);
    bool *ours = toc_arena_array(arena, roots + 1, sizeof *ours);
    bool *found = toc_arena_array(arena, roots + 1, sizeof *found);
    if (!ours || !found)
        return NULL;
    for (size_t i = 0; i < roots; i++)
        ours[i] = toc_side_has(side, toc_panel_root(panel, i));
    for (size_t i = 0; i < toc_panel_dyads(panel); i++) {
        size_t source, target;
        toc_panel_parties(panel, i, &source, &target);
        found[ours[source] ? target : source] |= ours[source] != ours[target];
    }
    return found;
}

/* The marked roots of the panel and those of more; a root may come twice. */
static toc_rc others_list(const toc_panel *panel, const toc_side *side, const toc_str *more, size_t more_count,
                          toc_arena *arena, toc_str **out, size_t *count, toc_err *err) {
    const bool *found = others_mark(panel, side, arena);
    toc_str *list = toc_arena_array(arena, toc_panel_roots(panel) + more_count + 1, sizeof *list);
    *count = 0;
    for (size_t i = 0; found && list && i < toc_panel_roots(panel); i++)
        if (found[i] && toc_panel_root(panel, i).len > 0)
            list[(*count)++] = toc_arena_str(arena, toc_panel_root(panel, i));
    for (size_t i = 0; found && list && i < more_count; i++)
        if (more[i].len > 0 && !toc_side_has(side, more[i]))
            list[(*count)++] = more[i];
    *out = list;
    return !found || !list || arena->refused ? toc_err_set(err, TOC_ENOMEM, "out of memory for the others of a side")
                                             : TOC_OK;
}

toc_rc toc_between_others(toc_store *store, const toc_side *side, toc_arena *arena, toc_str **out, size_t *count,
                          toc_err *err) {
    toc_panel *panel = NULL;
    toc_str *addressed, *list = NULL;
    size_t addressed_count, all = 0, kept = 0;
    toc_rc rc = toc_store_addressed(store, side->members, side->member_count, arena, &addressed, &addressed_count, err);
    rc = rc == TOC_OK ? toc_panel_open(store, NULL, NULL, &panel, err) : rc;
    rc = rc == TOC_OK ? others_list(panel, side, addressed, addressed_count, arena, &list, &all, err) : rc;
    toc_panel_close(panel);
    if (rc != TOC_OK)
        return rc;
    toc_order(list, all, sizeof *list, by_bytes);
    for (size_t i = 0; i < all; i++)
        if (kept == 0 || !toc_str_equal(list[kept - 1], list[i]))
            list[kept++] = list[i];
    *out = list;
    *count = kept;
    return TOC_OK;
}

bool toc_between_is_open(const toc_pair *pair, bool (*opens)(const toc_event *event)) {
    for (size_t i = 0; i < pair->count; i++) {
        const toc_event *event = &pair->events[i];
        if (opens(event) && (event->target.code.len == 0 || !toc_pair_presses(pair, event)))
            return true;
    }
    return false;
}

toc_rc toc_between_pair(toc_store *store, const toc_betweens *all, const toc_between *between, const toc_side *a,
                        const toc_side *b, toc_day asof, toc_arena *arena, toc_pair *out, toc_err *err) {
    toc_event *events = toc_arena_array(arena, between->count + 1, sizeof *events);
    if (!events)
        return toc_err_set(err, TOC_ENOMEM, "out of memory for %zu events", between->count);
    for (size_t i = 0; i < between->count; i++)
        events[i] = all->events[between->events[i]];
    return toc_pair_make(store, a, b, asof, events, between->count, arena, out, err);
}
