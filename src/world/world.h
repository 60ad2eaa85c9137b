/*
 * world: dated facts about states, blocs, treaties, channels, mediators and past wars.
 *
 * Everything is asked as of a day. Tables stand in data/world (.tsv), each row
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
/* Had the state or bloc come to an end before the day? (USSR, Warsaw Pact.) False for codes that we do not know. */
bool toc_world_is_past(const toc_world *world, toc_str code, toc_day on);
bool toc_world_is_bloc(const toc_world *world, toc_str code);
/* English name of a state or bloc; the code itself when unknown. */
toc_str toc_world_name(const toc_world *world, toc_str code);
/* The code of a state or bloc by its name, alias or code, in any case (ASCII); empty when unknown. */
toc_str toc_world_code(const toc_world *world, toc_str name);
/* COW number of a state, 0 when it has none. */
int toc_world_cow(const toc_world *world, toc_str code);
/* The name of the state with that COW number: the one that still is, else the one that was; empty when we know none. */
toc_str toc_world_cow_name(const toc_world *world, int cow);
int toc_world_gw(const toc_world *world, toc_str code); /* the same of Gleditsch and Ward */
/* Has nuclear weapons of its own; is a major power after Correlates of War (data/world/powers.tsv, with dates). */
bool toc_world_is_nuclear(const toc_world *world, toc_str code, toc_day on);
bool toc_world_is_major(const toc_world *world, toc_str code, toc_day on);
/* Do two states border each other on land, or over at most 400 miles of water (contiguity.tsv, to 2016, the last taken
 * to go on)? */
bool toc_world_is_neighbour(const toc_world *world, toc_str a, toc_str b, toc_day on);

/* A side: the members that an expression stands for as of a day. */
typedef struct toc_side {
    toc_str text;     /* as the user wrote it */
    toc_str label;    /* for people: "Russia and Belarus", "NATO (31 members)" */
    toc_str *members; /* actor roots, sorted, without repeats: states, and the blocs named themselves */
    size_t member_count;
    toc_day asof;
} toc_side;

/*
 * Read a side expression: names joined by '+', '-' removes, '&' intersects
 * (left to right, no brackets): "RUS+BLR", "NATO", "CSTO-ARM", "EU&NATO".
 * A name is a code or an English name of a state or bloc (no sectors), any case; other usual names stand in
 * data/world/aliases.tsv. A name may hold an operator ("Guinea-Bissau", "NATO-Russia Council"): the longest known
 * name wins. A bloc gives its members as of the day and also itself (an event by "NATO" belongs to the side NATO).
 * '-' takes away the states and blocs on its right. '&' keeps the states that are on both sides, and the blocs on
 * its left as long as a state is left: EU&NATO is the actor EU and the states in both. A state or bloc that does not
 * exist on the day gives nothing. Members are sorted, so the order of names changes the label only.
 * Label: with '+' alone and up to three names, these ("Russia and Belarus", "NATO (31 members)"); else up to three
 * states by name; else the expression in codes with the number of its states: "CSTO-ARM (5 states)".
 * Memory comes from arena. TOC_EUSAGE when a name is unknown (says which, and near names), when the day is none, or
 * when the side is empty on that day; TOC_ENOMEM.
 */
toc_rc toc_side_parse(const toc_world *world, toc_str text, toc_day asof, toc_arena *arena, toc_side *out,
                      toc_err *err);
bool toc_side_has(const toc_side *side, toc_str actor_root);
/* TOC_EUSAGE when a state is on both sides: which, and what to do. */
toc_rc toc_sides_apart(const toc_side *a, const toc_side *b, toc_err *err);

/* Membership rows. */
typedef struct toc_membership {
    toc_str bloc, state, status, role, source, confidence, note;
    toc_day from, to; /* to is exclusive; TOC_DAY_NONE: open */
} toc_membership;
/* The row of state in bloc on the day, that of a member before any other; NULL when none. role is "member" for members
 * ("observer", "partner"… are none); status says how firmly (active, frozen, suspended, dormant…): read both. */
const toc_membership *toc_world_membership(const toc_world *world, toc_str bloc, toc_str state, toc_day on);
bool toc_world_is_member(const toc_world *world, toc_str bloc, toc_str state, toc_day on); /* of role member */
/* Members of bloc on day (role member, whatever the status: the frozen and the suspended are members in law), sorted by
 * code, into arena. */
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
    toc_str against; /* the state that gave the reason, as who invoked it says; empty: none */
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
 * Gibler-Miller-Little recoding: complete for every pair from 1816 to 2000, the
 * last year with outcomes. Rules of counting, with the figures: doc/method/base-rate.md.
 *
 * A pair-year is at risk when both were members of the state system on one
 * day of it and no dispute of the pair was carried over into it without a new
 * one beginning. States are lineages of COW numbers: RUS is also the Soviet Union
 * and the empire, DEU the Federal Republic, YEM the Yemen Arab Republic, SRB Yugoslavia.
 */
#define TOC_BASE_RATE_FROM 1946 /* our choice: the time of the UN Charter and of nuclear weapons */
#define TOC_BASE_RATE_TO 2000   /* the last year with outcomes */

/* One onset that was counted, so that a rate opens to its cases. The states as their codes are today. */
typedef struct toc_onset {
    toc_str state_a, state_b;
    int year;
} toc_onset;
#define TOC_ONSETS_SHOWN 8
typedef struct toc_onsets {
    toc_onset newest[TOC_ONSETS_SHOWN]; /* newest first, then by state */
    int count;
} toc_onsets;

typedef struct toc_base_rate {
    int dyad_years;     /* pair-years at risk */
    int dispute_onsets; /* of these: a militarised dispute began */
    int fatal_onsets;   /* … a dispute with battle deaths began, in which the two stood on opposing sides */
    int war_disputes; /* … a dispute that became a war (1,000 battle deaths) began, in which the two stood on opposing
                         sides: also as backers of those who fought, so this is too many */
    int war_onsets;   /* … of these: the two fought each other, after UCDP (before 1946: all of these) */
    int deaths25_onsets;   /* … a fatal dispute began, and UCDP has 25 battle deaths or more of these two in a year */
    int deaths1000_onsets; /* … or 1,000 or more; never more than deaths25_onsets, nor these than fatal_onsets */
    int from_year, to_year;
    /* The same for the sides as wholes: years in which at least one pair was at risk, and of these the years in which
     * such a dispute began between at least one pair. */
    int years, dispute_years, fatal_years, deaths25_years, deaths1000_years;
    /* By case: pairs that began a clash of that rung in one year and are linked by states they share are one case
     * (Korea, the Gulf); of fatal ones, and of those with 25 deaths, how many there were, and in how many of them at
     * least one pair came to the next rung. */
    int fatal_cases, fatal_to_25, deaths25_cases, deaths25_to_1000;
    const char *what; /* the pairs that were counted, for people: "the pairs of the two sides"; ours, forever */
    toc_onsets disputes, fatals, wars, deaths25, deaths1000; /* the newest cases of each */
} toc_base_rate;
/* Counted over every pair of a state of a with a state of b, each pair once (blocs themselves do not count, a state
 * forms no pair with itself), from TOC_BASE_RATE_FROM to TOC_BASE_RATE_TO. No pair: all zero. */
toc_base_rate toc_world_base_rate(const toc_world *world, const toc_side *a, const toc_side *b);
/* The same between two years of 1816…2000 (clamped). */
toc_base_rate toc_world_base_rate_between(const toc_world *world, const toc_side *a, const toc_side *b, int from_year,
                                          int to_year);
/* The same over the class of pairs that these sides belong to: when a state of either side is a major or nuclear power
 * on the side's day, all pairs of which one at least was one in that year; else, when the sides border each other
 * somewhere (on land or over up to 400 miles of water), all pairs that did in that year; else all pairs. */
toc_base_rate toc_world_reference_rate(const toc_world *world, const toc_side *a, const toc_side *b);
toc_base_rate toc_world_reference_rate_between(const toc_world *world, const toc_side *a, const toc_side *b,
                                               int from_year, int to_year);

/* Fatal clashes and wars between states since 2001 (data/world/wars.tsv): a FACT of its own beside the rate, never
 * mixed into it. side_a and side_b are state codes with ';' between. */
typedef struct toc_war {
    toc_str id, side_a, side_b, kind, deaths, what, source, confidence, note;
    toc_day from, to; /* to is exclusive; TOC_DAY_NONE: open */
} toc_war;
const toc_war *toc_world_wars(const toc_world *world, size_t *count);
/* Does a state of a stand on one side of war, and a state of b on the other, and had it begun by the sides' day? */
bool toc_war_between(const toc_war *war, const toc_side *a, const toc_side *b);
/* Does a list of codes with ';' between name a member of the side? */
bool toc_side_is_named(toc_str codes, const toc_side *side);

/*
 * Names of places (data/world/regions.tsv, then places.tsv from GeoNames): which country and first administrative level
 * a name may stand for. They are many, and only coding asks for them: read them once, before the world is shared.
 */
typedef struct toc_place_row {
    toc_str name;
    toc_str kind;      /* "adm1": the unit itself, "city", "region" */
    toc_str country;   /* ISO-3; empty: no one country */
    toc_str adm1;      /* name of the unit in ASCII, or empty */
    int64_t thousands; /* of people; 0: not known */
} toc_place_row;
/* TOC_ENOTFOUND, TOC_EFORMAT with file:line, TOC_ENOMEM. */
toc_rc toc_world_read_places(toc_world *world, const char *data_dir, toc_err *err);
/* All places of this very name (capitals count), the most populous first; NULL and 0 when there is none or when the
 * places were not read. */
const toc_place_row *toc_world_places(const toc_world *world, toc_str name, size_t *count);

#endif
