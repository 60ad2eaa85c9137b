/* Standing channels of the world's tables: which hold on the day, and in which order they are told. */
#include "report/channels.h"

#include <stdlib.h>

bool toc_channel_works(const toc_channel *channel) {
    return toc_str_equal(channel->status, TOC_STR("open")) || toc_str_equal(channel->status, TOC_STR("thinning"));
}

/* Use in a crisis comes first: our choice, see doc/method/channels.md. */
static int kind_rank(toc_str kind) {
    static const char *const order[] = {"leaders hotline", "military hotline", "political",    "military",
                                        "back channel",    "intelligence",     "notification", "diplomatic"};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        if (toc_str_equal(kind, toc_str_of(order[i])))
            return (int)i;
    return (int)(sizeof order / sizeof *order);
}

static int best_channel_first(const void *left, const void *right) {
    const toc_channel *a = *(const toc_channel *const *)left, *b = *(const toc_channel *const *)right;
    if (toc_channel_works(a) != toc_channel_works(b))
        return toc_channel_works(a) ? -1 : 1;
    if (!toc_channel_works(a) && a->from != b->from)
        return a->from > b->from ? -1 : 1;
    if (!toc_str_equal(a->status, b->status))
        return toc_str_equal(a->status, TOC_STR("open")) ? -1 : toc_str_equal(b->status, TOC_STR("open")) ? 1 : 0;
    if (kind_rank(a->kind) != kind_rank(b->kind))
        return kind_rank(a->kind) - kind_rank(b->kind);
    return toc_str_compare(a->id, b->id);
}

static bool crosses(const toc_pair *pair, toc_str x, toc_str y) {
    return (toc_side_has(&pair->a, x) && toc_side_has(&pair->b, y)) ||
           (toc_side_has(&pair->a, y) && toc_side_has(&pair->b, x));
}

size_t toc_channels_standing(const toc_world *world, const toc_pair *pair, const toc_channel **rows, size_t max) {
    size_t total, count = 0;
    const toc_channel *all = toc_world_channels(world, &total);
    for (size_t i = 0; i < total && count < max; i++) {
        bool holds = all[i].from <= pair->asof && (all[i].to == TOC_DAY_NONE || all[i].to > pair->asof);
        if (holds && crosses(pair, all[i].side_a, all[i].side_b))
            rows[count++] = &all[i];
    }
    if (count > 0)
        qsort(rows, count, sizeof *rows, best_channel_first);
    return count;
}
