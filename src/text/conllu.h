/*
 * conllu: sentences and tokens that somebody else has cut, read from CoNLL-U.
 *
 * The format (universaldependencies.org/format.html): a sentence is a block of
 * lines, closed by an empty line: comments ("# text = ..."), then one line a word
 * with ten cells divided by tabs, of which the reader takes the id, the form and
 * the last one (MISC). Lines of ranges ("3-4", a token of two words) and of empty
 * nodes ("5.1") are kept as they stand, with their place, so that whoever writes
 * the sentence again can put them back.
 *
 * A block that breaks the rules is one reject, with the line of the first breach, and is
 * left out whole; the next block is read as if nothing had happened.
 *
 * Order: toc_conllu_open, toc_conllu_next until there is no more, toc_conllu_close. One thread.
 */
#ifndef TOC_TEXT_CONLLU_H
#define TOC_TEXT_CONLLU_H

#include "text/text.h"

/* A line that is no word. */
typedef struct toc_conllu_extra {
    size_t before; /* index of the word that follows it; the number of words when none does */
    toc_str line;  /* without its line end */
} toc_conllu_extra;

typedef struct toc_conllu_sentence {
    size_t line;       /* of its first line in the file, from 1 */
    toc_str comments;  /* as they stand, each with its LF */
    toc_token *tokens; /* from and to count in the text that the forms and SpaceAfter=No make */
    toc_str *misc;     /* of each token, never empty: "_" */
    size_t count;
    toc_conllu_extra *extras; /* in the order of the file */
    size_t extra_count;
} toc_conllu_sentence;

typedef struct toc_conllu toc_conllu;

/* "-" is standard input. TOC_ENOTFOUND, TOC_EIO, TOC_ENOMEM. reject may be NULL. */
toc_rc toc_conllu_open(const char *path, toc_reject_fn *reject, void *ctx, toc_conllu **out, toc_err *err);
/* As toc_conllu_open, over bytes that outlive it; name stands for the path in rejects. */
toc_rc toc_conllu_open_memory(const char *name, toc_str bytes, toc_reject_fn *reject, void *ctx, toc_conllu **out,
                              toc_err *err);
/* The next sentence into arena; *more false at the end. Rejects take nothing from the arena. */
toc_rc toc_conllu_next(toc_conllu *conllu, toc_arena *arena, toc_conllu_sentence *out, bool *more, toc_err *err);
void toc_conllu_close(toc_conllu *conllu); /* NULL is fine */

#endif
