/*
 * Method: blocks in a list, newest first; a block is a header and its bytes. A
 * wish that does not fit the head gets a new head of twice the size (4 KiB to
 * 1 MiB); a wish above 256 KiB gets a block of its own behind the head, so that
 * the room left in the head is not lost. Past 4 MiB such wishes are met from rooms of 16 MiB, each byte once: of these
 * the system gives pages by the large (mem.c), and a page costs more than what is written to it. Bytes are zeroed when
 * handed out, not when the block is made; what is large is zero from the system, or from clear.
 * used_bytes counts
 * what was handed out after rounding up to the alignment; the maximum is held against that figure, headers and unused
 * room aside.
 */
#include "base/arena.h"

#include "base/mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum {
    ALIGN_BYTES = _Alignof(max_align_t),
    BLOCK_MIN = 4096,
    BLOCK_MAX = 1 << 20,
    OWN_BLOCK = 1 << 18,
    LARGE = 4 << 20,
    ROOM = 16 << 20
};

struct toc_arena_block {
    toc_arena_block *next;
    size_t capacity;                    /* bytes in `bytes` */
    size_t used;                        /* of them handed out */
    _Alignas(max_align_t) char bytes[]; /* what callers get */
};

static void blocks_free(toc_arena_block *block) {
    while (block != NULL) {
        toc_arena_block *next = block->next;
        toc_mem_free(block);
        block = next;
    }
}

void toc_arena_init(toc_arena *arena, size_t max_bytes) {
    *arena = (toc_arena){.max_bytes = max_bytes};
}

/* What was handed out of a room is zeroed, since what is left is taken to be. */
static void room_empty(toc_arena_block *room) {
    memset(room->bytes, 0, room->used);
    room->used = 0;
}

void toc_arena_clear(toc_arena *arena) {
    toc_arena_block *head = arena->head, *room = arena->room;
    for (toc_arena_block *block = head, *next; block != NULL; block = next) {
        next = block->next;
        if (block == head && block->capacity <= BLOCK_MAX) {
            block->used = 0;
            block->next = NULL;
        } else if (block != room) {
            toc_mem_free(block);
        }
    }
    head = head != NULL && head->capacity <= BLOCK_MAX ? head : NULL;
    if (room != NULL) {
        room_empty(room);
        room->next = NULL;
    }
    if (head != NULL) {
        head->next = room;
    }
    arena->head = head != NULL ? head : room;
    arena->used_bytes = 0;
    arena->refused = false;
}

void toc_arena_fini(toc_arena *arena) {
    blocks_free(arena->head);
    toc_arena_init(arena, arena->max_bytes);
}

void toc_arena_join(toc_arena *arena, toc_arena *from) {
    toc_arena_block **last = &arena->head;
    while (*last != NULL) {
        last = &(*last)->next;
    }
    *last = from->head;
    arena->used_bytes += from->used_bytes;
    arena->refused |= from->refused;
    from->head = from->room = NULL;
    toc_arena_init(from, from->max_bytes);
}

static size_t capacity_for(const toc_arena *arena, size_t size) {
    if (size > OWN_BLOCK) {
        return arena->used_bytes >= LARGE && size < ROOM ? ROOM : size;
    }
    size_t capacity = arena->head != NULL && arena->head != arena->room ? arena->head->capacity * 2 : BLOCK_MIN;
    while (capacity < size) {
        capacity *= 2;
    }
    return capacity > BLOCK_MAX ? BLOCK_MAX : capacity;
}

/* A new block with room for size (already rounded up), linked in; NULL when refused. */
static toc_arena_block *block_add(toc_arena *arena, size_t size) {
    size_t capacity = capacity_for(arena, size);
    if (capacity > SIZE_MAX - sizeof(toc_arena_block)) {
        return NULL;
    }
    /* large ones come zeroed from the system, which touches no page that nobody uses */
    toc_arena_block *block =
        size > OWN_BLOCK ? toc_mem_calloc(1, sizeof *block + capacity) : toc_mem_alloc(sizeof *block + capacity);
    if (block == NULL) {
        return NULL;
    }
    block->capacity = capacity;
    block->used = 0;
    arena->room = capacity == ROOM ? block : arena->room;
    if (size > OWN_BLOCK && arena->head != NULL) {
        block->next = arena->head->next;
        arena->head->next = block;
    } else {
        block->next = arena->head;
        arena->head = block;
    }
    return block;
}

/* size bytes, as they are. */
static void *take(toc_arena *arena, size_t size) {
    if (size > SIZE_MAX - ALIGN_BYTES) {
        return NULL;
    }
    size_t wish = (size == 0 ? 1 : size) + ALIGN_BYTES - 1;
    wish -= wish % ALIGN_BYTES;
    if (arena->max_bytes > 0 && (arena->used_bytes > arena->max_bytes || wish > arena->max_bytes - arena->used_bytes)) {
        return NULL;
    }
    toc_arena_block *block = wish > OWN_BLOCK ? arena->room : arena->head;
    if (block == NULL || wish > block->capacity - block->used) {
        block = block_add(arena, wish);
    }
    if (block == NULL) {
        return NULL;
    }
    void *bytes = block->bytes + block->used;
    block->used += wish;
    arena->used_bytes += wish;
    return bytes;
}

static void *take_noted(toc_arena *arena, size_t size) {
    void *bytes = take(arena, size);
    arena->refused |= bytes == NULL;
    return bytes;
}

void *toc_arena_alloc(toc_arena *arena, size_t size) {
    void *bytes = take_noted(arena, size);
    return bytes != NULL && size <= OWN_BLOCK ? memset(bytes, 0, size) : bytes; /* larger ones came zeroed */
}

void *toc_arena_array(toc_arena *arena, size_t count, size_t size) {
    if (size > 0 && count > SIZE_MAX / size) {
        arena->refused = true;
        return NULL;
    }
    return toc_arena_alloc(arena, count * size);
}

void *toc_arena_widen(toc_arena *arena, void *items, size_t count, size_t *capacity, size_t size, size_t first) {
    if (count < *capacity) {
        return items;
    }
    size_t wider = *capacity > 0 ? *capacity * 2 : first;
    void *room = wider > count ? toc_arena_array(arena, wider, size) : NULL;
    if (room == NULL) {
        return NULL;
    }
    if (count > 0) {
        memcpy(room, items, count * size);
    }
    *capacity = wider;
    return room;
}

toc_str toc_arena_str(toc_arena *arena, toc_str text) {
    char *copy = text.len < SIZE_MAX ? take_noted(arena, text.len + 1) : NULL;
    if (copy == NULL) {
        return (toc_str){NULL, 0};
    }
    copy[text.len] = '\0';
    if (text.len > 0) {
        memcpy(copy, text.ptr, text.len);
    }
    return (toc_str){copy, text.len};
}

toc_str toc_arena_printf(toc_arena *arena, const char *format, ...) {
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *text = len >= 0 ? take_noted(arena, (size_t)len + 1) : NULL;
    if (text != NULL) {
        vsnprintf(text, (size_t)len + 1, format, again);
    }
    va_end(again);
    return text != NULL ? (toc_str){text, (size_t)len} : (toc_str){NULL, 0};
}

void *toc_arena_aligned(toc_arena *arena, size_t size) {
    enum { LINE = 64 };
    char *at = size <= SIZE_MAX - LINE ? toc_arena_alloc(arena, size + LINE) : NULL;
    return at ? at + (LINE - (uintptr_t)at % LINE) % LINE : NULL;
}
