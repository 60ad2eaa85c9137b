/* tocsin score: arguments to toc_op_score. */
#include "cli/answer.h"
#include "op/op_score.h"

#define OUT_BYTES_MAX ((size_t)256 << 20)

int toc_cmd_score(int argc, char **argv) {
    toc_cli_args args;
    toc_cli_answer a;
    toc_score_options options = {.json = false};
    const toc_cli_option rows[] = {{"--record", 0, TOC_CLI_TEXT, &options.record},
                                   {"--question", 0, TOC_CLI_TEXT, &options.question},
                                   {"--svg", 0, TOC_CLI_FLAG, &options.svg},
                                   {"--json", 0, TOC_CLI_FLAG, &options.json},
                                   {"--ascii", 0, TOC_CLI_FLAG, &options.style.ascii}};
    int status = toc_cli_parse("score", argc, argv, rows, sizeof rows / sizeof *rows, &args);
    if (status != TOC_CLI_GO)
        return status;
    if (args.operand_count > 0)
        return toc_cli_usage("score", "no operands are taken; the forecast ledger is named by --record");
    if (options.svg && options.json)
        return toc_cli_usage("score", "choose one of --svg and --json");
    options.style.width = (size_t)toc_cli_width(88);
    options.style.bold = !args.out && toc_cli_has_color(stdout);
    toc_cli_answer_begin(&a, &args, OUT_BYTES_MAX);
    return toc_cli_answer_end(&a, &args, toc_op_score(&a.env, &options, &a.text, &a.err));
}
