/*
 * html: a page -> a document, with libxml2's HTML parser.
 *
 * Method. The page is decoded (UTF-8 when valid, else the charset that it declares, else the
 * rule of utf8.c), looked over for what makes the parser slow, parsed without network, entities
 * or large-file mode, and its head and body are read. A page that the parser gave up is a reject.
 */
#include "text/page.h"

#include <libxml/encoding.h>
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <string.h>

enum { CHARSET_WITHIN = 2048, CHARSET_MAX = 32, ARENA_MAX = 256 << 20 };

/* ---- the walk ---- */

toc_page_walk toc_page_walk_from(xmlNode *root) {
    return (toc_page_walk){.root = root, .node = root};
}

void toc_page_walk_next(toc_page_walk *walk, bool into) {
    xmlNode *node = walk->node;
    if (!walk->leaving && into && node->type == XML_ELEMENT_NODE && node->children) {
        walk->node = node->children;
        ++walk->depth;
    } else if (!walk->leaving) {
        walk->leaving = true;
    } else if (node == walk->root) {
        walk->node = NULL;
    } else if (node->next) {
        walk->node = node->next;
        walk->leaving = false;
    } else {
        walk->node = node->parent;
        --walk->depth;
    }
}

bool toc_page_is(const xmlNode *node, const char *tag) {
    return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, tag) == 0;
}

toc_str toc_page_attribute(const xmlNode *node, const char *name) {
    const xmlAttr *attribute = node->type == XML_ELEMENT_NODE ? node->properties : NULL;
    while (attribute && strcmp((const char *)attribute->name, name) != 0)
        attribute = attribute->next;
    const xmlNode *value = attribute ? attribute->children : NULL;
    return value && value->type == XML_TEXT_NODE ? toc_str_of((const char *)value->content) : TOC_STR("");
}

/* ---- looking over the bytes ---- */

static size_t find_icase(toc_str text, toc_str needle, size_t from, size_t to) {
    for (; from + needle.len <= to; ++from)
        if (toc_str_equal_icase(toc_str_slice(text, from, from + needle.len), needle))
            return from;
    return SIZE_MAX;
}

/* Behind the script, style or comment that begins at `at` (a '<'), or at when there is none. */
static size_t skip_opaque(toc_str text, size_t at) {
    static const struct {
        const char *open, *close;
    } opaque[] = {{"<!--", "-->"}, {"<script", "</script"}, {"<style", "</style"}};
    for (size_t i = 0; i < sizeof opaque / sizeof *opaque; ++i) {
        toc_str open = toc_str_of(opaque[i].open);
        if (!toc_str_equal_icase(toc_str_slice(text, at, at + open.len), open))
            continue;
        size_t end = find_icase(text, toc_str_of(opaque[i].close), at + open.len, text.len);
        return end == SIZE_MAX ? text.len : end;
    }
    return at;
}

/* Count the words outside quotes in the tag at `at`, and find its end. */
static size_t tag_end(toc_str text, size_t at, size_t *words) {
    char quote = 0;
    *words = 0;
    for (; at < text.len; ++at) {
        char c = text.ptr[at];
        if (quote)
            quote = c == quote ? 0 : quote;
        else if (c == '>')
            break;
        else if (c == '"' || c == '\'')
            quote = c;
        else if ((c == ' ' || c == '\n' || c == '\t' || c == '/' || c == '=') && ++*words > 4 * TOC_PAGE_ATTRIBUTES_MAX)
            break;
    }
    return at;
}

/* Why the parser should not see this page, or NULL. */
static const char *look_over(toc_str text) {
    size_t tags = 0, words = 0;
    for (size_t at = 0; at < text.len;) {
        const char *tag = memchr(text.ptr + at, '<', text.len - at);
        if (!tag)
            break;
        at = (size_t)(tag - text.ptr);
        size_t behind = skip_opaque(text, at);
        if (++tags > TOC_PAGE_TAGS_MAX)
            return "a page of more than 500,000 tags";
        at = behind > at ? behind : tag_end(text, at, &words);
        if (behind <= at && words > 4 * TOC_PAGE_ATTRIBUTES_MAX)
            return "a tag of more than 1,024 attributes";
        at += 1;
    }
    return NULL;
}

/* ---- encodings ---- */

/* The charset that the head of the page declares, unless it is one that utf8.c knows better. */
static bool declared_charset(toc_str page, char out[CHARSET_MAX]) {
    size_t limit = page.len < CHARSET_WITHIN ? page.len : CHARSET_WITHIN;
    size_t at = find_icase(page, TOC_STR("charset="), 0, limit), used = 0;
    if (at == SIZE_MAX)
        return false;
    for (at += 8; at < limit && (page.ptr[at] == '"' || page.ptr[at] == '\''); ++at) {
    }
    for (; at < limit && used + 1 < CHARSET_MAX && !strchr("\"' ;/>", page.ptr[at]); ++at)
        out[used++] = page.ptr[at];
    out[used] = '\0';
    static const char *const ours[] = {"", "utf-8", "utf8", "iso-8859-1", "windows-1252", "latin1", "us-ascii"};
    for (size_t i = 0; i < sizeof ours / sizeof *ours; ++i)
        if (toc_str_equal_icase(toc_str_of(out), toc_str_of(ours[i])))
            return false;
    return true;
}

/* bytes in charset as UTF-8 into out; false when that is not possible. */
static bool convert(toc_str bytes, const char *charset, toc_buf *out) {
    xmlCharEncodingHandler *handler = xmlFindCharEncodingHandler(charset);
    xmlBuffer *from = xmlBufferCreate(), *to = xmlBufferCreate();
    bool fine = handler && from && to && xmlBufferAdd(from, (const xmlChar *)bytes.ptr, (int)bytes.len) == 0;
    while (fine && xmlBufferLength(from) > 0)
        fine = xmlCharEncInFunc(handler, to, from) > 0;
    toc_buf_clear(out);
    if (fine)
        toc_buf_add(out, (toc_str){(const char *)xmlBufferContent(to), (size_t)xmlBufferLength(to)});
    xmlBufferFree(from);
    xmlBufferFree(to);
    if (handler)
        xmlCharEncCloseFunc(handler);
    return fine && !out->failed && toc_utf8_valid(toc_buf_str(out));
}

static toc_rc decode(toc_docs *docs, toc_str bytes, toc_str *text, bool *ok, toc_err *err) {
    char charset[CHARSET_MAX];
    bool plain = toc_utf8_valid(bytes) || memchr(bytes.ptr, '\0', bytes.len);
    if (plain || !declared_charset(bytes, charset) || !convert(bytes, charset, &docs->decoded))
        return toc_docs_decode(docs, bytes, 1, text, ok, err);
    *text = toc_buf_str(&docs->decoded);
    *ok = true;
    return TOC_OK;
}

/* ---- the page ---- */

static bool is_too_deep(xmlNode *root) {
    toc_page_walk walk = toc_page_walk_from(root);
    for (; walk.node; toc_page_walk_next(&walk, true))
        if (walk.depth > TOC_PAGE_DEPTH_MAX)
            return true;
    return false;
}

static toc_rc read_tree(toc_docs *docs, xmlNode *root, toc_arena *arena, toc_document *out, bool *made, toc_err *err) {
    toc_arena scratch;
    toc_buf text;
    toc_fields fields = {.line = 1};
    toc_arena_init(&scratch, ARENA_MAX);
    toc_buf_init(&text, 2 * TOC_DOCUMENT_BYTES_MAX);
    bool fine = toc_page_head(root, &scratch, &fields) && toc_page_body(root, &scratch, &text);
    toc_rc rc = TOC_OK;
    fields.text = toc_buf_str(&text);
    if (!fine)
        rc = toc_docs_nomem(docs, err);
    else
        rc = toc_docs_make(docs, &fields, arena, out, made, err);
    toc_buf_fini(&text);
    toc_arena_fini(&scratch);
    return rc;
}

static toc_rc read_page(toc_docs *docs, toc_str text, toc_arena *arena, toc_document *out, bool *made, toc_err *err) {
    htmlParserCtxt *parser = htmlNewParserCtxt();
    if (!parser)
        return toc_docs_nomem(docs, err);
    const int how =
        HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_COMPACT;
    xmlDoc *page = htmlCtxtReadMemory(parser, text.ptr, (int)text.len, NULL, "UTF-8", how);
    xmlNode *root = page ? xmlDocGetRootElement(page) : NULL;
    toc_rc rc = TOC_OK;
    if (parser->errNo == XML_ERR_NO_MEMORY)
        rc = toc_docs_nomem(docs, err);
    else if (parser->errNo == XML_ERR_INTERNAL_ERROR || (root && is_too_deep(root)))
        toc_docs_reject(docs, 1, "elements nested more than %d deep", TOC_PAGE_DEPTH_MAX);
    else if (!root)
        toc_docs_reject(docs, 1, "a page without elements");
    else
        rc = read_tree(docs, root, arena, out, made, err);
    xmlFreeDoc(page);
    htmlFreeParserCtxt(parser);
    return rc;
}

toc_rc toc_html_next(toc_docs *docs, toc_arena *arena, toc_document *out, bool *more, toc_err *err) {
    toc_str bytes, text;
    bool ok;
    toc_rc rc = toc_docs_whole(docs, &bytes, &ok, err);
    if (rc == TOC_OK && ok)
        rc = decode(docs, bytes, &text, &ok, err);
    if (rc != TOC_OK || !ok)
        return rc;
    const char *why = look_over(text);
    if (!why)
        return read_page(docs, text, arena, out, more, err);
    toc_docs_reject(docs, 1, "%s", why);
    return TOC_OK;
}
