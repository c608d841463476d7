#include "tests/scene.h"

#include <stdio.h>
#include <string.h>

#include "model/audit/audit.h"
#include "model/clinic/calendar.h"
#include "tests/check.h"
#include "tests/fixture.h"

Scene scene_of(const char *lines)
{
    Scene scene = {.clinic = clinic_of(lines)};

    assert_ok(chances_new(scene.clinic, &scene.chances));
    assert_ok(catalog_new(scene.clinic, scene.chances, &scene.catalog));
    return scene;
}

void scene_clear(Scene *scene)
{
    catalog_free(scene->catalog);
    chances_free(scene->chances);
    clinic_free(scene->clinic);
    *scene = (Scene){0};
}

int32_t scene_row(const Scene *scene, const char *table, const char *id)
{
    const TableInfo *info = schema_table(&dataset_schema, table);
    const char *const *ids = table_cells_const(scene->clinic, info, table_id_column(info));

    for (int32_t row = 0; row < table_head_const(scene->clinic, info)->rows; row++)
        if (strcmp(ids[row], id) == 0)
            return row;
    fail_msg("%s has no %s", table, id);
    return -1;
}

typedef struct Search {
    int32_t start_min, count;
    Placement found;
} Search;

static bool look_at(const Placement *placement, void *context)
{
    Search *search = context;

    if (placement->start_min == search->start_min && search->found.provider < 0)
        search->found = *placement;
    search->count++;
    return true;
}

Placement scene_placement(const Scene *scene, const char *id, int32_t day, int32_t minute)
{
    Search search = {.start_min = day * DAY_MIN + minute, .found = {.provider = -1}};

    placement_each(scene->catalog, scene_row(scene, "requests", id), look_at, &search);
    if (search.found.provider < 0)
        fail_msg("%s has no placement at minute %d of day %d", id, minute, day);
    return search.found;
}

int32_t scene_count(const Scene *scene, const char *id)
{
    Search search = {.start_min = -1, .found = {.provider = -1}};

    placement_each(scene->catalog, scene_row(scene, "requests", id), look_at, &search);
    return search.count;
}

Answer *scene_solve(const Scene *scene, double *objective)
{
    SolveOptions options = {.deadline_s = INFINITY, .threads = 1};
    GreedyResult result = {0};
    Schedule *schedule = NULL;
    Verdict *verdict = NULL;
    Answer *answer;

    assert_ok(greedy_run(scene->catalog, &options, &result));
    assert_int_equal(result.outcome, OUTCOME_FEASIBLE);
    answer = result.answer;
    result.answer = NULL;
    greedy_clear(&result);
    assert_ok(answer_objective(answer, objective));
    assert_ok(answer_schedule(answer, &schedule));
    assert_ok(audit_run(scene->clinic, scene->chances, schedule, &verdict));
    if (verdict->violations > 0)
        fail_msg("%s", verdict->findings.entries[0].message);
    assert_near(verdict->worth.objective, *objective, 1e-9);
    verdict_free(verdict);
    schedule_free(schedule);
    return answer;
}

const char *scene_where(const Scene *scene, const Answer *answer, const char *id)
{
    static char text[128];
    const Placement *at = &answer->at[scene_row(scene, "requests", id)];
    char time[CALENDAR_TIME_BYTES];

    if (at->provider < 0)
        return "-";
    calendar_format_time(at->start_min % DAY_MIN, time);
    snprintf(text, sizeof text, "%s %s %s", time, scene->clinic->providers.provider[at->provider],
             scene->clinic->sites.site[at->site]);
    return text;
}
