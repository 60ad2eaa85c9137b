/*
 * The recipes: check: each file -> lexicon -> counts and faults -> report;
 * find: words -> lexicon -> names from the world -> report.
 */
#include "op/op_lexicon.h"

#include "event/actor.h"
#include "lexicon/check.h"
#include "lexicon/dictionary.h"
#include "lexicon/find.h"
#include "report/lexicon.h"
#include "report/words.h"

#include <string.h>

enum { FAULTS_BYTES_MAX = 64 << 20, COUNTS_MAX = 10 };

/* ---- check ---- */

typedef struct checking {
    toc_buf faults;
    bool json;
} checking;

static void on_fault(void *ctx, const toc_reject *reject) {
    checking *run = ctx;
    toc_checked_add_fault(&run->faults, run->json, reject->file, reject->line, reject->reason);
}

static toc_rc check_dictionary(toc_lexicon *lexicon, const char *path, checking *run, toc_checked_file *file,
                               toc_checked_count counts[COUNTS_MAX], toc_err *err) {
    toc_dictionary d = {.kind = TOC_DICTIONARY_ACTORS};
    toc_rc rc = toc_dictionary_add(lexicon, path, on_fault, run, &d, err);
    const toc_checked_count rows[] = {{"heads", d.heads}, {"synonyms", d.synonyms}, {"codes", d.codes},
                                      {"dated", d.dated}, {"agents", d.agents},     {"nulls", d.nulls},
                                      {"sets", d.sets},   {"stories", d.stories}};
    memcpy(counts, rows, sizeof rows);
    file->kind = toc_str_of(toc_dictionary_kind_name(d.kind));
    file->counts = counts;
    file->count_count = sizeof rows / sizeof rows[0];
    file->faults = d.faults;
    return rc;
}

static toc_rc check_table(const char *data_dir, const char *path, checking *run, toc_checked_file *file,
                          toc_checked_count counts[COUNTS_MAX], toc_err *err) {
    toc_table_checked table = {.name = ""};
    toc_rc rc = toc_lexicon_check(data_dir, path, on_fault, run, &table, err);
    counts[0] = (toc_checked_count){"rows", table.rows};
    file->kind = toc_str_of(table.name);
    file->counts = counts;
    file->count_count = 1;
    file->faults = table.faults;
    return rc;
}

static toc_rc check_file(toc_lexicon *lexicon, const char *data_dir, const char *path, bool first, checking *run,
                         toc_buf *out, int64_t *faulty, toc_err *err) {
    toc_checked_file file = {.path = toc_str_of(path)};
    toc_checked_count counts[COUNTS_MAX];
    toc_err own = {0};
    bool table = toc_str_ends(file.path, TOC_STR(".tsv"));
    toc_buf_init(&run->faults, FAULTS_BYTES_MAX);
    toc_rc rc = table ? check_table(data_dir, path, run, &file, counts, &own)
                      : check_dictionary(lexicon, path, run, &file, counts, &own);
    if (rc == TOC_ENOMEM) {
        toc_err_set(err, rc, "%s", own.text);
    } else {
        if (rc != TOC_OK) {
            file = (toc_checked_file){.path = file.path, .refusal = toc_str_of(own.text), .faults = 1};
            toc_buf_clear(&run->faults);
            rc = TOC_OK;
        }
        *faulty += file.faults;
        toc_checked_add_file(out, run->json, first, &file, &run->faults);
    }
    toc_buf_fini(&run->faults);
    return rc;
}

toc_rc toc_op_lexicon_check(toc_env *env, const toc_lexicon_check_options *options, toc_buf *out, int64_t *faulty,
                            toc_err *err) {
    checking run = {.json = options->json};
    const char *dir = NULL;
    toc_lexicon *lexicon = NULL; /* of this call: dictionaries go into it */
    int64_t count = 0;
    toc_rc rc = toc_env_data_dir(env, &dir, err);
    rc = rc == TOC_OK ? toc_lexicon_new(dir, &lexicon, err) : rc;
    toc_buf_add_cstr(out, options->json ? "{\"files\":[" : "");
    for (size_t i = 0; i < options->path_count && rc == TOC_OK; i++) {
        rc = check_file(lexicon, dir, options->paths[i], i == 0, &run, out, &count, err);
    }
    toc_buf_add_cstr(out, options->json ? "]}\n" : "");
    toc_lexicon_free(lexicon);
    if (rc == TOC_OK && out->failed) {
        rc = toc_err_set(err, TOC_ELIMIT, "too many faults to show; check fewer files at once");
    }
    if (rc == TOC_OK) {
        *faulty = count;
    }
    return rc;
}

/* ---- find ---- */

/* "data/lexicon/names.tsv:12" for a row of ours, "Phoenix.Countries.actors.txt:12" for one of a dictionary. */
static toc_str place_of(toc_arena *arena, const toc_entry *entry) {
    static const char *const ours[] = {"names", "officeholders", "roles"};
    for (size_t i = 0; i < sizeof ours / sizeof ours[0]; i++) {
        if (strcmp(entry->table, ours[i]) == 0) {
            return toc_arena_printf(arena, "data/lexicon/%s.tsv:%zu", entry->table, entry->line);
        }
    }
    return entry->line > 0 ? toc_arena_printf(arena, "%s:%zu", entry->table, entry->line) : toc_str_of(entry->table);
}

static toc_found_row row_of(toc_arena *arena, const toc_entry *entry) {
    return entry != NULL ? (toc_found_row){entry->phrase, entry->code, place_of(arena, entry)} : (toc_found_row){0};
}

/* "BLRGOVMIL" -> "Belarus, government, military" */
static toc_str code_in_words(toc_arena *arena, const toc_lexicon *lexicon, const toc_world *world, toc_str code) {
    toc_str root = toc_actor_root(code), sectors = toc_actor_sectors(code);
    toc_str words = root.len > 0 ? toc_words_name(world, root) : (toc_str){"", 0};
    for (size_t i = 0; i + 3 <= sectors.len && words.ptr != NULL; i += 3) {
        toc_str one = toc_lexicon_sector(lexicon, toc_str_slice(sectors, i, i + 3));
        words = toc_arena_printf(arena, "%.*s%s%.*s", TOC_FMT(words), words.len > 0 ? ", " : "", TOC_FMT(one));
    }
    return words.ptr != NULL ? words : (toc_str){"", 0};
}

static toc_found_answer answer_of(toc_arena *arena, const toc_lexicon *lexicon, const toc_world *world,
                                  const toc_find_answer *a, bool chosen) {
    return (toc_found_answer){.chosen = chosen,
                              .in_term = a->in_term,
                              .rule = toc_str_of(toc_find_rule_name(a->rule)),
                              .words = a->words,
                              .code = a->code,
                              .party = code_in_words(arena, lexicon, world, a->code),
                              .name = a->entry->name,
                              .office = a->office,
                              .from = a->entry->from,
                              .to = a->entry->to,
                              .row = row_of(arena, a->entry),
                              .role = row_of(arena, a->role),
                              .beside = row_of(arena, a->place)};
}

static toc_rc show_found(const toc_lexicon *lexicon, const toc_world *world, const toc_lexicon_find_options *options,
                         toc_arena *arena, toc_buf *out, bool *known, toc_err *err) {
    toc_find found;
    toc_str text = toc_str_of(options->text);
    toc_day on = options->on != TOC_DAY_NONE ? options->on : toc_day_today();
    toc_rc rc = toc_lexicon_find(lexicon, text, on, arena, &found, err);
    if (rc != TOC_OK) {
        return rc;
    }
    toc_found_answer *answers = toc_arena_array(arena, found.answer_count + 1, sizeof *answers);
    for (size_t i = 0; answers != NULL && i < found.answer_count; i++) {
        answers[i] = answer_of(arena, lexicon, world, &found.answers[i], i < found.chosen_count);
    }
    if (answers != NULL) {
        toc_found_words_add(out, options->json,
                            &(toc_found_words){.text = text,
                                               .on = on,
                                               .answers = answers,
                                               .answer_count = found.answer_count,
                                               .unknown = found.unknown,
                                               .near = found.near,
                                               .near_count = found.near_count});
    }
    if (answers == NULL || out->failed) {
        return toc_err_set(err, TOC_ENOMEM, "no memory to show what was found");
    }
    *known = found.answer_count > 0;
    return TOC_OK;
}

toc_rc toc_op_lexicon_find(toc_env *env, const toc_lexicon_find_options *options, toc_buf *out, bool *known,
                           toc_err *err) {
    const toc_lexicon *lexicon = NULL;
    const toc_world *world = NULL;
    toc_arena arena;
    toc_rc rc = toc_env_lexicon(env, &lexicon, err);
    rc = rc == TOC_OK ? toc_env_world(env, &world, err) : rc;
    if (rc != TOC_OK) {
        return rc;
    }
    toc_arena_init(&arena, 0);
    rc = show_found(lexicon, world, options, &arena, out, known, err);
    toc_arena_fini(&arena);
    return rc;
}
