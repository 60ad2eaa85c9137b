/* tocsin brief A B: arguments to toc_op_brief. */
#include "cli/answer.h"
#include "op/op_brief.h"

#define OUT_BYTES_MAX ((size_t)256 << 20)

int toc_cmd_brief(int argc, char **argv) {
    toc_cli_args args;
    toc_cli_answer a;
    toc_brief_options options = {.asof = TOC_DAY_NONE};
    bool md = false, html = false, json = false;
    const toc_cli_option rows[] = {{"--asof", 0, TOC_CLI_DAY, &options.asof},
                                   {"--md", 0, TOC_CLI_FLAG, &md},
                                   {"--html", 0, TOC_CLI_FLAG, &html},
                                   {"--json", 0, TOC_CLI_FLAG, &json},
                                   {"--ascii", 0, TOC_CLI_FLAG, &options.ascii}};
    int status = toc_cli_parse("brief", argc, argv, rows, sizeof rows / sizeof *rows, &args);
    if (status != TOC_CLI_GO)
        return status;
    if (args.operand_count != 2)
        return toc_cli_usage("brief", "two sides are needed, such as RUS+BLR NATO; %d given", args.operand_count);
    if (md + html + json > 1)
        return toc_cli_usage("brief", "choose one of --md, --html and --json");
    options.side_a = args.operands[0];
    options.side_b = args.operands[1];
    options.format = md ? TOC_BRIEF_MD : html ? TOC_BRIEF_HTML : json ? TOC_BRIEF_JSON : TOC_BRIEF_TEXT;
    options.width = (size_t)toc_cli_width(88);
    options.bold = !args.out && toc_cli_has_color(stdout);
    toc_cli_answer_begin(&a, &args, OUT_BYTES_MAX);
    return toc_cli_answer_end(&a, &args, toc_op_brief(&a.env, &options, &a.text, &a.err));
}
