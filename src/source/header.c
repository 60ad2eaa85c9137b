/*
 * Method: of the first lines each is taken as a header, cut at each delimiter that tables have; the format whose
 * required names are all there is the one. Else the format without header is taken that half of the first lines fit.
 */
#include "source/inside.h"

#include <string.h>

enum { HEADER_LINES = 5, FIT_LINES = 20 };

static const char DELIMITERS[] = "\t,;|";

/* Lines of ahead that are not empty; the last is left out when it may go on, unless it is the only one. */
static size_t lines_of(toc_str ahead, toc_str lines[FIT_LINES]) {
    size_t count = 0;
    toc_str rest = ahead;
    while (rest.ptr && count < FIT_LINES) {
        toc_str line = toc_str_cut(&rest, '\n');
        line.len -= line.len > 0 && line.ptr[line.len - 1] == '\r';
        if (line.len > 0 && (rest.ptr || count == 0)) {
            lines[count++] = line;
        }
    }
    return count;
}

/* The next cell of a header, without its quotes; *quoted: it had some. */
static toc_str name_cut(toc_str *rest, char delimiter, bool *quoted) {
    *quoted = rest->len > 1 && rest->ptr[0] == '"';
    const char *end = *quoted ? memchr(rest->ptr + 1, '"', rest->len - 1) : NULL;
    *quoted = end && (end + 1 == rest->ptr + rest->len || end[1] == delimiter);
    if (!*quoted) {
        return toc_str_trim(toc_str_cut(rest, delimiter));
    }
    toc_str name = {rest->ptr + 1, (size_t)(end - rest->ptr) - 1},
            behind = toc_str_slice(*rest, name.len + 2, rest->len);
    toc_str_cut(&behind, delimiter);
    *rest = behind;
    return toc_str_trim(name);
}

static char plain(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool is_joint(char c) {
    return c == ' ' || c == '_' || c == '.' || c == '-';
}

/* "Event Date", "event_date" and "Event.Date" are one name. */
static bool same_name(toc_str a, toc_str b) {
    size_t i = 0, k = 0;
    for (;;) {
        while (i < a.len && is_joint(a.ptr[i])) {
            i++;
        }
        while (k < b.len && is_joint(b.ptr[k])) {
            k++;
        }
        if (i == a.len || k == b.len) {
            return i == a.len && k == b.len;
        }
        if (plain(a.ptr[i++]) != plain(b.ptr[k++])) {
            return false;
        }
    }
}

/* Is the cell one of the names "a|b" ('*' in front passed over)? */
static bool is_named(toc_str cell, const char *names) {
    toc_str rest = toc_str_of(names[0] == '*' ? names + 1 : names);
    while (rest.ptr) {
        if (same_name(toc_str_cut(&rest, '|'), cell)) {
            return cell.len > 0;
        }
    }
    return false;
}

/* Fits a format's columns to names; of two of one name the first is meant. *missing: the first required that is not
 * there, or NULL. Returns how many required ones are. */
static size_t columns_fit(const source_format *f, const toc_str *names, size_t count, int *at, const char **missing) {
    size_t found = 0;
    *missing = NULL;
    for (size_t c = 0; c < f->column_count; c++) {
        bool required = f->columns[c][0] == '*';
        at[c] = -1;
        for (size_t i = 0; i < count && at[c] < 0; i++) {
            at[c] = is_named(names[i], f->columns[c]) ? (int)i : -1;
        }
        found += required && at[c] >= 0;
        *missing = required && at[c] < 0 && !*missing ? f->columns[c] + 1 : *missing;
    }
    return found;
}

static size_t required_of(const source_format *f) {
    size_t count = 0;
    for (size_t c = 0; c < f->column_count; c++) {
        count += f->columns[c][0] == '*';
    }
    return count;
}

/* Of formats that nearly fit the one is kept of which most columns are there. */
static void near_keep(const source_format *f, const char *missing, source_choice *out) {
    size_t all = 0;
    for (size_t c = 0; c < f->column_count; c++) {
        all += out->at[c] >= 0;
    }
    if (all > out->near_found || !out->near) {
        out->near = f;
        out->near_found = all;
        out->missing = missing;
    }
}

/* Does the line, cut at the delimiter, name the columns of a format? What nearly does is kept as near. */
static bool header_fit(toc_str line, char delimiter, const char *name, source_choice *out) {
    toc_str names[TOC_CELLS_MAX], rest = line;
    size_t count = 0;
    bool any_quoted = false, quoted;
    while (rest.ptr && count < TOC_CELLS_MAX) {
        names[count++] = name_cut(&rest, delimiter, &quoted);
        any_quoted |= quoted;
    }
    for (size_t i = 0; SOURCE_FORMATS[i]; i++) {
        const source_format *f = SOURCE_FORMATS[i];
        const char *missing;
        if (!f->header || (name && strcmp(f->name, name) != 0)) {
            continue;
        }
        size_t found = columns_fit(f, names, count, out->at, &missing);
        if (!missing) {
            out->format = f;
            out->delimiter = delimiter;
            out->shape = delimiter == '\t' && !any_quoted ? TOC_TABS : TOC_QUOTED;
            return true;
        }
        if (name || (found >= 2 && found * 2 > required_of(f))) {
            near_keep(f, missing, out);
        }
    }
    return false;
}

static bool headed(const toc_str *lines, size_t count, const char *name, source_choice *out) {
    for (size_t i = 0; i < count && i < HEADER_LINES; i++) {
        for (const char *d = DELIMITERS; *d; d++) {
            if (memchr(lines[i].ptr, *d, lines[i].len) && header_fit(lines[i], *d, name, out)) {
                out->skip = i;
                return true;
            }
        }
    }
    return false;
}

static bool headless(const toc_str *lines, size_t count, const char *name, source_choice *out) {
    for (size_t i = 0; SOURCE_FORMATS[i]; i++) {
        const source_format *f = SOURCE_FORMATS[i];
        size_t fit = 0;
        for (size_t k = 0; k < count && !f->header; k++) {
            fit += f->is(lines[k]);
        }
        if (fit * 2 >= count && fit > 0 && (!name || strcmp(f->name, name) == 0)) {
            out->format = f;
            return true;
        }
    }
    return false;
}

/* Named, and nothing of it is seen: the first without header, if there is one, so that its rows are told as rejects.
 */
static bool by_name(const char *name, source_choice *out) {
    for (size_t i = 0; name && SOURCE_FORMATS[i]; i++) {
        const source_format *f = SOURCE_FORMATS[i];
        if (!f->header && strcmp(f->name, name) == 0) {
            out->format = f;
            return true;
        }
    }
    return false;
}

bool source_choose(toc_str ahead, const char *name, bool sure, source_choice *out) {
    toc_str lines[FIT_LINES];
    size_t count = lines_of(ahead, lines);
    *out = (source_choice){.delimiter = ','};
    if (headed(lines, count, name, out)) {
        return true;
    }
    for (int c = 0; c < SOURCE_COLUMNS_MAX; c++) {
        out->at[c] = c;
    }
    bool found = headless(lines, count, name, out) || (sure && out->near_found == 0 && by_name(name, out));
    out->shape = found ? out->format->shape : TOC_LINES;
    return found;
}

toc_str source_choice_fault(const source_choice *c, toc_str ahead, toc_arena *arena) {
    toc_str first = ahead, line = toc_str_cut(&first, '\n');
    if (c->near && c->near_found > 0) {
        return toc_arena_printf(arena, "no column \"%.*s\", which %s has", (int)strcspn(c->missing, "|"), c->missing,
                                c->near->name);
    }
    if (ahead.len == 0) {
        return TOC_STR("it is empty");
    }
    if (ahead.len > 1 && (memcmp(ahead.ptr, "\xFF\xFE", 2) == 0 || memcmp(ahead.ptr, "\xFE\xFF", 2) == 0)) {
        return TOC_STR("it is UTF-16 text; save it as UTF-8");
    }
    if (memchr(line.ptr, '\0', line.len)) {
        return TOC_STR("it is no text");
    }
    return toc_arena_printf(arena, "it begins with %zu cells between tabs and no header that is known",
                            source_tabs(line) + 1);
}
