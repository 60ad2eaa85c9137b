/* Model file -> model; folder -> panel -> features of the year. */
#include "op/structure.h"

#include "base/file.h"
#include "op/dispute_files.h"

#define MODEL_BYTES_MAX ((size_t)256 << 20)

void toc_structure_init(toc_structure *structure) {
    *structure = (toc_structure){.year = 0};
    toc_arena_init(&structure->arena, 0);
}

void toc_structure_fini(toc_structure *structure) {
    toc_dispute_features_fini(&structure->features);
    toc_dispute_panel_free(structure->panel);
    toc_dispute_model_free(structure->model);
    toc_arena_fini(&structure->arena);
}

static toc_rc read_model(toc_structure *s, toc_env *env, const char *path, toc_err *err) {
    toc_str text;
    int64_t bytes;
    toc_rc rc = path ? TOC_OK : toc_env_model_path(env, "dispute.bin", &s->arena, &path, err);
    rc = rc == TOC_OK ? toc_file_read(path, MODEL_BYTES_MAX, &s->arena, &text, err) : rc;
    rc = rc == TOC_OK ? toc_dispute_model_read(text, path, &s->model, err) : rc;
    rc = rc == TOC_OK ? toc_file_hash(path, s->hash, &bytes, err) : rc;
    if (rc == TOC_OK)
        s->facts = toc_dispute_model_facts(s->model);
    return rc;
}

static toc_rc read_folder(toc_structure *s, const char *folder, toc_err *err) {
    toc_rc rc = toc_dispute_files_read(folder, &s->panel, err);
    rc = rc == TOC_OK ? toc_dispute_features_make(s->panel, s->year, s->year, &s->features, err) : rc;
    if (rc == TOC_OK)
        s->basis = toc_arena_printf(&s->arena, "known before %d, from %s; outcomes of disputes to %d", s->year, folder,
                                    s->features.outcomes_to);
    if (rc == TOC_OK && s->features.count == 0)
        s->why_not = toc_arena_printf(&s->arena, "\"%s\" has no row of %d", folder, s->year);
    return rc;
}

/* models/dispute-odds.bin, where it is there, of this very model, and of the year. */
static toc_rc read_odds(toc_structure *s, toc_env *env, toc_err *err) {
    const char *path;
    toc_str text;
    toc_err none = {0};
    if (toc_env_model_path(env, "dispute-odds.bin", &s->arena, &path, &none) != TOC_OK || !toc_file_exists(path))
        return TOC_OK;
    toc_rc rc = toc_file_read(path, MODEL_BYTES_MAX, &s->arena, &text, err);
    rc = rc == TOC_OK ? toc_dispute_odds_read(text, path, &s->odds, err) : rc;
    s->has_odds = rc == TOC_OK && toc_str_equal(s->odds.model, toc_str_of(s->hash)) && s->year >= s->odds.from &&
                  s->year <= s->odds.to;
    if (s->has_odds)
        s->why_not = TOC_STR("");
    if (s->has_odds)
        s->basis = toc_arena_printf(&s->arena,
                                    "known before %d, reckoned beforehand (models/dispute-odds.bin); outcomes of "
                                    "disputes up to %d only; for reasons give the data: --dyads DIR",
                                    s->year, s->facts.outcomes_to);
    return rc;
}

static void look_at_stored(toc_structure *s) {
    if (!s->facts.now)
        s->why_not = TOC_STR("the model was fitted without --now and holds no features: give --dyads DIR");
    else if (s->year < s->facts.now)
        s->why_not = toc_arena_printf(&s->arena,
                                      "the model holds features for %d and later only; for %d give the data: --dyads "
                                      "DIR",
                                      s->facts.now, s->year);
    s->basis = toc_arena_printf(&s->arena,
                                "the newest that the model holds: facts of states and treaties up to %d as far as the "
                                "sources reach (ATOP to 2018, IGOs to 2014), outcomes of disputes up to %d only; what "
                                "happened since is not in this figure",
                                s->facts.now - 1, s->facts.outcomes_to);
}

toc_rc toc_structure_new(toc_structure *s, toc_env *env, const char *model, const char *folder, toc_day asof,
                         toc_err *err) {
    s->year = toc_day_civil(asof).year;
    toc_rc rc = read_model(s, env, model, err);
    if (rc == TOC_OK && folder)
        rc = read_folder(s, folder, err);
    else if (rc == TOC_OK)
        look_at_stored(s);
    if (rc == TOC_OK && s->why_not.len > 0 && !model && !folder)
        rc = read_odds(s, env, err);
    if (rc == TOC_OK && s->year <= s->facts.until)
        s->warning = toc_arena_printf(&s->arena,
                                      "the model has learnt the outcomes of %d itself: not a forecast, and no test of "
                                      "one",
                                      s->year);
    return rc == TOC_OK && s->arena.refused ? toc_err_set(err, TOC_ENOMEM, "no memory for the model of disputes") : rc;
}

static bool seen_in_folder(const toc_structure *s, int cow_a, int cow_b, toc_dispute_seen *out) {
    int a = toc_dispute_panel_state(s->panel, cow_a), b = toc_dispute_panel_state(s->panel, cow_b);
    for (size_t i = 0; i < s->features.count; i++) {
        const toc_dispute_row *row = &s->panel->rows[s->features.rows[i]];
        if ((row->a == a && row->b == b) || (row->a == b && row->b == a)) {
            toc_dispute_see(s->model, s->features.values + i * TOC_DISPUTE_FEATURE_COUNT, out);
            return true;
        }
    }
    return false;
}

bool toc_structure_seen(const toc_structure *s, int cow_a, int cow_b, toc_dispute_seen *out) {
    if (s->why_not.len > 0 || s->has_odds)
        return false;
    return s->panel ? seen_in_folder(s, cow_a, cow_b, out) : toc_dispute_seen_now(s->model, cow_a, cow_b, out);
}

bool toc_structure_chance(void *ctx, int cow_a, int cow_b, toc_dispute_chance *out) {
    const toc_structure *s = ctx;
    toc_dispute_seen seen;
    if (s->has_odds)
        return toc_dispute_odds_find(&s->odds, s->year, cow_a, cow_b, out);
    if (!toc_structure_seen(s, cow_a, cow_b, &seen))
        return false;
    *out = toc_dispute_predict(s->model, &seen);
    return true;
}
