/*
 * cpu: what this processor does that not all of its kind do, and that the operating system must allow.
 */
#ifndef TOC_BASE_CPU_H
#define TOC_BASE_CPU_H

#include <stdbool.h>

/* Intel's AMX: tiles of bytes, which Linux lends to a process that asks (since 5.16). False elsewhere. Asking twice
 * does no harm; what is lent is lent to all threads, those to come as well. */
bool toc_cpu_lends_tiles(void);

#endif
