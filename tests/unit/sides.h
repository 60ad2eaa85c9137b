/* sides: two small sides and generated events between them, for tests of measure and report. */
#ifndef TOC_TESTS_SIDES_H
#define TOC_TESTS_SIDES_H

#include "base/rng.h"
#include "measure/measure.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static toc_str side_a_members[] = {{"AAA", 3}, {"AAB", 3}};
static toc_str side_b_members[] = {{"BBA", 3}, {"BBB", 3}, {"BLOC", 4}};

static inline const char *data_dir(void) {
    const char *named = getenv("TOCSIN_DATA");
    return named != NULL ? named : "data";
}

static inline toc_side side_a(toc_day asof) {
    return (toc_side){TOC_STR("AAA+AAB"), TOC_STR("A"), side_a_members, 2, asof};
}

static inline toc_side side_b(toc_day asof) {
    return (toc_side){TOC_STR("BLOC"), TOC_STR("B"), side_b_members, 3, asof};
}

static inline toc_day day_of(const char *text) {
    return toc_day_parse(toc_str_of(text));
}

typedef struct kind {
    const char *cameo;
    toc_root root;
    double goldstein;
} kind;

static const kind kinds[] = {{"190", TOC_ASSAULT, -10},   {"138", TOC_THREATEN, -7}, {"163", TOC_SANCTION, -8},
                             {"150", TOC_MOBILIZE, -7.2}, {"043", TOC_CONSULT, 2.8}, {"062", TOC_COOPERATE, 7.4},
                             {"112", TOC_ACCUSE, -2},     {"022", TOC_APPEAL, 3.4},  {"030", TOC_AGREE, 4},
                             {"012", TOC_SAY, -0.4}};
enum { KIND_COUNT = sizeof kinds / sizeof kinds[0] };

/* An event with its id; text must live. */
static inline toc_event event_make(const char *source, const char *target, const char *signal, const char *cameo,
                                   toc_root root, double goldstein, toc_modality modality, toc_day day, int64_t row) {
    toc_event event = {.date = day,
                       .source = {toc_str_of(source), toc_str_of("")},
                       .target = {toc_str_of(target), toc_str_of("")},
                       .signal_to = toc_str_of(signal),
                       .root = root,
                       .cameo = toc_str_of(cameo),
                       .quad = toc_root_quad(root),
                       .goldstein = goldstein,
                       .modality = modality,
                       .confidence = 1,
                       .reports = 1,
                       .dataset = TOC_STR("test"),
                       .file = TOC_STR("test.tsv"),
                       .row = row};
    toc_event_make_id(&event);
    return event;
}

static inline toc_event event_random(toc_rng *rng, toc_day from, int days, int64_t row) {
    static const char *const a[] = {"AAA", "AABGOV"}, *const b[] = {"BBA", "BBBMIL", "BLOC"};
    const kind *k = &kinds[toc_rng_below(rng, KIND_COUNT)];
    const char *x = a[toc_rng_below(rng, 2)], *y = b[toc_rng_below(rng, 3)];
    bool forward = toc_rng_below(rng, 2) == 0;
    toc_modality modality = toc_rng_below(rng, 3) ? TOC_DONE : (toc_modality)toc_rng_below(rng, TOC_MODALITY_COUNT);
    toc_event event = event_make(forward ? x : y, forward ? y : x, "", k->cameo, k->root, k->goldstein, modality,
                                 from + (toc_day)toc_rng_below(rng, (uint64_t)days), row);
    event.confidence = 1 - 0.05 * (double)(row % 12);
    return event;
}

static inline int event_order(const void *left, const void *right) {
    const toc_event *a = left, *b = right;
    return a->date != b->date ? (a->date < b->date ? -1 : 1) : strcmp(a->id.text, b->id.text);
}

/* A pair of count events, which are sorted in place. */
static inline toc_pair pair_make(toc_event *events, size_t count, toc_day asof, toc_arena *arena) {
    toc_pair pair = {.a = side_a(asof), .b = side_b(asof), .asof = asof, .events = events, .count = count};
    pair.sources = toc_arena_array(arena, count + 1, sizeof *pair.sources);
    pair.titles = toc_arena_array(arena, count + 1, sizeof *pair.titles);
    if (count > 0) {
        qsort(events, count, sizeof *events, event_order);
    }
    for (size_t i = 0; i < count; i++) {
        pair.sources[i] = events[i].row % 3 ? TOC_STR("Daily") : TOC_STR("Gazette");
    }
    pair.told = toc_arena_array(arena, count + 1, sizeof *pair.told);
    pair.told_count = count;
    for (size_t i = 0; i < count; i++) {
        pair.told[i] = (toc_told){toc_event_day(&events[i]), events[i].reports, pair.sources[i]};
    }
    return pair;
}

static inline bool same_index(const toc_index *x, const toc_index *y) {
    return x->defined == y->defined && x->events == y->events && x->hostile == y->hostile &&
           x->friendly == y->friendly && x->level == y->level && x->level_ci.low == y->level_ci.low &&
           x->level_ci.high == y->level_ci.high && x->balance == y->balance;
}

static inline bool same_point(const toc_tension_point *x, const toc_tension_point *y) {
    return x->from == y->from && x->to == y->to && same_index(&x->words, &y->words) &&
           same_index(&x->deeds, &y->deeds) && x->reports == y->reports && x->sources == y->sources &&
           x->concentration == y->concentration;
}

#endif
