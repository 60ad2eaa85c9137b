/* pair: an answer about two parties, as a line of JSON or as a few lines for people. */
#ifndef TOC_REPORT_PAIR_H
#define TOC_REPORT_PAIR_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct toc_pair_reason {
    toc_str part, words, rule, value;
} toc_pair_reason;

typedef struct toc_pair_line {
    toc_str id;    /* JSON already */
    toc_str event; /* empty: abstains */
    toc_str cameo;
    int quad;
    const char *modality;
    double confidence;
    toc_str text, source, target;
    const toc_pair_reason *reasons;
    size_t reason_count;
} toc_pair_line;

/* {"id","event","quad","cameo","modality","confidence","why":[{"part","words","rule","value"}…]} and LF; what is absent
 * is null. */
void toc_pair_add_json(toc_buf *out, const toc_pair_line *line);
void toc_pair_add_text(toc_buf *out, const toc_pair_line *line);

#endif
