/*
 * help: the pages of doc/verbs, held inside the programme.
 *
 * script/embed-help turns doc/verbs/<verb>.md into help_pages.c when the build
 * runs, so that `tocsin help VERB` and the man page are one text. "tocsin" is
 * the overview.
 */
#ifndef TOC_CLI_HELP_H
#define TOC_CLI_HELP_H

#include <stddef.h>

struct toc_help_page {
    const char *verb;
    const char *text; /* Markdown, plain enough to read as it is */
};

extern const struct toc_help_page toc_help_pages[];
extern const size_t toc_help_page_count;

#endif
