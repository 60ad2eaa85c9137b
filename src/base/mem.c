/*
 * Method: thin over the C library. One shared counter says how many further
 * allocations may pass (negative: all of them); a refusal never touches the
 * counter again, so that once refused, all later requests are refused too. A
 * realloc counts as an allocation. Counters are relaxed atomics: they count,
 * they order nothing.
 */
#define _DEFAULT_SOURCE /* MADV_HUGEPAGE */
#include "base/mem.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

enum { LARGE = 8 << 20, PAGE = 4096 };

static atomic_long passes_left = -1;
static atomic_long passed = 0;

static bool permit(void) {
    long left = atomic_load_explicit(&passes_left, memory_order_relaxed);
    while (left > 0 && !atomic_compare_exchange_weak(&passes_left, &left, left - 1)) {
    }
    if (left == 0) {
        return false;
    }
    atomic_fetch_add_explicit(&passed, 1, memory_order_relaxed);
    return true;
}

/* Fresh pages of 4 KiB cost more than what is written to them; a wish, which the system may refuse. */
static void large_pages(void *memory, size_t bytes) {
#ifdef MADV_HUGEPAGE
    uintptr_t from = ((uintptr_t)memory + PAGE - 1) & ~(uintptr_t)(PAGE - 1), to = (uintptr_t)memory + bytes;
    if (from < to) {
        (void)madvise((char *)memory + (from - (uintptr_t)memory), to - from, MADV_HUGEPAGE);
    }
#else
    (void)memory, (void)bytes;
#endif
}

void *toc_mem_alloc(size_t size) {
    return permit() ? malloc(size > 0 ? size : 1) : NULL;
}

void *toc_mem_calloc(size_t count, size_t size) {
    if (size > 0 && count > SIZE_MAX / size) {
        return NULL;
    }
    size_t bytes = count * size;
    void *memory = permit() ? calloc(1, bytes > 0 ? bytes : 1) : NULL;
    if (memory && bytes >= LARGE) {
        large_pages(memory, bytes);
    }
    return memory;
}

void *toc_mem_realloc(void *ptr, size_t size) {
    return permit() ? realloc(ptr, size > 0 ? size : 1) : NULL;
}

void *toc_mem_widen(void *items, size_t count, size_t *capacity, size_t size, size_t first) {
    if (count < *capacity) {
        return items;
    }
    size_t wider = *capacity > 0 ? *capacity * 2 : first;
    void *room = wider > count && wider <= SIZE_MAX / size ? toc_mem_realloc(items, wider * size) : NULL;
    *capacity = room != NULL ? wider : *capacity;
    return room;
}

void toc_mem_keep(void) {
#ifdef __GLIBC__
    enum { AHEAD = 4 << 20, KEPT = 512 << 20 };
    (void)mallopt(M_TOP_PAD, AHEAD);
    (void)mallopt(M_TRIM_THRESHOLD, KEPT);
    (void)mallopt(M_MMAP_THRESHOLD, LARGE);
#endif
}

void toc_mem_free(void *ptr) {
    free(ptr);
}

long toc_mem_refuse_after(long n) {
    atomic_store(&passes_left, n < 0 ? -1 : n);
    return atomic_load(&passed);
}
