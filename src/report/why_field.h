/* why_field: adds one named value to a toc_why; used by why*.c only. Empty values and those past the maximum are left
 * out. */
#ifndef TOC_REPORT_WHY_FIELD_H
#define TOC_REPORT_WHY_FIELD_H

#include "report/why.h"

void toc_why_field_add(toc_why *why, const char *name, toc_str value);

#endif
