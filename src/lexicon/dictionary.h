/*
 * dictionary: the actor, agent and discard files of other coders, added to
 * our lexicon: TABARI's, PETRARCH's and those of the Open Event Data Alliance.
 *
 * A file is told by its content: brackets with letters are actors, with a tilde agents; patterns with '*' or '-' in
 * front, synsets and numbers in brackets are verbs, which are refused, since tocsin has action words of its own; a file
 * without brackets is a list of discards when its name says so. A faulty line is told with its number and its reason,
 * counted, and kept out; the rest of the file is taken. What each sign means stands in doc/method/dictionaries.md.
 *
 * Codes are translated part by part with data/lexicon/foreign.tsv (codes.c). Time and memory are linear in the file.
 *
 * Order: toc_lexicon_new; toc_dictionary_add for each file; then matching, from any thread. Of two files that know a
 * phrase, all codes of the first come before those of the second.
 */
#ifndef TOC_LEXICON_DICTIONARY_H
#define TOC_LEXICON_DICTIONARY_H

#include "lexicon/lexicon.h"

typedef enum toc_dictionary_kind {
    TOC_DICTIONARY_ACTORS,
    TOC_DICTIONARY_AGENTS,
    TOC_DICTIONARY_DISCARDS,
    TOC_DICTIONARY_VERBS, /* refused */
    TOC_DICTIONARY_ISSUES /* refused */
} toc_dictionary_kind;

const char *toc_dictionary_kind_name(toc_dictionary_kind kind); /* "actors" */

typedef struct toc_dictionary {
    toc_dictionary_kind kind;
    int64_t heads;    /* phrases at the beginning of a line; of a list of discards: its phrases */
    int64_t synonyms; /* "+PHRASE" */
    int64_t codes;    /* brackets that were taken */
    int64_t dated;    /* of them, those with a range */
    int64_t agents;   /* of them, those of agents */
    int64_t nulls;    /* of them, [---], [###] and [+++]: the phrase stands for nobody */
    int64_t sets;     /* "!PERSON! = MAN, WOMAN" */
    int64_t stories;  /* of a list of discards, those with '+' */
    int64_t faults;   /* lines that were kept out, whole or in part */
} toc_dictionary;

#define TOC_DICTIONARY_BYTES_MAX ((size_t)256 << 20)
#define TOC_DICTIONARY_LINE_MAX 4096

/*
 * Adds the file at path. reject (which may be NULL) is called for each faulty line. TOC_ENOTFOUND, TOC_EIO, TOC_ELIMIT
 * as toc_file_read; TOC_EFOREIGN for verbs, issues and what is no dictionary: then nothing is added. TOC_ENOMEM: the
 * lexicon may hold a part of the file and is to be freed.
 */
toc_rc toc_dictionary_add(toc_lexicon *lexicon, const char *path, toc_reject_fn *reject, void *ctx, toc_dictionary *out,
                          toc_err *err);

#endif
