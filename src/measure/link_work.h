/* What the files of linking share, and nobody else includes: link.c finds happenings, link_correct.c corrections,
 * link_copy.c copies and sources. */
#ifndef TOC_MEASURE_LINK_WORK_H
#define TOC_MEASURE_LINK_WORK_H

#include "base/map.h"
#include "measure/link.h"
#include "measure/weights.h"

enum { LINK_CROWD = 512 }; /* how far back one is compared with those before it */

typedef struct link_item {
    uint64_t key; /* toc_link_key */
    toc_modality modality;
    toc_day day;
    size_t event;
} link_item;

typedef struct link_text {
    bool read;
    toc_gist gist;  /* of the sentence, without the parties */
    bool is_report; /* it has a sentence */
} link_text;

typedef struct link_document {
    toc_str id, source;
    toc_day date;
    bool correction; /* its title says so */
    toc_sketch sketch;
} link_document;

typedef struct link_work {
    toc_store *store;
    const toc_linking *linking;
    const toc_event *events;
    size_t count;
    toc_day asof;
    toc_arena *arena;
    toc_arena scratch;
    link_item *items; /* by key, modality, day, first stem, id */
    size_t item_count;
    link_text *texts;    /* per event */
    size_t *parent;      /* per event: union and find */
    toc_map document_at; /* id -> place in documents */
    link_document **documents;
    size_t document_count;
    toc_links out;
    toc_err *err;
} link_work;

/* A row of a dataset has no words: nothing is linked to it, nothing corrects it here. */
static inline bool link_is_row(const toc_event *event) {
    return event->document.text[0] == '\0' && event->sentence.text[0] == '\0';
}

toc_rc link_no_memory(const link_work *w);
/* The event's sentence is read when first asked for. */
toc_rc link_read_text(link_work *w, size_t event, const link_text **out);
/* The event's document, read when first asked for; NULL for a row of a dataset. */
toc_rc link_read_document(link_work *w, size_t event, const link_document **out);
/* First item from `from` on that is not before (key, modality, day). */
size_t link_find_item(const link_work *w, uint64_t key, toc_modality modality, toc_day day);
size_t link_root(size_t *parent, size_t at);
void link_unite(size_t *parent, size_t a, size_t b); /* the smaller root stays */
/* By day, day learnt, id. */
int link_order(const toc_event *a, const toc_event *b);

toc_rc link_correct(link_work *w);
toc_rc link_count_sources(link_work *w);

#endif
