/*
 * rows (internal to source): bytes to records of cells.
 *
 * TABS: a record is a line, cells end at tabs, no quotes. COMMAS: RFC 4180: cells in quotes may hold commas, line ends
 * and doubled quotes. LINES: a record is a line, one cell. LF or CRLF, the last record without; a byte order mark is
 * passed over; empty lines are no records. A record past 16 MiB is given once, cut, as bad, as is one with a NUL byte.
 */
#ifndef TOC_SOURCE_ROWS_H
#define TOC_SOURCE_ROWS_H

#include "source/bytes.h"

#include <stdint.h>

enum { TOC_CELLS_MAX = 256 };

typedef enum toc_shape { TOC_TABS, TOC_COMMAS, TOC_LINES } toc_shape;

typedef struct toc_rows {
    toc_bytes *bytes;
    toc_shape shape;
    char *room;
    size_t capacity, from, to; /* of room: what was read and not yet given */
    bool ended;
    int64_t next_line;
    /* the record last given */
    int64_t line;    /* where it begins, from 1 */
    const char *bad; /* why it is none; NULL */
    toc_str cells[TOC_CELLS_MAX];
    size_t count; /* cells past the most are counted, not given */
} toc_rows;

/* Of the present member of bytes. room is made at first use and kept between members; the shape may be changed before
 * the first record. */
toc_rc toc_rows_begin(toc_rows *rows, toc_bytes *bytes, toc_err *err);
void toc_rows_fini(toc_rows *rows);
/* Bytes ahead, for looking at what comes: as much of the first record's block as is there. */
toc_str toc_rows_ahead(const toc_rows *rows);
/* The next record; *more false at the end. Cells live until the next call. */
toc_rc toc_rows_next(toc_rows *rows, bool *more, toc_err *err);

#endif
