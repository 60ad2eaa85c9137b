/*
 * mem: the only caller of malloc, realloc and free.
 *
 * toc_mem_* behave as the C functions do, but a size of zero gives a valid
 * pointer, products are checked for overflow, and tests can have the n-th
 * allocation from now on refused (toc_mem_refuse_after), to show that every
 * caller survives it. Any thread may call; the refusal counter is shared.
 */
#ifndef TOC_BASE_MEM_H
#define TOC_BASE_MEM_H

#include <stddef.h>

void *toc_mem_alloc(size_t size);                /* uninitialised; NULL when refused */
void *toc_mem_calloc(size_t count, size_t size); /* zeroed; NULL when refused or on overflow */
void *toc_mem_realloc(void *ptr, size_t size);   /* on NULL the old block is still the caller's */
/* Room for one more than count items of size bytes, as toc_mem_realloc: items when capacity has it, else twice the room
 * (`first` when there was none). NULL when refused or on overflow: items and capacity are as they were. */
void *toc_mem_widen(void *items, size_t count, size_t *capacity, size_t size, size_t first);
void toc_mem_free(void *ptr); /* NULL is fine */

/* For programs, once, before anything else: what is freed is kept for the next (blocks under 8 MiB; up to 512 MiB of
 * them), since memory is taken and given back for each document, and fresh pages must be cleared. Does nothing where
 * the C library cannot. */
void toc_mem_keep(void);

/* For tests: let n further allocations pass and refuse the one after them and all later ones;
 * a negative n switches refusal off. Returns the number of allocations made so far. */
long toc_mem_refuse_after(long n);

#endif
