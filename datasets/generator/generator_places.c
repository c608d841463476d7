#include "datasets/generator/generator_draft.h"

enum { OPEN_MIN = 7 * 60 + 30, DAY_END_MIN = 18 * 60, CLOSED_MIN = 60 };

typedef struct Places {
    Draft *draft;
    Random random;
    int32_t working_days;
} Places;

static Status put_closure(Places *places, int32_t kind, const char *id, int32_t day,
                          int32_t start_min, int32_t end_min, const char *reason)
{
    Closures *closures = &places->draft->clinic->closures;
    int32_t row = 0;
    Status status = clinic_append(places->draft->clinic, TABLE_closures, &row);

    if (status != STATUS_OK)
        return status;
    closures->kind[row] = kind;
    closures->id[row] = id;
    closures->date[row] = day;
    closures->start[row] = start_min;
    closures->end[row] = end_min;
    closures->reason[row] = reason;
    return STATUS_OK;
}

/* Closes unit @p id on some working days for half a day. */
static Status close_unit(Places *places, int32_t kind, const char *id, double share,
                         const char *reason)
{
    Status status = STATUS_OK;

    for (int32_t day = 0; day < places->draft->recipe->days; day++) {
        bool morning;

        if (!draft_weekday(places->draft, day) || !draft_chance(&places->random, share))
            continue;
        morning = random_below(&places->random, 2) == 0;
        TRY(put_closure(places, kind, id, day, morning ? OPEN_MIN : 12 * 60,
                        morning ? 12 * 60 : DAY_END_MIN, reason));
    }
done:
    return status;
}

static Status put_room(Places *places, int32_t site, const char *unit)
{
    const Recipe *recipe = places->draft->recipe;
    Rooms *rooms = &places->draft->clinic->rooms;
    int32_t row = 0;
    Status status = clinic_append(places->draft->clinic, TABLE_rooms, &row);

    if (status != STATUS_OK)
        return status;
    rooms->room[row] = draft_id(places->draft, 'm', 5, row + 1);
    if (!rooms->room[row])
        return STATUS_NO_MEMORY;
    rooms->site[row] = site;
    rooms->room_type[row] = unit;
    if (draft_chance(&places->random, recipe->own_hours_share)) {
        rooms->open[row] = 9 * 60;
        rooms->close[row] = 16 * 60;
    }
    return close_unit(places, CLOSURE_ROOM, rooms->room[row], recipe->room_closures, "maintenance");
}

static Status put_device(Places *places, int32_t site, const char *unit)
{
    Draft *draft = places->draft;
    const Recipe *recipe = draft->recipe;
    Equipment *equipment = &draft->clinic->equipment;
    int32_t row = 0;
    Status status = clinic_append(draft->clinic, TABLE_equipment, &row);

    if (status != STATUS_OK)
        return status;
    equipment->equipment[row] = draft_id(draft, 'e', 5, row + 1);
    if (!equipment->equipment[row])
        return STATUS_NO_MEMORY;
    equipment->site[row] = site;
    equipment->equipment_type[row] = unit;
    equipment->turnaround_min[row] = draft_grid(draft, catalogue_turnaround_min(unit));
    if (draft_chance(&places->random, recipe->own_hours_share)) {
        equipment->open[row] = 8 * 60;
        equipment->close[row] = 17 * 60;
    }
    return close_unit(places, CLOSURE_EQUIPMENT, equipment->equipment[row], recipe->device_closures,
                      "outage");
}

/* How many units of a type @p site needs: at least one where someone's visits use it. */
static int32_t count_units(const Places *places, int32_t site, int32_t step)
{
    const Draft *draft = places->draft;
    const Recipe *recipe = draft->recipe;
    bool room = catalogue_steps[step].kind == UNIT_ROOM;
    int64_t asked = draft->unit_asked_min[(int64_t)site * CATALOGUE_MAX_STEPS + step];
    double offered = (double)places->working_days * (recipe->morning_min + recipe->afternoon_min) *
                     (room ? recipe->room_fill : recipe->device_fill) * recipe->load;

    for (int32_t other = step; other < catalogue_n_steps; other++) {
        int32_t type = draft_type(draft, (enum CatalogueType)catalogue_steps[other].type);

        if (catalogue_unit(other) == step && type >= 0 &&
            draft_pool_size(draft, draft_pool(draft, site, draft->types[type]->specialty)) > 0)
            return 1 + (offered < 1 ? 0 : (int32_t)((double)asked / offered));
    }
    return 0;
}

static Status put_units(Places *places, int32_t site, int32_t step)
{
    Status status = STATUS_OK;
    const StepFacts *facts = &catalogue_steps[step];
    int32_t count = count_units(places, site, step);

    for (int32_t i = 0; i < count; i++)
        TRY(facts->kind == UNIT_ROOM ? put_room(places, site, facts->unit)
                                     : put_device(places, site, facts->unit));
done:
    return status;
}

static Status close_site(Places *places, int32_t site)
{
    Status status = STATUS_OK;

    for (int32_t day = 0; day < places->draft->recipe->days; day++) {
        int32_t start_min;

        if (!draft_weekday(places->draft, day) ||
            !draft_chance(&places->random, places->draft->recipe->site_closures))
            continue;
        start_min = random_between(&places->random, 8, 15) * 60;
        TRY(put_closure(places, CLOSURE_SITE, places->draft->clinic->sites.site[site], day,
                        start_min, start_min + CLOSED_MIN, "admin"));
    }
done:
    return status;
}

Status draft_places(Draft *draft)
{
    Status status = STATUS_OK;
    Places places = {.draft = draft, .random = random_stream(draft->seed, DRAFT_PLACES)};

    for (int32_t day = 0; day < draft->recipe->days; day++)
        places.working_days += draft_weekday(draft, day) ? 1 : 0;
    for (int32_t site = 0; site < draft->recipe->sites; site++) {
        for (int32_t step = 0; step < catalogue_n_steps; step++)
            if (catalogue_steps[step].kind != UNIT_PROVIDER && catalogue_unit(step) == step)
                TRY(put_units(&places, site, step));
        TRY(close_site(&places, site));
    }
done:
    return status;
}
