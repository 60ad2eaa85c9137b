/*
 * train-hawkes: what script/accuracy forecast event, forecast hawkes and script/bench forecast measure with.
 *
 *   train-hawkes series LEDGER PAIRS UNTIL
 *       a line for each of the most active pairs before the day UNTIL: both roots, the first day, the daily counts of deeds of conflict
 *   train-hawkes forecast LEDGER PAIRS UNTIL STEP [POWER|EXPONENTIAL]
 *       origins from UNTIL on every STEP days; a line for each origin, pair, horizon and threshold: origin, pair by number,
 *       days, at least, chance, expected; learnt from the days before the origin
 */
#include "base/mem.h"
#include "forecast/stream.h"
#include "store/panel.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CELLS = TOC_STREAM_CELLS, ALL = TOC_STREAM_SOURCES, MARKS = TOC_STREAM_MARKS };

typedef struct pair {
    size_t a, b; /* roots */
    size_t events;
    uint32_t *counts; /* [days][ALL] */
} pair;

typedef struct ledger {
    toc_store *store;
    toc_panel *panel;
    pair *pairs;
    size_t count;
    toc_day first;
    size_t days;
} ledger;

static int fail(const toc_err *err) {
    fprintf(stderr, "train-hawkes: %s\n", err->text);
    return 1;
}

static int most_first(const void *x, const void *y) {
    const pair *p = x, *q = y;
    if (p->events != q->events)
        return p->events > q->events ? -1 : 1;
    return p->a != q->a ? (p->a < q->a ? -1 : 1) : p->b < q->b ? -1 : p->b > q->b;
}

static toc_rc add_dyad(ledger *l, size_t i, toc_day until, size_t *capacity, toc_err *err) {
    toc_panel_rows rows;
    toc_rc rc = toc_panel_dyad(l->panel, i, &rows, err);
    if (rc != TOC_OK || rows.source == rows.target || rows.source == 0 || rows.target == 0)
        return rc;
    size_t a = rows.source < rows.target ? rows.source : rows.target, b = rows.source + rows.target - a, k = 0;
    while (k < l->count && (l->pairs[k].a != a || l->pairs[k].b != b))
        k++;
    if (k == l->count) {
        l->pairs = toc_mem_widen(l->pairs, l->count, capacity, sizeof *l->pairs, 1024);
        l->pairs[l->count++] = (pair){.a = a, .b = b};
    }
    for (size_t r = 0; r < rows.count; r++) {
        l->pairs[k].events += rows.day[r] < until;
        if (rows.day[r] != TOC_DAY_NONE) {
            if (l->first == TOC_DAY_NONE || rows.day[r] < l->first)
                l->first = rows.day[r];
            if ((size_t)(rows.day[r] - l->first) + 1 > l->days)
                l->days = (size_t)(rows.day[r] - l->first) + 1;
        }
    }
    return TOC_OK;
}

static toc_rc fill(ledger *l, pair *p, toc_err *err) {
    p->counts = toc_mem_calloc(l->days * ALL, sizeof *p->counts);
    for (int direction = 0; direction < 2; direction++) {
        size_t dyad;
        toc_panel_rows rows;
        if (!toc_panel_find_dyad(l->panel, direction ? p->b : p->a, direction ? p->a : p->b, &dyad))
            continue;
        toc_rc rc = toc_panel_dyad(l->panel, dyad, &rows, err);
        if (rc != TOC_OK)
            return rc;
        for (size_t r = 0; r < rows.count; r++) {
            int cell = direction * MARKS + toc_stream_mark(rows.deed[r], rows.quad[r]);
            p->counts[(size_t)(rows.day[r] - l->first) * ALL + (size_t)cell]++;
        }
    }
    return TOC_OK;
}

static toc_rc open_ledger(ledger *l, char **argv, toc_err *err) {
    size_t most = (size_t)atoi(argv[3]), capacity = 0;
    toc_day until = toc_day_parse(toc_str_of(argv[4]));
    l->first = TOC_DAY_NONE;
    toc_rc rc = toc_store_open(argv[2], TOC_STORE_READ, &l->store, err);
    rc = rc == TOC_OK ? toc_panel_open(l->store, NULL, NULL, &l->panel, err) : rc;
    for (size_t i = 0; rc == TOC_OK && i < toc_panel_dyads(l->panel); i++)
        rc = add_dyad(l, i, until, &capacity, err);
    if (rc == TOC_OK) {
        qsort(l->pairs, l->count, sizeof *l->pairs, most_first);
        l->count = l->count < most ? l->count : most;
    }
    for (size_t i = 0; rc == TOC_OK && i < l->count; i++)
        rc = fill(l, &l->pairs[i], err);
    return rc;
}

static int series(const ledger *l) {
    char day[11];
    for (size_t i = 0; i < l->count; i++) {
        toc_str a = toc_panel_root(l->panel, l->pairs[i].a), b = toc_panel_root(l->panel, l->pairs[i].b);
        printf("%.*s\t%.*s\t%s", TOC_FMT(a), TOC_FMT(b), toc_day_format(l->first, day));
        for (size_t t = 0; t < l->days; t++) {
            const uint32_t *n = l->pairs[i].counts + t * ALL;
            printf("%c%u", t ? ',' : '\t', n[TOC_STREAM_CONFLICT] + n[MARKS + TOC_STREAM_CONFLICT]);
        }
        putchar('\n');
    }
    return 0;
}

static toc_hawkes_days days_of(const ledger *l, size_t i, size_t days) {
    return (toc_hawkes_days){l->first, days, CELLS, ALL, l->pairs[i].counts, NULL};
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

static toc_rc look(const ledger *l, size_t days, toc_hawkes_kernel kernel, toc_err *err) {
    toc_hawkes_days *pairs = toc_mem_calloc(l->count, sizeof *pairs);
    toc_stream_pooled pooled;
    char day[11];
    for (size_t i = 0; i < l->count; i++)
        pairs[i] = days_of(l, i, days);
    toc_rc rc = toc_stream_pool(pairs, l->count, kernel, 0, &pooled, err);
    toc_day_format(l->first + (toc_day)days, day);
    if (rc == TOC_OK && getenv("SHOW")) {
        fprintf(stderr, "%s shape %.3f ll %.2f events %zu\n", day, pooled.shape, pooled.log_likelihood, pooled.events);
        for (int c = 0; c < MARKS; c++) {
            fprintf(stderr, "base %.3f same", pooled.base[c]);
            for (int j = 0; j < MARKS; j++) fprintf(stderr, " %.3f", pooled.same[c][j]);
            fprintf(stderr, " back");
            for (int j = 0; j < MARKS; j++) fprintf(stderr, " %.3f", pooled.back[c][j]);
            fprintf(stderr, " out %.4f %.4f ties %.3f usual %.4f\n", pooled.outside[c][0], pooled.outside[c][1], pooled.ties[c], pooled.usual[c]);
        }
        for (int w = 0; w < 7; w++) fprintf(stderr, " %.3f", pooled.weekday[w]);
        fprintf(stderr, "\n");
    }
    for (size_t i = 0; rc == TOC_OK && i < l->count; i++) {
        toc_hawkes_fitted fitted;
        toc_hawkes_state state;
        rc = toc_stream_fit(&pooled, &pairs[i], &fitted, err);
        if (rc == TOC_OK) {
            toc_hawkes_state_of(&fitted.model, &pairs[i], &state);
            ask(&fitted.model, &state, day, i);
        }
    }
    toc_mem_free(pairs);
    return rc;
}

static int forecast(const ledger *l, char **argv, toc_err *err) {
    toc_day until = toc_day_parse(toc_str_of(argv[4]));
    int step = atoi(argv[5]);
    toc_hawkes_kernel kernel = argv[6] && strcmp(argv[6], "EXPONENTIAL") == 0 ? TOC_HAWKES_EXPONENTIAL : TOC_HAWKES_POWER;
    toc_rc rc = TOC_OK;
    for (size_t days = (size_t)(until - l->first); rc == TOC_OK && days + 7 <= l->days; days += (size_t)step)
        rc = look(l, days, kernel, err);
    return rc == TOC_OK ? 0 : fail(err);
}

extern double BASE_DAYS, EXCITE_EVENTS;
int main(int argc, char **argv) {
    toc_err err = {0};
    ledger l = {0};
    if (getenv("LEAN")) sscanf(getenv("LEAN"), "%lf,%lf", &BASE_DAYS, &EXCITE_EVENTS);
    if (argc < 5)
        return 2;
    if (open_ledger(&l, argv, &err) != TOC_OK)
        return fail(&err);
    return strcmp(argv[1], "series") == 0 ? series(&l) : forecast(&l, argv, &err);
}
