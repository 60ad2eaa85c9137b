/*
 * export: events and panels for other programmes: CSV (RFC 4180), JSON Lines, GeoJSON (RFC 7946), and a table of
 * GDELT 1.0's columns. UTF-8, ISO dates, codes as text with their zeros, no thousands marks, a point in numbers; what
 * is not known is an empty cell, or null. Each function appends one piece to buf; the caller writes it out and clears
 * it.
 */
#ifndef TOC_REPORT_EXPORT_H
#define TOC_REPORT_EXPORT_H

#include "event/event.h"
#include "world/points.h"
#include "world/world.h"

typedef enum toc_export_codes { TOC_CODES_ISO3, TOC_CODES_COW, TOC_CODES_GW } toc_export_codes;

/* A root in the wanted codes: ISO-3 or our code of a bloc; a number of three digits, or empty when it has none. */
toc_str toc_export_code(const toc_world *world, toc_export_codes codes, toc_str root, char room[8]);

/* Events: the columns of an event in their order, learnt, and the roots of the parties in the wanted codes. */
void toc_export_add_csv_head(toc_buf *buf);
void toc_export_add_csv(toc_buf *buf, const toc_event *event, const toc_world *world, toc_export_codes codes);
/* toc_event_add_json with "learnt", and a line's end. */
void toc_export_add_jsonl(toc_buf *buf, const toc_event *event);
/* One Feature; at a point of the first-level unit or the state that the event tells, null when it tells none. */
void toc_export_add_feature(toc_buf *buf, const toc_event *event, const toc_points *points, bool first);
/* 58 columns. What GDELT has and an event has not stays empty; number is the row's, for GLOBALEVENTID. */
void toc_export_add_gdelt(toc_buf *buf, const toc_event *event, int64_t number);

/* A row of a panel of dyads. */
typedef struct toc_export_cell {
    toc_day from;
    toc_str source, target; /* in the wanted codes */
    int64_t events, deeds, reports, quad[5];
    double goldstein; /* sum */
} toc_export_cell;
/* by: "day", "month", "year": the name of the first column. */
void toc_export_add_panel_head(toc_buf *buf, const char *by);
void toc_export_add_panel(toc_buf *buf, const toc_export_cell *cell, const char *by);

#endif
