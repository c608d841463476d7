#include "solver/neighbour/survey.h"

#include <math.h>
#include <stdlib.h>

#include "model/base/memory.h"
#include "model/base/order.h"

enum {
    WITNESSES = 24,  /* requests asked which sessions they could use */
    LEADS_MAX = 60,  /* leads listed for one of them; of more only those of the seed's site */
    LOOKS_MAX = 1500 /* idle requests looked at for one type */
};

/* Worth a minute of lead time when nothing is known of it. */
static const double noise = 0.6;

Status survey_init(Survey *survey, Field *field)
{
    const Catalog *catalog = field->agenda->catalog;
    Survey made = {.field = field};
    Status status = STATUS_NO_MEMORY;

    made.idle_begin = MEM_NEW(int32_t, catalog->clinic->visit_types.rows + 1);
    made.idle = MEM_NEW(int32_t, field->agenda->n_requests);
    made.score = MEM_NEW(double, catalog->n_sessions);
    made.marks = MEM_NEW(SurveyMark, catalog->n_sessions);
    made.guests = MEM_NEW(SurveyMark, field->agenda->n_requests);
    if (!made.idle_begin || !made.idle || !made.score || !made.marks || !made.guests)
        goto done;
    TRY(catalog_by_site_day(catalog, &made.nearby));
    *survey = made;
    made = (Survey){0};
done:
    survey_clear(&made);
    return status;
}

void survey_clear(Survey *survey)
{
    mem_free(survey->idle_begin);
    mem_free(survey->idle);
    groups_clear(&survey->nearby);
    mem_free(survey->score);
    mem_free(survey->marks);
    mem_free(survey->guests);
    *survey = (Survey){0};
}

void survey_refresh(Survey *survey)
{
    const Field *field = survey->field;
    const Clinic *clinic = field->agenda->catalog->clinic;
    int32_t types = clinic->visit_types.rows, *begin = survey->idle_begin;

    for (int32_t type = 0; type <= types; type++)
        begin[type] = 0;
    for (int32_t r = 0; r < clinic->requests.rows; r++)
        if (zone_may_invite(field, r))
            begin[clinic->requests.visit_type[r] + 1]++;
    for (int32_t type = 0; type < types; type++)
        begin[type + 1] += begin[type];
    for (int32_t r = 0; r < clinic->requests.rows; r++)
        if (zone_may_invite(field, r))
            survey->idle[begin[clinic->requests.visit_type[r]]++] = r;
    for (int32_t type = types; type > 0; type--)
        begin[type] = begin[type - 1];
    begin[0] = 0;
}

static void mark(Survey *survey, int32_t session, double score)
{
    if (survey->field->session_zone[session] >= 0)
        return;
    if (survey->score[session] == 0)
        survey->marks[survey->n_marks++].session = session;
    survey->score[session] += score;
}

/* Marks the sessions that request @p r could use. */
static void ask(Survey *survey, int32_t r, int32_t site)
{
    const Catalog *catalog = survey->field->agenda->catalog;
    int32_t begin, end;
    Wish wish;

    placement_wish(catalog, r, &wish);
    catalog_leads(catalog, wish.type, wish.site, &begin, &end);
    if (end - begin > LEADS_MAX)
        catalog_leads(catalog, wish.type, site, &begin, &end);
    for (int32_t i = begin; i < end; i++) {
        const CatalogLead *lead = &catalog->leads[i];
        int32_t last = catalog->session_begin[lead->provider + 1];

        if (wish.provider >= 0 && wish.provider != lead->provider)
            continue;
        for (int32_t s = catalog_session_from(catalog, lead->provider, wish.day_low);
             s < last && catalog->sessions[s].day <= wish.day_high; s++)
            if (catalog->sessions[s].site == lead->site && catalog_admits(catalog, s, wish.type))
                mark(survey, s, 1);
    }
}

/* Asks those who stand in the seed, and some who do not stand. */
static void ask_witnesses(Survey *survey, int32_t seed, Random *random)
{
    const Field *field = survey->field;
    const Agenda *agenda = field->agenda;
    const Catalog *catalog = agenda->catalog;
    const CatalogSession *session = &catalog->sessions[seed];
    int32_t asked = 0, types = catalog->clinic->visit_types.rows;

    for (int32_t v = agenda->first_service[seed]; v >= 0 && asked < WITNESSES;
         v = agenda->visits[v].next_service) {
        if (agenda->visits[v].first_member < agenda->n_requests) {
            ask(survey, agenda->visits[v].first_member, session->site);
            asked++;
        }
    }
    for (int32_t tries = 0; tries < 2 * WITNESSES && asked < WITNESSES; tries++) {
        int32_t type = random_below(random, types);
        int32_t n = survey->idle_begin[type + 1] - survey->idle_begin[type], r;
        Wish wish;

        if (n == 0 || !catalog_can_lead(catalog, type, session->provider))
            continue;
        r = survey->idle[survey->idle_begin[type] + random_below(random, n)];
        placement_wish(catalog, r, &wish);
        if (!placement_suits(catalog, &wish, seed, 0) && !placement_suits(catalog, &wish, seed, 1))
            continue;
        ask(survey, r, session->site);
        asked++;
    }
}

static void weigh(Survey *survey, int32_t seed, SurveyKind kind, Random *random)
{
    const CatalogSession *sessions = survey->field->agenda->catalog->sessions;
    const CatalogSession *first = &sessions[seed];

    for (int32_t i = 0; i < survey->n_marks; i++) {
        SurveyMark *it = &survey->marks[i];
        const CatalogSession *s = &sessions[it->session];
        int32_t days = s->day > first->day ? s->day - first->day : first->day - s->day;
        double score = survey->score[it->session];

        survey->score[it->session] = 0;
        if (kind == SURVEY_DAY)
            score *= 4.0 / (1 + days * days);
        else if (kind == SURVEY_PROVIDER)
            score *= s->provider == first->provider ? 4 : 1;
        else if (kind == SURVEY_SITE)
            score *= s->site == first->site && days == 0 ? 4 : 1;
        it->score =
            it->session == seed ? INFINITY : score * (1 - noise + 2 * noise * random_unit(random));
    }
}

static int by_score(const void *a, const void *b)
{
    const SurveyMark *s = a, *t = b;

    if (s->score != t->score)
        return order_real(t->score, s->score);
    return order_int(s->session, t->session);
}

/* True when guest @p r could use a session of the zone. */
static bool could_come(const Field *field, const Zone *zone, int32_t r)
{
    const Catalog *catalog = field->agenda->catalog;
    Wish wish;

    placement_wish(catalog, r, &wish);
    for (int32_t k = 0; k < zone->sessions.count; k++) {
        int32_t s = zone->sessions.rows[k];

        if ((placement_suits(catalog, &wish, s, 0) || placement_suits(catalog, &wish, s, 1)) &&
            catalog_can_lead(catalog, wish.type, catalog->sessions[s].provider))
            return true;
    }
    return false;
}

/* True when some lead of the zone can lead @p type. */
static bool is_led(const Field *field, const Zone *zone, int32_t type)
{
    const Catalog *catalog = field->agenda->catalog;

    for (int32_t k = 0; k < zone->sessions.count; k++)
        if (catalog_can_lead(catalog, type, catalog->sessions[zone->sessions.rows[k]].provider))
            return true;
    return false;
}

/* What a minute of @p r's visit is worth, at the price of the minute that it last had. */
static double density_of(const Field *field, int32_t r)
{
    const Catalog *catalog = field->agenda->catalog;
    const Requests *requests = &catalog->clinic->requests;
    const VisitShape *shape = catalog->planned[requests->visit_type[r]];
    int32_t day = requests->earliest[r] > 0 ? requests->earliest[r] : 0;
    double worth =
        catalog->gain[r] * chances_at(catalog->chances, r, day < catalog->days ? day : 0) +
        placement_absence(catalog, r);

    return worth / (shape->parts[shape->lead].end_min - shape->parts[shape->lead].start_min);
}

static Status invite(Survey *survey, Zone *zone, int32_t most, Random *random)
{
    Field *field = survey->field;
    int32_t types = field->agenda->catalog->clinic->visit_types.rows, n = 0;
    Status status = STATUS_OK;

    for (int32_t type = 0; type < types; type++) {
        int32_t begin = survey->idle_begin[type], size = survey->idle_begin[type + 1] - begin;
        int32_t looks = size < LOOKS_MAX ? size : LOOKS_MAX, first;

        if (size == 0 || !is_led(field, zone, type))
            continue;
        first = random_below(random, size);
        for (int32_t i = 0; i < looks; i++) {
            int32_t r = survey->idle[begin + (first + i) % size];

            if (zone_may_invite(field, r) && could_come(field, zone, r))
                survey->guests[n++] = (SurveyMark){
                    r, density_of(field, r) * (1 - noise / 2 + noise * random_unit(random))};
        }
    }
    qsort(survey->guests, (size_t)n, sizeof *survey->guests, by_score);
    for (int32_t i = 0; i < n && i < most; i++)
        TRY(zone_invite(field, zone, survey->guests[i].session));
done:
    return status;
}

Status survey_grow(Survey *survey, Zone *zone, int32_t seed, SurveyKind kind, int32_t sessions,
                   int32_t guests, Random *random)
{
    const Catalog *catalog = survey->field->agenda->catalog;
    const CatalogSession *first = &catalog->sessions[seed];
    int32_t key = first->site * catalog->days + first->day;
    Status status = STATUS_OK;

    survey->n_marks = 0;
    mark(survey, seed, 1);
    ask_witnesses(survey, seed, random);
    for (int32_t i = survey->nearby.begin[key];
         kind == SURVEY_SITE && i < survey->nearby.begin[key + 1]; i++)
        mark(survey, survey->nearby.items[i], WITNESSES / 4);
    weigh(survey, seed, kind, random);
    qsort(survey->marks, (size_t)survey->n_marks, sizeof *survey->marks, by_score);
    for (int32_t i = 0; i < survey->n_marks && i < sessions; i++)
        TRY(zone_add_session(survey->field, zone, survey->marks[i].session));
    TRY(invite(survey, zone, guests, random));
done:
    return status;
}
