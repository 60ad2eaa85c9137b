/* tocsin alerts: arguments to toc_op_alerts. */
#include "cli/answer.h"
#include "op/op_alerts.h"

#define OUT_BYTES_MAX ((size_t)256 << 20)

int toc_cmd_alerts(int argc, char **argv) {
    toc_cli_args args;
    toc_cli_answer a;
    toc_alerts_options options = {.rule = {.from = TOC_DAY_NONE, .to = TOC_DAY_NONE, .asof = TOC_DAY_NONE}};
    int64_t pairs = 0, least = TOC_ALERT_FLOOR;
    const char *budget = NULL;
    bool csv = false, json = false;
    const toc_cli_option rows[] = {{"--asof", 0, TOC_CLI_DAY, &options.rule.asof},
                                   {"--from", 0, TOC_CLI_DAY, &options.rule.from},
                                   {"--to", 0, TOC_CLI_DAY, &options.rule.to},
                                   {"--words", 0, TOC_CLI_FLAG, &options.rule.words},
                                   {"--pairs", 0, TOC_CLI_INT, &pairs},
                                   {"--floor", 0, TOC_CLI_INT, &least},
                                   {"--budget", 0, TOC_CLI_TEXT, &budget},
                                   {"--csv", 0, TOC_CLI_FLAG, &csv},
                                   {"--json", 0, TOC_CLI_FLAG, &json},
                                   {"--ascii", 0, TOC_CLI_FLAG, &options.ascii}};
    int status = toc_cli_parse("alerts", argc, argv, rows, sizeof rows / sizeof *rows, &args);
    if (status != TOC_CLI_GO) {
        return status;
    }
    options.rule.budget = TOC_ALERT_BUDGET;
    if (budget && (!toc_str_to_double(toc_str_of(budget), &options.rule.budget) || !(options.rule.budget > 0))) {
        return toc_cli_usage("alerts", "--budget is a positive number of false alarms in 30 days, not \"%s\"", budget);
    }
    if (args.operand_count > 0 || pairs < 0 || least < 1 || least > 1000000 || (csv && json)) {
        return csv && json ? toc_cli_usage("alerts", "choose one of --csv and --json")
                           : toc_cli_usage("alerts", "no operands; --pairs is 0 or more, --floor 1 or more");
    }
    options.rule.pairs = (size_t)pairs;
    options.rule.floor = (int)least;
    options.format = csv ? TOC_ALERTS_CSV : json ? TOC_ALERTS_JSON : TOC_ALERTS_TEXT;
    options.width = (size_t)toc_cli_width(88);
    options.bold = !args.out && toc_cli_has_color(stdout);
    toc_cli_answer_begin(&a, &args, OUT_BYTES_MAX);
    return toc_cli_answer_end(&a, &args, toc_op_alerts(&a.env, &options, &a.text, &a.err));
}
