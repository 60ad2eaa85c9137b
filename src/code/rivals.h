/*
 * rivals (internal to code): who stands with whom, and whom a show of force addresses. Alliances are those of
 * data/world on the document's day; rivals are members of two of them, and whom the document itself sets against each
 * other.
 */
#ifndef TOC_CODE_RIVALS_H
#define TOC_CODE_RIVALS_H

#include "code/desk.h"

/* Two codes of one state or one alliance. */
bool toc_is_allied(const toc_desk *d, toc_str a, toc_str b);
/* NATO or the CSTO itself. */
bool toc_is_alliance(toc_str root);
bool toc_is_rival(const toc_desk *d, toc_str a, toc_str b);
/* What is said or done against a state sets the two against each other in this document. */
void toc_rivals_note(toc_desk *d, const toc_event *e);

/* Forces that move, exercises, and calls for or promises of them: they address somebody. */
bool toc_is_signal(const toc_event *e);
/* Whom: an actor of the sentence, else of the document, that is no ally of doer and other (mentions; other -1: nobody)
 * and either their rival or what the act points at ("near its border"). words: what names it, empty for one of the
 * document; rule says which. Empty: nobody. */
toc_str toc_signal_find(const toc_desk *d, int doer, int other, toc_str *words, const char **rule);

#endif
