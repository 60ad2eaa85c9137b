/* alerts: what reached a high, for people and for other programmes. */
#ifndef TOC_REPORT_ALERTS_H
#define TOC_REPORT_ALERTS_H

#include "measure/alert.h"
#include "report/brief.h"

typedef struct toc_alert_report {
    toc_alerts found;
    const toc_alert_options *options;
    const toc_world *world;
} toc_alert_report;

void toc_alerts_add_text(toc_buf *out, const toc_alert_report *report, toc_text_style style);
void toc_alerts_add_csv(toc_buf *out, const toc_alert_report *report);
void toc_alerts_add_json(toc_buf *out, const toc_alert_report *report);

#endif
