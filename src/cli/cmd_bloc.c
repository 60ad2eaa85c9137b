/* tocsin bloc NAME and tocsin ally STATE: arguments to toc_op_bloc. */
#include "cli/answer.h"
#include "op/op_bloc.h"

#define OUT_BYTES_MAX ((size_t)64 << 20)

static int run(const char *verb, const toc_cli_args *args, toc_bloc_options *options) {
    toc_cli_answer a;
    if (args->operand_count != 1) {
        return toc_cli_usage(verb, options->ally ? "name one state" : "name one bloc");
    }
    options->name = args->operands[0];
    options->style =
        (toc_text_style){.width = (size_t)toc_cli_width(88), .bold = !args->out && toc_cli_has_color(stdout)};
    toc_cli_answer_begin(&a, args, OUT_BYTES_MAX);
    return toc_cli_answer_end(&a, args, toc_op_bloc(&a.env, options, &a.text, &a.err));
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
