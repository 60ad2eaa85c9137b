/* Rows of members.tsv, clauses.tsv and invocations.tsv that hold on the day, in table order; states by code. */
#include "report/bloc.h"

#include "report/member.h"
#include "report/words.h"

#include <string.h>

enum { BOUND_MAX = 256 };

static const char *iso(toc_day day, char room[11]) {
    toc_day_format(day, room);
    return room[0] ? room : "-";
}

/* States bound by a clause on the day, by code, without `but`. */
static toc_rc bound_find(const toc_world *world, const toc_clause *clause, toc_day on, toc_str but, toc_arena *arena,
                         toc_str out[BOUND_MAX], size_t *count, toc_err *err) {
    *count = 0;
    for (toc_str rest = clause->parties; rest.ptr;) {
        toc_str party = toc_str_trim(toc_str_cut(&rest, ';'));
        const toc_membership **members = NULL;
        size_t n = 0;
        if (toc_world_is_bloc(world, party)) {
            toc_rc rc = toc_world_members(world, party, on, arena, &members, &n, err);
            if (rc != TOC_OK)
                return rc;
        }
        for (size_t i = 0; i < n || (n == 0 && i == 0 && !toc_world_is_bloc(world, party)); i++) {
            toc_str state = n ? members[i]->state : party;
            size_t at = 0;
            while (at < *count && toc_str_compare(out[at], state) < 0)
                at++;
            bool there = at < *count && toc_str_equal(out[at], state);
            if (there || state.len == 0 || toc_str_equal(state, but) || *count == BOUND_MAX ||
                !toc_clause_binds(world, clause, state, on))
                continue;
            memmove(out + at + 1, out + at, (*count - at) * sizeof *out);
            out[at] = state;
            ++*count;
        }
    }
    return TOC_OK;
}

static bool in_force(const toc_clause *c, toc_day on) {
    return (c->from == TOC_DAY_NONE || c->from <= on) && (c->to == TOC_DAY_NONE || on < c->to);
}

/* The last time that a clause was invoked by the day; NULL: never, as far as the table knows. */
static const toc_invocation *last_invoked(const toc_world *world, toc_str clause, toc_day on) {
    size_t count;
    const toc_invocation *all = toc_world_invocations(world, &count), *last = NULL;
    for (size_t i = 0; i < count; i++)
        if (toc_str_equal(all[i].clause, clause) && all[i].date != TOC_DAY_NONE && all[i].date <= on &&
            (!last || all[i].date > last->date))
            last = &all[i];
    return last;
}

static void add_clause(toc_buf *out, const toc_world *world, const toc_clause *c, toc_day on, toc_text_style style,
                       toc_arena *scratch) {
    char day[11], since[11];
    const toc_invocation *last = last_invoked(world, c->id, on);
    toc_str line = toc_arena_printf(scratch, "%.*s, %.*s (%.*s), since %s: %.*s. Obliges: %.*s.%s%s%s [%.*s]",
                                    TOC_FMT(c->treaty), TOC_FMT(c->clause), TOC_FMT(c->title), iso(c->from, since),
                                    TOC_FMT(c->summary), TOC_FMT(c->obliges), last ? " Last invoked " : "",
                                    last ? iso(last->date, day) : "", last ? "." : "", TOC_FMT(c->id));
    toc_buf_add_cstr(out, "  FACT  ");
    toc_words_wrap(out, line, 8, 8, style.width);
    toc_buf_add_char(out, '\n');
}

static toc_rc unknown(const char *what, toc_str name, toc_err *err) {
    return toc_err_set(err, TOC_EUSAGE, "there is no %s \"%.*s\" in the tables of the world", what, TOC_FMT(name));
}

toc_rc toc_bloc_add_text(toc_buf *out, const toc_world *world, toc_str bloc, toc_day on, toc_text_style style,
                         toc_err *err) {
    const toc_membership **members;
    size_t count, clauses, shown = 0;
    char day[11];
    toc_arena scratch;
    if (!toc_world_is_bloc(world, bloc))
        return unknown("bloc", bloc, err);
    toc_arena_init(&scratch, 0);
    toc_rc rc = toc_world_members(world, bloc, on, &scratch, &members, &count, err);
    if (rc == TOC_OK) {
        toc_buf_printf(out, "%.*s [%.*s] on %s: %zu members\n\n", TOC_FMT(toc_world_name(world, bloc)), TOC_FMT(bloc),
                       iso(on, day), count);
        for (size_t i = 0; i < count; i++) {
            bool active = toc_str_equal(members[i]->status, TOC_STR("active"));
            toc_buf_printf(out, "  %.*s  ", TOC_FMT(members[i]->state));
            toc_words_pad(out, toc_world_name(world, members[i]->state), 28);
            toc_buf_printf(out, " %s since %s%s%.*s\n", active ? "member" : "member in law,",
                           iso(members[i]->from, day), active ? "" : ": ",
                           TOC_FMT(active ? TOC_STR("") : members[i]->status));
        }
        const toc_clause *all = toc_world_clauses(world, &clauses);
        toc_buf_add_cstr(out, "\nClauses in force\n");
        for (size_t i = 0; i < clauses; i++)
            if (toc_str_equal(all[i].bloc, bloc) && in_force(&all[i], on)) {
                add_clause(out, world, &all[i], on, style, &scratch);
                shown++;
            }
        toc_buf_add_cstr(out, shown ? "\nNo clause is automatic: it says what the text promises.\n"
                                    : "  none in the table\n");
    }
    toc_arena_fini(&scratch);
    return rc;
}

static void add_states(toc_buf *out, const toc_world *world, const toc_str *states, size_t count, toc_str first,
                       toc_text_style style, toc_arena *scratch) {
    toc_buf line;
    toc_buf_init(&line, 1 << 16);
    toc_buf_add(&line, first);
    for (size_t i = 0; i < count; i++)
        toc_buf_printf(&line, "%s%.*s", i ? ", " : " ", TOC_FMT(toc_world_name(world, states[i])));
    toc_buf_add_cstr(&line, count ? "" : " nobody");
    (void)scratch;
    toc_buf_add_cstr(out, "        ");
    toc_words_wrap(out, toc_buf_str(&line), 8, 8, style.width);
    toc_buf_add_char(out, '\n');
    toc_buf_fini(&line);
}

/* A clause that binds the state; with an attacker, what follows from it. */
static toc_rc ally_clause(toc_buf *out, const toc_world *world, const toc_clause *c, toc_str state, toc_str attacker,
                          toc_day on, toc_text_style style, toc_arena *scratch, toc_err *err) {
    toc_str bound[BOUND_MAX];
    size_t count;
    toc_rc rc = bound_find(world, c, on, state, scratch, bound, &count, err);
    if (rc != TOC_OK)
        return rc;
    add_clause(out, world, c, on, style, scratch);
    bool defence = toc_str_equal(c->obliges, TOC_STR("defence"));
    if (attacker.len > 0 && defence && toc_clause_binds(world, c, attacker, on))
        add_states(out, world, &attacker, 1, TOC_STR("Draws in nobody by its words: the attacker is bound by it, too:"),
                   style, scratch);
    else
        add_states(out, world, bound, count,
                   attacker.len > 0 && defence ? TOC_STR("Would be called to its defence:")
                   : attacker.len > 0          ? TOC_STR("Would be asked to consult or assist:")
                                               : TOC_STR("Bound with it:"),
                   style, scratch);
    return TOC_OK;
}

static bool is_duty(const toc_clause *c) {
    return !toc_str_equal(c->obliges, TOC_STR("none")) && c->obliges.len > 0;
}

toc_rc toc_ally_add_text(toc_buf *out, const toc_world *world, toc_str state, toc_str attacker, toc_day on,
                         toc_text_style style, toc_err *err) {
    size_t clauses, shown = 0;
    char day[11];
    toc_arena scratch;
    toc_rc rc = TOC_OK;
    if (!toc_world_is_state(world, state) || (attacker.len > 0 && !toc_world_is_state(world, attacker)))
        return unknown("state", toc_world_is_state(world, state) ? attacker : state, err);
    toc_arena_init(&scratch, 0);
    toc_buf_printf(out, "%.*s [%.*s] on %s", TOC_FMT(toc_world_name(world, state)), TOC_FMT(state), iso(on, day));
    if (attacker.len > 0)
        toc_buf_printf(out, ", if %.*s attacked it: step by step, clause by clause",
                       TOC_FMT(toc_world_name(world, attacker)));
    toc_buf_add_cstr(out, "\n\n");
    const toc_clause *all = toc_world_clauses(world, &clauses);
    for (int defence = 1; defence >= 0; defence--) /* who must defend comes first */
        for (size_t i = 0; rc == TOC_OK && i < clauses; i++)
            if (is_duty(&all[i]) && toc_str_equal(all[i].obliges, TOC_STR("defence")) == (defence == 1) &&
                toc_clause_binds(world, &all[i], state, on)) {
                rc = ally_clause(out, world, &all[i], state, attacker, on, style, &scratch, err);
                shown++;
            }
    toc_buf_add_cstr(out, shown ? "\nNo clause is automatic: it says what the text promises, not what will happen.\n"
                                : "  no clause in the table binds it\n");
    toc_arena_fini(&scratch);
    return rc;
}

/* ---- JSON ---- */

static void text(toc_buf *out, const char *name, toc_str value, bool first) {
    toc_buf_printf(out, "%s\"%s\":", first ? "" : ",", name);
    toc_buf_add_json(out, value);
}

static void clause_json(toc_buf *out, const toc_world *world, const toc_clause *c, toc_day on) {
    const toc_invocation *last = last_invoked(world, c->id, on);
    text(out, "id", c->id, true);
    text(out, "treaty", c->treaty, false);
    text(out, "clause", c->clause, false);
    text(out, "obliges", c->obliges, false);
    text(out, "summary", c->summary, false);
    toc_member_add_day(out, "from", c->from);
    toc_member_add_day(out, "to", c->to);
    toc_member_add_day(out, "last_invoked", last ? last->date : TOC_DAY_NONE);
    text(out, "source", c->source, false);
}

toc_rc toc_bloc_add_json(toc_buf *out, const toc_world *world, toc_str bloc, toc_day on, toc_err *err) {
    const toc_membership **members;
    size_t count, clauses, shown = 0;
    toc_arena scratch;
    if (!toc_world_is_bloc(world, bloc))
        return unknown("bloc", bloc, err);
    toc_arena_init(&scratch, 0);
    toc_rc rc = toc_world_members(world, bloc, on, &scratch, &members, &count, err);
    toc_buf_add_cstr(out, "{\"tocsin\":\"bloc\",\"version\":1");
    text(out, "bloc", bloc, false);
    toc_member_add_day(out, "on", on);
    toc_buf_add_cstr(out, ",\"members\":[");
    for (size_t i = 0; rc == TOC_OK && i < count; i++) {
        toc_buf_add_cstr(out, i ? ",{" : "{");
        text(out, "state", members[i]->state, true);
        text(out, "status", members[i]->status, false);
        toc_member_add_day(out, "since", members[i]->from);
        text(out, "source", members[i]->source, false);
        toc_buf_add_char(out, '}');
    }
    toc_buf_add_cstr(out, "],\"clauses\":[");
    const toc_clause *all = toc_world_clauses(world, &clauses);
    for (size_t i = 0; rc == TOC_OK && i < clauses; i++)
        if (toc_str_equal(all[i].bloc, bloc) && in_force(&all[i], on)) {
            toc_buf_add_cstr(out, shown++ ? ",{" : "{");
            clause_json(out, world, &all[i], on);
            toc_buf_add_char(out, '}');
        }
    toc_buf_add_char(out, ']');
    toc_arena_fini(&scratch);
    return rc;
}

void toc_bloc_end_json(toc_buf *out) {
    toc_buf_add_cstr(out, "}\n");
}

toc_rc toc_ally_add_json(toc_buf *out, const toc_world *world, toc_str state, toc_str attacker, toc_day on,
                         toc_err *err) {
    toc_str bound[BOUND_MAX];
    size_t clauses, shown = 0, count;
    toc_arena scratch;
    toc_rc rc = TOC_OK;
    if (!toc_world_is_state(world, state) || (attacker.len > 0 && !toc_world_is_state(world, attacker)))
        return unknown("state", toc_world_is_state(world, state) ? attacker : state, err);
    toc_arena_init(&scratch, 0);
    toc_buf_add_cstr(out, "{\"tocsin\":\"ally\",\"version\":1");
    text(out, "state", state, false);
    text(out, "attacked_by", attacker, false);
    toc_member_add_day(out, "on", on);
    toc_buf_add_cstr(out, ",\"clauses\":[");
    const toc_clause *all = toc_world_clauses(world, &clauses);
    for (size_t i = 0; rc == TOC_OK && i < clauses; i++) {
        if (!is_duty(&all[i]) || !toc_clause_binds(world, &all[i], state, on))
            continue;
        rc = bound_find(world, &all[i], on, state, &scratch, bound, &count, err);
        bool within = attacker.len > 0 && toc_clause_binds(world, &all[i], attacker, on);
        toc_buf_add_cstr(out, shown++ ? ",{" : "{");
        clause_json(out, world, &all[i], on);
        toc_buf_printf(out, ",\"attacker_bound_too\":%s,\"bound_with_it\":[", within ? "true" : "false");
        for (size_t k = 0; k < count; k++) {
            toc_buf_add_cstr(out, k ? "," : "");
            toc_buf_add_json(out, bound[k]);
        }
        toc_buf_add_cstr(out, "]}");
    }
    toc_buf_add_cstr(out, "]}\n");
    toc_arena_fini(&scratch);
    return rc;
}
