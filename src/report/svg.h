/*
 * svg: the tension chart. Words above, deeds below, each with hostile weight
 * up and friendly weight down as bars and the hostile level as a line on the
 * same scale; points with too few events are hatched and hold nothing. Marks
 * put a number at the largest events. Made to be read in grey and in print:
 * shapes differ, not only colours. Title and description are for screen
 * readers. No scripts, no outside request.
 */
#ifndef TOC_REPORT_SVG_H
#define TOC_REPORT_SVG_H

#include "measure/measure.h"

typedef struct toc_chart_mark {
    toc_day day;
    bool deed;
    int number;
    toc_str title;
} toc_chart_mark;

typedef struct toc_chart {
    const toc_tension *series;
    toc_str title, description;
    const toc_chart_mark *marks;
    size_t mark_count;
    bool standalone; /* with XML head and namespace, for a file of its own */
    bool legend;
} toc_chart;

void toc_svg_add_chart(toc_buf *out, const toc_chart *chart);

#endif
