/* tocsin resolve: arguments to toc_op_resolve. */
#include "cli/answer.h"
#include "op/op_resolve.h"

#define OUT_BYTES_MAX ((size_t)256 << 20)

int toc_cmd_resolve(int argc, char **argv) {
    toc_cli_args args;
    toc_cli_answer a;
    toc_resolve_options options = {.asof = TOC_DAY_NONE};
    const toc_cli_option rows[] = {{"--asof", 0, TOC_CLI_DAY, &options.asof},
                                   {"--record", 0, TOC_CLI_TEXT, &options.record},
                                   {"--dry-run", 0, TOC_CLI_FLAG, &options.dry_run},
                                   {"--json", 0, TOC_CLI_FLAG, &options.json}};
    int status = toc_cli_parse("resolve", argc, argv, rows, sizeof rows / sizeof *rows, &args);
    if (status != TOC_CLI_GO)
        return status;
    if (args.operand_count > 0)
        return toc_cli_usage("resolve", "no operands are taken; the forecast ledger is named by --record");
    options.style.width = (size_t)toc_cli_width(88);
    toc_cli_answer_begin(&a, &args, OUT_BYTES_MAX);
    return toc_cli_answer_end(&a, &args, toc_op_resolve(&a.env, &options, &a.text, &a.err));
}
