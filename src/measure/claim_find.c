/* Method: each two roots between which words fell are a pair of their own; its claims are made (claim.c), and those
 * that are wanted kept. */
#include "event/actor.h"
#include "measure/between.h"
#include "measure/claim.h"
#include "measure/turn.h"

#include <stdlib.h>
#include <string.h>

#define PAIR_BYTES ((size_t)8 << 30)

typedef struct finder {
    toc_store *store;
    const toc_world *world;
    const toc_linking *linking;
    toc_claim_table *table;
    const toc_claims_wish *wish;
    toc_office_fn *office;
    void *office_ctx;
    toc_arena *arena;
    toc_side a;
    bool has_a;
    toc_day horizon;
    toc_claim *claims;
    size_t count, capacity;
} finder;

static toc_rc no_memory(toc_err *err) {
    return toc_err_set(err, TOC_ENOMEM, "out of memory for claims; name sides");
}

static bool may_claim(const toc_event *event) {
    return !toc_event_is_deed(event) && event->modality != TOC_DENIED && event->modality != TOC_HISTORICAL;
}

/* ---- claims ---- */

static bool has_part(toc_str text, toc_str part) {
    for (size_t i = 0; i + part.len <= text.len; i++)
        if (toc_str_equal_icase(toc_str_slice(text, i, i + part.len), part))
            return true;
    return false;
}

/* A name asked for with spaces is found where a dataset writes underscores. */
static bool is_speaker(const toc_party *speaker, toc_str wanted) {
    toc_str rest = wanted;
    if (has_part(speaker->code, wanted) || has_part(speaker->text, wanted))
        return true;
    while (rest.len > 0) {
        toc_str word = toc_str_cut(&rest, ' ');
        if (!has_part(speaker->text, word))
            return false;
    }
    return true;
}

static bool is_wanted(const finder *w, const toc_claim *claim) {
    const toc_claims_wish *o = w->wish;
    bool main = claim->kind == TOC_CLAIM_WARNING || claim->kind == TOC_CLAIM_PROMISE;
    bool kind =
        o->kind == NULL ? main : strcmp(o->kind, "all") == 0 || strcmp(o->kind, toc_claim_kind_name(claim->kind)) == 0;
    return kind && (o->since == TOC_DAY_NONE || claim->day >= o->since) &&
           (!o->speaker || is_speaker(&claim->speaker, toc_str_of(o->speaker)));
}

/* Of a claim all that its pair's memory holds. */
static bool copy(const finder *w, const toc_claim *claim, toc_claim *out) {
    const toc_event *like = w->count > 0 ? &w->claims[w->count - 1].event : NULL;
    *out = *claim;
    if (!toc_event_copy_like(&out->event, &claim->event, like, w->arena))
        return false;
    out->speaker = claim->attributed ? out->event.speaker : out->event.source;
    out->root = toc_actor_root(out->speaker.code);
    out->against = toc_arena_str(w->arena, claim->against);
    return out->against.ptr != NULL;
}

static toc_rc keep(finder *w, const toc_claim *claims, size_t count, toc_err *err) {
    for (size_t i = 0; i < count; i++) {
        if (!is_wanted(w, &claims[i]))
            continue;
        toc_claim *room = toc_arena_widen(w->arena, w->claims, w->count, &w->capacity, sizeof *room, 256);
        if (!room)
            return no_memory(err);
        w->claims = room;
        if (!copy(w, &claims[i], &w->claims[w->count]))
            return no_memory(err);
        w->count++;
    }
    return TOC_OK;
}

/* The last day of which the ledger tells anything, as of the day: the same for every pair, so asked of the first. */
static toc_rc find_horizon(finder *w, const toc_pair *pair, toc_arena *arena, toc_err *err) {
    toc_volume volume;
    if (w->horizon != TOC_DAY_NONE)
        return TOC_OK;
    toc_rc rc = toc_volume_load(w->store, pair, arena, &volume, err);
    if (rc != TOC_OK)
        return rc;
    w->horizon = toc_event_day(&pair->events[pair->count - 1]);
    for (size_t i = volume.days; i > 0; i--)
        if (volume.events[i - 1] > 0) {
            toc_day last = volume.first + (toc_day)i - 1;
            w->horizon = last > w->horizon ? last : w->horizon;
            break;
        }
    return TOC_OK;
}

static toc_rc measure_pair(finder *w, toc_pair *pair, toc_arena *arena, toc_err *err) {
    toc_claim *claims = NULL;
    size_t count = 0;
    toc_rc rc = toc_pair_link(w->store, w->linking, arena, pair, err);
    if (rc != TOC_OK || pair->count == 0)
        return rc;
    rc = find_horizon(w, pair, arena, err);
    if (rc == TOC_OK)
        rc = toc_claims_make(pair, w->horizon, w->table, w->office, w->office_ctx, arena, &claims, &count, err);
    return rc == TOC_OK ? keep(w, claims, count, err) : rc;
}

/* A side of one root, whatever it is: also what the world's tables do not know. */
static toc_side side_of(const finder *w, const toc_str *root) {
    return (toc_side){*root, toc_world_name(w->world, *root), (toc_str *)(uintptr_t)root, 1, w->wish->asof};
}

/* Pairs come one after the other, each in the memory of the one before. */
static toc_rc take_all(finder *w, toc_arena *own, toc_err *err) {
    toc_betweens all = {0};
    toc_rc rc = toc_betweens_read(w->store, w->wish->asof, may_claim, w->arena, &all, err);
    for (size_t i = 0; i < all.count && rc == TOC_OK; i++) {
        toc_side a = side_of(w, &all.pairs[i].a), b = side_of(w, &all.pairs[i].b);
        toc_pair pair;
        toc_arena_clear(own);
        rc = toc_between_pair(w->store, &all, &all.pairs[i], &a, &b, w->wish->asof, own, &pair, err);
        rc = rc == TOC_OK ? measure_pair(w, &pair, own, err) : rc;
    }
    return rc;
}

/* The side with everybody. */
static toc_rc take_others(finder *w, toc_arena *own, toc_err *err) {
    toc_str *others = NULL;
    size_t count = 0;
    toc_rc rc = toc_between_others(w->store, &w->a, w->arena, &others, &count, err);
    for (size_t i = 0; i < count && rc == TOC_OK; i++) {
        toc_side b = side_of(w, &others[i]);
        toc_pair pair;
        toc_arena_clear(own);
        rc = toc_pair_load(w->store, &w->a, &b, w->wish->asof, own, &pair, err);
        if (rc == TOC_OK && toc_between_is_open(&pair, may_claim))
            rc = measure_pair(w, &pair, own, err);
    }
    return rc;
}

static toc_rc take_two(finder *w, toc_arena *own, toc_err *err) {
    toc_side b;
    toc_pair pair;
    toc_rc rc = toc_side_parse(w->world, toc_str_of(w->wish->side_b), w->wish->asof, w->arena, &b, err);
    if (rc == TOC_OK)
        rc = toc_pair_load(w->store, &w->a, &b, w->wish->asof, own, &pair, err);
    return rc == TOC_OK ? measure_pair(w, &pair, own, err) : rc;
}

static int by_day_then_id(const void *left, const void *right) {
    const toc_claim *a = left, *b = right;
    return a->day != b->day ? (a->day < b->day ? -1 : 1) : strcmp(a->event.id.text, b->event.id.text);
}

static toc_rc find(finder *w, toc_err *err) {
    toc_arena own;
    toc_rc rc = TOC_OK;
    toc_arena_init(&own, PAIR_BYTES);
    if (w->wish->side_a) {
        rc = toc_side_parse(w->world, toc_str_of(w->wish->side_a), w->wish->asof, w->arena, &w->a, err);
        w->has_a = true;
    }
    if (rc == TOC_OK)
        rc = (w->wish->side_b ? take_two : w->has_a ? take_others : take_all)(w, &own, err);
    toc_arena_fini(&own);
    if (w->count > 0)
        qsort(w->claims, w->count, sizeof *w->claims, by_day_then_id);
    return rc;
}

toc_rc toc_claims_wish_check(const toc_claims_wish *wish, toc_err *err) {
    const char *kind = wish->kind;
    bool known = !kind || strcmp(kind, "all") == 0;
    for (int i = TOC_CLAIM_WARNING; i < TOC_CLAIM_KIND_COUNT; i++)
        known |= kind && strcmp(kind, toc_claim_kind_name((toc_claim_kind)i)) == 0;
    return known ? TOC_OK
                 : toc_err_set(err, TOC_EUSAGE, "no kind of claim '%s'; warning, promise, appeal, statement or all",
                               kind);
}

toc_rc toc_claims_find(toc_store *store, const toc_world *world, const toc_linking *linking, const char *data_dir,
                       const toc_claims_wish *wish, toc_office_fn *office, void *ctx, toc_arena *arena, toc_claim **out,
                       size_t *count, toc_err *err) {
    finder w = {.store = store,
                .world = world,
                .linking = linking,
                .wish = wish,
                .office = office,
                .office_ctx = ctx,
                .arena = arena,
                .horizon = TOC_DAY_NONE};
    toc_rc rc = toc_claim_table_new(data_dir, &w.table, err);
    if (rc == TOC_OK)
        rc = find(&w, err);
    toc_claim_table_free(w.table);
    if (rc == TOC_OK) {
        *out = w.claims;
        *count = w.count;
    }
    return rc;
}
