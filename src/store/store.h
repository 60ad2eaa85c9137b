/*
 * store: the ledger. One SQLite file that holds documents, sentences, events
 * and files read; append-only; every question takes an as-of date.
 *
 * What can go wrong, and what to do: a file that is not a ledger is refused
 * (TOC_EFOREIGN: SQLite file of another programme, other application_id; or no SQLite at all) and not
 * touched; a ledger of a newer schema is refused (install the newer tocsin); a
 * read-only file can be read but not written (TOC_EIO says so), and when its folder lets no journal be made it is
 * read as of its last checkpoint; where there is nothing to read: TOC_ENOTFOUND (ingest first); a locked one is
 * waited for up to 10 s (TOC_EBUSY). A killed writer leaves the ledger as of
 * the last commit (WAL journal). A damaged file, or an event in it with a member off its scale, is TOC_EFORMAT.
 *
 * Schema (also in doc/ledger.md): application_id 0x746F6373 ("tocs"), user_version 4.
 *   meta(key, value), document(id, external_id, date, learnt, source, url, title, file, line, bytes, sentences,
 * silent, sketch), correction(sentence, document, learnt), sentence(id, document, number, paragraph, text), event(…the
 * columns of an event in their order, learnt, superseded_by, source_root, target_root, signal_root, date_precision,
 * place_country, place_adm1, place_text), figure(id, json). The counts per document (sentences, silent) spare a summary
 * its second pass. What is empty is NULL. Days are stored as ISO text. `learnt` is the day the document was published
 * (the as-of rule: an event may be used as of day D when its document's date <= D and its own date is <= D, or later
 * than its document's: a plan is known from the day it was told). A ledger of schema 1 (without date_precision and
 * place), 2 (without sketches and corrections) or 3 (without datasets) is brought to 4 when it is opened to write, and
 * read as it is when opened to read. Its documents have no sketch then until toc_store_mark_document gives them one.
 *
 * Rows of datasets are records: whole numbers that point to actor, act and place, each kept once
 * (dataset_file, actor, act, place, record, record_superseded; the view dataset_event shows them in words). To every
 * reader below they are events like any other, with an id that begins with r.
 *
 * One toc_store is used by one thread; two processes may hold the same file.
 */
#ifndef TOC_STORE_STORE_H
#define TOC_STORE_STORE_H

#include "base/err.h"
#include "base/sketch.h"
#include "event/event.h"

typedef struct toc_store toc_store;

typedef enum toc_store_mode { TOC_STORE_READ, TOC_STORE_WRITE /* created when absent */ } toc_store_mode;

toc_rc toc_store_open(const char *path, toc_store_mode mode, toc_store **out, toc_err *err);
void toc_store_close(toc_store *store); /* NULL is fine; an open batch is rolled back */

/* A batch is in the ledger whole, or not at all. It holds the write lock from its beginning, so what
 * toc_store_has_document says within it stays true. Within a batch add a document, then its sentences, then its
 * events: each refers to the one before. A write that fails spoils its batch: later writes are refused
 * (TOC_EUSAGE), and commit undoes the whole and fails (TOC_EIO); commit ends the batch in every case. */
toc_rc toc_store_begin(toc_store *store, toc_err *err);
toc_rc toc_store_commit(toc_store *store, toc_err *err);
void toc_store_rollback(toc_store *store);

typedef struct toc_store_document {
    toc_id id;
    toc_str external_id, source, url, title, file;
    size_t line;
    toc_day date;
    size_t bytes;
    bool marked;       /* it has a sketch; false when it was stored by an older tocsin */
    toc_sketch sketch; /* of its sentences in their order */
} toc_store_document;

/* Is the document there already? */
toc_rc toc_store_has_document(toc_store *store, const toc_id *id, bool *out, toc_err *err);
/* Add within a batch. `silent` counts the sentences that name two actors and gave no event. */
toc_rc toc_store_add_document(toc_store *store, const toc_store_document *document, size_t sentence_count,
                              size_t silent_count, toc_err *err);
toc_rc toc_store_add_sentence(toc_store *store, const toc_id *id, const toc_id *document, size_t number,
                              size_t paragraph, toc_str text, toc_err *err);
/* The sentence takes back what its document, or another, has told; within a batch, after the sentence. Twice is once.
 */
toc_rc toc_store_add_correction(toc_store *store, const toc_id *sentence, const toc_id *document, toc_day learnt,
                                toc_err *err);
/* *added is false when an event of this id is there (then its reports are not changed: same document, same event). */
toc_rc toc_store_add_event(toc_store *store, const toc_event *event, toc_day learnt, bool *added, toc_err *err);

/* ---- datasets ---- */

/* A file of a dataset, or one member of an archive. */
typedef struct toc_store_file {
    toc_str dataset, version; /* "gdelt1"; what the source calls its version, or empty */
    toc_str format, name;     /* of the reader; path as given */
    toc_str member;           /* of an archive, or empty */
    toc_str hash;             /* of the whole file's content, 32 hexadecimal digits */
    int64_t bytes, rows, events, rejects, unmapped;
    toc_day first, last; /* of its events; TOC_DAY_NONE */
} toc_store_file;

/* Is there a file of this content? */
toc_rc toc_store_has_file(toc_store *store, toc_str hash, bool *out, toc_err *err);
/* Within a batch: begin a file, add its records in the order of their rows, end it with its counts. TOC_EFORMAT when
 * hash and member are there. One file is open at a time; a rollback forgets it. */
toc_rc toc_store_begin_file(toc_store *store, const toc_store_file *file, toc_err *err);
/* Of event all but id, document, sentence, span, signal_to, speaker, dataset and file are kept; row is its row.
 * learnt: event->learnt, or its date where the dataset does not tell. external: the dataset's own number of it, 0:
 * none. Records are seen, and some failures told, when the file is ended. */
toc_rc toc_store_add_record(toc_store *store, const toc_event *event, int64_t external, toc_err *err);
/* One report more, told on a day, of the record whose dataset numbers it `external`, whenever that comes: an event has
 * as many reports as it says itself, or as were mentioned by the day that is asked for, whichever is more. */
toc_rc toc_store_add_mention(toc_store *store, int64_t external, toc_day day, toc_err *err);
/* An event with all its members, as another ledger has exported it, within a file that was begun; *added false: its id
 * is there. */
toc_rc toc_store_add_foreign(toc_store *store, const toc_event *event, int64_t row, bool *added, toc_err *err);
/* A sum of a series: no event, but what somebody has added up over `days` days from day on. */
typedef struct toc_store_sum {
    int64_t row;
    toc_day day;
    int days;
    toc_str source, target; /* codes */
    double value;
} toc_store_sum;
toc_rc toc_store_add_sum(toc_store *store, const toc_store_sum *sum, toc_err *err);
toc_rc toc_store_end_file(toc_store *store, const toc_store_file *counts, toc_err *err);
typedef toc_rc toc_file_visit(void *ctx, const toc_store_file *file, toc_err *err);
/* All files of datasets, in the order in which they came. Views live only during the call. */
toc_rc toc_store_each_file(toc_store *store, toc_file_visit *visit, void *ctx, toc_err *err);

/* A correction: from the day new_event was learnt, old_event is out of force, and stays in the ledger as a trail.
 * Within a batch, both events there. TOC_ENOTFOUND when old_event is not there or has a correction already; this does
 * not spoil the batch. */
toc_rc toc_store_supersede(toc_store *store, toc_str old_event, toc_str new_event, toc_err *err);
/* The event that corrects id; empty text when none does. TOC_ENOTFOUND when there is no such event. */
toc_rc toc_store_superseded_by(toc_store *store, toc_str id, toc_id *out, toc_err *err);

/* What to read. Empty members match all. A party matches by its root, its whole code, or a side given as list of roots.
 */
typedef struct toc_event_query {
    toc_day from, to; /* event date in [from, to]; TOC_DAY_NONE: open */
    toc_day asof;     /* learnt <= asof, and date <= asof or planned for after learnt; TOC_DAY_NONE: everything */
    const toc_str *source_roots;
    size_t source_count;
    const toc_str *target_roots;
    size_t target_count;  /* matches target's root, or the root of signal_to */
    bool both_directions; /* also the mirror: source in target_roots and target or signal_to in source_roots */
    uint32_t roots;       /* bits 1u << toc_root; 0: all */
    bool has_first;       /* only those whose toc_event_day is `first` or later */
    toc_day first;
    toc_arena *keep;  /* NULL; or where the texts of the events shall live, which then outlive the visit */
    size_t *expected; /* NULL; or set before the first visit to about how many will come, 0: not known */
} toc_event_query;

typedef toc_rc toc_event_visit(void *ctx, const toc_event *event, toc_err *err);
/* Visits in order of date, then id, each event once. The event's views live only during the call. Superseded events
 * are left out; as of a day, only those whose correction was learnt by then. */
toc_rc toc_store_each_event(toc_store *store, const toc_event_query *query, toc_event_visit *visit, void *ctx,
                            toc_err *err);
/* Roots that one of these addresses by signal_to in a text, or that address one of these, whatever the day; each once,
 * in memory of arena. */
toc_rc toc_store_addressed(toc_store *store, const toc_str *roots, size_t count, toc_arena *arena, toc_str **out,
                           size_t *out_count, toc_err *err);
/* TOC_ENOTFOUND when there is none. Views into arena. */
toc_rc toc_store_get_event(toc_store *store, toc_str id, toc_arena *arena, toc_event *out, toc_err *err);

typedef struct toc_store_sentence {
    toc_id id, document;
    size_t number, paragraph;
    toc_str text;
} toc_store_sentence;
toc_rc toc_store_get_sentence(toc_store *store, toc_str id, toc_arena *arena, toc_store_sentence *out, toc_err *err);
toc_rc toc_store_get_document(toc_store *store, toc_str id, toc_arena *arena, toc_store_document *out, toc_err *err);
/* Sentences of a document in order, and events of a document or sentence id in order of sentence and span
 * (superseded ones too). */
toc_rc toc_store_document_sentences(toc_store *store, toc_str document, toc_arena *arena, toc_store_sentence **out,
                                    size_t *count, toc_err *err);
toc_rc toc_store_events_of(toc_store *store, toc_str document_or_sentence, toc_arena *arena, toc_event **out,
                           size_t *count, toc_err *err);

typedef toc_rc toc_sentence_visit(void *ctx, const toc_store_sentence *sentence, toc_day learnt, toc_err *err);
/* Correcting sentences learnt by asof (TOC_DAY_NONE: all), by learnt, then id. The sentence's views live only during
 * the call. */
toc_rc toc_store_each_correction(toc_store *store, toc_day asof, toc_sentence_visit *visit, void *ctx, toc_err *err);

typedef toc_rc toc_document_visit(void *ctx, const toc_store_document *document, toc_err *err);
/* Documents dated from `from` to `to`, by date, then id. Views as above. */
toc_rc toc_store_each_document(toc_store *store, toc_day from, toc_day to, toc_document_visit *visit, void *ctx,
                               toc_err *err);
/* The sketch of a document: what the ledger holds, or, where an older tocsin has left none, made from its sentences. */
toc_rc toc_store_get_sketch(toc_store *store, toc_str document, toc_sketch *out, toc_err *err);
/* Ids of at most max documents that an older tocsin stored without a sketch, by id; *count 0: there are none. */
toc_rc toc_store_unmarked(toc_store *store, size_t max, toc_arena *arena, toc_id **out, size_t *count, toc_err *err);
/* Give such a document its sketch; within a batch. */
toc_rc toc_store_mark_document(toc_store *store, const toc_id *document, toc_err *err);

/* Figures and texts that a printed brief stands on, so that `why` can open them later. Text is JSON; same id, same text
 * (TOC_EFORMAT when the id is there with another one). Joins the open batch, or is a batch of its own. */
toc_rc toc_store_put_figure(toc_store *store, toc_str id, toc_str json, toc_err *err);
toc_rc toc_store_get_figure(toc_store *store, toc_str id, toc_arena *arena, toc_str *json, toc_err *err);

/* ---- looking it through ---- */

typedef struct toc_store_fault {
    const char *check; /* "SQLite", "references", "ids of events", … */
    const char *what;  /* where and what */
} toc_store_fault;
typedef void toc_store_fault_fn(void *ctx, const toc_store_fault *fault);
typedef struct toc_store_checked {
    int64_t events, sentences, records, files, sums; /* looked at */
    int64_t faults;                                  /* at most 100 of a kind are told; all are counted */
    const char *panel; /* "agrees", "none", "older than the ledger", "differs from the ledger", "is damaged" */
} toc_store_checked;
/* SQLite's own checks; that every reference leads somewhere; that ids fit what they were made from; that files have the
 * events they say; that the panel is what the ledger gives. Changes nothing. Errors are those of reading. */
toc_rc toc_store_check(toc_store *store, toc_store_fault_fn *fault, void *ctx, toc_store_checked *out, toc_err *err);

/* Which ledger it is, and the days it tells of. */
typedef struct toc_store_span {
    char ledger[33];                 /* its own name, made with it; empty before schema 4 */
    toc_day first, last;             /* of documents; TOC_DAY_NONE: none */
    toc_day first_event, last_event; /* of all events */
} toc_store_span;
/* At once, whatever the size: the days of a dataset's events are those that its files say. */
toc_rc toc_store_spans(toc_store *store, toc_store_span *out, toc_err *err);

typedef struct toc_store_facts {
    int schema;
    int64_t documents, sentences, silent, sources, text_events, foreign_events, records, files, actors, sums,
        superseded;
    toc_store_span span;
} toc_store_facts;
/* Counts every row. */
toc_rc toc_store_describe(toc_store *store, toc_store_facts *out, toc_err *err);

typedef struct toc_store_totals {
    int64_t documents, sentences, events, silent_sentences, sources;
    toc_day first, last; /* of documents */
} toc_store_totals;
toc_rc toc_store_totals_asof(toc_store *store, toc_day asof, toc_store_totals *out, toc_err *err);

#endif
