/*
 * pages: files that are looked at as memory.
 *
 * toc_pages_open maps a file to read. toc_pages_make makes a new one beside path, of the full size from the beginning
 * (a full disk is an error here, not a signal later), to be filled in memory; toc_pages_publish writes it through and
 * gives it its name in one step, so that a reader sees the old file or the new; toc_pages_close takes back what was
 * not published. What a process that was killed has left beside path is removed by the next toc_pages_make. A file
 * that somebody cuts short while it is mapped ends the programme (SIGBUS): map only files that are replaced, never cut.
 */
#ifndef TOC_BASE_PAGES_H
#define TOC_BASE_PAGES_H

#include "base/err.h"

#include <stddef.h>

typedef struct toc_pages {
    void *memory; /* NULL: none, or an empty file */
    size_t bytes;
    char name[4096]; /* of a made one, until it is published */
    int lock; /* of a made one: its descriptor and 1 more, which tells others that somebody works on it; 0: none */
} toc_pages;

/* TOC_ENOTFOUND, TOC_EIO; *out is undefined then. */
toc_rc toc_pages_open(const char *path, toc_pages *out, toc_err *err);
/* Bytes [from, to) will be read: have them mapped in one go rather than page by page. */
void toc_pages_expect(const toc_pages *pages, size_t from, size_t to);
/* Both at once for a file of at most that many bytes that is read whole. TOC_ENOTFOUND, TOC_EIO, TOC_ELIMIT; *out is
 * none then. */
toc_rc toc_pages_whole(const char *path, size_t max_bytes, toc_pages *out, toc_err *err);
/* TOC_EIO when there is no room or the folder cannot be written, TOC_ELIMIT when the name is too long. */
toc_rc toc_pages_make(const char *path, size_t bytes, toc_pages *out, toc_err *err);
/* In every case the pages stay mapped until toc_pages_close; on failure no file of the name is changed. */
toc_rc toc_pages_publish(toc_pages *pages, const char *path, toc_err *err);
/* Memory of nobody's file: for when a folder cannot be written. */
toc_rc toc_pages_borrow(size_t bytes, toc_pages *out, toc_err *err);
void toc_pages_close(toc_pages *pages); /* a made one that was not published is removed */

#endif
