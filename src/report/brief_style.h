/* brief_style: the style sheet of the HTML brief, in the order screen, small screen, print. */
#ifndef TOC_REPORT_BRIEF_STYLE_H
#define TOC_REPORT_BRIEF_STYLE_H

extern const char *const toc_brief_style_screen;
extern const char *const toc_brief_style_small;
extern const char *const toc_brief_style_print;

#endif
