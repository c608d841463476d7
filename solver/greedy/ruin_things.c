/* What may be taken out and seated again. */
#include <math.h>

#include "solver/greedy/ruin_parts.h"

enum { DRAWS = 30 /* idle things drawn for one that the prices would book */ };

/* Chance with which an idle thing that the prices would not book is drawn nevertheless. */
static const double curiosity = 0.03;

int32_t ruin_subjects(const Ruiner *ruiner, int32_t t, const int32_t **subjects, int32_t *place)
{
    int32_t bundle = ruiner->order[t];

    if (bundle < 0) {
        *place = -1 - bundle;
        *subjects = place;
        return 1;
    }
    *subjects = ruiner->bundles->members + ruiner->bundles->begin[bundle];
    return ruiner->bundles->begin[bundle + 1] - ruiner->bundles->begin[bundle];
}

bool ruin_stands(const Ruiner *ruiner, int32_t t)
{
    const int32_t *subjects;
    int32_t place;

    ruin_subjects(ruiner, t, &subjects, &place);
    return ruiner->agenda->visit_of[subjects[0]] >= 0;
}

void ruin_file(Ruiner *ruiner, int32_t t)
{
    bool idle = !ruin_stands(ruiner, t);
    int32_t at = ruiner->idle_at[t];

    if (idle && at < 0) {
        ruiner->idle_at[t] = ruiner->n_idle;
        ruiner->idle[ruiner->n_idle++] = t;
    } else if (!idle && at >= 0) {
        int32_t last = ruiner->idle[--ruiner->n_idle];

        ruiner->idle[at] = last;
        ruiner->idle_at[last] = at;
        ruiner->idle_at[t] = -1;
    }
}

bool ruin_add(Ruiner *ruiner, int32_t t)
{
    for (int32_t i = 0; i < ruiner->n_things; i++)
        if (ruiner->things[i] == t)
            return false;
    if (ruiner->n_things == THINGS_MAX)
        return false;
    ruiner->things[ruiner->n_things++] = t;
    return true;
}

void ruin_take_out(Ruiner *ruiner, int32_t subject)
{
    int32_t t = ruiner->thing_of[subject], place, n;
    const int32_t *subjects;

    if (t < 0 || !ruin_add(ruiner, t))
        return;
    n = ruin_subjects(ruiner, t, &subjects, &place);
    for (int32_t i = 0; i < n; i++)
        if (ruiner->agenda->visit_of[subjects[i]] >= 0)
            agenda_remove(ruiner->agenda, subjects[i]);
}

void ruin_take_relatives(Ruiner *ruiner, int32_t r)
{
    const Catalog *catalog = ruiner->agenda->catalog;
    const Links *links = &catalog->clinic->links;
    int32_t patient = catalog->clinic->requests.patient[r];

    for (int32_t i = catalog->links.begin[r]; i < catalog->links.begin[r + 1]; i++) {
        int32_t l = catalog->links.items[i];

        ruin_take_out(ruiner, links->first[l] == r ? links->second[l] : links->first[l]);
    }
    for (int32_t i = catalog->patient_requests.begin[patient];
         i < catalog->patient_requests.begin[patient + 1]; i++)
        if (catalog->patient_requests.items[i] != r)
            ruin_take_out(ruiner, catalog->patient_requests.items[i]);
}

/* How much of thing @p t the prices would book; of a place all. */
static double chance_of(const Ruiner *ruiner, int32_t t)
{
    const int32_t *subjects;
    int32_t place, n = ruin_subjects(ruiner, t, &subjects, &place);
    double most = 0;

    for (int32_t i = 0; i < n; i++)
        most = fmax(most, subjects[i] < ruiner->agenda->n_requests
                              ? ruiner->stretch->tolls->chance[subjects[i]]
                              : 1);
    return most;
}

int32_t ruin_draw_idle(Ruiner *ruiner)
{
    int32_t t = ruiner->idle[random_below(&ruiner->random, ruiner->n_idle)];

    for (int32_t draws = DRAWS; ruiner->stretch->tolls && draws > 0 &&
                                random_unit(&ruiner->random) > curiosity + chance_of(ruiner, t);
         draws--)
        t = ruiner->idle[random_below(&ruiner->random, ruiner->n_idle)];
    return t;
}
