/*
 * points: where a state, or a first-level unit of it, may be drawn on a map: its capital, else its most populous city
 * (data/world/points.tsv, GeoNames). Not its middle, and no more exact than what an event tells.
 */
#ifndef TOC_WORLD_POINTS_H
#define TOC_WORLD_POINTS_H

#include "base/arena.h"
#include "base/err.h"

typedef struct toc_points toc_points;

/* Of data_dir; memory of arena, read-only after. TOC_ENOTFOUND, TOC_EFORMAT, TOC_ENOMEM. */
toc_rc toc_points_new(const char *data_dir, toc_arena *arena, toc_points **out, toc_err *err);
/* Degrees north and east. The unit's, else the state's; false when neither is known. *unit tells which. */
bool toc_points_find(const toc_points *points, toc_str country, toc_str adm1, double *lat, double *lon, bool *unit);

#endif
