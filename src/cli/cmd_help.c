/*
 * tocsin help [VERB]: the page of a verb, as it stands in doc/verbs.
 *
 * The pages are Markdown of a narrow kind: headings, **bold**, *underlined*,
 * `as it is`, ": " before the text of a term, examples indented by four. Marks
 * become the terminal's, or nothing where there is no terminal.
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

typedef struct terminal {
    const char *bold, *under, *plain;
} terminal;

/* One line, without its marks; what is open is closed at its end. */
static void print_marked(toc_str line, const terminal *marks) {
    bool bold = false;
    bool under = false;
    bool as_is = false;
    for (size_t i = 0; i < line.len; i++) {
        char c = line.ptr[i];
        if (c == '`') {
            as_is = !as_is;
        } else if (c != '*' || as_is) {
            putchar(c);
        } else if (i + 1 < line.len && line.ptr[i + 1] == '*') {
            bold = !bold;
            fputs(bold ? marks->bold : marks->plain, stdout);
            i++;
        } else {
            under = !under;
            fputs(under ? marks->under : marks->plain, stdout);
        }
    }
    fputs(bold || under ? marks->plain : "", stdout);
}

static void print_page(const char *text) {
    const toc_str heading = TOC_STR("# ");
    const toc_str term = TOC_STR(":   ");
    bool color = toc_cli_has_color(stdout);
    const terminal marks = {color ? "\033[1m" : "", color ? "\033[4m" : "", color ? "\033[0m" : ""};
    bool blank = true; /* the line before is empty */
    bool example = false;
    toc_str rest = toc_str_of(text);
    if (toc_str_ends(rest, TOC_STR("\n"))) {
        rest.len--;
    }
    while (rest.ptr != NULL) {
        toc_str line = toc_str_cut(&rest, '\n');
        example = toc_str_starts(line, TOC_STR("    ")) && (blank || example);
        if (example) {
            fwrite(line.ptr, 1, line.len, stdout);
        } else if (toc_str_starts(line, heading)) {
            printf("%s%.*s%s", marks.bold, (int)(line.len - heading.len), line.ptr + heading.len, marks.plain);
        } else if (toc_str_starts(line, term)) {
            fputs("    ", stdout);
            print_marked(toc_str_slice(line, term.len, line.len), &marks);
        } else {
            print_marked(line, &marks);
        }
        putchar('\n');
        blank = line.len == 0;
    }
}

int toc_help_show(const char *verb) {
    for (size_t i = 0; i < toc_help_page_count; i++) {
        if (strcmp(toc_help_pages[i].verb, verb) == 0) {
            print_page(toc_help_pages[i].text);
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
