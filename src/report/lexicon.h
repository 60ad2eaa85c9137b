/*
 * lexicon: the answers of tocsin lexicon, as text for people or as JSON: what
 * a dictionary holds and which of its lines are faulty; who some words name and
 * why. Appends to a toc_buf; check buf.failed once at the end.
 */
#ifndef TOC_REPORT_LEXICON_H
#define TOC_REPORT_LEXICON_H

#include "base/date.h"
#include "base/str.h"

/* ---- check ---- */

typedef struct toc_checked_count {
    const char *name; /* "heads" */
    int64_t value;
} toc_checked_count;

typedef struct toc_checked_file {
    toc_str path;
    toc_str kind;    /* "actors", "names.tsv"; empty when it was refused */
    toc_str refusal; /* why the whole file was refused; empty */
    const toc_checked_count *counts;
    size_t count_count;
    int64_t faults;
} toc_checked_file;

/* One faulty line into a buffer of the file's faults. */
void toc_checked_add_fault(toc_buf *faults, bool json, const char *path, size_t line, const char *reason);
/* The whole file with its faults; in JSON an object, with a comma before it when it is not the first. When the buffer
 * of faults has failed it says that there are more. */
void toc_checked_add_file(toc_buf *out, bool json, bool first, const toc_checked_file *file, const toc_buf *faults);

/* ---- find ---- */

/* Where a row stands, and what it says. */
typedef struct toc_found_row {
    toc_str phrase; /* empty: there is no such row */
    toc_str code;
    toc_str place; /* "data/lexicon/roles.tsv:400" */
} toc_found_row;

typedef struct toc_found_answer {
    bool chosen;      /* the answer; else what it could also be */
    bool in_term;     /* on the day */
    toc_str rule;     /* "title and name" */
    toc_str words;    /* of the question */
    toc_str code;     /* "BLRGOVMIL"; empty for nobody */
    toc_str party;    /* in words: "Belarus, government, military" */
    toc_str name;     /* of a person */
    toc_str office;   /* in words */
    toc_day from, to; /* [from, to) of the row */
    toc_found_row row, role, beside;
} toc_found_answer;

typedef struct toc_found_words {
    toc_str text;
    toc_day on;
    const toc_found_answer *answers; /* those chosen first */
    size_t answer_count;
    toc_str unknown; /* words that no table has */
    const toc_str *near;
    size_t near_count;
} toc_found_words;

void toc_found_words_add(toc_buf *out, bool json, const toc_found_words *found);

#endif
