/* tocsin whatif A B: arguments to toc_op_whatif. */
#include "cli/answer.h"
#include "op/op_whatif.h"

#define OUT_BYTES_MAX ((size_t)4 << 20)

int toc_cmd_whatif(int argc, char **argv) {
    toc_cli_args args;
    toc_cli_answer a;
    toc_cli_list with = {{0}, 0}, without = {{0}, 0};
    toc_whatif_ask ask = {.asof = TOC_DAY_NONE};
    int64_t days = 180, runs = 10000, seed = 7, threads = 0;
    const toc_cli_option rows[] = {{"--with", 0, TOC_CLI_LIST, &with},
                                   {"--without", 0, TOC_CLI_LIST, &without},
                                   {"--asof", 0, TOC_CLI_DAY, &ask.asof},
                                   {"--days", 0, TOC_CLI_INT, &days},
                                   {"--runs", 0, TOC_CLI_INT, &runs},
                                   {"--seed", 0, TOC_CLI_INT, &seed},
                                   {"--threads", 0, TOC_CLI_INT, &threads},
                                   {"--json", 0, TOC_CLI_FLAG, &ask.json},
                                   {"--ascii", 0, TOC_CLI_FLAG, &ask.style.ascii}};
    int status = toc_cli_parse("whatif", argc, argv, rows, sizeof rows / sizeof *rows, &args);
    if (status != TOC_CLI_GO)
        return status;
    if (args.operand_count != 2)
        return toc_cli_usage("whatif", "two sides are needed, such as RUS+BLR NATO; %d given", args.operand_count);
    if (days < 1 || days > 730 || runs < 100 || runs > 1000000)
        return toc_cli_usage("whatif", "--days is 1 to 730, --runs 100 to 1000000");
    if (seed < 0 || threads < 0 || threads > 256)
        return toc_cli_usage("whatif", "--seed is 0 or more, --threads 1 to 256");
    if (with.count + without.count == 0)
        return toc_cli_usage("whatif", "say what to assume: --with \"CONSULT monthly\" or --without THREATEN");
    ask.side_a = args.operands[0];
    ask.side_b = args.operands[1];
    ask.with = with.items;
    ask.with_count = with.count;
    ask.without = without.items;
    ask.without_count = without.count;
    ask.days = (int)days;
    ask.runs = (int)runs;
    ask.seed = (uint64_t)seed;
    ask.threads = (size_t)threads;
    ask.style.width = (size_t)toc_cli_width(88);
    ask.style.bold = !args.out && toc_cli_has_color(stdout);
    toc_cli_answer_begin(&a, &args, OUT_BYTES_MAX);
    return toc_cli_answer_end(&a, &args, toc_op_whatif(&a.env, &ask, &a.text, &a.err));
}
