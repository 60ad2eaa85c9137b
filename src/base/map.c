/*
 * Method: open addressing with linear probing over a power of two of slots, at
 * most three quarters full; nothing is ever removed singly, so no tombstones.
 * Each slot has a mark of one byte, eight bits of the key's hash with the lowest
 * set: zero means empty. The marks lie together behind the slots, so that to look
 * for what is not there, which is most of the work, touches no slot. Growth builds
 * the new slots aside and only then frees the old: a refused allocation changes
 * nothing.
 */
#include "base/map.h"

#include "base/mem.h"

#include <string.h>

enum { CAPACITY_MIN = 16 };

struct toc_map_slot {
    toc_str key;
    uint32_t hash;
    uint32_t value;
};

void toc_map_init(toc_map *map) {
    *map = (toc_map){0};
}

void toc_map_fini(toc_map *map) {
    toc_mem_free(map->slots);
    toc_map_init(map);
}

/* Both in one block of memory. */
static size_t bytes_of(size_t capacity) {
    return capacity * (sizeof(struct toc_map_slot) + 1);
}

static uint8_t *marks_of(struct toc_map_slot *slots, size_t capacity) {
    return (uint8_t *)(slots + capacity);
}

void toc_map_clear(toc_map *map) {
    if (map->slots != NULL) {
        memset(map->slots, 0, bytes_of(map->capacity));
    }
    map->count = 0;
}

static uint32_t key_hash(toc_str key) {
    return (uint32_t)(toc_str_hash(key, 0) >> 32);
}

static uint8_t mark_of(uint32_t hash) {
    return (uint8_t)(hash >> 24 | 1);
}

/* Where key is, or the empty slot where it belongs. */
static size_t find(const toc_map *map, toc_str key, uint32_t hash) {
    const uint8_t *marks = marks_of(map->slots, map->capacity), mark = mark_of(hash);
    size_t at = hash & (map->capacity - 1);
    while (marks[at] != 0 &&
           !(marks[at] == mark && map->slots[at].hash == hash && toc_str_equal(map->slots[at].key, key))) {
        at = (at + 1) & (map->capacity - 1);
    }
    return at;
}

static void place(toc_map *map, size_t at, struct toc_map_slot slot) {
    map->slots[at] = slot;
    marks_of(map->slots, map->capacity)[at] = mark_of(slot.hash);
}

static bool grow(toc_map *map) {
    toc_map wider = {.capacity = map->capacity > 0 ? map->capacity * 2 : CAPACITY_MIN, .count = map->count};
    wider.slots = toc_mem_calloc(1, bytes_of(wider.capacity));
    if (wider.slots == NULL) {
        return false;
    }
    for (size_t i = 0; i < map->capacity; i++) {
        if (marks_of(map->slots, map->capacity)[i] != 0) {
            place(&wider, find(&wider, map->slots[i].key, map->slots[i].hash), map->slots[i]);
        }
    }
    toc_mem_free(map->slots);
    *map = wider;
    return true;
}

bool toc_map_put(toc_map *map, toc_str key, uint32_t value) {
    uint32_t hash = key_hash(key);
    size_t at = map->capacity > 0 ? find(map, key, hash) : 0;
    if (map->capacity > 0 && marks_of(map->slots, map->capacity)[at] != 0) {
        map->slots[at].value = value;
        return true;
    }
    if (map->count + 1 > map->capacity / 4 * 3) {
        if (!grow(map)) {
            return false;
        }
        at = find(map, key, hash);
    }
    place(map, at, (struct toc_map_slot){key, hash, value});
    map->count++;
    return true;
}

bool toc_map_get(const toc_map *map, toc_str key, uint32_t *value) {
    if (map->count == 0) {
        return false;
    }
    size_t at = find(map, key, key_hash(key));
    if (marks_of(map->slots, map->capacity)[at] == 0) {
        return false;
    }
    *value = map->slots[at].value;
    return true;
}
