/*
 * channels: the way out, for people and for other programmes: contacts between the sides, standing channels of the
 * world's tables, what goes through organisations and third parties; and third parties ranked as mediators, with
 * reasons for and against. Every line carries an id that `tocsin why` opens.
 */
#ifndef TOC_REPORT_CHANNELS_H
#define TOC_REPORT_CHANNELS_H

#include "measure/way.h"
#include "report/brief.h"

typedef struct toc_way_report {
    const toc_world *world;
    const toc_pair *pair;
    const toc_way *way;
    const toc_contact *contacts;
    size_t contact_count;
    const toc_third *thirds;
    size_t third_count;
} toc_way_report;

/* Rows of channels.tsv between the sides whose spell holds the day, those that work first, then by use in a crisis;
 * at most max. Returns how many. */
size_t toc_channels_standing(const toc_world *world, const toc_pair *pair, const toc_channel **rows, size_t max);
bool toc_channel_works(const toc_channel *channel); /* open or thinning */

/* most: third parties shown. */
void toc_channels_add_text(toc_buf *out, const toc_way_report *report, size_t most, toc_text_style style);
void toc_channels_add_json(toc_buf *out, const toc_way_report *report);
void toc_mediators_add_text(toc_buf *out, const toc_way_report *report, size_t most, toc_text_style style);
void toc_mediators_add_json(toc_buf *out, const toc_way_report *report, size_t most);

#endif
