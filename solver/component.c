#include "solver/component.h"

#include <math.h>

#include "model/base/memory.h"

/* What two sums of the same may differ by, as part of them. */
static const double SLACK = 1e-9;

/* The table in which units of each kind stand, by UnitKind. */
static const int unit_table[] = {[UNIT_PROVIDER] = TABLE_providers,
                                 [UNIT_ROOM] = TABLE_rooms,
                                 [UNIT_EQUIPMENT] = TABLE_equipment};

/* The subjects of the component: its requests, then the places of its keys, in the network's order.
 */
static Status list_subjects(Component *component, const Components *components, int32_t number)
{
    const Catalog *network = component->network;
    int32_t n_requests = component->catalog->clinic->requests.rows, n = n_requests,
            place = network->clinic->requests.rows;

    for (int32_t key = 0; key < component->catalog->n_reserves; key++)
        n += component->catalog->reserves[key].count;
    component->subject = MEM_NEW(int32_t, n);
    if (!component->subject)
        return STATUS_NO_MEMORY;
    for (int32_t r = 0; r < n_requests; r++)
        component->subject[r] = component->facts->row[TABLE_requests][r];
    n = n_requests;
    for (int32_t key = 0; key < network->n_reserves; place += network->reserves[key++].count)
        for (int32_t i = 0;
             components->of_reserve[key] == number && i < network->reserves[key].count; i++)
            component->subject[n++] = place + i;
    return STATUS_OK;
}

Status component_init(Component *component, const Catalog *network, const Components *components,
                      const Division *division, int32_t number, const SolveOptions *options)
{
    Component made = {.network = network,
                      .division = division,
                      .facts = &division->parts[number],
                      .options = *options};
    Status status;

    TRY(chances_pick(network->chances, made.facts->row[TABLE_requests],
                     made.facts->clinic->requests.rows, &made.chances));
    TRY(catalog_new(made.facts->clinic, made.chances, &made.catalog));
    TRY(list_subjects(&made, components, number));
    TRY(components_sessions(network, made.facts, made.catalog, &made.session));
    *component = made;
    component->options.judge = NULL;
    made = (Component){0};
    TRY(work_init(&component->work, &component->options, component->catalog));
done:
    component_clear(&made);
    return status;
}

void component_clear(Component *component)
{
    work_clear(&component->work);
    schedule_free(component->start);
    catalog_free(component->catalog);
    chances_free(component->chances);
    mem_free(component->subject);
    mem_free(component->session);
    *component = (Component){0};
}

/* Number here of session @p session of the network, which is one of these; -1 of none. */
static int32_t own_session(const Component *component, int32_t session)
{
    int32_t low = 0, high = component->catalog->n_sessions;

    if (session < 0)
        return -1;
    while (high - low > 1) {
        int32_t middle = low + (high - low) / 2;

        if (component->session[middle] <= session)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static int32_t type_of(const Answer *answer, int32_t subject)
{
    const Catalog *catalog = answer->catalog;

    return subject < answer->n_requests
               ? catalog->clinic->requests.visit_type[subject]
               : catalog->reserves[answer->place_key[subject - answer->n_requests]].type;
}

/* The kind of what @p unit of @p subject, which stands in @p answer, is. */
static int32_t kind_of(const Answer *answer, int32_t subject, const AgendaUnit *unit)
{
    return catalog_shape(answer->catalog, type_of(answer, subject), answer->at[subject].provider)
        ->parts[unit->part]
        .kind;
}

/* The part of the network's answer @p first that is the component's. */
static Status restrict_answer(const Component *component, const Answer *first, Answer **out)
{
    int32_t *const *place = component->division->place;
    Answer *own = NULL;
    int32_t n = 0;
    Status status;

    TRY(answer_blank(component->catalog, &own));
    for (int32_t i = 0; i < own->n_subjects; i++)
        n +=
            first->unit_begin[component->subject[i] + 1] - first->unit_begin[component->subject[i]];
    own->units = MEM_NEW(AgendaUnit, n);
    if (!own->units) {
        status = STATUS_NO_MEMORY;
        goto done;
    }
    n = 0;
    for (int32_t i = 0; i < own->n_subjects; i++) {
        int32_t subject = component->subject[i];

        own->unit_begin[i] = n;
        own->at[i] = first->at[subject];
        if (own->at[i].provider < 0)
            continue;
        own->at[i].provider = place[TABLE_providers][own->at[i].provider];
        own->at[i].session = own_session(component, own->at[i].session);
        for (int32_t k = first->unit_begin[subject]; k < first->unit_begin[subject + 1]; k++) {
            const AgendaUnit *unit = &first->units[k];

            own->units[n++] = (AgendaUnit){
                unit->part, place[unit_table[kind_of(first, subject, unit)]][unit->unit]};
        }
    }
    own->unit_begin[own->n_subjects] = n;
    *out = own;
    own = NULL;
done:
    answer_free(own);
    return status;
}

Status component_begin(Component *component, const Answer *first)
{
    Work *work = &component->work;
    Answer *own = NULL;
    double objective;
    Status status;

    TRY(restrict_answer(component, first, &own));
    TRY(answer_objective(own, &objective));
    TRY(answer_schedule(own, &component->start));
    component->options.start = component->start;
    TRY(work_construct(work));
    component->stands =
        work->answer && work->objective >= objective - SLACK * (1 + fabs(objective));
done:
    answer_free(own);
    return status;
}

void component_place(const Component *component, Answer *answer)
{
    const Answer *own = component->work.answer;

    for (int32_t i = 0; i < own->n_subjects; i++) {
        Placement *at = &answer->at[component->subject[i]];

        *at = own->at[i];
        answer->unit_begin[component->subject[i]] = own->unit_begin[i + 1] - own->unit_begin[i];
        if (at->provider < 0)
            continue;
        at->provider = component->facts->row[TABLE_providers][at->provider];
        if (at->session >= 0)
            at->session = component->session[at->session];
    }
}

void component_hand(const Component *component, Answer *answer)
{
    const Answer *own = component->work.answer;

    for (int32_t i = 0; i < own->n_subjects; i++) {
        AgendaUnit *units = answer->units + answer->unit_begin[component->subject[i]];

        for (int32_t k = own->unit_begin[i]; k < own->unit_begin[i + 1]; k++) {
            const AgendaUnit *unit = &own->units[k];

            *units++ = (AgendaUnit){
                unit->part, component->facts->row[unit_table[kind_of(own, i, unit)]][unit->unit]};
        }
    }
}

Status component_write(const Component *component, Schedule *schedule)
{
    Certificate *rows = &schedule->certificate;
    int32_t first = rows->rows;
    Status status;

    TRY(pattern_write(&component->work.pattern, schedule));
    for (int32_t i = first; i < rows->rows; i++)
        if (rows->provider[i] >= 0)
            rows->provider[i] = component->facts->row[TABLE_providers][rows->provider[i]];
done:
    return status;
}
