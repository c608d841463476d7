/** @file component.h
 *  One independent component of a network, solved as a clinic of its own.
 *
 *  Its facts are its rows of the network's; here its answers and prices are translated from the
 *  network's numbers and back. One component belongs to one thread at a time.
 */
#ifndef SOLVER_COMPONENT_H
#define SOLVER_COMPONENT_H

#include "model/catalog/components.h"
#include "model/clinic/division.h"
#include "solver/work.h"

typedef struct Component {
    const Catalog *network;   /* borrowed */
    const Division *division; /* borrowed */
    const ClinicPart *facts;  /* borrowed: its part of the division */
    Chances *chances;         /* owned */
    Catalog *catalog;         /* owned */
    int32_t *subject;         /* owned, [subjects]: in the network, ascending */
    int32_t *session;         /* owned, [sessions]: in the network, ascending */
    Schedule *start;          /* owned: its part of the first answer */
    SolveOptions options;
    bool stands; /* its first schedule is as good as its part of the network's */
    Work work;
} Component;

/** Component @p number of @p network, which @p division has divided by @p components; all are
 *  borrowed. NO_MEMORY. Release with component_clear(). */
Status component_init(Component *component, const Catalog *network, const Components *components,
                      const Division *division, int32_t number, const SolveOptions *options);

/** Releases and empties. */
void component_clear(Component *component);

/** Constructs from its part of the network's answer @p first, and sees whether that stands again.
 *  NO_MEMORY. */
Status component_begin(Component *component, const Answer *first);

/** Where it has put its subjects, entered into @p answer of the network; of their units how many
 *  (into unit_begin[subject]). */
void component_place(const Component *component, Answer *answer);

/** Their units, where unit_begin says. */
void component_hand(const Component *component, Answer *answer);

/** Adds its prices to the certificate in @p schedule of the network. NO_MEMORY. */
Status component_write(const Component *component, Schedule *schedule);

#endif
