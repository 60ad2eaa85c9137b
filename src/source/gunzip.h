/*
 * gunzip (internal to source): the bytes of a file, unpacked when it is gzip, with lengths and checksums verified.
 *
 * libarchive unpacks gzip, too, but looks at no checksum, so a flipped byte would become a figure. Members one behind
 * the other are one stream; zeros behind the last (tapes) are passed over.
 */
#ifndef TOC_SOURCE_GUNZIP_H
#define TOC_SOURCE_GUNZIP_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct toc_gunzip toc_gunzip;

/* TOC_ENOTFOUND, TOC_EIO, TOC_ENOMEM. path must outlive it; "-" is standard input. */
toc_rc toc_gunzip_open(const char *path, toc_gunzip **out, toc_err *err);
void toc_gunzip_close(toc_gunzip *gunzip); /* NULL is fine */
/* Fill room as far as the bytes reach; *got less than size: they have ended. TOC_EFORMAT: damaged or cut short. */
toc_rc toc_gunzip_read(toc_gunzip *gunzip, void *room, size_t size, size_t *got, toc_err *err);
/* Bytes read of the file, as it is. */
int64_t toc_gunzip_packed(const toc_gunzip *gunzip);
bool toc_gunzip_is_packed(const toc_gunzip *gunzip);

#endif
