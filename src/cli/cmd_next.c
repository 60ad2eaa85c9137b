/* tocsin next ACTOR: arguments to toc_op_next. */
#include "cli/cli.h"
#include "op/op_next.h"

#define OUT_BYTES_MAX ((size_t)64 << 20)

static int run(const toc_cli_args *args, const toc_next_options *options) {
    toc_env env;
    toc_err err = {0};
    toc_buf out;
    toc_env_init(&env, args->data, args->ledger);
    toc_buf_init(&out, OUT_BYTES_MAX);
    int status =
        toc_op_next(&env, options, &out, &err) == TOC_OK ? toc_cli_emit(args, toc_buf_str(&out)) : toc_cli_fail(&err);
    toc_buf_fini(&out);
    toc_env_fini(&env);
    return status;
}

int toc_cmd_next(int argc, char **argv) {
    toc_cli_args args;
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
    return run(&args, &options);
}
