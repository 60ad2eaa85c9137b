/* tocsin why ID: arguments to toc_op_why. */
#include "cli/cli.h"
#include "op/op_why.h"

#define OUT_BYTES_MAX ((size_t)256 << 20)

static int run(const toc_cli_args *args, const toc_why_options *options) {
    toc_env env;
    toc_err err = {0};
    toc_buf out;
    toc_env_init(&env, args->data, args->ledger);
    toc_buf_init(&out, OUT_BYTES_MAX);
    int status =
        toc_op_why(&env, options, &out, &err) == TOC_OK ? toc_cli_emit(args, toc_buf_str(&out)) : toc_cli_fail(&err);
    toc_buf_fini(&out);
    toc_env_fini(&env);
    return status;
}

int toc_cmd_why(int argc, char **argv) {
    toc_cli_args args;
    toc_why_options options = {.asof = TOC_DAY_NONE};
    const toc_cli_option rows[] = {{"--asof", 0, TOC_CLI_DAY, &options.asof},
                                   {"--json", 0, TOC_CLI_FLAG, &options.json},
                                   {"--ascii", 0, TOC_CLI_FLAG, &options.ascii}};
    int status = toc_cli_parse("why", argc, argv, rows, sizeof rows / sizeof *rows, &args);
    if (status != TOC_CLI_GO)
        return status;
    if (args.operand_count != 1)
        return toc_cli_usage("why", "one id is needed, such as NATO-5 or one printed in a brief; %d given",
                             args.operand_count);
    options.id = args.operands[0];
    options.width = (size_t)toc_cli_width(88);
    options.bold = !args.out && toc_cli_has_color(stdout);
    return run(&args, &options);
}
