/* The recipe: ledger -> model of the two sides -> assumptions -> runs with and without them -> words. */
#include "op/op_whatif.h"

#include "op/assumption.h"

enum { ROWS = 3 * TOC_STREAM_MARKS };

typedef struct work {
    toc_event_model model;
    toc_whatif_line *lines;
    toc_whatif_change *changes;
    size_t count;
    toc_whatif whatif;
    toc_whatif_row rows[ROWS];
} work;

static toc_rc read_assumptions(work *w, const toc_whatif_ask *ask, toc_day from, toc_err *err) {
    size_t count = ask->with_count + ask->without_count;
    w->lines = toc_arena_array(&w->model.arena, count + 1, sizeof *w->lines);
    w->changes = toc_arena_array(&w->model.arena, count + 1, sizeof *w->changes);
    toc_rc rc = w->lines && w->changes ? TOC_OK : toc_err_set(err, TOC_ENOMEM, "no memory for %zu assumptions", count);
    for (; rc == TOC_OK && w->count < count; w->count++) {
        bool drop = w->count >= ask->with_count;
        const char *text = drop ? ask->without[w->count - ask->with_count] : ask->with[w->count];
        rc = toc_assumption_read(text, drop, &w->model, from, ask->days, &w->lines[w->count], &w->changes[w->count],
                                 err);
    }
    return rc;
}

/* The cells of a mark that who, as the user named the sides, is the source of. */
static unsigned mask_of(const work *w, int mark, toc_whatif_who who) {
    int direction = (who == TOC_WHATIF_B) != w->model.turned;
    return who == TOC_WHATIF_BOTH ? TOC_STREAM_BOTH(mark) : 1u << (direction * TOC_STREAM_MARKS + mark);
}

static toc_rc add_up(work *w, toc_err *err) {
    static const toc_whatif_who order[] = {TOC_WHATIF_BOTH, TOC_WHATIF_A, TOC_WHATIF_B};
    toc_rc rc = TOC_OK;
    for (int i = 0; rc == TOC_OK && i < ROWS; i++) {
        toc_whatif_row *row = &w->rows[i];
        row->mark = TOC_STREAM_MARKS - 1 - i / 3;
        row->who = order[i % 3];
        rc = toc_whatif_add_up(&w->whatif, mask_of(w, row->mark, row->who), &w->model.arena, &row->sum, err);
    }
    return rc;
}

static void write(const work *w, const toc_whatif_ask *ask, toc_day from, toc_buf *out) {
    const toc_event_model *m = &w->model;
    toc_whatif_report report = {.a = m->turned ? &m->pair.b : &m->pair.a,
                                .b = m->turned ? &m->pair.a : &m->pair.b,
                                .world = m->world,
                                .asof = from - 1,
                                .from = from,
                                .days = ask->days,
                                .runs = ask->runs,
                                .models = w->whatif.models,
                                .seed = ask->seed,
                                .events = m->events,
                                .past_days = m->days.days,
                                .pairs = m->pooled.pairs,
                                .branching = toc_hawkes_branching(&m->fitted.model),
                                .lines = w->lines,
                                .line_count = w->count,
                                .rows = w->rows,
                                .row_count = ROWS};
    if (ask->json)
        toc_whatif_add_json(out, &report);
    else
        toc_whatif_add_text(out, &report, ask->style);
}

toc_rc toc_op_whatif(toc_env *env, const toc_whatif_ask *ask, toc_buf *out, toc_err *err) {
    work w = {0};
    toc_whatif_options options = {ask->days, ask->runs, ask->seed, ask->threads};
    toc_day from = TOC_DAY_NONE;
    if (ask->with_count + ask->without_count == 0)
        return toc_err_set(err, TOC_EUSAGE, "no assumption: say --with \"CONSULT monthly\" or --without THREATEN");
    toc_event_model_init(&w.model);
    toc_rc rc = toc_event_model_read(&w.model, env, ask->side_a, ask->side_b, ask->asof, TOC_HAWKES_POWER, false, err);
    if (rc == TOC_OK) {
        from = w.model.facts.last + 1;
        rc = read_assumptions(&w, ask, from, err);
    }
    rc = rc == TOC_OK ? toc_whatif_run(&w.model.pooled, &w.model.days, &w.model.fitted.model, w.changes, w.count,
                                       &options, &w.model.arena, &w.whatif, err)
                      : rc;
    rc = rc == TOC_OK ? add_up(&w, err) : rc;
    if (rc == TOC_OK)
        write(&w, ask, from, out);
    toc_event_model_fini(&w.model);
    return rc == TOC_OK && out->failed ? toc_err_set(err, TOC_ENOMEM, "no memory for the answer") : rc;
}
