/* Method: see keys.h. */
#include "code/keys.h"

toc_rc toc_keys_make(const char *bytes, uint32_t count, toc_arena *arena, toc_keys *out) {
    uint32_t size = 1024;
    while (size < count * 2) {
        size *= 2;
    }
    *out = (toc_keys){.mask = size - 1, .slots = toc_arena_array(arena, size, sizeof *out->slots)};
    for (uint32_t i = 0; out->slots && i < count; i++) {
        uint32_t key = toc_u32_at(bytes + (size_t)i * 4), at = toc_keys_slot(out, key);
        while (out->slots[at].row) {
            at = (at + 1) & out->mask;
        }
        out->slots[at] = (struct toc_key_slot){key, i + 1};
    }
    return out->slots ? TOC_OK : TOC_ENOMEM;
}
