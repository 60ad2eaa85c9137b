/*
 * inside: what the files of the text room share, and nobody else.
 *
 * A file comes in as lines (lines.c), becomes valid UTF-8 (utf8.c), is cut
 * into fields by its reader (txt.c, jsonl.c, html.c), is cleaned (clean.c) and
 * becomes a document with an id (docs.c). sentence.c and token.c need only the
 * characters (utf8.c) and the abbreviations (abbreviation.c).
 */
#ifndef TOC_TEXT_INSIDE_H
#define TOC_TEXT_INSIDE_H

#include "text/text.h"

#include "base/file.h"

/* ---- characters (utf8.c) ---- */

enum {
    TOC_CHAR_SPACE = 1,
    TOC_CHAR_UPPER = 2,
    TOC_CHAR_LOWER = 4,
    TOC_CHAR_LETTER = 8, /* with or without case, and the marks that sit on letters */
    TOC_CHAR_DIGIT = 16,
    TOC_CHAR_OPEN = 32, /* opening quotes and brackets; ASCII quotes are both */
    TOC_CHAR_CLOSE = 64,
    TOC_CHAR_SYMBOL = 128 /* currency, mathematics, %, #, @, & */
};

/* The character at `at`: its code and its length in bytes. A byte sequence that
 * is no UTF-8 counts as one U+FFFD as long as its longest valid start (Unicode 3.9, D93b).
 * At the end: code 0, length 0. */
uint32_t toc_utf8_at(toc_str text, size_t at, size_t *len);
unsigned toc_char_class(uint32_t code); /* TOC_CHAR_… bits */
extern const uint8_t toc_ascii_class[128];
unsigned toc_class_long(toc_str text, size_t at);
/* The class of the character at, and before, `at`; 0 at the borders. */
static inline unsigned toc_class_at(toc_str text, size_t at) {
    bool ascii = at < text.len && (unsigned char)text.ptr[at] < 0x80;
    return ascii ? toc_ascii_class[(unsigned char)text.ptr[at]] : toc_class_long(text, at);
}
unsigned toc_class_before(toc_str text, size_t at);
size_t toc_utf8_put(uint32_t code, char out[4]);

typedef enum toc_decoding {
    TOC_DECODED,           /* *out is UTF-8 */
    TOC_DECODE_UNREADABLE, /* more than a quarter of it is in no encoding that we read */
    TOC_DECODE_NOMEM
} toc_decoding;

/* Bytes -> UTF-8 without byte order mark; see utf8.c for the rule. *out views bytes or scratch. */
toc_decoding toc_utf8_decode(toc_str bytes, toc_buf *scratch, toc_str *out);

/* ---- cleaning (clean.c) ---- */

/* Valid UTF-8 -> NFC, LF, no control characters, single spaces, paragraphs divided by one
 * empty line; one_line makes line ends spaces. Replaces out; false when memory is refused. */
bool toc_text_clean(toc_str text, bool one_line, toc_buf *out);

/* ---- abbreviations (abbreviation.c) ---- */

typedef enum toc_abbreviation {
    TOC_ABBR_NOT,
    TOC_ABBR_TITLE,  /* "Gen.": never the end of a sentence */
    TOC_ABBR_OPEN,   /* "Inc.": may end one */
    TOC_ABBR_WORD,   /* "Sun.": may end one, and is a usual word when it does */
    TOC_ABBR_NUMBER, /* "No.": an abbreviation before a number only */
    TOC_ABBR_LETTER, /* "J." */
    TOC_ABBR_POINTS  /* "U.S.", "a.m." */
} toc_abbreviation;

/* word is without its last point. */
toc_abbreviation toc_abbreviation_of(toc_str word);
/* True when text goes on, at `at`, with a word that usually begins a sentence. */
bool toc_word_starts_sentence(toc_str text, size_t at);
/* True when a verb of saying stands among the first words at `at`. */
bool toc_word_says(toc_str text, size_t at);

/* ---- tokens (token.c) ---- */

/* Fill in kind, lower and case of a token whose text (not empty) is given; false when memory is refused. */
bool toc_token_look(toc_token *token, toc_arena *arena);

/* ---- lines (lines.c) ---- */

typedef struct toc_lines {
    toc_reader *reader; /* NULL: memory */
    toc_str memory;     /* what is left of it; ptr is NULL at the end */
    toc_buf head;       /* lines read ahead, each with its LF */
    size_t head_at;     /* how far they have been given out */
    bool head_cut;      /* the last of them was cut */
    size_t line;        /* number of the line last given, from 1 */
} toc_lines;

toc_rc toc_lines_open(toc_lines *lines, const char *path, toc_err *err);
void toc_lines_open_memory(toc_lines *lines, toc_str bytes);
/* Read ahead until at least 4 KiB or all of it is in *head. */
toc_rc toc_lines_peek(toc_lines *lines, toc_str *head, toc_err *err);
toc_rc toc_lines_next(toc_lines *lines, toc_str *line, bool *cut, bool *more, toc_err *err);
void toc_lines_close(toc_lines *lines);

/* ---- documents (docs.c) ---- */

struct toc_docs {
    toc_lines lines;
    toc_format format;
    toc_day default_date;
    toc_reject_fn *reject;
    void *reject_ctx;
    char *path;
    toc_buf raw;     /* the bytes of one document */
    toc_buf decoded; /* the same as UTF-8, when they were not */
    toc_buf clean;   /* one field, cleaned */
    bool done;
    char reason[256];
};

/* What a reader found: valid UTF-8, not yet clean; absent fields are empty. */
typedef struct toc_fields {
    toc_str external_id, date, source, url, title, text;
    size_t line;
} toc_fields;

/* As toc_docs_open, over bytes that outlive docs; name stands for the path in documents and rejects. */
toc_rc toc_docs_open_memory(const char *name, toc_str bytes, toc_format format, toc_day default_date,
                            toc_reject_fn *reject, void *ctx, toc_docs **out, toc_err *err);

/* Say that the record at line is left out, and why. */
void toc_docs_reject(toc_docs *docs, size_t line, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* The rest of the file, its line ends as LF, into docs->raw; the file is then done. *ok is false when it was rejected.
 */
toc_rc toc_docs_whole(toc_docs *docs, toc_str *bytes, bool *ok, toc_err *err);
/* Bytes of a record decoded; a reject when they are binary or unreadable. *text views bytes or docs->decoded. */
toc_rc toc_docs_decode(toc_docs *docs, toc_str bytes, size_t line, toc_str *text, bool *ok, toc_err *err);
/* A document from fields into arena; *made is false when it was rejected. */
toc_rc toc_docs_make(toc_docs *docs, const toc_fields *fields, toc_arena *arena, toc_document *out, bool *made,
                     toc_err *err);
toc_rc toc_docs_nomem(const toc_docs *docs, toc_err *err);

/* The readers: the next document, or *more false at the end of the file. */
toc_rc toc_txt_next(toc_docs *docs, toc_arena *arena, toc_document *out, bool *more, toc_err *err);
toc_rc toc_jsonl_next(toc_docs *docs, toc_arena *arena, toc_document *out, bool *more, toc_err *err);
toc_rc toc_html_next(toc_docs *docs, toc_arena *arena, toc_document *out, bool *more, toc_err *err);

#endif
