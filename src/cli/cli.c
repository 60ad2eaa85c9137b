/*
 * cli: options, messages and output, the same for every verb.
 *
 * The parser walks argv once, moves operands to the front, and writes each
 * option's value where its row says. Verbs and options that are not known are
 * answered with the nearest name (edit distance at most a third of its length).
 */
#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L
#endif

#include "cli/cli.h"

#include "base/file.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { WORD_MAX = 32, OPTIONS_MAX = 40, COMMON_COUNT = 5 };

int toc_cli_fail(const toc_err *err) {
    fprintf(stderr, "tocsin: %s\n", err->text[0] != '\0' ? err->text : "failed without a message");
    return err->rc == TOC_EUSAGE ? TOC_CLI_USAGE : TOC_CLI_FAILED;
}

int toc_cli_usage(const char *verb, const char *format, ...) {
    va_list args;
    fprintf(stderr, "tocsin %s: ", verb);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fprintf(stderr, "\ntry: tocsin help %s\n", verb);
    return TOC_CLI_USAGE;
}

void toc_cli_times(const toc_cli_count *counts, size_t count, double seconds, const char *const *stages,
                   const double *stage_seconds, size_t stage_count) {
    for (size_t i = 0; i < count; i++) {
        fprintf(stderr, "%s\"%s\":%lld", i == 0 ? "{" : ",", counts[i].name, (long long)counts[i].value);
    }
    fprintf(stderr, ",\"seconds\":%.6f", seconds);
    for (size_t i = 0; i < stage_count; i++) {
        fprintf(stderr, ",\"%s_seconds\":%.6f", stages[i], stage_seconds[i]);
    }
    fputs("}\n", stderr);
}

int toc_cli_emit(const toc_cli_args *args, toc_str text) {
    toc_err err = {0};
    if (args->out != NULL && strcmp(args->out, "-") != 0) {
        if (toc_file_write(args->out, text, &err) != TOC_OK) {
            return toc_cli_fail(&err);
        }
        return TOC_CLI_OK;
    }
    if (fwrite(text.ptr != NULL ? text.ptr : "", 1, text.len, stdout) != text.len) {
        fputs("tocsin: cannot write to standard output\n", stderr);
        return TOC_CLI_FAILED;
    }
    return TOC_CLI_OK;
}

bool toc_cli_is_tty(FILE *stream) {
    return isatty(fileno(stream)) == 1;
}

bool toc_cli_has_color(FILE *stream) {
    const char *no_color = getenv("NO_COLOR");
    const char *term = getenv("TERM");
    if (no_color != NULL && no_color[0] != '\0') {
        return false;
    }
    return toc_cli_is_tty(stream) && term != NULL && strcmp(term, "dumb") != 0;
}

int toc_cli_width(int fallback) {
    const char *columns = getenv("COLUMNS");
    int64_t wanted = 0;
    struct winsize size;
    if (columns != NULL && toc_str_to_i64(toc_str_of(columns), &wanted) && wanted >= 20 && wanted <= 1000) {
        return (int)wanted;
    }
    if (isatty(STDOUT_FILENO) == 1 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 20) {
        return size.ws_col;
    }
    return fallback;
}

/* Edit distance with swaps of neighbours (optimal string alignment); both words shorter than WORD_MAX. */
static size_t edit_distance(const char *a, size_t a_len, const char *b, size_t b_len) {
    size_t cost[WORD_MAX + 1][WORD_MAX + 1];
    for (size_t i = 0; i <= a_len; i++) {
        cost[i][0] = i;
    }
    for (size_t j = 0; j <= b_len; j++) {
        cost[0][j] = j;
    }
    for (size_t i = 1; i <= a_len; i++) {
        for (size_t j = 1; j <= b_len; j++) {
            size_t best = cost[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
            if (cost[i - 1][j] + 1 < best) {
                best = cost[i - 1][j] + 1;
            }
            if (cost[i][j - 1] + 1 < best) {
                best = cost[i][j - 1] + 1;
            }
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && cost[i - 2][j - 2] + 1 < best) {
                best = cost[i - 2][j - 2] + 1;
            }
            cost[i][j] = best;
        }
    }
    return cost[a_len][b_len];
}

const char *toc_cli_nearest(const char *word, const char *const *names) {
    const char *best = NULL;
    size_t best_distance = 0;
    size_t word_len = strlen(word);
    if (word_len == 0 || word_len >= WORD_MAX) {
        return NULL;
    }
    for (; *names != NULL; names++) {
        size_t len = strlen(*names);
        if (len >= WORD_MAX) {
            continue;
        }
        size_t distance = strncmp(*names, word, word_len) == 0 ? 1 : edit_distance(word, word_len, *names, len);
        size_t allowed = len / 3 > 1 ? len / 3 : 1;
        if (distance <= allowed && (best == NULL || distance < best_distance)) {
            best = *names;
            best_distance = distance;
        }
    }
    return best;
}

/* All rows that this parse knows: the verb's, then the common ones. */
typedef struct option_rows {
    toc_cli_option row[OPTIONS_MAX];
    size_t count;
} option_rows;

static const toc_cli_option *rows_find(const option_rows *rows, const char *name, size_t name_len) {
    for (size_t i = 0; i < rows->count; i++) {
        if (strlen(rows->row[i].name) == name_len && memcmp(rows->row[i].name, name, name_len) == 0) {
            return &rows->row[i];
        }
    }
    return NULL;
}

static const toc_cli_option *rows_find_letter(const option_rows *rows, char letter) {
    for (size_t i = 0; i < rows->count; i++) {
        if (rows->row[i].letter == letter) {
            return &rows->row[i];
        }
    }
    return NULL;
}

static int unknown_option(const char *verb, const option_rows *rows, const char *given) {
    const char *names[OPTIONS_MAX + 1];
    for (size_t i = 0; i < rows->count; i++) {
        names[i] = rows->row[i].name;
    }
    names[rows->count] = NULL;
    const char *near = toc_cli_nearest(given, names);
    if (near != NULL) {
        return toc_cli_usage(verb, "there is no option \"%s\"; did you mean \"%s\"?", given, near);
    }
    return toc_cli_usage(verb, "there is no option \"%s\"", given);
}

/* Store value where the row says; 2 when it is not what the row takes. */
static int option_set(const char *verb, const toc_cli_option *option, const char *value) {
    switch (option->kind) {
    case TOC_CLI_FLAG:
        *(bool *)option->out = true;
        return TOC_CLI_GO;
    case TOC_CLI_TEXT:
        *(const char **)option->out = value;
        return TOC_CLI_GO;
    case TOC_CLI_LIST: {
        toc_cli_list *list = option->out;
        if (list->count == TOC_CLI_LIST_MAX) {
            return toc_cli_usage(verb, "%s may be given %d times", option->name, TOC_CLI_LIST_MAX);
        }
        list->items[list->count++] = value;
        return TOC_CLI_GO;
    }
    case TOC_CLI_INT:
        if (toc_str_to_i64(toc_str_of(value), option->out)) {
            return TOC_CLI_GO;
        }
        return toc_cli_usage(verb, "%s wants a whole number, not \"%s\"", option->name, value);
    case TOC_CLI_DAY: {
        toc_day day = toc_day_parse(toc_str_of(value));
        if (day == TOC_DAY_NONE) {
            return toc_cli_usage(verb, "%s wants a date such as 2023-08-15, not \"%s\"", option->name, value);
        }
        *(toc_day *)option->out = day;
        return TOC_CLI_GO;
    }
    }
    return TOC_CLI_GO;
}

/* argv[*at] is an option; read it and its value. */
static int option_read(const char *verb, const option_rows *rows, int argc, char **argv, int *at) {
    const char *given = argv[*at];
    bool is_long = given[1] == '-';
    const char *equals = is_long ? strchr(given, '=') : NULL;
    size_t name_len = equals != NULL ? (size_t)(equals - given) : strlen(given);
    const toc_cli_option *option = NULL;
    if (is_long) {
        option = rows_find(rows, given, name_len);
    } else if (given[2] == '\0') {
        option = rows_find_letter(rows, given[1]);
    }
    if (option == NULL) {
        return unknown_option(verb, rows, given);
    }
    if (option->kind == TOC_CLI_FLAG) {
        if (equals != NULL) {
            return toc_cli_usage(verb, "%s takes no value", option->name);
        }
        return option_set(verb, option, "");
    }
    if (equals != NULL) {
        return option_set(verb, option, equals + 1);
    }
    if (*at + 1 >= argc) {
        return toc_cli_usage(verb, "%s wants a value", option->name);
    }
    *at += 1;
    return option_set(verb, option, argv[*at]);
}

static void rows_fill(option_rows *rows, const toc_cli_option *options, size_t count, toc_cli_args *args, bool *help) {
    const toc_cli_option common[COMMON_COUNT] = {
        {"--ledger", 0, TOC_CLI_TEXT, &args->ledger}, {"--data", 0, TOC_CLI_TEXT, &args->data},
        {"--out", 'o', TOC_CLI_TEXT, &args->out},     {"--quiet", 'q', TOC_CLI_FLAG, &args->quiet},
        {"--help", 'h', TOC_CLI_FLAG, help},
    };
    rows->count = 0;
    for (size_t i = 0; i < count && i < OPTIONS_MAX - COMMON_COUNT; i++) {
        rows->row[rows->count++] = options[i];
    }
    for (size_t i = 0; i < COMMON_COUNT; i++) {
        rows->row[rows->count++] = common[i];
    }
}

int toc_cli_parse(const char *verb, int argc, char **argv, const toc_cli_option *options, size_t option_count,
                  toc_cli_args *args) {
    option_rows rows;
    bool help = false;
    bool ended = false;
    int kept = 1;
    *args = (toc_cli_args){0};
    rows_fill(&rows, options, option_count, args, &help);
    for (int at = 1; at < argc; at++) {
        if (ended || argv[at][0] != '-' || argv[at][1] == '\0') {
            argv[kept++] = argv[at];
        } else if (strcmp(argv[at], "--") == 0) {
            ended = true;
        } else {
            int status = option_read(verb, &rows, argc, argv, &at);
            if (status != TOC_CLI_GO) {
                return status;
            }
        }
        if (help) {
            return toc_help_show(verb);
        }
    }
    args->operands = argv + 1;
    args->operand_count = kept - 1;
    return TOC_CLI_GO;
}
