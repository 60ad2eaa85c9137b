/* The recipe: model, world -> the pair as the model sees it -> odds with all that belongs to them -> text. */
#include "op/op_forecast.h"

#include "base/file.h"
#include "op/dispute_files.h"

#define MODEL_BYTES_MAX ((size_t)256 << 20)

enum { YEAR_DAYS = 365, ALIKE = 10 };

typedef struct work {
    const toc_forecast_options *o;
    const toc_world *world;
    toc_arena arena;
    toc_dispute_model *model;
    toc_dispute_facts facts;
    toc_side a, b;
    int cow_a, cow_b, year; /* the calendar year that stands for the window */
    toc_dispute_seen seen;
    toc_str basis;
} work;

static toc_rc one_state(work *w, const char *text, toc_day asof, toc_side *out, int *cow, toc_err *err) {
    toc_rc rc = toc_side_parse(w->world, toc_str_of(text), asof, &w->arena, out, err);
    if (rc == TOC_OK && (out->member_count != 1 || !toc_world_is_state(w->world, out->members[0])))
        return toc_err_set(err, TOC_EUSAGE, "\"%s\" is not one state; the model of disputes is about pairs of states",
                           text);
    *cow = rc == TOC_OK ? toc_world_cow(w->world, out->members[0]) : 0;
    return rc == TOC_OK && *cow == 0
               ? toc_err_set(err, TOC_ENOTFOUND, "\"%s\" has no number in the Correlates of War: no features", text)
               : rc;
}

static toc_rc read_model(toc_env *env, work *w, toc_err *err) {
    const char *path = w->o->model;
    toc_str text;
    toc_rc rc = path ? TOC_OK : toc_env_model_path(env, "dispute.bin", &w->arena, &path, err);
    rc = rc == TOC_OK ? toc_file_read(path, MODEL_BYTES_MAX, &w->arena, &text, err) : rc;
    rc = rc == TOC_OK ? toc_dispute_model_read(text, path, &w->model, err) : rc;
    if (rc == TOC_OK)
        w->facts = toc_dispute_model_facts(w->model);
    return rc;
}

/* From the folder: the features of the very year. */
static toc_rc see_in_folder(work *w, toc_err *err) {
    toc_dispute_panel *panel = NULL;
    toc_dispute_features features = {0};
    bool found = false;
    toc_rc rc = toc_dispute_files_read(w->o->folder, &panel, err);
    rc = rc == TOC_OK ? toc_dispute_features_make(panel, w->year, w->year, &features, err) : rc;
    int a = rc == TOC_OK ? toc_dispute_panel_state(panel, w->cow_a) : 0;
    int b = rc == TOC_OK ? toc_dispute_panel_state(panel, w->cow_b) : 0;
    for (size_t i = 0; i < features.count && !found; i++) {
        const toc_dispute_row *row = &panel->rows[features.rows[i]];
        found = (row->a == a && row->b == b) || (row->a == b && row->b == a);
        if (found)
            toc_dispute_see(w->model, features.values + i * TOC_DISPUTE_FEATURE_COUNT, &w->seen);
    }
    if (rc == TOC_OK && !found)
        rc = toc_err_set(err, TOC_ENOTFOUND, "\"%s\" has no row of %s and %s in %d", w->o->folder, w->o->a, w->o->b,
                         w->year);
    w->basis = toc_arena_printf(&w->arena, "known before %d, from %s; outcomes of disputes to %d", w->year,
                                w->o->folder, features.outcomes_to);
    toc_dispute_features_fini(&features);
    toc_dispute_panel_free(panel);
    return rc;
}

static toc_rc see_stored(work *w, toc_err *err) {
    if (!w->facts.now)
        return toc_err_set(err, TOC_EUSAGE,
                           "the model was fitted without --now and holds no features: give --dyads DIR");
    if (w->year < w->facts.now)
        return toc_err_set(err, TOC_EUSAGE,
                           "the model holds features for %d and later only; for %d give the data: --dyads DIR",
                           w->facts.now, w->year);
    if (!toc_dispute_seen_now(w->model, w->cow_a, w->cow_b, &w->seen))
        return toc_err_set(err, TOC_ENOTFOUND, "the model holds no features of %s and %s", w->o->a, w->o->b);
    w->basis = toc_arena_printf(&w->arena,
                                "the newest that the model holds: facts of states and treaties up to %d as far as the "
                                "sources reach (ATOP to 2018, IGOs to 2014), outcomes of disputes up to %d only; what "
                                "happened since is not in this figure",
                                w->facts.now - 1, w->facts.outcomes_to);
    return TOC_OK;
}

static toc_rc make_forecast(work *w, const toc_forecast **out, toc_err *err) {
    toc_rates rates;
    char first[11], last[11];
    toc_arena *arena = &w->arena;
    toc_rates_make(w->world, &w->a, &w->b, &rates);
    toc_dispute_chance chance = toc_dispute_predict(w->model, &w->seen);
    toc_day_format(w->a.asof, first), toc_day_format(w->a.asof + YEAR_DAYS - 1, last);
    toc_forecast_parts parts = {
        .from = w->a.asof,
        .horizon_days = YEAR_DAYS,
        .probability = chance.probability,
        .low = chance.low,
        .high = chance.high,
        .base = &rates.reference[TOC_RUNG_DISPUTE],
        .own = &rates.pairs[TOC_RUNG_DISPUTE],
        .basis = w->basis,
        .record = TOC_STR("none yet: no forecast of this kind has been resolved. Out of time, on 1991-2000: "
                          "doc/method/dispute.md"),
        .title =
            toc_arena_printf(arena, "%.*s – %.*s: a militarised dispute", TOC_FMT(w->a.label), TOC_FMT(w->b.label)),
        .question =
            toc_arena_printf(arena, "Will a militarised interstate dispute between %.*s and %.*s begin from %s to %s?",
                             TOC_FMT(w->a.label), TOC_FMT(w->b.label), first, last),
        .resolution =
            toc_arena_printf(arena,
                             "yes, if the first release of the dyadic MID data (Correlates of War, or Gibler, Miller "
                             "and Little) that covers these days has a dispute with COW %d and COW %d on "
                             "opposing sides whose first day for the pair is among them; else no",
                             w->cow_a, w->cow_b)};
    if (w->year <= w->facts.until)
        parts.warning = toc_arena_printf(
            arena, "the model has learnt the outcomes of %d itself: not a forecast, and no test of one", w->year);
    if (arena->refused)
        return toc_err_set(err, TOC_ENOMEM, "no memory for the forecast");
    return toc_forecast_new(&parts, arena, out, err);
}

static void write(const work *w, const toc_forecast *forecast, toc_buf *out) {
    toc_dispute_part parts[TOC_DISPUTE_FEATURE_COUNT + 1];
    toc_dispute_case cases[ALIKE];
    toc_forecast_why why = {.parts = parts, .part_count = TOC_DISPUTE_FEATURE_COUNT + 1, .cases = cases};
    if (w->o->why) {
        toc_dispute_explain(w->model, &w->seen, parts, &why.base);
        why.case_count = toc_dispute_alike(w->model, &w->seen, cases, ALIKE);
    }
    if (w->o->json)
        toc_forecast_add_json(out, forecast, w->o->why ? &why : NULL, w->world);
    else
        toc_forecast_add_text(out, forecast, w->o->why ? &why : NULL, w->world, w->o->style);
}

toc_rc toc_op_forecast(toc_env *env, const toc_forecast_options *options, toc_buf *out, toc_err *err) {
    work w = {.o = options};
    const toc_forecast *forecast = NULL;
    toc_day asof = options->asof == TOC_DAY_NONE ? toc_day_today() : options->asof;
    toc_arena_init(&w.arena, 0);
    w.year = toc_day_civil(asof).year;
    toc_rc rc = toc_env_world(env, &w.world, err);
    rc = rc == TOC_OK ? one_state(&w, options->a, asof, &w.a, &w.cow_a, err) : rc;
    rc = rc == TOC_OK ? one_state(&w, options->b, asof, &w.b, &w.cow_b, err) : rc;
    if (rc == TOC_OK && w.cow_a == w.cow_b)
        rc = toc_err_set(err, TOC_EUSAGE, "name two states that differ, not \"%s\" twice", options->a);
    rc = rc == TOC_OK ? read_model(env, &w, err) : rc;
    rc = rc != TOC_OK ? rc : options->folder ? see_in_folder(&w, err) : see_stored(&w, err);
    rc = rc == TOC_OK ? make_forecast(&w, &forecast, err) : rc;
    if (rc == TOC_OK)
        write(&w, forecast, out);
    if (rc == TOC_OK && out->failed)
        rc = toc_err_set(err, TOC_ENOMEM, "no memory for the forecast");
    toc_dispute_model_free(w.model);
    toc_arena_fini(&w.arena);
    return rc;
}
