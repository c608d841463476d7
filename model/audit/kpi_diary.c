#include "model/audit/kpi_diary.h"

#include <string.h>

static void mark_closed(const Case *c, const Shift *shift, Diary *diary)
{
    int32_t slot = c->facts->slot_min;

    for (int32_t k = 0; k < diary->count; k++) {
        int32_t from = shift->start_min + k * slot;

        if (hours_closure(c->hours, CLOSURE_PROVIDER, shift->provider, shift->date, from,
                          from + slot) ||
            hours_closure(c->hours, CLOSURE_SITE, shift->site, shift->date, from, from + slot))
            diary->slot[k] = DIARY_CLOSED;
    }
}

Diary diary_of(const Case *c, int32_t session, const char *specialty)
{
    const Shift *shift = &c->hours->shifts[session];
    int32_t slot = c->facts->slot_min;
    Diary diary = {.count = (shift->end_min - shift->start_min) / slot};

    mark_closed(c, shift, &diary);
    for (int32_t i = c->service_begin[session]; i < c->service_begin[session + 1]; i++) {
        const Visit *visit = &c->visits[c->services[i]];

        if (specialty && strcmp(c->clinic->visit_types.specialty[visit->type], specialty) != 0)
            continue;
        for (int32_t m = visit->serve_min; m < visit->served_min; m += slot)
            if (visit->place < 0 || diary.slot[(m - shift->start_min) / slot] != DIARY_LED)
                diary.slot[(m - shift->start_min) / slot] =
                    visit->place < 0 ? DIARY_LED : DIARY_KEPT;
    }
    return diary;
}

int32_t diary_count(const Diary *diary, DiaryMark mark)
{
    int32_t count = 0;

    for (int32_t k = 0; k < diary->count; k++)
        count += diary->slot[k] == mark;
    return count;
}

bool diary_can_lead(const Case *c, int32_t session, int32_t skill, const char *specialty)
{
    const Clinic *clinic = c->clinic;
    int32_t type = clinic->skills.visit_type[skill];

    return facts_can_lead(c->facts, skill) &&
           (!specialty || strcmp(clinic->visit_types.specialty[type], specialty) == 0) &&
           hours_open_to(c->hours, &c->hours->shifts[session], type);
}

/* Slots of the shortest visit that can be led in a session; 0 when there is none. */
static int32_t shortest(const Case *c, int32_t session, const char *specialty)
{
    const Rows *skills = &c->facts->skills;
    int32_t provider = c->hours->shifts[session].provider, least = 0;

    for (int32_t i = skills->begin[provider]; i < skills->begin[provider + 1]; i++) {
        int32_t skill = skills->row[i], type = c->clinic->skills.visit_type[skill], slots;
        Part lead;

        if (!diary_can_lead(c, session, skill, specialty))
            continue;
        lead = facts_part(c->facts, type, c->facts->lead[type], facts_factor(c->facts, skill));
        slots = (lead.end_min - lead.from_min) / c->facts->slot_min;
        if (slots > 0 && (least == 0 || slots < least))
            least = slots;
    }
    return least;
}

static int32_t free_places(const Diary *diary, int32_t slots)
{
    int32_t places = 0, run = 0;

    for (int32_t k = 0; k < diary->count; k++) {
        run = diary->slot[k] == DIARY_FREE ? run + 1 : 0;
        if (run == slots) {
            places++;
            run = 0;
        }
    }
    return places;
}

double diary_third_free(const Case *c, int32_t provider, int32_t site, const char *specialty)
{
    int32_t places = 0, count = 0;
    int32_t s = (int32_t)(hours_shifts(c->hours, provider, 0, &count) - c->hours->shifts);

    for (; s < c->hours->n_shifts && c->hours->shifts[s].provider == provider; s++) {
        int32_t slots;
        Diary diary;

        if (site >= 0 && c->hours->shifts[s].site != site)
            continue;
        slots = shortest(c, s, specialty);
        if (slots == 0)
            continue;
        diary = diary_of(c, s, NULL);
        places += free_places(&diary, slots);
        if (places >= 3)
            return c->hours->shifts[s].date;
    }
    return NAN;
}
