/*
 * Loading the lexicon: each kind of table has a file of its own here; this one
 * holds them together. A failed load gives everything back.
 */
#include "base/mem.h"
#include "lexicon/inside.h"

#include <string.h>

bool toc_lexicon_grow(toc_lexicon *lexicon, void **array, uint32_t count, uint32_t *room, size_t size) {
    if (count < *room) {
        return true;
    }
    uint32_t more = *room ? *room * 2 : 64;
    void *bigger = toc_arena_array(&lexicon->arena, more, size);
    if (!bigger) {
        return false;
    }
    if (count > 0) {
        memcpy(bigger, *array, count * size);
    }
    *array = bigger;
    *room = more;
    return true;
}

toc_rc toc_lexicon_no_memory(toc_err *err) {
    return toc_err_set(err, TOC_ENOMEM, "out of memory while loading the lexicon");
}

toc_rc toc_lexicon_table_load(toc_lexicon *lexicon, const char *data_dir, const toc_lexicon_table *kind, toc_err *err) {
    toc_table table;
    toc_str cells[TOC_TABLE_COLUMNS_MAX];
    bool more = true;
    toc_str path = toc_arena_printf(&lexicon->arena, "%s/lexicon/%s", data_dir, kind->name);
    if (!path.ptr) {
        return toc_lexicon_no_memory(err);
    }
    toc_rc rc = toc_table_open(&table, path.ptr, kind->columns, kind->column_count, &lexicon->arena, err);
    while (!rc && !(rc = toc_table_next(&table, cells, &more, err)) && more) {
        rc = kind->take(lexicon, cells, path.ptr, table.line, err);
    }
    return rc;
}

static void maps_each(toc_lexicon *lexicon, void (*act)(toc_map *map)) {
    toc_map *maps[] = {
        &lexicon->phrases,         &lexicon->roles,        &lexicon->longest,        &lexicon->class_names,
        &lexicon->class_words,     &lexicon->action_heads, &lexicon->operators,      &lexicon->roots,
        &lexicon->irregular_forms, &lexicon->foreign,      &lexicon->parts,          &lexicon->discards,
        &lexicon->discard_longest, &lexicon->office_roles, &lexicon->office_names,   &lexicon->sectors,
        &lexicon->head_keys,       &lexicon->time_words,   &lexicon->stranger_nouns, &lexicon->folded};
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++) {
        act(maps[i]);
    }
}

toc_lexicon *toc_lexicon_empty(void) {
    toc_lexicon *lexicon = toc_mem_calloc(1, sizeof *lexicon);
    if (lexicon) {
        toc_arena_init(&lexicon->arena, 0);
        maps_each(lexicon, toc_map_init);
    }
    return lexicon;
}

toc_rc toc_lexicon_new(const char *data_dir, toc_lexicon **out, toc_err *err) {
    toc_lexicon *lexicon = toc_lexicon_empty();
    if (!lexicon) {
        return toc_lexicon_no_memory(err);
    }
    toc_rc rc = toc_phrases_load(lexicon, data_dir, err);
    rc = rc ? rc : toc_classes_load(lexicon, data_dir, err);
    rc = rc ? rc : toc_actions_load(lexicon, data_dir, err);
    rc = rc ? rc : toc_lexicon_table_load(lexicon, data_dir, &toc_table_heads, err);
    rc = rc ? rc : toc_operators_load(lexicon, data_dir, err);
    rc = rc ? rc : toc_lexicon_table_load(lexicon, data_dir, &toc_table_foreign, err);
    rc = rc ? rc : toc_lexicon_table_load(lexicon, data_dir, &toc_table_offices, err);
    rc = rc ? rc : toc_lexicon_table_load(lexicon, data_dir, &toc_table_sectors, err);
    rc = rc ? rc : toc_lexicon_table_load(lexicon, data_dir, &toc_table_times, err);
    rc = rc ? rc : toc_lexicon_table_load(lexicon, data_dir, &toc_table_strangers, err);
    if (rc) {
        toc_lexicon_free(lexicon);
        return rc;
    }
    *out = lexicon;
    return TOC_OK;
}

void toc_lexicon_free(toc_lexicon *lexicon) {
    if (!lexicon) {
        return;
    }
    maps_each(lexicon, toc_map_fini);
    toc_arena_fini(&lexicon->arena);
    toc_mem_free(lexicon);
}
