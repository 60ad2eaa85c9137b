/* Third parties: who was in touch with both sides; the rule stands in doc/method/channels.md. */
#include "event/actor.h"
#include "measure/link.h"
#include "measure/weights.h"

#include "base/map.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

#define THIRD_MAX 4096

typedef struct seeker {
    toc_arena *arena;
    const toc_side *a, *b;
    toc_third *thirds;
    bool *fights; /* exchanged a hostile deed with a side in these days */
    size_t count;
    toc_map by_code;   /* code -> index */
    toc_event *events; /* what may count */
    size_t kept, capacity;
    toc_map seen; /* event ids, so that both queries together count an event once */
} seeker;

static toc_rc no_memory(toc_err *err) {
    return toc_err_set(err, TOC_ENOMEM, "out of memory for the third parties");
}

static toc_rc slot_of(seeker *s, toc_str code, size_t *out, toc_err *err) {
    uint32_t index;
    if (!toc_map_get(&s->by_code, code, &index)) {
        toc_str kept = toc_arena_str(s->arena, code);
        if (s->count == THIRD_MAX)
            return toc_err_set(err, TOC_ELIMIT, "more than %d third parties", THIRD_MAX);
        if (!kept.ptr || !toc_map_put(&s->by_code, kept, (uint32_t)s->count))
            return no_memory(err);
        s->thirds[s->count] = (toc_third){.code = kept, .last_a = TOC_DAY_NONE, .last_b = TOC_DAY_NONE};
        index = (uint32_t)s->count++;
    }
    *out = index;
    return TOC_OK;
}

static bool is_helpful(const toc_event *event) {
    bool mediation = toc_str_starts(event->cameo, TOC_STR("045"));
    return event->modality == TOC_DONE && (mediation || event->root == TOC_CONSULT || event->root == TOC_COOPERATE ||
                                           event->root == TOC_AID || event->root == TOC_SUPPORT);
}

static void count_touch(seeker *s, size_t slot, const toc_event *event, bool with_a) {
    toc_third *third = &s->thirds[slot];
    if (toc_event_day(event) >= third->last_a && toc_event_day(event) >= third->last_b)
        third->last_event = event->id;
    if (with_a) {
        third->with_a++;
        third->last_a = toc_event_day(event) > third->last_a ? toc_event_day(event) : third->last_a;
    } else {
        third->with_b++;
        third->last_b = toc_event_day(event) > third->last_b ? toc_event_day(event) : third->last_b;
    }
}

static toc_rc remember(seeker *s, const toc_event *event, bool *fresh, toc_err *err) {
    uint32_t before;
    toc_str id = toc_str_of(event->id.text);
    *fresh = !toc_map_get(&s->seen, id, &before);
    if (!*fresh)
        return TOC_OK;
    toc_str kept = toc_arena_str(s->arena, id);
    return kept.ptr && toc_map_put(&s->seen, kept, 1) ? TOC_OK : no_memory(err);
}

static bool touches_one_side(const seeker *s, const toc_event *event) {
    toc_str from = toc_actor_root(event->source.code), to = toc_actor_root(event->target.code);
    return (toc_side_has(s->a, from) || toc_side_has(s->a, to)) != (toc_side_has(s->b, from) || toc_side_has(s->b, to));
}

/* Keep what may count, and denials, which may take it out of force. */
static toc_rc keep(void *ctx, const toc_event *event, toc_err *err) {
    seeker *s = ctx;
    bool fresh, counts = toc_event_is_hostile_deed(event) || is_helpful(event) || event->modality == TOC_DENIED;
    if (!counts || !touches_one_side(s, event))
        return TOC_OK;
    toc_rc rc = remember(s, event, &fresh, err);
    if (rc != TOC_OK || !fresh)
        return rc;
    if (s->kept == s->capacity) {
        size_t wider = s->capacity ? s->capacity * 2 : 256;
        toc_event *events = toc_arena_array(s->arena, wider, sizeof *events);
        if (!events)
            return no_memory(err);
        if (s->kept)
            memcpy(events, s->events, s->kept * sizeof *events);
        s->events = events;
        s->capacity = wider;
    }
    return toc_event_copy(&s->events[s->kept++], event, s->arena) ? TOC_OK : no_memory(err);
}

static toc_rc look(seeker *s, const toc_event *event, toc_err *err) {
    toc_str from = toc_actor_root(event->source.code), to = toc_actor_root(event->target.code);
    bool a = toc_side_has(s->a, from) || toc_side_has(s->a, to);
    bool source_is_side = toc_side_has(s->a, from) || toc_side_has(s->b, from);
    toc_str other = source_is_side ? to : from;
    bool hostile = toc_event_is_hostile_deed(event);
    size_t slot = 0;
    if (other.len == 0 || (!hostile && !is_helpful(event)))
        return TOC_OK;
    toc_rc rc = slot_of(s, other, &slot, err);
    if (rc != TOC_OK || toc_side_has(s->a, other) || toc_side_has(s->b, other))
        return rc;
    if (event->root == TOC_ASSAULT && event->modality == TOC_DONE)
        s->fights[slot] = true;
    if (!hostile)
        count_touch(s, slot, event, a);
    return TOC_OK;
}

static int by_day_then_id(const void *left, const void *right) {
    const toc_event *a = left, *b = right;
    toc_day x = toc_event_day(a), y = toc_event_day(b);
    return x != y ? (x < y ? -1 : 1) : strcmp(a->id.text, b->id.text);
}

/* Each happening once, in order of days. */
static toc_rc look_at_happenings(seeker *s, toc_store *store, const toc_linking *linking, toc_day asof, toc_err *err) {
    toc_links links;
    if (s->kept > 0)
        qsort(s->events, s->kept, sizeof *s->events, by_day_then_id);
    toc_rc rc = toc_links_make(store, linking, s->events, s->kept, asof, s->arena, &links, err);
    for (size_t i = 0; i < s->kept && rc == TOC_OK; i++) {
        const toc_happening *happening = &links.happenings[links.links[i].happening];
        if (happening->event == i && happening->reports > 0)
            rc = look(s, &s->events[i], err);
    }
    return rc;
}

static toc_rc read_side(toc_store *store, seeker *s, const toc_side *side, toc_day asof, int days, toc_err *err) {
    toc_event_query query = {.from = asof - days + 1, .to = asof, .asof = asof};
    query.source_roots = side->members;
    query.source_count = side->member_count;
    toc_rc rc = toc_store_each_event(store, &query, keep, s, err);
    if (rc != TOC_OK)
        return rc;
    query.source_roots = NULL;
    query.source_count = 0;
    query.target_roots = side->members;
    query.target_count = side->member_count;
    return toc_store_each_event(store, &query, keep, s, err);
}

static int smaller(const toc_third *third) {
    return third->with_a < third->with_b ? third->with_a : third->with_b;
}

static int by_rank(const void *left, const void *right) {
    const toc_third *x = left, *y = right;
    if (smaller(x) != smaller(y))
        return smaller(x) > smaller(y) ? -1 : 1;
    if (x->with_a + x->with_b != y->with_a + y->with_b)
        return x->with_a + x->with_b > y->with_a + y->with_b ? -1 : 1;
    return toc_str_compare(x->code, y->code);
}

/* Does code stand in a list "UN;TUR"? */
static bool names(toc_str list, toc_str code) {
    for (toc_str rest = list; rest.ptr;)
        if (toc_str_equal(toc_str_trim(toc_str_cut(&rest, ';')), code))
            return true;
    return false;
}

static bool is_between(const toc_mediator *row, const toc_side *a, const toc_side *b) {
    return (toc_side_has(a, row->side_a) && toc_side_has(b, row->side_b)) ||
           (toc_side_has(a, row->side_b) && toc_side_has(b, row->side_a));
}

static const toc_mediator *newest_record(const toc_world *world, const toc_third *third, const toc_side *a,
                                         const toc_side *b, toc_day asof) {
    const toc_mediator *best = NULL;
    size_t count;
    const toc_mediator *rows = toc_world_mediators(world, &count);
    for (size_t i = 0; i < count; i++)
        if (names(rows[i].mediator, third->code) && is_between(&rows[i], a, b) && rows[i].from <= asof &&
            (!best || rows[i].from > best->from))
            best = &rows[i];
    return best;
}

static size_t keep_those_in_touch_with_both(seeker *s) {
    size_t kept = 0;
    for (size_t i = 0; i < s->count; i++)
        if (s->thirds[i].with_a > 0 && s->thirds[i].with_b > 0 && !s->fights[i])
            s->thirds[kept++] = s->thirds[i];
    qsort(s->thirds, kept, sizeof *s->thirds, by_rank);
    return kept;
}

toc_rc toc_third_parties(toc_store *store, const toc_world *world, const toc_linking *linking, const toc_side *a,
                         const toc_side *b, toc_day asof, int days, toc_arena *arena, toc_third **out, size_t *count,
                         toc_err *err) {
    seeker s = {.arena = arena, .a = a, .b = b};
    s.thirds = toc_arena_array(arena, THIRD_MAX, sizeof *s.thirds);
    s.fights = toc_arena_array(arena, THIRD_MAX, sizeof *s.fights);
    if (!s.thirds || !s.fights)
        return no_memory(err);
    toc_map_init(&s.by_code);
    toc_map_init(&s.seen);
    toc_rc rc = read_side(store, &s, a, asof, days, err);
    if (rc == TOC_OK)
        rc = read_side(store, &s, b, asof, days, err);
    if (rc == TOC_OK)
        rc = look_at_happenings(&s, store, linking, asof, err);
    toc_map_fini(&s.by_code);
    toc_map_fini(&s.seen);
    if (rc != TOC_OK)
        return rc;
    *count = keep_those_in_touch_with_both(&s);
    for (size_t i = 0; i < *count; i++)
        s.thirds[i].record = newest_record(world, &s.thirds[i], a, b, asof);
    *out = s.thirds;
    return TOC_OK;
}
