/* Method: one walk over the neighbours; qsort when two are out of order. */
#include "base/order.h"

#include <stdlib.h>

void toc_order(void *items, size_t count, size_t size, int (*compare)(const void *, const void *)) {
    const char *item = items;
    for (size_t i = 1; i < count; i++, item += size) {
        if (compare(item, item + size) > 0) {
            qsort(items, count, size, compare);
            return;
        }
    }
}
