/*
 * tocsin: the programme. A table of verbs; each verb is one file, cmd_<verb>.c,
 * and one recipe, op/op_<verb>.c.
 *
 * Exit status: 0 done, 1 failed, 2 asked wrongly. What a verb wrote is flushed
 * here, so that a full disk is a failure and never a short file.
 */
#include "base/mem.h"
#include "cli/cli.h"

#include <string.h>

#ifndef TOC_VERSION
#define TOC_VERSION "0.1.0"
#endif

typedef struct verb {
    const char *name;
    const char *group; /* heading; NULL: same as the row above */
    const char *operands;
    const char *summary;
    int (*run)(int argc, char **argv);
} verb;

static const verb verbs[] = {
    {"ingest", "Read the news", "PATH...", "put articles and event datasets into the ledger", toc_cmd_ingest},
    {"code", NULL, "[FILE|-]", "show the events in a text at once; --explain shows the words behind", toc_cmd_code},
    {"parse", NULL, "[FILE|-]", "show tags, lemmas and dependency trees, as CoNLL-U", toc_cmd_parse},
    {"lexicon", NULL, "check|find", "look through a dictionary for faults; say who a name is on a day, and why",
     toc_cmd_lexicon},
    {"brief", "Ask about two sides", "A B", "two pages: how possible, more apparent?, why, who is bound, the way out",
     toc_cmd_brief},
    {"tension", NULL, "A B", "words and deeds over time: plot, table or picture", toc_cmd_tension},
    {"alerts", NULL, "", "pairs whose hostile deeds or words reach a high, and what followed", toc_cmd_alerts},
    {"channels", NULL, "A B", "channels between two sides: last use, level; open, thinning, silent, broken",
     toc_cmd_channels},
    {"mediators", NULL, "A B", "who may mediate: third parties ranked, with reasons for and against",
     toc_cmd_mediators},
    {"claims", NULL, "[A [B]]", "warnings and promises: who, in what role, is it new, and what followed",
     toc_cmd_claims},
    {"next", NULL, "ACTOR", "who does what to whom next: the likely next events of an actor, and why", toc_cmd_next},
    {"bloc", NULL, "NAME", "members of a bloc on a day, their status, and what its clauses bind them to", toc_cmd_bloc},
    {"ally", NULL, "STATE", "who is bound to a state; who is drawn in if another attacks it", toc_cmd_ally},
    {"balance", NULL, "A B", "what both sides have: capabilities by state and year, borders, forces", toc_cmd_balance},
    {"forecast", NULL, "A B", "the ladder: odds from a contact to a war, with base rates, reasons and a record",
     toc_cmd_forecast},
    {"resolve", NULL, "", "close forecasts from data, by their rule: yes, no or void", toc_cmd_resolve},
    {"score", NULL, "", "how good the forecasts were: Brier, log, skill, reliability", toc_cmd_score},
    {"whatif", NULL, "A B", "what would come, if: runs of the event model with and without named assumptions",
     toc_cmd_whatif},
    {"why", NULL, "ID", "open any id of a brief, down to its sentences and their source", toc_cmd_why},
    {"export", "Take it elsewhere", "",
     "events as CSV, JSON Lines, GeoJSON, GDELT; panels of dyads by day, month, year", toc_cmd_export},
    {"cite", NULL, "[FILE...]", "cite the data behind an export or a brief: files, hashes, versions, dates",
     toc_cmd_cite},
    {"fit", "Look after ledger and models; help", "dispute|events",
     "learn the model behind a forecast from your copy of the data; how events of two sides feed on one another",
     toc_cmd_fit},
    {"info", NULL, "", "what it holds: documents, datasets, dates", toc_cmd_info},
    {"check", NULL, "", "is it sound: references, ids, counts, the panel, the forecasts", toc_cmd_check},
    {"help", NULL, "[VERB]", "the page of a verb; also: tocsin VERB --help", toc_cmd_help},
};

enum { VERB_COUNT = sizeof verbs / sizeof verbs[0] };

static void print_verbs(const char *bold, const char *plain) {
    for (size_t i = 0; i < VERB_COUNT; i++) {
        if (verbs[i].group != NULL) {
            printf("\n%s%s%s\n", bold, verbs[i].group, plain);
        }
        printf("  %s%-9s%s %-10s %s\n", bold, verbs[i].name, plain, verbs[i].operands, verbs[i].summary);
    }
}

static void print_first_screen(void) {
    bool color = toc_cli_has_color(stdout);
    const char *bold = color ? "\033[1m" : "";
    const char *plain = color ? "\033[0m" : "";
    printf("%stocsin%s: early warning of war between states and blocs, from the news you hold\n\n", bold, plain);
    puts("How possible is a war? Is it becoming more apparent, in words or in deeds? Why? Who would\n"
         "be bound to join, and which channels to peace are open? tocsin answers from your own files,\n"
         "offline; every figure opens down to the sentence it was made from.");
    print_verbs(bold, plain);
    printf("\n%sExamples%s\n", bold, plain);
    puts("  tocsin ingest examples/brink\n"
         "  tocsin brief RUS+BLR NATO --asof 2023-08-15\n"
         "  tocsin forecast RUS POL --asof 2023-08-15 --why\n"
         "  echo 'Poland closed its border with Belarus on Friday.' | tocsin code --date 2023-02-10 --explain");
    printf("\n%sSides%s are codes or names: RUS, \"Russia\", RUS+BLR, NATO, CSTO-ARM, \"EU&NATO\".\n", bold, plain);
    puts("Every verb takes --ledger FILE (else $TOCSIN_LEDGER, else ./tocsin.db), --data DIR, --out FILE,\n"
         "--quiet and --help. Exit status: 0 done, 1 failed, 2 asked wrongly.");
}

static int unknown_verb(const char *given) {
    const char *names[VERB_COUNT + 1];
    for (size_t i = 0; i < VERB_COUNT; i++) {
        names[i] = verbs[i].name;
    }
    names[VERB_COUNT] = NULL;
    const char *near = toc_cli_nearest(given, names);
    fprintf(stderr, "tocsin: there is no verb \"%s\"", given);
    if (near != NULL) {
        fprintf(stderr, "; did you mean \"%s\"?", near);
    }
    fputs("\ntry: tocsin --help\n", stderr);
    return TOC_CLI_USAGE;
}

static int run_verb(int argc, char **argv) {
    const char *given = argv[1];
    if (strcmp(given, "--help") == 0 || strcmp(given, "-h") == 0 || (strcmp(given, "help") == 0 && argc == 2)) {
        print_first_screen();
        return TOC_CLI_OK;
    }
    if (strcmp(given, "--version") == 0) {
        puts("tocsin " TOC_VERSION);
        return TOC_CLI_OK;
    }
    for (size_t i = 0; i < VERB_COUNT; i++) {
        if (strcmp(given, verbs[i].name) == 0) {
            return verbs[i].run(argc - 1, argv + 1);
        }
    }
    return unknown_verb(given);
}

int main(int argc, char **argv) {
    toc_mem_keep();
    if (argc < 2) {
        print_first_screen();
        return TOC_CLI_USAGE;
    }
    int status = run_verb(argc, argv);
    if ((fflush(stdout) != 0 || ferror(stdout) != 0) && status == TOC_CLI_OK) {
        fputs("tocsin: cannot write to standard output; is the disk full?\n", stderr);
        return TOC_CLI_FAILED;
    }
    return status;
}
