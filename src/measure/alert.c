/*
 * Method: each pair's hostile events become one list of days; a walk over it keeps the window, the sum of the year
 * before it and the highest windows of the past. The chance is the upper tail of a negative binomial: a Poisson count
 * whose rate is known from the year before only as well as so many events tell (Gamma with half an event more), widened
 * by the dispersion that events of a conflict usually have.
 */
#include "measure/alert_turn.h"

#include "base/order.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { YEAR = 365, LEAST_KNOWN = 90, SILENT = 60, VOLUME_DAYS = 28 };
#define DISPERSION                                                                                                     \
    2.5 /* variance over mean of hostile happenings of one pair in two weeks, ours: see doc/method/alerts.md */

typedef struct pair {
    uint16_t a, b;
    size_t events;       /* all, for choosing the most active */
    size_t first, count; /* of days: hostile ones */
} pair;

typedef struct finder {
    toc_panel *panel;
    const toc_alert_options *options;
    toc_arena *arena;
    pair *pairs;
    size_t pair_count;
    toc_day *days; /* of hostile events, by pair, ascending */
    size_t day_count;
    toc_day begin, end; /* first day on which anything was told, so that history does not count; last event */
    double *volume;     /* of all events, sums of the first so many days from begin */
    double chance_most;
    toc_alert *alerts;
    size_t alert_count, alert_room;
    toc_alert_turn *turns;
    size_t turn_count, turn_room;
} finder;

static toc_rc no_memory(toc_err *err) {
    return toc_err_set(err, TOC_ENOMEM, "no memory for the alerts of a ledger");
}

static bool is_known(const finder *f, const toc_panel_rows *r, size_t i) {
    return toc_panel_known(r, i, f->options->asof);
}

static bool is_hostile(const finder *f, const toc_panel_rows *r, size_t i) {
    const toc_panel_facts *facts = &r->facts[i];
    return f->options->words ? !facts->deed && facts->quad == 3 : facts->deed && facts->quad == 4;
}

/* ---- reading ---- */

static int by_day(const void *x, const void *y) {
    toc_day a = *(const toc_day *)x, b = *(const toc_day *)y;
    return a < b ? -1 : a > b;
}

static int by_roots(const void *x, const void *y) {
    const pair *p = x, *q = y;
    return p->a != q->a ? (p->a < q->a ? -1 : 1) : p->b < q->b ? -1 : p->b > q->b;
}

static int by_activity(const void *x, const void *y) {
    const pair *p = x, *q = y;
    return p->events != q->events ? (p->events > q->events ? -1 : 1) : by_roots(x, y);
}

/* Each unordered pair of known roots once. */
static toc_rc pairs_find(finder *f, toc_err *err) {
    size_t dyads = toc_panel_dyads(f->panel), n = 0;
    f->pairs = toc_arena_array(f->arena, dyads + 1, sizeof *f->pairs);
    if (!f->pairs) {
        return no_memory(err);
    }
    for (size_t i = 0; i < dyads; i++) {
        toc_panel_rows r;
        toc_rc rc = toc_panel_dyad(f->panel, i, TOC_PANEL_TIMES, &r, err);
        if (rc != TOC_OK) {
            return rc;
        }
        if (r.source != r.target && r.source != 0 && r.target != 0) {
            bool turned = r.source > r.target;
            f->pairs[n++] = (pair){turned ? r.target : r.source, turned ? r.source : r.target, r.count, 0, 0};
        }
        for (size_t k = 0; k < r.count; k++) {
            f->begin = is_known(f, &r, k) && r.learnt[k] < f->begin ? r.learnt[k] : f->begin;
            f->end = is_known(f, &r, k) && r.day[k] > f->end ? r.day[k] : f->end;
        }
    }
    qsort(f->pairs, n, sizeof *f->pairs, by_roots);
    for (size_t i = 0; i < n; i++) {
        bool same = f->pair_count > 0 && by_roots(&f->pairs[f->pair_count - 1], &f->pairs[i]) == 0;
        if (same) {
            f->pairs[f->pair_count - 1].events += f->pairs[i].events;
        } else {
            f->pairs[f->pair_count++] = f->pairs[i];
        }
    }
    if (f->options->pairs > 0 && f->options->pairs < f->pair_count) {
        qsort(f->pairs, f->pair_count, sizeof *f->pairs, by_activity);
        f->pair_count = f->options->pairs;
    }
    return TOC_OK;
}

/* What a day tells of one direction with one root is one happening, in however many rows: so datasets that tell every
 * report as a row raise no more alarms than those that tell it once. */
static toc_rc days_take(finder *f, size_t source, size_t target, toc_err *err) {
    toc_panel_rows r;
    size_t dyad;
    if (!toc_panel_find_dyad(f->panel, source, target, &dyad)) {
        return TOC_OK;
    }
    toc_rc rc = toc_panel_dyad(f->panel, dyad, TOC_PANEL_TIMES | TOC_PANEL_FACTS, &r, err);
    toc_day day = INT32_MIN;
    uint32_t told = 0; /* bits of the roots of the day */
    for (size_t i = 0; rc == TOC_OK && i < r.count; i++) {
        told = r.day[i] == day ? told : 0;
        day = r.day[i];
        bool wanted = is_known(f, &r, i) && is_hostile(f, &r, i) && day >= f->begin;
        if (wanted && !(told >> r.facts[i].root & 1)) {
            f->days[f->day_count++] = day;
            told |= 1u << r.facts[i].root;
        }
    }
    return rc;
}

static toc_rc days_read(finder *f, toc_err *err) {
    toc_rc rc = TOC_OK;
    f->days = toc_arena_array(f->arena, toc_panel_count(f->panel) + 1, sizeof *f->days);
    if (!f->days) {
        return no_memory(err);
    }
    for (size_t i = 0; i < f->pair_count && rc == TOC_OK; i++) {
        pair *p = &f->pairs[i];
        p->first = f->day_count;
        rc = days_take(f, p->a, p->b, err);
        rc = rc == TOC_OK ? days_take(f, p->b, p->a, err) : rc;
        p->count = f->day_count - p->first;
        if (p->count > 1) {
            qsort(f->days + p->first, p->count, sizeof *f->days, by_day);
        }
    }
    return rc;
}

static toc_rc volume_read(finder *f, toc_err *err) {
    size_t days = (size_t)(f->end - f->begin) + 2;
    f->volume = toc_arena_array(f->arena, days + 1, sizeof *f->volume);
    if (!f->volume) {
        return no_memory(err);
    }
    for (size_t i = 0; i < toc_panel_dyads(f->panel); i++) {
        toc_panel_rows r;
        toc_rc rc = toc_panel_dyad(f->panel, i, TOC_PANEL_TIMES, &r, err);
        if (rc != TOC_OK) {
            return rc;
        }
        for (size_t k = 0; k < r.count; k++) {
            if (is_known(f, &r, k) && r.day[k] >= f->begin) {
                f->volume[r.day[k] - f->begin + 1] += 1;
            }
        }
    }
    for (size_t i = 1; i <= days; i++) {
        f->volume[i] += f->volume[i - 1];
    }
    return TOC_OK;
}

/* Events of everybody in [from, to], a day. */
static double volume_of(const finder *f, toc_day from, toc_day to) {
    from = from < f->begin ? f->begin : from;
    to = to > f->end ? f->end : to;
    return to < from ? 0 : (f->volume[to - f->begin + 1] - f->volume[from - f->begin]) / (to - from + 1);
}

/* ---- chance ---- */

/* P(X >= k) of a negative binomial with this mean and variance. */
static double upper_tail(int k, double mean, double variance) {
    double p = mean / variance, size = mean * p / (1 - p), at = size * log(p), below = 0;
    for (int i = 0; i < k; i++) {
        below += exp(at);
        at += log(size + i) - log(i + 1.0) + log1p(-p);
    }
    return below < 1 ? 1 - below : 0;
}

/* ---- walking ---- */

static bool alert_add(finder *f, const toc_alert *alert) {
    toc_alert *wider = toc_arena_widen(f->arena, f->alerts, f->alert_count, &f->alert_room, sizeof *wider, 64);
    if (wider) {
        f->alerts = wider;
        f->alerts[f->alert_count++] = *alert;
    }
    return wider != NULL;
}

/* Days of the list in [from, to]. */
static int count_between(const toc_day *days, size_t n, toc_day from, toc_day to) {
    size_t low = 0, high = n, first;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (days[middle] < from) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    first = low;
    high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (days[middle] <= to) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return (int)(low - first);
}

/* For how many days, up to the known, no window was as high: windows end on days of events, so these are looked at,
 * newest first. */
static int high_days(const finder *f, const toc_day *days, size_t n, size_t at, int hostile, bool *first) {
    toc_day day = days[at];
    *first = true;
    for (size_t i = at; i-- > 0;) {
        if (days[i] <= day - TOC_ALERT_WINDOW &&
            count_between(days, n, days[i] - TOC_ALERT_WINDOW + 1, days[i]) >= hostile) {
            *first = false;
            return day - days[i];
        }
    }
    return day - f->begin;
}

static void alert_follow(const finder *f, const toc_day *days, size_t n, toc_alert *alert) {
    static const int spans[] = {30, 90, 365};
    for (int i = 0; i < 3; i++) {
        bool over = alert->day + spans[i] <= f->end;
        alert->followed[i] = over ? count_between(days, n, alert->day + 1, alert->day + spans[i]) : -1;
    }
}

static bool pair_walk(finder *f, const pair *p) {
    const toc_day *days = f->days + p->first;
    toc_day last = INT32_MIN;
    int last_hostile = 0;
    for (size_t i = 0; i < p->count; i++) {
        toc_day day = days[i];
        if ((i + 1 < p->count && days[i + 1] == day) || day - f->begin < LEAST_KNOWN) {
            continue;
        }
        toc_alert a = {.day = day, .hostile = count_between(days, p->count, day - TOC_ALERT_WINDOW + 1, day)};
        bool silent = last != INT32_MIN && day - last < SILENT && a.hostile < last_hostile * 2;
        if (a.hostile < f->options->floor || silent) {
            continue;
        }
        toc_day end = day - TOC_ALERT_WINDOW, begin = end - YEAR + 1 < f->begin ? f->begin : end - YEAR + 1;
        double past = count_between(days, p->count, begin, end) + 0.5,
               span = (double)(end - begin + 1) / TOC_ALERT_WINDOW;
        double then = volume_of(f, begin, end), now = volume_of(f, day - VOLUME_DAYS + 1, day);
        double seen = then > 0 && now > 0 ? now / then : 1;
        a.usual = past / span * seen;
        a.chance = upper_tail(a.hostile, a.usual, a.usual * (DISPERSION + seen / span));
        if (a.chance > f->chance_most) {
            continue;
        }
        a.high_days = high_days(f, days, p->count, i, a.hostile, &a.first);
        if (!a.first && a.high_days < YEAR) {
            continue;
        }
        last = day;
        last_hostile = a.hostile;
        if ((f->options->from != TOC_DAY_NONE && day < f->options->from) ||
            (f->options->to != TOC_DAY_NONE && day > f->options->to)) {
            continue;
        }
        a.a = toc_panel_root(f->panel, p->a);
        a.b = toc_panel_root(f->panel, p->b);
        alert_follow(f, days, p->count, &a);
        if (!alert_add(f, &a)) {
            return false;
        }
    }
    return true;
}

static double volume_asked(const void *ctx, toc_day from, toc_day to) {
    return volume_of(ctx, from, to);
}

/* Did the rate rise lately? Memory of the question is given back at once. */
static toc_rc pair_turn(finder *f, const pair *p, toc_err *err) {
    const toc_day *days = f->days + p->first;
    if (count_between(days, p->count, f->end - LEAST_KNOWN + 1, f->end) < f->options->floor) {
        return TOC_OK;
    }
    alert_turn_input in = {days, p->count, f->begin, f->end, volume_asked, f};
    toc_alert_turn turn;
    toc_arena own;
    bool found;
    toc_arena_init(&own, 0);
    toc_rc rc = alert_turn_find(&in, &own, &turn, &found, err);
    toc_arena_fini(&own);
    if (rc != TOC_OK || !found) {
        return rc;
    }
    toc_alert_turn *wider = toc_arena_widen(f->arena, f->turns, f->turn_count, &f->turn_room, sizeof *wider, 16);
    if (!wider) {
        return no_memory(err);
    }
    turn.a = toc_panel_root(f->panel, p->a);
    turn.b = toc_panel_root(f->panel, p->b);
    f->turns = wider;
    f->turns[f->turn_count++] = turn;
    return TOC_OK;
}

/* By day, then pair. */
static int compare(toc_day x_day, toc_str x_a, toc_str x_b, toc_day y_day, toc_str y_a, toc_str y_b) {
    if (x_day != y_day) {
        return x_day < y_day ? -1 : 1;
    }
    int first = toc_str_compare(x_a, y_a);
    return first ? first : toc_str_compare(x_b, y_b);
}

static int by_date(const void *x, const void *y) {
    const toc_alert_turn *p = x, *q = y;
    return compare(p->date, p->a, p->b, q->date, q->a, q->b);
}

static int by_time(const void *x, const void *y) {
    const toc_alert *p = x, *q = y;
    return compare(p->day, p->a, p->b, q->day, q->a, q->b);
}

static toc_rc find_once(void *ctx, toc_err *err) {
    finder *f = ctx;
    *f = (finder){.panel = f->panel, .options = f->options, .arena = f->arena, .begin = INT32_MAX, .end = INT32_MIN};
    toc_rc rc = pairs_find(f, err);
    if (rc != TOC_OK || f->begin > f->end) {
        return rc;
    }
    rc = volume_read(f, err);
    rc = rc == TOC_OK ? days_read(f, err) : rc;
    /* a pair is looked at about twice a window anew */
    f->chance_most = f->options->budget / ((double)f->pair_count * 30 / TOC_ALERT_WINDOW * 2);
    for (size_t i = 0; rc == TOC_OK && i < f->pair_count; i++) {
        rc = pair_walk(f, &f->pairs[i]) ? pair_turn(f, &f->pairs[i], err) : no_memory(err);
    }
    return rc;
}

toc_rc toc_alerts_find(toc_panel *panel, const toc_alert_options *options, toc_arena *arena, toc_alerts *out,
                       toc_err *err) {
    finder f = {.panel = panel, .options = options, .arena = arena};
    *out = (toc_alerts){.end = TOC_DAY_NONE};
    if (!(options->budget > 0)) {
        return toc_err_set(err, TOC_EUSAGE, "the budget of false alarms must be positive");
    }
    toc_rc rc = toc_panel_try(find_once, &f, err);
    if (rc == TOC_OK && f.begin <= f.end) {
        toc_order(f.alerts, f.alert_count, sizeof *f.alerts, by_time);
        toc_order(f.turns, f.turn_count, sizeof *f.turns, by_date);
        *out = (toc_alerts){f.alerts, f.alert_count, f.turns, f.turn_count, f.end, f.pair_count};
    }
    return rc;
}
