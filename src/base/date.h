/*
 * date: days, without clocks or time zones.
 *
 * A toc_day counts days since 1970-01-01 in the proleptic Gregorian calendar
 * (day 0 is 1970-01-01); years 1 to 9999. TOC_DAY_NONE marks "not known".
 * Nothing in tocsin reads today's date except op, for --asof's default.
 */
#ifndef TOC_BASE_DATE_H
#define TOC_BASE_DATE_H

#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

typedef int32_t toc_day;

#define TOC_DAY_NONE INT32_MIN
#define TOC_DAY_MIN (-719162) /* 0001-01-01 */
#define TOC_DAY_MAX 2932896   /* 9999-12-31 */

typedef struct toc_civil {
    int year, month, day; /* month and day from 1 */
} toc_civil;

/* TOC_DAY_NONE when the date does not exist (31 June) or the year is outside 1…9999. */
toc_day toc_day_of(int year, int month, int day);
toc_civil toc_day_civil(toc_day day);
int toc_day_weekday(toc_day day); /* 0 is Monday */
/* Accepts "YYYY-MM-DD", "YYYYMMDD", "YYYY-MM-DDThh:mm…" and "YYYY/MM/DD"; the
 * clock part is ignored. TOC_DAY_NONE when text is none of these. */
toc_day toc_day_parse(toc_str text);
/* "3 May 2023", "May 3, 2023", "03 May 2023", "Tue, 15 Aug 2023 10:00:00 GMT" and all of toc_day_parse. */
toc_day toc_day_parse_loose(toc_str text);
/* "2023-08-15" into a caller's buffer of 11 bytes or more; "" for TOC_DAY_NONE. Returns out. */
char *toc_day_format(toc_day day, char out[11]);
/* First day of the month `months` away from the month of day. */
toc_day toc_day_month_start(toc_day day, int months);
/* The system's date in UTC. */
toc_day toc_day_today(void);

#endif
