/*
 * columns: a plain file of GDELT events to columns of numbers, at the speed of memory.
 *
 * For who wants the rows as they stand and no events of ours: nothing is mapped. Both shapes, 1.0 and 2.0. Rows are
 * parsed in blocks of a quarter megabyte; codes of actors are given numbers in the order of their first coming. A row
 * with too few columns, or with a date or number that is none, is left out and counted.
 */
#ifndef TOC_SOURCE_COLUMNS_H
#define TOC_SOURCE_COLUMNS_H

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"

#include <stdint.h>

typedef struct toc_columns {
    size_t count, capacity;
    int32_t *date;             /* 20140301 */
    uint32_t *source, *target; /* numbers of Actor1Code, Actor2Code; 0: empty */
    uint32_t *code;            /* EventCode, its characters in the four bytes, the first lowest */
    float *goldstein;          /* NaN: empty */
    int32_t *articles;
    uint8_t *quad;
    int64_t rejects, bytes;
    char (*names)[16]; /* of the numbers, NUL behind; longer codes are cut */
    size_t name_count;
    struct toc_columns_slot *slots;
    size_t slot_count;
} toc_columns;

/* TOC_ENOTFOUND, TOC_EIO, TOC_ENOMEM. All memory is ours until toc_columns_fini, also after a failure. */
toc_rc toc_columns_read(const char *path, toc_columns *out, toc_err *err);
void toc_columns_fini(toc_columns *columns);

#endif
