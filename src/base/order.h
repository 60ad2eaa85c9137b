/*
 * order: sorting what mostly comes sorted, and sorting by numbers.
 *
 * Rows of a ledger come by day, and lists made of them often are in order already: both look at this first, one
 * comparison an item, and nothing is moved then. count 0 is fine.
 */
#ifndef TOC_BASE_ORDER_H
#define TOC_BASE_ORDER_H

#include <stddef.h>
#include <stdint.h>

/* Else qsort of the C library. Equal items may change places then: compare must know no ties where that matters. */
void toc_order(void *items, size_t count, size_t size, int (*compare)(const void *, const void *));

/* The place of something that is to be sorted by a number. */
typedef struct toc_keyed {
    uint64_t key;
    size_t at;
} toc_keyed;

/* By key; what has the same key stays in its order. Linear: at most eight passes, one for each byte in which keys
 * differ. spare: room for as many, whose content is not defined afterwards. */
void toc_order_keyed(toc_keyed *items, toc_keyed *spare, size_t count);

/* A key that orders as the day does. */
static inline uint64_t toc_order_day(int32_t day) {
    return (uint32_t)day ^ UINT32_C(0x80000000);
}

#endif
