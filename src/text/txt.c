/*
 * txt: plain text with header lines, one article a file.
 *
 * Method. The lines from the first on that begin with "Date:", "Source:",
 * "Url:" or "Title:" (any order, any case; the last of a kind counts) are the
 * header; it ends at an empty line or at the first other line. A file whose
 * first line is no header is all text, and so is every file in TOC_FORMAT_PLAIN.
 */
#include "text/inside.h"

#include <string.h>

/* A header line's value goes to its field; false when the line is none. */
static bool take_header(toc_str line, toc_fields *fields) {
    struct {
        const char *name;
        toc_str *field;
    } known[] = {
        {"date", &fields->date},
        {"source", &fields->source},
        {"url", &fields->url},
        {"title", &fields->title},
    };
    size_t colon = toc_str_find(line, TOC_STR(":"), 0);
    toc_str name = toc_str_trim(toc_str_slice(line, 0, colon));
    for (size_t i = 0; colon != SIZE_MAX && i < sizeof known / sizeof *known; ++i) {
        if (toc_str_equal_icase(name, toc_str_of(known[i].name))) {
            *known[i].field = toc_str_trim(toc_str_slice(line, colon + 1, line.len));
            return true;
        }
    }
    return false;
}

/* Cut the next line off; it ends at LF, CR or CRLF. */
static toc_str cut_line(toc_str *rest) {
    size_t end = 0;
    while (end < rest->len && rest->ptr[end] != '\n' && rest->ptr[end] != '\r')
        ++end;
    toc_str line = toc_str_slice(*rest, 0, end);
    end += end + 1 < rest->len && rest->ptr[end] == '\r' && rest->ptr[end + 1] == '\n';
    *rest = toc_str_slice(*rest, end + 1, rest->len);
    return line;
}

static void read_fields(toc_str text, toc_fields *fields) {
    for (toc_str rest = text; rest.len > 0; text = rest)
        if (!take_header(cut_line(&rest), fields))
            break;
    fields->text = text;
}

toc_rc toc_txt_next(toc_docs *docs, toc_arena *arena, toc_document *out, bool *more, toc_err *err) {
    toc_fields fields = {.line = 1};
    toc_str bytes, text;
    bool ok;
    toc_rc rc = toc_docs_whole(docs, &bytes, &ok, err);
    if (rc == TOC_OK && ok)
        rc = toc_docs_decode(docs, bytes, 1, &text, &ok, err);
    if (rc != TOC_OK || !ok)
        return rc;
    if (docs->format == TOC_FORMAT_PLAIN)
        fields.text = text;
    else
        read_fields(text, &fields);
    return toc_docs_make(docs, &fields, arena, out, more, err);
}
