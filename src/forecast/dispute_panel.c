/* Method: one pass over each text; columns by name; states are numbered as met and renumbered by COW number at the end.
 */
#include "forecast/dispute_panel.h"

#include "base/mem.h"

#include <math.h>
#include <stdlib.h>

enum { CELLS_MAX = 64, COW_MAX = 1000 };

typedef struct csv {
    const char *path;
    toc_str rest;
    size_t line;
    toc_str cells[CELLS_MAX];
    size_t count;
} csv;

/* One line into cells; a quoted cell may hold commas. */
static bool csv_next(csv *file) {
    toc_str line = {"", 0};
    while (file->rest.ptr != NULL && line.len == 0) {
        line = toc_str_cut(&file->rest, '\n');
        file->line++;
        if (line.len > 0 && line.ptr[line.len - 1] == '\r')
            line.len--;
    }
    file->count = 0;
    for (size_t at = 0; line.len > 0 && at <= line.len && file->count < CELLS_MAX; at++) {
        size_t from = at;
        bool quoted = at < line.len && line.ptr[at] == '"';
        for (at += quoted; at < line.len && line.ptr[at] != (quoted ? '"' : ','); at++)
            ;
        file->cells[file->count++] = toc_str_slice(line, from + quoted, at);
        at += quoted;
    }
    return file->count > 0;
}

static toc_rc csv_open(csv *file, const char *path, toc_str text, const char *const *names, size_t count, size_t *at,
                       toc_err *err) {
    *file = (csv){.path = path, .rest = text};
    if (!csv_next(file))
        return toc_err_set(err, TOC_EFORMAT, "\"%s\" has no line of names", path);
    for (size_t i = 0; i < count; i++) {
        for (at[i] = 0; at[i] < file->count && !toc_str_equal(file->cells[at[i]], toc_str_of(names[i])); at[i]++)
            ;
        if (at[i] == file->count)
            return toc_err_set(err, TOC_EFORMAT, "%s:1: there is no column \"%s\"", path, names[i]);
    }
    return TOC_OK;
}

static float number(const csv *file, size_t at) {
    double value = 0;
    return at < file->count && toc_str_to_double(file->cells[at], &value) ? (float)value : NAN;
}

static int whole(const csv *file, size_t at) {
    int64_t value = 0;
    return at < file->count && toc_str_to_i64(file->cells[at], &value) && value >= 0 && value < 32000
               ? (int)value
               : TOC_DISPUTE_UNKNOWN;
}

static int small(const csv *file, size_t at, int most) {
    int value = whole(file, at);
    return value > most ? most : value;
}

toc_rc toc_dispute_panel_new(toc_dispute_panel **out, toc_err *err) {
    toc_dispute_panel *panel = toc_mem_calloc(1, sizeof *panel);
    if (panel)
        panel->states = toc_mem_calloc((size_t)TOC_DISPUTE_YEARS * TOC_DISPUTE_STATES_MAX, sizeof *panel->states);
    if (!panel || !panel->states) {
        toc_mem_free(panel);
        return toc_err_set(err, TOC_ENOMEM, "no memory for the pairs of states");
    }
    *out = panel;
    return TOC_OK;
}

void toc_dispute_panel_free(toc_dispute_panel *panel) {
    if (panel) {
        toc_mem_free(panel->states);
        toc_mem_free(panel->rows);
        toc_mem_free(panel);
    }
}

int toc_dispute_panel_state(const toc_dispute_panel *panel, int cow) {
    for (int i = 0; i < panel->state_count; i++)
        if (panel->cow[i] == cow)
            return i;
    return -1;
}

/* The number of the state, a new one if need be; -1 when there are too many. */
static int state_take(toc_dispute_panel *panel, int cow) {
    int state = toc_dispute_panel_state(panel, cow);
    if (state < 0 && cow > 0 && cow < COW_MAX && panel->state_count < TOC_DISPUTE_STATES_MAX) {
        state = panel->state_count++;
        panel->cow[state] = cow;
    }
    return state;
}

static bool year_fits(int year) {
    return year >= TOC_DISPUTE_FROM && year <= TOC_DISPUTE_TO;
}

toc_rc toc_dispute_panel_add_states(toc_dispute_panel *panel, const char *path, toc_str text, toc_err *err) {
    static const char *const names[] = {"year", "ccode",   "cinc",          "milex",   "milper",
                                        "tpop", "polity2", "v2x_polyarchy", "mrgdppc", "major"};
    size_t at[10];
    csv file;
    toc_rc rc = csv_open(&file, path, text, names, 10, at, err);
    while (rc == TOC_OK && csv_next(&file)) {
        int year = whole(&file, at[0]), state = state_take(panel, whole(&file, at[1]));
        if (!year_fits(year) || state < 0) {
            panel->rejected++;
            continue;
        }
        panel->states[(size_t)(year - TOC_DISPUTE_FROM) * TOC_DISPUTE_STATES_MAX + (size_t)state] =
            (toc_dispute_state){.cinc = number(&file, at[2]),
                                .milex = number(&file, at[3]),
                                .milper = number(&file, at[4]),
                                .population = number(&file, at[5]),
                                .polity = number(&file, at[6]),
                                .polyarchy = number(&file, at[7]),
                                .income = number(&file, at[8]),
                                .major = (int8_t)small(&file, at[9], 1),
                                .present = 1};
    }
    return rc;
}

static int allies_of(const csv *file, const size_t *at) {
    int sum = 0;
    for (int i = 0; i < 5; i++) {
        int bound = small(file, at[i], 1);
        if (bound < 0)
            return TOC_DISPUTE_UNKNOWN;
        sum |= bound << i;
    }
    return sum;
}

static bool row_take(toc_dispute_panel *panel, toc_dispute_row row, toc_err *err) {
    if (panel->row_count == panel->row_room) {
        size_t room = panel->row_room ? panel->row_room * 2 : 1 << 14;
        toc_dispute_row *rows = toc_mem_realloc(panel->rows, room * sizeof *rows);
        if (!rows) {
            toc_err_set(err, TOC_ENOMEM, "no memory for %zu pairs and years", room);
            return false;
        }
        panel->rows = rows;
        panel->row_room = room;
    }
    panel->rows[panel->row_count++] = row;
    return true;
}

toc_rc toc_dispute_panel_add_pairs(toc_dispute_panel *panel, const char *path, toc_str text, toc_err *err) {
    static const char *const names[] = {"year",         "ccode1",      "ccode2",       "conttype",
                                        "mindist",      "capdist",     "atop_defense", "atop_offense",
                                        "atop_neutral", "atop_nonagg", "atop_consul",  "dyadigos",
                                        "gml_ongoing",  "gml_onset",   "gml_hostlev",  "gml_fatalonset"};
    size_t at[16];
    csv file;
    toc_rc rc = csv_open(&file, path, text, names, 16, at, err);
    int cow_a = 0, cow_b = 0, a = 0, b = 0; /* the pair of the row before: rows of a pair stand together */
    while (rc == TOC_OK && csv_next(&file)) {
        int year = whole(&file, at[0]), one = whole(&file, at[1]), two = whole(&file, at[2]);
        if (one != cow_a || two != cow_b) {
            cow_a = one, cow_b = two;
            a = state_take(panel, one), b = state_take(panel, two);
        }
        if (!year_fits(year) || a < 0 || b < 0 || a == b) {
            panel->rejected++;
            continue;
        }
        toc_dispute_row row = {.year = (int16_t)year,
                               .a = (int16_t)a,
                               .b = (int16_t)b,
                               .igos = (int16_t)whole(&file, at[11]),
                               .mindist = number(&file, at[4]),
                               .capdist = number(&file, at[5]),
                               .contiguity = (int8_t)small(&file, at[3], 5),
                               .allies = (int8_t)allies_of(&file, at + 6),
                               .ongoing = (int8_t)small(&file, at[12], 1),
                               .onset = (int8_t)small(&file, at[13], 1),
                               .hostility = (int8_t)small(&file, at[14], 5),
                               .fatal = (int8_t)small(&file, at[15], 1)};
        if (row.onset >= 0 && year > panel->last_outcome)
            panel->last_outcome = year;
        if (!row_take(panel, row, err))
            return TOC_ENOMEM;
    }
    return rc;
}

/* Number the states by their COW number. */
static toc_rc renumber(toc_dispute_panel *panel, toc_err *err) {
    int rank[TOC_DISPUTE_STATES_MAX] = {0}, cow[TOC_DISPUTE_STATES_MAX];
    toc_dispute_state *sorted = toc_mem_alloc(TOC_DISPUTE_STATES_MAX * sizeof *sorted);
    if (!sorted)
        return toc_err_set(err, TOC_ENOMEM, "no memory for the states");
    for (int i = 0; i < panel->state_count; i++)
        for (int j = 0; j < panel->state_count; j++)
            rank[i] += panel->cow[j] < panel->cow[i];
    for (int i = 0; i < panel->state_count; i++)
        cow[rank[i]] = panel->cow[i];
    memcpy(panel->cow, cow, (size_t)panel->state_count * sizeof *cow);
    for (size_t y = 0; y < TOC_DISPUTE_YEARS; y++) {
        toc_dispute_state *states = panel->states + y * TOC_DISPUTE_STATES_MAX;
        memset(sorted, 0, TOC_DISPUTE_STATES_MAX * sizeof *sorted);
        for (int i = 0; i < panel->state_count; i++)
            sorted[rank[i]] = states[i];
        memcpy(states, sorted, TOC_DISPUTE_STATES_MAX * sizeof *sorted);
    }
    for (size_t i = 0; i < panel->row_count; i++) {
        toc_dispute_row *row = &panel->rows[i];
        int a = rank[row->a], b = rank[row->b];
        row->a = (int16_t)(a < b ? a : b);
        row->b = (int16_t)(a < b ? b : a);
    }
    toc_mem_free(sorted);
    return TOC_OK;
}

static int by_year(const void *left, const void *right) {
    const toc_dispute_row *a = left, *b = right;
    return a->year != b->year ? a->year - b->year : a->a != b->a ? a->a - b->a : a->b - b->b;
}

toc_rc toc_dispute_panel_sort(toc_dispute_panel *panel, toc_err *err) {
    size_t known = 0;
    for (size_t i = 0; i < (size_t)TOC_DISPUTE_YEARS * TOC_DISPUTE_STATES_MAX; i++)
        known += (size_t)panel->states[i].present;
    if (panel->row_count == 0 || known == 0)
        return toc_err_set(err, TOC_ENOTFOUND, "there are no rows of %s", known ? "pairs of states" : "states");
    toc_rc rc = renumber(panel, err);
    if (rc != TOC_OK)
        return rc;
    qsort(panel->rows, panel->row_count, sizeof *panel->rows, by_year);
    for (size_t i = 1; i < panel->row_count; i++)
        if (by_year(&panel->rows[i - 1], &panel->rows[i]) == 0)
            return toc_err_set(err, TOC_EFORMAT, "the pair %d and %d stands twice in %d", panel->cow[panel->rows[i].a],
                               panel->cow[panel->rows[i].b], panel->rows[i].year);
    for (size_t y = 0, i = 0; y <= TOC_DISPUTE_YEARS; y++) {
        while (i < panel->row_count && panel->rows[i].year < TOC_DISPUTE_FROM + (int)y)
            i++;
        panel->year_begin[y] = i;
    }
    return TOC_OK;
}
