/*
 * sha256: the fingerprint of bytes that nobody can imitate: FIPS 180-4 (doi:10.6028/NIST.FIPS.180-4), section 6.2.
 *
 * For what must not be changed unseen, such as the lines of the forecast ledger; for names and tables toc_str_hash is
 * far faster. Pure; any thread may call.
 */
#ifndef TOC_BASE_SHA256_H
#define TOC_BASE_SHA256_H

#include "base/str.h"

#define TOC_SHA256_SIZE 65 /* 64 hexadecimal digits and a NUL */

/* The hash of text in lower-case hexadecimal into out. Returns out. */
char *toc_sha256(toc_str text, char out[TOC_SHA256_SIZE]);

#endif
