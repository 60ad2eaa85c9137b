/*
 * bloc: what the ladder says of sides of several states, and what came; script/accuracy forecast bloc scores it.
 *
 * usage: train-bloc DATA ODDS < SIDES
 * SIDES: lines "YEAR<tab>CODES<tab>CODES", the states of a side with '+' between them. ODDS: what a model says of every
 * pair in those years (train-dispute odds). Each year is asked from its first day, by the tables of DATA. For each line
 * and rung of disputes that is given: year, number of the line, rung (0 a dispute … 3 a war), probability, low, high,
 * what it would be if pairs were independent, 1 when it came in that year, states of either side, pairs.
 */
#include "base/file.h"
#include "forecast/dispute_odds.h"
#include "forecast/ladder.h"

#include <math.h>
#include <stdio.h>

#define BYTES_MAX ((size_t)1 << 28)

typedef struct work {
    toc_world *world;
    toc_dispute_odds odds;
    toc_question *questions;
    size_t question_count;
    int year;
    double none; /* log of the probability that no pair has one, if they were independent */
} work;

static bool chance(void *ctx, int cow_a, int cow_b, toc_dispute_chance *out) {
    work *w = ctx;
    if (!toc_dispute_odds_find(&w->odds, w->year, cow_a, cow_b, out))
        return false;
    w->none += log1p(-out->probability);
    return true;
}

static int came(const work *w, const toc_side *a, const toc_side *b, toc_rung rung) {
    toc_base_rate r = toc_world_base_rate_between(w->world, a, b, w->year, w->year);
    const int counts[TOC_RUNG_COUNT] = {r.disputes.count, r.fatals.count, r.deaths25.count, r.deaths1000.count};
    return counts[rung] > 0;
}

static toc_rc ask(work *w, size_t line, toc_str text_a, toc_str text_b, toc_err *err) {
    toc_arena arena;
    toc_side a, b;
    toc_rates rates;
    toc_ladder ladder = {.count = 0};
    toc_day asof = toc_day_of(w->year, 1, 1);
    toc_arena_init(&arena, 0);
    w->none = 0;
    toc_rc rc = toc_side_parse(w->world, text_a, asof, &arena, &a, err);
    rc = rc == TOC_OK ? toc_side_parse(w->world, text_b, asof, &arena, &b, err) : rc;
    if (rc == TOC_OK) {
        toc_rates_make(w->world, &a, &b, &rates);
        const toc_ladder_input in = {.world = w->world,
                                     .a = &a,
                                     .b = &b,
                                     .questions = w->questions,
                                     .count = w->question_count,
                                     .rates = &rates,
                                     .known_from = TOC_DAY_NONE,
                                     .chance = chance,
                                     .ctx = w};
        rc = toc_ladder_make(&in, &arena, &ladder, err);
    }
    double dispute = 0;
    for (size_t i = 0; i < ladder.count; i++) {
        const toc_ladder_rung *r = &ladder.rungs[i];
        toc_rung rung;
        if (!r->given || !toc_question_rung(r->question, &rung))
            continue;
        dispute = rung == TOC_RUNG_DISPUTE ? r->probability : dispute;
        printf("%d\t%zu\t%d\t%.6f\t%.6f\t%.6f\t%.6f\t%d\t%zu\t%zu\t%zu\n", w->year, line, (int)rung, r->probability,
               r->low, r->high, r->probability / dispute * -expm1(w->none), came(w, &a, &b, rung), a.member_count,
               b.member_count, ladder.pairs - ladder.pairs_missing);
    }
    toc_arena_fini(&arena);
    return rc;
}

static toc_rc read_all(work *w, char **argv, toc_arena *arena, toc_str *lines, toc_err *err) {
    toc_str odds = {NULL, 0}, folder = toc_arena_printf(arena, "%s/questions", argv[1]);
    toc_rc rc = toc_world_new(argv[1], &w->world, err);
    rc = rc == TOC_OK ? toc_questions_read(folder.ptr, arena, &w->questions, &w->question_count, err) : rc;
    rc = rc == TOC_OK ? toc_file_read(argv[2], BYTES_MAX, arena, &odds, err) : rc;
    rc = rc == TOC_OK ? toc_dispute_odds_read(odds, argv[2], &w->odds, err) : rc;
    return rc == TOC_OK ? toc_file_read("-", BYTES_MAX, arena, lines, err) : rc;
}

int main(int argc, char **argv) {
    work w = {.world = NULL};
    toc_arena arena;
    toc_str rest = {NULL, 0};
    toc_err err = {0};
    if (argc != 3)
        return fputs("usage: train-bloc DATA ODDS < SIDES\n", stderr), 2;
    toc_arena_init(&arena, 0);
    toc_rc rc = read_all(&w, argv, &arena, &rest, &err);
    for (size_t line = 1; rc == TOC_OK && rest.ptr && rest.len > 0; line++) {
        toc_str text = toc_str_cut(&rest, '\n'), year = toc_str_cut(&text, '\t'), a = toc_str_cut(&text, '\t');
        int64_t number = 0;
        if (!toc_str_to_i64(year, &number))
            rc = toc_err_set(&err, TOC_EFORMAT, "line %zu has no year", line);
        w.year = (int)number;
        rc = rc == TOC_OK ? ask(&w, line, a, text, &err) : rc;
        if (rc == TOC_EUSAGE && w.year > 0) { /* a side without a state of ours on that day, or with a shared one */
            fprintf(stderr, "line %zu is left out: %s\n", line, err.text);
            rc = TOC_OK;
        }
    }
    toc_world_free(w.world);
    toc_arena_fini(&arena);
    if (rc != TOC_OK)
        return fprintf(stderr, "train-bloc: %s\n", err.text), 1;
    return 0;
}
