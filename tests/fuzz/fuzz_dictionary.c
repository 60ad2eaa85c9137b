/*
 * Fuzzes the reading of other people's dictionaries: the first byte chooses the
 * name of the file (actors or discards), the rest is the file. It is added to a
 * small lexicon, then some words are matched, looked up and discarded.
 */
#include "fuzz.h"

#include "lexicon/dictionary.h"
#include "lexicon/find.h"

static const struct {
    const char *name, *text;
} TABLES[] = {
    {"names", "phrase\tcode\tkind\tfrom\tto\nFrance\tFRA\tstate\t\t\nUnited Nations\tUN\torg\t\t\n"},
    {"officeholders", "name\taliases\toffice\tcode\tfrom\tto\nAnn Lee\t=Lee\thead_of_state\tFRAGOV\t2001-01-01\t\n"},
    {"roles", "phrase\tplural\tsector\tkind\nminister\t\tGOV\tperson\n"},
    {"classes", "class\twords\nX\ty\n"},
    {"irregulars", "form\tlemma\nwent\tgo\n"},
    {"actions", "id\tpos\theads\tframe\tcameo\ttarget\na1\tv\tgo\to=X\t190\to\n"},
    {"operators", "kind\tpos\tprep\theads\nreport\tv\t\tsay\n"},
    {"compose", "operator\tinner\tcameo\nask\t04\t026\n"},
    {"foreign", "code\tplace\tours\nUNO\tany\tUN\nMUS\tlater\tREL\nEUR\tany\t-\n"},
    {"offices", "office\twords\troles\nhead_of_state\thead of state\tminister\n"},
    {"sectors", "sector\twords\nGOV\tgovernment\n"},
    {"heads", "pos\thead\tcameo\tsure\nv\tinvade\t192\t3\n"},
    {"strangers", "noun\trole\twhen\nacademy\tEDU\tnamed\n"},
    {"times", "word\tkind\tvalue\njanuary\tmonth\t1\n"},
};

static const char *place(const char *name) {
    static char path[512];
    snprintf(path, sizeof path, "%s/%s", fuzz_folder(), name);
    return path;
}

static void lay_out(void) {
    mkdir(place("lexicon"), 0777);
    for (size_t i = 0; i < sizeof TABLES / sizeof TABLES[0]; i++) {
        char name[64];
        snprintf(name, sizeof name, "lexicon/%s.tsv", TABLES[i].name);
        fuzz_write(place(name), TABLES[i].text, strlen(TABLES[i].text));
    }
}

static void on_fault(void *ctx, const toc_reject *reject) {
    int64_t *faults = ctx;
    need(reject->line > 0 && reject->reason[0] != '\0');
    ++*faults;
}

static void ask(const toc_lexicon *lexicon, toc_arena *arena) {
    static const char *const texts[] = {"Minister Ann Lee of FRANCE", "ZORBLAND", "The Zorb Kelp", "Zz"};
    toc_err err = {0};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        toc_find found = {.chosen_count = 0};
        toc_rc rc = toc_lexicon_find(lexicon, toc_str_of(texts[i]), 10000, arena, &found, &err);
        need_said(rc, &err);
        need(found.chosen_count <= found.answer_count && found.near_count <= TOC_FIND_NEAR_MAX);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static bool ready;
    toc_lexicon *lexicon = NULL;
    toc_dictionary counts = {.kind = TOC_DICTIONARY_ACTORS};
    toc_err err = {0};
    int64_t faults = 0;
    if (!ready) {
        lay_out();
        ready = true;
    }
    if (size == 0) {
        return 0;
    }
    const char *path = place(data[0] % 2 ? "some.discards" : "some.actors");
    fuzz_write(path, data + 1, size - 1);
    must(toc_lexicon_new(fuzz_folder(), &lexicon, &err), &err);
    toc_rc rc = toc_dictionary_add(lexicon, place(data[0] % 2 ? "some.discards" : "some.actors"), on_fault, &faults,
                                   &counts, &err);
    need_said(rc, &err);
    need(rc != TOC_OK || counts.faults == faults);
    if (rc == TOC_OK) {
        toc_arena arena;
        toc_arena_init(&arena, 1u << 24);
        ask(lexicon, &arena);
        toc_arena_fini(&arena);
    }
    toc_lexicon_free(lexicon);
    return 0;
}
