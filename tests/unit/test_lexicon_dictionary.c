/* Dictionaries of others: what each sign of TABARI's and PETRARCH's files means, which lines are faulty and why, and
 * who wins when our own tables know the phrase, too. */
#define _GNU_SOURCE /* mkdtemp */
#include "base/file.h"
#include "base/mem.h"
#include "lexicon/check.h"
#include "lexicon/dictionary.h"
#include "lexicon/find.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

typedef struct bench {
    char dir[64];
    toc_lexicon *lexicon;
    toc_dictionary counts;
    toc_rc rc;
    toc_err err;
    char faults[4096]; /* "LINE: reason\n" each */
} bench;

static void on_fault(void *ctx, const toc_reject *reject) {
    bench *b = ctx;
    size_t used = strlen(b->faults);
    snprintf(b->faults + used, sizeof b->faults - used, "%zu: %s\n", reject->line, reject->reason);
}

/* Adds a file of that name and content to the lexicon. */
static void add_file(bench *b, const char *name, toc_str text) {
    char path[160];
    snprintf(path, sizeof path, "%s/%s", b->dir, name);
    b->err = (toc_err){0};
    assert_int_equal(toc_file_write(path, text, &b->err), TOC_OK);
    b->faults[0] = '\0';
    b->counts = (toc_dictionary){.kind = TOC_DICTIONARY_ACTORS};
    b->rc = toc_dictionary_add(b->lexicon, path, on_fault, b, &b->counts, &b->err);
    unlink(path);
}

static void add(bench *b, const char *text) {
    add_file(b, "some.actors", toc_str_of(text));
    assert_int_equal(b->rc, TOC_OK);
}

static int begin(void **state) {
    static bench b;
    b = (bench){.dir = "/tmp/toc-dictionary-XXXXXX"};
    *state = &b;
    return mkdtemp(b.dir) == NULL || toc_lexicon_new(getenv("TOCSIN_DATA"), &b.lexicon, NULL) != TOC_OK;
}

static int end(void **state) {
    bench *b = *state;
    toc_lexicon_free(b->lexicon);
    return rmdir(b->dir);
}

/* "CODE" or "CODE+CODE" of the phrase at the beginning of text on a day; "null" when it blocks, "" when nothing is
 * known. */
static const char *code_of(const bench *b, const char *text, const char *day, size_t *len) {
    static char code[64];
    toc_arena arena;
    toc_token *tokens;
    size_t count;
    const toc_entry *entry = NULL;
    bool late = false;
    toc_arena_init(&arena, 0);
    assert_int_equal(toc_text_tokens(toc_str_of(text), &arena, &tokens, &count, NULL), TOC_OK);
    *len = toc_lexicon_match(b->lexicon, tokens, count, 0, day ? toc_day_parse(toc_str_of(day)) : TOC_DAY_NONE, &entry,
                             &late);
    code[0] = '\0';
    for (const toc_entry *e = *len > 0 ? entry : NULL; e; e = e->also) {
        size_t used = strlen(code);
        snprintf(code + used, sizeof code - used, "%s%.*s", used > 0 ? "+" : "", TOC_FMT(e->code));
    }
    if (*len > 0 && entry->kind == TOC_ENTRY_NULL) {
        snprintf(code, sizeof code, "null");
    }
    toc_arena_fini(&arena);
    return code;
}

static void expect(const bench *b, const char *text, const char *day, const char *code) {
    size_t len;
    const char *found = code_of(b, text, day, &len);
    if (strcmp(found, code) != 0) {
        fail_msg("\"%s\" on %s is \"%s\", not \"%s\"", text, day ? day : "no day", found, code);
    }
}

static void expect_faults(const bench *b, const char *const *faults, size_t count) {
    assert_int_equal(b->counts.faults, count);
    for (size_t i = 0; i < count; i++) {
        if (strstr(b->faults, faults[i]) == NULL) {
            fail_msg("no fault \"%s\" among:\n%s", faults[i], b->faults);
        }
    }
}

static void test_ranges(void **state) {
    bench *b = *state;
    add(b, "# a comment\n"
           "ZORBAN_KELP_  ; a person of whom we know nothing\n"
           "+ZORBAN_P._KELP\n"
           "\t[USAELI <19930119]\n"
           "\t[USAGOV 19930120-010120] # years of four and of two digits\n"
           "\t[USAGOVMIL 930120-930131] ; later in the file: never reached\n"
           "\t[USAOPP > 050101]\n"
           "\t[USA]\n");
    assert_int_equal(b->counts.kind, TOC_DICTIONARY_ACTORS);
    assert_int_equal(b->counts.heads, 1);
    assert_int_equal(b->counts.synonyms, 1);
    assert_int_equal(b->counts.codes, 5);
    assert_int_equal(b->counts.dated, 4);
    assert_int_equal(b->counts.faults, 0);
    expect(b, "Zorban Kelp said", "1993-01-19", "USAELI"); /* limits are inclusive */
    expect(b, "Zorban Kelp said", "1993-01-20", "USAGOV");
    expect(b, "ZORBAN KELP SAID", "2001-01-20", "USAGOV");
    expect(b, "Zorban P. Kelp", "2001-01-21", "USA"); /* no range holds: the code without one */
    expect(b, "Zorban Kelp", "2005-01-01", "USAOPP");
    expect(b, "Zorban Kelp", NULL, "USA");
    expect(b, "zorban kelp", "2005-01-01", ""); /* an actor shows a capital */
}

static void test_no_code_on_the_day_blocks(void **state) {
    bench *b = *state;
    add(b, "ZORBAN_GERMANY [USAGOV 930120-010120]\n");
    expect(b, "Zorban Germany", "1995-01-01", "USAGOV");
    expect(b, "Zorban Germany", "2015-01-01", "null");
}

static void test_heads_share_codes_and_come_again(void **state) {
    bench *b = *state;
    add(b, "THE_ZORB_\nZORBLAND_\n\t[FRA 900101-991231]\nZORBLAND\n\t[DEU]\nZORBLAND_CITY [POL] [LTU "
           "<900101]\n+ZORBURG\n");
    expect(b, "The Zorb", "1995-01-01", "FRA");
    expect(b, "The Zorb", "2005-01-01", "null");
    expect(b, "Zorbland", "1995-01-01", "FRA");
    expect(b, "Zorbland", "2005-01-01", "DEU");
    expect(b, "Zorbland City", "2005-01-01", "POL");
    expect(b, "Zorburg", "1985-01-01", "LTU");
}

static void test_compounds_and_nulls(void **state) {
    bench *b = *state;
    add(b, "ZORBAXIS [FRA/DEUGOV]\nZORB_TIMES [---]\nZORBGUL [###]\nZORBDUR [+++]\nTHE ZORB_COAST=  [POL]\n");
    assert_int_equal(b->counts.nulls, 3);
    expect(b, "Zorbaxis", "2000-01-01", "FRA+DEUGOV");
    expect(b, "Zorb Times", "2000-01-01", "null");
    expect(b, "Zorbgul", "2000-01-01", "null");
    expect(b, "the Zorb Coast", "2000-01-01", "POL");
}

static void test_codes_become_ours(void **state) {
    static const char *const rows[][2] = {
        {"IGOUNO", "UN"},           {"IGOUNOREFHCR", "UNHCRREF"},
        {"IGOWSTNAT", "NATO"},      {"IGOEUREEC", "EU"},
        {"MNCUSA", "USAMNC"},       {"NGOHLH", "NGOSOC"},
        {"SYRINS", "SYRREB"},       {"IMGMUSALQ", "IMGREL"},
        {"BLRGOVMIL", "BLRGOVMIL"}, {"rus", "RUS"},
        {"USRARM", "SUN"},          {"MUSGOV", "MUSGOV"},
        {"TMPOCC", "TLS"},          {"GBRVGB", "GBR"},
        {"FRAGOVGOV", "FRAGOV"},
    };
    bench *b = *state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[80], phrase[40];
        snprintf(text, sizeof text, "ZORBCODE%zu [%s]\n", i, rows[i][0]);
        snprintf(phrase, sizeof phrase, "Zorbcode%zu", i);
        add(b, text);
        expect(b, phrase, "2000-01-01", rows[i][1]);
    }
}

static void test_agents(void **state) {
    bench *b = *state;
    add(b, "!ZPERSON! = MAN, WOMAN\n"
           "ZORBWRIGHT [~GOV] # plurals are made\n"
           "ZORBLADY {} [ ~MIL]\n"
           "ZORB_GOOSE {ZORB_GEESE} [~AGR]\n"
           "ZORB!ZPERSON! [~BUS]\n"
           "ZORBACTIVIST_ [  NGO~]\n"
           "BIG_ZORB_MINISTER [~GOVFRM]\n"
           "ZORB_IMAM [~MUS]\n");
    assert_int_equal(b->counts.kind, TOC_DICTIONARY_AGENTS);
    assert_int_equal(b->counts.sets, 1);
    assert_int_equal(b->counts.agents, 7);
    assert_int_equal(b->counts.faults, 0);
    expect(b, "zorbwrights met", "2000-01-01", "GOV");
    expect(b, "Zorbwright", "2000-01-01", "GOV");
    expect(b, "zorblady", "2000-01-01", "MIL");
    expect(b, "zorbladies", "2000-01-01", "");
    expect(b, "zorb geese", "2000-01-01", "AGR");
    expect(b, "zorb gooses", "2000-01-01", "");
    expect(b, "zorbwoman", "2000-01-01", "BUS");
    expect(b, "zorbactivist", "2000-01-01", "NGO");
    expect(b, "big Zorb minister", "2000-01-01", "GOV");
    expect(b, "zorb imam", "2000-01-01", "REL"); /* MUS is Mauritius only where a state can stand */
}

static void test_short_names_need_capitals(void **state) {
    bench *b = *state;
    add(b, "ZUS_ [USA]\n+Z.O.R._\n");
    expect(b, "ZUS said", "2000-01-01", "USA");
    expect(b, "Zus said", "2000-01-01", "");
    expect(b, "Z.O.R. said", "2000-01-01", "USA");
}

static void test_a_dictionary_wins_for_its_own_phrase_only(void **state) {
    bench *b = *state;
    size_t len;
    expect(b, "Belarus said", "2023-08-15", "BLR");
    add(b, "BELARUS [RUS]\nVIKTOR_KHRENIN [BLROPP 200101-201231]\nUNITED [GBR]\nLAWMAKER [~OPP]\n");
    expect(b, "Belarus said", "2023-08-15", "RUS");         /* it wins for what it names */
    expect(b, "United States said", "2023-08-15", "USA");   /* a longer phrase of ours stays */
    expect(b, "Viktor Khrenin", "2020-06-01", "BLROPP");    /* within its range */
    expect(b, "Viktor Khrenin", "2023-08-15", "BLRGOVMIL"); /* without a code of its own on the day: ours */
    assert_string_equal(code_of(b, "lawmakers", "2023-08-15", &len), "OPP");
    expect(b, "Poland said", "2023-08-15", "POL");
}

static void test_faulty_lines(void **state) {
    static const char *const faults[] = {
        "2: range \" 930120-920120\" is reversed",
        "3: the year of \"29930120\" is not between 1500 and 2100",
        "4: date \"9301200\" has 7 digits, not 6 or 8",
        "5: there is no day \"930231\"",
        "6: unknown code \"XQZ\" in \"USAXQZ\"",
        "7: unknown code \"USAG\": not made of parts of three letters",
        "8: malformed bracket: \"[USAGOV\"",
        "9: malformed bracket: \"] [\"",
        "10: no code stands between the brackets",
        "11: code \"WEUREB\" names no state or organisation that is known here",
        "12: neither a phrase at the margin nor a bracket: \"LOST\"",
        "13: malformed line: \"+ZORBY]_\"",
        "16: unknown set in \"ZORB!NOSET!\"",
        "17: no text in UTF-8",
        "18: a line of more than 4,096 bytes",
        "19: malformed bracket: \"[~ENV}\"",
        "21: no code follows \"ZORBLAST\"",
    };
    bench *b = *state;
    char text[8192];
    int len =
        snprintf(text, sizeof text,
                 "ZORBAD\n\t[USAGOV 930120-920120]\n\t[USA <29930120]\n\t[USA 9301200-940101]\n\t[USA >930231]\n"
                 "\t[USAXQZ]\n\t[USAG]\n\t[USAGOV\n\t[USA] ] [\n\t[ ]\n\t[WEUREB]\n\tLOST\n+ZORBY]_\n\t[FRA]\n\n"
                 "ZORB!NOSET! [~GOV]\nZORB\xff [USA]\nZORBLONG%*s [USA]\nZORBENV [~ENV}\nZORBFINE [DEU]\nZORBLAST\n",
                 5000, "");
    add_file(b, "some.actors", (toc_str){text, (size_t)len});
    assert_int_equal(b->rc, TOC_OK);
    expect_faults(b, faults, sizeof faults / sizeof *faults);
    expect(b, "Zorbad", "2000-01-01", "USA"); /* what is sound is taken: line 9's first bracket */
    expect(b, "Zorbfine", "2000-01-01", "DEU");
}

static void test_orphans(void **state) {
    static const char *const faults[] = {"1: a code without a phrase before it",
                                         "2: a synonym without a phrase before it",
                                         "4: the comment that begins here does not end"};
    bench *b = *state;
    add(b, "\t[FRA]\n+ZORBORPHAN\nZORBHEAD [FRA]\n<!-- no end\nZORBNEVER [FRA]\n");
    expect_faults(b, faults, 3);
    expect(b, "Zorbhead", "2000-01-01", "FRA");
    expect(b, "Zorbnever", "2000-01-01", "");
}

static void test_markup_is_passed_over(void **state) {
    bench *b = *state;
    add(b, "\xEF\xBB\xBF<!-- one line [FRA] -->\r\n<!--\r\nZORBHID [FRA]\r\n-->\r\n<NOUN>\r\nZORBEES\r\n</NOUN>\r\n"
           "ZORBSEEN [FRA]\r\n~~FINISH\r\nZORBAFTER [FRA]\r\n");
    assert_int_equal(b->counts.faults, 0);
    assert_int_equal(b->counts.heads, 1);
    expect(b, "Zorbseen", "2000-01-01", "FRA");
    expect(b, "Zorbhid", "2000-01-01", "");
    expect(b, "Zorbafter", "2000-01-01", "");
}

static void test_what_is_no_actor_file_is_refused(void **state) {
    static const struct {
        const char *name, *text, *in_message;
    } rows[] = {
        {"cameo.verbs", "ABANDON  [345] ;pas\n- * EFFORT  [987]\n", "dictionary of verbs (line 1)"},
        {"p.txt", "# x\n&CURRENCY\n+DOLLAR\n", "dictionary of verbs (line 2)"},
        {"p.txt", "--- ABANDON [345] ---\n", "dictionary of verbs (line 1)"},
        {"i.txt", "<ISSUE CATEGORY=\"X\">\nn:school [X]\n</ISSUE>\n", "dictionary of issues (line 1)"},
        {"news.txt", "Belarus warned [a little] on Friday.\n", "is no dictionary"},
        {"empty", "", "is no dictionary"},
    };
    bench *b = *state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        add_file(b, rows[i].name, toc_str_of(rows[i].text));
        assert_int_equal(b->rc, TOC_EFOREIGN);
        if (strstr(b->err.text, rows[i].in_message) == NULL) {
            fail_msg("%s: \"%s\" does not say \"%s\"", rows[i].name, b->err.text, rows[i].in_message);
        }
    }
    assert_int_equal(toc_dictionary_add(b->lexicon, "/nowhere/x", NULL, NULL, &b->counts, &b->err), TOC_ENOTFOUND);
}

static toc_discard discard_of(const bench *b, const char *text) {
    toc_arena arena;
    toc_token *tokens;
    size_t count;
    toc_arena_init(&arena, 0);
    assert_int_equal(toc_text_tokens(toc_str_of(text), &arena, &tokens, &count, NULL), TOC_OK);
    toc_discard discard = toc_lexicon_discard(b->lexicon, tokens, count);
    toc_arena_fini(&arena);
    return discard;
}

static void test_discards(void **state) {
    bench *b = *state;
    assert_int_equal(discard_of(b, "The cricket match"), TOC_DISCARD_NONE);
    add_file(b, "my.Discards.txt", TOC_STR("# note\nCRICKET   # sport\n+WORLD GOLF Championship\nGROUP A_\n1914\n"));
    assert_int_equal(b->rc, TOC_OK);
    assert_int_equal(b->counts.kind, TOC_DICTIONARY_DISCARDS);
    assert_int_equal(b->counts.heads, 4);
    assert_int_equal(b->counts.stories, 1);
    assert_int_equal(discard_of(b, "The Cricket match of 2019"), TOC_DISCARD_SENTENCE);
    assert_int_equal(discard_of(b, "Two crickets"), TOC_DISCARD_SENTENCE);
    assert_int_equal(discard_of(b, "In 1914 war began"), TOC_DISCARD_SENTENCE);
    assert_int_equal(discard_of(b, "Cricket and the world golf championships"), TOC_DISCARD_STORY);
    assert_int_equal(discard_of(b, "Group As met"), TOC_DISCARD_NONE); /* an underscore asks for the whole word */
    assert_int_equal(discard_of(b, "Nothing of the kind"), TOC_DISCARD_NONE);
}

static void test_refused_memory_is_survived(void **state) {
    bench *b = *state;
    char path[160];
    bool done = false;
    snprintf(path, sizeof path, "%s/some.actors", b->dir);
    toc_str text = TOC_STR("!S! = MAN, WOMEN\nZORB [USA <930101] [FRA/DEU]\n+ZORBA\nZORB!S! [~GOV]\nBAD [XQ\n");
    assert_int_equal(toc_file_write(path, text, NULL), TOC_OK);
    for (long n = 0; n < 10000 && !done; n++) {
        toc_err err = {0};
        toc_lexicon *lexicon = NULL;
        assert_int_equal(toc_lexicon_new(getenv("TOCSIN_DATA"), &lexicon, &err), TOC_OK);
        toc_mem_refuse_after(n);
        toc_rc rc = toc_dictionary_add(lexicon, path, NULL, NULL, &b->counts, &err);
        toc_mem_refuse_after(-1);
        assert_true(rc == TOC_OK || rc == TOC_ENOMEM);
        done = rc == TOC_OK;
        toc_lexicon_free(lexicon);
    }
    unlink(path);
    assert_true(done);
}

static double seconds_to_add(bench *b, size_t groups) {
    toc_buf buf;
    struct timespec before, after;
    toc_buf_init(&buf, 1 << 28);
    for (size_t i = 0; i < groups;
         i++) { /* one group of many heads with many codes: phrases times codes must not show */
        toc_buf_printf(&buf, "ZORB%zu\n", i);
    }
    for (size_t i = 0; i < groups; i++) {
        toc_buf_add_cstr(&buf, "\t[USA 900101-910101]\n");
    }
    clock_gettime(CLOCK_MONOTONIC, &before);
    add_file(b, "some.actors", toc_buf_str(&buf));
    clock_gettime(CLOCK_MONOTONIC, &after);
    assert_int_equal(b->rc, TOC_OK);
    toc_buf_fini(&buf);
    return (double)(after.tv_sec - before.tv_sec) + 1e-9 * (double)(after.tv_nsec - before.tv_nsec);
}

static void test_many_heads_with_many_codes_stay_linear(void **state) {
    bench *b = *state;
    assert_true(seconds_to_add(b, 100000) < 10); /* quadratic work would take hours */
    assert_int_equal(b->counts.heads, 100000);
    assert_true(b->counts.codes <= 256);
}

/* ---- find ---- */

static toc_find find(const bench *b, toc_arena *arena, const char *text, const char *day) {
    toc_find found = {.chosen_count = 0};
    toc_err err = {0};
    assert_int_equal(
        toc_lexicon_find(b->lexicon, toc_str_of(text), toc_day_parse(toc_str_of(day)), arena, &found, &err), TOC_OK);
    return found;
}

static void test_find(void **state) {
    static const struct {
        const char *text, *day, *code, *name;
        toc_find_rule rule;
    } rows[] = {
        {"Minister Khrenin", "2023-08-15", "BLRGOVMIL", "Viktor Khrenin", TOC_FIND_TITLE},
        {"Victor Khrenin", "2023-08-15", "BLRGOVMIL", "Viktor Khrenin", TOC_FIND_NAME},
        {"Viktor Khrenin", "2012-08-15", "BLRELI", "Viktor Khrenin", TOC_FIND_FORMER},
        {"Khrenin", "2012-08-15", "", "Viktor Khrenin", TOC_FIND_FORMER},
        {"Belarusian defence minister", "2023-08-15", "BLRGOVMIL", "", TOC_FIND_ROLE},
        {"the minister of defence of Belarus", "2023-08-15", "BLRGOVMIL", "", TOC_FIND_ROLE},
        {"NATO", "2023-08-15", "NATO", "", TOC_FIND_NAME},
        {"minister", "2023-08-15", "GOV", "", TOC_FIND_ROLE_ALONE},
        {"New Mexico", "2023-08-15", "", "", TOC_FIND_NOBODY},
    };
    bench *b = *state;
    toc_arena arena;
    toc_arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        toc_find found = find(b, &arena, rows[i].text, rows[i].day);
        assert_true(found.chosen_count > 0);
        const toc_find_answer *first = &found.answers[0];
        if (first->rule != rows[i].rule || !toc_str_equal(first->code, toc_str_of(rows[i].code)) ||
            !toc_str_equal(first->entry->name, toc_str_of(rows[i].name))) {
            fail_msg("\"%s\" on %s: rule %s, code \"%.*s\", name \"%.*s\"", rows[i].text, rows[i].day,
                     toc_find_rule_name(first->rule), TOC_FMT(first->code), TOC_FMT(first->entry->name));
        }
    }
    toc_find holder = find(b, &arena, "Belarusian defence minister", "2023-08-15");
    assert_int_equal(holder.chosen_count, 2);
    assert_int_equal(holder.answers[1].rule, TOC_FIND_HOLDER);
    assert_true(toc_str_equal(holder.answers[1].entry->name, TOC_STR("Viktor Khrenin")));
    assert_true(toc_str_equal(holder.answers[1].office, TOC_STR("minister of defence")));
    toc_arena_fini(&arena);
}

static void test_find_says_what_else_and_what_is_near(void **state) {
    bench *b = *state;
    toc_arena arena;
    toc_arena_init(&arena, 0);
    add(b, "VLADIMIR_PUTIN [RUSELI]\n");
    toc_find found = find(b, &arena, "Vladimir Putin", "2023-08-15");
    assert_int_equal(found.chosen_count, 1);
    assert_string_equal(found.answers[0].entry->table, "some.actors");
    assert_true(found.answer_count > 1); /* ours is what else it could be */
    assert_string_equal(found.answers[1].entry->table, "officeholders");
    found = find(b, &arena, "Krenin", "2023-08-15");
    assert_int_equal(found.answer_count, 0);
    assert_true(toc_str_equal(found.unknown, TOC_STR("Krenin")));
    assert_true(found.near_count > 0 && toc_str_equal(found.near[0], TOC_STR("Khrenin")));
    found = find(b, &arena, "Qqxzv Wwkjq", "2023-08-15");
    assert_int_equal(found.answer_count, 0);
    assert_int_equal(found.near_count, 0);
    assert_int_equal(toc_lexicon_find(b->lexicon, TOC_STR(" "), 0, &arena, &found, NULL), TOC_EUSAGE);
    toc_arena_fini(&arena);
}

/* ---- our own tables ---- */

static void test_our_tables_are_sound(void **state) {
    static const char *const tables[] = {"names",   "officeholders", "roles",   "actions", "operators", "compose",
                                         "classes", "irregulars",    "foreign", "offices", "sectors"};
    bench *b = *state;
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        char path[1024];
        toc_table_checked checked = {.faults = -1};
        b->faults[0] = '\0';
        snprintf(path, sizeof path, "%s/lexicon/%s.tsv", getenv("TOCSIN_DATA"), tables[i]);
        assert_int_equal(toc_lexicon_check(getenv("TOCSIN_DATA"), path, on_fault, b, &checked, &b->err), TOC_OK);
        assert_string_equal(b->faults, "");
        assert_int_equal(checked.faults, 0);
        assert_true(checked.rows > 10);
        assert_memory_equal(checked.name, tables[i], strlen(tables[i]));
    }
}

static void test_all_faults_of_a_table_are_told(void **state) {
    bench *b = *state;
    char path[160];
    toc_table_checked checked;
    snprintf(path, sizeof path, "%s/mine.tsv", b->dir);
    toc_str text = TOC_STR("# SOURCE: x\nphrase\tcode\tkind\tfrom\tto\nA\tFRA\tstate\t\t\nB\tFRA\tplanet\t\t\nC\tFRA\n"
                           "D\tFRA\tstate\t2020-01-01\t2010-01-01\nE\tFRA\tstate\t\t\n");
    assert_int_equal(toc_file_write(path, text, NULL), TOC_OK);
    b->faults[0] = '\0';
    assert_int_equal(toc_lexicon_check(getenv("TOCSIN_DATA"), path, on_fault, b, &checked, &b->err), TOC_OK);
    assert_int_equal(checked.rows, 2);
    assert_int_equal(checked.faults, 3);
    assert_non_null(strstr(b->faults, "4: unknown kind \"planet\"\n"));
    assert_non_null(strstr(b->faults, "5: row has 2 cells instead of 5"));
    assert_non_null(strstr(b->faults, "6: term \"2020-01-01\" to \"2010-01-01\" is not a range of dates"));
    assert_int_equal(toc_file_write(path, TOC_STR("a\tb\n1\t2\n"), NULL), TOC_OK);
    assert_int_equal(toc_lexicon_check(getenv("TOCSIN_DATA"), path, NULL, NULL, &checked, &b->err), TOC_EFOREIGN);
    unlink(path);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_ranges, begin, end),
        cmocka_unit_test_setup_teardown(test_no_code_on_the_day_blocks, begin, end),
        cmocka_unit_test_setup_teardown(test_heads_share_codes_and_come_again, begin, end),
        cmocka_unit_test_setup_teardown(test_compounds_and_nulls, begin, end),
        cmocka_unit_test_setup_teardown(test_codes_become_ours, begin, end),
        cmocka_unit_test_setup_teardown(test_agents, begin, end),
        cmocka_unit_test_setup_teardown(test_short_names_need_capitals, begin, end),
        cmocka_unit_test_setup_teardown(test_a_dictionary_wins_for_its_own_phrase_only, begin, end),
        cmocka_unit_test_setup_teardown(test_faulty_lines, begin, end),
        cmocka_unit_test_setup_teardown(test_orphans, begin, end),
        cmocka_unit_test_setup_teardown(test_markup_is_passed_over, begin, end),
        cmocka_unit_test_setup_teardown(test_what_is_no_actor_file_is_refused, begin, end),
        cmocka_unit_test_setup_teardown(test_discards, begin, end),
        cmocka_unit_test_setup_teardown(test_refused_memory_is_survived, begin, end),
        cmocka_unit_test_setup_teardown(test_many_heads_with_many_codes_stay_linear, begin, end),
        cmocka_unit_test_setup_teardown(test_find, begin, end),
        cmocka_unit_test_setup_teardown(test_find_says_what_else_and_what_is_near, begin, end),
        cmocka_unit_test_setup_teardown(test_our_tables_are_sound, begin, end),
        cmocka_unit_test_setup_teardown(test_all_faults_of_a_table_are_told, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
