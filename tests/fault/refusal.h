/*
 * refusal: what the machine can refuse, and from when on.
 *
 * Five kinds. Memory: the allocations of our own rooms. Libraries: those of
 * SQLite, jansson and libxml2. Reads: files and folders are not opened, and no byte is
 * read (EIO). Room: the disk is full; the first write takes half of its bytes,
 * all later ones and all new files are refused (ENOSPC). Slip: one write, sync, rename or new file fails (EIO), those after it
 * pass. The first four are refused from the n-th on.
 *
 * Files are met where base calls the system (the linker's --wrap, see
 * meson.build) and where SQLite does (its own table of system calls); the C library's FILE is not
 * touched, so that a test may look at what was left. Call refusal_begin before anything else.
 */
#ifndef TOC_TESTS_FAULT_REFUSAL_H
#define TOC_TESTS_FAULT_REFUSAL_H

#include <stdbool.h>

typedef enum refusal {
    REFUSE_MEMORY,
    REFUSE_LIBRARIES,
    REFUSE_READS,
    REFUSE_ROOM,
    REFUSE_SLIP,
    REFUSAL_COUNT
} refusal;

const char *refusal_name(refusal kind);
bool refusal_begin(void); /* false: SQLite would not have it */
/* Let n pass, refuse those after (slip: the one after); a negative n ends it. One kind at a time. */
void refuse_after(refusal kind, long n);
/* Has one been refused since, or will the next be? */
bool is_refusing(refusal kind);

#endif
