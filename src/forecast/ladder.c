/* Rungs one by one, then their order, then that no rarer one is likelier; see ladder.h. */
#include "forecast/ladder.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CHANCES_MAX = 1 << 16, EARLIER = 90 };

static const char *const MODEL_EVENTS = "pace 2";
static const char *const MODEL_DISPUTE = "dispute 2";

typedef struct work {
    const toc_ladder_input *in;
    toc_arena *arena;
    toc_ladder *ladder;
    toc_odds *pairs; /* odds of a dispute, one for each pair that the model knows */
    size_t pair_count;
    toc_err *err;
} work;

/* ---- disputes, pair by pair ---------------------------------------------------------- */

static void take_pair(work *w, int cow_a, int cow_b) {
    toc_dispute_chance chance;
    w->ladder->pairs++;
    if (cow_a == 0 || cow_b == 0 || !w->in->chance(w->in->ctx, cow_a, cow_b, &chance)) {
        w->ladder->pairs_missing++;
        return;
    }
    w->pairs[w->pair_count++] = (toc_odds){chance.probability, chance.low, chance.high};
    if (chance.probability > w->ladder->most) {
        w->ladder->most = chance.probability;
        w->ladder->most_a = cow_a;
        w->ladder->most_b = cow_b;
    }
}

static toc_rc take_pairs(work *w) {
    const toc_side *a = w->in->a, *b = w->in->b;
    size_t most = a->member_count * b->member_count;
    if (!w->in->chance)
        return TOC_OK;
    w->pairs = most < CHANCES_MAX ? toc_arena_array(w->arena, most + 1, sizeof *w->pairs) : NULL;
    if (!w->pairs)
        return toc_err_set(w->err, most < CHANCES_MAX ? TOC_ENOMEM : TOC_ELIMIT, "%zu pairs of states are too many",
                           most);
    for (size_t i = 0; i < a->member_count; i++)
        for (size_t k = 0; k < b->member_count; k++)
            if (toc_world_is_state(w->in->world, a->members[i]) && toc_world_is_state(w->in->world, b->members[k]))
                take_pair(w, toc_world_cow(w->in->world, a->members[i]), toc_world_cow(w->in->world, b->members[k]));
    return TOC_OK;
}

/* What part of disputes comes as far as the rung; false where one share is not known. */
static bool share_of(const toc_rates *rates, toc_rung rung, toc_odds *out) {
    *out = (toc_odds){1, 1, 1};
    for (int i = TOC_RUNG_FATAL; i <= (int)rung; i++) {
        const toc_share *share = &rates->shares[i];
        if (!share->defined)
            return false;
        out->probability *= share->estimate;
        out->low *= share->interval.low;
        out->high *= share->interval.high;
    }
    return true;
}

static const toc_war *war_under_way(const work *w) {
    size_t count;
    const toc_war *wars = toc_world_wars(w->in->world, &count);
    for (size_t i = count; i-- > 0;) {
        bool open = wars[i].to == TOC_DAY_NONE || wars[i].to > w->in->a->asof;
        if (open && toc_str_equal(wars[i].kind, TOC_STR("war")) && toc_war_between(&wars[i], w->in->a, w->in->b))
            return &wars[i];
    }
    return NULL;
}

static void fill_dispute(work *w, toc_rung level, toc_ladder_rung *rung) {
    const toc_rates *rates = w->in->rates;
    toc_odds share, all;
    bool single = rates->state_pairs <= 1;
    rung->base = single ? rates->reference[level] : rates->sides[level];
    rung->own = rates->pairs[level];
    rung->share = rates->shares[level];
    rung->model = MODEL_DISPUTE;
    rung->pairs = w->pair_count;
    rung->under_way = war_under_way(w);
    bool shared = share_of(rates, level, &share);
    if (rung->under_way)
        rung->why_not = TOC_STR("a war between the sides goes on; whether one begins is not asked");
    else if (w->pair_count == 0)
        rung->why_not = w->in->no_chance.len ? w->in->no_chance : TOC_STR("the model has no features of these states");
    else if (!shared)
        rung->why_not = TOC_STR("not enough: too few such cases to count which part of disputes comes as far");
    else if (!rung->base.defined)
        rung->why_not = TOC_STR("not enough: too few years on record for a base rate");
    else {
        all = toc_together_of(w->pairs, w->pair_count);
        rung->given = true;
        rung->probability = all.probability * share.probability;
        rung->low = all.low * share.low;
        rung->high = all.high * share.high;
    }
}

/* ---- events and clauses ---------------------------------------------------------------- */

static void fill_pace(const toc_pace_input *in, toc_ladder_rung *rung) {
    toc_pace pace = toc_pace_of(in);
    rung->base = pace.base;
    rung->model = MODEL_EVENTS;
    rung->before = pace.before;
    rung->given = pace.defined;
    rung->probability = pace.probability;
    rung->low = pace.low;
    rung->high = pace.high;
    rung->alone = pace.probability;
    rung->after_one = pace.after_one;
    rung->after_quiet = pace.after_quiet;
    if (!pace.defined)
        rung->why_not = TOC_STR("not enough: what is known covers fewer than 12 months");
}

toc_rc toc_ladder_days(const toc_question *question, const toc_pair *pair, toc_day asof, toc_arena *arena,
                       toc_day **days, toc_id **ids, size_t *count, toc_err *err) {
    size_t found = 0;
    *days = toc_arena_array(arena, pair->count + 1, sizeof **days);
    toc_id *kept = ids ? toc_arena_array(arena, pair->count + 1, sizeof *kept) : NULL;
    if (!*days || (ids && !kept))
        return toc_err_set(err, TOC_ENOMEM, "no memory for the days of %zu events", pair->count);
    for (size_t i = 0; i < pair->count; i++) {
        const toc_event *event = &pair->events[i];
        toc_day day = toc_event_day(event);
        bool late = event->learnt != 0 && event->learnt != TOC_DAY_NONE && event->learnt > asof;
        if (day > asof || late || event->target.code.len == 0 || !toc_question_counts(question, event) ||
            (found > 0 && (*days)[found - 1] == day))
            continue;
        if (ids)
            kept[found] = event->id;
        (*days)[found++] = day;
    }
    *count = found;
    if (ids)
        *ids = kept;
    return TOC_OK;
}

/* How often it is to be expected of such sides; 0: nobody knows. */
static double expected_of(const work *w, const toc_question *q) {
    return w->in->pool ? toc_expect_of(w->in->pool, (size_t)(q - w->in->questions), w->in->a, w->in->b) : 0;
}

/* The days that count, from `first` on. */
static toc_rc pace_input(work *w, const toc_question *q, toc_day asof, toc_pace_input *out) {
    toc_day *all;
    size_t count, early = 0;
    toc_rc rc = toc_ladder_days(q, w->in->pair, asof, w->arena, &all, NULL, &count, w->err);
    if (rc != TOC_OK)
        return rc;
    while (early < count && all[early] < w->in->known_from)
        early++;
    *out = (toc_pace_input){.days = all + early,
                            .count = count - early,
                            .first = w->in->known_from,
                            .asof = asof,
                            .horizon_days = q->horizon_days,
                            .threshold = q->threshold,
                            .half_life_days = TOC_PACE_HALF_LIFE,
                            .expected = expected_of(w, q),
                            .what = "these sides in the ledger"};
    return TOC_OK;
}

static toc_rc fill_events(work *w, toc_ladder_rung *rung) {
    toc_day asof = w->in->a->asof;
    toc_pace_input in, before;
    if (!w->in->pair || w->in->known_from == TOC_DAY_NONE || w->in->known_from > asof) {
        rung->why_not = TOC_STR("not enough: no ledger tells of the time before this day");
        return TOC_OK;
    }
    toc_rc rc = pace_input(w, rung->question, asof, &in);
    rc = rc == TOC_OK ? pace_input(w, rung->question, asof - EARLIER, &before) : rc;
    if (rc != TOC_OK)
        return rc;
    toc_pace earlier = toc_pace_of(&before);
    fill_pace(&in, rung);
    rung->earlier = earlier.defined ? earlier.probability : -1;
    return TOC_OK;
}

static bool binds_any(const toc_world *world, const toc_clause *clause, const toc_side *side) {
    for (size_t i = 0; i < side->member_count; i++)
        if (toc_clause_binds(world, clause, side->members[i], side->asof))
            return true;
    return false;
}

bool toc_ladder_applies(const toc_world *world, const toc_clause *clause, const toc_side *a, const toc_side *b) {
    return toc_str_equal(clause->obliges, TOC_STR("consult")) &&
           (binds_any(world, clause, a) || binds_any(world, clause, b));
}

bool toc_ladder_is_use(const toc_world *world, const toc_invocation *use, const toc_side *a, const toc_side *b) {
    size_t count;
    bool consults = false;
    const toc_clause *clauses = toc_world_clauses(world, &count);
    for (size_t i = 0; i < count && !consults; i++)
        consults = toc_str_equal(clauses[i].id, use->clause) && toc_str_equal(clauses[i].obliges, TOC_STR("consult"));
    return consults && ((toc_side_is_named(use->by, a) && toc_side_is_named(use->against, b)) ||
                        (toc_side_is_named(use->by, b) && toc_side_is_named(use->against, a)));
}

static int by_day(const void *left, const void *right) {
    toc_day a = *(const toc_day *)left, b = *(const toc_day *)right;
    return (a > b) - (a < b);
}

static toc_rc fill_clause(work *w, toc_ladder_rung *rung) {
    size_t clause_count, use_count, count = 0;
    toc_day first = TOC_DAY_NONE, asof = w->in->a->asof;
    const toc_clause *clauses = toc_world_clauses(w->in->world, &clause_count);
    const toc_invocation *uses = toc_world_invocations(w->in->world, &use_count);
    toc_day *days = toc_arena_array(w->arena, use_count + 1, sizeof *days);
    if (!days)
        return toc_err_set(w->err, TOC_ENOMEM, "no memory for the uses of clauses");
    for (size_t i = 0; i < clause_count; i++)
        if (toc_ladder_applies(w->in->world, &clauses[i], w->in->a, w->in->b) &&
            (first == TOC_DAY_NONE || clauses[i].from < first))
            first = clauses[i].from;
    if (first == TOC_DAY_NONE) {
        rung->why_not = TOC_STR("no treaty of either side that obliges to consult is known");
        return TOC_OK;
    }
    for (size_t i = 0; i < use_count; i++)
        if (uses[i].date <= asof && uses[i].date >= first &&
            toc_ladder_is_use(w->in->world, &uses[i], w->in->a, w->in->b))
            days[count++] = uses[i].date;
    qsort(days, count, sizeof *days, by_day);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || days[kept - 1] != days[i])
            days[kept++] = days[i];
    toc_pace_input in = {.days = days,
                         .count = kept,
                         .first = first,
                         .asof = asof,
                         .horizon_days = rung->question->horizon_days,
                         .threshold = rung->question->threshold,
                         .half_life_days = TOC_PACE_HALF_LIFE_RARE,
                         .what = "uses by one side against the other"};
    fill_pace(&in, rung);
    return TOC_OK;
}

static toc_rc fill(work *w, const toc_question *question, toc_ladder_rung *rung) {
    toc_rung level;
    *rung = (toc_ladder_rung){.question = question,
                              .before = -1,
                              .alone = -1,
                              .earlier = -1,
                              .after_one = -1,
                              .after_quiet = -1,
                              .model = ""};
    if (toc_question_rung(question, &level)) {
        fill_dispute(w, level, rung);
        return TOC_OK;
    }
    return question->counts == TOC_COUNTS_EVENTS ? fill_events(w, rung) : fill_clause(w, rung);
}

/* ---- order ----------------------------------------------------------------------------- */

/* The place in the chain of what holds what: 0 outside it, 1 holds disputes, 2 … the rungs of disputes. */
static int link_of(const toc_question *q) {
    toc_rung level;
    if (toc_question_rung(q, &level))
        return 2 + (int)level;
    return q->above.len > 0 && q->horizon_days >= 365 ? 1 : 0;
}

/* A question outside the chain stands before another that is less probable, or of which nothing is known. */
static bool is_likelier(const toc_ladder_rung *x, const toc_ladder_rung *y) {
    return y->given && (!x->given || x->probability > y->probability);
}

/* Insertion: the chain by its links, then each other question before the first that is less likely. */
static void put_in_order(toc_ladder *ladder) {
    toc_ladder_rung *rungs = ladder->rungs;
    for (size_t pass = 0, done = 0; pass < 2; pass++)
        for (size_t i = done; i < ladder->count; i++) {
            toc_ladder_rung rung = rungs[i];
            int link = link_of(rung.question);
            if ((link == 0) != (pass == 1))
                continue;
            size_t at = 0;
            while (at < done && (pass == 0 ? link_of(rungs[at].question) <= link : !is_likelier(&rung, &rungs[at])))
                at++;
            memmove(rungs + done + 1, rungs + done, (i - done) * sizeof *rungs);
            memmove(rungs + at + 1, rungs + at, (done - at) * sizeof *rungs);
            rungs[at] = rung;
            done++;
        }
}

static void raise_to(toc_ladder_rung *rung, const toc_ladder_rung *held) {
    rung->raised = rung->probability < held->probability;
    rung->probability = fmax(rung->probability, held->probability);
    rung->low = fmax(rung->low, held->low);
    rung->high = fmax(rung->high, held->high);
}

/* Questions that hold disputes are at least as likely as these. */
static void raise_all(toc_ladder *ladder) {
    for (size_t i = 0; i < ladder->count; i++)
        for (size_t k = 0; k < ladder->count; k++)
            if (link_of(ladder->rungs[i].question) == 1 && link_of(ladder->rungs[k].question) == 2 + TOC_RUNG_DISPUTE &&
                ladder->rungs[i].given && ladder->rungs[k].given)
                raise_to(&ladder->rungs[i], &ladder->rungs[k]);
}

toc_rc toc_ladder_make(const toc_ladder_input *input, toc_arena *arena, toc_ladder *out, toc_err *err) {
    toc_ladder ladder = {.rungs = toc_arena_array(arena, input->count + 1, sizeof *ladder.rungs),
                         .count = input->count};
    work w = {.in = input, .arena = arena, .ladder = &ladder, .err = err};
    toc_rc rc = ladder.rungs ? toc_sides_apart(input->a, input->b, err)
                             : toc_err_set(err, TOC_ENOMEM, "no memory for %zu questions", input->count);
    rc = rc == TOC_OK ? take_pairs(&w) : rc;
    for (size_t i = 0; rc == TOC_OK && i < input->count; i++)
        rc = fill(&w, &input->questions[i], &ladder.rungs[i]);
    if (rc != TOC_OK)
        return rc;
    raise_all(&ladder);
    put_in_order(&ladder);
    *out = ladder;
    return TOC_OK;
}

static toc_record_forecast record_of(const toc_ladder_rung *rung, const toc_side *a, const toc_side *b, toc_str data,
                                     toc_arena *arena) {
    const toc_question *q = rung->question;
    return (toc_record_forecast){.question = q->id,
                                 .question_hash = toc_str_of(q->hash),
                                 .side_a = a->text,
                                 .side_b = b->text,
                                 .event = toc_question_fill(q->event, a, b, arena),
                                 .rule = toc_question_fill(q->rule, a, b, arena),
                                 .counts = toc_str_of(toc_counts_name(q->counts)),
                                 .events = toc_question_roots(q, arena),
                                 .cameo = q->cameo,
                                 .threshold = q->threshold,
                                 .horizon_days = q->horizon_days,
                                 .asof = a->asof,
                                 .probability = rung->probability,
                                 .low = rung->low,
                                 .high = rung->high,
                                 .base = rung->base.estimate,
                                 .base_low = rung->base.interval.low,
                                 .base_high = rung->base.interval.high,
                                 .base_k = rung->base.onsets,
                                 .base_n = rung->base.pair_years,
                                 .base_unit = toc_str_of(toc_rate_unit(&rung->base)),
                                 .before = rung->before,
                                 .model = toc_str_of(rung->model),
                                 .data = data};
}

toc_rc toc_ladder_lines(const toc_ladder *ladder, const toc_side *a, const toc_side *b, toc_str data, toc_day made,
                        toc_arena *arena, toc_record_line **out, size_t *count, toc_err *err) {
    toc_record_line *lines = toc_arena_array(arena, ladder->count + 1, sizeof *lines);
    size_t given = 0;
    for (size_t i = 0; lines && i < ladder->count; i++)
        if (ladder->rungs[i].given)
            lines[given++] = (toc_record_line){
                .is_forecast = true, .made = made, .forecast = record_of(&ladder->rungs[i], a, b, data, arena)};
    if (!lines || arena->refused)
        return toc_err_set(err, TOC_ENOMEM, "no memory for the lines of %zu forecasts", ladder->count);
    *out = lines;
    *count = given;
    return TOC_OK;
}
