#include "solver/greedy/pace.h"

static double worth_of_nothing(const Agenda *agenda)
{
    double sum = 0;

    for (int32_t r = 0; r < agenda->n_requests; r++)
        sum -= placement_absence(agenda->catalog, r);
    for (int32_t i = 0; i < agenda->n_places; i++)
        sum -= placement_place_worth(agenda->catalog, agenda->place_key[i]);
    return sum;
}

Pace pace_begin(const Agenda *agenda, const SolveOptions *options)
{
    return (Pace){.budget = {.options = options},
                  .nothing = worth_of_nothing(agenda),
                  .before = agenda->effort};
}

double pace_objective(const Pace *pace, const Agenda *agenda)
{
    return pace->nothing + agenda->worth;
}

static void report(const Pace *pace, const Agenda *agenda)
{
    if (!agenda->broken)
        progress_incumbent(pace->budget.options->progress, pace_objective(pace, agenda));
}

bool pace_left(Pace *pace, const Agenda *agenda)
{
    int64_t looked = pace->budget.next_look;
    bool left = !agenda->broken && budget_left(&pace->budget, agenda->effort - pace->before);

    if (pace->budget.next_look != looked)
        report(pace, agenda);
    return left;
}

void pace_end(Pace *pace, const Agenda *agenda)
{
    budget_end(&pace->budget, agenda->effort - pace->before);
    report(pace, agenda);
}
