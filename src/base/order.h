/*
 * order: sorting what mostly comes sorted.
 *
 * Rows of a ledger come by day, and lists made of them often are in order already: this is looked at first, one
 * comparison an item, and nothing is moved then. Else qsort of the C library. Equal items may change places then:
 * compare must know no ties where that matters. count 0 is fine.
 */
#ifndef TOC_BASE_ORDER_H
#define TOC_BASE_ORDER_H

#include <stddef.h>

void toc_order(void *items, size_t count, size_t size, int (*compare)(const void *, const void *));

#endif
