/* text_style: how text for a terminal or a plain mail looks. */
#ifndef TOC_REPORT_TEXT_STYLE_H
#define TOC_REPORT_TEXT_STYLE_H

#include <stdbool.h>
#include <stddef.h>

typedef struct toc_text_style {
    size_t width; /* columns, 60 … 100 make sense */
    bool bold;    /* ANSI */
    bool ascii;   /* no block or box characters */
} toc_text_style;

#endif
