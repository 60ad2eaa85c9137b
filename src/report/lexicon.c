/* Text is aligned by a column of labels; JSON holds the same under the same names. */
#include "report/lexicon.h"

#include "report/member.h"

/* ---- check ---- */

void toc_checked_add_fault(toc_buf *faults, bool json, const char *path, size_t line, const char *reason) {
    if (!json) {
        toc_buf_printf(faults, "%s:%zu: %s\n", path, line, reason);
        return;
    }
    toc_buf_printf(faults, "%s{\"line\":%zu,\"reason\":", faults->len > 0 ? "," : "", line);
    toc_buf_add_json(faults, toc_str_of(reason));
    toc_buf_add_char(faults, '}');
}

/* Whole faults only: a buffer that has failed may end within one. */
static toc_str whole_faults(const toc_buf *faults, bool json) {
    toc_str text = toc_buf_str(faults);
    char mark = json ? '}' : '\n';
    while (faults->failed && text.len > 0 && text.ptr[text.len - 1] != mark) {
        text.len--;
    }
    return text;
}

static void file_as_json(toc_buf *out, const toc_checked_file *file, toc_str faults) {
    toc_buf_add_cstr(out, "{\"file\":");
    toc_buf_add_json(out, file->path);
    if (file->refusal.len > 0) {
        toc_buf_add_cstr(out, ",\"refused\":");
        toc_buf_add_json(out, file->refusal);
    } else {
        toc_buf_add_cstr(out, ",\"kind\":");
        toc_buf_add_json(out, file->kind);
    }
    for (size_t i = 0; i < file->count_count; i++) {
        toc_buf_printf(out, ",\"%s\":%lld", file->counts[i].name, (long long)file->counts[i].value);
    }
    toc_buf_printf(out, ",\"faulty\":%lld,\"faults\":[", (long long)file->faults);
    toc_buf_add(out, faults);
    toc_buf_add_cstr(out, "]}");
}

static void file_as_text(toc_buf *out, const toc_checked_file *file, toc_str faults) {
    if (file->refusal.len > 0) {
        toc_buf_printf(out, "%.*s: refused\n  %.*s\n", TOC_FMT(file->path), TOC_FMT(file->refusal));
        return;
    }
    toc_buf_printf(out, "%.*s: %.*s\n ", TOC_FMT(file->path), TOC_FMT(file->kind));
    for (size_t i = 0; i < file->count_count; i++) {
        if (file->counts[i].value > 0) {
            toc_buf_printf(out, " %s %lld,", file->counts[i].name, (long long)file->counts[i].value);
        }
    }
    toc_buf_printf(out, " faulty lines %lld\n", (long long)file->faults);
    toc_buf_add(out, faults);
}

void toc_checked_add_file(toc_buf *out, bool json, bool first, const toc_checked_file *file, const toc_buf *faults) {
    toc_str shown = whole_faults(faults, json);
    if (json) {
        toc_buf_add_cstr(out, first ? "" : ",");
        file_as_json(out, file, shown);
        return;
    }
    file_as_text(out, file, shown);
    if (faults->failed) {
        toc_buf_printf(out, "%.*s: there are more faults than are shown\n", TOC_FMT(file->path));
    }
}

/* ---- find ---- */

static void row_as_json(toc_buf *out, const char *name, const toc_found_row *row) {
    if (row->phrase.len == 0) {
        toc_buf_printf(out, ",\"%s\":null", name);
        return;
    }
    toc_buf_printf(out, ",\"%s\":{\"phrase\":", name);
    toc_buf_add_json(out, row->phrase);
    toc_member_add_text(out, "code", row->code);
    toc_member_add_text(out, "row", row->place);
    toc_buf_add_char(out, '}');
}

static void answer_as_json(toc_buf *out, const toc_found_answer *a) {
    toc_buf_printf(out, "{\"chosen\":%s,\"in_term\":%s", a->chosen ? "true" : "false", a->in_term ? "true" : "false");
    toc_member_add_text(out, "rule", a->rule);
    toc_member_add_text(out, "words", a->words);
    toc_member_add_text(out, "code", a->code);
    toc_member_add_text(out, "party", a->party);
    toc_member_add_text(out, "name", a->name);
    toc_member_add_text(out, "office", a->office);
    toc_member_add_day(out, "from", a->from);
    toc_member_add_day(out, "to", a->to);
    row_as_json(out, "row", &a->row);
    row_as_json(out, "role", &a->role);
    row_as_json(out, "beside", &a->beside);
    toc_buf_add_char(out, '}');
}

static void found_as_json(toc_buf *out, const toc_found_words *found) {
    char day[11];
    toc_buf_add_cstr(out, "{\"text\":");
    toc_buf_add_json(out, found->text);
    toc_member_add_text(out, "on", toc_str_of(toc_day_format(found->on, day)));
    toc_buf_printf(out, ",\"known\":%s,\"answers\":[", found->answer_count > 0 ? "true" : "false");
    for (size_t i = 0; i < found->answer_count; i++) {
        toc_buf_add_cstr(out, i > 0 ? "," : "");
        answer_as_json(out, &found->answers[i]);
    }
    toc_buf_add_char(out, ']');
    toc_member_add_text(out, "unknown", found->unknown);
    toc_buf_add_cstr(out, ",\"near\":[");
    for (size_t i = 0; i < found->near_count; i++) {
        toc_buf_add_cstr(out, i > 0 ? "," : "");
        toc_buf_add_json(out, found->near[i]);
    }
    toc_buf_add_cstr(out, "]}\n");
}

/* ", from 2020-01-20 to 2022-05-01"; the last day is inclusive here. */
static void add_term(toc_buf *out, const toc_found_answer *a) {
    char day[11];
    if (a->from != TOC_DAY_NONE) {
        toc_buf_printf(out, ", from %s", toc_day_format(a->from, day));
    }
    if (a->to != TOC_DAY_NONE) {
        toc_buf_printf(out, ", to %s", toc_day_format(a->to - 1, day));
    }
    if (!a->in_term) {
        toc_buf_add_cstr(out, ": not on this day");
    }
}

static void add_row(toc_buf *out, const char *label, const toc_found_row *row) {
    if (row->phrase.len > 0) {
        toc_buf_printf(out, "  %-8s \"%.*s\" (%.*s), %.*s\n", label, TOC_FMT(row->phrase),
                       TOC_FMT(row->code.len > 0 ? row->code : TOC_STR("no code")), TOC_FMT(row->place));
    }
}

static void answer_as_text(toc_buf *out, const toc_found_answer *a) {
    if (a->code.len > 0) {
        toc_buf_printf(out, "  %-8s %.*s: %.*s\n", "code", TOC_FMT(a->code), TOC_FMT(a->party));
    } else {
        toc_buf_printf(out, "  %-8s none: \"%.*s\" stands for nobody on this day\n", "code", TOC_FMT(a->words));
    }
    if (a->name.len > 0) {
        toc_buf_printf(out, "  %-8s %.*s", "who", TOC_FMT(a->name));
        if (a->office.len > 0) {
            toc_buf_printf(out, ", %.*s", TOC_FMT(a->office));
        }
        add_term(out, a);
        toc_buf_add_char(out, '\n');
    }
    toc_buf_printf(out, "  %-8s %.*s", "why", TOC_FMT(a->rule));
    if (a->name.len == 0) {
        add_term(out, a);
    }
    toc_buf_add_char(out, '\n');
    add_row(out, "row", &a->row);
    if (!toc_str_equal(a->role.place, a->row.place)) {
        add_row(out, "role", &a->role);
    }
    add_row(out, "beside", &a->beside);
}

static void also_as_text(toc_buf *out, const toc_found_answer *a) {
    toc_buf_printf(out, "  %-12.*s %.*s", TOC_FMT(a->code.len > 0 ? a->code : TOC_STR("nobody")),
                   TOC_FMT(a->name.len > 0 ? a->name : a->row.phrase));
    if (a->office.len > 0) {
        toc_buf_printf(out, ", %.*s", TOC_FMT(a->office));
    }
    add_term(out, a);
    toc_buf_printf(out, " (%.*s)\n", TOC_FMT(a->row.place));
}

static void found_as_text(toc_buf *out, const toc_found_words *found) {
    char day[11];
    bool also = false;
    toc_buf_printf(out, "\"%.*s\" on %s\n", TOC_FMT(found->text), toc_day_format(found->on, day));
    for (size_t i = 0; i < found->answer_count; i++) {
        const toc_found_answer *a = &found->answers[i];
        if (a->chosen) {
            toc_buf_add_cstr(out, i > 0 ? "\n" : "");
            answer_as_text(out, a);
            continue;
        }
        toc_buf_add_cstr(out, also ? "" : "could also be\n");
        also = true;
        also_as_text(out, a);
    }
    if (found->unknown.len > 0 || found->answer_count == 0) {
        toc_buf_printf(out, "nothing is known of \"%.*s\"\n",
                       TOC_FMT(found->unknown.len > 0 ? found->unknown : found->text));
    }
    for (size_t i = 0; i < found->near_count; i++) {
        toc_buf_printf(out, "%s\"%.*s\"%s", i == 0 ? "near in spelling: " : ", ", TOC_FMT(found->near[i]),
                       i + 1 == found->near_count ? "\n" : "");
    }
}

void toc_found_words_add(toc_buf *out, bool json, const toc_found_words *found) {
    if (json) {
        found_as_json(out, found);
    } else {
        found_as_text(out, found);
    }
}
