/*
 * record: the forecast ledger. Every forecast that was made, and what became of it, in the order of making; lines are
 * added and nothing is changed.
 *
 * One file of text, a JSON object a line, so that it can be read, mailed, versioned and published without tocsin. Each
 * line ends in the hash of the line before (`prev`) and its own (`hash`): SHA-256 of its bytes up to `,"hash"`. So
 * whoever changes, removes, adds or moves a line in the middle must change the hash of every line after it. Beside the
 * file stands FILE.head with the number of lines and the last hash, so that lines cut off at the end are noticed, too.
 *
 * What is told: a changed byte, a line that is missing, doubled or moved (with its line), a tail that was cut off (with
 * how many lines). What cannot be told from these files alone: that somebody has made the whole file and its head anew,
 * or cut the tail and removed the head. Against that, publish the last hash now and then (tocsin forecast and score
 * print it): toc_record_has says whether a file still has it.
 *
 * Written under a lock of the file (base/append.h): lines are in it whole and synced, or not at all; two writers wait
 * for each other and check the chain before they add. A head that is one step behind, or missing, is what a killed
 * writer leaves, as is half a line at the end that no head knows of: the next writer mends both.
 *
 * A line is a forecast or a resolution of an earlier one. Why a file of its own, and not a table of the ledger:
 * doc/decisions/0003-forecast-ledger.md.
 */
#ifndef TOC_FORECAST_RECORD_H
#define TOC_FORECAST_RECORD_H

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "base/sha256.h"

typedef struct toc_record_forecast {
    toc_str question, question_hash; /* id; hash of the file's text */
    toc_str side_a, side_b;          /* as written */
    toc_str event, rule;             /* with the sides in them */
    toc_str counts, events, cameo;   /* how a machine resolves it; see question.h */
    int threshold, horizon_days;
    toc_day asof; /* the window is asof + 1 … asof + horizon_days */
    double probability, low, high;
    double base, base_low, base_high; /* the base rate of the horizon, with its k and n */
    int base_k, base_n;
    toc_str base_unit;
    int before;          /* did it happen in the window before: 1, 0, or -1: not known */
    toc_str model, data; /* name and version; names and hashes of what it was made from */
} toc_record_forecast;

typedef enum toc_outcome { TOC_OUTCOME_NO, TOC_OUTCOME_YES, TOC_OUTCOME_VOID } toc_outcome;
const char *toc_outcome_name(toc_outcome outcome);

typedef struct toc_record_resolution {
    size_t of; /* line of the forecast */
    toc_outcome outcome;
    toc_day asof;     /* known by that day */
    toc_str reason;   /* for people */
    toc_str evidence; /* ids with a blank between; a yes has one at least */
} toc_record_resolution;

typedef struct toc_record_line {
    bool is_forecast;
    toc_day made; /* the day on which it was written */
    toc_record_forecast forecast;
    toc_record_resolution resolution;
    size_t resolved; /* of a forecast: the line of its resolution; 0: open */
    char hash[TOC_SHA256_SIZE];
} toc_record_line;

typedef struct toc_record {
    toc_record_line *lines; /* line i + 1 of the file */
    size_t count;
    char head[TOC_SHA256_SIZE]; /* hash of the last line; 64 zeros when there is none */
    bool headless;              /* there are lines and no head beside: a cut tail could not be told */
} toc_record;

/* Read and checked as a whole; no file and no head: an empty record. TOC_EFORMAT says file, line and what is wrong
 * there. All memory is arena's. */
toc_rc toc_record_read(const char *path, toc_arena *arena, toc_record *out, toc_err *err);
/* Is one of its lines hashed so? The first 8 digits or more. */
bool toc_record_has(const toc_record *record, toc_str hash);

typedef struct toc_record_written {
    size_t added;
    size_t line; /* of the first of them; nothing added: the line that holds the first of them already */
    char head[TOC_SHA256_SIZE];
} toc_record_written;

/* Add lines (is_forecast, forecast or resolution, made are read), all or none. A forecast that is there already, made
 * on the same day and alike in every member, is not added again; nor is the resolution of a forecast that is resolved.
 * TOC_EUSAGE: a forecast without all its parts, a resolution of what is no forecast, a yes without evidence, a no
 * before the end of the window; TOC_EFORMAT: the file is damaged, and was not touched; TOC_EBUSY, TOC_EIO, TOC_ENOMEM.
 */
toc_rc toc_record_add(const char *path, const toc_record_line *lines, size_t count, toc_record_written *out,
                      toc_err *err);

#endif
