/* tocsin tension A B: arguments to toc_op_tension. */
#include "cli/answer.h"
#include "op/op_tension.h"

#include <string.h>

#define OUT_BYTES_MAX ((size_t)256 << 20)

static bool read_by(const char *word, toc_tension_by *by) {
    static const char *const words[] = {"day", "week", "month"};
    for (int i = 0; i < 3; i++)
        if (strcmp(word, words[i]) == 0) {
            *by = (toc_tension_by)i;
            return true;
        }
    return false;
}

int toc_cmd_tension(int argc, char **argv) {
    toc_cli_args args;
    toc_cli_answer a;
    toc_tension_options options = {.asof = TOC_DAY_NONE, .from = TOC_DAY_NONE, .to = TOC_DAY_NONE};
    const char *by = "month";
    bool csv = false, json = false, svg = false;
    const toc_cli_option rows[] = {
        {"--asof", 0, TOC_CLI_DAY, &options.asof}, {"--from", 0, TOC_CLI_DAY, &options.from},
        {"--to", 0, TOC_CLI_DAY, &options.to},     {"--by", 0, TOC_CLI_TEXT, &by},
        {"--csv", 0, TOC_CLI_FLAG, &csv},          {"--json", 0, TOC_CLI_FLAG, &json},
        {"--svg", 0, TOC_CLI_FLAG, &svg},          {"--ascii", 0, TOC_CLI_FLAG, &options.ascii}};
    int status = toc_cli_parse("tension", argc, argv, rows, sizeof rows / sizeof *rows, &args);
    if (status != TOC_CLI_GO)
        return status;
    if (args.operand_count != 2)
        return toc_cli_usage("tension", "two sides are needed, such as RUS+BLR NATO; %d given", args.operand_count);
    if (csv + json + svg > 1)
        return toc_cli_usage("tension", "choose one of --csv, --json and --svg");
    if (!read_by(by, &options.by))
        return toc_cli_usage("tension", "--by wants day, week or month, not \"%s\"", by);
    options.side_a = args.operands[0];
    options.side_b = args.operands[1];
    options.format = csv ? TOC_TENSION_CSV : json ? TOC_TENSION_JSON : svg ? TOC_TENSION_SVG : TOC_TENSION_TEXT;
    options.width = (size_t)toc_cli_width(88);
    options.bold = !args.out && toc_cli_has_color(stdout);
    toc_cli_answer_begin(&a, &args, OUT_BYTES_MAX);
    return toc_cli_answer_end(&a, &args, toc_op_tension(&a.env, &options, &a.text, &a.err));
}
