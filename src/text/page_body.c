/*
 * page_body: the text of the article, without what stands around it.
 *
 * Method. First walk: each element is measured from its leaves up: bytes of
 * text, bytes of them in links, and its own text (not in blocks inside it). A
 * block with 40 bytes or more of its own, less than a third of them in links, is a good
 * paragraph; its bytes count for its container, half for the one above. What
 * is boilerplate by its tag, role, class or id counts for nothing, unless it
 * holds more than half of the page's text. Then the article is the best of
 * the elements marked as such (itemprop articleBody, article, main) when it has a third of
 * the page's good text, else the container with the highest score. Second walk:
 * its blocks are written, without boilerplate and blocks made of links.
 * The idea of scoring containers is Readability's (arc90, 2009); figures are our choice.
 */
#include "text/page.h"

#include <string.h>

enum { GOOD_BYTES = 40, CLASS_WORD_MAX = 20, MARKS = 4 };

typedef struct measure {
    size_t text, links;    /* bytes inside */
    size_t own, own_links; /* the same, not in blocks inside */
    size_t good;           /* bytes in good paragraphs inside */
    size_t score;          /* twice the bytes of good paragraphs just below, and once of those below them */
    bool dropped;
    bool block;
} measure;

typedef struct body {
    toc_arena *arena;
    size_t page_text;
    bool failed;
} body;

static measure *measure_of(const xmlNode *node) {
    return node ? node->_private : NULL;
}

static bool in_list(const char *name, const char *const *list) {
    for (; *list; ++list)
        if (strcmp(name, *list) == 0)
            return true;
    return false;
}

/* ---- what is boilerplate ---- */

static bool is_never_text(const xmlNode *node) {
    static const char *const tags[] = {"script", "style", "noscript", "template", "svg",    "math",     "iframe",
                                       "object", "embed", "head",     "button",   "select", "textarea", "input",
                                       "label",  "audio", "video",    "canvas",   "map",    NULL};
    return in_list((const char *)node->name, tags) ||
           toc_str_equal_icase(toc_page_attribute(node, "aria-hidden"), TOC_STR("true"));
}

static bool is_boilerplate_word(const char *word) {
    static const char *const words[] = {
        "ad",        "ads",       "advert",       "advertisement", "breadcrumb",  "breadcrumbs", "byline",
        "caption",   "comment",   "comments",     "consent",       "cookie",      "cookies",     "copyright",
        "disqus",    "donate",    "footer",       "gdpr",          "masthead",    "menu",        "modal",
        "nav",       "navbar",    "navigation",   "newsletter",    "newsletters", "outbrain",    "paywall",
        "popup",     "promo",     "promoted",     "promotion",     "readmore",    "recirc",      "recommended",
        "related",   "share",     "sharing",      "sidebar",       "signup",      "social",      "sponsor",
        "sponsored", "subscribe", "subscription", "taboola",       "tags",        "toolbar",     "widget",
        NULL};
    return in_list(word, words);
}

/* class and id are read as words: "shareBar", "share-bar" and "share_bar" are "share" and "bar". */
static bool has_boilerplate_word(toc_str names) {
    char word[CLASS_WORD_MAX];
    size_t used = 0;
    for (size_t i = 0; i <= names.len; ++i) {
        char c = i < names.len ? names.ptr[i] : ' ';
        bool upper = c >= 'A' && c <= 'Z', lower = c >= 'a' && c <= 'z';
        bool inner_capital = upper && i > 0 && names.ptr[i - 1] >= 'a' && names.ptr[i - 1] <= 'z';
        if ((!upper && !lower) || inner_capital) {
            word[used < CLASS_WORD_MAX ? used : 0] = '\0';
            if (is_boilerplate_word(word))
                return true;
            used = 0;
        }
        if (upper || lower) {
            if (used < CLASS_WORD_MAX)
                word[used] = (char)(upper ? c + ('a' - 'A') : c);
            used += used < CLASS_WORD_MAX;
        }
    }
    return false;
}

static bool is_hidden(const xmlNode *node) {
    toc_str style = toc_page_attribute(node, "style");
    return toc_str_find(style, TOC_STR("display:none"), 0) != SIZE_MAX ||
           toc_str_find(style, TOC_STR("display: none"), 0) != SIZE_MAX;
}

static bool is_boilerplate(const xmlNode *node) {
    static const char *const tags[] = {"nav",    "header",     "footer", "aside", "form",
                                       "figure", "figcaption", "dialog", "menu",  NULL};
    static const char *const roles[] = {"navigation", "banner", "contentinfo", "complementary",
                                        "search",     "dialog", "alert",       NULL};
    static const char *const never[] = {"html", "body", "article", "main", NULL};
    if (in_list((const char *)node->name, never))
        return false;
    toc_str role = toc_page_attribute(node, "role");
    return in_list((const char *)node->name, tags) || (role.len && in_list(role.ptr, roles)) || is_hidden(node) ||
           has_boilerplate_word(toc_page_attribute(node, "class")) ||
           has_boilerplate_word(toc_page_attribute(node, "id"));
}

static bool is_block(const xmlNode *node) {
    static const char *const inline_tags[] = {
        "a",    "abbr",   "acronym", "b",   "bdi", "bdo",  "big", "br",   "cite", "code", "data", "del",
        "dfn",  "em",     "font",    "i",   "img", "ins",  "kbd", "mark", "q",    "s",    "samp", "small",
        "span", "strike", "strong",  "sub", "sup", "time", "tt",  "u",    "var",  "wbr",  NULL};
    return node->type == XML_ELEMENT_NODE && !in_list((const char *)node->name, inline_tags);
}

static bool is_paragraph_tag(const xmlNode *node) {
    static const char *const tags[] = {"p", "blockquote", "li", "pre", "dd", "h2", "h3", NULL};
    return in_list((const char *)node->name, tags);
}

/* ---- measuring ---- */

static size_t count_text(const xmlNode *node) {
    size_t count = 0;
    for (const xmlChar *c = node->content; c && *c; ++c)
        count += *c > ' ';
    return count;
}

static void enter(body *b, xmlNode *node) {
    measure *m = toc_arena_alloc(b->arena, sizeof *m);
    node->_private = m;
    b->failed = b->failed || !m;
    if (!m)
        return;
    m->dropped = is_never_text(node);
    m->block = is_block(node);
}

static void add_score(measure *m, size_t bytes) {
    if (m)
        m->score += bytes;
}

/* Give what is known of a finished element to those above it. */
static void leave(const body *b, xmlNode *node) {
    measure *m = measure_of(node),
            *up = node->parent && node->parent->type == XML_ELEMENT_NODE ? measure_of(node->parent) : NULL;
    if (is_boilerplate(node) && m->text * 2 <= b->page_text)
        m->dropped = true;
    if (m->dropped || !up)
        return;
    if (toc_page_is(node, "a")) {
        m->links = m->text;
        m->own_links = m->own;
    }
    if (m->block && m->own >= GOOD_BYTES && m->own_links * 3 < m->own) {
        bool paragraph = is_paragraph_tag(node);
        m->good += m->own;
        add_score(paragraph ? up : m, 2 * m->own);
        add_score(paragraph ? measure_of(node->parent->parent) : up, m->own);
    }
    up->text += m->text;
    up->links += m->links;
    up->good += m->good;
    up->own += m->block ? 0 : m->own;
    up->own_links += m->block ? 0 : m->own_links;
}

static void add_text(xmlNode *node) {
    measure *m = measure_of(node->parent);
    size_t bytes = node->type == XML_TEXT_NODE ? count_text(node) : 0;
    m->text += bytes;
    m->own += bytes;
}

/* By rank of marks: 0 articleBody, 1 article, 2 main, 3 any other container, -1 none. */
static int mark_of(const xmlNode *node) {
    if (toc_str_equal_icase(toc_page_attribute(node, "itemprop"), TOC_STR("articleBody")))
        return 0;
    if (toc_page_is(node, "article"))
        return 1;
    if (toc_page_is(node, "main") || toc_str_equal(toc_page_attribute(node, "role"), TOC_STR("main")))
        return 2;
    return measure_of(node)->block ? 3 : -1;
}

static size_t worth(const xmlNode *node, int mark) {
    const measure *m = measure_of(node);
    return mark == 3 ? m->score : m->good;
}

static void measure_page(body *b, xmlNode *root) {
    for (toc_page_walk walk = toc_page_walk_from(root); walk.node && !b->failed;) {
        xmlNode *node = walk.node;
        bool element = node->type == XML_ELEMENT_NODE;
        if (element && !walk.leaving)
            enter(b, node);
        else if (element)
            leave(b, node);
        else if (!walk.leaving)
            add_text(node);
        toc_page_walk_next(&walk, element && !b->failed && !measure_of(node)->dropped);
    }
}

/* All text outside scripts and the like. */
static size_t page_text(xmlNode *root) {
    size_t bytes = 0;
    toc_page_walk walk = toc_page_walk_from(root);
    while (walk.node) {
        if (!walk.leaving && walk.node->type == XML_TEXT_NODE)
            bytes += count_text(walk.node);
        toc_page_walk_next(&walk, walk.node->type == XML_ELEMENT_NODE && !is_never_text(walk.node));
    }
    return bytes;
}

/* The best element of each mark into best, none of them in boilerplate. */
static void compare(xmlNode *root, xmlNode *best[MARKS]) {
    for (toc_page_walk walk = toc_page_walk_from(root); walk.node;) {
        xmlNode *node = walk.node;
        bool counts = node->type == XML_ELEMENT_NODE && !measure_of(node)->dropped;
        int mark = counts && !walk.leaving ? mark_of(node) : -1;
        if (mark >= 0 && (!best[mark] || worth(node, mark) > worth(best[mark], mark)))
            best[mark] = node;
        toc_page_walk_next(&walk, counts);
    }
}

static xmlNode *choose(xmlNode *root) {
    xmlNode *best[MARKS] = {NULL};
    size_t all = measure_of(root)->good;
    compare(root, best);
    for (int mark = 0; mark < MARKS - 1; ++mark)
        if (best[mark] && measure_of(best[mark])->good > 0 && measure_of(best[mark])->good * 3 >= all)
            return best[mark];
    return best[MARKS - 1] && measure_of(best[MARKS - 1])->score > 0 ? best[MARKS - 1] : root;
}

/* ---- writing ---- */

/* Text with its line ends as spaces, unless it is preformatted. */
static void write_text(const xmlNode *node, bool keep_lines, toc_buf *out) {
    toc_str rest = toc_str_of((const char *)node->content);
    while (!keep_lines && rest.ptr) {
        toc_buf_add(out, toc_str_cut(&rest, '\n'));
        if (rest.ptr)
            toc_buf_add_char(out, ' ');
    }
    if (keep_lines)
        toc_buf_add(out, rest);
}

static bool is_written(const xmlNode *node) {
    const measure *m = measure_of(node);
    bool links = m->block && m->own > 0 && m->own_links * 2 > m->own;
    return !m->dropped && !links && !toc_page_is(node, "h1");
}

static void write_article(xmlNode *root, toc_buf *out) {
    size_t preformatted = 0;
    for (toc_page_walk walk = toc_page_walk_from(root); walk.node;) {
        xmlNode *node = walk.node;
        bool element = node->type == XML_ELEMENT_NODE;
        bool written = element && (node == root || is_written(node));
        if (element && measure_of(node)->block)
            toc_buf_add(out, TOC_STR("\n\n"));
        else if (toc_page_is(node, "br") && !walk.leaving)
            toc_buf_add(out, TOC_STR("\n"));
        else if (node->type == XML_TEXT_NODE && !walk.leaving)
            write_text(node, preformatted > 0, out);
        if (written && toc_page_is(node, "pre"))
            preformatted = walk.leaving ? preformatted - 1 : preformatted + 1;
        toc_page_walk_next(&walk, written);
    }
}

bool toc_page_body(xmlNode *root, toc_arena *arena, toc_buf *out) {
    body b = {.arena = arena, .page_text = page_text(root)};
    measure_page(&b, root);
    if (b.failed)
        return false;
    write_article(choose(root), out);
    return !out->failed;
}
