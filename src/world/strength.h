/*
 * strength: what a state had in a year, and how far two states lie from each other.
 *
 * data/world/capabilities.tsv (Correlates of War, National Material Capabilities, 1946 to 2022) and
 * data/world/distances.tsv (CShapes 2.0, 1946 to 2019), made by script/make-capabilities; read only by who asks for
 * them (some 30 ms). What the tables do not tell is not known: nothing is imputed. A figure is that of the newest year
 * that is not after the year asked for, and says which year that is; whether that is too old is for the reader of it.
 *
 * Order: toc_strength_new, questions. Memory of the arena, read-only after, shared by threads.
 */
#ifndef TOC_WORLD_STRENGTH_H
#define TOC_WORLD_STRENGTH_H

#include "world/world.h"

typedef enum toc_strength_part {
    TOC_STRENGTH_CINC,       /* Composite Index of National Capability: share of the world, 0 … 1 */
    TOC_STRENGTH_SPENDING,   /* military, thousands of current US dollars in the year */
    TOC_STRENGTH_PERSONNEL,  /* military, thousands */
    TOC_STRENGTH_POPULATION, /* thousands */
    TOC_STRENGTH_PARTS
} toc_strength_part;

typedef struct toc_strength toc_strength;

typedef struct toc_strength_figure {
    bool known;
    int year;
    double value;
} toc_strength_figure;

typedef struct toc_distance {
    bool known;
    int year;           /* of the measurement */
    double least_km;    /* between the nearest points of the two; 0: they touch */
    double capitals_km; /* between the capitals */
} toc_distance;

/* TOC_ENOTFOUND, TOC_EFORMAT with file and line, TOC_ENOMEM. */
toc_rc toc_strength_new(const char *data_dir, toc_arena *arena, toc_strength **out, toc_err *err);
/* By COW number (toc_world_cow), known in or before the year. O(log n). Lineages share a number: 365 in 1985 is the
 * Soviet Union. */
toc_strength_figure toc_strength_find(const toc_strength *strength, int cow, toc_strength_part part, int year);
/* In either order of the two. */
toc_distance toc_strength_distance(const toc_strength *strength, int cow_a, int cow_b, int year);
/* The last year of the capabilities. */
int toc_strength_last(const toc_strength *strength);
/* The first calendar year that a state saw from its beginning to its end; 0 when its beginning is not known. A number's
 * figures of earlier years are those of the state before it: 365 in 1991 is the Soviet Union, not Russia. */
int toc_world_first_year(const toc_world *world, toc_str code);

/* How two states bordered each other on the day, after data/world/contiguity.tsv (to the end of 2016; what was open
 * then is taken to hold on): 1 on land, 2 over up to 12 miles of water, 3 up to 24, 4 up to 150, 5 up to 400; 0: none
 * of these, or not known there. */
int toc_world_border(const toc_world *world, toc_str a, toc_str b, toc_day on);

#endif
