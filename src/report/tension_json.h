/*
 * tension_json: a series as JSON members, shared by the brief and by `tension`.
 * Undefined figures are null; the number of events is always there.
 */
#ifndef TOC_REPORT_TENSION_JSON_H
#define TOC_REPORT_TENSION_JSON_H

#include "measure/measure.h"

/* [{"from":…,"to":…,"words":{…},"deeds":{…},"reports":…,"sources":…,"concentration":…},…] */
void toc_tension_add_points_json(toc_buf *out, const toc_tension *series);
void toc_tension_add_index_json(toc_buf *out, const toc_index *index);

#endif
