/*
 * lexicon: phrases -> meaning. Names of actors with dated terms, role words,
 * action words with their frames, word classes.
 *
 * Loaded once from data/lexicon/*.tsv (names, officeholders, roles, actions,
 * verbs, classes, compose), read-only after, shared by threads. The format of
 * each table stands in its head and in doc/method/coding.md.
 */
#ifndef TOC_LEXICON_LEXICON_H
#define TOC_LEXICON_LEXICON_H

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"

typedef struct toc_lexicon toc_lexicon;

toc_rc toc_lexicon_new(const char *data_dir, toc_lexicon **out, toc_err *err);
void toc_lexicon_free(toc_lexicon *lexicon); /* NULL is fine */

#endif
