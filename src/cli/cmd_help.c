/*
 * tocsin help [VERB]: the page of a verb, as it stands in doc/verbs.
 */
#include "cli/cli.h"
#include "cli/help.h"

#include <string.h>

enum { PAGES_MAX = 64 };

static const char *nearest_page(const char *verb) {
    const char *names[PAGES_MAX + 1];
    size_t count = 0;
    for (; count < toc_help_page_count && count < PAGES_MAX; count++) {
        names[count] = toc_help_pages[count].verb;
    }
    names[count] = NULL;
    return toc_cli_nearest(verb, names);
}

int toc_help_show(const char *verb) {
    for (size_t i = 0; i < toc_help_page_count; i++) {
        if (strcmp(toc_help_pages[i].verb, verb) == 0) {
            fputs(toc_help_pages[i].text, stdout);
            return TOC_CLI_OK;
        }
    }
    fprintf(stderr, "tocsin help: there is no page \"%s\"", verb);
    const char *near = nearest_page(verb);
    if (near != NULL) {
        fprintf(stderr, "; did you mean \"%s\"?", near);
    }
    fputs("\ntry: tocsin --help\n", stderr);
    return TOC_CLI_USAGE;
}

int toc_cmd_help(int argc, char **argv) {
    toc_cli_args args;
    int status = toc_cli_parse("help", argc, argv, NULL, 0, &args);
    if (status != TOC_CLI_GO) {
        return status;
    }
    if (args.operand_count == 0) {
        return toc_help_show("help");
    }
    if (args.operand_count > 1) {
        return toc_cli_usage("help", "wants one verb at a time");
    }
    return toc_help_show(args.operands[0]);
}
