/*
 * Bracket: "[CODE 930120-010120]" of TABARI's and PETRARCH's dictionaries.
 *
 * A code, then perhaps a range: "<DATE" up to it, ">DATE" from it on, "DATE-DATE";
 * limits are inclusive, blanks are free, dates have six or eight digits, mixed
 * as one likes. Two digits of a year: up to 30 is 2000 and more, as in PETRARCH.
 */
#include "lexicon/inside.h"

enum { PIVOT_YEAR = 30, YEAR_MIN = 1500, YEAR_MAX = 2100 };

static bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static int number(const char *digits, size_t count) {
    int value = 0;
    for (size_t i = 0; i < count; i++) {
        value = value * 10 + (digits[i] - '0');
    }
    return value;
}

/* Takes the digits at the front of *rest for a date. */
static toc_rc date_take(toc_str *rest, toc_day *out, toc_err *err) {
    size_t len = 0;
    *rest = toc_str_trim(*rest);
    while (len < rest->len && is_digit(rest->ptr[len])) {
        len++;
    }
    toc_str digits = toc_str_slice(*rest, 0, len);
    if (len == 0) {
        return toc_err_set(err, TOC_EFORMAT, "\"%.*s\" is no date", TOC_FMT(toc_str_slice(*rest, 0, 40)));
    }
    if (len != 6 && len != 8) {
        return toc_err_set(err, TOC_EFORMAT, "date \"%.*s\" has %zu digits, not 6 or 8",
                           TOC_FMT(toc_str_slice(digits, 0, 20)), len);
    }
    int year = number(digits.ptr, len - 4);
    if (len == 6) {
        year += year <= PIVOT_YEAR ? 2000 : 1900;
    }
    if (year < YEAR_MIN || year > YEAR_MAX) {
        return toc_err_set(err, TOC_EFORMAT, "the year of \"%.*s\" is not between %d and %d", TOC_FMT(digits), YEAR_MIN,
                           YEAR_MAX);
    }
    *out = toc_day_of(year, number(digits.ptr + len - 4, 2), number(digits.ptr + len - 2, 2));
    if (*out == TOC_DAY_NONE) {
        return toc_err_set(err, TOC_EFORMAT, "there is no day \"%.*s\"", TOC_FMT(digits));
    }
    *rest = toc_str_trim(toc_str_slice(*rest, len, rest->len));
    return TOC_OK;
}

static toc_rc range_parse(toc_str text, toc_bracket *out, toc_err *err) {
    toc_rc rc;
    toc_str rest = toc_str_trim(text);
    if (rest.len == 0) {
        return TOC_OK;
    }
    if (rest.ptr[0] == '<' || rest.ptr[0] == '>') {
        toc_day *limit = rest.ptr[0] == '<' ? &out->to : &out->from;
        rest = toc_str_slice(rest, 1, rest.len);
        rc = date_take(&rest, limit, err);
    } else {
        rc = date_take(&rest, &out->from, err);
        if (!rc && (rest.len == 0 || rest.ptr[0] != '-')) {
            return toc_err_set(err, TOC_EFORMAT, "range \"%.*s\" is not <DATE, >DATE or DATE-DATE",
                               TOC_FMT(toc_str_slice(text, 0, 60)));
        }
        rest = rc ? rest : toc_str_slice(rest, 1, rest.len);
        rc = rc ? rc : date_take(&rest, &out->to, err);
    }
    if (!rc && rest.len > 0) {
        return toc_err_set(err, TOC_EFORMAT, "\"%.*s\" follows the range", TOC_FMT(toc_str_slice(rest, 0, 60)));
    }
    if (!rc && out->from != TOC_DAY_NONE && out->to != TOC_DAY_NONE && out->from > out->to) {
        return toc_err_set(err, TOC_EFORMAT, "range \"%.*s\" is reversed", TOC_FMT(toc_str_slice(text, 0, 60)));
    }
    return rc;
}

/* Length of the code at the front: up to a blank or the sign of a range. "---", "###" and "+++" are codes. */
static size_t code_length(toc_str text) {
    size_t len = 0;
    while (len < text.len && !is_blank(text.ptr[len]) && text.ptr[len] != '<' && text.ptr[len] != '>') {
        len++;
    }
    return len;
}

toc_rc toc_bracket_parse(toc_str inside, toc_bracket *out, toc_err *err) {
    toc_bracket made = {.from = TOC_DAY_NONE, .to = TOC_DAY_NONE};
    toc_str text = toc_str_trim(inside);
    if (toc_str_starts(text, TOC_STR("~"))) {
        made.agent = true;
        text = toc_str_trim(toc_str_slice(text, 1, text.len));
    }
    size_t len = code_length(text);
    made.code = toc_str_slice(text, 0, len);
    if (toc_str_ends(made.code, TOC_STR("~"))) {
        made.agent = true;
        made.code.len--;
    }
    if (made.code.len == 0) {
        return toc_err_set(err, TOC_EFORMAT, "no code stands between the brackets");
    }
    if (is_digit(made.code.ptr[0])) {
        return toc_err_set(err, TOC_EFORMAT, "\"%.*s\" is no actor code", TOC_FMT(toc_str_slice(inside, 0, 60)));
    }
    toc_rc rc = range_parse(toc_str_slice(text, len, text.len), &made, err);
    if (!rc) {
        *out = made;
    }
    return rc;
}
