/* Dates, numbers, parties and lines of text for people; see words.h. */
#include "report/words.h"

#include "event/actor.h"

#include <stdio.h>

static const char *const months[12] = {"January", "February", "March",     "April",   "May",      "June",
                                       "July",    "August",   "September", "October", "November", "December"};

toc_str toc_words_date(toc_arena *arena, toc_day day) {
    if (day == TOC_DAY_NONE)
        return TOC_STR("no date");
    toc_civil civil = toc_day_civil(day);
    return toc_arena_printf(arena, "%d %s %d", civil.day, months[civil.month - 1], civil.year);
}

toc_str toc_words_month(toc_arena *arena, toc_day day) {
    if (day == TOC_DAY_NONE)
        return TOC_STR("no date");
    toc_civil civil = toc_day_civil(day);
    return toc_arena_printf(arena, "%s %d", months[civil.month - 1], civil.year);
}

toc_str toc_words_iso(toc_arena *arena, toc_day day) {
    char text[11];
    return toc_arena_str(arena, toc_str_of(toc_day_format(day, text)));
}

toc_str toc_words_count(toc_arena *arena, int64_t number) {
    char digits[32], out[48];
    int length = snprintf(digits, sizeof digits, "%lld", (long long)(number < 0 ? -number : number)), to = 0;
    if (number < 0)
        out[to++] = '-';
    for (int i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0)
            out[to++] = ',';
        out[to++] = digits[i];
    }
    return toc_arena_str(arena, (toc_str){out, (size_t)to});
}

static const char *sector_words(toc_str sectors) {
    static const struct {
        const char *sectors, *words;
    } table[] = {{"GOVMIL", "defence ministry"},
                 {"MIL", "military"},
                 {"COP", "police"},
                 {"OPP", "opposition"},
                 {"LEG", "parliament"},
                 {"JUD", "courts"},
                 {"REB", "rebels"},
                 {"SPY", "intelligence"},
                 {"MED", "media"},
                 {"BUS", "business"},
                 {"CVL", "civilians"},
                 {"UAF", "armed groups"},
                 {"LAB", "workers"},
                 {"NGO", "NGO"},
                 {"CRM", "criminals"},
                 {"PTY", "a party"}};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (toc_str_equal(sectors, toc_str_of(table[i].sectors)) ||
            toc_str_equal(toc_str_slice(sectors, 3, sectors.len), toc_str_of(table[i].sectors)))
            return table[i].words;
    return NULL;
}

toc_str toc_words_name(const toc_world *world, toc_str code) {
    return toc_world_is_bloc(world, code) && code.len <= 4 ? code : toc_world_name(world, code);
}

toc_str toc_words_party(toc_arena *arena, const toc_world *world, toc_str code) {
    toc_str root = toc_actor_root(code);
    const char *sector = sector_words(toc_actor_sectors(code));
    if (code.len == 0)
        return TOC_STR("nobody named");
    toc_str name = root.len ? toc_words_name(world, root) : sector ? toc_str_of(sector) : code;
    return sector && root.len ? toc_arena_printf(arena, "%.*s (%s)", TOC_FMT(name), sector) : name;
}

toc_str toc_words_list(toc_arena *arena, const toc_world *world, const toc_str *codes, size_t count, size_t max) {
    toc_str text = TOC_STR("");
    size_t shown = count <= max + 1 ? count : max;
    for (size_t i = 0; i < shown; i++) {
        toc_str name = toc_words_name(world, codes[i]);
        const char *joint = i == 0 ? "" : i + 1 == count ? " and " : ", ";
        text = toc_arena_printf(arena, "%.*s%s%.*s", TOC_FMT(text), joint, TOC_FMT(name));
    }
    if (shown < count)
        text = toc_arena_printf(arena, "%.*s and %zu more", TOC_FMT(text), count - shown);
    return text;
}

static bool starts_character(char c) {
    return ((unsigned char)c & 0xC0) != 0x80;
}

size_t toc_words_width(toc_str text) {
    size_t width = 0;
    for (size_t i = 0; i < text.len; i++)
        width += starts_character(text.ptr[i]);
    return width;
}

void toc_words_pad(toc_buf *out, toc_str text, size_t width) {
    toc_buf_add(out, text);
    for (size_t i = toc_words_width(text); i < width; i++)
        toc_buf_add_char(out, ' ');
}

toc_str toc_words_cut(toc_arena *arena, toc_str text, size_t max_chars) {
    size_t chars = 0, end = 0;
    if (toc_words_width(text) <= max_chars)
        return text;
    for (size_t i = 0; i < text.len && chars < max_chars; i++) {
        chars += starts_character(text.ptr[i]);
        if (text.ptr[i] == ' ')
            end = i;
    }
    while (end > 0 && (text.ptr[end - 1] == ',' || text.ptr[end - 1] == ';' || text.ptr[end - 1] == ' '))
        end--;
    return toc_arena_printf(arena, "%.*s …", (int)end, text.ptr);
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* Does text name a day, month or year after asof? Years are 4 digits standing alone or before "-MM" and "-DD". */
static bool names_later(toc_str text, toc_day asof) {
    char limit[11];
    toc_day_format(asof, limit);
    for (size_t i = 0; i + 4 <= text.len; i++) {
        size_t run = 0;
        if (i > 0 && (is_digit(text.ptr[i - 1]) || text.ptr[i - 1] == '.' || text.ptr[i - 1] == ','))
            continue;
        while (i + run < text.len && run < 10 &&
               (is_digit(text.ptr[i + run]) || (run >= 4 && text.ptr[i + run] == '-')))
            run++;
        bool year = run >= 4 && is_digit(text.ptr[i]) && is_digit(text.ptr[i + 3]) &&
                    (run == 4 || text.ptr[i + 4] == '-') && (text.ptr[i] == '1' || text.ptr[i] == '2');
        toc_str shown = {text.ptr + i, run}, same = {limit, run < 10 ? run : 10};
        if (year && toc_str_compare(shown, same) > 0)
            return true;
    }
    return false;
}

toc_str toc_words_known(toc_arena *arena, toc_str text, toc_day asof) {
    toc_str known = TOC_STR("");
    for (toc_str rest = text; rest.ptr;) {
        toc_str part = toc_str_trim(toc_str_cut(&rest, ';'));
        if (part.len == 0 || names_later(part, asof) || toc_str_starts(part, TOC_STR("orig:")))
            continue;
        known = known.len ? toc_arena_printf(arena, "%.*s; %.*s", TOC_FMT(known), TOC_FMT(part)) : part;
    }
    return known;
}

size_t toc_words_wrap(toc_buf *out, toc_str text, size_t column, size_t indent, size_t width) {
    for (toc_str rest = text; rest.ptr;) {
        toc_str word = toc_str_cut(&rest, ' ');
        size_t wide = toc_words_width(word);
        if (wide == 0)
            continue;
        if (column > indent && column + 1 + wide > width) {
            toc_buf_printf(out, "\n%*s", (int)indent, "");
            column = indent;
        } else if (column > indent) {
            toc_buf_add_char(out, ' ');
            column++;
        }
        toc_buf_add(out, word);
        column += wide;
    }
    return column;
}
