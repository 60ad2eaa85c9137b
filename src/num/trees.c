/*
 * Method: level by level. The rows of a node stand together in one list; the smaller child's histogram is counted, the
 * larger one's is its parent's less that.
 */
#include "num/trees.h"

#include "base/mem.h"
#include "base/rng.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

typedef struct cell {
    float slope, curve;
} cell;

typedef struct node {
    size_t begin, end; /* of the list of rows */
    cell *cells;       /* [columns][TOC_BINS_MAX] */
    double slope, curve, low, high;
    bool open;
} node;

typedef struct split {
    double gain, left, right;
    int column, cut;
} split;

typedef struct fit {
    const uint8_t *rows;
    size_t stride, count;
    int columns;
    const toc_trees_options *options;
    float *slopes, *curves, *margins;
    uint32_t *list, *spare;
    cell *cells; /* of all nodes of two levels */
    int *used, used_count;
} fit;

/* ---- bins ---------------------------------------------------------------------- */

typedef struct weighed {
    float value, weight;
} weighed;

static int by_value(const void *left, const void *right) {
    float a = ((const weighed *)left)->value, b = ((const weighed *)right)->value;
    return (a > b) - (a < b);
}

/* Edges between values of ascending order, each bin about 1/most of the weight. */
static int edges_make(const weighed *sorted, size_t count, int most, float *edges) {
    double total = 0, here = 0;
    int made = 0;
    for (size_t i = 0; i < count; i++)
        total += (double)sorted[i].weight;
    double due = total / most;
    for (size_t i = 0; i + 1 < count && made < most - 1; i++) {
        here += (double)sorted[i].weight;
        if (sorted[i].value < sorted[i + 1].value && here >= due) {
            edges[made++] = sorted[i].value + (sorted[i + 1].value - sorted[i].value) / 2;
            total -= here, here = 0;
            due = total / (most - made);
        }
    }
    return made;
}

toc_rc toc_bins_make(toc_bins *bins, const float *values, const float *weights, size_t count, int columns, int most,
                     toc_err *err) {
    if (columns > TOC_BINS_MAX * 2 || most >= TOC_BINS_MAX || most < 2)
        return toc_err_set(err, TOC_EUSAGE, "bins for %d columns, %d each: too many", columns, most);
    weighed *sorted = toc_mem_alloc((count + 1) * sizeof *sorted);
    if (!sorted)
        return toc_err_set(err, TOC_ENOMEM, "no memory to sort %zu values", count);
    memset(bins, 0, sizeof *bins);
    bins->columns = columns;
    for (int c = 0; c < columns; c++) {
        size_t known = 0;
        for (size_t i = 0; i < count; i++) {
            float value = values[i * (size_t)columns + (size_t)c];
            if (!isnan(value))
                sorted[known++] = (weighed){value, weights ? weights[i] : 1};
        }
        qsort(sorted, known, sizeof *sorted, by_value);
        bins->counts[c] = edges_make(sorted, known, most, bins->edges[c]);
    }
    toc_mem_free(sorted);
    return TOC_OK;
}

static uint8_t bin_of(const float *edges, int count, float value) {
    if (isnan(value))
        return 0;
    int low = 0, high = count; /* first edge that is not below value */
    while (low < high) {
        int middle = (low + high) / 2;
        if (edges[middle] < value)
            low = middle + 1;
        else
            high = middle;
    }
    return (uint8_t)(low + 1);
}

void toc_bins_cut(const toc_bins *bins, const float *values, size_t count, uint8_t *out, size_t stride) {
    for (size_t i = 0; i < count; i++) {
        const float *row = values + i * (size_t)bins->columns;
        memset(out + i * stride, 0, stride);
        for (int c = 0; c < bins->columns; c++)
            out[i * stride + (size_t)c] = bin_of(bins->edges[c], bins->counts[c], row[c]);
    }
}

/* ---- one tree -------------------------------------------------------------------- */

static void count_cells(const fit *f, const node *n) {
    memset(n->cells, 0, (size_t)f->columns * TOC_BINS_MAX * sizeof(cell));
    for (size_t i = n->begin; i < n->end; i++) {
        uint32_t at = f->list[i];
        const uint8_t *row = f->rows + at * f->stride;
        float slope = f->slopes[at], curve = f->curves[at];
        for (int u = 0; u < f->used_count; u++) {
            int c = f->used[u];
            cell *to = &n->cells[c * TOC_BINS_MAX + row[c]];
            to->slope += slope;
            to->curve += curve;
        }
    }
}

static double step_of(const fit *f, double slope, double curve, double low, double high) {
    double step = -slope / (curve + f->options->ridge);
    return step < low ? low : step > high ? high : step;
}

/* What a node with this step takes off the loss (second-order), times 2. */
static double worth(const fit *f, double slope, double curve, double step) {
    return -(2 * slope * step + (curve + f->options->ridge) * step * step);
}

static void try_column(const fit *f, const node *n, int c, double parent, split *best) {
    const cell *cells = n->cells + c * TOC_BINS_MAX;
    int way = f->options->monotone ? f->options->monotone[c] : 0;
    double slope = 0, curve = 0;
    for (int bin = 0; bin + 1 < TOC_BINS_MAX; bin++) {
        if (cells[bin].curve <= 0)
            continue;
        slope += (double)cells[bin].slope, curve += (double)cells[bin].curve;
        double other = n->curve - curve;
        if (curve < f->options->least_weight || other < f->options->least_weight)
            continue;
        double left = step_of(f, slope, curve, n->low, n->high);
        double right = step_of(f, n->slope - slope, other, n->low, n->high);
        if ((way > 0 && left > right) || (way < 0 && left < right))
            continue;
        double gain = worth(f, slope, curve, left) + worth(f, n->slope - slope, other, right) - parent;
        if (gain > best->gain)
            *best = (split){gain, left, right, c, bin};
    }
}

/* Rows with bin <= cut to the front, in their order. Gives where the others begin. */
static size_t part_rows(fit *f, const node *n, const split *s) {
    size_t front = n->begin, back = 0;
    for (size_t i = n->begin; i < n->end; i++) {
        uint32_t at = f->list[i];
        if (f->rows[at * f->stride + (size_t)s->column] <= s->cut)
            f->list[front++] = at;
        else
            f->spare[back++] = at;
    }
    memcpy(f->list + front, f->spare, back * sizeof *f->spare);
    return front;
}

static void sum_node(const fit *f, node *n) {
    n->slope = n->curve = 0;
    for (size_t i = n->begin; i < n->end; i++) {
        n->slope += (double)f->slopes[f->list[i]];
        n->curve += (double)f->curves[f->list[i]];
    }
}

static void subtract(const fit *f, node *large, const node *parent, const node *small_one) {
    for (int u = 0; u < f->used_count; u++) {
        size_t from = (size_t)f->used[u] * TOC_BINS_MAX;
        for (size_t i = from; i < from + TOC_BINS_MAX; i++) {
            large->cells[i].slope = parent->cells[i].slope - small_one->cells[i].slope;
            large->cells[i].curve = parent->cells[i].curve - small_one->cells[i].curve;
        }
    }
}

static void open_children(fit *f, const node *n, const split *s, node *left, node *right, bool count) {
    size_t middle = part_rows(f, n, s);
    cell *left_cells = left->cells, *right_cells = right->cells;
    *left = *right = *n;
    left->cells = left_cells, right->cells = right_cells;
    left->end = right->begin = middle;
    sum_node(f, left), sum_node(f, right);
    int way = f->options->monotone ? f->options->monotone[s->column] : 0;
    double bound = (s->left + s->right) / 2;
    if (way > 0)
        left->high = bound, right->low = bound;
    else if (way < 0)
        left->low = bound, right->high = bound;
    if (!count)
        return;
    bool left_small = middle - n->begin <= n->end - middle;
    count_cells(f, left_small ? left : right);
    subtract(f, left_small ? right : left, n, left_small ? left : right);
}

/* Room for the cells of the nodes of a level; two levels take turns. */
static cell *cells_of(const fit *f, int level, int k) {
    size_t size = (size_t)f->columns * TOC_BINS_MAX, widest = (size_t)1 << (TOC_TREE_DEPTH_MAX - 1);
    return f->cells + ((size_t)(level % 2) * widest + (size_t)k) * size;
}

static void grow(fit *f, toc_tree *tree, size_t rows) {
    static const node none = {0};
    node level[1 << TOC_TREE_DEPTH_MAX], next[1 << TOC_TREE_DEPTH_MAX];
    memset(tree, 0, sizeof *tree);
    memset(tree->column, -1, sizeof tree->column);
    level[0] = (node){.end = rows, .cells = cells_of(f, 0, 0), .low = -10, .high = 10, .open = true};
    sum_node(f, &level[0]);
    count_cells(f, &level[0]);
    for (int depth = 0, width = 1; depth <= f->options->depth; depth++, width *= 2) {
        for (int k = 0; k < width; k++) {
            node *n = &level[k];
            int at = width - 1 + k;
            next[2 * k] = next[2 * k + 1] = none;
            if (!n->open)
                continue;
            double step = step_of(f, n->slope, n->curve, n->low, n->high);
            tree->value[at] = (float)(step * f->options->rate);
            split best = {.gain = f->options->least_gain, .column = -1};
            for (int u = 0; depth < f->options->depth && u < f->used_count; u++)
                try_column(f, n, f->used[u], worth(f, n->slope, n->curve, step), &best);
            if (best.column < 0)
                continue;
            tree->column[at] = (int8_t)best.column;
            tree->cut[at] = (uint8_t)best.cut;
            bool last = depth + 1 == f->options->depth;
            next[2 * k].cells = last ? NULL : cells_of(f, depth + 1, 2 * k);
            next[2 * k + 1].cells = last ? NULL : cells_of(f, depth + 1, 2 * k + 1);
            open_children(f, n, &best, &next[2 * k], &next[2 * k + 1], !last);
        }
        memcpy(level, next, (size_t)width * 2 * sizeof *level * (depth < f->options->depth));
    }
}

/* ---- all trees ------------------------------------------------------------------- */

static int leaf_of(const toc_tree *tree, const uint8_t *row) {
    int at = 0;
    while (tree->column[at] >= 0)
        at = 2 * at + (row[tree->column[at]] <= tree->cut[at] ? 1 : 2);
    return at;
}

static void draw_columns(fit *f, toc_rng *rng) {
    f->used_count = 0;
    for (int c = 0; c < f->columns; c++)
        if (f->options->column_share >= 1 || toc_rng_unit(rng) < f->options->column_share)
            f->used[f->used_count++] = c;
    if (f->used_count == 0)
        f->used[f->used_count++] = (int)toc_rng_below(rng, (uint64_t)f->columns);
}

static size_t draw_rows(fit *f, const float *weights, toc_rng *rng) {
    size_t drawn = 0;
    for (size_t i = 0; i < f->count; i++) {
        bool in = f->options->row_share >= 1 || toc_rng_unit(rng) < f->options->row_share;
        if (in && (!weights || weights[i] > 0))
            f->list[drawn++] = (uint32_t)i;
    }
    return drawn;
}

static void boost(fit *f, const uint8_t *happened, const float *weights, toc_tree *out) {
    toc_rng rng;
    toc_rng_init(&rng, f->options->seed);
    for (int round = 0; round < f->options->rounds; round++) {
        draw_columns(f, &rng);
        size_t drawn = draw_rows(f, weights, &rng);
        for (size_t i = 0; i < drawn; i++) {
            uint32_t at = f->list[i];
            float p = 1 / (1 + expf(-f->margins[at])), weight = weights ? weights[at] : 1;
            f->slopes[at] = weight * (p - (float)happened[at]);
            f->curves[at] = weight * p * (1 - p) + 1e-12f;
        }
        grow(f, &out[round], drawn);
        for (size_t i = 0; i < f->count; i++)
            f->margins[i] += out[round].value[leaf_of(&out[round], f->rows + i * f->stride)];
    }
}

toc_rc toc_trees_fit(const uint8_t *rows, size_t stride, int columns, const uint8_t *happened, const float *weights,
                     const float *margins, size_t count, const toc_trees_options *options, toc_tree *out,
                     toc_err *err) {
    if (options->depth < 1 || options->depth > TOC_TREE_DEPTH_MAX || columns < 1 || columns > 127)
        return toc_err_set(err, TOC_EUSAGE, "trees of depth %d over %d columns", options->depth, columns);
    fit f = {.rows = rows, .stride = stride, .count = count, .columns = columns, .options = options};
    size_t nodes = (size_t)1 << TOC_TREE_DEPTH_MAX;
    float *room = toc_mem_calloc(count + 1, 3 * sizeof *room);
    f.list = toc_mem_calloc(count + 1, 2 * sizeof *f.list);
    f.cells = toc_mem_calloc(nodes * (size_t)columns * TOC_BINS_MAX, sizeof *f.cells);
    f.used = toc_mem_calloc((size_t)columns, sizeof *f.used);
    toc_rc rc = room && f.list && f.cells && f.used
                    ? TOC_OK
                    : toc_err_set(err, TOC_ENOMEM, "no memory for trees over %zu rows", count);
    if (rc == TOC_OK) {
        f.spare = f.list + count;
        f.slopes = room, f.curves = room + count, f.margins = room + 2 * count;
        if (margins)
            memcpy(f.margins, margins, count * sizeof *margins);
        boost(&f, happened, weights, out);
    }
    toc_mem_free(room), toc_mem_free(f.list), toc_mem_free(f.cells), toc_mem_free(f.used);
    return rc;
}

double toc_trees_margin(const toc_tree *trees, size_t count, const uint8_t *row) {
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += (double)trees[i].value[leaf_of(&trees[i], row)];
    return sum;
}

double toc_trees_parts(const toc_tree *trees, size_t count, const uint8_t *row, double *parts) {
    double roots = 0;
    for (size_t i = 0; i < count; i++) {
        const toc_tree *tree = &trees[i];
        roots += (double)tree->value[0];
        for (int at = 0; tree->column[at] >= 0;) {
            int child = 2 * at + (row[tree->column[at]] <= tree->cut[at] ? 1 : 2);
            parts[tree->column[at]] += (double)tree->value[child] - (double)tree->value[at];
            at = child;
        }
    }
    return roots;
}
