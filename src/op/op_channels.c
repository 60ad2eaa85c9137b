/* The recipe: sides -> events -> contacts and third parties -> text. */
#include "op/op_channels.h"

#include "measure/way.h"
#include "op/office.h"
#include "report/channels.h"

#define ARENA_BYTES ((size_t)8 << 30)

typedef struct work {
    const char *data_dir;
    const toc_linking *linking;
    toc_way *way;
    toc_office_finder office;
    toc_store *store;
    toc_arena *arena;
    toc_pair pair;
    toc_way_report report;
} work;

static toc_rc open_rooms(toc_env *env, work *w, toc_err *err) {
    toc_env_wish wish = {.data_dir = &w->data_dir,
                         .world = &w->report.world,
                         .linking = &w->linking,
                         .lexicon = &w->office.lexicon,
                         .store = &w->store};
    toc_rc rc = toc_env_open(env, &wish, err);
    return rc == TOC_OK ? toc_way_new(w->data_dir, &w->way, err) : rc;
}

static toc_rc measure(work *w, toc_err *err) {
    toc_contact *contacts = NULL;
    toc_third *thirds = NULL;
    toc_way_report *r = &w->report;
    toc_rc rc =
        toc_pair_contacts(&w->pair, w->way, toc_op_office, &w->office, w->arena, &contacts, &r->contact_count, err);
    if (rc == TOC_OK)
        rc = toc_third_parties(w->store, r->world, w->linking, w->way, &w->pair.a, &w->pair.b, w->pair.asof, w->arena,
                               &thirds, &r->third_count, err);
    r->contacts = contacts;
    r->thirds = thirds;
    r->pair = &w->pair;
    r->way = w->way;
    return rc;
}

static void write(const work *w, const toc_channels_options *options, toc_buf *out) {
    size_t most = options->most > 0 ? (size_t)options->most : w->report.third_count;
    if (options->mediators && options->json)
        toc_mediators_add_json(out, &w->report, most);
    else if (options->mediators)
        toc_mediators_add_text(out, &w->report, most, options->style);
    else if (options->json)
        toc_channels_add_json(out, &w->report);
    else
        toc_channels_add_text(out, &w->report, most, options->style);
}

toc_rc toc_op_channels(toc_env *env, const toc_channels_options *options, toc_buf *out, toc_err *err) {
    toc_arena arena;
    toc_arena_init(&arena, ARENA_BYTES);
    work w = {.arena = &arena};
    toc_arena_init(&w.office.scratch, 0);
    toc_rc rc = open_rooms(env, &w, err);
    if (rc == TOC_OK)
        rc = toc_pair_read(w.store, w.report.world, w.linking, options->side_a, options->side_b,
                           options->asof == TOC_DAY_NONE ? toc_day_today() : options->asof, w.arena, &w.pair, err);
    if (rc == TOC_OK)
        rc = measure(&w, err);
    if (rc == TOC_OK) {
        write(&w, options, out);
        rc = out->failed ? toc_err_set(err, TOC_ELIMIT, "no memory for the list, or it is larger than %zu bytes",
                                       out->max_bytes)
                         : TOC_OK;
    }
    toc_way_free(w.way);
    toc_arena_fini(&w.office.scratch);
    toc_arena_fini(&arena);
    return rc;
}
