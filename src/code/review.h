/*
 * review (internal to code): what frames found, weighed by the scorer. An event of whose two it doubts that anything
 * joins them is dropped; one of which it hears another root gets that; what a frame calls past, denied, planned or
 * feared and the scorer is sure of is done; who is named by his role alone is of the state at home.
 */
#ifndef TOC_CODE_REVIEW_H
#define TOC_CODE_REVIEW_H

#include "code/dyads.h"

/* All events of the sentence; of the dyads the likeliest is first. loud: it surely tells of something. */
void toc_events_review(toc_desk *d, const toc_dyad *all, int count, bool loud);

/* The same of an event that the scorer itself has made: whether it is done after all; and parties that are named by
 * their role alone, or a target that is not named, are of the state at home. */
void toc_done_after_all(const toc_desk *d, toc_coded_event *e, const toc_dyad *dyad);
void toc_home_complete(toc_desk *d, toc_coded_event *e, const toc_dyad *all, int count);

#endif
