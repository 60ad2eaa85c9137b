/* Method: rows of all pairs and both directions, one block a mark; the search and the steps are those of hawkes. */
#include "forecast/stream.h"

#include "forecast/hawkes_inside.h"

#include <math.h>
#include <string.h>

enum { MARKS = TOC_STREAM_MARKS, POOL_COLUMNS = 1 + 2 * MARKS + TOC_STREAM_OUTSIDE };

/* What the prior of a pair weighs, in days of base and events of a source, and the variance of the level of what is to
 * come: chosen on forecasts of May and June 2014, doc/method/events.md. */
enum { BASE_DAYS = 30, EXCITE_EVENTS = 50 };
/* A pair by itself: a knot of drift more for each so many days; weekdays from so many on. Our choice. */
enum { DRIFT_DAYS = 365, WEEKDAY_DAYS = 56 };
#define LEVEL 0.5

int toc_stream_mark(bool deed, int quad) {
    if (deed)
        return quad == 4 ? TOC_STREAM_CONFLICT : 2;
    return quad >= 3;
}

const char *toc_stream_mark_name(int mark) {
    static const char *const names[] = {"friendly words", "hostile words", "deeds of cooperation", "deeds of conflict"};
    return mark >= 0 && mark < MARKS ? names[mark] : "";
}

typedef struct pool {
    problem p;
    const toc_hawkes_days *pairs;
    size_t count;
    double rate[MARKS], outside[TOC_STREAM_OUTSIDE];
    toc_hawkes model; /* kernel and shape */
} pool;

/* Of each source by its mark, and of the outside streams. */
static const double *usual_of(const double *rate, const double *outside, double *out) {
    for (int j = 0; j < TOC_STREAM_SOURCES; j++)
        out[j] = j < TOC_STREAM_CELLS ? rate[j % MARKS] : outside[j - TOC_STREAM_CELLS];
    return out;
}

static const uint32_t *day_of(const toc_hawkes_days *d, size_t t) {
    return d->counts + t * (size_t)d->sources;
}

/* A block's row from where a cell of that direction stands. */
static void see(const toc_hawkes_days *d, const double *felt, int direction, double base, double *x) {
    x[0] = base;
    for (int j = 0; j < MARKS; j++) {
        x[1 + j] = felt[direction * MARKS + j];
        x[1 + MARKS + j] = felt[(1 - direction) * MARKS + j];
    }
    for (int j = 0; j < TOC_STREAM_OUTSIDE; j++)
        x[1 + 2 * MARKS + j] = felt[d->targets + j];
}

static void add_cell(block *b, const double *x, uint32_t n, int weekday) {
    for (int k = 0; k < POOL_COLUMNS; k++)
        b->exposure[weekday][k] += x[k];
    if (n == 0)
        return;
    memcpy(b->x + b->rows * POOL_COLUMNS, x, POOL_COLUMNS * sizeof *x);
    b->n[b->rows] = n;
    b->weekday[b->rows++] = (uint8_t)weekday;
    b->events += n;
}

static void fill_pair(pool *s, const toc_hawkes_days *own) {
    past seen;
    double usual[SOURCES], felt[SOURCES], x[POOL_COLUMNS];
    toc_hawkes_days d = *own;
    d.usual = usual_of(s->rate, s->outside, usual);
    past_begin(&seen, &d, s->model.kernel, s->model.shape);
    for (size_t t = 0; t < d.days; t++, past_live(&seen)) {
        const uint32_t *n = day_of(&d, t);
        past_feel(&seen, felt);
        for (int c = 0; c < d.targets; c++) {
            see(&d, felt, c / MARKS, past_rate(&seen, c), x);
            add_cell(&s->p.blocks[c % MARKS], x, n[c], toc_day_weekday(d.first + (toc_day)t));
        }
    }
}

static double solve_with(void *ctx, double shape) {
    pool *s = ctx;
    s->model.shape = shape;
    for (int c = 0; c < MARKS; c++) {
        block *b = &s->p.blocks[c];
        b->rows = 0;
        b->events = 0;
        memset(b->exposure, 0, sizeof b->exposure);
    }
    for (size_t i = 0; i < s->count; i++)
        fill_pair(s, &s->pairs[i]);
    for (int c = 0; c < MARKS; c++)
        for (int k = 0; k < POOL_COLUMNS; k++)
            if (s->p.blocks[c].theta[k] <= 0 && s->p.blocks[c].exposure[0][k] > 0)
                s->p.blocks[c].theta[k] = 1e-4;
    return problem_solve(&s->p);
}

static toc_rc count_rows(pool *s, size_t *rows, size_t *events, toc_err *err) {
    double days = 0, marks[MARKS] = {0};
    for (size_t i = 0; i < s->count; i++) {
        const toc_hawkes_days *d = &s->pairs[i];
        if (d->targets != TOC_STREAM_CELLS || d->sources != TOC_STREAM_SOURCES)
            return toc_err_set(err, TOC_EUSAGE, "a pair of %d cells and %d sources", d->targets, d->sources);
        for (size_t t = 0; t < d->days; t++)
            for (int c = 0; c < d->targets; c++) {
                uint32_t n = day_of(d, t)[c];
                rows[c % MARKS] += n > 0;
                marks[c % MARKS] += n;
                *events += n;
            }
        for (size_t t = 0; t < d->days; t++)
            for (int j = 0; j < TOC_STREAM_OUTSIDE; j++)
                s->outside[j] += day_of(d, t)[d->targets + j];
        days += 2 * (double)d->days;
    }
    for (int c = 0; c < MARKS; c++)
        s->rate[c] = days > 0 ? marks[c] / days : 0;
    for (int j = 0; j < TOC_STREAM_OUTSIDE; j++)
        s->outside[j] = days > 0 ? 2 * s->outside[j] / days : 0;
    return *events > 0 ? TOC_OK : toc_err_set(err, TOC_ENOTFOUND, "no events between the pairs of the ledger");
}

static void write(const pool *s, toc_stream_pooled *out) {
    for (int c = 0; c < MARKS; c++) {
        const block *b = &s->p.blocks[c];
        out->base[c] = b->theta[0];
        memcpy(out->same[c], b->theta + 1, sizeof out->same[c]);
        memcpy(out->back[c], b->theta + 1 + MARKS, sizeof out->back[c]);
        memcpy(out->outside[c], b->theta + 1 + 2 * MARKS, sizeof out->outside[c]);
        out->ties[c] = b->ties;
    }
    memcpy(out->weekday, s->p.weekday, sizeof out->weekday);
    usual_of(s->rate, s->outside, out->usual);
}

toc_rc toc_stream_pool(const toc_hawkes_days *pairs, size_t count, toc_hawkes_kernel kernel, double shape,
                       toc_stream_pooled *out, toc_err *err) {
    pool s = {.pairs = pairs, .count = count, .model.kernel = kernel};
    size_t rows[MARKS] = {0}, events = 0;
    toc_rc rc = count_rows(&s, rows, &events, err);
    if (rc != TOC_OK)
        return rc;
    rc = problem_room(&s.p, rows, MARKS, POOL_COLUMNS, err);
    s.p.ties = s.p.weekdays = true;
    for (int c = 0; c < MARKS; c++) {
        s.p.blocks[c].ties = 0.5;
        s.p.blocks[c].theta[0] = 0.5;
    }
    if (rc == TOC_OK) {
        double best = shape > 0                          ? shape
                      : kernel == TOC_HAWKES_EXPONENTIAL ? shape_search(solve_with, &s, 0.5, 200)
                                                         : shape_search(solve_with, &s, 0.05, 3);
        double value = solve_with(&s, best);
        *out = (toc_stream_pooled){.kernel = kernel, .shape = best, .events = events, .pairs = count};
        out->log_likelihood = value;
        write(&s, out);
    }
    problem_free(&s.p);
    return rc;
}

toc_hawkes_prior toc_stream_prior(const toc_stream_pooled *pooled, const toc_hawkes_days *days) {
    toc_hawkes_prior prior = {.base_weight = BASE_DAYS, .excite_weight = EXCITE_EVENTS};
    past seen;
    past_begin(&seen, days, pooled->kernel, pooled->shape);
    while (seen.t < days->days)
        past_live(&seen);
    memcpy(prior.weekday, pooled->weekday, sizeof prior.weekday);
    for (int c = 0; c < TOC_STREAM_CELLS; c++) {
        int mark = c % MARKS, direction = c / MARKS;
        prior.base[c] = pooled->base[mark] * past_rate(&seen, c);
        prior.ties[c] = pooled->ties[mark];
        for (int j = 0; j < MARKS; j++) {
            prior.excite[c][direction * MARKS + j] = pooled->same[mark][j];
            prior.excite[c][(1 - direction) * MARKS + j] = pooled->back[mark][j];
        }
        for (int j = 0; j < TOC_STREAM_OUTSIDE; j++)
            prior.excite[c][TOC_STREAM_CELLS + j] = pooled->outside[mark][j];
    }
    return prior;
}

void toc_stream_options(const toc_stream_pooled *pooled, toc_hawkes_kernel kernel, toc_hawkes_days *days,
                        toc_hawkes_prior *prior, toc_hawkes_options *out) {
    days->usual = pooled ? pooled->usual : NULL;
    if (pooled) {
        *prior = toc_stream_prior(pooled, days);
        *out = (toc_hawkes_options){.kernel = pooled->kernel, .shape = pooled->shape, .prior = prior};
    } else {
        size_t knots = 1 + days->days / DRIFT_DAYS;
        *out = (toc_hawkes_options){.kernel = kernel,
                                    .ties = true,
                                    .weekdays = days->days >= WEEKDAY_DAYS,
                                    .knots = knots < TOC_HAWKES_KNOTS ? (int)knots : TOC_HAWKES_KNOTS};
    }
}

toc_rc toc_stream_fit(const toc_stream_pooled *pooled, toc_hawkes_days *days, toc_hawkes_fitted *out, toc_err *err) {
    toc_hawkes_prior prior;
    toc_hawkes_options options;
    toc_stream_options(pooled, pooled->kernel, days, &prior, &options);
    toc_rc rc = toc_hawkes_fit(days, &options, out, err);
    if (rc == TOC_OK)
        out->model.level = LEVEL;
    return rc;
}

toc_rc toc_stream_again(const toc_stream_pooled *pooled, const toc_hawkes_days *days, const toc_hawkes *model,
                        toc_rng *rng, uint32_t *room, toc_hawkes_fitted *out, toc_err *err) {
    toc_hawkes_days drawn = toc_hawkes_draw(model, days, rng, room);
    return toc_stream_fit(pooled, &drawn, out, err);
}
