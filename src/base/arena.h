/*
 * arena: memory that is given back all at once.
 *
 * tocsin has three lifetimes: forever (lexicon, world, models), batch, and
 * request; each is an arena. Allocation is a pointer bump in blocks that
 * double from 4 KiB to 1 MiB; a larger wish gets a block of its own, or, of an
 * arena that is large already, a piece of one that several share. An arena
 * has a maximum from birth; past it, or when the system refuses, toc_arena_alloc
 * returns NULL and the arena stays sound. Not thread-safe: one thread at a time.
 *
 * Order: init, alloc…, clear (empty, keeps one block, or one of each kind) or fini (all given back).
 */
#ifndef TOC_BASE_ARENA_H
#define TOC_BASE_ARENA_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct toc_arena_block toc_arena_block;

typedef struct toc_arena {
    toc_arena_block *head; /* newest block */
    toc_arena_block *room; /* of a large arena: where large wishes are met from; NULL: none */
    size_t used_bytes;     /* handed out since init or clear */
    size_t max_bytes;      /* 0: no maximum */
    bool refused;          /* an allocation was refused since init or clear: whoever writes with many looks once */
} toc_arena;

void toc_arena_init(toc_arena *arena, size_t max_bytes);
void toc_arena_clear(toc_arena *arena);
void toc_arena_fini(toc_arena *arena);

/* All that `from` handed out now lives as long as arena; `from` is empty. The maximum of arena is not asked, but counts
 * what came. */
void toc_arena_join(toc_arena *arena, toc_arena *from);

/* As toc_arena_alloc, from a multiple of 64 bytes on, where a line of the cache begins. */
void *toc_arena_aligned(toc_arena *arena, size_t size);
/* size bytes, aligned for any type, zeroed; NULL when refused. */
void *toc_arena_alloc(toc_arena *arena, size_t size);
/* count * size, checked for overflow. */
void *toc_arena_array(toc_arena *arena, size_t count, size_t size);
/* Room for one more than count items of size bytes: items when capacity has it, else a copy in twice the room (`first`
 * when there was none), whose new items are zeroed. NULL when refused: items and capacity are as they were. */
void *toc_arena_widen(toc_arena *arena, void *items, size_t count, size_t *capacity, size_t size, size_t first);
/* A copy of text with a NUL behind it (not counted in len); {NULL,0} when refused. */
toc_str toc_arena_str(toc_arena *arena, toc_str text);
/* printf into the arena; {NULL,0} when refused. */
toc_str toc_arena_printf(toc_arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
