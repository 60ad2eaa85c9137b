/*
 * table: reads the plain tables of data/.
 *
 * A table is UTF-8 text: lines starting with '#' are comments, the first other
 * line names the columns, the rest are rows; cells are separated by tabs,
 * without quoting. A row with fewer or more cells than columns, or a wanted
 * column that is missing, is a TOC_EFORMAT with file:line: these tables are ours,
 * and a fault in them is a fault of the programme, not of a user's data.
 *
 * Order: open (names the columns that the caller wants, in the order in which
 * it wants them), then next until it says there is no more. Cells are views
 * into the arena given to open and live as long as it does.
 */
#ifndef TOC_BASE_TABLE_H
#define TOC_BASE_TABLE_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>

#define TOC_TABLE_COLUMNS_MAX 32

typedef struct toc_table {
    const char *path;
    toc_str rest;
    size_t line;  /* of the row last given */
    size_t width; /* columns in the file */
    size_t wanted;
    size_t at[TOC_TABLE_COLUMNS_MAX]; /* wanted column i is cell at[i] */
} toc_table;

toc_rc toc_table_open(toc_table *table, const char *path, const char *const *columns, size_t column_count,
                      toc_arena *arena, toc_err *err);
toc_rc toc_table_next(toc_table *table, toc_str *cells, bool *more, toc_err *err);
/* Pass over the next row, whatever its cells: the one that next has refused; table->line is its line then. */
void toc_table_skip(toc_table *table);

#endif
