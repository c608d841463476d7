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

void sum_doubt(Sum *sum, double error)
{
    sum->doubt += error;
}

/* The error of a compensated sum of n terms is at most 2^-53 of the sum and n^2 2^-106 of their
 * magnitude; the doubts were added up with rounding too. */
double sum_above(const Sum *sum)
{
    return sum->total + sum->lost + 0x1p-50 * sum->magnitude + (1.0 + 1e-6) * sum->doubt;
}
