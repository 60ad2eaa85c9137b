/*
 * tocsin lexicon check FILE..., tocsin lexicon find WORDS: arguments to
 * toc_op_lexicon_check and toc_op_lexicon_find.
 */
#include "cli/news.h"
#include "op/op_lexicon.h"

#include <string.h>

#define OUT_BYTES_MAX ((size_t)256 << 20)

typedef struct lexicon_wish {
    toc_cli_list dictionaries;
    toc_day on;
    bool json;
} lexicon_wish;

static int check(toc_env *env, const toc_cli_args *args, const lexicon_wish *wish, toc_buf *out) {
    toc_err err = {0};
    int64_t faulty = 0;
    toc_lexicon_check_options options = {.paths = (const char *const *)args->operands + 1,
                                         .path_count = (size_t)args->operand_count - 1,
                                         .json = wish->json};
    if (toc_op_lexicon_check(env, &options, out, &faulty, &err) != TOC_OK) {
        return toc_cli_fail(&err);
    }
    int status = toc_cli_emit(args, toc_buf_str(out));
    return status == TOC_CLI_OK && faulty > 0 ? TOC_CLI_FAILED : status;
}

static int find(toc_env *env, const toc_cli_args *args, const lexicon_wish *wish, toc_buf *out) {
    toc_err err = {0};
    toc_rejects rejects;
    bool known = false;
    toc_lexicon_find_options options = {.text = args->operands[1], .on = wish->on, .json = wish->json};
    toc_rejects_init(&rejects, NULL, args->quiet);
    toc_news_dictionaries(env, &wish->dictionaries, &rejects);
    toc_rc rc = toc_op_lexicon_find(env, &options, out, &known, &err);
    toc_rejects_finish(&rejects);
    toc_rejects_fini(&rejects);
    if (rc != TOC_OK) {
        return toc_cli_fail(&err);
    }
    int status = toc_cli_emit(args, toc_buf_str(out));
    return status == TOC_CLI_OK && !known ? TOC_CLI_FAILED : status;
}

static int usage_of(const toc_cli_args *args, const lexicon_wish *wish) {
    const char *what = args->operand_count > 0 ? args->operands[0] : "";
    if (strcmp(what, "check") == 0) {
        return args->operand_count < 2 ? toc_cli_usage("lexicon", "check wants the files to look through")
               : wish->dictionaries.count > 0
                   ? toc_cli_usage("lexicon", "check takes the files themselves, not --dictionary")
               : wish->on != TOC_DAY_NONE ? toc_cli_usage("lexicon", "--on is for find")
                                          : TOC_CLI_GO;
    }
    if (strcmp(what, "find") == 0) {
        return args->operand_count == 2
                   ? TOC_CLI_GO
                   : toc_cli_usage("lexicon", "find wants one name or title, in quotes when it has several words");
    }
    return args->operand_count == 0 ? toc_cli_usage("lexicon", "say what: check FILE... or find WORDS")
                                    : toc_cli_usage("lexicon", "it is check or find, not \"%s\"", what);
}

int toc_cmd_lexicon(int argc, char **argv) {
    toc_cli_args args;
    lexicon_wish wish = {.on = TOC_DAY_NONE};
    const toc_cli_option rows[] = {{"--dictionary", 0, TOC_CLI_LIST, &wish.dictionaries},
                                   {"--on", 0, TOC_CLI_DAY, &wish.on},
                                   {"--json", 0, TOC_CLI_FLAG, &wish.json}};
    int status = toc_cli_parse("lexicon", argc, argv, rows, sizeof rows / sizeof rows[0], &args);
    if (status == TOC_CLI_GO) {
        status = usage_of(&args, &wish);
    }
    if (status != TOC_CLI_GO) {
        return status;
    }
    toc_env env;
    toc_buf out;
    toc_env_init(&env, args.data, args.ledger);
    toc_buf_init(&out, OUT_BYTES_MAX);
    status = strcmp(args.operands[0], "check") == 0 ? check(&env, &args, &wish, &out) : find(&env, &args, &wish, &out);
    toc_buf_fini(&out);
    toc_env_fini(&env);
    return status;
}
