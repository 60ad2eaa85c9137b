/* tocsin fit dispute DIR, tocsin fit events A B: arguments to toc_op_fit_dispute and toc_op_fit_events. */
#include "cli/answer.h"
#include "op/op_fit.h"
#include "op/op_fit_events.h"

#define OUT_BYTES_MAX ((size_t)1 << 20)

typedef struct asked {
    toc_cli_args args;
    int64_t until, now, seed, bags, rounds; /* dispute */
    const char *kernel;                     /* events */
    toc_day asof;
    bool alone, json, ascii;
} asked;

static int run_dispute(const toc_fit_options *options, bool quiet) {
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

static int fit_dispute(const asked *a) {
    if (a->args.operand_count != 2 || a->kernel || a->alone || a->asof != TOC_DAY_NONE)
        return toc_cli_usage("fit", "say from which folder: tocsin fit dispute DIR -o MODEL");
    if (!a->args.out)
        return toc_cli_usage("fit", "say where the model goes: -o MODEL");
    if ((a->until != 0 && (a->until < 1850 || a->until > TOC_DISPUTE_TO)) ||
        (a->now != 0 && (a->now < 1850 || a->now >= TOC_DISPUTE_TO)))
        return toc_cli_usage("fit", "--until and --now are years, such as 1990");
    if (a->bags < 0 || a->bags > 20 || a->rounds < 0 || a->rounds > 5000 || a->seed < 0)
        return toc_cli_usage("fit", "--bags is 1 to 20, --rounds 1 to 5000, --seed 0 or more");
    toc_fit_options options = {.folder = a->args.operands[1], .model = a->args.out, .json = a->json};
    options.dispute = (toc_dispute_options){.until = (int)a->until,
                                            .now = (int)a->now,
                                            .bags = (int)a->bags,
                                            .rounds = (int)a->rounds,
                                            .seed = (uint64_t)a->seed};
    return run_dispute(&options, a->args.quiet);
}

static int fit_events(const asked *a) {
    toc_cli_answer answer;
    if (a->args.operand_count != 3)
        return toc_cli_usage("fit", "two sides are needed: tocsin fit events RUS UKR");
    if (a->until || a->now || a->bags || a->rounds)
        return toc_cli_usage("fit", "--until, --now, --bags and --rounds are of tocsin fit dispute");
    bool exponential = a->kernel && strcmp(a->kernel, "exponential") == 0;
    if (a->kernel && !exponential && strcmp(a->kernel, "power") != 0)
        return toc_cli_usage("fit", "--kernel is power or exponential, not \"%s\"", a->kernel);
    toc_fit_events_options options = {.side_a = a->args.operands[1],
                                      .side_b = a->args.operands[2],
                                      .asof = a->asof,
                                      .kernel = exponential ? TOC_HAWKES_EXPONENTIAL : TOC_HAWKES_POWER,
                                      .alone = a->alone,
                                      .json = a->json};
    options.style = (toc_text_style){
        .width = (size_t)toc_cli_width(88), .bold = !a->args.out && toc_cli_has_color(stdout), .ascii = a->ascii};
    toc_cli_answer_begin(&answer, &a->args, OUT_BYTES_MAX);
    return toc_cli_answer_end(&answer, &a->args, toc_op_fit_events(&answer.env, &options, &answer.text, &answer.err));
}

int toc_cmd_fit(int argc, char **argv) {
    asked a = {.seed = 7, .asof = TOC_DAY_NONE};
    const toc_cli_option rows[] = {{"--until", 0, TOC_CLI_INT, &a.until},    {"--now", 0, TOC_CLI_INT, &a.now},
                                   {"--seed", 0, TOC_CLI_INT, &a.seed},      {"--bags", 0, TOC_CLI_INT, &a.bags},
                                   {"--rounds", 0, TOC_CLI_INT, &a.rounds},  {"--json", 0, TOC_CLI_FLAG, &a.json},
                                   {"--kernel", 0, TOC_CLI_TEXT, &a.kernel}, {"--asof", 0, TOC_CLI_DAY, &a.asof},
                                   {"--alone", 0, TOC_CLI_FLAG, &a.alone},   {"--ascii", 0, TOC_CLI_FLAG, &a.ascii}};
    int status = toc_cli_parse("fit", argc, argv, rows, sizeof rows / sizeof *rows, &a.args);
    if (status != TOC_CLI_GO)
        return status;
    if (a.args.operand_count > 0 && strcmp(a.args.operands[0], "dispute") == 0)
        return fit_dispute(&a);
    if (a.args.operand_count > 0 && strcmp(a.args.operands[0], "events") == 0)
        return fit_events(&a);
    return toc_cli_usage("fit", "say what to fit: tocsin fit dispute DIR -o MODEL, or tocsin fit events A B");
}
