/*
 * chance (internal to report): how a probability and its interval are put into words. Only odds.c and forecast.c print
 * one, since they alone have all that belongs to it.
 */
#ifndef TOC_REPORT_CHANCE_H
#define TOC_REPORT_CHANCE_H

#include "measure/rate.h"

/* "less than 1 in 100", "about 3 in 100", "more than 99 in 100" */
void toc_chance_add(toc_buf *out, double probability);
/* "less than 1 to 3 in 100"; with one decimal where both ends are the same hundredth. */
void toc_chance_add_range(toc_buf *out, double low, double high);
/* "2 in 1,430 pair-years, 1816–2000" */
void toc_chance_add_count(toc_buf *out, const toc_rate *rate);

#endif
