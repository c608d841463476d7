#include "solver/solve.h"
#include "tests/check.h"

TEST(outcomes_and_what_stopped_a_solve_have_the_words_of_the_contract)
{
    assert_string_equal(outcome_text(OUTCOME_OPTIMAL), "optimal");
    assert_string_equal(outcome_text(OUTCOME_FEASIBLE), "feasible");
    assert_string_equal(outcome_text(OUTCOME_INFEASIBLE), "infeasible");
    assert_string_equal(outcome_text(OUTCOME_NOTHING), "nothing");
    assert_string_equal(stopped_by_text(STOPPED_DONE), "done");
    assert_string_equal(stopped_by_text(STOPPED_GAP), "gap");
    assert_string_equal(stopped_by_text(STOPPED_TIME), "time");
    assert_string_equal(stopped_by_text(STOPPED_WORK), "work");
    assert_string_equal(stopped_by_text(STOPPED_SIGNAL), "signal");
}

TEST(no_solution_can_be_released)
{
    solution_free(NULL);
}
