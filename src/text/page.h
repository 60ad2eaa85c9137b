/*
 * page: an HTML page between its three files.
 *
 * html.c turns bytes into libxml2's tree and the tree into a document, page_head.c
 * finds title, date, site and address, page_body.c the text of the article.
 * Strings found live in the page's arena or in the tree.
 */
#ifndef TOC_TEXT_PAGE_H
#define TOC_TEXT_PAGE_H

#include "text/inside.h"

#include <libxml/tree.h>

#define TOC_PAGE_DEPTH_MAX 256   /* deeper nesting is a reject */
#define TOC_PAGE_TAGS_MAX 500000 /* so is a page with more tags: it bounds memory (libxml2 takes 120 bytes a node) */
#define TOC_PAGE_ATTRIBUTES_MAX 1024 /* and a tag with more attributes: libxml2 compares each with each */

/* A walk through the tree without recursion: each element is entered and left. */
typedef struct toc_page_walk {
    xmlNode *root, *node; /* node is NULL at the end */
    bool leaving;
    size_t depth;
} toc_page_walk;

toc_page_walk toc_page_walk_from(xmlNode *root);
/* The next event; into is false to pass over what is inside the node just entered. */
void toc_page_walk_next(toc_page_walk *walk, bool into);

bool toc_page_is(const xmlNode *node, const char *tag);
/* An attribute's value, a view into the tree; empty when absent. */
toc_str toc_page_attribute(const xmlNode *node, const char *name);

/* Fill what the head and the marks of the page say into fields (all but text and line). False when memory is refused.
 */
bool toc_page_head(xmlNode *root, toc_arena *arena, toc_fields *fields);
/* Append the article's text to out, paragraphs divided by empty lines. False when memory is refused. */
bool toc_page_body(xmlNode *root, toc_arena *arena, toc_buf *out);

#endif
