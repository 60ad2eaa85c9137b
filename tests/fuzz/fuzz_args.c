/*
 * Fuzzes the reading of arguments: the input is cut at its zero bytes into
 * argv and read with a table of options of every kind. Checks that operands
 * stay in their order and lie in argv, that a value belongs to an option that
 * was given, and that whatever goes wrong is told with status 2.
 */
#include "fuzz.h"

#include "cli/cli.h"

/* What the reader says goes nowhere. */
static FILE *nowhere;
#undef stderr
#define stderr nowhere
#include "cli/cli.c" /* not in a library: the programme's own */
#undef stderr

enum { ARGS_MAX = 64 };

int toc_help_show(const char *verb) {
    need(strcmp(verb, "brief") == 0);
    return TOC_CLI_OK;
}

static size_t cut(char *text, size_t size, char **argv) {
    static char verb[] = "brief";
    size_t argc = 0;
    argv[argc++] = verb;
    for (size_t at = 0; at < size && argc < ARGS_MAX;) {
        argv[argc++] = text + at;
        at += strlen(text + at) + 1;
    }
    argv[argc] = NULL;
    return argc;
}

static void check(size_t argc, char **argv, const toc_cli_args *args) {
    need(args->operand_count >= 0 && (size_t)args->operand_count < argc && args->operands == argv + 1);
    for (int i = 0; i < args->operand_count; i++) {
        need(args->operands[i] != NULL);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char *argv[ARGS_MAX + 1], *text = malloc(size + 1);
    const char *words = NULL;
    int64_t number = -77;
    bool flag = false;
    toc_day day = TOC_DAY_NONE;
    toc_cli_args args;
    const toc_cli_option options[] = {{"--json", 0, TOC_CLI_FLAG, &flag},
                                      {"--asof", 'a', TOC_CLI_DAY, &day},
                                      {"--threads", 't', TOC_CLI_INT, &number},
                                      {"--format", 0, TOC_CLI_TEXT, &words}};
    need(text != NULL);
    if (size > 0) {
        memcpy(text, data, size);
    }
    text[size] = '\0';
    if (nowhere == NULL) {
        nowhere = fopen("/dev/null", "w");
    }
    size_t argc = cut(text, size, argv);
    int status = toc_cli_parse("brief", (int)argc, argv, options, sizeof options / sizeof options[0], &args);
    need(status == TOC_CLI_GO || status == TOC_CLI_USAGE || status == TOC_CLI_OK);
    need(day == TOC_DAY_NONE || (day >= TOC_DAY_MIN && day <= TOC_DAY_MAX));
    if (status == TOC_CLI_GO) {
        check(argc, argv, &args);
    }
    const char *const names[] = {"ingest", "code", "brief", "tension", "why", "help", NULL};
    toc_cli_nearest(text, names);
    free(text);
    return 0;
}
