#include "model/audit/certify_sum.h"

#include <math.h>

void sum_add(Sum *sum, double term)
{
    double total = sum->total + term;

    if (fabs(sum->total) >= fabs(term))
        sum->lost += (sum->total - total) + term;
    else
        sum->lost += (term - total) + sum->total;
    sum->total = total;
    sum->magnitude += fabs(term);
}

double sum_above(const Sum *sum)
{
    return sum->total + sum->lost + 1e-12 * sum->magnitude;
}
