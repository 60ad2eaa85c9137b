/*
 * Method: the names first (roots in ascending order, actors and acts by number); then the rows are read twice: once to
 * count each dyad's, which gives every dyad its place, once to put them there; then a dyad whose rows came out of order
 * is sorted. Of an old panel its rows are copied, and only what came since is read. Nothing is kept of a row, so memory
 * does not grow with the ledger.
 */
#include "base/mem.h"
#include "store/ledger.h"
#include "store/panel_file.h"

#include <stdlib.h>
#include <string.h>

/* An act as the panel has it. */
typedef struct act_facts {
    toc_precision precision;
    uint8_t root, quad, deed;
    int8_t goldstein;
} act_facts;

/* Counts of dyads by source << 16 | target, open addressing. */
typedef struct dyad_count {
    uint32_t key;
    uint32_t used;
    uint64_t count; /* then: where the next row goes */
} dyad_count;

typedef struct builder {
    toc_store *store;
    const panel_view *old;
    int64_t after_event, after_record;
    bool corrected, mentions; /* there are corrections, mentions */
    toc_str *roots;
    size_t root_count;
    toc_arena arena;
    uint16_t *actors; /* root of each actor */
    act_facts *acts;
    size_t actor_count, act_count;
    uint16_t *from_old; /* number of a root of the old panel */
    dyad_count *dyads;
    size_t dyad_count, dyad_room;
    panel_view *view; /* NULL while counting */
    panel_mark *mark; /* being read */
    uint64_t rows;
    toc_day first, last; /* on which rows became known; last < first: none */
} builder;

static toc_rc no_memory(toc_err *err) {
    return toc_err_set(err, TOC_ENOMEM, "no memory for the panel of the ledger");
}

static toc_rc each(toc_store *store, const char *sql, toc_rc (*row)(builder *, sqlite3_stmt *, toc_err *), builder *b,
                   int64_t after, toc_err *err) {
    sqlite3_stmt *statement;
    int rc = sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL);
    if (rc != SQLITE_OK) {
        return ledger_fail(store, rc, "ask", err);
    }
    toc_rc out = TOC_OK;
    int step = SQLITE_DONE;
    sqlite3_bind_int64(statement, 1, after);
    while (out == TOC_OK && (step = sqlite3_step(statement)) == SQLITE_ROW) {
        out = row(b, statement, err);
    }
    if (out == TOC_OK && step != SQLITE_DONE) {
        out = ledger_fail(store, step, "read", err);
    }
    sqlite3_finalize(statement);
    return out;
}

/* ---- names ---- */

static toc_rc root_take(builder *b, sqlite3_stmt *s, toc_err *err) {
    toc_str root = ledger_text(s, 0);
    if (b->root_count == PANEL_ROOTS_MAX || root.len >= PANEL_ROOT) {
        return toc_err_set(err, TOC_ELIMIT,
                           "the panel holds %d roots of actors of up to %d bytes; \"%.*s\" is too many",
                           PANEL_ROOTS_MAX, PANEL_ROOT - 1, TOC_FMT(root));
    }
    toc_str kept = toc_arena_str(&b->arena, root);
    b->roots[b->root_count++] = kept;
    return kept.ptr ? TOC_OK : no_memory(err);
}

static uint16_t root_number(const builder *b, toc_str root) {
    size_t low = 0, high = b->root_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (toc_str_compare(b->roots[middle], root) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return (uint16_t)low;
}

static toc_rc actor_take(builder *b, sqlite3_stmt *s, toc_err *err) {
    sqlite3_int64 id = sqlite3_column_int64(s, 0);
    (void)err;
    if (id > 0 && (size_t)id < b->actor_count) {
        b->actors[id] = root_number(b, ledger_text(s, 1));
    }
    return TOC_OK;
}

static int8_t tenths(double goldstein) {
    return (int8_t)(goldstein * 10 + (goldstein < 0 ? -0.5 : 0.5));
}

static bool facts_of(const toc_event *event, act_facts *out) {
    bool sound = event->root != TOC_ROOT_NONE && event->quad >= 0 && event->quad <= 4 && event->goldstein >= -10 &&
                 event->goldstein <= 10;
    *out = (act_facts){event->precision, (uint8_t)event->root, (uint8_t)(event->quad & 7),
                       toc_event_is_deed(event) ? 1 : 0, sound ? tenths(event->goldstein) : 0};
    return sound;
}

static toc_rc act_take(builder *b, sqlite3_stmt *s, toc_err *err) {
    sqlite3_int64 id = sqlite3_column_int64(s, 0);
    toc_event event = {.root = toc_root_parse(ledger_text(s, 1)),
                       .cameo = ledger_text(s, 2),
                       .quad = sqlite3_column_int(s, 3),
                       .goldstein = sqlite3_column_double(s, 4)};
    bool sound = id > 0 && (size_t)id < b->act_count && toc_modality_parse(ledger_text(s, 5), &event.modality) &&
                 toc_precision_parse(ledger_text(s, 6), &event.precision) && facts_of(&event, &b->acts[id]);
    return sound ? TOC_OK
                 : toc_err_set(err, TOC_EFORMAT, "cannot read ledger \"%s\": act %lld is damaged", b->store->path,
                               (long long)id);
}

static toc_rc number_take(builder *b, sqlite3_stmt *s, toc_err *err) {
    (void)err;
    b->actor_count = (size_t)sqlite3_column_int64(s, 0) + 1;
    b->act_count = (size_t)sqlite3_column_int64(s, 1) + 1;
    b->root_count = (size_t)sqlite3_column_int64(s, 2) + 1;
    return TOC_OK;
}

#define SQL_ROOTS                                                                                                      \
    "(SELECT '' AS root UNION SELECT root FROM actor UNION SELECT coalesce(source_root,'') FROM event"                 \
    " UNION SELECT coalesce(target_root,'') FROM event)"

static toc_rc names_read(builder *b, toc_err *err) {
    toc_rc rc = each(b->store,
                     "SELECT (SELECT coalesce(max(id),0) FROM actor),(SELECT coalesce(max(id),0) FROM act),"
                     "(SELECT count(*) FROM " SQL_ROOTS "),?1",
                     number_take, b, 0, err);
    if (rc != TOC_OK) {
        return rc;
    }
    b->roots = toc_arena_array(&b->arena, b->root_count + 1, sizeof *b->roots);
    b->actors = toc_arena_array(&b->arena, b->actor_count, sizeof *b->actors);
    b->acts = toc_arena_array(&b->arena, b->act_count, sizeof *b->acts);
    b->root_count = 0;
    if (!b->roots || !b->actors || !b->acts) {
        return no_memory(err);
    }
    rc = each(b->store, "SELECT root,?1 FROM " SQL_ROOTS " ORDER BY root", root_take, b, 0, err);
    rc = rc == TOC_OK ? each(b->store, "SELECT id,root,?1 FROM actor", actor_take, b, 0, err) : rc;
    return rc == TOC_OK ? each(b->store, "SELECT id,event,cameo,quad,goldstein,modality,precision,?1 FROM act",
                               act_take, b, 0, err)
                        : rc;
}

static toc_rc old_names(builder *b, toc_err *err) {
    size_t count = b->old ? (size_t)b->old->head->roots : 0;
    b->from_old = toc_arena_array(&b->arena, count + 1, sizeof *b->from_old);
    for (size_t i = 0; b->from_old && i < count; i++) {
        b->from_old[i] = root_number(b, toc_str_of(b->old->roots[i]));
    }
    return b->from_old ? TOC_OK : no_memory(err);
}

/* ---- dyads ---- */

static dyad_count *dyad_slot(const builder *b, uint32_t key) {
    size_t at = (key * 0x9E3779B1u) & (b->dyad_room - 1);
    while (b->dyads[at].used && b->dyads[at].key != key) {
        at = (at + 1) & (b->dyad_room - 1);
    }
    return &b->dyads[at];
}

static bool dyads_grow(builder *b) {
    dyad_count *before = b->dyads;
    size_t room = b->dyad_room;
    b->dyad_room = room ? room * 2 : 1024;
    b->dyads = toc_mem_calloc(b->dyad_room, sizeof *b->dyads);
    for (size_t i = 0; b->dyads && i < room; i++) {
        if (before[i].used) {
            *dyad_slot(b, before[i].key) = before[i];
        }
    }
    if (!b->dyads) {
        b->dyads = before;
        b->dyad_room = room;
        return false;
    }
    toc_mem_free(before);
    return true;
}

static toc_rc dyad_add(builder *b, uint32_t key, uint64_t count, toc_err *err) {
    if (b->dyad_count * 2 >= b->dyad_room && !dyads_grow(b)) {
        return no_memory(err);
    }
    dyad_count *slot = dyad_slot(b, key);
    b->dyad_count += !slot->used;
    slot->used = 1;
    slot->key = key;
    slot->count += count;
    b->rows += count;
    return TOC_OK;
}

static uint32_t key_of(uint16_t source, uint16_t target) {
    return (uint32_t)source << 16 | target;
}

/* ---- rows ---- */

static toc_rc record_damaged(const builder *b, sqlite3_stmt *s, toc_err *err) {
    return toc_err_set(err, TOC_EFORMAT, "cannot read ledger \"%s\": record %lld is damaged", b->store->path,
                       (long long)sqlite3_column_int64(s, 0));
}

static void span_widen(builder *b, int64_t learnt) {
    if (learnt >= TOC_DAY_MIN && learnt <= TOC_DAY_MAX) {
        b->first = learnt < b->first ? (toc_day)learnt : b->first;
        b->last = learnt > b->last ? (toc_day)learnt : b->last;
    }
}

/* Counts only: what a row needs besides is read when it is put in its place. */
static toc_rc record_count(builder *b, sqlite3_stmt *s, toc_err *err) {
    size_t source = (size_t)sqlite3_column_int64(s, 1), target = (size_t)sqlite3_column_int64(s, 2);
    if (source >= b->actor_count || target >= b->actor_count) {
        return record_damaged(b, s, err);
    }
    span_widen(b, sqlite3_column_int64(s, 3));
    return dyad_add(b, key_of(b->actors[source], b->actors[target]), 1, err);
}

/* Count a row, or put it where it belongs. */
static toc_rc row_take(builder *b, uint32_t key, const toc_event *e, const act_facts *facts,
                       const toc_panel_record *record, int64_t ref, toc_day until, toc_err *err) {
    if (!b->view) {
        span_widen(b, e->learnt);
        return dyad_add(b, key, 1, err);
    }
    dyad_count *slot = b->dyad_room ? dyad_slot(b, key) : NULL;
    if (!slot || !slot->used || slot->count >= b->rows) {
        return toc_err_set(err, TOC_EBUSY, "ledger \"%s\" was written to while its panel was made; try again",
                           b->store->path);
    }
    const panel_columns *c = &b->view->columns;
    size_t at = (size_t)slot->count++;
    c->day[at] = toc_event_day(e);
    c->learnt[at] = e->learnt;
    c->until[at] = until;
    c->ref[at] = ref;
    c->facts[at] = (toc_panel_facts){(uint32_t)e->reports, facts->root, facts->quad, facts->deed, facts->goldstein};
    c->record[at] = *record;
    return TOC_OK;
}

static toc_rc event_take(builder *b, sqlite3_stmt *s, toc_err *err) {
    act_facts facts;
    toc_event e = {.date = ledger_day(s, 1),
                   .learnt = ledger_day(s, 2),
                   .root = toc_root_parse(ledger_text(s, 6)),
                   .cameo = ledger_text(s, 7),
                   .quad = sqlite3_column_int(s, 8),
                   .goldstein = sqlite3_column_double(s, 9),
                   .reports = sqlite3_column_int(s, 11)};
    bool sound =
        toc_precision_parse(ledger_text(s, 3), &e.precision) && toc_modality_parse(ledger_text(s, 10), &e.modality);
    if (!sound || !facts_of(&e, &facts) || e.date == TOC_DAY_NONE) {
        return toc_err_set(err, TOC_EFORMAT, "cannot read ledger \"%s\": event %lld is damaged", b->store->path,
                           (long long)sqlite3_column_int64(s, 0));
    }
    toc_day until = ledger_day(s, 12);
    uint32_t key = key_of(root_number(b, ledger_text(s, 4)), root_number(b, ledger_text(s, 5)));
    toc_panel_record record = {.date = e.date};
    return row_take(b, key, &e, &facts, &record, sqlite3_column_int64(s, 0),
                    until == TOC_DAY_NONE ? TOC_DAY_MAX + 1 : until, err);
}

static toc_rc record_take(builder *b, sqlite3_stmt *s, toc_err *err) {
    size_t source = (size_t)sqlite3_column_int64(s, 3), target = (size_t)sqlite3_column_int64(s, 4);
    size_t act = (size_t)sqlite3_column_int64(s, 5);
    sqlite3_int64 place = sqlite3_column_int64(s, 7), row = sqlite3_column_int64(s, 8);
    bool numbered = source < b->actor_count && target < b->actor_count && act < b->act_count && act > 0;
    if (!numbered || place < 0 || place > INT32_MAX || row < 0 || row > UINT32_MAX) {
        return record_damaged(b, s, err);
    }
    toc_event e = {.date = sqlite3_column_int(s, 1),
                   .learnt = sqlite3_column_int(s, 2),
                   .precision = b->acts[act].precision,
                   .reports = sqlite3_column_int(s, 6)};
    toc_panel_record record = {e.date, (uint32_t)row, (int32_t)source, (int32_t)target, (int32_t)act, (int32_t)place};
    toc_day until =
        b->corrected && sqlite3_column_type(s, 9) != SQLITE_NULL ? sqlite3_column_int(s, 9) : TOC_DAY_MAX + 1;
    return row_take(b, key_of(b->actors[source], b->actors[target]), &e, &b->acts[act], &record,
                    -1 - sqlite3_column_int64(s, 0), until, err);
}

#define RECORD_REPORTS                                                                                                 \
    "max(reports,coalesce((SELECT sum(m.reports) FROM mention m WHERE m.external=record.external),0))"

static toc_rc rows_read(builder *b, toc_err *err) {
    toc_rc rc = each(b->store,
                     "SELECT rowid,date,learnt,coalesce(date_precision,''),coalesce(source_root,''),"
                     "coalesce(target_root,''),event,cameo,quad,goldstein,modality,reports,"
                     "(SELECT n.learnt FROM event n WHERE n.id=event.superseded_by) FROM event WHERE rowid>?1",
                     event_take, b, b->after_event, err);
    if (rc != TOC_OK) {
        return rc;
    }
    if (!b->view) {
        return each(b->store, "SELECT id,source,target,learnt FROM record WHERE id>?1", record_count, b,
                    b->after_record, err);
    }
    return each(b->store,
                b->corrected ? "SELECT id,day,learnt,source,target,act," RECORD_REPORTS
                               ",place,row,(SELECT n.learnt FROM record_superseded x"
                               " JOIN record n ON n.id=x.by WHERE x.record=record.id) FROM record WHERE id>?1"
                : b->mentions ? "SELECT id,day,learnt,source,target,act," RECORD_REPORTS
                                ",place,row FROM record WHERE id>?1"
                              : "SELECT id,day,learnt,source,target,act,reports,place,row FROM record WHERE id>?1",
                record_take, b, b->after_record, err);
}

/* ---- places ---- */

static int by_key(const void *a, const void *b) {
    uint32_t x = key_of(((const panel_dyad *)a)->source, ((const panel_dyad *)a)->target);
    uint32_t y = key_of(((const panel_dyad *)b)->source, ((const panel_dyad *)b)->target);
    return x < y ? -1 : x > y;
}

/* Give each dyad its place; a slot's count becomes where its next row goes. */
static void dyads_place(builder *b) {
    panel_view *v = b->view;
    size_t n = 0;
    uint64_t at = 0;
    for (size_t i = 0; i < b->dyad_room; i++) {
        if (b->dyads[i].used) {
            v->dyads[n++] = (panel_dyad){0, (uint16_t)(b->dyads[i].key >> 16), (uint16_t)b->dyads[i].key, 0};
        }
    }
    qsort(v->dyads, n, sizeof *v->dyads, by_key);
    for (size_t i = 0; i < n; i++) {
        dyad_count *slot = dyad_slot(b, key_of(v->dyads[i].source, v->dyads[i].target));
        v->dyads[i].first = at;
        at += slot->count;
        slot->count = v->dyads[i].first;
    }
    v->dyads[n] = (panel_dyad){at, 0, 0, 0};
}

static void old_copy(builder *b) {
    for (size_t i = 0; i < b->old->head->dyads; i++) {
        const panel_dyad *d = &b->old->dyads[i];
        dyad_count *slot = dyad_slot(b, key_of(b->from_old[d->source], b->from_old[d->target]));
        size_t first = (size_t)d->first, n = (size_t)(d[1].first - d->first), at = (size_t)slot->count;
        for (size_t k = 0; k < PANEL_COLUMNS; k++) {
            size_t width = PANEL_COLUMN[k].width;
            memcpy(panel_column_of(&b->view->columns, k) + at * width,
                   panel_column_of(&b->old->columns, k) + first * width, n * width);
        }
        slot->count += n;
    }
}

/* ---- order ---- */

typedef struct sort_row {
    int64_t ref;
    size_t at;
    toc_day day;
} sort_row;

static int by_day(const void *a, const void *b) {
    const sort_row *x = a, *y = b;
    if (x->day != y->day) {
        return x->day < y->day ? -1 : 1;
    }
    return x->ref < y->ref ? -1 : x->ref > y->ref;
}

static bool is_sorted(const panel_columns *c, size_t from, size_t to) {
    for (size_t i = from + 1; i < to; i++) {
        if (c->day[i - 1] > c->day[i] || (c->day[i - 1] == c->day[i] && c->ref[i - 1] > c->ref[i])) {
            return false;
        }
    }
    return true;
}

/* Put a column's values in the order of rows. */
static void column_order(char *column, size_t width, const sort_row *rows, size_t count, char *was) {
    memcpy(was, column, count * width);
    for (size_t i = 0; i < count; i++) {
        memcpy(column + i * width, was + rows[i].at * width, width);
    }
}

static toc_rc dyad_sort(const panel_columns *c, size_t from, size_t to, toc_err *err) {
    if (is_sorted(c, from, to)) {
        return TOC_OK;
    }
    size_t n = to - from;
    sort_row *rows = toc_mem_calloc(n, sizeof *rows);
    char *was = toc_mem_calloc(n, sizeof(toc_panel_record)); /* one column as it was: none is wider */
    for (size_t i = 0; rows && i < n; i++) {
        rows[i] = (sort_row){c->ref[from + i], i, c->day[from + i]};
    }
    bool done = rows && was;
    if (done) {
        qsort(rows, n, sizeof *rows, by_day);
        for (size_t k = 0; k < PANEL_COLUMNS; k++) {
            column_order(panel_column_of(c, k) + from * PANEL_COLUMN[k].width, PANEL_COLUMN[k].width, rows, n, was);
        }
    }
    toc_mem_free(rows);
    toc_mem_free(was);
    return done ? TOC_OK : no_memory(err);
}

static void block_finish(panel_view *v, size_t block, size_t rows) {
    const panel_columns *c = &v->columns;
    for (size_t i = block * PANEL_BLOCK; i < rows && i < (block + 1) * PANEL_BLOCK; i++) {
        if (panel_is_plain(c->day, c->learnt, c->until, i)) {
            v->plain[c->day[i] - v->head->first]++;
        } else {
            v->odd[block] = 1;
        }
    }
    for (unsigned p = 0; p < PANEL_PARTS; p++) {
        v->sums[block * PANEL_PARTS + p] = panel_block_sum(v, block, p);
    }
}

static toc_rc finish(builder *b, toc_err *err) {
    panel_view *v = b->view;
    toc_rc rc = TOC_OK;
    for (size_t i = 0; i < b->dyad_count && rc == TOC_OK; i++) {
        rc = dyad_sort(&v->columns, (size_t)v->dyads[i].first, (size_t)v->dyads[i + 1].first, err);
    }
    for (size_t i = 0; i < panel_blocks(b->rows) && rc == TOC_OK; i++) {
        block_finish(v, i, (size_t)b->rows);
    }
    return rc;
}

/* ---- all ---- */

static toc_rc mark_take(builder *b, sqlite3_stmt *s, toc_err *err) {
    panel_mark *mark = b->mark;
    toc_str name = ledger_text(s, 3);
    (void)err;
    mark->last_event = sqlite3_column_int64(s, 0);
    mark->last_record = sqlite3_column_int64(s, 1);
    mark->superseded = sqlite3_column_int64(s, 2);
    mark->mentions = sqlite3_column_int64(s, 4);
    memcpy(mark->ledger, name.ptr, name.len < sizeof mark->ledger ? name.len : sizeof mark->ledger);
    return TOC_OK;
}

toc_rc panel_mark_read(toc_store *store, panel_mark *out, toc_err *err) {
    *out = (panel_mark){.last_event = 0};
    builder b = {.mark = out};
    return each(store,
                "SELECT coalesce((SELECT max(rowid) FROM event),0),coalesce((SELECT max(id) FROM record),0),"
                "(SELECT count(*) FROM event WHERE superseded_by IS NOT NULL)+(SELECT count(*) FROM"
                " record_superseded),coalesce((SELECT value FROM meta WHERE key='ledger'),''),"
                "(SELECT count(*) FROM mention),?1",
                mark_take, &b, 0, err);
}

static toc_rc count_all(builder *b, toc_err *err) {
    toc_rc rc = names_read(b, err);
    rc = rc == TOC_OK ? old_names(b, err) : rc;
    for (size_t i = 0; rc == TOC_OK && b->old && i < b->old->head->dyads; i++) {
        const panel_dyad *d = &b->old->dyads[i];
        rc = dyad_add(b, key_of(b->from_old[d->source], b->from_old[d->target]), d[1].first - d->first, err);
    }
    return rc == TOC_OK ? rows_read(b, err) : rc;
}

static panel_head head_of(const builder *b, const panel_mark *mark) {
    bool any = b->first <= b->last;
    panel_head head = {.last_event = mark->last_event,
                       .last_record = mark->last_record,
                       .superseded = mark->superseded + mark->mentions,
                       .rows = b->rows,
                       .roots = b->root_count,
                       .dyads = b->dyad_count,
                       .first = any ? b->first : 0,
                       .days = any ? (uint64_t)((int64_t)b->last - b->first + 1) : 0};
    memcpy(head.ledger, mark->ledger, sizeof head.ledger);
    head.bytes = panel_bytes(&head);
    return head;
}

static toc_rc fill_all(builder *b, const panel_head *head, toc_pages *pages, panel_view *view, toc_err *err) {
    memcpy(pages->memory, head, sizeof *head);
    panel_lay(pages->memory, head, view);
    b->view = view;
    for (size_t i = 0; i < b->root_count; i++) {
        memcpy(view->roots[i], b->roots[i].ptr, b->roots[i].len);
    }
    dyads_place(b);
    if (b->old) {
        old_copy(b);
    }
    toc_rc rc = rows_read(b, err);
    return rc == TOC_OK ? finish(b, err) : rc;
}

toc_rc panel_build(toc_panel *panel, const panel_view *old, const panel_mark *mark, toc_pages *pages, toc_err *err) {
    builder b = {.store = panel->store, .old = old, .corrected = mark->superseded > 0, .mentions = mark->mentions > 0};
    panel_view view;
    toc_err refused = {0};
    b.first = TOC_DAY_MAX;
    b.last = TOC_DAY_MIN;
    if (old && old->head->days > 0) {
        span_widen(&b, old->head->first);
        span_widen(&b, old->head->first + (int64_t)old->head->days - 1);
    }
    b.after_event = old ? old->head->last_event : 0;
    b.after_record = old ? old->head->last_record : 0;
    toc_arena_init(&b.arena, 0);
    *pages = (toc_pages){0};
    toc_rc rc = count_all(&b, err);
    panel_head head = head_of(&b, mark);
    if (rc == TOC_OK && toc_pages_make(panel->path, (size_t)head.bytes, pages, &refused) != TOC_OK) {
        rc = toc_pages_borrow((size_t)head.bytes, pages, err);
    }
    rc = rc == TOC_OK ? fill_all(&b, &head, pages, &view, err) : rc;
    if (rc != TOC_OK) {
        toc_pages_close(pages);
    }
    toc_mem_free(b.dyads);
    toc_arena_fini(&b.arena);
    return rc;
}
