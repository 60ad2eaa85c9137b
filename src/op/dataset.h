/*
 * dataset: a file of a dataset into the ledger: whole, or not at all.
 *
 * The file is known by its content; one that is in the ledger is not read again. All members of an archive are one
 * transaction. Past the allowed share of rejects, or when the file is damaged, cut short, or grows while it is read,
 * the ledger keeps nothing of it.
 */
#ifndef TOC_OP_DATASET_H
#define TOC_OP_DATASET_H

#include "op/op_ingest.h"

/* Is path to be read by the second door: named so by options, or seen from its content? */
bool toc_dataset_is(const char *path, const toc_ingest_options *options);

/* store NULL: a dry run. Adds to counts. A file that is not kept is a reject with its reason, and counted as failed;
 * errors of the ledger and TOC_ENOMEM are returned. */
toc_rc toc_dataset_read(toc_env *env, toc_store *store, const char *path, const toc_ingest_options *options,
                        toc_ingest_counts *counts, toc_err *err);

#endif
