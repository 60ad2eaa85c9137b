/*
 * The recipe: read -> cut -> parse -> write, sentence by sentence.
 */
#include "op/op_parse.h"

#include "base/file.h"

enum { OUTPUT_BYTES_MAX = 1 << 30, LINE_BYTES_MAX = 1 << 20, ROWS_MAX = TOC_SYNTAX_TOKENS_MAX };

typedef struct parsing {
    const toc_parse_options *options;
    toc_parse_counts *counts;
    const toc_syntax *syntax;
    toc_arena arena; /* of one document, or of one sentence of CoNLL-U */
    toc_buf out;
} parsing;

static void on_reject(void *ctx, const toc_reject *reject) {
    parsing *run = ctx;
    run->counts->rejects++;
    if (run->options->reject != NULL) {
        run->options->reject(run->options->ctx, reject);
    }
}

static toc_rc hand_over(parsing *run, toc_err *err) {
    if (run->out.failed) {
        return toc_err_set(err, TOC_ENOMEM, "no memory for the trees of \"%s\"", run->options->path);
    }
    toc_rc rc = run->out.len > 0 ? run->options->write(run->options->ctx, toc_buf_str(&run->out), err) : TOC_OK;
    toc_buf_clear(&run->out);
    return rc;
}

/* LEMMA to DEPS of a row, behind its form. */
static void add_node(parsing *run, const toc_node *node) {
    toc_str lemma = node->lemma.len > 0 ? node->lemma : TOC_STR("_");
    toc_buf_printf(&run->out, "\t%.*s\t%s\t%s\t_\t%u\t%s\t_\t", TOC_FMT(lemma), toc_upos_name(node->upos),
                   toc_syntax_tag_name(run->syntax, node->tag), (unsigned)node->head, toc_rel_name(node->rel));
}

/* ---- text ---- */

/* Text on one line: line ends and tabs become spaces. */
static void add_line(parsing *run, toc_str text) {
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        toc_buf_add_char(&run->out, c == '\n' || c == '\r' || c == '\t' ? ' ' : c);
    }
}

static toc_rc show_sentence(parsing *run, toc_str text, toc_err *err) {
    toc_token *tokens = NULL;
    toc_node *nodes = NULL;
    size_t count = 0;
    toc_rc rc = toc_text_tokens(text, &run->arena, &tokens, &count, err);
    rc = rc == TOC_OK ? toc_syntax_parse(run->syntax, tokens, count, &run->arena, &nodes, err) : rc;
    if (rc != TOC_OK || count == 0) {
        return rc;
    }
    run->counts->sentences++;
    run->counts->tokens += (int64_t)count;
    toc_buf_printf(&run->out, "# sent_id = %lld\n# text = ", (long long)run->counts->sentences);
    add_line(run, text);
    toc_buf_add_char(&run->out, '\n');
    for (size_t i = 0; i < count; i++) {
        toc_buf_printf(&run->out, "%zu\t", i + 1);
        add_line(run, tokens[i].text);
        add_node(run, &nodes[i]);
        toc_buf_add_cstr(&run->out, tokens[i].space_after ? "_\n" : "SpaceAfter=No\n");
    }
    toc_buf_add_char(&run->out, '\n');
    return TOC_OK;
}

static toc_rc show_document(parsing *run, const toc_document *document, toc_err *err) {
    toc_sentence *sentences = NULL;
    size_t count = 0;
    run->counts->documents++;
    toc_buf_printf(&run->out, "# newdoc id = %s\n", document->id.text);
    toc_rc rc = toc_text_sentences(document->text, &run->arena, &sentences, &count, err);
    for (size_t i = 0; i < count && rc == TOC_OK; i++) {
        if (i == 0 || sentences[i].paragraph != sentences[i - 1].paragraph) {
            toc_buf_add_cstr(&run->out, "# newpar\n");
        }
        rc = show_sentence(run, toc_str_slice(document->text, sentences[i].from, sentences[i].to), err);
    }
    return rc == TOC_OK ? hand_over(run, err) : rc;
}

static toc_rc parse_text(parsing *run, toc_err *err) {
    toc_docs *docs = NULL;
    bool more = true;
    toc_rc rc = toc_docs_open(run->options->path, run->options->format, TOC_DAY_NONE, on_reject, run, &docs, err);
    while (rc == TOC_OK && more) {
        toc_document document;
        toc_arena_clear(&run->arena);
        rc = toc_docs_next(docs, &run->arena, &document, &more, err);
        if (rc == TOC_OK && more) {
            rc = show_document(run, &document, err);
        }
    }
    toc_docs_close(docs);
    return rc;
}

/* ---- CoNLL-U ---- */

/* The lines of one sentence; cells point into the arena. */
typedef struct block {
    toc_str *lines;
    size_t count, room;
} block;

static bool is_word(toc_str line) {
    toc_str rest = line;
    int64_t id;
    return line.len > 0 && line.ptr[0] != '#' && toc_str_to_i64(toc_str_cut(&rest, '\t'), &id);
}

static toc_rc block_add(parsing *run, block *b, toc_str line, toc_err *err) {
    if (b->count == b->room) {
        size_t room = b->room > 0 ? b->room * 2 : 64;
        toc_str *lines = room <= 4 * ROWS_MAX ? toc_arena_array(&run->arena, room, sizeof *lines) : NULL;
        if (lines == NULL) {
            return toc_err_set(err, TOC_ELIMIT, "a sentence of more than %zu lines in \"%s\"", b->count,
                               run->options->path);
        }
        for (size_t i = 0; i < b->count; i++) {
            lines[i] = b->lines[i];
        }
        b->lines = lines;
        b->room = room;
    }
    b->lines[b->count] = toc_arena_str(&run->arena, line);
    if (b->lines[b->count++].ptr == NULL) {
        return toc_err_set(err, TOC_ENOMEM, "no memory for a line of \"%s\"", run->options->path);
    }
    return TOC_OK;
}

static void add_row(parsing *run, toc_str line, const toc_node *node) {
    toc_str rest = line, cell = {NULL, 0};
    for (int k = 0; k < 10 && rest.ptr != NULL; k++) {
        cell = toc_str_cut(&rest, '\t');
        if (k < 2) {
            toc_buf_add_cstr(&run->out, k > 0 ? "\t" : "");
            toc_buf_add(&run->out, cell);
        }
    }
    add_node(run, node);
    toc_buf_add(&run->out, cell);
    toc_buf_add_char(&run->out, '\n');
}

static toc_rc block_parse(parsing *run, const block *b, toc_err *err) {
    toc_token *tokens = toc_arena_array(&run->arena, b->count + 1, sizeof *tokens);
    toc_node *nodes = NULL;
    size_t count = 0, at = 0;
    if (tokens == NULL) {
        return toc_err_set(err, TOC_ENOMEM, "no memory for a sentence of \"%s\"", run->options->path);
    }
    for (size_t i = 0; i < b->count; i++) {
        if (is_word(b->lines[i])) {
            toc_str rest = b->lines[i];
            toc_str_cut(&rest, '\t');
            tokens[count++].text = rest.ptr != NULL ? toc_str_cut(&rest, '\t') : TOC_STR("_");
        }
    }
    toc_rc rc = toc_syntax_parse(run->syntax, tokens, count, &run->arena, &nodes, err);
    for (size_t i = 0; i < b->count && rc == TOC_OK; i++) {
        if (is_word(b->lines[i])) {
            add_row(run, b->lines[i], &nodes[at++]);
        } else {
            toc_buf_add(&run->out, b->lines[i]);
            toc_buf_add_char(&run->out, '\n');
        }
    }
    run->counts->sentences += count > 0;
    run->counts->tokens += (int64_t)count;
    toc_buf_add_char(&run->out, '\n');
    return rc == TOC_OK ? hand_over(run, err) : rc;
}

static toc_rc lines_parse(parsing *run, toc_reader *reader, toc_err *err) {
    block b = {NULL, 0, 0};
    bool more = true, cut = false;
    toc_rc rc = TOC_OK;
    while (rc == TOC_OK && more) {
        toc_str line;
        rc = toc_reader_next(reader, &line, &cut, &more, err);
        if (rc == TOC_OK && more && line.len > 0) {
            bool tabs = line.ptr[0] == '#' || toc_str_find(line, TOC_STR("\t"), 0) != SIZE_MAX;
            rc = tabs && !cut ? block_add(run, &b, line, err)
                              : toc_err_set(err, TOC_EFORMAT, "not CoNLL-U: no tabs; %s:%zu", run->options->path,
                                            toc_reader_line(reader));
        } else if (rc == TOC_OK && b.count > 0) {
            rc = block_parse(run, &b, err);
            toc_arena_clear(&run->arena);
            b = (block){NULL, 0, 0};
        }
    }
    return rc;
}

static toc_rc parse_conllu(parsing *run, toc_err *err) {
    toc_reader *reader = NULL;
    toc_rc rc = toc_reader_open(run->options->path, LINE_BYTES_MAX, &reader, err);
    rc = rc == TOC_OK ? lines_parse(run, reader, err) : rc;
    run->counts->documents += rc == TOC_OK;
    toc_reader_close(reader);
    return rc;
}

toc_rc toc_op_parse(toc_env *env, const toc_parse_options *options, toc_parse_counts *counts, toc_err *err) {
    parsing run = {.options = options, .counts = counts};
    *counts = (toc_parse_counts){0};
    toc_rc rc = toc_env_syntax(env, &run.syntax, err);
    if (rc != TOC_OK) {
        return rc;
    }
    toc_arena_init(&run.arena, 0);
    toc_buf_init(&run.out, OUTPUT_BYTES_MAX);
    rc = options->conllu ? parse_conllu(&run, err) : parse_text(&run, err);
    toc_buf_fini(&run.out);
    toc_arena_fini(&run.arena);
    return rc;
}
