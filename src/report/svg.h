/*
 * svg: the tension chart. Words above, deeds below, each with hostile weight
 * up and friendly weight down as bars and the hostile level as a line on the
 * same scale; points with too few events are hatched and hold nothing. Marks
 * put a number at the largest events; standalone, their words stand below. A dashed line with a flag is a change of the
 * rate, the grey band about it its 90 % interval. Made to be read in grey and in print:
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

/* A change of the rate of hostile words or deeds, with its 90 % interval. */
typedef struct toc_chart_turn {
    toc_day day, low, high;
    bool deed;
    bool up;
    toc_str label; /* "2 Mar 2014: 0.1 to 6.9 a month" */
} toc_chart_turn;

typedef struct toc_chart {
    const toc_tension *series;
    toc_str title, description;
    toc_str below;  /* under the headline, standalone only: what time, what is drawn */
    toc_str credit; /* last line, standalone only: from how much, as known when */
    const toc_chart_mark *marks;
    size_t mark_count;
    const toc_chart_turn *turns;
    size_t turn_count;
    bool standalone; /* with XML head, headline and the list of marks, for a file of its own */
    bool legend;
} toc_chart;

void toc_svg_add_chart(toc_buf *out, const toc_chart *chart);

#endif
