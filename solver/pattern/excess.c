#include "solver/pattern/excess.h"

#include <stddef.h>

#include "model/base/pair.h"

static void add_planned(const double *ahead, int32_t planned, int32_t from, int32_t n, double *sum)
{
    double mean = ahead ? ahead[0] : 0;

    for (int32_t g = from; g < n; g++)
        sum[g] = g <= planned ? mean + planned - g : ahead ? ahead[g - planned] : 0;
}

void excess_add(const double *ahead, const DurationLaw *law, int32_t planned, int32_t from,
                int32_t n, double *sum)
{
    double mean = ahead ? ahead[0] : 0;
    int32_t reach = 0;

    if (!law) {
        add_planned(ahead, planned, from, n, sum);
        return;
    }
    while (ahead && reach < n && ahead[reach] > excess_least)
        reach++;
    for (int32_t g = from; g < n; g++)
        sum[g] = g <= law->top_min ? (mean - g) * law->above[g] + law->above_min[g] : 0;
    for (int32_t k = 0; reach > 0 && k <= law->top_min && k < n; k++) {
        int32_t low = k > from ? k : from, high = k + reach < n ? k + reach : n;
        double chance = law->chance[k];

        if (chance < 1e-13 || low >= high)
            continue;
        if ((high - low) % 2 != 0) {
            sum[low] += chance * ahead[low - k];
            low++;
        }
        for (int32_t g = low; g < high; g += 2)
            pair_put(sum + g, pair_at(sum + g) + chance * pair_at(ahead + g - k));
    }
}
