/* op_fit: learns a forecasting model from a folder of data. */
#ifndef TOC_OP_FIT_H
#define TOC_OP_FIT_H

#include "forecast/dispute.h"
#include "op/env.h"

typedef struct toc_fit_options {
    const char *folder, *model; /* read; written whole or not at all */
    toc_dispute_options dispute;
    bool json;
} toc_fit_options;

/* Appends to out what was learnt from. As toc_dispute_files_read, toc_dispute_fit and toc_file_write. */
toc_rc toc_op_fit_dispute(const toc_fit_options *options, toc_buf *out, toc_err *err);

#endif
