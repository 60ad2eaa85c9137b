/*
 * why: what stands behind an id, down to sentences and sources.
 *
 * A toc_why is made by one of the constructors from what op has read, then
 * written by toc_why_add_text or toc_why_add_json. All views are the arena's or
 * the caller's, and must outlive it.
 */
#ifndef TOC_REPORT_WHY_H
#define TOC_REPORT_WHY_H

#include "report/brief.h"

typedef struct toc_why_field {
    toc_str name, value;
} toc_why_field;

typedef struct toc_why_passage {
    toc_str id, text;
    toc_str mark_from; /* the part of text that carries the event; a view into text, or empty */
} toc_why_passage;

#define TOC_WHY_FIELDS_MAX 48
#define TOC_WHY_REPORTS_MAX 100

/* What is known of the happening that an event tells of. */
typedef struct toc_why_reports {
    int reports, sources;        /* in force */
    size_t corrected;            /* reports out of force */
    toc_id stands_for_it;        /* the event that is counted */
    const toc_evidence *members; /* with corrected_by and copy_of */
    size_t shown, count;         /* the first `shown` of `count` members are there */
    const toc_evidence *corrected_by,
        *disputed_by;                   /* of the event asked about; NULL: none. Without event id: a sentence */
    const toc_str *corrects, *disputes; /* events that it corrects or disputes */
    size_t corrects_count, disputes_count;
} toc_why_reports;

typedef struct toc_why {
    toc_str id;
    toc_str kind; /* "event", "sentence", "document", "figure", "clause", "channel", "mediator", "war", "membership",
                     "bloc" */
    toc_str title;
    toc_why_field fields[TOC_WHY_FIELDS_MAX];
    size_t field_count;
    toc_why_passage *passages; /* sentences shown in full */
    size_t passage_count;
    const toc_evidence *evidence; /* events under it, with their sentences */
    const char *evidence_name;    /* what they are, in the singular; NULL: "event" */
    size_t evidence_count;
    size_t event_total; /* how many there are when not all are shown */
    const toc_world *world;
    const toc_ontology *ontology;
} toc_why;

/* What a recorded figure says; its events are read by the caller and put into out->evidence. TOC_EFORMAT when json is
 * none of ours. */
toc_rc toc_why_figure(toc_str id, toc_str json, toc_arena *arena, toc_why *out, toc_str **events, size_t *event_count,
                      toc_err *err);
/* told: NULL when nothing is known of other reports. */
void toc_why_event(const toc_evidence *evidence, const toc_why_reports *told, const toc_world *world,
                   const toc_ontology *ontology, toc_arena *arena, toc_why *out);
/* The other reports of the happening, as events under it. */
void toc_why_add_reports(const toc_why_reports *told, toc_why *out);
/* The document around a sentence or as a whole: title, source, where it was read. */
void toc_why_document(toc_str id, toc_str source, toc_str title, toc_str url, toc_str file, size_t line, toc_day date,
                      toc_arena *arena, toc_why *out);
/* Documents that are near copies of this one. */
void toc_why_add_copies(const toc_str *ids, size_t count, toc_arena *arena, toc_why *out);
/* A row of the world's tables: clause, channel, mediator, war, "BLOC:STATE", or a bloc with its members as of the day.
 * TOC_ENOTFOUND (without touching *out) when no table has it. */
toc_rc toc_why_world(const toc_world *world, toc_str id, toc_day asof, toc_arena *arena, toc_why *out, toc_err *err);

void toc_why_add_text(toc_buf *out, const toc_why *why, toc_text_style style);
void toc_why_add_json(toc_buf *out, const toc_why *why);

#endif
