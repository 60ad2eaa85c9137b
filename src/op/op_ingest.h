/*
 * op_ingest: news files into the ledger.
 *
 * Paths are walked in the order given, folders in byte order of their names;
 * each document is read, coded, and stored with its sentences and events.
 * Documents go in batches; a batch is in the ledger whole or not at all, and a
 * document is whole within its batch. A document that the ledger holds already
 * is passed over before coding. Documents are coded by any number of threads
 * and stored in the order in which they were read: same input, same rows.
 *
 * A document without a date is a reject: no question as of a day could use it, and
 * with a date it would be another document.
 *
 * Which files of a folder are taken: all regular files, but not
 *   - hidden ones (a name that starts with '.'), nor what lies in hidden folders;
 *   - README*, LICENSE*, LICENCE*, COPYING*, NOTICE*, SOURCES* (any case);
 *   - names that end in ~ .md .expect .tsv .csv .db .db-wal .db-shm .db-journal.
 * A file that is named itself is always read.
 */
#ifndef TOC_OP_INGEST_H
#define TOC_OP_INGEST_H

#include "op/env.h"
#include "text/text.h"

typedef struct toc_ingest_counts {
    int64_t files;     /* opened */
    int64_t documents; /* new in the ledger (dry run: coded) */
    int64_t known;     /* read, and in the ledger already */
    int64_t bytes;     /* of the text of new documents */
    int64_t sentences;
    int64_t silent; /* sentences that name two actors and gave no event */
    int64_t events;
    int64_t deeds; /* of the events; the rest are words */
    int64_t rejects;
} toc_ingest_counts;

typedef struct toc_ingest_options {
    const char *const *paths;
    size_t path_count;
    toc_format format;
    toc_day default_date;  /* for documents without one; TOC_DAY_NONE */
    size_t threads;        /* from 1 */
    bool dry_run;          /* read and code, store nothing; the ledger is not opened */
    toc_reject_fn *reject; /* each record, file or folder left out; may be NULL */
    void (*progress)(void *ctx, const toc_ingest_counts *counts); /* after each batch; may be NULL */
    void *ctx;                                                    /* of both */
} toc_ingest_options;

/*
 * *counts tells what was done, also after a failure. TOC_ENOTFOUND when a path is not there (nothing is read then);
 * whatever toc_env_coder and toc_env_store return; TOC_EIO and TOC_EBUSY when the ledger cannot be written: batches
 * before are stored. Rejects are no failure.
 */
toc_rc toc_op_ingest(toc_env *env, const toc_ingest_options *options, toc_ingest_counts *counts, toc_err *err);

/* Is this file, met in a folder at root, taken? See the rule above. */
bool toc_ingest_takes(const char *root, const char *path);

#endif
