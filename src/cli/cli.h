/*
 * cli: what every verb does in the same way: options, messages, output, exit
 * status.
 *
 * A verb is `int toc_cmd_<verb>(int argc, char **argv)`; argv[0] is the verb.
 * It parses with toc_cli_parse, calls its recipe in op, hands text to
 * toc_cli_emit, and returns the exit status. main.c holds the table of verbs.
 *
 *     toc_cli_args args;
 *     bool json = false;
 *     const toc_cli_option options[] = {{"--json", 0, TOC_CLI_FLAG, &json}};
 *     int status = toc_cli_parse("brief", argc, argv, options, 1, &args);
 *     if (status != TOC_CLI_GO) return status;
 *
 * Exit status: 0 done, 1 failed, 2 asked wrongly (usage).
 */
#ifndef TOC_CLI_CLI_H
#define TOC_CLI_CLI_H

#include "base/date.h"
#include "base/err.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { TOC_CLI_OK = 0, TOC_CLI_FAILED = 1, TOC_CLI_USAGE = 2, TOC_CLI_GO = -1 };

/* What an option takes, and the type that `out` points to. */
typedef enum toc_cli_kind {
    TOC_CLI_FLAG, /* nothing; bool, set to true */
    TOC_CLI_TEXT, /* const char *, a view into argv */
    TOC_CLI_INT,  /* int64_t */
    TOC_CLI_DAY,  /* toc_day: YYYY-MM-DD and what else toc_day_parse takes */
    TOC_CLI_LIST  /* toc_cli_list: text; may be given several times */
} toc_cli_kind;

#define TOC_CLI_LIST_MAX 64
typedef struct toc_cli_list {
    const char *items[TOC_CLI_LIST_MAX]; /* in the order given */
    size_t count;
} toc_cli_list;

typedef struct toc_cli_option {
    const char *name; /* with its dashes: "--asof" */
    char letter;      /* 'q' for -q; 0: none */
    toc_cli_kind kind;
    void *out; /* untouched when the option is not given */
} toc_cli_option;

/* The options that every verb takes, and the operands in their order. */
typedef struct toc_cli_args {
    const char *ledger; /* --ledger FILE, or NULL */
    const char *data;   /* --data DIR, or NULL */
    const char *out;    /* --out FILE (-o), or NULL: standard output */
    bool quiet;         /* --quiet (-q): no progress, no notes on standard error */
    char **operands;    /* within argv, which is reordered */
    int operand_count;
} toc_cli_args;

/*
 * Read argv[1…]: "--name value", "--name=value", "-q"; options and operands may
 * stand in any order; "--" ends the options; "-" is an operand. --help (-h)
 * prints the verb's page. TOC_CLI_GO: go on; anything else is the exit status,
 * and what was to be said has been said.
 */
int toc_cli_parse(const char *verb, int argc, char **argv, const toc_cli_option *options, size_t option_count,
                  toc_cli_args *args);

/* "tocsin: message" on standard error, and the status that fits: 2 for TOC_EUSAGE, else 1. */
int toc_cli_fail(const toc_err *err);
/* "tocsin VERB: message" and where to read more; returns 2. */
int toc_cli_usage(const char *verb, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Write text to --out (whole, or not at all) or to standard output; 0 or 1 (said). */
int toc_cli_emit(const toc_cli_args *args, toc_str text);

typedef struct toc_cli_count {
    const char *name;
    int64_t value;
} toc_cli_count;

/* What --times tells: one line of JSON on standard error, of counts, then the seconds of the whole and of each stage.
 */
void toc_cli_times(const toc_cli_count *counts, size_t count, double seconds, const char *const *stages,
                   const double *stage_seconds, size_t stage_count);

bool toc_cli_is_tty(FILE *stream);
/* On a terminal that is not "dumb", and NO_COLOR (https://no-color.org) is not set. */
bool toc_cli_has_color(FILE *stream);
/* Columns of the terminal, or fallback: from $COLUMNS or the terminal itself. */
int toc_cli_width(int fallback);
/* The name out of names (NULL-ended) that is nearest to word, or NULL when none is near. */
const char *toc_cli_nearest(const char *word, const char *const *names);

/* The verbs. */
int toc_cmd_ingest(int argc, char **argv);
int toc_cmd_code(int argc, char **argv);
int toc_cmd_parse(int argc, char **argv);
int toc_cmd_brief(int argc, char **argv);
int toc_cmd_why(int argc, char **argv);
int toc_cmd_tension(int argc, char **argv);
int toc_cmd_alerts(int argc, char **argv);
int toc_cmd_channels(int argc, char **argv);
int toc_cmd_mediators(int argc, char **argv);
int toc_cmd_claims(int argc, char **argv);
int toc_cmd_next(int argc, char **argv);
int toc_cmd_bloc(int argc, char **argv);
int toc_cmd_ally(int argc, char **argv);
int toc_cmd_balance(int argc, char **argv);
int toc_cmd_lexicon(int argc, char **argv);
int toc_cmd_fit(int argc, char **argv);
int toc_cmd_forecast(int argc, char **argv);
int toc_cmd_resolve(int argc, char **argv);
int toc_cmd_score(int argc, char **argv);
int toc_cmd_whatif(int argc, char **argv);
int toc_cmd_export(int argc, char **argv);
int toc_cmd_info(int argc, char **argv);
int toc_cmd_check(int argc, char **argv);
int toc_cmd_cite(int argc, char **argv);
int toc_cmd_help(int argc, char **argv);
/* Print the page of a verb ("tocsin" for the overview); 0, or 1 when there is none (said). */
int toc_help_show(const char *verb);

#endif
