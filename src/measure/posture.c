/* Acts by who does them; reports of one happening are folded into the first of them. */
#include "measure/posture.h"

#include "event/actor.h"
#include "measure/weights.h"

#include <stdlib.h>
#include <string.h>

bool toc_event_is_exercise(const toc_event *event) {
    return event->modality == TOC_DONE && event->root == TOC_COOPERATE && toc_str_starts(event->cameo, TOC_STR("062"));
}

bool toc_event_is_posture(const toc_event *event) {
    if (event->modality != TOC_DONE || !toc_actor_is_official(event->source.code))
        return false;
    if (event->root == TOC_MOBILIZE || toc_event_is_exercise(event))
        return true;
    return (event->root == TOC_AID && toc_str_starts(event->cameo, TOC_STR("072"))) ||
           (event->root == TOC_RETREAT && toc_str_starts(event->cameo, TOC_STR("087")));
}

typedef struct act {
    uint64_t key;
    toc_day day;
    toc_event event;
} act;

typedef struct collector {
    bool (*keep)(const toc_event *event);
    toc_arena *arena;
    act *acts;
    size_t count, capacity;
    toc_day from;
} collector;

static toc_rc collect(void *ctx, const toc_event *event, toc_err *err) {
    collector *c = ctx;
    toc_day day = toc_event_day(event);
    if (!c->keep(event) || day < c->from)
        return TOC_OK;
    act *acts = toc_arena_widen(c->arena, c->acts, c->count, &c->capacity, sizeof *acts, 64);
    if (!acts)
        return toc_err_set(err, TOC_ENOMEM, "no memory for more than %zu acts", c->count);
    c->acts = acts;
    act *added = &c->acts[c->count];
    if (!toc_event_copy(&added->event, event, c->arena))
        return toc_err_set(err, TOC_ENOMEM, "no memory for %zu acts", c->count);
    added->key = toc_event_kind_key(&added->event);
    added->day = day;
    c->count++;
    return TOC_OK;
}

static int by_kind_then_day(const void *left, const void *right) {
    const act *a = left, *b = right;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    if (a->day != b->day)
        return a->day < b->day ? -1 : 1;
    return strcmp(a->event.id.text, b->event.id.text);
}

static int newest_first(const void *left, const void *right) {
    const toc_event *a = left, *b = right;
    toc_day x = toc_event_day(a), y = toc_event_day(b);
    return x != y ? (x > y ? -1 : 1) : strcmp(a->id.text, b->id.text);
}

/* A report on the day of the one that stands, or on the next, tells of the same. */
static size_t fold(const act *acts, size_t count, toc_event *out) {
    size_t made = 0;
    for (size_t i = 0, stands = 0; i < count; i++) {
        if (i > 0 && acts[i].key == acts[stands].key && acts[i].day - acts[stands].day <= 1) {
            out[made - 1].reports += acts[i].event.reports;
            continue;
        }
        out[made++] = acts[i].event;
        stands = i;
    }
    return made;
}

toc_rc toc_acts_load(toc_store *store, const toc_str *roots, size_t root_count, toc_day from, toc_day asof,
                     uint32_t act_roots, bool (*keep)(const toc_event *event), toc_arena *arena, toc_acts *out,
                     toc_err *err) {
    collector c = {.keep = keep, .arena = arena, .from = from};
    toc_event_query query = {.from = TOC_DAY_NONE,
                             .to = asof,
                             .asof = asof,
                             .source_roots = roots,
                             .source_count = root_count,
                             .roots = act_roots,
                             .has_first = true,
                             .first = from};
    *out = (toc_acts){0};
    if (root_count == 0)
        return TOC_OK;
    toc_rc rc = toc_store_each_event(store, &query, collect, &c, err);
    if (rc != TOC_OK || c.count == 0)
        return rc;
    out->events = toc_arena_array(arena, c.count, sizeof *out->events);
    if (!out->events)
        return toc_err_set(err, TOC_ENOMEM, "no memory for %zu acts", c.count);
    qsort(c.acts, c.count, sizeof *c.acts, by_kind_then_day);
    out->count = fold(c.acts, c.count, out->events);
    qsort(out->events, out->count, sizeof *out->events, newest_first);
    return TOC_OK;
}
