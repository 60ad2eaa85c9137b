/* Opens rows of the world's tables: clauses, channels, mediators, wars, memberships, blocs. */
#include "report/why.h"
#include "report/why_field.h"
#include "report/words.h"

static toc_str spell(toc_arena *arena, toc_day from, toc_day to) {
    toc_str begin = from == TOC_DAY_NONE ? TOC_STR("not known") : toc_words_iso(arena, from);
    if (to == TOC_DAY_NONE)
        return toc_arena_printf(arena, "from %.*s, no end known", TOC_FMT(begin));
    return toc_arena_printf(arena, "from %.*s to %.*s (exclusive)", TOC_FMT(begin), TOC_FMT(toc_words_iso(arena, to)));
}

static void add_source(toc_why *out, const char *table, toc_str source, toc_str confidence, toc_str note,
                       toc_arena *arena) {
    toc_why_field_add(out, "note", note);
    toc_why_field_add(
        out, "source",
        toc_arena_printf(arena, "%.*s in data/world/%s (its head tells what that is)", TOC_FMT(source), table));
    toc_why_field_add(out, "confidence", confidence);
}

static bool open_clause(const toc_world *world, toc_str id, toc_arena *arena, toc_why *out) {
    size_t count, invocation_count;
    const toc_clause *rows = toc_world_clauses(world, &count);
    const toc_invocation *invocations = toc_world_invocations(world, &invocation_count);
    for (size_t i = 0; i < count; i++) {
        const toc_clause *c = &rows[i];
        if (!toc_str_equal(c->id, id))
            continue;
        *out = (toc_why){.id = c->id,
                         .kind = TOC_STR("clause"),
                         .title = toc_arena_printf(arena, "%.*s, %.*s: %.*s", TOC_FMT(c->treaty), TOC_FMT(c->clause),
                                                   TOC_FMT(c->title))};
        toc_why_field_add(out, "says", c->summary);
        toc_why_field_add(out, "obliges to", c->obliges);
        toc_why_field_add(out, "parties", c->parties);
        toc_why_field_add(out, "in force", spell(arena, c->from, c->to));
        for (size_t k = 0; k < invocation_count; k++)
            if (toc_str_equal(invocations[k].clause, id))
                toc_why_field_add(out, "invoked",
                                  toc_arena_printf(arena, "%.*s by %.*s about %.*s: %.*s",
                                                   TOC_FMT(toc_words_iso(arena, invocations[k].date)),
                                                   TOC_FMT(invocations[k].by), TOC_FMT(invocations[k].about),
                                                   TOC_FMT(invocations[k].outcome)));
        add_source(out, "clauses.tsv", c->source, c->confidence, TOC_STR(""), arena);
        return true;
    }
    return false;
}

/* One id has a row for each spell of status; all are shown, oldest first. */
static bool open_channel(const toc_world *world, toc_str id, toc_arena *arena, toc_why *out) {
    size_t count;
    bool found = false;
    const toc_channel *rows = toc_world_channels(world, &count);
    for (size_t i = 0; i < count; i++) {
        const toc_channel *c = &rows[i];
        if (!toc_str_equal(c->id, id))
            continue;
        if (!found) {
            *out = (toc_why){.id = c->id, .kind = TOC_STR("channel"), .title = c->name};
            toc_why_field_add(out, "between",
                              toc_arena_printf(arena, "%.*s and %.*s", TOC_FMT(toc_world_name(world, c->side_a)),
                                               TOC_FMT(toc_world_name(world, c->side_b))));
            toc_why_field_add(out, "kind", c->kind);
            toc_why_field_add(out, "level", c->level);
        }
        found = true;
        toc_why_field_add(
            out, "status",
            toc_arena_printf(arena, "%.*s, %.*s", TOC_FMT(c->status), TOC_FMT(spell(arena, c->from, c->to))));
        add_source(out, "channels.tsv", c->source, c->confidence, c->note, arena);
    }
    return found;
}

static bool open_mediator(const toc_world *world, toc_str id, toc_arena *arena, toc_why *out) {
    size_t count;
    const toc_mediator *rows = toc_world_mediators(world, &count);
    for (size_t i = 0; i < count; i++) {
        const toc_mediator *m = &rows[i];
        if (!toc_str_equal(m->id, id))
            continue;
        *out = (toc_why){.id = m->id,
                         .kind = TOC_STR("mediator"),
                         .title = toc_arena_printf(arena, "%.*s between %.*s and %.*s", TOC_FMT(m->mediator),
                                                   TOC_FMT(toc_world_name(world, m->side_a)),
                                                   TOC_FMT(toc_world_name(world, m->side_b)))};
        toc_why_field_add(out, "what", m->what);
        toc_why_field_add(out, "outcome", m->outcome);
        toc_why_field_add(out, "status", m->status);
        toc_why_field_add(out, "time", spell(arena, m->from, m->to));
        add_source(out, "mediators.tsv", m->source, m->confidence, m->note, arena);
        return true;
    }
    return false;
}

static bool open_war(const toc_world *world, toc_str id, toc_arena *arena, toc_why *out) {
    size_t count;
    const toc_war *rows = toc_world_wars(world, &count);
    for (size_t i = 0; i < count; i++) {
        const toc_war *w = &rows[i];
        if (!toc_str_equal(w->id, id))
            continue;
        *out = (toc_why){.id = w->id,
                         .kind = TOC_STR("war"),
                         .title = toc_arena_printf(arena, "%.*s: %.*s and %.*s", TOC_FMT(w->kind), TOC_FMT(w->side_a),
                                                   TOC_FMT(w->side_b))};
        toc_why_field_add(out, "what", w->what);
        toc_why_field_add(out, "deaths", w->deaths);
        toc_why_field_add(out, "time", spell(arena, w->from, w->to));
        add_source(out, "wars.tsv", w->source, w->confidence, w->note, arena);
        return true;
    }
    return false;
}

static bool open_membership(const toc_world *world, toc_str id, toc_day asof, toc_arena *arena, toc_why *out) {
    toc_str rest = id, bloc = toc_str_cut(&rest, ':');
    const toc_membership *m = rest.ptr ? toc_world_membership(world, bloc, rest, asof) : NULL;
    if (!m)
        return false;
    *out = (toc_why){.id = id,
                     .kind = TOC_STR("membership"),
                     .title = toc_arena_printf(arena, "%.*s in %.*s", TOC_FMT(toc_world_name(world, m->state)),
                                               TOC_FMT(toc_world_name(world, m->bloc)))};
    toc_why_field_add(out, "status", m->status);
    toc_why_field_add(out, "role", m->role);
    toc_why_field_add(out, "time", spell(arena, m->from, m->to));
    add_source(out, "members.tsv", m->source, m->confidence, m->note, arena);
    return true;
}

static bool open_bloc(const toc_world *world, toc_str id, toc_day asof, toc_arena *arena, toc_why *out) {
    const toc_membership **members;
    size_t count;
    toc_err ignored = {0};
    if (!toc_world_is_bloc(world, id) ||
        toc_world_members(world, id, asof, arena, &members, &count, &ignored) != TOC_OK)
        return false;
    *out = (toc_why){.id = id, .kind = TOC_STR("bloc"), .title = toc_world_name(world, id)};
    toc_why_field_add(out, "as of", toc_words_iso(arena, asof));
    toc_why_field_add(out, "members", toc_arena_printf(arena, "%zu", count));
    for (size_t i = 0; i < count; i++)
        toc_why_field_add(
            out, "member",
            toc_arena_printf(arena, "%.*s: %.*s %.*s, %.*s; source %.*s", TOC_FMT(members[i]->state),
                             TOC_FMT(toc_world_name(world, members[i]->state)), TOC_FMT(members[i]->status),
                             TOC_FMT(spell(arena, members[i]->from, members[i]->to)), TOC_FMT(members[i]->source)));
    return true;
}

toc_rc toc_why_world(const toc_world *world, toc_str id, toc_day asof, toc_arena *arena, toc_why *out, toc_err *err) {
    if (open_clause(world, id, arena, out) || open_channel(world, id, arena, out) ||
        open_mediator(world, id, arena, out) || open_war(world, id, arena, out) ||
        open_membership(world, id, asof, arena, out) || open_bloc(world, id, asof, arena, out)) {
        out->world = world;
        return TOC_OK;
    }
    return toc_err_set(
        err, TOC_ENOTFOUND,
        "nothing has the id '%.*s'; an id is the word in brackets at the end of a line of a brief, and those that "
        "begin with b, e, s or d live in the ledger that made it (--ledger)",
        TOC_FMT(id));
}
