/* dispute_inside (internal to forecast): what a model of disputes holds. */
#ifndef TOC_FORECAST_DISPUTE_INSIDE_H
#define TOC_FORECAST_DISPUTE_INSIDE_H

#include "forecast/dispute.h"
#include "forecast/dispute_logit.h"
#include "num/trees.h"

enum { TOC_DISPUTE_BAGS_MAX = 40 };
#define TOC_DISPUTE_DRAWN 0.25 /* share of a pair's weight in a bag that is drawn */

typedef struct toc_dispute_stored {
    int16_t cow_a, cow_b, year;
    int8_t onset, next_onset;
    toc_dispute_seen seen;
} toc_dispute_stored;

struct toc_dispute_model {
    toc_dispute_facts facts;
    toc_bins bins;
    toc_dispute_logit logit;
    double share; /* of the regression's log-odds */
    double base;
    double calibration[3]; /* constant, log-odds, -log(1 - p) */
    int bags, rounds;
    toc_tree *trees; /* [bags][rounds] */
    toc_dispute_stored *cases, *pairs;
};

/* Log-odds of each bag before calibration. */
void toc_dispute_margins(const toc_dispute_model *model, const toc_dispute_seen *seen, double *margins);
double toc_dispute_calibrated(const toc_dispute_model *model, double margin);

#endif
