/*
 * Method: both tables stand in ascending order of their numbers, and are found by halving. A figure is looked for from
 * the year asked for backwards, through the rows of one state.
 */
#include "world/strength.h"

#include "base/table.h"
#include "world/tables.h"

typedef struct year_row {
    int cow, year;
    bool known[TOC_STRENGTH_PARTS];
    double values[TOC_STRENGTH_PARTS];
} year_row;

typedef struct spell {
    int a, b, from, to; /* COW numbers, a < b; years, both inclusive */
    double least, capitals;
} spell;

struct toc_strength {
    year_row *rows;
    spell *spells;
    size_t row_count, spell_count;
    int last;
};

static toc_rc no_memory(toc_err *err) {
    return toc_err_set(err, TOC_ENOMEM, "no memory for the capabilities of states");
}

static toc_rc bad_row(const toc_table *table, toc_err *err) {
    return toc_err_set(err, TOC_EFORMAT, "%s:%zu: not in numbers, or out of order; run script/make-capabilities",
                       table->path, table->line);
}

static bool whole(toc_str text, int *out) {
    int64_t number;
    bool fits = toc_str_to_i64(text, &number) && number >= 0 && number <= 9999;
    *out = fits ? (int)number : 0;
    return fits;
}

static int row_order(const year_row *row, int cow, int year) {
    return row->cow != cow ? (row->cow < cow ? -1 : 1) : row->year < year ? -1 : row->year > year;
}

static int spell_order(const spell *s, int a, int b, int from) {
    if (s->a != a)
        return s->a < a ? -1 : 1;
    if (s->b != b)
        return s->b < b ? -1 : 1;
    return s->from < from ? -1 : s->from > from;
}

static toc_rc add_year(const toc_table *table, const toc_str *cells, toc_strength *s, toc_err *err) {
    year_row row = {0};
    if (!whole(cells[0], &row.cow) || !whole(cells[1], &row.year))
        return bad_row(table, err);
    for (size_t i = 0; i < TOC_STRENGTH_PARTS; i++) {
        row.known[i] = cells[2 + i].len > 0;
        if (row.known[i] && (!toc_str_to_double(cells[2 + i], &row.values[i]) || row.values[i] < 0))
            return bad_row(table, err);
    }
    if (s->row_count > 0 && row_order(&s->rows[s->row_count - 1], row.cow, row.year) >= 0)
        return bad_row(table, err);
    s->rows[s->row_count++] = row;
    s->last = row.year > s->last ? row.year : s->last;
    return TOC_OK;
}

static toc_rc add_spell(const toc_table *table, const toc_str *cells, toc_strength *s, toc_err *err) {
    spell row = {0};
    bool numbers = whole(cells[0], &row.a) && whole(cells[1], &row.b) && whole(cells[2], &row.from) &&
                   whole(cells[3], &row.to) && toc_str_to_double(cells[4], &row.least) &&
                   toc_str_to_double(cells[5], &row.capitals);
    if (!numbers || row.a >= row.b || row.from > row.to || row.least < 0 || row.capitals < 0)
        return bad_row(table, err);
    if (s->spell_count > 0 && spell_order(&s->spells[s->spell_count - 1], row.a, row.b, row.from) >= 0)
        return bad_row(table, err);
    s->spells[s->spell_count++] = row;
    return TOC_OK;
}

static size_t lines_of(toc_str text) {
    size_t lines = 1;
    for (const char *at = text.ptr, *end = text.ptr + text.len; at < end; lines++) {
        const char *mark = memchr(at, '\n', (size_t)(end - at));
        at = mark ? mark + 1 : end;
    }
    return lines;
}

typedef toc_rc add_row(const toc_table *table, const toc_str *cells, toc_strength *s, toc_err *err);

static toc_rc rows_read(toc_table *table, add_row *add, toc_strength *s, toc_err *err) {
    toc_str cells[TOC_TABLE_COLUMNS_MAX];
    bool more = true;
    toc_rc rc = toc_table_next(table, cells, &more, err);
    while (rc == TOC_OK && more) {
        rc = add(table, cells, s, err);
        rc = rc == TOC_OK ? toc_table_next(table, cells, &more, err) : rc;
    }
    return rc;
}

toc_rc toc_strength_new(const char *data_dir, toc_arena *arena, toc_strength **out, toc_err *err) {
    static const char *const of_years[] = {"state", "year", "cinc", "milex", "milper", "tpop"};
    static const char *const of_spells[] = {"state_a", "state_b", "from", "to", "least", "capitals"};
    toc_table years, spells;
    toc_strength *s = toc_arena_alloc(arena, sizeof *s);
    toc_str years_path = toc_arena_printf(arena, "%s/world/capabilities.tsv", data_dir);
    toc_str spells_path = toc_arena_printf(arena, "%s/world/distances.tsv", data_dir);
    if (!s || !years_path.ptr || !spells_path.ptr)
        return no_memory(err);
    toc_rc rc = toc_table_open(&years, years_path.ptr, of_years, 6, arena, err);
    rc = rc == TOC_OK ? toc_table_open(&spells, spells_path.ptr, of_spells, 6, arena, err) : rc;
    if (rc != TOC_OK)
        return rc;
    s->rows = toc_arena_array(arena, lines_of(years.rest), sizeof *s->rows);
    s->spells = toc_arena_array(arena, lines_of(spells.rest), sizeof *s->spells);
    if (!s->rows || !s->spells)
        return no_memory(err);
    rc = rows_read(&years, add_year, s, err);
    rc = rc == TOC_OK ? rows_read(&spells, add_spell, s, err) : rc;
    if (rc == TOC_OK)
        *out = s;
    return rc;
}

toc_strength_figure toc_strength_find(const toc_strength *s, int cow, toc_strength_part part, int year) {
    size_t low = 0, high = s->row_count;
    while (low < high) { /* the first row after that of the year */
        size_t middle = low + (high - low) / 2;
        if (row_order(&s->rows[middle], cow, year) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (size_t i = low; i-- > 0 && s->rows[i].cow == cow;)
        if (s->rows[i].known[part])
            return (toc_strength_figure){true, s->rows[i].year, s->rows[i].values[part]};
    return (toc_strength_figure){0};
}

toc_distance toc_strength_distance(const toc_strength *s, int cow_a, int cow_b, int year) {
    int a = cow_a < cow_b ? cow_a : cow_b, b = cow_a < cow_b ? cow_b : cow_a;
    size_t low = 0, high = s->spell_count;
    while (low < high) { /* the first spell after that of the year */
        size_t middle = low + (high - low) / 2;
        if (spell_order(&s->spells[middle], a, b, year) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0 || s->spells[low - 1].a != a || s->spells[low - 1].b != b)
        return (toc_distance){0};
    const spell *found = &s->spells[low - 1];
    return (toc_distance){true, year < found->to ? year : found->to, found->least, found->capitals};
}

int toc_strength_last(const toc_strength *s) {
    return s->last;
}

int toc_world_first_year(const toc_world *world, toc_str code) {
    const world_state *state = world_find_state(world, code);
    if (!state || state->from == TOC_DAY_NONE)
        return 0;
    return toc_day_civil(state->from - 1).year + 1;
}

int toc_world_border(const toc_world *world, toc_str a, toc_str b, toc_day on) {
    const world_border *rows = WORLD_ROWS(world, world_border, BORDERS);
    uint32_t x, y;
    int least = 0;
    if (!toc_map_get(&world->lineages, a, &x) || !toc_map_get(&world->lineages, b, &y))
        return 0;
    for (size_t i = 0; i < world->tables[BORDERS].count; i++) {
        bool ours = (rows[i].a == x && rows[i].b == y) || (rows[i].a == y && rows[i].b == x);
        toc_day end = rows[i].to == TOC_DAY_NONE ? TOC_DAY_NONE : rows[i].to + 1;
        if (ours && world_holds(rows[i].from, end, on) && (least == 0 || rows[i].type < least))
            least = (int)rows[i].type;
    }
    return least;
}
