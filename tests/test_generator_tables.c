#include <string.h>

#include "datasets/generator/catalogue.h"
#include "datasets/generator/generator.h"
#include "model/clinic/cell.h"
#include "tests/check.h"
#include "tests/generated.h"

/* True when @p cell, not blank, is one that readers of files would take. */
static bool is_allowed(const Clinic *clinic, const Column *column, Cell cell)
{
    int32_t slot = clinic->horizon.slot_min[0], words = 0;

    switch (column->kind) {
    case KIND_ID:
    case KIND_TEXT:
        return *cell.text != '\0';
    case KIND_REF:
        return cell.number >= 0 &&
               cell.number <
                   table_head_const(clinic, schema_table(&dataset_schema, column->references))
                       ->rows;
    case KIND_WORD:
        while (column->words[words])
            words++;
        return cell.number >= 0 && cell.number < words;
    case KIND_FLAG:
        return cell.number == 0 || cell.number == 1;
    case KIND_REAL:
        return cell.real >= column->low && cell.real <= column->high;
    case KIND_DATE:
        return true;
    case KIND_TIME:
    case KIND_INT:
        return cell.number >= column->low && cell.number <= column->high &&
               (!column->on_grid || cell.number % slot == 0);
    }
    return false;
}

static void check_cells(const Clinic *clinic, const TableInfo *info, const Column *column)
{
    const void *cells = table_cells_const(clinic, info, column);

    for (int32_t row = 0; row < table_head_const(clinic, info)->rows; row++) {
        Cell cell = cell_get(column, cells, row);

        if (cell_is_blank(column, cell) ? column->required : !is_allowed(clinic, column, cell))
            fail_msg("%s, row %d: %s", info->name, (int)row, column->name);
    }
}

TEST(every_cell_is_one_that_its_column_allows)
{
    for (int i = 0; i < generator_count(); i++) {
        Clinic *clinic = NULL;

        if (strcmp(generator_name(i), "nation") == 0 || strcmp(generator_name(i), "city") == 0)
            continue;
        clinic = generated(generator_name(i), 7);
        for (int t = 0; t < N_DATASET_TABLES; t++)
            for (int c = 0; c < dataset_schema.tables[t].n_columns; c++)
                check_cells(clinic, &dataset_schema.tables[t],
                            &dataset_schema.tables[t].columns[c]);
        clinic_free(clinic);
    }
}

TEST(what_is_set_is_counted_in_the_tables)
{
    const char *const settings[] = {"requests=97", "sites=3",       "providers=31", "days=9",
                                    "slot_min=15", "specialties=4", "history=123",  NULL};
    Clinic *clinic = generated_with("features", 3, settings);
    int32_t types = 0;

    for (int32_t type = 0; type < N_TYPES; type++)
        types += catalogue_types[type].specialty < 4;
    assert_int_equal(clinic->requests.rows, 97);
    assert_int_equal(clinic->sites.rows, 3);
    assert_int_equal(clinic->providers.rows, 31);
    assert_int_equal(clinic->horizon.days[0], 9);
    assert_int_equal(clinic->horizon.slot_min[0], 15);
    assert_int_equal(clinic->visit_types.rows, types);
    assert_int_equal(clinic->history.rows, 123);
    clinic_free(clinic);
}

/* Fails the test when @p condition holds for a row i of @p table in features with @p setting. */
#define NONE(setting, table, condition)                                                            \
    do {                                                                                           \
        Clinic *clinic = generated_with("features", 1, (const char *const[]){setting, NULL});      \
                                                                                                   \
        for (int32_t i = 0; i < clinic->table.rows; i++)                                           \
            if (condition)                                                                         \
                fail_msg("%s: %s, row %d", setting, #table, (int)i);                               \
        clinic_free(clinic);                                                                       \
    } while (0)

/* Whether somebody of the past stands among the patients. */
static bool is_known(const Clinic *clinic, const char *id)
{
    for (int32_t p = 0; p < clinic->patients.rows; p++)
        if (strcmp(clinic->patients.patient[p], id) == 0)
            return true;
    return false;
}

TEST(sessions_and_closures_that_a_recipe_rules_out_do_not_occur)
{
    NONE("overbook_share=0", sessions, clinic->sessions.overbook_max[i] > 0);
    NONE("telehealth_sessions=0", sessions, clinic->sessions.mode[i] == SESSION_TELEHEALTH);
    NONE("in_person_sessions=0", sessions, clinic->sessions.mode[i] == SESSION_IN_PERSON);
    NONE("held_share=0", sessions, *clinic->sessions.held_for[i]);
    NONE("release_share=0", sessions, clinic->sessions.release_days[i] != MISSING);
    NONE("afternoon_min=0", sessions, clinic->sessions.start[i] >= 13 * 60);
    NONE("roving_share=0", sessions,
         i > 0 && clinic->sessions.provider[i] == clinic->sessions.provider[i - 1] &&
             clinic->sessions.site[i] != clinic->sessions.site[i - 1]);
    NONE("leave_share=0", closures, strcmp(clinic->closures.reason[i], "leave") == 0);
    NONE("meeting_share=0", closures,
         clinic->closures.kind[i] == CLOSURE_PROVIDER &&
             strcmp(clinic->closures.reason[i], "leave") != 0);
    NONE("site_closures=0", closures, clinic->closures.kind[i] == CLOSURE_SITE);
    NONE("room_closures=0", closures, clinic->closures.kind[i] == CLOSURE_ROOM);
    NONE("device_closures=0", closures, clinic->closures.kind[i] == CLOSURE_EQUIPMENT);
    NONE("own_hours_share=0", rooms, clinic->rooms.open[i] > 0);
    NONE("own_hours_share=0", equipment, clinic->equipment.open[i] > 0);
}

TEST(visits_and_wishes_that_a_recipe_rules_out_do_not_occur)
{
    NONE("cv_share=0", visit_types, clinic->visit_types.duration_cv[i] > 0);
    NONE("rare_types=0", visit_types, clinic->visit_types.group_capacity[i] > 1);
    NONE("factor_share=0", skills,
         clinic->skills.duration_factor[i] < 1 || clinic->skills.duration_factor[i] > 1);
    NONE("emergency_share=0", requests, clinic->requests.priority[i] == PRIORITY_EMERGENCY);
    NONE("urgent_share=0", requests, clinic->requests.priority[i] == PRIORITY_URGENT);
    NONE("soon_share=0", requests, clinic->requests.priority[i] == PRIORITY_SOON);
    NONE("weight_share=0", requests, !isnan(clinic->requests.weight[i]));
    NONE("authorized_share=0", requests,
         clinic->requests.authorized_from[i] != MISSING ||
             clinic->requests.authorized_until[i] != MISSING);
    NONE("provider_share=0", requests, clinic->requests.provider[i] >= 0);
    NONE("provider_required_share=0", requests, clinic->requests.provider_required[i]);
    NONE("site_share=0", requests, clinic->requests.site[i] >= 0);
    NONE("site_required_share=0", requests, clinic->requests.site_required[i]);
    NONE("mode_share=0", requests, clinic->requests.mode[i] != MISSING);
    NONE("availability_share=0", availability, true);
    NONE("after_share=0", links, clinic->links.kind[i] == LINK_AFTER);
    NONE("same_day_share=0", links, clinic->links.kind[i] == LINK_SAME_DAY);
    NONE("together_share=0", links, clinic->links.kind[i] == LINK_TOGETHER);
    NONE("same_provider_share=0", links, clinic->links.kind[i] == LINK_SAME_PROVIDER);
    NONE("urgent_per_day=0", urgent_demand, true);
    NONE("booked_share=0", requests, clinic->requests.status[i] >= REQUEST_BOOKED);
    NONE("waitlist_share=0", requests, clinic->requests.status[i] == REQUEST_WAITLIST);
    NONE("history=0", history, true);
    NONE("unknown_share=0", history, !is_known(clinic, clinic->history.patient[i]));
}

TEST(what_a_recipe_asks_of_all_occurs_in_all)
{
    /* blocks held for some are like ordinary sessions */
    NONE("overbook_share=1", sessions,
         !*clinic->sessions.held_for[i] && clinic->sessions.overbook_max[i] != 2);
    NONE("telehealth_sessions=1", sessions,
         !*clinic->sessions.held_for[i] && clinic->sessions.mode[i] != SESSION_TELEHEALTH);
    NONE("cv_share=1", visit_types, !(clinic->visit_types.duration_cv[i] > 0));
    NONE("weight_share=1", requests, isnan(clinic->requests.weight[i]));
    NONE("provider_share=1", requests, clinic->requests.provider[i] < 0);
    NONE("site_share=1", requests, clinic->requests.site[i] < 0);
    NONE("waitlist_share=1", requests, clinic->requests.status[i] == REQUEST_NEW);
    NONE("fixed_share=1", requests, clinic->requests.status[i] == REQUEST_BOOKED);
    NONE("authorized_share=1", requests,
         clinic->visit_types.needs_authorization[clinic->requests.visit_type[i]] &&
             clinic->requests.authorized_from[i] == MISSING &&
             clinic->requests.authorized_until[i] == MISSING);
    NONE("unknown_share=1", history, is_known(clinic, clinic->history.patient[i]));
}

TEST(windows_are_asked_for_before_they_begin_and_do_not_end_before)
{
    NONE("arrival_days=5", requests, clinic->requests.requested_on[i] < -5);
    NONE("arrival_days=5", requests,
         clinic->requests.requested_on[i] > clinic->requests.earliest[i] ||
             clinic->requests.earliest[i] > clinic->requests.latest[i]);
}

TEST(every_request_has_a_patient_of_its_own_if_none_has_several)
{
    const char *const settings[] = {"patients_per_request=1", NULL};
    Clinic *clinic = generated_with("overbook", 1, settings);
    int32_t shared = 0; /* by linked requests */

    for (int32_t l = 0; l < clinic->links.rows; l++)
        shared += clinic->requests.patient[clinic->links.first[l]] ==
                  clinic->requests.patient[clinic->links.second[l]];
    assert_int_equal(clinic->patients.rows, clinic->requests.rows - shared);
    clinic_free(clinic);
}

TEST(the_past_lies_before_the_horizon_in_the_order_of_its_days)
{
    NONE("history_days=30", history,
         clinic->history.date[i] < -32 || clinic->history.date[i] >= 0 ||
             clinic->history.booked_on[i] > clinic->history.date[i] ||
             (i > 0 && clinic->history.date[i - 1] > clinic->history.date[i]));
}

/* Whether someone of the specialty of visit type @p type is in session at @p site on @p day. */
static bool is_served(const Clinic *clinic, int32_t type, int32_t site, int32_t day)
{
    for (int32_t s = 0; s < clinic->sessions.rows; s++)
        if (clinic->sessions.site[s] == site && clinic->sessions.date[s] == day &&
            strcmp(clinic->providers.specialty[clinic->sessions.provider[s]],
                   clinic->visit_types.specialty[type]) == 0)
            return true;
    return false;
}

TEST(urgent_demand_arises_where_someone_is_in_session_for_it)
{
    Clinic *clinic = generated_with("features", 2, (const char *const[]){"urgent_per_day=4", NULL});
    const UrgentDemand *urgent = &clinic->urgent_demand;

    assert_true(urgent->rows > 0);
    for (int32_t u = 0; u < urgent->rows; u++) {
        assert_true(urgent->expected[u] >= 1 && urgent->expected[u] <= 3);
        assert_true(is_served(clinic, urgent->visit_type[u], urgent->site[u], urgent->date[u]));
    }
    clinic_free(clinic);
}

TEST(the_more_patients_stay_away_the_less_likely_everyone_comes)
{
    Clinic *few = generated_with("small", 1, (const char *const[]){"no_show=0.1", NULL});
    Clinic *many = generated_with("small", 1, (const char *const[]){"no_show=0.4", NULL});

    for (int32_t r = 0; r < few->requests.rows; r++)
        assert_true(few->requests.show_prob[r] > many->requests.show_prob[r]);
    clinic_free(few);
    clinic_free(many);
}

/* Fails the test unless table @p table is the same whatever @p one or @p other sets. */
static void assert_apart(enum DatasetTable table, const char *one, const char *other)
{
    uint64_t digests[2];

    for (int i = 0; i < 2; i++) {
        const char *const settings[] = {"booked_share=0", i == 0 ? one : other, NULL};
        Clinic *clinic = generated_with("features", 1, settings);

        digests[i] = generated_digest(clinic, table, GENERATED_NOTHING);
        clinic_free(clinic);
    }
    if (digests[0] != digests[1])
        fail_msg("%s or %s: other %s", one, other, dataset_schema.tables[table].name);
}

TEST(a_change_to_one_part_leaves_the_others_as_they_were)
{
    const enum DatasetTable others[] = {TABLE_providers, TABLE_skills, TABLE_sessions,
                                        TABLE_patients,  TABLE_links,  TABLE_history};

    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        assert_apart(others[i], "availability_share=0", "availability_share=1");
        assert_apart(others[i], "room_fill=0.5", "room_closures=1");
        assert_apart(others[i], "urgent_per_day=0", "urgent_per_day=9");
    }
    assert_apart(TABLE_requests, "room_fill=0.5", "room_closures=1");
    assert_apart(TABLE_closures, "availability_share=0", "availability_share=1");
}
