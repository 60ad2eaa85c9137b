/* tocsin next ACTOR: arguments to toc_op_next. */
#include "cli/answer.h"
#include "op/op_next.h"

#define OUT_BYTES_MAX ((size_t)64 << 20)

int toc_cmd_next(int argc, char **argv) {
    toc_cli_args args;
    toc_cli_answer a;
    toc_next_options options = {.asof = TOC_DAY_NONE};
    int64_t top = 10;
    const toc_cli_option rows[] = {
        {"--asof", 0, TOC_CLI_DAY, &options.asof},  {"--top", 0, TOC_CLI_INT, &top},
        {"--upon", 0, TOC_CLI_FLAG, &options.upon}, {"--why", 0, TOC_CLI_FLAG, &options.why},
        {"--json", 0, TOC_CLI_FLAG, &options.json}, {"--ascii", 0, TOC_CLI_FLAG, &options.style.ascii}};
    int status = toc_cli_parse("next", argc, argv, rows, sizeof rows / sizeof *rows, &args);
    if (status != TOC_CLI_GO)
        return status;
    if (args.operand_count != 1)
        return toc_cli_usage("next", "one actor is needed, such as RUS; %d given", args.operand_count);
    if (top < 1 || top > 1000)
        return toc_cli_usage("next", "--top is 1 to 1000");
    options.top = (size_t)top;
    options.actor = args.operands[0];
    options.style.width = (size_t)toc_cli_width(88);
    options.style.bold = !args.out && toc_cli_has_color(stdout);
    toc_cli_answer_begin(&a, &args, OUT_BYTES_MAX);
    return toc_cli_answer_end(&a, &args, toc_op_next(&a.env, &options, &a.text, &a.err));
}
