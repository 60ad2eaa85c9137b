/* claims: who said what, in which role, is it new, and what followed; for people and for other programmes. */
#ifndef TOC_REPORT_CLAIMS_H
#define TOC_REPORT_CLAIMS_H

#include "measure/claim.h"
#include "report/brief.h"

typedef struct toc_claim_report {
    const toc_claim *claims; /* by day */
    size_t count, most;      /* most: the newest that are shown */
    const toc_world *world;
    const toc_ontology *ontology;
    toc_day asof;
} toc_claim_report;

void toc_claims_add_text(toc_buf *out, const toc_claim_report *report, toc_text_style style);
void toc_claims_add_json(toc_buf *out, const toc_claim_report *report);

#endif
