/*
 * map: from text to a number, open addressing, keys are not copied.
 *
 * For lexicons, code tables and interning. Keys must outlive the map (put them
 * in an arena). Values are uint32_t. Read-only use from many threads is fine.
 */
#ifndef TOC_BASE_MAP_H
#define TOC_BASE_MAP_H

#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct toc_map {
    struct toc_map_slot *slots;
    size_t capacity;
    size_t count;
} toc_map;

void toc_map_init(toc_map *map);
void toc_map_fini(toc_map *map);
void toc_map_clear(toc_map *map);
/* Set key to value; an existing key is overwritten. False when memory is refused (map unchanged). */
bool toc_map_put(toc_map *map, toc_str key, uint32_t value);
/* True and *value when key is there. */
bool toc_map_get(const toc_map *map, toc_str key, uint32_t *value);

#endif
