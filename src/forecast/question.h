/*
 * question: what is forecast, as a plain file that people and machines read alike.
 *
 * A file of data/questions (or of the user) holds lines `key = "text"` and `key = number`, comments behind '#' and
 * empty lines; nothing else. Every key below must be there once, but for the two that only counts = "events" takes:
 *
 *     id, name       "dispute", "Militarised dispute": the class under which it is scored
 *     short          what is to happen and by which source, in a few words
 *     event          what is to happen, with {A} and {B} for the sides
 *     side_a, side_b expressions of sides (world/world.h), or "*": the sides are told when it is asked
 *     counts         what is counted, by which a machine resolves it:
 *                      "events"  deeds of the ledger between the sides, on how many days: `events` roots, `cameo` codes
 *                      "clause"  uses of a consultation clause by a state of one side against one of the other
 *                      "dispute" onsets of a militarised interstate dispute
 *                      "fatal"   … with at least one battle death
 *                      "deaths"  … with at least `threshold` battle deaths in a calendar year, 25 or 1,000
 *     threshold      how many of these make it true, at least 1
 *     horizon_days   days of the window, the day asked from included: 1 … 3660
 *     source         where it is looked up
 *     rule           when it is yes, no and void
 *     events, cameo  of "events" only: PLOVER roots; CAMEO codes, of which the beginning counts. At least one of both;
 *                    an event must fit each that is given
 *     above          of "events" only, may be left out: "dispute", when whatever begins a dispute makes this true, too
 *
 * What a file does not say cannot be asked: an unknown key, one that stands twice or is missing, a number out of range
 * is TOC_EFORMAT with file:line. The hash of the file's bytes goes into every forecast, so that a question cannot be
 * changed behind it.
 */
#ifndef TOC_FORECAST_QUESTION_H
#define TOC_FORECAST_QUESTION_H

#include "base/sha256.h"
#include "event/event.h"
#include "measure/rate.h"

typedef enum toc_counts {
    TOC_COUNTS_EVENTS,
    TOC_COUNTS_CLAUSE,
    TOC_COUNTS_DISPUTE,
    TOC_COUNTS_FATAL,
    TOC_COUNTS_DEATHS
} toc_counts;

typedef struct toc_question {
    toc_str id, name, short_name, event, side_a, side_b, source, rule, path;
    toc_counts counts;
    int threshold, horizon_days;
    uint32_t roots; /* bits 1u << toc_root; 0: all */
    toc_str cameo;  /* codes with a blank between; empty: all */
    toc_str above;  /* id of the question that this one holds; empty: none */
    char hash[TOC_SHA256_SIZE];
} toc_question;

/* The text of one file; views into arena, into which all is copied. TOC_EFORMAT, TOC_ENOMEM. */
toc_rc toc_question_parse(toc_str text, const char *path, toc_arena *arena, toc_question *out, toc_err *err);
/* TOC_ENOTFOUND, TOC_EIO and the above. */
toc_rc toc_question_read(const char *path, toc_arena *arena, toc_question *out, toc_err *err);
/* All files *.toml below folder, in the order of their names. TOC_ENOTFOUND when there is none; TOC_EFORMAT when two
 * have one id. */
toc_rc toc_questions_read(const char *folder, toc_arena *arena, toc_question **out, size_t *count, toc_err *err);

/* How it is resolved, as text, and back: what the forecast ledger keeps of a question. roots is "" or names with a
 * blank between, into arena ({NULL, 0} when refused). */
const char *toc_counts_name(toc_counts counts); /* "events" */
toc_str toc_question_roots(const toc_question *question, toc_arena *arena);
/* Only what resolving needs is filled. False when the texts are none that the above have made. */
bool toc_question_again(toc_str counts, toc_str roots, toc_str cameo, int threshold, int horizon_days,
                        toc_question *out);

/* Are the sides told when it is asked? */
bool toc_question_is_open(const toc_question *question);
/* The rung of disputes that it asks for; false when it asks for something else. */
bool toc_question_rung(const toc_question *question, toc_rung *out);
/* Does a deed of the ledger between the sides count? Its day is toc_event_day. */
bool toc_question_counts(const toc_question *question, const toc_event *event);
/* text with {A} and {B} replaced. */
toc_str toc_question_fill(toc_str text, const toc_side *a, const toc_side *b, toc_arena *arena);

#endif
