/*
 * Method: a block of a megabyte is filled, records are found in it by memchr, what is left at its end moves to the
 * front. Cells are views into the block; quoted cells are unquoted in place, once their record is known to be whole.
 */
#include "source/rows.h"

#include "base/mem.h"

#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { BLOCK = 1 << 20, RECORD_MAX = 16 << 20 };
/* Each costs one more look at up to RECORD_MAX bytes. Our choice. */
enum { UNCLOSED_MAX = 16 };

static const char UNCLOSED[] = "a quote that is never closed; read on at the next line",
                  MISPLACED[] = "a quote within a quoted cell that is not doubled; read on at the next line";

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
    r->unclosed = 0;
    toc_rc rc = fill(r, err);
    if (rc == TOC_OK && r->to >= 3 && memcmp(r->room, "\xEF\xBB\xBF", 3) == 0) {
        r->from = 3;
    }
    return rc;
}

toc_str toc_rows_ahead(const toc_rows *r) {
    return (toc_str){r->room + r->from, r->to - r->from};
}

/* The end of a record: its LF, or the end of all bytes. */
typedef struct record_end {
    size_t at; /* SIZE_MAX: not in the room yet */
    int64_t lines;
    const char *bad; /* at is the end of its first line, which is no record; NULL */
} record_end;

static size_t line_end(const toc_rows *r, size_t from) {
    const char *at = memchr(r->room + from, '\n', r->to - from);
    return at ? (size_t)(at - r->room) : r->ended ? r->to : SIZE_MAX;
}

/* Behind the quote that closes the cell whose first quote stands before `at`, up to limit; SIZE_MAX: there is none. */
static size_t quote_end(const toc_rows *r, size_t at, size_t limit) {
    while (at < limit) {
        const char *quote = memchr(r->room + at, '"', limit - at);
        if (!quote) {
            return SIZE_MAX;
        }
        at = (size_t)(quote - r->room) + 1;
        if (at == r->to || r->room[at] != '"') {
            return at == r->to && !r->ended ? SIZE_MAX : at;
        }
        at++;
    }
    return SIZE_MAX;
}

static bool ends_cell(const toc_rows *r, size_t at) {
    bool cr = at < r->to && r->room[at] == '\r';
    return at + cr == r->to || r->room[at + cr] == '\n' || (!cr && r->room[at] == r->delimiter);
}

static record_end line_bad(const toc_rows *r, size_t from, const char *bad) {
    return (record_end){line_end(r, from), 1, bad};
}

/* To the line end, the delimiter, whichever comes first, or r->to. */
static size_t plain_end(const toc_rows *r, size_t at) {
    while (at < r->to && r->room[at] != r->delimiter && r->room[at] != '\n') {
        at++;
    }
    return at;
}

static int64_t lines_within(const toc_rows *r, size_t from, size_t to) {
    int64_t lines = 0;
    for (const char *at = r->room + from; (at = memchr(at, '\n', (size_t)(r->room + to - at))); at++) {
        lines++;
    }
    return lines;
}

static record_end quoted_end(const toc_rows *r, size_t from) {
    record_end none = {SIZE_MAX, 1, NULL};
    size_t limit = r->unclosed < UNCLOSED_MAX ? r->to : line_end(r, from);
    int64_t lines = 1;
    if (limit == SIZE_MAX) {
        return none;
    }
    for (size_t at = from;; at++) { /* a cell */
        if (at < r->to && r->room[at] == '"') {
            size_t begin = at;
            at = quote_end(r, at + 1, limit);
            if (at == SIZE_MAX) {
                return r->ended || limit < r->to ? line_bad(r, from, UNCLOSED) : none;
            }
            lines += lines_within(r, begin, at);
            if (at + 1 >= r->to && !r->ended) {
                return none;
            }
            if (!ends_cell(r, at)) {
                return line_bad(r, from, MISPLACED);
            }
        }
        at = plain_end(r, at);
        if (at == r->to) {
            return r->ended ? (record_end){at, lines, NULL} : none;
        }
        if (r->room[at] == '\n') {
            return (record_end){at, lines, NULL};
        }
    }
}

static record_end end_of(const toc_rows *r, size_t from) {
    return r->shape == TOC_QUOTED ? quoted_end(r, from) : (record_end){line_end(r, from), 1, NULL};
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

/* Unquotes in place: what is written never passes what is read. The record's quotes are sound. */
static void split_quoted(toc_rows *r, char *from, char *to) {
    for (;;) {
        char *begin = from, *write = from;
        if (from < to && *from == '"') {
            for (from++; from < to && (*from != '"' || (from + 1 < to && from[1] == '"')); from++) {
                from += *from == '"';
                *write++ = *from;
            }
            from += from < to;
        } else {
            char *end = memchr(from, r->delimiter, (size_t)(to - from));
            from = write = end ? end : to;
        }
        cell_add(r, begin, write);
        if (from >= to) {
            return;
        }
        from++;
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

static toc_rc record_find(toc_rows *r, record_end *end, toc_err *err) {
    while ((*end = end_of(r, r->from)).at == SIZE_MAX) {
        if (r->to - r->from >= RECORD_MAX) {
            if (r->shape == TOC_QUOTED && line_end(r, r->from) != SIZE_MAX) {
                *end = line_bad(r, r->from, UNCLOSED);
            }
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
    } else if (r->shape == TOC_QUOTED) {
        split_quoted(r, from, to);
    } else {
        cell_add(r, from, to);
    }
}

toc_rc toc_rows_next(toc_rows *r, bool *more, toc_err *err) {
    for (;;) {
        record_end end;
        r->count = 0;
        r->bad = NULL;
        toc_rc rc = record_find(r, &end, err);
        if (rc != TOC_OK) {
            return rc;
        }
        r->line = r->next_line;
        *more = r->from < r->to;
        if (!*more) {
            return TOC_OK;
        }
        if (end.at == SIZE_MAX) {
            r->bad = "a record of more than 16 MiB, passed over";
            return skip_long(r, err);
        }
        char *from = r->room + r->from, *to = r->room + end.at;
        r->last = end.at == r->to;
        r->from = r->last ? end.at : end.at + 1;
        r->next_line += end.lines;
        to -= to > from && to[-1] == '\r';
        r->bad = end.bad;
        if (end.bad) {
            r->unclosed += end.bad == UNCLOSED;
            return TOC_OK;
        }
        if (to > from) {
            record_split(r, from, to);
            return TOC_OK;
        }
    }
}
