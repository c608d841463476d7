#include "solver/cli/nearest.h"

#include <limits.h>
#include <string.h>

enum { LETTERS_MAX = 63 };

static int least(int a, int b)
{
    return a < b ? a : b;
}

int nearest_distance(const char *a, const char *b)
{
    int cost[LETTERS_MAX + 2][LETTERS_MAX + 2];
    size_t rows = strlen(a), columns = strlen(b);

    if (rows > LETTERS_MAX || columns > LETTERS_MAX)
        return INT_MAX;
    for (size_t i = 0; i <= rows; i++) {
        for (size_t j = 0; j <= columns; j++) {
            if (i == 0 || j == 0) {
                cost[i][j] = (int)(i + j);
                continue;
            }
            cost[i][j] = least(least(cost[i - 1][j], cost[i][j - 1]) + 1,
                               cost[i - 1][j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                cost[i][j] = least(cost[i][j], cost[i - 2][j - 2] + 1);
        }
    }
    return cost[rows][columns];
}

int nearest_limit(const char *word)
{
    return 2 + (int)strlen(word) / 3;
}

void nearest_offer(const char *word, const char *candidate, const char **best, int *distance)
{
    int found = nearest_distance(word, candidate);

    if (found < *distance) {
        *distance = found;
        *best = candidate;
    }
}
