/*
 * Codes of other schemes -> ours.
 *
 * A CAMEO actor code is read from the left in parts of three letters. A part
 * that stands in data/lexicon/foreign.tsv becomes what it says there; one that
 * is a sector or a root of ours stays. The first state is the root; an
 * organisation gives way to a later, more special one (UNO, then HCR). What is
 * left are sectors, in their order, each once: IGOUNOREFHCR -> UNHCRREF,
 * MNCUSA -> USAMNC. An actor needs a root or a sector that can stand by itself
 * (IGO, NGO, MNC, IMG); an agent has sectors only.
 */
#include "event/actor.h"
#include "lexicon/inside.h"

enum { CODE_BYTES_MAX = 60 };

static toc_rc part_take(toc_lexicon *lexicon, const toc_str *cells, const char *path, size_t line, toc_err *err) {
    toc_foreign_part part = {.place = cells[1].len ? cells[1].ptr[0] : ' ', .ours = cells[2]};
    uint32_t known;
    if (cells[0].len != 3 || (part.place != 'f' && part.place != 'l' && part.place != 'a') || part.ours.len == 0) {
        return toc_err_set(err, TOC_EFORMAT, "%s:%zu: wants a part of three letters, first, later or any, and a code",
                           path, line);
    }
    part.next = toc_map_get(&lexicon->parts, cells[0], &known) ? known + 1 : 0;
    if (!toc_lexicon_grow(lexicon, (void **)&lexicon->foreign_parts, lexicon->part_count, &lexicon->part_room,
                          sizeof part) ||
        !toc_map_put(&lexicon->parts, cells[0], lexicon->part_count)) {
        return toc_lexicon_no_memory(err);
    }
    lexicon->foreign_parts[lexicon->part_count++] = part;
    return TOC_OK;
}

static const char *const foreign_columns[] = {"code", "place", "ours"};
const toc_lexicon_table toc_table_foreign = {"foreign.tsv", foreign_columns, 3, part_take};

/* What part becomes: a row of the table, itself, or nothing known (false). */
static bool part_read(const toc_lexicon *lexicon, toc_str part, bool first, toc_str *ours) {
    uint32_t at, root;
    if (toc_map_get(&lexicon->parts, part, &at)) {
        for (uint32_t i = at + 1; i != 0; i = lexicon->foreign_parts[i - 1].next) {
            const toc_foreign_part *row = &lexicon->foreign_parts[i - 1];
            if (row->place == 'a' || (row->place == 'f') == first) {
                *ours = row->ours;
                return true;
            }
        }
    }
    *ours = part;
    return toc_actor_root(part).len == 0 || toc_map_get(&lexicon->roots, part, &root);
}

/* Code without the sector IGO: an organisation that is the root says it. */
static toc_str without_igo(toc_arena *arena, toc_str sectors) {
    toc_str kept = {"", 0};
    for (size_t i = 0; i + 3 <= sectors.len && kept.ptr; i += 3) {
        toc_str one = toc_str_slice(sectors, i, i + 3);
        kept = toc_str_equal(one, TOC_STR("IGO")) ? kept : toc_actor_join(arena, kept, one);
    }
    return kept;
}

static bool upper_letters(toc_str text, char out[CODE_BYTES_MAX]) {
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        out[i] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
        if (out[i] < 'A' || out[i] > 'Z') {
            return false;
        }
    }
    return text.len > 0 && text.len % 3 == 0;
}

toc_rc toc_code_translate(toc_lexicon *lexicon, toc_str foreign, bool agent, toc_str *out, toc_err *err) {
    char upper[CODE_BYTES_MAX];
    toc_arena *arena = &lexicon->arena;
    toc_str root = {"", 0}, sectors = {"", 0}, ours;
    bool organisation = false;
    if (foreign.len > CODE_BYTES_MAX || !upper_letters(foreign, upper)) {
        return toc_err_set(err, TOC_EFORMAT, "unknown code \"%.*s\": not made of parts of three letters",
                           TOC_FMT(toc_str_slice(foreign, 0, CODE_BYTES_MAX)));
    }
    for (size_t i = 0; i < foreign.len; i += 3) {
        toc_str part = {upper + i, 3};
        if (!part_read(lexicon, part, i == 0 && !agent, &ours)) {
            return toc_err_set(err, TOC_EFORMAT, "unknown code \"%.*s\" in \"%.*s\"", TOC_FMT(part), TOC_FMT(foreign));
        }
        if (toc_str_equal(ours, TOC_STR("-"))) {
            continue;
        }
        toc_str own_root = toc_actor_root(ours);
        if (own_root.len > 0 && (root.len == 0 || organisation)) {
            organisation = toc_actor_has_sector(sectors, TOC_STR("IGO"));
            root = toc_arena_str(arena, own_root);
        } else {
            sectors = toc_actor_join(arena, sectors, toc_actor_sectors(ours));
        }
        if (!root.ptr || !sectors.ptr) {
            return toc_lexicon_no_memory(err);
        }
    }
    if (agent && (root.len > 0 || sectors.len == 0)) {
        return toc_err_set(err, TOC_EFORMAT, "code \"%.*s\" says no sector that an agent can have here",
                           TOC_FMT(foreign));
    }
    if (root.len == 0 && !agent && !toc_actor_has_any(sectors, TOC_STR("IGONGOMNCIMG"))) {
        return toc_err_set(err, TOC_EFORMAT, "code \"%.*s\" names no state or organisation that is known here",
                           TOC_FMT(foreign));
    }
    sectors = organisation ? without_igo(arena, sectors) : sectors;
    toc_str made = sectors.ptr ? toc_actor_join(arena, root, sectors) : sectors;
    if (!made.ptr) {
        return toc_lexicon_no_memory(err);
    }
    *out = made;
    return TOC_OK;
}
