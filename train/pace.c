/*
 * pace: how good the pace of events is (forecast/pace.h), by rolling origin. `script/accuracy forecast pace` calls it.
 *
 * usage: train-pace HORIZON FIRST_ORIGIN STEP < DAYS
 * DAYS: lines "PAIR<tab>DAY", sorted by pair, then day, days from 0 on; -1: nothing but that the pair is there. From
 * day FIRST_ORIGIN on, every STEP days, each pair's next HORIZON days are foretold from all days before. Prints as
 * JSON, for our model, for the long-run rate and for "as in the window before": mean log score (natural) and Brier
 * score; and ten bins of our forecasts.
 */
#include "base/file.h"
#include "forecast/pace.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { DAYS_MAX = 100000, BINS = 10 };

typedef struct sums {
    double log, brier;
} sums;

typedef struct tally {
    int horizon, first_origin, step, last_day;
    sums ours, usual, before;
    size_t count, bins[BINS], hits[BINS];
    double said[BINS];
} tally;

static void take(sums *s, double p, bool happened) {
    double kept = fmin(fmax(p, 1e-3), 1 - 1e-3);
    s->log -= log(happened ? kept : 1 - kept);
    s->brier += (p - happened) * (p - happened);
}

static void take_pair(tally *t, const toc_day *days, size_t count) {
    for (int asof = t->first_origin; asof + t->horizon <= t->last_day; asof += t->step) {
        size_t past = 0;
        while (past < count && days[past] <= asof)
            past++;
        bool happened = past < count && days[past] <= asof + t->horizon;
        bool before = past > 0 && days[past - 1] > asof - t->horizon;
        const toc_pace_input in = {.days = days,
                                   .count = past,
                                   .first = 0,
                                   .asof = asof,
                                   .horizon_days = t->horizon,
                                   .threshold = 1,
                                   .half_life_days = TOC_PACE_HALF_LIFE,
                                   .what = "test"};
        double p = toc_pace_of(&in).probability, rate = ((double)past + 0.5) / (asof + 1);
        take(&t->ours, p, happened);
        take(&t->usual, 1 - exp(-rate * t->horizon), happened);
        take(&t->before, before ? 1 : 0, happened);
        int bin = (int)(p * BINS);
        t->bins[bin]++;
        t->said[bin] += p;
        t->hits[bin] += happened;
        t->count++;
    }
}

static void print_sums(const char *name, const sums *s, size_t count) {
    printf("\"%s\":{\"log\":%.4f,\"brier\":%.4f},", name, s->log / (double)count, s->brier / (double)count);
}

static void print_all(const tally *t) {
    printf("{\"forecasts\":%zu,", t->count);
    print_sums("pace", &t->ours, t->count);
    print_sums("long_run", &t->usual, t->count);
    print_sums("persistence", &t->before, t->count);
    printf("\"bins\":[");
    for (int i = 0; i < BINS; i++) {
        double n = t->bins[i] ? (double)t->bins[i] : 1;
        printf("%s[%zu,%.3f,%.3f]", i ? "," : "", t->bins[i], t->said[i] / n, (double)t->hits[i] / n);
    }
    puts("]}");
}

typedef struct line {
    toc_str pair;
    int64_t day;
} line;

static bool read_line(toc_str *rest, line *out) {
    if (!rest->ptr || rest->len == 0)
        return false;
    toc_str text = toc_str_cut(rest, '\n');
    out->pair = toc_str_cut(&text, '\t');
    return toc_str_to_i64(text, &out->day);
}

int main(int argc, char **argv) {
    static toc_day days[DAYS_MAX];
    toc_arena arena;
    toc_str text, pair = {NULL, 0};
    toc_err err = {0};
    tally t = {.last_day = 0};
    int64_t options[3];
    line one;
    size_t count = 0;
    for (int i = 0; i < 3; i++)
        if (argc != 4 || !toc_str_to_i64(toc_str_of(argv[i + 1]), &options[i]) || options[i] < 1)
            return fputs("usage: train-pace HORIZON FIRST_ORIGIN STEP < DAYS\n", stderr), 2;
    t.horizon = (int)options[0], t.first_origin = (int)options[1], t.step = (int)options[2];
    toc_arena_init(&arena, 0);
    if (toc_file_read("-", (size_t)1 << 30, &arena, &text, &err) != TOC_OK)
        return fprintf(stderr, "%s\n", err.text), 1;
    for (toc_str rest = text; read_line(&rest, &one);)
        t.last_day = one.day > t.last_day ? (int)one.day : t.last_day;
    for (toc_str rest = text; read_line(&rest, &one);) {
        if (pair.ptr && !toc_str_equal(pair, one.pair)) {
            take_pair(&t, days, count);
            count = 0;
        }
        pair = one.pair;
        if (one.day >= 0 && count < DAYS_MAX && (count == 0 || days[count - 1] != one.day))
            days[count++] = (toc_day)one.day;
    }
    if (pair.ptr)
        take_pair(&t, days, count);
    if (t.count > 0)
        print_all(&t);
    toc_arena_fini(&arena);
    return t.count > 0 ? 0 : 1;
}
