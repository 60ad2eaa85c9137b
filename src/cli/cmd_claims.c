/* tocsin claims [A [B]]: arguments to toc_op_claims. */
#include "cli/answer.h"
#include "op/op_claims.h"

enum { SHOWN = 20 };
#define OUT_BYTES_MAX ((size_t)1 << 30)

int toc_cmd_claims(int argc, char **argv) {
    toc_cli_args args;
    toc_cli_answer a;
    bool all = false;
    toc_claims_options options = {.wish = {.asof = TOC_DAY_NONE, .since = TOC_DAY_NONE}};
    const toc_cli_option rows[] = {{"--asof", 0, TOC_CLI_DAY, &options.wish.asof},
                                   {"--since", 0, TOC_CLI_DAY, &options.wish.since},
                                   {"--speaker", 0, TOC_CLI_TEXT, &options.wish.speaker},
                                   {"--kind", 0, TOC_CLI_TEXT, &options.wish.kind},
                                   {"--all", 0, TOC_CLI_FLAG, &all},
                                   {"--json", 0, TOC_CLI_FLAG, &options.json}};
    int status = toc_cli_parse("claims", argc, argv, rows, sizeof rows / sizeof *rows, &args);
    if (status != TOC_CLI_GO) {
        return status;
    }
    if (args.operand_count > 2) {
        return toc_cli_usage("claims", "name two sides at most");
    }
    options.wish.side_a = args.operand_count > 0 ? args.operands[0] : NULL;
    options.wish.side_b = args.operand_count > 1 ? args.operands[1] : NULL;
    options.most = all || options.json ? 0 : SHOWN;
    options.style =
        (toc_text_style){.width = (size_t)toc_cli_width(88), .bold = !args.out && toc_cli_has_color(stdout)};
    toc_cli_answer_begin(&a, &args, OUT_BYTES_MAX);
    return toc_cli_answer_end(&a, &args, toc_op_claims(&a.env, &options, &a.text, &a.err));
}
