/*
 * office: who holds what office on a day, from the lexicon's table of office
 * holders: for the level of a contact, and the role of a speaker.
 */
#ifndef TOC_OP_OFFICE_H
#define TOC_OP_OFFICE_H

#include "lexicon/lexicon.h"

typedef struct toc_office_finder {
    const toc_lexicon *lexicon;
    toc_arena scratch; /* of one question; the caller initialises and frees it */
} toc_office_finder;

/* The office ("foreign_minister") of the person that `text` names ("Sergey Lavrov", "Sergey_Lavrov") on the day, when
 * its holder's state or organisation is that of code; empty when the table does not have him, or no memory is left. A
 * toc_office_fn; ctx is a toc_office_finder. */
toc_str toc_op_office(void *ctx, toc_str text, toc_str code, toc_day day);

#endif
