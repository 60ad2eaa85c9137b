/*
 * Method: whole numbers and floats of 4 bytes, little end first, in one order for reading and writing: one function
 * walks a model and a visitor puts or takes each number, so that both cannot drift apart. Trees are cut to the nodes in
 * use.
 */
#include "forecast/dispute_inside.h"

#include "base/mem.h"

#include <math.h>

enum { VERSION = 2, COUNT_MAX = 1 << 22 };
static const char magic[8] = "TOCDISP1";

typedef struct pass {
    toc_buf *out; /* writing */
    toc_str rest; /* reading */
    bool failed;
} pass;

static void bytes(pass *p, void *at, size_t count) {
    if (p->out) {
        toc_buf_add(p->out, (toc_str){at, count});
    } else if (p->failed || p->rest.len < count) {
        p->failed = true;
        memset(at, 0, count);
    } else {
        memcpy(at, p->rest.ptr, count);
        p->rest.ptr += count, p->rest.len -= count;
    }
}

static void word(pass *p, uint32_t *value) {
    uint8_t four[4];
    for (int i = 0; i < 4; i++)
        four[i] = (uint8_t)(*value >> (8 * i));
    bytes(p, four, 4);
    *value = (uint32_t)four[0] | (uint32_t)four[1] << 8 | (uint32_t)four[2] << 16 | (uint32_t)four[3] << 24;
}

static void whole(pass *p, int *value, int least, int most) {
    uint32_t as = (uint32_t)*value;
    word(p, &as);
    *value = (int)as;
    if (!p->out && (*value < least || *value > most))
        p->failed = true, *value = least;
}

static void size(pass *p, size_t *value) {
    int as = (int)*value;
    whole(p, &as, 0, COUNT_MAX);
    *value = (size_t)as;
}

static void real(pass *p, float *value) {
    uint32_t as;
    memcpy(&as, value, 4);
    word(p, &as);
    memcpy(value, &as, 4);
    if (!isfinite(*value))
        p->failed = true, *value = 0;
}

static void number(pass *p, double *value) {
    float as = (float)*value;
    real(p, &as);
    *value = (double)as;
}

static void tree(pass *p, toc_tree *t, int at) {
    int8_t column = t->column[at];
    bytes(p, &column, 1);
    if (column < -1 || column >= TOC_DISPUTE_COLUMNS || (column >= 0 && 2 * at + 2 >= TOC_TREE_NODES))
        p->failed = true, column = -1;
    t->column[at] = column;
    real(p, &t->value[at]);
    if (column < 0)
        return;
    bytes(p, &t->cut[at], 1);
    tree(p, t, 2 * at + 1);
    tree(p, t, 2 * at + 2);
}

static void net(pass *p, toc_net *n) {
    n->columns = TOC_DISPUTE_COLUMNS;
    whole(p, &n->hidden, 1, TOC_NET_HIDDEN_MAX);
    for (int k = 0; k < n->hidden; k++) {
        real(p, &n->bias[k]), real(p, &n->out[k]);
        for (int c = 0; c < n->columns; c++)
            real(p, &n->in[c][k]);
    }
    real(p, &n->base);
}

static void stored(pass *p, const toc_bins *bins, toc_dispute_stored *rows, size_t count) {
    for (size_t i = 0; i < count; i++) {
        toc_dispute_stored *row = &rows[i];
        uint32_t names = (uint32_t)row->cow_a | (uint32_t)row->cow_b << 16;
        uint32_t fate = (uint32_t)row->year | (uint32_t)(row->onset != 0) << 16 | (uint32_t)(row->next_onset + 1) << 24;
        word(p, &names), word(p, &fate);
        row->cow_a = (int16_t)(names & 0x7fff), row->cow_b = (int16_t)(names >> 16 & 0x7fff);
        row->year = (int16_t)(fate & 0x7fff), row->onset = fate >> 16 & 1;
        row->next_onset = (int8_t)((int)(fate >> 24 & 7) - 1);
        bytes(p, row->seen.bins, sizeof row->seen.bins);
        for (int c = 0; c < TOC_DISPUTE_COLUMNS; c++)
            if (row->seen.bins[c] > bins->counts[c] + 1)
                p->failed = true, row->seen.bins[c] = 0;
        real(p, &row->seen.logit);
    }
}

static void heads(pass *p, toc_dispute_model *m) {
    int version = VERSION, features = TOC_DISPUTE_FEATURE_COUNT;
    whole(p, &version, VERSION, VERSION);
    whole(p, &features, TOC_DISPUTE_FEATURE_COUNT, TOC_DISPUTE_FEATURE_COUNT);
    whole(p, &m->facts.from, 0, TOC_DISPUTE_TO), whole(p, &m->facts.until, 0, TOC_DISPUTE_TO);
    whole(p, &m->facts.now, 0, TOC_DISPUTE_TO), whole(p, &m->facts.outcomes_to, -1, TOC_DISPUTE_TO);
    size(p, &m->facts.rows), size(p, &m->facts.onsets), size(p, &m->facts.cases), size(p, &m->facts.pairs);
    whole(p, &m->bags, 2, TOC_DISPUTE_BAGS_MAX), whole(p, &m->rounds, 1, 10000);
    m->logit.kind = TOC_DISPUTE_FADING;
    for (int i = 0; i < TOC_DISPUTE_LOGIT_COLUMNS; i++)
        number(p, &m->logit.coefficients[i]);
    number(p, &m->share), number(p, &m->base);
    m->bins.columns = TOC_DISPUTE_COLUMNS;
    for (int c = 0; c < TOC_DISPUTE_COLUMNS; c++) {
        whole(p, &m->bins.counts[c], 0, TOC_BINS_MAX - 2);
        for (int i = 0; i < m->bins.counts[c]; i++)
            real(p, &m->bins.edges[c][i]);
        for (int i = 0; i < m->bins.counts[c] + 2; i++)
            real(p, &m->scores[c][i]);
    }
}

static void bodies(pass *p, toc_dispute_model *m) {
    for (int i = 0; i < m->bags * m->rounds && !(p->failed && !p->out); i++)
        tree(p, &m->trees[i], 0);
    for (int i = 0; i < m->bags / 2 && !(p->failed && !p->out); i++)
        net(p, &m->nets[i]);
    stored(p, &m->bins, m->cases, p->failed && !p->out ? 0 : m->facts.cases);
    stored(p, &m->bins, m->pairs, p->failed && !p->out ? 0 : m->facts.pairs);
}

void toc_dispute_model_write(const toc_dispute_model *model, toc_buf *out) {
    pass p = {.out = out};
    toc_buf_add(out, (toc_str){magic, sizeof magic});
    heads(&p, (toc_dispute_model *)model); /* writing changes nothing */
    bodies(&p, (toc_dispute_model *)model);
}

toc_rc toc_dispute_model_read(toc_str text, const char *path, toc_dispute_model **out, toc_err *err) {
    if (text.len < sizeof magic || memcmp(text.ptr, magic, sizeof magic) != 0)
        return toc_err_set(err, TOC_EFORMAT, "\"%s\" is not a model of disputes; make one with: tocsin fit dispute",
                           path);
    pass p = {.rest = toc_str_slice(text, sizeof magic, text.len)};
    toc_dispute_model *m = toc_mem_calloc(1, sizeof *m);
    if (m) {
        heads(&p, m);
        size_t least = (m->facts.cases + m->facts.pairs) * (12 + TOC_DISPUTE_COLUMNS);
        p.failed =
            p.failed || m->bags % 2 != 0 || least > p.rest.len || (size_t)m->bags * (size_t)m->rounds * 5 > p.rest.len;
    }
    if (m && !p.failed) {
        m->trees = toc_mem_calloc((size_t)m->bags * (size_t)m->rounds, sizeof *m->trees);
        m->nets = toc_mem_calloc((size_t)m->bags / 2, sizeof *m->nets);
        m->cases = toc_mem_calloc(m->facts.cases + 1, sizeof *m->cases);
        m->pairs = toc_mem_calloc(m->facts.pairs + 1, sizeof *m->pairs);
    }
    toc_rc rc = TOC_OK;
    if (!m || (!p.failed && (!m->trees || !m->nets || !m->cases || !m->pairs))) {
        rc = toc_err_set(err, TOC_ENOMEM, "no memory for the model \"%s\"", path);
    } else {
        if (!p.failed)
            bodies(&p, m);
        if (p.failed || p.rest.len > 0)
            rc = toc_err_set(err, TOC_EFORMAT, "the model of disputes \"%s\" is damaged or of another version", path);
    }
    if (rc == TOC_OK)
        *out = m;
    else
        toc_dispute_model_free(m);
    return rc;
}
