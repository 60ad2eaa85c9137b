/* The recipe: sides -> events in order of days, or cells of the panel -> rows, handed on in pieces. */
#include "op/op_export.h"

#include "store/panel.h"

enum { PIECE = 1 << 20 };

typedef struct work {
    const toc_export_options *options;
    toc_export_counts *counts;
    const toc_world *world;
    toc_points *points;
    toc_store *store;
    toc_arena *arena;
    toc_side source, target;
    toc_buf buf;
} work;

static toc_rc flush(work *w, toc_err *err) {
    if (w->buf.failed) {
        return toc_err_set(err, TOC_ENOMEM, "no memory for a row of the export");
    }
    toc_rc rc = w->options->put(w->options->ctx, toc_buf_str(&w->buf), err);
    toc_buf_clear(&w->buf);
    return rc;
}

static toc_rc event_add(void *ctx, const toc_event *event, toc_err *err) {
    work *w = ctx;
    switch (w->options->format) {
    case TOC_EXPORT_JSONL:
        toc_export_add_jsonl(&w->buf, event);
        break;
    case TOC_EXPORT_GEOJSON:
        toc_export_add_feature(&w->buf, event, w->points, w->counts->rows == 0);
        break;
    case TOC_EXPORT_GDELT:
        toc_export_add_gdelt(&w->buf, event, w->counts->rows + 1);
        break;
    default:
        toc_export_add_csv(&w->buf, event, w->world, w->options->codes);
    }
    w->counts->rows++;
    return w->buf.len >= PIECE || w->buf.failed ? flush(w, err) : TOC_OK;
}

static toc_rc events(work *w, toc_err *err) {
    const toc_export_options *o = w->options;
    bool map = o->format == TOC_EXPORT_GEOJSON;
    toc_event_query query = {.from = o->from,
                             .to = o->to,
                             .asof = o->asof,
                             .source_roots = w->source.members,
                             .source_count = w->source.member_count,
                             .target_roots = w->target.members,
                             .target_count = w->target.member_count,
                             .both_directions = o->both};
    if (map) {
        toc_buf_add_cstr(&w->buf, "{\"type\":\"FeatureCollection\",\"features\":[");
    } else if (o->format == TOC_EXPORT_CSV) {
        toc_export_add_csv_head(&w->buf);
    }
    toc_rc rc = toc_store_each_event(w->store, &query, event_add, w, err);
    if (map) {
        toc_buf_add_cstr(&w->buf, "\n]}\n");
    }
    return rc == TOC_OK ? flush(w, err) : rc;
}

static toc_rc cells_add(work *w, const toc_panel *panel, const toc_panel_cell *cells, size_t count, const char *by,
                        toc_err *err) {
    toc_rc rc = TOC_OK;
    for (size_t i = 0; i < count && rc == TOC_OK; i++) {
        const toc_panel_cell *c = &cells[i];
        char rooms[2][8];
        toc_str roots[2] = {toc_panel_root(panel, c->source), toc_panel_root(panel, c->target)};
        toc_export_cell row = {.from = c->from,
                               .source = toc_export_code(w->world, w->options->codes, roots[0], rooms[0]),
                               .target = toc_export_code(w->world, w->options->codes, roots[1], rooms[1]),
                               .events = c->events,
                               .deeds = c->deeds,
                               .reports = c->reports,
                               .quad = {c->quad[0], c->quad[1], c->quad[2], c->quad[3], c->quad[4]},
                               .goldstein = (double)c->goldstein / 10};
        bool lost = (roots[0].len > 0 && row.source.len == 0) || (roots[1].len > 0 && row.target.len == 0);
        w->counts->without += lost;
        toc_export_add_panel(&w->buf, &row, by);
        w->counts->rows++;
        rc = w->buf.len >= PIECE || w->buf.failed ? flush(w, err) : TOC_OK;
    }
    return rc;
}

static toc_rc panel(work *w, toc_err *err) {
    static const char *const names[] = {"day", "month", "year"};
    const toc_export_options *o = w->options;
    toc_panel *panel = NULL;
    toc_panel_cell *cells = NULL;
    size_t count = 0;
    int by = (int)o->format - TOC_EXPORT_DAYS;
    toc_panel_query query = {.sources = w->source.members,
                             .source_count = w->source.member_count,
                             .targets = w->target.members,
                             .target_count = w->target.member_count,
                             .both_directions = o->both,
                             .from = o->from,
                             .to = o->to,
                             .asof = o->asof,
                             .step = (toc_panel_step)by};
    toc_rc rc = toc_panel_open(w->store, o->note, o->ctx, &panel, err);
    rc = rc == TOC_OK ? toc_panel_ask(panel, &query, w->arena, &cells, &count, err) : rc;
    toc_export_add_panel_head(&w->buf, names[by]);
    rc = rc == TOC_OK ? cells_add(w, panel, cells, count, names[by], err) : rc;
    toc_panel_close(panel);
    return rc == TOC_OK ? flush(w, err) : rc;
}

static toc_rc side(const work *w, const char *text, toc_side *out, toc_err *err) {
    toc_day asof = w->options->asof == TOC_DAY_NONE ? toc_day_today() : w->options->asof;
    *out = (toc_side){.member_count = 0};
    return text ? toc_side_parse(w->world, toc_str_of(text), asof, w->arena, out, err) : TOC_OK;
}

static toc_rc open_rooms(toc_env *env, work *w, toc_err *err) {
    const char *data = NULL;
    toc_rc rc = toc_env_data_dir(env, &data, err);
    rc = rc == TOC_OK ? toc_env_world(env, &w->world, err) : rc;
    if (rc == TOC_OK && w->options->format == TOC_EXPORT_GEOJSON) {
        rc = toc_points_new(data, w->arena, &w->points, err);
    }
    rc = rc == TOC_OK ? side(w, w->options->source, &w->source, err) : rc;
    rc = rc == TOC_OK ? side(w, w->options->target, &w->target, err) : rc;
    return rc == TOC_OK ? toc_env_store(env, TOC_STORE_READ, &w->store, err) : rc;
}

toc_rc toc_op_export(toc_env *env, const toc_export_options *options, toc_export_counts *counts, toc_err *err) {
    toc_arena arena;
    toc_arena_init(&arena, 0);
    *counts = (toc_export_counts){0};
    work w = {.options = options, .counts = counts, .arena = &arena};
    toc_buf_init(&w.buf, (size_t)PIECE * 64);
    toc_rc rc = open_rooms(env, &w, err);
    rc = rc != TOC_OK ? rc : options->format >= TOC_EXPORT_DAYS ? panel(&w, err) : events(&w, err);
    toc_buf_fini(&w.buf);
    toc_arena_fini(&arena);
    return rc;
}
