/*
 * Method: a query over events is written as SQL text with numbered parameters
 * and run once. Each direction selects row numbers by the index of its
 * source's root; UNION of the two makes an event that matches twice one row;
 * the rows are then fetched and sorted by date and id. A party matches by
 * root; a name with sectors matches its whole code, found by its root first.
 * As of a day, an event is out of force only when its correction is known;
 * what is planned for a later day is known from the day it was learnt.
 */
#include "store/ledger.h"
#include "store/panel.h"
#include "store/pick.h"

#include "event/actor.h"

#include <limits.h>
#include <string.h>

/* Names of one party. Parameters root[i] = first + i, whole code[i] = first + count + i. */
typedef struct party_names {
    const toc_str *names;
    size_t count;
    size_t first;
} party_names;

/* Parameters that are always there. */
enum { P_FROM = 1, P_TO, P_ASOF, P_NEXT };

static const char SQL_IN_FORCE[] = " AND (superseded_by IS NULL OR (?3 IS NOT NULL AND NOT EXISTS("
                                   "SELECT 1 FROM event n WHERE n.id=event.superseded_by AND n.learnt<=?3)))";

static bool has_sectors(toc_str name) {
    return toc_actor_sectors(name).len > 0;
}

static size_t count_with_sectors(const party_names *party) {
    size_t count = 0;
    for (size_t i = 0; i < party->count; i++) {
        count += has_sectors(party->names[i]) ? 1 : 0;
    }
    return count;
}

typedef enum pick_kind { PICK_ALL, PICK_BARE, PICK_WITH_SECTORS } pick_kind;

/* "column IN (?4,?5)" over the picked names; parameters are roots, or whole codes for PICK_WITH_SECTORS. */
static void add_in(toc_buf *sql, const char *column, const party_names *party, pick_kind pick) {
    char mark = '(';
    toc_buf_printf(sql, "%s IN ", column);
    for (size_t i = 0; i < party->count; i++) {
        bool sectors = has_sectors(party->names[i]);
        if (pick == PICK_ALL || sectors == (pick == PICK_WITH_SECTORS)) {
            size_t at = party->first + i + (pick == PICK_WITH_SECTORS ? party->count : 0);
            toc_buf_printf(sql, "%c?%zu", mark, at);
            mark = ',';
        }
    }
    toc_buf_add_cstr(sql, mark == '(' ? "()" : ")");
}

/* Does the party in column (source, target, or signal with its code in signal_to) match one of the names? */
static void add_match(toc_buf *sql, const char *root_column, const char *code_column, const party_names *party) {
    add_in(sql, root_column, party, PICK_ALL);
    if (count_with_sectors(party) > 0) {
        toc_buf_add_cstr(sql, " AND (");
        add_in(sql, root_column, party, PICK_BARE);
        toc_buf_add_cstr(sql, " OR ");
        add_in(sql, code_column, party, PICK_WITH_SECTORS);
        toc_buf_add_cstr(sql, ")");
    }
}

static void add_direction(toc_buf *sql, const toc_event_query *query, const party_names *source,
                          const party_names *target) {
    toc_buf_add_cstr(sql, "SELECT rowid FROM event WHERE 1");
    if (query->from != TOC_DAY_NONE) {
        toc_buf_add_cstr(sql, " AND date>=?1");
    }
    if (query->to != TOC_DAY_NONE) {
        toc_buf_add_cstr(sql, " AND date<=?2");
    }
    if (query->asof != TOC_DAY_NONE) {
        toc_buf_add_cstr(sql, " AND learnt<=?3 AND (date<=?3 OR date>learnt)");
    }
    toc_buf_add_cstr(sql, SQL_IN_FORCE);
    if (source->count > 0) {
        toc_buf_add_cstr(sql, " AND ");
        add_match(sql, "source_root", "source", source);
    }
    if (target->count > 0) {
        toc_buf_add_cstr(sql, " AND ((");
        add_match(sql, "target_root", "target", target);
        toc_buf_add_cstr(sql, ") OR (");
        add_match(sql, "signal_root", "signal_to", target);
        toc_buf_add_cstr(sql, "))");
    }
}

static void add_query(toc_buf *sql, const toc_event_query *query, const party_names *source,
                      const party_names *target) {
    toc_buf_add_cstr(sql, "SELECT " LEDGER_EVENT_COLUMNS " FROM event e WHERE e.rowid IN (");
    add_direction(sql, query, source, target);
    if (query->both_directions) {
        toc_buf_add_cstr(sql, " UNION ");
        add_direction(sql, query, target, source);
    }
    toc_buf_add_cstr(sql, ") ORDER BY e.date,e.id");
}

/* ---- the same of records of datasets ---- */

static void add_actors(toc_buf *sql, const char *column, const party_names *party) {
    toc_buf_printf(sql, " AND %s IN (SELECT id FROM actor WHERE ", column);
    add_match(sql, "root", "code", party);
    toc_buf_add_cstr(sql, ")");
}

static void add_record_direction(toc_buf *sql, const toc_event_query *query, const party_names *source,
                                 const party_names *target) {
    toc_buf_add_cstr(sql, "SELECT id FROM record WHERE 1");
    if (query->from != TOC_DAY_NONE) {
        toc_buf_add_cstr(sql, " AND day>=?1");
    }
    if (query->to != TOC_DAY_NONE) {
        toc_buf_add_cstr(sql, " AND day<=?2");
    }
    if (query->asof != TOC_DAY_NONE) {
        toc_buf_add_cstr(sql, " AND learnt<=?3 AND (day<=?3 OR day>learnt)");
    }
    toc_buf_add_cstr(sql, " AND NOT EXISTS(SELECT 1 FROM record_superseded x JOIN record n ON n.id=x.by WHERE"
                          " x.record=record.id AND (?3 IS NULL OR n.learnt<=?3))");
    if (source->count > 0) {
        add_actors(sql, "source", source);
    }
    if (target->count > 0) {
        add_actors(sql, "target", target);
    }
}

static void add_record_query(toc_buf *sql, const toc_event_query *query, const party_names *source,
                             const party_names *target) {
    toc_buf_add_cstr(sql, "SELECT " LEDGER_RECORD_COLUMNS LEDGER_RECORD_TABLES " WHERE r.id IN (");
    add_record_direction(sql, query, source, target);
    if (query->both_directions) {
        toc_buf_add_cstr(sql, " UNION ");
        add_record_direction(sql, query, target, source);
    }
    toc_buf_add_cstr(sql, ") ORDER BY r.day,f.key,r.row");
}

/* ---- asking ---- */

static void bind_party(sqlite3_stmt *statement, const party_names *party) {
    for (size_t i = 0; i < party->count; i++) {
        int at = (int)(party->first + i);
        ledger_bind_text(statement, at, toc_actor_root(party->names[i]));
        ledger_bind_text(statement, at + (int)party->count, party->names[i]);
    }
}

static void bind_number(sqlite3_stmt *statement, int at, toc_day day) {
    if (day == TOC_DAY_NONE) {
        sqlite3_bind_null(statement, at);
    } else {
        sqlite3_bind_int(statement, at, day);
    }
}

static void bind_query(sqlite3_stmt *statement, const toc_event_query *query, bool records, const party_names *source,
                       const party_names *target) {
    void (*bind)(sqlite3_stmt *, int, toc_day) = records ? bind_number : ledger_bind_day;
    bind(statement, P_FROM, query->from);
    bind(statement, P_TO, query->to);
    bind(statement, P_ASOF, query->asof);
    bind_party(statement, source);
    bind_party(statement, target);
}

static toc_rc prepare_query(toc_store *store, const toc_event_query *query, bool records, sqlite3_stmt **out,
                            toc_err *err) {
    party_names source = {query->source_roots, query->source_count, P_NEXT};
    party_names target = {query->target_roots, query->target_count, P_NEXT + 2 * query->source_count};
    toc_buf sql;
    toc_buf_init(&sql, 1 << 24);
    (records ? add_record_query : add_query)(&sql, query, &source, &target);
    if (sql.failed || sql.len > INT_MAX) {
        toc_buf_fini(&sql);
        return toc_err_set(err, TOC_ENOMEM, "no memory for a query of %zu names",
                           query->source_count + query->target_count);
    }
    int rc = sqlite3_prepare_v2(store->db, sql.ptr, (int)sql.len, out, NULL);
    toc_buf_fini(&sql);
    if (rc != SQLITE_OK) {
        return ledger_fail(store, rc, "ask", err);
    }
    bind_query(*out, query, records, &source, &target);
    return TOC_OK;
}

/* One of the two kinds of events, and the one of it that comes next. */
typedef struct stream {
    sqlite3_stmt *statement;
    ledger_pick *pick; /* instead of the statement, of records of a large ledger */
    bool records, more;
    toc_event event;
    toc_event last;  /* the one before that was kept */
    toc_arena arena; /* what the event's texts need beside the row */
} stream;

static toc_rc stream_next(toc_store *store, stream *s, toc_err *err) {
    if (s->pick) {
        return ledger_pick_next(s->pick, &s->event, &s->more, err);
    }
    int step = sqlite3_step(s->statement);
    s->more = step == SQLITE_ROW;
    if (step == SQLITE_DONE) {
        return TOC_OK;
    }
    if (step != SQLITE_ROW) {
        return ledger_fail(store, step, "read", err);
    }
    toc_arena_clear(&s->arena);
    bool sound = s->records ? ledger_record(s->statement, &s->arena, &s->event) : ledger_event(s->statement, &s->event);
    return sound ? TOC_OK : ledger_damaged(store, &s->event, err);
}

static toc_rc stream_begin(toc_store *store, const toc_event_query *query, stream *s, toc_err *err) {
    toc_rc rc = s->records ? ledger_pick_new(store, query, &s->arena, &s->pick, err) : TOC_OK;
    return rc == TOC_OK && !s->pick ? prepare_query(store, query, s->records, &s->statement, err) : rc;
}

static bool is_before(const stream *a, const stream *b) {
    if (!a->more || !b->more) {
        return a->more;
    }
    return a->event.date != b->event.date ? a->event.date < b->event.date
                                          : strcmp(a->event.id.text, b->event.id.text) < 0;
}

static bool is_wanted(const toc_event_query *query, const toc_event *event) {
    return (query->roots == 0 || (query->roots >> event->root & 1)) &&
           (!query->has_first || toc_event_day(event) >= query->first);
}

/* The texts of a picked event live where they shall already. */
static toc_rc show(stream *s, const toc_event_query *query, toc_event_visit *visit, void *ctx, toc_err *err) {
    if (!query->keep || s->pick) {
        return visit(ctx, &s->event, err);
    }
    toc_event kept;
    if (!toc_event_copy_like(&kept, &s->event, &s->last, query->keep)) {
        return toc_err_set(err, TOC_ENOMEM, "no memory for the events of a query");
    }
    s->last = kept;
    return visit(ctx, &kept, err);
}

toc_rc toc_store_each_event(toc_store *store, const toc_event_query *query, toc_event_visit *visit, void *ctx,
                            toc_err *err) {
    if (query->source_count + query->target_count > 10000) {
        return toc_err_set(err, TOC_ELIMIT, "a query names %zu parties, the most is 10000",
                           query->source_count + query->target_count);
    }
    stream streams[2] = {{.records = false}, {.records = true}};
    toc_rc rc = TOC_OK;
    for (int i = 0; i < 2; i++) {
        toc_arena_init(&streams[i].arena, 0);
        rc = rc == TOC_OK ? stream_begin(store, query, &streams[i], err) : rc;
        rc = rc == TOC_OK ? stream_next(store, &streams[i], err) : rc;
    }
    if (query->expected) {
        *query->expected = streams[1].pick ? ledger_pick_count(streams[1].pick) : 0;
    }
    while (rc == TOC_OK && (streams[0].more || streams[1].more)) {
        stream *first = is_before(&streams[0], &streams[1]) ? &streams[0] : &streams[1];
        rc = is_wanted(query, &first->event) ? show(first, query, visit, ctx, err) : TOC_OK;
        rc = rc == TOC_OK ? stream_next(store, first, err) : rc;
    }
    for (int i = 0; i < 2; i++) {
        sqlite3_finalize(streams[i].statement);
        ledger_pick_free(streams[i].pick);
        toc_arena_fini(&streams[i].arena);
    }
    return rc;
}

/* The names are parameters 1 to count, in both parts. */
static toc_rc prepare_addressed(toc_store *store, const party_names *roots, sqlite3_stmt **out, toc_err *err) {
    toc_buf sql;
    toc_buf_init(&sql, 1 << 24);
    toc_buf_add_cstr(&sql, "SELECT signal_root FROM event WHERE signal_root IS NOT NULL AND ");
    add_in(&sql, "source_root", roots, PICK_ALL);
    toc_buf_add_cstr(&sql, " UNION SELECT source_root FROM event WHERE source_root IS NOT NULL AND ");
    add_in(&sql, "signal_root", roots, PICK_ALL);
    int rc = sql.failed || sql.len > INT_MAX ? SQLITE_NOMEM
                                             : sqlite3_prepare_v2(store->db, sql.ptr, (int)sql.len, out, NULL);
    toc_buf_fini(&sql);
    for (size_t i = 0; rc == SQLITE_OK && i < roots->count; i++) {
        ledger_bind_text(*out, (int)(roots->first + i), roots->names[i]);
    }
    return rc == SQLITE_OK ? TOC_OK : ledger_fail(store, rc, "ask", err);
}

toc_rc toc_store_addressed(toc_store *store, const toc_str *roots, size_t count, toc_arena *arena, toc_str **out,
                           size_t *out_count, toc_err *err) {
    party_names names = {roots, count, 1};
    sqlite3_stmt *statement = NULL;
    toc_str *list = NULL;
    size_t found = 0, capacity = 0;
    int step = SQLITE_DONE;
    toc_rc rc = prepare_addressed(store, &names, &statement, err);
    while (rc == TOC_OK && (step = sqlite3_step(statement)) == SQLITE_ROW) {
        toc_str *wider = toc_arena_widen(arena, list, found, &capacity, sizeof *list, 16);
        toc_str root = toc_arena_str(arena, ledger_text(statement, 0));
        if (!wider || !root.ptr) {
            rc = toc_err_set(err, TOC_ENOMEM, "no memory for who is addressed");
            break;
        }
        list = wider;
        list[found++] = root;
    }
    rc = rc == TOC_OK && step != SQLITE_DONE ? ledger_fail(store, step, "read", err) : rc;
    sqlite3_finalize(statement);
    *out = list;
    *out_count = found;
    return rc;
}

static toc_rc step_totals(toc_store *store, ledger_sql which, toc_day asof, sqlite3_stmt **out, toc_err *err) {
    toc_rc rc = ledger_statement(store, which, out, err);
    if (rc != TOC_OK) {
        return rc;
    }
    ledger_bind_day(*out, 1, asof);
    if (which == SQL_TOTALS_EVENTS) {
        bind_number(*out, 2, asof);
    }
    int step = sqlite3_step(*out);
    return step == SQLITE_ROW ? TOC_OK : ledger_fail(store, step, "read", err);
}

/* All that the panel has in force on the day are the events of a large ledger, and to ask it is to add up days. */
static toc_rc events_of_panel(toc_store *store, toc_day asof, int64_t *out, toc_err *err) {
    toc_panel *panel = NULL;
    toc_panel_volume volume = {0};
    toc_arena arena;
    toc_arena_init(&arena, 0);
    toc_rc rc = toc_panel_open(store, NULL, NULL, &panel, err);
    rc = rc == TOC_OK ? toc_panel_volumes(panel, asof, &arena, &volume, err) : rc;
    *out = 0;
    for (size_t i = 0; rc == TOC_OK && i < volume.days; i++) {
        *out += volume.events[i];
    }
    toc_panel_close(panel);
    toc_arena_fini(&arena);
    return rc;
}

static toc_rc events_total(toc_store *store, toc_day asof, int64_t *out, toc_err *err) {
    bool large = false;
    sqlite3_stmt *statement = NULL;
    toc_rc rc = ledger_is_large(store, &large, err);
    if (rc != TOC_OK || large) {
        return rc == TOC_OK ? events_of_panel(store, asof, out, err) : rc;
    }
    rc = step_totals(store, SQL_TOTALS_EVENTS, asof, &statement, err);
    *out = rc == TOC_OK ? sqlite3_column_int64(statement, 0) : 0;
    ledger_done(statement);
    return rc;
}

toc_rc toc_store_totals_asof(toc_store *store, toc_day asof, toc_store_totals *out, toc_err *err) {
    toc_store_totals totals;
    sqlite3_stmt *documents = NULL;
    toc_rc rc = step_totals(store, SQL_TOTALS_DOCUMENTS, asof, &documents, err);
    if (rc == TOC_OK) {
        totals.documents = sqlite3_column_int64(documents, 0);
        totals.sentences = sqlite3_column_int64(documents, 1);
        totals.silent_sentences = sqlite3_column_int64(documents, 2);
        totals.sources = sqlite3_column_int64(documents, 3);
        totals.first = ledger_day(documents, 4);
        totals.last = ledger_day(documents, 5);
    }
    ledger_done(documents);
    rc = rc == TOC_OK ? events_total(store, asof, &totals.events, err) : rc;
    if (rc == TOC_OK) {
        *out = totals;
    }
    return rc;
}
