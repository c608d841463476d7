#include "solver/matching.h"

#include <math.h>

#include "model/base/memory.h"

enum { BIDS_A_ROW = 4 /* as many, in the mean, before paths are searched for */ };

/* Costs are worths less than nothing. A price is at most 0, and the cost of a pair at least the
 * prices of its row and column together: exactly so where they are matched. */
typedef struct Matching {
    const double *worth;
    int32_t rows, columns;
    int32_t *column_of;   /* borrowed, [rows], or -1 */
    int32_t *row_of;      /* owned, [columns], or -1 */
    double *row_price;    /* owned, [rows] */
    double *column_price; /* owned, [columns] */
    int32_t *reached_by;  /* owned, [columns]: row before it on the shortest path to it */
    double *length;       /* owned, [columns]: of that path; INFINITY once it is scanned */
    double *open_price;   /* owned, [columns]: column_price, or -INFINITY once it is scanned */
    int32_t *scanned;     /* owned, [columns]: n_scanned of them */
    double *scanned_at;   /* owned, [columns]: the length of each */
    int32_t n_scanned;
    int64_t work;
} Matching;

static void matching_clear(Matching *matching)
{
    mem_free(matching->row_of);
    mem_free(matching->row_price);
    mem_free(matching->column_price);
    mem_free(matching->reached_by);
    mem_free(matching->length);
    mem_free(matching->open_price);
    mem_free(matching->scanned);
    mem_free(matching->scanned_at);
}

static Status matching_init(Matching *matching)
{
    int32_t rows = matching->rows, columns = matching->columns;

    matching->row_of = MEM_NEW(int32_t, columns);
    matching->row_price = MEM_NEW(double, rows);
    matching->column_price = MEM_NEW(double, columns);
    matching->reached_by = MEM_NEW(int32_t, columns);
    matching->length = MEM_NEW(double, columns);
    matching->open_price = MEM_NEW(double, columns);
    matching->scanned = MEM_NEW(int32_t, columns);
    matching->scanned_at = MEM_NEW(double, columns);
    if (!matching->row_of || !matching->row_price || !matching->column_price ||
        !matching->reached_by || !matching->length || !matching->open_price || !matching->scanned ||
        !matching->scanned_at)
        return STATUS_NO_MEMORY;
    for (int32_t i = 0; i < rows; i++)
        matching->column_of[i] = -1;
    for (int32_t j = 0; j < columns; j++)
        matching->row_of[j] = -1;
    return STATUS_OK;
}

static const double *worths_of(const Matching *matching, int32_t i)
{
    return matching->worth + (int64_t)i * matching->columns;
}

/* Row @p i takes what is cheapest for it, and pays so much for it that its second choice would be
 * as good; where that is nothing, it leaves it to the row that has it. Returns the row that lost
 * its column, or -1. */
static int32_t bid(Matching *matching, int32_t i)
{
    const double *worth = worths_of(matching, i);
    double least = 0, second = 0; /* staying alone costs nothing */
    int32_t best = -1, loser;

    for (int32_t j = 0; j < matching->columns; j++) {
        double cost = -worth[j] - matching->column_price[j];

        if (cost >= second)
            continue;
        if (cost < least) {
            second = least;
            least = cost;
            best = j;
        } else {
            second = cost;
        }
    }
    matching->work += matching->columns;
    matching->row_price[i] = second;
    loser = best < 0 ? -1 : matching->row_of[best];
    if (best < 0 || (loser >= 0 && second - least < 1e-12 * -least)) {
        matching->row_price[i] = least;
        return -1;
    }
    matching->column_price[best] -= second - least;
    if (loser >= 0)
        matching->column_of[loser] = -1;
    matching->row_of[best] = i;
    matching->column_of[i] = best;
    return loser;
}

/* Lets rows bid, and each loser again. A row that has made no bid has no price yet: all do. */
static void match_by_bids(Matching *matching)
{
    int64_t spare = (int64_t)BIDS_A_ROW * matching->rows;

    for (int32_t first = 0; first < matching->rows; first++)
        for (int32_t i = bid(matching, first); i >= 0 && spare > 0; spare--)
            i = bid(matching, i);
}

/* Shortens the paths to what is not scanned by going on from row @p i, reached at @p so_far. */
static void reach_from(Matching *matching, int32_t i, double so_far)
{
    const double *restrict worth = worths_of(matching, i);
    const double *restrict price = matching->open_price;
    double *restrict shortest = matching->length;
    double base = so_far - matching->row_price[i];

    for (int32_t j = 0; j < matching->columns; j++) {
        double length = base - worth[j] - price[j];

        if (length < shortest[j]) {
            shortest[j] = length;
            matching->reached_by[j] = i;
        }
    }
    matching->work += matching->columns;
}

/* Scans the nearest column, whose path is shorter than @p limit; -1: there is none. */
static int32_t scan_nearest(Matching *matching, double limit)
{
    const double *length = matching->length;
    int32_t nearest = -1;

    for (int32_t j = 0; j < matching->columns; j++)
        if (length[j] < limit) {
            limit = length[j];
            nearest = j;
        }
    if (nearest >= 0) {
        matching->scanned[matching->n_scanned] = nearest;
        matching->scanned_at[matching->n_scanned++] = limit;
        matching->open_price[nearest] = -INFINITY;
        matching->length[nearest] = INFINITY;
    }
    return nearest;
}

/* Prices after a search from row @p from whose path has length @p length. */
static void reprice(Matching *matching, int32_t from, double length)
{
    matching->row_price[from] += length;
    for (int32_t k = 0; k < matching->n_scanned; k++) {
        int32_t j = matching->scanned[k];
        double spared = length - matching->scanned_at[k];

        if (matching->row_of[j] < 0)
            continue;
        matching->column_price[j] -= spared;
        matching->row_price[matching->row_of[j]] += spared;
    }
}

/* Matches along the path that leads from row @p from to column @p j. */
static void augment(Matching *matching, int32_t from, int32_t j)
{
    for (;;) {
        int32_t i = matching->reached_by[j], before = matching->column_of[i];

        matching->row_of[j] = i;
        matching->column_of[i] = j;
        if (i == from)
            return;
        j = before;
    }
}

/* Finds row @p from its place: along the shortest path to a column that nobody has, or to a row
 * that is better off alone. */
static void settle(Matching *matching, int32_t from)
{
    double alone = -matching->row_price[from]; /* length of the path to such a row, */
    int32_t alone_at = -1, j;                  /* and its column; -1: it is the first row itself */

    matching->n_scanned = 0;
    for (j = 0; j < matching->columns; j++) {
        matching->open_price[j] = matching->column_price[j];
        matching->length[j] = INFINITY;
    }
    reach_from(matching, from, 0);
    while ((j = scan_nearest(matching, alone)) >= 0) {
        double length = matching->scanned_at[matching->n_scanned - 1];
        int32_t i = matching->row_of[j];

        if (i < 0) {
            reprice(matching, from, length);
            augment(matching, from, j);
            return;
        }
        if (length - matching->row_price[i] < alone) {
            alone = length - matching->row_price[i];
            alone_at = j;
        }
        reach_from(matching, i, length);
    }
    reprice(matching, from, alone);
    if (alone_at >= 0) {
        matching->column_of[matching->row_of[alone_at]] = -1;
        augment(matching, from, alone_at);
    }
}

Status matching_solve(const double *worth, int32_t rows, int32_t columns, int32_t *column_of,
                      int64_t *work)
{
    Matching matching = {.worth = worth, .rows = rows, .columns = columns, .column_of = column_of};
    Status status;

    TRY(matching_init(&matching));
    match_by_bids(&matching);
    for (int32_t i = 0; i < rows; i++)
        if (column_of[i] < 0 && matching.row_price[i] < 0)
            settle(&matching, i);
    if (work)
        *work = matching.work;
done:
    matching_clear(&matching);
    return status;
}
