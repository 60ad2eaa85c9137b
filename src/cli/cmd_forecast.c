/* tocsin forecast A B: arguments to toc_op_forecast. */
#include "cli/answer.h"
#include "op/op_forecast.h"

#define OUT_BYTES_MAX ((size_t)16 << 20)

static bool is_year(const char *horizon) {
    return strcmp(horizon, "1y") == 0 || strcmp(horizon, "12m") == 0 || strcmp(horizon, "365d") == 0;
}

int toc_cmd_forecast(int argc, char **argv) {
    toc_cli_args args;
    toc_cli_answer a;
    const char *horizon = "1y";
    toc_forecast_options options = {.asof = TOC_DAY_NONE};
    const toc_cli_option rows[] = {
        {"--horizon", 0, TOC_CLI_TEXT, &horizon},           {"--asof", 0, TOC_CLI_DAY, &options.asof},
        {"--why", 0, TOC_CLI_FLAG, &options.why},           {"--json", 0, TOC_CLI_FLAG, &options.json},
        {"--model", 0, TOC_CLI_TEXT, &options.model},       {"--dyads", 0, TOC_CLI_TEXT, &options.folder},
        {"--question", 0, TOC_CLI_TEXT, &options.question}, {"--record", 0, TOC_CLI_TEXT, &options.record},
        {"--dry-run", 0, TOC_CLI_FLAG, &options.dry_run}};
    int status = toc_cli_parse("forecast", argc, argv, rows, sizeof rows / sizeof *rows, &args);
    if (status != TOC_CLI_GO)
        return status;
    if (args.operand_count != 2 && !(args.operand_count == 0 && options.question))
        return toc_cli_usage("forecast", "name two sides: tocsin forecast RUS POL");
    if (!is_year(horizon))
        return toc_cli_usage("forecast",
                             "the ladder answers for one year: --horizon 1y, not \"%s\"; another horizon stands in "
                             "the file of a question (--question)",
                             horizon);
    options.a = args.operand_count == 2 ? args.operands[0] : NULL;
    options.b = args.operand_count == 2 ? args.operands[1] : NULL;
    options.style =
        (toc_text_style){.width = (size_t)toc_cli_width(88), .bold = !args.out && toc_cli_has_color(stdout)};
    toc_cli_answer_begin(&a, &args, OUT_BYTES_MAX);
    return toc_cli_answer_end(&a, &args, toc_op_forecast(&a.env, &options, &a.text, &a.err));
}
