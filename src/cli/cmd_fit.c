/* tocsin fit dispute DIR: arguments to toc_op_fit_dispute. */
#include "cli/cli.h"
#include "op/op_fit.h"

#define OUT_BYTES_MAX ((size_t)1 << 20)

static int run(const toc_fit_options *options, bool quiet) {
    toc_err err = {0};
    toc_buf out;
    toc_buf_init(&out, OUT_BYTES_MAX);
    toc_rc rc = toc_op_fit_dispute(options, &out, &err);
    if (rc == TOC_OK && !quiet)
        fputs(out.ptr, stdout);
    int status = rc == TOC_OK ? TOC_CLI_OK : toc_cli_fail(&err);
    toc_buf_fini(&out);
    return status;
}

int toc_cmd_fit(int argc, char **argv) {
    toc_cli_args args;
    toc_fit_options options = {0};
    int64_t until = 0, now = 0, seed = 7, bags = 0, rounds = 0;
    const toc_cli_option rows[] = {{"--until", 0, TOC_CLI_INT, &until},   {"--now", 0, TOC_CLI_INT, &now},
                                   {"--seed", 0, TOC_CLI_INT, &seed},     {"--bags", 0, TOC_CLI_INT, &bags},
                                   {"--rounds", 0, TOC_CLI_INT, &rounds}, {"--json", 0, TOC_CLI_FLAG, &options.json}};
    int status = toc_cli_parse("fit", argc, argv, rows, sizeof rows / sizeof *rows, &args);
    if (status != TOC_CLI_GO)
        return status;
    if (args.operand_count != 2 || strcmp(args.operands[0], "dispute") != 0)
        return toc_cli_usage("fit", "say what to fit and from which folder: tocsin fit dispute DIR -o MODEL");
    if (!args.out)
        return toc_cli_usage("fit", "say where the model goes: -o MODEL");
    if ((until != 0 && (until < 1850 || until > TOC_DISPUTE_TO)) || (now != 0 && (now < 1850 || now >= TOC_DISPUTE_TO)))
        return toc_cli_usage("fit", "--until and --now are years, such as 1990");
    if (bags < 0 || bags > 20 || rounds < 0 || rounds > 5000 || seed < 0)
        return toc_cli_usage("fit", "--bags is 1 to 20, --rounds 1 to 5000, --seed 0 or more");
    options.folder = args.operands[1];
    options.model = args.out;
    options.dispute = (toc_dispute_options){
        .until = (int)until, .now = (int)now, .bags = (int)bags, .rounds = (int)rounds, .seed = (uint64_t)seed};
    return run(&options, args.quiet);
}
