/* Who is bound: the clauses in force on the day that oblige members of a side to defend, and who stands outside the
 * side. */
#include "report/balance.h"
#include "report/draft.h"
#include "report/words.h"

#include <stdlib.h>

#define CLAUSES_MAX 256
#define SHOWN_MAX 3
#define OUTSIDE_MAX 64

typedef struct binding {
    const toc_clause *clause;
    size_t row;
    int inside; /* members of the side that it binds */
    toc_str outside[OUTSIDE_MAX];
    size_t outside_count;
} binding;

static void add_outside(toc_draft *draft, binding *b, const toc_side *side, toc_str state) {
    if (b->outside_count == OUTSIDE_MAX || toc_side_has(side, state) ||
        !toc_clause_binds(draft->in->world, b->clause, state, draft->brief->asof))
        return;
    for (size_t i = 0; i < b->outside_count; i++)
        if (toc_str_equal(b->outside[i], state))
            return;
    b->outside[b->outside_count++] = state;
}

static void add_bloc(toc_draft *draft, binding *b, const toc_side *side, toc_str bloc) {
    const toc_membership **members;
    size_t count;
    if (draft->rc == TOC_OK)
        draft->rc =
            toc_world_members(draft->in->world, bloc, draft->brief->asof, draft->arena, &members, &count, draft->err);
    for (size_t i = 0; draft->rc == TOC_OK && i < count; i++)
        add_outside(draft, b, side, members[i]->state);
}

static void look_at_parties(toc_draft *draft, binding *b, const toc_side *side) {
    for (size_t i = 0; i < side->member_count; i++)
        b->inside += toc_world_is_state(draft->in->world, side->members[i]) &&
                     toc_clause_binds(draft->in->world, b->clause, side->members[i], draft->brief->asof);
    for (toc_str rest = b->clause->parties; b->inside > 0 && rest.ptr;) {
        toc_str party = toc_str_trim(toc_str_cut(&rest, ';'));
        if (toc_world_is_bloc(draft->in->world, party))
            add_bloc(draft, b, side, party);
        else if (party.len)
            add_outside(draft, b, side, party);
    }
}

static int by_reach(const void *left, const void *right) {
    const binding *a = *(const binding *const *)left, *b = *(const binding *const *)right;
    if (a->inside != b->inside)
        return a->inside > b->inside ? -1 : 1;
    if (a->outside_count != b->outside_count)
        return a->outside_count > b->outside_count ? -1 : 1;
    return a->row < b->row ? -1 : a->row > b->row;
}

static bool same_states(const binding *a, const binding *b) {
    if (a->inside != b->inside || a->outside_count != b->outside_count)
        return false;
    for (size_t i = 0; i < a->outside_count; i++) {
        bool found = false;
        for (size_t k = 0; k < b->outside_count; k++)
            found |= toc_str_equal(a->outside[i], b->outside[k]);
        if (!found)
            return false;
    }
    return true;
}

static int count_states(const toc_draft *draft, const toc_side *side) {
    int states = 0;
    for (size_t i = 0; i < side->member_count; i++)
        states += toc_world_is_state(draft->in->world, side->members[i]);
    return states;
}

/* Keeps clauses that bind at least half of the side; of those that bind the same states, the newest. */
static void keep(binding **kept, size_t *count, binding *b, int states) {
    if (b->inside * 2 < states)
        return;
    for (size_t i = 0; i < *count; i++)
        if (same_states(kept[i], b)) {
            if (b->clause->from > kept[i]->clause->from)
                kept[i] = b;
            return;
        }
    kept[(*count)++] = b;
}

static size_t gather(toc_draft *draft, const toc_side *side, binding **out) {
    size_t count, found = 0;
    int states = count_states(draft, side);
    const toc_clause *clauses = toc_world_clauses(draft->in->world, &count);
    for (size_t i = 0; i < count && found < CLAUSES_MAX; i++) {
        if (!toc_str_equal(clauses[i].obliges, TOC_STR("defence")))
            continue;
        binding *b = toc_arena_alloc(draft->arena, sizeof *b);
        if (!b)
            break;
        b->clause = &clauses[i];
        b->row = i;
        look_at_parties(draft, b, side);
        keep(out, &found, b, states);
    }
    qsort(out, found, sizeof *out, by_reach);
    return found;
}

static toc_str invoked(toc_draft *draft, toc_str clause) {
    const toc_invocation *newest = NULL;
    size_t count;
    const toc_invocation *rows = toc_world_invocations(draft->in->world, &count);
    for (size_t i = 0; i < count; i++)
        if (toc_str_equal(rows[i].clause, clause) && rows[i].date <= draft->brief->asof &&
            (!newest || rows[i].date > newest->date))
            newest = &rows[i];
    if (!newest)
        return TOC_STR("No invocation known.");
    return toc_draft_text(draft, "Last invoked %.*s.", TOC_FMT(toc_words_iso(draft->arena, newest->date)));
}

static void write_clause(toc_draft *draft, const binding *b, const toc_side *side) {
    const toc_clause *clause = b->clause;
    toc_str outside = TOC_STR(""), who;
    if (b->outside_count)
        outside =
            toc_draft_text(draft, "; outside this side also %.*s",
                           TOC_FMT(toc_words_list(draft->arena, draft->in->world, b->outside, b->outside_count, 4)));
    int states = count_states(draft, side);
    who = b->inside == states ? states == 1   ? TOC_STR("binds it")
                                : states == 2 ? TOC_STR("binds both")
                                              : toc_draft_text(draft, "binds all %d states of the side", states)
                              : toc_draft_text(draft, "binds %d of its %d states", b->inside, states);
    toc_draft_line(
        draft, TOC_SECTION_BOUND,
        (toc_brief_line){.label = TOC_FACT,
                         .id = clause->id,
                         .lead = toc_draft_text(draft, "%.*s, %.*s", TOC_FMT(clause->treaty), TOC_FMT(clause->clause)),
                         .text = toc_draft_text(draft, "%.*s%.*s. %.*s", TOC_FMT(who), TOC_FMT(outside),
                                                TOC_FMT(invoked(draft, clause->id)))});
}

static void write_statuses(toc_draft *draft, toc_str bloc) {
    const toc_membership **members;
    size_t count;
    if (draft->rc != TOC_OK || bloc.len == 0)
        return;
    draft->rc =
        toc_world_members(draft->in->world, bloc, draft->brief->asof, draft->arena, &members, &count, draft->err);
    for (size_t i = 0; draft->rc == TOC_OK && i < count; i++) {
        const toc_membership *m = members[i];
        if (toc_str_equal(m->status, TOC_STR("active")) || m->status.len == 0)
            continue;
        toc_draft_line(
            draft, TOC_SECTION_BOUND,
            (toc_brief_line){.label = TOC_FACT,
                             .id = toc_draft_text(draft, "%.*s:%.*s", TOC_FMT(bloc), TOC_FMT(m->state)),
                             .lead = toc_world_name(draft->in->world, m->state),
                             .text = toc_draft_text(draft, "%.*s in %.*s since %.*s: bound in law, not counted on.",
                                                    TOC_FMT(m->status), TOC_FMT(bloc),
                                                    TOC_FMT(toc_words_date(draft->arena, m->from)))});
    }
}

static void write_side(toc_draft *draft, const toc_side *side) {
    binding **bindings = toc_arena_array(draft->arena, CLAUSES_MAX, sizeof *bindings);
    size_t count = bindings ? gather(draft, side, bindings) : 0;
    if (count == 0) {
        toc_figure_draft figure = {
            .what = TOC_STR("clauses of defence that bind the side"),
            .value = TOC_STR("none known"),
            .formula = TOC_STR("rows of data/world/clauses.tsv in force on the day with obliges = defence")};
        toc_draft_line(draft, TOC_SECTION_BOUND,
                       (toc_brief_line){.label = TOC_FACT,
                                        .id = toc_draft_figure(draft, &figure),
                                        .lead = side->label,
                                        .text = TOC_STR("no clause of defence known on this day.")});
    }
    for (size_t i = 0; i < count && i < SHOWN_MAX && draft->rc == TOC_OK; i++)
        write_clause(draft, bindings[i], side);
    for (size_t i = 0; i < count && i < SHOWN_MAX; i++) {
        bool told = false;
        for (size_t k = 0; k < i; k++)
            told |= toc_str_equal(bindings[k]->clause->bloc, bindings[i]->clause->bloc);
        if (!told)
            write_statuses(draft, bindings[i]->clause->bloc);
    }
}

static void balance_input(toc_draft *draft, toc_figure_draft *figure, const char *what, const toc_balance_side *side,
                          toc_strength_part part) {
    const toc_balance_sum *s = &side->sums[part];
    if (s->counted > 0)
        toc_draft_input(draft, figure, "%s of %.*s: %.*s, %d of %zu states, years %d to %d", what,
                        TOC_FMT(side->side.label), TOC_FMT(toc_balance_figure(draft->arena, part, s->value)),
                        s->counted, side->count, s->first_year, s->last_year);
    else
        toc_draft_input(draft, figure, "%s of %.*s: not known", what, TOC_FMT(side->side.label));
}

/* One line of what both sides have; none when no part of it is known of both. */
static void write_balance(toc_draft *draft) {
    static const char *const parts[TOC_STRENGTH_PARTS] = {"capabilities (CINC)", "military spending", "personnel",
                                                          "population"};
    const toc_balance *b = draft->in->balance;
    toc_str words = TOC_STR("");
    bool all = true;
    int first = 9999, last = 0;
    toc_figure_draft figure = {
        .what = TOC_STR("balance: what side A has over what side B has"),
        .formula =
            TOC_STR("sums over states of the newest year that was over on the day (Correlates of War, National "
                    "Material Capabilities; data/world/capabilities.tsv); a state without a figure is in no sum; "
                    "doc/method/balance.md; tocsin balance shows each state")};
    for (int part = 0; b && part < TOC_STRENGTH_POPULATION; part++) {
        const toc_balance_sum *x = &b->a.sums[part], *y = &b->b.sums[part];
        double ratio;
        bool whole;
        if (!toc_balance_ratio(b, (toc_strength_part)part, &ratio, &whole))
            continue;
        all &= whole;
        first = x->first_year < first ? x->first_year : first;
        first = y->first_year < first ? y->first_year : first;
        last = x->last_year > last ? x->last_year : last;
        last = y->last_year > last ? y->last_year : last;
        words = toc_draft_text(draft, "%.*s%s%s %.*s", TOC_FMT(words), words.len ? ", " : "", parts[part],
                               TOC_FMT(toc_balance_ratio_words(draft->arena, ratio)));
        balance_input(draft, &figure, parts[part], &b->a, (toc_strength_part)part);
        balance_input(draft, &figure, parts[part], &b->b, (toc_strength_part)part);
    }
    if (words.len == 0)
        return;
    toc_str years =
        first == last ? toc_draft_text(draft, "%d", last) : toc_draft_text(draft, "%d\xe2\x80\x93%d", first, last);
    figure.value = words;
    toc_draft_line(draft, TOC_SECTION_BOUND,
                   (toc_brief_line){.label = TOC_FACT,
                                    .id = toc_draft_figure(draft, &figure),
                                    .lead = TOC_STR("Balance, A : B"),
                                    .text = toc_draft_text(draft, "%.*s (%.*s%s).", TOC_FMT(words), TOC_FMT(years),
                                                           all ? "" : "; some states are missing")});
}

void toc_draft_bound(toc_draft *draft) {
    toc_figure_draft figure = {
        .what = TOC_STR("no clause is automatic"),
        .value = TOC_STR("assumption"),
        .formula =
            TOC_STR("a clause that obliges to defend promises help by means of each party's choice; "
                    "whether it is kept is a political decision; see Leeds 2003, International Organization 57(4)")};
    write_side(draft, &draft->in->pair->a);
    write_side(draft, &draft->in->pair->b);
    write_balance(draft);
    toc_draft_line(draft, TOC_SECTION_BOUND,
                   (toc_brief_line){
                       .label = TOC_ASSUMPTION,
                       .id = toc_draft_figure(draft, &figure),
                       .text = TOC_STR("No clause works by itself: it says what is promised, not what will be done.")});
}
