#include "tests/proven.h"

#include "model/audit/certify.h"
#include "tests/check.h"
#include "tests/fixture.h"

Status proven_bound(const char *clinic_lines, const char *certificate, double *bound)
{
    Clinic *clinic = clinic_of(clinic_lines);
    Schedule *schedule = schedule_of(clinic, certificate);
    Chances *chances = NULL;
    Status status;

    assert_ok(chances_new(clinic, &chances));
    status = certify_bound(clinic, chances, schedule, -INFINITY, bound);
    chances_free(chances);
    schedule_free(schedule);
    clinic_free(clinic);
    return status;
}

double proven(const char *clinic, const char *certificate)
{
    double bound = NAN;

    assert_ok(proven_bound(clinic, certificate, &bound));
    return bound;
}
