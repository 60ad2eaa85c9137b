/*
 * Method: the whole file goes into the arena (at most 256 MiB) and rows are cut
 * from it in place. A byte order mark, a CR before the LF and empty lines are
 * passed over; a line that starts with '#' is a comment wherever it stands. The
 * first wish of a column that names it wins. On failure table and cells are as
 * they were, so that asking again gives the same error.
 */
#include "base/table.h"

#include "base/file.h"

#include <string.h>

enum { TABLE_BYTES_MAX = 1 << 28 };

/* The next line that is neither comment nor empty; false at the end. */
static bool line_next(toc_str *rest, size_t *number, toc_str *line) {
    while (rest->ptr != NULL) {
        *line = toc_str_cut(rest, '\n');
        ++*number;
        if (toc_str_ends(*line, TOC_STR("\r"))) {
            line->len--;
        }
        if (line->len > 0 && line->ptr[0] != '#') {
            return true;
        }
    }
    return false;
}

/* Cuts line into cells; the number of cells, which may pass the maximum (those are not kept). */
static size_t cells_cut(toc_str line, toc_str cells[TOC_TABLE_COLUMNS_MAX]) {
    size_t count = 0;
    while (line.ptr != NULL) {
        toc_str cell = toc_str_cut(&line, '\t');
        if (count < TOC_TABLE_COLUMNS_MAX) {
            cells[count] = cell;
        }
        count++;
    }
    return count;
}

/* Where each wanted column stands in the header line. */
static toc_rc columns_find(toc_table *table, toc_str header, const char *const *columns, toc_err *err) {
    toc_str names[TOC_TABLE_COLUMNS_MAX];
    table->width = cells_cut(header, names);
    if (table->width > TOC_TABLE_COLUMNS_MAX) {
        return toc_err_set(err, TOC_EFORMAT, "table \"%s\" names %zu columns at %s:%zu, at most %d are allowed",
                           table->path, table->width, table->path, table->line, TOC_TABLE_COLUMNS_MAX);
    }
    for (size_t i = 0; i < table->wanted; i++) {
        size_t at = 0;
        while (at < table->width && !toc_str_equal(names[at], toc_str_of(columns[i]))) {
            at++;
        }
        if (at == table->width) {
            return toc_err_set(err, TOC_EFORMAT, "column \"%s\" is missing at %s:%zu, add it to the line of names",
                               columns[i], table->path, table->line);
        }
        table->at[i] = at;
    }
    return TOC_OK;
}

toc_rc toc_table_open(toc_table *table, const char *path, const char *const *columns, size_t column_count,
                      toc_arena *arena, toc_err *err) {
    if (column_count > TOC_TABLE_COLUMNS_MAX) {
        return toc_err_set(err, TOC_EUSAGE, "%zu columns of \"%s\" were asked for, at most %d are allowed",
                           column_count, path, TOC_TABLE_COLUMNS_MAX);
    }
    toc_table made = {.path = path, .wanted = column_count};
    toc_rc rc = toc_file_read(path, TABLE_BYTES_MAX, arena, &made.rest, err);
    if (rc != TOC_OK) {
        return rc;
    }
    if (toc_str_starts(made.rest, TOC_STR("\xEF\xBB\xBF"))) {
        made.rest = toc_str_slice(made.rest, 3, made.rest.len);
    }
    toc_str header;
    if (!line_next(&made.rest, &made.line, &header)) {
        return toc_err_set(err, TOC_EFORMAT, "table \"%s\" has no line that names its columns", path);
    }
    rc = columns_find(&made, header, columns, err);
    if (rc == TOC_OK) {
        *table = made;
    }
    return rc;
}

void toc_table_skip(toc_table *table) {
    toc_str line;
    line_next(&table->rest, &table->line, &line);
}

toc_rc toc_table_next(toc_table *table, toc_str *cells, bool *more, toc_err *err) {
    toc_table ahead = *table;
    toc_str line, row[TOC_TABLE_COLUMNS_MAX];
    if (!line_next(&ahead.rest, &ahead.line, &line)) {
        *table = ahead;
        *more = false;
        return TOC_OK;
    }
    size_t width = cells_cut(line, row);
    if (width != ahead.width) {
        return toc_err_set(err, TOC_EFORMAT, "row has %zu cells instead of %zu at %s:%zu, mend its tabs", width,
                           ahead.width, ahead.path, ahead.line);
    }
    for (size_t i = 0; i < ahead.wanted; i++) {
        cells[i] = row[ahead.at[i]];
    }
    *table = ahead;
    *more = true;
    return TOC_OK;
}
