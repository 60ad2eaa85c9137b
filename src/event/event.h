/*
 * event: the central noun. Who did what to whom, when, said by whom, in which
 * modality, and where it can be read.
 *
 * Text and datasets enter by two doors and meet as toc_event; nothing behind
 * this header knows which door was used. An event that is not understood does
 * not exist: there are no fallback codes.
 *
 * Words and deeds. A deed is an act in the world that was done: modality DONE
 * and a root other than the verbal ones (toc_event_is_deed says which). SAY,
 * APPEAL, verbal roots, and all that is planned, hypothetical, requested,
 * denied or historical are words, and never feed the deeds index.
 *
 * Ownership: all text in a toc_event are views into memory of whoever made it
 * (the arena handed to the maker); copy with toc_event_copy to keep one.
 */
#ifndef TOC_EVENT_EVENT_H
#define TOC_EVENT_EVENT_H

#include "base/arena.h"
#include "base/date.h"
#include "base/id.h"

/* PLOVER's roots (Open Event Data Alliance, PLOVER manual 0.8) and our two for words. */
typedef enum toc_root {
    TOC_ROOT_NONE = 0,
    TOC_AGREE,
    TOC_CONSULT,
    TOC_SUPPORT,
    TOC_CONCEDE,
    TOC_COOPERATE,
    TOC_AID,
    TOC_RETREAT,
    TOC_REQUEST,
    TOC_ACCUSE,
    TOC_REJECT,
    TOC_THREATEN,
    TOC_PROTEST,
    TOC_SANCTION,
    TOC_MOBILIZE,
    TOC_COERCE,
    TOC_ASSAULT,
    TOC_SAY,
    TOC_APPEAL,
    TOC_ROOT_COUNT
} toc_root;

typedef enum toc_modality {
    TOC_DONE = 0,     /* told as having happened, or happening */
    TOC_PLANNED,      /* intended, announced, ordered, agreed for later */
    TOC_HYPOTHETICAL, /* possible, feared, conditional */
    TOC_REQUESTED,    /* asked for, called for, demanded */
    TOC_DENIED,       /* said not to have happened, or negated */
    TOC_HISTORICAL,   /* told as history, more than a year before the report */
    TOC_MODALITY_COUNT
} toc_modality;

/* How exactly a date is told. The date is the first day of the interval: of the week its Monday, of the month or the
 * year its first. */
typedef enum toc_precision {
    TOC_DATE_REPORT = 0, /* not told: the date is the report's */
    TOC_DATE_DAY,
    TOC_DATE_WEEK,
    TOC_DATE_MONTH,
    TOC_DATE_YEAR,
    TOC_PRECISION_COUNT
} toc_precision;

/* Where it happened, as far as the text says so, and never closer than the first administrative level. */
typedef struct toc_place {
    toc_str country; /* ISO-3, or empty */
    toc_str adm1;    /* name of the unit (GeoNames, ASCII), or empty */
    toc_str text;    /* the words that gave it */
} toc_place;

typedef struct toc_party {
    toc_str code; /* ISO-3 or bloc, then sectors: "BLRGOVMIL", "NATO"; of a stranger, whose state the text does not
                     tell, sectors alone: "UAF", "UNK"; empty when there is nobody */
    toc_str text; /* the words that gave it */
} toc_party;

typedef struct toc_event {
    toc_id id;    /* from toc_event_make_id */
    toc_day date; /* when it happened or is to happen, as far as known; else the report's date */
    toc_precision precision;
    toc_day learnt; /* when it could be known: the report's date; 0 and TOC_DAY_NONE when not known (no report is of
                       1970-01-01) */
    toc_place place;
    toc_party source;
    toc_party target;  /* code may be empty: a call for arms has no target */
    toc_str signal_to; /* actor code of the side that the act addresses, or empty */
    toc_root root;
    toc_str mode;     /* PLOVER mode, or empty */
    toc_str context;  /* PLOVER contexts, ';' between, or empty */
    toc_str cameo;    /* text: leading zeros count */
    int quad;         /* 1 verbal cooperation … 4 material conflict; 0 none (SAY) */
    double goldstein; /* -10 … 10 (Goldstein 1992, doi:10.1177/0022002792036002007) */
    toc_modality modality;
    toc_party speaker; /* who reports it, when attributed; code empty when the text's own voice */
    double confidence; /* 0 … 1: the coder's own, see code/code.h for what it means */
    int reports;       /* how many reports tell of it, at least 1 */
    /* provenance: text */
    toc_id document; /* empty text when from a dataset */
    toc_id sentence;
    size_t span_from, span_to; /* byte offsets of the words that carry it, within the sentence */
    toc_str rule;              /* which rule fired: table and row, "actions:held+talks" */
    /* provenance: dataset */
    toc_str dataset; /* "gdelt1", …; empty for text */
    toc_str file;
    int64_t row;
} toc_event;

const char *toc_root_name(toc_root root);             /* "ASSAULT"; "" for NONE */
toc_root toc_root_parse(toc_str name);                /* NONE when unknown; case as printed */
const char *toc_modality_name(toc_modality modality); /* "hypothetical" */
bool toc_modality_parse(toc_str name, toc_modality *out);

/* Quad class of a root: 1 AGREE CONSULT SUPPORT CONCEDE, APPEAL; 2 COOPERATE AID RETREAT;
 * 3 REQUEST ACCUSE REJECT THREATEN; 4 PROTEST SANCTION MOBILIZE COERCE ASSAULT; 0 SAY and NONE. */
int toc_root_quad(toc_root root);

/* Done, and an act rather than words about acts: modality DONE and root one of
 * CONSULT, COOPERATE, AID, RETREAT, CONCEDE, PROTEST, SANCTION, MOBILIZE, COERCE, ASSAULT;
 * also SUPPORT when its cameo is 057 (agreement signed) or 054 (recognition granted), which
 * are acts although PLOVER files them under a verbal root. Talks that took place are deeds (of cooperation). */
bool toc_event_is_deed(const toc_event *event);
/* A deed of conflict: a deed with quad 4; of cooperation: a deed with quad 1 or 2. */
bool toc_event_is_hostile_deed(const toc_event *event);

const char *toc_precision_name(toc_precision precision);    /* "day"; "" for TOC_DATE_REPORT */
bool toc_precision_parse(toc_str name, toc_precision *out); /* "" is TOC_DATE_REPORT */
/* The last day of the interval that begins on date: date itself for a day and for a report's date. */
toc_day toc_precision_end(toc_precision precision, toc_day date);

/* The day on which an event counts in a measure: the last day of its interval, and never after the day on which it
 * was learnt: what is planned counts when it is announced. TOC_DAY_NONE without a date. */
toc_day toc_event_day(const toc_event *event);

/* Stable id from date, codes of the parties, signal_to, root, cameo, modality, speaker and provenance (document,
 * sentence, span; dataset, file, row). Mode, context, scores and the parties' words may change without a new id; but of
 * a stranger told by a text (no root in its code) the words count. */
void toc_event_make_id(toc_event *event);
/* A deep copy into arena; views that hold nothing become "". False when memory is refused (*out undefined). */
bool toc_event_copy(toc_event *out, const toc_event *event, toc_arena *arena);
/* The same; texts that `like` has, too, are shared with it: it must live in the same arena. NULL: none. */
bool toc_event_copy_like(toc_event *out, const toc_event *event, const toc_event *like, toc_arena *arena);
/* One JSON object with the columns of the README, in that order, no newline; what is absent is null:
 * of a stranger, the state is told by the place if at all:
 * {"code":"UAF","text":"Gunmen","country":"BFA","country_by":"place"}.
 * {"id":…,"date":…,"date_precision":"day","place":{"country":"UKR","adm1":"Kharkiv","text":…},"source":{"code":…,"text":…},"target":…,"signal_to":…,"event":"ASSAULT","mode":…,"context":…,
 * "cameo":…,"quad":4,"goldstein":-9,"modality":"done","speaker":{…},"confidence":0.8,"reports":1,"document":…,
 * "sentence":…,"span":[from,to],"rule":…,"dataset":…,"file":…,"row":…} */
void toc_event_add_json(toc_buf *buf, const toc_event *event);

#endif
