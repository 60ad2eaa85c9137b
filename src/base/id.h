/*
 * id: stable names of things, made from their content.
 *
 * An id is a letter for its kind (d document, s sentence, e event, b brief
 * figure) and 13 characters of base 32 (0-9, a-v): 65 bits, of which 64 are
 * the XXH3 hash of the parts. Same parts, same id, on every machine. With one million things
 * of a kind the chance of any clash is about 3 in 100 million; the ledger
 * refuses a clash instead of merging.
 */
#ifndef TOC_BASE_ID_H
#define TOC_BASE_ID_H

#include "base/str.h"

#include <stdbool.h>

#define TOC_ID_SIZE 16 /* letter, 13 characters, NUL, padding */

typedef struct toc_id {
    char text[TOC_ID_SIZE];
} toc_id;

/* The id of kind made from count parts, in order; the parts' borders count. */
toc_id toc_id_make(char kind, const toc_str *parts, size_t count);
bool toc_id_valid(toc_str text); /* shape only */

#endif
