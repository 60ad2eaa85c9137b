/*
 * train-hawkes: what script/accuracy forecast event and forecast hawkes, and script/bench forecast, measure with.
 *
 *   train-hawkes series LEDGER PAIRS UNTIL
 *       a line for each of the most active pairs before the day UNTIL: both roots, the first day, the daily counts of
 *       deeds of conflict
 *   train-hawkes forecast LEDGER PAIRS UNTIL STEP power|exponential [DATA]
 *       origins from UNTIL on, every STEP days: learnt from the days before; a line for each pair, horizon and
 *       threshold: origin, pair by number, days, at least, chance, expected. With DATA (the folder) allies count
 *   train-hawkes coverage RUNS DAYS power|exponential|times SEED
 *       a known model simulated (times: by thinning) and fitted RUNS times; a line for each parameter: name, truth,
 * mean estimate, how often its 90 % interval held the truth train-hawkes speed EVENTS power|exponential|times SEED that
 * many events of eight cells fitted: seconds and Newton's iterations; rows and their bytes; seconds of one pass for the
 * gradient, of one for the information, and of plainly adding up as many bytes
 */
#include "base/clock.h"
#include "base/mem.h"
#include "forecast/hawkes_inside.h"
#include "op/event_facts.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static int fail(const toc_err *err) {
    fprintf(stderr, "train-hawkes: %s\n", err->text);
    return 1;
}

static int64_t number(const char *text) {
    int64_t value = 0;
    return toc_str_to_i64(toc_str_of(text), &value) ? value : 0;
}

static toc_hawkes_kernel kernel_of(const char *name) {
    return strcmp(name, "exponential") == 0 ? TOC_HAWKES_EXPONENTIAL : TOC_HAWKES_POWER;
}

/* ---- of a ledger --------------------------------------------------------------- */

static int series(const toc_event_facts *f) {
    char day[11];
    for (size_t i = 0; i < f->count; i++) {
        printf("%.*s\t%.*s\t%s", TOC_FMT(f->pairs[i].a), TOC_FMT(f->pairs[i].b), toc_day_format(f->first, day));
        for (toc_day t = f->first; t <= f->last; t++) {
            const uint32_t *n = f->pairs[i].counts + (size_t)(t - f->first) * TOC_STREAM_SOURCES;
            printf("%c%" PRIu32, t > f->first ? ',' : '\t',
                   n[TOC_STREAM_CONFLICT] + n[TOC_STREAM_MARKS + TOC_STREAM_CONFLICT]);
        }
        putchar('\n');
    }
    return 0;
}

static void ask(const toc_hawkes *model, const toc_hawkes_state *state, const char *day, size_t i) {
    static const int horizons[] = {7, 30}, least[] = {1, 3, 10};
    for (int h = 0; h < 2; h++)
        for (int k = 0; k < 3; k++) {
            double mean, chance = toc_hawkes_chance(model, state, TOC_STREAM_BOTH(TOC_STREAM_CONFLICT), least[k],
                                                    horizons[h], &mean);
            printf("%s\t%zu\t%d\t%d\t%.9f\t%.6f\n", day, i, horizons[h], least[k], chance, mean);
        }
}

static toc_rc look(const toc_event_facts *f, size_t days, toc_hawkes_kernel kernel, toc_err *err) {
    toc_hawkes_days *pairs = toc_mem_calloc(f->count + 1, sizeof *pairs);
    toc_stream_pooled pooled;
    char day[11];
    toc_rc rc = pairs ? TOC_OK : toc_err_set(err, TOC_ENOMEM, "no memory for %zu pairs", f->count);
    for (size_t i = 0; rc == TOC_OK && i < f->count; i++)
        pairs[i] = toc_event_facts_days(f, i, days);
    rc = rc == TOC_OK ? toc_stream_pool(pairs, f->count, kernel, 0, &pooled, err) : rc;
    toc_day_format(f->first + (toc_day)days, day);
    for (size_t i = 0; rc == TOC_OK && i < f->count; i++) {
        toc_hawkes_fitted fitted;
        toc_hawkes_state state;
        rc = toc_stream_fit(&pooled, &pairs[i], &fitted, err);
        if (rc == TOC_ENOTFOUND) { /* nothing yet between the two */
            rc = TOC_OK;
            continue;
        }
        toc_hawkes_state_of(&fitted.model, &pairs[i], &state);
        ask(&fitted.model, &state, day, i);
    }
    toc_mem_free(pairs);
    return rc;
}

static toc_rc forecast(const toc_event_facts *f, toc_day until, char **argv, toc_err *err) {
    size_t days = (size_t)(f->last - f->first) + 1;
    toc_rc rc = TOC_OK;
    if (until <= f->first || number(argv[5]) < 1)
        return toc_err_set(err, TOC_EUSAGE, "no days before the first origin, or no step");
    for (size_t at = (size_t)(until - f->first); rc == TOC_OK && at + 7 <= days; at += (size_t)number(argv[5]))
        rc = look(f, at, kernel_of(argv[6]), err);
    return rc;
}

static int of_ledger(int argc, char **argv) {
    toc_err err = {0};
    toc_store *store = NULL;
    toc_panel *panel = NULL;
    toc_world *world = NULL;
    toc_event_facts f;
    toc_day until = toc_day_parse(toc_str_of(argv[4]));
    toc_rc rc = argc > 7 ? toc_world_new(argv[7], &world, &err) : TOC_OK;
    rc = rc == TOC_OK ? toc_store_open(argv[2], TOC_STORE_READ, &store, &err) : rc;
    rc = rc == TOC_OK ? toc_panel_open(store, NULL, NULL, &panel, &err) : rc;
    toc_event_facts_init(&f, world, panel, TOC_DAY_NONE);
    rc = rc == TOC_OK ? toc_event_facts_pairs(&f, until - 1, (size_t)number(argv[3]), &err) : rc;
    if (rc == TOC_OK && strcmp(argv[1], "series") == 0)
        series(&f);
    else if (rc == TOC_OK)
        rc = forecast(&f, until, argv, &err);
    toc_event_facts_fini(&f);
    toc_panel_close(panel);
    toc_store_close(store);
    toc_world_free(world);
    return rc == TOC_OK ? 0 : fail(&err);
}

/* ---- of known models ----------------------------------------------------------- */

/* A series in memory: by the day, or with moments. */
typedef struct sample {
    toc_hawkes_days days;
    toc_hawkes_times times;
    uint32_t *counts;
    double *moments;
    uint8_t *cells;
    toc_hawkes_options options;
    bool by_time;
} sample;

static toc_hawkes known_model(const char *kind, size_t days) {
    bool power = strcmp(kind, "power") == 0, times = strcmp(kind, "times") == 0;
    toc_hawkes m = {.kernel = power ? TOC_HAWKES_POWER : TOC_HAWKES_EXPONENTIAL,
                    .targets = 2,
                    .sources = 2,
                    .knots = 1,
                    .days = days,
                    .shape = power ? 0.7 : 4,
                    .base = {{0.4}, {0.3}},
                    .excite = {{0.4, 0.2}, {0.15, 0.35}},
                    .weekday = {1.1, 1.2, 1.1, 1.1, 1.0, 0.8, 0.7}};
    for (int c = 0; c < 2 && !times; c++)
        m.ties[c] = c ? 0.5 : 0.8;
    return m;
}

static bool sample_room(sample *s, const toc_hawkes *m, const char *kind, size_t days, size_t events) {
    s->by_time = strcmp(kind, "times") == 0;
    s->options = (toc_hawkes_options){.kernel = m->kernel, .ties = !s->by_time, .weekdays = !s->by_time};
    s->counts = toc_mem_calloc(s->by_time ? 1 : days * (size_t)m->sources, sizeof *s->counts);
    s->moments = toc_mem_calloc(s->by_time ? events : 1, sizeof *s->moments);
    s->cells = toc_mem_calloc(s->by_time ? events : 1, 1);
    s->days = (toc_hawkes_days){0, days, m->targets, m->sources, s->counts, NULL};
    s->times = (toc_hawkes_times){s->moments, s->cells, events, m->targets, (double)days};
    return s->counts && s->moments && s->cells;
}

static void sample_free(sample *s) {
    toc_mem_free(s->counts);
    toc_mem_free(s->moments);
    toc_mem_free(s->cells);
}

static void draw(sample *s, const toc_hawkes *m, size_t room, uint64_t seed) {
    toc_rng rng;
    toc_hawkes_state state;
    toc_rng_init(&rng, seed);
    toc_hawkes_begin(m, 0, &state);
    if (s->by_time)
        s->times.count = toc_hawkes_thin(m, s->times.span, &rng, s->moments, s->cells, room);
    else
        toc_hawkes_simulate(m, &state, s->days.days, &rng, s->counts);
}

static toc_rc fit(const sample *s, toc_hawkes_fitted *fitted, toc_hawkes_errors *errors, toc_err *err) {
    toc_rc rc = s->by_time ? toc_hawkes_fit_times(&s->times, &s->options, fitted, err)
                           : toc_hawkes_fit(&s->days, &s->options, fitted, err);
    if (rc != TOC_OK || errors == NULL)
        return rc;
    return s->by_time ? toc_hawkes_errors_of_times(&s->times, &s->options, fitted, errors, err)
                      : toc_hawkes_errors_of(&s->days, &s->options, fitted, errors, err);
}

typedef struct checked {
    const char *name;
    double truth, sum;
    int held, tried;
} checked;

enum { CHECKED = 12 };

static const char *const NAMES[CHECKED] = {"shape",         "base 1",        "base 2",        "excite 1 by 1",
                                           "excite 1 by 2", "excite 2 by 1", "excite 2 by 2", "ties 1",
                                           "ties 2",        "Monday",        "Sunday",        "branching"};

static void values_of(const toc_hawkes *m, double branching, double out[CHECKED]) {
    const double values[CHECKED] = {m->shape,        m->base[0][0],   m->base[1][0],   m->excite[0][0],
                                    m->excite[0][1], m->excite[1][0], m->excite[1][1], m->ties[0],
                                    m->ties[1],      m->weekday[0],   m->weekday[6],   branching};
    memcpy(out, values, sizeof values);
}

static int coverage(char **argv) {
    toc_err err = {0};
    size_t days = (size_t)number(argv[3]), room = days * 20;
    toc_hawkes truth = known_model(argv[4], days);
    sample s;
    double real[CHECKED], got[CHECKED], se[CHECKED];
    checked all[CHECKED] = {{0}};
    toc_rc rc = sample_room(&s, &truth, argv[4], days, room) ? TOC_OK : toc_err_set(&err, TOC_ENOMEM, "no memory");
    values_of(&truth, toc_hawkes_branching(&truth), real);
    for (int64_t run = 0; rc == TOC_OK && run < number(argv[2]); run++) {
        toc_hawkes_fitted fitted;
        toc_hawkes_errors errors;
        draw(&s, &truth, room, (uint64_t)number(argv[5]) + (uint64_t)run);
        rc = fit(&s, &fitted, &errors, &err);
        values_of(&fitted.model, errors.branching, got);
        values_of(&errors.se, errors.branching_se, se);
        for (int k = 0; rc == TOC_OK && k < CHECKED; k++) {
            toc_interval range = toc_hawkes_interval(got[k], se[k], 1.6448536);
            all[k].sum += got[k];
            all[k].tried++;
            all[k].held += range.low <= real[k] && real[k] <= range.high;
        }
    }
    for (int k = 0; rc == TOC_OK && k < CHECKED; k++)
        if (!s.by_time || k < 7 || k == CHECKED - 1)
            printf("%s\t%.4f\t%.4f\t%.4f\n", NAMES[k], real[k], all[k].sum / all[k].tried,
                   (double)all[k].held / all[k].tried);
    sample_free(&s);
    return rc == TOC_OK ? 0 : fail(&err);
}

/* Eight cells, each fed by all, so that all 64 numbers are there to be found. */
static toc_hawkes large_model(const char *kind, size_t days) {
    toc_hawkes m = known_model(kind, days);
    m.targets = m.sources = 8;
    for (int c = 0; c < 8; c++) {
        m.base[c][0] = 0.1;
        m.ties[c] = strcmp(kind, "times") == 0 ? 0 : 0.5;
        for (int j = 0; j < 8; j++)
            m.excite[c][j] = c == j ? 0.25 : 0.04;
    }
    return m;
}

/* Seconds of adding up as many bytes, in eight sums as the processor likes it; the best of five. */
static double pass_over(size_t bytes, double *sum) {
    size_t n = bytes / sizeof(double);
    double *x = toc_mem_alloc(n * sizeof *x + 64), best = INFINITY;
    for (size_t i = 0; x && i < n; i++)
        x[i] = (double)(i & 7);
    for (int turn = 0; x && turn < 5; turn++) {
        double part[8] = {0}, begun = toc_clock_seconds();
        for (size_t i = 0; i + 8 <= n; i += 8)
            for (int k = 0; k < 8; k++)
                part[k] += x[i + (size_t)k];
        best = fmin(best, toc_clock_seconds() - begun);
        for (int k = 0; k < 8; k++)
            *sum += part[k];
    }
    toc_mem_free(x);
    return best;
}

typedef struct steps {
    size_t rows, bytes;
    double slope, newton; /* seconds of one pass for the gradient; for gradient and information */
} steps;

/* The best of five. */
static toc_rc time_steps(const sample *s, const toc_hawkes_fitted *fitted, steps *out, toc_err *err) {
    problem p = {0};
    toc_hawkes model;
    given data = {s->by_time ? NULL : &s->days, s->by_time ? &s->times : NULL};
    double slope[COLUMNS + 1], curve[COLUMNS * COLUMNS], by_weekday[7];
    toc_rc rc = problem_of(&p, data, &s->options, &model, err);
    if (rc == TOC_OK) {
        model = fitted->model;
        problem_fill(&p, data, &model);
        problem_read(&p, &model);
    }
    out->slope = out->newton = INFINITY;
    for (int turn = 0; rc == TOC_OK && turn < 5; turn++) {
        double begun = toc_clock_seconds();
        for (int c = 0; c < p.targets; c++)
            block_gradient(&p.blocks[c], p.weekday, slope, by_weekday);
        double middle = toc_clock_seconds();
        for (int c = 0; c < p.targets; c++)
            block_information(&p.blocks[c], p.weekday, curve);
        out->slope = fmin(out->slope, middle - begun);
        out->newton = fmin(out->newton, toc_clock_seconds() - middle);
    }
    for (int c = 0; rc == TOC_OK && c < p.targets; c++)
        out->rows += p.blocks[c].rows;
    out->bytes = out->rows * ((size_t)p.blocks[0].columns * sizeof(double) + sizeof(uint32_t) + 1);
    problem_free(&p);
    return rc;
}

static int speed(char **argv) {
    toc_err err = {0};
    size_t events = (size_t)number(argv[2]);
    toc_hawkes model = large_model(argv[3], 1);
    size_t days = (size_t)((double)events * (1 - toc_hawkes_branching(&model)) / 0.8);
    sample s;
    model.days = days;
    toc_rc rc =
        sample_room(&s, &model, argv[3], days, events * 2) ? TOC_OK : toc_err_set(&err, TOC_ENOMEM, "no memory");
    toc_hawkes_fitted fitted = {0};
    steps step = {0};
    double sum = 0, begun = 0, took = 0;
    if (rc == TOC_OK) {
        draw(&s, &model, events * 2, (uint64_t)number(argv[4]));
        begun = toc_clock_seconds();
        rc = fit(&s, &fitted, NULL, &err);
        took = toc_clock_seconds() - begun;
    }
    rc = rc == TOC_OK ? time_steps(&s, &fitted, &step, &err) : rc;
    if (rc == TOC_OK)
        printf("events\t%zu\nseconds\t%.3f\niterations\t%.1f\nrows\t%zu\nbytes\t%zu\nslope\t%.6f\nnewton\t%.6f\n"
               "pass\t%.6f\n",
               fitted.events, took, (double)fitted.rounds / 8, step.rows, step.bytes, step.slope, step.newton,
               pass_over(step.bytes, &sum)); /* rounds are counted by cell */
    sample_free(&s);
    return rc == TOC_OK && sum >= 0 ? 0 : fail(&err);
}

int main(int argc, char **argv) {
    if (argc >= 5 && strcmp(argv[1], "series") == 0)
        return of_ledger(argc, argv);
    if (argc >= 7 && strcmp(argv[1], "forecast") == 0)
        return of_ledger(argc, argv);
    if (argc == 6 && strcmp(argv[1], "coverage") == 0)
        return coverage(argv);
    if (argc == 5 && strcmp(argv[1], "speed") == 0)
        return speed(argv);
    fprintf(stderr, "train-hawkes: see the head of train/hawkes.c\n");
    return 2;
}
