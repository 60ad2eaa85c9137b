/*
 * refuse: runs a piece of work again and again, the first time with its first
 * allocation refused, then its second, until it passes. Work that survives every
 * refusal and passes in the end is what we want of every function that allocates.
 */
#ifndef TOC_TESTS_REFUSE_H
#define TOC_TESTS_REFUSE_H

#include "base/mem.h"

#include <stdbool.h>

/* True when the work passed; checks of its own it makes with cmocka's assertions. */
typedef bool refuse_work(void *ctx);

/* Returns how many runs were refused before one passed. */
static inline long refuse_each(refuse_work *work, void *ctx) {
    for (long n = 0; n < 100000; n++) {
        toc_mem_refuse_after(n);
        bool passed = work(ctx);
        toc_mem_refuse_after(-1);
        if (passed) {
            return n;
        }
    }
    return -1; /* it never passed */
}

#endif
