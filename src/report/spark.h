/*
 * spark: a series as one row of characters. Undefined points are shown as
 * a gap, never as zero.
 */
#ifndef TOC_REPORT_SPARK_H
#define TOC_REPORT_SPARK_H

#include "measure/measure.h"

/* One character per point: the hostile weight of words or deeds, against the largest of the series. */
void toc_spark_add(toc_buf *out, const toc_tension *series, bool deeds, bool ascii);
/* Largest hostile weight, or level, of the defined points; 0 when none is defined. */
double toc_spark_max(const toc_tension *series, bool deeds, bool level);

#endif
