/*
 * clean: valid UTF-8 -> the text that all later rooms see.
 *
 * Method. Line by line, character by character: every kind of line end becomes
 * LF, every kind of space one space, no-break hyphens hyphens; control characters, soft hyphens,
 * zero-width and direction marks go. Spaces at the ends of lines go, runs of
 * spaces become one, runs of empty lines one. A run of more than 30 combining
 * marks is cut there (the stream-safe form of Unicode annex 15), which keeps NFC linear.
 * Only a line with a character that NFC may change is given to utf8proc.
 */
#include "text/inside.h"

#include "base/mem.h"

#include <string.h>
#include <utf8proc.h>

enum { MARKS_MAX = 30 };

typedef struct cleaner {
    toc_buf *out;
    bool one_line;
    bool space;       /* a space is owed before the next character */
    size_t breaks;    /* line ends are owed */
    size_t marks;     /* combining marks in a row */
    size_t line_from; /* where the line began in out */
    bool unsettled;   /* the line holds characters that NFC may change */
} cleaner;

static bool is_line_end(uint32_t code) {
    return code == '\n' || code == '\r' || code == 0x0B || code == 0x0C || code == 0x85 || code == 0x2028;
}

static bool is_space(uint32_t code) {
    return code == ' ' || code == '\t' || code == 0xA0 || code == 0x1680 || (code >= 0x2000 && code <= 0x200A) ||
           code == 0x202F || code == 0x205F || code == 0x3000;
}

static bool is_dropped(uint32_t code) {
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0xAD || (code >= 0x200B && code <= 0x200F) ||
           (code >= 0x202A && code <= 0x202E) || (code >= 0x2060 && code <= 0x206F) || code == 0xFEFF ||
           (code >= 0xFFF9 && code <= 0xFFFB) || (code & 0xFFFEu) == 0xFFFEu;
}

/* Characters that are their own NFC and compose with nothing before them: a short list of what news is made of. */
static bool is_settled(uint32_t code) {
    return code < 0x300 || (code >= 0x400 && code <= 0x482) || (code >= 0x2010 && code <= 0x203F) ||
           (code >= 0x20A0 && code <= 0x20BF) || code == 0xFFFD;
}

/* Replace the line [from, …) of out by its NFC. */
static bool normalize_line(toc_buf *out, size_t from) {
    const utf8proc_option_t how = UTF8PROC_STABLE | UTF8PROC_COMPOSE;
    const utf8proc_uint8_t *line = (const utf8proc_uint8_t *)out->ptr + from;
    utf8proc_ssize_t len = (utf8proc_ssize_t)(out->len - from);
    utf8proc_ssize_t room = utf8proc_decompose(line, len, NULL, 0, how);
    if (room <= 0)
        return room == 0;
    utf8proc_int32_t *codes = toc_mem_alloc((size_t)room * sizeof *codes);
    if (!codes)
        return false;
    utf8proc_ssize_t count = utf8proc_decompose(line, len, codes, room, how);
    if (count >= 0)
        count = utf8proc_normalize_utf32(codes, count, how);
    out->len = from;
    for (utf8proc_ssize_t i = 0; i < count; ++i) {
        char bytes[4];
        toc_buf_add(out, (toc_str){bytes, toc_utf8_put((uint32_t)codes[i], bytes)});
    }
    toc_mem_free(codes);
    return count >= 0;
}

static bool end_line(cleaner *c) {
    bool fine = !c->unsettled || c->out->failed || normalize_line(c->out, c->line_from);
    c->line_from = c->out->len;
    c->unsettled = false;
    return fine;
}

/* Pay the line ends or the space that are owed; nothing is owed at the start of the text. */
static bool pay(cleaner *c) {
    bool fine = true;
    if (c->out->len == 0) {
    } else if (c->breaks > 0 && !c->one_line) {
        fine = end_line(c);
        toc_buf_add(c->out, c->breaks > 1 ? TOC_STR("\n\n") : TOC_STR("\n"));
        c->line_from = c->out->len;
    } else if (c->space || c->breaks > 0) {
        toc_buf_add_char(c->out, ' ');
    }
    c->space = false;
    c->breaks = 0;
    return fine;
}

static bool add_character(cleaner *c, uint32_t code, toc_str bytes) {
    if (code == 0x2010 || code == 0x2011) {
        bytes = TOC_STR("-");
    } else if (!is_settled(code)) {
        c->unsettled = true;
        c->marks = utf8proc_get_property((utf8proc_int32_t)code)->combining_class ? c->marks + 1 : 0;
        if (c->marks > MARKS_MAX)
            return true;
    } else {
        c->marks = 0;
    }
    bool fine = pay(c);
    toc_buf_add(c->out, bytes);
    return fine;
}

/* Length of the run of printable ASCII from at, which is copied whole; a run does not end in a space. */
static size_t plain_run(toc_str text, size_t at) {
    size_t end = at, word_end = at;
    for (; end < text.len && text.ptr[end] >= ' ' && text.ptr[end] < 0x7F; ++end) {
        if (text.ptr[end] != ' ')
            word_end = end + 1;
        else if (end == at || text.ptr[end - 1] == ' ')
            break;
    }
    /* The last character may carry a mark that follows: it still stands in the same line of out. */
    return word_end - at;
}

static bool clean_character(cleaner *c, toc_str text, size_t at, size_t *len) {
    uint32_t code = toc_utf8_at(text, at, len);
    if (is_line_end(code)) {
        c->breaks += code != '\n' || at == 0 || text.ptr[at - 1] != '\r';
    } else if (code == 0x2029) {
        c->breaks += 2;
    } else if (is_space(code)) {
        c->space = true;
    } else if (!is_dropped(code)) {
        return add_character(c, code, toc_str_slice(text, at, at + *len));
    }
    return true;
}

bool toc_text_clean(toc_str text, bool one_line, toc_buf *out) {
    cleaner c = {.out = out, .one_line = one_line};
    toc_buf_clear(out);
    bool fine = true;
    for (size_t at = 0, len; fine && at < text.len; at += len) {
        len = plain_run(text, at);
        if (len == 0) {
            fine = clean_character(&c, text, at, &len);
            continue;
        }
        fine = pay(&c);
        c.marks = 0;
        toc_buf_add(out, toc_str_slice(text, at, at + len));
    }
    return fine && end_line(&c) && !out->failed;
}
