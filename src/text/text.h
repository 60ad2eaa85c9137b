/*
 * text: bytes -> documents -> sentences -> tokens.
 *
 * Three formats come in: plain text with header lines, JSON Lines, HTML. What
 * goes out is a toc_document: metadata and clean UTF-8 paragraphs, then its
 * sentences as views into that text, then tokens of a sentence as views into
 * it. Offsets are bytes in UTF-8. Splitting and tokenising keep every byte
 * addressable: nothing is rewritten, only cut.
 *
 * What is done to the bytes, and nothing else: a byte order mark goes; bytes that
 * are no UTF-8 are read as Windows-1252 when that is plausible (the rule stands in
 * utf8.c), in HTML as the declared charset, else each becomes U+FFFD; NFC; one kind of
 * line end and of space; control characters and soft hyphens go. A document's id
 * is made after that, so the same article has one id whatever its file and format.
 *
 * Order: toc_docs_open on a file, toc_docs_next until it is empty; for each document
 * toc_splitter_cut (or toc_text_sentences), for each sentence toc_text_tokens. Each reader is used by
 * one thread; documents may be handed to others.
 */
#ifndef TOC_TEXT_TEXT_H
#define TOC_TEXT_TEXT_H

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "base/id.h"

typedef struct toc_document {
    toc_id id;           /* from source, url or external id, date, title and text */
    toc_str external_id; /* the JSON "id", or empty */
    toc_day date;        /* TOC_DAY_NONE when the document gives none */
    toc_str source, url, title;
    toc_str text; /* UTF-8, NFC, LF line ends; paragraphs are divided by an empty line */
    toc_str file; /* where it was read */
    size_t line;  /* first line of it there, from 1 */
} toc_document;

typedef enum toc_format {
    TOC_FORMAT_AUTO = 0,
    TOC_FORMAT_TXT,   /* "Date:", "Source:", "Url:", "Title:" lines (any order and case, all optional), empty line, text
                       */
    TOC_FORMAT_JSONL, /* one object a line: id, date, source, url, title, text; unknown keys are ignored */
    TOC_FORMAT_HTML,  /* article text without boilerplate; date, title, site and canonical url from the head */
    TOC_FORMAT_PLAIN  /* all of the file is text, whatever it looks like; AUTO never chooses it */
} toc_format;

/* A record that could not be read: said, counted, and left out. */
typedef struct toc_reject {
    const char *file;
    size_t line;
    const char *reason;
} toc_reject;
typedef void toc_reject_fn(void *ctx, const toc_reject *reject);

#define TOC_DOCUMENT_BYTES_MAX (8u << 20) /* a document past this is a reject */

typedef struct toc_docs toc_docs;

/* Open path ("-" is standard input). AUTO decides by content: '{' first means JSON Lines, '<' with an html, head, body,
 * article or doctype tag near means HTML, else text; a file with NUL bytes or a known binary signature, or an empty
 * file, gives no documents and one reject. default_date serves documents without one (TOC_DAY_NONE: none). */
toc_rc toc_docs_open(const char *path, toc_format format, toc_day default_date, toc_reject_fn *reject, void *ctx,
                     toc_docs **out, toc_err *err);
/* The next document into arena; *more false at the end. Bad records go to reject and are passed over. */
toc_rc toc_docs_next(toc_docs *docs, toc_arena *arena, toc_document *out, bool *more, toc_err *err);
void toc_docs_close(toc_docs *docs);

/* A sentence: [from, to) in document.text; a heading or title line is a sentence of its own. */
typedef struct toc_sentence {
    size_t from, to;
    size_t paragraph; /* from 0 */
} toc_sentence;

/* Cut text into sentences. Known abbreviations, initials, decimal points, quotes and brackets are respected; a sentence
 * longer than TOC_SENTENCE_BYTES_MAX is cut at a token border. Linear in the length. */
#define TOC_SENTENCE_BYTES_MAX 4000
toc_rc toc_text_sentences(toc_str text, toc_arena *arena, toc_sentence **out, size_t *count, toc_err *err);

/* A learnt judge of borders, which hears those rules and may overrule them, for text without full stops, lists and
 * mail; hard line ends and empty lines stay borders. Read-only after loading, shared by threads. */
typedef struct toc_splitter toc_splitter;

/* Read the model at path. TOC_ENOTFOUND, TOC_EFORMAT (not ours, damaged, other version), TOC_ENOMEM. */
toc_rc toc_splitter_new(const char *path, toc_splitter **out, toc_err *err);
void toc_splitter_free(toc_splitter *splitter); /* NULL is fine */
/* As toc_text_sentences, with splitter; NULL: the rules alone. */
toc_rc toc_splitter_cut(const toc_splitter *splitter, toc_str text, toc_arena *arena, toc_sentence **out, size_t *count,
                        toc_err *err);

/* The same in parts, for who wants to begin with the first sentences of a long text: set splitter (or NULL) and text,
 * the rest 0; each call gives the sentences of the next paragraphs, TOC_CUTTING_SENTENCES or a few more (a paragraph
 * stays whole); *count 0 at the end. */
enum { TOC_CUTTING_SENTENCES = 256 };
typedef struct toc_cutting {
    const toc_splitter *splitter;
    toc_str text;
    size_t at, paragraph; /* where the next part begins */
} toc_cutting;
toc_rc toc_cutting_next(toc_cutting *cutting, toc_arena *arena, toc_sentence **out, size_t *count, toc_err *err);

typedef enum toc_token_kind { TOC_WORD, TOC_NUMBER, TOC_PUNCT, TOC_SYMBOL } toc_token_kind;

typedef struct toc_token {
    uint32_t from, to; /* bytes within the sentence */
    toc_str text;      /* the bytes */
    toc_str lower;     /* ASCII and Latin letters folded to lower case; same view when nothing changes */
    toc_token_kind kind;
    bool space_after;
    bool capital;  /* first letter is upper case */
    bool all_caps; /* two or more letters, all upper case */
} toc_token;

/* True when bytes are valid UTF-8 (Unicode table 3-7). */
bool toc_utf8_valid(toc_str bytes);

/* Tokens in the manner of UD English EWT: clitics are cut ("do|n't", "Minsk|'s"), hyphenated words are cut at the
 * hyphen except within numbers and prefixes listed there, abbreviations with points stay whole ("U.S.", "Lt."). */
toc_rc toc_text_tokens(toc_str sentence, toc_arena *arena, toc_token **out, size_t *count, toc_err *err);

#endif
