/* What came of a solve, in words, and its end. */
#include "model/base/memory.h"
#include "solver/solve.h"

const char *outcome_text(Outcome outcome)
{
    switch (outcome) {
#define OUTCOME(name, text)                                                                        \
    case OUTCOME_##name:                                                                           \
        return text;
#include "solver/outcome.def"
#undef OUTCOME
    }
    return "";
}

const char *stopped_by_text(StoppedBy stopped_by)
{
    switch (stopped_by) {
    case STOPPED_DONE:
        return "done";
    case STOPPED_GAP:
        return "gap";
    case STOPPED_TIME:
        return "time";
    case STOPPED_WORK:
        return "work";
    case STOPPED_SIGNAL:
        return "signal";
    }
    return "";
}

void solution_free(Solution *solution)
{
    if (!solution)
        return;
    schedule_free(solution->schedule);
    findings_clear(&solution->conflict);
    mem_free(solution);
}
