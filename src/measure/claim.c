/* Words of a pair as claims, what was said before, and what followed; see claim.h. */
#include "measure/claim.h"

#include "event/actor.h"
#include "measure/happening.h"

#include "base/map.h"
#include "base/mem.h"
#include "base/table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RULES_MAX = 64, ROOM = 512 };

const int toc_claim_days[TOC_CLAIM_WINDOWS] = {30, 90, 365};

typedef struct rule {
    toc_str root, modality, by;
    toc_claim_kind kind;
} rule;

struct toc_claim_table {
    toc_arena arena;
    rule rules[RULES_MAX];
    size_t rule_count;
    toc_weights *weights;
};

typedef struct ledger {
    const toc_pair *pair;
    toc_arena *arena;
    const toc_claim_table *table;
    const toc_addition *additions; /* those of hostile deeds, by day */
    size_t addition_count;
    toc_day horizon;
} ledger;

const char *toc_claim_kind_name(toc_claim_kind kind) {
    static const char *const names[TOC_CLAIM_KIND_COUNT] = {"none", "warning", "promise", "appeal", "statement"};
    return names[kind];
}

/* ---- the table ---- */

static bool kind_parse(toc_str name, toc_claim_kind *out) {
    for (int i = 0; i < TOC_CLAIM_KIND_COUNT; i++)
        if (toc_str_equal(name, toc_str_of(toc_claim_kind_name((toc_claim_kind)i)))) {
            *out = (toc_claim_kind)i;
            return true;
        }
    return false;
}

static bool is_sound(const toc_str cells[4]) {
    toc_modality modality;
    bool root = toc_str_equal(cells[0], TOC_STR("any")) || toc_str_starts(cells[0], TOC_STR("quad")) ||
                toc_root_parse(cells[0]) != TOC_ROOT_NONE;
    bool mode = toc_str_equal(cells[1], TOC_STR("any")) || toc_modality_parse(cells[1], &modality);
    return root && mode &&
           (toc_str_equal(cells[2], TOC_STR("any")) || toc_str_equal(cells[2], TOC_STR("own")) ||
            toc_str_equal(cells[2], TOC_STR("other")));
}

static toc_rc read_rules(toc_claim_table *t, const char *data_dir, toc_err *err) {
    static const char *const columns[4] = {"root", "modality", "by", "claim"};
    toc_table table;
    toc_str cells[4];
    bool more = true;
    toc_str path = toc_arena_printf(&t->arena, "%s/method/claims.tsv", data_dir);
    if (!path.ptr)
        return toc_err_set(err, TOC_ENOMEM, "out of memory for a path");
    toc_rc rc = toc_table_open(&table, path.ptr, columns, 4, &t->arena, err);
    while (rc == TOC_OK && (rc = toc_table_next(&table, cells, &more, err)) == TOC_OK && more) {
        rule *r = &t->rules[t->rule_count];
        if (t->rule_count == RULES_MAX || !is_sound(cells) || !kind_parse(cells[3], &r->kind))
            return toc_err_set(err, TOC_EFORMAT, "a row that is not understood, or more than %d, at %s:%zu", RULES_MAX,
                               path.ptr, table.line);
        r->root = cells[0];
        r->modality = cells[1];
        r->by = cells[2];
        t->rule_count++;
    }
    return rc;
}

static bool root_fits(toc_str wanted, const toc_event *event) {
    static const char *const quads[] = {"quad0", "quad1", "quad2", "quad3", "quad4"};
    return toc_str_equal(wanted, TOC_STR("any")) || toc_str_equal(wanted, toc_str_of(toc_root_name(event->root))) ||
           (event->quad >= 0 && event->quad <= 4 && toc_str_equal(wanted, toc_str_of(quads[event->quad])));
}

toc_rc toc_claim_table_new(const char *data_dir, toc_claim_table **out, toc_err *err) {
    *out = NULL;
    toc_claim_table *table = toc_mem_calloc(1, sizeof *table);
    if (!table)
        return toc_err_set(err, TOC_ENOMEM, "out of memory for claims");
    toc_arena_init(&table->arena, 0);
    toc_rc rc = read_rules(table, data_dir, err);
    if (rc == TOC_OK)
        rc = toc_weights_new(data_dir, &table->weights, err);
    if (rc != TOC_OK)
        toc_claim_table_free(table);
    else
        *out = table;
    return rc;
}

void toc_claim_table_free(toc_claim_table *table) {
    if (!table)
        return;
    toc_weights_free(table->weights);
    toc_arena_fini(&table->arena);
    toc_mem_free(table);
}

static toc_claim_kind kind_of(const ledger *l, const toc_event *event, bool own) {
    for (size_t i = 0; i < l->table->rule_count; i++) {
        const rule *r = &l->table->rules[i];
        bool by = toc_str_equal(r->by, TOC_STR("any")) || toc_str_equal(r->by, TOC_STR("own")) == own;
        bool mode = toc_str_equal(r->modality, TOC_STR("any")) ||
                    toc_str_equal(r->modality, toc_str_of(toc_modality_name(event->modality)));
        if (by && mode && root_fits(r->root, event))
            return r->kind;
    }
    return TOC_CLAIM_NONE;
}

/* ---- one claim ---- */

/* 0: side a, 1: side b, -1: neither */
static int side_of(const toc_pair *pair, toc_str root) {
    return toc_side_has(&pair->a, root) ? 0 : toc_side_has(&pair->b, root) ? 1 : -1;
}

static bool make_claim(const ledger *l, const toc_event *event, toc_claim *out) {
    bool attributed = event->speaker.code.len > 0;
    toc_str from = toc_actor_root(event->source.code);
    toc_str to = toc_actor_root(event->target.code.len ? event->target.code : event->signal_to);
    toc_claim claim = {.event = *event,
                       .day = toc_event_day(event),
                       .speaker = attributed ? event->speaker : event->source,
                       .attributed = attributed,
                       .last_by_speaker = TOC_DAY_NONE,
                       .last_by_side = TOC_DAY_NONE};
    claim.root = toc_actor_root(claim.speaker.code);
    int speaks = side_of(l->pair, claim.root), acts = side_of(l->pair, from);
    claim.kind = kind_of(l, event, speaks == acts);
    claim.against = speaks == acts ? to : from;
    if (claim.kind == TOC_CLAIM_NONE || toc_event_is_deed(event) || claim.day > l->pair->asof)
        return false;
    *out = claim;
    return true;
}

static int by_day_then_id(const void *left, const void *right) {
    const toc_claim *a = left, *b = right;
    return a->day != b->day ? (a->day < b->day ? -1 : 1) : strcmp(a->event.id.text, b->event.id.text);
}

/* ---- what was said before ---- */

/* What makes two claims alike, as a text: kind, CAMEO root, by whom (speaker's code and words, or side), against which
 * side. */
static toc_str key_of(const ledger *l, const toc_claim *c, bool speaker, char room[ROOM]) {
    toc_str act = toc_str_slice(c->event.cameo, 0, 2);
    int by = side_of(l->pair, c->root), against = side_of(l->pair, c->against), length;
    if (speaker)
        length = snprintf(room, ROOM, "s|%d|%.*s|%.*s|%.*s|%d", (int)c->kind, TOC_FMT(act), TOC_FMT(c->speaker.code),
                          TOC_FMT(c->speaker.text), against);
    else if (by < 0)
        length = snprintf(room, ROOM, "r|%d|%.*s|%.*s|%d", (int)c->kind, TOC_FMT(act), TOC_FMT(c->root), against);
    else
        length = snprintf(room, ROOM, "o|%d|%.*s|%d|%d", (int)c->kind, TOC_FMT(act), by, against);
    return (toc_str){room, length < ROOM ? (size_t)length : ROOM - 1};
}

/* One earlier claim of a key: how many, and the newest. */
typedef struct before {
    int count, today;
    toc_day last, day; /* last: the newest of an earlier day; day: of the newest at all */
    toc_id last_event, day_event;
} before;

static bool slot_of(const ledger *l, toc_map *map, toc_str key, before *list, uint32_t *used, uint32_t *out) {
    if (toc_map_get(map, key, out))
        return true;
    toc_str kept = toc_arena_str(l->arena, key);
    *out = (*used)++;
    list[*out] = (before){.last = TOC_DAY_NONE, .day = TOC_DAY_NONE};
    return kept.ptr && toc_map_put(map, kept, *out);
}

/* Claims of one day are not earlier than each other. */
static void turn_day(before *b, const toc_claim *c) {
    if (b->day == c->day)
        return;
    b->count += b->today;
    b->today = 0;
    b->last = b->day;
    b->last_event = b->day_event;
    b->day = c->day;
}

static void remember(before *b, const toc_claim *c) {
    b->today++;
    b->day_event = c->event.id;
}

/* Counts the earlier ones of each claim, and drops a speaker's second claim of one kind on one day. */
static toc_rc look_back(const ledger *l, toc_claim *claims, size_t *count, toc_err *err) {
    toc_map map;
    uint32_t used = 0, mine, ours;
    size_t kept = 0;
    char room[ROOM];
    before *list = toc_arena_array(l->arena, 2 * *count + 1, sizeof *list);
    bool fine = list != NULL;
    toc_map_init(&map);
    for (size_t i = 0; i < *count && fine; i++) {
        toc_claim c = claims[i];
        fine = slot_of(l, &map, key_of(l, &c, true, room), list, &used, &mine) &&
               slot_of(l, &map, key_of(l, &c, false, room), list, &used, &ours);
        if (!fine)
            break;
        turn_day(&list[mine], &c);
        turn_day(&list[ours], &c);
        if (list[mine].today > 0)
            continue;
        c.by_speaker = list[mine].count;
        c.by_side = list[ours].count;
        c.last_by_speaker = list[mine].last;
        c.last_by_side = list[ours].last;
        c.last_by_speaker_event = list[mine].last_event;
        c.last_by_side_event = list[ours].last_event;
        remember(&list[mine], &c);
        remember(&list[ours], &c);
        claims[kept++] = c;
    }
    toc_map_fini(&map);
    *count = kept;
    return fine ? TOC_OK : toc_err_set(err, TOC_ENOMEM, "out of memory for %zu claims", *count);
}

/* ---- what followed ---- */

static void sum(const ledger *l, toc_day from, toc_day to, int *deeds, double *weight) {
    for (size_t i = toc_additions_from(l->additions, l->addition_count, from);
         i < l->addition_count && l->additions[i].day <= to; i++) {
        *deeds += l->additions[i].events;
        *weight += l->additions[i].hostile;
    }
}

static void look_ahead(const ledger *l, toc_claim *c) {
    toc_day first = toc_event_day(&l->pair->events[0]);
    for (int i = 0; i < TOC_CLAIM_WINDOWS; i++) {
        toc_followed *f = &c->followed[i];
        int days = toc_claim_days[i];
        f->known = c->day + days <= l->horizon;
        f->past_known = first <= c->day - days;
        if (f->known)
            sum(l, c->day + 1, c->day + days, &f->deeds, &f->after);
        if (f->past_known)
            sum(l, c->day - days, c->day - 1, &f->deeds_before, &f->before);
    }
}

static toc_rc collect(ledger *l, toc_office_fn *office, void *ctx, toc_claim **out, size_t *count, toc_err *err) {
    toc_claim *claims = toc_arena_array(l->arena, l->pair->count + 1, sizeof *claims);
    size_t found = 0;
    if (!claims)
        return toc_err_set(err, TOC_ENOMEM, "out of memory for the claims of %zu events", l->pair->count);
    for (size_t i = 0; i < l->pair->count; i++)
        found += make_claim(l, &l->pair->events[i], &claims[found]);
    if (found > 0)
        qsort(claims, found, sizeof *claims, by_day_then_id);
    toc_rc rc = look_back(l, claims, &found, err);
    for (size_t i = 0; i < found && rc == TOC_OK; i++) {
        look_ahead(l, &claims[i]);
        claims[i].office =
            office ? office(ctx, claims[i].speaker.text, claims[i].speaker.code, claims[i].day) : (toc_str){"", 0};
    }
    *out = claims;
    *count = found;
    return rc;
}

/* What followed a claim is summed again for each, so that only what counts is kept. */
static size_t keep_hostile(toc_addition *additions, size_t count) {
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (additions[i].deed && additions[i].hostile > 0)
            additions[kept++] = additions[i];
    return kept;
}

toc_rc toc_claims_make(const toc_pair *pair, toc_day horizon, const toc_claim_table *table, toc_office_fn *office,
                       void *ctx, toc_arena *arena, toc_claim **out, size_t *count, toc_err *err) {
    toc_addition *additions = NULL;
    ledger l = {.pair = pair, .arena = arena, .table = table, .horizon = horizon < pair->asof ? horizon : pair->asof};
    toc_rc rc = toc_additions_make(pair, table->weights, arena, &additions, &l.addition_count, err);
    l.additions = additions;
    l.addition_count = rc == TOC_OK ? keep_hostile(additions, l.addition_count) : 0;
    return rc == TOC_OK ? collect(&l, office, ctx, out, count, err) : rc;
}
