/* Method: see sport.h. */
#include "code/sport.h"

/* "a cyclist was jailed": an athlete in court is no sport. */
static bool is_of_court(const toc_scene *scene) {
    return toc_has_class(scene, toc_lexicon_class(scene->lexicon, TOC_STR("COURTWORD")));
}

static bool is_score_at(const toc_scene *scene, int i) {
    return i + 2 < scene->n && scene->tokens[i].kind == TOC_NUMBER && scene->tokens[i].text.len <= 2 &&
           scene->tokens[i + 2].kind == TOC_NUMBER && scene->tokens[i + 2].text.len <= 2 &&
           (toc_str_equal(scene->tokens[i + 1].text, TOC_STR("-")) ||
            toc_str_equal(scene->tokens[i + 1].text, TOC_STR("–")));
}

/* "Senegal were ambushed by Guinea", "Brazil have drawn Croatia": a state of which many are told is its team. Not "if
 * Israel were attacked" and "let Iran have". */
bool toc_is_of_team(const toc_scene *scene) {
    static const char *const before[] = {"and",  "or", "nor", "of", "in", "from", "for",
                                         "with", "to", "by",  "on", "at", "&"};
    for (int i = 1; i < scene->n; i++) {
        int at = scene->mention_at[i - 1];
        const toc_mention *m = at >= 0 ? &scene->mentions[at] : NULL;
        if (!m || m->kind != TOC_ENTRY_STATE || m->to != i || scene->nodes[m->head].upos != TOC_PROPN ||
            scene->nodes[m->head].rel != TOC_R_NSUBJ || toc_child_with(scene, m->head, TOC_R_CONJ) >= 0 ||
            toc_str_ends(toc_mention_text(scene, at), TOC_STR("s")) ||
            (m->from > 0 &&
             toc_str_is_among(scene->tokens[m->from - 1].lower, before, sizeof before / sizeof *before))) {
            continue;
        }
        int verb = (int)scene->nodes[m->head].head - 1;
        toc_rel rel = toc_rel_of(scene, verb);
        toc_str word = scene->tokens[i].lower, next = i + 1 < scene->n ? scene->tokens[i + 1].lower : (toc_str){"", 0};
        bool main =
            (rel == TOC_R_ROOT || rel == TOC_R_CONJ || rel == TOC_R_PARATAXIS) && toc_mark_of(scene, verb).len == 0;
        bool many = toc_str_is(word, "are") || (toc_str_is(word, "were") && !toc_str_is(next, "to")) ||
                    (toc_str_is(word, "have") && scene->nodes[i].upos == TOC_AUX);
        if (main && many) {
            return true;
        }
    }
    return false;
}

/* "took gold in Nairobi", "won silver": a medal; not "took gold worth", "won gold mines". */
static bool is_medal(const toc_scene *scene, int i) {
    static const char *const metals[] = {"gold", "silver", "bronze"}, *const won[] = {"take", "win", "claim", "clinch"},
                             *const behind[] = {"in", "at", "and", "for", ",", ".", "with"};
    return i > 0 && toc_str_is_among(scene->tokens[i].lower, metals, sizeof metals / sizeof *metals) &&
           toc_scene_lemma_among(scene, i - 1, won, sizeof won / sizeof *won) &&
           (i + 1 == scene->n || toc_str_is_among(scene->tokens[i + 1].lower, behind, sizeof behind / sizeof *behind));
}

/* A word of sport is enough; of those that politics has, too ("goal", "league", "penalty"), it takes two, or one in a
 * name that is no actor's ("World Cup"). */
bool toc_is_sport(const toc_scene *scene, const toc_coder *coder) {
    int games = 0;
    for (int i = 0; i < scene->n; i++) {
        bool result = is_score_at(scene, i) || is_medal(scene, i), noun = scene->nodes[i].upos == TOC_NOUN;
        bool name = scene->nodes[i].upos == TOC_PROPN && scene->mention_at[i] < 0;
        if ((noun || name) && toc_lexicon_in_class(scene->lexicon, scene->lemma[i], coder->game)) {
            games += name ? 2 : 1;
        }
        if (result || games > 1 || toc_lexicon_in_class(scene->lexicon, scene->lemma[i], coder->sport)) {
            return result || !is_of_court(scene);
        }
    }
    return false;
}
