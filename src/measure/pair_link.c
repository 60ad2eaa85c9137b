/* From the reports between two sides to happenings, and what stays of the reports: their volume. */
#include "base/order.h"
#include "measure/link_work.h"
#include "measure/weights.h"

#include <string.h>

static int by_day(const void *left, const void *right) {
    const toc_told *a = left, *b = right;
    if (a->day != b->day)
        return a->day < b->day ? -1 : 1;
    int order = toc_str_compare(a->source, b->source);
    return order != 0 ? order : a->reports - b->reports;
}

toc_rc toc_told_make(toc_pair *pair, toc_arena *arena, toc_err *err) {
    toc_told *told = toc_arena_array(arena, pair->count + 1, sizeof *told);
    if (!told)
        return toc_err_set(err, TOC_ENOMEM, "out of memory for the reports of %zu events", pair->count);
    for (size_t i = 0; i < pair->count; i++)
        told[i] = (toc_told){toc_event_day(&pair->events[i]), pair->events[i].reports, pair->sources[i]};
    pair->told = told;
    pair->told_count = pair->count;
    return TOC_OK;
}

/* A place in the old pair, to put happenings in the pair's order. */
typedef struct place {
    const toc_event *event;
    size_t happening;
} place;

static int by_day_then_id(const void *left, const void *right) {
    const place *a = left, *b = right;
    toc_day x = toc_event_day(a->event), y = toc_event_day(b->event);
    return x != y ? (x < y ? -1 : 1) : strcmp(a->event->id.text, b->event->id.text);
}

static size_t add_told(const toc_pair *pair, const toc_links *links, const toc_happening *happening, toc_told *out) {
    size_t count = 0;
    for (size_t i = 0; i < happening->count; i++) {
        size_t at = happening->members[i];
        if (links->links[at].tells)
            out[count++] = (toc_told){toc_event_day(&pair->events[at]), pair->events[at].reports,
                                      pair->sources[links->links[at].original]};
    }
    return count;
}

/* That something happened is as sure as the surest of the reports in force, so that another never makes it less so. */
static double surest(const toc_pair *pair, const toc_links *links, const toc_happening *happening) {
    double most = pair->events[happening->event].confidence;
    for (size_t i = 0; i < happening->count; i++) {
        const toc_link *link = &links->links[happening->members[i]];
        double confidence = pair->events[happening->members[i]].confidence;
        bool in_force = link->corrected_by.text[0] == '\0' && !link->withdraws;
        most = in_force && confidence > most ? confidence : most;
    }
    return most;
}

/* Does each event stand for a happening of its own, in the order of the pair? So it is with rows of datasets. */
static bool is_same(const toc_pair *old, const toc_links *links, const place *places, size_t count) {
    if (count != old->count)
        return false;
    for (size_t i = 0; i < count; i++)
        if (links->happenings[places[i].happening].event != i || links->happenings[places[i].happening].count != 1)
            return false;
    return true;
}

static void fill(const toc_pair *old, const toc_links *links, const place *places, toc_pair *out) {
    for (size_t i = 0; i < out->count; i++) {
        const toc_happening *happening = &links->happenings[places[i].happening];
        if (out->events != old->events) {
            out->events[i] = old->events[happening->event];
            out->sources[i] = old->sources[happening->event];
            out->titles[i] = old->titles[happening->event];
        }
        out->events[i].reports = happening->reports;
        out->events[i].confidence = surest(old, links, happening);
        out->standings[i] =
            (toc_standing){happening->reports, happening->sources, links->links[happening->event].disputed_by};
        out->told_count += add_told(old, links, happening, out->told + out->told_count);
    }
    toc_order(out->told, out->told_count, sizeof *out->told, by_day);
}

/* Rows of datasets alone: each is a happening, in force, of one source, and nothing needs to be looked up. */
static bool is_rows(const toc_pair *pair) {
    for (size_t i = 0; i < pair->count; i++)
        if (!link_is_row(&pair->events[i]))
            return false;
    return true;
}

static toc_rc no_memory(const toc_pair *pair, toc_err *err) {
    return toc_err_set(err, TOC_ENOMEM, "out of memory for linking %zu events", pair->count);
}

/* Each event is a happening as it stands; `told` is by day already, one for each. */
static toc_rc link_rows(toc_arena *arena, toc_pair *pair, toc_err *err) {
    toc_standing *standings = toc_arena_array(arena, pair->count + 1, sizeof *standings);
    if (!standings)
        return no_memory(pair, err);
    for (size_t i = 0; i < pair->count; i++)
        standings[i] = (toc_standing){.reports = pair->events[i].reports, .sources = 1};
    pair->standings = standings;
    return TOC_OK;
}

toc_rc toc_pair_link(toc_store *store, const toc_linking *linking, toc_arena *arena, toc_pair *pair, toc_err *err) {
    toc_links links;
    toc_pair linked = *pair;
    if (is_rows(pair))
        return link_rows(arena, pair, err);
    toc_rc rc = toc_links_make(store, linking, pair->events, pair->count, pair->asof, arena, &links, err);
    if (rc != TOC_OK)
        return rc;
    place *places = toc_arena_array(arena, links.count + 1, sizeof *places);
    linked.standings = toc_arena_array(arena, links.count + 1, sizeof *linked.standings);
    linked.told = toc_arena_array(arena, pair->count + 1, sizeof *linked.told);
    if (!places || !linked.standings || !linked.told)
        return no_memory(pair, err);
    linked.count = linked.told_count = 0;
    for (size_t h = 0; h < links.count; h++)
        if (links.happenings[h].reports > 0)
            places[linked.count++] = (place){&pair->events[links.happenings[h].event], h};
    toc_order(places, linked.count, sizeof *places, by_day_then_id);
    if (!is_same(pair, &links, places, linked.count)) {
        linked.events = toc_arena_array(arena, links.count + 1, sizeof *linked.events);
        linked.sources = toc_arena_array(arena, links.count + 1, sizeof *linked.sources);
        linked.titles = toc_arena_array(arena, links.count + 1, sizeof *linked.titles);
        if (!linked.events || !linked.sources || !linked.titles)
            return no_memory(pair, err);
    }
    fill(pair, &links, places, &linked);
    *pair = linked;
    return TOC_OK;
}

size_t toc_pair_find(const toc_pair *pair, const toc_event *event) {
    size_t low = 0, high = pair->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        place here = {&pair->events[middle], 0}, wanted = {event, 0};
        int order = by_day_then_id(&here, &wanted);
        if (order == 0)
            return middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return pair->count;
}

toc_rc toc_pair_of(toc_store *store, const toc_linking *linking, const toc_side *a, const toc_side *b, toc_day asof,
                   toc_arena *arena, toc_pair *out, toc_err *err) {
    toc_rc rc = toc_pair_load(store, a, b, asof, arena, out, err);
    return rc == TOC_OK ? toc_pair_link(store, linking, arena, out, err) : rc;
}

toc_rc toc_pair_read(toc_store *store, const toc_world *world, const toc_linking *linking, const char *side_a,
                     const char *side_b, toc_day asof, toc_arena *arena, toc_pair *out, toc_err *err) {
    toc_side a, b;
    toc_rc rc = toc_side_parse(world, toc_str_of(side_a), asof, arena, &a, err);
    if (rc == TOC_OK)
        rc = toc_side_parse(world, toc_str_of(side_b), asof, arena, &b, err);
    return rc == TOC_OK ? toc_pair_of(store, linking, &a, &b, asof, arena, out, err) : rc;
}
