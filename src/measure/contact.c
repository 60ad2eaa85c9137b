/* Contacts between members of two sides, from done CONSULT and COOPERATE; the rule stands in doc/method/channels.md. */
#include "event/actor.h"
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

static bool is_contact(const toc_pair *pair, const toc_event *event) {
    return event->modality == TOC_DONE && (event->root == TOC_CONSULT || event->root == TOC_COOPERATE) &&
           toc_event_day(event) <= pair->asof && !toc_pair_presses(pair, event);
}

static size_t gather(const toc_pair *pair, meeting *out) {
    size_t count = 0;
    for (size_t i = 0; i < pair->count; i++) {
        const toc_event *event = &pair->events[i];
        if (!is_contact(pair, event))
            continue;
        toc_str from = toc_actor_root(event->source.code), to = toc_actor_root(event->target.code);
        bool forward = toc_side_has(&pair->a, from);
        out[count++] = (meeting){forward ? from : to, forward ? to : from, event};
    }
    qsort(out, count, sizeof *out, by_roots_then_day);
    return count;
}

static bool has_word(toc_str text, const char *const *words) {
    for (size_t at = 0; words[at]; at++) {
        toc_str word = toc_str_of(words[at]);
        for (size_t i = 0; i + word.len <= text.len; i++)
            if (toc_str_equal_icase(toc_str_slice(text, i, i + word.len), word))
                return true;
    }
    return false;
}

static toc_str level_of(const toc_event *event) {
    static const char *const heads[] = {
        "president", "prime minister", "chancellor", "secretary general", "secretary-general", "leader",
        "king",      "premier",        NULL};
    static const char *const ministers[] = {"minister", "secretary of state", "secretary of defense",
                                            "secretary of defence", NULL};
    static const char *const military[] = {"chief of", "general staff", "commander", "saceur", NULL};
    const toc_str texts[2] = {event->source.text, event->target.text};
    for (size_t i = 0; i < 2; i++)
        if (has_word(texts[i], heads))
            return TOC_STR("heads");
    for (size_t i = 0; i < 2; i++)
        if (has_word(texts[i], ministers))
            return TOC_STR("ministers");
    if (toc_actor_has_sector(event->source.code, TOC_STR("MIL")) ||
        toc_actor_has_sector(event->target.code, TOC_STR("MIL")) || has_word(texts[0], military) ||
        has_word(texts[1], military))
        return TOC_STR("military");
    return TOC_STR("officials");
}

static const char *status_of(const toc_contact *contact, toc_day asof) {
    if (asof - contact->last < 90)
        return "open";
    if (contact->last_365 == 0)
        return "silent";
    return contact->last_365 < contact->before_365 ? "thinning" : "quiet";
}

/* Meetings of one pair of roots, in order of days; a day and the day after it count as one contact. */
static toc_contact fold(const meeting *meetings, size_t count, toc_day asof) {
    toc_contact contact = {.a = meetings[0].a, .b = meetings[0].b};
    toc_day counted = TOC_DAY_NONE;
    for (size_t i = 0; i < count; i++) {
        toc_day day = toc_event_day(meetings[i].event);
        contact.last = day;
        contact.last_event = meetings[i].event->id;
        contact.level = level_of(meetings[i].event);
        if (counted != TOC_DAY_NONE && day - counted <= 1)
            continue;
        counted = day;
        contact.last_365 += day > asof - 365;
        contact.before_365 += day > asof - 730 && day <= asof - 365;
    }
    contact.status = status_of(&contact, asof);
    return contact;
}

static int newest_first(const void *left, const void *right) {
    const toc_contact *x = left, *y = right;
    if (x->last != y->last)
        return x->last > y->last ? -1 : 1;
    int order = toc_str_compare(x->a, y->a);
    return order ? order : toc_str_compare(x->b, y->b);
}

toc_rc toc_pair_contacts(const toc_pair *pair, toc_arena *arena, toc_contact **out, size_t *count, toc_err *err) {
    meeting *meetings = toc_arena_array(arena, pair->count + 1, sizeof *meetings);
    toc_contact *contacts = toc_arena_array(arena, pair->count + 1, sizeof *contacts);
    if (!meetings || !contacts)
        return toc_err_set(err, TOC_ENOMEM, "out of memory for the contacts of %zu events", pair->count);
    size_t found = gather(pair, meetings), made = 0;
    for (size_t from = 0, to; from < found; from = to) {
        for (to = from; to < found && toc_str_equal(meetings[to].a, meetings[from].a) &&
                        toc_str_equal(meetings[to].b, meetings[from].b);
             to++)
            ;
        contacts[made++] = fold(meetings + from, to - from, pair->asof);
    }
    qsort(contacts, made, sizeof *contacts, newest_first);
    *out = contacts;
    *count = made;
    return TOC_OK;
}
