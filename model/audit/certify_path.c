/* Each choice takes the larger of two sums, and each step computes what is larger from what is
 * larger. Rounding is monotone, so the result is not below the rounded worth of the best plan, and
 * that is off by what its own operations lost.
 */
#include "model/audit/certify_path.h"

#include "model/audit/certify_scan.h"
#include "model/base/memory.h"

enum { QUICK = 20 }; /* labels kept in a list to find a good plan soon */

struct PathWork {
    Moves moves;
    Ahead ahead;
    Scan scan;
};

Status path_work_new(PathWork **out)
{
    *out = MEM_NEW(PathWork, 1);
    return *out ? STATUS_OK : STATUS_NO_MEMORY;
}

void path_work_free(PathWork *work)
{
    if (!work)
        return;
    moves_clear(&work->moves);
    ahead_clear(&work->ahead);
    scan_clear(&work->scan);
    mem_free(work);
}

/* So many services at most. */
static double most_services(const Moves *moves)
{
    double alone = 1.0 + (double)moves->slots / moves->shortest;

    return moves->longest > 0 ? 2.0 * alone : alone;
}

/* The worth of each service is made of some twenty numbers, and added with a few additions to what
 * all before it are worth, some numbers each; labels are compared twice a slot. */
static double doubt_of_sums(const Moves *moves, double largest)
{
    double services = most_services(moves);

    return 0x1p-53 * services * (40.0 + 12.0 * services + 8.0 * moves->slots) * largest;
}

/* Delays are sums of numbers that are not negative. Each service adds so many operations to them,
 * and chances of its minutes, which are good to some 2^-43. The best plan pays for delays no more
 * than @p gap, what it is worth less than a plan without delays would be at most. */
static double doubt_of_delays(const Moves *moves, const PathRules *rules, double gap)
{
    double minutes = (double)moves->slots * rules->slot_min;

    return 0x1p-53 * most_services(moves) * (minutes + 2000.0) * gap;
}

Status path_best(PathWork *work, const PathItem *items, int32_t count, const PathRules *rules,
                 double largest, PathCare care, PathBest *best)
{
    const Moves *moves = &work->moves;
    const PathCare whole = {0.0, INT32_MAX};
    double most, some = -INFINITY;
    Status status = STATUS_OK;

    *best = (PathBest){-INFINITY, 0.0, true};
    TRY(moves_fill(&work->moves, items, count, rules));
    if (moves->hopeless)
        return STATUS_OK;
    TRY(ahead_fill(&work->ahead, moves, rules, false));
    most = ahead_at(&work->ahead, 0, 0, PHASE_BEFORE, 0, (Runner){0});
    best->worth = most;
    best->doubt = doubt_of_sums(moves, largest);
    if (!moves->delays || !(most > -INFINITY))
        return STATUS_OK;
    TRY(ahead_fill(&work->ahead, moves, rules, true));
    TRY(scan_run(&work->scan, moves, &work->ahead, rules, QUICK, whole, best->doubt, &some));
    best->doubt += doubt_of_delays(
        moves, rules, some > -INFINITY ? fmax(0.0, most - some) : most_services(moves) * largest);
    TRY(scan_run(&work->scan, moves, &work->ahead, rules, INT32_MAX, care, best->doubt, &some));
    best->worth = some;
    best->exact = !work->scan.labels.merged;
done:
    return status;
}
