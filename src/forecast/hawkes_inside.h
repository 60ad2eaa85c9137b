/* hawkes_inside: what the files of hawkes share. */
#ifndef TOC_FORECAST_HAWKES_INSIDE_H
#define TOC_FORECAST_HAWKES_INSIDE_H

#include "forecast/hawkes.h"

enum { TARGETS = TOC_HAWKES_TARGETS, SOURCES = TOC_HAWKES_SOURCES, COLUMNS = TOC_HAWKES_COLUMNS };

/* A kernel as a sum of exponentials. */
typedef struct mix {
    int scales;
    double keep[TOC_HAWKES_SCALES];   /* of the memory from one day to the next */
    double weight[TOC_HAWKES_SCALES]; /* of the memory in the rate of the next day */
    double mass[TOC_HAWKES_SCALES];   /* sums to 1 */
    double life[TOC_HAWKES_SCALES];   /* days */
} mix;

void mix_make(mix *m, toc_hawkes_kernel kernel, double shape);
double mix_sum(const mix *m, const double *memory); /* what the memory of one source says of the next day */

/* The past of a series, day by day. */
typedef struct past {
    const toc_hawkes_days *days;
    mix m;
    size_t t; /* days lived */
    double memory[SOURCES][TOC_HAWKES_SCALES];
    double events[SOURCES];
    double before[TOC_HAWKES_SCALES]; /* memory of an endless past at one event a day, faded since the first day */
} past;
void past_begin(past *p, const toc_hawkes_days *days, toc_hawkes_kernel kernel, double shape);
void past_feel(const past *p, double *felt); /* of each source: what the kernel makes of its past for the next day */
double past_rate(const past *p, int source); /* the rate so far */
void past_live(past *p);                     /* one more day of the series */
void past_expect(const past *p, const toc_hawkes *model, double *out); /* of the next day */

/* Share of hat k on day t of the span; beyond its end the last. */
double hat_at(const toc_hawkes *model, int k, double t);

/* One target: its days with events, and the sums over all days. */
typedef struct block {
    size_t rows;
    int columns;
    double *x; /* [rows][columns]: hats, then sources */
    uint32_t *n;
    uint8_t *weekday;
    double *rate; /* theta x of each row, after problem_solve */
    double exposure[7][COLUMNS];
    double events;
    /* what is sought */
    double theta[COLUMNS];
    double ties;
    /* what was thought before; weight 0: nothing */
    double mean[COLUMNS], weight[COLUMNS];
} block;

typedef struct problem {
    int targets;
    block blocks[TARGETS];
    bool ties, weekdays; /* sought */
    double weekday[7];
    int rounds;
} problem;

/* log(1 + f) / f, and its derivative. */
double clusters_per_event(double f);

/* Best theta, ties and weekdays from where they stand; the log-likelihood with the prior. */
double problem_solve(problem *p);
double problem_value(const problem *p, bool with_prior);
/* Gradient of block c in theta, then ties (columns + 1 numbers), and of the weekdays. */
void block_gradient(const block *b, const double *weekday, double *out, double *by_weekday);
/* columns x columns, lower half: the information about theta. */
void block_information(const block *b, const double *weekday, double *out);
double block_value(const block *b, const double *weekday, bool with_prior);

/* Rows for the days and kernel: room once, then filled as often as wanted. */
toc_rc problem_room(problem *p, const size_t *rows, int targets, int columns, toc_err *err);
void problem_free(problem *p);
void problem_fill_days(problem *p, const toc_hawkes_days *days, const toc_hawkes *model);
void problem_fill_times(problem *p, const toc_hawkes_times *times, const toc_hawkes *model);

/* Where the data come from: one of both. */
typedef struct given {
    const toc_hawkes_days *days;
    const toc_hawkes_times *times;
} given;
toc_rc problem_of(problem *p, given data, const toc_hawkes_options *options, toc_hawkes *model, toc_err *err);
void problem_fill(problem *p, given data, const toc_hawkes *model);
void problem_read(problem *p, const toc_hawkes *model); /* from model to theta */
void problem_write(const problem *p, toc_hawkes *model);

/* The best shape of [low, high], by Brent's search on its logarithm; value: greater is better. */
typedef double shape_value(void *ctx, double shape);
double shape_search(shape_value *value, void *ctx, double low, double high);

#endif
