/*
 * ladder: the questions about two sides with their odds, for people and for programmes.
 *
 * A rung that has a figure is a toc_forecast, which cannot be had without question, horizon, base rate with n and
 * interval, its own interval and record (forecast.h); one without says why, and shows its base rate alone, which is a
 * toc_odds. So no line here can print a bare probability. All memory is the arena's; what the ladder points to must
 * live as long.
 */
#ifndef TOC_REPORT_LADDER_H
#define TOC_REPORT_LADDER_H

#include "forecast/ladder.h"
#include "forecast/score.h"
#include "report/forecast.h"
#include "report/odds.h"

typedef struct toc_ladder_line {
    const toc_ladder_rung *rung;
    const toc_forecast *forecast; /* NULL: none; rung->why_not says why */
    const toc_odds *base;         /* the base rate; NULL: not enough */
    toc_str name, event;          /* with the sides in it */
    toc_str note;                 /* held, a share, under way; may be empty */
} toc_ladder_line;

typedef struct toc_ladder_sheet {
    const toc_ladder *ladder;
    const toc_side *a, *b;
    toc_str title; /* "Russia – Poland" */
    toc_ladder_line *lines;
    size_t count;
    toc_str together; /* how pairs combine: an assumption; empty for two states */
    toc_str recorded; /* set by op: where it was written, or why not */
} toc_ladder_sheet;

typedef struct toc_ladder_facts {
    const toc_ladder *ladder;
    const toc_side *a, *b;
    const toc_score *score; /* of the forecast ledger: the track record of each question */
    toc_str basis;          /* what the features of disputes are of */
    toc_str warning;        /* of the figures of disputes; may be empty */
} toc_ladder_facts;

/* TOC_ENOMEM; TOC_EUSAGE when a figure lacks what belongs to it. */
toc_rc toc_ladder_sheet_make(const toc_ladder_facts *facts, toc_arena *arena, toc_ladder_sheet *out, toc_err *err);
/* Say where it was recorded: count forecasts in the file at path, NULL: a dry run. TOC_ENOMEM. */
toc_rc toc_ladder_sheet_recorded(toc_ladder_sheet *sheet, const char *path, size_t count,
                                 const toc_record_written *written, toc_arena *arena, toc_err *err);
/* The line of a question; NULL when it is not among them. */
const toc_ladder_line *toc_ladder_line_of(const toc_ladder_sheet *sheet, const char *id);

/* The ladder; before it, when the rung of disputes has a figure, all about it, with reasons unless why is NULL. */
void toc_ladder_add_text(toc_buf *out, const toc_ladder_sheet *sheet, const toc_forecast_why *why,
                         const toc_world *world, toc_text_style style);
/* One object: the members of the forecast of disputes (or of the only question), its reasons, then "ladder": […]. */
void toc_ladder_add_json(toc_buf *out, const toc_ladder_sheet *sheet, const toc_forecast_why *why,
                         const toc_world *world);
/* The object of one line alone. */
void toc_ladder_add_line_json(toc_buf *out, const toc_ladder_line *line);

#endif
