/*
 * Method: all numbers of a net stand in one row, so that a step is one loop; the hidden units of a column stand
 * together, so that the compiler takes several at once without changing the order of any sum.
 */
#include "num/net.h"

#include "base/mem.h"
#include "base/rng.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

enum { BATCH = 256, H = TOC_NET_HIDDEN_MAX };

typedef struct numbers { /* in, bias, out, base of a net; H wide throughout: units beyond `hidden` stay 0 */
    float *in, *bias, *out, *base;
    float *all;
    size_t count;
} numbers;

typedef struct fit {
    const float *rows, *weights, *margins;
    const uint8_t *happened;
    int columns;
    float weight_mean;
    const toc_net_options *options;
    toc_rng rng;
    numbers now, slope, first, second; /* Adam's two means of the slope */
    uint32_t *order;
    size_t count;
} fit;

static bool numbers_init(numbers *n, int columns) {
    n->count = (size_t)columns * H + 2 * H + 1;
    n->all = toc_mem_calloc(n->count, sizeof *n->all);
    n->in = n->all;
    if (n->all) {
        n->bias = n->all + (size_t)columns * H;
        n->out = n->bias + H;
        n->base = n->out + H;
    }
    return n->all != NULL;
}

static double bell(toc_rng *rng) { /* standard normal, by Box and Muller 1958, doi:10.1214/aoms/1177706645 */
    double one = toc_rng_unit(rng), two = toc_rng_unit(rng);
    return sqrt(-2 * log(1 - one)) * cos(6.283185307179586 * two);
}

static void start(fit *f) {
    for (int c = 0; c < f->columns; c++)
        for (int k = 0; k < f->options->hidden; k++)
            f->now.in[c * H + k] = (float)(bell(&f->rng) / sqrt(f->columns));
    for (size_t i = 0; i < f->count; i++)
        f->order[i] = (uint32_t)i;
}

static void units(const float *in, const float *bias, const float *row, int columns, float *sums) {
    memcpy(sums, bias, H * sizeof *sums);
    for (int c = 0; c < columns; c++)
        for (int k = 0; k < H; k++)
            sums[k] += row[c] * in[c * H + k];
}

/* Adds the slope of the loss at one row. */
static void add_slope(fit *f, size_t at) {
    const float *row = f->rows + at * (size_t)f->columns;
    float sums[H], back[H] = {0}, answer = *f->now.base + (f->margins ? f->margins[at] : 0);
    float stays = (float)(1 - f->options->left_out);
    units(f->now.in, f->now.bias, row, f->columns, sums);
    for (int k = 0; k < f->options->hidden; k++) {
        bool sits_out = toc_rng_unit(&f->rng) < f->options->left_out;
        sums[k] = sits_out || sums[k] < 0 ? 0 : sums[k] / stays;
        answer += f->now.out[k] * sums[k];
    }
    float off =
        (f->weights ? f->weights[at] / f->weight_mean : 1) * (1 / (1 + expf(-answer)) - (float)(f->happened[at] != 0));
    *f->slope.base += off;
    for (int k = 0; k < f->options->hidden; k++) {
        f->slope.out[k] += off * sums[k];
        back[k] = sums[k] > 0 ? off * f->now.out[k] / stays : 0;
        f->slope.bias[k] += back[k];
    }
    for (int c = 0; c < f->columns; c++)
        for (int k = 0; k < H; k++)
            f->slope.in[c * H + k] += row[c] * back[k];
}

static void step(fit *f, size_t rows, size_t turn, double rate) {
    float one = (float)(1 - pow(0.9, (double)turn)), two = (float)(1 - pow(0.999, (double)turn)), by = (float)rate;
    size_t in_end = (size_t)f->columns * H, out_begin = in_end + H;
    for (size_t i = 0; i < f->now.count; i++) {
        float slope = f->slope.all[i] / (float)rows;
        f->first.all[i] = 0.9f * f->first.all[i] + 0.1f * slope;
        f->second.all[i] = 0.999f * f->second.all[i] + 0.001f * slope * slope;
        bool fades = i < in_end || (i >= out_begin && i + 1 < f->now.count);
        f->now.all[i] -= by * (f->first.all[i] / one / (sqrtf(f->second.all[i] / two) + 1e-8f) +
                               (fades ? (float)f->options->decay * f->now.all[i] : 0));
    }
}

static void learn(fit *f) {
    size_t batches = (f->count + BATCH - 1) / BATCH, turn = 0, turns = batches * (size_t)f->options->rounds;
    for (int round = 0; round < f->options->rounds; round++) {
        toc_rng_shuffle(&f->rng, f->order, f->count);
        for (size_t begin = 0; begin < f->count; begin += BATCH) {
            size_t end = begin + BATCH < f->count ? begin + BATCH : f->count;
            memset(f->slope.all, 0, f->slope.count * sizeof *f->slope.all);
            for (size_t i = begin; i < end; i++)
                add_slope(f, f->order[i]);
            turn++;
            step(f, end - begin, turn, f->options->rate * (1 - (double)turn / (double)turns));
        }
    }
}

static void keep(const fit *f, toc_net *out) {
    memset(out, 0, sizeof *out);
    out->columns = f->columns, out->hidden = f->options->hidden;
    memcpy(out->in, f->now.in, (size_t)f->columns * H * sizeof(float));
    memcpy(out->bias, f->now.bias, sizeof out->bias);
    memcpy(out->out, f->now.out, sizeof out->out);
    out->base = *f->now.base;
}

toc_rc toc_net_fit(const float *rows, int columns, const uint8_t *happened, const float *weights, const float *margins,
                   size_t count, const toc_net_options *options, toc_net *out, toc_err *err) {
    if (columns < 1 || columns > TOC_NET_COLUMNS_MAX || options->hidden < 1 || options->hidden > H || count == 0)
        return toc_err_set(err, TOC_EUSAGE, "a net of %d units over %d columns, %zu rows", options->hidden, columns,
                           count);
    fit f = {.rows = rows,
             .weights = weights,
             .margins = margins,
             .happened = happened,
             .columns = columns,
             .options = options,
             .count = count};
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += weights ? (double)weights[i] : 1;
    f.weight_mean = sum > 0 ? (float)(sum / (double)count) : 1;
    toc_rng_init(&f.rng, options->seed);
    f.order = toc_mem_alloc(count * sizeof *f.order);
    bool room = numbers_init(&f.now, columns) && numbers_init(&f.slope, columns) && numbers_init(&f.first, columns) &&
                numbers_init(&f.second, columns) && f.order;
    toc_rc rc = room ? TOC_OK : toc_err_set(err, TOC_ENOMEM, "no memory for a net over %zu rows", count);
    if (rc == TOC_OK) {
        start(&f);
        learn(&f);
        keep(&f, out);
    }
    toc_mem_free(f.now.all), toc_mem_free(f.slope.all), toc_mem_free(f.first.all), toc_mem_free(f.second.all);
    toc_mem_free(f.order);
    return rc;
}

double toc_net_margin(const toc_net *net, const float *row) {
    float sums[H];
    double answer = (double)net->base;
    units(&net->in[0][0], net->bias, row, net->columns, sums);
    for (int k = 0; k < net->hidden; k++)
        answer += sums[k] > 0 ? (double)net->out[k] * (double)sums[k] : 0;
    return answer;
}

double toc_net_parts(const toc_net *net, const float *row, double scale, double *parts) {
    float sums[H];
    double share[H] = {0}, start_answer = (double)net->base;
    units(&net->in[0][0], net->bias, row, net->columns, sums);
    for (int k = 0; k < net->hidden; k++) { /* share: what a unit's inputs are worth, each in the same measure */
        double from = net->bias[k] > 0 ? (double)net->bias[k] : 0, to = sums[k] > 0 ? (double)sums[k] : 0;
        double inputs = (double)sums[k] - (double)net->bias[k];
        start_answer += (double)net->out[k] * from;
        share[k] = inputs != 0 ? scale * (double)net->out[k] * (to - from) / inputs : 0;
    }
    for (int c = 0; c < net->columns; c++)
        for (int k = 0; k < net->hidden; k++)
            parts[c] += share[k] * (double)net->in[c][k] * (double)row[c];
    return scale * start_answer;
}
