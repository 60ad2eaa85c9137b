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

#define LETTERS(a, b, c) ((uint32_t)(a) << 16 | (uint32_t)(b) << 8 | (uint32_t)(c))

/* A switch and no list to walk: this is asked of every code of every event. */
static bool is_sector(const char *letters) {
    switch (LETTERS((unsigned char)letters[0], (unsigned char)letters[1], (unsigned char)letters[2])) {
    case LETTERS('G', 'O', 'V'):
    case LETTERS('M', 'I', 'L'):
    case LETTERS('R', 'E', 'B'):
    case LETTERS('C', 'R', 'M'):
    case LETTERS('R', 'E', 'L'):
    case LETTERS('C', 'V', 'L'):
    case LETTERS('B', 'U', 'S'):
    case LETTERS('L', 'E', 'G'):
    case LETTERS('J', 'U', 'D'):
    case LETTERS('C', 'O', 'P'):
    case LETTERS('M', 'E', 'D'):
    case LETTERS('E', 'D', 'U'):
    case LETTERS('O', 'P', 'P'):
    case LETTERS('U', 'A', 'F'):
    case LETTERS('S', 'P', 'Y'):
    case LETTERS('A', 'G', 'R'):
    case LETTERS('P', 'T', 'Y'):
    case LETTERS('L', 'A', 'B'):
    case LETTERS('N', 'G', 'O'):
    case LETTERS('E', 'L', 'I'):
    case LETTERS('R', 'E', 'F'):
    case LETTERS('S', 'O', 'C'):
    case LETTERS('I', 'G', 'O'):
    case LETTERS('I', 'M', 'G'):
    case LETTERS('M', 'N', 'C'):
    case LETTERS('N', 'O', 'N'):
    case LETTERS('U', 'N', 'K'):
        return true;
    default:
        return false;
    }
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

bool toc_actor_has_any(toc_str code, toc_str sectors) {
    for (size_t i = 0; i + 3 <= sectors.len; i += 3) {
        if (toc_actor_has_sector(code, toc_str_slice(sectors, i, i + 3))) {
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
    if (code.len == 0 || toc_actor_has_any(code, TOC_STR("OPPREB"))) {
        return false;
    }
    return sectors.len == 0 || toc_actor_has_sector(code, TOC_STR("GOV")) || toc_str_equal(sectors, TOC_STR("MIL"));
}
