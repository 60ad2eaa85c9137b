/*
 * Picks the largest events of a pair. Many weigh the same, above all in a war: for a text the newest of them go first;
 * on a plot those in whose week most hostile weight was told, and none near another. Few are wanted, so that the first
 * is looked for again and again, and nothing is sorted.
 */
#include "event/actor.h"
#include "measure/weights.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { HEAT_DAYS = 3 /* before and after */ };

typedef struct candidate {
    double weight, heat;
    toc_day day;
    size_t event;
    const char *id;
} candidate;

static bool goes_before(const candidate *a, const candidate *b) {
    if (a->weight != b->weight)
        return a->weight > b->weight;
    if (a->heat != b->heat)
        return a->heat > b->heat;
    if (a->day != b->day)
        return a->day > b->day;
    return strcmp(a->id, b->id) < 0;
}

/* The one that goes before all others; there is one. */
static candidate first_of(const candidate *all, size_t count) {
    size_t first = 0;
    for (size_t i = 1; i < count; i++)
        if (goes_before(&all[i], &all[first]))
            first = i;
    return all[first];
}

/* Take out what tells of the same happening, itself too, and what lies within `apart` days. Returns how many stay. */
static size_t drop_told(const toc_pair *pair, const candidate *told, int apart, candidate *all, size_t count) {
    uint64_t key = toc_event_kind_key(&pair->events[told->event]);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        int days = abs(told->day - all[i].day);
        bool same = days <= 1 && toc_event_kind_key(&pair->events[all[i].event]) == key;
        if (!same && days >= apart)
            all[kept++] = all[i];
    }
    return kept;
}

static double weight_between(const toc_pair *pair, const toc_weights *weights, const toc_event *event) {
    bool pressing = toc_pair_presses(pair, event);
    return toc_event_is_deed(event) ? toc_weight_deeds_as(weights, event, pressing)
                                    : toc_weight_words_as(weights, event, pressing);
}

/* The hostile weight of the week around each event; sums[i]: of the first i events, which come by day. */
static void heat_fill(const toc_pair *pair, const double *sums, candidate *all, size_t count) {
    size_t from = 0, to = 0;
    for (size_t i = 0; i < count; i++) {
        while (toc_event_day(&pair->events[from]) < all[i].day - HEAT_DAYS)
            from++;
        while (to < pair->count && toc_event_day(&pair->events[to]) <= all[i].day + HEAT_DAYS)
            to++;
        all[i].heat = sums[to] - sums[from];
    }
}

static size_t gather(const toc_pair *pair, const toc_weights *weights, int days, candidate *out, double *sums) {
    double least = toc_weights_method(weights)->reason_confidence;
    size_t count = 0;
    for (size_t i = 0; i < pair->count; i++) {
        const toc_event *event = &pair->events[i];
        toc_day day = toc_event_day(event);
        double weight = weight_between(pair, weights, event);
        sums[i + 1] = sums[i] + (weight > 0 ? weight : 0);
        if (weight != 0 && event->confidence >= least && day <= pair->asof && day > pair->asof - days)
            out[count++] = (candidate){fabs(weight), 0, day, i, event->id.text};
    }
    return count;
}

static toc_rc pick(const toc_pair *pair, int days, int apart, size_t max, const toc_weights *weights, toc_arena *arena,
                   size_t **out, size_t *count, toc_err *err) {
    candidate *all = toc_arena_array(arena, pair->count + 1, sizeof *all);
    double *sums = toc_arena_array(arena, pair->count + 1, sizeof *sums);
    size_t *picked = toc_arena_array(arena, (max < pair->count ? max : pair->count) + 1, sizeof *picked), kept = 0;
    if (!all || !sums || !picked)
        return toc_err_set(err, TOC_ENOMEM, "out of memory for %zu events", pair->count);
    size_t found = gather(pair, weights, days, all, sums);
    if (apart > 0)
        heat_fill(pair, sums, all, found);
    while (found > 0 && kept < max) {
        candidate told = first_of(all, found);
        picked[kept++] = told.event;
        found = drop_told(pair, &told, apart, all, found);
    }
    *out = picked;
    *count = kept;
    return TOC_OK;
}

static toc_rc pick_by_table(const toc_pair *pair, int days, int apart, size_t max, const char *data_dir,
                            toc_arena *arena, size_t **out, size_t *count, toc_err *err) {
    toc_weights *weights;
    toc_rc rc = toc_weights_new(data_dir, &weights, err);
    if (rc != TOC_OK)
        return rc;
    rc = pick(pair, days, apart, max, weights, arena, out, count, err);
    toc_weights_free(weights);
    return rc;
}

toc_rc toc_pair_largest(const toc_pair *pair, int days, size_t max, const char *data_dir, toc_arena *arena,
                        size_t **out, size_t *count, toc_err *err) {
    return pick_by_table(pair, days, 0, max, data_dir, arena, out, count, err);
}

toc_rc toc_pair_peaks(const toc_pair *pair, int days, size_t max, const char *data_dir, toc_arena *arena, size_t **out,
                      size_t *count, toc_err *err) {
    return pick_by_table(pair, days, 1 + days / TOC_PEAKS_ACROSS, max, data_dir, arena, out, count, err);
}
