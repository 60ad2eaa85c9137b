/*
 * bytes (internal to source): a file as it comes, plain or packed, as one or more members of plain bytes.
 *
 * .gz (gunzip.h), .zst .bz2 .xz of anything, .zip and .tar of many members (libarchive), told by their first bytes and
 * not by their names. What expands past 1,000 times what was read of the file, and past 256 MiB, is refused:
 * TOC_ELIMIT.
 */
#ifndef TOC_SOURCE_BYTES_H
#define TOC_SOURCE_BYTES_H

#include "base/err.h"
#include "base/str.h"

#include <stdbool.h>

typedef struct toc_bytes toc_bytes;

toc_rc toc_bytes_open(const char *path, toc_bytes **out, toc_err *err);
void toc_bytes_close(toc_bytes *bytes); /* NULL is fine */
/* Go to the next member that is a regular file; *more false: there is none. name: "" of a file that is no archive;
 * valid until the next call. TOC_EFORMAT: the archive is damaged or cut short. */
toc_rc toc_bytes_member(toc_bytes *bytes, toc_str *name, bool *more, toc_err *err);
/* Fill room as far as the member reaches; *got less than size: it has ended. */
toc_rc toc_bytes_read(toc_bytes *bytes, void *room, size_t size, size_t *got, toc_err *err);

#endif
