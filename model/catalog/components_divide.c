/* Which row of the clinic's tables goes to which component. */
#include "model/base/lookup.h"
#include "model/base/memory.h"
#include "model/base/order.h"
#include "model/catalog/components.h"

/* Of each table that is divided, the component of each row; the others are NULL. */
typedef struct Parting {
    const Catalog *catalog;
    const Components *components;
    const int32_t *part_of[N_DATASET_TABLES];
    int32_t *made[N_DATASET_TABLES]; /* owned: those made here */
} Parting;

/* Rows of @p table that go where the row goes to which they refer. */
static Status follow(Parting *parting, int table, const int32_t *reference, int target)
{
    int32_t rows = table_head_const(parting->catalog->clinic, &dataset_schema.tables[table])->rows;
    int32_t *part_of = MEM_NEW(int32_t, rows);

    if (!part_of)
        return STATUS_NO_MEMORY;
    for (int32_t row = 0; row < rows; row++)
        part_of[row] = parting->part_of[target][reference[row]];
    parting->part_of[table] = parting->made[table] = part_of;
    return STATUS_OK;
}

/* Patients go with their requests. */
static Status part_patients(Parting *parting)
{
    const Clinic *clinic = parting->catalog->clinic;
    int32_t *part_of = MEM_NEW(int32_t, clinic->patients.rows);

    if (!part_of)
        return STATUS_NO_MEMORY;
    for (int32_t i = 0; i < clinic->patients.rows; i++)
        part_of[i] = PART_NONE;
    for (int32_t r = 0; r < clinic->requests.rows; r++)
        part_of[clinic->requests.patient[r]] = parting->components->of_request[r];
    parting->part_of[TABLE_patients] = parting->made[TABLE_patients] = part_of;
    return STATUS_OK;
}

/* Closures go with what is closed; where that is a site, to everyone. */
static Status part_closures(Parting *parting)
{
    const Clinic *clinic = parting->catalog->clinic;
    const Closures *rows = &clinic->closures;
    const int32_t *const of[] = {[CLOSURE_PROVIDER] = parting->part_of[TABLE_providers],
                                 [CLOSURE_ROOM] = parting->part_of[TABLE_rooms],
                                 [CLOSURE_EQUIPMENT] = parting->part_of[TABLE_equipment]};
    int32_t *part_of = MEM_NEW(int32_t, rows->rows);
    Lookup *units[3] = {NULL};
    Status status = STATUS_NO_MEMORY;

    if (!part_of)
        return status;
    parting->part_of[TABLE_closures] = parting->made[TABLE_closures] = part_of;
    TRY(lookup_list((const char *const *)clinic->providers.provider, clinic->providers.rows,
                    &units[CLOSURE_PROVIDER]));
    TRY(lookup_list((const char *const *)clinic->rooms.room, clinic->rooms.rows,
                    &units[CLOSURE_ROOM]));
    TRY(lookup_list((const char *const *)clinic->equipment.equipment, clinic->equipment.rows,
                    &units[CLOSURE_EQUIPMENT]));
    for (int32_t row = 0; row < rows->rows; row++) {
        int32_t kind = rows->kind[row];
        int32_t unit = kind == CLOSURE_SITE ? -1 : lookup_find(units[kind], rows->id[row]);

        part_of[row] = kind == CLOSURE_SITE ? PART_EVERY : unit < 0 ? PART_NONE : of[kind][unit];
    }
done:
    for (int kind = 0; kind < 3; kind++)
        lookup_free(units[kind]);
    return status;
}

static int by_key(const void *a, const void *b)
{
    const CatalogReserve *c = a, *d = b;
    const int64_t ours[] = {c->type, c->site, c->day};
    const int64_t theirs[] = {d->type, d->site, d->day};

    return order_keys(ours, theirs, 3);
}

/* Urgent demand goes with its key; what asks for no place goes nowhere. */
static Status part_demand(Parting *parting)
{
    const Catalog *catalog = parting->catalog;
    const UrgentDemand *rows = &catalog->clinic->urgent_demand;
    int32_t *part_of = MEM_NEW(int32_t, rows->rows);

    if (!part_of)
        return STATUS_NO_MEMORY;
    for (int32_t row = 0; row < rows->rows; row++) {
        CatalogReserve key = {rows->visit_type[row], rows->site[row], rows->date[row], 0};
        int32_t at = order_first(&key, catalog->reserves, catalog->n_reserves, sizeof key, by_key);
        bool found = at < catalog->n_reserves && by_key(&key, &catalog->reserves[at]) == 0;

        part_of[row] = found ? parting->components->of_reserve[at] : PART_NONE;
    }
    parting->part_of[TABLE_urgent_demand] = parting->made[TABLE_urgent_demand] = part_of;
    return STATUS_OK;
}

static Status part_history(Parting *parting)
{
    int32_t rows = parting->catalog->clinic->history.rows;
    int32_t *part_of = MEM_NEW(int32_t, rows);

    if (!part_of)
        return STATUS_NO_MEMORY;
    for (int32_t row = 0; row < rows; row++)
        part_of[row] = PART_NONE;
    parting->part_of[TABLE_history] = parting->made[TABLE_history] = part_of;
    return STATUS_OK;
}

Status components_divide(const Catalog *catalog, const Components *components, Division *out)
{
    const Clinic *clinic = catalog->clinic;
    Parting parting = {.catalog = catalog, .components = components};
    Status status;

    parting.part_of[TABLE_requests] = components->of_request;
    parting.part_of[TABLE_providers] = components->of_provider;
    parting.part_of[TABLE_rooms] = components->of_room;
    parting.part_of[TABLE_equipment] = components->of_equipment;
    TRY(follow(&parting, TABLE_skills, clinic->skills.provider, TABLE_providers));
    TRY(follow(&parting, TABLE_sessions, clinic->sessions.provider, TABLE_providers));
    TRY(follow(&parting, TABLE_availability, clinic->availability.request, TABLE_requests));
    TRY(follow(&parting, TABLE_links, clinic->links.first, TABLE_requests));
    TRY(part_patients(&parting));
    TRY(part_closures(&parting));
    TRY(part_demand(&parting));
    TRY(part_history(&parting));
    TRY(division_init(out, clinic, parting.part_of, components->count));
done:
    for (int t = 0; t < N_DATASET_TABLES; t++)
        mem_free(parting.made[t]);
    return status;
}

Status components_sessions(const Catalog *network, const ClinicPart *part, const Catalog *own,
                           int32_t **out)
{
    int32_t *number = MEM_NEW(int32_t, own->n_sessions), at = 0;

    if (!number)
        return STATUS_NO_MEMORY;
    for (int32_t s = 0; s < own->n_sessions; s++) { /* both by provider and time */
        int32_t row = part->row[TABLE_sessions][own->sessions[s].row];

        while (network->sessions[at].row != row)
            at++;
        number[s] = at;
    }
    *out = number;
    return STATUS_OK;
}
