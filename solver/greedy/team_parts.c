#include "solver/greedy/team_parts.h"

#include "model/base/memory.h"

enum { TRIES = 12 /* sessions drawn for a thing that does not stand */ };

/* Numbers the families: providers who lead the same first type at the site of their first session.
 */
static void find_families(Team *team)
{
    const Catalog *catalog = team->agenda->catalog;
    int32_t sites = catalog->clinic->sites.rows, providers = catalog->clinic->providers.rows;

    for (int32_t p = 0; p < providers; p++)
        team->family_of[p] = -1;
    for (int32_t type = 0; type < catalog->clinic->visit_types.rows; type++) {
        for (int32_t i = catalog->lead_begin[type]; i < catalog->lead_begin[type + 1]; i++) {
            int32_t p = catalog->leads[i].provider;

            if (team->family_of[p] < 0)
                team->family_of[p] =
                    type * sites + catalog->sessions[catalog->session_begin[p]].site;
        }
    }
    for (int32_t s = 0; s < catalog->n_sessions; s++) {
        int32_t family = team->family_of[catalog->sessions[s].provider];

        team->sessions_of_site[catalog->sessions[s].site]++;
        if (family >= 0) {
            team->sessions_of_family[family]++;
            team->family_sessions++;
        }
    }
    for (int32_t site = 0; site < sites; site++)
        team->site_order[site] = site;
    for (int32_t type = 0; type < catalog->clinic->visit_types.rows; type++)
        team->type_order[type] = type;
}

Status team_prepare(Team *team)
{
    const Catalog *catalog = team->agenda->catalog;
    int32_t sites = catalog->clinic->sites.rows, types = catalog->clinic->visit_types.rows;
    int64_t most = 1;

    for (int32_t i = 0; i < catalog->n_shapes; i++) {
        int64_t units = 0;

        for (int32_t k = 0; k < catalog->shapes[i]->n_parts; k++)
            units += catalog->shapes[i]->parts[k].count;
        most = units > most ? units : most;
    }
    team->part_of = MEM_NEW(int32_t, catalog->n_sessions);
    team->family_of = MEM_NEW(int32_t, catalog->clinic->providers.rows);
    team->deal = MEM_NEW(int32_t, (int64_t)types * sites);
    team->sessions_of_family = MEM_NEW(int32_t, (int64_t)types * sites);
    team->sessions_of_site = MEM_NEW(int32_t, sites);
    team->site_order = MEM_NEW(int32_t, sites);
    team->type_order = MEM_NEW(int32_t, types);
    team->units = MEM_NEW(AgendaUnit, most);
    team->dealt_to = MEM_NEW(int32_t, team->count);
    if (!team->dealt_to || !team->part_of || !team->family_of || !team->deal || !team->units ||
        !team->sessions_of_family || !team->sessions_of_site || !team->site_order ||
        !team->type_order)
        return STATUS_NO_MEMORY;
    find_families(team);
    return seat_range_leads(catalog, &team->leads_of);
}

void team_clear(Team *team)
{
    mem_free(team->part_of);
    groups_clear(&team->sessions_of);
    groups_clear(&team->leads_of);
    mem_free(team->dealt_to);
    mem_free(team->family_of);
    mem_free(team->deal);
    mem_free(team->sessions_of_family);
    mem_free(team->sessions_of_site);
    mem_free(team->site_order);
    mem_free(team->type_order);
    mem_free(team->units);
}

static int32_t count_parts(const Team *team)
{
    return team->n_workers * team->parts_each;
}

static void shuffle(Random *random, int32_t *items, int32_t n)
{
    for (int32_t i = n - 1; i > 0; i--) {
        int32_t other = random_below(random, i + 1), kept = items[i];

        items[i] = items[other];
        items[other] = kept;
    }
}

/* Where the middle of @p weight, which follows @p before, falls when all of @p total is cut into
 * @p parts equal pieces. */
static int32_t piece_of(int64_t before, int64_t weight, int64_t total, int32_t parts)
{
    return total > 0 ? (int32_t)((2 * before + weight) * parts / (2 * total)) : 0;
}

/* Days in runs: a cut somewhere, then equal stretches; where there are more parts than days, the
 * sites of each stretch dealt out. */
static void deal_days(Team *team)
{
    const Catalog *catalog = team->agenda->catalog;
    int32_t shift = random_below(&team->random, catalog->days), parts = count_parts(team);
    int32_t stretches = parts < catalog->days ? parts : catalog->days, each = parts / stretches;
    int32_t sites = catalog->clinic->sites.rows;
    int64_t before = 0;

    shuffle(&team->random, team->site_order, sites);
    for (int32_t i = 0; i < sites; i++) {
        int32_t site = team->site_order[i], weight = team->sessions_of_site[site];

        team->deal[site] = piece_of(before, weight, catalog->n_sessions, each);
        before += weight;
    }
    for (int32_t s = 0; s < catalog->n_sessions; s++) {
        int32_t day = (catalog->sessions[s].day + shift) % catalog->days;
        int32_t stretch = (int32_t)((int64_t)day * stretches / catalog->days);

        team->part_of[s] = stretch * each + team->deal[catalog->sessions[s].site];
    }
}

/* Families in runs: those of a site beside each other, since they share rooms and devices. */
static void deal_families(Team *team)
{
    const Catalog *catalog = team->agenda->catalog;
    int32_t sites = catalog->clinic->sites.rows, types = catalog->clinic->visit_types.rows;
    int64_t before = 0;

    shuffle(&team->random, team->site_order, sites);
    for (int32_t i = 0; i < sites; i++) {
        shuffle(&team->random, team->type_order, types);
        for (int32_t k = 0; k < types; k++) {
            int32_t family = team->type_order[k] * sites + team->site_order[i];
            int32_t weight = team->sessions_of_family[family];

            team->deal[family] = piece_of(before, weight, team->family_sessions, count_parts(team));
            before += weight;
        }
    }
    for (int32_t s = 0; s < catalog->n_sessions; s++) {
        int32_t family = team->family_of[catalog->sessions[s].provider];

        team->part_of[s] = family < 0 ? 0 : team->deal[family];
    }
}

/* The subjects of a thing; their number. */
static int32_t subjects_of(const Team *team, int32_t thing, const int32_t **subjects,
                           int32_t *place)
{
    if (thing < 0) {
        *place = -1 - thing;
        *subjects = place;
        return 1;
    }
    *subjects = team->bundles->members + team->bundles->begin[thing];
    return team->bundles->begin[thing + 1] - team->bundles->begin[thing];
}

/* The part of a session that @p subject could use, by chance; -1: none was met. */
static int32_t draw_part(Team *team, int32_t subject)
{
    const Catalog *catalog = team->agenda->catalog;
    int32_t begin, end;
    Wish wish;

    seat_wish(team->agenda, subject, &wish);
    catalog_leads(catalog, wish.type, wish.site, &begin, &end);
    for (int32_t i = 0; begin < end && i < TRIES; i++) {
        const CatalogLead *lead = &catalog->leads[begin + random_below(&team->random, end - begin)];
        int32_t from = catalog_session_from(catalog, lead->provider, wish.day_low);
        int32_t until = catalog_session_from(catalog, lead->provider, wish.day_high + 1), s;

        if (wish.day_low > wish.day_high || from >= until)
            continue;
        s = from + random_below(&team->random, until - from);
        if (placement_suits(catalog, &wish, s, 0) || placement_suits(catalog, &wish, s, 1))
            return team->part_of[s];
    }
    return -1;
}

/* The part whose business thing @p thing is; -1: nobody's in this round. */
static int32_t part_of_thing(Team *team, int32_t thing)
{
    const int32_t *subjects;
    int32_t place, n = subjects_of(team, thing, &subjects, &place), part = -1;

    if (team->agenda->visit_of[subjects[0]] < 0)
        return draw_part(team, subjects[0]);
    for (int32_t i = 0; i < n; i++) {
        const Placement *at = agenda_at(team->agenda, subjects[i]);

        if (!at || at->session < 0 || (part >= 0 && team->part_of[at->session] != part))
            return -1;
        part = team->part_of[at->session];
    }
    return part;
}

/* Lists the things of worker number @p w, part by part. */
static void hand_out(Team *team, int32_t w)
{
    TeamWorker *worker = &team->workers[w];
    int32_t first = w * team->parts_each, *begin = worker->begin;

    for (int32_t k = 0; k <= team->parts_each; k++)
        begin[k] = 0;
    for (int32_t i = 0; i < team->count; i++) {
        int32_t part = team->dealt_to[i] - first;

        if (part >= 0 && part < team->parts_each)
            begin[part + 1]++;
    }
    for (int32_t k = 0; k < team->parts_each; k++)
        begin[k + 1] += begin[k];
    worker->count = begin[team->parts_each];
    for (int32_t i = 0; i < team->count; i++) {
        int32_t part = team->dealt_to[i] - first;

        if (part >= 0 && part < team->parts_each)
            worker->order[begin[part]++] = team->order[i];
    }
    for (int32_t k = team->parts_each; k > 0; k--) /* each begin has moved on to the next */
        begin[k] = begin[k - 1];
    begin[0] = 0;
}

static void deal_all(Team *team)
{
    for (int32_t w = 0; w < team->n_workers; w++) {
        TeamWorker *worker = &team->workers[w];

        for (int32_t i = 0; i < team->count; i++)
            worker->order[i] = team->order[i];
        worker->begin[0] = 0;
        worker->begin[1] = worker->count = team->count;
    }
}

Status team_deal(Team *team, int32_t round)
{
    team->in_parts = !team->few || round % 3 < 2;
    if (!team->in_parts) {
        deal_all(team);
        return STATUS_OK;
    }
    if (round % (team->few ? 3 : 2) == 0)
        deal_families(team);
    else
        deal_days(team);
    for (int32_t i = 0; i < team->count; i++)
        team->dealt_to[i] = part_of_thing(team, team->order[i]);
    team->in_turn = 0;
    for (int32_t i = 0; i < team->n_workers; i++) {
        hand_out(team, i);
        team->in_turn += team->workers[i].count;
    }
    groups_clear(&team->sessions_of);
    return groups_init(&team->sessions_of, team->part_of, team->agenda->catalog->n_sessions,
                       count_parts(team));
}

static bool is_same(const Placement *a, const Placement *b)
{
    if (!a || !b)
        return a == b;
    return a->session == b->session && a->provider == b->provider && a->start_min == b->start_min &&
           a->mode == b->mode;
}

/* True when the worker left thing @p thing where it was. */
static bool is_unchanged(const Team *team, const TeamWorker *worker, int32_t thing)
{
    const int32_t *subjects;
    int32_t place, n = subjects_of(team, thing, &subjects, &place);

    for (int32_t i = 0; i < n; i++)
        if (!is_same(agenda_at(team->agenda, subjects[i]), agenda_at(worker->agenda, subjects[i])))
            return false;
    return true;
}

/* Places @p subject as the worker did, with the same units if they are free here too. */
static bool place_alike(Team *team, const Agenda *from, int32_t subject)
{
    const AgendaVisit *visit = &from->visits[from->visit_of[subject]];
    int32_t n = 0;

    for (int32_t h = visit->first_hold; h >= 0; h = from->holds[h].sibling)
        team->units[n++] = (AgendaUnit){from->holds[h].part, from->holds[h].unit};
    return agenda_place_with(team->agenda, subject, &visit->at, team->units, n) ||
           agenda_place(team->agenda, subject, &visit->at);
}

/* Places a thing as a whole, or none of it. */
static void place_thing(Team *team, const TeamWorker *worker, int32_t thing)
{
    Agenda *agenda = team->agenda;
    const int32_t *subjects;
    int32_t place, n = subjects_of(team, thing, &subjects, &place), mark = agenda_mark(agenda);

    for (int32_t i = 0; i < n; i++) {
        if (worker->agenda->visit_of[subjects[i]] >= 0 &&
            !place_alike(team, worker->agenda, subjects[i])) {
            agenda_rollback(agenda, mark);
            return;
        }
    }
}

/* Makes of the agenda what @p worker made of its parts. */
static void merge_parts(Team *team, TeamWorker *worker)
{
    Agenda *agenda = team->agenda;
    int32_t changed = 0;

    /* From here on the worker's order holds what has changed. */
    for (int32_t i = 0; i < worker->count; i++)
        if (!is_unchanged(team, worker, worker->order[i]))
            worker->order[changed++] = worker->order[i];
    for (int32_t i = 0; i < changed; i++) {
        const int32_t *subjects;
        int32_t place, n = subjects_of(team, worker->order[i], &subjects, &place);

        for (int32_t k = 0; k < n; k++)
            if (agenda->visit_of[subjects[k]] >= 0)
                agenda_remove(agenda, subjects[k]);
    }
    for (int32_t i = 0; i < changed && !agenda->broken; i++)
        place_thing(team, worker, worker->order[i]);
    for (int32_t i = 0; i < changed && !agenda->broken; i++) {
        const int32_t *subjects;
        int32_t place;

        subjects_of(team, worker->order[i], &subjects, &place);
        if (agenda->visit_of[subjects[0]] >= 0 || worker->agenda->visit_of[subjects[0]] < 0)
            continue;
        if (worker->order[i] < 0)
            seat_take(team->search->finder, agenda, subjects[0], 0);
        else
            bundle_place(team->search, team->bundles, agenda, worker->order[i], 0, 16);
    }
    agenda_settle(agenda);
}

void team_merge(Team *team)
{
    const TeamWorker *best = &team->workers[0];

    for (int32_t w = 0; w < team->n_workers; w++) {
        if (team->in_parts)
            merge_parts(team, &team->workers[w]);
        else if (team->workers[w].agenda->worth > best->agenda->worth)
            best = &team->workers[w];
    }
    if (!team->in_parts)
        agenda_assign(team->agenda, best->agenda);
}
