/*
 * dispute_logit: the two regressions of the field, over the features of dispute_feature.
 *
 * PEACE: borders, distance, alliance, power, democracy and a cubic of the years at peace (Carter and Signorino 2010,
 * doi:10.1093/pan/mpq013). FADING: the same without the cubic, with histories of the pair and of both states that fade
 * at several half-lives. Missing values count as 0. They are peers to be beaten; FADING is also where our trees start
 * from.
 */
#ifndef TOC_FORECAST_DISPUTE_LOGIT_H
#define TOC_FORECAST_DISPUTE_LOGIT_H

#include "forecast/dispute_feature.h"

typedef enum toc_dispute_logit_kind { TOC_DISPUTE_PEACE, TOC_DISPUTE_FADING } toc_dispute_logit_kind;
enum { TOC_DISPUTE_LOGIT_COLUMNS = 24 };

typedef struct toc_dispute_logit {
    toc_dispute_logit_kind kind;
    double coefficients[TOC_DISPUTE_LOGIT_COLUMNS];
} toc_dispute_logit;

/* On the rows of features with a known outcome whose year is at most until; weights per row or NULL. TOC_ENOMEM. */
toc_rc toc_dispute_logit_fit(toc_dispute_logit *out, toc_dispute_logit_kind kind, const toc_dispute_panel *panel,
                             const toc_dispute_features *features, int until, const float *weights, toc_err *err);
/* Log-odds for one row of TOC_DISPUTE_FEATURE_COUNT values. */
double toc_dispute_logit_margin(const toc_dispute_logit *logit, const float *values);

#endif
