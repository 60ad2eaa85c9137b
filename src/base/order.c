/*
 * Method: one walk over the neighbours; then qsort when two are out of order. Of numbers: a radix sort from the lowest
 * byte up, that counts all bytes in one walk and passes over those that are the same in all.
 */
#include "base/order.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { BYTES = 8, VALUES = 256 };

void toc_order(void *items, size_t count, size_t size, int (*compare)(const void *, const void *)) {
    const char *item = items;
    for (size_t i = 1; i < count; i++, item += size) {
        if (compare(item, item + size) > 0) {
            qsort(items, count, size, compare);
            return;
        }
    }
}

static bool is_ordered(const toc_keyed *items, size_t count) {
    for (size_t i = 1; i < count; i++) {
        if (items[i - 1].key > items[i].key) {
            return false;
        }
    }
    return true;
}

static unsigned byte_of(uint64_t key, unsigned byte) {
    return (unsigned)(key >> (8 * byte)) & (VALUES - 1);
}

/* counts[v]: how many have the value v; afterwards where the next of them goes. */
static void starts_of(size_t counts[VALUES]) {
    size_t before = 0;
    for (size_t v = 0; v < VALUES; v++) {
        size_t here = counts[v];
        counts[v] = before;
        before += here;
    }
}

void toc_order_keyed(toc_keyed *items, toc_keyed *spare, size_t count) {
    size_t counts[BYTES][VALUES] = {{0}};
    toc_keyed *from = items, *to = spare;
    if (is_ordered(items, count)) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        for (unsigned b = 0; b < BYTES; b++) {
            counts[b][byte_of(items[i].key, b)]++;
        }
    }
    for (unsigned b = 0; b < BYTES; b++) {
        if (counts[b][byte_of(items[0].key, b)] == count) {
            continue;
        }
        starts_of(counts[b]);
        for (size_t i = 0; i < count; i++) {
            to[counts[b][byte_of(from[i].key, b)]++] = from[i];
        }
        toc_keyed *swap = from;
        from = to;
        to = swap;
    }
    if (from != items) {
        memcpy(items, from, count * sizeof *items);
    }
}
