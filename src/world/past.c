/*
 * Method: each COW number is a lineage (several codes may share one: SUN and
 * RUS; several numbers may be one: 260 and 255 are Germany). A pair of
 * lineages exists in a year when both were members of the system on one day of
 * it. For every pair of the class the years are marked that belong to it and
 * count as at risk; the pair's rows of disputes.tsv then take out the years
 * into which an old dispute was carried over and add up what began. About
 * 24,000 pairs and 55 years: a few milliseconds, and no memory is asked for.
 */
#include "base/mem.h"
#include "world/tables.h"

#include <stdlib.h>
#include <string.h>

/* Lineages. */

static toc_rc no_memory(toc_err *err) {
    return toc_err_set(err, TOC_ENOMEM, "no memory for the disputes of the past");
}

static bool find_lineage(const toc_world *world, toc_str code_or_cow, uint32_t *out) {
    return toc_map_get(&world->lineages, code_or_cow, out);
}

static toc_rc need_lineage(const toc_world *world, toc_str code, const char *file, uint32_t *out, toc_err *err) {
    if (find_lineage(world, code, out)) {
        return TOC_OK;
    }
    return toc_err_set(err, TOC_EFORMAT,
                       "state \"%.*s\" of data/world/%s has no row in coverage.tsv, run script/make-disputes",
                       TOC_FMT(code), file);
}

static toc_rc name_lineages(toc_world *world, toc_err *err) {
    world_span *spans = world->tables[COVERAGE].rows;
    for (size_t i = 0; i < world->tables[COVERAGE].count; i++) {
        if (!find_lineage(world, spans[i].state, &spans[i].lineage)) {
            spans[i].lineage = world->lineage_count++;
        }
        if (!toc_map_put(&world->lineages, spans[i].state, spans[i].lineage) ||
            !toc_map_put(&world->lineages, spans[i].cow, spans[i].lineage)) {
            return no_memory(err);
        }
    }
    const world_state *states = WORLD_ROWS(world, world_state, STATES);
    for (size_t i = 0; i < world->tables[STATES].count; i++) {
        uint32_t lineage;
        if (!find_lineage(world, states[i].code, &lineage) && find_lineage(world, states[i].cow, &lineage) &&
            !toc_map_put(&world->lineages, states[i].code, lineage)) {
            return no_memory(err);
        }
    }
    return world->lineage_count <= PAST_LINEAGES_MAX
               ? TOC_OK
               : toc_err_set(err, TOC_ELIMIT, "data/world/coverage.tsv names %u states, the most is %d",
                             world->lineage_count, PAST_LINEAGES_MAX);
}

/* Sorting. */

static int by_number(uint32_t a, uint32_t b) {
    return a < b ? -1 : a > b;
}

static int by_lineage(const void *left, const void *right) {
    const world_span *a = left, *b = right;
    int order = by_number(a->lineage, b->lineage);
    return order != 0 ? order : a->from < b->from ? -1 : a->from > b->from;
}

static int by_border(const void *left, const void *right) {
    const world_border *a = left, *b = right;
    int order = by_number(a->a, b->a);
    return order != 0 ? order : by_number(a->b, b->b);
}

static int by_pair_year(const void *left, const void *right) {
    const world_dispute *a = left, *b = right;
    int order = by_number(a->a, b->a);
    order = order != 0 ? order : by_number(a->b, b->b);
    return order != 0 ? order : a->year < b->year ? -1 : a->year > b->year;
}

static void sort_rows(world_table *table, size_t row_size, int (*order)(const void *, const void *)) {
    if (table->count > 1) {
        qsort(table->rows, table->count, row_size, order);
    }
}

static void put_in_order(uint32_t *a, uint32_t *b) {
    if (*a > *b) {
        uint32_t swap = *a;
        *a = *b;
        *b = swap;
    }
}

static toc_rc index_spans(toc_world *world, toc_err *err) {
    world_table *table = &world->tables[COVERAGE];
    sort_rows(table, sizeof(world_span), by_lineage);
    world->lineage_spans = toc_mem_calloc(world->lineage_count + 1, sizeof *world->lineage_spans);
    if (world->lineage_spans == NULL) {
        return no_memory(err);
    }
    const world_span *spans = table->rows;
    for (size_t i = 0; i < table->count; i++) {
        world->lineage_spans[spans[i].lineage + 1] = i + 1;
    }
    return TOC_OK;
}

static toc_rc index_borders(toc_world *world, toc_err *err) {
    world_border *borders = world->tables[BORDERS].rows;
    toc_rc rc = TOC_OK;
    for (size_t i = 0; rc == TOC_OK && i < world->tables[BORDERS].count; i++) {
        rc = need_lineage(world, borders[i].state_a, "contiguity.tsv", &borders[i].a, err);
        rc = rc == TOC_OK ? need_lineage(world, borders[i].state_b, "contiguity.tsv", &borders[i].b, err) : rc;
        put_in_order(&borders[i].a, &borders[i].b);
    }
    sort_rows(&world->tables[BORDERS], sizeof(world_border), by_border);
    return rc;
}

static toc_rc index_disputes(toc_world *world, toc_err *err) {
    world_dispute *disputes = world->tables[DISPUTES].rows;
    toc_rc rc = TOC_OK;
    for (size_t i = 0; rc == TOC_OK && i < world->tables[DISPUTES].count; i++) {
        rc = need_lineage(world, disputes[i].state_a, "disputes.tsv", &disputes[i].a, err);
        rc = rc == TOC_OK ? need_lineage(world, disputes[i].state_b, "disputes.tsv", &disputes[i].b, err) : rc;
        put_in_order(&disputes[i].a, &disputes[i].b);
        if (rc == TOC_OK && (disputes[i].year < PAST_FIRST || disputes[i].year > PAST_LAST)) {
            rc = toc_err_set(err, TOC_EFORMAT, "year %lld in data/world/disputes.tsv is outside %d to %d",
                             (long long)disputes[i].year, PAST_FIRST, PAST_LAST);
        }
    }
    sort_rows(&world->tables[DISPUTES], sizeof(world_dispute), by_pair_year);
    return rc;
}

/* Years and days. */

static int year_of(toc_day day, int open) {
    return day == TOC_DAY_NONE ? open : toc_day_civil(day).year;
}

static int at_most(int a, int b) {
    return a < b ? a : b;
}

static int at_least(int a, int b) {
    return a > b ? a : b;
}

/* Mark the years from first to last that lie in the table. */
static void mark_years(bool *years, int first, int last) {
    for (int year = at_least(first, PAST_FIRST); year <= at_most(last, PAST_LAST); year++) {
        years[year - PAST_FIRST] = true;
    }
}

static toc_rc index_powers(toc_world *world, toc_err *err) {
    const world_power *powers = WORLD_ROWS(world, world_power, POWERS);
    world->power_years = toc_mem_calloc((size_t)world->lineage_count * PAST_YEARS, sizeof *world->power_years);
    if (world->power_years == NULL) {
        return no_memory(err);
    }
    for (size_t i = 0; i < world->tables[POWERS].count; i++) {
        uint32_t lineage;
        toc_rc rc = need_lineage(world, powers[i].state, "powers.tsv", &lineage, err);
        if (rc != TOC_OK) {
            return rc;
        }
        toc_day last = powers[i].to == TOC_DAY_NONE ? TOC_DAY_NONE : powers[i].to - 1;
        mark_years(world->power_years + (size_t)lineage * PAST_YEARS, year_of(powers[i].from, PAST_FIRST),
                   year_of(last, PAST_LAST));
    }
    return TOC_OK;
}

toc_rc past_index(toc_world *world, toc_err *err) {
    toc_rc rc = name_lineages(world, err);
    rc = rc == TOC_OK ? index_spans(world, err) : rc;
    rc = rc == TOC_OK ? index_borders(world, err) : rc;
    rc = rc == TOC_OK ? index_disputes(world, err) : rc;
    return rc == TOC_OK ? index_powers(world, err) : rc;
}

/* Counting. */

typedef enum pair_class { CLASS_SIDES, CLASS_POWERS, CLASS_BORDERS, CLASS_ALL } pair_class;

static const char *const CLASS_NAMES[] = {
    [CLASS_SIDES] = "the pairs of the two sides",
    [CLASS_POWERS] = "all pairs of states of which at least one was a major or nuclear power in that year",
    [CLASS_BORDERS] =
        "all pairs of states that bordered each other in that year, on land or over at most 400 miles of water",
    [CLASS_ALL] = "all pairs of states",
};

/* What happened in a year between at least one pair. */
enum { YEAR_AT_RISK = 1, YEAR_DISPUTE = 2, YEAR_FATAL = 4, YEAR_DEATHS25 = 8, YEAR_DEATHS1000 = 16 };

/* A fatal dispute of a pair that began: what it takes to see which hang together. */
typedef struct clash {
    uint16_t a, b, label;
    unsigned char year, deaths;
} clash;

enum { CLASHES_MAX = 4096 }; /* since 1816 there were some 1,100 */

typedef struct tally {
    const toc_world *world;
    pair_class kind;
    clash clashes[CLASHES_MAX];
    size_t clash_count;
    bool in_a[PAST_LINEAGES_MAX], in_b[PAST_LINEAGES_MAX]; /* lineages of the sides */
    unsigned char years[PAST_YEARS];
    toc_base_rate rate;
} tally;

static void mark_side(const toc_world *world, const toc_side *side, bool *in) {
    for (size_t i = 0; i < side->member_count; i++) {
        uint32_t lineage;
        if (find_lineage(world, side->members[i], &lineage)) {
            in[lineage] = true;
        }
    }
}

static toc_day later(toc_day a, toc_day b) {
    return a == TOC_DAY_NONE ? b : b == TOC_DAY_NONE ? a : a > b ? a : b;
}

static toc_day earlier(toc_day a, toc_day b) {
    return a == TOC_DAY_NONE ? b : b == TOC_DAY_NONE ? a : a < b ? a : b;
}

/* The years in which both were members on one and the same day. */
static void mark_common_years(const toc_world *world, uint32_t a, uint32_t b, bool *years) {
    const world_span *spans = WORLD_ROWS(world, world_span, COVERAGE);
    for (size_t i = world->lineage_spans[a]; i < world->lineage_spans[a + 1]; i++) {
        for (size_t j = world->lineage_spans[b]; j < world->lineage_spans[b + 1]; j++) {
            toc_day from = later(spans[i].from, spans[j].from);
            toc_day to = earlier(spans[i].to, spans[j].to);
            if (to == TOC_DAY_NONE || from == TOC_DAY_NONE || from <= to) {
                mark_years(years, year_of(from, PAST_FIRST), year_of(to, PAST_LAST));
            }
        }
    }
}

/* First row of a table sorted by lineages whose pair is not before (a, b). */
static size_t first_border(const toc_world *world, uint32_t a, uint32_t b) {
    const world_border *rows = WORLD_ROWS(world, world_border, BORDERS);
    const world_border wanted = {.a = a, .b = b};
    size_t from = 0, to = world->tables[BORDERS].count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (by_border(&rows[middle], &wanted) < 0) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    return from;
}

static size_t first_dispute(const toc_world *world, uint32_t a, uint32_t b) {
    const world_dispute *rows = WORLD_ROWS(world, world_dispute, DISPUTES);
    const world_dispute wanted = {.a = a, .b = b, .year = PAST_FIRST};
    size_t from = 0, to = world->tables[DISPUTES].count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (by_pair_year(&rows[middle], &wanted) < 0) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    return from;
}

static void keep_border_years(const toc_world *world, uint32_t a, uint32_t b, bool *years) {
    const world_border *rows = WORLD_ROWS(world, world_border, BORDERS);
    bool bordered[PAST_YEARS] = {false};
    for (size_t i = first_border(world, a, b); i < world->tables[BORDERS].count && rows[i].a == a && rows[i].b == b;
         i++) {
        mark_years(bordered, year_of(rows[i].from, PAST_FIRST), year_of(rows[i].to, PAST_LAST));
    }
    for (int i = 0; i < PAST_YEARS; i++) {
        years[i] = years[i] && bordered[i];
    }
}

static void keep_power_years(const toc_world *world, uint32_t a, uint32_t b, bool *years) {
    const bool *power_a = world->power_years + (size_t)a * PAST_YEARS;
    const bool *power_b = world->power_years + (size_t)b * PAST_YEARS;
    for (int i = 0; i < PAST_YEARS; i++) {
        years[i] = years[i] && (power_a[i] || power_b[i]);
    }
}

static bool pair_belongs(const tally *count, uint32_t a, uint32_t b) {
    return count->kind != CLASS_SIDES || (count->in_a[a] && count->in_b[b]) || (count->in_a[b] && count->in_b[a]);
}

static bool is_newer(const toc_onset *a, const toc_onset *b) {
    int order = a->year != b->year ? b->year - a->year : toc_str_compare(a->state_a, b->state_a);
    return (order ? order : toc_str_compare(a->state_b, b->state_b)) < 0;
}

/* Insert in order; the last one falls out when there is no room. */
static void note_onset(toc_onsets *onsets, const world_dispute *row) {
    toc_onset onset = {row->state_a, row->state_b, (int)row->year};
    int at = onsets->count;
    while (at > 0 && is_newer(&onset, &onsets->newest[at - 1])) {
        at--;
    }
    if (at == TOC_ONSETS_SHOWN) {
        return;
    }
    int last = onsets->count < TOC_ONSETS_SHOWN ? onsets->count++ : TOC_ONSETS_SHOWN - 1;
    for (int i = last; i > at; i--) {
        onsets->newest[i] = onsets->newest[i - 1];
    }
    onsets->newest[at] = onset;
}

/* One row of the table: what began then. */
static void count_row(tally *count, const world_dispute *row, unsigned char *year) {
    toc_base_rate *rate = &count->rate;
    const struct {
        bool began;
        int *onsets;
        toc_onsets *cases;
        unsigned char mark;
    } kinds[] = {{row->onset != 0, &rate->dispute_onsets, &rate->disputes, YEAR_DISPUTE},
                 {row->fatal_onset != 0, &rate->fatal_onsets, &rate->fatals, YEAR_FATAL},
                 {row->deaths >= 1, &rate->deaths25_onsets, &rate->deaths25, YEAR_DEATHS25},
                 {row->deaths >= 2, &rate->deaths1000_onsets, &rate->deaths1000, YEAR_DEATHS1000},
                 {row->war_onset != 0, &rate->war_onsets, &rate->wars, 0}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (kinds[i].began) {
            *kinds[i].onsets += 1;
            *year |= kinds[i].mark;
            note_onset(kinds[i].cases, row);
        }
    }
    rate->war_disputes += row->war_dispute != 0 ? 1 : 0;
}

/* Takes out of `years` those into which an old dispute was carried over without a new one. */
static void count_disputes(tally *count, uint32_t a, uint32_t b, bool *years) {
    const world_dispute *rows = WORLD_ROWS(count->world, world_dispute, DISPUTES);
    for (size_t i = first_dispute(count->world, a, b);
         i < count->world->tables[DISPUTES].count && rows[i].a == a && rows[i].b == b; i++) {
        int64_t year = rows[i].year - PAST_FIRST;
        if (years[year]) {
            years[year] = rows[i].ongoing == 0 || rows[i].onset != 0;
            count_row(count, &rows[i], &count->years[year]);
            if (rows[i].fatal_onset != 0 && count->clash_count < CLASHES_MAX)
                count->clashes[count->clash_count++] = (clash){.a = (uint16_t)a,
                                                               .b = (uint16_t)b,
                                                               .year = (unsigned char)year,
                                                               .deaths = (unsigned char)rows[i].deaths};
        }
    }
}

static void count_pair(tally *count, uint32_t a, uint32_t b) {
    bool years[PAST_YEARS] = {false};
    mark_common_years(count->world, a, b, years);
    memset(years, 0, (size_t)(count->rate.from_year - PAST_FIRST) * sizeof *years);
    for (int year = count->rate.to_year + 1; year <= PAST_LAST; year++) {
        years[year - PAST_FIRST] = false;
    }
    if (count->kind == CLASS_POWERS) {
        keep_power_years(count->world, a, b, years);
    } else if (count->kind == CLASS_BORDERS) {
        keep_border_years(count->world, a, b, years);
    }
    count_disputes(count, a, b, years);
    for (int i = 0; i < PAST_YEARS; i++) {
        count->rate.dyad_years += years[i] ? 1 : 0;
        count->years[i] |= years[i] ? YEAR_AT_RISK : 0;
    }
}

static bool share_a_state(const clash *x, const clash *y) {
    return x->year == y->year && (x->a == y->a || x->a == y->b || x->b == y->a || x->b == y->b);
}

/* Clashes with so many deaths (as the table has them), those of one year that are linked by states taken as one case,
 * which bears the label of the last that joined it: how many cases there are in which one at least reached `reach`. */
static int count_cases(clash *clashes, size_t count, unsigned char deaths, unsigned char reach) {
    bool reached[CLASHES_MAX] = {false};
    int cases = 0;
    for (size_t i = 0; i < count; i++) {
        if (clashes[i].deaths < deaths)
            continue;
        clashes[i].label = (uint16_t)i;
        for (size_t k = 0; k < i; k++) {
            if (clashes[k].deaths < deaths || !share_a_state(&clashes[k], &clashes[i]) || clashes[k].label == i)
                continue;
            for (size_t old = clashes[k].label, m = 0; m < i; m++)
                if (clashes[m].deaths >= deaths && clashes[m].label == old)
                    clashes[m].label = (uint16_t)i;
        }
    }
    for (size_t i = 0; i < count; i++)
        if (clashes[i].deaths >= deaths && clashes[i].deaths >= reach && !reached[clashes[i].label]) {
            reached[clashes[i].label] = true;
            cases++;
        }
    return cases;
}

static void sum_cases(tally *count) {
    toc_base_rate *rate = &count->rate;
    rate->fatal_cases = count_cases(count->clashes, count->clash_count, 0, 0);
    rate->fatal_to_25 = count_cases(count->clashes, count->clash_count, 0, 1);
    rate->deaths25_cases = count_cases(count->clashes, count->clash_count, 1, 1);
    rate->deaths25_to_1000 = count_cases(count->clashes, count->clash_count, 1, 2);
}

static void sum_years(tally *count) {
    toc_base_rate *rate = &count->rate;
    for (int i = 0; i < PAST_YEARS; i++) {
        unsigned char year = count->years[i];
        rate->years += year & YEAR_AT_RISK ? 1 : 0;
        rate->dispute_years += year & YEAR_DISPUTE ? 1 : 0;
        rate->fatal_years += year & YEAR_FATAL ? 1 : 0;
        rate->deaths25_years += year & YEAR_DEATHS25 ? 1 : 0;
        rate->deaths1000_years += year & YEAR_DEATHS1000 ? 1 : 0;
    }
}

static void count_all(tally *count, int from_year, int to_year) {
    count->rate = (toc_base_rate){.from_year = at_least(from_year, PAST_FIRST),
                                  .to_year = at_most(to_year, PAST_LAST),
                                  .what = CLASS_NAMES[count->kind]};
    if (count->rate.from_year > count->rate.to_year) {
        return;
    }
    for (uint32_t a = 0; a < count->world->lineage_count; a++) {
        for (uint32_t b = a + 1; b < count->world->lineage_count; b++) {
            if (pair_belongs(count, a, b)) {
                count_pair(count, a, b);
            }
        }
    }
    sum_years(count);
    sum_cases(count);
}

toc_base_rate toc_world_base_rate_between(const toc_world *world, const toc_side *a, const toc_side *b, int from_year,
                                          int to_year) {
    tally count = {.world = world, .kind = CLASS_SIDES};
    mark_side(world, a, count.in_a);
    mark_side(world, b, count.in_b);
    count_all(&count, from_year, to_year);
    return count.rate;
}

toc_base_rate toc_world_base_rate(const toc_world *world, const toc_side *a, const toc_side *b) {
    return toc_world_base_rate_between(world, a, b, TOC_BASE_RATE_FROM, TOC_BASE_RATE_TO);
}

/* The class that the sides belong to. */

static bool holds_power(const toc_world *world, const toc_side *side) {
    for (size_t i = 0; i < side->member_count; i++) {
        if (toc_world_is_major(world, side->members[i], side->asof) ||
            toc_world_is_nuclear(world, side->members[i], side->asof)) {
            return true;
        }
    }
    return false;
}

static bool sides_border(const tally *count, toc_day on) {
    const world_border *rows = WORLD_ROWS(count->world, world_border, BORDERS);
    for (size_t i = 0; i < count->world->tables[BORDERS].count; i++) {
        toc_day end = rows[i].to == TOC_DAY_NONE ? TOC_DAY_NONE : rows[i].to + 1;
        bool between =
            (count->in_a[rows[i].a] && count->in_b[rows[i].b]) || (count->in_a[rows[i].b] && count->in_b[rows[i].a]);
        if (between && world_holds(rows[i].from, end, on)) {
            return true;
        }
    }
    return false;
}

toc_base_rate toc_world_reference_rate_between(const toc_world *world, const toc_side *a, const toc_side *b,
                                               int from_year, int to_year) {
    tally count = {.world = world, .kind = CLASS_ALL};
    mark_side(world, a, count.in_a);
    mark_side(world, b, count.in_b);
    if (holds_power(world, a) || holds_power(world, b)) {
        count.kind = CLASS_POWERS;
    } else if (sides_border(&count, a->asof)) {
        count.kind = CLASS_BORDERS;
    }
    count_all(&count, from_year, to_year);
    return count.rate;
}

toc_base_rate toc_world_reference_rate(const toc_world *world, const toc_side *a, const toc_side *b) {
    return toc_world_reference_rate_between(world, a, b, TOC_BASE_RATE_FROM, TOC_BASE_RATE_TO);
}

/* The record since 2001. */

bool toc_side_is_named(toc_str codes, const toc_side *side) {
    while (codes.ptr != NULL) {
        if (toc_side_has(side, toc_str_trim(toc_str_cut(&codes, ';')))) {
            return true;
        }
    }
    return false;
}

bool toc_war_between(const toc_war *war, const toc_side *a, const toc_side *b) {
    if (war->from > a->asof || war->from > b->asof) {
        return false;
    }
    return (toc_side_is_named(war->side_a, a) && toc_side_is_named(war->side_b, b)) ||
           (toc_side_is_named(war->side_a, b) && toc_side_is_named(war->side_b, a));
}

static bool is_on(toc_str a, toc_str b, const world_border *row) {
    return (toc_str_equal(row->state_a, a) && toc_str_equal(row->state_b, b)) ||
           (toc_str_equal(row->state_a, b) && toc_str_equal(row->state_b, a));
}

bool toc_world_is_neighbour(const toc_world *world, toc_str a, toc_str b, toc_day on) {
    const world_border *rows = WORLD_ROWS(world, world_border, BORDERS);
    for (size_t i = 0; i < world->tables[BORDERS].count; i++)
        if (is_on(a, b, &rows[i]) && rows[i].from <= on && (rows[i].to == TOC_DAY_NONE || rows[i].to >= on)) {
            return true;
        }
    return false;
}
