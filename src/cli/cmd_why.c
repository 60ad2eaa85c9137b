/* tocsin why ID: arguments to toc_op_why. */
#include "cli/answer.h"
#include "op/op_why.h"

#define OUT_BYTES_MAX ((size_t)256 << 20)

int toc_cmd_why(int argc, char **argv) {
    toc_cli_args args;
    toc_cli_answer a;
    toc_why_options options = {.asof = TOC_DAY_NONE};
    const toc_cli_option rows[] = {{"--asof", 0, TOC_CLI_DAY, &options.asof},
                                   {"--json", 0, TOC_CLI_FLAG, &options.json},
                                   {"--ascii", 0, TOC_CLI_FLAG, &options.ascii}};
    int status = toc_cli_parse("why", argc, argv, rows, sizeof rows / sizeof *rows, &args);
    if (status != TOC_CLI_GO)
        return status;
    if (args.operand_count != 1)
        return toc_cli_usage("why", "one id is needed, such as NATO-5 or one printed in a brief; %d given",
                             args.operand_count);
    options.id = args.operands[0];
    options.width = (size_t)toc_cli_width(88);
    options.bold = !args.out && toc_cli_has_color(stdout);
    toc_cli_answer_begin(&a, &args, OUT_BYTES_MAX);
    return toc_cli_answer_end(&a, &args, toc_op_why(&a.env, &options, &a.text, &a.err));
}
