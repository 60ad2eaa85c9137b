/*
 * world: dated facts about states, blocs, treaties, channels, mediators and past wars.
 *
 * Everything is asked as of a day. Tables stand in data/world/*.tsv, each row
 * with its source; intervals are [from, to). Loaded once, read-only after,
 * shared by threads. All text returned is ours and lives until free.
 *
 * Order: new, then any question in any order, free.
 */
#ifndef TOC_WORLD_WORLD_H
#define TOC_WORLD_WORLD_H

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"

typedef struct toc_world toc_world;

toc_rc toc_world_new(const char *data_dir, toc_world **out, toc_err *err);
void toc_world_free(toc_world *world);

/* Is code (no sectors) a state, or a bloc or organisation, that we know? */
bool toc_world_is_state(const toc_world *world, toc_str code);
bool toc_world_is_bloc(const toc_world *world, toc_str code);
/* English name of a state or bloc; the code itself when unknown. */
toc_str toc_world_name(const toc_world *world, toc_str code);
/* COW number of a state, 0 when it has none. */
int toc_world_cow(const toc_world *world, toc_str code);
bool toc_world_is_nuclear(const toc_world *world, toc_str code, toc_day on);

/* A side: the members that an expression stands for as of a day. */
typedef struct toc_side {
    toc_str text;       /* as the user wrote it */
    toc_str label;      /* for people: "Russia and Belarus", "NATO (31 members)" */
    toc_str *members;   /* actor roots, sorted, without repeats: states, and the blocs named themselves */
    size_t member_count;
    toc_day asof;
} toc_side;

/*
 * Read a side expression: names joined by '+', '-' removes, '&' intersects
 * (left to right, no brackets): "RUS+BLR", "NATO", "CSTO-ARM", "EU&NATO".
 * A name is a code or an English name of a state or bloc (no sectors), any case. A bloc
 * gives its members as of the day and also itself (an event by "NATO" belongs
 * to the side NATO); after '-' and '&' only states are compared and a bloc named by itself
 * stays only when it was named first. The order of names does not matter for label-free uses:
 * members are sorted. Memory comes from arena.
 * TOC_EUSAGE when a name is unknown (says which, and near names) or the side is empty on that day.
 */
toc_rc toc_side_parse(const toc_world *world, toc_str text, toc_day asof, toc_arena *arena, toc_side *out,
                      toc_err *err);
bool toc_side_has(const toc_side *side, toc_str actor_root);

/* Membership rows. */
typedef struct toc_membership {
    toc_str bloc, state, status, role, source, confidence, note;
    toc_day from, to; /* to is exclusive; TOC_DAY_NONE: open */
} toc_membership;
/* Membership of state in bloc on the day; NULL when none. Status may be "member", "frozen", "observer"…: read it. */
const toc_membership *toc_world_membership(const toc_world *world, toc_str bloc, toc_str state, toc_day on);
/* Members (status member or frozen) of bloc on day, sorted by code, into arena. */
toc_rc toc_world_members(const toc_world *world, toc_str bloc, toc_day on, toc_arena *arena,
                         const toc_membership ***out, size_t *count, toc_err *err);

typedef struct toc_clause {
    toc_str id, treaty, bloc, parties, clause, title, summary, obliges, source, confidence;
    toc_day from, to;
} toc_clause;
/* All clauses in table order; filter by date and party with toc_clause_binds. */
const toc_clause *toc_world_clauses(const toc_world *world, size_t *count);
/* In force on the day, and binding that state (as a named party, or as a member of its bloc on that day). */
bool toc_clause_binds(const toc_world *world, const toc_clause *clause, toc_str state, toc_day on);

typedef struct toc_invocation {
    toc_str clause, by, about, outcome, source, confidence, note;
    toc_day date;
} toc_invocation;
const toc_invocation *toc_world_invocations(const toc_world *world, size_t *count);

typedef struct toc_mediator {
    toc_str id, side_a, side_b, mediator, what, outcome, status, source, confidence, note;
    toc_day from, to;
} toc_mediator;
const toc_mediator *toc_world_mediators(const toc_world *world, size_t *count);

typedef struct toc_channel {
    toc_str id, side_a, side_b, name, kind, level, status, source, confidence, note;
    toc_day from, to;
} toc_channel;
const toc_channel *toc_world_channels(const toc_world *world, size_t *count);

/*
 * Past disputes between pairs of states: data/world/disputes.tsv, made by
 * script/make-disputes from the dyad-years of Correlates of War and the
 * Gibler-Miller-Little recoding. Years are complete from the first to the last
 * year of the table's coverage (outcomes end in 2000, see the table's head).
 */
typedef struct toc_base_rate {
    int dyad_years;       /* years at risk: pair-years in which both states existed and none of the like was ongoing */
    int dispute_onsets;   /* a militarised dispute began */
    int fatal_onsets;     /* a dispute with battle deaths began */
    int war_onsets;       /* a war began (1,000 battle deaths after COW) */
    int from_year, to_year;
} toc_base_rate;
/* Counted over every pair of a member of a with a member of b (blocs themselves do not count). */
toc_base_rate toc_world_base_rate(const toc_world *world, const toc_side *a, const toc_side *b);
/* The same over all pairs of states that were politically relevant like this one: pairs with at least one
 * nuclear-armed or major power on either side ("reference class"); see doc/method/base-rate.md. */
toc_base_rate toc_world_reference_rate(const toc_world *world, const toc_side *a, const toc_side *b);

#endif
