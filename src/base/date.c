/*
 * Method: days and dates turn into each other with the arithmetic of 400-year
 * eras of 146097 days, years counted from 1 March so that the leap day is last
 * (H. Hinnant, "chrono-compatible low-level date algorithms", 2013). Parsing is
 * by hand and refuses what is not wholly one of the forms. The loose form
 * drops a weekday in front, takes day and month name in either order, and then
 * allows nothing, or a clock, behind the year.
 */
#define _POSIX_C_SOURCE 200809L
#include "base/date.h"

#include <stdio.h>
#include <time.h>

static const char *const MONTHS[12] = {"january", "february", "march",     "april",   "may",      "june",
                                       "july",    "august",   "september", "october", "november", "december"};
static const char *const WEEKDAYS[7] = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

static int month_length(int year, int month) {
    static const int LENGTHS[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 && leap ? 29 : LENGTHS[month - 1];
}

toc_day toc_day_of(int year, int month, int day) {
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > month_length(year, month)) {
        return TOC_DAY_NONE;
    }
    int y = month > 2 ? year : year - 1;
    int era = y / 400, in_era = y % 400;
    int from_march = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    return era * 146097 + in_era * 365 + in_era / 4 - in_era / 100 + from_march - 719468;
}

toc_civil toc_day_civil(toc_day day) {
    if (day < TOC_DAY_MIN || day > TOC_DAY_MAX) {
        return (toc_civil){0, 0, 0};
    }
    int z = day + 719468;
    int era = z / 146097, of_era = z % 146097;
    int in_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int from_march = of_era - (365 * in_era + in_era / 4 - in_era / 100);
    int shifted = (5 * from_march + 2) / 153;
    int month = shifted < 10 ? shifted + 3 : shifted - 9;
    int year = era * 400 + in_era + (month <= 2);
    return (toc_civil){year, month, from_march - (153 * shifted + 2) / 5 + 1};
}

int toc_day_weekday(toc_day day) {
    if (day == TOC_DAY_NONE) {
        return -1;
    }
    int rest = (int)(((int64_t)day + 3) % 7); /* day 0 was a Thursday */
    return rest < 0 ? rest + 7 : rest;
}

/* The `count` digits at `at` as a number, or -1. */
static int digits_at(toc_str text, size_t at, size_t count) {
    if (at > text.len || count > text.len - at) {
        return -1;
    }
    int number = 0;
    for (size_t i = at; i < at + count; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9') {
            return -1;
        }
        number = number * 10 + (text.ptr[i] - '0');
    }
    return number;
}

/* Nothing, or 'T' or a space and the digits of a clock. */
static bool clock_or_end(toc_str text, size_t at) {
    return at == text.len || ((text.ptr[at] == 'T' || text.ptr[at] == ' ') && digits_at(text, at + 1, 2) >= 0);
}

toc_day toc_day_parse(toc_str text) {
    size_t gap = text.len > 4 && (text.ptr[4] == '-' || text.ptr[4] == '/') ? 1 : 0;
    int year = digits_at(text, 0, 4), month = digits_at(text, 4 + gap, 2), day = digits_at(text, 6 + 2 * gap, 2);
    if (year < 0 || month < 0 || day < 0 || (gap == 1 && text.ptr[7] != text.ptr[4])) {
        return TOC_DAY_NONE;
    }
    return clock_or_end(text, 8 + 2 * gap) ? toc_day_of(year, month, day) : TOC_DAY_NONE;
}

/* Position (from 1) in names of the word, whole or by its first three letters ("Sept" too); 0 when none. */
static int name_find(toc_str word, const char *const *names, int count) {
    if (toc_str_ends(word, TOC_STR("."))) {
        word.len--;
    }
    for (int i = 0; i < count; i++) {
        toc_str name = toc_str_of(names[i]);
        if (toc_str_equal_icase(word, name) || toc_str_equal_icase(word, toc_str_slice(name, 0, 3)) ||
            (name.len == 9 && toc_str_equal_icase(word, TOC_STR("sept")) && names == MONTHS)) {
            return i + 1;
        }
    }
    return 0;
}

static toc_str word_next(toc_str *rest) {
    size_t from = 0;
    while (from < rest->len && (rest->ptr[from] == ' ' || rest->ptr[from] == ',')) {
        from++;
    }
    size_t to = from;
    while (to < rest->len && rest->ptr[to] != ' ' && rest->ptr[to] != ',') {
        to++;
    }
    toc_str word = toc_str_slice(*rest, from, to);
    *rest = toc_str_slice(*rest, to, rest->len);
    return word;
}

static int day_number(toc_str word) {
    return word.len == 1 || word.len == 2 ? digits_at(word, 0, word.len) : -1;
}

toc_day toc_day_parse_loose(toc_str text) {
    text = toc_str_trim(text);
    toc_day plain = toc_day_parse(text);
    if (plain != TOC_DAY_NONE) {
        return plain;
    }
    toc_str first = word_next(&text);
    if (name_find(first, WEEKDAYS, 7) > 0) {
        first = word_next(&text);
    }
    toc_str second = word_next(&text), third = word_next(&text), clock = word_next(&text);
    int month = name_find(second, MONTHS, 12), day = day_number(first);
    if (month == 0) {
        month = name_find(first, MONTHS, 12);
        day = day_number(second);
    }
    int year = third.len == 4 ? digits_at(third, 0, 4) : -1;
    if (clock.len > 0 && digits_at(clock, 0, 1) < 0 && !toc_str_equal(clock, TOC_STR("at"))) {
        return TOC_DAY_NONE;
    }
    return toc_day_of(year, month, day);
}

char *toc_day_format(toc_day day, char out[11]) {
    toc_civil civil = toc_day_civil(day);
    out[0] = '\0';
    if (civil.year > 0) {
        unsigned year = (unsigned)civil.year, month = (unsigned)civil.month, of_month = (unsigned)civil.day;
        snprintf(out, 11, "%04u-%02u-%02u", year % 10000, month % 100, of_month % 100);
    }
    return out;
}

toc_day toc_day_month_start(toc_day day, int months) {
    toc_civil civil = toc_day_civil(day);
    if (civil.year == 0) {
        return TOC_DAY_NONE;
    }
    int64_t month = (int64_t)civil.year * 12 + civil.month - 1 + months;
    if (month < 12 || month >= 10000 * 12) {
        return TOC_DAY_NONE;
    }
    return toc_day_of((int)(month / 12), (int)(month % 12) + 1, 1);
}

toc_day toc_day_today(void) {
    struct timespec now;
    if (clock_gettime(CLOCK_REALTIME, &now) != 0) {
        return TOC_DAY_NONE;
    }
    return (toc_day)(now.tv_sec / 86400);
}
