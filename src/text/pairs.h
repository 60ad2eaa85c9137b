/*
 * pairs: JSON Lines of {"id","text","source","target"}: a text and the words of two parties in it.
 *
 * id may be a string or a whole number; source and target may be absent or null (empty then); other keys are
 * ignored, but for "event" and "words", labels for training. A line that is no such object is a reject with its line;
 * empty lines are passed over. Text is taken as it is: nothing is cleaned, so that parties are found byte for byte.
 *
 * Order: open, next until *more is false, close. One thread.
 */
#ifndef TOC_TEXT_PAIRS_H
#define TOC_TEXT_PAIRS_H

#include "text/text.h"

typedef struct toc_pair_row {
    toc_str id;                                 /* as JSON: "\"a7\"" or "7"; "null" when absent */
    toc_str text, source, target, event, words; /* words: those that tell of the event */
    size_t line;
} toc_pair_row;

typedef struct toc_pairs toc_pairs;

/* "-" is standard input. TOC_ENOTFOUND, TOC_EIO, TOC_ENOMEM. */
toc_rc toc_pairs_open(const char *path, toc_reject_fn *reject, void *ctx, toc_pairs **out, toc_err *err);
/* The next row into arena. */
toc_rc toc_pairs_next(toc_pairs *pairs, toc_arena *arena, toc_pair_row *out, bool *more, toc_err *err);
void toc_pairs_close(toc_pairs *pairs); /* NULL is fine */

#endif
