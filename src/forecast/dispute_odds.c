/* Rows of ten bytes, found by halving; see dispute_odds.h. */
#include "forecast/dispute_odds.h"

#include <math.h>

enum { HASH = 32, HEAD = 8 + HASH + 4, ROW = 10, STEPS = 65535 };

static const char MAGIC[] = "tocodds1";
static const double REACH = 14;

static unsigned at(toc_str text, size_t i, size_t bytes) {
    unsigned value = 0;
    while (bytes-- > 0)
        value = value << 8 | (unsigned char)text.ptr[i + bytes];
    return value;
}

static void put(toc_buf *out, unsigned value, size_t bytes) {
    for (; bytes > 0; bytes--, value >>= 8)
        toc_buf_add_char(out, (char)(value & 255));
}

static unsigned step_of(double p) {
    double log_odds = fmin(fmax(log(p / (1 - p)), -REACH), REACH);
    return (unsigned)((log_odds + REACH) / (2 * REACH) * STEPS + 0.5);
}

static double chance_of(unsigned step) {
    return 1 / (1 + exp(REACH - 2 * REACH * step / STEPS));
}

toc_rc toc_dispute_odds_read(toc_str text, const char *path, toc_dispute_odds *out, toc_err *err) {
    toc_dispute_odds odds = {.from = 0};
    if (text.len < HEAD || !toc_str_starts(text, toc_str_of(MAGIC)))
        return toc_err_set(err, TOC_EFORMAT, "\"%s\" holds no odds of disputes", path);
    odds.model = toc_str_slice(text, sizeof MAGIC - 1, sizeof MAGIC - 1 + HASH);
    odds.from = (int)at(text, HEAD - 4, 2), odds.to = (int)at(text, HEAD - 2, 2);
    size_t here = HEAD;
    bool whole = odds.from <= odds.to && odds.to - odds.from < TOC_DISPUTE_ODDS_YEARS_MAX;
    for (int y = odds.from; whole && y <= odds.to; y++) {
        size_t rows = text.len - here >= 4 ? at(text, here, 4) : SIZE_MAX;
        whole = rows <= (text.len - here) / ROW && text.len - here - 4 >= rows * ROW;
        if (!whole)
            break;
        odds.years[y - odds.from] = toc_str_slice(text, here + 4, here + 4 + rows * ROW);
        here += 4 + rows * ROW;
    }
    if (!whole || here != text.len)
        return toc_err_set(err, TOC_EFORMAT, "\"%s\" is damaged or cut short", path);
    *out = odds;
    return TOC_OK;
}

bool toc_dispute_odds_find(const toc_dispute_odds *odds, int year, int cow_a, int cow_b, toc_dispute_chance *out) {
    if (year < odds->from || year > odds->to)
        return false;
    unsigned a = (unsigned)(cow_a < cow_b ? cow_a : cow_b), b = (unsigned)(cow_a < cow_b ? cow_b : cow_a);
    toc_str rows = odds->years[year - odds->from];
    size_t from = 0, to = rows.len / ROW;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        unsigned x = at(rows, middle * ROW, 2), y = at(rows, middle * ROW + 2, 2);
        if (x == a && y == b) {
            *out =
                (toc_dispute_chance){chance_of(at(rows, middle * ROW + 4, 2)), chance_of(at(rows, middle * ROW + 6, 2)),
                                     chance_of(at(rows, middle * ROW + 8, 2))};
            return true;
        }
        if (x < a || (x == a && y < b))
            from = middle + 1;
        else
            to = middle;
    }
    return false;
}

void toc_dispute_odds_begin(toc_buf *out, const char *hash, int from, int to) {
    toc_buf_add_cstr(out, MAGIC);
    toc_buf_add(out, toc_str_slice(toc_str_of(hash), 0, HASH));
    put(out, (unsigned)from, 2);
    put(out, (unsigned)to, 2);
}

void toc_dispute_odds_year(toc_buf *out, size_t pairs) {
    put(out, (unsigned)pairs, 4);
}

void toc_dispute_odds_add(toc_buf *out, int cow_a, int cow_b, const toc_dispute_chance *chance) {
    put(out, (unsigned)(cow_a < cow_b ? cow_a : cow_b), 2);
    put(out, (unsigned)(cow_a < cow_b ? cow_b : cow_a), 2);
    put(out, step_of(chance->probability), 2);
    put(out, step_of(chance->low), 2);
    put(out, step_of(chance->high), 2);
}
