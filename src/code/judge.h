/*
 * judge (internal to code): the scorer's word on what frames and heads of the lexicon have read in a sentence.
 *
 * Frames find acts; the scorer, which has learnt from labelled sentences how far they can be trusted, weighs each two
 * actors (dyads.h): deeds it doubts are dropped, roots that are hardly possible give way, acts that lack a party are
 * completed, and what frames missed is told. What frames call past, denied or planned may be done after all. Of a
 * sentence with words of sport only what the scorer is sure of stays.
 */
#ifndef TOC_CODE_JUDGE_H
#define TOC_CODE_JUDGE_H

#include "code/desk.h"

toc_rc toc_judge(toc_desk *desk, toc_err *err);

#endif
