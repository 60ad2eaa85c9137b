/*
 * Names of places: regions.tsv before places.tsv, so that a name of the first
 * hides the same name of the second. Rows of one name stand together in each
 * table; the map holds the first.
 */
#include "base/mem.h"
#include "world/tables.h"

static toc_rc no_memory(toc_err *err) {
    return toc_err_set(err, TOC_ENOMEM, "no memory for the names of places");
}

static toc_rc index_places(toc_world *world, uint32_t table, toc_err *err) {
    const toc_place_row *rows = world->tables[table].rows;
    for (uint32_t i = 0; i < world->tables[table].count; i++) {
        uint32_t there;
        bool fresh = (i == 0 || !toc_str_equal(rows[i].name, rows[i - 1].name)) &&
                     !toc_map_get(&world->places, rows[i].name, &there);
        if (fresh && !toc_map_put(&world->places, rows[i].name, i | (table == REGIONS ? WORLD_REGION : 0))) {
            return no_memory(err);
        }
    }
    return TOC_OK;
}

toc_rc toc_world_read_places(toc_world *world, const char *data_dir, toc_err *err) {
    toc_rc rc = world_load_table(world, data_dir, REGIONS, err);
    rc = rc == TOC_OK ? world_load_table(world, data_dir, PLACES, err) : rc;
    rc = rc == TOC_OK ? index_places(world, REGIONS, err) : rc;
    rc = rc == TOC_OK ? index_places(world, PLACES, err) : rc;
    for (int table = REGIONS; rc != TOC_OK && table <= PLACES; table++) { /* as before, so that it can be tried again */
        toc_mem_free(world->tables[table].rows);
        world->tables[table] = (world_table){NULL, 0};
    }
    if (rc != TOC_OK) {
        toc_map_clear(&world->places);
    }
    return rc;
}

const toc_place_row *toc_world_places(const toc_world *world, toc_str name, size_t *count) {
    uint32_t at;
    *count = 0;
    if (!toc_map_get(&world->places, name, &at)) {
        return NULL;
    }
    const world_table *table = &world->tables[at & WORLD_REGION ? REGIONS : PLACES];
    const toc_place_row *rows = table->rows;
    size_t first = at & ~WORLD_REGION, end = first;
    while (end < table->count && toc_str_equal(rows[end].name, rows[first].name)) {
        end++;
    }
    *count = end - first;
    return &rows[first];
}
