#include "solver/neighbour/stage.h"

#include <string.h>

#include "model/base/memory.h"
#include "model/clinic/calendar.h"
#include "solver/agenda/seat.h"
#include "solver/neighbour/stage_parts.h"

enum { SERVICES_MAX = 2 * DAY_MIN / 5 + 8 };

/* OVERTIME holds within 1e-6; a hair less, as in the agenda. */
static const double OVERTIME_SLACK = 1e-6 - 1e-9;

void stage_clear(Stage *stage)
{
    mem_free(stage->kinds);
    mem_free(stage->uses);
    mem_free(stage->choices);
    mem_free(stage->walls);
    mem_free(stage->unit_price);
    *stage = (Stage){0};
}

static Placement place_at(const Stage *stage, const Catalog *catalog, const StageKind *kind,
                          int32_t slot)
{
    const CatalogSession *s = &catalog->sessions[stage->session];
    int32_t start = s->start_min + slot * catalog->slot_min - kind->offset_min;

    return (Placement){stage->session, s->provider, s->site, s->day, start, kind->mode};
}

Placement stage_placement(const Stage *stage, const Catalog *catalog, const PlanEntry *entry)
{
    return place_at(stage, catalog, &stage->kinds[stage->choices[entry->choice].kind], entry->slot);
}

static Status add_choice(Stage *stage, const StageChoice *choice)
{
    void *choices = stage->choices;
    Status status =
        mem_grow(&choices, &stage->choice_capacity, (int64_t)stage->n_choices + 1, sizeof *choice);

    stage->choices = choices;
    if (status == STATUS_OK)
        stage->choices[stage->n_choices++] = *choice;
    return status;
}

/* True when visits of the same patient that stay let @p r stand at @p at. */
static bool patient_is_free(const Field *field, int32_t number, int32_t r, const Placement *at)
{
    const Agenda *agenda = field->agenda;
    const Catalog *catalog = agenda->catalog;
    const Requests *requests = &catalog->clinic->requests;
    int32_t patient = requests->patient[r];
    int32_t end = placement_end_min(catalog, requests->visit_type[r], at);

    for (int32_t i = catalog->patient_requests.begin[patient];
         i < catalog->patient_requests.begin[patient + 1]; i++) {
        int32_t other = catalog->patient_requests.items[i], gap;
        const AgendaVisit *visit;

        if (other == r || agenda->visit_of[other] < 0 || field->subject_zone[other] == number ||
            catalog->together[other] == catalog->together[r])
            continue;
        visit = &agenda->visits[agenda->visit_of[other]];
        gap = visit->at.site == at->site || visit->at.mode == MODE_TELEHEALTH ||
                      at->mode == MODE_TELEHEALTH
                  ? 0
                  : catalog->travel_min;
        if (visit->at.day == at->day && visit->at.start_min < end + gap &&
            at->start_min < visit->at.start_min + visit_end_min(visit->shape, visit->at.mode) + gap)
            return false;
    }
    return true;
}

/* Takes off the slots at which the request cannot stand for reasons of its own. */
static void narrow_starts(const Stage *stage, const Supply *supply, const Wish *wish,
                          StageChoice *choice)
{
    const Field *field = supply->field;
    const Catalog *catalog = field->agenda->catalog;
    const StageKind *kind = &stage->kinds[choice->kind];
    int32_t r = wish->request, patient = catalog->clinic->requests.patient[r];
    bool picky = catalog->presence_rows.begin[r] < catalog->presence_rows.begin[r + 1];
    bool linked = zone_is_linked(field->agenda, r);
    bool several =
        catalog->patient_requests.begin[patient] + 1 < catalog->patient_requests.begin[patient + 1];

    if (!picky && !linked && !several)
        return;
    for (int32_t v = 0; v < stage->n_slots; v++) {
        Placement at = place_at(stage, catalog, kind, v);

        if (!slot_has(&choice->starts, v))
            continue;
        if ((picky || linked) && !placement_fits(catalog, wish, kind->shape, &at))
            slot_drop(&choice->starts, v);
        else if ((several && !patient_is_free(field, supply->number, r, &at)) ||
                 (linked && !agenda_links_kept(field->agenda, r, &at)))
            slot_drop(&choice->starts, v);
    }
}

/* Adds the choice, its worth looked up; a booked request's own place is another choice, since it
 * is worth more there. */
static Status add_by_worth(Stage *stage, const Supply *supply, const Wish *wish,
                           StageChoice *choice)
{
    const Agenda *agenda = supply->field->agenda;
    const Catalog *catalog = agenda->catalog;
    int32_t r = wish->request, slot = -1;
    const StageKind *kind = &stage->kinds[choice->kind];
    StageChoice kept = *choice;
    Placement standing, at;
    Status status = STATUS_OK;
    bool any = false;

    if (catalog->clinic->requests.status[r] == REQUEST_BOOKED &&
        placement_standing(catalog, r, &standing) && standing.session == stage->session)
        slot = (standing.start_min + kind->offset_min - stage->start_min) / catalog->slot_min;
    memset(&kept.starts, 0, sizeof kept.starts);
    if (slot >= 0 && slot + kind->slots <= stage->n_slots && slot_has(&kind->open, slot) &&
        placement_can_stay(catalog, r, &standing, kind->mode)) {
        standing.mode = kind->mode;
        kept.worth = seat_worth(agenda, r, &standing);
        slot_put(&kept.starts, slot);
        slot_drop(&choice->starts, slot);
        TRY(add_choice(stage, &kept));
    }
    at = place_at(stage, catalog, kind, -1);
    choice->worth = seat_worth(agenda, r, &at);
    for (int32_t i = 0; i < STAGE_WORDS; i++)
        any |= choice->starts.word[i] != 0;
    if (any)
        TRY(add_choice(stage, choice));
done:
    return status;
}

static Status add_subject(Stage *stage, const Zone *zone, int32_t subject, const Wish *wish,
                          Supply *supply)
{
    const Agenda *agenda = supply->field->agenda;
    int32_t r = zone->subjects.rows[subject], choices = stage->n_choices;
    bool booked = agenda->catalog->clinic->requests.status[r] == REQUEST_BOOKED;
    Status status = STATUS_OK;

    for (int32_t mode = 0; mode < 2; mode++) {
        StageChoice choice = {.subject = subject, .number = stage->n_numbers};
        bool suits = placement_suits(agenda->catalog, wish, stage->session, mode);

        if (!suits && !booked)
            continue;
        TRY(stage_find_kind(stage, wish->type, mode, supply, &choice.kind));
        if (stage->kinds[choice.kind].slots == 0)
            continue;
        choice.chance =
            chances_at(agenda->catalog->chances, r, agenda->catalog->sessions[stage->session].day);
        if (suits)
            choice.starts = stage->kinds[choice.kind].open;
        narrow_starts(stage, supply, wish, &choice);
        TRY(add_by_worth(stage, supply, wish, &choice));
    }
    if (stage->n_choices > choices)
        stage->n_numbers++;
done:
    return status;
}

Status stage_init(Stage *stage, const Zone *zone, int32_t k, const Wish *wishes, Supply *supply)
{
    const Catalog *catalog = supply->field->agenda->catalog;
    const CatalogSession *session = &catalog->sessions[zone->sessions.rows[k]];
    Stage made = {.session = zone->sessions.rows[k], .start_min = session->start_min};
    Status status;

    made.n_slots = (session->end_min - session->start_min) / catalog->slot_min;
    TRY(stage_list_walls(&made, zone, supply->field));
    for (int32_t i = 0; i < zone->subjects.count && made.n_numbers < STAGE_SUBJECTS - 64; i++)
        TRY(add_subject(&made, zone, i, &wishes[i], supply));
    *stage = made;
    made = (Stage){0};
done:
    stage_clear(&made);
    return status;
}

Status stage_standing(Stage *stage, const Zone *zone, int32_t subject, Supply *supply,
                      PlanEntry *entry)
{
    const Agenda *agenda = supply->field->agenda;
    int32_t r = zone->subjects.rows[subject], number = stage->n_numbers;
    const Placement *at = agenda_at(agenda, r);
    StageChoice choice = {.subject = subject,
                          .worth = seat_worth(agenda, r, at),
                          .chance = chances_at(agenda->catalog->chances, r, at->day)};
    Status status;

    TRY(stage_find_kind(stage, agenda_type(agenda, r), at->mode, supply, &choice.kind));
    entry->slot = (at->start_min + stage->kinds[choice.kind].offset_min - stage->start_min) /
                  agenda->catalog->slot_min;
    for (int32_t i = 0; i < stage->n_choices; i++) {
        if (stage->choices[i].subject != subject)
            continue;
        number = stage->choices[i].number;
        if (stage->choices[i].kind == choice.kind &&
            slot_has(&stage->choices[i].starts, entry->slot)) {
            entry->choice = i;
            return STATUS_OK;
        }
    }
    if (number == stage->n_numbers)
        stage->n_numbers++;
    choice.number = number;
    slot_put(&choice.starts, entry->slot);
    entry->choice = stage->n_choices;
    TRY(add_choice(stage, &choice));
done:
    return status;
}

Status stage_seal(Stage *stage)
{
    stage->unit_price = MEM_NEW(double, (int64_t)stage->n_kinds * stage->n_slots);
    return stage->unit_price ? STATUS_OK : STATUS_NO_MEMORY;
}

void stage_price(Stage *stage, const Supply *supply)
{
    int32_t slot_min = supply->field->agenda->catalog->slot_min;
    int32_t base = stage->start_min % DAY_MIN / slot_min;

    for (int32_t k = 0; k < stage->n_kinds; k++) {
        const StageKind *kind = &stage->kinds[k];

        for (int32_t v = 0; v < stage->n_slots; v++) {
            double price = 0;

            for (int32_t i = kind->first_use; i < kind->first_use + kind->n_uses; i++) {
                const StageUse *use = &stage->uses[i];
                int32_t from = base + v + use->from;

                price += use->count * supply_price(supply, use->line, from > 0 ? from : 0,
                                                   base + v + use->until);
            }
            stage->unit_price[k * stage->n_slots + v] = price;
        }
    }
}

bool stage_worth(const Stage *stage, const Agenda *agenda, const PlanEntry *entries, int32_t count,
                 double *worth)
{
    const Catalog *catalog = agenda->catalog;
    const CatalogSession *session = &catalog->sessions[stage->session];
    const Policy *rules = &catalog->clinic->rules;
    int32_t midnight = session->day * DAY_MIN, n = 0, wall = 0, i = 0;
    Service services[SERVICES_MAX];
    Workload load;

    *worth = 0;
    while (wall < stage->n_walls || i < count) {
        if (n == SERVICES_MAX)
            return false;
        if (i < count && (wall == stage->n_walls || entries[i].slot < stage->walls[wall].from)) {
            const StageChoice *choice = &stage->choices[entries[i].choice];
            const StageKind *kind = &stage->kinds[choice->kind];

            services[n] = (Service){.start_min = stage->start_min - midnight +
                                                 entries[i].slot * catalog->slot_min,
                                    .planned_min = kind->slots * catalog->slot_min,
                                    .law = kind->law};
            service_join(&services[n++], choice->chance);
            *worth += choice->worth;
            i++;
        } else {
            const AgendaVisit *visit = &agenda->visits[stage->walls[wall].visit];
            const AgendaHold *lead = &agenda->holds[visit->first_hold];

            if (stage->walls[wall++].serves)
                services[n++] =
                    (Service){lead->start_min - midnight, lead->until_min - lead->start_min,
                              visit->law, visit->any, visit->expected};
        }
    }
    load = workload_of(services, n, session->end_min - midnight, NULL);
    *worth -= rules->patient_wait_cost_per_min * load.wait_min +
              rules->idle_cost_per_min * load.idle_min +
              rules->overtime_cost_per_min * load.overtime_min;
    return load.overtime_min <= rules->overtime_limit_min + OVERTIME_SLACK;
}
