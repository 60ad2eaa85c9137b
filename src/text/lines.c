/*
 * lines: a file or a piece of memory as lines, with a look ahead.
 *
 * Detection must see the head of a file that may be standard input and cannot
 * be opened twice. So peek keeps the first lines, and next gives them out
 * again. A line past TOC_DOCUMENT_BYTES_MAX comes cut, so memory is bounded.
 */
#include "text/inside.h"

#include <string.h>

enum { PEEK_BYTES = 4096 };

/* As toc_reader_next, over memory. */
static void next_of_memory(toc_lines *lines, toc_str *line, bool *cut, bool *more) {
    *more = lines->memory.ptr && lines->memory.len > 0;
    if (!*more)
        return;
    *line = toc_str_cut(&lines->memory, '\n');
    if (line->len && line->ptr[line->len - 1] == '\r')
        --line->len;
    *cut = line->len > TOC_DOCUMENT_BYTES_MAX;
    if (*cut)
        line->len = TOC_DOCUMENT_BYTES_MAX;
}

static toc_rc next_raw(toc_lines *lines, toc_str *line, bool *cut, bool *more, toc_err *err) {
    *cut = false;
    if (lines->reader)
        return toc_reader_next(lines->reader, line, cut, more, err);
    next_of_memory(lines, line, cut, more);
    return TOC_OK;
}

toc_rc toc_lines_open(toc_lines *lines, const char *path, toc_err *err) {
    *lines = (toc_lines){0};
    toc_buf_init(&lines->head, TOC_DOCUMENT_BYTES_MAX + 2 * PEEK_BYTES);
    return toc_reader_open(path, TOC_DOCUMENT_BYTES_MAX, &lines->reader, err);
}

void toc_lines_open_memory(toc_lines *lines, toc_str bytes) {
    *lines = (toc_lines){.memory = bytes};
    toc_buf_init(&lines->head, TOC_DOCUMENT_BYTES_MAX + 2 * PEEK_BYTES);
}

toc_rc toc_lines_peek(toc_lines *lines, toc_str *head, toc_err *err) {
    bool more = true;
    while (more && lines->head.len < PEEK_BYTES) {
        toc_str line;
        toc_rc rc = next_raw(lines, &line, &lines->head_cut, &more, err);
        if (rc != TOC_OK)
            return rc;
        if (!more)
            break;
        toc_buf_add(&lines->head, line);
        toc_buf_add_char(&lines->head, '\n');
    }
    if (lines->head.failed)
        return toc_err_set(err, TOC_ENOMEM, "no memory for the first lines of a file");
    *head = toc_buf_str(&lines->head);
    return TOC_OK;
}

toc_rc toc_lines_next(toc_lines *lines, toc_str *line, bool *cut, bool *more, toc_err *err) {
    toc_str head = toc_str_slice(toc_buf_str(&lines->head), lines->head_at, lines->head.len);
    toc_rc rc = TOC_OK;
    if (head.len > 0) {
        *line = toc_str_cut(&head, '\n');
        lines->head_at += line->len + 1;
        *cut = lines->head_cut && lines->head_at >= lines->head.len;
        *more = true;
    } else {
        rc = next_raw(lines, line, cut, more, err);
    }
    if (rc == TOC_OK && *more)
        ++lines->line;
    return rc;
}

void toc_lines_close(toc_lines *lines) {
    if (lines->reader)
        toc_reader_close(lines->reader);
    toc_buf_fini(&lines->head);
}
