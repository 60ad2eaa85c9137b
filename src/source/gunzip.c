/* Method: a window of the file is filled; the first two bytes decide whether zlib reads it. */
#include "source/gunzip.h"

#include "base/file.h"
#include "base/mem.h"

#include <string.h>
#include <zlib.h>

enum { WINDOW = 1 << 18 };

struct toc_gunzip {
    toc_input *input;
    const char *path;
    unsigned char window[WINDOW];
    size_t from, to; /* of the window: read and not yet used */
    int64_t read;
    bool packed, inflating, ended; /* ended: of the file */
    z_stream stream;
};

static void *zlib_alloc(void *ctx, unsigned count, unsigned size) {
    (void)ctx;
    return toc_mem_calloc(count, size);
}

static void zlib_free(void *ctx, void *ptr) {
    (void)ctx;
    toc_mem_free(ptr);
}

static toc_rc no_memory(const toc_gunzip *g, toc_err *err) {
    return toc_err_set(err, TOC_ENOMEM, "no memory to unpack \"%s\"", g->path);
}

static toc_rc damaged(const toc_gunzip *g, const char *why, toc_err *err) {
    return toc_err_set(err, TOC_EFORMAT, "cannot unpack \"%s\": %s; the archive is damaged or cut short", g->path, why);
}

/* At least `wanted` bytes in the window, unless the file has ended. */
static toc_rc fill(toc_gunzip *g, size_t wanted, toc_err *err) {
    memmove(g->window, g->window + g->from, g->to - g->from);
    g->to -= g->from;
    g->from = 0;
    while (g->to < wanted && !g->ended) {
        size_t got;
        toc_rc rc = toc_input_read(g->input, g->window + g->to, WINDOW - g->to, &got, err);
        if (rc != TOC_OK) {
            return rc;
        }
        g->ended = got == 0;
        g->to += got;
        g->read += (int64_t)got;
    }
    return TOC_OK;
}

static bool at_gzip(const toc_gunzip *g) {
    return g->to - g->from >= 2 && g->window[g->from] == 0x1F && g->window[g->from + 1] == 0x8B;
}

toc_rc toc_gunzip_open(const char *path, toc_gunzip **out, toc_err *err) {
    toc_gunzip *g = toc_mem_calloc(1, sizeof *g);
    if (!g) {
        return toc_err_set(err, TOC_ENOMEM, "no memory to read \"%s\"", path);
    }
    g->path = path;
    g->stream.zalloc = zlib_alloc;
    g->stream.zfree = zlib_free;
    toc_rc rc = toc_input_open(path, &g->input, err);
    rc = rc == TOC_OK ? fill(g, 2, err) : rc;
    g->packed = rc == TOC_OK && at_gzip(g);
    if (g->packed) {
        g->inflating = inflateInit2(&g->stream, 15 + 16) == Z_OK; /* 16: gzip, with its checksum */
        rc = g->inflating ? TOC_OK : no_memory(g, err);
    }
    if (rc != TOC_OK) {
        toc_gunzip_close(g);
        return rc;
    }
    *out = g;
    return TOC_OK;
}

void toc_gunzip_close(toc_gunzip *g) {
    if (g) {
        if (g->inflating) {
            inflateEnd(&g->stream);
        }
        toc_input_close(g->input);
        toc_mem_free(g);
    }
}

static toc_rc read_plain(toc_gunzip *g, char *room, size_t size, size_t *got, toc_err *err) {
    size_t n = g->to - g->from < size ? g->to - g->from : size;
    toc_rc rc = TOC_OK;
    memcpy(room, g->window + g->from, n);
    g->from += n;
    while (rc == TOC_OK && n < size && !g->ended) { /* past the window, straight into the room */
        size_t more;
        rc = toc_input_read(g->input, room + n, size - n, &more, err);
        if (rc == TOC_OK) {
            g->ended = more == 0;
            g->read += (int64_t)more;
            n += more;
        }
    }
    *got = n;
    return rc;
}

/* A member has ended: another begins, or zeros, or nothing. */
static toc_rc member_next(toc_gunzip *g, bool *more, toc_err *err) {
    toc_rc rc = fill(g, 2, err);
    *more = rc == TOC_OK && at_gzip(g);
    if (rc != TOC_OK || *more) {
        return rc == TOC_OK && inflateReset(&g->stream) != Z_OK ? no_memory(g, err) : rc;
    }
    for (; rc == TOC_OK && g->from < g->to; rc = g->from == g->to ? fill(g, 1, err) : rc) {
        if (g->window[g->from++] != 0) {
            return damaged(g, "something that is not gzip stands behind its end", err);
        }
    }
    g->inflating = false;
    inflateEnd(&g->stream);
    return rc;
}

static toc_rc inflate_step(toc_gunzip *g, char *room, size_t size, size_t *n, toc_err *err) {
    toc_rc rc = g->from == g->to ? fill(g, 1, err) : TOC_OK;
    bool more = true;
    if (rc != TOC_OK) {
        return rc;
    }
    if (g->from == g->to) {
        return damaged(g, "it ends within", err);
    }
    size_t asked = size - *n < WINDOW ? size - *n : WINDOW;
    g->stream.next_in = g->window + g->from;
    g->stream.avail_in = (unsigned)(g->to - g->from);
    g->stream.next_out = (unsigned char *)room + *n;
    g->stream.avail_out = (unsigned)asked;
    int step = inflate(&g->stream, Z_NO_FLUSH);
    g->from = g->to - g->stream.avail_in;
    *n += asked - g->stream.avail_out;
    if (step == Z_STREAM_END) {
        return member_next(g, &more, err);
    }
    if (step == Z_MEM_ERROR) {
        return no_memory(g, err);
    }
    return step == Z_OK || step == Z_BUF_ERROR ? TOC_OK : damaged(g, g->stream.msg ? g->stream.msg : "bad bytes", err);
}

toc_rc toc_gunzip_read(toc_gunzip *g, void *room, size_t size, size_t *got, toc_err *err) {
    size_t n = 0;
    toc_rc rc = TOC_OK;
    *got = 0;
    if (!g->packed) {
        return read_plain(g, room, size, got, err);
    }
    while (rc == TOC_OK && n < size && g->inflating) {
        rc = inflate_step(g, room, size, &n, err);
    }
    *got = n;
    return rc;
}

int64_t toc_gunzip_packed(const toc_gunzip *g) {
    return g->read;
}

bool toc_gunzip_is_packed(const toc_gunzip *g) {
    return g->packed;
}
