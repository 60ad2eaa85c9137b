/* Method: weeks back from the last day that is known, counted, and cut by num/change.h against the ledger's volume. */
#include "measure/alert_turn.h"

#include "num/change.h"
#include "num/stats.h"

enum { WEEK = 7, WEEKS = 156, WEEKS_LEAST = 13, SMOOTH = 4 };
#define HAZARD_PER_WEEK (7.0 / 180) /* as for tension */
#define EXPOSURE_LEAST 0.1

/* Events of everybody in the four weeks that end with each, over their median; 1 when there are none. */
static void exposures_fill(const alert_turn_input *in, toc_day from, size_t weeks, double *e, double *sorted) {
    for (size_t i = 0; i < weeks; i++) {
        toc_day end = from + (toc_day)(i + 1) * WEEK - 1;
        sorted[i] = e[i] = in->volume(in->ctx, end - SMOOTH * WEEK + 1, end);
    }
    toc_values_sort(sorted, weeks);
    double usual = toc_quantile(sorted, weeks, 0.5);
    for (size_t i = 0; i < weeks; i++) {
        double share = usual > 0 ? e[i] / usual : 1;
        e[i] = share > EXPOSURE_LEAST ? share : EXPOSURE_LEAST;
    }
}

/* The newest that rose enough and lately; false: none. */
static bool newest(const toc_change *changes, size_t count, toc_day from, toc_day end, toc_alert_turn *out) {
    if (count == 0) {
        return false;
    }
    const toc_change *c = &changes[count - 1];
    *out = (toc_alert_turn){.date = from + (toc_day)c->at * WEEK,
                            .low = from + (toc_day)c->low * WEEK,
                            .high = from + (toc_day)(c->high + 1) * WEEK - 1,
                            .probability = c->probability,
                            .before = c->before * 30 / WEEK,
                            .after = c->after * 30 / WEEK};
    return c->after >= TOC_ALERT_RISE * c->before && end - out->date < TOC_ALERT_LATELY;
}

toc_rc alert_turn_find(const alert_turn_input *in, toc_arena *arena, toc_alert_turn *out, bool *found, toc_err *err) {
    size_t weeks = (size_t)((int64_t)in->end - in->begin + 1) / WEEK, count;
    toc_change *changes;
    *found = false;
    if (weeks < WEEKS_LEAST) {
        return TOC_OK;
    }
    weeks = weeks > WEEKS ? WEEKS : weeks;
    toc_day from = in->end - (toc_day)weeks * WEEK + 1;
    double *x = toc_arena_array(arena, weeks * 3, sizeof *x), *e = x + weeks;
    if (!x) {
        return toc_err_set(err, TOC_ENOMEM, "no memory for %zu weeks", weeks);
    }
    for (size_t i = 0; i < in->count; i++) {
        if (in->days[i] >= from && in->days[i] <= in->end) {
            x[(in->days[i] - from) / WEEK] += 1;
        }
    }
    exposures_fill(in, from, weeks, e, e + weeks);
    toc_rc rc = toc_change_find(x, e, weeks, HAZARD_PER_WEEK, 0, TOC_ALERT_TURN_LEAST, arena, &changes, &count, err);
    *found = rc == TOC_OK && newest(changes, count, from, in->end, out);
    return rc;
}
