/*
 * watch: figures that say what would change our mind: how far the present is
 * from its own past. All are computed from the pair's events as of its day.
 */
#ifndef TOC_MEASURE_WATCH_H
#define TOC_MEASURE_WATCH_H

#include "measure/measure.h"

typedef struct toc_watch {
    bool words_defined, deeds_defined; /* at least one defined month in the year before this month */
    double words_level, deeds_level;   /* at the end of asof */
    double words_max, deeds_max;       /* highest month-end level of the 12 months before this month */
    toc_day words_max_month, deeds_max_month;
    toc_day last_hostile_deed; /* TOC_DAY_NONE: none as of the day */
    toc_id last_hostile_deed_event;
    toc_day last_contact; /* done CONSULT or COOPERATE between the sides */
    toc_id last_contact_event;
    int longest_silence_days; /* longest time between two contacts of the 3 years before asof, the present silence
                                 included; 0 when none known */
    int silence_days;         /* since the last contact; -1 when none */
    toc_day last_assault;     /* direct armed act between the sides, TOC_DAY_NONE when none as of the day */
    toc_id last_assault_event;
} toc_watch;

toc_rc toc_watch_make(const toc_pair *pair, const char *data_dir, toc_arena *arena, toc_watch *out, toc_err *err);

#endif
