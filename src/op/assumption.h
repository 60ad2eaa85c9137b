/*
 * assumption: what a user supposes, from words to a change of a scenario.
 *
 *   [WHO:] ROOT [MODE...] WHEN     for --with
 *   [WHO:] ROOT                    for --without
 *
 * WHO: A or B (the first and the second side as named), or a code or name of a state or bloc on either; without it both
 * sides do it. ROOT: a PLOVER root, or SAY or APPEAL. MODE: words that the line repeats and the model does not know.
 * WHEN: daily, weekly, monthly (every 30 days), yearly (every 365), the first after one such time; or a day within the
 * time looked at.
 */
#ifndef TOC_OP_ASSUMPTION_H
#define TOC_OP_ASSUMPTION_H

#include "op/event_model.h"
#include "report/whatif.h"

/* Line and change of `text`; from: the first day looked at. Views into text and arena. TOC_EUSAGE says what is wrong.
 */
toc_rc toc_assumption_read(const char *text, bool drop, const toc_event_model *model, toc_day from, int days,
                           toc_whatif_line *line, toc_whatif_change *change, toc_err *err);

#endif
