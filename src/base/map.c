/*
 * Method: open addressing with linear probing over a power of two of slots, at
 * most three quarters full; nothing is ever removed singly, so no tombstones.
 * A slot keeps 32 bits of the key's hash with the lowest set: zero means empty,
 * and a glance at it spares most comparisons of bytes. Growth builds the new
 * slots aside and only then frees the old: a refused allocation changes nothing.
 */
#include "base/map.h"

#include "base/mem.h"

#include <string.h>

enum { CAPACITY_MIN = 16 };

struct toc_map_slot {
    toc_str key;
    uint32_t hash; /* of key, lowest bit set; 0: empty */
    uint32_t value;
};

void toc_map_init(toc_map *map) {
    *map = (toc_map){0};
}

void toc_map_fini(toc_map *map) {
    toc_mem_free(map->slots);
    toc_map_init(map);
}

void toc_map_clear(toc_map *map) {
    if (map->slots != NULL) {
        memset(map->slots, 0, map->capacity * sizeof map->slots[0]);
    }
    map->count = 0;
}

static uint32_t key_hash(toc_str key) {
    return (uint32_t)(toc_str_hash(key, 0) >> 32) | 1;
}

/* The slot that holds key, or the empty one where it belongs. */
static struct toc_map_slot *slot_of(struct toc_map_slot *slots, size_t capacity, toc_str key, uint32_t hash) {
    size_t at = (hash >> 1) & (capacity - 1);
    while (slots[at].hash != 0 && !(slots[at].hash == hash && toc_str_equal(slots[at].key, key))) {
        at = (at + 1) & (capacity - 1);
    }
    return &slots[at];
}

static bool grow(toc_map *map) {
    size_t capacity = map->capacity > 0 ? map->capacity * 2 : CAPACITY_MIN;
    struct toc_map_slot *slots = toc_mem_calloc(capacity, sizeof *slots);
    if (slots == NULL) {
        return false;
    }
    for (size_t i = 0; i < map->capacity; i++) {
        if (map->slots[i].hash != 0) {
            *slot_of(slots, capacity, map->slots[i].key, map->slots[i].hash) = map->slots[i];
        }
    }
    toc_mem_free(map->slots);
    map->slots = slots;
    map->capacity = capacity;
    return true;
}

bool toc_map_put(toc_map *map, toc_str key, uint32_t value) {
    uint32_t hash = key_hash(key);
    struct toc_map_slot *slot = map->capacity > 0 ? slot_of(map->slots, map->capacity, key, hash) : NULL;
    if (slot != NULL && slot->hash != 0) {
        slot->value = value;
        return true;
    }
    if (map->count + 1 > map->capacity / 4 * 3) {
        if (!grow(map)) {
            return false;
        }
        slot = slot_of(map->slots, map->capacity, key, hash);
    }
    *slot = (struct toc_map_slot){key, hash, value};
    map->count++;
    return true;
}

bool toc_map_get(const toc_map *map, toc_str key, uint32_t *value) {
    if (map->count == 0) {
        return false;
    }
    const struct toc_map_slot *slot = slot_of(map->slots, map->capacity, key, key_hash(key));
    if (slot->hash == 0) {
        return false;
    }
    *value = slot->value;
    return true;
}
