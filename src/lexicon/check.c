/*
 * Method: the kind of table is the one whose columns all stand in the line of
 * names. Its rows are taken one by one into an empty lexicon by the function
 * that loading uses, and what that refuses is a fault.
 */
#include "lexicon/check.h"

#include "lexicon/inside.h"

#include <stdio.h>
#include <string.h>

static const toc_lexicon_table *const kinds[] = {
    &toc_table_names,     &toc_table_holders, &toc_table_roles,   &toc_table_actions,    &toc_table_heads,
    &toc_table_operators, &toc_table_compose, &toc_table_classes, &toc_table_irregulars, &toc_table_foreign,
    &toc_table_offices,   &toc_table_sectors, &toc_table_times,   &toc_table_strangers};

static toc_rc kind_open(const char *path, toc_arena *arena, toc_table *table, const toc_lexicon_table **kind,
                        toc_err *err) {
    toc_err why = {0};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        toc_rc rc = toc_table_open(table, path, kinds[i]->columns, kinds[i]->column_count, arena, &why);
        if (rc != TOC_EFORMAT) {
            *kind = kinds[i];
            return rc ? toc_err_set(err, rc, "%s", why.text) : TOC_OK;
        }
    }
    return toc_err_set(err, TOC_EFOREIGN, "\"%s\" names the columns of none of the tables of data/lexicon", path);
}

/* The reason without the place in front of it, which the reject has by itself. */
static const char *reason_of(const toc_err *why, size_t line) {
    char place[40];
    snprintf(place, sizeof place, ":%zu: ", line);
    const char *found = strstr(why->text, place);
    return found ? found + strlen(place) : why->text;
}

static toc_rc rows_check(toc_lexicon *lexicon, const char *path, toc_table *table, const toc_lexicon_table *kind,
                         toc_reject_fn *reject, void *ctx, toc_table_checked *out, toc_err *err) {
    toc_str cells[TOC_TABLE_COLUMNS_MAX];
    bool more = true;
    while (true) {
        toc_err why = {0};
        toc_rc rc = toc_table_next(table, cells, &more, &why);
        if (rc == TOC_EFORMAT) {
            toc_table_skip(table);
        } else if (!rc && !more) {
            return TOC_OK;
        }
        rc = rc ? rc : kind->take(lexicon, cells, path, table->line, &why);
        if (rc == TOC_ENOMEM) {
            return toc_err_set(err, rc, "%s", why.text);
        }
        out->rows += !rc;
        out->faults += rc != TOC_OK;
        if (rc && reject) {
            reject(ctx, &(toc_reject){path, table->line, reason_of(&why, table->line)});
        }
    }
}

toc_rc toc_lexicon_check(const char *data_dir, const char *path, toc_reject_fn *reject, void *ctx,
                         toc_table_checked *out, toc_err *err) {
    toc_table table;
    const toc_lexicon_table *kind = NULL;
    toc_table_checked checked = {0};
    toc_lexicon *lexicon = toc_lexicon_empty();
    if (!lexicon) {
        return toc_lexicon_no_memory(err);
    }
    toc_rc rc = kind_open(path, &lexicon->arena, &table, &kind, err);
    if (!rc && kind == &toc_table_actions) {
        rc = toc_classes_load(lexicon, data_dir, err);
    }
    if (!rc) {
        checked.name = kind->name;
        rc = rows_check(lexicon, path, &table, kind, reject, ctx, &checked, err);
    }
    toc_lexicon_free(lexicon);
    if (!rc) {
        *out = checked;
    }
    return rc;
}
