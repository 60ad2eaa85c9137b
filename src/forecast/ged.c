/* Years are found from the first on; clashes by looking back from each fatal event. See ged.h. */
#include "forecast/ged.h"

#include "event/actor.h"

#include <string.h>

enum { YEAR_DAYS = 366, LAST_WEEK = 7 };

struct toc_ged_year {
    int year, days;
    bool seen[YEAR_DAYS];
    toc_map states;
};

void toc_ged_init(toc_ged *ged) {
    *ged = (toc_ged){.count = 0};
    toc_arena_init(&ged->arena, 0);
}

void toc_ged_fini(toc_ged *ged) {
    for (size_t i = 0; i < ged->count; i++)
        toc_map_fini(&ged->years[i].states);
    toc_arena_fini(&ged->arena);
}

static const toc_ged_year *find_year(const toc_ged *ged, int year) {
    for (size_t i = 0; i < ged->count; i++)
        if (ged->years[i].year == year)
            return &ged->years[i];
    return NULL;
}

static toc_ged_year *year_of(toc_ged *ged, int year) {
    const toc_ged_year *found = find_year(ged, year);
    if (found)
        return &ged->years[found - ged->years];
    toc_ged_year *wide = toc_arena_widen(&ged->arena, ged->years, ged->count, &ged->room, sizeof *wide, 64);
    if (!wide)
        return NULL;
    ged->years = wide;
    wide[ged->count] = (toc_ged_year){.year = year};
    toc_map_init(&wide[ged->count].states);
    return &wide[ged->count++];
}

static bool is_of_ucdp(const toc_event *event) {
    return toc_str_equal(event->dataset, TOC_STR(TOC_GED_DATASET)) && event->date != TOC_DAY_NONE;
}

toc_rc toc_ged_take(toc_ged *ged, const toc_event *event, toc_err *err) {
    uint32_t ignored;
    if (!is_of_ucdp(event))
        return TOC_OK;
    toc_ged_year *year = year_of(ged, toc_day_civil(event->date).year);
    toc_str state = event->place.country;
    bool known = year && (state.len == 0 || toc_map_get(&year->states, state, &ignored));
    toc_str kept = known || !year ? state : toc_arena_str(&ged->arena, state);
    if (!year || !kept.ptr || (!known && !toc_map_put(&year->states, kept, 0)))
        return toc_err_set(err, TOC_ENOMEM, "no memory for the years of UCDP's events");
    bool *seen = &year->seen[event->date - toc_day_of(year->year, 1, 1)];
    year->days += !*seen;
    *seen = true;
    return TOC_OK;
}

static bool is_covered(const toc_ged_year *year) {
    bool week = false;
    toc_day first = toc_day_of(year->year, 1, 1), last = toc_day_of(year->year, 12, 31);
    for (toc_day d = last - LAST_WEEK + 1; d <= last; d++)
        week |= year->seen[d - first];
    return week && year->days >= TOC_GED_DAYS && year->states.count >= TOC_GED_STATES;
}

bool toc_ged_covers(const toc_ged *ged, int first, int last) {
    for (int y = first; y <= last; y++) {
        const toc_ged_year *year = find_year(ged, y);
        if (!year || !is_covered(year))
            return false;
    }
    return true;
}

/* The dead of a row, which the reader leaves in its rule ("type 1, 26 dead"); 0: none, or no battle of two governments.
 */
static int64_t battle_deaths(const toc_event *event) {
    toc_str rule = event->rule, type = toc_str_cut(&rule, ','), dead = toc_str_trim(rule);
    int64_t count = 0;
    bool battle = is_of_ucdp(event) && toc_str_equal(type, TOC_STR("type 1")) &&
                  toc_actor_is_official(event->source.code) && toc_actor_is_official(event->target.code);
    return battle && toc_str_to_i64(toc_str_cut(&dead, ' '), &count) && count > 0 ? count : 0;
}

/* Two states, in either order. */
static bool same_pair(const toc_event *x, const toc_event *y) {
    toc_str a = toc_actor_root(x->source.code), b = toc_actor_root(x->target.code);
    toc_str c = toc_actor_root(y->source.code), d = toc_actor_root(y->target.code);
    return (toc_str_equal(a, c) && toc_str_equal(b, d)) || (toc_str_equal(a, d) && toc_str_equal(b, c));
}

static toc_day end_of(const toc_event *event) {
    toc_day end = toc_precision_end(event->precision, event->date);
    return event->learnt != TOC_DAY_NONE && event->learnt > end ? event->learnt : end; /* the row's last day */
}

/* A fatal event of the same two that is earlier, in the quiet days. */
static bool breaks_quiet(const toc_event *before, const toc_event *event) {
    return before->date < event->date && end_of(before) >= event->date - TOC_GED_QUIET && battle_deaths(before) > 0 &&
           same_pair(before, event);
}

/* Did nobody die between the two in the days before? In a war the one next before tells; some that lie behind it, by
 * the ends of their intervals, may be earlier, too. */
static bool begins(const toc_pair *pair, size_t at) {
    for (size_t i = at; i-- > 0;)
        if (breaks_quiet(&pair->events[i], &pair->events[at]))
            return false;
    for (size_t i = at + 1; i < pair->count; i++)
        if (breaks_quiet(&pair->events[i], &pair->events[at]))
            return false;
    return true;
}

static int64_t deaths_in(const toc_pair *pair, const toc_event *of, int year) {
    int64_t sum = 0;
    for (size_t i = 0; i < pair->count; i++)
        if (toc_day_civil(pair->events[i].date).year == year && same_pair(&pair->events[i], of))
            sum += battle_deaths(&pair->events[i]);
    return sum;
}

toc_ged_found toc_ged_ask(const toc_pair *pair, toc_day from, toc_day to, int64_t deaths, const toc_event **evidence) {
    toc_ged_found found = TOC_GED_NONE;
    *evidence = NULL;
    for (size_t i = 0; i < pair->count; i++) {
        const toc_event *event = &pair->events[i];
        toc_day end = end_of(event);
        bool inside = event->date >= from && end <= to, apart = event->date > to || end < from;
        if (apart || battle_deaths(event) == 0 || !begins(pair, i))
            continue;
        int year = toc_day_civil(event->date).year;
        if (deaths_in(pair, event, year) < deaths && deaths_in(pair, event, year + 1) < deaths)
            continue;
        if (!*evidence || inside)
            *evidence = event;
        if (inside)
            return TOC_GED_BEGAN;
        found = TOC_GED_BLURRED;
    }
    return found;
}
