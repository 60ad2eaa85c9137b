/*
 * rows (internal to source): bytes to records of cells.
 *
 * TABS: a record is a line, cells end at tabs, no quotes. QUOTED: RFC 4180 with a delimiter of the file's: cells that
 * begin with a quote may hold delimiters, line ends and doubled quotes; a quote elsewhere is a letter. LINES: a record
 * is a line, one cell. LF or CRLF, the last record without; a byte order mark is passed over; empty lines are no
 * records.
 *
 * Given as bad: a record past 16 MiB, one with a NUL byte, and one whose quotes do not close, or close within a cell.
 * Of the last the line is bad and the next line is read as a record again, so that one quote costs one row, not the
 * rest of the file. A file with UNCLOSED_MAX such lines has no more cells that span lines.
 */
#ifndef TOC_SOURCE_ROWS_H
#define TOC_SOURCE_ROWS_H

#include "source/bytes.h"

#include <stdint.h>

enum { TOC_CELLS_MAX = 256 };

typedef enum toc_shape { TOC_TABS, TOC_QUOTED, TOC_LINES } toc_shape;

typedef struct toc_rows {
    toc_bytes *bytes;
    toc_shape shape;
    char delimiter; /* of QUOTED */
    char *room;
    size_t capacity, from, to; /* of room: what was read and not yet given */
    bool ended;
    int64_t next_line;
    int unclosed; /* lines of which a quote did not close */
    /* the record last given */
    int64_t line;    /* where it begins, from 1 */
    const char *bad; /* why it is none; NULL */
    bool last;       /* no line end stands behind it: the file may be cut short */
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
