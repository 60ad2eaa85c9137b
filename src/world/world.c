/*
 * Method: one loader reads every table of data/world after a description of
 * its columns (text, day or whole number, and where in the row struct it
 * goes); rows stay in table order. Then three maps are made: codes of states,
 * codes of blocs, and all names in lower case. A fault in a table is a fault
 * of the programme: it stops the loading and names file and line.
 */
#include "base/mem.h"
#include "base/table.h"
#include "world/tables.h"

#include <stddef.h>
#include <string.h>

/* Descriptions of tables. */

typedef enum cell_kind { CELL_TEXT, CELL_DAY, CELL_NUMBER } cell_kind;

typedef struct cell {
    const char *column;
    cell_kind kind;
    size_t offset;
} cell;

typedef struct description {
    const char *file;
    size_t row_size;
    const cell *cells;
    size_t cell_count;
} description;

#define T(type, member)                                                                                                \
    { #member, CELL_TEXT, offsetof(type, member) }
#define D(type, member)                                                                                                \
    { #member, CELL_DAY, offsetof(type, member) }
#define N(type, member)                                                                                                \
    { #member, CELL_NUMBER, offsetof(type, member) }

static const cell STATE_CELLS[] = {T(world_state, code), T(world_state, name), T(world_state, cow),
                                   T(world_state, gw),   D(world_state, from), D(world_state, to)};
static const cell BLOC_CELLS[] = {T(world_bloc, code), T(world_bloc, name), T(world_bloc, kind), D(world_bloc, from),
                                  D(world_bloc, to)};
static const cell ALIAS_CELLS[] = {T(world_alias, name), T(world_alias, code)};
static const cell POWER_CELLS[] = {T(world_power, state), T(world_power, kind), D(world_power, from),
                                   D(world_power, to)};
static const cell MEMBER_CELLS[] = {T(toc_membership, bloc),   T(toc_membership, state),      T(toc_membership, status),
                                    T(toc_membership, role),   D(toc_membership, from),       D(toc_membership, to),
                                    T(toc_membership, source), T(toc_membership, confidence), T(toc_membership, note)};
static const cell CLAUSE_CELLS[] = {T(toc_clause, id),
                                    T(toc_clause, treaty),
                                    T(toc_clause, bloc),
                                    T(toc_clause, parties),
                                    T(toc_clause, clause),
                                    T(toc_clause, title),
                                    {"text_summary", CELL_TEXT, offsetof(toc_clause, summary)},
                                    T(toc_clause, obliges),
                                    D(toc_clause, from),
                                    D(toc_clause, to),
                                    T(toc_clause, source),
                                    T(toc_clause, confidence)};
static const cell INVOCATION_CELLS[] = {
    T(toc_invocation, clause),     D(toc_invocation, date),    T(toc_invocation, by),
    T(toc_invocation, about),      T(toc_invocation, outcome), T(toc_invocation, source),
    T(toc_invocation, confidence), T(toc_invocation, note),    T(toc_invocation, against)};
static const cell MEDIATOR_CELLS[] = {T(toc_mediator, id),       T(toc_mediator, side_a),     T(toc_mediator, side_b),
                                      T(toc_mediator, mediator), D(toc_mediator, from),       D(toc_mediator, to),
                                      T(toc_mediator, what),     T(toc_mediator, outcome),    T(toc_mediator, status),
                                      T(toc_mediator, source),   T(toc_mediator, confidence), T(toc_mediator, note)};
static const cell CHANNEL_CELLS[] = {T(toc_channel, id),     T(toc_channel, side_a),     T(toc_channel, side_b),
                                     T(toc_channel, name),   T(toc_channel, kind),       T(toc_channel, level),
                                     D(toc_channel, from),   D(toc_channel, to),         T(toc_channel, status),
                                     T(toc_channel, source), T(toc_channel, confidence), T(toc_channel, note)};
static const cell WAR_CELLS[] = {T(toc_war, id),     T(toc_war, side_a),     T(toc_war, side_b), D(toc_war, from),
                                 D(toc_war, to),     T(toc_war, kind),       T(toc_war, deaths), T(toc_war, what),
                                 T(toc_war, source), T(toc_war, confidence), T(toc_war, note)};
static const cell SPAN_CELLS[] = {T(world_span, state), T(world_span, cow), D(world_span, from), D(world_span, to)};
static const cell BORDER_CELLS[] = {T(world_border, state_a), T(world_border, state_b), D(world_border, from),
                                    D(world_border, to), N(world_border, type)};
static const cell DISPUTE_CELLS[] = {
    T(world_dispute, state_a),     T(world_dispute, state_b),   N(world_dispute, year),
    N(world_dispute, onset),       N(world_dispute, ongoing),   N(world_dispute, fatal_onset),
    N(world_dispute, war_dispute), N(world_dispute, war_onset), N(world_dispute, deaths)};

static const cell PLACE_CELLS[] = {T(toc_place_row, name), T(toc_place_row, kind), T(toc_place_row, country),
                                   T(toc_place_row, adm1), N(toc_place_row, thousands)};

#define TABLE(file, type, cells)                                                                                       \
    { file, sizeof(type), cells, sizeof(cells) / sizeof((cells)[0]) }

static const description TABLES[WORLD_TABLE_COUNT] = {
    [STATES] = TABLE("states.tsv", world_state, STATE_CELLS),
    [BLOCS] = TABLE("blocs.tsv", world_bloc, BLOC_CELLS),
    [ALIASES] = TABLE("aliases.tsv", world_alias, ALIAS_CELLS),
    [POWERS] = TABLE("powers.tsv", world_power, POWER_CELLS),
    [MEMBERS] = TABLE("members.tsv", toc_membership, MEMBER_CELLS),
    [CLAUSES] = TABLE("clauses.tsv", toc_clause, CLAUSE_CELLS),
    [INVOCATIONS] = TABLE("invocations.tsv", toc_invocation, INVOCATION_CELLS),
    [MEDIATORS] = TABLE("mediators.tsv", toc_mediator, MEDIATOR_CELLS),
    [CHANNELS] = TABLE("channels.tsv", toc_channel, CHANNEL_CELLS),
    [WARS] = TABLE("wars.tsv", toc_war, WAR_CELLS),
    [COVERAGE] = TABLE("coverage.tsv", world_span, SPAN_CELLS),
    [BORDERS] = TABLE("contiguity.tsv", world_border, BORDER_CELLS),
    [DISPUTES] = TABLE("disputes.tsv", world_dispute, DISPUTE_CELLS),
    [REGIONS] = TABLE("regions.tsv", toc_place_row, PLACE_CELLS),
    [PLACES] = TABLE("places.tsv", toc_place_row, PLACE_CELLS),
};

/* Loading. */

static toc_rc no_memory(toc_err *err) {
    return toc_err_set(err, TOC_ENOMEM, "no memory for the tables of the world");
}

static toc_rc read_cell(const toc_table *table, const cell *cell_at, toc_str text, char *row, toc_err *err) {
    void *member = row + cell_at->offset;
    toc_day day = TOC_DAY_NONE;
    int64_t number = 0;
    switch (cell_at->kind) {
    case CELL_TEXT:
        memcpy(member, &text, sizeof text);
        return TOC_OK;
    case CELL_DAY:
        day = text.len == 0 ? TOC_DAY_NONE : toc_day_parse(text);
        if (text.len > 0 && day == TOC_DAY_NONE) {
            break;
        }
        memcpy(member, &day, sizeof day);
        return TOC_OK;
    case CELL_NUMBER:
        if (!toc_str_to_i64(text, &number)) {
            break;
        }
        memcpy(member, &number, sizeof number);
        return TOC_OK;
    }
    return toc_err_set(err, TOC_EFORMAT, "%s \"%.*s\" in %s:%zu is no %s", cell_at->column, TOC_FMT(text), table->path,
                       table->line, cell_at->kind == CELL_DAY ? "date YYYY-MM-DD" : "whole number");
}

static toc_rc read_row(const toc_table *table, const description *about, const toc_str *texts, char *row,
                       toc_err *err) {
    toc_rc rc = TOC_OK;
    for (size_t i = 0; rc == TOC_OK && i < about->cell_count; i++) {
        rc = read_cell(table, &about->cells[i], texts[i], row, err);
    }
    return rc;
}

static toc_rc grow(world_table *rows, size_t row_size, size_t *capacity, toc_err *err) {
    if (rows->count < *capacity) {
        return TOC_OK;
    }
    size_t wider = *capacity == 0 ? 64 : *capacity * 2;
    void *grown = toc_mem_realloc(rows->rows, wider * row_size);
    if (grown == NULL) {
        return no_memory(err);
    }
    memset((char *)grown + rows->count * row_size, 0, (wider - rows->count) * row_size);
    rows->rows = grown;
    *capacity = wider;
    return TOC_OK;
}

toc_rc world_load_table(toc_world *world, const char *data_dir, world_table_name name, toc_err *err) {
    const description *about = &TABLES[name];
    world_table *rows = &world->tables[name];
    const char *columns[TOC_TABLE_COLUMNS_MAX];
    toc_str texts[TOC_TABLE_COLUMNS_MAX];
    toc_table table;
    size_t capacity = 0;
    bool more = true;
    for (size_t i = 0; i < about->cell_count; i++) {
        columns[i] = about->cells[i].column;
    }
    toc_str path = toc_arena_printf(&world->arena, "%s/world/%s", data_dir, about->file);
    if (path.ptr == NULL) {
        return no_memory(err);
    }
    toc_rc rc = toc_table_open(&table, path.ptr, columns, about->cell_count, &world->arena, err);
    while (rc == TOC_OK) {
        rc = toc_table_next(&table, texts, &more, err);
        if (rc != TOC_OK || !more) {
            break;
        }
        rc = grow(rows, about->row_size, &capacity, err);
        rc =
            rc == TOC_OK ? read_row(&table, about, texts, (char *)rows->rows + rows->count * about->row_size, err) : rc;
        rows->count += rc == TOC_OK ? 1 : 0;
    }
    return rc;
}

/* Names. */

toc_str world_fold(toc_arena *arena, toc_str text) {
    char *folded = toc_arena_alloc(arena, text.len + 1);
    if (folded == NULL) {
        return (toc_str){NULL, 0};
    }
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        folded[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    return (toc_str){folded, text.len};
}

/* A name that is there already keeps its first meaning: codes come before names, names before aliases. */
static toc_rc add_name(toc_world *world, toc_str name, uint32_t row, toc_err *err) {
    uint32_t there;
    toc_str folded = world_fold(&world->arena, name);
    if (folded.ptr == NULL) {
        return no_memory(err);
    }
    if (toc_map_get(&world->names, folded, &there)) {
        return TOC_OK;
    }
    return toc_map_put(&world->names, folded, row) ? TOC_OK : no_memory(err);
}

static toc_rc index_states(toc_world *world, toc_err *err) {
    const world_state *states = WORLD_ROWS(world, world_state, STATES);
    toc_rc rc = TOC_OK;
    for (uint32_t i = 0; rc == TOC_OK && i < world->tables[STATES].count; i++) {
        rc = toc_map_put(&world->states, states[i].code, i) ? add_name(world, states[i].code, i, err) : no_memory(err);
    }
    for (uint32_t i = 0; rc == TOC_OK && i < world->tables[STATES].count; i++) {
        rc = add_name(world, states[i].name, i, err);
    }
    return rc;
}

static toc_rc index_blocs(toc_world *world, toc_err *err) {
    const world_bloc *blocs = WORLD_ROWS(world, world_bloc, BLOCS);
    toc_rc rc = TOC_OK;
    for (uint32_t i = 0; rc == TOC_OK && i < world->tables[BLOCS].count; i++) {
        if (world_find_state(world, blocs[i].code) != NULL) {
            return toc_err_set(err, TOC_EFORMAT, "\"%.*s\" is a state and a bloc in data/world, rename the bloc",
                               TOC_FMT(blocs[i].code));
        }
        rc = toc_map_put(&world->blocs, blocs[i].code, i) ? add_name(world, blocs[i].code, i | WORLD_BLOC, err)
                                                          : no_memory(err);
        rc = rc == TOC_OK ? add_name(world, blocs[i].name, i | WORLD_BLOC, err) : rc;
    }
    return rc;
}

static toc_rc index_aliases(toc_world *world, toc_err *err) {
    const world_alias *aliases = WORLD_ROWS(world, world_alias, ALIASES);
    toc_rc rc = TOC_OK;
    for (size_t i = 0; rc == TOC_OK && i < world->tables[ALIASES].count; i++) {
        uint32_t row;
        if (toc_map_get(&world->states, aliases[i].code, &row)) {
            rc = add_name(world, aliases[i].name, row, err);
        } else if (toc_map_get(&world->blocs, aliases[i].code, &row)) {
            rc = add_name(world, aliases[i].name, row | WORLD_BLOC, err);
        } else {
            rc = toc_err_set(err, TOC_EFORMAT, "\"%.*s\" in aliases.tsv stands for \"%.*s\", which is no state or bloc",
                             TOC_FMT(aliases[i].name), TOC_FMT(aliases[i].code));
        }
    }
    return rc;
}

/* Backwards, so that each state's rows are chained as they stand in the table. */
static toc_rc index_members(toc_world *world, toc_err *err) {
    const toc_membership *rows = WORLD_ROWS(world, toc_membership, MEMBERS);
    size_t count = world->tables[MEMBERS].count;
    world->member_next = toc_arena_array(&world->arena, count + 1, sizeof *world->member_next);
    for (size_t i = count; i > 0 && world->member_next; i--) {
        uint32_t behind;
        world->member_next[i - 1] = toc_map_get(&world->members, rows[i - 1].state, &behind) ? behind + 1 : 0;
        if (!toc_map_put(&world->members, rows[i - 1].state, (uint32_t)(i - 1))) {
            return no_memory(err);
        }
    }
    return world->member_next ? TOC_OK : no_memory(err);
}

toc_rc world_load(toc_world *world, const char *data_dir, toc_err *err) {
    toc_rc rc = TOC_OK;
    for (int name = 0; rc == TOC_OK && name < REGIONS; name++) {
        rc = world_load_table(world, data_dir, (world_table_name)name, err);
    }
    rc = rc == TOC_OK ? index_states(world, err) : rc;
    rc = rc == TOC_OK ? index_blocs(world, err) : rc;
    rc = rc == TOC_OK ? index_aliases(world, err) : rc;
    rc = rc == TOC_OK ? index_members(world, err) : rc;
    return rc == TOC_OK ? past_index(world, err) : rc;
}

toc_rc toc_world_new(const char *data_dir, toc_world **out, toc_err *err) {
    toc_world *world = toc_mem_calloc(1, sizeof *world);
    if (world == NULL) {
        return no_memory(err);
    }
    toc_arena_init(&world->arena, 0);
    toc_map_init(&world->states);
    toc_map_init(&world->blocs);
    toc_map_init(&world->names);
    toc_map_init(&world->lineages);
    toc_map_init(&world->members);
    toc_map_init(&world->places);
    toc_rc rc = world_load(world, data_dir, err);
    if (rc != TOC_OK) {
        toc_world_free(world);
        return rc;
    }
    *out = world;
    return TOC_OK;
}

void toc_world_free(toc_world *world) {
    if (world == NULL) {
        return;
    }
    for (int name = 0; name < WORLD_TABLE_COUNT; name++) {
        toc_mem_free(world->tables[name].rows);
    }
    toc_map_fini(&world->states);
    toc_map_fini(&world->blocs);
    toc_map_fini(&world->names);
    toc_map_fini(&world->lineages);
    toc_map_fini(&world->members);
    toc_map_fini(&world->places);
    toc_mem_free(world->lineage_spans);
    toc_mem_free(world->power_years);
    toc_arena_fini(&world->arena);
    toc_mem_free(world);
}

/* Questions about one name, and whole tables. */

bool world_holds(toc_day from, toc_day to, toc_day day) {
    return (from == TOC_DAY_NONE || from <= day) && (to == TOC_DAY_NONE || day < to);
}

const world_state *world_find_state(const toc_world *world, toc_str code) {
    uint32_t row;
    return toc_map_get(&world->states, code, &row) ? WORLD_ROWS(world, world_state, STATES) + row : NULL;
}

const world_bloc *world_find_bloc(const toc_world *world, toc_str code) {
    uint32_t row;
    return toc_map_get(&world->blocs, code, &row) ? WORLD_ROWS(world, world_bloc, BLOCS) + row : NULL;
}

bool toc_world_is_past(const toc_world *world, toc_str code, toc_day on) {
    const world_state *state = world_find_state(world, code);
    const world_bloc *bloc = state == NULL ? world_find_bloc(world, code) : NULL;
    toc_day to = state != NULL ? state->to : bloc != NULL ? bloc->to : TOC_DAY_NONE;
    return to != TOC_DAY_NONE && on != TOC_DAY_NONE && on >= to;
}

bool toc_world_is_state(const toc_world *world, toc_str code) {
    return world_find_state(world, code) != NULL;
}

bool toc_world_is_bloc(const toc_world *world, toc_str code) {
    return world_find_bloc(world, code) != NULL;
}

toc_str toc_world_name(const toc_world *world, toc_str code) {
    const world_state *state = world_find_state(world, code);
    const world_bloc *bloc = state == NULL ? world_find_bloc(world, code) : NULL;
    return state != NULL ? state->name : bloc != NULL ? bloc->name : code;
}

toc_str toc_world_code(const toc_world *world, toc_str name) {
    char folded[128];
    uint32_t row;
    if (name.len == 0 || name.len >= sizeof folded) {
        return (toc_str){"", 0};
    }
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        folded[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    if (!toc_map_get(&world->names, (toc_str){folded, name.len}, &row)) {
        return (toc_str){"", 0};
    }
    return row & WORLD_BLOC ? WORLD_ROWS(world, world_bloc, BLOCS)[row & ~WORLD_BLOC].code
                            : WORLD_ROWS(world, world_state, STATES)[row].code;
}

int toc_world_cow(const toc_world *world, toc_str code) {
    const world_state *state = world_find_state(world, code);
    int64_t number = 0;
    return state != NULL && toc_str_to_i64(state->cow, &number) ? (int)number : 0;
}

toc_str toc_world_cow_name(const toc_world *world, int cow) {
    const world_state *states = WORLD_ROWS(world, world_state, STATES), *found = NULL;
    for (size_t i = 0; i < world->tables[STATES].count; i++) {
        int64_t number = 0;
        if (toc_str_to_i64(states[i].cow, &number) && number == cow && (!found || states[i].to == TOC_DAY_NONE))
            found = &states[i];
    }
    return found ? found->name : TOC_STR("");
}

int toc_world_gw(const toc_world *world, toc_str code) {
    const world_state *state = world_find_state(world, code);
    int64_t number = 0;
    return state != NULL && toc_str_to_i64(state->gw, &number) ? (int)number : 0;
}

static bool is_power(const toc_world *world, toc_str code, toc_str kind, toc_day on) {
    const world_power *powers = WORLD_ROWS(world, world_power, POWERS);
    for (size_t i = 0; i < world->tables[POWERS].count; i++) {
        if (toc_str_equal(powers[i].state, code) && toc_str_equal(powers[i].kind, kind) &&
            world_holds(powers[i].from, powers[i].to, on)) {
            return true;
        }
    }
    return false;
}

bool toc_world_is_nuclear(const toc_world *world, toc_str code, toc_day on) {
    return is_power(world, code, TOC_STR("nuclear"), on);
}

bool toc_world_is_major(const toc_world *world, toc_str code, toc_day on) {
    return is_power(world, code, TOC_STR("major"), on);
}

const toc_clause *toc_world_clauses(const toc_world *world, size_t *count) {
    *count = world->tables[CLAUSES].count;
    return world->tables[CLAUSES].rows;
}

const toc_invocation *toc_world_invocations(const toc_world *world, size_t *count) {
    *count = world->tables[INVOCATIONS].count;
    return world->tables[INVOCATIONS].rows;
}

const toc_mediator *toc_world_mediators(const toc_world *world, size_t *count) {
    *count = world->tables[MEDIATORS].count;
    return world->tables[MEDIATORS].rows;
}

const toc_channel *toc_world_channels(const toc_world *world, size_t *count) {
    *count = world->tables[CHANNELS].count;
    return world->tables[CHANNELS].rows;
}

const toc_war *toc_world_wars(const toc_world *world, size_t *count) {
    *count = world->tables[WARS].count;
    return world->tables[WARS].rows;
}
