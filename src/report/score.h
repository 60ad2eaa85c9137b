/*
 * score: how good the forecasts were, for people and for programmes: table, reliability as text, JSON and SVG.
 *
 * What was forecast and what happened is counted by question and for all (forecast/score.h). Nothing resolved: "none
 * yet", and no figure.
 */
#ifndef TOC_REPORT_SCORE_H
#define TOC_REPORT_SCORE_H

#include "forecast/score.h"
#include "report/text_style.h"

/* The track record in a clause: "none yet (3 open)"; "12 resolved, 3 yes; Brier 0.081, base rate 0.092: skill 0.12". */
void toc_score_add_record(toc_buf *out, const toc_score_group *group);

typedef struct toc_score_sheet {
    const toc_score *score;
    const toc_record *record;
    toc_str path;
} toc_score_sheet;

void toc_score_add_text(toc_buf *out, const toc_score_sheet *sheet, toc_text_style style);
void toc_score_add_json(toc_buf *out, const toc_score_sheet *sheet);
/* The reliability diagram of one group: how often it happened by what was forecast, 95 % intervals, counts below. Reads
 * in grey and in print; no scripts, no outside request. */
void toc_score_add_svg(toc_buf *out, const toc_score_group *group);

/* A line for tocsin check: whole, or what is wrong; fault NULL: whole. */
void toc_checked_add_record(toc_buf *out, const toc_record *record, const char *fault, bool faulty, const char *path);

/* What resolve did: one line a forecast. */
typedef struct toc_resolved_line {
    size_t of; /* line of the forecast */
    toc_str question, side_a, side_b;
    toc_day asof, until;
    bool closed;
    toc_outcome outcome;
    toc_str reason, evidence;
} toc_resolved_line;
void toc_resolved_add_text(toc_buf *out, const toc_resolved_line *lines, size_t count, toc_str path, bool written,
                           toc_text_style style);
void toc_resolved_add_json(toc_buf *out, const toc_resolved_line *lines, size_t count, bool written);

#endif
