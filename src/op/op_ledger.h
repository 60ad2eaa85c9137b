/*
 * op_ledger: what the ledger holds (info), whether it is sound (check), how its data are cited (cite).
 */
#ifndef TOC_OP_LEDGER_H
#define TOC_OP_LEDGER_H

#include "op/env.h"

/* Appends to out. TOC_ENOTFOUND when there is no ledger. version: of tocsin, for the text. */
toc_rc toc_op_info(toc_env *env, const char *version, bool json, toc_buf *out, toc_err *err);

/* paths: exports and briefs that were made, whose bytes are cited by their hash. */
toc_rc toc_op_cite(toc_env *env, const char *version, const char *const *paths, size_t path_count, bool json,
                   toc_buf *out, toc_err *err);

/* Faults are told as they are found. TOC_OK also when there are faults. */
toc_rc toc_op_check(toc_env *env, toc_store_fault_fn *fault, void *ctx, toc_store_checked *out, toc_err *err);

#endif
