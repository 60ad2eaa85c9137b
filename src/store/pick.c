/*
 * Method: whole numbers of each record from the panel; then put in the order of day, file and row. Texts are looked up
 * in the ledger when an event is made, each once.
 */
#include "store/pick.h"

#include "base/order.h"
#include "event/actor.h"
#include "store/panel.h"

#include <stdlib.h>
#include <string.h>

enum { LARGE = 100000 /* records */, TEXTS = 3 };

typedef struct picked {
    sqlite3_int64 id;
    uint32_t row;
    toc_day day, learnt;
    int32_t file, source, target, act, place, reports;
    int32_t rank; /* of the file */
} picked;

typedef struct names {
    toc_str texts[TEXTS];
} names;

/* A file of a dataset. Its records have the ids from `first` on, up to the next file's. */
typedef struct origin {
    toc_str key, dataset, name;
    sqlite3_int64 first;
    int32_t rank; /* by key */
} origin;

typedef enum lookup { LOOK_ACTOR, LOOK_ACT, LOOK_PLACE, LOOK_COUNT } lookup;

struct ledger_pick {
    toc_store *store;
    toc_arena *arena, *texts; /* of its own; what is handed out */
    picked *rows;
    toc_keyed *order; /* of the rows */
    size_t count, at;
    origin *files; /* by first record */
    size_t file_count;
    names **actors, **places; /* by number; NULL: not asked yet */
    toc_event **acts;         /* what an act gives to its events */
    size_t limits[LOOK_COUNT];
    sqlite3_stmt *statements[LOOK_COUNT], *mentions;
    toc_day asof;
};

static toc_rc no_memory(toc_err *err) {
    return toc_err_set(err, TOC_ENOMEM, "no memory for the events of a query");
}

static toc_rc prepare(toc_store *store, const char *sql, sqlite3_stmt **out, toc_err *err) {
    int rc = sqlite3_prepare_v2(store->db, sql, -1, out, NULL);
    return rc == SQLITE_OK ? TOC_OK : ledger_fail(store, rc, "ask", err);
}

static toc_rc number_of(toc_store *store, const char *sql, sqlite3_int64 *out, toc_err *err) {
    sqlite3_stmt *statement = NULL;
    toc_rc rc = prepare(store, sql, &statement, err);
    if (rc == TOC_OK) {
        int step = sqlite3_step(statement);
        *out = step == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
        rc = step == SQLITE_ROW ? TOC_OK : ledger_fail(store, step, "read", err);
    }
    sqlite3_finalize(statement);
    return rc;
}

/* ---- files ---- */

static int by_key(const void *left, const void *right) {
    return toc_str_compare((*(origin *const *)left)->key, (*(origin *const *)right)->key);
}

/* Number the files in the order of their keys, which is that of the ids of their events. */
static toc_rc ranks_give(ledger_pick *p, toc_err *err) {
    origin **sorted = toc_arena_array(p->arena, p->file_count + 1, sizeof *sorted);
    if (!sorted) {
        return no_memory(err);
    }
    for (size_t i = 0; i < p->file_count; i++) {
        sorted[i] = &p->files[i];
    }
    qsort(sorted, p->file_count, sizeof(origin *), by_key);
    for (size_t i = 0; i < p->file_count; i++) {
        sorted[i]->rank = (int32_t)i;
    }
    return TOC_OK;
}

static toc_rc files_read(ledger_pick *p, toc_err *err) {
    sqlite3_int64 count = 0;
    sqlite3_stmt *statement = NULL;
    toc_rc rc = number_of(p->store, "SELECT count(*) FROM dataset_file", &count, err);
    rc = rc == TOC_OK ? prepare(p->store,
                                "SELECT first_record,key,dataset,name,member FROM dataset_file"
                                " ORDER BY first_record,id LIMIT ?1",
                                &statement, err)
                      : rc;
    p->files = rc == TOC_OK ? toc_arena_array(p->arena, (size_t)count + 1, sizeof *p->files) : NULL;
    int step = SQLITE_DONE;
    if (rc == TOC_OK && p->files) {
        sqlite3_bind_int64(statement, 1, count);
        while ((step = sqlite3_step(statement)) == SQLITE_ROW) {
            toc_str name = ledger_text(statement, 3), member = ledger_text(statement, 4);
            p->files[p->file_count++] =
                (origin){.first = sqlite3_column_int64(statement, 0),
                         .key = toc_arena_str(p->texts, ledger_text(statement, 1)),
                         .dataset = toc_arena_str(p->texts, ledger_text(statement, 2)),
                         .name = member.len ? toc_arena_printf(p->texts, "%.*s:%.*s", TOC_FMT(name), TOC_FMT(member))
                                            : toc_arena_str(p->texts, name)};
        }
    }
    if (rc == TOC_OK) {
        rc = step != SQLITE_DONE              ? ledger_fail(p->store, step, "read", err)
             : !p->files || p->texts->refused ? no_memory(err)
                                              : TOC_OK;
    }
    sqlite3_finalize(statement);
    return rc == TOC_OK ? ranks_give(p, err) : rc;
}

/* The file whose records `id` is among; file_count when there is none. */
static size_t file_of(const ledger_pick *p, sqlite3_int64 id) {
    size_t low = 0, high = p->file_count; /* the first file that begins behind it */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (p->files[middle].first <= id) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low > 0 ? low - 1 : p->file_count;
}

/* ---- records, from the panel ---- */

/* In the panel's columns: day is toc_event_day, root the act's. */
static bool is_wanted(const toc_event_query *q, const toc_panel_rows *r, size_t i) {
    return (q->roots == 0 || (q->roots >> r->facts[i].root & 1)) && (!q->has_first || r->day[i] >= q->first);
}

static bool is_asked(const toc_event_query *q, toc_day date, toc_day learnt) {
    return (q->from == TOC_DAY_NONE || date >= q->from) && (q->to == TOC_DAY_NONE || date <= q->to) &&
           (q->asof == TOC_DAY_NONE || (learnt <= q->asof && (date <= q->asof || date > learnt)));
}

static toc_rc damaged(const ledger_pick *p, sqlite3_int64 id, toc_err *err) {
    return toc_err_set(err, TOC_EFORMAT, "record %lld of ledger \"%s\" is damaged; try: tocsin check --ledger \"%s\"",
                       (long long)id, p->store->path, p->store->path);
}

static toc_rc take_dyad(ledger_pick *p, toc_panel *panel, size_t dyad, const toc_event_query *q, toc_err *err) {
    toc_panel_rows r;
    toc_rc rc = toc_panel_dyad(panel, dyad, TOC_PANEL_TIMES | TOC_PANEL_FACTS | TOC_PANEL_RECORD, &r, err);
    for (size_t i = 0, file = 0; rc == TOC_OK && i < r.count; i++) {
        const toc_panel_record *e = &r.record[i];
        bool ours = r.ref[i] < 0 && is_wanted(q, &r, i) && toc_panel_in_force(&r, i, q->asof);
        if (!ours || !is_asked(q, e->date, r.learnt[i])) {
            continue;
        }
        file = file_of(p, -1 - r.ref[i]);
        if (file == p->file_count) {
            return damaged(p, -1 - r.ref[i], err);
        }
        p->rows[p->count++] = (picked){.id = -1 - r.ref[i],
                                       .row = e->row,
                                       .day = e->date,
                                       .learnt = r.learnt[i],
                                       .file = (int32_t)file,
                                       .rank = p->files[file].rank,
                                       .source = e->source,
                                       .target = e->target,
                                       .act = e->act,
                                       .place = e->place,
                                       .reports = (int32_t)r.facts[i].reports};
    }
    return rc;
}

/* Bits of the roots that are named; NULL when memory is refused. */
static uint8_t *marks_of(const toc_panel *panel, const toc_str *roots, size_t count, toc_arena *arena) {
    size_t number;
    uint8_t *marks = toc_arena_array(arena, toc_panel_roots(panel) + 1, 1);
    for (size_t i = 0; marks && i < count; i++) {
        if (toc_panel_find_root(panel, roots[i], &number)) {
            marks[number] = 1;
        }
    }
    if (marks && count == 0) {
        memset(marks, 1, toc_panel_roots(panel) + 1);
    }
    return marks;
}

/* The dyads asked for, ready for their rows: *dyads in number. */
static toc_rc dyads_find(ledger_pick *p, const toc_panel *panel, const toc_event_query *q, size_t **out, size_t *dyads,
                         toc_err *err) {
    const uint8_t *sources = marks_of(panel, q->source_roots, q->source_count, p->arena);
    const uint8_t *targets = marks_of(panel, q->target_roots, q->target_count, p->arena);
    size_t *found = toc_arena_array(p->arena, toc_panel_dyads(panel) + 1, sizeof *found), count = 0, rows = 0;
    for (size_t i = 0; sources && targets && found && i < toc_panel_dyads(panel); i++) {
        size_t source, target;
        toc_panel_parties(panel, i, &source, &target);
        bool so = sources[source] && targets[target];
        if (so || (q->both_directions && sources[target] && targets[source])) {
            found[count++] = i;
            rows += toc_panel_dyad_count(panel, i);
        }
    }
    p->rows = toc_arena_array(p->arena, rows + 1, sizeof *p->rows);
    *out = found;
    *dyads = count;
    return sources && targets && found && p->rows ? TOC_OK : no_memory(err);
}

typedef struct picking {
    ledger_pick *p;
    toc_panel *panel;
    const toc_event_query *q;
} picking;

static toc_rc take_dyads(void *ctx, toc_err *err) {
    ledger_pick *p = ((picking *)ctx)->p;
    toc_panel *panel = ((picking *)ctx)->panel;
    const toc_event_query *q = ((picking *)ctx)->q;
    size_t *dyads, count;
    toc_rc rc = dyads_find(p, panel, q, &dyads, &count, err);
    p->count = 0;
    for (size_t i = 0; rc == TOC_OK && i < count; i++) {
        rc = take_dyad(p, panel, dyads[i], q, err);
    }
    return rc;
}

static toc_rc rows_find(ledger_pick *p, const toc_event_query *q, toc_err *err) {
    picking all = {p, NULL, q};
    toc_rc rc = toc_panel_open(p->store, NULL, NULL, &all.panel, err);
    rc = rc == TOC_OK ? toc_panel_try(take_dyads, &all, err) : rc;
    toc_panel_close(all.panel);
    return rc;
}

/* By day, file and row. */
static toc_rc rows_order(ledger_pick *p, toc_err *err) {
    toc_keyed *spare = toc_arena_array(p->arena, p->count + 1, sizeof *spare);
    p->order = toc_arena_array(p->arena, p->count + 1, sizeof *p->order);
    if (!spare || !p->order) {
        return no_memory(err);
    }
    for (size_t i = 0; i < p->count; i++) {
        p->order[i] = (toc_keyed){(uint64_t)p->rows[i].rank << 32 | p->rows[i].row, i};
    }
    toc_order_keyed(p->order, spare, p->count);
    for (size_t i = 0; i < p->count; i++) {
        p->order[i].key = toc_order_day(p->rows[p->order[i].at].day);
    }
    toc_order_keyed(p->order, spare, p->count);
    return TOC_OK;
}

/* ---- what numbers stand for ---- */

#define ASK_ACT "SELECT event,mode,context,cameo,quad,goldstein,modality,precision,confidence,rule FROM act WHERE id=?1"

static toc_rc lookups_ready(ledger_pick *p, toc_err *err) {
    static const char *const most[] = {"SELECT coalesce(max(id),0) FROM actor", "SELECT coalesce(max(id),0) FROM act",
                                       "SELECT coalesce(max(id),0) FROM place"};
    static const char *const ask[] = {"SELECT code,text FROM actor WHERE id=?1", ASK_ACT,
                                      "SELECT country,adm1,text FROM place WHERE id=?1"};
    void *tables[LOOK_COUNT];
    sqlite3_int64 any = 0;
    toc_rc rc = TOC_OK;
    for (int i = 0; rc == TOC_OK && i < LOOK_COUNT; i++) {
        sqlite3_int64 last = 0;
        rc = number_of(p->store, most[i], &last, err);
        rc = rc == TOC_OK ? prepare(p->store, ask[i], &p->statements[i], err) : rc;
        p->limits[i] = (size_t)last + 1;
        tables[i] = rc == TOC_OK ? toc_arena_array(p->arena, p->limits[i], sizeof(void *)) : NULL;
        rc = rc == TOC_OK && !tables[i] ? no_memory(err) : rc;
    }
    if (rc == TOC_OK) {
        p->actors = tables[LOOK_ACTOR];
        p->acts = tables[LOOK_ACT];
        p->places = tables[LOOK_PLACE];
        rc = number_of(p->store, "SELECT EXISTS(SELECT 1 FROM mention)", &any, err);
    }
    if (rc == TOC_OK && any) {
        rc = prepare(p->store,
                     "SELECT max(reports,coalesce((SELECT sum(m.reports) FROM mention m WHERE m.external=r.external"
                     " AND (?2 IS NULL OR m.day<=?2)),0)) FROM record r WHERE id=?1",
                     &p->mentions, err);
    }
    return rc;
}

/* The row of a number, ready to read; then reset the statement. */
static toc_rc step_to(ledger_pick *p, lookup which, int32_t number, toc_err *err) {
    sqlite3_stmt *s = p->statements[which];
    if (number < 0 || (size_t)number >= p->limits[which]) {
        return damaged(p, number, err);
    }
    sqlite3_bind_int(s, 1, number);
    int step = sqlite3_step(s);
    return step == SQLITE_ROW    ? TOC_OK
           : step == SQLITE_DONE ? damaged(p, number, err)
                                 : ledger_fail(p->store, step, "read", err);
}

static toc_str kept(ledger_pick *p, lookup which, int column) {
    return toc_arena_str(p->texts, ledger_text(p->statements[which], column));
}

static toc_rc names_of(ledger_pick *p, lookup which, int32_t number, const names **out, toc_err *err) {
    names **table = which == LOOK_ACTOR ? p->actors : p->places;
    if (number >= 0 && (size_t)number < p->limits[which] && table[number]) {
        *out = table[number];
        return TOC_OK;
    }
    toc_rc rc = step_to(p, which, number, err);
    names *fresh = rc == TOC_OK ? toc_arena_alloc(p->arena, sizeof *fresh) : NULL;
    for (int i = 0; fresh && i < (which == LOOK_ACTOR ? 2 : 3); i++) {
        fresh->texts[i] = kept(p, which, i);
    }
    sqlite3_reset(p->statements[which]);
    if (rc == TOC_OK && (!fresh || p->texts->refused)) {
        rc = no_memory(err);
    }
    if (rc == TOC_OK) {
        *out = table[number] = fresh;
    }
    return rc;
}

static bool act_fill(ledger_pick *p, toc_event *act) {
    sqlite3_stmt *s = p->statements[LOOK_ACT];
    *act = (toc_event){.root = toc_root_parse(ledger_text(s, 0)),
                       .mode = kept(p, LOOK_ACT, 1),
                       .context = kept(p, LOOK_ACT, 2),
                       .cameo = kept(p, LOOK_ACT, 3),
                       .quad = sqlite3_column_int(s, 4),
                       .goldstein = sqlite3_column_double(s, 5),
                       .confidence = sqlite3_column_double(s, 8),
                       .rule = kept(p, LOOK_ACT, 9),
                       .signal_to = {"", 0},
                       .speaker = {{"", 0}, {"", 0}}};
    return toc_modality_parse(ledger_text(s, 6), &act->modality) &&
           toc_precision_parse(ledger_text(s, 7), &act->precision) && act->root != TOC_ROOT_NONE && act->quad >= 0 &&
           act->quad <= 4 && act->goldstein >= -10 && act->goldstein <= 10 && act->confidence >= 0 &&
           act->confidence <= 1;
}

static toc_rc act_of(ledger_pick *p, int32_t number, const toc_event **out, toc_err *err) {
    if (number >= 0 && (size_t)number < p->limits[LOOK_ACT] && p->acts[number]) {
        *out = p->acts[number];
        return TOC_OK;
    }
    toc_rc rc = step_to(p, LOOK_ACT, number, err);
    toc_event *fresh = rc == TOC_OK ? toc_arena_alloc(p->arena, sizeof *fresh) : NULL;
    bool sound = fresh && act_fill(p, fresh);
    sqlite3_reset(p->statements[LOOK_ACT]);
    if (rc == TOC_OK) {
        rc = !fresh || p->texts->refused ? no_memory(err) : sound ? TOC_OK : damaged(p, number, err);
    }
    if (rc == TOC_OK) {
        *out = p->acts[number] = fresh;
    }
    return rc;
}

/* As many reports as the record says itself, or as were mentioned by the day, whichever is more. */
static toc_rc reports_of(ledger_pick *p, const picked *r, int *out, toc_err *err) {
    *out = r->reports;
    if (!p->mentions) {
        return TOC_OK;
    }
    sqlite3_bind_int64(p->mentions, 1, r->id);
    if (p->asof != TOC_DAY_NONE) {
        sqlite3_bind_int(p->mentions, 2, p->asof);
    }
    int step = sqlite3_step(p->mentions);
    *out = step == SQLITE_ROW ? sqlite3_column_int(p->mentions, 0) : 0;
    sqlite3_reset(p->mentions);
    return step == SQLITE_ROW    ? TOC_OK
           : step == SQLITE_DONE ? damaged(p, r->id, err)
                                 : ledger_fail(p->store, step, "read", err);
}

/* ---- public ---- */

static bool fits(const toc_event_query *q) {
    if (q->source_count + q->target_count == 0) {
        return false;
    }
    for (size_t i = 0; i < q->source_count; i++) {
        if (toc_actor_sectors(q->source_roots[i]).len > 0) {
            return false;
        }
    }
    for (size_t i = 0; i < q->target_count; i++) {
        if (toc_actor_sectors(q->target_roots[i]).len > 0) {
            return false;
        }
    }
    return true;
}

toc_rc ledger_is_large(toc_store *store, bool *out, toc_err *err) {
    sqlite3_int64 records = 0;
    toc_rc rc = store->in_batch ? TOC_OK : number_of(store, "SELECT coalesce(max(id),0) FROM record", &records, err);
    *out = records >= LARGE;
    return rc;
}

toc_rc ledger_pick_new(toc_store *store, const toc_event_query *query, toc_arena *arena, ledger_pick **out,
                       toc_err *err) {
    bool large = false;
    *out = NULL;
    toc_rc rc = fits(query) ? ledger_is_large(store, &large, err) : TOC_OK;
    if (rc != TOC_OK || !large) {
        return rc;
    }
    ledger_pick *p = toc_arena_alloc(arena, sizeof *p);
    if (!p) {
        return no_memory(err);
    }
    p->store = store;
    p->arena = arena;
    p->texts = query->keep ? query->keep : arena;
    p->asof = query->asof;
    *out = p;
    rc = files_read(p, err);
    rc = rc == TOC_OK ? rows_find(p, query, err) : rc;
    rc = rc == TOC_OK ? rows_order(p, err) : rc;
    return rc == TOC_OK ? lookups_ready(p, err) : rc;
}

size_t ledger_pick_count(const ledger_pick *p) {
    return p->count;
}

void ledger_pick_free(ledger_pick *p) {
    for (int i = 0; p && i < LOOK_COUNT; i++) {
        sqlite3_finalize(p->statements[i]);
    }
    if (p) {
        sqlite3_finalize(p->mentions);
    }
}

toc_rc ledger_pick_next(ledger_pick *p, toc_event *out, bool *more, toc_err *err) {
    const names *source, *target, *place;
    const toc_event *act;
    int reports;
    *more = p->at < p->count;
    if (!*more) {
        return TOC_OK;
    }
    const picked *r = &p->rows[p->order[p->at++].at];
    toc_rc rc = names_of(p, LOOK_ACTOR, r->source, &source, err);
    rc = rc == TOC_OK ? names_of(p, LOOK_ACTOR, r->target, &target, err) : rc;
    rc = rc == TOC_OK ? names_of(p, LOOK_PLACE, r->place, &place, err) : rc;
    rc = rc == TOC_OK ? act_of(p, r->act, &act, err) : rc;
    rc = rc == TOC_OK ? reports_of(p, r, &reports, err) : rc;
    if (rc != TOC_OK) {
        return rc;
    }
    const origin *file = &p->files[r->file];
    *out = *act;
    out->date = r->day;
    out->learnt = r->learnt;
    out->source = (toc_party){source->texts[0], source->texts[1]};
    out->target = (toc_party){target->texts[0], target->texts[1]};
    out->place = (toc_place){place->texts[0], place->texts[1], place->texts[2]};
    out->reports = reports;
    out->dataset = file->dataset;
    out->file = file->name;
    out->row = r->row;
    bool sound = ledger_record_id(file->key, r->row, &out->id) && out->date >= TOC_DAY_MIN &&
                 out->date <= TOC_DAY_MAX && out->reports >= 1;
    return sound ? TOC_OK : ledger_damaged(p->store, out, err);
}
