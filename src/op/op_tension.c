/* The recipe: sides -> events -> series -> evidence of the largest -> text. */
#include "op/op_tension.h"

#include "op/evidence.h"
#include "report/tension.h"

#define MARKS_MAX 6
#define ARENA_BYTES ((size_t)8 << 30)

typedef struct work {
    const char *data_dir;
    const toc_world *world;
    const toc_ontology *ontology;
    const toc_linking *linking;
    toc_store *store;
    toc_arena *arena;
    toc_pair pair;
    toc_tension series;
    toc_evidence *marks;
    size_t mark_count;
    toc_turns words, deeds;
    toc_held held;
} work;

static void fill_defaults(toc_tension_options *options) {
    if (options->asof == TOC_DAY_NONE)
        options->asof = toc_day_today();
    if (options->to == TOC_DAY_NONE || options->to > options->asof)
        options->to = options->asof;
    if (options->from == TOC_DAY_NONE)
        options->from = options->by == TOC_BY_MONTH ? toc_day_month_start(options->to, -23)
                                                    : options->to - (options->by == TOC_BY_WEEK ? 26 * 7 : 90) + 1;
}

static toc_rc open_rooms(toc_env *env, work *w, toc_err *err) {
    toc_env_wish wish = {.data_dir = &w->data_dir,
                         .world = &w->world,
                         .ontology = &w->ontology,
                         .linking = &w->linking,
                         .store = &w->store};
    return toc_env_open(env, &wish, err);
}

static toc_rc measure(const toc_tension_options *options, work *w, toc_err *err) {
    static const toc_span spans[] = {TOC_SPAN_DAY, TOC_SPAN_WEEK, TOC_SPAN_MONTH};
    toc_rc rc = toc_pair_read(w->store, w->world, w->linking, options->side_a, options->side_b, options->asof, w->arena,
                              &w->pair, err);
    if (rc == TOC_OK)
        rc = toc_tension_series(&w->pair, spans[options->by], options->from, options->to, w->data_dir, w->arena,
                                &w->series, err);
    return rc;
}

/* Of the whole history of the pair, so that the time shown changes none. */
static toc_rc read_turns(const toc_tension_options *options, work *w, toc_err *err) {
    toc_volume volume;
    toc_rc rc = toc_volume_load(w->store, &w->pair, w->arena, &volume, err);
    if (rc == TOC_OK)
        rc = toc_pair_turns(&w->pair, &volume, false, TOC_DAY_NONE, options->to, w->arena, &w->words, err);
    if (rc == TOC_OK)
        rc = toc_pair_turns(&w->pair, &volume, true, TOC_DAY_NONE, options->to, w->arena, &w->deeds, err);
    return rc == TOC_OK ? toc_tension_hold(&w->series, &volume, w->arena, &w->held, err) : rc;
}

/* The largest events of the time shown, with their sentences. */
static toc_rc read_marks(const toc_tension_options *options, work *w, toc_err *err) {
    toc_pair shown = w->pair;
    size_t *largest, count;
    shown.asof = options->to;
    toc_rc rc = toc_pair_peaks(&shown, options->to - options->from + 1, MARKS_MAX, w->data_dir, w->arena, &largest,
                               &count, err);
    toc_str ids[MARKS_MAX];
    for (size_t i = 0; rc == TOC_OK && i < count; i++)
        ids[i] = toc_str_of(w->pair.events[largest[i]].id.text);
    return rc == TOC_OK ? toc_op_evidence(w->store, ids, count, w->arena, &w->marks, &w->mark_count, err) : rc;
}

static void write(const work *w, const toc_tension_options *options, toc_buf *out) {
    toc_tension_report report = {.pair = &w->pair,
                                 .series = &w->series,
                                 .marks = w->marks,
                                 .mark_count = w->mark_count,
                                 .words = w->words,
                                 .deeds = w->deeds,
                                 .held = w->held,
                                 .world = w->world,
                                 .ontology = w->ontology};
    toc_text_style style = {.width = options->width, .bold = options->bold, .ascii = options->ascii};
    switch (options->format) {
    case TOC_TENSION_TEXT:
        toc_tension_add_text(out, &report, style);
        break;
    case TOC_TENSION_CSV:
        toc_tension_add_csv(out, &report);
        break;
    case TOC_TENSION_JSON:
        toc_tension_add_json(out, &report);
        break;
    case TOC_TENSION_SVG:
        toc_tension_add_svg(out, &report);
        break;
    }
}

toc_rc toc_op_tension(toc_env *env, const toc_tension_options *given, toc_buf *out, toc_err *err) {
    toc_arena arena;
    toc_tension_options options = *given;
    toc_arena_init(&arena, ARENA_BYTES);
    work w = {.arena = &arena};
    fill_defaults(&options);
    toc_rc rc = open_rooms(env, &w, err);
    if (rc == TOC_OK)
        rc = measure(&options, &w, err);
    if (rc == TOC_OK)
        rc = read_turns(&options, &w, err);
    if (rc == TOC_OK)
        rc = read_marks(&options, &w, err);
    if (rc == TOC_OK) {
        write(&w, &options, out);
        rc = out->failed ? toc_err_set(err, TOC_ELIMIT, "no memory for the series, or it is larger than %zu bytes",
                                       out->max_bytes)
                         : TOC_OK;
    }
    toc_arena_fini(&arena);
    return rc;
}
