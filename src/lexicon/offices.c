/* Offices and sectors in words, and the role words that name them ("defence minister" beside Belarus is its
 * defence_minister). */
#include "event/actor.h"
#include "lexicon/inside.h"

/* One more name with its words, under map. */
static toc_rc words_add(toc_lexicon *lexicon, toc_map *map, toc_str name, toc_str words, toc_err *err) {
    uint32_t at = lexicon->office_count;
    if (!toc_lexicon_grow(lexicon, (void **)&lexicon->offices, at, &lexicon->office_room, sizeof *lexicon->offices) ||
        !toc_map_put(map, name, at)) {
        return toc_lexicon_no_memory(err);
    }
    lexicon->offices[lexicon->office_count++] = (toc_office){name, words};
    return TOC_OK;
}

static toc_rc office_take(toc_lexicon *lexicon, const toc_str *cells, const char *path, size_t line, toc_err *err) {
    uint32_t at = lexicon->office_count;
    if (cells[0].len == 0 || cells[1].len == 0) {
        return toc_err_set(err, TOC_EFORMAT, "%s:%zu: an office wants a name and words", path, line);
    }
    toc_rc rc = words_add(lexicon, &lexicon->office_names, cells[0], cells[1], err);
    for (toc_str rest = cells[2]; rest.ptr && !rc;) {
        toc_str role = toc_str_trim(toc_str_cut(&rest, '|'));
        if (role.len > 0 && !toc_map_put(&lexicon->office_roles, role, at)) {
            rc = toc_lexicon_no_memory(err);
        }
    }
    return rc;
}

static toc_rc sector_take(toc_lexicon *lexicon, const toc_str *cells, const char *path, size_t line, toc_err *err) {
    if (cells[0].len != 3 || cells[1].len == 0 || toc_actor_root(cells[0]).len > 0) {
        return toc_err_set(err, TOC_EFORMAT, "%s:%zu: \"%.*s\" is no sector with words", path, line, TOC_FMT(cells[0]));
    }
    return words_add(lexicon, &lexicon->sectors, cells[0], cells[1], err);
}

toc_str toc_lexicon_sector(const toc_lexicon *lexicon, toc_str sector) {
    uint32_t at;
    return toc_map_get(&lexicon->sectors, sector, &at) ? lexicon->offices[at].words : sector;
}

static const char *const offices_columns[] = {"office", "words", "roles"};
const toc_lexicon_table toc_table_offices = {"offices.tsv", offices_columns, 3, office_take};
static const char *const sectors_columns[] = {"sector", "words"};
const toc_lexicon_table toc_table_sectors = {"sectors.tsv", sectors_columns, 2, sector_take};
