/* Exchanges on clinics by chance and on generated ones. */
#include "datasets/generator/generator.h"
#include "model/clinic/calendar.h"
#include "tests/agreement.h"
#include "tests/check.h"
#include "tests/practice.h"
#include "tests/scattered.h"

static const SolveOptions unlimited = {.deadline_s = INFINITY, .threads = 1};

/* What the exchanges in @p agenda gain; fails the test unless it is then an allowed schedule, and
 * no worse. */
static double gain_of(Agenda *agenda)
{
    double before = audited(agenda), after;

    assert_ok(exchange_all(agenda, &unlimited));
    after = audited(agenda);
    assert_true(after >= before - 1e-9 * (1 + fabs(before)));
    return after - before;
}

TEST(any_small_schedule_stays_allowed_and_never_ends_worse)
{
    uint64_t n = trial_count(2000), gained = 0;

    for (uint64_t seed = 0; seed < n; seed++) {
        Trial *trial = trial_begin(seed);
        Catalog *catalog = NULL;
        Agenda *agenda;

        assert_ok(catalog_new(trial->clinic, trial->chances, &catalog));
        agenda = scattered(catalog, seed);
        if (agenda)
            gained += gain_of(agenda) > EPSILON;
        agenda_free(agenda);
        catalog_free(catalog);
        trial_end(trial);
    }
    assert_true(gained >= n / 50);
}

/* A generated clinic, ready to be looked at. */
static Scene generated_scene(const char *recipe, const char *const *settings, int32_t n)
{
    Scene scene = {0};

    assert_ok(generator_run(recipe, 5, settings, n, &scene.clinic));
    assert_ok(chances_new(scene.clinic, &scene.chances));
    assert_ok(catalog_new(scene.clinic, scene.chances, &scene.catalog));
    return scene;
}

/* What stands where when exchanges began with @p from, to the last bit. */
static void describe(const Agenda *from, int32_t threads, int64_t work_limit, Text *out)
{
    SolveOptions options = {.deadline_s = INFINITY, .threads = threads, .work_limit = work_limit};
    Agenda *agenda = NULL;

    assert_ok(agenda_new(from->catalog, &agenda));
    agenda_assign(agenda, from);
    assert_ok(exchange_all(agenda, &options));
    assert_true(agenda->worth > from->worth);
    text_add(out, "%a %lld\n", agenda->worth, (long long)agenda->effort);
    for (int32_t r = 0; r < agenda->n_requests; r++) {
        const Placement *at = agenda_at(agenda, r);

        text_add(out, "%d %d %d\n", r, at ? at->session : -1, at ? at->start_min : -1);
    }
    assert_ok(text_status(out));
    agenda_free(agenda);
}

static void assert_same_at_all_threads(const Agenda *from, int64_t work_limit)
{
    Text text[3] = {{0}};

    for (int k = 0; k < 3; k++)
        describe(from, k == 2 ? 8 : k + 1, work_limit, &text[k]);
    for (int k = 1; k < 3; k++)
        assert_string_equal(text_of(&text[0]), text_of(&text[k]));
    for (int k = 0; k < 3; k++)
        text_clear(&text[k]);
}

TEST(a_network_in_which_every_rule_binds_gains_and_stays_allowed_at_any_number_of_threads)
{
    Scene scene = generated_scene("features", NULL, 0);
    Agenda *agenda = scattered(scene.catalog, 1);

    assert_non_null(agenda);
    assert_same_at_all_threads(agenda, 0);
    assert_true(gain_of(agenda) > 0);
    agenda_free(agenda);
    scene_clear(&scene);
}

TEST(more_places_of_one_type_than_are_looked_at_at_once_are_cut_alike_for_any_threads)
{
    const char *const settings[] = {"requests=1400", "specialties=1", "providers=20"};
    Scene scene = generated_scene("small", settings, 3);
    Agenda *agenda = scattered(scene.catalog, 1);
    int32_t held[8] = {0}, most = 0;

    for (int32_t r = 0; r < agenda->n_requests; r++)
        held[agenda_type(agenda, r)] += agenda->visit_of[r] >= 0;
    for (int32_t type = 0; type < scene.clinic->visit_types.rows; type++)
        most = held[type] > most ? held[type] : most;
    assert_true(most > 500);
    assert_same_at_all_threads(agenda, 100000);
    assert_true(gain_of(agenda) > 0);
    agenda_free(agenda);
    scene_clear(&scene);
}
