/*
 * Method: the file is mapped and its head looked at; its columns are looked at block by block when first asked for.
 * What does not hold is made anew from the ledger.
 */
#include "base/mem.h"
#include "store/ledger.h"
#include "store/panel_file.h"

#include <stdio.h>
#include <string.h>

static const char MAGIC[8] = "TOCPNL6";

/* ---- how it lies ---- */

#define COLUMN(name, part)                                                                                             \
    { offsetof(panel_columns, name), sizeof *((panel_columns *)NULL)->name, part }

const panel_column PANEL_COLUMN[PANEL_COLUMNS] = {COLUMN(day, 0), COLUMN(learnt, 0), COLUMN(until, 0),
                                                  COLUMN(ref, 1), COLUMN(facts, 1),  COLUMN(record, 2)};

char *panel_column_of(const panel_columns *columns, size_t k) {
    char *column;
    memcpy(&column, (const char *)columns + PANEL_COLUMN[k].member, sizeof column);
    return column;
}

static size_t aligned(size_t at) {
    return (at + 63) & ~(size_t)63;
}

size_t panel_blocks(uint64_t rows) {
    return (size_t)((rows + PANEL_BLOCK - 1) / PANEL_BLOCK);
}

/* Point a member at its place; where the next begins. */
static size_t lay_part(char *memory, size_t at, void *member, size_t bytes) {
    char *place = memory ? memory + at : NULL;
    memcpy(member, &place, sizeof place);
    return aligned(at + bytes);
}

/* Walks over the parts; memory NULL: only their size. */
static size_t lay(char *memory, const panel_head *head, panel_view *out) {
    size_t at = 0, n = (size_t)head->rows, blocks = panel_blocks(head->rows);
    size_t roots = (size_t)head->roots, dyads = (size_t)head->dyads + 1, days = (size_t)head->days;
    panel_view none, *v = out ? out : &none;
    const struct {
        void *member;
        size_t bytes;
    } parts[] = {{&v->head, sizeof(panel_head)},          {&v->roots, roots * PANEL_ROOT},
                 {&v->dyads, dyads * sizeof(panel_dyad)}, {&v->sums, blocks * PANEL_PARTS * sizeof(uint64_t)},
                 {&v->plain, days * sizeof(uint32_t)},    {&v->odd, blocks}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        at = lay_part(memory, at, parts[i].member, parts[i].bytes);
    }
    for (size_t k = 0; k < PANEL_COLUMNS; k++) {
        at = lay_part(memory, at, (char *)&v->columns + PANEL_COLUMN[k].member, n * PANEL_COLUMN[k].width);
    }
    return at;
}

size_t panel_bytes(const panel_head *head) {
    return lay(NULL, head, NULL);
}

void panel_lay(void *memory, const panel_head *head, panel_view *out) {
    lay(memory, head, out);
}

uint64_t panel_block_sum(const panel_view *v, size_t block, unsigned part) {
    size_t from = block * PANEL_BLOCK, left = (size_t)v->head->rows - from;
    size_t n = left < PANEL_BLOCK ? left : PANEL_BLOCK;
    uint64_t sum = block;
    for (size_t k = 0; k < PANEL_COLUMNS; k++) {
        size_t width = PANEL_COLUMN[k].width;
        if (PANEL_COLUMN[k].part == part) {
            sum = toc_str_hash((toc_str){panel_column_of(&v->columns, k) + from * width, n * width}, sum);
        }
    }
    return sum;
}

void panel_expect(const toc_panel *panel, unsigned parts) {
    size_t rows = toc_panel_count(panel);
    for (size_t k = 0; k < PANEL_COLUMNS && panel->pages.memory; k++) {
        size_t from = (size_t)(panel_column_of(&panel->view.columns, k) - (const char *)panel->pages.memory);
        if (parts >> PANEL_COLUMN[k].part & 1) {
            toc_pages_expect(&panel->pages, from, from + rows * PANEL_COLUMN[k].width);
        }
    }
}

uint64_t panel_head_sum(const panel_view *v) {
    panel_head head = *v->head;
    head.sum = 0;
    uint64_t sum = toc_str_hash((toc_str){(const char *)&head, sizeof head}, 0);
    const char *from = (const char *)v->roots, *to = (const char *)v->columns.day;
    return toc_str_hash((toc_str){from, (size_t)(to - from)}, sum);
}

/* ---- opening ---- */

static void tell(const toc_panel *panel, const char *what) {
    if (panel->note) {
        panel->note(panel->ctx, what);
    }
}

/* Why the mapped file is no sound panel; NULL when it is one. */
static const char *fault_of(const toc_pages *pages, panel_view *view) {
    const panel_head *head = pages->memory;
    if (pages->bytes < sizeof *head || memcmp(head->magic, MAGIC, sizeof MAGIC) != 0) {
        return "is no panel of this version of tocsin and is made anew";
    }
    bool sane = head->bytes == pages->bytes && head->rows < UINT64_C(1) << 40 && head->roots <= PANEL_ROOTS_MAX &&
                head->dyads <= head->rows && head->days <= TOC_DAY_MAX - TOC_DAY_MIN + 1 &&
                head->first >= TOC_DAY_MIN && head->first <= TOC_DAY_MAX && panel_bytes(head) == pages->bytes;
    if (!sane) {
        return "was cut short or is damaged and is made anew";
    }
    panel_lay(pages->memory, head, view);
    return panel_head_sum(view) == head->sum ? NULL : "is damaged and is made anew";
}

static bool blocks_ready(toc_panel *panel) {
    toc_mem_free(panel->seen);
    panel->seen = toc_mem_calloc(panel_blocks(panel->view.head->rows) + 1, 1);
    return panel->seen != NULL;
}

/* Make it of the ledger, with what old holds; in memory when no file can be made. */
static toc_rc make(toc_panel *panel, const panel_view *old, const panel_mark *mark, toc_err *err) {
    toc_pages pages;
    toc_rc rc = panel_build(panel, old, mark, &pages, err);
    if (rc != TOC_OK) {
        return rc;
    }
    panel_head *head = pages.memory;
    memcpy(head->magic, MAGIC, sizeof MAGIC);
    panel_lay(pages.memory, head, &panel->view);
    head->sum = panel_head_sum(&panel->view);
    if (pages.name[0] != '\0') {
        rc = toc_pages_publish(&pages, panel->path, err);
    }
    if (rc != TOC_OK) {
        toc_pages_close(&pages);
        return rc;
    }
    toc_pages_close(&panel->pages);
    panel->pages = pages;
    return blocks_ready(panel) ? TOC_OK : toc_err_set(err, TOC_ENOMEM, "no memory for the panel");
}

/* The parts of a block whose checksum is wrong. */
static unsigned unsound_of(const panel_view *view, size_t block, unsigned parts) {
    unsigned wrong = 0;
    for (unsigned p = 0; p < PANEL_PARTS; p++) {
        bool looked = parts >> p & 1;
        if (looked && panel_block_sum(view, block, p) != view->sums[block * PANEL_PARTS + p]) {
            wrong |= 1u << p;
        }
    }
    return wrong;
}

static bool all_sound(const panel_view *view) {
    for (size_t b = 0; b < panel_blocks(view->head->rows); b++) {
        if (unsound_of(view, b, (1u << PANEL_PARTS) - 1)) {
            return false;
        }
    }
    return true;
}

/* Does it hold what the ledger held when the mark was read? */
static bool is_current(const panel_head *head, const panel_mark *mark) {
    return memcmp(head->ledger, mark->ledger, sizeof mark->ledger) == 0 &&
           head->superseded == mark->superseded + mark->mentions && head->last_event == mark->last_event &&
           head->last_record == mark->last_record;
}

/* Bring what is mapped up to date, or make it anew. */
static toc_rc settle(toc_panel *panel, const panel_mark *mark, toc_err *err) {
    const char *fault = panel->pages.memory ? fault_of(&panel->pages, &panel->view) : "";
    const panel_head *head = panel->pages.memory;
    bool ours = !fault && memcmp(head->ledger, mark->ledger, sizeof mark->ledger) == 0 &&
                head->last_event <= mark->last_event && head->last_record <= mark->last_record;
    if (!fault && !ours) {
        fault = "belongs to another ledger and is made anew";
    }
    if (ours && is_current(head, mark)) {
        return blocks_ready(panel) ? TOC_OK : toc_err_set(err, TOC_ENOMEM, "no memory for the panel");
    }
    if (ours && head->superseded == mark->superseded + mark->mentions) {
        if (all_sound(&panel->view)) {
            return make(panel, &panel->view, mark, err);
        }
        fault = "is damaged and is made anew";
    }
    if (fault && fault[0] != '\0') {
        tell(panel, fault);
    }
    return make(panel, NULL, mark, err);
}

toc_rc panel_remake(toc_panel *panel, toc_err *err) {
    panel_mark mark;
    toc_rc rc = panel_mark_read(panel->store, &mark, err);
    tell(panel, "is damaged and is made anew");
    rc = rc == TOC_OK ? make(panel, NULL, &mark, err) : rc;
    panel->spoilt |= rc != TOC_OK;
    return rc;
}

static bool path_of(const toc_store *store, char out[4096]) {
    const char *name = sqlite3_db_filename(store->db, "main");
    int len = snprintf(out, 4096, "%s.panel", name ? name : "");
    return len > 0 && len < 4096;
}

static void panel_free(toc_panel *panel) {
    toc_pages_close(&panel->pages);
    toc_mem_free(panel->seen);
    toc_mem_free(panel);
}

void ledger_panel_drop(toc_store *store) {
    if (store->panel && !store->panel->used) {
        panel_free(store->panel);
        store->panel = NULL;
    }
}

static toc_rc open_new(toc_store *store, toc_panel_note *note, void *ctx, const panel_mark *mark, toc_panel **out,
                       toc_err *err) {
    toc_panel *panel = toc_mem_calloc(1, sizeof *panel);
    if (!panel || !path_of(store, panel->path)) {
        toc_mem_free(panel);
        return toc_err_set(err, TOC_ENOMEM, "no memory for the panel");
    }
    panel->store = store;
    panel->note = note;
    panel->ctx = ctx;
    toc_err absent = {0};
    toc_rc rc = toc_pages_open(panel->path, &panel->pages, &absent);
    if (rc != TOC_OK) {
        panel->pages = (toc_pages){0};
        if (rc != TOC_ENOTFOUND) {
            tell(panel, "cannot be read and is made anew");
        }
    }
    rc = settle(panel, mark, err);
    if (rc != TOC_OK) {
        panel_free(panel);
        return rc;
    }
    *out = panel;
    return TOC_OK;
}

/* Whoever wants to be told looks at the file; the others share what was looked at before. */
toc_rc toc_panel_open(toc_store *store, toc_panel_note *note, void *ctx, toc_panel **out, toc_err *err) {
    panel_mark mark;
    bool shared = note == NULL && !(store->panel && store->panel->used);
    toc_rc rc = panel_mark_read(store, &mark, err);
    if (rc == TOC_OK && shared && store->panel && !is_current(store->panel->view.head, &mark)) {
        ledger_panel_drop(store);
    }
    if (rc == TOC_OK && shared && store->panel) {
        *out = store->panel;
    } else if (rc == TOC_OK) {
        rc = open_new(store, note, ctx, &mark, out, err);
    }
    if (rc == TOC_OK && shared) {
        store->panel = *out;
        store->panel->used = true;
    }
    return rc;
}

void toc_panel_close(toc_panel *panel) {
    if (panel && panel == panel->store->panel && !panel->spoilt) {
        panel->used = false;
    } else if (panel) {
        panel->store->panel = panel == panel->store->panel ? NULL : panel->store->panel;
        panel_free(panel);
    }
}

void toc_panel_forget(toc_store *store) {
    char path[4096];
    ledger_panel_drop(store);
    if (path_of(store, path)) {
        remove(path);
    }
}

static toc_rc compare(toc_panel *panel, const panel_mark *mark, const char **out, toc_err *err) {
    toc_pages fresh;
    panel_view view;
    panel->path[0] = '\0'; /* no file can be made: in memory */
    toc_rc rc = panel_build(panel, NULL, mark, &fresh, err);
    if (rc != TOC_OK) {
        return rc;
    }
    panel_head *head = fresh.memory;
    memcpy(head->magic, MAGIC, sizeof MAGIC);
    panel_lay(fresh.memory, head, &view);
    head->sum = panel_head_sum(&view);
    bool same = fresh.bytes == panel->pages.bytes && memcmp(fresh.memory, panel->pages.memory, fresh.bytes) == 0;
    *out = same ? "agrees" : "differs from the ledger";
    toc_pages_close(&fresh);
    return TOC_OK;
}

toc_rc panel_judge(toc_store *store, const char **out, toc_err *err) {
    toc_panel *panel = toc_mem_calloc(1, sizeof *panel);
    panel_mark mark;
    toc_err absent = {0};
    toc_rc rc = panel ? panel_mark_read(store, &mark, err) : toc_err_set(err, TOC_ENOMEM, "no memory for the panel");
    if (rc != TOC_OK) {
        toc_mem_free(panel);
        return rc;
    }
    panel->store = store;
    if (!path_of(store, panel->path) || toc_pages_open(panel->path, &panel->pages, &absent) != TOC_OK ||
        !panel->pages.memory) {
        *out = "none";
    } else if (fault_of(&panel->pages, &panel->view)) {
        *out = "is damaged";
    } else if (memcmp(panel->view.head->ledger, mark.ledger, sizeof mark.ledger) != 0 ||
               panel->view.head->last_event != mark.last_event || panel->view.head->last_record != mark.last_record ||
               panel->view.head->superseded != mark.superseded + mark.mentions) {
        *out = "older than the ledger";
    } else if (!all_sound(&panel->view)) {
        *out = "is damaged";
    } else {
        rc = compare(panel, &mark, out, err);
    }
    panel_free(panel);
    return rc;
}

/* ---- asking ---- */

size_t toc_panel_count(const toc_panel *panel) {
    return (size_t)panel->view.head->rows;
}

size_t toc_panel_roots(const toc_panel *panel) {
    return (size_t)panel->view.head->roots;
}

toc_str toc_panel_root(const toc_panel *panel, size_t number) {
    return toc_str_of(panel->view.roots[number]);
}

bool toc_panel_find_root(const toc_panel *panel, toc_str root, size_t *number) {
    size_t low = 0, high = toc_panel_roots(panel);
    while (low < high) { /* in ascending order */
        size_t middle = low + (high - low) / 2;
        if (toc_str_compare(toc_panel_root(panel, middle), root) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    *number = low;
    return low < toc_panel_roots(panel) && toc_str_equal(toc_panel_root(panel, low), root);
}

size_t toc_panel_dyads(const toc_panel *panel) {
    return (size_t)panel->view.head->dyads;
}

size_t toc_panel_dyad_count(const toc_panel *panel, size_t i) {
    return (size_t)(panel->view.dyads[i + 1].first - panel->view.dyads[i].first);
}

void toc_panel_parties(const toc_panel *panel, size_t i, size_t *source, size_t *target) {
    *source = panel->view.dyads[i].source;
    *target = panel->view.dyads[i].target;
}

bool toc_panel_find_dyad(const toc_panel *panel, size_t source, size_t target, size_t *out) {
    const panel_dyad *all = panel->view.dyads;
    size_t low = 0, high = toc_panel_dyads(panel), wanted = source << 16 | target;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (((size_t)all[middle].source << 16 | all[middle].target) < wanted) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    *out = low;
    return low < toc_panel_dyads(panel) && ((size_t)all[low].source << 16 | all[low].target) == wanted;
}

toc_rc panel_look(toc_panel *panel, size_t block, unsigned parts, toc_err *err) {
    unsigned unseen = parts & ~(unsigned)panel->seen[block];
    if (unseen && unsound_of(&panel->view, block, unseen)) {
        toc_rc rc = panel_remake(panel, err);
        return rc == TOC_OK ? TOC_EBUSY : rc;
    }
    panel->seen[block] = (uint8_t)(panel->seen[block] | parts);
    return TOC_OK;
}

toc_rc toc_panel_dyad(toc_panel *panel, size_t i, unsigned parts, toc_panel_rows *out, toc_err *err) {
    const panel_view *v = &panel->view;
    size_t from = (size_t)v->dyads[i].first, to = (size_t)v->dyads[i + 1].first;
    for (size_t b = from / PANEL_BLOCK; b * PANEL_BLOCK < to; b++) {
        toc_rc rc = panel_look(panel, b, parts, err);
        if (rc != TOC_OK) {
            return rc;
        }
    }
    const panel_columns *c = &v->columns;
    *out = (toc_panel_rows){.day = c->day + from,
                            .learnt = c->learnt + from,
                            .until = c->until + from,
                            .ref = c->ref + from,
                            .facts = c->facts + from,
                            .record = c->record + from,
                            .count = to - from,
                            .source = v->dyads[i].source,
                            .target = v->dyads[i].target};
    return TOC_OK;
}
