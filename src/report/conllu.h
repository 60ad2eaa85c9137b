/*
 * conllu: trees as CoNLL-U, ten cells a word (universaldependencies.org/format.html).
 *
 * Written: id, form, lemma, UPOS, XPOS, head, relation, MISC; features and
 * enhanced dependencies are "_". The parser's own types stay outside: the recipe
 * hands over what is to be written.
 */
#ifndef TOC_REPORT_CONLLU_H
#define TOC_REPORT_CONLLU_H

#include "base/str.h"

typedef struct toc_conllu_row {
    size_t id;           /* from 1 */
    toc_str form, lemma; /* an empty lemma is written "_" */
    const char *upos, *xpos;
    size_t head; /* 0: the root */
    const char *rel;
    toc_str misc; /* empty: "_" */
} toc_conllu_row;

/* "# name = value", on one line: line ends and tabs in value become spaces. */
void toc_conllu_add_comment(toc_buf *buf, const char *name, toc_str value);
/* "# sent_id = document-number" */
void toc_conllu_add_id(toc_buf *buf, const char *document, size_t number);
void toc_conllu_add_row(toc_buf *buf, const toc_conllu_row *row);
/* The line of a token of several words: "first-last form". space_after as in SpaceAfter=No. */
void toc_conllu_add_range(toc_buf *buf, size_t first, size_t last, toc_str form, bool space_after);

#endif
