/* tocsin balance A B: arguments to toc_op_balance. */
#include "cli/answer.h"
#include "op/op_balance.h"

#define OUT_BYTES_MAX ((size_t)256 << 20)

int toc_cmd_balance(int argc, char **argv) {
    toc_cli_args args;
    toc_cli_answer a;
    toc_balance_options options = {.on = TOC_DAY_NONE};
    const toc_cli_option rows[] = {{"--on", 0, TOC_CLI_DAY, &options.on}, {"--json", 0, TOC_CLI_FLAG, &options.json}};
    int status = toc_cli_parse("balance", argc, argv, rows, 2, &args);
    if (status != TOC_CLI_GO)
        return status;
    if (args.operand_count != 2)
        return toc_cli_usage("balance", "two sides are needed, such as RUS+BLR NATO; %d given", args.operand_count);
    options.side_a = args.operands[0];
    options.side_b = args.operands[1];
    options.style =
        (toc_text_style){.width = (size_t)toc_cli_width(100), .bold = !args.out && toc_cli_has_color(stdout)};
    toc_cli_answer_begin(&a, &args, OUT_BYTES_MAX);
    return toc_cli_answer_end(&a, &args, toc_op_balance(&a.env, &options, &a.text, &a.err));
}
