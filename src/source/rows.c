/*
 * Method: a block of a megabyte is filled, records are found in it by memchr, what is left at its end moves to the
 * front. Cells are views into the block; quoted cells are unquoted in place.
 */
#include "source/rows.h"

#include "base/mem.h"

#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { BLOCK = 1 << 20, RECORD_MAX = 16 << 20 };

void toc_rows_fini(toc_rows *rows) {
    toc_mem_free(rows->room);
    *rows = (toc_rows){0};
}

/* More bytes behind those that are there; the room doubles when it is full. */
static toc_rc fill(toc_rows *r, toc_err *err) {
    size_t got;
    if (r->from > 0) {
        memmove(r->room, r->room + r->from, r->to - r->from);
        r->to -= r->from;
        r->from = 0;
    }
    if (r->to == r->capacity) {
        char *wider = toc_mem_realloc(r->room, r->capacity * 2);
        if (!wider) {
            return toc_err_set(err, TOC_ENOMEM, "no memory for a record of %zu bytes", r->to);
        }
        r->room = wider;
        r->capacity *= 2;
    }
    size_t wanted = r->capacity - r->to;
    toc_rc rc = toc_bytes_read(r->bytes, r->room + r->to, wanted, &got, err);
    if (rc == TOC_OK) {
        r->to += got;
        r->ended = got < wanted;
    }
    return rc;
}

toc_rc toc_rows_begin(toc_rows *r, toc_bytes *bytes, toc_err *err) {
    if (!r->room) {
        r->room = toc_mem_alloc(BLOCK);
        r->capacity = BLOCK;
    }
    if (!r->room) {
        return toc_err_set(err, TOC_ENOMEM, "no memory to read a dataset");
    }
    r->bytes = bytes;
    r->from = r->to = r->count = 0;
    r->ended = false;
    r->bad = NULL;
    r->next_line = 1;
    toc_rc rc = fill(r, err);
    if (rc == TOC_OK && r->to >= 3 && memcmp(r->room, "\xEF\xBB\xBF", 3) == 0) {
        r->from = 3;
    }
    return rc;
}

toc_str toc_rows_ahead(const toc_rows *r) {
    return (toc_str){r->room + r->from, r->to - r->from};
}

/* The end of the record that begins at from, its LF or the end of all bytes; SIZE_MAX: not in the room yet. Counts LFs.
 */
static size_t end_of(const toc_rows *r, size_t from, int64_t *lines) {
    *lines = 1;
    if (r->shape != TOC_COMMAS) {
        const char *at = memchr(r->room + from, '\n', r->to - from);
        return at ? (size_t)(at - r->room) : r->ended ? r->to : SIZE_MAX;
    }
    bool quoted = false;
    for (size_t i = from; i < r->to; i++) {
        char c = r->room[i];
        if (c == '"') {
            quoted = !quoted;
        } else if (c == '\n') {
            if (!quoted) {
                return i;
            }
            ++*lines;
        }
    }
    return r->ended ? r->to : SIZE_MAX;
}

static void cell_add(toc_rows *r, char *from, char *to) {
    if (r->count < TOC_CELLS_MAX) {
        r->cells[r->count] = (toc_str){from, (size_t)(to - from)};
    }
    r->count++;
}

static void split_tabs(toc_rows *r, char *from, char *to) {
#ifdef __SSE2__
    const __m128i tabs = _mm_set1_epi8('\t');
    char *begin = from;
    for (char *at = from; at + 16 <= to; at += 16) { /* a mask of sixteen bytes at a time */
        unsigned mask =
            (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)(const void *)at), tabs));
        for (; mask; mask &= mask - 1) {
            char *end = at + __builtin_ctz(mask);
            cell_add(r, begin, end);
            begin = end + 1;
        }
    }
    char *rest = to - (to - from) % 16;
    from = begin;
    for (char *at = rest; at < to; at++) {
        if (*at == '\t') {
            cell_add(r, from, at);
            from = at + 1;
        }
    }
    cell_add(r, from, to);
    return;
#endif
    for (char *at; (at = memchr(from, '\t', (size_t)(to - from))); from = at + 1) {
        cell_add(r, from, at);
    }
    cell_add(r, from, to);
}

/* Unquotes in place: what is written never passes what is read. */
static void split_commas(toc_rows *r, char *from, char *to) {
    char *read = from, *write = from, *begin = from;
    for (bool quoted = false; read <= to; read++) {
        bool end = read == to;
        if (end || (*read == ',' && !quoted)) {
            cell_add(r, begin, write);
            begin = write = read + 1;
            quoted = false;
        } else if (*read == '"' && quoted && read + 1 < to && read[1] == '"') {
            *write++ = *read++;
        } else if (*read == '"' && (quoted || write == begin)) {
            quoted = !quoted;
        } else {
            *write++ = *read;
        }
    }
}

/* Drop bytes until the record that is too long has ended. */
static toc_rc skip_long(toc_rows *r, toc_err *err) {
    toc_rc rc = TOC_OK;
    for (;;) {
        const char *at = memchr(r->room + r->from, '\n', r->to - r->from);
        if (at || r->ended) {
            r->from = at ? (size_t)(at - r->room) + 1 : r->to;
            r->next_line++;
            return TOC_OK;
        }
        r->from = r->to;
        rc = fill(r, err);
        if (rc != TOC_OK) {
            return rc;
        }
    }
}

static toc_rc record_find(toc_rows *r, size_t *end, int64_t *lines, toc_err *err) {
    while ((*end = end_of(r, r->from, lines)) == SIZE_MAX) {
        if (r->to - r->from >= RECORD_MAX) {
            return TOC_OK;
        }
        toc_rc rc = fill(r, err);
        if (rc != TOC_OK) {
            return rc;
        }
    }
    return TOC_OK;
}

static void record_split(toc_rows *r, char *from, char *to) {
    if (memchr(from, '\0', (size_t)(to - from))) {
        r->bad = "a NUL byte: this is no text";
    } else if (r->shape == TOC_TABS) {
        split_tabs(r, from, to);
    } else if (r->shape == TOC_COMMAS) {
        split_commas(r, from, to);
    } else {
        cell_add(r, from, to);
    }
}

toc_rc toc_rows_next(toc_rows *r, bool *more, toc_err *err) {
    for (;;) {
        size_t end;
        int64_t lines;
        r->count = 0;
        r->bad = NULL;
        toc_rc rc = record_find(r, &end, &lines, err);
        if (rc != TOC_OK) {
            return rc;
        }
        r->line = r->next_line;
        *more = r->from < r->to;
        if (!*more) {
            return TOC_OK;
        }
        if (end == SIZE_MAX) {
            r->bad = "a record of more than 16 MiB, passed over; a quote may be missing its end";
            return skip_long(r, err);
        }
        char *from = r->room + r->from, *to = r->room + end;
        r->from = end < r->to ? end + 1 : end;
        r->next_line += lines;
        to -= to > from && to[-1] == '\r';
        if (to > from) {
            record_split(r, from, to);
            return TOC_OK;
        }
    }
}
