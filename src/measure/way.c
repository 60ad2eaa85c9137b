/* Reads data/method/channels.tsv and mediators.tsv; see way.h and doc/method/channels.md. */
#include "measure/way.h"

#include "base/mem.h"
#include "base/table.h"

#define ROWS_MAX 512
#define WORDS_MAX 256
#define VALUE_MAX 100000 /* every value fits an int; our choice */

typedef struct way_row {
    toc_str kind, key, value;
} way_row;

struct toc_way {
    toc_arena arena;
    way_row rows[ROWS_MAX];
    size_t count;
    double numbers[TOC_WAY_NUMBER_COUNT];
    double weights[TOC_THIRD_PART_COUNT];
};

static const char *const number_names[TOC_WAY_NUMBER_COUNT] = {
    "open_days",   "silent_days",    "past_days",    "past_least",     "thinning_share", "thinning_least",
    "break_days",  "half_life_days", "contact_half", "words_share",    "acts_half",      "fight_share",
    "fight_least", "ended_share",    "record_years", "elsewhere_share"};

const char *toc_third_part_name(toc_third_part part) {
    static const char *const names[TOC_THIRD_PART_COUNT] = {
        "contact", "balance", "acts", "record", "house", "power", "region", "hostility", "lean", "bound", "onesided"};
    return names[part];
}

static toc_rc read_rows(toc_way *way, const char *path, toc_err *err) {
    static const char *const columns[3] = {"kind", "key", "value"};
    toc_table table;
    toc_str cells[3];
    bool more = true;
    toc_rc rc = toc_table_open(&table, path, columns, 3, &way->arena, err);
    while (rc == TOC_OK && (rc = toc_table_next(&table, cells, &more, err)) == TOC_OK && more) {
        if (way->count == ROWS_MAX || cells[0].len == 0 || cells[1].len == 0 || cells[2].len == 0)
            return toc_err_set(err, TOC_EFORMAT, "an empty cell, or more than %d rows, at %s:%zu", ROWS_MAX, path,
                               table.line);
        way->rows[way->count++] = (way_row){cells[0], cells[1], cells[2]};
    }
    return rc;
}

static toc_str find(const toc_way *way, toc_str kind, toc_str key) {
    for (size_t i = 0; i < way->count; i++)
        if (toc_str_equal(way->rows[i].kind, kind) && toc_str_equal(way->rows[i].key, key))
            return way->rows[i].value;
    return (toc_str){"", 0};
}

static toc_rc need(const toc_way *way, toc_str kind, const char *name, double *out, toc_err *err) {
    toc_str text = find(way, kind, toc_str_of(name));
    if (!toc_str_to_double(text, out) || *out < 0 || *out > VALUE_MAX)
        return toc_err_set(err, TOC_EFORMAT,
                           "'%.*s %s' is missing in data/method/channels.tsv or mediators.tsv, or no number from 0 to "
                           "%d",
                           TOC_FMT(kind), name, VALUE_MAX);
    return TOC_OK;
}

static toc_rc check_kinds(const toc_way *way, toc_err *err) {
    static const char *const kinds[] = {"param", "break", "level", "for", "against", "act", "status", "organ", "none"};
    for (size_t i = 0; i < way->count; i++) {
        bool known = false;
        for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
            known |= toc_str_equal(way->rows[i].kind, toc_str_of(kinds[k]));
        if (!known)
            return toc_err_set(err, TOC_EFORMAT, "kind '%.*s' of data/method/channels.tsv or mediators.tsv is unknown",
                               TOC_FMT(way->rows[i].kind));
    }
    return TOC_OK;
}

static toc_rc take_numbers(toc_way *way, toc_err *err) {
    toc_rc rc = check_kinds(way, err);
    for (int i = 0; i < TOC_WAY_NUMBER_COUNT && rc == TOC_OK; i++)
        rc = need(way, TOC_STR("param"), number_names[i], &way->numbers[i], err);
    for (int i = 0; i < TOC_THIRD_PART_COUNT && rc == TOC_OK; i++)
        rc = need(way, i < TOC_THIRD_HOSTILITY ? TOC_STR("for") : TOC_STR("against"),
                  toc_third_part_name((toc_third_part)i), &way->weights[i], err);
    if (rc == TOC_OK && (way->numbers[TOC_WAY_OPEN_DAYS] < 1 || way->numbers[TOC_WAY_PAST_LEAST] < 1 ||
                         !(way->numbers[TOC_WAY_HALF_LIFE] > 0) || !(way->numbers[TOC_WAY_CONTACT_HALF] > 0) ||
                         !(way->numbers[TOC_WAY_ACTS_HALF] > 0) || !(way->numbers[TOC_WAY_RECORD_YEARS] > 0)))
        rc = toc_err_set(err, TOC_EFORMAT,
                         "open_days, past_least, half_life_days, contact_half, acts_half and record_years must be "
                         "more than 0");
    return rc;
}

toc_rc toc_way_new(const char *data_dir, toc_way **out, toc_err *err) {
    static const char *const files[] = {"channels", "mediators"};
    toc_way *way = toc_mem_calloc(1, sizeof *way);
    toc_rc rc = TOC_OK;
    if (!way)
        return toc_err_set(err, TOC_ENOMEM, "out of memory for the numbers of the way out");
    toc_arena_init(&way->arena, 1u << 20);
    for (int i = 0; i < 2 && rc == TOC_OK; i++) {
        toc_str path = toc_arena_printf(&way->arena, "%s/method/%s.tsv", data_dir, files[i]);
        rc = path.ptr ? read_rows(way, path.ptr, err) : toc_err_set(err, TOC_ENOMEM, "out of memory for a path");
    }
    if (rc == TOC_OK)
        rc = take_numbers(way, err);
    if (rc != TOC_OK) {
        toc_way_free(way);
        return rc;
    }
    *out = way;
    return TOC_OK;
}

void toc_way_free(toc_way *way) {
    if (!way)
        return;
    toc_arena_fini(&way->arena);
    toc_mem_free(way);
}

double toc_way_value(const toc_way *way, toc_way_number number) {
    return way->numbers[number];
}

double toc_way_weight(const toc_way *way, toc_third_part part) {
    return way->weights[part];
}

static bool has_prefix(const toc_way *way, toc_str kind, toc_str cameo) {
    for (size_t i = 0; i < way->count; i++)
        if (toc_str_equal(way->rows[i].kind, kind) && toc_str_starts(cameo, way->rows[i].key))
            return true;
    return false;
}

bool toc_way_breaks(const toc_way *way, toc_str cameo) {
    return has_prefix(way, TOC_STR("break"), cameo);
}

bool toc_way_mediates(const toc_way *way, toc_str cameo) {
    return has_prefix(way, TOC_STR("act"), cameo);
}

toc_str toc_way_level(const toc_way *way, toc_str words) {
    char folded[WORDS_MAX];
    size_t length = words.len < WORDS_MAX ? words.len : WORDS_MAX;
    for (size_t i = 0; i < length; i++) {
        char c = words.ptr[i];
        folded[i] = c == '_' ? ' ' : c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    for (size_t i = 0; i < way->count; i++)
        if (toc_str_equal(way->rows[i].kind, TOC_STR("level")) &&
            toc_str_find((toc_str){folded, length}, way->rows[i].key, 0) != SIZE_MAX)
            return way->rows[i].value;
    return (toc_str){"", 0};
}

toc_str toc_way_body(const toc_way *way, toc_str code) {
    toc_str body = find(way, TOC_STR("organ"), code);
    if (find(way, TOC_STR("none"), code).len > 0)
        return (toc_str){"", 0};
    return body.len > 0 ? body : code;
}

double toc_way_status(const toc_way *way, toc_str status) {
    double value;
    return toc_str_to_double(find(way, TOC_STR("status"), status), &value) ? value : 0;
}

double toc_way_usual(const toc_way *way, const toc_way_use *use) {
    if (use->past_days < way->numbers[TOC_WAY_PAST_LEAST])
        return -1;
    return use->past * way->numbers[TOC_WAY_OPEN_DAYS] / use->past_days;
}

const char *toc_way_state(const toc_way *way, const toc_way_use *use, toc_day asof) {
    double usual = toc_way_usual(way, use);
    bool broken = use->broken != TOC_DAY_NONE && asof - use->broken < way->numbers[TOC_WAY_BREAK_DAYS];
    if (broken && (use->last == TOC_DAY_NONE || use->last <= use->broken))
        return "broken";
    if (use->last == TOC_DAY_NONE || asof - use->last >= way->numbers[TOC_WAY_SILENT_DAYS])
        return "silent";
    if (asof - use->last >= way->numbers[TOC_WAY_OPEN_DAYS])
        return "thinning";
    bool fewer =
        usual >= way->numbers[TOC_WAY_THINNING_LEAST] && use->recent < usual * way->numbers[TOC_WAY_THINNING_SHARE];
    return fewer ? "thinning" : "open";
}
