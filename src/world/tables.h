/*
 * tables: what the files of the world room share, and nobody else includes.
 *
 * Every table of data/world is read by one loader from a description: which
 * column goes into which member of which struct. All text lives in one arena.
 */
#ifndef TOC_WORLD_TABLES_H
#define TOC_WORLD_TABLES_H

#include "base/map.h"
#include "world/world.h"

typedef struct world_state {
    toc_str code, name, cow, gw;
    toc_day from, to;
} world_state;

typedef struct world_bloc {
    toc_str code, name, kind;
    toc_day from, to;
} world_bloc;

typedef struct world_alias {
    toc_str name, code;
} world_alias;

typedef struct world_power {
    toc_str state, kind;
    toc_day from, to;
} world_power;

/* Rows of coverage.tsv and contiguity.tsv; here to is inclusive, as in their source. */
typedef struct world_span {
    toc_str state, cow;
    toc_day from, to;
    uint32_t lineage;
} world_span;

typedef struct world_border {
    toc_str state_a, state_b;
    toc_day from, to;
    int64_t type;
    uint32_t a, b; /* lineages, a < b */
} world_border;

typedef struct world_dispute {
    toc_str state_a, state_b;
    int64_t year, onset, ongoing, fatal_onset, war_dispute, war_onset, deaths;
    uint32_t a, b; /* lineages, a < b */
} world_dispute;

typedef struct world_table {
    void *rows;
    size_t count;
} world_table;

typedef enum world_table_name {
    STATES,
    BLOCS,
    ALIASES,
    POWERS,
    MEMBERS,
    CLAUSES,
    INVOCATIONS,
    MEDIATORS,
    CHANNELS,
    WARS,
    COVERAGE,
    BORDERS,
    DISPUTES,
    REGIONS, /* these two are read by toc_world_read_places only */
    PLACES,
    WORLD_TABLE_COUNT
} world_table_name;

struct toc_world {
    toc_arena arena;
    world_table tables[WORLD_TABLE_COUNT];
    toc_map states, blocs; /* code -> row */
    toc_map names;         /* code, name or alias in lower case -> row of STATES, or of BLOCS + WORLD_BLOC */
    toc_map lineages;      /* COW number and code -> lineage */
    toc_map members;       /* state -> first row of MEMBERS */
    uint32_t *member_next; /* row of MEMBERS -> the next of the same state + 1; 0: none */
    toc_map places;        /* name -> first row of PLACES, or of REGIONS + WORLD_REGION */
    uint32_t lineage_count;
    size_t *lineage_spans; /* lineage -> first row of COVERAGE (sorted by lineage); lineage_count + 1 entries */
    bool *power_years;     /* lineage * PAST_YEARS + year - PAST_FIRST: a major or nuclear power in that year */
};

/* The years that disputes.tsv covers; checked against its rows. */
#define PAST_FIRST 1816
#define PAST_LAST 2000
#define PAST_YEARS (PAST_LAST - PAST_FIRST + 1)
#define PAST_LINEAGES_MAX 512

#define WORLD_BLOC 0x80000000u
#define WORLD_REGION 0x80000000u

/* Reads all tables; on failure the caller frees the world. */
toc_rc world_load(toc_world *world, const char *data_dir, toc_err *err);

/* Read one table of data/world into world->tables. */
toc_rc world_load_table(toc_world *world, const char *data_dir, world_table_name name, toc_err *err);

/* The rows of a table as an array. */
#define WORLD_ROWS(world, type, name) ((const type *)(world)->tables[name].rows)

/* Does [from, to) hold the day? TOC_DAY_NONE is open. */
bool world_holds(toc_day from, toc_day to, toc_day day);

/* NULL when unknown. */
const world_state *world_find_state(const toc_world *world, toc_str code);
const world_bloc *world_find_bloc(const toc_world *world, toc_str code);

/* Lower case (ASCII) into arena; {NULL, 0} when refused. */
toc_str world_fold(toc_arena *arena, toc_str text);

/* Sort coverage, borders and disputes by lineage and fill what counting needs. */
toc_rc past_index(toc_world *world, toc_err *err);

#endif
