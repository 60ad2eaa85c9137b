/*
 * append: a file to which lines are added and in which nothing is changed; one writer at a time.
 *
 * Order: toc_append_open, which waits for other writers (a lock of the whole file, which the system takes back when
 * the process ends) and may make the file; toc_append_text, what it holds; toc_append_put, any number of times; close.
 * A put is in the file whole and synced, or the file is as it was: when the disk is full what was written of it is cut
 * off again. What a killed writer has left of a line is the caller's to see: the text then does not end in a line
 * feed, and toc_append_cut takes it off.
 */
#ifndef TOC_BASE_APPEND_H
#define TOC_BASE_APPEND_H

#include "base/arena.h"
#include "base/err.h"

typedef struct toc_append toc_append;

/* TOC_EBUSY when another process holds the file for ten seconds; TOC_EIO; TOC_ENOMEM. */
toc_rc toc_append_open(const char *path, toc_append **out, toc_err *err);
/* All that the file holds now, into arena. TOC_ELIMIT beyond max_bytes. */
toc_rc toc_append_text(toc_append *append, size_t max_bytes, toc_arena *arena, toc_str *out, toc_err *err);
/* Keep the first `bytes` bytes only. */
toc_rc toc_append_cut(toc_append *append, size_t bytes, toc_err *err);
/* TOC_EIO: the file is as it was before the put, or the message says that it is not. */
toc_rc toc_append_put(toc_append *append, toc_str text, toc_err *err);
void toc_append_close(toc_append *append); /* NULL is fine */

#endif
