/* What a visit of a type needs in a session, and where it finds it. */
#include "model/base/memory.h"
#include "model/clinic/calendar.h"
#include "solver/neighbour/stage_parts.h"

static Status add_wall(Stage *stage, StageWall wall)
{
    void *walls = stage->walls;
    Status status =
        mem_grow(&walls, &stage->wall_capacity, (int64_t)stage->n_walls + 1, sizeof wall);

    stage->walls = walls;
    if (status == STATUS_OK)
        stage->walls[stage->n_walls++] = wall;
    return status;
}

Status stage_list_walls(Stage *stage, const Zone *zone, const Field *field)
{
    const Agenda *agenda = field->agenda;
    int32_t slot_min = agenda->catalog->slot_min;
    Status status = STATUS_OK;

    for (int32_t v = agenda->first_service[stage->session]; v >= 0;
         v = agenda->visits[v].next_service) {
        const AgendaHold *lead = &agenda->holds[agenda->visits[v].first_hold];
        int32_t subject = agenda->visits[v].first_member;

        if (field->subject_zone[subject] != zone->number)
            TRY(add_wall(stage, (StageWall){v, (lead->start_min - stage->start_min) / slot_min,
                                            (lead->until_min - stage->start_min) / slot_min,
                                            subject < agenda->n_requests}));
    }
done:
    return status;
}

static Status add_use(Stage *stage, StageKind *kind, StageUse use)
{
    void *uses = stage->uses;
    Status status = mem_grow(&uses, &stage->use_capacity, (int64_t)stage->n_uses + 1, sizeof use);

    stage->uses = uses;
    if (status == STATUS_OK) {
        stage->uses[stage->n_uses++] = use;
        kind->n_uses++;
    }
    return status;
}

/* Lists what a visit of the kind holds; false in *@p found when some pool is not there at all. The
 * lead counts among the persons of its role where some visits ask for further ones of it. */
static Status list_uses(Stage *stage, StageKind *kind, Supply *supply, bool *found)
{
    const Catalog *catalog = supply->field->agenda->catalog;
    const CatalogSession *session = &catalog->sessions[stage->session];
    const VisitPart *lead = &kind->shape->parts[kind->shape->lead];
    int32_t slot = catalog->slot_min;
    Status status = STATUS_OK;

    *found = true;
    kind->first_use = stage->n_uses;
    for (int32_t i = 0; i < kind->shape->n_parts; i++) {
        const VisitPart *part = &kind->shape->parts[i];
        int32_t pool = catalog_pool(catalog, part->activity, session->site), line;
        StageUse use = {.count = part->count};

        if (!visit_holds(part, kind->mode))
            continue;
        if (pool < 0 && i != kind->shape->lead) {
            *found = false;
            return STATUS_OK;
        }
        if (i == kind->shape->lead && (pool < 0 || !supply->field->helps[pool]))
            continue;
        TRY(supply_line(supply, pool, session->day, &line));
        use.line = line;
        use.from = (part->start_min - lead->start_min) / slot;
        use.until = (part->until_min + (pool < 0 ? 0 : catalog_clear_min(catalog, pool)) -
                     lead->start_min + slot - 1) /
                    slot;
        TRY(add_use(stage, kind, use));
    }
done:
    return status;
}

/* Whether the lead could begin at @p slot as far as what stays lets it. */
static bool lead_is_free(const Stage *stage, const Supply *supply, int32_t slot, int32_t slots)
{
    const Field *field = supply->field;
    const Agenda *agenda = field->agenda;
    const CatalogSession *session = &agenda->catalog->sessions[stage->session];
    int64_t list = (int64_t)session->provider * agenda->catalog->days + session->day;
    int32_t start = stage->start_min + slot * agenda->catalog->slot_min;
    int32_t end = start + slots * agenda->catalog->slot_min;

    for (int32_t h = agenda->first_hold[list]; h >= 0; h = agenda->holds[h].next) {
        const AgendaHold *hold = &agenda->holds[h];
        const AgendaVisit *visit = &agenda->visits[hold->visit];
        int32_t gap = visit->at.site == session->site ? 0 : agenda->catalog->travel_min;

        if (hold->until_min + gap <= start || hold->start_min >= end + gap)
            continue;
        if (field->subject_zone[visit->first_member] != supply->number)
            return false;
    }
    return true;
}

static bool units_are_there(const Stage *stage, const Supply *supply, const StageKind *kind,
                            int32_t slot)
{
    int32_t day_min = stage->start_min % DAY_MIN;
    int32_t base = day_min / supply->field->agenda->catalog->slot_min + slot;

    for (int32_t i = kind->first_use; i < kind->first_use + kind->n_uses; i++) {
        const StageUse *use = &stage->uses[i];

        if (base + use->from < 0 ||
            !supply_has(supply, use->line, base + use->from, base + use->until, use->count))
            return false;
    }
    return true;
}

static void open_slots(const Stage *stage, const Supply *supply, StageKind *kind)
{
    const Catalog *catalog = supply->field->agenda->catalog;
    const CatalogSession *session = &catalog->sessions[stage->session];
    Wish anyone = {.request = -1, .type = kind->type, .late_min = DAY_MIN};
    int32_t early = catalog->clinic->visit_types.earliest_start[kind->type];
    int32_t late = catalog->clinic->visit_types.latest_start[kind->type];
    Placement at = {stage->session, session->provider, session->site, session->day, 0, kind->mode};

    if (early != MISSING)
        anyone.early_min = early;
    if (late != MISSING)
        anyone.late_min = late;
    for (int32_t v = 0; v + kind->slots <= stage->n_slots; v++) {
        at.start_min = stage->start_min + v * catalog->slot_min - kind->offset_min;
        if (placement_fits(catalog, &anyone, kind->shape, &at) &&
            lead_is_free(stage, supply, v, kind->slots) && units_are_there(stage, supply, kind, v))
            slot_put(&kind->open, v);
    }
}

Status stage_find_kind(Stage *stage, int32_t type, int32_t mode, Supply *supply, int32_t *out)
{
    const Catalog *catalog = supply->field->agenda->catalog;
    const CatalogSession *session = &catalog->sessions[stage->session];
    StageKind kind = {.type = type, .mode = mode};
    void *kinds = stage->kinds;
    Status status = STATUS_OK;
    bool found = false;

    for (int32_t i = 0; i < stage->n_kinds; i++) {
        if (stage->kinds[i].type == type && stage->kinds[i].mode == mode) {
            *out = i;
            return STATUS_OK;
        }
    }
    if (catalog_can_lead(catalog, type, session->provider) &&
        catalog_session_mode(catalog, stage->session, mode) &&
        catalog_admits(catalog, stage->session, type)) {
        kind.shape = catalog_shape(catalog, type, session->provider);
        kind.law = catalog_law(catalog, type, kind.shape);
        kind.offset_min = kind.shape->parts[kind.shape->lead].start_min;
        kind.slots =
            (kind.shape->parts[kind.shape->lead].until_min - kind.offset_min) / catalog->slot_min;
        TRY(list_uses(stage, &kind, supply, &found));
        if (found)
            open_slots(stage, supply, &kind);
    }
    TRY(mem_grow(&kinds, &stage->kind_capacity, (int64_t)stage->n_kinds + 1, sizeof kind));
    stage->kinds = kinds;
    stage->kinds[stage->n_kinds] = kind;
    *out = stage->n_kinds++;
done:
    return status;
}
