/* tocsin info, check, cite: what the ledger holds, whether it is sound, how it is cited. */
#include "cli/answer.h"
#include "op/op_ledger.h"
#include "op/op_score.h"

#ifndef TOC_VERSION
#define TOC_VERSION "0.1.0"
#endif

#define OUT_BYTES_MAX ((size_t)256 << 20)

typedef toc_rc recipe(toc_env *env, const toc_cli_args *args, bool json, toc_buf *out, toc_err *err);

static toc_rc info(toc_env *env, const toc_cli_args *args, bool json, toc_buf *out, toc_err *err) {
    (void)args;
    return toc_op_info(env, TOC_VERSION, json, out, err);
}

static toc_rc cite(toc_env *env, const toc_cli_args *args, bool json, toc_buf *out, toc_err *err) {
    return toc_op_cite(env, TOC_VERSION, (const char *const *)args->operands, (size_t)args->operand_count, json, out,
                       err);
}

static int run(const toc_cli_args *args, bool json, recipe *make) {
    toc_cli_answer a;
    toc_cli_answer_begin(&a, args, OUT_BYTES_MAX);
    return toc_cli_answer_end(&a, args, make(&a.env, args, json, &a.text, &a.err));
}

int toc_cmd_info(int argc, char **argv) {
    toc_cli_args args;
    bool json = false;
    const toc_cli_option rows[] = {{"--json", 0, TOC_CLI_FLAG, &json}};
    int status = toc_cli_parse("info", argc, argv, rows, 1, &args);
    if (status != TOC_CLI_GO) {
        return status;
    }
    return args.operand_count > 0 ? toc_cli_usage("info", "no operands are taken") : run(&args, json, info);
}

int toc_cmd_cite(int argc, char **argv) {
    toc_cli_args args;
    bool json = false;
    const toc_cli_option rows[] = {{"--json", 0, TOC_CLI_FLAG, &json}};
    int status = toc_cli_parse("cite", argc, argv, rows, 1, &args);
    return status != TOC_CLI_GO ? status : run(&args, json, cite);
}

static void on_fault(void *ctx, const toc_store_fault *fault) {
    toc_buf_printf(ctx, "FAULT        %s: %s\n", fault->check, fault->what);
}

static void add_summary(toc_buf *out, const toc_env *env, const toc_store_checked *c) {
    toc_buf_printf(out, "ledger       %s\n", toc_env_ledger_path(env));
    toc_buf_printf(
        out, "looked at    %lld events and %lld sentences of texts, %lld events of %lld dataset files, %lld sums\n",
        (long long)c->events, (long long)c->sentences, (long long)c->records, (long long)c->files, (long long)c->sums);
    toc_buf_printf(out, "panel        %s\n", c->panel);
    toc_buf_printf(out, "faults       %lld\n", (long long)c->faults);
}

int toc_cmd_check(int argc, char **argv) {
    toc_cli_args args;
    toc_cli_answer a;
    toc_store_checked checked = {.faults = 0};
    const char *record = NULL, *head = NULL;
    bool faulty = false;
    const toc_cli_option rows[] = {{"--record", 0, TOC_CLI_TEXT, &record}, {"--head", 0, TOC_CLI_TEXT, &head}};
    int status = toc_cli_parse("check", argc, argv, rows, 2, &args);
    if (status != TOC_CLI_GO) {
        return status;
    }
    if (args.operand_count > 0) {
        return toc_cli_usage("check", "no operands are taken; the ledger is named by --ledger");
    }
    toc_cli_answer_begin(&a, &args, OUT_BYTES_MAX);
    toc_rc rc = toc_op_check_record(&a.env, record, head, &a.text, &faulty, &a.err);
    if (rc == TOC_OK && !record) { /* a forecast ledger that was named is looked at alone */
        rc = toc_op_check(&a.env, on_fault, &a.text, &checked, &a.err);
        if (rc == TOC_OK) {
            add_summary(&a.text, &a.env, &checked);
        } else {
            toc_cli_emit(&args, toc_buf_str(&a.text)); /* what was found before */
        }
    }
    status = toc_cli_answer_end(&a, &args, rc);
    return status == TOC_CLI_OK && (faulty || checked.faults > 0) ? TOC_CLI_FAILED : status;
}
