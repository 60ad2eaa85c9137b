/*
 * Method: capacity doubles up to max_bytes (0: no maximum) plus one for the NUL.
 * One append is whole or not at all; the first refusal sets failed and later
 * appends do nothing. Escaping writes runs of plain bytes in one piece and only
 * stops at bytes that need care. UTF-8 is checked after table 3-7 of the Unicode
 * standard (no surrogates, no overlong forms); each byte that starts no sound
 * character becomes one U+FFFD. Doubles try 15, 16, then 17 digits: 17 always
 * read back the same (Steele and White 1990, doi:10.1145/93542.93559).
 */
#include "base/mem.h"
#include "base/str.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define REPLACEMENT "\xEF\xBF\xBD"

void toc_buf_init(toc_buf *buf, size_t max_bytes) {
    *buf = (toc_buf){.max_bytes = max_bytes};
}

void toc_buf_clear(toc_buf *buf) {
    buf->len = 0;
    buf->failed = false;
    if (buf->ptr != NULL) {
        buf->ptr[0] = '\0';
    }
}

void toc_buf_fini(toc_buf *buf) {
    toc_mem_free(buf->ptr);
    toc_buf_init(buf, buf->max_bytes);
}

toc_str toc_buf_str(const toc_buf *buf) {
    return buf->ptr != NULL ? (toc_str){buf->ptr, buf->len} : (toc_str){"", 0};
}

/* Room for `more` bytes and a NUL; false, with failed set, when there is none. */
static bool reserve(toc_buf *buf, size_t more) {
    size_t max = buf->max_bytes > 0 ? buf->max_bytes : SIZE_MAX / 4;
    if (buf->failed || buf->len > max || more > max - buf->len) {
        buf->failed = true;
        return false;
    }
    size_t need = buf->len + more + 1;
    if (need <= buf->capacity) {
        return true;
    }
    size_t capacity = buf->capacity < 32 ? 64 : buf->capacity * 2;
    capacity = capacity < need ? need : capacity;
    capacity = capacity > max + 1 ? max + 1 : capacity;
    char *grown = toc_mem_realloc(buf->ptr, capacity);
    if (grown == NULL) {
        buf->failed = true;
        return false;
    }
    buf->ptr = grown;
    buf->capacity = capacity;
    return true;
}

void toc_buf_add(toc_buf *buf, toc_str text) {
    if (!reserve(buf, text.len)) {
        return;
    }
    if (text.len > 0) {
        memcpy(buf->ptr + buf->len, text.ptr, text.len);
    }
    buf->len += text.len;
    buf->ptr[buf->len] = '\0';
}

void toc_buf_add_char(toc_buf *buf, char c) {
    toc_buf_add(buf, (toc_str){&c, 1});
}

void toc_buf_add_cstr(toc_buf *buf, const char *text) {
    toc_buf_add(buf, toc_str_of(text));
}

void toc_buf_printf(toc_buf *buf, const char *format, ...) {
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (len < 0) {
        buf->failed = true;
    } else if (reserve(buf, (size_t)len)) {
        vsnprintf(buf->ptr + buf->len, (size_t)len + 1, format, again);
        buf->len += (size_t)len;
    }
    va_end(again);
}

/* Bytes of the sound UTF-8 character at `at`, or 0. */
static size_t utf8_length(toc_str text, size_t at) {
    const unsigned char *b = (const unsigned char *)text.ptr + at;
    size_t len = b[0] < 0x80 ? 1 : b[0] < 0xC2 ? 0 : b[0] < 0xE0 ? 2 : b[0] < 0xF0 ? 3 : b[0] < 0xF5 ? 4 : 0;
    if (len > text.len - at) {
        return 0;
    }
    for (size_t i = 1; i < len; i++) {
        if ((b[i] & 0xC0) != 0x80) {
            return 0;
        }
    }
    bool overlong = (b[0] == 0xE0 && b[1] < 0xA0) || (b[0] == 0xF0 && b[1] < 0x90);
    bool surrogate = b[0] == 0xED && b[1] > 0x9F;
    bool beyond = b[0] == 0xF4 && b[1] > 0x8F;
    return len > 1 && (overlong || surrogate || beyond) ? 0 : len;
}

/* What stands for ASCII byte c in a JSON string; NULL when c stands for itself. */
static const char *json_escape(char c, char room[8]) {
    switch (c) {
    case '"':
        return "\\\"";
    case '\\':
        return "\\\\";
    case '\b':
        return "\\b";
    case '\f':
        return "\\f";
    case '\n':
        return "\\n";
    case '\r':
        return "\\r";
    case '\t':
        return "\\t";
    default:
        break;
    }
    if ((unsigned char)c >= 0x20) {
        return NULL;
    }
    snprintf(room, 8, "\\u%04x", (unsigned)c);
    return room;
}

static const char *xml_escape(char c, char room[8]) {
    (void)room;
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    case '\t':
    case '\n':
    case '\r':
        return NULL;
    default:
        return (unsigned char)c < 0x20 || c == 0x7F ? "" : NULL;
    }
}

typedef const char *escape_fn(char c, char room[8]);

static void add_escaped(toc_buf *buf, toc_str text, escape_fn *escape) {
    size_t plain = 0; /* start of the run not yet written */
    for (size_t at = 0; at < text.len;) {
        char room[8];
        size_t len = utf8_length(text, at);
        const char *instead = len == 0 ? REPLACEMENT : len == 1 ? escape(text.ptr[at], room) : NULL;
        size_t next = at + (len == 0 ? 1 : len);
        if (instead != NULL) {
            toc_buf_add(buf, toc_str_slice(text, plain, at));
            toc_buf_add_cstr(buf, instead);
            plain = next;
        }
        at = next;
    }
    toc_buf_add(buf, toc_str_slice(text, plain, text.len));
}

void toc_buf_add_json(toc_buf *buf, toc_str text) {
    toc_buf_add_char(buf, '"');
    add_escaped(buf, text, json_escape);
    toc_buf_add_char(buf, '"');
}

void toc_buf_add_xml(toc_buf *buf, toc_str text) {
    add_escaped(buf, text, xml_escape);
}

void toc_buf_add_csv(toc_buf *buf, toc_str text) {
    bool quoted = false;
    for (size_t i = 0; i < text.len && !quoted; i++) {
        char c = text.ptr[i];
        quoted = c == ',' || c == '"' || c == '\r' || c == '\n';
    }
    if (!quoted) {
        toc_buf_add(buf, text);
        return;
    }
    toc_buf_add_char(buf, '"');
    while (text.ptr != NULL) {
        toc_buf_add(buf, toc_str_cut(&text, '"'));
        toc_buf_add_cstr(buf, text.ptr != NULL ? "\"\"" : "\"");
    }
}

void toc_buf_add_double(toc_buf *buf, double value) {
    if (!isfinite(value)) {
        toc_buf_add_cstr(buf, "null");
        return;
    }
    char text[32];
    for (int digits = 15; digits <= 17; digits++) {
        double back;
        snprintf(text, sizeof text, "%.*g", digits, value);
        if (toc_str_to_double(toc_str_of(text), &back) && back == value) {
            break;
        }
    }
    toc_buf_add_cstr(buf, text);
}
