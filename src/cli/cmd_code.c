/*
 * tocsin code [FILE|-]: events as JSON Lines, or explained; no ledger. With --pairs, what joins two named parties.
 */
#include "base/clock.h"
#include "base/pool.h"
#include "cli/news.h"
#include "op/op_code.h"
#include "op/op_pairs.h"

#include <string.h>

enum { THREADS_DEFAULT = 2, OUT_BYTES_MAX = 1 << 30 };

typedef struct code_run {
    toc_rejects rejects;
    toc_buf file; /* what goes to --out, written whole at the end */
    bool to_file;
} code_run;

static void on_reject(void *ctx, const toc_reject *reject) {
    code_run *run = ctx;
    toc_rejects_take(&run->rejects, reject);
}

static toc_rc on_write(void *ctx, toc_str text, toc_err *err) {
    code_run *run = ctx;
    if (!run->to_file) {
        if (fwrite(text.ptr != NULL ? text.ptr : "", 1, text.len, stdout) != text.len) {
            return toc_err_set(err, TOC_EIO, "cannot write to standard output; is the disk full?");
        }
        return TOC_OK;
    }
    toc_buf_add(&run->file, text);
    return run->file.failed ? toc_err_set(err, TOC_ELIMIT, "more than 1 GiB for --out; use standard output") : TOC_OK;
}

/* The last word: notes on standard error, and the status. */
static int finish(code_run *run, const toc_cli_args *args, const toc_code_counts *counts) {
    if (run->to_file) {
        int status = toc_cli_emit(args, toc_buf_str(&run->file));
        if (status != TOC_CLI_OK) {
            return status;
        }
    }
    if (!args->quiet && counts->undated > 0) {
        fprintf(stderr, "tocsin: %lld of %lld documents have no date, so their events have none; --date gives one\n",
                (long long)counts->undated, (long long)counts->documents);
    }
    toc_rejects_finish(&run->rejects);
    if (counts->documents == 0) {
        fputs("tocsin: nothing could be read\n", stderr);
        return TOC_CLI_FAILED;
    }
    return TOC_CLI_OK;
}

static void print_times(const toc_code_counts *c, double seconds) {
    static const char *const stages[TOC_CODE_STAGES] = {"read", "sentences", "trees", "events", "write"};
    const toc_cli_count counts[] = {{"documents", c->documents}, {"sentences", c->sentences}, {"events", c->events}};
    toc_cli_times(counts, 3, seconds, stages, c->seconds, TOC_CODE_STAGES);
}

static int code(const toc_cli_args *args, const toc_cli_list *dictionaries, toc_code_options *options, bool times) {
    code_run run = {.to_file = args->out != NULL};
    toc_env env;
    toc_err err = {0};
    toc_code_counts counts;
    toc_rejects_init(&run.rejects, NULL, args->quiet);
    toc_buf_init(&run.file, OUT_BYTES_MAX);
    toc_env_init(&env, args->data, args->ledger);
    toc_news_dictionaries(&env, dictionaries, &run.rejects);
    options->write = on_write;
    options->reject = on_reject;
    options->ctx = &run;
    const toc_coder *coder = NULL; /* loaded first, so that the times are those of coding */
    toc_rc rc = toc_env_coder(&env, &coder, &err);
    double began = toc_clock_seconds();
    rc = rc == TOC_OK ? toc_op_code(&env, options, &counts, &err) : rc;
    double seconds = toc_clock_seconds() - began;
    int status = rc == TOC_OK ? finish(&run, args, &counts) : toc_cli_fail(&err);
    if (times && rc == TOC_OK) {
        print_times(&counts, seconds);
    }
    toc_env_fini(&env);
    toc_buf_fini(&run.file);
    toc_rejects_fini(&run.rejects);
    return status;
}

static int finish_pairs(code_run *run, const toc_cli_args *args, const toc_pairs_counts *counts) {
    int status = run->to_file ? toc_cli_emit(args, toc_buf_str(&run->file)) : TOC_CLI_OK;
    if (status != TOC_CLI_OK) {
        return status;
    }
    if (!args->quiet && counts->abstained > 0) {
        fprintf(stderr, "tocsin: no event for %lld of %lld pairs; --always gives the likeliest\n",
                (long long)counts->abstained, (long long)counts->rows);
    }
    toc_rejects_finish(&run->rejects);
    if (counts->rows == 0) {
        fputs("tocsin: nothing could be read\n", stderr);
        return TOC_CLI_FAILED;
    }
    return TOC_CLI_OK;
}

static int pairs(const toc_cli_args *args, const toc_cli_list *dictionaries, toc_pairs_options *options) {
    code_run run = {.to_file = args->out != NULL};
    toc_env env;
    toc_err err = {0};
    toc_pairs_counts counts;
    toc_rejects_init(&run.rejects, NULL, args->quiet);
    toc_buf_init(&run.file, OUT_BYTES_MAX);
    toc_env_init(&env, args->data, args->ledger);
    toc_news_dictionaries(&env, dictionaries, &run.rejects);
    options->write = on_write;
    options->reject = on_reject;
    options->ctx = &run;
    toc_rc rc = toc_op_pairs(&env, options, &counts, &err);
    int status = rc == TOC_OK ? finish_pairs(&run, args, &counts) : toc_cli_fail(&err);
    toc_env_fini(&env);
    toc_buf_fini(&run.file);
    toc_rejects_fini(&run.rejects);
    return status;
}

/* What was asked, before it is checked. */
typedef struct wishes {
    bool explain, reasons, pairs, always, times, patterns;
    const char *format, *scheme;
    int64_t threads;
} wishes;

/* TOC_CLI_GO, or 2 (said). */
static int check(const wishes *w, const toc_cli_args *args) {
    if (args->operand_count > 1) {
        return toc_cli_usage("code", "wants one FILE or -, not %d", args->operand_count);
    }
    if (w->explain && w->reasons) {
        return toc_cli_usage("code", "--explain is for people, --reasons for programmes: choose one");
    }
    if (!w->pairs && (w->always || w->scheme != NULL)) {
        return toc_cli_usage("code", "%s goes with --pairs", w->always ? "--always" : "--scheme");
    }
    if (w->pairs && w->format != NULL) {
        return toc_cli_usage("code", "--pairs reads JSON Lines and no other --format");
    }
    if (w->scheme != NULL && strcmp(w->scheme, "plover") != 0 && strcmp(w->scheme, "plv") != 0) {
        return toc_cli_usage("code", "--scheme is plover or plv, not \"%s\"", w->scheme);
    }
    if (w->pairs && (w->times || w->patterns)) {
        return toc_cli_usage("code", "%s does not go with --pairs", w->times ? "--times" : "--patterns-only");
    }
    if (w->threads < 1 || w->threads > TOC_POOL_THREADS_MAX) {
        return toc_cli_usage("code", "--threads is from 1 to %d", TOC_POOL_THREADS_MAX);
    }
    return TOC_CLI_GO;
}

int toc_cmd_code(int argc, char **argv) {
    toc_cli_args args;
    toc_code_options options = {.default_date = TOC_DAY_NONE};
    toc_cli_list dictionaries = {.count = 0};
    size_t processors = toc_pool_processors();
    wishes w = {.threads = processors < THREADS_DEFAULT ? (int64_t)processors : THREADS_DEFAULT};
    const toc_cli_option rows[] = {
        {"--explain", 0, TOC_CLI_FLAG, &w.explain},
        {"--reasons", 0, TOC_CLI_FLAG, &w.reasons},
        {"--date", 0, TOC_CLI_DAY, &options.default_date},
        {"--format", 0, TOC_CLI_TEXT, &w.format},
        {"--pairs", 0, TOC_CLI_FLAG, &w.pairs},
        {"--always", 0, TOC_CLI_FLAG, &w.always},
        {"--scheme", 0, TOC_CLI_TEXT, &w.scheme},
        {"--threads", 0, TOC_CLI_INT, &w.threads},
        {"--times", 0, TOC_CLI_FLAG, &w.times},
        {"--patterns-only", 0, TOC_CLI_FLAG, &w.patterns},
        {"--dictionary", 0, TOC_CLI_LIST, &dictionaries},
    };
    int status = toc_cli_parse("code", argc, argv, rows, sizeof rows / sizeof rows[0], &args);
    status = status == TOC_CLI_GO ? check(&w, &args) : status;
    status = status == TOC_CLI_GO ? toc_news_format("code", w.format, &options.format) : status;
    if (status != TOC_CLI_GO) {
        return status;
    }
    options.path = args.operand_count == 1 ? args.operands[0] : "-";
    options.threads = (size_t)w.threads;
    options.patterns = w.patterns;
    options.style = w.explain ? TOC_CODE_EXPLAIN : w.reasons ? TOC_CODE_REASONS : TOC_CODE_EVENTS;
    if (args.operand_count == 0 && !args.quiet && toc_cli_is_tty(stdin)) {
        fputs("tocsin code: reading from the keyboard; end with Ctrl-D\n", stderr);
    }
    if (w.pairs) {
        bool plv = w.scheme != NULL && strcmp(w.scheme, "plv") == 0;
        return pairs(&args, &dictionaries,
                     &(toc_pairs_options){.path = options.path,
                                          .scheme = plv ? TOC_SCHEME_PLV : TOC_SCHEME_PLOVER,
                                          .threads = options.threads,
                                          .always = w.always,
                                          .explain = w.explain});
    }
    return code(&args, &dictionaries, &options, w.times);
}
