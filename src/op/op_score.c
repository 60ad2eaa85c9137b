/* The recipes: forecast ledger -> scores -> text, JSON or picture; forecast ledger -> whole or not. */
#include "op/op_score.h"

#include "op/questions.h"

toc_rc toc_op_score(toc_env *env, const toc_score_options *options, toc_buf *out, toc_err *err) {
    toc_arena arena;
    toc_record record;
    toc_score score;
    toc_arena_init(&arena, 0);
    const char *path = toc_env_record_path(env, options->record, &arena);
    toc_rc rc = toc_questions_record(path, &arena, &record, err);
    rc = rc == TOC_OK ? toc_score_make(&record, &arena, &score, err) : rc;
    toc_score_group group = {.made = 0};
    if (rc == TOC_OK)
        group = options->question ? toc_score_of(&score, toc_str_of(options->question)) : score.all;
    if (rc == TOC_OK && group.made == 0 && options->question)
        rc = toc_err_set(err, TOC_ENOTFOUND, "\"%s\" holds no forecast of \"%s\"", path, options->question);
    const toc_score_sheet sheet = {.score = &score, .record = &record, .path = toc_str_of(path)};
    if (rc == TOC_OK && options->svg)
        toc_score_add_svg(out, &group);
    else if (rc == TOC_OK && options->json)
        toc_score_add_json(out, &sheet);
    else if (rc == TOC_OK)
        toc_score_add_text(out, &sheet, options->style);
    if (rc == TOC_OK && out->failed)
        rc = toc_err_set(err, TOC_ENOMEM, "no memory for the scores");
    toc_arena_fini(&arena);
    return rc;
}

toc_rc toc_op_check_record(toc_env *env, const char *given, const char *head, toc_buf *out, bool *faulty,
                           toc_err *err) {
    toc_arena arena;
    toc_record record = {.count = 0};
    toc_err fault = {0};
    toc_arena_init(&arena, 0);
    const char *path = toc_env_record_path(env, given, &arena);
    toc_rc rc = toc_questions_record(path, &arena, &record, &fault);
    *faulty = true;
    if (rc == TOC_ENOTFOUND)
        *faulty = head != NULL;
    else if (rc == TOC_OK && head && !toc_record_has(&record, toc_str_of(head)))
        toc_err_set(&fault, TOC_EFORMAT, "%s: no line has the hash %s: it was made anew, or cut with its head", path,
                    head);
    else if (rc == TOC_OK)
        *faulty = false;
    toc_checked_add_record(out, &record, rc == TOC_OK && !*faulty ? NULL : fault.text, *faulty, path);
    rc = rc == TOC_ENOMEM ? toc_err_set(err, rc, "%s", fault.text) : TOC_OK;
    toc_arena_fini(&arena);
    return rc;
}
