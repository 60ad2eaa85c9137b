/* record_inside: a line of the forecast ledger as JSON, both ways; used by record*.c only. */
#ifndef TOC_FORECAST_RECORD_INSIDE_H
#define TOC_FORECAST_RECORD_INSIDE_H

#include "forecast/record.h"

/* Which part a forecast lacks that may not be recorded without it; NULL: none. */
const char *record_missing(const toc_record_forecast *forecast);
bool record_same(const toc_record_forecast *x, const toc_record_forecast *y);
/* The line up to, and without, `,"hash"`. */
void record_write(const toc_record_line *line, size_t number, const char *prev, toc_buf *out);
/* TOC_EFORMAT with path:number. Views into arena. */
toc_rc record_parse(toc_str text, const char *path, size_t number, toc_arena *arena, toc_record_line *out,
                    toc_err *err);

#endif
