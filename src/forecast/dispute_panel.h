/*
 * dispute_panel: every pair of states and year, with what is known of it, and every state and year.
 *
 * Comes in as text of CSV with a line of names: pairs from dyads_all_*.csv of the data folder (columns year, ccode1,
 * ccode2, conttype, mindist, capdist, atop_*, dyadigos, gml_ongoing, gml_onset, gml_hostlev, gml_fatalonset), states
 * from states_*.csv (year, ccode, cinc, milex, milper, tpop, polity2, v2x_polyarchy, mrgdppc, major). Other columns,
 * among them rivalries that historians named afterwards, are not read. An empty cell is "not known". Sources:
 * Correlates of War; ATOP; Gibler, Miller and Little 2016, doi:10.1093/isq/sqw045; Polity; V-Dem.
 *
 * Order: new, add_states and add_pairs in any order and as often as there are files, sort, then read; free. States are
 * numbered by us in order of COW number after sort. TOC_EFORMAT names file and line; rows that cannot be read
 * are counted in `rejected`. One thread.
 */
#ifndef TOC_FORECAST_DISPUTE_PANEL_H
#define TOC_FORECAST_DISPUTE_PANEL_H

#include "base/err.h"
#include "base/str.h"

#include <stddef.h>
#include <stdint.h>

enum { TOC_DISPUTE_FROM = 1816, TOC_DISPUTE_TO = 2060, TOC_DISPUTE_YEARS = TOC_DISPUTE_TO - TOC_DISPUTE_FROM + 1 };
enum { TOC_DISPUTE_STATES_MAX = 300, TOC_DISPUTE_UNKNOWN = -1 };
enum { TOC_ALLY_DEFENSE = 1, TOC_ALLY_OFFENSE = 2, TOC_ALLY_NEUTRAL = 4, TOC_ALLY_NONAGG = 8, TOC_ALLY_CONSULT = 16 };

typedef struct toc_dispute_row {
    int16_t year;
    int16_t a, b;            /* states by our number, a < b */
    int16_t igos;            /* joint memberships; TOC_DISPUTE_UNKNOWN */
    float mindist, capdist;  /* km between borders and between capitals; NAN when not known */
    int8_t contiguity;       /* COW 1 land … 5 up to 400 miles of water; 0 none; TOC_DISPUTE_UNKNOWN */
    int8_t allies;           /* sum of TOC_ALLY_*; TOC_DISPUTE_UNKNOWN */
    int8_t onset, ongoing;   /* a dispute began; began or went on; TOC_DISPUTE_UNKNOWN */
    int8_t hostility, fatal; /* highest level 0-5; one with deaths began; TOC_DISPUTE_UNKNOWN */
} toc_dispute_row;

typedef struct toc_dispute_state {
    float cinc, milex, milper, population, polity, polyarchy, income; /* as the source has them; NAN when not known */
    int8_t major;
    int8_t present; /* the source has a row */
} toc_dispute_state;

typedef struct toc_dispute_panel {
    toc_dispute_row *rows; /* after sort: by year, then a, then b */
    size_t row_count, row_room;
    int state_count;
    int cow[TOC_DISPUTE_STATES_MAX];
    toc_dispute_state *states;                /* [year - TOC_DISPUTE_FROM][state] */
    size_t year_begin[TOC_DISPUTE_YEARS + 1]; /* rows of a year: year_begin[y] .. year_begin[y + 1] */
    int last_outcome;                         /* the newest year with an outcome; 0 when there is none */
    size_t rejected;
} toc_dispute_panel;

toc_rc toc_dispute_panel_new(toc_dispute_panel **out, toc_err *err);
void toc_dispute_panel_free(toc_dispute_panel *panel); /* NULL is fine */
toc_rc toc_dispute_panel_add_states(toc_dispute_panel *panel, const char *path, toc_str text, toc_err *err);
toc_rc toc_dispute_panel_add_pairs(toc_dispute_panel *panel, const char *path, toc_str text, toc_err *err);
/* TOC_ENOTFOUND without pairs or without states; TOC_EFORMAT when a pair and year stands twice. */
toc_rc toc_dispute_panel_sort(toc_dispute_panel *panel, toc_err *err);
/* Our number of the state with that COW number, or -1. */
int toc_dispute_panel_state(const toc_dispute_panel *panel, int cow);

static inline const toc_dispute_state *toc_dispute_state_in(const toc_dispute_panel *panel, int year, int state) {
    return &panel->states[(size_t)(year - TOC_DISPUTE_FROM) * TOC_DISPUTE_STATES_MAX + (size_t)state];
}

#endif
