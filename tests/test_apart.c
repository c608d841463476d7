/* Networks that fall apart: copies of one clinic, of which each can have what one can. */
#include <string.h>

#include "model/audit/audit.h"
#include "model/audit/certify.h"
#include "model/base/clock.h"
#include "model/base/memory.h"
#include "solver/solve.h"
#include "tests/agreement.h"
#include "tests/check.h"
#include "tests/copies.h"
#include "tests/generated.h"

typedef struct Network {
    Clinic *clinic;
    Chances *chances;
} Network;

static Network network_of(const Clinic *clinic, const Chances *chances, int32_t count)
{
    return (Network){copies_of(clinic, count), copied_chances(chances, count)};
}

/* @p count copies of a recipe's clinic. */
static Network copied(const char *recipe, const char *const *settings, int32_t count)
{
    Clinic *one = generated_with(recipe, 1, settings);
    Chances *chances = NULL;
    Network network;

    assert_ok(chances_new(one, &chances));
    network = network_of(one, chances, count);
    chances_free(chances);
    clinic_free(one);
    return network;
}

static void release(Network *network)
{
    chances_free(network->chances);
    clinic_free(network->clinic);
}

static Solution *solve(const Network *network, SolveOptions options)
{
    Solution *solution = NULL;

    options.threads = options.threads ? options.threads : 1;
    assert_ok(solve_run(network->clinic, network->chances, &options, &solution));
    return solution;
}

/* The judge finds nothing wrong and the same worth, and the certificate of all proves the bound. */
static void assert_trusted(const Network *network, const Solution *solution)
{
    Verdict *verdict = NULL;
    double proven = 0;

    assert_non_null(solution->schedule);
    assert_ok(audit_run(network->clinic, network->chances, solution->schedule, &verdict));
    assert_int_equal(verdict->violations, 0);
    assert_true(audit_reaches(solution->objective, verdict->worth.objective) &&
                audit_reaches(verdict->worth.objective, solution->objective));
    assert_ok(certify_bound(network->clinic, network->chances, solution->schedule,
                            solution->price_bound, &proven));
    assert_true(audit_reaches(solution->price_bound, proven));
    assert_true(audit_reaches(solution->bound, solution->objective));
    verdict_free(verdict);
}

/* Three copies of a random clinic, whose optimum exhaustive search knows. */
static void try_copies(const Trial *trial)
{
    enum { COPIES = 3 };
    Network network = network_of(trial->clinic, trial->chances, COPIES);
    Solution *solution =
        solve(&network, (SolveOptions){.method = METHOD_EXACT, .deadline_s = INFINITY});

    if (solution->outcome == OUTCOME_INFEASIBLE) {
        if (trial->best)
            trial_fail(trial, NULL, "copies are infeasible, the clinic is not");
    } else if (solution->schedule) {
        assert_trusted(&network, solution);
        if (solution->outcome != OUTCOME_OPTIMAL ||
            fabs(solution->objective - COPIES * trial->optimum.worth) > 1e-6)
            trial_fail(trial, NULL, "%d components, %s by %s: worth %.12g, the best is %.12g",
                       solution->components, outcome_text(solution->outcome), solution->engine,
                       solution->objective, COPIES * trial->optimum.worth);
        if (solution->components < COPIES && trial->clinic->requests.rows > 0 &&
            solution->schedule->appointments.rows > 0)
            trial_fail(trial, NULL, "%d components", solution->components);
    }
    solution_free(solution);
    release(&network);
}

TEST(copies_of_a_clinic_are_worth_as_many_times_its_optimum)
{
    for (uint64_t seed = 0; seed < trial_count(400); seed++) {
        Trial *trial = trial_begin(seed);

        if (trial_search(trial))
            try_copies(trial);
        trial_end(trial);
    }
}

/* The answer, the log of how it came about, and all figures, as text. */
static void describe(const Network *network, int64_t work_limit, int32_t threads, Text *out)
{
    SolveOptions options = {
        .deadline_s = INFINITY, .work_limit = work_limit, .threads = threads, .seed = 1};
    Solution *solution = NULL;

    assert_ok(progress_new(0, false, &options.progress));
    solution = solve(network, options);
    assert_ok(
        progress_write(options.progress, solution->objective, solution->bound, solution->schedule));
    text_add(out, "%s %s by %s: %a, at most %a (%a), %d components\n",
             outcome_text(solution->outcome), stopped_by_text(solution->stopped_by),
             solution->engine, solution->objective, solution->bound, solution->price_bound,
             solution->components);
    print_schedule(network->clinic, solution->schedule, out);
    assert_ok(text_status(out));
    if (threads == 1)
        assert_trusted(network, solution);
    progress_free(options.progress);
    solution_free(solution);
}

static void compare(const Network *network, int64_t work_limit)
{
    Text one = {0};

    describe(network, work_limit, 1, &one);
    for (int32_t threads = 2; threads <= 8; threads += 6) {
        Text more = {0};

        describe(network, work_limit, threads, &more);
        assert_string_equal(text_of(&one), text_of(&more));
        text_clear(&more);
    }
    text_clear(&one);
}

TEST(components_side_by_side_and_alone_have_one_answer_at_1_2_and_8_threads)
{
    static const char *const settings[] = {"requests=40", NULL};
    const int32_t counts[] = {2, 10};

    for (int i = 0; i < 2; i++) {
        Network network = copied("small", settings, counts[i]);

        for (int64_t work_limit = 1; work_limit <= 1000000; work_limit *= 1000)
            compare(&network, work_limit);
        release(&network);
    }
}

TEST(every_component_has_its_share_of_the_work)
{
    static const char *const settings[] = {"requests=40", NULL};
    Network one = copied("small", settings, 1), ten = copied("small", settings, 10);
    Solution *alone = solve(&one, (SolveOptions){.deadline_s = INFINITY, .work_limit = 200000});
    Solution *all = solve(&ten, (SolveOptions){.deadline_s = INFINITY, .work_limit = 2000000});

    assert_int_equal(alone->components, 1);
    assert_int_equal(all->components, 10);
    assert_near(all->bound / 10, alone->bound, 0.01 * alone->bound);
    assert_true(all->objective > 10 * alone->objective * 0.99);
    assert_trusted(&ten, all);
    solution_free(alone);
    solution_free(all);
    release(&one);
    release(&ten);
}

/* At each site others lead a type, and at other lengths, which a link asks about. */
TEST(linked_sites_with_paces_of_their_own_are_proven_as_one)
{
    static const char *const settings[] = {"requests=400",
                                           "sites=8",
                                           "providers=24",
                                           "roving_share=0",
                                           "switch_share=0",
                                           "site_share=1",
                                           "site_required_share=1",
                                           "same_day_share=0.2",
                                           NULL};
    Clinic *clinic = generated_with("network", 1, settings);
    Chances *chances = NULL;
    Network network;
    Solution *solution;

    assert_ok(chances_new(clinic, &chances));
    network = (Network){clinic, chances};
    solution = solve(&network, (SolveOptions){.deadline_s = INFINITY, .work_limit = 300000});
    assert_true(solution->components >= 8);
    assert_trusted(&network, solution);
    solution_free(solution);
    release(&network);
}

TEST(a_start_is_never_lost_by_taking_apart)
{
    static const char *const settings[] = {"requests=40", NULL};
    Network network = copied("small", settings, 9);
    Solution *good = solve(&network, (SolveOptions){.deadline_s = INFINITY, .work_limit = 3000000});
    Solution *again = solve(
        &network, (SolveOptions){
                      .deadline_s = INFINITY, .work_limit = 1, .seed = 2, .start = good->schedule});

    assert_int_equal(again->start_stood, again->start_asked);
    assert_true(audit_reaches(again->objective, good->objective));
    assert_trusted(&network, again);
    solution_free(good);
    solution_free(again);
    release(&network);
}

TEST(a_deadline_or_an_interruption_leaves_an_allowed_schedule_and_a_bound)
{
    static const char *const settings[] = {"requests=40", NULL};
    volatile int interrupted = 1;
    Network network = copied("small", settings, 9);
    const SolveOptions options[] = {{.deadline_s = 0},
                                    {.deadline_s = INFINITY, .interrupted = &interrupted},
                                    {.deadline_s = clock_now_s() + 0.5, .threads = 2}};

    for (int i = 0; i < 3; i++) {
        Solution *solution = solve(&network, options[i]);

        assert_trusted(&network, solution);
        assert_int_equal(solution->stopped_by, i == 1 ? STOPPED_SIGNAL : STOPPED_TIME);
        solution_free(solution);
    }
    release(&network);
}

TEST(running_out_of_memory_is_a_status)
{
    static const char *const settings[] = {"requests=6", NULL};
    Network network = copied("tiny", settings, 2);
    SolveOptions options = {.deadline_s = INFINITY, .work_limit = 1000, .threads = 1};
    Solution *solution = NULL;
    int64_t needed;

    mem_fail_at(0);
    assert_ok(solve_run(network.clinic, network.chances, &options, &solution));
    needed = mem_count();
    solution_free(solution);
    for (int64_t nth = 1; nth <= needed; nth += 1 + needed / 400) {
        Status status;

        solution = NULL;
        mem_fail_at(nth);
        status = solve_run(network.clinic, network.chances, &options, &solution);
        mem_fail_at(0);
        if (status != STATUS_OK)
            assert_int_equal(status, STATUS_NO_MEMORY);
        solution_free(solution);
    }
    release(&network);
}
