/*
 * Fuzzes the tables of data/: the first byte chooses one, the rest stands in
 * its place among the others (long ones cut to their first rows, so that a run
 * is short), and the room that reads it loads the folder: the lexicon, the
 * ontology, the weights or the world. What loads is asked a few questions. A
 * fault must be told in words, and nothing may be left allocated.
 */
#include "fuzz.h"

#include "event/ontology.h"
#include "lexicon/lexicon.h"
#include "measure/weights.h"
#include "world/world.h"

#include <glob.h>

enum { ROWS_KEPT = 30, LONG_BYTES = 24000 };

typedef toc_rc load_and_ask(const char *dir, toc_err *err);

static const toc_token WORDS[] = {
    {.text = {"Russian", 7}, .lower = {"russian", 7}, .capital = true, .space_after = true},
    {.text = {"President", 9}, .lower = {"president", 9}, .capital = true, .space_after = true},
    {.text = {"Vladimir", 8}, .lower = {"vladimir", 8}, .capital = true, .space_after = true},
    {.text = {"Putin", 5}, .lower = {"putin", 5}, .capital = true, .space_after = true},
    {.text = {"attacked", 8}, .lower = {"attacked", 8}, .space_after = true},
    {.text = {"troops", 6}, .lower = {"troops", 6}},
};
enum { WORD_COUNT = sizeof WORDS / sizeof WORDS[0] };

static void ask_lexicon(const toc_lexicon *lexicon) {
    for (size_t at = 0; at < WORD_COUNT; at++) {
        const toc_entry *entry = NULL;
        const toc_action *const *actions;
        bool out_of_term = false;
        size_t len = toc_lexicon_match(lexicon, WORDS, WORD_COUNT, at, 19000, &entry, &out_of_term);
        need(len <= WORD_COUNT - at && (len == 0 || entry != NULL));
        for (size_t i = toc_lexicon_actions(lexicon, 'v', WORDS[at].lower, &actions); i > 0; i--) {
            need(actions[i - 1]->constraint_count <= TOC_CONSTRAINTS_MAX &&
                 actions[i - 1]->target_count <= TOC_TARGETS_MAX);
        }
        need(toc_lexicon_operators(lexicon, 'v', WORDS[at].lower, TOC_STR("to")) < TOC_OP_BIT(TOC_OP_COUNT));
        toc_lexicon_compose(lexicon, TOC_OP_ASK, TOC_STR("043"));
        toc_lexicon_in_class(lexicon, WORDS[at].lower, toc_lexicon_class(lexicon, TOC_STR("weapon")));
    }
}

static toc_rc load_lexicon(const char *dir, toc_err *err) {
    toc_lexicon *lexicon = NULL;
    toc_rc rc = toc_lexicon_new(dir, &lexicon, err);
    if (rc == TOC_OK) {
        ask_lexicon(lexicon);
        toc_lexicon_free(lexicon);
    }
    return rc;
}

static toc_rc load_ontology(const char *dir, toc_err *err) {
    toc_ontology *ontology = NULL;
    toc_rc rc = toc_ontology_new(dir, &ontology, err);
    if (rc == TOC_OK) {
        const toc_cameo *row = toc_ontology_find(ontology, TOC_STR("010"));
        need(row == NULL || (row->quad >= 0 && row->quad <= 4 && row->goldstein >= -10 && row->goldstein <= 10));
        toc_ontology_free(ontology);
    }
    return rc;
}

static toc_rc load_weights(const char *dir, toc_err *err) {
    toc_weights *weights = NULL;
    toc_rc rc = toc_weights_new(dir, &weights, err);
    if (rc == TOC_OK) {
        toc_event event = {.root = TOC_ASSAULT, .cameo = TOC_STR("190"), .quad = 4, .goldstein = -10, .reports = 1};
        need(toc_weight_deeds(weights, &event) >= 0 && toc_weight_words(weights, &event) == 0);
        event.modality = TOC_HYPOTHETICAL;
        need(toc_weight_words(weights, &event) >= 0 && toc_weight_deeds(weights, &event) == 0);
        toc_weights_free(weights);
    }
    return rc;
}

static void ask_world(const toc_world *world) {
    toc_arena arena;
    toc_side a, b;
    toc_arena_init(&arena, 1u << 20);
    if (toc_side_parse(world, TOC_STR("AFG+ALB"), 15000, &arena, &a, NULL) == TOC_OK &&
        toc_side_parse(world, TOC_STR("NATO-CAN"), 15000, &arena, &b, NULL) == TOC_OK) {
        toc_base_rate rate = toc_world_base_rate(world, &a, &b);
        need(rate.dyad_years >= 0 && rate.war_onsets >= 0);
        toc_world_reference_rate(world, &a, &b);
        size_t count;
        const toc_war *wars = toc_world_wars(world, &count);
        for (size_t i = 0; i < count; i++) {
            toc_war_between(&wars[i], &a, &b);
        }
        const toc_clause *clauses = toc_world_clauses(world, &count);
        for (size_t i = 0; i < count; i++) {
            toc_clause_binds(world, &clauses[i], TOC_STR("ALB"), 15000);
        }
    }
    toc_arena_fini(&arena);
}

static toc_rc load_world(const char *dir, toc_err *err) {
    toc_world *world = NULL;
    toc_rc rc = toc_world_new(dir, &world, err);
    if (rc == TOC_OK) {
        ask_world(world);
        toc_world_free(world);
    }
    return rc;
}

static struct table {
    const char *name;
    load_and_ask *load;
    char *bytes; /* what stands there between runs */
    size_t len;
} tables[] = {
    {"lexicon/actions.tsv", load_lexicon, NULL, 0},   {"lexicon/classes.tsv", load_lexicon, NULL, 0},
    {"lexicon/compose.tsv", load_lexicon, NULL, 0},   {"lexicon/foreign.tsv", load_lexicon, NULL, 0},
    {"lexicon/offices.tsv", load_lexicon, NULL, 0},   {"lexicon/sectors.tsv", load_lexicon, NULL, 0},
    {"lexicon/names.tsv", load_lexicon, NULL, 0},     {"lexicon/officeholders.tsv", load_lexicon, NULL, 0},
    {"lexicon/operators.tsv", load_lexicon, NULL, 0}, {"lexicon/roles.tsv", load_lexicon, NULL, 0},
    {"ontology/cameo.tsv", load_ontology, NULL, 0},   {"method/weights.tsv", load_weights, NULL, 0},
    {"world/states.tsv", load_world, NULL, 0},        {"world/blocs.tsv", load_world, NULL, 0},
    {"world/aliases.tsv", load_world, NULL, 0},       {"world/powers.tsv", load_world, NULL, 0},
    {"world/members.tsv", load_world, NULL, 0},       {"world/clauses.tsv", load_world, NULL, 0},
    {"world/invocations.tsv", load_world, NULL, 0},   {"world/mediators.tsv", load_world, NULL, 0},
    {"world/channels.tsv", load_world, NULL, 0},      {"world/wars.tsv", load_world, NULL, 0},
    {"world/coverage.tsv", load_world, NULL, 0},      {"world/contiguity.tsv", load_world, NULL, 0},
    {"world/disputes.tsv", load_world, NULL, 0},      {"lexicon/irregulars.tsv", load_lexicon, NULL, 0},
    {"lexicon/heads.tsv", load_lexicon, NULL, 0},     {"lexicon/times.tsv", load_lexicon, NULL, 0},
    {"lexicon/strangers.tsv", load_lexicon, NULL, 0},
};
enum { TABLE_COUNT = sizeof tables / sizeof tables[0] };

static const char *place(const char *folder, const char *name) {
    static char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

/* How many bytes the comments, the line of names and the first rows take. */
static size_t head_of(const char *bytes, size_t len) {
    size_t at = 0;
    for (int rows = 0; at < len && rows <= ROWS_KEPT;) {
        rows += bytes[at] != '#';
        const char *end = memchr(bytes + at, '\n', len - at);
        at = end != NULL ? (size_t)(end - bytes) + 1 : len;
    }
    return at;
}

/* Every table of the folder, so that one that is not fuzzed (a new one) is there all the same. */
static void copy_folder(const char *folder) {
    glob_t found = {0};
    char pattern[512];
    mkdir(place(fuzz_folder(), folder), 0777);
    snprintf(pattern, sizeof pattern, "%s/%s/*.tsv", fuzz_data(), folder);
    need(glob(pattern, 0, NULL, &found) == 0);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        size_t len;
        char *bytes = fuzz_read(found.gl_pathv[i], &len);
        fuzz_write(place(fuzz_folder(), found.gl_pathv[i] + strlen(fuzz_data()) + 1), bytes, len);
        free(bytes);
    }
    globfree(&found);
}

static void lay_out(void) {
    static const char *const folders[] = {"lexicon", "ontology", "method", "world"};
    toc_err err = {0};
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        copy_folder(folders[i]);
    }
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        struct table *table = &tables[i];
        table->bytes = fuzz_read(place(fuzz_data(), table->name), &table->len);
        table->len = table->len > LONG_BYTES ? head_of(table->bytes, table->len) : table->len;
        fuzz_write(place(fuzz_folder(), table->name), table->bytes, table->len);
    }
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        must(tables[i].load(fuzz_folder(), &err), &err);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    toc_err err = {0};
    if (tables[0].bytes == NULL) {
        lay_out();
    }
    if (size == 0) {
        return 0;
    }
    const struct table *table = &tables[data[0] % TABLE_COUNT];
    fuzz_write(place(fuzz_folder(), table->name), data + 1, size - 1);
    toc_rc rc = table->load(fuzz_folder(), &err);
    need_said(rc, &err);
    fuzz_write(place(fuzz_folder(), table->name), table->bytes, table->len);
    return 0;
}
