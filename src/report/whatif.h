/*
 * whatif: a scenario in words: what was assumed, and counts of events with and without it. No probability of any
 * question; "if", never "will".
 */
#ifndef TOC_REPORT_WHATIF_H
#define TOC_REPORT_WHATIF_H

#include "event/event.h"
#include "report/brief.h"
#include "scenario/whatif.h"

typedef enum toc_whatif_who { TOC_WHATIF_BOTH, TOC_WHATIF_A, TOC_WHATIF_B } toc_whatif_who;

typedef struct toc_whatif_line {
    toc_str text; /* as the user wrote it */
    bool drop;
    toc_whatif_who who; /* of the sides as the user named them */
    toc_root root;
    toc_str mode; /* may be empty */
    toc_day on;   /* adds once; else TOC_DAY_NONE */
    toc_day from;
    int every, times; /* adds: days between; how many fall into the time looked at */
    int mark;
    uint32_t seen, of; /* drops: events of the root between the sides, and of its mark */
} toc_whatif_line;

/* A line of the table: cells of a mark, by direction of the sides as the user named them. */
typedef struct toc_whatif_row {
    int mark;
    toc_whatif_who who; /* who acts */
    toc_whatif_sum sum;
} toc_whatif_row;

typedef struct toc_whatif_report {
    const toc_side *a, *b; /* as the user named them */
    const toc_world *world;
    toc_day asof, from;
    int days, runs, models;
    uint64_t seed;
    size_t events, past_days, pairs; /* learnt from */
    double branching;
    const toc_whatif_line *lines;
    size_t line_count;
    const toc_whatif_row *rows;
    size_t row_count;
} toc_whatif_report;

void toc_whatif_add_text(toc_buf *out, const toc_whatif_report *report, toc_text_style style);
void toc_whatif_add_json(toc_buf *out, const toc_whatif_report *report);

#endif
