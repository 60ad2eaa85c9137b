/* tocsin export: arguments to toc_op_export; the output is written piece by piece. */
#include "base/file.h"
#include "cli/cli.h"
#include "op/op_export.h"

#include <string.h>

typedef struct sink {
    toc_writer *writer;
    bool quiet;
} sink;

static toc_rc put(void *ctx, toc_str text, toc_err *err) {
    return toc_writer_put(((sink *)ctx)->writer, text, err);
}

static void note(void *ctx, const char *what) {
    if (!((sink *)ctx)->quiet) {
        fprintf(stderr, "tocsin: the panel of the ledger %s\n", what);
    }
}

static void tell(const toc_export_options *options, const toc_export_counts *counts) {
    if (counts->without > 0) {
        fprintf(
            stderr,
            "tocsin: %lld of %lld rows have a party without a %s number (organisations, groups): its cell is empty\n",
            (long long)counts->without, (long long)counts->rows, options->codes == TOC_CODES_COW ? "COW" : "GW");
    }
}

static int run(const toc_cli_args *args, toc_export_options *options) {
    toc_env env;
    toc_err err = {0};
    toc_export_counts counts;
    sink out = {.quiet = args->quiet};
    toc_rc rc = toc_writer_open(args->out ? args->out : "-", &out.writer, &err);
    if (rc != TOC_OK) {
        return toc_cli_fail(&err);
    }
    options->put = put;
    options->note = note;
    options->ctx = &out;
    toc_env_init(&env, args->data, args->ledger);
    rc = toc_op_export(&env, options, &counts, &err);
    toc_env_fini(&env);
    if (rc != TOC_OK) {
        toc_writer_drop(out.writer);
        return toc_cli_fail(&err);
    }
    if (toc_writer_keep(out.writer, &err) != TOC_OK) {
        return toc_cli_fail(&err);
    }
    if (!args->quiet) {
        tell(options, &counts);
    }
    return TOC_CLI_OK;
}

static bool word_of(const char *word, const char *const *words, int count, int *out) {
    for (int i = 0; i < count; i++) {
        if (strcmp(word, words[i]) == 0) {
            *out = i;
            return true;
        }
    }
    return false;
}

int toc_cmd_export(int argc, char **argv) {
    static const char *const formats[] = {"csv", "jsonl", "geojson", "gdelt"};
    static const char *const panels[] = {"dyad-day", "dyad-month", "dyad-year"};
    static const char *const code_names[] = {"iso3", "cow", "gw"};
    toc_cli_args args;
    toc_export_options options = {.from = TOC_DAY_NONE, .to = TOC_DAY_NONE, .asof = TOC_DAY_NONE};
    const char *format = NULL, *panel = NULL, *codes = "iso3";
    int chosen = 0, code = 0;
    const toc_cli_option rows[] = {
        {"--format", 0, TOC_CLI_TEXT, &format},         {"--panel", 0, TOC_CLI_TEXT, &panel},
        {"--codes", 0, TOC_CLI_TEXT, &codes},           {"--source", 0, TOC_CLI_TEXT, &options.source},
        {"--target", 0, TOC_CLI_TEXT, &options.target}, {"--both", 0, TOC_CLI_FLAG, &options.both},
        {"--from", 0, TOC_CLI_DAY, &options.from},      {"--to", 0, TOC_CLI_DAY, &options.to},
        {"--asof", 0, TOC_CLI_DAY, &options.asof}};
    int status = toc_cli_parse("export", argc, argv, rows, sizeof rows / sizeof *rows, &args);
    if (status != TOC_CLI_GO) {
        return status;
    }
    if (args.operand_count != 0) {
        return toc_cli_usage("export", "no operands are taken; sides are given by --source and --target");
    }
    if (format && panel) {
        return toc_cli_usage("export", "choose --format for events or --panel for sums, not both");
    }
    if (panel ? !word_of(panel, panels, 3, &chosen) : format && !word_of(format, formats, 4, &chosen)) {
        return panel ? toc_cli_usage("export", "--panel wants dyad-day, dyad-month or dyad-year, not \"%s\"", panel)
                     : toc_cli_usage("export", "--format wants csv, jsonl, geojson or gdelt, not \"%s\"", format);
    }
    if (!word_of(codes, code_names, 3, &code)) {
        return toc_cli_usage("export", "--codes wants iso3, cow or gw, not \"%s\"", codes);
    }
    if (code != TOC_CODES_ISO3 && format && chosen != TOC_EXPORT_CSV) {
        return toc_cli_usage("export", "--codes goes with CSV and panels; \"%s\" has codes of its own", format);
    }
    options.format = (toc_export_format)(panel ? TOC_EXPORT_DAYS + chosen : chosen);
    options.codes = (toc_export_codes)code;
    return run(&args, &options);
}
