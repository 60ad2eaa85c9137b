/* The recipe: sides -> events -> model -> ladder -> forecast ledger -> text. */
#include "op/op_forecast.h"

#include "op/questions.h"

enum { ALIKE = 10 };

typedef struct work {
    const toc_forecast_options *o;
    const toc_world *world;
    toc_arena arena;
    toc_question question;
    toc_structure structure;
    toc_side a, b;
    toc_pair pair;
    toc_questions asked;
    const char *record;
} work;

static toc_rc find_question(toc_env *env, work *w, toc_str *a, toc_str *b, toc_err *err) {
    const toc_forecast_options *o = w->o;
    toc_rc rc = o->question ? toc_questions_find(env, o->question, &w->arena, &w->question, err) : TOC_OK;
    *a = toc_str_of(o->a), *b = toc_str_of(o->b);
    if (rc != TOC_OK || !o->question)
        return rc;
    bool open = toc_question_is_open(&w->question);
    if (open != (o->a != NULL))
        return toc_err_set(err, TOC_EUSAGE,
                           open ? "the question \"%s\" wants two sides: tocsin forecast A B --question"
                                : "the question \"%s\" names its own sides; give none",
                           o->question);
    if (!open)
        *a = w->question.side_a, *b = w->question.side_b;
    return TOC_OK;
}

static toc_rc read_sides(toc_env *env, work *w, toc_err *err) {
    toc_str a, b;
    toc_day asof = w->o->asof == TOC_DAY_NONE ? toc_day_today() : w->o->asof;
    toc_rc rc = toc_env_world(env, &w->world, err);
    rc = rc == TOC_OK ? find_question(env, w, &a, &b, err) : rc;
    rc = rc == TOC_OK ? toc_side_parse(w->world, a, asof, &w->arena, &w->a, err) : rc;
    rc = rc == TOC_OK ? toc_side_parse(w->world, b, asof, &w->arena, &w->b, err) : rc;
    return rc == TOC_OK ? toc_sides_apart(&w->a, &w->b, err) : rc;
}

static toc_rc read_events(toc_env *env, work *w, toc_store **store, toc_err *err) {
    const toc_linking *linking = NULL;
    toc_rc rc = toc_env_store_if_any(env, store, err);
    if (rc != TOC_OK || !*store)
        return rc;
    rc = toc_env_linking(env, &linking, err);
    return rc == TOC_OK ? toc_pair_of(*store, linking, &w->a, &w->b, w->a.asof, &w->arena, &w->pair, err) : rc;
}

static toc_rc record(work *w, toc_err *err) {
    toc_record_line *lines = NULL;
    size_t count = 0;
    toc_record_written written = {.added = 0};
    toc_rc rc = toc_ladder_lines(&w->asked.ladder, &w->a, &w->b, w->asked.data, toc_day_today(), &w->arena, &lines,
                                 &count, err);
    if (rc == TOC_OK && count > 0 && !w->o->dry_run)
        rc = toc_record_add(w->record, lines, count, &written, err);
    if (rc == TOC_EIO || rc == TOC_EBUSY)
        toc_err_prefix(err, "not recorded, so not printed (see --record and --dry-run): ");
    return rc == TOC_OK ? toc_ladder_sheet_recorded(&w->asked.sheet, w->o->dry_run ? NULL : w->record, count, &written,
                                                    &w->arena, err)
                        : rc;
}

static void write(work *w, toc_buf *out) {
    toc_dispute_part parts[TOC_DISPUTE_FEATURE_COUNT + 1];
    toc_dispute_case cases[ALIKE];
    toc_dispute_seen seen;
    const toc_ladder *ladder = &w->asked.ladder;
    toc_forecast_why why = {.parts = parts, .part_count = TOC_DISPUTE_FEATURE_COUNT + 1, .cases = cases};
    bool reasons = w->o->why && toc_structure_seen(&w->structure, ladder->most_a, ladder->most_b, &seen);
    if (reasons) {
        why.cow_a = ladder->pairs > 1 ? ladder->most_a : 0;
        why.cow_b = ladder->pairs > 1 ? ladder->most_b : 0;
        toc_dispute_explain(w->structure.model, &seen, parts, &why.base);
        why.case_count = toc_dispute_alike(w->structure.model, &seen, cases, ALIKE);
    }
    if (w->o->json)
        toc_ladder_add_json(out, &w->asked.sheet, reasons ? &why : NULL, w->world);
    else
        toc_ladder_add_text(out, &w->asked.sheet, reasons ? &why : NULL, w->world, w->o->style);
}

toc_rc toc_op_forecast(toc_env *env, const toc_forecast_options *options, toc_buf *out, toc_err *err) {
    work w = {.o = options};
    toc_store *store = NULL;
    toc_arena_init(&w.arena, 0);
    toc_structure_init(&w.structure);
    toc_rc rc = read_sides(env, &w, err);
    rc = rc == TOC_OK ? read_events(env, &w, &store, err) : rc;
    rc = rc == TOC_OK ? toc_structure_new(&w.structure, env, options->model, options->folder, w.a.asof, err) : rc;
    w.record = toc_env_record_path(env, options->record, &w.arena);
    if (rc == TOC_OK && !w.record)
        rc = toc_err_set(err, TOC_ENOMEM, "no memory for the forecast");
    const toc_questions_input input = {.a = &w.a,
                                       .b = &w.b,
                                       .pair = store ? &w.pair : NULL,
                                       .store = store,
                                       .question = options->question ? &w.question : NULL,
                                       .structure = &w.structure,
                                       .record = w.record};
    rc = rc == TOC_OK ? toc_questions_ask(env, &input, &w.arena, &w.asked, err) : rc;
    rc = rc == TOC_OK ? record(&w, err) : rc;
    if (rc == TOC_OK)
        write(&w, out);
    if (rc == TOC_OK && out->failed)
        rc = toc_err_set(err, TOC_ENOMEM, "no memory for the forecast");
    toc_structure_fini(&w.structure);
    toc_arena_fini(&w.arena);
    return rc;
}
