/* tocsin bloc NAME and tocsin ally STATE: arguments to toc_op_bloc. */
#include "cli/cli.h"
#include "op/op_bloc.h"

#define OUT_BYTES_MAX ((size_t)64 << 20)

static int run(const char *verb, const toc_cli_args *args, toc_bloc_options *options) {
    toc_env env;
    toc_err err = {0};
    toc_buf out;
    if (args->operand_count != 1) {
        return toc_cli_usage(verb, options->ally ? "name one state" : "name one bloc");
    }
    options->name = args->operands[0];
    options->style =
        (toc_text_style){.width = (size_t)toc_cli_width(88), .bold = !args->out && toc_cli_has_color(stdout)};
    toc_env_init(&env, args->data, args->ledger);
    toc_buf_init(&out, OUT_BYTES_MAX);
    int status =
        toc_op_bloc(&env, options, &out, &err) == TOC_OK ? toc_cli_emit(args, toc_buf_str(&out)) : toc_cli_fail(&err);
    toc_buf_fini(&out);
    toc_env_fini(&env);
    return status;
}

int toc_cmd_bloc(int argc, char **argv) {
    toc_cli_args args;
    toc_bloc_options options = {.on = TOC_DAY_NONE};
    const toc_cli_option rows[] = {{"--on", 0, TOC_CLI_DAY, &options.on}, {"--json", 0, TOC_CLI_FLAG, &options.json}};
    int status = toc_cli_parse("bloc", argc, argv, rows, 2, &args);
    return status == TOC_CLI_GO ? run("bloc", &args, &options) : status;
}

int toc_cmd_ally(int argc, char **argv) {
    toc_cli_args args;
    toc_bloc_options options = {.on = TOC_DAY_NONE, .ally = true};
    const toc_cli_option rows[] = {{"--on", 0, TOC_CLI_DAY, &options.on},
                                   {"--json", 0, TOC_CLI_FLAG, &options.json},
                                   {"--attacked-by", 0, TOC_CLI_TEXT, &options.attacker}};
    int status = toc_cli_parse("ally", argc, argv, rows, 3, &args);
    return status == TOC_CLI_GO ? run("ally", &args, &options) : status;
}
