/* ledger: what a ledger holds, whether it is sound, and how its data are cited; for people and as JSON. */
#ifndef TOC_REPORT_LEDGER_H
#define TOC_REPORT_LEDGER_H

#include "base/date.h"
#include "base/str.h"

#include <stdbool.h>

typedef struct toc_ledger_row {
    const char *name;
    int64_t value;
} toc_ledger_row;

/* A file of a dataset. */
typedef struct toc_ledger_file {
    toc_str dataset, version, format, name, member, hash;
    int64_t bytes, rows, events, rejects, unmapped;
    toc_day first, last;
} toc_ledger_file;

typedef struct toc_ledger_sheet {
    toc_str path, ledger; /* the file; its own name */
    const char *version;  /* of tocsin */
    int schema;
    toc_ledger_row rows[16];
    size_t row_count;
    toc_day first_document, last_document, first_event, last_event, today;
    toc_ledger_file *files;
    size_t file_count;
    const char *panel;
} toc_ledger_sheet;

void toc_ledger_add_info(toc_buf *out, const toc_ledger_sheet *sheet);
void toc_ledger_add_info_json(toc_buf *out, const toc_ledger_sheet *sheet);

/* An export or brief whose data are cited. */
typedef struct toc_ledger_made {
    toc_str name, hash;
    int64_t bytes;
} toc_ledger_made;
/* citation of a dataset's name, and its terms; "" when unknown. */
typedef bool toc_ledger_cite(void *ctx, toc_str dataset, toc_str *citation, toc_str *terms);
void toc_ledger_add_citation(toc_buf *out, const toc_ledger_sheet *sheet, const toc_ledger_made *made,
                             size_t made_count, toc_ledger_cite *cite, void *ctx);
void toc_ledger_add_citation_json(toc_buf *out, const toc_ledger_sheet *sheet, const toc_ledger_made *made,
                                  size_t made_count, toc_ledger_cite *cite, void *ctx);

#endif
