/* One pass over the record for each group; see score.h. */
#include "forecast/score.h"

#include <math.h>
#include <stdlib.h>

/* Sums of what is averaged in the end. */
typedef struct sums {
    double brier, log, base_brier, base_log, before_brier, known_brier;
} sums;

static double squared(double p, bool happened) {
    double miss = p - (happened ? 1 : 0);
    return miss * miss;
}

static double surprise(double p, bool happened) {
    const double edge = 1e-6;
    p = fmin(fmax(happened ? p : 1 - p, edge), 1 - edge);
    return -log(p);
}

static void take_bin(toc_score_group *g, double p, bool happened) {
    int at = (int)(p * TOC_SCORE_BINS);
    toc_score_bin *bin = &g->bins[at >= TOC_SCORE_BINS ? TOC_SCORE_BINS - 1 : at];
    bin->mean += p;
    bin->count++;
    bin->hits += happened;
}

static void take_resolved(toc_score_group *g, sums *s, const toc_record_forecast *f, bool happened) {
    double p = f->probability;
    g->yes += happened;
    g->no += !happened;
    s->brier += squared(p, happened);
    s->log += surprise(p, happened);
    s->base_brier += squared(f->base, happened);
    s->base_log += surprise(f->base, happened);
    if (f->before >= 0) {
        g->before_count++;
        s->before_brier += squared(f->before, happened);
        s->known_brier += squared(p, happened);
    }
    take_bin(g, p, happened);
}

static bool same_question(const toc_record_forecast *x, const toc_record_forecast *y) {
    return toc_str_equal(x->question_hash, y->question_hash) && toc_str_equal(x->side_a, y->side_a) &&
           toc_str_equal(x->side_b, y->side_b);
}

/* Is there none of the same question before it in the record, resolved, whose window overlaps? Compared with the last
 * one that counted. */
static bool stands_alone(const toc_record *record, const bool *counted, size_t at) {
    const toc_record_forecast *f = &record->lines[at].forecast;
    for (size_t i = 0; i < at; i++) {
        const toc_record_forecast *old = &record->lines[i].forecast;
        if (counted[i] && same_question(old, f) && abs(old->asof - f->asof) < f->horizon_days)
            return false;
    }
    return true;
}

static double over(double sum, size_t count) {
    return count ? sum / (double)count : NAN;
}

static double skill(double own, double other) {
    return other > 0 ? 1 - own / other : NAN;
}

static void finish(toc_score_group *g, const sums *s) {
    size_t count = g->yes + g->no;
    g->brier = over(s->brier, count);
    g->log = over(s->log, count);
    g->base_brier = over(s->base_brier, count);
    g->base_log = over(s->base_log, count);
    g->skill = skill(g->brier, g->base_brier);
    g->log_skill = skill(g->log, g->base_log);
    g->before_brier = over(s->before_brier, g->before_count);
    g->before_skill = skill(over(s->known_brier, g->before_count), g->before_brier);
    for (int i = 0; i < TOC_SCORE_BINS; i++) {
        g->bins[i].interval = toc_interval_jeffreys((int64_t)g->bins[i].hits, (int64_t)g->bins[i].count, 0.95);
        g->bins[i].mean = over(g->bins[i].mean, g->bins[i].count);
    }
}

/* question empty: all. counted: one for each line, cleared. */
static toc_score_group group_of(const toc_record *record, toc_str question, bool *counted) {
    toc_score_group g = {.question = question};
    sums s = {0};
    for (size_t i = 0; i < record->count; i++) {
        const toc_record_line *line = &record->lines[i];
        counted[i] = false;
        if (!line->is_forecast || (question.len > 0 && !toc_str_equal(line->forecast.question, question)))
            continue;
        g.made++;
        if (!line->resolved) {
            g.open++;
            continue;
        }
        toc_outcome outcome = record->lines[line->resolved - 1].resolution.outcome;
        if (outcome == TOC_OUTCOME_VOID) {
            g.voids++;
            continue;
        }
        take_resolved(&g, &s, &line->forecast, outcome == TOC_OUTCOME_YES);
        g.late += line->made > line->forecast.asof + line->forecast.horizon_days;
        counted[i] = stands_alone(record, counted, i);
        g.questions += counted[i];
    }
    finish(&g, &s);
    return g;
}

static int by_question(const void *left, const void *right) {
    return toc_str_compare(((const toc_score_group *)left)->question, ((const toc_score_group *)right)->question);
}

static bool has_group(const toc_score *score, toc_str question) {
    for (size_t i = 0; i < score->count; i++)
        if (toc_str_equal(score->groups[i].question, question))
            return true;
    return false;
}

toc_rc toc_score_make(const toc_record *record, toc_arena *arena, toc_score *out, toc_err *err) {
    toc_score score = {.count = 0};
    size_t room = 0;
    bool *counted = toc_arena_array(arena, record->count + 1, sizeof *counted);
    if (!counted)
        return toc_err_set(err, TOC_ENOMEM, "no memory to score %zu lines", record->count);
    score.all = group_of(record, TOC_STR(""), counted);
    for (size_t i = 0; i < record->count; i++) {
        const toc_record_line *line = &record->lines[i];
        if (!line->is_forecast || has_group(&score, line->forecast.question))
            continue;
        toc_score_group *wide = toc_arena_widen(arena, score.groups, score.count, &room, sizeof *wide, 8);
        if (!wide)
            return toc_err_set(err, TOC_ENOMEM, "no memory to score %zu lines", record->count);
        score.groups = wide;
        wide[score.count++] = group_of(record, line->forecast.question, counted);
    }
    if (score.count > 1)
        qsort(score.groups, score.count, sizeof *score.groups, by_question);
    *out = score;
    return TOC_OK;
}

toc_score_group toc_score_of(const toc_score *score, toc_str question) {
    toc_score_group nothing = {.question = question};
    sums none = {0};
    for (size_t i = 0; i < score->count; i++)
        if (toc_str_equal(score->groups[i].question, question))
            return score->groups[i];
    finish(&nothing, &none);
    return nothing;
}
