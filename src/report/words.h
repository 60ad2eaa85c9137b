/*
 * words: how figures, dates and parties are put into words for people.
 *
 * Everything appends to a toc_buf or returns a view that is either constant or
 * in the arena. Numbers are written without the locale.
 */
#ifndef TOC_REPORT_WORDS_H
#define TOC_REPORT_WORDS_H

#include "base/arena.h"
#include "base/date.h"
#include "event/event.h"
#include "world/world.h"

toc_str toc_words_date(toc_arena *arena, toc_day day);     /* "15 August 2023"; "no date" */
toc_str toc_words_month(toc_arena *arena, toc_day day);    /* "August 2023" */
toc_str toc_words_iso(toc_arena *arena, toc_day day);      /* "2023-08-15"; "" */
toc_str toc_words_count(toc_arena *arena, int64_t number); /* "1,234" */
/* Name of a state; a bloc goes by its code when that is short: "NATO", "EU", but "Holy See". */
toc_str toc_words_name(const toc_world *world, toc_str code);
/* "Belarus", "Belarus, defence ministry", "Russia, military"; the code when the root is unknown. */
toc_str toc_words_party(toc_arena *arena, const toc_world *world, toc_str code);
/* Names of codes: "Armenia, Kazakhstan and 3 more"; at most max names. */
toc_str toc_words_list(toc_arena *arena, const toc_world *world, const toc_str *codes, size_t count, size_t max);
/* Text cut at a word before max_chars characters, with an ellipsis; never within a character. */
toc_str toc_words_cut(toc_arena *arena, toc_str text, size_t max_chars);
/* The parts of a note ("a; b; c") that name no date or year after asof: a table compiled later must not leak into a
 * brief as of an earlier day. */
toc_str toc_words_known(toc_arena *arena, toc_str text, toc_day asof);
/* Characters (code points) of UTF-8 text: columns of Latin text on a terminal. */
size_t toc_words_width(toc_str text);
/* Append text and spaces behind it up to that width. */
void toc_words_pad(toc_buf *out, toc_str text, size_t width);
/* Append text broken at spaces so that no line is wider than width; later lines start with indent spaces.
 * column is where the first line stands; returns the column after the last word. */
size_t toc_words_wrap(toc_buf *out, toc_str text, size_t column, size_t indent, size_t width);

#endif
