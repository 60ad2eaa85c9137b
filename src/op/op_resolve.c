/* The recipe: forecast ledger, UCDP's events -> each open forecast: sides, events -> verdict -> forecast ledger ->
 * text.
 */
#include "op/op_resolve.h"

#include "forecast/resolve.h"
#include "op/questions.h"

typedef struct work {
    const toc_resolve_options *o;
    const char *path;
    toc_arena arena;
    toc_record record;
    toc_coverage coverage;
    toc_store *store;
    const toc_linking *linking;
    toc_ged ged;
    toc_resolve_input in;
    toc_resolved_line *told;
    toc_record_line *closed;
    size_t told_count, closed_count;
} work;

static toc_rc no_memory(toc_err *err) {
    return toc_err_set(err, TOC_ENOMEM, "no memory to resolve forecasts");
}

/* The ledger, if there is one, and the days that it tells of. */
static toc_rc read_ledger(toc_env *env, work *w, toc_err *err) {
    toc_store_span span;
    toc_rc rc = toc_env_store_if_any(env, &w->store, err);
    rc = rc == TOC_OK && w->store ? toc_env_linking(env, &w->linking, err) : rc;
    rc = rc == TOC_OK && w->store ? toc_store_spans(w->store, &span, err) : rc;
    if (rc != TOC_OK || !w->store)
        return rc;
    bool texts = span.first != TOC_DAY_NONE;
    w->in.ledger = toc_arena_str(&w->arena, toc_str_of(span.ledger));
    w->in.ledger_from = texts ? span.first : span.first_event;
    w->in.ledger_to = span.last > span.last_event ? span.last : span.last_event;
    return w->in.ledger.ptr ? TOC_OK : no_memory(err);
}

static toc_rc take_file(void *ctx, const toc_store_file *file, toc_err *err) {
    (void)err;
    *(bool *)ctx |= toc_str_equal(file->dataset, TOC_STR(TOC_GED_DATASET));
    return TOC_OK;
}

static toc_rc take_row(void *ctx, const toc_event *event, toc_err *err) {
    return toc_ged_take(ctx, event, err);
}

/* UCDP's events of the ledger, if it has any. */
static toc_rc read_ged(work *w, toc_err *err) {
    bool there = false;
    const toc_event_query query = {
        .from = TOC_DAY_NONE, .to = TOC_DAY_NONE, .asof = w->in.asof, .roots = 1u << TOC_ASSAULT};
    toc_rc rc = w->store ? toc_store_each_file(w->store, take_file, &there, err) : TOC_OK;
    rc = rc == TOC_OK && there ? toc_store_each_event(w->store, &query, take_row, &w->ged, err) : rc;
    w->in.ged = there ? &w->ged : NULL;
    return rc;
}

static toc_rc begin(toc_env *env, work *w, toc_err *err) {
    const char *data = NULL;
    w->in.asof = w->o->asof == TOC_DAY_NONE ? toc_day_today() : w->o->asof;
    w->path = toc_env_record_path(env, w->o->record, &w->arena);
    toc_rc rc = toc_env_world(env, &w->in.world, err);
    rc = rc == TOC_OK ? toc_env_data_dir(env, &data, err) : rc;
    rc = rc == TOC_OK ? toc_coverage_read(data, &w->arena, &w->coverage, err) : rc;
    rc = rc == TOC_OK ? toc_questions_record(w->path, &w->arena, &w->record, err) : rc;
    rc = rc == TOC_OK ? read_ledger(env, w, err) : rc;
    rc = rc == TOC_OK ? read_ged(w, err) : rc;
    w->in.coverage = &w->coverage;
    w->told = toc_arena_array(&w->arena, w->record.count + 1, sizeof *w->told);
    w->closed = toc_arena_array(&w->arena, w->record.count + 1, sizeof *w->closed);
    return rc == TOC_OK && (!w->told || !w->closed) ? no_memory(err) : rc;
}

static void keep(work *w, size_t line, const toc_record_forecast *f, const toc_verdict *v) {
    toc_resolved_line told = {line,      f->question, f->side_a, f->side_b,  f->asof, f->asof + f->horizon_days,
                              v->closed, v->outcome,  v->reason, v->evidence};
    w->told[w->told_count++] = told;
    if (v->closed)
        w->closed[w->closed_count++] = (toc_record_line){
            .made = toc_day_today(),
            .resolution = {
                .of = line, .outcome = v->outcome, .asof = w->in.asof, .reason = v->reason, .evidence = v->evidence}};
}

static toc_rc resolve_one(work *w, size_t line, toc_err *err) {
    const toc_record_forecast *f = &w->record.lines[line - 1].forecast;
    toc_side a, b;
    toc_pair pair, rows;
    toc_verdict verdict;
    bool deaths = toc_str_equal(f->counts, TOC_STR("fatal")) || toc_str_equal(f->counts, TOC_STR("deaths"));
    bool events = toc_str_equal(f->counts, TOC_STR("events"));
    toc_resolve_input in = w->in;
    toc_rc rc = toc_side_parse(in.world, f->side_a, f->asof, &w->arena, &a, err);
    rc = rc == TOC_OK ? toc_side_parse(in.world, f->side_b, f->asof, &w->arena, &b, err) : rc;
    if (rc == TOC_OK && events && w->store) {
        rc = toc_pair_of(w->store, w->linking, &a, &b, in.asof, &w->arena, &pair, err);
        in.pair = &pair;
    }
    if (rc == TOC_OK && deaths && in.ged) {
        rc = toc_pair_load(w->store, &a, &b, in.asof, &w->arena, &rows, err);
        in.ged_pair = &rows;
    }
    in.a = &a, in.b = &b;
    rc = rc == TOC_OK ? toc_resolve(f, &in, &w->arena, &verdict, err) : rc;
    if (rc != TOC_OK)
        return toc_err_prefix(err, "%s:%zu: ", w->path, line);
    keep(w, line, f, &verdict);
    return TOC_OK;
}

toc_rc toc_op_resolve(toc_env *env, const toc_resolve_options *options, toc_buf *out, toc_err *err) {
    work w = {.o = options};
    toc_record_written written;
    toc_arena_init(&w.arena, 0);
    toc_ged_init(&w.ged);
    toc_rc rc = begin(env, &w, err);
    for (size_t i = 1; rc == TOC_OK && i <= w.record.count; i++)
        if (w.record.lines[i - 1].is_forecast && !w.record.lines[i - 1].resolved)
            rc = resolve_one(&w, i, err);
    bool write = rc == TOC_OK && !options->dry_run && w.closed_count > 0;
    rc = write ? toc_record_add(w.path, w.closed, w.closed_count, &written, err) : rc;
    if (rc == TOC_OK && options->json)
        toc_resolved_add_json(out, w.told, w.told_count, write);
    else if (rc == TOC_OK)
        toc_resolved_add_text(out, w.told, w.told_count, toc_str_of(w.path), write, options->style);
    if (rc == TOC_OK && out->failed)
        rc = no_memory(err);
    toc_ged_fini(&w.ged);
    toc_arena_fini(&w.arena);
    return rc;
}
