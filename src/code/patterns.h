/*
 * patterns: events by the surface alone, as a baseline to compare with.
 *
 * No tree, no scorer, no modality, no memory of the document: two actors of the lexicon with a verb of the lexicon
 * between them give an event, the actor before it is the source; with a form of "be" before the verb and "by" behind it
 * the other way round. All are done. What coders of the field did for decades, and what the trees are to be worth more
 * than.
 */
#ifndef TOC_CODE_PATTERNS_H
#define TOC_CODE_PATTERNS_H

#include "code/code.h"

/* As toc_code_document, by patterns. TOC_ENOMEM only. */
toc_rc toc_code_patterns(const toc_coder *coder, const toc_document *document, toc_arena *arena, toc_coded *out,
                         toc_err *err);

#endif
