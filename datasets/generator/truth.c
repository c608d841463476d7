#include "datasets/generator/truth.h"

#include "model/clinic/table.h"

static const char *const cohorts[TRUTH_COHORTS] = {"c1", "c2", "c3", "c4", "c5"};
static const double cohort_effect[TRUTH_COHORTS] = {-0.3, -0.15, 0.0, 0.2, 0.4};

const char *truth_cohort(int32_t cohort)
{
    return cohorts[cohort];
}

/* e^x by halving x six times: twelve terms are exact to the last bits for |x| <= 30 / 64. */
static double power_of_e(double x)
{
    double part = x / 64, term = 1, sum = 1;

    for (int k = 1; k <= 12; k++) {
        term = term * part / k;
        sum += term;
    }
    for (int k = 0; k < 6; k++)
        sum *= sum;
    return sum;
}

double truth_logistic(double x)
{
    if (x > 30)
        x = 30;
    if (x < -30)
        x = -30;
    return 1 / (1 + power_of_e(-x));
}

double truth_base(double no_show)
{
    double low = -30, high = 30;

    for (int k = 0; k < 60; k++) {
        double middle = (low + high) / 2;

        if (truth_logistic(middle) < no_show)
            low = middle;
        else
            high = middle;
    }
    return (low + high) / 2;
}

double truth_no_show(double base, const TruthCase *visit)
{
    double lead = visit->lead_days, x = base;
    int32_t age = visit->age < 80 ? visit->age : 80;

    x += visit->lead_days <= 0 ? -2.2 : 2.4 * lead / (lead + 10) - 1.2;
    x += 2.0 * ((visit->no_shows + 0.6) / (visit->visits + 3.0) - 0.2);
    x += -0.012 * (age - 40);
    x += 0.04 * (visit->distance_km - 4);
    x += visit->chronic ? -0.2 : 0.05;
    x += cohort_effect[visit->cohort];
    if (visit->weekday == 1 || visit->weekday == 5)
        x += 0.1;
    if (visit->start_min != MISSING && visit->start_min < 9 * 60)
        x += 0.2;
    if (visit->reminder != MISSING)
        return truth_logistic(x + (visit->reminder ? -0.25 : 0.25));
    return TRUTH_REMINDED * truth_logistic(x - 0.25) +
           (1 - TRUTH_REMINDED) * truth_logistic(x + 0.25);
}
