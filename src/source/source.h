/*
 * source: event datasets to events: the second door. Which file is this, what does each row say, in our codes?
 *
 * Formats: gdelt (events 1.0 and 2.0), mentions (GDELT 2.0), icews, polecat, phoenix (real-time, historical), acled,
 * ucdp (GED and candidate), keds (KEDS, TABARI, PETRARCH), weis (the same, coded in WEIS), tkg (ICEWS 2014 by names),
 * series (weekly Goldstein sums), tocsin (our own CSV and JSON Lines). Told from the content, never from the name.
 * Plain, .gz, .zst, .bz2, .xz, .zip, .tar; one member after the other. Columns of a file with a header are found by its
 * names, in any order, between tabs, commas, semicolons or bars, quoted or not. What each column becomes stands in
 * doc/method/datasets.md.
 *
 * CAMEO codes stay text: "043". Codes that have no honest equivalent of ours are left empty and counted, never guessed;
 * a row without date, act, or any party is a reject, told with file, line, column and reason, and counted.
 *
 * Order: toc_source_open; toc_source_member until there is no more: for each, toc_source_next until there is no more;
 * toc_source_close. One thread. Events are views that live until the next call of next, member or close.
 */
#ifndef TOC_SOURCE_SOURCE_H
#define TOC_SOURCE_SOURCE_H

#include "event/ontology.h"
#include "lexicon/lexicon.h"
#include "world/world.h"

typedef struct toc_source toc_source;

/* A row that is no event: in `file` (and member), at line, in a column by its name ("" when it is the whole row). */
typedef struct toc_source_reject {
    const char *file, *member;
    int64_t line;
    const char *column, *reason;
} toc_source_reject;
typedef void toc_source_reject_fn(void *ctx, const toc_source_reject *reject);

typedef struct toc_source_options {
    const char *format; /* NULL: from the content */
    const char *data_dir;
    const toc_world *world;
    const toc_ontology *ontology;
    const toc_lexicon *lexicon;
    toc_source_reject_fn *reject; /* may be NULL */
    toc_source_reject_fn *passed; /* may be NULL: of a member of an archive that is no dataset, line 0 */
    void *ctx;
} toc_source_options;

typedef struct toc_source_counts {
    int64_t rows;   /* records, without header and tag rows */
    int64_t events; /* given */
    int64_t passed; /* rows that are no events and no faults: a party that is its own target, a sum of zero */
    int64_t rejects;
    int64_t unmapped_actors, unmapped_parts, unmapped_acts; /* events with an actor left without a root; codes of
                                                               sectors and groups; codes of acts */
} toc_source_counts;

/* TOC_ENOTFOUND, TOC_EIO, TOC_EUSAGE (no such format), TOC_EFORMAT (none of our formats: says what was seen). */
toc_rc toc_source_open(const char *path, const toc_source_options *options, toc_source **out, toc_err *err);
void toc_source_close(toc_source *source); /* NULL is fine */

/* The next member that is a dataset; counts begin anew. *more false: there is none. Others of an archive are passed
 * over and told. TOC_EFORMAT when the file, or each of its members, is of no format of ours; when it is damaged. */
toc_rc toc_source_member(toc_source *source, bool *more, toc_err *err);
toc_str toc_source_member_name(const toc_source *source); /* "" of a file that is no archive */
/* The format's name and the dataset's ("gdelt", "gdelt2"); valid while the member is read. */
const char *toc_source_format(const toc_source *source);
const char *toc_source_dataset(const toc_source *source);

/* Are the rows sums of a series and no events? Then each call of next reads a row, and gives its sums here instead of
 * an event: i from 0 until false. */
bool toc_source_is_series(const toc_source *source);
typedef struct toc_source_sum {
    int64_t row;
    toc_day day; /* first of `days` days */
    int days;
    toc_str source, target; /* codes */
    double value;
} toc_source_sum;
bool toc_source_sum_of(const toc_source *source, size_t i, toc_source_sum *out);

/* Are the rows mentions of events in other files? Then each call of next gives no event but the number of one, by
 * toc_source_external, and the day of the report, out->learnt. */
bool toc_source_is_mentions(const toc_source *source);
/* The dataset's own number of the event last given (GLOBALEVENTID); 0: it has none. */
int64_t toc_source_external(const toc_source *source);

/* TOC_EIO, TOC_ENOMEM, TOC_EFORMAT (damaged), TOC_ELIMIT (it expands past all measure): the member cannot be read on.
 * The next event of the member; row is the line where its record begins. Of our own format all members of an event are
 * as they were exported, its id, too. */
toc_rc toc_source_next(toc_source *source, toc_event *out, bool *more, toc_err *err);
const toc_source_counts *toc_source_counted(const toc_source *source);

/* Formats by name, in order; NULL behind the last. */
const char *toc_source_format_name(size_t i);
/* Is this the beginning of a dataset of ours, or an archive that holds one or is damaged? False, too, when it cannot be
 * read. Not for "-". */
bool toc_source_is_dataset(const char *path);

#endif
