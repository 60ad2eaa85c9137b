/* tocsin claims [A [B]]: arguments to toc_op_claims. */
#include "cli/cli.h"
#include "op/op_claims.h"

enum { SHOWN = 20 };
#define OUT_BYTES_MAX ((size_t)1 << 30)

static int run(const toc_cli_args *args, const toc_claims_options *options) {
    toc_env env;
    toc_err err = {0};
    toc_buf out;
    toc_env_init(&env, args->data, args->ledger);
    toc_buf_init(&out, OUT_BYTES_MAX);
    int status =
        toc_op_claims(&env, options, &out, &err) == TOC_OK ? toc_cli_emit(args, toc_buf_str(&out)) : toc_cli_fail(&err);
    toc_buf_fini(&out);
    toc_env_fini(&env);
    return status;
}

int toc_cmd_claims(int argc, char **argv) {
    toc_cli_args args;
    bool all = false;
    toc_claims_options options = {.asof = TOC_DAY_NONE, .since = TOC_DAY_NONE};
    const toc_cli_option rows[] = {{"--asof", 0, TOC_CLI_DAY, &options.asof},
                                   {"--since", 0, TOC_CLI_DAY, &options.since},
                                   {"--speaker", 0, TOC_CLI_TEXT, &options.speaker},
                                   {"--kind", 0, TOC_CLI_TEXT, &options.kind},
                                   {"--all", 0, TOC_CLI_FLAG, &all},
                                   {"--json", 0, TOC_CLI_FLAG, &options.json}};
    int status = toc_cli_parse("claims", argc, argv, rows, sizeof rows / sizeof *rows, &args);
    if (status != TOC_CLI_GO) {
        return status;
    }
    if (args.operand_count > 2) {
        return toc_cli_usage("claims", "name two sides at most");
    }
    options.side_a = args.operand_count > 0 ? args.operands[0] : NULL;
    options.side_b = args.operand_count > 1 ? args.operands[1] : NULL;
    options.most = all || options.json ? 0 : SHOWN;
    options.style =
        (toc_text_style){.width = (size_t)toc_cli_width(88), .bold = !args.out && toc_cli_has_color(stdout)};
    return run(&args, &options);
}
