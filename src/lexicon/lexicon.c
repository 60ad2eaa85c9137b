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

toc_rc toc_lexicon_rows(toc_lexicon *lexicon, const char *data_dir, const char *name, const char *const *columns,
                        size_t column_count, toc_row_take *take, toc_err *err) {
    toc_table table;
    toc_str cells[TOC_TABLE_COLUMNS_MAX];
    bool more = true;
    toc_str path = toc_arena_printf(&lexicon->arena, "%s/lexicon/%s", data_dir, name);
    if (!path.ptr) {
        return toc_lexicon_no_memory(err);
    }
    toc_rc rc = toc_table_open(&table, path.ptr, columns, column_count, &lexicon->arena, err);
    while (!rc && !(rc = toc_table_next(&table, cells, &more, err)) && more) {
        rc = take(lexicon, cells, path.ptr, table.line, err);
    }
    return rc;
}

toc_rc toc_lexicon_new(const char *data_dir, toc_lexicon **out, toc_err *err) {
    toc_lexicon *lexicon = toc_mem_calloc(1, sizeof *lexicon);
    if (!lexicon) {
        return toc_lexicon_no_memory(err);
    }
    toc_arena_init(&lexicon->arena, 0);
    toc_map *maps[] = {&lexicon->phrases,     &lexicon->roles,           &lexicon->longest,      &lexicon->class_names,
                       &lexicon->class_words, &lexicon->irregular_forms, &lexicon->action_heads, &lexicon->operators};
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++) {
        toc_map_init(maps[i]);
    }
    toc_rc rc = toc_phrases_load(lexicon, data_dir, err);
    rc = rc ? rc : toc_classes_load(lexicon, data_dir, err);
    rc = rc ? rc : toc_actions_load(lexicon, data_dir, err);
    rc = rc ? rc : toc_operators_load(lexicon, data_dir, err);
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
    toc_map *maps[] = {&lexicon->phrases,     &lexicon->roles,           &lexicon->longest,      &lexicon->class_names,
                       &lexicon->class_words, &lexicon->irregular_forms, &lexicon->action_heads, &lexicon->operators};
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++) {
        toc_map_fini(maps[i]);
    }
    toc_arena_fini(&lexicon->arena);
    toc_mem_free(lexicon);
}
