/*
 * page_head: what a page says of itself.
 *
 * Method. One walk; every place that may name the title, the date, the site or
 * the address makes an offer with a rank, and the lowest rank wins, the first
 * of equal ones. A date that cannot be read and an address that is not http are
 * no offers. Title: og:title, h1, title. Date: article:published_time,
 * itemprop datePublished, JSON-LD datePublished, other meta names, the first <time>.
 * Site: og:site_name, JSON-LD publisher, the host. Address: canonical link, og:url.
 */
#include "text/page.h"

#include <jansson.h>
#include <string.h>

enum { RANK_NONE = 99, JSON_DEPTH_MAX = 4, TITLE_MAX = 1000 };

typedef struct offer {
    toc_str value;
    int rank;
} offer;

typedef struct head {
    toc_arena *arena;
    offer title, date, site, url;
    bool failed;
} head;

static void take(head *h, offer *to, int rank, toc_str value) {
    value = toc_str_slice(toc_str_trim(value), 0, TITLE_MAX);
    if (value.len == 0 || rank >= to->rank)
        return;
    toc_str copy = toc_arena_str(h->arena, value);
    h->failed = h->failed || !copy.ptr;
    if (copy.ptr)
        *to = (offer){copy, rank};
}

static void take_date(head *h, int rank, toc_str value) {
    value = toc_str_trim(value);
    if (toc_day_parse_loose(value) != TOC_DAY_NONE)
        take(h, &h->date, rank, value);
}

static void take_url(head *h, int rank, toc_str value) {
    value = toc_str_trim(value);
    if (toc_str_starts(value, TOC_STR("http://")) || toc_str_starts(value, TOC_STR("https://")))
        take(h, &h->url, rank, value);
}

/* ---- meta, link, time ---- */

static bool is_any(toc_str name, const char *const *names) {
    for (; *names; ++names)
        if (toc_str_equal_icase(name, toc_str_of(*names)))
            return true;
    return false;
}

static void read_meta(head *h, const xmlNode *node) {
    static const char *const dates[] = {"date",    "dc.date",     "dc.date.issued", "dcterms.created",  "dcterms.date",
                                        "pubdate", "publishdate", "publish-date",   "parsely-pub-date", "sailthru.date",
                                        NULL};
    toc_str content = toc_page_attribute(node, "content");
    toc_str name = toc_page_attribute(node, "property");
    if (name.len == 0)
        name = toc_page_attribute(node, "name");
    if (toc_str_equal_icase(name, TOC_STR("og:title")))
        take(h, &h->title, 1, content);
    else if (toc_str_equal_icase(name, TOC_STR("article:published_time")))
        take_date(h, 1, content);
    else if (toc_str_equal_icase(name, TOC_STR("og:site_name")))
        take(h, &h->site, 1, content);
    else if (toc_str_equal_icase(name, TOC_STR("og:url")))
        take_url(h, 2, content);
    else if (is_any(name, dates))
        take_date(h, 4, content);
}

static void read_marks(head *h, const xmlNode *node) {
    toc_str datetime = toc_page_attribute(node, "datetime");
    if (toc_str_equal_icase(toc_page_attribute(node, "itemprop"), TOC_STR("datePublished"))) {
        take_date(h, 2, toc_page_attribute(node, "content"));
        take_date(h, 2, datetime);
    }
    if (toc_page_is(node, "meta"))
        read_meta(h, node);
    else if (toc_page_is(node, "link") && toc_str_equal_icase(toc_page_attribute(node, "rel"), TOC_STR("canonical")))
        take_url(h, 1, toc_page_attribute(node, "href"));
    else if (toc_page_is(node, "time"))
        take_date(h, 5, datetime);
}

/* ---- JSON-LD ---- */

static toc_str json_text(const json_t *value) {
    return json_is_string(value) ? (toc_str){json_string_value(value), json_string_length(value)} : TOC_STR("");
}

/* An object, an array of them, or an object with "@graph"; recursion ends at JSON_DEPTH_MAX. */
static void read_json(head *h, const json_t *value, int depth) {
    if (depth > JSON_DEPTH_MAX)
        return;
    for (size_t i = 0; json_is_array(value) && i < json_array_size(value); ++i)
        read_json(h, json_array_get(value, i), depth + 1);
    if (!json_is_object(value))
        return;
    take_date(h, 3, json_text(json_object_get(value, "datePublished")));
    take(h, &h->site, 2, json_text(json_object_get(json_object_get(value, "publisher"), "name")));
    read_json(h, json_object_get(value, "@graph"), depth + 1);
}

static void read_script(head *h, const xmlNode *node) {
    const xmlNode *content = node->children;
    if (!content || !content->content ||
        !toc_str_equal_icase(toc_page_attribute(node, "type"), TOC_STR("application/ld+json")))
        return;
    toc_str text = toc_str_of((const char *)content->content);
    json_t *json = json_loadb(text.ptr, text.len, 0, NULL);
    read_json(h, json, 0);
    json_decref(json);
}

/* ---- titles ---- */

/* All text inside node, up to TITLE_MAX bytes and a few more. */
static void take_text(head *h, offer *to, int rank, xmlNode *node) {
    toc_buf text;
    toc_buf_init(&text, SIZE_MAX / 2);
    toc_page_walk walk = toc_page_walk_from(node);
    for (; walk.node && text.len < TITLE_MAX; toc_page_walk_next(&walk, true))
        if (!walk.leaving && walk.node->type == XML_TEXT_NODE && walk.node->content)
            toc_buf_add(&text, toc_str_of((const char *)walk.node->content));
    h->failed = h->failed || text.failed;
    if (!text.failed)
        take(h, to, rank, toc_buf_str(&text));
    toc_buf_fini(&text);
}

/* "https://www.example.org/path" -> "example.org" */
static toc_str host_of(toc_str url) {
    size_t from = toc_str_find(url, TOC_STR("://"), 0);
    if (from == SIZE_MAX)
        return TOC_STR("");
    toc_str host = toc_str_slice(url, from + 3, url.len);
    host = toc_str_slice(host, 0, toc_str_find(host, TOC_STR("/"), 0));
    return toc_str_starts(host, TOC_STR("www.")) ? toc_str_slice(host, 4, host.len) : host;
}

bool toc_page_head(xmlNode *root, toc_arena *arena, toc_fields *fields) {
    const offer none = {TOC_STR(""), RANK_NONE};
    head h = {arena, none, none, none, none, false};
    for (toc_page_walk walk = toc_page_walk_from(root); walk.node; toc_page_walk_next(&walk, true)) {
        if (walk.leaving || walk.node->type != XML_ELEMENT_NODE)
            continue;
        read_marks(&h, walk.node);
        if (toc_page_is(walk.node, "script"))
            read_script(&h, walk.node);
        else if (toc_page_is(walk.node, "h1") && h.title.rank > 2)
            take_text(&h, &h.title, 2, walk.node);
        else if (toc_page_is(walk.node, "title") && h.title.rank > 3)
            take_text(&h, &h.title, 3, walk.node);
    }
    fields->title = h.title.value;
    fields->date = h.date.value;
    fields->url = h.url.value;
    fields->source = h.site.value.len ? h.site.value : host_of(h.url.value);
    return !h.failed;
}
