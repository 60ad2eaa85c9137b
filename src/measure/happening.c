/* From events to what each day of each kind adds; the method stands in happening.h. */
#include "measure/happening.h"

#include "base/order.h"

#include <math.h>

typedef struct row {
    uint64_t key;
    toc_day day;
    bool deed;
    double hostile, friendly; /* both >= 0 */
} row;

/* The recursion's memory: the best sums up to `day` and up to the day before it. */
typedef struct best {
    double here, prior;
} best;

/* Move on by gap days, then let `value` happen; returns what the day adds. */
static double best_step(best *sum, int64_t gap_days, double day_decay, double value) {
    double before = sum->here * pow(day_decay, (double)gap_days);
    double two_before =
        gap_days >= 2 ? sum->here * pow(day_decay, (double)gap_days) : sum->prior * day_decay * day_decay;
    double with = value + two_before;
    sum->prior = gap_days >= 2 ? sum->here * pow(day_decay, (double)(gap_days - 1)) : sum->here;
    sum->here = with > before ? with : before;
    return sum->here - before;
}

static row row_of(const toc_pair *pair, const toc_weights *weights, const toc_event *event) {
    bool pressing = toc_pair_presses(pair, event), deed = toc_event_is_deed(event);
    double weight =
        deed ? toc_weight_deeds_as(weights, event, pressing) : toc_weight_words_as(weights, event, pressing);
    return (row){.key = toc_event_kind_key(event),
                 .day = toc_event_day(event),
                 .deed = deed,
                 .hostile = weight > 0 ? weight : 0,
                 .friendly = weight < 0 ? -weight : 0};
}

/* Fold the rows of one key, in order of days, into additions. Returns how many. */
static size_t fold_kind(const row *rows, const toc_keyed *order, size_t count, double day_decay, toc_addition *out) {
    best hostile = {0, 0}, friendly = {0, 0}, events = {0, 0}, level = {0, 0};
    size_t made = 0;
    for (size_t i = 0; i < count;) {
        row day = rows[order[i].at];
        int64_t gap = made ? (int64_t)day.day - out[made - 1].day : 2;
        for (; i < count && rows[order[i].at].day == day.day; i++) {
            day.hostile = fmax(day.hostile, rows[order[i].at].hostile);
            day.friendly = fmax(day.friendly, rows[order[i].at].friendly);
        }
        out[made++] = (toc_addition){.day = day.day,
                                     .key = day.key,
                                     .deed = day.deed,
                                     .events = (int)best_step(&events, gap, 1, 1),
                                     .hostile = best_step(&hostile, gap, 1, day.hostile),
                                     .friendly = best_step(&friendly, gap, 1, day.friendly),
                                     .level = best_step(&level, gap, day_decay, day.hostile)};
    }
    return made;
}

/* What sorting needs. */
typedef struct folding {
    row *rows;
    toc_keyed *order, *spare;
    toc_addition *made; /* by key, then day */
} folding;

/* Rows by key, those of one key by day. */
static void rows_order(const folding *f, size_t count) {
    for (size_t i = 0; i < count; i++)
        f->order[i] = (toc_keyed){toc_order_day(f->rows[i].day), i};
    toc_order_keyed(f->order, f->spare, count);
    for (size_t i = 0; i < count; i++)
        f->order[i].key = f->rows[f->order[i].at].key;
    toc_order_keyed(f->order, f->spare, count);
}

static size_t fold(const folding *f, size_t count, double day_decay) {
    size_t made = 0;
    for (size_t from = 0, to; from < count; from = to) {
        for (to = from; to < count && f->order[to].key == f->order[from].key; to++)
            ;
        made += fold_kind(f->rows, f->order + from, to - from, day_decay, f->made + made);
    }
    return made;
}

/* Into out by day, those of one day by key. */
static void additions_order(const folding *f, size_t count, toc_addition *out) {
    for (size_t i = 0; i < count; i++)
        f->order[i] = (toc_keyed){toc_order_day(f->made[i].day), i};
    toc_order_keyed(f->order, f->spare, count);
    for (size_t i = 0; i < count; i++)
        out[i] = f->made[f->order[i].at];
}

toc_rc toc_additions_make(const toc_pair *pair, const toc_weights *weights, toc_arena *arena, toc_addition **out,
                          size_t *count, toc_err *err) {
    double day_decay = pow(0.5, 1 / toc_weights_method(weights)->half_life_days);
    size_t rows = 0;
    folding f = {.rows = toc_arena_array(arena, pair->count + 1, sizeof *f.rows),
                 .order = toc_arena_array(arena, pair->count + 1, sizeof *f.order),
                 .spare = toc_arena_array(arena, pair->count + 1, sizeof *f.spare),
                 .made = toc_arena_array(arena, pair->count + 1, sizeof *f.made)};
    toc_addition *additions = toc_arena_array(arena, pair->count + 1, sizeof *additions);
    if (!f.rows || !f.order || !f.spare || !f.made || !additions)
        return toc_err_set(err, TOC_ENOMEM, "out of memory for %zu events", pair->count);
    for (size_t i = 0; i < pair->count; i++)
        if (toc_event_day(&pair->events[i]) != TOC_DAY_NONE && toc_event_day(&pair->events[i]) <= pair->asof)
            f.rows[rows++] = row_of(pair, weights, &pair->events[i]);
    rows_order(&f, rows);
    *count = fold(&f, rows, day_decay);
    additions_order(&f, *count, additions);
    *out = additions;
    return TOC_OK;
}

size_t toc_additions_from(const toc_addition *additions, size_t count, toc_day day) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (additions[middle].day < day)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
