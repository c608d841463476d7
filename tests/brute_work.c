#include "tests/brute_work.h"

#include <string.h>

#include "tests/check.h"

const BruteWork brute_no_work = {0, {1}};

void brute_work_copy(BruteWork *to, const BruteWork *from)
{
    to->most = from->most;
    memcpy(to->chance, from->chance, (size_t)(from->most + 1) * sizeof *from->chance);
}

void brute_work_pass(BruteWork *work, int32_t minutes)
{
    for (int32_t k = 1; k <= work->most; k++)
        if (k <= minutes)
            work->chance[0] += work->chance[k];
        else
            work->chance[k - minutes] = work->chance[k];
    work->most = work->most > minutes ? work->most - minutes : 0;
}

void brute_work_add(BruteWork *work, double chance, const double *minutes, int32_t longest)
{
    static double sum[BRUTE_WORK_MINUTES];

    if (chance == 0)
        return;
    assert_true(work->most + longest < BRUTE_WORK_MINUTES);
    for (int32_t k = 0; k <= work->most + longest; k++)
        sum[k] = k <= work->most ? (1 - chance) * work->chance[k] : 0;
    for (int32_t k = 0; k <= work->most; k++)
        for (int32_t d = 1; d <= longest && work->chance[k] > 0; d++)
            sum[k + d] += chance * work->chance[k] * minutes[d];
    work->most += longest;
    memcpy(work->chance, sum, (size_t)(work->most + 1) * sizeof *sum);
}

double brute_work_beyond(const BruteWork *work, int32_t minutes)
{
    double mean = 0;

    for (int32_t k = minutes + 1; k <= work->most; k++)
        mean += work->chance[k] * (k - minutes);
    return mean;
}
