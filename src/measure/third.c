/* Third parties: who was in touch with both sides, and who may mediate; the rule stands in doc/method/channels.md. */
#include "event/actor.h"
#include "measure/link.h"
#include "measure/way.h"
#include "measure/weights.h"

#include "base/map.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { THIRD_MAX = 4096, YEAR = 365, SPAN = 2 * YEAR };

/* What happened between a third party and a side on one day; above these a bit for each PLOVER root that was told. */
enum { TOUCH = 1, WORDS = 2, HOSTILE = 4, ARMED = 8, ACT = 16, ROOT_SHIFT = 8 };
static_assert(ROOT_SHIFT + TOC_ROOT_COUNT <= 32, "a day has 32 bits");

typedef struct seeker {
    toc_arena *arena;
    const toc_way *way;
    const toc_world *world;
    const toc_side *a, *b;
    toc_day asof, first; /* first: of all events read */
    toc_third *thirds;
    uint32_t **days; /* of each third, SPAN for a, then SPAN for b; [0]: asof */
    size_t count;
    toc_map by_code;   /* code -> index */
    toc_event *events; /* what may count */
    size_t kept, capacity;
    toc_map seen; /* event ids, so that both queries together count an event once */
} seeker;

static toc_rc no_memory(toc_err *err) {
    return toc_err_set(err, TOC_ENOMEM, "out of memory for the third parties");
}

static toc_rc slot_of(seeker *s, toc_str code, size_t *out, toc_err *err) {
    uint32_t index;
    if (!toc_map_get(&s->by_code, code, &index)) {
        toc_str kept = toc_arena_str(s->arena, code);
        if (s->count == THIRD_MAX)
            return toc_err_set(err, TOC_ELIMIT, "more than %d third parties", THIRD_MAX);
        s->days[s->count] = toc_arena_array(s->arena, (size_t)2 * SPAN, sizeof **s->days);
        if (!kept.ptr || !s->days[s->count] || !toc_map_put(&s->by_code, kept, (uint32_t)s->count))
            return no_memory(err);
        s->thirds[s->count] =
            (toc_third){.code = kept, .a = {.last = TOC_DAY_NONE}, .b = {.last = TOC_DAY_NONE}, .usual = -1};
        index = (uint32_t)s->count++;
    }
    *out = index;
    return TOC_OK;
}

/* ---- reading ---- */

static int kind_of(const toc_way *way, const toc_event *event) {
    bool done = event->modality == TOC_DONE, speaks = done || event->modality == TOC_PLANNED;
    int kind = 0;
    if (toc_event_is_hostile_deed(event))
        return HOSTILE | (event->root == TOC_ASSAULT ? ARMED : 0);
    if (speaks && toc_way_mediates(way, event->cameo))
        kind |= ACT;
    if (done && (event->root == TOC_CONSULT || event->root == TOC_COOPERATE || event->root == TOC_AID ||
                 event->root == TOC_SUPPORT))
        kind |= TOUCH;
    else if (speaks && event->quad == 1)
        kind |= WORDS;
    return kind;
}

static toc_rc remember(seeker *s, const toc_event *event, bool *fresh, toc_err *err) {
    uint32_t before;
    toc_str id = toc_str_of(event->id.text);
    *fresh = !toc_map_get(&s->seen, id, &before);
    if (!*fresh)
        return TOC_OK;
    toc_str kept = toc_arena_str(s->arena, id);
    return kept.ptr && toc_map_put(&s->seen, kept, 1) ? TOC_OK : no_memory(err);
}

/* The press and the streets speak for nobody; of a side, those who fight are spoken with, too. */
static bool is_between_those_who_matter(const seeker *s, const toc_event *event) {
    toc_str from = toc_actor_root(event->source.code);
    bool source_is_side = toc_side_has(s->a, from) || toc_side_has(s->b, from);
    toc_str own = source_is_side ? event->source.code : event->target.code;
    toc_str other = source_is_side ? event->target.code : event->source.code;
    return toc_actor_is_official(other) && (toc_actor_is_official(own) || toc_actor_has_sector(own, TOC_STR("REB")));
}

static bool touches_one_side(const seeker *s, const toc_event *event) {
    toc_str from = toc_actor_root(event->source.code), to = toc_actor_root(event->target.code);
    return (toc_side_has(s->a, from) || toc_side_has(s->a, to)) != (toc_side_has(s->b, from) || toc_side_has(s->b, to));
}

/* Keep what may count, and denials, which may take it out of force. */
static toc_rc keep(void *ctx, const toc_event *event, toc_err *err) {
    seeker *s = ctx;
    bool fresh, counts = kind_of(s->way, event) != 0 || event->modality == TOC_DENIED;
    if (s->first == TOC_DAY_NONE || toc_event_day(event) < s->first)
        s->first = toc_event_day(event);
    if (!counts || !touches_one_side(s, event) || !is_between_those_who_matter(s, event))
        return TOC_OK;
    toc_rc rc = remember(s, event, &fresh, err);
    if (rc != TOC_OK || !fresh)
        return rc;
    toc_event *events = toc_arena_widen(s->arena, s->events, s->kept, &s->capacity, sizeof *events, 256);
    if (!events)
        return no_memory(err);
    s->events = events;
    return toc_event_copy(&s->events[s->kept++], event, s->arena) ? TOC_OK : no_memory(err);
}

static void note(seeker *s, size_t slot, const toc_event *event, bool with_a, int kind) {
    toc_third *third = &s->thirds[slot];
    toc_third_side *side = with_a ? &third->a : &third->b;
    toc_day day = toc_event_day(event);
    s->days[slot][(with_a ? 0 : SPAN) + (s->asof - day)] |= (uint32_t)kind | 1u << (ROOT_SHIFT + event->root);
    if (kind & (TOUCH | ACT)) { /* events come in order of days */
        side->last = day;
        side->last_event = event->id;
        third->last_event = event->id;
    }
    if (kind & ACT)
        third->act_event = event->id;
}

static toc_rc look(seeker *s, const toc_event *event, toc_err *err) {
    toc_str from = toc_actor_root(event->source.code), to = toc_actor_root(event->target.code);
    bool a = toc_side_has(s->a, from) || toc_side_has(s->a, to);
    bool source_is_side = toc_side_has(s->a, from) || toc_side_has(s->b, from);
    toc_str other = toc_way_body(s->way, source_is_side ? to : from);
    int kind = kind_of(s->way, event);
    size_t slot = 0;
    toc_day day = toc_event_day(event);
    bool known = toc_world_is_state(s->world, other) || toc_world_is_bloc(s->world, other);
    if (other.len == 0 || kind == 0 || !known || toc_side_has(s->a, other) || toc_side_has(s->b, other) ||
        day > s->asof || day <= s->asof - SPAN)
        return TOC_OK;
    toc_rc rc = slot_of(s, other, &slot, err);
    if (rc == TOC_OK)
        note(s, slot, event, a, kind);
    return rc;
}

static int by_day_then_id(const void *left, const void *right) {
    const toc_event *a = left, *b = right;
    toc_day x = toc_event_day(a), y = toc_event_day(b);
    return x != y ? (x < y ? -1 : 1) : strcmp(a->id.text, b->id.text);
}

/* Each happening once, in order of days. */
static toc_rc look_at_happenings(seeker *s, toc_store *store, const toc_linking *linking, toc_err *err) {
    toc_links links;
    if (s->kept > 0)
        qsort(s->events, s->kept, sizeof *s->events, by_day_then_id);
    toc_rc rc = toc_links_make(store, linking, s->events, s->kept, s->asof, s->arena, &links, err);
    for (size_t i = 0; i < s->kept && rc == TOC_OK; i++) {
        const toc_happening *happening = &links.happenings[links.links[i].happening];
        if (happening->event == i && happening->reports > 0)
            rc = look(s, &s->events[i], err);
    }
    return rc;
}

static toc_rc read_side(toc_store *store, seeker *s, const toc_side *side, toc_err *err) {
    toc_event_query query = {.from = s->asof - SPAN + 1, .to = TOC_DAY_NONE, .asof = s->asof};
    query.source_roots = side->members;
    query.source_count = side->member_count;
    toc_rc rc = toc_store_each_event(store, &query, keep, s, err);
    if (rc != TOC_OK)
        return rc;
    query.source_roots = NULL;
    query.source_count = 0;
    query.target_roots = side->members;
    query.target_count = side->member_count;
    return toc_store_each_event(store, &query, keep, s, err);
}

/* ---- facts of the world ---- */

/* Does code stand in a list "UN;TUR"? */
static bool names(toc_str list, toc_str code) {
    for (toc_str rest = list; rest.ptr;)
        if (toc_str_equal(toc_str_trim(toc_str_cut(&rest, ';')), code))
            return true;
    return false;
}

static bool is_between(const toc_mediator *row, const toc_side *a, const toc_side *b) {
    return (toc_side_has(a, row->side_a) && toc_side_has(b, row->side_b)) ||
           (toc_side_has(a, row->side_b) && toc_side_has(b, row->side_a));
}

static bool is_newer(const toc_mediator *row, const toc_mediator *than) {
    return !than || row->from > than->from || (row->from == than->from && toc_str_compare(row->id, than->id) < 0);
}

static void find_records(const seeker *s, toc_third *third) {
    size_t count;
    const toc_mediator *rows = toc_world_mediators(s->world, &count);
    for (size_t i = 0; i < count; i++) {
        if (!names(rows[i].mediator, third->code) || rows[i].from == TOC_DAY_NONE || rows[i].from > s->asof)
            continue;
        const toc_mediator **place = is_between(&rows[i], s->a, s->b) ? &third->record : &third->elsewhere;
        if (is_newer(&rows[i], *place))
            *place = &rows[i];
    }
}

/* Who has a record between the sides stands in the list, whether or not the ledger knows it. */
static toc_rc add_recorded(seeker *s, toc_err *err) {
    size_t count, slot;
    const toc_mediator *rows = toc_world_mediators(s->world, &count);
    for (size_t i = 0; i < count; i++) {
        if (!is_between(&rows[i], s->a, s->b) || rows[i].from == TOC_DAY_NONE || rows[i].from > s->asof)
            continue;
        for (toc_str rest = rows[i].mediator; rest.ptr;) {
            toc_str code = toc_str_trim(toc_str_cut(&rest, ';'));
            toc_rc rc = code.len == 0 || toc_side_has(s->a, code) || toc_side_has(s->b, code)
                            ? TOC_OK
                            : slot_of(s, code, &slot, err);
            if (rc != TOC_OK)
                return rc;
        }
    }
    return TOC_OK;
}

static const toc_clause *bound_to(const seeker *s, toc_str code, const toc_side *side) {
    size_t count;
    const toc_clause *clauses = toc_world_clauses(s->world, &count);
    for (size_t i = 0; i < count; i++) {
        if (!toc_str_equal(clauses[i].obliges, TOC_STR("defence")))
            continue;
        bool own = toc_str_equal(clauses[i].bloc, code) &&
                   (clauses[i].from == TOC_DAY_NONE || clauses[i].from <= s->asof) &&
                   (clauses[i].to == TOC_DAY_NONE || clauses[i].to > s->asof);
        if (!own && !toc_clause_binds(s->world, &clauses[i], code, s->asof))
            continue;
        for (size_t k = 0; k < side->member_count; k++)
            if (toc_clause_binds(s->world, &clauses[i], side->members[k], s->asof))
                return &clauses[i];
    }
    return NULL;
}

static void look_around(const seeker *s, toc_str code, const toc_side *side, toc_third_side *out) {
    out->bound = bound_to(s, code, side);
    for (size_t i = 0; i < side->member_count; i++) {
        out->member |= toc_world_is_member(s->world, code, side->members[i], s->asof);
        out->neighbour |= toc_world_is_neighbour(s->world, code, side->members[i], s->asof);
    }
}

static double power_of(const seeker *s, toc_str code, toc_err *err, toc_rc *rc) {
    const toc_membership **members;
    size_t count = 0, majors = 0;
    if (toc_world_is_state(s->world, code))
        return toc_world_is_major(s->world, code, s->asof) ? 1 : 0;
    *rc = toc_world_members(s->world, code, s->asof, s->arena, &members, &count, err);
    for (size_t i = 0; *rc == TOC_OK && i < count; i++)
        majors += toc_world_is_major(s->world, members[i]->state, s->asof);
    return majors >= 2 ? 1 : 0;
}

/* ---- figures ---- */

typedef struct fighting {
    int days;
    double share; /* sum of the days' shares of armed acts */
} fighting;

static int bits(uint32_t mask) {
    int count = 0;
    for (; mask; mask &= mask - 1)
        count++;
    return count;
}

/* Hostile deeds, or armed ones, among the kinds of acts of a day: where a ledger tells of everything every day, one
 * misread row more or less does not make the day. */
static double share_of(uint32_t day, bool armed_only) {
    const uint32_t armed = 1u << (ROOT_SHIFT + TOC_ASSAULT);
    const uint32_t hostile = armed | 1u << (ROOT_SHIFT + TOC_PROTEST) | 1u << (ROOT_SHIFT + TOC_SANCTION) |
                             1u << (ROOT_SHIFT + TOC_MOBILIZE) | 1u << (ROOT_SHIFT + TOC_COERCE);
    uint32_t told = day >> ROOT_SHIFT;
    return told ? (double)bits(day & (armed_only ? armed : hostile)) / bits(told) : 0;
}

static void count_days(const seeker *s, const uint32_t *days, toc_third_side *out, fighting *armed) {
    double words = toc_way_value(s->way, TOC_WAY_WORDS_SHARE), half = toc_way_value(s->way, TOC_WAY_HALF_LIFE);
    int open = (int)toc_way_value(s->way, TOC_WAY_OPEN_DAYS);
    for (int age = 0; age < SPAN; age++) {
        bool touch = days[age] & (TOUCH | ACT);
        if (age >= YEAR) {
            out->before += touch;
            continue;
        }
        out->days += touch;
        out->recent += touch && age < open;
        out->hostile += (days[age] & HOSTILE) != 0;
        out->all += days[age] != 0;
        out->hostility += share_of(days[age], false);
        armed->days += (days[age] & ARMED) != 0;
        armed->share += share_of(days[age], true);
        out->weight += (touch ? 1 : days[age] & WORDS ? words : 0) * exp2(-age / half);
    }
}

static double count_acts(const seeker *s, const uint32_t *days, int *count) {
    double sum = 0, half = toc_way_value(s->way, TOC_WAY_HALF_LIFE);
    for (int age = 0; age < YEAR; age++)
        if ((days[age] | days[SPAN + age]) & ACT) {
            sum += exp2(-age / half);
            ++*count;
        }
    return sum;
}

static double record_of(const seeker *s, const toc_third *third) {
    const toc_mediator *row = third->record ? third->record : third->elsewhere;
    if (!row)
        return 0;
    double value = toc_way_status(s->way, row->status);
    bool over = row->to != TOC_DAY_NONE && row->to <= s->asof;
    if (over && value > 0) {
        double years = (s->asof - row->to) / 365.25;
        value *=
            toc_way_value(s->way, TOC_WAY_ENDED_SHARE) * exp2(-years / toc_way_value(s->way, TOC_WAY_RECORD_YEARS));
    }
    if (!third->record)
        value = value > 0 ? value * toc_way_value(s->way, TOC_WAY_ELSEWHERE_SHARE) : 0;
    return value;
}

/* Whom both sides took as their mediator, a treaty with one of them makes less of a party: as far as this counts. */
static double accepted(const toc_third *t) {
    bool taken = t->record && !toc_str_equal(t->record->status, TOC_STR("potential"));
    return taken && t->parts[TOC_THIRD_RECORD] > 0 ? t->parts[TOC_THIRD_RECORD] : 0;
}

static void weigh_contact(const seeker *s, toc_third *t) {
    double low = t->a.weight < t->b.weight ? t->a.weight : t->b.weight;
    double high = t->a.weight < t->b.weight ? t->b.weight : t->a.weight;
    if (t->a.days == 0 || t->b.days == 0)
        return;
    double mean = 2 * low * high / (low + high);
    t->parts[TOC_THIRD_CONTACT] = mean / (mean + toc_way_value(s->way, TOC_WAY_CONTACT_HALF));
    t->parts[TOC_THIRD_BALANCE] = (low + 1) / (high + 1);
}

static void weigh_hostility(toc_third *t) {
    double a = t->a.all ? t->a.hostility / t->a.all : 0, b = t->b.all ? t->b.hostility / t->b.all : 0;
    t->parts[TOC_THIRD_HOSTILITY] = (a + b) / 2;
    t->parts[TOC_THIRD_LEAN] = a > b ? a - b : b - a;
}

/* The weaker link of the two says what goes through a third party. */
static void tell_status(const seeker *s, toc_third *t) {
    const toc_third_side *sides[2] = {&t->a, &t->b}, *weak = &t->a;
    int open = (int)toc_way_value(s->way, TOC_WAY_OPEN_DAYS);
    int known = s->first == TOC_DAY_NONE ? 0 : (s->first > s->asof - SPAN ? s->asof - s->first + 1 : SPAN) - open;
    for (int i = 0; i < 2; i++)
        if (sides[i]->last < weak->last || (sides[i]->last == weak->last && sides[i]->recent < weak->recent))
            weak = sides[i];
    toc_way_use use = {.last = weak->last,
                       .broken = TOC_DAY_NONE,
                       .recent = weak->recent,
                       .past = weak->days + weak->before - weak->recent,
                       .past_days = known};
    t->status = toc_way_state(s->way, &use, s->asof);
    t->usual = toc_way_usual(s->way, &use);
}

static bool fights(const seeker *s, fighting armed, const toc_third_side *side) {
    return armed.days > 0 && armed.days >= toc_way_value(s->way, TOC_WAY_FIGHT_LEAST) &&
           armed.share >= side->all * toc_way_value(s->way, TOC_WAY_FIGHT_SHARE);
}

/* False: who fights is a party. */
static bool measure(const seeker *s, size_t slot, toc_err *err, toc_rc *rc) {
    toc_third *t = &s->thirds[slot];
    fighting armed[2] = {{0, 0}, {0, 0}};
    double half = toc_way_value(s->way, TOC_WAY_ACTS_HALF);
    count_days(s, s->days[slot], &t->a, &armed[0]);
    count_days(s, s->days[slot] + SPAN, &t->b, &armed[1]);
    if (fights(s, armed[0], &t->a) || fights(s, armed[1], &t->b))
        return false;
    find_records(s, t);
    if ((t->a.days == 0 || t->b.days == 0) && !t->record)
        return false;
    double acts = count_acts(s, s->days[slot], &t->acts);
    look_around(s, t->code, s->a, &t->a);
    look_around(s, t->code, s->b, &t->b);
    weigh_contact(s, t);
    weigh_hostility(t);
    t->parts[TOC_THIRD_ACTS] = acts / (acts + half);
    t->parts[TOC_THIRD_RECORD] = record_of(s, t);
    t->parts[TOC_THIRD_HOUSE] = t->a.member && t->b.member;
    t->parts[TOC_THIRD_ONESIDED] = t->a.member != t->b.member;
    t->parts[TOC_THIRD_BOUND] = (t->a.bound != NULL) != (t->b.bound != NULL) ? 1 - accepted(t) : 0;
    t->parts[TOC_THIRD_REGION] = (t->a.neighbour + t->b.neighbour) / 2.0;
    t->parts[TOC_THIRD_POWER] = power_of(s, t->code, err, rc);
    for (int i = 0; i < TOC_THIRD_PART_COUNT; i++)
        t->score += (i < TOC_THIRD_HOSTILITY ? 1 : -1) * t->parts[i] * toc_way_weight(s->way, (toc_third_part)i);
    tell_status(s, t);
    return true;
}

static int by_rank(const void *left, const void *right) {
    const toc_third *x = left, *y = right;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return toc_str_compare(x->code, y->code);
}

static toc_rc rank(seeker *s, size_t *count, toc_err *err) {
    toc_rc rc = TOC_OK;
    size_t kept = 0;
    for (size_t i = 0; i < s->count && rc == TOC_OK; i++)
        if (measure(s, i, err, &rc))
            s->thirds[kept++] = s->thirds[i];
    if (kept > 0)
        qsort(s->thirds, kept, sizeof *s->thirds, by_rank);
    *count = kept;
    return rc;
}

toc_rc toc_third_parties(toc_store *store, const toc_world *world, const toc_linking *linking, const toc_way *way,
                         const toc_side *a, const toc_side *b, toc_day asof, toc_arena *arena, toc_third **out,
                         size_t *count, toc_err *err) {
    seeker s = {.arena = arena, .way = way, .world = world, .a = a, .b = b, .asof = asof, .first = TOC_DAY_NONE};
    s.thirds = toc_arena_array(arena, THIRD_MAX, sizeof *s.thirds);
    s.days = toc_arena_array(arena, THIRD_MAX, sizeof *s.days);
    if (!s.thirds || !s.days)
        return no_memory(err);
    toc_map_init(&s.by_code);
    toc_map_init(&s.seen);
    toc_rc rc = read_side(store, &s, a, err);
    if (rc == TOC_OK)
        rc = read_side(store, &s, b, err);
    if (rc == TOC_OK)
        rc = look_at_happenings(&s, store, linking, err);
    if (rc == TOC_OK)
        rc = add_recorded(&s, err);
    toc_map_fini(&s.by_code);
    toc_map_fini(&s.seen);
    if (rc == TOC_OK)
        rc = rank(&s, count, err);
    *out = s.thirds;
    return rc;
}
