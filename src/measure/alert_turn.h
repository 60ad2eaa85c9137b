/* alert_turn (internal to measure): did the rate of a pair's hostile events rise lately and stay? For alert.c. */
#ifndef TOC_MEASURE_ALERT_TURN_H
#define TOC_MEASURE_ALERT_TURN_H

#include "measure/alert.h"

typedef struct alert_turn_input {
    const toc_day *days; /* of hostile events, ascending */
    size_t count;
    toc_day begin, end;                                          /* of the ledger */
    double (*volume)(const void *ctx, toc_day from, toc_day to); /* events of everybody, a day */
    const void *ctx;
} alert_turn_input;

/* Roots are left to the caller. TOC_ENOMEM. */
toc_rc alert_turn_find(const alert_turn_input *in, toc_arena *arena, toc_alert_turn *out, bool *found, toc_err *err);

#endif
