#include "forecast/dispute_logit.h"

#include "base/mem.h"
#include "num/logit.h"

#include <math.h>

static const int common[] = {TOC_DISPUTE_F_contiguity,    TOC_DISPUTE_F_capdist,  TOC_DISPUTE_F_defense,
                             TOC_DISPUTE_F_igos,          TOC_DISPUTE_F_cinc_low, TOC_DISPUTE_F_cinc_high,
                             TOC_DISPUTE_F_cinc_share,    TOC_DISPUTE_F_majors,   TOC_DISPUTE_F_democracy_low,
                             TOC_DISPUTE_F_democracy_high};
static const int fading[] = {TOC_DISPUTE_F_onsets_1,    TOC_DISPUTE_F_onsets_4,     TOC_DISPUTE_F_onsets_10,
                             TOC_DISPUTE_F_onsets_25,   TOC_DISPUTE_F_state_2_low,  TOC_DISPUTE_F_state_2_high,
                             TOC_DISPUTE_F_state_8_low, TOC_DISPUTE_F_state_8_high, TOC_DISPUTE_F_peace_years};
enum { COMMON = sizeof common / sizeof *common, FADING = sizeof fading / sizeof *fading };

static float known(float value) {
    return isfinite(value) ? value : 0;
}

static int columns_of(toc_dispute_logit_kind kind) {
    return 1 + COMMON + (kind == TOC_DISPUTE_PEACE ? 3 : FADING);
}

static void write_row(toc_dispute_logit_kind kind, const float *values, float *row) {
    int at = 0;
    row[at++] = 1;
    for (int i = 0; i < COMMON; i++)
        row[at++] = known(values[common[i]]);
    if (kind == TOC_DISPUTE_PEACE) {
        float decades = expf(values[TOC_DISPUTE_F_peace_years]) / 10;
        decades = decades < 8 ? decades : 8; /* our choice: the cubic runs away where few years are */
        row[at++] = decades, row[at++] = decades * decades, row[at] = decades * decades * decades;
        return;
    }
    for (int i = 0; i + 1 < FADING; i++)
        row[at++] = logf(1 + known(values[fading[i]]));
    row[at] = known(values[TOC_DISPUTE_F_peace_years]);
}

toc_rc toc_dispute_logit_fit(toc_dispute_logit *out, toc_dispute_logit_kind kind, const toc_dispute_panel *panel,
                             const toc_dispute_features *features, int until, const float *weights, toc_err *err) {
    size_t columns = (size_t)columns_of(kind), used = 0;
    float *rows = toc_mem_alloc((features->count + 1) * columns * sizeof *rows);
    float *heavy = toc_mem_alloc((features->count + 1) * sizeof *heavy);
    uint8_t *happened = toc_mem_alloc(features->count + 1);
    toc_rc rc =
        rows && heavy && happened ? TOC_OK : toc_err_set(err, TOC_ENOMEM, "no memory for a regression of disputes");
    for (size_t i = 0; rc == TOC_OK && i < features->count; i++) {
        const toc_dispute_row *row = &panel->rows[features->rows[i]];
        if (row->year > until || row->onset < 0)
            continue;
        write_row(kind, features->values + i * TOC_DISPUTE_FEATURE_COUNT, rows + used * columns);
        heavy[used] = weights ? weights[i] : 1;
        happened[used++] = row->onset > 0;
    }
    out->kind = kind;
    if (rc == TOC_OK)
        rc = toc_logit_fit(rows, happened, heavy, used, (int)columns, 1, out->coefficients, err);
    toc_mem_free(rows), toc_mem_free(heavy), toc_mem_free(happened);
    return rc;
}

double toc_dispute_logit_margin(const toc_dispute_logit *logit, const float *values) {
    float row[TOC_DISPUTE_LOGIT_COLUMNS];
    write_row(logit->kind, values, row);
    return toc_logit_margin(logit->coefficients, row, columns_of(logit->kind));
}
