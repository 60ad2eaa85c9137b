/* inside: what the files of the source room share. A format is a row of FORMATS (source.c) and one function that makes
 * an event of a record. */
#ifndef TOC_SOURCE_INSIDE_H
#define TOC_SOURCE_INSIDE_H

#include "source/codes.h"
#include "source/rows.h"
#include "source/source.h"

enum { SOURCE_COLUMNS_MAX = 64 };

/* What became of a record. */
typedef enum source_verdict { SOURCE_EVENT, SOURCE_PASSED, SOURCE_SUMS, SOURCE_MENTION, SOURCE_REJECT } source_verdict;

typedef struct source_format {
    const char *name, *dataset;
    toc_shape shape; /* without header */
    bool header;     /* a record names the columns, and by these the format is known */
    /* Names, "a|b" for either, '*' in front of what must be there; without header for telling rejects, or NULL. */
    const char *const *columns;
    size_t column_count;
    bool (*is)(toc_str line); /* without header: is this one of its lines? */
    source_verdict (*row)(toc_source *s, toc_event *e);
} source_format;

/* Every format, the NULL behind the last; of two that fit the first is meant. */
extern const source_format *const SOURCE_FORMATS[];

/* What the first lines of a member say (header.c). */
typedef struct source_choice {
    const source_format *format;
    toc_shape shape;
    char delimiter;
    size_t skip;                /* records before the header */
    int at[SOURCE_COLUMNS_MAX]; /* cell of each column; -1: not there */
    const source_format *near;  /* what it nearly is; NULL */
    size_t near_found;          /* how many of its columns */
    const char *missing;        /* the column for which it is not */
} source_choice;
/* name: NULL for any. False: of none. sure: a name given is believed although no row looks like it. */
bool source_choose(toc_str ahead, const char *name, bool sure, source_choice *out);
/* Why it is of none, for people; empty when memory is refused. */
toc_str source_choice_fault(const source_choice *choice, toc_str ahead, toc_arena *arena);

struct toc_source {
    toc_source_options options;
    const char *path;
    toc_bytes *bytes;
    toc_rows rows;
    toc_codes codes;
    const source_format *format;
    const char *dataset; /* of the member, when the format serves several */
    toc_str member;
    int64_t members;      /* that were datasets */
    toc_arena arena;      /* of the record */
    source_choice choice; /* of the member: which cell is which column */
    bool begun;           /* its first record behind the header was read */
    size_t width;         /* cells of the record before */
    toc_source_counts counts;
    char last_text[8]; /* the date last read (gdelt) */
    toc_day last_day;
    int64_t external; /* the dataset's own number of the record; 0: none */
    double sums[2];   /* of a row of a series */
    toc_day sum_day;
    int column;         /* of a reject; -1: the whole row */
    const char *reason; /* of a reject */
};

/* The cell of a column, without blanks around; "" when it is missing, NULL or NA. */
toc_str source_cell(const toc_source *s, int column);
source_verdict source_reject(toc_source *s, int column, const char *reason);
/* UTF-8 as it is, else read as Latin-1. */
toc_str source_text(toc_source *s, toc_str text);
/* Fill root, mode, context, quad and Goldstein by the CAMEO code; false when it is unknown (counted). */
bool source_act(toc_source *s, toc_event *e, toc_str cameo);
const char *source_act_fault(toc_str cameo); /* why not, for a reject */
/* A party; a code without root is counted. */
toc_party source_party(toc_source *s, toc_str code, toc_str text);
/* Of a whole CAMEO code of an actor, "RUSGOVMIL". */
toc_party source_whole_party(toc_source *s, toc_str code);
bool source_number(toc_str text, double *out); /* a whole or decimal number */
int source_count(toc_str text);                /* at least 1 */
/* A score of the row's own into *out; nothing when the cell is empty; false when it holds no number. */
bool source_score(const toc_source *s, int column, double *out);
size_t source_tabs(toc_str line);
bool source_has(toc_str line, const char *words);
bool source_digits(toc_str text, size_t count);

/* Is the member chosen as KEDS coded in WEIS? */
bool source_is_weis(const toc_source *s, toc_str ahead);
const char *source_gdelt_dataset(toc_str ahead); /* by the width of its first row, or its header */

extern const source_format SOURCE_GDELT, SOURCE_GDELT_NAMED, SOURCE_MENTIONS, SOURCE_ICEWS, SOURCE_POLECAT,
    SOURCE_PHOENIX, SOURCE_PHOENIX_OLD, SOURCE_ACLED, SOURCE_UCDP, SOURCE_KEDS, SOURCE_KEDS_NAMED, SOURCE_WEIS,
    SOURCE_TKG, SOURCE_SERIES, SOURCE_OWN_CSV, SOURCE_OWN_JSON;

#endif
