/*
 * explain: a coded sentence for people: the words that carried each event,
 * in brackets, and a table of part, words, value and rule.
 *
 * Used by `tocsin code --explain`. The coder's own types stay outside: the
 * recipe hands over what is to be shown.
 */
#ifndef TOC_REPORT_EXPLAIN_H
#define TOC_REPORT_EXPLAIN_H

#include "base/str.h"
#include "event/event.h"

typedef struct toc_explain_part {
    toc_str part;  /* "source", "action", … */
    toc_str words; /* as they stand in the sentence; empty when inferred */
    toc_str rule;
    toc_str value;
} toc_explain_part;

typedef struct toc_explain_event {
    const toc_event *event;
    const toc_explain_part *parts;
    size_t part_count;
} toc_explain_event;

typedef struct toc_explain_sentence {
    size_t number; /* in its document, from 0; shown from 1 */
    toc_str text;
    bool silent; /* names two actors and gave no event */
    const toc_explain_event *events;
    size_t event_count;
} toc_explain_sentence;

/* "file:line  date  title" and a rule under it. */
void toc_explain_add_document(toc_buf *buf, toc_str file, size_t line, toc_day date, toc_str title);
void toc_explain_add_sentence(toc_buf *buf, const toc_explain_sentence *sentence);

#endif
