/*
 * op_export: events of the ledger, or panels of dyads, for other programmes.
 */
#ifndef TOC_OP_EXPORT_H
#define TOC_OP_EXPORT_H

#include "op/env.h"
#include "report/export.h"

typedef enum toc_export_format {
    TOC_EXPORT_CSV,
    TOC_EXPORT_JSONL,
    TOC_EXPORT_GEOJSON,
    TOC_EXPORT_GDELT,
    TOC_EXPORT_DAYS, /* panels: CSV */
    TOC_EXPORT_MONTHS,
    TOC_EXPORT_YEARS
} toc_export_format;

typedef struct toc_export_options {
    toc_export_format format;
    toc_export_codes codes;
    const char *source, *target; /* sides; NULL: all */
    bool both;                   /* target to source, too */
    toc_day from, to, asof;      /* TOC_DAY_NONE: open, now */
    /* The output, in pieces; what it returns other than TOC_OK ends the export. */
    toc_rc (*put)(void *ctx, toc_str text, toc_err *err);
    void (*note)(void *ctx, const char *what); /* what was done to the panel; may be NULL */
    void *ctx;
} toc_export_options;

typedef struct toc_export_counts {
    int64_t rows;    /* events, or cells of a panel */
    int64_t without; /* of a panel in COW or GW numbers: cells of a party that has none */
} toc_export_counts;

/* TOC_EUSAGE as toc_side_parse; what toc_env_store and the panel return; TOC_ENOMEM. */
toc_rc toc_op_export(toc_env *env, const toc_export_options *options, toc_export_counts *counts, toc_err *err);

#endif
