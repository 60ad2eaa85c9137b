/*
 * Tension in words and in deeds; formulas in doc/method/tension.md.
 *
 * The level at day t is the sum over additions of level * q^(t - day), with
 * q = 2^(-1/half-life). Its interval: each addition is drawn Poisson(1) times
 * in each of B resamples; the draws of an addition come from its own key and
 * day, so that other events never move them. Points are walked in time, with
 * B running levels, so memory does not grow with the series.
 */
#include "base/order.h"
#include "base/rng.h"
#include "measure/happening.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LANES = 4 }; /* additions that are drawn side by side */

typedef struct running {
    double level;
    double *resampled; /* B levels */
    size_t next;       /* next addition of this index */
    toc_day at;
    int *draws[LANES]; /* of the next additions that count here, B + 1 each */
    int drawn, taken;  /* lanes that hold draws, and how many of them were used */
} running;

typedef struct context {
    const toc_pair *pair;
    const toc_method *method;
    const toc_addition *additions;
    size_t addition_count;
    double day_decay;
    double *sorted;      /* B, scratch */
    toc_str *publishers; /* scratch */
    running words, deeds;
} context;

#define EXP_MINUS_ONE 0.36787944117144233

/*
 * n draws of Poisson(1) for each lane by Knuth's product method: uniform numbers are multiplied until the product is no
 * larger than 1/e; all but the last count. Each step waits for the one before it, so that lanes go side by side; and
 * there is no branch on a draw, which no processor could foresee. A lane that is done goes on in place.
 */
static void poisson_draw(toc_rng rng[LANES], size_t n, int *const out[LANES]) {
    double product[LANES][2]; /* to go on from: [0] after a draw, [1] within it */
    size_t at[LANES] = {0};
    int k[LANES] = {0}, within[LANES] = {0};
    for (int i = 0; i < LANES; i++)
        product[i][0] = 1;
    for (size_t least = 0; least < n;) {
        least = n;
        for (int i = 0; i < LANES; i++) {
            product[i][1] = product[i][within[i]] * toc_rng_unit(&rng[i]);
            within[i] = product[i][1] > EXP_MINUS_ONE;
            out[i][at[i]] = k[i];
            at[i] += (size_t)(!within[i] & (at[i] < n));
            k[i] = (k[i] + 1) & -within[i];
            least = at[i] < least ? at[i] : least;
        }
    }
}

static void running_move(const context *c, running *r, toc_day to) {
    double factor = r->at == TOC_DAY_NONE ? 0 : pow(c->day_decay, (double)((int64_t)to - r->at));
    r->level *= factor;
    for (int b = 0; b < c->method->bootstrap; b++)
        r->resampled[b] *= factor;
    r->at = to;
}

static bool counts(const toc_addition *a, bool deeds) {
    return a->deed == deeds && a->level != 0;
}

/* Draw for the additions from the next on, as many as there are lanes, whatever their day. */
static void running_draw(const context *c, running *r, bool deeds) {
    toc_rng rng[LANES] = {{0}};
    r->drawn = r->taken = 0;
    for (size_t i = r->next; i < c->addition_count && r->drawn < LANES; i++) {
        const toc_addition *a = &c->additions[i];
        if (counts(a, deeds))
            toc_rng_init(&rng[r->drawn++], c->method->seed ^ a->key ^ ((uint64_t)(uint32_t)a->day << 20));
    }
    poisson_draw(rng, (size_t)c->method->bootstrap, r->draws);
}

static void running_add(const context *c, running *r, const toc_addition *a) {
    if (r->taken == r->drawn)
        running_draw(c, r, a->deed);
    const int *draws = r->draws[r->taken++];
    r->level += a->level;
    for (int b = 0; b < c->method->bootstrap; b++)
        r->resampled[b] += a->level * draws[b];
}

/* Bring the running level of words or deeds to the end of day `to`. */
static void running_advance(context *c, running *r, bool deeds, toc_day to) {
    for (; r->next < c->addition_count && c->additions[r->next].day <= to; r->next++) {
        const toc_addition *a = &c->additions[r->next];
        if (!counts(a, deeds))
            continue;
        if (r->at != a->day)
            running_move(c, r, a->day);
        running_add(c, r, a);
    }
    if (r->at != to)
        running_move(c, r, to);
}

static int by_value(const void *left, const void *right) {
    double a = *(const double *)left, b = *(const double *)right;
    return a < b ? -1 : a > b;
}

static toc_interval level_interval(context *c, const running *r) {
    size_t n = (size_t)c->method->bootstrap;
    memcpy(c->sorted, r->resampled, n * sizeof *c->sorted);
    qsort(c->sorted, n, sizeof *c->sorted, by_value);
    return (toc_interval){.low = c->sorted[(n - 1) / 20], .high = c->sorted[n - 1 - (n - 1) / 20]};
}

/* First report of day or later. */
static size_t first_told(const toc_pair *pair, toc_day day) {
    size_t low = 0, high = pair->told_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (pair->told[middle].day < day)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static toc_index index_of(context *c, running *r, bool deeds, toc_day from, toc_day to, int minimum) {
    toc_index index = {0};
    for (size_t i = toc_additions_from(c->additions, c->addition_count, from);
         i < c->addition_count && c->additions[i].day <= to; i++) {
        const toc_addition *a = &c->additions[i];
        if (a->deed != deeds)
            continue;
        index.events += a->events;
        index.hostile += a->hostile;
        index.friendly += a->friendly;
    }
    running_advance(c, r, deeds, to);
    index.level = r->level;
    index.level_ci = level_interval(c, r);
    double sum = index.hostile + index.friendly;
    index.balance = sum > 0 ? (index.hostile - index.friendly) / sum : 0;
    index.defined = index.events >= minimum;
    return index;
}

static int by_bytes(const void *left, const void *right) {
    return toc_str_compare(*(const toc_str *)left, *(const toc_str *)right);
}

/* Reports, distinct publishers, and the Herfindahl index of the publishers' shares. */
static void count_reports(context *c, toc_tension_point *point) {
    size_t count = 0;
    for (size_t i = first_told(c->pair, point->from); i < c->pair->told_count && c->pair->told[i].day <= point->to;
         i++) {
        point->reports += c->pair->told[i].reports;
        c->publishers[count++] = c->pair->told[i].source;
    }
    toc_order(c->publishers, count, sizeof *c->publishers, by_bytes);
    for (size_t from = 0, to; from < count; from = to) {
        for (to = from; to < count && toc_str_equal(c->publishers[from], c->publishers[to]); to++)
            ;
        double share = (double)(to - from) / (double)count;
        point->sources++;
        point->concentration += share * share;
    }
}

static bool running_init(running *r, size_t n, toc_arena *arena) {
    *r = (running){.at = TOC_DAY_NONE, .resampled = toc_arena_array(arena, n, sizeof *r->resampled)};
    bool fine = r->resampled != NULL;
    for (int i = 0; i < LANES; i++) {
        r->draws[i] = toc_arena_array(arena, n + 1, sizeof *r->draws[i]);
        fine = fine && r->draws[i];
    }
    return fine;
}

static toc_rc context_init(context *c, const toc_pair *pair, const toc_weights *weights, toc_arena *arena,
                           toc_err *err) {
    const toc_method *method = toc_weights_method(weights);
    size_t n = (size_t)method->bootstrap;
    toc_addition *additions;
    *c = (context){.pair = pair, .method = method, .day_decay = pow(0.5, 1 / method->half_life_days)};
    toc_rc rc = toc_additions_make(pair, weights, arena, &additions, &c->addition_count, err);
    if (rc != TOC_OK)
        return rc;
    c->additions = additions;
    c->sorted = toc_arena_array(arena, n, sizeof *c->sorted);
    bool ready = running_init(&c->words, n, arena) && running_init(&c->deeds, n, arena);
    c->publishers = toc_arena_array(arena, pair->told_count + 1, sizeof *c->publishers);
    if (!c->sorted || !ready || !c->publishers)
        return toc_err_set(err, TOC_ENOMEM, "out of memory for a series of %zu events", pair->count);
    return TOC_OK;
}

/* Windows must come in order of time. */
static toc_tension_point point_of(context *c, toc_day from, toc_day to, int minimum) {
    toc_tension_point point = {.from = from, .to = to};
    point.words = index_of(c, &c->words, false, from, to, minimum);
    point.deeds = index_of(c, &c->deeds, true, from, to, minimum);
    count_reports(c, &point);
    return point;
}

static toc_day span_start(toc_span span, toc_day day) {
    if (span == TOC_SPAN_MONTH)
        return toc_day_month_start(day, 0);
    return span == TOC_SPAN_WEEK ? day - toc_day_weekday(day) : day;
}

static toc_day span_next(toc_span span, toc_day start) {
    if (span == TOC_SPAN_MONTH)
        return toc_day_month_start(start, 1);
    return start + (span == TOC_SPAN_WEEK ? 7 : 1);
}

static int span_minimum(const toc_method *method, toc_span span) {
    return span == TOC_SPAN_DAY    ? method->minimum_day
           : span == TOC_SPAN_WEEK ? method->minimum_week
                                   : method->minimum_month;
}

static toc_rc fill_series(context *c, toc_span span, toc_day from, toc_day to, toc_arena *arena, toc_tension *out,
                          toc_err *err) {
    size_t count = 0;
    for (toc_day start = span_start(span, from); start <= to; start = span_next(span, start))
        count++;
    toc_tension_point *points = toc_arena_array(arena, count + 1, sizeof *points);
    if (!points)
        return toc_err_set(err, TOC_ENOMEM, "out of memory for a series of %zu points; choose a shorter time", count);
    toc_day start = span_start(span, from);
    for (size_t i = 0; i < count; i++, start = span_next(span, start)) {
        toc_day end = span_next(span, start) - 1;
        points[i] = point_of(c, start < from ? from : start, end > to ? to : end, span_minimum(c->method, span));
    }
    *out = (toc_tension){.span = span, .points = points, .count = count};
    return TOC_OK;
}

toc_rc toc_tension_series(const toc_pair *pair, toc_span span, toc_day from, toc_day to, const char *data_dir,
                          toc_arena *arena, toc_tension *out, toc_err *err) {
    toc_weights *weights;
    context c;
    toc_day end = to > pair->asof ? pair->asof : to;
    if (from == TOC_DAY_NONE || end < from)
        return toc_err_set(err, TOC_EUSAGE,
                           "the series is empty: its first day lies behind its last; check --from, --to and --asof");
    toc_rc rc = toc_weights_new(data_dir, &weights, err);
    if (rc != TOC_OK)
        return rc;
    rc = context_init(&c, pair, weights, arena, err);
    if (rc == TOC_OK)
        rc = fill_series(&c, span, from, end, arena, out, err);
    toc_weights_free(weights);
    return rc;
}

/* Sum and sum of squares of hostile additions in a window. */
typedef struct moments {
    double sum, squares;
    int events;
    int hostile;
} moments;

static moments moments_of(const context *c, bool deeds, toc_day from, toc_day to) {
    moments m = {0};
    for (size_t i = toc_additions_from(c->additions, c->addition_count, from);
         i < c->addition_count && c->additions[i].day <= to; i++) {
        const toc_addition *a = &c->additions[i];
        if (a->deed != deeds)
            continue;
        m.events += a->events;
        m.hostile += a->hostile > 0;
        m.sum += a->hostile;
        m.squares += a->hostile * a->hostile;
    }
    return m;
}

/* Ratio of two compound Poisson sums, half a mean event added to each (Haldane, Anscombe); 90 % on the log scale. */
static bool ratio_of(const context *c, bool deeds, const toc_tension_point *now, const toc_tension_point *before,
                     double *ratio, toc_interval *ci) {
    moments n = moments_of(c, deeds, now->from, now->to), b = moments_of(c, deeds, before->from, before->to);
    if (n.events + b.events < c->method->minimum_trend || n.hostile + b.hostile == 0)
        return false;
    double mean = (n.sum + b.sum) / (n.hostile + b.hostile), half = mean / 2;
    double top = n.sum + half, bottom = b.sum + half;
    double variance = (n.squares + half * mean) / (top * top) + (b.squares + half * mean) / (bottom * bottom);
    double reach = 1.6448536269514722 * sqrt(variance); /* normal quantile of 0.95 */
    *ratio = top / bottom;
    *ci = (toc_interval){.low = *ratio * exp(-reach), .high = *ratio * exp(reach)};
    return true;
}

static void mean_add(toc_index *mean, const toc_index *index, int windows) {
    mean->events += index->events;
    mean->hostile += index->hostile / windows;
    mean->friendly += index->friendly / windows;
    mean->level += index->level / windows;
}

static void mean_finish(toc_index *mean, int minimum) {
    double sum = mean->hostile + mean->friendly;
    mean->balance = sum > 0 ? (mean->hostile - mean->friendly) / sum : 0;
    mean->defined = mean->events >= minimum;
}

static void fill_trend(context *c, int window_days, toc_trend *out) {
    int windows = 365 / window_days > 1 ? 365 / window_days : 1, minimum = c->method->minimum_month;
    toc_trend trend = {0};
    toc_day end = c->pair->asof - window_days * windows;
    trend.year.from = end - window_days + 1;
    for (int i = 0; i < windows; i++, end += window_days) {
        trend.before = point_of(c, end - window_days + 1, end, minimum);
        mean_add(&trend.year.words, &trend.before.words, windows);
        mean_add(&trend.year.deeds, &trend.before.deeds, windows);
    }
    trend.year.to = trend.before.to;
    mean_finish(&trend.year.words, minimum);
    mean_finish(&trend.year.deeds, minimum);
    count_reports(c, &trend.year);
    trend.now = point_of(c, end - window_days + 1, end, minimum);
    trend.words_defined = ratio_of(c, false, &trend.now, &trend.before, &trend.words_ratio, &trend.words_ratio_ci);
    trend.deeds_defined = ratio_of(c, true, &trend.now, &trend.before, &trend.deeds_ratio, &trend.deeds_ratio_ci);
    *out = trend;
}

toc_rc toc_tension_trend(const toc_pair *pair, int window_days, const char *data_dir, toc_arena *arena, toc_trend *out,
                         toc_err *err) {
    toc_weights *weights;
    context c;
    if (window_days < 1 || window_days > 36500)
        return toc_err_set(err, TOC_EUSAGE, "a window of %d days makes no sense; use 1 to 36500", window_days);
    toc_rc rc = toc_weights_new(data_dir, &weights, err);
    if (rc != TOC_OK)
        return rc;
    rc = context_init(&c, pair, weights, arena, err);
    if (rc == TOC_OK)
        fill_trend(&c, window_days, out);
    toc_weights_free(weights);
    return rc;
}
