/*
 * way: the open numbers and words of the way out, from data/method/channels.tsv
 * and data/method/mediators.tsv. Read-only after loading; views are its own.
 *
 * Order: toc_way_new, questions, toc_way_free. TOC_EFORMAT with file and line
 * when a row is unknown or a number is missing or off its scale; TOC_ENOMEM.
 */
#ifndef TOC_MEASURE_WAY_H
#define TOC_MEASURE_WAY_H

#include "measure/measure.h"

/* Every number of the two tables, by its place here; names in way.c. Units as in the tables. */
typedef enum toc_way_number {
    TOC_WAY_OPEN_DAYS,
    TOC_WAY_SILENT_DAYS,
    TOC_WAY_PAST_DAYS,
    TOC_WAY_PAST_LEAST,
    TOC_WAY_THINNING_SHARE,
    TOC_WAY_THINNING_LEAST,
    TOC_WAY_BREAK_DAYS,
    TOC_WAY_HALF_LIFE,
    TOC_WAY_CONTACT_HALF,
    TOC_WAY_WORDS_SHARE,
    TOC_WAY_ACTS_HALF,
    TOC_WAY_FIGHT_SHARE,
    TOC_WAY_FIGHT_LEAST,
    TOC_WAY_ENDED_SHARE,
    TOC_WAY_RECORD_YEARS,
    TOC_WAY_ELSEWHERE_SHARE,
    TOC_WAY_NUMBER_COUNT
} toc_way_number;

toc_rc toc_way_new(const char *data_dir, toc_way **out, toc_err *err);
void toc_way_free(toc_way *way); /* NULL is fine */
double toc_way_value(const toc_way *way, toc_way_number number);
/* The weight of a part of a mediator's score, >= 0; against is subtracted. */
double toc_way_weight(const toc_way *way, toc_third_part part);
/* Does the act refuse or end contact; is it an act of mediation? Modality is the caller's. */
bool toc_way_breaks(const toc_way *way, toc_str cameo);
bool toc_way_mediates(const toc_way *way, toc_str cameo);
/* "heads", "ministers", "military" or "officials" of words or an office; underscores count as spaces, case does not
 * count. Empty when no word of the table stands in it. */
toc_str toc_way_level(const toc_way *way, toc_str words);
/* The body that the code counts for ("UNSC" -> "UN"); the code itself; empty: never a mediator. */
toc_str toc_way_body(const toc_way *way, toc_str code);
/* What a row of mediators.tsv with this status counts, -1 … 1; 0 when unknown. */
double toc_way_status(const toc_way *way, toc_str status);

/* The state of a channel by the rule of doc/method/channels.md: "open", "thinning", "silent", "broken". */
typedef struct toc_way_use {
    toc_day last;        /* TOC_DAY_NONE: no contact */
    toc_day broken;      /* the last act that breaks contact; TOC_DAY_NONE: none */
    int recent;          /* contacts in the open days */
    int past, past_days; /* contacts in the days before them, and how many such days the ledger covers */
} toc_way_use;
const char *toc_way_state(const toc_way *way, const toc_way_use *use, toc_day asof);
/* Contacts usual in the open days, from its own past; negative: not known, the ledger is too short. */
double toc_way_usual(const toc_way *way, const toc_way_use *use);

#endif
