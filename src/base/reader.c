/*
 * Method: one window of bytes, filled by read and searched for LF. It starts at
 * 64 KiB and doubles only while a line needs it, up to the longest line allowed
 * and two bytes for CR LF, so memory is constant however long the file. Bytes
 * once searched are not searched again: the work stays linear. A line that
 * passes the maximum is given once, cut; the next call drops the rest of it. A CR
 * is dropped only in front of an LF. A refused growth changes nothing: the call
 * may be repeated.
 */
#define _POSIX_C_SOURCE 200809L
#include "base/file.h"
#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WINDOW_MIN = 1 << 16 };

struct toc_reader {
    int fd;
    bool ended;      /* read has said so */
    bool skipping;   /* the last line was cut: drop up to its LF first */
    size_t max_line; /* bytes a line may have */
    size_t line;     /* number of the line last given */
    char *window;    /* bytes from the file */
    size_t capacity; /* of window */
    size_t start;    /* first byte not yet given */
    size_t searched; /* from start, without an LF */
    size_t end;      /* behind the last byte read */
    char name[];     /* for errors */
};

static toc_rc open_fd(const char *path, int *fd, toc_err *err) {
    if (strcmp(path, "-") == 0) {
        *fd = STDIN_FILENO;
        return TOC_OK;
    }
    struct stat facts;
    int opened = open(path, O_RDONLY | O_CLOEXEC);
    if (opened < 0) {
        int reason = errno;
        return toc_err_set(err, reason == ENOENT || reason == ENOTDIR ? TOC_ENOTFOUND : TOC_EIO,
                           "cannot open \"%s\": %s", path, strerror(reason));
    }
    if (fstat(opened, &facts) == 0 && S_ISDIR(facts.st_mode)) {
        close(opened);
        return toc_err_set(err, TOC_EIO, "cannot read \"%s\": it is a folder, name a file", path);
    }
    *fd = opened;
    return TOC_OK;
}

static toc_reader *reader_new(const char *name, size_t max_line_bytes) {
    size_t name_size = strlen(name) + 1;
    toc_reader *reader = toc_mem_calloc(1, sizeof *reader + name_size);
    char *window = reader != NULL ? toc_mem_alloc(WINDOW_MIN) : NULL;
    if (window == NULL) {
        toc_mem_free(reader);
        return NULL;
    }
    memcpy(reader->name, name, name_size);
    reader->fd = -1;
    reader->max_line = max_line_bytes < SIZE_MAX / 4 ? max_line_bytes : SIZE_MAX / 4;
    reader->window = window;
    reader->capacity = WINDOW_MIN;
    return reader;
}

toc_rc toc_reader_open(const char *path, size_t max_line_bytes, toc_reader **out, toc_err *err) {
    toc_reader *reader = reader_new(strcmp(path, "-") == 0 ? "standard input" : path, max_line_bytes);
    if (reader == NULL) {
        return toc_err_set(err, TOC_ENOMEM, "no memory to read \"%s\"", path);
    }
    toc_rc rc = open_fd(path, &reader->fd, err);
    if (rc != TOC_OK) {
        toc_reader_close(reader);
        return rc;
    }
    *out = reader;
    return TOC_OK;
}

/* Makes room behind end: moves what is left to the front, and grows when the window is one line. */
static toc_rc make_room(toc_reader *reader, toc_err *err) {
    if (reader->start > 0) {
        memmove(reader->window, reader->window + reader->start, reader->end - reader->start);
        reader->end -= reader->start;
        reader->start = 0;
    }
    if (reader->end < reader->capacity) {
        return TOC_OK;
    }
    size_t capacity = reader->capacity * 2, most = reader->max_line + 2;
    capacity = capacity > most ? most : capacity;
    char *grown = toc_mem_realloc(reader->window, capacity);
    if (grown == NULL) {
        return toc_err_set(err, TOC_ENOMEM, "no memory for line %zu of \"%s\"", reader->line + 1, reader->name);
    }
    reader->window = grown;
    reader->capacity = capacity;
    return TOC_OK;
}

static toc_rc fill(toc_reader *reader, toc_err *err) {
    toc_rc rc = make_room(reader, err);
    if (rc != TOC_OK) {
        return rc;
    }
    ssize_t got;
    do {
        got = read(reader->fd, reader->window + reader->end, reader->capacity - reader->end);
    } while (got < 0 && errno == EINTR);
    if (got < 0) {
        return toc_err_set(err, TOC_EIO, "cannot read \"%s\" behind line %zu: %s", reader->name, reader->line,
                           strerror(errno));
    }
    reader->end += (size_t)got;
    reader->ended = got == 0;
    return TOC_OK;
}

/* The LF of the line at start among the bytes read so far, or NULL. */
static const char *find_lf(toc_reader *reader) {
    const char *from = reader->window + reader->start + reader->searched;
    const char *lf = memchr(from, '\n', reader->end - reader->start - reader->searched);
    reader->searched = lf != NULL ? 0 : reader->end - reader->start;
    return lf;
}

/* Drops the rest of a line that was cut. */
static toc_rc skip_rest(toc_reader *reader, toc_err *err) {
    while (reader->skipping) {
        const char *lf = find_lf(reader);
        reader->start = lf != NULL ? (size_t)(lf + 1 - reader->window) : reader->end;
        reader->searched = 0;
        reader->skipping = lf == NULL && !reader->ended;
        if (reader->skipping) {
            toc_rc rc = fill(reader, err);
            if (rc != TOC_OK) {
                return rc;
            }
        }
    }
    return TOC_OK;
}

/* Reads until the window holds a whole line, the end of the file, or more than a line may have. */
static toc_rc find_line(toc_reader *reader, const char **lf, toc_err *err) {
    for (;;) {
        *lf = find_lf(reader);
        if (*lf != NULL || reader->ended || reader->end - reader->start >= reader->max_line + 2) {
            return TOC_OK;
        }
        toc_rc rc = fill(reader, err);
        if (rc != TOC_OK) {
            return rc;
        }
    }
}

toc_rc toc_reader_next(toc_reader *reader, toc_str *line, bool *cut, bool *more, toc_err *err) {
    const char *lf = NULL;
    toc_rc rc = skip_rest(reader, err);
    if (rc == TOC_OK) {
        rc = find_line(reader, &lf, err);
    }
    if (rc != TOC_OK) {
        return rc;
    }
    const char *first = reader->window + reader->start;
    size_t len = lf != NULL ? (size_t)(lf - first) : reader->end - reader->start;
    *more = lf != NULL || len > 0;
    if (!*more) {
        return TOC_OK;
    }
    reader->line++;
    reader->searched = 0;
    reader->start += len + (lf != NULL);
    if (lf != NULL && len > 0 && first[len - 1] == '\r') {
        len--;
    }
    *cut = len > reader->max_line;
    reader->skipping = *cut && lf == NULL;
    *line = (toc_str){first, *cut ? reader->max_line : len};
    return TOC_OK;
}

size_t toc_reader_line(const toc_reader *reader) {
    return reader->line;
}

void toc_reader_close(toc_reader *reader) {
    if (reader == NULL) {
        return;
    }
    if (reader->fd > STDIN_FILENO) {
        close(reader->fd);
    }
    toc_mem_free(reader->window);
    toc_mem_free(reader);
}
