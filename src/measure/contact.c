/* Contacts between members of two sides, from done CONSULT and COOPERATE; the rule stands in doc/method/channels.md. */
#include "event/actor.h"
#include "measure/way.h"
#include "measure/weights.h"

#include <stdlib.h>
#include <string.h>

typedef struct meeting {
    toc_str a, b; /* root on side a, root on side b */
    const toc_event *event;
} meeting;

static int by_roots_then_day(const void *left, const void *right) {
    const meeting *x = left, *y = right;
    int order = toc_str_compare(x->a, y->a);
    if (order == 0)
        order = toc_str_compare(x->b, y->b);
    toc_day left_day = toc_event_day(x->event), right_day = toc_event_day(y->event);
    if (order == 0)
        order = (left_day > right_day) - (left_day < right_day);
    return order ? order : strcmp(x->event->id.text, y->event->id.text);
}

static bool is_between(const toc_pair *pair, const toc_event *event) {
    return event->modality == TOC_DONE && toc_event_day(event) <= pair->asof && !toc_pair_presses(pair, event) &&
           toc_actor_is_official(event->source.code) && toc_actor_is_official(event->target.code);
}

static bool is_meeting(const toc_event *event) {
    return event->root == TOC_CONSULT || event->root == TOC_COOPERATE;
}

static size_t gather(const toc_pair *pair, const toc_way *way, meeting *out) {
    size_t count = 0;
    for (size_t i = 0; i < pair->count; i++) {
        const toc_event *event = &pair->events[i];
        if (!is_between(pair, event) || !(is_meeting(event) || toc_way_breaks(way, event->cameo)))
            continue;
        toc_str from = toc_actor_root(event->source.code), to = toc_actor_root(event->target.code);
        bool forward = toc_side_has(&pair->a, from);
        out[count++] = (meeting){forward ? from : to, forward ? to : from, event};
    }
    qsort(out, count, sizeof *out, by_roots_then_day);
    return count;
}

/* What the figures of one pair of roots are made with. */
typedef struct folder {
    const toc_pair *pair;
    const toc_way *way;
    toc_office_fn *office;
    void *ctx;
} folder;

static int rank_of(toc_str level) {
    static const char *const order[] = {"officials", "military", "ministers", "heads"};
    for (int i = 0; i < 4; i++)
        if (toc_str_equal(level, toc_str_of(order[i])))
            return i + 1;
    return 0;
}

static toc_str level_of_party(const folder *f, const toc_party *party, toc_day day) {
    toc_str level = toc_way_level(f->way, party->text);
    if (level.len == 0 && f->office)
        level = toc_way_level(f->way, f->office(f->ctx, party->text, party->code, day));
    if (level.len == 0 && toc_actor_has_sector(party->code, TOC_STR("MIL")))
        level = TOC_STR("military");
    return level;
}

/* The higher of the two who met: a president and an envoy is a contact of heads. */
static toc_str level_of(const folder *f, const toc_event *event) {
    toc_day day = toc_event_day(event);
    toc_str a = level_of_party(f, &event->source, day), b = level_of_party(f, &event->target, day);
    toc_str level = rank_of(a) >= rank_of(b) ? a : b;
    return rank_of(level) == 0 ? TOC_STR("officials") : level;
}

static void count_contact(const folder *f, toc_day day, toc_contact *contact, toc_way_use *use) {
    toc_day asof = f->pair->asof;
    int open = (int)toc_way_value(f->way, TOC_WAY_OPEN_DAYS), past = (int)toc_way_value(f->way, TOC_WAY_PAST_DAYS);
    contact->last_365 += day > asof - 365;
    contact->before_365 += day > asof - 730 && day <= asof - 365;
    use->recent += day > asof - open;
    use->past += day <= asof - open && day > asof - open - past;
}

static void take_meeting(const folder *f, const toc_event *event, toc_contact *contact) {
    toc_day day = toc_event_day(event);
    toc_str level = level_of(f, event);
    if (day != contact->last || rank_of(level) > rank_of(contact->level)) {
        contact->last_event = event->id;
        contact->level = level;
    }
    contact->last = day;
    if (day > f->pair->asof - 365 && rank_of(level) > rank_of(contact->highest))
        contact->highest = level;
}

/* Days before the open days of which the ledger can tell. */
static int past_days(const folder *f) {
    int open = (int)toc_way_value(f->way, TOC_WAY_OPEN_DAYS), most = (int)toc_way_value(f->way, TOC_WAY_PAST_DAYS);
    toc_day first = f->pair->count ? toc_event_day(&f->pair->events[0]) : f->pair->asof;
    int days = f->pair->asof - open - first + 1;
    return days < 0 ? 0 : days > most ? most : days;
}

/* Meetings of one pair of roots, in order of days; a day and the day after it count as one contact. */
static toc_contact fold(const folder *f, const meeting *meetings, size_t count) {
    toc_contact contact = {
        .a = meetings[0].a, .b = meetings[0].b, .last = TOC_DAY_NONE, .broken = TOC_DAY_NONE, .level = {"", 0}};
    toc_way_use use = {.broken = TOC_DAY_NONE, .past_days = past_days(f)};
    toc_day counted = TOC_DAY_NONE;
    contact.past_known = f->pair->count && toc_event_day(&f->pair->events[0]) <= f->pair->asof - 729;
    for (size_t i = 0; i < count; i++) {
        toc_day day = toc_event_day(meetings[i].event);
        if (!is_meeting(meetings[i].event)) {
            contact.broken = day;
            contact.broken_by = meetings[i].event->id;
            continue;
        }
        take_meeting(f, meetings[i].event, &contact);
        if (counted != TOC_DAY_NONE && day - counted <= 1)
            continue;
        counted = day;
        count_contact(f, day, &contact, &use);
    }
    use.last = contact.last;
    use.broken = contact.broken;
    contact.recent = use.recent;
    contact.usual = toc_way_usual(f->way, &use);
    contact.status = toc_way_state(f->way, &use, f->pair->asof);
    return contact;
}

static int newest_first(const void *left, const void *right) {
    const toc_contact *x = left, *y = right;
    if (x->last != y->last)
        return x->last > y->last ? -1 : 1;
    int order = toc_str_compare(x->a, y->a);
    return order ? order : toc_str_compare(x->b, y->b);
}

const toc_id *toc_contact_id(const toc_contact *contact) {
    return contact->last_event.text[0] ? &contact->last_event : &contact->broken_by;
}

toc_rc toc_pair_contacts(const toc_pair *pair, const toc_way *way, toc_office_fn *office, void *ctx, toc_arena *arena,
                         toc_contact **out, size_t *count, toc_err *err) {
    folder f = {pair, way, office, ctx};
    meeting *meetings = toc_arena_array(arena, pair->count + 1, sizeof *meetings);
    toc_contact *contacts = toc_arena_array(arena, pair->count + 1, sizeof *contacts);
    if (!meetings || !contacts)
        return toc_err_set(err, TOC_ENOMEM, "out of memory for the contacts of %zu events", pair->count);
    size_t found = gather(pair, way, meetings), made = 0;
    for (size_t from = 0, to; from < found; from = to) {
        for (to = from; to < found && toc_str_equal(meetings[to].a, meetings[from].a) &&
                        toc_str_equal(meetings[to].b, meetings[from].b);
             to++)
            ;
        contacts[made++] = fold(&f, meetings + from, to - from);
    }
    qsort(contacts, made, sizeof *contacts, newest_first);
    *out = contacts;
    *count = made;
    return TOC_OK;
}
