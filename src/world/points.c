/* Method: the table is in ascending order of country, then unit, and is found by halving. */
#include "world/points.h"

#include "base/table.h"

#include <stdio.h>

typedef struct point {
    toc_str country, adm1;
    double lat, lon;
} point;

struct toc_points {
    point *rows;
    size_t count;
};

static int compare(const point *p, toc_str country, toc_str adm1) {
    int first = toc_str_compare(p->country, country);
    return first ? first : toc_str_compare(p->adm1, adm1);
}

static toc_rc rows_read(toc_table *table, toc_points *points, size_t room, toc_err *err) {
    toc_str cells[4];
    bool more = true;
    toc_rc rc = toc_table_next(table, cells, &more, err);
    for (; rc == TOC_OK && more; rc = toc_table_next(table, cells, &more, err)) {
        point p = {cells[0], cells[1], 0, 0};
        bool ordered = points->count == 0 || compare(&points->rows[points->count - 1], p.country, p.adm1) < 0;
        if (points->count == room || !ordered || !toc_str_to_double(cells[2], &p.lat) ||
            !toc_str_to_double(cells[3], &p.lon)) {
            return toc_err_set(err, TOC_EFORMAT, "%s:%zu: not a point, or out of order", table->path, table->line);
        }
        points->rows[points->count++] = p;
    }
    return rc;
}

toc_rc toc_points_new(const char *data_dir, toc_arena *arena, toc_points **out, toc_err *err) {
    static const char *const columns[] = {"country", "adm1", "lat", "lon"};
    toc_table table;
    toc_str path = toc_arena_printf(arena, "%s/world/points.tsv", data_dir);
    toc_points *points = toc_arena_alloc(arena, sizeof *points);
    if (!path.ptr || !points) {
        return toc_err_set(err, TOC_ENOMEM, "no memory for the points of places");
    }
    toc_rc rc = toc_table_open(&table, path.ptr, columns, 4, arena, err);
    if (rc != TOC_OK) {
        return rc;
    }
    size_t lines = 0;
    for (size_t i = 0; i < table.rest.len; i++) {
        lines += table.rest.ptr[i] == '\n';
    }
    points->rows = toc_arena_array(arena, lines + 1, sizeof *points->rows);
    rc = points->rows ? rows_read(&table, points, lines + 1, err)
                      : toc_err_set(err, TOC_ENOMEM, "no memory for the points of places");
    *out = points;
    return rc;
}

static const point *find(const toc_points *points, toc_str country, toc_str adm1) {
    size_t low = 0, high = points->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare(&points->rows[middle], country, adm1);
        if (order == 0) {
            return &points->rows[middle];
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return NULL;
}

bool toc_points_find(const toc_points *points, toc_str country, toc_str adm1, double *lat, double *lon, bool *unit) {
    const point *p = adm1.len > 0 ? find(points, country, adm1) : NULL;
    *unit = p != NULL;
    p = p ? p : find(points, country, TOC_STR(""));
    if (p) {
        *lat = p->lat;
        *lon = p->lon;
    }
    return p != NULL;
}
