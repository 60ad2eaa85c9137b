/*
 * op_ingest: news files and event datasets into the ledger.
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
 * A file that is a dataset (source/source.h) goes through the second door, by its content: whole or not at all
 * (dataset.h).
 *
 * Which files of a folder are taken: all regular files, but not
 *   - hidden ones (a name that starts with '.'), nor what lies in hidden folders;
 *   - README*, LICENSE*, LICENCE*, COPYING*, NOTICE*, SOURCES* (any case);
 *   - names that end in ~ .md .expect .db .db-wal .db-shm .db-journal .panel;
 *   - names that end in .tsv or .csv, unless they are datasets.
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
    /* of datasets */
    int64_t known_files, failed; /* in the ledger already; not kept */
    int64_t dataset_deeds;       /* of deeds: the datasets' */
    int64_t mentions;            /* reports of events, from files of mentions */
    int64_t rows, records, sums; /* of files that were kept: rows read, events new in the ledger, sums of series */
    int64_t unmapped_actors, unmapped_codes;
} toc_ingest_counts;

typedef struct toc_ingest_options {
    const char *const *paths;
    size_t path_count;
    toc_format format;
    const char *dataset_format; /* every path is a dataset of this format; NULL: datasets are told by their content */
    double max_rejects;         /* per cent of a dataset's rows; past it the file is not kept */
    toc_day default_date;       /* for documents without one; TOC_DAY_NONE */
    size_t threads;             /* from 1 */
    bool dry_run;               /* read and code, store nothing; the ledger is not opened */
    toc_reject_fn *reject;      /* each record, file or folder left out; may be NULL */
    void (*progress)(void *ctx, const toc_ingest_counts *counts); /* after each batch; may be NULL */
    void *ctx;                                                    /* of both */
} toc_ingest_options;

/*
 * *counts tells what was done, also after a failure. TOC_ENOTFOUND when a path is not there (nothing is read then);
 * whatever toc_env_coder and toc_env_store return; TOC_EIO and TOC_EBUSY when the ledger cannot be written: batches
 * before are stored. Rejects are no failure.
 */
toc_rc toc_op_ingest(toc_env *env, const toc_ingest_options *options, toc_ingest_counts *counts, toc_err *err);

/* Names of the formats of datasets, in order; NULL behind the last. */
const char *toc_ingest_dataset_format(size_t i);

/* Is this file, met in a folder at root, taken? See the rule above. */
bool toc_ingest_takes(const char *root, const char *path);
/* Does its name end like a table's, which are read in a folder only when they are datasets? */
bool toc_ingest_is_table(const char *path);

#endif
