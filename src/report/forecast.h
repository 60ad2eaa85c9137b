/* forecast: a named question with its odds, for people and for programmes. The odds come as one thing that is whole or is
 * refused (forecast/odds of report/odds.h do the same for base rates): see toc_forecast_new. */
#ifndef TOC_REPORT_FORECAST_H
#define TOC_REPORT_FORECAST_H

#include "forecast/dispute.h"

/* What a fit learnt from. */
void toc_fit_add(toc_buf *out, toc_dispute_facts facts, size_t rejected, const char *path, size_t bytes, bool json);

#endif
