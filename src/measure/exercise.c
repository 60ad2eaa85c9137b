/* Days with an exercise, days with any event at all, and the counts of both; see exercise.h. */
#include "measure/exercise.h"

#include "event/actor.h"
#include "measure/posture.h"
#include "store/panel.h"

#include <math.h>
#include <string.h>

enum { WEEK = 7, ROOTS_MAX = 1024 };

typedef struct days {
    toc_day first; /* of the arrays */
    size_t count;
    bool *covered, *exercise;
    int *events;
} days;

static toc_rc no_memory(toc_err *err) {
    return toc_err_set(err, TOC_ENOMEM, "no memory for the exercises of a bloc");
}

double toc_exercise_tail(int seen, int drawn, int with, int total, bool at_least) {
    double sum = 0, all = lgamma(total + 1) - lgamma(drawn + 1) - lgamma(total - drawn + 1);
    for (int k = 0; k <= drawn; k++) {
        if (k > with || drawn - k > total - with || (at_least ? k < seen : k > seen))
            continue;
        double ways = lgamma(with + 1) - lgamma(k + 1) - lgamma(with - k + 1) + lgamma(total - with + 1) -
                      lgamma(drawn - k + 1) - lgamma(total - with - drawn + k + 1);
        sum += exp(ways - all);
    }
    return sum < 1 ? sum : 1;
}

/* Whoever was a member on a day of these years, and the bloc. */
static toc_rc roots_find(const toc_world *world, toc_str bloc, toc_day from, toc_day on, toc_arena *arena, toc_str *out,
                         size_t *count, toc_err *err) {
    out[0] = bloc;
    *count = 1;
    for (toc_day day = on; day >= from; day -= 30) {
        const toc_membership **members;
        size_t n;
        toc_rc rc = toc_world_members(world, bloc, day, arena, &members, &n, err);
        if (rc != TOC_OK)
            return rc;
        for (size_t i = 0; i < n; i++) {
            size_t at = 0;
            while (at < *count && !toc_str_equal(out[at], members[i]->state))
                at++;
            if (at == *count && *count < ROOTS_MAX)
                out[(*count)++] = members[i]->state;
        }
    }
    return TOC_OK;
}

static bool belongs(const toc_world *world, toc_str bloc, toc_str root, toc_day day) {
    return toc_str_equal(root, bloc) || toc_world_is_member(world, bloc, root, day);
}

static bool is_of_bloc(const toc_world *world, toc_str bloc, const toc_event *event) {
    toc_str source = toc_actor_root(event->source.code), target = toc_actor_root(event->target.code);
    toc_day day = toc_event_day(event);
    if (!toc_actor_is_official(event->source.code) || !belongs(world, bloc, source, day))
        return false;
    return target.len == 0 ? toc_str_equal(source, bloc) : belongs(world, bloc, target, day);
}

static toc_rc days_init(days *d, toc_day first, toc_day last, toc_arena *arena, toc_err *err) {
    *d = (days){.first = first, .count = (size_t)(last - first) + 1};
    d->covered = toc_arena_array(arena, d->count, sizeof *d->covered);
    d->exercise = toc_arena_array(arena, d->count, sizeof *d->exercise);
    d->events = toc_arena_array(arena, d->count, sizeof *d->events);
    return d->covered && d->exercise && d->events ? TOC_OK : no_memory(err);
}

/* Days of which the ledger tells anything of anybody, as of the day. */
static toc_rc cover(toc_store *store, days *d, toc_day on, toc_arena *arena, toc_err *err) {
    toc_panel *panel = NULL;
    toc_panel_volume all = {0};
    toc_rc rc = toc_panel_open(store, NULL, NULL, &panel, err);
    rc = rc == TOC_OK ? toc_panel_volumes(panel, on, arena, &all, err) : rc;
    for (size_t i = 0; rc == TOC_OK && i < all.days; i++) {
        toc_day day = all.first + (toc_day)i;
        if (all.events[i] > 0 && day >= d->first && day <= on)
            d->covered[day - d->first] = true;
    }
    toc_panel_close(panel);
    return rc;
}

static toc_day same_day(toc_day on, int years_before) {
    toc_civil c = toc_day_civil(on);
    toc_day day = toc_day_of(c.year - years_before, c.month, c.day);
    return day == TOC_DAY_NONE ? toc_day_of(c.year - years_before, c.month, 28) : day; /* 29 February */
}

/* Weeks with an exercise of the four that end on `end`; false when the ledger does not cover them. */
static bool weeks_count(const days *d, toc_day end, int *with) {
    bool covered = false;
    *with = 0;
    if (end == TOC_DAY_NONE || end - TOC_EXERCISE_WEEKS * WEEK + 1 < d->first)
        return false;
    for (int week = 0; week < TOC_EXERCISE_WEEKS; week++) {
        bool held = false;
        for (int i = 0; i < WEEK; i++) {
            size_t at = (size_t)(end - week * WEEK - i - d->first);
            held |= d->exercise[at];
            covered |= d->covered[at];
        }
        *with += held;
    }
    return covered;
}

static void compare(const days *d, toc_day on, toc_exercises *out) {
    int with;
    bool covered = weeks_count(d, on, &out->now);
    out->now_weeks = TOC_EXERCISE_WEEKS;
    for (int year = 1; year <= TOC_EXERCISE_YEARS_MAX; year++)
        if (weeks_count(d, same_day(on, year), &with)) {
            out->before += with;
            out->earlier_years++;
        }
    out->before_weeks = out->earlier_years * TOC_EXERCISE_WEEKS;
    if (!covered || out->earlier_years < TOC_EXERCISE_YEARS)
        return;
    int all = out->now + out->before, weeks = out->now_weeks + out->before_weeks;
    out->chance_more = toc_exercise_tail(out->now, out->now_weeks, all, weeks, true);
    out->chance_fewer = toc_exercise_tail(out->now, out->now_weeks, all, weeks, false);
    out->verdict = out->chance_more <= TOC_EXERCISE_ALPHA    ? TOC_EXERCISE_MORE
                   : out->chance_fewer <= TOC_EXERCISE_ALPHA ? TOC_EXERCISE_FEWER
                                                             : TOC_EXERCISE_USUAL;
}

static bool year_covered(const toc_exercise_year *y) {
    for (int m = 0; m < 12; m++)
        if (y->covered[m])
            return true;
    return false;
}

static toc_rc calendar(const days *d, toc_day on, toc_arena *arena, toc_exercises *out, toc_err *err) {
    int first = toc_day_civil(d->first).year, last = toc_day_civil(on).year;
    toc_exercise_year *years = toc_arena_array(arena, (size_t)(last - first) + 1, sizeof *years);
    if (!years)
        return no_memory(err);
    for (int i = 0; i <= last - first; i++)
        years[i].year = first + i;
    for (size_t i = 0; i < d->count; i++) {
        toc_civil c = toc_day_civil(d->first + (toc_day)i);
        toc_exercise_year *y = &years[c.year - first];
        y->covered[c.month - 1] |= d->covered[i];
        y->days[c.month - 1] += d->exercise[i];
        y->total_days += d->exercise[i];
        y->events += d->events[i];
    }
    int skip = 0;
    while (skip < last - first && !year_covered(&years[skip]))
        skip++;
    out->years = years + skip;
    out->year_count = (size_t)(last - first + 1 - skip);
    for (size_t i = 0; i + 1 < out->year_count; i++)
        for (int m = 0; m < 12; m++) {
            out->months_covered[m] += out->years[i].covered[m];
            out->months_with[m] += out->years[i].days[m] > 0;
        }
    for (int m = 0; m < 12; m++)
        out->usual[m] =
            out->months_covered[m] >= TOC_EXERCISE_YEARS && out->months_with[m] * 2 >= out->months_covered[m];
    return TOC_OK;
}

/* Marks the days of the bloc's exercises; keeps those of the present. */
static toc_rc mark(const toc_acts *acts, const toc_world *world, toc_str bloc, toc_day on, days *d, toc_arena *arena,
                   toc_exercises *out, toc_err *err) {
    toc_event *latest = toc_arena_array(arena, acts->count + 1, sizeof *latest);
    if (!latest)
        return no_memory(err);
    for (size_t i = 0; i < acts->count; i++) {
        toc_day day = toc_event_day(&acts->events[i]);
        if (day < d->first || day > on || !is_of_bloc(world, bloc, &acts->events[i]))
            continue;
        d->exercise[day - d->first] = true;
        d->events[day - d->first]++;
        if (day > on - TOC_EXERCISE_WEEKS * WEEK)
            latest[out->latest_count++] = acts->events[i];
    }
    out->latest = latest;
    return TOC_OK;
}

toc_rc toc_exercises_find(toc_store *store, const toc_world *world, toc_str bloc, toc_day on, toc_arena *arena,
                          toc_exercises *out, toc_err *err) {
    toc_exercises found = {0};
    toc_acts acts;
    days d;
    size_t root_count = 0;
    toc_day oldest = same_day(on, TOC_EXERCISE_YEARS_MAX);
    toc_day first = oldest == TOC_DAY_NONE ? TOC_DAY_MIN : oldest - TOC_EXERCISE_WEEKS * WEEK;
    toc_str *roots = toc_arena_array(arena, ROOTS_MAX, sizeof *roots);
    if (!roots)
        return no_memory(err);
    toc_rc rc = days_init(&d, first, on, arena, err);
    rc = rc == TOC_OK ? cover(store, &d, on, arena, err) : rc;
    rc = rc == TOC_OK ? roots_find(world, bloc, first, on, arena, roots, &root_count, err) : rc;
    rc = rc == TOC_OK ? toc_acts_load(store, roots, root_count, first, on, TOC_EXERCISE_ROOTS, toc_event_is_exercise,
                                      arena, &acts, err)
                      : rc;
    rc = rc == TOC_OK ? mark(&acts, world, bloc, on, &d, arena, &found, err) : rc;
    rc = rc == TOC_OK ? calendar(&d, on, arena, &found, err) : rc;
    if (rc != TOC_OK)
        return rc;
    compare(&d, on, &found);
    *out = found;
    return TOC_OK;
}
