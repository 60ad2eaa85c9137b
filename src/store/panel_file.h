/*
 * panel_file (internal to store): how a panel lies in its file.
 *
 * head; roots (16 bytes each, NUL behind); dyads, with one more at the end; checksums of blocks; plain rows of each
 * day; which blocks have odd rows; columns, each at a multiple of 64. A row is plain when it became known on the day on
 * which it counts and no correction is known, so that its day alone tells whether it is in force; else it is odd. A
 * block is PANEL_BLOCK rows; it has a checksum for each part of the columns, the XXH3 of its slices of them, one after
 * the other.
 */
#ifndef TOC_STORE_PANEL_FILE_H
#define TOC_STORE_PANEL_FILE_H

#include "base/pages.h"
#include "store/panel.h"

enum { PANEL_BLOCK = 256, PANEL_ROOT = 16, PANEL_ROOTS_MAX = 65534, PANEL_PARTS = 3, PANEL_COLUMNS = 6 };

typedef struct panel_head {
    char magic[8];
    char ledger[32]; /* meta.ledger */
    int64_t last_event, last_record;
    int64_t superseded; /* corrections and mentions: when their number changes, old rows do */
    uint64_t rows, roots, dyads, days, bytes;
    int64_t first; /* the first of the days: those on which any row became known, and all between */
    uint64_t sum;  /* of the head, with sum 0, and of all before the columns */
} panel_head;

typedef struct panel_dyad {
    uint64_t first; /* row */
    uint16_t source, target;
    uint32_t unused;
} panel_dyad;

typedef struct panel_columns {
    toc_day *day, *learnt, *until;
    int64_t *ref;
    toc_panel_facts *facts;
    toc_panel_record *record;
} panel_columns;

/* What to know of a column to copy it unread. */
typedef struct panel_column {
    size_t member; /* offset of its pointer in panel_columns */
    size_t width;  /* bytes of a value */
    unsigned part; /* from 0 */
} panel_column;

extern const panel_column PANEL_COLUMN[PANEL_COLUMNS]; /* in the order of the file */
char *panel_column_of(const panel_columns *columns, size_t k);

/* A panel as it lies in memory. */
typedef struct panel_view {
    panel_head *head;
    char (*roots)[PANEL_ROOT];
    panel_dyad *dyads; /* head->dyads + 1 */
    uint64_t *sums;    /* of blocks, PANEL_PARTS each */
    uint32_t *plain;   /* rows of each day */
    uint8_t *odd;      /* of each block: 1 when it has odd rows */
    panel_columns columns;
} panel_view;

struct toc_panel {
    toc_store *store;
    toc_pages pages;
    panel_view view;
    uint8_t *seen; /* of each block: the parts whose checksum was found right */
    toc_panel_note *note;
    void *ctx;
    bool used;   /* it is the store's own, and somebody has it open */
    bool spoilt; /* it could not be made anew: not to be kept */
    char path[4096];
};

/* Where the ledger stands. */
typedef struct panel_mark {
    char ledger[32];
    int64_t last_event, last_record, superseded, mentions;
} panel_mark;

/* For as many rows, roots, dyads and days as head says. */
size_t panel_bytes(const panel_head *head);
/* Lay the view over memory of panel_bytes; head may be the one in it. */
void panel_lay(void *memory, const panel_head *head, panel_view *out);
size_t panel_blocks(uint64_t rows);
uint64_t panel_block_sum(const panel_view *view, size_t block, unsigned part);
/* Whole columns of these parts will be read. */
void panel_expect(const toc_panel *panel, unsigned parts);
/* TOC_EBUSY as toc_panel_dyad. */
toc_rc panel_look(toc_panel *panel, size_t block, unsigned parts, toc_err *err);
uint64_t panel_head_sum(const panel_view *view);
static inline bool panel_is_plain(const toc_day *day, const toc_day *learnt, const toc_day *until, size_t i) {
    return learnt[i] == day[i] && until[i] > TOC_DAY_MAX;
}

/* panel_build.c: a new panel of all that the ledger holds; with old, whose rows must be sound, only what came since is
 * read from the ledger. Filled and summed, neither published nor closed. */
toc_rc panel_build(toc_panel *panel, const panel_view *old, const panel_mark *mark, toc_pages *pages, toc_err *err);
toc_rc panel_mark_read(toc_store *store, panel_mark *out, toc_err *err);
/* What the file beside the ledger is worth: see toc_store_checked. */
toc_rc panel_judge(toc_store *store, const char **out, toc_err *err);
toc_rc panel_remake(toc_panel *panel, toc_err *err);

#endif
