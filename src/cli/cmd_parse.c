/*
 * tocsin parse [FILE|-]: the trees of a text, in CoNLL-U.
 */
#include "base/clock.h"
#include "base/pool.h"
#include "cli/news.h"
#include "op/op_parse.h"

#include <string.h>

enum { THREADS_DEFAULT = 2, OUT_BYTES_MAX = 1 << 30 };

typedef struct parse_run {
    toc_rejects rejects;
    toc_buf file; /* what goes to --out, written whole at the end */
    bool to_file;
    double began; /* seconds */
} parse_run;

static void on_reject(void *ctx, const toc_reject *reject) {
    parse_run *run = ctx;
    toc_rejects_take(&run->rejects, reject);
}

static toc_rc on_write(void *ctx, toc_str text, toc_err *err) {
    parse_run *run = ctx;
    if (!run->to_file) {
        if (fwrite(text.ptr, 1, text.len, stdout) != text.len) {
            return toc_err_set(err, TOC_EIO, "cannot write to standard output; is the disk full?");
        }
        return TOC_OK;
    }
    toc_buf_add(&run->file, text);
    return run->file.failed ? toc_err_set(err, TOC_ELIMIT, "more than 1 GiB for --out; use standard output") : TOC_OK;
}

static void print_times(const toc_parse_counts *c, double seconds) {
    static const char *const stages[TOC_PARSE_STAGES] = {"read", "sentences", "tokens", "trees", "write"};
    const toc_cli_count counts[] = {{"documents", c->documents}, {"sentences", c->sentences}, {"words", c->words}};
    toc_cli_times(counts, 3, seconds, stages, c->seconds, TOC_PARSE_STAGES);
}

static int finish(parse_run *run, const toc_cli_args *args, const toc_parse_counts *counts) {
    if (run->to_file) {
        int status = toc_cli_emit(args, toc_buf_str(&run->file));
        if (status != TOC_CLI_OK) {
            return status;
        }
    }
    toc_rejects_finish(&run->rejects);
    if (counts->documents == 0) {
        fputs("tocsin: nothing could be read\n", stderr);
        return TOC_CLI_FAILED;
    }
    return TOC_CLI_OK;
}

static int parse(const toc_cli_args *args, toc_parse_options *options, bool times) {
    parse_run run = {.to_file = args->out != NULL};
    toc_env env;
    toc_err err = {0};
    toc_parse_counts counts = {0};
    toc_rejects_init(&run.rejects, NULL, args->quiet);
    toc_buf_init(&run.file, OUT_BYTES_MAX);
    toc_env_init(&env, args->data, args->ledger);
    options->write = on_write;
    options->reject = on_reject;
    options->ctx = &run;
    const toc_syntax *syntax = NULL; /* loaded first, so that the times are those of parsing */
    toc_rc rc = toc_env_syntax(&env, &syntax, &err);
    run.began = toc_clock_seconds();
    rc = rc == TOC_OK ? toc_op_parse(&env, options, &counts, &err) : rc;
    double seconds = toc_clock_seconds() - run.began;
    int status = rc == TOC_OK ? finish(&run, args, &counts) : toc_cli_fail(&err);
    if (times && rc == TOC_OK) {
        print_times(&counts, seconds);
    }
    toc_env_fini(&env);
    toc_buf_fini(&run.file);
    toc_rejects_fini(&run.rejects);
    return status;
}

/* --input: TOC_CLI_GO, or 2 (said). */
static int read_input(const char *name, toc_parse_options *options) {
    if (name != NULL && strcmp(name, "conllu") == 0) {
        options->conllu = true;
        return TOC_CLI_GO;
    }
    if (name != NULL && strcmp(name, "text") == 0) {
        options->format = TOC_FORMAT_PLAIN;
        return TOC_CLI_GO;
    }
    const char *const others[] = {"auto", "txt", "jsonl", "html"};
    for (size_t i = 0; name != NULL && i < sizeof others / sizeof others[0]; i++) {
        if (strcmp(name, others[i]) == 0) {
            return toc_news_format("parse", name, &options->format);
        }
    }
    return name == NULL ? TOC_CLI_GO
                        : toc_cli_usage("parse", "--input is auto, txt, jsonl, html, text or conllu, not \"%s\"", name);
}

int toc_cmd_parse(int argc, char **argv) {
    toc_cli_args args;
    toc_parse_options options = {.path = "-"};
    size_t processors = toc_pool_processors();
    int64_t threads = processors < THREADS_DEFAULT ? (int64_t)processors : THREADS_DEFAULT;
    const char *input = NULL;
    bool times = false;
    const toc_cli_option rows[] = {
        {"--input", 0, TOC_CLI_TEXT, &input},
        {"--threads", 0, TOC_CLI_INT, &threads},
        {"--times", 0, TOC_CLI_FLAG, &times},
    };
    int status = toc_cli_parse("parse", argc, argv, rows, sizeof rows / sizeof rows[0], &args);
    if (status == TOC_CLI_GO) {
        status = read_input(input, &options);
    }
    if (status != TOC_CLI_GO) {
        return status;
    }
    if (args.operand_count > 1) {
        return toc_cli_usage("parse", "wants one FILE or -, not %d", args.operand_count);
    }
    if (threads < 1 || threads > TOC_POOL_THREADS_MAX) {
        return toc_cli_usage("parse", "--threads is from 1 to %d", TOC_POOL_THREADS_MAX);
    }
    options.threads = (size_t)threads;
    options.path = args.operand_count == 1 ? args.operands[0] : "-";
    if (args.operand_count == 0 && !args.quiet && toc_cli_is_tty(stdin)) {
        fputs("tocsin parse: reading from the keyboard; end with Ctrl-D\n", stderr);
    }
    return parse(&args, &options, times);
}
