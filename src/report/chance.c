#include "report/chance.h"

#include <stdbool.h>

/* "less than 1", "3", "more than 99" */
static void add_hundredths(toc_buf *out, double probability) {
    if (probability < 0.01)
        toc_buf_add_cstr(out, "less than 1");
    else if (probability > 0.99)
        toc_buf_add_cstr(out, "more than 99");
    else
        toc_buf_printf(out, "%d", (int)(probability * 100 + 0.5));
}

void toc_chance_add(toc_buf *out, double probability) {
    if (probability >= 0.01 && probability <= 0.99)
        toc_buf_add_cstr(out, "about ");
    add_hundredths(out, probability);
    toc_buf_add_cstr(out, " in 100");
}

void toc_chance_add_range(toc_buf *out, double low, double high) {
    bool tiny = high<0.01, huge = low> 0.99;
    bool same = (int)(low * 100 + 0.5) == (int)(high * 100 + 0.5);
    if (same && !tiny && low >= 0.01) {
        toc_buf_printf(out, "%.1f to %.1f", low * 100, high * 100);
    } else {
        add_hundredths(out, tiny ? high : low);
        if (!tiny && !huge) {
            toc_buf_add_cstr(out, " to ");
            add_hundredths(out, high);
        }
    }
    toc_buf_add_cstr(out, " in 100");
}

static void add_number(toc_buf *out, int number) {
    if (number >= 1000) {
        add_number(out, number / 1000);
        toc_buf_printf(out, ",%03d", number % 1000);
    } else {
        toc_buf_printf(out, "%d", number);
    }
}

void toc_chance_add_count(toc_buf *out, const toc_rate *rate) {
    add_number(out, rate->onsets);
    toc_buf_add_cstr(out, " in ");
    add_number(out, rate->pair_years);
    toc_buf_printf(out, " %s, %d–%d", toc_rate_unit(rate), rate->from_year, rate->to_year);
}
