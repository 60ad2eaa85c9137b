/* Method: the first bytes behind gzip decide; a plain file is read as it is, all else by libarchive through our own
 * reads. */
#include "source/bytes.h"

#include "base/mem.h"
#include "source/gunzip.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdint.h>
#include <string.h>

enum { WINDOW = 1 << 18, FIRST = 512 };
#define EXPANSION_MAX 1000
#define EXPANSION_FREE ((int64_t)256 << 20)

struct toc_bytes {
    toc_gunzip *input;
    struct archive *archive; /* NULL: plain */
    char *window;            /* what was read ahead, or libarchive's present piece */
    size_t ahead, given;     /* bytes of the window; of these handed out (plain) */
    int64_t expanded;
    size_t zeros; /* at the end of what libarchive was given */
    bool begun, ended;
    toc_err failed; /* of a read that libarchive asked for */
    const char *path;
};

/* Bytes that came out are counted wherever they come out. */
static toc_rc expansion_check(toc_bytes *b, size_t more, toc_err *err) {
    b->expanded += (int64_t)more;
    if (b->expanded > EXPANSION_FREE && b->expanded / EXPANSION_MAX > toc_gunzip_packed(b->input)) {
        return toc_err_set(err, TOC_ELIMIT,
                           "\"%s\" expands to more than %d times its size; unpack it yourself if you trust it", b->path,
                           EXPANSION_MAX);
    }
    return TOC_OK;
}

static toc_rc pull(toc_bytes *b, char *room, size_t size, size_t *got, toc_err *err) {
    toc_rc rc = toc_gunzip_read(b->input, room, size, got, err);
    return rc == TOC_OK && toc_gunzip_is_packed(b->input) ? expansion_check(b, *got, err) : rc;
}

static bool is_packed(const char *p, size_t n) {
    static const struct {
        size_t at, len;
        const char *mark;
    } marks[] = {{0, 4, "\x28\xb5\x2f\xfd"},
                 {0, 4, "PK\x03\x04"},
                 {0, 4, "PK\x05\x06"},
                 {0, 3, "BZh"},
                 {0, 6,
                  "\xfd"
                  "7zXZ\0"},
                 {257, 5, "ustar"}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (n >= marks[i].at + marks[i].len && memcmp(p + marks[i].at, marks[i].mark, marks[i].len) == 0) {
            return true;
        }
    }
    return false;
}

/* libarchive asks for the next piece: first what was read ahead. */
static la_ssize_t on_read(struct archive *a, void *ctx, const void **out) {
    toc_bytes *b = ctx;
    size_t got = b->ahead;
    if (got == 0 && pull(b, b->window, WINDOW, &got, &b->failed) != TOC_OK) {
        archive_set_error(a, -1, "%s", b->failed.text);
        return -1;
    }
    b->ahead = 0;
    *out = b->window;
    size_t zeros = 0;
    while (zeros < got && b->window[got - 1 - zeros] == 0) {
        zeros++;
    }
    b->zeros = zeros == got ? b->zeros + zeros : zeros;
    return (la_ssize_t)got;
}

static toc_rc damaged(toc_bytes *b, toc_err *err) {
    if (b->failed.text[0] != '\0') {
        *err = b->failed;
        return b->failed.rc;
    }
    const char *why = archive_error_string(b->archive);
    return toc_err_set(err, TOC_EFORMAT, "cannot unpack \"%s\": %s; the archive is damaged or cut short", b->path,
                       why ? why : "it ends within");
}

static toc_rc unpack(toc_bytes *b, toc_err *err) {
    b->archive = archive_read_new();
    if (!b->archive) {
        return toc_err_set(err, TOC_ENOMEM, "no memory to unpack \"%s\"", b->path);
    }
    archive_read_support_filter_zstd(b->archive);
    archive_read_support_filter_bzip2(b->archive);
    archive_read_support_filter_xz(b->archive);
    archive_read_support_format_zip(b->archive);
    archive_read_support_format_tar(b->archive);
    archive_read_support_format_raw(b->archive);
    archive_read_support_format_empty(b->archive);
    return archive_read_open(b->archive, b, NULL, on_read, NULL) == ARCHIVE_OK ? TOC_OK : damaged(b, err);
}

toc_rc toc_bytes_open(const char *path, toc_bytes **out, toc_err *err) {
    toc_bytes *b = toc_mem_calloc(1, sizeof *b);
    char *window = b ? toc_mem_alloc(WINDOW) : NULL;
    if (!window) {
        toc_mem_free(b);
        return toc_err_set(err, TOC_ENOMEM, "no memory to read \"%s\"", path);
    }
    b->window = window;
    b->path = path;
    toc_rc rc = toc_gunzip_open(path, &b->input, err);
    rc = rc == TOC_OK ? pull(b, window, FIRST, &b->ahead, err) : rc;
    rc = rc == TOC_OK && is_packed(window, b->ahead) ? unpack(b, err) : rc;
    if (rc != TOC_OK) {
        toc_bytes_close(b);
        return rc;
    }
    *out = b;
    return TOC_OK;
}

void toc_bytes_close(toc_bytes *b) {
    if (b) {
        archive_read_free(b->archive);
        toc_gunzip_close(b->input);
        toc_mem_free(b->window);
        toc_mem_free(b);
    }
}

/* What stands behind the archive's end within gzip is read, too: the checksum covers it. */
static toc_rc drain(toc_bytes *b, toc_err *err) {
    size_t got = WINDOW;
    toc_rc rc = TOC_OK;
    while (rc == TOC_OK && got == WINDOW && toc_gunzip_is_packed(b->input)) {
        rc = pull(b, b->window, WINDOW, &got, err);
    }
    return rc;
}

/* libarchive takes a tar that ends between two members for whole; it has a block of zeros at its end. */
static bool is_cut_tar(const toc_bytes *b) {
    return (archive_format(b->archive) & ARCHIVE_FORMAT_BASE_MASK) == ARCHIVE_FORMAT_TAR &&
           archive_filter_code(b->archive, 0) == ARCHIVE_FILTER_NONE && b->zeros < 512;
}

toc_rc toc_bytes_member(toc_bytes *b, toc_str *name, bool *more, toc_err *err) {
    struct archive_entry *entry;
    *name = (toc_str){"", 0};
    if (!b->archive) {
        *more = !b->begun;
        b->begun = true;
        return TOC_OK;
    }
    do {
        int step = archive_read_next_header(b->archive, &entry);
        *more = step == ARCHIVE_OK || step == ARCHIVE_WARN;
        if (step == ARCHIVE_EOF) {
            return is_cut_tar(b) ? damaged(b, err) : drain(b, err);
        }
        if (!*more) {
            return damaged(b, err);
        }
    } while (archive_format(b->archive) != ARCHIVE_FORMAT_RAW && archive_entry_filetype(entry) != AE_IFREG);
    if (archive_format(b->archive) != ARCHIVE_FORMAT_RAW) {
        const char *path = archive_entry_pathname(entry);
        *name = path && path[0] ? toc_str_of(path) : TOC_STR("?");
    }
    b->ended = false;
    return TOC_OK;
}

static toc_rc read_plain(toc_bytes *b, char *room, size_t size, size_t *got, toc_err *err) {
    size_t have = b->ahead - b->given, n = have < size ? have : size, more = 0;
    memcpy(room, b->window + b->given, n);
    b->given += n;
    toc_rc rc = n < size ? pull(b, room + n, size - n, &more, err) : TOC_OK;
    *got = n + more;
    return rc;
}

toc_rc toc_bytes_read(toc_bytes *b, void *room, size_t size, size_t *got, toc_err *err) {
    size_t n = 0;
    *got = 0;
    if (!b->archive) {
        return read_plain(b, room, size, got, err);
    }
    while (n < size && !b->ended) {
        la_ssize_t count = archive_read_data(b->archive, (char *)room + n, size - n);
        if (count < 0) {
            return damaged(b, err);
        }
        b->ended = count == 0;
        n += (size_t)count;
    }
    *got = n;
    return expansion_check(b, n, err);
}
