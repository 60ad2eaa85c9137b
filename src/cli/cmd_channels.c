/* tocsin channels A B and tocsin mediators A B: arguments to toc_op_channels. */
#include "cli/answer.h"
#include "op/op_channels.h"

enum { SHOWN = 8 };
#define OUT_BYTES_MAX ((size_t)256 << 20)

static int run(const char *verb, int argc, char **argv, toc_channels_options *options) {
    toc_cli_args args;
    toc_cli_answer a;
    bool all = false;
    const toc_cli_option rows[] = {{"--asof", 0, TOC_CLI_DAY, &options->asof},
                                   {"--json", 0, TOC_CLI_FLAG, &options->json},
                                   {"--all", 0, TOC_CLI_FLAG, &all}};
    int status = toc_cli_parse(verb, argc, argv, rows, sizeof rows / sizeof *rows, &args);
    if (status != TOC_CLI_GO) {
        return status;
    }
    if (args.operand_count != 2) {
        return toc_cli_usage(verb, "name two sides, such as RUS UKR");
    }
    options->side_a = args.operands[0];
    options->side_b = args.operands[1];
    options->most = all || options->json ? 0 : SHOWN;
    options->style =
        (toc_text_style){.width = (size_t)toc_cli_width(88), .bold = !args.out && toc_cli_has_color(stdout)};
    toc_cli_answer_begin(&a, &args, OUT_BYTES_MAX);
    return toc_cli_answer_end(&a, &args, toc_op_channels(&a.env, options, &a.text, &a.err));
}

int toc_cmd_channels(int argc, char **argv) {
    toc_channels_options options = {.asof = TOC_DAY_NONE};
    return run("channels", argc, argv, &options);
}

int toc_cmd_mediators(int argc, char **argv) {
    toc_channels_options options = {.asof = TOC_DAY_NONE, .mediators = true};
    return run("mediators", argc, argv, &options);
}
