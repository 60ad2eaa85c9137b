/* One function for each kind of source; see resolve.h. */
#include "forecast/resolve.h"

#include "base/table.h"
#include "forecast/ladder.h"

/* How long after the window a source is waited for, as the questions say. */
enum { WAIT_LEDGER = 365, WAIT_CLAUSE = 3 * 365, WAIT_DISPUTE = 5 * 365, EVIDENCE_MAX = 20 };

typedef struct work {
    const toc_record_forecast *f;
    const toc_resolve_input *in;
    toc_question q;
    toc_day from, to;
    toc_arena *arena;
    toc_verdict *out;
    toc_err *err;
} work;

toc_rc toc_coverage_read(const char *data_dir, toc_arena *arena, toc_coverage *out, toc_err *err) {
    static const char *const columns[] = {"source", "from", "to"};
    toc_str cells[3], path = toc_arena_printf(arena, "%s/questions/coverage.tsv", data_dir);
    toc_table table;
    toc_coverage made = {NULL, 0};
    size_t room = 0;
    bool more = true;
    toc_rc rc = path.ptr ? toc_table_open(&table, path.ptr, columns, 3, arena, err)
                         : toc_err_set(err, TOC_ENOMEM, "no memory for the coverage of sources");
    while (rc == TOC_OK && (rc = toc_table_next(&table, cells, &more, err)) == TOC_OK && more) {
        toc_coverage_row row = {cells[0], toc_day_parse(cells[1]), toc_day_parse(cells[2])};
        toc_coverage_row *wide = toc_arena_widen(arena, made.rows, made.count, &room, sizeof *wide, 8);
        if (row.from == TOC_DAY_NONE || row.to < row.from)
            return toc_err_set(err, TOC_EFORMAT, "%s:%zu: from and to are no days in order", path.ptr, table.line);
        if (!wide)
            return toc_err_set(err, TOC_ENOMEM, "no memory for the coverage of sources");
        made.rows = wide;
        made.rows[made.count++] = row;
    }
    if (rc == TOC_OK)
        *out = made;
    return rc;
}

static bool covers(const toc_coverage *coverage, toc_str source, toc_day from, toc_day to) {
    for (size_t i = 0; i < coverage->count; i++)
        if (toc_str_equal(coverage->rows[i].source, source) && coverage->rows[i].from <= from &&
            coverage->rows[i].to >= to)
            return true;
    return false;
}

static bool is_over(const work *w) {
    return w->in->asof > w->to;
}

static void stay_open(work *w, const char *why) {
    w->out->reason = toc_str_of(is_over(w) ? why : "the window is not over");
}

static void close_as(work *w, toc_outcome outcome, toc_str reason, toc_str evidence) {
    *w->out = (toc_verdict){.closed = true, .outcome = outcome, .reason = reason, .evidence = evidence};
}

static void close_if_late(work *w, int wait_days, const char *why) {
    if (w->in->asof > w->to + wait_days)
        close_as(w, TOC_OUTCOME_VOID, toc_str_of(why), TOC_STR(""));
    else
        stay_open(w, why);
}

/* ---- events of the ledger ----------------------------------------------------------------- */

static toc_rc resolve_events(work *w) {
    const toc_resolve_input *in = w->in;
    toc_day *days;
    toc_id *ids;
    size_t count, hits = 0;
    toc_str evidence = {"", 0};
    if (!in->pair ||
        toc_str_find(w->f->data, toc_arena_printf(w->arena, "ledger %.*s", TOC_FMT(in->ledger)), 0) == SIZE_MAX) {
        w->out->reason = TOC_STR("the ledger is not the one that the forecast was made from");
        return TOC_OK;
    }
    toc_rc rc = toc_ladder_days(&w->q, in->pair, in->pair->asof, w->arena, &days, &ids, &count, w->err);
    for (size_t i = 0; rc == TOC_OK && i < count && (int)hits < w->q.threshold; i++) {
        if (days[i] < w->from || days[i] > w->to)
            continue;
        if (hits++ < EVIDENCE_MAX)
            evidence = toc_arena_printf(w->arena, "%.*s%s%s", TOC_FMT(evidence), evidence.len ? " " : "", ids[i].text);
    }
    if (rc != TOC_OK)
        return rc;
    if ((int)hits >= w->q.threshold)
        close_as(w, TOC_OUTCOME_YES, TOC_STR("it stands in the ledger"), evidence);
    else if (is_over(w) && in->ledger_from <= w->from && in->ledger_to >= w->to)
        close_as(w, TOC_OUTCOME_NO, TOC_STR("the ledger covers the window and has none"), TOC_STR(""));
    else
        close_if_late(w, WAIT_LEDGER, "the ledger does not cover the window");
    return TOC_OK;
}

/* ---- clauses -------------------------------------------------------------------------------- */

static bool all_clauses_cover(const work *w) {
    size_t count, any = 0;
    const toc_clause *clauses = toc_world_clauses(w->in->world, &count);
    for (size_t i = 0; i < count; i++) {
        if (!toc_ladder_applies(w->in->world, &clauses[i], w->in->a, w->in->b))
            continue;
        if (!covers(w->in->coverage, clauses[i].id, w->from, w->to))
            return false;
        any++;
    }
    return any > 0;
}

static toc_rc resolve_clause(work *w) {
    size_t count;
    char day[11];
    const toc_invocation *uses = toc_world_invocations(w->in->world, &count);
    for (size_t i = 0; i < count; i++)
        if (uses[i].date >= w->from && uses[i].date <= w->to && uses[i].date <= w->in->asof &&
            toc_ladder_is_use(w->in->world, &uses[i], w->in->a, w->in->b)) {
            close_as(w, TOC_OUTCOME_YES, TOC_STR("data/world/invocations.tsv has it"),
                     toc_arena_printf(w->arena, "%.*s:%s", TOC_FMT(uses[i].clause), toc_day_format(uses[i].date, day)));
            return TOC_OK;
        }
    if (is_over(w) && all_clauses_cover(w))
        close_as(w, TOC_OUTCOME_NO, TOC_STR("data/world/invocations.tsv covers the window and has none"), TOC_STR(""));
    else
        close_if_late(w, WAIT_CLAUSE, "no complete list of uses covers the window");
    return TOC_OK;
}

/* ---- disputes by the year -------------------------------------------------------------------- */

static const toc_onsets *cases_of(const toc_base_rate *rate, toc_rung rung) {
    const toc_onsets *const cases[TOC_RUNG_COUNT] = {&rate->disputes, &rate->fatals, &rate->deaths25,
                                                     &rate->deaths1000};
    return cases[rung];
}

/* What the years of the window hold: a case in a whole one, in a part of one; whether the source covers all. */
typedef struct years {
    bool whole, part, covered;
    toc_str evidence;
} years;

static years look_at_years(const work *w, toc_rung rung) {
    years out = {.covered = true, .evidence = {"", 0}};
    bool deaths = rung >= TOC_RUNG_DEATHS;
    for (int y = toc_day_civil(w->from).year; y <= toc_day_civil(w->to).year; y++) {
        toc_day first = toc_day_of(y, 1, 1), last = toc_day_of(y, 12, 31);
        toc_day needed = deaths ? toc_day_of(y + 1, 12, 31) : last; /* deaths are looked for in the next year, too */
        if (!covers(w->in->coverage, deaths ? TOC_STR("deaths") : TOC_STR("disputes"), first, needed)) {
            out.covered = false;
            continue;
        }
        toc_base_rate rate = toc_world_base_rate_between(w->in->world, w->in->a, w->in->b, y, y);
        const toc_onsets *cases = cases_of(&rate, rung);
        if (cases->count == 0)
            continue;
        bool inside = first >= w->from && last <= w->to;
        out.whole |= inside;
        out.part |= !inside;
        if (inside || !out.whole)
            out.evidence = toc_arena_printf(w->arena, "disputes:%.*s-%.*s:%d", TOC_FMT(cases->newest[0].state_a),
                                            TOC_FMT(cases->newest[0].state_b), y);
    }
    return out;
}

/* A yes from the table of wars since 2001: any fatal clash of the two, or a war, that began in the window. */
static bool find_war(work *w, toc_rung rung) {
    size_t count;
    const toc_war *wars = toc_world_wars(w->in->world, &count);
    toc_side a = *w->in->a, b = *w->in->b;
    a.asof = b.asof = w->in->asof; /* by when it is known */
    for (size_t i = 0; i < count && rung > TOC_RUNG_DISPUTE; i++)
        if (wars[i].from >= w->from && wars[i].from <= w->to && toc_war_between(&wars[i], &a, &b) &&
            (rung == TOC_RUNG_FATAL || toc_str_equal(wars[i].kind, TOC_STR("war")))) {
            close_as(w, TOC_OUTCOME_YES, TOC_STR("data/world/wars.tsv has it"), wars[i].id);
            return true;
        }
    return false;
}

/* By UCDP's events, where there are any; false: they do not tell. */
static bool ask_ged(work *w, toc_rung rung) {
    static const int64_t deaths[TOC_RUNG_COUNT] = {0, 1, 25, 1000};
    const toc_event *shown;
    int first = toc_day_civil(w->from).year, last = toc_day_civil(w->to).year;
    if (!w->in->ged || rung == TOC_RUNG_DISPUTE || !toc_ged_covers(w->in->ged, first - 1, first - 1))
        return false;
    toc_ged_found found = toc_ged_ask(w->in->ged_pair, w->from, w->to, deaths[rung], &shown);
    toc_str evidence = shown ? toc_arena_printf(w->arena, "%s", shown->id.text) : TOC_STR("");
    if (found == TOC_GED_BEGAN)
        close_as(w, TOC_OUTCOME_YES, TOC_STR("UCDP GED has it, in the ledger"), evidence);
    else if (found == TOC_GED_BLURRED && is_over(w))
        close_as(w, TOC_OUTCOME_VOID, TOC_STR("UCDP GED does not tell whether it began within the window"), evidence);
    else if (found == TOC_GED_NONE && is_over(w) && rung >= TOC_RUNG_DEATHS &&
             toc_ged_covers(w->in->ged, first, last + 1))
        close_as(w, TOC_OUTCOME_NO, TOC_STR("UCDP GED in the ledger covers the window and the year after and has none"),
                 TOC_STR(""));
    return w->out->closed;
}

static toc_rc resolve_dispute(work *w, toc_rung rung) {
    years y = look_at_years(w, rung);
    if (find_war(w, rung) || (!y.covered && !y.whole && ask_ged(w, rung)))
        return TOC_OK;
    if (y.whole)
        close_as(w, TOC_OUTCOME_YES, TOC_STR("data/world/disputes.tsv has it in a year that is whole in the window"),
                 y.evidence);
    else if (!is_over(w) || !y.covered)
        close_if_late(w, WAIT_DISPUTE, "no source covers the window");
    else if (y.part)
        close_as(w, TOC_OUTCOME_VOID,
                 TOC_STR("the source tells the year only, and one began in a year that is not whole in the window"),
                 y.evidence);
    else
        close_as(w, TOC_OUTCOME_NO, TOC_STR("data/world/disputes.tsv covers the window and has none"), TOC_STR(""));
    return TOC_OK;
}

toc_rc toc_resolve(const toc_record_forecast *forecast, const toc_resolve_input *input, toc_arena *arena,
                   toc_verdict *out, toc_err *err) {
    toc_verdict verdict = {.reason = {"", 0}, .evidence = {"", 0}};
    toc_rung rung;
    work w = {.f = forecast,
              .in = input,
              .from = forecast->asof + 1,
              .to = forecast->asof + forecast->horizon_days,
              .arena = arena,
              .out = &verdict,
              .err = err};
    if (!toc_question_again(forecast->counts, forecast->events, forecast->cameo, forecast->threshold,
                            forecast->horizon_days, &w.q))
        return toc_err_set(err, TOC_EFORMAT, "there is no rule that counts \"%.*s\"", TOC_FMT(forecast->counts));
    toc_rc rc = toc_question_rung(&w.q, &rung)    ? resolve_dispute(&w, rung)
                : w.q.counts == TOC_COUNTS_EVENTS ? resolve_events(&w)
                                                  : resolve_clause(&w);
    if (rc == TOC_OK && arena->refused)
        rc = toc_err_set(err, TOC_ENOMEM, "no memory to resolve a forecast");
    if (rc == TOC_OK)
        *out = verdict;
    return rc;
}
