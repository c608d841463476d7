#include "tests/search.h"

#include "model/base/memory.h"
#include "tests/check.h"

double search_run(const Search *search, Planning *planning, double *hard, double *overlaps)
{
    double soft;

    planning_reset(planning);
    assert_ok(search->run(search->room, planning, hard, &soft, overlaps));
    return soft;
}

double search_change(const Search *search, Planning *planning, double *number)
{
    double kept = *number, hard, overlaps, up, down;

    *number = kept + search->step;
    up = search_run(search, planning, &hard, &overlaps);
    *number = kept - search->step;
    down = search_run(search, planning, &hard, &overlaps);
    *number = kept;
    return (up - down) / (2 * search->step);
}

/* What a kind receives at slot @p v; nobody follows a place. */
static void check_parts_at(const Search *search, Planning *planning, int32_t i, int32_t v)
{
    PathKind *kind = &planning->kinds[i];
    double hard, overlaps, inner, last, charged;

    search_run(search, planning, &hard, &overlaps);
    inner = kind->inner[v];
    last = kind->last[v];
    charged = kind->charged[v];
    assert_near(
        inner,
        planning->items[i].reserve < 0 ? search_change(search, planning, &kind->soft_inner[v]) : 0,
        1e-4);
    assert_near(last, search_change(search, planning, &kind->soft_last[v]), 1e-4);
    assert_near(charged, -search_change(search, planning, &kind->cost[v]), 1e-4);
}

void search_check_parts(const Search *search, Random *random, int32_t rounds)
{
    Durations durations = {0};

    for (int32_t round = 0; round < rounds; round++) {
        Planning planning = {.delays = search->delays};
        double hard, overlaps;

        planning_draw(&planning, &durations, random);
        if (isinf(search_run(search, &planning, &hard, &overlaps)))
            continue;
        assert_near(overlaps, -search_change(search, &planning, &planning.rules.overlap_price),
                    1e-4);
        for (int32_t i = 0; i < planning.n; i++)
            for (int32_t v = 0; v < PLANNING_SLOTS; v++)
                if (planning.kinds[i].hard_last[v] > -INFINITY)
                    check_parts_at(search, &planning, i, v);
    }
    durations_clear(&durations);
}

void search_check_memory(const Search *search, Random *random, int64_t most)
{
    Planning planning = {.delays = search->delays};
    Status status = STATUS_NO_MEMORY;
    Durations durations = {0};
    double hard, soft, overlaps;

    planning_draw(&planning, &durations, random);
    for (int64_t n = 1; status != STATUS_OK; n++) {
        assert_true(n < most);
        planning_reset(&planning);
        mem_fail_at(n);
        status = search->run(search->room, &planning, &hard, &soft, &overlaps);
        mem_fail_at(0);
        assert_true(status == STATUS_OK || status == STATUS_NO_MEMORY);
    }
    durations_clear(&durations);
}
