/*
 * Method: one pass over data/ontology/cameo.tsv into an array that grows in
 * doublings, an arena that holds the text, and a map from code to row; then
 * roots.tsv. The tables are ours: a root, a quad or a score that does not read is a fault of
 * the programme and stops the loading with file and line.
 */
#include "event/ontology.h"

#include "base/map.h"
#include "base/mem.h"
#include "base/table.h"

#include <stdio.h>

struct toc_ontology {
    toc_arena arena; /* the table's text */
    toc_cameo *rows;
    size_t count, capacity;
    toc_map by_code;               /* code -> index in rows */
    toc_str usual[TOC_ROOT_COUNT]; /* code of a root when nothing finer is known */
};

enum { CODE, GOLDSTEIN, QUAD, PLOVER, MODE, CONTEXT, NAME, COLUMN_COUNT };
static const char *const COLUMNS[COLUMN_COUNT] = {"code", "goldstein", "quad", "plover", "mode", "context", "name"};

static toc_rc grow(toc_ontology *ontology, toc_err *err) {
    if (ontology->count < ontology->capacity) {
        return TOC_OK;
    }
    size_t capacity = ontology->capacity == 0 ? 512 : ontology->capacity * 2;
    toc_cameo *rows = toc_mem_realloc(ontology->rows, capacity * sizeof *rows);
    if (rows == NULL) {
        return toc_err_set(err, TOC_ENOMEM, "no memory for %zu rows of the ontology", capacity);
    }
    ontology->rows = rows;
    ontology->capacity = capacity;
    return TOC_OK;
}

static toc_rc read_row(const toc_table *table, const toc_str *cells, toc_cameo *row, toc_err *err) {
    int64_t quad;
    *row = (toc_cameo){.code = cells[CODE], .mode = cells[MODE], .context = cells[CONTEXT], .name = cells[NAME]};
    row->root = toc_root_parse(cells[PLOVER]);
    if (row->root == TOC_ROOT_NONE) {
        return toc_err_set(err, TOC_EFORMAT, "unknown root \"%.*s\" in %s:%zu, write one of event.h",
                           TOC_FMT(cells[PLOVER]), table->path, table->line);
    }
    if (!toc_str_to_i64(cells[QUAD], &quad) || quad != toc_root_quad(row->root)) {
        return toc_err_set(err, TOC_EFORMAT, "quad \"%.*s\" does not fit root %.*s in %s:%zu, write %d",
                           TOC_FMT(cells[QUAD]), TOC_FMT(cells[PLOVER]), table->path, table->line,
                           toc_root_quad(row->root));
    }
    row->quad = (int)quad;
    if (!toc_str_to_double(cells[GOLDSTEIN], &row->goldstein) || row->goldstein < -10 || row->goldstein > 10) {
        return toc_err_set(err, TOC_EFORMAT, "goldstein score \"%.*s\" in %s:%zu is no number from -10 to 10",
                           TOC_FMT(cells[GOLDSTEIN]), table->path, table->line);
    }
    return TOC_OK;
}

static toc_rc add_row(toc_ontology *ontology, const toc_table *table, const toc_str *cells, toc_err *err) {
    uint32_t there;
    if (toc_map_get(&ontology->by_code, cells[CODE], &there)) {
        return toc_err_set(err, TOC_EFORMAT, "code \"%.*s\" stands twice, again in %s:%zu", TOC_FMT(cells[CODE]),
                           table->path, table->line);
    }
    toc_rc rc = grow(ontology, err);
    if (rc == TOC_OK) {
        rc = read_row(table, cells, &ontology->rows[ontology->count], err);
    }
    if (rc == TOC_OK && !toc_map_put(&ontology->by_code, cells[CODE], (uint32_t)ontology->count)) {
        rc = toc_err_set(err, TOC_ENOMEM, "no memory for the codes of the ontology");
    }
    if (rc == TOC_OK) {
        ontology->count++;
    }
    return rc;
}

static toc_rc load(toc_ontology *ontology, const char *path, toc_err *err) {
    toc_table table;
    toc_str cells[COLUMN_COUNT];
    bool more = true;
    toc_rc rc = toc_table_open(&table, path, COLUMNS, COLUMN_COUNT, &ontology->arena, err);
    while (rc == TOC_OK) {
        rc = toc_table_next(&table, cells, &more, err);
        if (rc != TOC_OK || !more) {
            break;
        }
        rc = add_row(ontology, &table, cells, err);
    }
    return rc;
}

/* roots.tsv: each root's usual code, which must have that root. */
static toc_rc load_usual(toc_ontology *ontology, const char *path, toc_err *err) {
    static const char *const columns[] = {"root", "code"};
    toc_table table;
    toc_str cells[2];
    bool more = true;
    toc_rc rc = toc_table_open(&table, path, columns, 2, &ontology->arena, err);
    while (rc == TOC_OK && (rc = toc_table_next(&table, cells, &more, err)) == TOC_OK && more) {
        const toc_cameo *cameo = toc_ontology_find(ontology, cells[1]);
        toc_root root = toc_root_parse(cells[0]);
        if (cameo == NULL || root == TOC_ROOT_NONE || cameo->root != root) {
            return toc_err_set(err, TOC_EFORMAT, "\"%.*s\" is no code of root \"%.*s\" in %s:%zu", TOC_FMT(cells[1]),
                               TOC_FMT(cells[0]), table.path, table.line);
        }
        ontology->usual[root] = cameo->code;
    }
    return rc;
}

toc_rc toc_ontology_new(const char *data_dir, toc_ontology **out, toc_err *err) {
    toc_ontology *ontology = toc_mem_calloc(1, sizeof *ontology);
    if (ontology == NULL) {
        return toc_err_set(err, TOC_ENOMEM, "no memory for the ontology");
    }
    toc_arena_init(&ontology->arena, 0);
    toc_map_init(&ontology->by_code);
    toc_str path = toc_arena_printf(&ontology->arena, "%s/ontology/cameo.tsv", data_dir);
    toc_rc rc =
        path.ptr == NULL ? toc_err_set(err, TOC_ENOMEM, "no memory for the ontology") : load(ontology, path.ptr, err);
    path = toc_arena_printf(&ontology->arena, "%s/ontology/roots.tsv", data_dir);
    if (rc == TOC_OK) {
        rc = path.ptr == NULL ? toc_err_set(err, TOC_ENOMEM, "no memory for the ontology")
                              : load_usual(ontology, path.ptr, err);
    }
    if (rc != TOC_OK) {
        toc_ontology_free(ontology);
        return rc;
    }
    *out = ontology;
    return TOC_OK;
}

void toc_ontology_free(toc_ontology *ontology) {
    if (ontology == NULL) {
        return;
    }
    toc_map_fini(&ontology->by_code);
    toc_mem_free(ontology->rows);
    toc_arena_fini(&ontology->arena);
    toc_mem_free(ontology);
}

const toc_cameo *toc_ontology_find(const toc_ontology *ontology, toc_str code) {
    uint32_t index;
    return toc_map_get(&ontology->by_code, code, &index) ? &ontology->rows[index] : NULL;
}

toc_str toc_ontology_usual(const toc_ontology *ontology, toc_root root) {
    return ontology->usual[root];
}

bool toc_ontology_apply(const toc_ontology *ontology, toc_event *event) {
    const toc_cameo *cameo = toc_ontology_find(ontology, event->cameo);
    if (cameo == NULL) {
        return false;
    }
    event->root = cameo->root;
    event->mode = cameo->mode;
    event->context = cameo->context;
    event->quad = cameo->quad;
    event->goldstein = cameo->goldstein;
    return true;
}
