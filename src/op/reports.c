/* The recipe: the events of the dyad and root -> links -> the members of one happening, with their sentences. */
#include "op/reports.h"

#include "event/actor.h"
#include "measure/link.h"
#include "op/evidence.h"

#include <string.h>

typedef struct collector {
    toc_arena *arena;
    uint64_t key;
    toc_event *events;
    size_t count, capacity;
} collector;

static toc_rc collect(void *ctx, const toc_event *event, toc_err *err) {
    collector *c = ctx;
    if (toc_link_key(event) != c->key)
        return TOC_OK;
    toc_event *events = toc_arena_widen(c->arena, c->events, c->count, &c->capacity, sizeof *events, 64);
    c->events = events ? events : c->events;
    if (!events || !toc_event_copy(&c->events[c->count], event, c->arena))
        return toc_err_set(err, TOC_ENOMEM, "out of memory for %zu reports", c->count);
    c->count++;
    return TOC_OK;
}

static toc_rc read_dyad(toc_store *store, const toc_event *event, toc_day asof, collector *c, toc_err *err) {
    toc_str from = toc_actor_root(event->source.code);
    toc_str to = toc_actor_root(event->target.code.len ? event->target.code : event->signal_to);
    toc_event_query query = {.from = TOC_DAY_NONE, .to = TOC_DAY_NONE, .asof = asof, .both_directions = true};
    query.source_roots = &from;
    query.source_count = from.len > 0;
    query.target_roots = &to;
    query.target_count = to.len > 0;
    return toc_store_each_event(store, &query, collect, c, err);
}

/* What corrects or disputes: an event, or a sentence that takes something back. */
static toc_rc read_corrector(toc_store *store, const toc_id *id, toc_arena *arena, const toc_evidence **out,
                             toc_err *err) {
    toc_evidence *evidence = toc_arena_alloc(arena, sizeof *evidence);
    toc_store_sentence sentence;
    toc_event event = {0};
    *out = NULL;
    if (!evidence)
        return toc_err_set(err, TOC_ENOMEM, "out of memory for a correction");
    if (id->text[0] == '\0')
        return TOC_OK;
    toc_str text = toc_str_of(id->text);
    toc_rc rc;
    if (id->text[0] == 's') {
        rc = toc_store_get_sentence(store, text, arena, &sentence, err);
        if (rc == TOC_OK) {
            event.sentence = sentence.id;
            event.document = sentence.document;
            rc = toc_op_source_of(store, &event, arena, evidence, err);
        }
    } else {
        rc = toc_store_get_event(store, text, arena, &event, err);
        rc = rc == TOC_OK ? toc_op_evidence_of(store, &event, arena, evidence, err) : rc;
    }
    *out = rc == TOC_OK ? evidence : NULL;
    return rc;
}

static toc_rc read_members(toc_store *store, const collector *c, const toc_links *links, const toc_happening *happening,
                           toc_arena *arena, toc_why_reports *out, toc_err *err) {
    toc_evidence *members = toc_arena_array(arena, TOC_WHY_REPORTS_MAX, sizeof *members);
    toc_rc rc = members ? TOC_OK : toc_err_set(err, TOC_ENOMEM, "out of memory for %zu reports", happening->count);
    for (size_t i = 0; i < happening->count && rc == TOC_OK; i++) {
        size_t at = happening->members[i];
        const toc_link *link = &links->links[at];
        if (link->withdraws)
            continue;
        out->corrected += link->corrected_by.text[0] != '\0';
        if (out->count++ >= TOC_WHY_REPORTS_MAX)
            continue;
        toc_evidence *member = &members[out->shown++];
        rc = toc_op_evidence_of(store, &c->events[at], arena, member, err);
        if (link->corrected_by.text[0])
            member->corrected_by = link->corrected_by;
        if (link->original != at)
            member->copy_of = c->events[link->original].document;
    }
    out->members = members;
    return rc;
}

/* Events that this one corrects or disputes. */
static toc_rc read_corrected(const collector *c, const toc_links *links, const toc_event *event, toc_arena *arena,
                             toc_why_reports *out, toc_err *err) {
    toc_str *ids = toc_arena_array(arena, c->count + 1, sizeof *ids);
    toc_str *disputed = toc_arena_array(arena, c->count + 1, sizeof *disputed);
    if (!ids || !disputed)
        return toc_err_set(err, TOC_ENOMEM, "out of memory for corrections");
    for (size_t i = 0; i < c->count; i++) {
        if (strcmp(links->links[i].corrected_by.text, event->id.text) == 0)
            ids[out->corrects_count++] = toc_str_of(c->events[i].id.text);
        if (strcmp(links->links[i].disputed_by.text, event->id.text) == 0)
            disputed[out->disputes_count++] = toc_str_of(c->events[i].id.text);
    }
    out->corrects = ids;
    out->disputes = disputed;
    return TOC_OK;
}

toc_rc toc_op_reports(toc_store *store, const toc_linking *linking, const toc_event *event, toc_day asof,
                      toc_arena *arena, toc_why_reports *out, bool *found, toc_err *err) {
    collector c = {.arena = arena, .key = toc_link_key(event)};
    toc_links links;
    size_t at = 0;
    *out = (toc_why_reports){0};
    *found = false;
    toc_rc rc = read_dyad(store, event, asof, &c, err);
    while (at < c.count && strcmp(c.events[at].id.text, event->id.text) != 0)
        at++;
    if (rc != TOC_OK || at == c.count)
        return rc;
    rc = toc_links_make(store, linking, c.events, c.count, asof, arena, &links, err);
    if (rc != TOC_OK)
        return rc;
    const toc_happening *happening = &links.happenings[links.links[at].happening];
    *found = true;
    out->reports = happening->reports;
    out->sources = happening->sources;
    out->stands_for_it = c.events[happening->event].id;
    rc = read_members(store, &c, &links, happening, arena, out, err);
    rc = rc == TOC_OK ? read_corrected(&c, &links, event, arena, out, err) : rc;
    rc = rc == TOC_OK ? read_corrector(store, &links.links[at].corrected_by, arena, &out->corrected_by, err) : rc;
    return rc == TOC_OK ? read_corrector(store, &links.links[at].disputed_by, arena, &out->disputed_by, err) : rc;
}
