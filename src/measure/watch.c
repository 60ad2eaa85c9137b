/* How far the present is from its own past; see watch.h. */
#include "measure/watch.h"
#include "measure/weights.h"

static bool is_contact(const toc_event *event) {
    return event->modality == TOC_DONE && (event->root == TOC_CONSULT || event->root == TOC_COOPERATE);
}

/* Highest month-end level among the defined points before the last one. */
static bool highest(const toc_tension *series, bool deeds, double *level, toc_day *month) {
    bool found = false;
    for (size_t i = 0; i + 1 < series->count; i++) {
        const toc_index *index = deeds ? &series->points[i].deeds : &series->points[i].words;
        if (index->defined && (!found || index->level > *level)) {
            *level = index->level;
            *month = series->points[i].from;
            found = true;
        }
    }
    return found;
}

static void look_at_levels(const toc_tension *series, toc_watch *watch) {
    const toc_tension_point *last = &series->points[series->count - 1];
    watch->words_level = last->words.level;
    watch->deeds_level = last->deeds.level;
    watch->words_defined = highest(series, false, &watch->words_max, &watch->words_max_month);
    watch->deeds_defined = highest(series, true, &watch->deeds_max, &watch->deeds_max_month);
}

static void look_at_contact(const toc_pair *pair, const toc_event *event, toc_watch *watch) {
    if (watch->last_contact != TOC_DAY_NONE && watch->last_contact > pair->asof - 3 * 365) {
        int gap = toc_event_day(event) - watch->last_contact;
        watch->longest_silence_days = gap > watch->longest_silence_days ? gap : watch->longest_silence_days;
    }
    watch->last_contact = toc_event_day(event);
    watch->last_contact_event = event->id;
}

static void look_at_events(const toc_pair *pair, toc_watch *watch) {
    for (size_t i = 0; i < pair->count; i++) {
        const toc_event *event = &pair->events[i];
        if (toc_event_day(event) > pair->asof || toc_pair_presses(pair, event))
            continue;
        if (is_contact(event))
            look_at_contact(pair, event, watch);
        if (!toc_event_is_hostile_deed(event))
            continue;
        watch->last_hostile_deed = toc_event_day(event);
        watch->last_hostile_deed_event = event->id;
        if (event->root == TOC_ASSAULT) {
            watch->last_assault = toc_event_day(event);
            watch->last_assault_event = event->id;
        }
    }
}

toc_rc toc_watch_make(const toc_pair *pair, const char *data_dir, toc_arena *arena, toc_watch *out, toc_err *err) {
    toc_tension series;
    toc_watch watch = {.last_hostile_deed = TOC_DAY_NONE,
                       .last_contact = TOC_DAY_NONE,
                       .last_assault = TOC_DAY_NONE,
                       .words_max_month = TOC_DAY_NONE,
                       .deeds_max_month = TOC_DAY_NONE,
                       .silence_days = -1};
    toc_rc rc = toc_tension_series(pair, TOC_SPAN_MONTH, toc_day_month_start(pair->asof, -12), pair->asof, data_dir,
                                   arena, &series, err);
    if (rc != TOC_OK)
        return rc;
    look_at_levels(&series, &watch);
    look_at_events(pair, &watch);
    if (watch.last_contact != TOC_DAY_NONE)
        watch.silence_days = pair->asof - watch.last_contact;
    if (watch.silence_days > watch.longest_silence_days)
        watch.longest_silence_days = watch.silence_days;
    *out = watch;
    return TOC_OK;
}
