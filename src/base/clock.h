/*
 * clock: seconds that have passed, for progress lines and summaries only.
 * Nothing that tocsin stores or computes depends on it.
 */
#ifndef TOC_BASE_CLOCK_H
#define TOC_BASE_CLOCK_H

/* Seconds since some fixed moment; never goes back. */
double toc_clock_seconds(void);

#endif
