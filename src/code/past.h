/*
 * past (internal to code): is a time told that is long gone? Words as they stand, and the day of the report; without a
 * day no year is old, and only what says so itself is ("480 BC", "centuries ago").
 */
#ifndef TOC_CODE_PAST_H
#define TOC_CODE_PAST_H

#include "code/inside.h"

#define TOC_RULE_TIME "a time long past is told" /* of an act that is called historical for it */

/* A work that tells of what never was, by its word or its lemma. */
bool toc_is_art(toc_str word);

/* Of that, or who acts in the past only. */
bool toc_is_surely_past(const toc_scene *scene, toc_str word);

/* Token i tells a year ("in 2008"), a decade, a century or a number of years that is gone. */
bool toc_is_past_time(const toc_scene *scene, int i);

/* Token i is the year of the report, the one before or the one behind. */
bool toc_is_recent_year(const toc_scene *scene, int i);

/* The first such token, or word of class_index, in the act's own clause or the sentence's root clause, or what tells
 * how long ago the act itself was ("79 years after", "once"); -1: none. */
int toc_past_word(const toc_scene *scene, int predicate, int class_index);

/* "on a Sunday in December 1941": the year right behind belongs to the date that was read; "79 years after" to the act,
 * whatever the date. */
bool toc_is_of_date(const toc_scene *scene, int past, int predicate, const toc_when *when);

/* Over more than a year before the report; false when either has no day. */
bool toc_is_long_ago(const toc_scene *scene, toc_precision precision, toc_day date);

#endif
