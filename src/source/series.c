/*
 * Series of weekly Goldstein sums: the file IsraelPalestineConflict of the R package MSBVAR (columns i2p, p2i; from
 * KEDS). Rows are sums and no events. The file has no dates; its package documents weeks that begin on 15 April 1979.
 */
#include "source/inside.h"

enum { I2P, P2I };
static const char *const COLUMNS[] = {"*i2p", "*p2i"};

static source_verdict series_row(toc_source *s, toc_event *e) {
    (void)e;
    for (int c = 0; c < 2; c++) {
        if (!source_number(source_cell(s, c), &s->sums[c])) {
            return source_reject(s, c, "not a number");
        }
    }
    s->sum_day = toc_day_of(1979, 4, 15) + (toc_day)(s->counts.rows - 1) * 7;
    return SOURCE_SUMS;
}

const source_format SOURCE_SERIES = {.name = "series",
                                     .dataset = "goldstein-weekly",
                                     .header = true,
                                     .columns = COLUMNS,
                                     .column_count = 2,
                                     .row = series_row};
