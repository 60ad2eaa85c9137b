/*
 * Method: a code is read from the right in steps of three letters. While the
 * last three letters are a sector they are taken off; what is left is the
 * root. The list of sectors is closed and short (PLOVER manual 0.8, with REF,
 * SOC, IGO, IMG, MNC and NON from the dictionaries of the field, and UNK for who is told by name only), so that no
 * table of roots is needed here; tests/unit/test_world_*.c shows that no root
 * of data/world ends in a sector.
 */
#include "event/actor.h"

#include <stdint.h>
#include <string.h>

static const char SECTORS[] = "GOVMILREBCRMRELCVLBUSLEGJUDCOPMEDEDUOPPUAFSPYAGRPTYLABNGOELIREFSOCIGOIMGMNCNONUNK";

/* Letters with which sectors begin and end, as bits: most codes are told apart without looking at the list. */
static bool may_be_sector(const char *letters) {
    static const uint32_t first = 1u << ('G' - 'A') | 1u << ('M' - 'A') | 1u << ('R' - 'A') | 1u << ('C' - 'A') |
                                  1u << ('B' - 'A') | 1u << ('L' - 'A') | 1u << ('J' - 'A') | 1u << ('E' - 'A') |
                                  1u << ('O' - 'A') | 1u << ('U' - 'A') | 1u << ('S' - 'A') | 1u << ('A' - 'A') |
                                  1u << ('P' - 'A') | 1u << ('N' - 'A') | 1u << ('I' - 'A');
    static const uint32_t last = 1u << ('V' - 'A') | 1u << ('L' - 'A') | 1u << ('B' - 'A') | 1u << ('M' - 'A') |
                                 1u << ('S' - 'A') | 1u << ('G' - 'A') | 1u << ('D' - 'A') | 1u << ('P' - 'A') |
                                 1u << ('U' - 'A') | 1u << ('F' - 'A') | 1u << ('Y' - 'A') | 1u << ('R' - 'A') |
                                 1u << ('O' - 'A') | 1u << ('I' - 'A') | 1u << ('C' - 'A') | 1u << ('N' - 'A') |
                                 1u << ('K' - 'A');
    unsigned a = (unsigned)(unsigned char)letters[0] - 'A', b = (unsigned)(unsigned char)letters[2] - 'A';
    return a < 26 && b < 26 && (first >> a & 1) && (last >> b & 1);
}

static bool is_sector(const char *letters) {
    for (size_t i = 0; may_be_sector(letters) && i + 3 < sizeof SECTORS; i += 3) {
        if (memcmp(SECTORS + i, letters, 3) == 0) {
            return true;
        }
    }
    return false;
}

static size_t root_length(toc_str code) {
    size_t len = code.len;
    while (len >= 3 && is_sector(code.ptr + len - 3)) {
        len -= 3;
    }
    return len;
}

toc_str toc_actor_root(toc_str code) {
    return toc_str_slice(code, 0, root_length(code));
}

toc_str toc_actor_sectors(toc_str code) {
    return toc_str_slice(code, root_length(code), code.len);
}

bool toc_actor_has_sector(toc_str code, toc_str sector) {
    if (sector.len != 3) {
        return false;
    }
    toc_str sectors = toc_actor_sectors(code);
    for (size_t i = 0; i + 3 <= sectors.len; i += 3) {
        if (memcmp(sectors.ptr + i, sector.ptr, 3) == 0) {
            return true;
        }
    }
    return false;
}

toc_str toc_actor_join(toc_arena *arena, toc_str code, toc_str sectors) {
    char *text = toc_arena_alloc(arena, code.len + sectors.len + 1);
    if (text == NULL) {
        return (toc_str){NULL, 0};
    }
    if (code.len > 0) {
        memcpy(text, code.ptr, code.len);
    }
    toc_str out = {text, code.len};
    for (size_t i = 0; i + 3 <= sectors.len; i += 3) {
        if (!toc_actor_has_sector(out, toc_str_slice(sectors, i, i + 3))) {
            memcpy(text + out.len, sectors.ptr + i, 3);
            out.len += 3;
        }
    }
    text[out.len] = '\0';
    return out;
}

bool toc_actor_is_official(toc_str code) {
    toc_str sectors = toc_actor_sectors(code);
    if (code.len == 0 || toc_actor_has_sector(code, TOC_STR("OPP")) || toc_actor_has_sector(code, TOC_STR("REB"))) {
        return false;
    }
    return sectors.len == 0 || toc_actor_has_sector(code, TOC_STR("GOV")) || toc_str_equal(sectors, TOC_STR("MIL"));
}
