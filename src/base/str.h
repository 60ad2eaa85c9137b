/*
 * str: views of text with a length, and a buffer that grows to a maximum.
 *
 * A toc_str never owns its bytes and need not end in NUL. Its bytes are UTF-8
 * wherever they left the text room. Comparing is by bytes; the _icase forms
 * fold ASCII only (data keys), the locale is never asked.
 *
 * A toc_buf is told its maximum at birth and remembers its first failure, so
 * that a writer may append a hundred times and check buf.failed once.
 */
#ifndef TOC_BASE_STR_H
#define TOC_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct toc_str {
    const char *ptr;
    size_t len;
} toc_str;

/* A view of a string literal, and of a NUL-terminated string (NULL gives empty). */
#define TOC_STR(literal) ((toc_str){(literal), sizeof(literal) - 1})
static inline toc_str toc_str_of(const char *text) {
    return text != NULL ? (toc_str){text, strlen(text)} : (toc_str){"", 0};
}
/* Is the view this word? The first letter tells of most that it is not. */
static inline bool toc_str_is(toc_str view, const char *word) {
    return view.len == 0 ? word[0] == '\0'
                         : view.ptr[0] == word[0] && strlen(word) == view.len && memcmp(view.ptr, word, view.len) == 0;
}
static inline bool toc_str_is_among(toc_str view, const char *const *words, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (toc_str_is(view, words[i])) {
            return true;
        }
    }
    return false;
}
/* For printf("%.*s"): TOC_FMT(view) */
#define TOC_FMT(view) (int)(view).len, (view).ptr

static inline bool toc_str_equal(toc_str a, toc_str b) {
    return a.len == b.len && (a.len == 0 || (a.ptr[0] == b.ptr[0] && memcmp(a.ptr, b.ptr, a.len) == 0));
}
bool toc_str_equal_icase(toc_str a, toc_str b);
/* <0, 0, >0 by bytes, a prefix first. */
int toc_str_compare(toc_str a, toc_str b);
bool toc_str_starts(toc_str text, toc_str prefix);
bool toc_str_ends(toc_str text, toc_str suffix);
/* Without ASCII white space at both ends. */
toc_str toc_str_trim(toc_str text);
toc_str toc_str_slice(toc_str text, size_t from, size_t to); /* bounds are clamped */
/* Offset of needle at or after from, or SIZE_MAX. */
size_t toc_str_find(toc_str text, toc_str needle, size_t from);
/* Cut the part of *rest up to mark off and return it; *rest becomes what is
 * behind the mark. When there is no mark all of it is returned and *rest has a
 * NULL ptr. Loop: while (rest.ptr) { toc_str cell = toc_str_cut(&rest, '\t'); … } */
toc_str toc_str_cut(toc_str *rest, char mark);
/* Whole decimal numbers without locale; false (and *out unchanged) unless all of text is one. */
bool toc_str_to_i64(toc_str text, int64_t *out);
bool toc_str_to_double(toc_str text, double *out); /* [+-]digits[.digits][e[+-]digits] */
/* XXH3 of the bytes. */
uint64_t toc_str_hash(toc_str text, uint64_t seed);

typedef struct toc_buf {
    char *ptr; /* always NUL-terminated once something was appended */
    size_t len;
    size_t capacity;
    size_t max_bytes;
    bool failed; /* an append was refused; later ones are ignored */
} toc_buf;

void toc_buf_init(toc_buf *buf, size_t max_bytes);
void toc_buf_clear(toc_buf *buf);
void toc_buf_fini(toc_buf *buf);
void toc_buf_add(toc_buf *buf, toc_str text);
void toc_buf_add_char(toc_buf *buf, char c);
void toc_buf_add_cstr(toc_buf *buf, const char *text);
void toc_buf_printf(toc_buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Text as a JSON string with its quotes; invalid UTF-8 becomes U+FFFD. */
void toc_buf_add_json(toc_buf *buf, toc_str text);
/* Text for HTML and XML: & < > " ' as entities; control characters dropped. */
void toc_buf_add_xml(toc_buf *buf, toc_str text);
/* A CSV cell after RFC 4180: quoted when it holds a comma, a quote, CR or LF. */
void toc_buf_add_csv(toc_buf *buf, toc_str text);
/* A double in the shortest form that reads back the same ("%.17g" trimmed); never "inf" or "nan": those give "null". */
void toc_buf_add_double(toc_buf *buf, double value);
toc_str toc_buf_str(const toc_buf *buf);

#endif
