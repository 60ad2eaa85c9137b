/*
 * resolve: what became of a forecast, by the rule of its question and from data alone.
 *
 * A forecast's window is asof + 1 … asof + horizon_days. It is closed as
 *     yes   as soon as what was asked is found in the window, with the ids that show it; also before the window ends
 *     no    when the window is over, the source covers all of it (data/questions/coverage.tsv; a ledger: from
 *           its first day to its last), and it is not there
 *     void  when it can no longer be told: a source that tells the year only, with a case in a year that is in part
 *           outside; or no source so long after the window as the question says
 * and stays open otherwise, with the reason. Outcomes of disputes are told by the year; see the questions' own rules in
 * data/questions. A forecast from events is resolved by the ledger that it was made from and by no other.
 *
 * Where disputes.tsv does not reach, UCDP GED in a ledger (ged.h) closes the rungs of deaths: yes, when such a clash
 * began in the window, and the year before it is covered (else it may have gone on), with the event that shows it; no,
 * when the dataset covers the year before the window to the year after it, in which deaths still count, and has none;
 * void, when a row with more than a day to it lies across an end of the window. A fatal clash it can only affirm: it
 * leaves out what never reached 25 deaths in a year.
 */
#ifndef TOC_FORECAST_RESOLVE_H
#define TOC_FORECAST_RESOLVE_H

#include "forecast/ged.h"
#include "forecast/question.h"
#include "forecast/record.h"
#include "measure/measure.h"

typedef struct toc_coverage_row {
    toc_str source; /* "disputes", "deaths", or a clause */
    toc_day from, to;
} toc_coverage_row;

typedef struct toc_coverage {
    toc_coverage_row *rows;
    size_t count;
} toc_coverage;

/* data_dir/questions/coverage.tsv. TOC_ENOTFOUND, TOC_EFORMAT, TOC_ENOMEM. */
toc_rc toc_coverage_read(const char *data_dir, toc_arena *arena, toc_coverage *out, toc_err *err);

typedef struct toc_resolve_input {
    const toc_world *world;
    const toc_coverage *coverage;
    const toc_side *a, *b; /* as of the forecast's day */
    toc_day asof;          /* what is known by this day counts */
    const toc_pair *pair;  /* linked, as of this day; NULL: no ledger, or none is wanted */
    toc_str ledger;        /* its own name */
    toc_day ledger_from, ledger_to;
    const toc_ged *ged;       /* UCDP's events in the ledger at hand, whichever that is; NULL: none */
    const toc_pair *ged_pair; /* all events between the sides as of this day, not linked; NULL: no ged */
} toc_resolve_input;

typedef struct toc_verdict {
    bool closed;
    toc_outcome outcome;
    toc_str reason;   /* also why it stays open */
    toc_str evidence; /* ids with a blank between */
} toc_verdict;

/* TOC_ENOMEM; TOC_EFORMAT when the forecast's rule is none that is known. */
toc_rc toc_resolve(const toc_record_forecast *forecast, const toc_resolve_input *input, toc_arena *arena,
                   toc_verdict *out, toc_err *err);

#endif
