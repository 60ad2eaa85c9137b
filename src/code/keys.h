/*
 * keys (internal to code): rows of a model by the 32-bit keys of features and lemmas, and its numbers, little-endian.
 *
 * Order: toc_keys_make once from the keys as they stand in the model; toc_keys_row for each. Read-only afterwards.
 */
#ifndef TOC_CODE_KEYS_H
#define TOC_CODE_KEYS_H

#include "base/arena.h"
#include "base/err.h"

#include <string.h>

/* Open addressing, at most half full. */
typedef struct toc_keys {
    uint32_t mask;
    struct toc_key_slot {
        uint32_t key, row; /* row + 1; 0: free */
    } * slots;
} toc_keys;

/* From the bytes of `count` keys, whose rows are 0, 1, …; the slots in arena. TOC_ENOMEM. */
toc_rc toc_keys_make(const char *bytes, uint32_t count, toc_arena *arena, toc_keys *out);

static inline uint32_t toc_keys_slot(const toc_keys *keys, uint32_t key) {
    return (key * 0x9E3779B1u) & keys->mask;
}

/* Slots lie all over the memory: whoever asks for many asks for all of them first. */
static inline void toc_keys_fetch(const toc_keys *keys, uint32_t key) {
    __builtin_prefetch(&keys->slots[toc_keys_slot(keys, key)]);
}

/* Row of the key; -1: unknown. */
static inline int64_t toc_keys_row(const toc_keys *keys, uint32_t key) {
    for (uint32_t at = toc_keys_slot(keys, key); keys->slots[at].row; at = (at + 1) & keys->mask) {
        if (keys->slots[at].key == key) {
            return (int64_t)keys->slots[at].row - 1;
        }
    }
    return -1;
}

/* The key of what has this hash. */
static inline uint32_t toc_key_of(uint64_t hash) {
    return (uint32_t)(hash >> 32) ^ (uint32_t)hash;
}

static inline uint32_t toc_u32_at(const char *p) {
    const uint8_t *b = (const uint8_t *)p;
    return (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
}

static inline float toc_float_at(const char *p) {
    uint32_t bits = toc_u32_at(p);
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

#endif
