#include "tests/check.h"

#include <string.h>

#include "datasets/generator/generator.h"
#include "tests/generated.h"

/* Rows i of a table for which @p condition holds. */
#define COUNT(table, condition)                                                                    \
    count = 0;                                                                                     \
    for (int32_t i = 0; i < clinic->table.rows; i++)                                               \
    count += (condition) ? 1 : 0

static Clinic *clinic;

static const Clinic *features(void)
{
    if (!clinic)
        clinic = generated("features", 1);
    return clinic;
}

/* Requests whose visit type fulfils a condition on `t`. */
#define REQUESTS_OF(condition)                                                                     \
    count = 0;                                                                                     \
    for (int32_t i = 0; i < clinic->requests.rows; i++) {                                          \
        int32_t t = clinic->requests.visit_type[i];                                                \
        count += (condition) ? 1 : 0;                                                              \
    }

TEST(visits_of_every_kind_are_asked_for)
{
    const VisitTypes *types = &features()->visit_types;
    int32_t count;

    REQUESTS_OF(types->needs_authorization[t]);
    assert_true(count >= 5);
    REQUESTS_OF(types->min_notice_days[t] > 0);
    assert_true(count >= 10);
    REQUESTS_OF(types->earliest_start[t] != MISSING);
    assert_true(count >= 5);
    REQUESTS_OF(types->latest_start[t] != MISSING);
    assert_true(count >= 10);
    REQUESTS_OF(types->group_capacity[t] > 1);
    assert_true(count >= 8);
    REQUESTS_OF(types->mode[t] == TYPE_TELEHEALTH);
    assert_true(count >= 5);
    REQUESTS_OF(types->mode[t] == TYPE_EITHER);
    assert_true(count >= 20);
    REQUESTS_OF(types->duration_cv[t] > 0);
    assert_true(count >= 10);
    REQUESTS_OF(!types->overbook_ok[t]);
    assert_true(count >= 5);
}

/* Requests for a visit with an activity that fulfils a condition on `a`. */
static int32_t asked_with(int32_t kind, int32_t least_cleanup, int32_t least_offset)
{
    const Activities *a = &features()->activities;
    int32_t asked = 0;

    for (int32_t r = 0; r < clinic->requests.rows; r++)
        for (int32_t i = 0; i < a->rows; i++)
            asked += a->visit_type[i] == clinic->requests.visit_type[r] && a->kind[i] == kind &&
                     a->cleanup_min[i] >= least_cleanup && a->offset_min[i] >= least_offset;
    return asked;
}

TEST(visits_hold_further_persons_rooms_and_devices_with_offsets_and_cleanup)
{
    features();
    assert_true(asked_with(UNIT_PROVIDER, 0, 0) >= clinic->requests.rows + 20);
    assert_true(asked_with(UNIT_PROVIDER, 10, 0) >= 5);
    assert_true(asked_with(UNIT_PROVIDER, 0, 10) >= 20);
    assert_true(asked_with(UNIT_ROOM, 10, 0) >= 20);
    assert_true(asked_with(UNIT_EQUIPMENT, 0, 0) >= 20);
    assert_true(asked_with(UNIT_EQUIPMENT, 10, 10) >= 3);
}

TEST(rooms_and_devices_have_hours_and_turnarounds_of_their_own)
{
    int32_t count;

    features();
    COUNT(rooms, clinic->rooms.open[i] > 0 && clinic->rooms.close[i] < 1440);
    assert_true(count >= 1);
    COUNT(equipment, clinic->equipment.open[i] > 0 && clinic->equipment.close[i] < 1440);
    assert_true(count >= 1);
    COUNT(equipment, clinic->equipment.turnaround_min[i] > 0);
    assert_true(count >= 2);
}

TEST(sessions_are_held_released_overbooked_and_bound_to_a_mode)
{
    const Sessions *sessions = &features()->sessions;
    int32_t count;

    COUNT(sessions, *sessions->held_for[i] && sessions->release_days[i] == MISSING);
    assert_true(count >= 2);
    COUNT(sessions, *sessions->held_for[i] && sessions->release_days[i] != MISSING);
    assert_true(count >= 2);
    COUNT(sessions, sessions->overbook_max[i] > 0);
    assert_true(count >= 10);
    COUNT(sessions, sessions->mode[i] == SESSION_TELEHEALTH);
    assert_true(count >= 2);
    COUNT(sessions, sessions->mode[i] == SESSION_IN_PERSON);
    assert_true(count >= 2);
    COUNT(skills, clinic->skills.duration_factor[i] < 1);
    assert_true(count >= 1);
    COUNT(skills, clinic->skills.duration_factor[i] > 1);
    assert_true(count >= 1);
}

TEST(people_work_at_several_sites_on_different_days_and_on_one)
{
    const Sessions *sessions = &features()->sessions;
    int32_t days = 0, noons = 0;

    for (int32_t s = 1; s < sessions->rows; s++) {
        bool moved = sessions->provider[s] == sessions->provider[s - 1] &&
                     sessions->site[s] != sessions->site[s - 1];

        days += moved && sessions->date[s] != sessions->date[s - 1];
        noons += moved && sessions->date[s] == sessions->date[s - 1];
    }
    assert_true(days >= 1);
    assert_true(noons >= 1);
    assert_true(clinic->rules.travel_min > 0);
}

TEST(closures_of_all_kinds_occur)
{
    int32_t count;

    features();
    for (int32_t kind = 0; kind < n_words_closure_kind; kind++) {
        COUNT(closures, clinic->closures.kind[i] == kind);
        assert_true(count >= 1);
    }
    COUNT(closures, strcmp(clinic->closures.reason[i], "leave") == 0);
    assert_true(count >= 1);
}

TEST(links_of_all_kinds_and_chains_of_them_occur)
{
    const Links *links = &features()->links;
    int32_t count;

    for (int32_t kind = 0; kind < n_words_link_kind; kind++) {
        COUNT(links, links->kind[i] == kind);
        assert_true(count >= 4);
    }
    COUNT(links, links->kind[i] == LINK_SAME_DAY && links->max[i] != MISSING);
    assert_true(count >= 2);
    COUNT(links, links->kind[i] == LINK_AFTER && i > 0 && links->second[i - 1] == links->first[i]);
    assert_true(count >= 2);
    COUNT(links, links->kind[i] == LINK_TOGETHER && clinic->requests.patient[links->first[i]] ==
                                                        clinic->requests.patient[links->second[i]]);
    assert_true(count >= 1);
    COUNT(links, links->kind[i] == LINK_TOGETHER && clinic->requests.patient[links->first[i]] !=
                                                        clinic->requests.patient[links->second[i]]);
    assert_true(count >= 1);
    COUNT(links, clinic->requests.status[links->first[i]] == REQUEST_FIXED);
    assert_true(count >= 1);
}

TEST(requests_have_wishes_and_limits_of_all_kinds)
{
    const Requests *requests = &features()->requests;
    int32_t count;

    COUNT(requests, requests->provider[i] >= 0 && !requests->provider_required[i]);
    assert_true(count >= 20);
    COUNT(requests, requests->provider_required[i]);
    assert_true(count >= 5);
    COUNT(requests, requests->site[i] >= 0 && !requests->site_required[i]);
    assert_true(count >= 20);
    COUNT(requests, requests->site_required[i]);
    assert_true(count >= 20);
    COUNT(requests, requests->mode[i] == MODE_TELEHEALTH);
    assert_true(count >= 5);
    COUNT(requests, requests->mode[i] == MODE_IN_PERSON);
    assert_true(count >= 2);
    COUNT(requests, !isnan(requests->weight[i]));
    assert_true(count >= 5);
    COUNT(availability, clinic->availability.weekday[i] != MISSING);
    assert_true(count >= 5);
    COUNT(availability, clinic->availability.date[i] != MISSING);
    assert_true(count >= 2);
    COUNT(requests,
          requests->authorized_from[i] != MISSING && requests->authorized_until[i] == MISSING);
    assert_true(count >= 1);
    COUNT(requests,
          requests->authorized_from[i] == MISSING && requests->authorized_until[i] != MISSING);
    assert_true(count >= 1);
    for (int32_t priority = 0; priority < n_words_priority; priority++) {
        COUNT(requests, requests->priority[i] == priority);
        assert_true(count >= 1);
    }
    for (int32_t status = 0; status < n_words_request_status; status++) {
        COUNT(requests, requests->status[i] == status);
        assert_true(count >= 10);
    }
}

TEST(the_policy_reserves_limits_collisions_calls_patients_and_watches_cohorts)
{
    int32_t count;

    features();
    assert_true(clinic->rules.reserve_service_level > 0);
    assert_true(clinic->rules.collision_show_max < 1);
    assert_true(clinic->rules.outreach_capacity_per_day > 0);
    assert_true(clinic->rules.cohort_wait_ratio_max > 0);
    COUNT(urgent_demand, clinic->urgent_demand.expected[i] > 0);
    assert_true(count >= 5);
    COUNT(patients, *clinic->patients.cohort[i]);
    assert_true(count == clinic->patients.rows);
    clinic_free(clinic);
    clinic = NULL;
}

TEST(the_overbooked_practice_has_fixed_durations_and_many_no_shows)
{
    Clinic *practice = generated("overbook", 1);
    double show = 0;

    for (int32_t t = 0; t < practice->visit_types.rows; t++)
        assert_near(practice->visit_types.duration_cv[t], 0, 0);
    for (int32_t s = 0; s < practice->sessions.rows; s++)
        assert_true(*practice->sessions.held_for[s] || practice->sessions.overbook_max[s] > 0);
    for (int32_t r = 0; r < practice->requests.rows; r++)
        show += practice->requests.show_prob[r];
    assert_in_range((int)(show / practice->requests.rows * 100), 45, 70);
    clinic_free(practice);
}

TEST(in_a_nation_nearly_everyone_goes_to_the_site_nearby)
{
    const char *settings[] = {"requests=20000", "providers=250", "sites=10", "history=100"};
    Clinic *nation = NULL;
    int32_t required = 0;

    assert_ok(generator_run("nation", 1, settings, 4, &nation));
    for (int32_t r = 0; r < nation->requests.rows; r++)
        required += nation->requests.site_required[r];
    assert_in_range(required, 19400, 19800);
    clinic_free(nation);
}
