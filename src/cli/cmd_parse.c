/*
 * tocsin parse [FILE|-]: trees of a text, in CoNLL-U.
 */
#include "cli/news.h"
#include "op/op_parse.h"

#include <string.h>

enum { OUT_BYTES_MAX = 1 << 30 };

typedef struct parse_run {
    toc_rejects rejects;
    toc_buf file; /* what goes to --out, written whole at the end */
    bool to_file;
} parse_run;

static void on_reject(void *ctx, const toc_reject *reject) {
    parse_run *run = ctx;
    toc_rejects_take(&run->rejects, reject);
}

static toc_rc on_write(void *ctx, toc_str text, toc_err *err) {
    parse_run *run = ctx;
    if (!run->to_file) {
        return fwrite(text.ptr, 1, text.len, stdout) == text.len
                   ? TOC_OK
                   : toc_err_set(err, TOC_EIO, "cannot write to standard output; is the disk full?");
    }
    toc_buf_add(&run->file, text);
    return run->file.failed ? toc_err_set(err, TOC_ELIMIT, "more than 1 GiB for --out; use standard output") : TOC_OK;
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

static int parse(const toc_cli_args *args, toc_parse_options *options) {
    parse_run run = {.to_file = args->out != NULL};
    toc_env env;
    toc_err err = {0};
    toc_parse_counts counts;
    toc_rejects_init(&run.rejects, NULL, args->quiet);
    toc_buf_init(&run.file, OUT_BYTES_MAX);
    toc_env_init(&env, args->data, args->ledger);
    options->write = on_write;
    options->reject = on_reject;
    options->ctx = &run;
    toc_rc rc = toc_op_parse(&env, options, &counts, &err);
    int status = rc == TOC_OK ? finish(&run, args, &counts) : toc_cli_fail(&err);
    toc_env_fini(&env);
    toc_buf_fini(&run.file);
    toc_rejects_fini(&run.rejects);
    return status;
}

int toc_cmd_parse(int argc, char **argv) {
    toc_cli_args args;
    toc_parse_options options = {.conllu = false};
    const char *input = NULL;
    const toc_cli_option rows[] = {{"--input", 0, TOC_CLI_TEXT, &input}};
    int status = toc_cli_parse("parse", argc, argv, rows, sizeof rows / sizeof rows[0], &args);
    if (status != TOC_CLI_GO) {
        return status;
    }
    options.conllu = input != NULL && strcmp(input, "conllu") == 0;
    if (!options.conllu) {
        status = toc_news_format("parse", input, &options.format);
        if (status != TOC_CLI_GO) {
            return status;
        }
    }
    if (args.operand_count > 1) {
        return toc_cli_usage("parse", "wants one FILE or -, not %d", args.operand_count);
    }
    options.path = args.operand_count == 1 ? args.operands[0] : "-";
    if (args.operand_count == 0 && !args.quiet && toc_cli_is_tty(stdin)) {
        fputs("tocsin parse: reading from the keyboard; end with Ctrl-D\n", stderr);
    }
    return parse(&args, &options);
}
