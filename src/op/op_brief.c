/* The recipe: sides -> events -> figures -> evidence -> brief -> ledger -> text. */
#include "op/op_brief.h"

#include "base/file.h"
#include "measure/way.h"
#include "op/evidence.h"
#include "op/office.h"
#include "op/questions.h"
#include "report/brief.h"

#define WINDOW_DAYS 90
#define LARGEST_MAX 64
#define EVIDENCE_MAX 200
#define ARENA_BYTES ((size_t)8 << 30)

typedef struct work {
    const char *data_dir;
    const toc_linking *linking;
    toc_way *way;
    toc_office_finder office;
    toc_store *store;
    toc_arena *arena;
    toc_pair pair;
    toc_trend trend;
    toc_tension months;
    toc_rates rates;
    toc_watch watch;
    toc_balance balance;
    toc_structure structure;
    toc_questions asked;
    toc_dispute_part parts[TOC_DISPUTE_FEATURE_COUNT + 1];
    toc_forecast_why why;
    toc_brief_input input;
} work;

/* For writing where that is possible, so that figures are kept; a ledger that does not exist is never made here. */
static toc_rc open_ledger(toc_env *env, toc_store **out, toc_err *err) {
    toc_err no_writing = {0};
    if (toc_file_exists(toc_env_ledger_path(env)) && toc_env_store(env, TOC_STORE_WRITE, out, &no_writing) == TOC_OK)
        return TOC_OK;
    return toc_env_store(env, TOC_STORE_READ, out, err);
}

/* The facts of both sides; their acts are among the events already. */
static toc_rc weigh(work *w, toc_err *err) {
    toc_strength *strength = NULL;
    toc_rc rc = toc_strength_new(w->data_dir, w->arena, &strength, err);
    rc = rc == TOC_OK ? toc_balance_make(w->input.world, strength, NULL, &w->pair.a, &w->pair.b, w->pair.asof, w->arena,
                                         &w->balance, err)
                      : rc;
    w->input.balance = &w->balance;
    return rc;
}

static toc_rc measure(work *w, toc_err *err) {
    toc_brief_input *in = &w->input;
    toc_day asof = w->pair.asof, from = toc_day_month_start(asof, -23);
    size_t *largest;
    toc_contact *contacts;
    toc_third *thirds;
    toc_rc rc = toc_tension_trend(&w->pair, WINDOW_DAYS, w->data_dir, w->arena, &w->trend, err);
    if (rc == TOC_OK)
        rc = toc_tension_series(&w->pair, TOC_SPAN_MONTH, from, asof, w->data_dir, w->arena, &w->months, err);
    if (rc == TOC_OK)
        rc = toc_watch_make(&w->pair, w->data_dir, w->arena, &w->watch, err);
    if (rc == TOC_OK)
        rc = toc_pair_largest(&w->pair, WINDOW_DAYS, LARGEST_MAX, w->data_dir, w->arena, &largest, &in->largest_count,
                              err);
    if (rc == TOC_OK)
        rc = toc_pair_contacts(&w->pair, w->way, toc_op_office, &w->office, w->arena, &contacts, &in->contact_count,
                               err);
    if (rc == TOC_OK)
        rc = toc_third_parties(w->store, in->world, w->linking, w->way, &w->pair.a, &w->pair.b, asof, w->arena, &thirds,
                               &in->third_count, err);
    if (rc == TOC_OK)
        rc = weigh(w, err);
    if (rc != TOC_OK)
        return rc;
    toc_rates_make(in->world, &w->pair.a, &w->pair.b, &w->rates);
    in->pair = &w->pair;
    in->trend = &w->trend;
    in->months = &w->months;
    in->rates = &w->rates;
    in->watch = &w->watch;
    in->largest = largest;
    in->contacts = contacts;
    in->thirds = thirds;
    in->window_days = WINDOW_DAYS;
    return TOC_OK;
}

/* The ladder, and what moves the odds of its likeliest pair. */
static toc_rc ask(toc_env *env, work *w, toc_err *err) {
    toc_dispute_seen seen;
    toc_rc rc = toc_structure_new(&w->structure, env, NULL, NULL, w->pair.asof, err);
    const char *record = toc_env_record_path(env, NULL, w->arena);
    const toc_questions_input input = {.a = &w->pair.a,
                                       .b = &w->pair.b,
                                       .pair = &w->pair,
                                       .store = w->store,
                                       .rates = &w->rates,
                                       .structure = &w->structure,
                                       .record = record};
    if (rc == TOC_OK && !record)
        rc = toc_err_set(err, TOC_ENOMEM, "no memory for the questions of the brief");
    rc = rc == TOC_OK ? toc_questions_ask(env, &input, w->arena, &w->asked, err) : rc;
    w->input.ladder = &w->asked.sheet;
    const toc_ladder *ladder = &w->asked.ladder;
    if (rc == TOC_OK && toc_structure_seen(&w->structure, ladder->most_a, ladder->most_b, &seen)) {
        w->why = (toc_forecast_why){.parts = w->parts, .part_count = TOC_DISPUTE_FEATURE_COUNT + 1};
        w->why.cow_a = ladder->pairs > 1 ? ladder->most_a : 0;
        w->why.cow_b = ladder->pairs > 1 ? ladder->most_b : 0;
        toc_dispute_explain(w->structure.model, &seen, w->parts, &w->why.base);
        w->input.why = &w->why;
    }
    return rc;
}

static toc_rc read_evidence(work *w, toc_err *err) {
    toc_store_totals totals;
    toc_evidence *evidence;
    toc_str *ids;
    size_t count;
    toc_rc rc = toc_store_totals_asof(w->store, w->pair.asof, &totals, err);
    if (rc == TOC_OK)
        rc = toc_brief_wants(&w->input, EVIDENCE_MAX, w->arena, &ids, &count, err);
    if (rc == TOC_OK)
        rc = toc_op_evidence(w->store, ids, count, w->arena, &evidence, &w->input.evidence_count, err);
    if (rc != TOC_OK)
        return rc;
    for (size_t i = 0; i < w->input.evidence_count; i++) {
        size_t at = toc_pair_find(&w->pair, &evidence[i].event);
        if (at < w->pair.count)
            evidence[i].event.reports = w->pair.events[at].reports;
    }
    w->input.evidence = evidence;
    w->input.corpus = (toc_corpus){totals.documents, totals.sentences, totals.events, totals.silent_sentences,
                                   totals.sources,   totals.first,     totals.last};
    return TOC_OK;
}

/* All figures or none; a ledger that cannot be written is no failure. */
static void store_figures(toc_store *store, toc_brief *brief) {
    toc_err ignored = {0};
    if (toc_store_begin(store, &ignored) != TOC_OK)
        return;
    for (size_t i = 0; i < brief->figure_count; i++)
        if (toc_store_put_figure(store, toc_str_of(brief->figures[i].id.text), brief->figures[i].json, &ignored) !=
            TOC_OK) {
            toc_store_rollback(store);
            return;
        }
    brief->figures_stored = toc_store_commit(store, &ignored) == TOC_OK;
}

static void write(const toc_brief *brief, const toc_brief_options *options, toc_buf *out) {
    toc_text_style style = {.width = options->width, .bold = options->bold, .ascii = options->ascii};
    switch (options->format) {
    case TOC_BRIEF_TEXT:
        toc_brief_add_text(out, brief, style);
        break;
    case TOC_BRIEF_MD:
        toc_brief_add_md(out, brief);
        break;
    case TOC_BRIEF_HTML:
        toc_brief_add_html(out, brief);
        break;
    case TOC_BRIEF_JSON:
        toc_brief_add_json(out, brief);
        break;
    }
}

toc_rc toc_op_brief(toc_env *env, const toc_brief_options *given, toc_buf *out, toc_err *err) {
    toc_arena arena;
    toc_brief brief;
    toc_brief_options options = *given;
    toc_arena_init(&arena, ARENA_BYTES);
    work w = {.arena = &arena};
    toc_arena_init(&w.office.scratch, 0);
    toc_structure_init(&w.structure);
    if (options.asof == TOC_DAY_NONE)
        options.asof = toc_day_today();
    toc_rc rc = toc_env_data_dir(env, &w.data_dir, err);
    if (rc == TOC_OK)
        rc = toc_env_world(env, &w.input.world, err);
    if (rc == TOC_OK)
        rc = toc_env_ontology(env, &w.input.ontology, err);
    if (rc == TOC_OK)
        rc = toc_env_linking(env, &w.linking, err);
    if (rc == TOC_OK)
        rc = toc_env_lexicon(env, &w.office.lexicon, err);
    if (rc == TOC_OK)
        rc = toc_way_new(w.data_dir, &w.way, err);
    if (rc == TOC_OK)
        rc = open_ledger(env, &w.store, err);
    if (rc == TOC_OK)
        rc = toc_pair_read(w.store, w.input.world, w.linking, options.side_a, options.side_b, options.asof, w.arena,
                           &w.pair, err);
    if (rc == TOC_OK)
        rc = measure(&w, err);
    if (rc == TOC_OK)
        rc = ask(env, &w, err);
    if (rc == TOC_OK)
        rc = read_evidence(&w, err);
    if (rc == TOC_OK)
        rc = toc_brief_build(&w.input, &arena, &brief, err);
    if (rc == TOC_OK) {
        store_figures(w.store, &brief);
        write(&brief, &options, out);
        rc = out->failed ? toc_err_set(err, TOC_ELIMIT, "no memory for the brief, or it is larger than %zu bytes",
                                       out->max_bytes)
                         : TOC_OK;
    }
    toc_way_free(w.way);
    toc_structure_fini(&w.structure);
    toc_arena_fini(&w.office.scratch);
    toc_arena_fini(&arena);
    return rc;
}
