/*
 * Method: events are put into steps; the exposure of a step is the mean volume of the four weeks that end with it, over
 * the median of all steps. Four weeks, since what a ledger covers changes by sources that come and go, and a day's
 * volume is noise.
 */
#include "measure/turn.h"

#include "base/order.h"
#include "num/change.h"
#include "num/stats.h"
#include "store/panel.h"

enum { DAILY_MAX = 1096, WINDOW = 28, VOLUME_LEAST = 5 /* events of others in a usual week, to be a measure */ };
#define HAZARD_PER_DAY (1.0 / 180)
#define EXPOSURE_LEAST 0.1

/* All events by day, then those between the two sides taken away: whole numbers, so nothing is lost. */
toc_rc toc_volume_load(toc_store *store, const toc_pair *pair, toc_arena *arena, toc_volume *out, toc_err *err) {
    toc_panel *panel = NULL;
    toc_panel_volume all = {0};
    toc_panel_cell *ours = NULL;
    size_t our_count = 0;
    toc_panel_query between = {.sources = pair->a.members,
                               .source_count = pair->a.member_count,
                               .targets = pair->b.members,
                               .target_count = pair->b.member_count,
                               .both_directions = true,
                               .from = TOC_DAY_NONE,
                               .to = TOC_DAY_NONE,
                               .asof = pair->asof,
                               .step = TOC_PANEL_DAY,
                               .together = true};
    *out = (toc_volume){0};
    toc_rc rc = toc_panel_open(store, NULL, NULL, &panel, err);
    rc = rc == TOC_OK ? toc_panel_volumes(panel, pair->asof, arena, &all, err) : rc;
    rc = rc == TOC_OK ? toc_panel_ask(panel, &between, arena, &ours, &our_count, err) : rc;
    toc_panel_close(panel);
    if (rc != TOC_OK || all.days == 0)
        return rc;
    out->first = all.first;
    out->days = all.days;
    out->events = toc_arena_array(arena, out->days, sizeof *out->events);
    if (!out->events)
        return toc_err_set(err, TOC_ENOMEM, "no memory for the volume of %zu days", out->days);
    for (size_t i = 0; i < all.days; i++)
        out->events[i] = all.events[i];
    for (size_t i = 0; i < our_count; i++)
        out->events[ours[i].from - out->first] -= ours[i].events;
    return TOC_OK;
}

static double volume_of(const toc_volume *v, toc_day from, toc_day to) {
    double sum = 0;
    for (toc_day day = from < v->first ? v->first : from; day <= to && (size_t)(day - v->first) < v->days; day++) {
        sum += v->events[day - v->first];
    }
    return sum;
}

/* Days of [from, to] since the ledger begins; before that it tells of nobody, which is no measure. */
static int days_told(const toc_volume *v, toc_day from, toc_day to) {
    from = from < v->first ? v->first : from;
    return to < from ? 0 : to - from + 1;
}

/* Events of others a day in the four weeks that end on the day, as far as the ledger reaches back. */
static double rate_until(const toc_volume *v, toc_day day) {
    int days = days_told(v, day - WINDOW + 1, day);
    return days > 0 ? volume_of(v, day - WINDOW + 1, day) / days : 0;
}

/* False: too little is told of others to be a measure; every step counts the same then. */
static bool exposures_fill(const toc_volume *v, toc_day from, int step, size_t n, toc_arena *arena, double *e) {
    double *sorted = v && v->days > 0 ? toc_arena_array(arena, n, sizeof *sorted) : NULL;
    for (size_t i = 0; i < n; i++) {
        toc_day end = from + (toc_day)(i + 1) * step - 1;
        e[i] = sorted ? rate_until(v, end) * 7 : 1;
        if (sorted) {
            sorted[i] = e[i];
        }
    }
    if (sorted) {
        toc_values_sort(sorted, n);
    }
    double usual = sorted ? toc_quantile(sorted, n, 0.5) : 0;
    for (size_t i = 0; i < n; i++) {
        e[i] = usual < VOLUME_LEAST ? 1 : e[i] / usual > EXPOSURE_LEAST ? e[i] / usual : EXPOSURE_LEAST;
    }
    return usual >= VOLUME_LEAST;
}

toc_rc toc_tension_hold(const toc_tension *series, const toc_volume *volume, toc_arena *arena, toc_held *out,
                        toc_err *err) {
    toc_held held = {.points = toc_arena_array(arena, series->count + 1, sizeof *held.points)};
    double *rates = toc_arena_array(arena, series->count + 1, sizeof *rates);
    size_t told = 0; /* points of the ledger's time */
    if (!held.points || !rates)
        return toc_err_set(err, TOC_ENOMEM, "no memory for %zu points", series->count);
    for (size_t i = 0; volume->days > 0 && i < series->count; i++) {
        const toc_tension_point *p = &series->points[i];
        int days = days_told(volume, p->from, p->to);
        held.points[i].volume = volume_of(volume, p->from, p->to);
        if (days > 0)
            rates[told++] = held.points[i].volume / days;
    }
    toc_values_sort(rates, told);
    held.usual_per_day = told > 0 ? toc_quantile(rates, told, 0.5) : 0;
    held.defined = held.usual_per_day * 7 >= VOLUME_LEAST;
    for (size_t i = 0; held.defined && i < series->count; i++) {
        const toc_tension_point *p = &series->points[i];
        toc_held_point *h = &held.points[i];
        int days = days_told(volume, p->from, p->to);
        double exposure = days > 0 ? h->volume / days / held.usual_per_day : 0;
        if (exposure < EXPOSURE_LEAST)
            continue;
        h->words_defined = p->words.defined;
        h->deeds_defined = p->deeds.defined;
        h->words = p->words.hostile / exposure;
        h->deeds = p->deeds.hostile / exposure;
    }
    *out = held;
    return TOC_OK;
}

static toc_day first_day(const toc_pair *pair) {
    toc_day first = pair->asof;
    for (size_t i = 0; i < pair->count; i++) {
        toc_day day = toc_event_day(&pair->events[i]);
        first = day < first ? day : first;
    }
    return first;
}

/* The same act by the same against the same: rows of a day that agree in this are one. */
static uint64_t act_key(const toc_event *event) {
    uint64_t key = toc_str_hash(event->source.code, (uint64_t)event->modality);
    key = toc_str_hash(event->target.code.len ? event->target.code : event->signal_to, key);
    return toc_str_hash(event->cameo, key);
}

/* Hostile happenings of each step: acts by key, then by day, each day's counted once. False: no memory. */
static bool counts_fill(const toc_pair *pair, bool deeds, toc_day from, toc_day to, int step, toc_arena *arena,
                        double *x) {
    uint64_t *acts = toc_arena_array(arena, pair->count + 1, sizeof *acts);
    toc_keyed *order = toc_arena_array(arena, pair->count + 1, sizeof *order);
    toc_keyed *spare = toc_arena_array(arena, pair->count + 1, sizeof *spare);
    size_t count = 0;
    for (size_t i = 0; acts && order && spare && i < pair->count; i++) {
        const toc_event *event = &pair->events[i];
        toc_day day = toc_event_day(event);
        if (day >= from && day <= to && toc_event_is_deed(event) == deeds && toc_pair_tone(pair, event) > 0) {
            acts[i] = act_key(event);
            order[count++] = (toc_keyed){acts[i], i};
        }
    }
    toc_order_keyed(order, spare, count);
    for (size_t i = 0; i < count; i++) {
        order[i].key = toc_order_day(toc_event_day(&pair->events[order[i].at]));
    }
    toc_order_keyed(order, spare, count);
    for (size_t i = 0; i < count; i++) {
        bool again = i > 0 && order[i].key == order[i - 1].key && acts[order[i].at] == acts[order[i - 1].at];
        x[(toc_event_day(&pair->events[order[i].at]) - from) / step] += !again;
    }
    return acts && order && spare;
}

static void turns_fill(const toc_change *changes, size_t count, toc_day from, int step, toc_turns *out) {
    for (size_t i = 0; i < count; i++) {
        const toc_change *c = &changes[i];
        out->items[i] = (toc_turn){.date = from + (toc_day)c->at * step,
                                   .low = from + (toc_day)c->low * step,
                                   .high = from + (toc_day)(c->high + 1) * step - 1,
                                   .probability = c->probability,
                                   .before = c->before * 30 / step,
                                   .after = c->after * 30 / step};
    }
    out->count = count;
}

toc_rc toc_pair_turns(const toc_pair *pair, const toc_volume *volume, bool deeds, toc_day from, toc_day to,
                      toc_arena *arena, toc_turns *out, toc_err *err) {
    toc_change *changes;
    size_t count;
    toc_day first = first_day(pair);
    from = from == TOC_DAY_NONE || from < first ? first : from;
    to = to == TOC_DAY_NONE || to > pair->asof ? pair->asof : to;
    *out = (toc_turns){.steady = true, .step_days = 1};
    if (pair->count == 0 || to <= from) {
        return TOC_OK;
    }
    int64_t days = (int64_t)to - from + 1;
    out->step_days = days > DAILY_MAX ? 7 : 1;
    size_t n = (size_t)(days / out->step_days);
    if (n > TOC_CHANGE_STEPS_MAX) { /* the newest that fit */
        from = to - TOC_CHANGE_STEPS_MAX * out->step_days + 1;
        n = TOC_CHANGE_STEPS_MAX;
    }
    from = to - (toc_day)n * out->step_days + 1;
    double *x = toc_arena_array(arena, n, sizeof *x), *e = toc_arena_array(arena, n, sizeof *e);
    if (!x || !e) {
        return toc_err_set(err, TOC_ENOMEM, "no memory for %zu days", n);
    }
    if (!counts_fill(pair, deeds, from, to, out->step_days, arena, x)) {
        return toc_err_set(err, TOC_ENOMEM, "no memory for %zu events", pair->count);
    }
    out->steady = !exposures_fill(volume, from, out->step_days, n, arena, e);
    toc_rc rc =
        toc_change_find(x, e, n, HAZARD_PER_DAY * out->step_days, 0, TOC_TURN_LEAST, arena, &changes, &count, err);
    if (rc != TOC_OK) {
        return rc;
    }
    out->items = toc_arena_array(arena, count + 1, sizeof *out->items);
    if (!out->items) {
        return toc_err_set(err, TOC_ENOMEM, "no memory for %zu changes", count);
    }
    turns_fill(changes, count, from, out->step_days, out);
    return TOC_OK;
}
