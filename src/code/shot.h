/*
 * shot (internal to code): one event of an act, between one source and one target: its parties, date, place, speaker,
 * whom it addresses, how sure, and why. What is told already in the sentence, at another time or otherwise, stays out,
 * and so does what tells nothing: two arms of one state that meet, private people's daily life.
 */
#ifndef TOC_CODE_SHOT_H
#define TOC_CODE_SHOT_H

#include "code/desk.h"

typedef struct toc_shot {
    const toc_act *act;
    const toc_governed *g;
    int source, target; /* mentions, or -1 */
    double sure;
    bool indirect; /* a party is there through a modifier only */
    toc_str cameo;
    toc_modality modality;
} toc_shot;

/* Two dates that the text tells and that do not meet are two happenings. */
bool toc_is_same_time(const toc_event *a, const toc_event *b);

/* Adds the event to those of the sentence, unless it is none, is known, or TOC_EVENTS_MAX are there. */
void toc_event_shoot(toc_desk *d, const toc_shot *s);

#endif
