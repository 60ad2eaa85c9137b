/*
 * bench-panel LEDGER [CSV]: opens the ledger's panel (made or brought up to date before the clock starts) and asks three questions, each
 * of a panel opened anew so that its checksums are looked at, too; prints the fastest of nine, and what came out, as JSON.
 * CSV: writes the rows of the panel there, for another programme to ask the same of.
 */
#include "base/clock.h"
#include "store/panel.h"

#include <stdio.h>
#include <string.h>

enum { RUNS = 9 };

static void die(const toc_err *err) {
    fprintf(stderr, "bench-panel: %s\n", err->text);
    _Exit(1);
}

static toc_panel *open_panel(toc_store *store) {
    toc_panel *panel = NULL;
    toc_err err = {0};
    if (toc_panel_open(store, NULL, NULL, &panel, &err)) {
        die(&err);
    }
    return panel;
}

static void ask(toc_store *store, const char *name, const toc_panel_query *query) {
    double best = 1e9;
    size_t count = 0;
    long long events = 0, goldstein = 0;
    for (int i = 0; i < RUNS; i++) {
        toc_arena arena;
        toc_err err = {0};
        toc_panel_cell *cells;
        toc_arena_init(&arena, 0);
        double began = toc_clock_seconds();
        toc_panel *panel = open_panel(store);
        if (toc_panel_ask(panel, query, &arena, &cells, &count, &err)) {
            die(&err);
        }
        double seconds = toc_clock_seconds() - began;
        best = seconds < best ? seconds : best;
        events = goldstein = 0;
        for (size_t k = 0; k < count; k++) {
            events += cells[k].events;
            goldstein += cells[k].goldstein;
        }
        toc_panel_close(panel);
        toc_arena_fini(&arena);
    }
    printf("\"%s\":{\"seconds\":%.6f,\"cells\":%zu,\"events\":%lld,\"goldstein\":%.1f}", name, best, count, events, (double)goldstein / 10);
}

static void rows_write(toc_panel *panel, const char *path) {
    FILE *out = fopen(path, "w");
    toc_err err = {0};
    for (size_t i = 0; out && i < toc_panel_dyads(panel); i++) {
        toc_panel_rows r;
        if (toc_panel_dyad(panel, i, TOC_PANEL_TIMES | TOC_PANEL_FACTS, &r, &err)) {
            die(&err);
        }
        for (size_t k = 0; k < r.count; k++) {
            char day[11];
            fprintf(out, "%s,%s,%s,%d,%.1f,%u,%d\n", toc_day_format(r.day[k], day), toc_panel_root(panel, r.source).ptr,
                    toc_panel_root(panel, r.target).ptr, r.facts[k].quad, r.facts[k].goldstein / 10.0, r.facts[k].reports, r.facts[k].deed);
        }
    }
    if (!out || fclose(out) != 0) {
        perror(path);
        _Exit(1);
    }
}

int main(int argc, char **argv) {
    static const char *const six[] = {"RUS", "BLR", "ARM", "KAZ", "AZE", "GEO"};
    static const char *const nato[] = {"USA", "GBR", "FRA", "DEU", "TUR", "POL", "LTU", "LVA", "EST", "ITA", "ESP", "CAN", "ROU", "BGR", "HUN", "CZE",
                                       "SVK", "SVN", "HRV", "ALB", "MKD", "MNE", "GRC", "PRT", "NLD", "BEL", "DNK", "NOR", "FIN", "ISL", "SWE"};
    toc_str a[6], b[31], one = TOC_STR("RUS"), other = TOC_STR("UKR");
    toc_store *store = NULL;
    toc_err err = {0};
    if (argc < 2 || argc > 3) {
        fputs("usage: bench-panel LEDGER [CSV]\n", stderr);
        return 2;
    }
    for (int i = 0; i < 31; i++) {
        b[i] = toc_str_of(nato[i]);
        a[i % 6] = toc_str_of(six[i % 6]);
    }
    if (toc_store_open(argv[1], TOC_STORE_READ, &store, &err)) {
        die(&err);
    }
    double began = toc_clock_seconds();
    toc_panel *panel = open_panel(store);
    printf("{\"rows\":%zu,\"made\":%.3f,", toc_panel_count(panel), toc_clock_seconds() - began);
    if (argc == 3) {
        rows_write(panel, argv[2]);
    }
    toc_panel_close(panel);
    toc_panel_query months = {.from = TOC_DAY_NONE, .to = TOC_DAY_NONE, .asof = TOC_DAY_NONE, .step = TOC_PANEL_MONTH};
    toc_panel_query blocs = {a, 6, b, 31, true, TOC_DAY_NONE, TOC_DAY_NONE, TOC_DAY_NONE, TOC_PANEL_DAY, true};
    toc_panel_query dyad = {&one, 1, &other, 1, false, TOC_DAY_NONE, TOC_DAY_NONE, TOC_DAY_NONE, TOC_PANEL_DAY, false};
    ask(store, "months", &months);
    putchar(',');
    ask(store, "blocs", &blocs);
    putchar(',');
    ask(store, "dyad", &dyad);
    puts("}");
    toc_store_close(store);
    return 0;
}
