/* member: one member of a JSON object behind another: ",\"name\":value"; null for what is not known. */
#ifndef TOC_REPORT_MEMBER_H
#define TOC_REPORT_MEMBER_H

#include "base/date.h"
#include "base/str.h"

#include <stdbool.h>

void toc_member_add_text(toc_buf *out, const char *name, toc_str text); /* null: empty */
void toc_member_add_day(toc_buf *out, const char *name, toc_day day);   /* null: TOC_DAY_NONE */
void toc_member_add_number(toc_buf *out, const char *name, double value, bool known);

#endif
