/*
 * evidence: an event with the sentence and the document it came from, as the
 * report shows it. Filled by op from the ledger; views into op's arena.
 */
#ifndef TOC_REPORT_EVIDENCE_H
#define TOC_REPORT_EVIDENCE_H

#include "event/event.h"
#include "event/ontology.h"
#include "world/world.h"

typedef struct toc_evidence {
    toc_event event;
    toc_str sentence; /* text; empty for a dataset's row */
    toc_str source, title, url;
    toc_str file;
    size_t line;
    toc_day published;
    toc_id corrected_by; /* the event or sentence that supersedes this one; empty text when none */
    toc_id copy_of;      /* the document that this one's is a copy of; empty text when none is known */
} toc_evidence;

/* A CLAIM when a speaker reports it or when it is words; else a FACT (told by the source in its own voice). */
bool toc_evidence_is_claim(const toc_evidence *evidence);
/* "Russia → NATO: threaten with military force" */
toc_str toc_evidence_headline(const toc_evidence *evidence, const toc_world *world, const toc_ontology *ontology,
                              toc_arena *arena);
/* "TASS, 15 August 2023, “Title”" */
toc_str toc_evidence_origin(const toc_evidence *evidence, toc_arena *arena);
/* One JSON object: {"event":{…},"sentence_text":…,"source":…,"published":…,"title":…,"url":…} */
void toc_evidence_add_json(toc_buf *out, const toc_evidence *evidence);

#endif
